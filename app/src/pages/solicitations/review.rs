//! Approval by a second person: everything on one screen, with the notes of before.

use super::requirements;
use super::schedule;
use super::sheet_dates::timetable;
use super::sheet_method as method;
use super::sheet_parts as parts;
use super::sheet_scheme;
use super::words::state;
use crate::page::page;
use crate::post::{Go, Post};
use crate::request::Rq;
use crate::ui::{
    Breadcrumbs, Form, Help, Notice, PageTitle, Panel, Submit, SubmitKind, Tag, TextArea, Tone,
    When,
};
use backend::solicitations::{self, ReviewRow, Sheet};
use backend::{Error, FieldErrors};
use domain::id::AccountId;
use domain::policy::actions::{ApproveSolicitation, ReadDraftSolicitations};
use domain::policy::{Subject, permit};
use domain::text::Prose;
use leptos::prelude::*;
use leptos_meta::Title;

/// The page on which a colleague approves a draft or gives it back.
#[component]
pub fn ReviewPage() -> impl IntoView {
    page(
        async |rq| {
            permit::<ReadDraftSolicitations>(rq.actor(), Subject::ANY)?;
            solicitations::sheet_for_review(rq.ctx(), rq.actor(), rq.param("reference")).await
        },
        |rq, sheet| draw(&rq, &sheet),
    )
}

fn draw(rq: &Rq, sheet: &Sheet) -> AnyView {
    let record = &sheet.record;
    let (tone, label) = state(sheet.state, false);
    let crumbs = vec![
        ("/solicitations".to_owned(), "Solicitations".to_owned()).into(),
        (
            format!("/solicitations/{}", record.reference),
            record.reference.clone(),
        )
            .into(),
    ];
    let (title, reference) = (record.title.clone(), record.reference.clone());
    view! {
        <Title text=format!("Approval of {reference}")/>
        <Breadcrumbs links=crumbs here="Approval"/>
        <PageTitle title=title reference=reference state=label tone=tone
            meta="What publication will freeze, on one screen. Somebody who wrote none of it decides."/>
        {method::overrides(rq, sheet)}
        {decision(rq, sheet)}
        <div class="two">
            <div class="stack">
                {parts::need(sheet)}
                {parts::lots(&record.lots)}
                {requirements::panel(&record.requirements)}
                {schedule::panel(record)}
                {sheet_scheme::scheme(sheet)}
                {method::rules(sheet)}
                {parts::documents(rq, sheet)}
            </div>
            <div class="stack">
                {history(&sheet.reviews)}
                {timetable(sheet)}
                {parts::about(sheet)}
            </div>
        </div>
    }
    .into_any()
}

/// The review that waits for what is written now.
pub fn waiting(sheet: &Sheet) -> Option<&ReviewRow> {
    let waits =
        |review: &&ReviewRow| review.decision.is_none() && review.version == sheet.record.version;
    sheet.reviews.iter().find(waits)
}

fn decision(rq: &Rq, sheet: &Sheet) -> AnyView {
    let Some(review) = waiting(sheet) else {
        return view! { <Notice>"It does not wait for approval now."</Notice> }.into_any();
    };
    let asked = AccountId(review.asked_by);
    if !rq.may::<ApproveSolicitation>(Subject::after(asked)) {
        let words = format!(
            "It waits for an acquisition officer other than {}, who sent it.",
            review.asked_name
        );
        return view! { <Notice tone=Tone::Attention>{words}</Notice> }.into_any();
    }
    let note = review.note.clone().map(|note| {
        view! { <p><strong>{review.asked_name.clone()}</strong>": "{note}</p> }
    });
    let (approve_key, return_key) = (rq.key(), rq.key());
    let version = rq.version(sheet.record.version);
    view! {
        <Panel title="Your decision" meta=format!("Sent by {}.", review.asked_name)>
            {note}
            <div class="two">
                <Form act="approve" key=approve_key version=version label="Approve">
                    <TextArea name="note" label="Note" rows=3 optional=true/>
                    <Submit label="Approve for publication" consequence="Plan, criteria and weights are frozen. Any later change takes the approval back."/>
                </Form>
                <Form act="return" key=return_key label="Give back">
                    <TextArea name="returned" label="What to change" rows=3/>
                    <Submit label="Give back" kind=SubmitKind::Secondary/>
                </Form>
            </div>
            <Help title="Who may approve?" source="Own rule: two persons before publication">
                "Another acquisition officer than the one who sent it, and nobody who wrote any part of it. The log keeps both names and every note."
            </Help>
        </Panel>
    }
    .into_any()
}

/// Every review with its notes, the newest first.
pub fn history(reviews: &[ReviewRow]) -> Option<AnyView> {
    if reviews.is_empty() {
        return None;
    }
    let lines = reviews.iter().map(line).collect_view();
    Some(
        view! { <Panel title="Reviews and notes" meta="The newest first."><ul class="queue">{lines}</ul></Panel> }
            .into_any(),
    )
}

fn line(review: &ReviewRow) -> AnyView {
    let (tone, words) = match review.decision.as_deref() {
        Some("approved") => (Tone::Good, "approved"),
        Some("returned") => (Tone::Bad, "given back"),
        Some(_) => (Tone::Neutral, "changed meanwhile"),
        None => (Tone::Attention, "waits"),
    };
    let asked = review.asked_at;
    let note = review.note.clone().map(|note| format!(": {note}"));
    let answer = review.decision_note.clone().map(|note| {
        let who = review.decided_name.clone().unwrap_or_default();
        view! { <p>{who}": "{note}</p> }
    });
    let decided = review
        .decided_at
        .map(|at| view! { ", decided "<When at=at/> });
    let name = review.asked_name.clone();
    view! { <li><div><p>{name}{note}</p>{answer}</div><Tag tone=tone label=words/><span class="meta">"sent "<When at=asked/>{decided}</span></li> }
        .into_any()
}

/// A note that may be left out.
pub fn note(post: &Post, field: &str) -> Result<Option<Prose<4000>>, Error> {
    let typed = post.value(field);
    if typed.is_empty() {
        return Ok(None);
    }
    let mut wrong = FieldErrors::default();
    let note = wrong.take(field, Prose::parse(typed));
    wrong.finish()?;
    Ok(note)
}

/// Approves or gives back.
pub async fn post(post: Post) -> Result<Go, Error> {
    permit::<ApproveSolicitation>(post.rq.actor(), Subject::ANY)?;
    let (ctx, call) = (post.rq.ctx(), &post.call);
    let reference = post.rq.param("reference");
    let reference = match post.act() {
        "approve" => {
            let note = note(&post, "note")?;
            solicitations::approve(ctx, call, reference, post.version()?, note).await?
        }
        "return" => {
            let mut wrong = FieldErrors::default();
            let note = wrong.take("returned", Prose::parse(post.value("returned")));
            wrong.finish()?;
            let note = note.ok_or(Error::NotFound)?;
            solicitations::give_back(ctx, call, reference, note).await?
        }
        _ => return Err(Error::NotFound),
    };
    Ok(Go::to(format!("/solicitations/{reference}")))
}
