//! One number of a stored result, unfolded: formula, inputs, source, and the events that set it.

use super::matrix::euro;
use super::{lots, origin_tag, tabs};
use crate::page::page;
use crate::request::Rq;
use crate::ui::{
    Breadcrumbs, Fact, Facts, Notice, NumTd, PageTitle, Panel, RowHead, Table, Td, Th, Tone, format,
};
use backend::Error;
use backend::evaluation::{self, Explained, Input, OwnMark, SetBy, Shown};
use domain::policy::Subject;
use domain::policy::actions::ReadAudit;
use leptos::prelude::*;
use leptos_meta::Title;
use rust_decimal::Decimal;

/// The explanation of a number.
#[component]
pub fn Number() -> impl IntoView {
    page(
        async |rq| {
            let number = rq.param("number").parse().map_err(|_| Error::NotFound)?;
            let named = (rq.param("offer"), rq.param("figure"));
            evaluation::explained(rq.ctx(), rq.actor(), rq.param("reference"), number, named).await
        },
        |rq, found| draw(&rq, &found),
    )
}

fn draw(rq: &Rq, found: &Explained) -> AnyView {
    let (reference, run) = (found.process.reference.clone(), &found.run);
    let base = format!("/solicitations/{reference}");
    let links = vec![
        (base.clone(), reference.clone()).into(),
        (
            lots::within(format!("{base}/compare#runs"), &run.lot),
            format!("Result run {}", run.number),
        )
            .into(),
    ];
    let title = format!("{} of {}", found.title, found.provider_name);
    let origin = origin_tag(&found.process.origin);
    let value = found.value.as_ref().map_or("none".to_owned(), shown);
    let full = found.value.as_ref().and_then(unrounded);
    let later = (found.newest > run.number).then(|| {
        let href = format!("{base}/runs/{}/{}/{}", found.newest, found.offer, found.figure.code());
        view! {
            <Notice tone=Tone::Attention title=format!("Run {} superseded this result", found.newest)>
                <p>"This page stays as it is. "<a href=href>"The same number in the newest result"</a></p>
            </Notice>
        }
    });
    let out = found
        .out
        .clone()
        .map(|out| view! { <Notice title="This offer cannot win">{out}</Notice> });
    let stored = format!("{} by {}", format::date_time(run.at), run.by);
    let (offer, meta) = (found.offer.clone(), found.process.title.clone());
    let (formula, rounding) = (found.formula.clone(), found.rule.rounding);
    let (source, number) = (
        format!("Source: {}", found.source),
        format!("run {}", run.number),
    );
    let inputs = inputs(&base, found);
    view! {
        <Breadcrumbs links=links here=title.clone()/>
        <Title text=format!("{title}, {reference}")/>
        <PageTitle title=title reference=offer meta=meta>{origin}</PageTitle>
        {tabs(rq, &reference)}
        {later}
        {out}
        <Facts>
            <Fact label="Shown as">{value}</Fact>
            <Fact label="Unrounded">{full}</Fact>
            <Fact label="Result" note=stored>{number}</Fact>
        </Facts>
        <Panel title="How it comes about" meta=source>
            <p>{formula}</p>
            <p class="meta">{rounding}</p>
            {inputs}
        </Panel>
        {marks(&found.marks)}
        {events(&found.events, rq.may::<ReadAudit>(Subject::ANY))}
    }
    .into_any()
}

/// A number as people read it.
fn shown(value: &Shown) -> String {
    match value {
        Shown::Points(points) => format::score(*points),
        Shown::Euro(amount) => euro(*amount),
        Shown::EurPerPoint(amount) => format!("{} per point", euro(*amount)),
        Shown::Submitted(money) => format::money_exact(money.minor, money.currency.code()),
        Shown::Rate {
            units,
            currency,
            day,
            source,
        } => format!(
            "EUR 1 = {} {currency}, {} ({source})",
            units.normalize(),
            format::date(*day)
        ),
        Shown::Place(place) => place.to_string(),
        Shown::Measured(value) => value.normalize().to_string(),
    }
}

/// Every digit that is kept, where there may be more than are shown.
fn unrounded(value: &Shown) -> Option<String> {
    let digits = |figure: &Decimal| figure.normalize().to_string();
    match value {
        Shown::Points(figure) | Shown::Measured(figure) => Some(digits(figure)),
        Shown::Euro(figure) => Some(format!("EUR {}", digits(figure))),
        Shown::EurPerPoint(figure) => Some(format!("EUR {} per point", digits(figure))),
        Shown::Submitted(_) | Shown::Rate { .. } | Shown::Place(_) => None,
    }
}

fn inputs(base: &str, found: &Explained) -> AnyView {
    if found.inputs.is_empty() {
        return ().into_any();
    }
    let weighed = found.inputs.iter().any(|input| input.weight.is_some());
    let row = |input: &Input| {
        let href = input.from.as_ref().map(|(offer, figure)| {
            format!("{base}/runs/{}/{offer}/{}", found.run.number, figure.code())
        });
        let label = input.label.clone();
        let label = match href {
            Some(href) => view! { <a href=href>{label}</a> }.into_any(),
            None => label.into_any(),
        };
        let value = input.value.as_ref().map_or("not offered".to_owned(), shown);
        let weight = weighed.then(|| weight(input));
        view! { <tr><RowHead>{label}</RowHead><NumTd label="Value" lead=true>{value}</NumTd>{weight}</tr> }
    };
    let rows = found.inputs.iter().map(row).collect_view();
    let heads = weighed
        .then(|| view! { <Th label="Weight" num=true unit="%"/><Th label="Gives" num=true/> });
    view! {
        <Table caption="From these numbers" note="each leads on to its own explanation">
            <thead><tr><Th label="Number"/><Th label="Value" num=true/>{heads}</tr></thead>
            <tbody>{rows}</tbody>
        </Table>
    }
    .into_any()
}

/// What a number weighs, and what it gives to the sum.
fn weight(input: &Input) -> AnyView {
    let weight = input.weight.unwrap_or_default();
    let gives = match input.value {
        Some(Shown::Points(points)) => points.checked_mul(weight),
        _ => None,
    };
    let gives = gives.and_then(|product| product.checked_div(Decimal::ONE_HUNDRED));
    let weight = weight.normalize().to_string();
    view! { <NumTd label="Weight, %">{weight}</NumTd><NumTd label="Gives">{gives.map(format::score)}</NumTd> }
        .into_any()
}

fn marks(marks: &[OwnMark]) -> AnyView {
    if marks.is_empty() {
        return ().into_any();
    }
    let rows = marks.iter().cloned().map(|mark| {
        view! {
            <tr>
                <RowHead>{mark.who}</RowHead>
                <NumTd label="Score" lead=true>{mark.value.normalize().to_string()}</NumTd>
                <Td label="Why">{mark.rationale}</Td>
            </tr>
        }
    });
    let rows = rows.collect_view();
    view! {
        <Table caption="Scores of single evaluators" note="those that were in when the result was stored">
            <thead><tr><Th label="Evaluator"/><Th label="Score" num=true/><Th label="Why"/></tr></thead>
            <tbody>{rows}</tbody>
        </Table>
    }
    .into_any()
}

/// The events; auditors go on to the log itself.
fn events(events: &[SetBy], linked: bool) -> AnyView {
    let rows = events.iter().cloned().map(|event| {
        let href = format!("/audit/events/{}", event.id);
        let what = match linked {
            true => view! { <a href=href>{event.what}</a> }.into_any(),
            false => event.what.into_any(),
        };
        view! {
            <tr>
                <RowHead>{what}</RowHead>
                <Td label="When" lead=true>{format::date_time(event.at)}</Td>
                <Td label="Who">{event.who}</Td>
                <Td label="Why">{event.reason}</Td>
            </tr>
        }
    });
    let rows = rows.collect_view();
    view! {
        <Table caption="Set by" note="events of the log, the oldest first">
            <thead><tr><Th label="Event"/><Th label="When"/><Th label="Who"/><Th label="Why"/></tr></thead>
            <tbody>{rows}</tbody>
        </Table>
    }
    .into_any()
}
