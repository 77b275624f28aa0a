//! Every departure from a rule: what was asked, why, and who decided.

use crate::page::page;
use crate::pages::lists::{self, Filter, SortHead, order};
use crate::pages::tone::tone;
use crate::request::Rq;
use crate::ui::{
    AppliedFilter, Choice, DateFilter, EmptyState, FilterBar, PageTitle, Ref, RowHead,
    SelectFilter, Table, TableFooter, Tag, Td, TextFilter, Th, When, format,
};
use backend::overrides::{ListInput, Page, Row, list};
use domain::overrides::{OverrideKind, OverrideStatus};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::components::Route;
use leptos_router::{SsrMode, path};

/// The route of the list.
#[component(transparent)]
pub fn OverridesRoutes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! { <Route path=path!("/overrides") view=Overrides ssr=SsrMode::Async/> }.into_inner()
}

/// The list of departures.
#[component]
fn Overrides() -> impl IntoView {
    page(
        async |rq| {
            let input = ListInput::from_query(rq.queries());
            list(rq.ctx(), rq.actor(), &input).await
        },
        |rq, found| draw(&rq, found),
    )
}

fn draw(rq: &Rq, found: Page) -> AnyView {
    let bar = filter_bar(rq);
    let body = if found.rows.is_empty() {
        empty(rq)
    } else {
        table(rq, found)
    };
    view! {
        <Title text="Departures from rules"/>
        <PageTitle title="Departures from rules" meta="Every override of a method or a timetable that an officer asked for: the rule, the reason, and the second person’s decision."/>
        {bar}
        {body}
    }
    .into_any()
}

fn empty(rq: &Rq) -> AnyView {
    if rq.queries().is_empty() {
        return view! {
            <EmptyState title="No departures yet"
                text="When an officer chooses a method that the book forbids, or dates that break a rule, the request stands here with its reason and decision."/>
        }
        .into_any();
    }
    let action = ("/overrides".to_owned(), "Show all".to_owned());
    view! { <EmptyState title="Nothing matches" text="No departure fits these filters." action=action/> }.into_any()
}

fn kinds() -> Vec<Choice> {
    let kinds = OverrideKind::ALL.iter();
    kinds
        .map(|kind| Choice::new(kind.as_str(), kind.label()))
        .collect()
}

fn statuses() -> Vec<Choice> {
    let statuses = OverrideStatus::ALL.iter();
    statuses
        .map(|status| Choice::new(status.as_str(), status.label()))
        .collect()
}

fn filter_bar(rq: &Rq) -> AnyView {
    let now = |name| rq.query(name).map(str::to_owned);
    let [q, kind, status, from, to] = ["q", "kind", "status", "from", "to"].map(now);
    view! {
        <FilterBar action="/overrides" label="Filter departures" clear="/overrides" applied=applied(rq) keep=order(rq)>
            <TextFilter name="q" label="Title or reference" value=q/>
            <SelectFilter name="kind" label="Kind" options=kinds() value=kind/>
            <SelectFilter name="status" label="Decision" options=statuses() value=status/>
            <DateFilter name="from" label="Asked from" value=from/>
            <DateFilter name="to" label="Asked to" value=to/>
        </FilterBar>
    }
    .into_any()
}

fn applied(rq: &Rq) -> Vec<AppliedFilter> {
    let (kinds, statuses) = (kinds(), statuses());
    let filters: [Filter<'_>; 5] = [
        ("q", "Text", &[]),
        ("kind", "Kind", &kinds),
        ("status", "Decision", &statuses),
        ("from", "Asked from", &[]),
        ("to", "Asked to", &[]),
    ];
    lists::applied(rq, &filters)
}

fn table(rq: &Rq, found: Page) -> AnyView {
    let count = format::shown(found.rows.len(), found.count, backend::MOST_COUNTED);
    let next = found.next.map(|key| rq.with_query("after", Some(&key)));
    let file = rq.file("/overrides.csv");
    let rows = found.rows.into_iter().map(row).collect_view();
    view! {
        <div>
            <Table caption="Departures from rules" caption_hidden=true>
                <thead><tr>
                    <Th label="Solicitation"/>
                    <SortHead label="Rule" name="rule" usual="-asked"/>
                    <Th label="Reason"/>
                    <SortHead label="Asked" name="asked" usual="-asked"/>
                    <Th label="Decision"/>
                </tr></thead>
                <tbody>{rows}</tbody>
            </Table>
            <TableFooter count=count next=next exports=vec![(file, "CSV").into()]/>
        </div>
    }
    .into_any()
}

fn row(row: Row) -> AnyView {
    let status = row
        .status()
        .map(|status| view! { <Tag tone=tone(status.tone()) label=status.label()/> });
    let decided = row.decider.clone().zip(row.decided_at).map(|(who, at)| {
        view! { <p class="meta">{who}", "<When at=at/>{row.note.clone().map(|note| format!(": {note}"))}</p> }
    });
    let href = format!("/solicitations/{}", row.reference);
    let asker = row.requester.unwrap_or_else(|| "the system".to_owned());
    let at = row.requested_at;
    view! {
        <tr>
            <RowHead><Ref href=href reference=row.reference/><p class="meta">{row.title}</p></RowHead>
            <Td label="Rule" lead=true>{row.rule_id}<p class="meta">{row.statement}" "{row.source}</p></Td>
            <Td label="Reason">{row.reason}</Td>
            <Td label="Asked"><When at=at/><p class="meta">{asker}</p></Td>
            <Td label="Decision" lead=true>{status}{decided}</Td>
        </tr>
    }
    .into_any()
}
