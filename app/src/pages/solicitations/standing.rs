//! What an officer may do with a solicitation beside publishing it: suspend, resume, extend for translation, copy, keep as
//! a template.

use crate::pages::clocks::deadline;
use crate::post::{Go, Post};
use crate::request::Rq;
use crate::ui::{
    DateTimeFields, Form, Help, Notice, NumberInput, Panel, Submit, SubmitKind, TextArea,
    TextInput, Tone,
};
use backend::library;
use backend::solicitations::{self, DayInput, MomentInput, Sheet};
use backend::{Error, FieldErrors};
use domain::dialogue::{TRANSLATION, closing_after_suspension};
use domain::policy::Subject;
use domain::policy::actions::{
    AmendSolicitation, EditSolicitation, KeepLibrary, ResumeSolicitation, SuspendSolicitation,
};
use domain::states::{SolicitationEvent, SolicitationState};
use domain::text::{Line, Prose};
use leptos::prelude::*;

/// Why it is suspended or ended without an award, for everybody.
pub fn notice(sheet: &Sheet) -> Option<AnyView> {
    if let Some((ground, reason)) = sheet.no_award.clone() {
        let title = format!("Ended without an award: {}", ground.label().to_lowercase());
        return Some(
            view! { <Notice tone=Tone::Attention title=title><p>{reason}</p></Notice> }.into_any(),
        );
    }
    let reason = sheet.suspension.as_ref()?.reason.clone();
    Some(
        view! {
            <Notice tone=Tone::Attention title="Suspended">
                <p>{reason}</p>
                <p>"It receives nothing now. When it goes on, bidders have at least the time that was left."</p>
            </Notice>
        }
        .into_any(),
    )
}

/// The acts that are lawful now for the person.
pub fn panels(rq: &Rq, sheet: &Sheet) -> AnyView {
    if sheet.record.origin == "imported" {
        return ().into_any();
    }
    let (extend, suspend, resume, reuse) = (
        extend(rq, sheet),
        suspend(rq, sheet),
        resume(rq, sheet),
        reuse(rq),
    );
    view! { {extend} {suspend} {resume} {reuse} }.into_any()
}

fn extend(rq: &Rq, sheet: &Sheet) -> Option<AnyView> {
    let open = sheet.state == SolicitationState::Published && sheet.translation_requests > 0;
    if !open || sheet.translated || !rq.may::<AmendSolicitation>(Subject::ANY) {
        return None;
    }
    let (key, version) = (rq.key(), rq.version(sheet.record.version));
    let meta = format!(
        "Requests that wait: {}. It is granted once.",
        sheet.translation_requests
    );
    let rule = format!("{} {}", TRANSLATION.text, TRANSLATION.source);
    Some(
        view! {
            <Panel title="Time to translate" meta=meta>
                <Form act="extend" key=key version=version label="Extend for translation">
                    <NumberInput name="days" label="Later closing" unit="calendar days" size=4 value="15" rule=rule/>
                    <TextArea name="extension_reason" label="Reason" rows=2 hint="Everybody reads it beside the new closing."/>
                    <Submit label="Move the closing" kind=SubmitKind::Secondary consequence="An amendment with the later closing is public at once, and the requests are answered."/>
                </Form>
            </Panel>
        }
        .into_any(),
    )
}

fn suspend(rq: &Rq, sheet: &Sheet) -> Option<AnyView> {
    let lawful = sheet.state.apply(SolicitationEvent::Suspend).is_ok();
    if !lawful || !rq.may::<SuspendSolicitation>(Subject::ANY) {
        return None;
    }
    let (key, version) = (rq.key(), rq.version(sheet.record.version));
    Some(
        view! {
            <Panel title="Suspend">
                <Form act="suspend" key=key version=version label="Suspend the solicitation">
                    <TextArea name="suspension_reason" label="Reason" rows=2 hint="Bidders and auditors read it."/>
                    <Submit label="Suspend solicitation" kind=SubmitKind::Danger
                        consequence="It receives nothing until it is resumed. Everyone with a draft, an offer or a question is told."/>
                </Form>
            </Panel>
        }
        .into_any(),
    )
}

fn resume(rq: &Rq, sheet: &Sheet) -> Option<AnyView> {
    let suspension = sheet.suspension.as_ref()?;
    if !rq.may::<ResumeSolicitation>(Subject::ANY) {
        return None;
    }
    let record = &sheet.record;
    let bidding = suspension.status_before == SolicitationState::Published.as_str();
    let least = record
        .closes_at
        .filter(|_| bidding)
        .map(|closes| closing_after_suspension(closes, suspension.suspended_at, rq.at()));
    let zone = record.zone.clone();
    let closing = least.map(|least| {
        let zones = vec![(zone.clone(), zone.clone()).into()];
        let hint = format!("Empty for {}, the time that was left.", deadline(least, &zone));
        view! {
            <DateTimeFields name="resume_closes_at" legend="New closing" optional=true zones=zones zone=zone.clone() hint=hint/>
            <Help title="Which closing is lawful?" source="Own rule of Perigee: nobody loses bidding time by a suspension">
                "Not earlier than the time that was left when it was suspended, counted from the moment at which it goes on. The time for questions moves by as much."
            </Help>
        }
    });
    let (key, version) = (rq.key(), rq.version(record.version));
    Some(
        view! {
            <Panel title="Resume">
                <Form act="resume" key=key version=version label="Resume the solicitation">
                    {closing}
                    <TextArea name="resumption_reason" label="Reason" rows=2 hint="Bidders and auditors read it."/>
                    <Submit label="Resume solicitation" consequence="It goes on at once, and everyone concerned is told."/>
                </Form>
            </Panel>
        }
        .into_any(),
    )
}

fn reuse(rq: &Rq) -> Option<AnyView> {
    if !rq.may::<EditSolicitation>(Subject::ANY) {
        return None;
    }
    let (copy_key, template_key) = (rq.key(), rq.key());
    let keep = rq.may::<KeepLibrary>(Subject::ANY).then(|| {
        view! {
            <Form act="template" key=template_key label="Keep as a template">
                <TextInput name="template_name" label="Name of the template" maxlength=200/>
                <Submit label="Keep as template" kind=SubmitKind::Secondary/>
            </Form>
        }
    });
    Some(
        view! {
            <Panel title="Use again" meta="Everything but dates, reasons for departures, keys and offers.">
                <Form act="copy" key=copy_key label="Copy into a new draft">
                    <Submit label="Copy into a new draft" kind=SubmitKind::Secondary/>
                </Form>
                {keep}
                <p><a href="/library">"Templates and texts"</a></p>
            </Panel>
        }
        .into_any(),
    )
}

fn reason(post: &Post, field: &str) -> Result<Prose<4000>, Error> {
    let mut wrong = FieldErrors::default();
    let reason = wrong.take(field, Prose::parse(post.value(field)));
    wrong.finish()?;
    reason.ok_or(Error::NotFound)
}

/// Does what the officer asked for; none where the act is another one's.
pub async fn post(post: &Post) -> Result<Option<Go>, Error> {
    let (ctx, call) = (post.rq.ctx(), &post.call);
    let reference = post.rq.param("reference");
    let here = |reference: &str| Some(Go::to(format!("/solicitations/{reference}")));
    Ok(match post.act() {
        "suspend" => {
            post.permitted::<SuspendSolicitation>()?;
            let reason = reason(post, "suspension_reason")?;
            here(&solicitations::suspend(ctx, call, reference, post.version()?, reason).await?)
        }
        "resume" => {
            post.permitted::<ResumeSolicitation>()?;
            let (closes, reason) = (closes(post)?, reason(post, "resumption_reason")?);
            let version = post.version()?;
            here(&solicitations::resume(ctx, call, reference, version, closes, reason).await?)
        }
        "extend" => {
            post.permitted::<AmendSolicitation>()?;
            let reason = reason(post, "extension_reason")?;
            let (version, days) = (post.version()?, post.value("days").parse().unwrap_or(0));
            solicitations::extend_for_translation(ctx, call, reference, version, days, reason)
                .await?;
            Some(Go::to(format!("/solicitations/{reference}/versions")))
        }
        "copy" => {
            let copied = solicitations::copy(ctx, call, reference).await?;
            Some(Go::to(format!("/solicitations/{copied}/edit")))
        }
        "template" => {
            post.permitted::<KeepLibrary>()?;
            let mut wrong = FieldErrors::default();
            let name = wrong.take("template_name", Line::parse(post.value("template_name")));
            wrong.finish()?;
            library::keep_template(ctx, call, reference, name.ok_or(Error::NotFound)?).await?;
            Some(Go::to("/library"))
        }
        _ => None,
    })
}

/// The closing that was typed, none where it was left empty.
fn closes(post: &Post) -> Result<Option<chrono::DateTime<chrono::Utc>>, Error> {
    let part = |name: &str| post.value(&format!("resume_closes_at_{name}")).to_owned();
    let typed = MomentInput {
        day: DayInput {
            day: part("day"),
            month: part("month"),
            year: part("year"),
        },
        time: part("time"),
        zone: part("zone"),
    };
    typed
        .read()
        .map_err(|message| Error::field("resume_closes_at", message))
}
