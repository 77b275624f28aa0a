//! One call-off: what is asked, who answered what, and what follows.

use super::call_off::recorded;
use super::request_forms::{answer, steps};
use super::words::{money, named, state, way};
use crate::page::page;
use crate::pages::contracts::cells::{head, kv, lead, panel, summary, td};
use crate::request::Rq;
use crate::ui::{Breadcrumbs, PageTitle, Table, Tag, Th, Tone, format};
use backend::Error;
use backend::frameworks::record::{Approach, CallOffRequest};
use backend::frameworks::{self, FrameworkSheet};
use domain::frameworks::CallOffAnswer;
use leptos::prelude::*;
use leptos_meta::Title;

/// One call-off.
#[component]
pub fn RequestPage() -> impl IntoView {
    page(
        async |rq| {
            let sheet = frameworks::sheet(rq.ctx(), rq.actor(), &named(&rq), None).await?;
            let number = rq.param("number").parse().map_err(|_| Error::NotFound)?;
            let request = sheet.record.request(number).ok_or(Error::NotFound)?;
            Ok((request.clone(), sheet))
        },
        |rq, (request, sheet)| draw(&rq, &request, &sheet),
    )
}

fn draw(rq: &Rq, request: &CallOffRequest, sheet: &FrameworkSheet) -> AnyView {
    let record = &sheet.record;
    let today = rq.at().date_naive();
    let number = request.number;
    let reference = record.request_reference(number);
    let meta = format!("Call-off {number} under {}", record.title);
    let name = format!("Call-off {number} · {}", record.reference);
    let (links, state) = (way(record), state(sheet, request, today));
    view! {
        <Title text=name/>
        <div class="narrow">
            <Breadcrumbs links=links here=format!("Call-off {number}")/>
            <PageTitle title=request.title.clone() reference=reference meta=meta>
                {state}
            </PageTitle>
            {recorded(rq)}
            {facts(request, sheet)}
            {answer(rq, request, sheet)}
            {asked(request, sheet)}
            {steps(rq, request, sheet, today)}
        </div>
    }
    .into_any()
}

fn facts(request: &CallOffRequest, sheet: &FrameworkSheet) -> AnyView {
    let record = &sheet.record;
    let row = |key: &'static str, value: Option<String>| value.map(|value| kv(key, value));
    let order = request.order.clone().map(|order| {
        let href = format!("/contracts/{}?tab=orders", order.contract);
        let words = format!("{} {}", order.contract, order.number);
        kv("Order", view! { <a class="ref" href=href>{words}</a> })
    });
    let competition = request.solicitation_reference.clone().map(|reference| {
        let href = format!("/solicitations/{reference}");
        kv(
            "Mini-competition",
            view! { <a class="ref" href=href>{reference}</a> },
        )
    });
    let performance = format!(
        "{} to {}",
        format::date(request.starts_on),
        format::date(request.ends_on)
    );
    let made =
        (!sheet.own_only).then(|| format!("{} by {}", format::date_time(request.at), request.by));
    summary(view! {
        {kv("For", request.purchaser.clone())}
        {kv("Value", money(record, request.amount_minor))}
        {kv("Performance", performance)}
        {row("Holder", request.holder.map(|holder| sheet.name(holder)))}
        {row("Why this holder was next", request.explained.clone())}
        {row("Reason", request.reason.clone())}
        {row("It rests on", request.basis.clone())}
        {order}{competition}
        {row("Called off", made)}
    })
}

fn asked(request: &CallOffRequest, sheet: &FrameworkSheet) -> AnyView {
    if request.asked.is_empty() {
        return ().into_any();
    }
    let rows: Vec<_> = request.asked.iter().map(|one| row(one, sheet)).collect();
    let title = if sheet.own_only {
        "What you were asked"
    } else {
        "Who was asked"
    };
    panel(
        title,
        view! {
            <Table caption=title caption_hidden=true>
                <thead><tr><Th label="Holder"/><Th label="Asked"/><Th label="Answer by"/><Th label="Answer"/><Th label="Why"/></tr></thead>
                <tbody>{rows}</tbody>
            </Table>
        },
    )
}

fn row(one: &Approach, sheet: &FrameworkSheet) -> AnyView {
    let (tone, label) = match one.answer {
        None => (Tone::Attention, "awaited"),
        Some(answer) => (tone(answer), answer.label()),
    };
    let answered = one.answered_at.map(|at| {
        let by = one.by.as_ref().map(|by| format!(" by {by}"));
        let words = format!("{}{}", format::date_time(at), by.unwrap_or_default());
        view! { <div class="meta">{words}</div> }
    });
    view! {
        <tr>
            {head(sheet.name(one.holder))}
            {td("Asked", format::date_time(one.asked_at))}
            {td("Answer by", format::date(one.answer_by))}
            {lead("Answer", view! { <Tag tone=tone label=label/>{answered} })}
            {td("Why", one.reason.clone())}
        </tr>
    }
    .into_any()
}

const fn tone(answer: CallOffAnswer) -> Tone {
    match answer {
        CallOffAnswer::Accepted => Tone::Good,
        CallOffAnswer::Declined | CallOffAnswer::Silent => Tone::Bad,
        CallOffAnswer::Passed => Tone::Neutral,
    }
}
