//! What stands on top of a contract's page: the large figures, what must hold, and what can be done next.

use super::cells::{fact, figures, kv, panel, summary};
use super::words::day;
use crate::request::Rq;
use crate::ui::{
    Form, Help, Notice, NumberInput, Submit, SubmitKind, Tag, TextInput, Tone, format,
};
use backend::contracts::{ContractRecord, RecordSource};
use chrono::NaiveDate;
use domain::contracts::life::ContractAct;
use domain::contracts::{check_invariants, guaranteed_minimum_gap, milestone_gap};
use domain::policy::Subject;
use domain::policy::actions::{IssueOrder, ManageContract, ModifyContract};
use domain::states::contract::ContractState;
use domain::states::milestone::MilestoneState;
use domain::states::option::OptionState;
use leptos::prelude::*;

fn money(record: &ContractRecord, minor: i64) -> String {
    format::money(minor, record.currency.code())
}

/// Ceiling, obligated, accepted, paid, left to order, next event.
pub fn facts(record: &ContractRecord, today: NaiveDate) -> AnyView {
    let totals = record.totals();
    let ceiling = totals.ceiling.map_or_else(
        || "none: money is in its orders".to_owned(),
        |minor| money(record, minor),
    );
    let left = totals
        .headroom()
        .map_or_else(|| "no limit".to_owned(), |minor| money(record, minor));
    let left_label = if record.orders_by_call_off() {
        "Left to order"
    } else {
        "Left under the ceiling"
    };
    let (obligated, accepted, paid) = (
        money(record, totals.obligated),
        money(record, totals.accepted),
        money(record, totals.paid),
    );
    view! {
        {figures(view! {
            {fact("Ceiling", "", ceiling)}
            {fact("Obligated", "", obligated)}
            {fact("Accepted", "", accepted)}
            {fact("Paid", "", paid)}
            {fact(left_label, "", left)}
            {fact("Next", "", next_event(record, today))}
         })}
    }
    .into_any()
}

/// The next dated thing: an option's notice, a milestone, the end.
pub fn next_event(record: &ContractRecord, today: NaiveDate) -> String {
    let options = record
        .options
        .iter()
        .filter(|option| option.status == OptionState::Available)
        .map(|option| {
            (
                option.notice_by,
                format!(
                    "Option {}, decide by {}",
                    option.number,
                    format::date(option.notice_by)
                ),
            )
        });
    let open = record
        .milestones
        .iter()
        .filter(|m| !matches!(m.status, MilestoneState::Accepted | MilestoneState::Waived));
    let milestones = open.filter_map(|milestone| {
        let due = milestone.forecast.or(milestone.current_baseline)?;
        Some((due, format!("{}, {}", milestone.title, format::date(due))))
    });
    let end = record
        .ends_on
        .map(|day| (day, format!("Ends on {}", format::date(day))));
    let next = options
        .chain(milestones)
        .chain(end)
        .filter(|(day, _)| *day >= today)
        .min_by_key(|(day, _)| *day);
    next.map_or_else(|| "nothing dated".to_owned(), |(_, words)| words)
}

/// What must hold between the sums, and whether it does.
pub fn invariants(record: &ContractRecord) -> AnyView {
    let totals = record.totals();
    let broken = check_invariants(&totals).err().unwrap_or_default();
    let state = if broken.is_empty() {
        (Tone::Good, "Holds")
    } else {
        (Tone::Bad, "Does not hold")
    };
    let broken = broken
        .into_iter()
        .map(|broken| view! { <Notice tone=Tone::Bad>{broken.to_string()}</Notice> })
        .collect_view();
    let values: Vec<i64> = record
        .milestones
        .iter()
        .filter_map(|milestone| milestone.value_minor)
        .collect();
    let gap = (!values.is_empty() && !record.orders_by_call_off())
        .then(|| milestone_gap(totals.exercised, &values))
        .flatten();
    let gap = gap.map(|gap| view! { <Notice tone=Tone::Attention>{gap.to_string()}</Notice> });
    let owed = record.limits().map_or(0, |limits| {
        guaranteed_minimum_gap(&limits, &record.order_amounts())
    });
    let owed = (record.orders_by_call_off() && owed > 0).then(|| {
        view! {
            <p>"Still to be ordered for the guaranteed minimum: "{money(record, owed)}"."</p>
        }
    });
    let percent = totals.cumulative_percent().map_or_else(
        || "not computed".to_owned(),
        |percent| format!("{} of 50 %", format::percent(percent, 1)),
    );
    let ceiling = totals
        .ceiling
        .map_or_else(|| "none".to_owned(), |minor| money(record, minor));
    view! {
        {panel("What must hold", view! {
            <p>"Paid ≤ accepted ≤ obligated ≤ exercised ≤ ceiling " <Tag tone=state.0 label=state.1/></p>
            {broken}{gap}{owed}
            {summary(view! {
                {kv("Paid", money(record, totals.paid))}
                {kv("Accepted", money(record, totals.accepted))}
                {kv("Obligated", money(record, totals.obligated))}
                {kv("Exercised", money(record, totals.exercised))}
                {kv("Ceiling", ceiling)}
                {kv("In-scope increases", percent)}
             })}
            <Help title="Why these five?" source="DFARS 232.703-1; NSPA 10.9; order of accepted and paid: own design">
                <p>"No money is committed beyond what is ordered or exercised, nothing is accepted without money behind it, and nothing is paid before it is accepted. Increases within scope stay below half of the amount first approved; beyond that the work is competed again."</p>
            </Help>
         })}
    }
    .into_any()
}

/// Who published an imported record, on what terms, and where the record is.
pub fn published(record: &ContractRecord, source: Option<&RecordSource>) -> Option<AnyView> {
    let source = source?;
    let publisher = source.publisher.clone();
    let publisher = publisher.unwrap_or_else(|| "a publisher that is not named".to_owned());
    let licence = source
        .licence
        .as_ref()
        .map(|licence| format!(", licence {licence}"));
    let link = record.solicitation_reference.as_ref().map(|reference| {
        let href = format!("/solicitations/{reference}/source");
        view! { " "<a href=href>"Its source, and the record as it was published"</a> }
    });
    Some(
        view! { <p class="meta">"Imported as published by "{publisher}{licence}"."{link}</p> }
            .into_any(),
    )
}

/// The dates and limits of the contract.
pub fn terms(record: &ContractRecord) -> AnyView {
    let limit = |minor: Option<i64>| minor.map(|minor| money(record, minor));
    let row =
        |key: &'static str, value: Option<String>| value.map(|value| view! { {kv(key, value)} });
    let orders = record
        .orders_by_call_off()
        .then(|| day(record.ordering_ends_on));
    let solicitation = record.solicitation_reference.clone().map(|reference| {
        let href = format!("/solicitations/{reference}");
        view! { {kv("Solicitation", view! { <a class="ref" href=href>{reference}</a> })} }
    });
    let framework = record.framework.as_ref().map(|place| {
        let href = format!("/frameworks/{}", place.reference);
        let words = format!("{}, holder {}", place.reference, place.number);
        kv("Framework", view! { <a class="ref" href=href>{words}</a> })
    });
    view! {
        {panel("Terms", view! {
            {summary(view! {
                {solicitation}{framework}
                {kv("Signed", day(record.signed_on))}
                {kv("Effective start date", day(record.effective_on))}
                {kv("End of performance", day(record.ends_on))}
                {row("End of the ordering period", orders)}
                {row("Guaranteed minimum", limit(record.guaranteed_minimum_minor))}
                {row("Minimum order", limit(record.min_order_minor))}
                {row("Maximum order", limit(record.max_order_minor))}
             })}
            <Help title="Why two start dates?" source="GTC A.1.6">
                <p>"The signature date binds; performance and its measures run from the effective start date, the same day or 30, 60 or 90 days later."</p>
            </Help>
         })}
    }
    .into_any()
}

/// The next steps that the person may take now.
pub fn actions(rq: &Rq, record: &ContractRecord) -> AnyView {
    // A publisher's record is shown as it is and changed by its publisher alone.
    if record.origin == "imported" {
        return ().into_any();
    }
    let manage = rq.may::<ManageContract>(Subject::ANY);
    let step = match record.status {
        ContractState::Draft => Some((
            "sign_contractor",
            "Record the contractor's signature",
            "Then the purchaser can sign.",
        )),
        ContractState::ContractorSigned => Some((
            "sign_purchaser",
            "Sign for the purchaser",
            "Both are bound from now on; the solicitation is concluded.",
        )),
        ContractState::Signed => Some((
            "effective_date",
            "Begin performance",
            "Possible from the effective start date.",
        )),
        _ => None,
    };
    let (key, version) = (rq.key(), rq.version(record.version));
    let sign = step.filter(|_| manage).map(|(act, label, consequence)| view! {
        <Form act=act key=key version=version label=label><Submit label=label consequence=consequence/></Form>
    });
    let base = format!("/contracts/{}", record.reference);
    let open = |act| record.may(act).is_ok();
    let order = (open(ContractAct::Order) && record.orders_by_call_off() && rq.may::<IssueOrder>(Subject::ANY))
        .then(|| match &record.framework {
            None => view! { <a class="button primary" href=format!("{base}/orders/new")>"Issue an order"</a> " " }.into_any(),
            Some(place) => view! { <a class="button primary" href=format!("/frameworks/{}/requests/new", place.reference)>"Call off"</a> " " }.into_any(),
        });
    let modify = (open(ContractAct::Modify) && rq.may::<ModifyContract>(Subject::ANY))
        .then(|| view! { <a class="button" href=format!("{base}/modifications/new")>"Make a modification"</a> });
    let obligable = !matches!(
        record.status,
        ContractState::Draft | ContractState::ContractorSigned
    ) && open(ContractAct::Release);
    let obligate =
        (manage && !record.orders_by_call_off() && obligable).then(|| obligate(rq, record));
    if sign.is_none() && order.is_none() && modify.is_none() && obligate.is_none() {
        return ().into_any();
    }
    view! { {panel("Next steps", view! { {sign}<p>{order}{modify}</p>{obligate} })} }.into_any()
}

fn obligate(rq: &Rq, record: &ContractRecord) -> AnyView {
    let (key, version, unit) = (
        rq.key(),
        rq.version(record.version),
        record.currency.code().to_owned(),
    );
    view! {
        <details>
            <summary>"Obligate or release money"</summary>
            <Form act="obligate" key=key version=version label="Obligate or release money">
                <NumberInput name="amount" label="Amount" unit=unit size=16 hint="A negative amount releases."
                    rule="Obligated money stays at or below what is exercised (DFARS 232.703-1)"/>
                <TextInput name="note" label="What for" maxlength=200/>
                <Submit label="Record" kind=SubmitKind::Secondary/>
            </Form>
        </details>
    }
    .into_any()
}
