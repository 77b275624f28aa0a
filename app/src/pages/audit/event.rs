//! One event: all that is known of it, and whether it is what was sealed.

use super::subject;
use crate::page::page;
use crate::pages::changes::shown;
use crate::ui::{
    Breadcrumbs, Diff, Hash, KeyValue, Notice, PageTitle, Panel, SummaryList, Tone, When, format,
};
use backend::Error;
use backend::audit::{self, EventSheet, Neighbour};
use leptos::prelude::*;
use leptos_meta::Title;

/// One event.
#[component]
pub fn Event() -> impl IntoView {
    page(
        async |rq| {
            let id = rq.param("id").parse().map_err(|_| Error::NotFound)?;
            audit::event(rq.ctx(), rq.actor(), id).await
        },
        |_, sheet| draw(sheet),
    )
}

fn draw(sheet: EventSheet) -> AnyView {
    let title = sheet.event.summary.clone();
    let meta = format!(
        "{}, by {}",
        format::date_time(sheet.event.at),
        sheet.event.actor_name
    );
    let changes = changes(&sheet);
    let (before, after) = (
        raw("Before, as stored", sheet.event.before_text.clone()),
        raw("After, as stored", sheet.event.after_text.clone()),
    );
    view! {
        <Title text=format!("Event: {title}")/>
        <Breadcrumbs links=vec![("/audit", "Audit").into()] here="Event"/>
        <PageTitle title=title.clone() meta=meta/>
        {(!sheet.intact).then(|| view! {
            <Notice tone=Tone::Bad title="This event was altered">"Its content does not have the hash that was stored with it. Run a verification and tell those who keep the store."</Notice>
        })}
        <div class="two">
            <div class="stack">{changes} {before} {after}</div>
            <div class="stack">{facts(&sheet)} {seal(&sheet)} {neighbours(sheet.neighbours)}</div>
        </div>
    }
    .into_any()
}

fn changes(sheet: &EventSheet) -> AnyView {
    let changes = shown(sheet.changes.clone());
    if changes.is_empty() {
        return view! { <Panel title="Differences"><p class="meta">"The event keeps no record before or after: it changed no field."</p></Panel> }.into_any();
    }
    let caption = format!("{} fields differ", changes.len());
    view! { <Panel title="Differences"><Diff changes=changes caption=caption/></Panel> }.into_any()
}

fn raw(title: &'static str, text: Option<String>) -> AnyView {
    text.map(|text| {
        view! { <details><summary>{title}</summary><div class="scroll" tabindex="0" role="region" aria-label=title><pre>{text}</pre></div></details> }
    })
    .into_any()
}

fn facts(sheet: &EventSheet) -> AnyView {
    let event = &sheet.event;
    let reference = subject(event.subject_reference.clone());
    let (action, kind, at) = (event.action.clone(), event.subject_kind.clone(), event.at);
    let precise = format::exact(at);
    let who = match event.actor_kind.as_str() {
        "person" => event.actor_name.clone(),
        other => format!("{} ({other})", event.actor_name),
    };
    let reason = event.reason.clone();
    view! {
        <Panel title="The event">
            <SummaryList>
                <KeyValue key="When">{precise}</KeyValue>
                <KeyValue key="Who">{who}</KeyValue>
                <KeyValue key="Action"><code>{action}</code></KeyValue>
                <KeyValue key="Subject">{kind}" "{reference}</KeyValue>
                {reason.map(|reason| view! { <KeyValue key="Reason">{reason}</KeyValue> })}
            </SummaryList>
        </Panel>
    }
    .into_any()
}

fn seal(sheet: &EventSheet) -> AnyView {
    let same = if sheet.intact {
        "the same as stored"
    } else {
        "not the stored one"
    };
    let place = match sheet.position {
        Some(position) => format!("{} in the tree", format::thousands(position)),
        None => "not sealed yet: the sealer takes it within a second".to_owned(),
    };
    let (leaf, computed) = (sheet.leaf.clone(), sheet.computed.clone());
    let checkpoint = sheet.checkpoint.clone().map(|checkpoint| {
        let words = if checkpoint.signed_here { "signature fits this server's key" } else { "signature does not fit this server's key" };
        view! {
            <KeyValue key="Checkpoint">
                "of " {format::thousands(checkpoint.tree_size)} " events, signed " <When at=checkpoint.signed_at/> ", " {words} ", root " <Hash value=checkpoint.root/>
            </KeyValue>
        }
    });
    view! {
        <Panel title="Its place in the log">
            <SummaryList>
                <KeyValue key="Position">{place}</KeyValue>
                <KeyValue key="Hash, computed now"><Hash value=computed/>" "{same}</KeyValue>
                {leaf.map(|leaf| view! { <KeyValue key="Leaf"><Hash value=leaf/></KeyValue> })}
                {checkpoint}
            </SummaryList>
        </Panel>
    }
    .into_any()
}

fn neighbours(neighbours: Vec<Neighbour>) -> AnyView {
    if neighbours.is_empty() {
        return ().into_any();
    }
    let line = |one: Neighbour| {
        let word = if one.earlier { "before, " } else { "after, " };
        view! { <li><a href=format!("/audit/events/{}", one.id)>{one.summary}</a>" "<span class="meta">{word}<When at=one.at/></span></li> }
    };
    let lines = neighbours.into_iter().map(line).collect_view();
    view! { <Panel title="Beside it in its process"><ul class="queue">{lines}</ul></Panel> }
        .into_any()
}
