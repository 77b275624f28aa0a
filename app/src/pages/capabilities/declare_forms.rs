//! Reservations and the declaration itself.

use super::milestone_forms::prose;
use super::words::day_fields;
use crate::pages::contracts::typed::{day, read};
use crate::post::Post;
use crate::request::Rq;
use crate::ui::{
    Choice, Form, Notice, Panel, Select, Submit, SubmitKind, TextArea, TextInput, Tone,
};
use backend::capabilities::{
    self, CapabilityMilestone, CapabilityRecord, DeclareInput, Hindrance, ReservationInput,
};
use backend::{Error, FieldErrors};
use domain::policy::Subject;
use domain::policy::actions::DeclareCapability;
use domain::text::{Line, Prose};
use leptos::prelude::*;

/// The forms for whoever may declare.
pub fn forms(
    rq: &Rq,
    milestone: &CapabilityMilestone,
    record: &CapabilityRecord,
    hindrances: &[Hindrance],
) -> AnyView {
    if !rq.may::<DeclareCapability>(Subject::ANY) {
        return ().into_any();
    }
    view! {
        {reserve(rq, record, hindrances)}
        {declare(rq, milestone, record, hindrances)}
    }
    .into_any()
}

fn reserve(rq: &Rq, record: &CapabilityRecord, hindrances: &[Hindrance]) -> AnyView {
    let (key, version) = (rq.key(), rq.version(record.version));
    let open: Vec<Choice> = hindrances
        .iter()
        .filter(|one| one.gating.open)
        .map(|one| Choice::new(one.about.clone(), one.words.clone()))
        .collect();
    view! {
        <Panel title="Record a reservation">
            <Form act="reserve" key=key version=version label="Record a reservation">
                <Select name="about" label="What is open" options=open optional=true prompt="Something else"/>
                <TextArea name="text" label="What is not yet as it should be, and what is done until then" rows=3 maxlength=4000/>
                <Submit label="Record reservation" kind=SubmitKind::Secondary/>
            </Form>
        </Panel>
    }
    .into_any()
}

fn declare(
    rq: &Rq,
    milestone: &CapabilityMilestone,
    record: &CapabilityRecord,
    hindrances: &[Hindrance],
) -> AnyView {
    let (key, version) = (rq.key(), rq.version(record.version));
    let (title, button) = if milestone.kind.is_declared() {
        (
            "Record the declaration",
            format!("Record that {} is declared", milestone.title),
        )
    } else {
        (
            "Record that it is met",
            format!("Record that “{}” is met", milestone.title),
        )
    };
    let lacks = hindrances
        .iter()
        .filter(|one| one.gating.open && !one.gating.reserved)
        .map(|one| one.words.clone());
    let none = milestone.evidence.is_empty();
    let lacks = none
        .then(|| "evidence".to_owned())
        .into_iter()
        .chain(lacks)
        .map(|words| view! { <li>{words}</li> })
        .collect::<Vec<_>>();
    let lacks = (!lacks.is_empty()).then(|| {
        view! { <Notice tone=Tone::Attention title="Not yet: open without a reservation, or missing"><ul>{lacks}</ul></Notice> }
    });
    view! {
        <Panel title=title meta=format!("By {}", milestone.authority)>
            {lacks}
            <Form act="declare" key=key version=version label=title>
                {day_fields("on", "With effect from", None, false)}
                <TextInput name="decision" label="Decision or document" maxlength=200/>
                <TextArea name="coverage" label="What it covers" rows=2 maxlength=2000 hint="Quantity, area, users."/>
                <Submit label=button consequence="The day is set once and stays."/>
            </Form>
        </Panel>
    }
    .into_any()
}

/// Records or lifts a reservation, or records the declaration.
pub async fn post(post: &Post, at: (&str, i64), number: i64) -> Result<(), Error> {
    let (ctx, call) = (post.rq.ctx(), &post.call);
    match post.act() {
        "reserve" => {
            let input = ReservationInput {
                about: post.value("about").to_owned(),
                text: prose(post, "text")?,
            };
            capabilities::reserve(ctx, call, at, number, input).await?;
        }
        "declare" => {
            let mut errors = FieldErrors::default();
            let on = day(post, &mut errors, "on");
            let decision = errors.take("decision", Line::parse(post.value("decision")));
            let coverage = errors.take("coverage", Prose::parse(post.value("coverage")));
            errors.finish()?;
            let input = DeclareInput {
                on: read(on)?,
                decision: read(decision)?,
                coverage: read(coverage)?,
            };
            capabilities::declare(ctx, call, at, number, input).await?;
        }
        act => {
            let lifted = act.strip_prefix("lift-").and_then(|text| text.parse().ok());
            let lifted = lifted.ok_or(Error::NotFound)?;
            let because = prose(post, "reason")?;
            capabilities::lift_reservation(ctx, call, at, (number, lifted), because).await?;
        }
    }
    Ok(())
}
