//! The sections of those who oversee: auditor and administrator.

use crate::pages::audit::{badge, event_row, event_table};
use crate::request::Rq;
use crate::ui::{Day, EmptyState, KeyValue, Panel, SummaryList, Tag, Tone, When, format};
use backend::home::{AdministratorDay, AuditorDay, Counts, Health, Import, Mail, Unready};
use leptos::prelude::*;

/// The auditor's section.
pub fn auditor(rq: &Rq, today: AuditorDay) -> AnyView {
    let none = today.privileged.is_empty();
    let rows = today.privileged.into_iter().map(event_row).collect_view();
    let (badge, table, counts) = (
        badge(rq, &today.integrity),
        event_table("Recent privileged actions", rows),
        counts(&today.counts),
    );
    let complaints = complaints(today.complaints);
    view! {
        <div class="two">
            <div class="stack">
                {complaints}
                {none.then(|| view! { <EmptyState title="No privileged action yet" text="Openings, awards, changes of accounts, imports and everything done with a reason appear here."/> })}
                {(!none).then_some(table)}
                <p><a href="/audit">"The whole log, past moments and samples"</a></p>
            </div>
            <div class="stack">{badge} {counts}</div>
        </div>
    }
    .into_any()
}

/// Complaints about awards that are not ended.
fn complaints(open: Vec<(String, i64)>) -> Option<AnyView> {
    if open.is_empty() {
        return None;
    }
    let line = |(reference, number): (String, i64)| {
        let href = format!("/solicitations/{reference}/complaints#complaint-{number}");
        view! { <li><a href=href>{format!("Complaint {number} about the award of {reference}")}</a></li> }
    };
    let lines = open.into_iter().map(line).collect_view();
    Some(view! { <Panel title="Open complaints"><ul class="queue">{lines}</ul></Panel> }.into_any())
}

fn counts(counts: &Counts) -> AnyView {
    let lines = [
        ("Solicitations", "/solicitations", counts.solicitations),
        ("Contracts", "/contracts", counts.contracts),
        ("Providers", "/providers", counts.providers),
    ];
    let lines = lines
        .into_iter()
        .map(|(label, href, count)| view! { <KeyValue key=label><a href=href>{format::thousands(count)}</a></KeyValue> })
        .collect_view();
    let offers = format::thousands(counts.offers);
    view! { <Panel title="What is here"><SummaryList>{lines}<KeyValue key="Offers">{offers}</KeyValue></SummaryList></Panel> }.into_any()
}

/// The administrator's section.
pub fn administrator(rq: &Rq, today: AdministratorDay) -> AnyView {
    let (unready, health) = (unready(today.unready), health(rq, today.health));
    let (imports, counts) = (imports(today.imports), counts(&today.counts));
    view! {
        <div class="two">
            <div class="stack">{unready} {imports}</div>
            <div class="stack">{health} {counts}</div>
        </div>
    }
    .into_any()
}

fn unready(accounts: Vec<Unready>) -> AnyView {
    let count = accounts.len();
    let line = |one: Unready| view! { <li><a href=format!("/accounts/{}", one.id)>{one.name}</a><Tag tone=Tone::Attention label="no password yet"/><span class="meta">{one.email}</span></li> };
    let lines = accounts.into_iter().map(line).collect_view();
    view! {
        <Panel title="Accounts that cannot sign in yet" meta="Make a new link where the first was not used in 48 hours.">
            {(count == 0).then(|| view! { <p class="meta">"Every active account has a password."</p> })}
            <ul class="queue">{lines}</ul>
            <p><a href="/accounts">"All accounts"</a>" · "<a href="/accounts/new">"Add an account"</a></p>
        </Panel>
    }
    .into_any()
}

fn health(rq: &Rq, health: Health) -> AnyView {
    let waiting = match health.waiting_since {
        None => view! { <Tag tone=Tone::Good label="nothing waits"/> }.into_any(),
        Some(since) if (rq.at() - since).num_seconds() < 30 => {
            view! { <Tag label="a moment behind"/> }.into_any()
        }
        Some(since) => {
            view! { <Tag tone=Tone::Bad label="behind"/>" since "<When at=since/> }.into_any()
        }
    };
    let sealed = health
        .sealed_at
        .map(|at| view! { <KeyValue key="Log sealed"><When at=at/></KeyValue> });
    let mail = mail(health.mail);
    view! {
        <Panel title="Health">
            <SummaryList>
                <KeyValue key="Database">{health.database}", schema "{health.schema}</KeyValue>
                <KeyValue key="Sealer">{waiting}</KeyValue>
                {sealed}
                <KeyValue key="Mail">{mail}</KeyValue>
                <KeyValue key="Log key"><code>{health.log_key}</code></KeyValue>
            </SummaryList>
            <p><a href="/audit">"Verify the log"</a>" · "<a href="/outbox">"Mail that waits"</a></p>
        </Panel>
    }
    .into_any()
}

fn mail(mail: Mail) -> AnyView {
    let state = match (mail.configured, mail.stuck) {
        (false, _) => (Tone::Attention, "not configured"),
        (true, 0) => (Tone::Good, "is sent"),
        (true, _) => (Tone::Bad, "not delivered to everybody"),
    };
    let waits = mail.since.map(
        |since| view! { " · "<a href="/outbox">"Messages wait"</a>" since "<Day day=since.date_naive()/> },
    );
    let stuck =
        (mail.stuck > 0).then(|| view! { " · "<a href="/outbox">{mail.stuck}" not delivered"</a> });
    view! { <Tag tone=state.0 label=state.1/>{waits}{stuck} }.into_any()
}

fn imports(imports: Vec<Import>) -> AnyView {
    let count = imports.len();
    let line = |one: Import| {
        let releases = format!(
            "{} {} · {}",
            format::thousands(one.releases),
            if one.releases == 1 {
                "release"
            } else {
                "releases"
            },
            one.publisher
                .unwrap_or_else(|| "publisher not named".to_owned())
        );
        view! { <li><span>{one.file_name}</span><span class="meta">{releases}" · "<When at=one.imported_at/></span></li> }
    };
    let lines = imports.into_iter().map(line).collect_view();
    view! {
        <Panel title="Imports">
            {(count == 0).then(|| view! { <p class="meta">"Nothing is imported. On the machine itself, “perigee import ocds FILE” reads open contracting records."</p> })}
            <ul class="queue">{lines}</ul>
        </Panel>
    }
    .into_any()
}
