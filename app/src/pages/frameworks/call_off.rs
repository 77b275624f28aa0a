//! Calling off under a framework.

use super::words::{money, named, way};
use crate::page::page;
use crate::pages::contracts::cells::{head, kv, num, num_lead, panel, summary, td};
use crate::pages::contracts::typed::{amount, day, read};
use crate::post::{Go, Post};
use crate::request::Rq;
use crate::ui::{
    Breadcrumbs, Choice, DateFields, Form, Help, NumberInput, PageTitle, RadioGroup, Select,
    Submit, Table, TextArea, TextInput, Th, format,
};
use backend::frameworks::{self, CallOffInput, FrameworkSheet, HolderNow};
use backend::{Error, FieldErrors};
use chrono::NaiveDate;
use domain::frameworks::{AllocationRule, is_pre_competed};
use domain::policy::actions::CallOff;
use domain::policy::{Subject, permit};
use domain::text::{Line, Prose};
use leptos::prelude::*;
use leptos_meta::Title;

/// The form for a call-off.
#[component]
pub fn NewCallOff() -> impl IntoView {
    page(
        async |rq| {
            permit::<CallOff>(rq.actor(), Subject::ANY)?;
            frameworks::sheet(rq.ctx(), rq.actor(), &named(&rq), None).await
        },
        |rq, sheet| draw(&rq, &sheet),
    )
}

fn draw(rq: &Rq, sheet: &FrameworkSheet) -> AnyView {
    let record = &sheet.record;
    let today = rq.at().date_naive();
    let (key, version) = (rq.key(), rq.version(record.version));
    let rule = record.rule;
    let submit = match rule {
        AllocationRule::Direct | AllocationRule::Rotation => "Issue the order",
        AllocationRule::Cascade => "Ask the first holder",
        AllocationRule::MiniCompetition => "Begin the mini-competition",
    };
    let follows = match rule {
        AllocationRule::Direct | AllocationRule::Rotation => {
            "The order binds the holder when it is issued, and its value is obligated with it."
        }
        AllocationRule::Cascade => {
            "The first in rank is asked at once and answers within the framework’s days. The order is issued when a holder has accepted."
        }
        AllocationRule::MiniCompetition => {
            "A draft solicitation is made that only the holders can answer. Its award becomes an order under the winner’s contract."
        }
    };
    let meta = format!("{} · {}", record.title, rule.label().to_lowercase());
    let (name, links) = (format!("Call off under {}", record.reference), way(record));
    let (balance, recorded) = (balance(sheet), recorded(rq));
    let (what, choice, basis) = (what(sheet), choice(sheet, today), basis(sheet, today));
    let reference = record.reference.clone();
    view! {
        <Title text=name/>
        <div class="narrow">
            <Breadcrumbs links=links here="New call-off"/>
            <PageTitle title="Call off" reference=reference meta=meta/>
            {balance}
            {recorded}
            <Form act="call_off" key=key version=version>
                {what}{choice}{basis}
                <Submit label=submit consequence=follows/>
            </Form>
            <Help title="How does the rule find the holder?" source="STC M.2; EU-24 art. 33; ESA-PR 8, 27">
                <p>{rule.meaning()}</p>
            </Help>
        </div>
    }
    .into_any()
}

/// What a framework says now, for a person whose form lost a race.
pub fn recorded(rq: &Rq) -> AnyView {
    let Some(conflict) = rq.conflict() else {
        return ().into_any();
    };
    let said = |name: &str| conflict.recorded.get(name).cloned().unwrap_or_default();
    let rows = view! {
        {kv("Holders", said("holders"))}
        {kv("Call-offs", said("requests"))}
        {kv("The last call-off", said("last_request"))}
    };
    panel("Recorded now", summary(rows))
}

/// What is left under the common ceiling, and under that of each holder.
fn balance(sheet: &FrameworkSheet) -> AnyView {
    let record = &sheet.record;
    let left = sheet.ordered.zip(record.ceiling_minor).map_or_else(
        || "no ceiling".to_owned(),
        |(ordered, ceiling)| {
            format!(
                "{} of {}",
                money(record, ceiling.saturating_sub(ordered)),
                money(record, ceiling)
            )
        },
    );
    let rows: Vec<_> = record
        .members()
        .filter_map(|holder| {
            let now = sheet
                .holders
                .iter()
                .find(|now| now.number == holder.number)?;
            Some(row(sheet, now))
        })
        .collect();
    let period = format!(
        "{} to {}",
        format::date(record.ordering_starts_on),
        format::date(record.ordering_ends_on)
    );
    view! {
        {summary(view! {
            {kv("Left for all holders together", left)}
            {kv("Call-offs", period)}
         })}
        <Table caption="What each holder can take" note="its own contract’s limits, beside the common ceiling">
            <thead><tr><Th label="Holder"/><Th label="Left" num=true/><Th label="One order" num=true/><Th label="Orders until"/></tr></thead>
            <tbody>{rows}</tbody>
        </Table>
    }
    .into_any()
}

fn row(sheet: &FrameworkSheet, now: &HolderNow) -> AnyView {
    let record = &sheet.record;
    let contract = &now.contract;
    let left = now
        .left()
        .map_or_else(|| "no ceiling".to_owned(), |minor| money(record, minor));
    let range = match (contract.min_order_minor, contract.max_order_minor) {
        (Some(least), Some(most)) => format!("{} to {}", money(record, least), money(record, most)),
        (Some(least), None) => format!("at least {}", money(record, least)),
        (None, Some(most)) => format!("at most {}", money(record, most)),
        (None, None) => "no limit".to_owned(),
    };
    let until = contract.ordering_ends_on.or(contract.ends_on);
    let until = until.map_or_else(|| "not set".to_owned(), format::date);
    view! {
        <tr>
            {head(sheet.name(now.number))}
            {num_lead("Left", left)}
            {num("One order", range)}
            {td("Orders until", until)}
        </tr>
    }
    .into_any()
}

fn what(sheet: &FrameworkSheet) -> AnyView {
    let record = &sheet.record;
    let unit = record.currency.code().to_owned();
    let purchaser = if record.purchasers.is_empty() {
        view! { <TextInput name="purchaser" label="For whom" maxlength=200 hint="The body or agency that needs it." rule="GTC A.1.3(21), STC A.4: all NATO bodies and national agencies of Allies"/> }.into_any()
    } else {
        let names = record.purchasers.iter();
        let names: Vec<Choice> = names.map(|name| Choice::new(name, name)).collect();
        view! { <Select name="purchaser" label="For whom" prompt="Choose an eligible purchaser" options=names rule="GTC A.1.3(21), STC A.4"/> }.into_any()
    };
    let label = match record.rule {
        AllocationRule::MiniCompetition => "Estimated value",
        _ => "Value",
    };
    view! {
        <TextInput name="title" label="What is ordered" maxlength=200/>
        {purchaser}
        <NumberInput name="amount" label=label unit=unit size=16 rule="STC B.6, G.3, G.4; NPP 20: within the limits of the holder’s contract and the ceiling of all"/>
        <DateFields name="starts_on" legend="First day of performance"/>
        <DateFields name="ends_on" legend="Last day of performance" rule="STC B.6: an order issued in time may outlive the ordering period"/>
    }
    .into_any()
}

/// The holder, where the officer chooses or may depart from the turn.
fn choice(sheet: &FrameworkSheet, today: NaiveDate) -> AnyView {
    let record = &sheet.record;
    let members = record.members();
    let holders: Vec<Choice> = members
        .map(|holder| {
            let number = holder.number.to_string();
            Choice::new(number, sheet.name(holder.number))
        })
        .collect();
    match record.rule {
        AllocationRule::Direct => {
            let hint = record.free_up_to_minor.map_or_else(
                || "Needed at every value.".to_owned(),
                |minor| format!("Needed above {}.", money(record, minor)),
            );
            view! {
                <RadioGroup name="holder" legend="Holder" options=holders/>
                <TextArea name="reason" label="Why this holder" rows=3 maxlength=2000 optional=true hint=hint rule="STC M.2: every holder has a fair opportunity"/>
            }
            .into_any()
        }
        AllocationRule::Rotation => {
            let next = super::holders::next_of(sheet, today);
            let why = next.map(|next| next.why);
            view! {
                <p>{why}</p>
                <Select name="holder" label="Depart from the turn" prompt="No: the next in turn for this value" optional=true options=holders/>
                <TextArea name="reason" label="Why the order departs from the turn" rows=3 maxlength=2000 optional=true hint="Only where another holder is chosen."/>
            }
            .into_any()
        }
        AllocationRule::Cascade | AllocationRule::MiniCompetition => ().into_any(),
    }
}

fn basis(sheet: &FrameworkSheet, today: NaiveDate) -> AnyView {
    if is_pre_competed(sheet.record.competed_on, today) {
        return ().into_any();
    }
    view! {
        <TextArea name="basis" label="What the call-off rests on" rows=3 maxlength=2000
            rule="NPP 20: without an open competition within the last five years it is no pre-competed award"/>
    }
    .into_any()
}

/// Text that may be left empty.
pub fn optional(post: &Post, errors: &mut FieldErrors, name: &str) -> Option<Prose<2_000>> {
    let text = post.value(name);
    if text.is_empty() {
        return None;
    }
    errors.take(name, Prose::parse(text))
}

/// Calls off.
pub async fn post(post: Post) -> Result<Go, Error> {
    let ctx = post.rq.ctx();
    let reference = named(&post.rq);
    post.permitted::<CallOff>()?;
    let sheet = frameworks::sheet(ctx, post.rq.actor(), &reference, None).await?;
    let mut errors = FieldErrors::default();
    let title = errors.take("title", Line::parse(post.value("title")));
    let purchaser = errors.take("purchaser", Line::parse(post.value("purchaser")));
    let amount_minor = amount(&post, &mut errors, "amount", sheet.record.currency);
    let starts_on = day(&post, &mut errors, "starts_on");
    let ends_on = day(&post, &mut errors, "ends_on");
    let reason = optional(&post, &mut errors, "reason");
    let basis = optional(&post, &mut errors, "basis");
    errors.finish()?;
    let input = CallOffInput {
        title: read(title)?,
        purchaser: read(purchaser)?,
        amount_minor: read(amount_minor)?,
        starts_on: read(starts_on)?,
        ends_on: read(ends_on)?,
        holder: post.value("holder").parse().ok(),
        reason,
        basis,
    };
    let version = post.version()?;
    let number = frameworks::call_off(ctx, &post.call, &reference, version, input).await?;
    Ok(Go::to(format!("/frameworks/{reference}/requests/{number}")))
}
