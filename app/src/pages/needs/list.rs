//! The pipeline.

use super::words::{method, range};
use crate::page::page;
use crate::pages::tone::tone;
use crate::request::Rq;
use crate::ui::{
    AppliedFilter, Choice, DateFilter, Direction, EmptyState, FilterBar, NumTd, PageTitle, Ref,
    RowHead, SelectFilter, SortTh, Table, TableFooter, Tag, Td, TextFilter, Th, format,
};
use backend::needs::{ListInput, ListRow, Page, SortBy, filters, list};
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
            Ok((input, found, filters(rq.ctx(), rq.actor()).await?))
        },
        |rq, (input, found, choices)| draw(&rq, &input, found, &choices),
    )
}

fn draw(rq: &Rq, input: &ListInput, found: Page, choices: &[StrategyChoice]) -> AnyView {
    let writes = rq.may::<EditNeed>(Subject::ANY);
    let bar = filter_bar(rq, choices);
    let body = if found.rows.is_empty() {
        empty(rq, writes)
    } else {
        table(rq, input, found)
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
    let keep = now("sort").map(|sort| ("sort".to_owned(), sort));
    let (areas, programmes) = (
        of_kind(choices, "functional_area"),
        of_kind(choices, "programme"),
    );
    let applied = applied(rq, &areas, &programmes);
    let [q, status, area, programme, from, to] =
        ["q", "status", "area", "programme", "from", "to"].map(now);
    view! {
        <FilterBar action="/needs" label="Filter needs" clear="/needs" applied=applied keep=keep.into_iter().collect()>
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
    let names: [(&str, &str, &[Choice]); 6] = [
        ("q", "Text", &[]),
        ("status", "Status", &states),
        ("area", "Functional area", areas),
        ("programme", "Programme", programmes),
        ("from", "Expected from", &[]),
        ("to", "Expected to", &[]),
    ];
    let filter = |(name, label, choices): (&str, &str, &[Choice])| {
        let value = rq.query(name)?;
        let chosen = choices.iter().find(|choice| choice.value == value);
        let words = chosen.map_or(value, |choice| choice.label.as_str());
        Some((format!("{label}: {words}"), rq.with_query(name, None)).into())
    };
    names.into_iter().filter_map(filter).collect()
}

fn sort_th(rq: &Rq, input: &ListInput, by: SortBy, label: &'static str, name: &str) -> AnyView {
    let sorted = (input.sort == by).then_some(if input.descending {
        Direction::Descending
    } else {
        Direction::Ascending
    });
    let next = match sorted {
        Some(Direction::Ascending) => format!("-{name}"),
        _ => name.to_owned(),
    };
    let href = rq.with_query("sort", Some(&next));
    let num = by == SortBy::Estimate;
    view! { <SortTh label=label href=href sorted=sorted num=num/> }.into_any()
}

fn table(rq: &Rq, input: &ListInput, found: Page) -> AnyView {
    let shown = found.rows.len();
    let count = format!("{shown} of {}", format::thousands(found.count));
    let next = found.next.map(|key| rq.with_query("after", Some(&key)));
    let file = rq.file("/needs.csv");
    let buys = rq.may::<ReadPrivateNeeds>(Subject::ANY);
    let [reference, title, expected, estimate] = [
        (SortBy::Created, "Reference", "created"),
        (SortBy::Title, "Title", "title"),
        (SortBy::Expected, "Expected", "expected"),
        (SortBy::Estimate, "Estimate", "estimate"),
    ]
    .map(|(by, label, name)| sort_th(rq, input, by, label, name));
    let rows = found
        .rows
        .into_iter()
        .map(|row| draw_row(row, buys))
        .collect_view();
    view! {
        <div>
            <Table caption="Needs" caption_hidden=true>
                <thead><tr>
                    {reference}
                    {title}
                    <Th label="Area"/><Th label="Programme"/><Th label="Method"/><Th label="Status"/>
                    {expected}
                    {estimate}
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
