//! The pipeline.

use super::words::{method, range};
use crate::page::page;
use crate::pages::lists::{self, Filter, SortHead, order};
use crate::pages::tone::tone;
use crate::request::Rq;
use crate::ui::{
    AppliedFilter, Choice, DateFilter, EmptyState, FilterBar, NumTd, PageTitle, Ref, RowHead,
    SelectFilter, Table, TableFooter, Tag, Td, TextFilter, Th, format,
};
use backend::needs::{ListInput, ListRow, Page, filters, list};
use backend::solicitations::StrategyChoice;
use domain::needs::expected;
use domain::policy::Subject;
use domain::policy::actions::{EditNeed, ReadPrivateNeeds};
use domain::states::NeedState;
use leptos::prelude::*;
use leptos_meta::Title;

/// The list of needs.
#[component]
pub fn Needs() -> impl IntoView {
    page(
        async |rq| {
            let input = ListInput::from_query(rq.queries());
            let found = list(rq.ctx(), rq.actor(), &input).await?;
            Ok((found, filters(rq.ctx(), rq.actor()).await?))
        },
        |rq, (found, choices)| draw(&rq, found, &choices),
    )
}

fn draw(rq: &Rq, found: Page, choices: &[StrategyChoice]) -> AnyView {
    let writes = rq.may::<EditNeed>(Subject::ANY);
    let bar = filter_bar(rq, choices);
    let body = if found.rows.is_empty() {
        empty(rq, writes)
    } else {
        table(rq, found)
    };
    view! {
        <Title text="Needs"/>
        <PageTitle title="Needs" meta="What is going to be bought: expected times and values, open to change until a solicitation is published. Nothing here binds anybody.">
            {writes.then(|| view! { <a class="button primary" href="/needs/new">"Name a need"</a> })}
        </PageTitle>
        {bar}
        {body}
    }
    .into_any()
}

fn empty(rq: &Rq, writes: bool) -> AnyView {
    if !rq.queries().is_empty() {
        let action = ("/needs".to_owned(), "Show all".to_owned());
        return view! { <EmptyState title="Nothing matches" text="No need fits these filters." action=action/> }.into_any();
    }
    if writes {
        let action = ("/needs/new".to_owned(), "Name a need".to_owned());
        return view! { <EmptyState title="No needs yet" text="Name the first one: a title is enough, and everything else can follow." action=action/> }
            .into_any();
    }
    view! { <EmptyState title="No needs yet" text="Coming purchases will be listed here once they are planned and public."/> }.into_any()
}

fn of_kind(choices: &[StrategyChoice], kind: &str) -> Vec<Choice> {
    let chosen = choices.iter().filter(|choice| choice.kind == kind);
    chosen
        .map(|choice| Choice::new(choice.code.clone(), choice.title.clone()))
        .collect()
}

fn states() -> Vec<Choice> {
    let states = NeedState::ALL.iter();
    states
        .map(|state| Choice::new(state.as_str(), state.label()))
        .collect()
}

fn filter_bar(rq: &Rq, choices: &[StrategyChoice]) -> AnyView {
    let now = |name| rq.query(name).map(str::to_owned);
    let (areas, programmes) = (
        of_kind(choices, "functional_area"),
        of_kind(choices, "programme"),
    );
    let applied = applied(rq, &areas, &programmes);
    let [q, status, area, programme, from, to] =
        ["q", "status", "area", "programme", "from", "to"].map(now);
    view! {
        <FilterBar action="/needs" label="Filter needs" clear="/needs" applied=applied keep=order(rq)>
            <TextFilter name="q" label="Title or reference" value=q/>
            <SelectFilter name="status" label="Status" options=states() value=status/>
            <SelectFilter name="area" label="Functional area" options=areas value=area/>
            <SelectFilter name="programme" label="Programme" options=programmes value=programme/>
            <DateFilter name="from" label="Expected from" value=from/>
            <DateFilter name="to" label="Expected to" value=to/>
        </FilterBar>
    }
    .into_any()
}

fn applied(rq: &Rq, areas: &[Choice], programmes: &[Choice]) -> Vec<AppliedFilter> {
    let states = states();
    let filters: [Filter<'_>; 6] = [
        ("q", "Text", &[]),
        ("status", "Status", &states),
        ("area", "Functional area", areas),
        ("programme", "Programme", programmes),
        ("from", "Expected from", &[]),
        ("to", "Expected to", &[]),
    ];
    lists::applied(rq, &filters)
}

fn table(rq: &Rq, found: Page) -> AnyView {
    let shown = found.rows.len();
    let count = format::shown(shown, found.count, backend::MOST_COUNTED);
    let next = found.next.map(|key| rq.with_query("after", Some(&key)));
    let file = rq.file("/needs.csv");
    let buys = rq.may::<ReadPrivateNeeds>(Subject::ANY);
    let rows = found
        .rows
        .into_iter()
        .map(|row| draw_row(row, buys))
        .collect_view();
    view! {
        <div>
            <Table caption="Needs" caption_hidden=true>
                <thead><tr>
                    <SortHead label="Reference" name="created"/><SortHead label="Title" name="title"/>
                    <Th label="Area"/><Th label="Programme"/><Th label="Method"/><Th label="Status"/>
                    <SortHead label="Expected" name="expected" usual="expected"/><SortHead label="Estimate" name="estimate" num=true/>
                </tr></thead>
                <tbody>{rows}</tbody>
            </Table>
            <TableFooter count=count next=next exports=vec![(file, "CSV").into()]/>
        </div>
    }
    .into_any()
}

fn draw_row(row: ListRow, buys: bool) -> AnyView {
    let state = row
        .state()
        .map(|state| view! { <Tag tone=tone(state.tone()) label=state.label()/> });
    let marks = [
        (row.origin == "demonstration").then_some("demonstration"),
        (buys && row.public).then_some("public"),
        (row.open_requests > 0).then_some("market asked"),
    ];
    let marks = marks
        .into_iter()
        .flatten()
        .map(|label| view! { " "<Tag label=label/> })
        .collect_view();
    let solicitation = row.solicitation.map(|reference| {
        let href = format!("/solicitations/{reference}");
        view! { <p class="meta"><a href=href>{reference}</a></p> }
    });
    let estimate = range(row.low_minor, row.high_minor, &row.currency);
    let href = format!("/needs/{}", row.reference);
    view! {
        <tr>
            <RowHead><Ref href=href reference=row.reference/>{marks}</RowHead>
            <Td label="Title" lead=true>{row.title}</Td>
            <Td label="Area">{row.area}</Td>
            <Td label="Programme">{row.programme_code}</Td>
            <Td label="Method">{method(row.method.as_deref())}</Td>
            <Td label="Status" lead=true>{state}{solicitation}</Td>
            <Td label="Expected">{expected(row.expected_from, row.expected_to)}</Td>
            <NumTd label="Estimate">{estimate}</NumTd>
        </tr>
    }
    .into_any()
}
