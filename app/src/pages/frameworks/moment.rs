//! A framework as it was recorded at a past moment: `?as_of=2026-05-14T12:00`, UTC, as on contracts.

use crate::pages::audit::moment;
use crate::pages::changes::shown;
use crate::pages::contracts::moment::link;
use crate::request::Rq;
use crate::ui::{Diff, Moment, Panel, Ref, Timeline, TimelineEntry, format};
use backend::contracts::EventLine;
use backend::frameworks::FrameworkSheet;
use leptos::prelude::*;

/// The line that says which moment is shown, and the way back.
pub fn banner(rq: &Rq, sheet: &FrameworkSheet) -> AnyView {
    let Some((at, later)) = sheet.moment else {
        return ().into_any();
    };
    let hidden = match later {
        _ if sheet.own_only => String::new(),
        0 => "Nothing changed since.".to_owned(),
        1 => "1 later change is not shown.".to_owned(),
        more => format!("{more} later changes are not shown."),
    };
    let since = format!("/frameworks/{}{}#since", sheet.record.reference, link(at));
    let changes = (later > 0).then_some(since);
    let now = rq.with_query("as_of", None);
    view! { <Moment at=format::date_time(at) hidden=hidden changes=changes now=now/> }.into_any()
}

/// The form that asks for a moment.
pub fn choose(rq: &Rq, sheet: &FrameworkSheet) -> AnyView {
    let shown = sheet.moment.map_or_else(|| rq.at(), |(at, _)| at);
    let value = moment::boxed(shown);
    view! {
        <form method="get" class="filter-row">
            <div class="filter">
                <label for="as-of">"Show as recorded on (UTC)"</label>
                <input type="datetime-local" id="as-of" name="as_of" value=value/>
            </div>
            <button type="submit" class="button">"Show this moment"</button>
        </form>
    }
    .into_any()
}

/// What differs between the shown moment and now.
pub fn since(sheet: &FrameworkSheet) -> AnyView {
    if sheet.since.is_empty() {
        return ().into_any();
    }
    let changes = shown(sheet.since.clone());
    view! {
        <Panel title="What changed since" id="since" meta="Field by field, from the shown moment to now.">
            <Diff changes=changes caption="Differences between the shown moment and now" before="Then" after="Now"/>
        </Panel>
    }
    .into_any()
}

/// Every event, the newest first; each leads to the framework as it then was.
pub fn history(sheet: &FrameworkSheet) -> AnyView {
    if sheet.history.is_empty() {
        return ().into_any();
    }
    let entry = |event: &EventLine| {
        let reason = event.reason.clone().map(|reason| format!("{reason} · "));
        let then = link(event.at);
        view! {
            <TimelineEntry when=format::date_time(event.at) datetime=format::iso_moment(event.at) actor=event.actor_name.clone() what=event.summary.clone()>
                {reason}
                <Ref reference="as recorded then" href=then/>
            </TimelineEntry>
        }
    };
    let entries = sheet.history.iter().map(entry).collect_view();
    view! {
        <Panel title="What happened" id="history">
            <Timeline label="What happened">{entries}</Timeline>
        </Panel>
    }
    .into_any()
}
