//! Verifying the log, and what the last verification found.

use super::desk::verify_button;
use crate::page::page;
use crate::post::{Go, Post};
use crate::request::Rq;
use crate::ui::{
    Breadcrumbs, EmptyState, Hash, Help, KeyValue, Notice, PageTitle, SummaryList, Tone, When,
    format,
};
use backend::Error;
use backend::audit::{self, Verification};
use leptos::prelude::*;
use leptos_meta::Title;

/// The last verification.
#[component]
pub fn Verify() -> impl IntoView {
    page(
        async |rq| Ok(audit::integrity(rq.ctx(), rq.actor()).await?.last),
        |rq, last| draw(&rq, last),
    )
}

fn draw(rq: &Rq, last: Option<Verification>) -> AnyView {
    let found = match last {
        Some(last) => found(last),
        None => view! { <EmptyState title="Nobody has verified the log yet" text="A verification recomputes every event, the tree and every signature. It reads only."/> }.into_any(),
    };
    view! {
        <Title text="Verification of the log"/>
        <div class="narrow">
            <Breadcrumbs links=vec![("/audit", "Audit").into()] here="Verification"/>
            <PageTitle title="Verification of the log"/>
            {found}
            {verify_button(rq)}
            <Help title="What is verified?" source="RFC 6962, section 2.1">
                "Each event's SHA-256 is computed anew from what it says; the hashes are the leaves of a Merkle tree in the order in which the events \
                 were sealed; the root of the tree at each checkpoint must be the one that this server signed. On the machine itself, \
                 “perigee audit verify” does the same."
            </Help>
        </div>
    }
    .into_any()
}

fn found(last: Verification) -> AnyView {
    let event = last.broken_event().map(|id| format!("/audit/events/{id}"));
    let verdict = last.verdict;
    let words = match &verdict.broken {
        None => view! { <Notice tone=Tone::Good title="The log is intact">"Every event is as it was recorded, none is missing, and every checkpoint carries this server's signature."</Notice> }.into_any(),
        Some(broken) => broken_notice(broken.clone(), event),
    };
    let number = |count: u64| format::thousands(i64::try_from(count).unwrap_or(i64::MAX));
    let (events, unsealed, checkpoints) = (
        number(verdict.events),
        number(verdict.unsealed),
        number(verdict.checkpoints),
    );
    view! {
        {words}
        <SummaryList>
            <KeyValue key="Verified"><When at=last.at/>" by "{last.by}</KeyValue>
            <KeyValue key="Events">{events}", "{unsealed}" of them not sealed yet"</KeyValue>
            <KeyValue key="Checkpoints">{checkpoints}</KeyValue>
            {verdict.signed_at.map(|at| view! { <KeyValue key="Newest checkpoint"><When at=at/></KeyValue> })}
            <KeyValue key="Root"><Hash value=verdict.root/></KeyValue>
        </SummaryList>
    }
    .into_any()
}

fn broken_notice(broken: String, event: Option<String>) -> AnyView {
    let link = event.map(|event| view! { <p><a href=event>"Look at the event"</a></p> });
    view! {
        <Notice tone=Tone::Bad title="The log is not intact" announced=true>
            <p>"The first thing that does not fit: "{broken}"."</p>
            {link}
            <p>"Keep the store as it is, make a copy, and tell those who answer for it. Records before this event are sound."</p>
        </Notice>
    }
    .into_any()
}

/// Verifies the log.
pub async fn post(post: Post) -> Result<Go, Error> {
    match post.act() {
        "verify" => {
            audit::verify_and_record(post.rq.ctx(), &post.call).await?;
            Ok(Go::to("/audit/verify"))
        }
        _ => Err(Error::NotFound),
    }
}
