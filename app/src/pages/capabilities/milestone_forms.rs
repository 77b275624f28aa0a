//! What can be done with a milestone of a capability: dates, gates, evidence, colour; and what [`super::declare_forms`] has.

use super::declare_forms;
use super::sheet_forms::optional;
use super::words::day_fields;
use crate::pages::contracts::typed::{day, number, read};
use crate::pages::contracts::words::choices;
use crate::post::{Go, Post};
use crate::request::Rq;
use crate::ui::{Choice, Form, Panel, Select, Submit, SubmitKind, TextArea, TextInput};
use backend::capabilities::{self, CapabilityMilestone, CapabilityRecord, DateInput, Hindrance};
use backend::contracts::record::WhichDate;
use backend::{Error, FieldErrors};
use domain::id::MilestoneId;
use domain::milestones::{Attribution, CauseCode, Excusable, Rag};
use domain::policy::Subject;
use domain::policy::actions::{KeepCapabilities, ReadCapabilities};
use domain::text::{Line, Prose};
use leptos::prelude::*;

/// The forms that the milestone's state and the person's role allow.
pub fn forms(
    rq: &Rq,
    milestone: &CapabilityMilestone,
    record: &CapabilityRecord,
    hindrances: &[Hindrance],
) -> AnyView {
    let keeps = rq.may::<KeepCapabilities>(Subject::ANY);
    let open = milestone.actual.is_none();
    let declaring = open.then(|| declare_forms::forms(rq, milestone, record, hindrances));
    view! {
        {(keeps && open).then(|| date(rq, record))}
        {(keeps && open).then(|| gate(rq, record))}
        {(keeps && open).then(|| evidence(rq, record))}
        {declaring}
        {keeps.then(|| colour(rq, milestone, record))}
    }
    .into_any()
}

fn date(rq: &Rq, record: &CapabilityRecord) -> AnyView {
    let (key, version) = (rq.key(), rq.version(record.version));
    let dates = [WhichDate::Forecast, WhichDate::CurrentBaseline];
    let which = choices(&dates, WhichDate::as_str, WhichDate::label);
    let causes = choices(CauseCode::ALL, CauseCode::as_str, CauseCode::label);
    let who = choices(Attribution::ALL, Attribution::as_str, Attribution::label);
    let excused = choices(Excusable::ALL, Excusable::as_str, Excusable::label);
    view! {
        <Panel title="Move a date">
            <Form act="date" key=key version=version label="Move a date">
                <Select name="which" label="Which" options=which/>
                {day_fields("day", "New day", None, false)}
                <TextArea name="reason" label="Why" rows=3 maxlength=4000/>
                <Select name="cause" label="Cause" options=causes optional=true/>
                <Select name="attributable_to" label="Who answers for it" options=who optional=true/>
                <Select name="excusable" label="Excused" options=excused optional=true/>
                <TextInput name="decision" label="Decision or modification" optional=true maxlength=200 rule="An approved date moves by a decision only, which is named"/>
                <Submit label="Record the date" kind=SubmitKind::Secondary/>
            </Form>
        </Panel>
    }
    .into_any()
}

fn gate(rq: &Rq, record: &CapabilityRecord) -> AnyView {
    let (key, version) = (rq.key(), rq.version(record.version));
    view! {
        <Panel title="It waits for a contract milestone">
            <Form act="gate" key=key version=version label="It waits for a contract milestone">
                <TextInput name="milestone" label="Contract milestone" size=24 hint="A contract’s reference, a slash and the milestone’s number, such as CTR-2026-0001/2."/>
                <TextArea name="reason" label="Why" rows=2 maxlength=2000/>
                <Submit label="Link them" kind=SubmitKind::Secondary/>
            </Form>
        </Panel>
    }
    .into_any()
}

fn evidence(rq: &Rq, record: &CapabilityRecord) -> AnyView {
    let (key, version) = (rq.key(), rq.version(record.version));
    view! {
        <Panel title="Record evidence">
            <Form act="evidence" key=key version=version label="Record evidence">
                <TextArea name="text" label="What shows that it is met" rows=3 maxlength=4000 hint="Report, exercise or inspection, with its reference and place."/>
                <Submit label="Record evidence" kind=SubmitKind::Secondary/>
            </Form>
        </Panel>
    }
    .into_any()
}

fn colour(rq: &Rq, milestone: &CapabilityMilestone, record: &CapabilityRecord) -> AnyView {
    let (key, version) = (rq.key(), rq.version(record.version));
    let set = milestone.override_rag.as_ref().map(|set| set.rag.as_str());
    let colours: Vec<Choice> = [Rag::Green, Rag::Amber, Rag::Red]
        .into_iter()
        .map(|rag| Choice::new(rag.as_str(), rag.label()))
        .collect();
    view! {
        <Panel title="Judge otherwise" meta="Your judgement stands beside the computed status and replaces nothing.">
            <Form act="rag" key=key version=version label="Judge otherwise">
                <Select name="rag" label="Judgement" options=colours optional=true prompt="None: the computed status alone" value=set/>
                <TextArea name="reason" label="Why" rows=2 maxlength=2000/>
                <Submit label="Record judgement" kind=SubmitKind::Secondary/>
            </Form>
        </Panel>
    }
    .into_any()
}

fn date_input(post: &Post) -> Result<DateInput, Error> {
    let mut errors = FieldErrors::default();
    let which = match post.value("which") {
        "forecast" => WhichDate::Forecast,
        "current_baseline" => WhichDate::CurrentBaseline,
        _ => return Err(Error::field("which", "Choose which date moves.")),
    };
    let new = day(post, &mut errors, "day");
    let reason = errors.take("reason", Prose::parse(post.value("reason")));
    let cause = optional(post, &mut errors, "cause", str::parse);
    let attributable_to = optional(post, &mut errors, "attributable_to", str::parse);
    let excusable = optional(post, &mut errors, "excusable", str::parse);
    let decision = optional(post, &mut errors, "decision", Line::parse);
    errors.finish()?;
    Ok(DateInput {
        which,
        day: read(new)?,
        reason: read(reason)?,
        cause,
        attributable_to,
        excusable,
        decision,
    })
}

/// A text that must be there.
pub(super) fn prose<const MOST: usize>(post: &Post, name: &str) -> Result<Prose<MOST>, Error> {
    Prose::parse(post.value(name)).map_err(|error| Error::field(name, error))
}

/// Moves dates, links contract milestones, records evidence, judgement, reservations and the declaration.
pub async fn post(post: Post) -> Result<Go, Error> {
    post.permitted::<ReadCapabilities>()?;
    let reference = post.rq.param("reference").to_ascii_uppercase();
    let number = number(&post)?;
    let (ctx, call) = (post.rq.ctx(), &post.call);
    let at = (reference.as_str(), post.version()?);
    match post.act() {
        "date" => {
            capabilities::set_date(ctx, call, at, number, date_input(&post)?).await?;
        }
        "gate" => {
            let reason = prose(&post, "reason")?;
            let milestone = post.value("milestone");
            capabilities::gate(ctx, call, at, number, milestone, reason).await?;
        }
        "evidence" => {
            let text = prose(&post, "text")?;
            capabilities::add_evidence(ctx, call, at, number, text).await?;
        }
        "rag" => {
            let mut errors = FieldErrors::default();
            let rag = optional(&post, &mut errors, "rag", str::parse::<Rag>);
            errors.finish()?;
            let judgement = (rag, prose(&post, "reason")?);
            capabilities::override_rag(ctx, call, at, number, judgement).await?;
        }
        act => match act.strip_prefix("ungate-") {
            Some(id) => {
                let id: MilestoneId = id.parse().map_err(|_| Error::NotFound)?;
                let reason = prose(&post, "reason")?;
                capabilities::ungate(ctx, call, at, number, id, reason).await?;
            }
            None => declare_forms::post(&post, at, number).await?,
        },
    }
    Ok(Go::to(super::words::page_of(&reference, number)))
}
