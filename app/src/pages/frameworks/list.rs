//! The list of frameworks.

use super::words::mark;
use crate::page::page;
use crate::pages::contracts::cells::{head, lead, num, num_lead, td};
use crate::pages::contracts::words::{choices, origin, vehicle};
use crate::pages::lists::{Filter, SortHead, applied, order};
use crate::request::Rq;
use crate::ui::{
    Breadcrumbs, Choice, EmptyState, FilterBar, PageTitle, Ref, SelectFilter, Table, TableFooter,
    TextFilter, Th, Tone, format,
};
use backend::frameworks::{self, FrameworkFilter, FrameworkRow, FrameworkSort};
use domain::contracts::VehicleKind;
use domain::frameworks::{AllocationRule, is_pre_competed, pre_competed_until};
use domain::policy::Subject;
use domain::policy::actions::KeepFramework;
use leptos::prelude::*;
use leptos_meta::Title;

/// Every framework that the person may see.
#[component]
pub fn Frameworks() -> impl IntoView {
    page(
        async |rq| frameworks::frameworks(rq.ctx(), rq.actor(), &filter(&rq)).await,
        |rq, rows| draw(&rq, rows),
    )
}

/// The filters and the order in the address.
#[must_use]
pub fn filter(rq: &Rq) -> FrameworkFilter {
    let text = |name: &str| rq.query(name).map(str::to_owned);
    let sort = rq.query("sort").unwrap_or("reference");
    FrameworkFilter {
        text: text("q").unwrap_or_default(),
        kind: text("kind"),
        rule: text("rule"),
        waiting: rq.query("only") == Some("waiting"),
        open: rq.query("only") == Some("open"),
        sort: match sort.trim_start_matches('-') {
            "title" => FrameworkSort::Title,
            "ceiling" => FrameworkSort::Ceiling,
            "ordered" => FrameworkSort::Ordered,
            "ends" => FrameworkSort::Ends,
            _ => FrameworkSort::Reference,
        },
        descending: sort.starts_with('-'),
    }
}

fn filters(rq: &Rq) -> AnyView {
    let value = |name: &str| rq.query(name).map(str::to_owned);
    let kinds: Vec<VehicleKind> = VehicleKind::ALL
        .iter()
        .copied()
        .filter(|kind| kind.orders_by_call_off())
        .collect();
    let kinds = choices(&kinds, VehicleKind::as_str, VehicleKind::label);
    let rules = choices(
        AllocationRule::ALL,
        AllocationRule::as_str,
        AllocationRule::label,
    );
    let only = vec![
        Choice::new("waiting", "Where a call-off waits"),
        Choice::new("open", "Open for call-offs today"),
    ];
    let filters: [Filter<'_>; 4] = [
        ("q", "Text", &[]),
        ("kind", "Kind", &kinds),
        ("rule", "Rule", &rules),
        ("only", "Only", &only),
    ];
    let applied = applied(rq, &filters);
    let controls = view! {
        <TextFilter name="q" label="Title or reference" value=value("q")/>
        <SelectFilter name="kind" label="Kind" value=value("kind") options=kinds/>
        <SelectFilter name="rule" label="Rule" value=value("rule") options=rules/>
        <SelectFilter name="only" label="Only" value=value("only") options=only/>
    };
    view! { <FilterBar action="/frameworks" label="Filter frameworks" clear="/frameworks" applied=applied keep=order(rq)>{controls}</FilterBar> }.into_any()
}

fn draw(rq: &Rq, rows: Vec<FrameworkRow>) -> AnyView {
    let make = rq
        .may::<KeepFramework>(Subject::ANY)
        .then(|| view! { <a class="button primary" href="/frameworks/new">"Make a framework"</a> });
    let today = rq.at().date_naive();
    let count = format::counted(rows.len(), "framework", "frameworks");
    let file = rq.file("/frameworks.csv");
    let body = if rows.is_empty() {
        view! { <EmptyState title="No frameworks here" text="A framework joins signed contracts of several holders under one ceiling and one rule for call-offs. Change the filters to see others."/> }.into_any()
    } else {
        let rows: Vec<_> = rows.into_iter().map(|one| row(one, today)).collect();
        view! {
            <Table caption="Frameworks" caption_hidden=true>
                <thead><tr>
                    <SortHead label="Reference" name="reference" usual="reference"/><SortHead label="Title" name="title"/><Th label="Rule"/><Th label="Holders" num=true/>
                    <SortHead label="Ceiling" name="ceiling" num=true/><SortHead label="Ordered" name="ordered" num=true/>
                    <SortHead label="Call-offs until" name="ends"/><Th label="Pre-competed until"/><Th label="Waiting" num=true/>
                </tr></thead>
                <tbody>{rows}</tbody>
            </Table>
            <TableFooter count=count exports=vec![(file, "CSV").into()]/>
        }
        .into_any()
    };
    view! {
        <Title text="Frameworks"/>
        <Breadcrumbs links=vec![("/contracts", "Contracts").into()] here="Frameworks"/>
        <PageTitle title="Frameworks" meta="Vehicles with several holders: one ceiling, and a rule by which a call-off finds its holder.">
            {make}
        </PageTitle>
        {filters(rq)}
        {body}
    }
    .into_any()
}

fn row(row: FrameworkRow, today: chrono::NaiveDate) -> AnyView {
    let money = |minor: i64| format::money(minor, &row.currency);
    let none = || "not shown".to_owned();
    let ceiling = row.ceiling_minor.map_or_else(|| "none".to_owned(), money);
    let rule = row.rule.parse().map_or("", AllocationRule::label);
    let competed = match row.competed_on {
        None => "not openly competed".into_any(),
        Some(day) => {
            let over =
                (!is_pre_competed(row.competed_on, today)).then(|| mark(Tone::Attention, "over"));
            view! { {format::date(pre_competed_until(day))}{over} }.into_any()
        }
    };
    let waiting = (row.waiting > 0).then(|| mark(Tone::Attention, row.waiting.to_string()));
    let href = format!("/frameworks/{}", row.reference);
    let kind = vehicle(&row.kind);
    view! {
        <tr>
            {head(view! { <Ref reference=row.reference href=href/>{origin(&row.origin)} })}
            {lead("Title", view! { <div>{row.title}</div><div class="meta">{kind}</div> })}
            {td("Rule", rule)}
            {num("Holders", row.holders.map_or_else(none, |count| count.to_string()))}
            {num_lead("Ceiling", ceiling)}
            {num("Ordered", row.ordered_minor.map_or_else(none, money))}
            {td("Call-offs until", format::date(row.ordering_ends_on))}
            {td("Pre-competed until", competed)}
            {num("Waiting", waiting.map_or_else(|| "0".into_any(), IntoAny::into_any))}
        </tr>
    }
    .into_any()
}
