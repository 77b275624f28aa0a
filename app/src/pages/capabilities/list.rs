//! The list of capabilities.

use super::words::rag;
use crate::page::page;
use crate::pages::contracts::cells::{head, lead, num, td};
use crate::pages::contracts::words::{dated, origin};
use crate::pages::lists::{self, Filter, SortHead, order};
use crate::request::Rq;
use crate::ui::{
    Choice, EmptyState, FilterBar, PageTitle, SelectFilter, Table, TableFooter, Tag, TextFilter,
    Th, Tone, format,
};
use backend::capabilities::{ListInput, ListRow, ListedMilestone, list};
use backend::solicitations::{StrategyChoice, filters};
use domain::policy::Subject;
use domain::policy::actions::KeepCapabilities;
use leptos::prelude::*;
use leptos_meta::Title;

/// The list of capabilities.
#[component]
pub fn Capabilities() -> impl IntoView {
    page(
        async |rq| {
            let input = ListInput::from_query(rq.queries());
            let found = list(rq.ctx(), rq.actor(), &input).await?;
            Ok((found, filters(rq.ctx(), rq.actor()).await?))
        },
        |rq, (found, choices)| draw(&rq, found, &choices),
    )
}

fn draw(rq: &Rq, found: Vec<ListRow>, choices: &[StrategyChoice]) -> AnyView {
    let keeps = rq.may::<KeepCapabilities>(Subject::ANY);
    let body = if found.is_empty() {
        empty(rq, keeps)
    } else {
        table(rq, found)
    };
    view! {
        <Title text="Capabilities"/>
        <PageTitle title="Capabilities" meta="What the force can use and when, apart from the contracts that serve it: a delivery can be accepted while training or a ground segment is missing.">
            {keeps.then(|| view! { <a class="button primary" href="/capabilities/new">"Record a capability"</a> })}
        </PageTitle>
        {filter_bar(rq, choices)}
        {body}
    }
    .into_any()
}

fn empty(rq: &Rq, keeps: bool) -> AnyView {
    if !rq.queries().is_empty() {
        let action = ("/capabilities".to_owned(), "Show all".to_owned());
        return view! { <EmptyState title="Nothing matches" text="No capability fits these filters." action=action/> }
            .into_any();
    }
    let text = "A capability says what first users and all users must be able to do, and what contracts, training and the rest must bring for it.";
    if keeps {
        let action = (
            "/capabilities/new".to_owned(),
            "Record a capability".to_owned(),
        );
        return view! { <EmptyState title="No capabilities yet" text=text action=action/> }
            .into_any();
    }
    view! { <EmptyState title="No capabilities yet" text=text/> }.into_any()
}

fn of_kind(choices: &[StrategyChoice], kind: &str) -> Vec<Choice> {
    let chosen = choices.iter().filter(|choice| choice.kind == kind);
    chosen
        .map(|choice| Choice::new(choice.code.clone(), choice.title.clone()))
        .collect()
}

fn filter_bar(rq: &Rq, choices: &[StrategyChoice]) -> AnyView {
    let [q, area, programme, only] =
        ["q", "area", "programme", "only"].map(|name| rq.query(name).map(str::to_owned));
    let (areas, programmes) = (
        of_kind(choices, "functional_area"),
        of_kind(choices, "programme"),
    );
    let late = vec![Choice::new("late", "Expected after the need date")];
    let all: [Filter<'_>; 4] = [
        ("q", "Text", &[]),
        ("area", "Functional area", &areas),
        ("programme", "Programme", &programmes),
        ("only", "Only", &late),
    ];
    let applied = lists::applied(rq, &all);
    view! {
        <FilterBar action="/capabilities" label="Filter capabilities" clear="/capabilities" applied=applied keep=order(rq)>
            <TextFilter name="q" label="Name or reference" value=q/>
            <SelectFilter name="area" label="Functional area" options=areas value=area/>
            <SelectFilter name="programme" label="Programme" options=programmes value=programme/>
            <SelectFilter name="only" label="Only" options=late value=only/>
        </FilterBar>
    }
    .into_any()
}

fn table(rq: &Rq, found: Vec<ListRow>) -> AnyView {
    let count = format::counted(found.len(), "capability", "capabilities");
    let file = rq.file("/capabilities.csv");
    let rows = found.into_iter().map(row).collect_view();
    view! {
        <div>
            <Table caption="Capabilities" caption_hidden=true>
                <thead><tr>
                    <SortHead label="Capability" name="name" usual="name"/><Th label="Functional area"/><Th label="Owner"/>
                    <SortHead label="Needed from" name="need"/><SortHead label="IOC" name="ioc"/><SortHead label="FOC" name="foc"/>
                    <Th label="Contracts" num=true/><Th label="Lines of work"/>
                </tr></thead>
                <tbody>{rows}</tbody>
            </Table>
            <TableFooter count=count exports=vec![(file, "CSV").into()]/>
        </div>
    }
    .into_any()
}

fn row(row: ListRow) -> AnyView {
    let href = format!("/capabilities/{}", row.reference);
    let reserved = usize::try_from(row.open_reservations).unwrap_or_default();
    let reserved = (reserved > 0).then(|| {
        let label = format::counted(reserved, "reservation", "reservations");
        view! { " "<Tag tone=Tone::Attention label=label/> }
    });
    let open = match row.open_lines {
        0 => "none open".to_owned(),
        open => format!("{open} open"),
    };
    let programme = row
        .programme
        .map(|code| view! { <div class="meta">{code}</div> });
    view! {
        <tr>
            {head(view! { <a href=href>{row.name}</a>{origin(&row.origin)}<div class="meta ref">{row.reference}</div> })}
            {td("Functional area", view! { {row.area}{programme} })}
            {td("Owner", row.owner)}
            {td("Needed from", dated(row.need_date))}
            {lead("IOC", expected(row.ioc))}
            {lead("FOC", expected(row.foc))}
            {num("Contracts", row.contracts.to_string())}
            {td("Lines of work", view! { {open}{reserved} })}
        </tr>
    }
    .into_any()
}

fn expected(milestone: Option<ListedMilestone>) -> AnyView {
    let Some(one) = milestone else {
        return view! { <span class="meta">"not planned"</span> }.into_any();
    };
    let met = one.actual.is_some().then_some(" declared");
    let late = one
        .outlook
        .after_need_days
        .map(|days| format!("{} after the need date", format::days(days)));
    let set = one
        .set
        .map(|set| view! { <span class="meta">" judged "</span>{rag(set)} });
    view! {
        <div>{dated(one.outlook.day)}{met}</div>
        <div>{rag(one.computed)}{set}</div>
        {late.map(|late| view! { <div class="meta">{late}</div> })}
    }
    .into_any()
}
