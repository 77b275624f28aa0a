//! Exchange rates: the list, and recording one.

use super::parts::day;
use crate::page::page;
use crate::pages::lists::{SortHead, applied, order};
use crate::post::{Go, Post};
use crate::request::Rq;
use crate::ui::{
    Choice, DateFields, EmptyState, FilterBar, Form, Help, NumTd, NumberInput, PageTitle, Panel,
    RowHead, Select, SelectFilter, Submit, Table, TableFooter, Td, TextInput, Th, format,
};
use backend::rates::{self, RatePage, RateQuery, RateRow};
use backend::{Error, FieldErrors};
use domain::money::{Currency, parse_decimal};
use domain::policy::Subject;
use domain::policy::actions::RecordRate;
use leptos::prelude::*;
use leptos_meta::Title;

/// The recorded rates.
#[component]
pub fn Rates() -> impl IntoView {
    page(
        async |rq| rates::list(rq.ctx(), rq.actor(), &query(&rq)).await,
        |rq, found| draw(&rq, found),
    )
}

/// The filter and the order in the address.
#[must_use]
pub fn query(rq: &Rq) -> RateQuery {
    let text = |name: &str| rq.query(name).map(str::to_owned);
    RateQuery {
        currency: text("currency"),
        sort: text("sort"),
        after: text("after"),
    }
}

fn draw(rq: &Rq, found: RatePage) -> AnyView {
    let (count, records) = (found.rows.len(), rq.may::<RecordRate>(Subject::ANY));
    let next = found
        .next
        .as_deref()
        .map(|key| rq.with_query("after", Some(key)));
    let filters = filters(rq, &found.currencies).into_any();
    let exports = vec![(rq.file("/rates.csv"), "CSV").into()];
    let rows = found.rows.into_iter().map(row).collect_view();
    view! {
        <Title text="Exchange rates"/>
        <PageTitle title="Exchange rates" meta="Units of a currency for one euro. Every figure in EUR names the rate, its day and its source."/>
        <Help title="Which rate is used for a price?" source="NCIA General Bidding Instructions, 4.8(d)">
            <p>"Prices are converted with the rate of the last working day before the closing. On other days the newest rate on or before the day holds."</p>
        </Help>
        {records.then(|| form(rq, &found.currencies))}
        {filters}
        {(count == 0).then(|| view! { <EmptyState title="No rates here" text="Until an officer records a rate, amounts in other currencies stay out of every sum in EUR."/> })}
        <Table caption="Recorded rates">
            <thead><tr>
                <SortHead label="Day" name="day"/><SortHead label="Currency" name="currency"/>
                <Th label="Units for EUR 1" num=true/><Th label="Source"/><Th label="Recorded"/>
            </tr></thead>
            <tbody>{rows}</tbody>
        </Table>
        <TableFooter count=format!("{count} rates on this page") next=next exports=exports/>
    }
    .into_any()
}

fn row(row: RateRow) -> impl IntoView {
    view! {
        <tr>
            <RowHead>{format::date(row.on_day)}</RowHead>
            <Td label="Currency" lead=true>{row.currency}</Td>
            <NumTd label="Units for EUR 1" lead=true>{row.units_per_eur.0.to_string()}</NumTd>
            <Td label="Source">{row.source}</Td>
            <Td label="Recorded">{format::date_time(row.recorded_at)}</Td>
        </tr>
    }
}

fn filters(rq: &Rq, currencies: &[String]) -> impl IntoView + use<> {
    let chosen = rq.query("currency").map(str::to_owned);
    let applied = applied(rq, &[("currency", "Currency", &[])]);
    let options = choices(currencies);
    view! {
        <FilterBar action="/rates" label="Filter rates" clear="/rates" applied=applied keep=order(rq)>
            <SelectFilter name="currency" label="Currency" options=options value=chosen/>
        </FilterBar>
    }
}

fn choices(currencies: &[String]) -> Vec<Choice> {
    currencies
        .iter()
        .map(|code| Choice::new(code.clone(), code.clone()))
        .collect()
}

fn form(rq: &Rq, currencies: &[String]) -> impl IntoView + use<> {
    let (key, options, today) = (rq.key(), choices(currencies), rq.at().date_naive());
    view! {
        <Panel title="Record a rate" meta="A rate for a day that has one already is corrected; the log keeps both.">
            <Form act="record" key=key label="Record a rate">
                <Select name="currency" label="Currency" options=options prompt="Choose a currency"/>
                <DateFields name="on_day" legend="Day" hint="The day for which the rate was published." value=today/>
                <NumberInput name="units_per_eur" label="Units for one euro" hint="For example 11.2935 for NOK."/>
                <TextInput name="source" label="Source" hint="Who published it: for example ECB euro foreign exchange reference rates."/>
                <Submit label="Record rate"/>
            </Form>
        </Panel>
    }
}

/// Records a rate.
pub async fn post(post: Post) -> Result<Go, Error> {
    if post.act() != "record" {
        return Err(Error::NotFound);
    }
    let mut errors = FieldErrors::default();
    let currency = errors.take("currency", post.value("currency").parse::<Currency>());
    let day = day(&post, &mut errors, "on_day");
    if day.is_none() && errors.is_empty() {
        errors.add("on_day", "write the day for which the rate was published");
    }
    let units = parse_decimal(post.value("units_per_eur"));
    if units.is_none() {
        errors.add(
            "units_per_eur",
            "write how many units one euro buys, such as 11.2935",
        );
    }
    errors.finish()?;
    let (Some(currency), Some(day), Some(units)) = (currency, day, units) else {
        return Err(Error::NotFound);
    };
    rates::record(
        post.rq.ctx(),
        &post.call,
        currency,
        day,
        units,
        post.value("source"),
    )
    .await?;
    Ok(Go::to(format!("/rates?currency={currency}")))
}
