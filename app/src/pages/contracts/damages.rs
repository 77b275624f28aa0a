//! Delay damages of a milestone: how they are computed, what was assessed, and what another officer decided.

use super::cells::{kv, panel, summary};
use super::words::tone;
use crate::post::Post;
use crate::request::Rq;
use crate::ui::{Choice, Form, Help, RadioGroup, Submit, SubmitKind, Tag, TextArea, format};
use backend::contracts::record::{ContractRecord, DamageAssessment, Milestone};
use backend::contracts::{self};
use backend::{Error, FieldErrors};
use domain::contracts::{DamagesRule, Working};
use domain::id::AccountId;
use domain::policy::Subject;
use domain::policy::actions::{DecideDamages, ProposeDamages};
use domain::states::damages::{DamagesEvent, DamagesState};
use domain::text::Prose;
use leptos::prelude::*;

/// Damages of one milestone: assessed ones, or what could be assessed now.
pub fn section(rq: &Rq, milestone: &Milestone, record: &ContractRecord, past: bool) -> AnyView {
    let all = record.money.damages.iter();
    let own: Vec<_> = all
        .filter(|one| one.milestone == milestone.number)
        .collect();
    let standing = own.iter().any(|one| one.status != DamagesState::Waived);
    let shown = own
        .iter()
        .rev()
        .map(|one| assessed(rq, one, record, past))
        .collect_view();
    let next =
        (!standing && !past && milestone.actual.is_some()).then(|| propose(rq, milestone, record));
    view! { {shown}{next} }.into_any()
}

fn working(rule: DamagesRule, found: &Working, record: &ContractRecord) -> AnyView {
    let money = |minor: i64| format::money(minor, record.currency.code());
    let days = |count: u32| format::days(i64::from(count));
    let period = format!(
        "{} from the day after {} to {}",
        days(found.late_days),
        format::date(found.after),
        format::date(found.until)
    );
    let excused =
        (found.excused_days > 0).then(|| kv("Of these, excused", days(found.excused_days)));
    let rate = match rule {
        DamagesRule::Ncia => "0.1 % a day",
        DamagesRule::EsaFlight => "0.5 per mille a day for 40 days, then 1 per mille",
        DamagesRule::EsaTechnology => "0.3 per mille a day for 60 days, then 1 per mille",
    };
    let formula = format!(
        "{} × {rate} × {}",
        money(found.base_minor),
        days(found.days)
    );
    let cap = match rule {
        DamagesRule::Ncia => "At most 20 % of the milestone",
        _ => "At most 10 %",
    };
    let contract = (rule == DamagesRule::Ncia)
        .then(|| kv("Within 15 % of the contract in all", money(found.due_minor)));
    summary(view! {
        {kv("Rule", view! { {rule.label()}<br/><span class="meta">{rule.source()}</span> })}
        {kv("Late", period)}
        {excused}
        {kv("Formula", formula)}
        {kv("Without caps", money(found.accrued_minor))}
        {kv(cap, money(found.capped_minor))}
        {contract}
        {kv("Due", view! { <strong>{money(found.due_minor)}</strong> })}
    })
}

fn assessed(rq: &Rq, one: &DamageAssessment, record: &ContractRecord, past: bool) -> AnyView {
    let (tone, label) = (tone(one.status.tone()), one.status.label());
    let author = one.proposer.map(AccountId);
    let subject = author.map_or(Subject::ANY, Subject::after);
    let waits = one.status == DamagesState::Proposed && !past;
    let decides = waits && rq.may::<DecideDamages>(subject);
    let decision = one.decision.clone().zip(one.decided_by.clone());
    let decision =
        decision.map(|(why, who)| view! { <p>{why}<br/><span class="meta">{who}</span></p> });
    let by = format!("{}, {}", one.by, format::date_time(one.at));
    let form = decides.then(|| decide(rq, record));
    panel(
        "Delay damages",
        view! {
            <p><Tag tone=tone label=label/>" "<span class="meta">{by}</span></p>
            {working(one.rule, &one.working, record)}
            <p>{one.note.clone()}</p>
            {decision}
            {form}
        },
    )
}

fn decide(rq: &Rq, record: &ContractRecord) -> AnyView {
    let (key, version) = (rq.key(), rq.version(record.version));
    let options = vec![
        Choice::new("confirm", "Confirm").hint("They are set off against the next invoices."),
        Choice::new("waive", "Waive").hint("The purchaser does not ask for them."),
    ];
    view! {
        <Form act="damages_decide" key=key version=version label="Decide on the damages">
            <RadioGroup name="decision" legend="Decision" options=options/>
            <TextArea name="note" label="Why" maxlength=2000 rows=2/>
            <Submit label="Record the decision"/>
        </Form>
    }
    .into_any()
}

fn propose(rq: &Rq, milestone: &Milestone, record: &ContractRecord) -> AnyView {
    if !rq.may::<ProposeDamages>(Subject::ANY) || record.origin == "imported" {
        return ().into_any();
    }
    let Ok((rule, found)) = record.assess_delay(milestone.number) else {
        return ().into_any();
    };
    let (key, version) = (rq.key(), rq.version(record.version));
    panel(
        "Assess delay damages",
        view! {
            {working(rule, &found, record)}
            <Form act="damages" key=key version=version label="Assess delay damages">
                <TextArea name="note" label="What the second officer should know" maxlength=2000 rows=2/>
                <Submit label="Assess" kind=SubmitKind::Secondary consequence="Another officer confirms or waives them."/>
            </Form>
            <Help title="Which days count?" source="NCIA GTC A.4.9; ESA/REG/002 annex III">
                <p>"Calendar days after a key date, or after an extended ordinary date that is missed, to the day of delivery, less the days that an officer excused on a notice of the contractor. Acceptance or payment waives nothing."</p>
            </Help>
        },
    )
}

/// Assesses, or decides.
pub async fn post(post: &Post, reference: &str, number: i64) -> Result<String, Error> {
    let (ctx, version) = (post.rq.ctx(), post.version()?);
    let mut errors = FieldErrors::default();
    let note = errors.take("note", Prose::parse(post.value("note")));
    if post.act() == "damages" {
        errors.finish()?;
        let note = super::typed::read(note)?;
        return contracts::propose_damages(ctx, &post.call, reference, version, number, note).await;
    }
    let event = post.value("decision").parse::<DamagesEvent>();
    let event = errors.take("decision", event.map_err(|_| "confirm or waive them"));
    errors.finish()?;
    let (note, event) = (super::typed::read(note)?, super::typed::read(event)?);
    contracts::decide_damages(ctx, &post.call, reference, version, number, event, note).await
}
