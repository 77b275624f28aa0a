//! Linked milestones: picture, table, waits, proposals.

use super::{about, named, page_of, question, room};
use crate::charts::{PlanPicture, PlanRow};
use crate::page::page;
use crate::pages::contracts::cells::{head, lead, num_lead, td};
use crate::pages::contracts::words::{dated, slip};
use crate::pages::lists::{Filter, applied};
use crate::post::{Go, Post};
use crate::request::Rq;
use crate::ui::{
    Breadcrumbs, EmptyState, FilterBar, Form, Help, Notice, NumberInput, PageTitle, Panel, Submit,
    SubmitKind, Table, TableFooter, Tag, TextArea, TextFilter, TextInput, Th, Tone, When, format,
};
use backend::Error;
use backend::plan::{self, Plan, PlanFilter, PlanNode, PlanWait, ProposalRow, WaitInput};
use domain::policy::Subject;
use domain::policy::actions::LinkMilestones;
use leptos::prelude::*;
use leptos_meta::Title;

/// Most rows of the picture; the table has all.
const DRAWN: usize = 500;

/// The plan.
#[component]
pub fn PlanPage() -> impl IntoView {
    page(
        async |rq| {
            let found = plan::plan(rq.ctx(), rq.actor(), &filter(&rq)).await?;
            Ok((found, plan::shift_proposals(rq.ctx(), rq.actor()).await?))
        },
        |rq, (found, proposals)| draw(&rq, &found, proposals),
    )
}

/// The filters in the address.
#[must_use]
pub fn filter(rq: &Rq) -> PlanFilter {
    PlanFilter {
        contract: rq.query("contract").map(str::to_ascii_uppercase),
        programme: rq.query("programme").map(str::to_owned),
    }
}

fn draw(rq: &Rq, found: &Plan, proposals: Vec<ProposalRow>) -> AnyView {
    let body = if found.nodes.is_empty() && found.undated.is_empty() {
        view! {
            <EmptyState title="Nothing is linked yet"
                text="When a milestone cannot come before another, of the same contract or not, an officer says so below. Then this page shows how much room there is, and what a late date moves."/>
        }
        .into_any()
    } else {
        whole(rq, found)
    };
    let keeps = rq.may::<LinkMilestones>(Subject::ANY);
    view! {
        <Title text="Plan"/>
        <Breadcrumbs links=vec![("/milestones", "Milestones").into()] here="Plan"/>
        <PageTitle title="Plan" meta="Which milestone waits for which, over all contracts, and how much room is left between them."/>
        {filters(rq)}
        {broken(found)}
        {body}
        {listed(proposals)}
        {keeps.then(|| say(rq))}
    }
    .into_any()
}

fn filters(rq: &Rq) -> AnyView {
    let value = |name: &str| rq.query(name).map(str::to_owned);
    let filters: [Filter<'_>; 2] = [
        ("contract", "Contract", &[]),
        ("programme", "Programme", &[]),
    ];
    let applied = applied(rq, &filters);
    let (contract, programme) = (value("contract"), value("programme"));
    view! {
        <FilterBar action="/milestones/plan" label="Filter the plan" clear="/milestones/plan" applied=applied>
            <TextFilter name="contract" label="Contract reference" value=contract/>
            <TextFilter name="programme" label="Programme code" value=programme/>
        </FilterBar>
    }
    .into_any()
}

/// Dates that do not keep a wait, said at once.
fn broken(found: &Plan) -> AnyView {
    let line = |(first, then, wait): &(usize, usize, PlanWait)| {
        let (first, then) = (&found.nodes[*first], &found.nodes[*then]);
        let days = (wait.days > 0).then(|| format!("{} after ", format::days(wait.days)));
        let words = format!(
            "{} is planned before {}{}.",
            then.name(),
            days.unwrap_or_default(),
            first.name()
        );
        view! { <li><a href=question(&first.contract, first.number, first.day())>{words}</a></li> }
    };
    let lines = found.broken().map(line).collect::<Vec<_>>();
    if lines.is_empty() {
        return ().into_any();
    }
    view! { <Notice tone=Tone::Attention title="Dates that cannot hold"><ul>{lines}</ul></Notice> }
        .into_any()
}

fn whole(rq: &Rq, found: &Plan) -> AnyView {
    let cut = found.cut.then(|| {
        view! { <Notice title="Not everything is shown">"The first thousand milestones are. Filter by contract or programme."</Notice> }
    });
    let file = rq.file("/milestones/plan.csv");
    let count = format::counted(found.nodes.len(), "milestone", "milestones");
    let undated: Vec<_> = found
        .undated
        .iter()
        .map(|node| view! { <li><a href=page_of(node)>{node.name()}</a></li> })
        .collect();
    let undated = (!undated.is_empty()).then(|| {
        view! { <Notice title="Linked, but without a date"><ul>{undated}</ul></Notice> }
    });
    view! {
        {cut}
        {picture(rq, found)}
        {table(found)}
        <TableFooter count=count exports=vec![(file, "CSV").into()]/>
        {undated}
        {waits(rq, found)}
    }
    .into_any()
}

fn picture(rq: &Rq, found: &Plan) -> AnyView {
    let row = |(at, node): (usize, &PlanNode)| {
        Some(PlanRow {
            label: format!("{}/{} {}", node.contract, node.number, node.title),
            href: page_of(node),
            baseline: node.current_baseline,
            day: node.day()?,
            met: node.actual.is_some(),
            critical: found.critical[at],
        })
    };
    let rows: Vec<_> = found
        .nodes
        .iter()
        .enumerate()
        .take(DRAWN)
        .filter_map(row)
        .collect();
    let waits = found
        .waits
        .iter()
        .map(|(first, then, _)| (*first, *then))
        .collect();
    let today = rq.at().date_naive();
    view! {
        <figure>
            <PlanPicture id="plan" rows=rows waits=waits today=today title="Linked milestones over time"
                finding="A hollow diamond is the approved date, a full one the expected one, a disc the day it was met; lines lead from what is waited for to what waits. Names in bold decide the last day."/>
        </figure>
    }
    .into_any()
}

fn table(found: &Plan) -> AnyView {
    let rows = found
        .nodes
        .iter()
        .enumerate()
        .map(|(at, node)| row(found, at, node));
    let rows: Vec<_> = rows.collect();
    view! {
        <Table caption="Milestones of the plan" caption_hidden=true>
            <thead><tr>
                <Th label="Milestone"/><Th label="Expected"/><Th label="Approved"/><Th label="Against approved"/><Th label="Waits for"/>
                <Th label="Room to the next" num=true/><Th label="Room to the end" num=true/><Th label="What if"/>
            </tr></thead>
            <tbody>{rows}</tbody>
        </Table>
        <Help title="What is room?" source="own design">
            <p>"Calendar days by which a milestone can come later before the first that waits for it must move (to the next), and before one moves that nothing waits for (to the end). A date is a commitment: a later one pushes what waits for it, an earlier one pulls nothing. Bold milestones decide the last day: each day they lose is a day that the last milestone loses."</p>
        </Help>
    }
    .into_any()
}

fn row(found: &Plan, at: usize, node: &PlanNode) -> AnyView {
    let waits = found.waits.iter().filter(|(_, then, _)| *then == at);
    let waits = waits.map(|(first, _, wait)| {
        let first = &found.nodes[*first];
        let days = (wait.days > 0).then(|| format!(" and {}", format::days(wait.days)));
        view! { <div><a href=page_of(first)>{format!("{}/{}", first.contract, first.number)}</a>{days}</div> }
    });
    let waits: Vec<_> = waits.collect();
    let own = found.room[at];
    let [next, end] = [own.map(|room| room.free), own.map(|room| room.total)]
        .map(|days| days.map_or_else(|| "nothing waits".to_owned(), room));
    let (next, end) = if node.actual.is_some() {
        Default::default()
    } else {
        (next, end)
    };
    let critical = found.critical[at]
        .then(|| view! { " " <Tag tone=Tone::Attention label="Decides the last day"/> });
    let met = node.actual.is_some();
    let late = node.dates().and_then(|dates| dates.slip_current());
    let ask = (!met).then(|| {
        let label = format!("What if {} moves?", node.name());
        view! { <a href=question(&node.contract, node.number, None) aria-label=label>"What if?"</a> }
    });
    view! {
        <tr>
            {head(view! { {named(node)}{critical} })}
            {lead("Expected", view! { {dated(node.day())}{met.then_some(" met")} })}
            {td("Approved", dated(node.current_baseline))}
            {td("Against approved", slip(late))}
            {lead("Waits for", waits)}
            {num_lead("Room to the next", next)}
            {num_lead("Room to the end", end)}
            {td("What if", ask)}
        </tr>
    }
    .into_any()
}

fn waits(rq: &Rq, found: &Plan) -> AnyView {
    let keeps = rq.may::<LinkMilestones>(Subject::ANY);
    let row = |(first, then, wait): &(usize, usize, PlanWait)| {
        let (first, then) = (&found.nodes[*first], &found.nodes[*then]);
        let form = keeps.then(|| end(rq, wait));
        let by = wait.by.clone().map(|by| format!(" {by}"));
        view! {
            <tr>
                {head(view! { <a href=page_of(then)>{then.name()}</a> })}
                {lead("Waits for", view! { <a href=page_of(first)>{first.name()}</a> })}
                {num_lead("Days between", wait.days.to_string())}
                {td("Why", view! { {wait.reason.clone()}<div class="meta">{by}</div> })}
                {td("End", form)}
            </tr>
        }
    };
    let rows: Vec<_> = found.waits.iter().map(row).collect();
    if rows.is_empty() {
        return ().into_any();
    }
    view! {
        <Table caption="What waits for what">
            <thead><tr><Th label="Milestone"/><Th label="Waits for"/><Th label="Days between" num=true/><Th label="Why"/><Th label="End"/></tr></thead>
            <tbody>{rows}</tbody>
        </Table>
    }
    .into_any()
}

fn end(rq: &Rq, wait: &PlanWait) -> AnyView {
    let (act, key) = (format!("end-{}", wait.id), rq.key());
    view! {
        <details><summary>"End this wait"</summary>
            <Form act=act key=key label="End this wait">
                <TextArea name="because" label="Why it no longer waits" rows=2 maxlength=2000/>
                <Submit label="End the wait" kind=SubmitKind::Secondary/>
            </Form>
        </details>
    }
    .into_any()
}

fn listed(proposals: Vec<ProposalRow>) -> AnyView {
    if proposals.is_empty() {
        return ().into_any();
    }
    let row = |row: ProposalRow| {
        let href = format!("/milestones/proposals/{}", row.id);
        let (about, tone) = (
            about(&row),
            if row.open > 0 {
                Tone::Attention
            } else {
                Tone::Neutral
            },
        );
        let name = format!("{}, milestone {}: {}", row.contract, row.number, row.title);
        let by = row.by.map(|by| format!(" {by}"));
        view! {
            <tr>
                {head(view! { <a href=href>{name}</a> })}
                {lead("Dates", view! { <Tag tone=tone label=about/> })}
                {td("Why", row.reason)}
                {td("Proposed", view! { <When at=row.at/><span class="meta">{by}</span> })}
            </tr>
        }
    };
    let rows = proposals.into_iter().map(row).collect_view();
    view! {
        <Table caption="Proposed dates" note="the newest twenty">
            <thead><tr><Th label="Moved milestone"/><Th label="Dates"/><Th label="Why"/><Th label="Proposed"/></tr></thead>
            <tbody>{rows}</tbody>
        </Table>
    }
    .into_any()
}

fn say(rq: &Rq) -> AnyView {
    let key = rq.key();
    view! {
        <Panel title="A milestone waits for another" meta="Of the same contract or of two.">
            <Form act="wait" key=key label="A milestone waits for another">
                <TextInput name="then" label="The milestone that waits" hint="A contract’s reference, a slash and the milestone’s number, such as CTR-2026-0001/2." size=24/>
                <TextInput name="first" label="What it waits for" hint="In the same form." size=24/>
                <NumberInput name="days" label="Days between them at least" unit="days" optional=true size=6/>
                <TextArea name="reason" label="Why" rows=2 maxlength=2000/>
                <Submit label="Link them"/>
            </Form>
        </Panel>
    }
    .into_any()
}

/// Links two milestones, or ends a wait.
pub async fn post(post: Post) -> Result<Go, Error> {
    let (ctx, call) = (post.rq.ctx(), &post.call);
    let text = |name: &str| post.value(name).to_owned();
    match post.act() {
        "wait" => {
            let input = WaitInput {
                first: text("first"),
                then: text("then"),
                days: text("days"),
                reason: text("reason"),
            };
            plan::wait_for(ctx, call, &input).await?;
        }
        act => {
            let id = act.strip_prefix("end-").and_then(|id| id.parse().ok());
            let id = id.ok_or(Error::NotFound)?;
            plan::end_wait(ctx, call, id, post.value("because")).await?;
        }
    }
    Ok(Go::to("/milestones/plan"))
}
