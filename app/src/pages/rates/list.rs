//! The list of recorded rates, with what waits for a second person.

use super::{decide, propose};
use crate::page::page;
use crate::pages::lists::{Filter, SortHead, applied, order};
use crate::pages::tone::tone;
use crate::post::{Go, Post};
use crate::request::Rq;
use crate::ui::{
    Choice, DateFilter, Day, EmptyState, FilterBar, Help, NumTd, PageTitle, RowHead, SelectFilter,
    Table, TableFooter, Tag, Td, Th, When, format,
};
use backend::Error;
use backend::rates::{self, RateLine, RatePage, RateQuery};
use domain::policy::Subject;
use domain::policy::actions::{ImportRates, ProposeRate};
use domain::states::RateState;
use leptos::prelude::*;
use leptos_meta::Title;

/// The recorded rates.
#[component]
pub fn Rates() -> impl IntoView {
    page(
        async |rq| {
            let query = RateQuery::from_query(rq.queries());
            rates::list(rq.ctx(), rq.actor(), &query).await
        },
        |rq, found| draw(&rq, found),
    )
}

fn draw(rq: &Rq, found: RatePage) -> AnyView {
    let proposes = rq.may::<ProposeRate>(Subject::ANY);
    let import = rq
        .may::<ImportRates>(Subject::ANY)
        .then(|| view! { <a class="button" href="/rates/import">"Import a file"</a> });
    let waiting = decide::panel(rq, &found.proposed);
    let form = proposes.then(|| propose::form(rq, &found.currencies));
    let filters = filters(rq, &found.currencies);
    let body = if found.rows.is_empty() {
        empty(rq)
    } else {
        table(rq, found)
    };
    view! {
        <Title text="Exchange rates"/>
        <PageTitle title="Exchange rates" meta="Units of a currency for one euro. Every figure in EUR names the rate, its day and its source.">{import}</PageTitle>
        <Help title="Which rate is used for a price?" source="NCIA General Bidding Instructions, 4.8(d)">
            <p>"Prices are converted with the rate of the last working day before the closing. On other days the newest rate in force on or before the day holds."</p>
            <p>"A recorded figure is never changed: a correction is a rate of its own, with its reason, and takes the other’s place when a second officer approves it. Stored results keep the rates they used."</p>
        </Help>
        {waiting}
        {filters}
        {body}
        {form}
    }
    .into_any()
}

fn empty(rq: &Rq) -> AnyView {
    if rq.queries().is_empty() {
        return view! {
            <EmptyState title="No rates here"
                text="Until rates are imported, or typed by one officer and approved by another, amounts in other currencies stay out of every sum in EUR."/>
        }
        .into_any();
    }
    let action = ("/rates".to_owned(), "Show all".to_owned());
    view! { <EmptyState title="Nothing matches" text="No rate fits these filters." action=action/> }
        .into_any()
}

fn table(rq: &Rq, found: RatePage) -> AnyView {
    let count = format::shown(found.rows.len(), found.count, backend::MOST_COUNTED);
    let next = found.next.map(|key| rq.with_query("after", Some(&key)));
    let exports = vec![(rq.file("/rates.csv"), "CSV").into()];
    let rows = found.rows.into_iter().map(row).collect_view();
    view! {
        <div>
            <Table caption="Recorded rates">
                <thead><tr>
                    <SortHead label="Day" name="day" usual="-day"/><SortHead label="Currency" name="currency" usual="-day"/>
                    <Th label="Units for EUR 1" num=true/><Th label="State"/><Th label="Source"/><Th label="Recorded"/><Th label="Second person"/>
                </tr></thead>
                <tbody>{rows}</tbody>
            </Table>
            <TableFooter count=count next=next exports=exports/>
        </div>
    }
    .into_any()
}

fn row(row: RateLine) -> AnyView {
    let (on_day, at, second) = (row.on_day, row.recorded_at, second_person(&row));
    let state = row
        .state()
        .map(|state| view! { <Tag tone=tone(state.tone()) label=state.label()/> });
    let reason = row
        .reason
        .map(|reason| view! { <p class="meta">{format!("Corrects: {reason}")}</p> });
    let units = row.units_per_eur.0.to_string();
    view! {
        <tr>
            <RowHead><Day day=on_day/></RowHead>
            <Td label="Currency" lead=true>{row.currency}</Td>
            <NumTd label="Units for EUR 1" lead=true>{units}</NumTd>
            <Td label="State" lead=true>{state}</Td>
            <Td label="Source">{row.source}{reason}</Td>
            <Td label="Recorded"><When at=at/><p class="meta">{row.recorder}</p></Td>
            <Td label="Second person">{second}</Td>
        </tr>
    }
    .into_any()
}

/// Who approved or refused a rate, or why nobody had to.
fn second_person(row: &RateLine) -> AnyView {
    if let (Some(who), Some(at)) = (row.decider.clone(), row.decided_at) {
        let note = row
            .note
            .clone()
            .map(|note| view! { <p class="meta">{note}</p> });
        return view! { {who}<p class="meta"><When at=at/></p>{note} }.into_any();
    }
    let words = match (&row.file_name, row.state()) {
        (Some(file), _) => format!("Not needed: from the publisher’s file {file}"),
        (None, Some(RateState::Proposed)) => "Nobody yet".to_owned(),
        (None, _) => "None: recorded before one was asked for".to_owned(),
    };
    view! { <span class="meta">{words}</span> }.into_any()
}

fn filters(rq: &Rq, currencies: &[String]) -> AnyView {
    let now = |name| rq.query(name).map(str::to_owned);
    let [currency, status, from, to] = ["currency", "status", "from", "to"].map(now);
    let states = RateState::ALL.iter();
    let states: Vec<Choice> = states
        .map(|state| Choice::new(state.as_str(), state.label()))
        .collect();
    let named: [Filter<'_>; 4] = [
        ("currency", "Currency", &[]),
        ("status", "State", &states),
        ("from", "From", &[]),
        ("to", "To", &[]),
    ];
    let applied = applied(rq, &named);
    let currencies = propose::choices(currencies);
    view! {
        <FilterBar action="/rates" label="Filter rates" clear="/rates" applied=applied keep=order(rq)>
            <SelectFilter name="currency" label="Currency" options=currencies value=currency/>
            <SelectFilter name="status" label="State" options=states value=status/>
            <DateFilter name="from" label="From day" value=from/>
            <DateFilter name="to" label="To day" value=to/>
        </FilterBar>
    }
    .into_any()
}

/// Proposes a rate, or decides on one.
pub async fn post(post: Post) -> Result<Go, Error> {
    match post.act() {
        "propose" => propose::post(&post).await?,
        _ => decide::post(&post).await?,
    }
    Ok(Go::to("/rates#proposed"))
}
