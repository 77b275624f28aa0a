//! One framework, now or at a past moment.

use super::holders;
use super::moment;
use super::words::{money, named, standing, state, windows};
use crate::charts::{StackedBar, StackedBars};
use crate::page::page;
use crate::pages::contracts::cells::{fact, figures, head, kv, lead, num_lead, panel, summary, td};
use crate::pages::contracts::moment as contract_moment;
use crate::pages::contracts::words::{day, origin};
use crate::request::Rq;
use crate::ui::{Breadcrumbs, EmptyState, Help, Notice, PageTitle, Table, Th, Tone, format};
use backend::frameworks::record::CallOffRequest;
use backend::frameworks::{self, FrameworkRecord, FrameworkSheet};
use chrono::NaiveDate;
use domain::frameworks::{AllocationRule, is_pre_competed, pre_competed_until};
use domain::policy::Subject;
use domain::policy::actions::{CallOff, KeepFramework};
use leptos::prelude::*;
use leptos_meta::Title;
use rust_decimal::Decimal;

/// One framework.
#[component]
pub fn Framework() -> impl IntoView {
    page(
        async |rq| {
            let moment = contract_moment::read(&rq)?;
            frameworks::sheet(rq.ctx(), rq.actor(), &named(&rq), moment).await
        },
        |rq, sheet| draw(&rq, &sheet),
    )
}

fn draw(rq: &Rq, sheet: &FrameworkSheet) -> AnyView {
    let record = &sheet.record;
    let shown = sheet.moment.map_or_else(|| rq.at(), |(at, _)| at);
    let today = shown.date_naive();
    let (label, tone) = standing(record, today);
    let programme = record.programme.as_ref();
    let serves = programme
        .map(|code| format!(" · serves {code}"))
        .unwrap_or_default();
    let rule = record.rule.label().to_lowercase();
    let meta = format!("{} · {rule}{serves}", record.kind.label());
    let actions = sheet.moment.is_none().then(|| actions(rq, record));
    let links = vec![
        ("/contracts", "Contracts").into(),
        ("/frameworks", "Frameworks").into(),
    ];
    let name = format!("{} {}", record.reference, record.title);
    let mark = origin(&record.origin);
    view! {
        <Title text=name/>
        {moment::banner(rq, sheet)}
        <Breadcrumbs links=links here=record.reference.clone()/>
        <PageTitle title=record.title.clone() reference=record.reference.clone() state=label tone=tone meta=meta>
            {mark}
            {actions}
        </PageTitle>
        {facts(sheet, today)}
        {notices(record, today)}
        {holders::table(sheet, today)}
        {holders::next(sheet, today)}
        {requests(sheet, today)}
        <div class="two">
            <div class="stack">{picture(sheet)}{terms(record)}</div>
            <div class="stack">{moment::history(sheet)}</div>
        </div>
        {moment::since(sheet)}
        {moment::choose(rq, sheet)}
    }
    .into_any()
}

fn actions(rq: &Rq, record: &FrameworkRecord) -> AnyView {
    let base = format!("/frameworks/{}", record.reference);
    let call = rq.may::<CallOff>(Subject::ANY).then(|| {
        view! { <a class="button primary" href=format!("{base}/requests/new")>"Call off"</a> " " }
    });
    let keep = rq.may::<KeepFramework>(Subject::ANY).then(
        || view! { <a class="button" href=format!("{base}/holders")>"Holders and windows"</a> },
    );
    view! { {call}{keep} }.into_any()
}

fn facts(sheet: &FrameworkSheet, today: NaiveDate) -> AnyView {
    let record = &sheet.record;
    let ceiling = record.ceiling_minor.map_or_else(
        || "none: money is in its orders".to_owned(),
        |minor| money(record, minor),
    );
    let ordered = sheet
        .ordered
        .map(|minor| fact("Ordered", "", money(record, minor)));
    let left = sheet.ordered.zip(record.ceiling_minor);
    let left = left
        .map(|(ordered, ceiling)| fact("Left", "", money(record, ceiling.saturating_sub(ordered))));
    let until = format::date(record.ordering_ends_on);
    let competed = record.competed_on.map_or_else(
        || "not openly competed".to_owned(),
        |day| format::date(pre_competed_until(day)),
    );
    let note = if is_pre_competed(record.competed_on, today) {
        "NPP 20"
    } else {
        "NPP 20: no pre-competed award now"
    };
    figures(view! {
        {fact("Ceiling of all holders", "", ceiling)}{ordered}{left}
        {fact("Call-offs until", "", until)}
        {fact("Pre-competed until", note, competed)}
    })
}

fn notices(record: &FrameworkRecord, today: NaiveDate) -> AnyView {
    let open = (record.ordering_starts_on..=record.ordering_ends_on).contains(&today);
    if !open || is_pre_competed(record.competed_on, today) {
        return ().into_any();
    }
    view! {
        <Notice tone=Tone::Attention title="A call-off is no pre-competed award now">
            "There was no open competition within the last five years (NPP 20). Each call-off says what it rests on instead."
        </Notice>
    }
    .into_any()
}

fn requests(sheet: &FrameworkSheet, today: NaiveDate) -> AnyView {
    if sheet.record.requests.is_empty() {
        let text = if sheet.own_only {
            "When you are asked to take a call-off, or get an order, it is listed here."
        } else {
            "The first call-off finds its holder by the framework’s rule."
        };
        return view! { <EmptyState title="No call-offs" text=text/> }.into_any();
    }
    let rows: Vec<_> = sheet
        .record
        .requests
        .iter()
        .rev()
        .map(|one| request_row(sheet, one, today))
        .collect();
    view! {
        <Table caption="Call-offs" note="the newest first">
            <thead><tr><Th label="Number"/><Th label="What"/><Th label="Value" num=true/><Th label="Performance"/><Th label="Holder and order"/><Th label="State"/></tr></thead>
            <tbody>{rows}</tbody>
        </Table>
    }
    .into_any()
}

fn request_row(sheet: &FrameworkSheet, request: &CallOffRequest, today: NaiveDate) -> AnyView {
    let record = &sheet.record;
    let href = format!(
        "/frameworks/{}/requests/{}",
        record.reference, request.number
    );
    let performance = format!(
        "{} to {}",
        format::date(request.starts_on),
        format::date(request.ends_on)
    );
    let holder = request.holder.map(|holder| sheet.name(holder));
    let order = request.order.clone().map(|order| {
        let href = format!("/contracts/{}?tab=orders", order.contract);
        let words = format!("{} {}", order.contract, order.number);
        view! { <div class="meta"><a class="ref" href=href>{words}</a></div> }
    });
    let purchaser = request.purchaser.clone();
    view! {
        <tr>
            {head(view! { <a class="ref" href=href>{request.number}</a> })}
            {lead("What", view! { <div>{request.title.clone()}</div><div class="meta">{purchaser}</div> })}
            {num_lead("Value", money(record, request.amount_minor))}
            {td("Performance", performance)}
            {td("Holder and order", view! { {holder}{order} })}
            {lead("State", state(sheet, request, today))}
        </tr>
    }
    .into_any()
}

/// Series that the picture tells apart.
const SERIES: usize = 7;

/// The ceiling, cut into what each holder took and what is left.
fn picture(sheet: &FrameworkSheet) -> AnyView {
    let record = &sheet.record;
    let (Some(ordered), Some(ceiling)) = (sheet.ordered, record.ceiling_minor) else {
        return ().into_any();
    };
    if sheet.holders.len() > SERIES {
        return ().into_any();
    }
    let exponent = format::exponent(record.currency.code());
    let million = |minor: i64| Decimal::new(minor, exponent) / Decimal::from(1_000_000);
    let mut series: Vec<String> = sheet
        .holders
        .iter()
        .map(|now| sheet.name(now.number))
        .collect();
    let mut values: Vec<Decimal> = sheet
        .holders
        .iter()
        .map(|now| million(now.ordered()))
        .collect();
    series.push("Left".to_owned());
    values.push(million(ceiling.saturating_sub(ordered)));
    let bars = vec![StackedBar {
        label: "Ceiling".to_owned(),
        values,
    }];
    let unit = format!("million {}", record.currency.code());
    let finding = format!(
        "{} of {} is ordered.",
        money(record, ordered),
        money(record, ceiling)
    );
    panel(
        "The ceiling and who took what",
        view! {
            <figure>
                <StackedBars id="ceiling" series=series bars=bars unit=unit title="The ceiling and who took what" finding=finding/>
            </figure>
            <p class="meta">"The table of holders says the same in figures."</p>
        },
    )
}

fn terms(record: &FrameworkRecord) -> AnyView {
    let purchasers = if record.purchasers.is_empty() {
        "all NATO bodies and national agencies of Allies (GTC A.1.3(21), STC A.4)".to_owned()
    } else {
        record.purchasers.join("; ")
    };
    let free = record.free_up_to_minor.map_or_else(
        || "at every value".to_owned(),
        |minor| format!("above {}", money(record, minor)),
    );
    let direct =
        (record.rule == AllocationRule::Direct).then(|| kv("The choice is explained", free));
    let days = format::days(i64::from(record.answer_days));
    let answer =
        (record.rule == AllocationRule::Cascade).then(|| kv("A holder answers within", days));
    let longer = record
        .longer_reason
        .clone()
        .map(|reason| kv("Why it lasts longer", reason));
    panel(
        "Terms",
        view! {
            {summary(view! {
                {kv("Rule", view! { {record.rule.label()}<div class="meta">{record.rule.meaning()}</div> })}
                {direct}{answer}
                {kv("Call-offs", format!("{} to {}", format::date(record.ordering_starts_on), format::date(record.ordering_ends_on)))}
                {longer}
                {kv("Open competition ended", day(record.competed_on))}
                {kv("Eligible purchasers", purchasers)}
                {kv("Holders join", windows(&record.on_ramps))}
                {kv("Holders leave", windows(&record.off_ramps))}
             })}
            <Help title="What may never change?" source="NPP 20; EU-24 art. 33">
                <p>"The rule and the ceiling are those of the competition. Every holder’s contract keeps its own limits beside the common ceiling, and both are asked for each order."</p>
            </Help>
        },
    )
}
