//! The list of milestones over all contracts.

use crate::page::page;
use crate::pages::contracts::cells::{head, lead, num, td};
use crate::pages::contracts::named;
use crate::pages::contracts::words::{self, dated, milestone_status, origin, slip};
use crate::pages::lists::{Filter, SortHead, applied, order};
use crate::request::Rq;
use crate::ui::{
    Choice, DateFilter, EmptyState, FilterBar, PageTitle, Ref, SelectFilter, Table, TableFooter,
    Tag, TextFilter, Th, Tone, format,
};
use backend::contracts::ListPage;
use backend::milestones::{self, MilestoneFilter, MilestoneRow, MilestoneSort};
use chrono::NaiveDate;
use domain::milestones::MilestoneClass;
use domain::policy::Subject;
use domain::policy::actions::{ReadCapabilities, ReadPlan};
use domain::states::StateMachine as _;
use domain::states::milestone::MilestoneState;
use leptos::prelude::*;
use leptos_meta::Title;

/// Every milestone that the person may see.
#[component]
pub fn Milestones() -> impl IntoView {
    page(
        async |rq| milestones::list(rq.ctx(), rq.actor(), &filter(&rq)).await,
        |rq, page| draw(&rq, page),
    )
}

/// The filters and the order in the address.
#[must_use]
pub fn filter(rq: &Rq) -> MilestoneFilter {
    let text = |name: &str| rq.query(name).map(str::to_owned);
    let sort = rq.query("sort").unwrap_or("due");
    MilestoneFilter {
        contract: text("contract").map(|reference| reference.to_ascii_uppercase()),
        status: text("status"),
        nation: text("nation").map(|code| code.to_ascii_uppercase()),
        provider: text("provider").map(|reference| reference.to_ascii_uppercase()),
        programme: text("programme"),
        due_by: rq.query("due").and_then(|day| day.parse().ok()),
        slipped: rq.query("only") == Some("slipped"),
        sort: if sort.trim_start_matches('-') == "slip" {
            MilestoneSort::Slip
        } else {
            MilestoneSort::Due
        },
        descending: sort.starts_with('-'),
        after: text("after"),
    }
}

fn filters(rq: &Rq, choices: backend::nations::Choices) -> AnyView {
    let value = |name: &str| rq.query(name).map(str::to_owned);
    let (programmes, nations) = (named(choices.programmes), named(choices.nations));
    let states = words::choices(
        MilestoneState::ALL,
        MilestoneState::as_str,
        MilestoneState::label,
    );
    let only = vec![Choice::new("slipped", "Late against the original baseline")];
    let filters: [Filter<'_>; 7] = [
        ("contract", "Contract", &[]),
        ("status", "State", &states),
        ("programme", "Programme", &programmes),
        ("provider", "Contractor", &[]),
        ("nation", "Nation", &nations),
        ("due", "Due by", &[]),
        ("only", "Only", &only),
    ];
    let applied = applied(rq, &filters);
    let controls = view! {
    <TextFilter name="contract" label="Contract reference" value=value("contract")/>
    <SelectFilter name="status" label="State" value=value("status") options=states/>
    <SelectFilter name="programme" label="Programme" value=value("programme") options=programmes/>
    <TextFilter name="provider" label="Contractor (reference)" value=value("provider")/>
    <SelectFilter name="nation" label="Contractor's nation" value=value("nation") options=nations/>
    <SelectFilter name="only" label="Only" value=value("only") options=only/>
    <DateFilter name="due" label="Due by" value=value("due")/>
    };
    view! { <FilterBar action="/milestones" label="Filter milestones" clear="/milestones" applied=applied keep=order(rq)>{controls}</FilterBar> }.into_any()
}

fn draw(rq: &Rq, page: ListPage<MilestoneRow>) -> AnyView {
    let (count, today) = (page.rows.len(), rq.at().date_naive());
    let next = page.next.map(|key| rq.with_query("after", Some(&key)));
    let first = rq.query("after").map(|_| rq.with_query("after", None));
    let rows = page
        .rows
        .into_iter()
        .map(|found| row(found, today))
        .collect_view();
    let words = format::shown(count, page.count, backend::MOST_COUNTED);
    let exports = vec![(rq.file("/milestones.csv"), "CSV").into()];
    let body = if count == 0 {
        view! { <EmptyState title="No milestones here" text="Milestones come with contracts. Change the filters to see others."/> }.into_any()
    } else {
        view! {
            <Table caption="Milestones" caption_hidden=true>
                <thead><tr>
                    <Th label="Milestone"/><Th label="Contract and contractor"/><Th label="Class"/><Th label="Value" num=true/><Th label="Original baseline"/>
                    <SortHead label="Current baseline" name="due" usual="due"/><Th label="Forecast"/><Th label="Actual"/>
                    <SortHead label="Against original" name="slip"/><Th label="State"/>
                </tr></thead>
                <tbody>{rows}</tbody>
            </Table>
            <TableFooter count=words previous=first next=next exports=exports/>
        }
        .into_any()
    };
    let plan = rq
        .may::<ReadPlan>(Subject::ANY)
        .then(|| view! { <a class="button" href="/milestones/plan">"Plan"</a> });
    let capabilities = rq
        .may::<ReadCapabilities>(Subject::ANY)
        .then(|| view! { <a class="button" href="/capabilities">"Capabilities"</a> });
    view! {
        <Title text="Milestones"/>
        <PageTitle title="Milestones" meta="Dated deliverables of every contract, with both baselines, so that a new date hides no delay.">
            {plan}
            {capabilities}
        </PageTitle>
        {filters(rq, page.choices)}
        {body}
    }
    .into_any()
}

fn row(row: MilestoneRow, today: NaiveDate) -> AnyView {
    let href = format!("/contracts/{}/milestones/{}", row.contract, row.number);
    let contract = format!("/contracts/{}", row.contract);
    let class = row
        .class
        .parse::<MilestoneClass>()
        .map_or("not stated", |class| class.label());
    let value = row
        .value_minor
        .map(|minor| format::money(minor, &row.currency));
    let nation = row.nation_code.map(|code| format!(" ({code})"));
    let contractor = format!("{}{}", row.provider_name, nation.unwrap_or_default());
    let state = row.status.parse::<MilestoneState>();
    let open = row.actual.is_none() && !state.is_ok_and(MilestoneState::is_final);
    let overdue = row
        .current_baseline
        .filter(|due| *due < today && open)
        .map(|due| (today - due).num_days());
    let overdue = overdue.map(
        |days| view! { " " <Tag tone=Tone::Bad label=format!("{} overdue", format::days(days))/> },
    );
    view! {
        <tr>
            {head(view! { <a href=href>{row.title}</a> })}
            {td("Contract and contractor", view! {
                <div><Ref reference=row.contract href=contract/>{origin(&row.origin)}</div>
                <div class="meta">{contractor}</div>
            })}
            {td("Class", class)}
            {num("Value", value)}
            {td("Original baseline", dated(row.original_baseline))}
            {td("Current baseline", dated(row.current_baseline))}
            {td("Forecast", dated(row.forecast))}
            {td("Actual", dated(row.actual))}
            {lead("Against original", view! { {slip(row.slip_days)}{overdue} })}
            {lead("State", milestone_status(&row.status))}
        </tr>
    }
    .into_any()
}
