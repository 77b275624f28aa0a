//! The list of solicitations.

use super::words::{fit_link, method, origin, state};
use crate::page::page;
use crate::pages::clocks::deadline;
use crate::pages::lists::{self, Filter, SortHead, order};
use crate::request::Rq;
use crate::ui::{
    AppliedFilter, Choice, Countdown, DateFilter, EmptyState, FilterBar, NumTd, PageTitle, Ref,
    RowHead, SelectFilter, Table, TableFooter, Tag, Td, TextFilter, Th, format,
};
use backend::solicitations::{ListInput, ListRow, Page, Stage, StrategyChoice, filters, list};
use chrono::{DateTime, Utc};
use domain::methods::Method;
use domain::policy::Subject;
use domain::policy::actions::EditSolicitation;
use leptos::prelude::*;
use leptos_meta::Title;

/// The list of solicitations.
#[component]
pub fn Solicitations() -> impl IntoView {
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
    let writes = rq.may::<EditSolicitation>(Subject::ANY);
    let bar = filter_bar(rq, choices);
    let body = if found.rows.is_empty() {
        empty(rq, writes)
    } else {
        table(rq, found)
    };
    view! {
        <Title text="Solicitations"/>
        <PageTitle title="Solicitations" meta="What is asked of the market, from the draft to the contract. The number of offers is shown after opening.">
            {writes.then(|| view! { <a class="button" href="/solicitations/begin">"Begin by questions"</a> })}
            {writes.then(|| view! { <a class="button primary" href="/solicitations/new">"Write a solicitation"</a> })}
        </PageTitle>
        {bar}
        {body}
        {super::searches::save_form(rq)}
    }
    .into_any()
}

fn empty(rq: &Rq, writes: bool) -> AnyView {
    if rq.queries().is_empty() {
        let action = writes.then(|| {
            (
                "/solicitations/new".to_owned(),
                "Write a solicitation".to_owned(),
            )
        });
        let text = if writes {
            "Write the first one: need, scheme and timetable are checked against the rules before it is published."
        } else {
            "Published solicitations will be listed here."
        };
        return match action {
            Some(action) => {
                view! { <EmptyState title="No solicitations yet" text=text action=action/> }
                    .into_any()
            }
            None => view! { <EmptyState title="No solicitations yet" text=text/> }.into_any(),
        };
    }
    let action = ("/solicitations".to_owned(), "Show all".to_owned());
    view! { <EmptyState title="Nothing matches" text="No solicitation fits these filters. Remove one, or look for fewer words." action=action/> }
        .into_any()
}

fn of_kind(choices: &[StrategyChoice], kind: &str) -> Vec<Choice> {
    let chosen = choices.iter().filter(|choice| choice.kind == kind);
    chosen
        .map(|choice| Choice::new(choice.code.clone(), choice.title.clone()))
        .collect()
}

/// Objectives and lines of the Strategy, each with its code.
fn of_strategy(choices: &[StrategyChoice]) -> Vec<Choice> {
    let mut chosen: Vec<Choice> = choices
        .iter()
        .filter(|choice| matches!(choice.kind.as_str(), "objective" | "line"))
        .map(|choice| {
            Choice::new(
                choice.code.clone(),
                format!("{} {}", choice.code, choice.title),
            )
        })
        .collect();
    chosen.sort_by(|first, second| first.value.cmp(&second.value));
    chosen
}

fn stages() -> Vec<Choice> {
    let stages = Stage::ALL.into_iter();
    stages
        .map(|stage| Choice::new(stage.as_str(), stage.label()))
        .collect()
}

fn methods() -> Vec<Choice> {
    let methods = Method::ALL.iter();
    methods
        .map(|method| Choice::new(method.as_str(), method.code()))
        .collect()
}

fn origins() -> Vec<Choice> {
    vec![
        ("perigee", "Written here").into(),
        ("demonstration", "Demonstration").into(),
        ("imported", "Imported").into(),
    ]
}

fn filter_bar(rq: &Rq, choices: &[StrategyChoice]) -> AnyView {
    let (areas, programmes) = (
        of_kind(choices, "functional_area"),
        of_kind(choices, "programme"),
    );
    let strategy = of_strategy(choices);
    let now = |name| rq.query(name).map(str::to_owned);
    let mine = rq
        .query("mine")
        .is_some()
        .then(|| ("mine".to_owned(), "yes".to_owned()));
    let keep: Vec<_> = order(rq).into_iter().chain(mine).collect();
    let own = rq.may::<EditSolicitation>(Subject::ANY) && rq.query("mine").is_none();
    let own = own.then(|| rq.with_query("mine", Some("yes")));
    let nations = of_kind(choices, "nation");
    let may_bid = own_nation(rq, choices).filter(|_| rq.query("bidders").is_none());
    let may_bid = may_bid.map(|code| rq.with_query("bidders", Some(&code)));
    let applied = applied(rq, &[&areas, &programmes, &strategy, &nations]);
    let [
        q,
        stage,
        area,
        programme,
        code,
        method,
        origin,
        bidders,
        from,
        to,
    ] = [
        "q",
        "stage",
        "area",
        "programme",
        "strategy",
        "method",
        "origin",
        "bidders",
        "from",
        "to",
    ]
    .map(now);
    view! {
        <FilterBar action="/solicitations" label="Filter solicitations" clear="/solicitations" applied=applied keep=keep>
            <TextFilter name="q" label="Title or reference" value=q/>
            <SelectFilter name="stage" label="Stage" options=stages() value=stage/>
            <SelectFilter name="area" label="Functional area" options=areas value=area/>
            <SelectFilter name="programme" label="Programme" options=programmes value=programme/>
            <SelectFilter name="strategy" label="Serves" options=strategy value=code/>
            <SelectFilter name="method" label="Method" options=methods() value=method/>
            <SelectFilter name="origin" label="Origin" options=origins() value=origin/>
            <SelectFilter name="bidders" label="May bid" options=nations value=bidders/>
            <DateFilter name="from" label="Closes from" value=from/>
            <DateFilter name="to" label="Closes to" value=to/>
        </FilterBar>
        {own.map(|href| view! { <p class="meta"><a href=href>"Only those that I wrote"</a></p> })}
        {may_bid.map(|href| view! { <p class="meta"><a href=href>"Only those on which my nation may bid"</a></p> })}
    }
    .into_any()
}

/// The nation for which the person acts, or from which the person's organisation comes.
fn own_nation(rq: &Rq, choices: &[StrategyChoice]) -> Option<String> {
    let own = choices.iter().find(|choice| choice.kind == "own_nation");
    let nation = rq.actor().nation().map(|nation| nation.to_string());
    nation.or(own.map(|choice| choice.code.clone()))
}

fn applied(rq: &Rq, [areas, programmes, strategy, nations]: &[&[Choice]; 4]) -> Vec<AppliedFilter> {
    let (stages, methods, origins) = (stages(), methods(), origins());
    let filters: [Filter<'_>; 11] = [
        ("q", "Text", &[]),
        ("stage", "Stage", &stages),
        ("area", "Functional area", areas),
        ("programme", "Programme", programmes),
        ("strategy", "Serves", strategy),
        ("method", "Method", &methods),
        ("origin", "Origin", &origins),
        ("bidders", "May bid", nations),
        ("from", "Closes from", &[]),
        ("to", "Closes to", &[]),
        ("mine", "Written by me", &[]),
    ];
    lists::applied(rq, &filters)
}

fn table(rq: &Rq, found: Page) -> AnyView {
    let shown = found.rows.len();
    let count = format::shown(shown, found.count, backend::MOST_COUNTED);
    let next = found.next.map(|key| rq.with_query("after", Some(&key)));
    let file = rq.file("/solicitations.csv");
    let now = rq.at();
    let usual = if rq.query("stage") == Some(Stage::Open.as_str()) {
        "closes"
    } else {
        "-closes"
    };
    let rows = found
        .rows
        .into_iter()
        .map(|row| draw_row(row, now))
        .collect_view();
    view! {
        <div>
            <Table caption="Solicitations" caption_hidden=true>
                <thead><tr>
                    <SortHead label="Reference" name="created"/><SortHead label="Title" name="title"/>
                    <Th label="Area"/><Th label="Method"/><Th label="Stage"/>
                    <SortHead label="Closes" name="closes" usual=usual/>
                    <SortHead label="Estimate" name="estimate" num=true/>
                    <Th label="Offers" num=true/>
                </tr></thead>
                <tbody>{rows}</tbody>
            </Table>
            <TableFooter count=count next=next exports=vec![(file, "CSV").into()]/>
        </div>
    }
    .into_any()
}

fn draw_row(row: ListRow, now: DateTime<Utc>) -> AnyView {
    let imported = row.origin == "imported";
    let stage = row.state_at(now).map(|at| {
        let (tone, label) = state(at, imported);
        view! { <Tag tone=tone label=label/> }
    });
    let closes = row.closes_at.map(|at| {
        let shown = deadline(at, &row.zone);
        view! { <Countdown at=at now=now shown=shown/> }
    });
    let fit = row.fit.map(|fit| {
        let link = fit_link(&row.reference, fit);
        view! { <p class="meta">"Your profile meets "{link}</p> }
    });
    let estimate = row.estimate_minor.zip(row.estimate_currency);
    let estimate = estimate.map(|(minor, currency)| format::money(minor, &currency));
    view! {
        <tr>
            <RowHead><Ref href=format!("/solicitations/{}", row.reference) reference=row.reference/>" "{origin(&row.origin)}</RowHead>
            <Td label="Title" lead=true>{row.title}{fit}</Td>
            <Td label="Area">{row.area}</Td>
            <Td label="Method">{method(&row.method)}</Td>
            <Td label="Stage" lead=true>{stage}</Td>
            <Td label="Closes">{closes}</Td>
            <NumTd label="Estimate">{estimate}</NumTd>
            <NumTd label="Offers">{row.offers}</NumTd>
        </tr>
    }
    .into_any()
}
