//! Making a modification.

use super::cells::{kv, summary};
use super::conflict::recorded;
use super::typed::{optional_amount, optional_day, read};
use super::words::choices;
use crate::page::page;
use crate::post::{Go, Post};
use crate::request::Rq;
use crate::ui::{
    Breadcrumbs, Checkbox, DateFields, Form, Help, NumberInput, PageTitle, Select, Submit,
    TextArea, TextInput, format,
};
use backend::contracts::{self, ContractRecord, ModificationInput};
use backend::{Error, FieldErrors};
use domain::contracts::ModificationKind;
use domain::policy::actions::ModifyContract;
use domain::policy::{Subject, permit};
use domain::states::milestone::MilestoneState;
use domain::text::{Line, Prose};
use leptos::prelude::*;
use leptos_meta::Title;

/// The form for a new modification.
#[component]
pub fn NewModification() -> impl IntoView {
    page(
        async |rq| {
            permit::<ModifyContract>(rq.actor(), Subject::ANY)?;
            let reference = rq.param("reference").to_ascii_uppercase();
            Ok(contracts::sheet(rq.ctx(), rq.actor(), &reference, None)
                .await?
                .record)
        },
        |rq, record| draw(&rq, &record),
    )
}

fn draw(rq: &Rq, record: &ContractRecord) -> AnyView {
    let (what, moved) = (what(record), baselines(record));
    let (key, version, base) = (
        rq.key(),
        rq.version(record.version),
        format!("/contracts/{}", record.reference),
    );
    view! {
        <Title text="Make a modification"/>
        <div class="narrow">
            <Breadcrumbs links=vec![("/contracts", "Contracts").into(), (base, record.reference.clone()).into()] here="New modification"/>
            <PageTitle title="Make a modification" reference=record.reference.clone() meta="It becomes part of the contract at once, with the next number."/>
            {room(record)}
            {recorded(rq)}
            <Form act="modify" key=key version=version>
                {what}
                {moved}
                <Submit label="Execute modification" consequence="The record keeps the contract as it was before; nothing is overwritten."/>
            </Form>
        </div>
    }
    .into_any()
}

/// How much the 50 % rule still allows.
fn room(record: &ContractRecord) -> AnyView {
    let money = |minor: i64| format::money(minor, record.currency.code());
    let (first, used) = (record.first_approved(), record.increases());
    let left = (first / 2).saturating_sub(used).max(0);
    view! {
        {summary(view! {
            {kv("Amount first approved", money(first))}
            {kv("In-scope increases so far", money(used))}
            {kv("Increases must stay below", view! { {money(left)}" more" })}
         })}
        <Help title="What is the 50 % rule?" source="NSPA 10.9">
            <p>"Increases within scope are amended while all of them together stay below half of the amount first approved. Above half, or out of scope, the work is competed again. Exactly half is not settled by the rule: have the decision recorded."</p>
        </Help>
    }
    .into_any()
}

fn what(record: &ContractRecord) -> AnyView {
    let kinds: Vec<ModificationKind> = ModificationKind::ALL
        .iter()
        .copied()
        .filter(|kind| *kind != ModificationKind::Option)
        .collect();
    let unit = record.currency.code().to_owned();
    let value = (!record.orders_by_call_off()).then(|| {
        view! { <NumberInput name="value_delta" label="Change of the value" unit=unit.clone() size=16 optional=true hint="Negative reduces." rule="NSPA 10.9: the 50 % rule is checked"/> }
    });
    view! {
        <Select name="kind" label="Kind" options=choices(&kinds, ModificationKind::as_str, ModificationKind::label)
            rule="NSPA 16.2: change orders are signed by the purchaser alone, supplemental agreements by both parties"/>
        <TextInput name="title" label="What it changes" maxlength=200/>
        <TextArea name="reason" label="Why" maxlength=4000/>
        {value}
        <NumberInput name="ceiling_delta" label="Change of the ceiling" unit=unit size=16 optional=true hint="Negative reduces."/>
        <DateFields name="ends_on" legend="New end of performance" optional=true/>
        <Checkbox name="in_scope" label="The change lies within the scope of the contract" checked=true rule="NSPA 10.9: out of scope the work is competed again"/>
    }
    .into_any()
}

fn open_milestones(record: &ContractRecord) -> impl Iterator<Item = (i64, String)> {
    let open = record.milestones.iter().filter(|m| {
        matches!(
            m.status,
            MilestoneState::Baselined | MilestoneState::InProgress
        )
    });
    open.map(|milestone| {
        let due = super::words::day(milestone.current_baseline);
        (
            milestone.number,
            format!(
                "Milestone {}, {}: new date instead of {due}",
                milestone.number, milestone.title
            ),
        )
    })
}

fn baselines(record: &ContractRecord) -> AnyView {
    open_milestones(record)
        .map(|(number, legend)| {
            view! {
                <DateFields name=format!("baseline_{number}") legend=legend optional=true
                    rule="Only an executed modification moves the current baseline; the original one stays (own design, after 10 USC 4351)"/>
            }
        })
        .collect_view()
        .into_any()
}

/// Makes and executes the modification.
pub async fn post(post: Post) -> Result<Go, Error> {
    let ctx = post.rq.ctx();
    let reference = post.rq.param("reference").to_ascii_uppercase();
    let record = contracts::sheet(ctx, post.rq.actor(), &reference, None)
        .await?
        .record;
    let mut errors = FieldErrors::default();
    let kind = errors.take("kind", post.value("kind").parse::<ModificationKind>());
    let title = errors.take("title", Line::parse(post.value("title")));
    let reason = errors.take("reason", Prose::parse(post.value("reason")));
    let value = optional_amount(&post, &mut errors, "value_delta", record.currency);
    let ceiling = optional_amount(&post, &mut errors, "ceiling_delta", record.currency);
    let ends_on = optional_day(&post, &mut errors, "ends_on");
    let numbers: Vec<i64> = open_milestones(&record).map(|(number, _)| number).collect();
    let moved = numbers.into_iter().filter_map(|number| {
        Some((
            number,
            optional_day(&post, &mut errors, &format!("baseline_{number}"))?,
        ))
    });
    let baselines = moved.collect();
    errors.finish()?;
    let input = ModificationInput {
        kind: read(kind)?,
        title: read(title)?,
        reason: read(reason)?,
        value_delta_minor: value.unwrap_or(0),
        ceiling_delta_minor: ceiling.unwrap_or(0),
        ends_on,
        in_scope: !post.value("in_scope").is_empty(),
        baselines,
    };
    contracts::modify(ctx, &post.call, &reference, post.version()?, input).await?;
    Ok(Go::to(format!("/contracts/{reference}?tab=changes")))
}
