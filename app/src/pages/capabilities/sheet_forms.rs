//! What can be added to a capability: milestones, lines of work, contracts.

use super::words::day_fields;
use crate::pages::contracts::typed::{optional_day, read};
use crate::pages::contracts::words::choices;
use crate::post::{Go, Post};
use crate::request::Rq;
use crate::ui::{Choice, Form, Panel, Select, Submit, SubmitKind, TextArea, TextInput};
use backend::capabilities::{self, CapabilityRecord, LineInput, MilestoneInput, WorkLine};
use backend::{Error, FieldErrors};
use domain::capabilities::{CapabilityMilestoneKind, LineOfWork, WorkStatus};
use domain::policy::Subject;
use domain::policy::actions::KeepCapabilities;
use domain::text::{Line, Prose};
use leptos::prelude::*;

/// The forms, each behind a fold.
pub fn forms(rq: &Rq, record: &CapabilityRecord) -> AnyView {
    if !rq.may::<KeepCapabilities>(Subject::ANY) {
        return ().into_any();
    }
    let lines: Vec<_> = record
        .lines
        .iter()
        .map(|line| work(rq, record, line))
        .collect();
    let lines = (!record.lines.is_empty()).then(|| {
        view! { <Panel title="Change a line of work">{lines}</Panel> }
    });
    view! {
        {milestone(rq, record)}
        {line(rq, record)}
        {lines}
        {contract(rq, record)}
    }
    .into_any()
}

fn milestone(rq: &Rq, record: &CapabilityRecord) -> AnyView {
    let (key, version) = (rq.key(), rq.version(record.version));
    let free = |kind: &&CapabilityMilestoneKind| {
        !kind.is_single() || record.milestones.iter().all(|one| one.kind != **kind)
    };
    let kinds: Vec<Choice> = CapabilityMilestoneKind::ALL
        .iter()
        .filter(free)
        .map(|kind| Choice::new(kind.as_str(), kind.label()))
        .collect();
    view! {
        <Panel title="Add a milestone">
            <Form act="milestone" key=key version=version label="Add a milestone">
                <Select name="kind" label="Kind" options=kinds/>
                <TextInput name="title" label="Name" optional=true maxlength=200 hint="Where it has another than its kind, such as the second increment’s."/>
                <TextArea name="definition" label="What must be the case" optional=true rows=2 maxlength=4000
                    hint="For IOC and FOC the capability’s own definition counts."/>
                <TextInput name="authority" label="Declaring authority" maxlength=200/>
                {day_fields("need_date", "Needed from", None, true)}
                {day_fields("approved", "Approved date", None, true)}
                <TextInput name="decision" label="Decision that approved it" optional=true maxlength=200 rule="The first approved date is the original baseline and never changes"/>
                {day_fields("forecast", "Forecast", None, true)}
                <Submit label="Add milestone" kind=SubmitKind::Secondary/>
            </Form>
        </Panel>
    }
    .into_any()
}

/// Milestones that are still to be declared.
fn to_declare(record: &CapabilityRecord) -> Vec<Choice> {
    let open = record.milestones.iter();
    open.filter(|one| one.kind.is_declared() && one.actual.is_none())
        .map(|one| Choice::new(one.number.to_string(), one.title.clone()))
        .collect()
}

/// The milestones that a line of work can gate; one that is declared meanwhile stays the choice of the work that gated it.
fn gated(record: &CapabilityRecord, line: Option<&WorkLine>) -> Vec<Choice> {
    let mut milestones = to_declare(record);
    let kept = line
        .and_then(|line| record.milestone(line.gates?))
        .filter(|one| one.actual.is_some());
    milestones.extend(kept.map(|one| Choice::new(one.number.to_string(), one.title.clone())));
    milestones
}

/// Drawn within its form, so that it finds what was typed there.
fn line_fields(milestones: Vec<Choice>, line: Option<WorkLine>) -> AnyView {
    let line = line.as_ref();
    let (text, owner) = (
        line.map(|line| line.text.clone()),
        line.map(|line| line.owner.clone()),
    );
    let status = line
        .map_or(WorkStatus::Planned, |line| line.status)
        .as_str();
    let gates = line
        .and_then(|line| line.gates)
        .map(|number| number.to_string());
    let statuses = choices(WorkStatus::ALL, WorkStatus::as_str, WorkStatus::label);
    view! {
        <TextInput name="text" label="What is to be done" maxlength=400 value=text/>
        <TextInput name="owner" label="Who does it" maxlength=200 value=owner/>
        {day_fields("due", "By", line.and_then(|line| line.due), true)}
        <Select name="status" label="State" options=statuses value=status/>
        <Select name="gates" label="Gates" options=milestones optional=true value=gates hint="While it is open, this milestone is declared with a reservation only."/>
        <TextArea name="remark" label="Remark" optional=true rows=2 maxlength=2000/>
    }
    .into_any()
}

fn line(rq: &Rq, record: &CapabilityRecord) -> AnyView {
    let (key, version) = (rq.key(), rq.version(record.version));
    let lines = choices(LineOfWork::ALL, LineOfWork::as_str, LineOfWork::label);
    let milestones = gated(record, None);
    view! {
        <Panel title="Add a line of work">
            <Form act="line" key=key version=version label="Add a line of work">
                <Select name="line" label="Line" options=lines/>
                {line_fields(milestones, None)}
                <Submit label="Add line of work" kind=SubmitKind::Secondary/>
            </Form>
        </Panel>
    }
    .into_any()
}

fn work(rq: &Rq, record: &CapabilityRecord, line: &WorkLine) -> AnyView {
    let (act, key, version) = (
        format!("line-{}", line.number),
        rq.key(),
        rq.version(record.version),
    );
    let name = format!("{}: {}", line.line.label(), line.text);
    let open = rq.form().for_act(&act).has_errors();
    let (milestones, line) = (gated(record, Some(line)), line.clone());
    let save = format!("Save line {}", line.number);
    view! {
        <details open=open><summary>{name.clone()}</summary>
            <Form act=act key=key version=version label=name>
                {line_fields(milestones, Some(line))}
                <Submit label=save kind=SubmitKind::Secondary/>
            </Form>
        </details>
    }
    .into_any()
}

fn contract(rq: &Rq, record: &CapabilityRecord) -> AnyView {
    let (key, version) = (rq.key(), rq.version(record.version));
    view! {
        <Panel title="Name a contract that serves it">
            <Form act="contract" key=key version=version label="Name a contract that serves it">
                <TextInput name="contract" label="Contract" size=20 hint="Its reference, such as CTR-2026-0001."/>
                <TextInput name="brings" label="What it brings" maxlength=400/>
                <Submit label="Name the contract" kind=SubmitKind::Secondary/>
            </Form>
        </Panel>
    }
    .into_any()
}

/// An answer that may be left empty.
pub(super) fn optional<T, E: ToString>(
    post: &Post,
    errors: &mut FieldErrors,
    name: &str,
    parse: impl FnOnce(&str) -> Result<T, E>,
) -> Option<T> {
    let text = post.value(name);
    (!text.is_empty())
        .then(|| errors.take(name, parse(text)))
        .flatten()
}

fn milestone_input(post: &Post) -> Result<MilestoneInput, Error> {
    let mut errors = FieldErrors::default();
    let kind = errors.take("kind", post.value("kind").parse());
    let title = optional(post, &mut errors, "title", Line::parse);
    let definition = optional(post, &mut errors, "definition", Prose::parse);
    let authority = errors.take("authority", Line::parse(post.value("authority")));
    let need_date = optional_day(post, &mut errors, "need_date");
    let approved = optional_day(post, &mut errors, "approved");
    let decision = optional(post, &mut errors, "decision", Line::parse);
    let forecast = optional_day(post, &mut errors, "forecast");
    if approved.is_some() && decision.is_none() {
        errors.add("decision", "Name the decision that approved the date.");
    }
    errors.finish()?;
    Ok(MilestoneInput {
        kind: read(kind)?,
        title,
        definition,
        authority: read(authority)?,
        need_date,
        approved: approved.zip(decision),
        forecast,
    })
}

fn line_input(post: &Post, mut errors: FieldErrors) -> Result<LineInput, Error> {
    let text = errors.take("text", Line::parse(post.value("text")));
    let owner = errors.take("owner", Line::parse(post.value("owner")));
    let status = errors.take("status", post.value("status").parse());
    let due = optional_day(post, &mut errors, "due");
    let gates = optional(post, &mut errors, "gates", |text| {
        text.parse::<i64>()
            .map_err(|_| "Choose a milestone of the list.")
    });
    let remark = optional(post, &mut errors, "remark", Prose::parse);
    errors.finish()?;
    Ok(LineInput {
        text: read(text)?,
        owner: read(owner)?,
        status: read(status)?,
        due,
        gates,
        remark,
    })
}

/// Adds milestones, lines of work and contracts; changes lines; takes contracts away.
pub async fn post(post: Post) -> Result<Go, Error> {
    post.permitted::<KeepCapabilities>()?;
    let reference = post.rq.param("reference").to_ascii_uppercase();
    let (ctx, call) = (post.rq.ctx(), &post.call);
    let at = (reference.as_str(), post.version()?);
    match post.act() {
        "milestone" => {
            capabilities::add_milestone(ctx, call, at, milestone_input(&post)?).await?;
        }
        "line" => {
            let mut errors = FieldErrors::default();
            let line = errors.take("line", post.value("line").parse::<LineOfWork>());
            let input = line_input(&post, errors)?;
            capabilities::add_line(ctx, call, at, read(line)?, input).await?;
        }
        "contract" => {
            let brings = Line::parse(post.value("brings"));
            let brings = brings.map_err(|error| Error::field("brings", error))?;
            let contract = post.value("contract");
            capabilities::link_contract(ctx, call, at, contract, brings).await?;
        }
        act => {
            if let Some(contract) = act.strip_prefix("unlink-") {
                capabilities::unlink_contract(ctx, call, at, contract).await?;
            } else {
                let number = act.strip_prefix("line-").and_then(|text| text.parse().ok());
                let number = number.ok_or(Error::NotFound)?;
                let input = line_input(&post, FieldErrors::default())?;
                capabilities::change_line(ctx, call, at, number, input).await?;
            }
        }
    }
    Ok(Go::to(format!("/capabilities/{reference}")))
}
