//! The timeline of a contract or solicitation.

use super::moment;
use crate::page::page;
use crate::pages::changes::shown;
use crate::request::{Rq, address, encoded};
use crate::ui::{
    Breadcrumbs, Choice, EmptyState, FilterBar, Moment, PageTitle, SelectFilter, TableFooter,
    Timeline, TimelineEntry, format,
};
use backend::audit::{Entry, PARTS, Process, ProcessTimeline, TimelineInput, process_timeline};
use chrono::{DateTime, Utc};
use domain::policy::Subject;
use domain::policy::actions::ReadAudit;
use leptos::prelude::*;
use leptos_meta::Title;

/// The timeline of a contract.
#[component]
pub fn ContractTimeline() -> impl IntoView {
    show(Process::Contract)
}

/// The timeline of a solicitation.
#[component]
pub fn SolicitationTimeline() -> impl IntoView {
    show(Process::Solicitation)
}

fn show(process: Process) -> impl IntoView {
    page(
        async move |rq| {
            let part = rq
                .query("part")
                .filter(|part| PARTS.iter().any(|(code, _)| code == part));
            let input = TimelineInput {
                at: moment_of(&rq),
                part: part.map(str::to_owned),
                after: rq.query("after").and_then(|key| key.parse().ok()),
            };
            process_timeline(rq.ctx(), rq.actor(), process, rq.param("reference"), &input).await
        },
        move |rq, timeline| draw(&rq, process, timeline),
    )
}

/// The moment in the address, under the name that this page writes or the one of the records' pages.
fn moment_of(rq: &Rq) -> Option<DateTime<Utc>> {
    rq.query("at")
        .or_else(|| rq.query("as_of"))
        .and_then(moment::read)
}

fn draw(rq: &Rq, process: Process, timeline: ProcessTimeline) -> AnyView {
    let (folder, plural) = match process {
        Process::Contract => ("/contracts", "Contracts"),
        Process::Solicitation => ("/solicitations", "Solicitations"),
    };
    let own = format!("{folder}/{}", encoded(&timeline.reference));
    let at = moment_of(rq);
    let record = match at {
        Some(at) => address(&own, &[("as_of", &format::iso_moment(at))]),
        None => own,
    };
    let title = format!("Timeline of {}", timeline.reference);
    let above = vec![
        (folder, plural).into(),
        (record, timeline.reference.clone()).into(),
    ];
    view! {
        <Title text=title/>
        <Breadcrumbs links=above here="Timeline"/>
        <PageTitle title=timeline.title.clone() reference=timeline.reference.clone()
            meta="Everything since the need was written, newest first, as far as your role may see it."/>
        {at.map(|at| banner(rq, at))}
        {filters(rq, at)}
        {entries(rq, timeline)}
    }
    .into_any()
}

fn banner(rq: &Rq, at: DateTime<Utc>) -> AnyView {
    view! { <Moment at=format::date_time(at) hidden="Later entries are left out." now=rq.with_query("at", None)/> }.into_any()
}

fn filters(rq: &Rq, at: Option<DateTime<Utc>>) -> AnyView {
    let parts: Vec<Choice> = PARTS.into_iter().map(Choice::from).collect();
    let part = rq.query("part").map(str::to_owned);
    let applied = part
        .clone()
        .map(|part| (format!("About: {part}"), rq.with_query("part", None)).into());
    view! {
        <FilterBar action=rq.path().to_owned() label="Filter the timeline" clear=rq.path().to_owned() applied=applied.into_iter().collect()>
            <SelectFilter name="part" label="About" options=parts value=part/>
            <div class="filter"><label for="filter-at">"As of, UTC"</label>
                <input type="datetime-local" id="filter-at" name="at" value=at.map(moment::boxed)/></div>
        </FilterBar>
    }
    .into_any()
}

fn entries(rq: &Rq, timeline: ProcessTimeline) -> AnyView {
    let auditor = rq.may::<ReadAudit>(Subject::ANY);
    let count = timeline.entries.len();
    let next = timeline.next.map(|key| {
        let begin = rq.with_query("after", Some(&key.to_string()));
        view! { <TableFooter count=format!("{count} entries on this page") next=begin/> }
    });
    if count == 0 && next.is_none() {
        return view! { <EmptyState title="Nothing happened here yet" text="As soon as somebody changes the record, it is told here. If a filter or a moment is set, clear it."/> }.into_any();
    }
    let label = format!("Timeline of {}", timeline.reference);
    let entries = timeline
        .entries
        .into_iter()
        .map(|entry| draw_entry(entry, auditor))
        .collect_view();
    view! { <Timeline label=label>{entries}</Timeline> {next} }.into_any()
}

fn draw_entry(entry: Entry, auditor: bool) -> AnyView {
    let changes = shown(entry.changes);
    let reason = entry.reason.map(|reason| view! { "Reason: "{reason}" · " });
    let subject = super::subject(entry.subject);
    let link = auditor
        .then(|| view! { " · "<a href=format!("/audit/events/{}", entry.id)>"The event"</a> });
    view! {
        <TimelineEntry when=format::date_time(entry.at) datetime=format::iso_moment(entry.at) actor=entry.who what=entry.what changes=changes>
            {reason} {subject} {link}
        </TimelineEntry>
    }
    .into_any()
}
