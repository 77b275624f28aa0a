//! The prices made comparable: in one currency, with or without options, by day of rates, by period, by what they buy.

use super::matrix::amount;
use super::why::{linked, number_link};
use super::{lots, origin_tag, tabs, tone};
use crate::page::page;
use crate::request::Rq;
use crate::ui::{
    EmptyState, Help, Notice, NumTd, PageTitle, Panel, RowHead, Table, TableFooter, Td, Th, Tone,
    format,
};
use backend::evaluation::{self, Figure, PeriodRow, PriceFilter, PricePage, PricedOffer, RateDay};
use domain::money::Currency;
use leptos::prelude::*;
use leptos_meta::Title;
use rust_decimal::Decimal;

/// The prices of a solicitation's offers.
#[component]
pub fn Prices() -> impl IntoView {
    page(
        async |rq| {
            let filter = filter(&rq);
            evaluation::prices(rq.ctx(), rq.actor(), lots::named(&rq), &filter).await
        },
        |rq, found| draw(&rq, &found),
    )
}

/// What the address asks for.
#[must_use]
pub fn filter(rq: &Rq) -> PriceFilter {
    PriceFilter {
        currency: rq.query("currency").and_then(|code| code.parse().ok()),
        without_options: rq.query("options") == Some("out"),
    }
}

fn draw(rq: &Rq, found: &PricePage) -> AnyView {
    let process = &found.sheet.process;
    let (reference, status) = (process.reference.clone(), process.status);
    let origin = origin_tag(&process.origin);
    let head = view! {
        <Title text=format!("Prices of {reference}")/>
        <PageTitle title="Prices" reference=reference.clone() state=status.label() tone=tone(status.tone()) meta=process.title.clone()>
            {origin}</PageTitle>
        {tabs(rq, &reference)}
        {lots::choose(rq, process)}
    };
    if found.offers.is_empty() {
        return view! {
            {head}
            <EmptyState title="No price is open" text="Prices appear here when the offers, and by a two-stage method their prices, have been opened."/>
        }
        .into_any();
    }
    view! {
        {head}
        {choose(rq, found)}
        {totals(rq, found)}
        {days(found)}
        {periods(found)}
        {delivered(found)}
    }
    .into_any()
}

fn choose(rq: &Rq, found: &PricePage) -> AnyView {
    let options = found.currencies.iter().map(|currency| {
        let chosen = *currency == found.currency;
        view! { <option value=currency.to_string() selected=chosen>{currency.to_string()}</option> }
    });
    let options = options.collect_view();
    let out = filter(rq).without_options;
    view! {
        <form method="get" class="bar" aria-label="How prices are shown">
            {lots::kept(&found.sheet.process)}
            <span class="pair"><label for="currency">"In"</label>
                <select id="currency" name="currency">{options}</select></span>
            <span class="choice"><input type="radio" id="options-in" name="options" value="in" checked=!out/>
                <label for="options-in">"Options in"</label></span>
            <span class="choice"><input type="radio" id="options-out" name="options" value="out" checked=out/>
                <label for="options-out">"Options out"</label></span>
            <button class="button" type="submit">"Show"</button>
        </form>
        {out.then(|| view! { <Notice tone=Tone::Attention title="Options are left out">"Analysis: the published total counts them in (GBI 3.7, 4.8)."</Notice> })}
    }
    .into_any()
}

/// An unrounded amount in the page's currency, with its code.
fn cell(value: Option<Decimal>, currency: Currency) -> String {
    value.map_or("not offered".to_owned(), |value| amount(value, currency))
}

fn totals(rq: &Rq, found: &PricePage) -> AnyView {
    // What a stored result computed is explained there: the published total, in euro.
    let run = found.sheet.runs.first();
    let run = run.filter(|_| found.currency == Currency::EUR && !filter(rq).without_options);
    let why = |line: &PricedOffer| {
        let offer = &line.offer.reference;
        let figures = line.offer.enters_result() && line.compared.is_some();
        let run = run.filter(|_| figures)?.number;
        Some(number_link(run, offer, &Figure::PriceEur))
    };
    let rows = found.offers.iter();
    let rows = rows.map(|line| total(line, found.currency, why(line)));
    let rows = rows.collect_view();
    let meta = match &found.rate {
        Some(rate) => format!(
            "EUR 1 = {} {}, {} ({})",
            rate.units_per_eur.normalize(),
            rate.currency,
            format::date(rate.on_day),
            rate.source
        ),
        None => "The lowest comparable price first.".to_owned(),
    };
    let currency = found.currency;
    let count = format::counted(found.offers.len(), "offer", "offers");
    let csv = rq.file(&format!(
        "/solicitations/{}/prices.csv",
        found.sheet.process.reference
    ));
    view! {
        <Panel title="Side by side" meta=meta>
            <Help title="Which rate is used, and when is a price comparable?" source="NCIA General Bidding Instructions, 3.7 and 4.8">
                <p>"Each price is converted from its own currency with the newest rate on or before the last day before closing. The amounts are compared unrounded and shown to the minor unit."</p>
                <p>"A price in which a line is not offered has no place: what is missing is never taken as 0."</p>
            </Help>
            <Table caption="Prices side by side" caption_hidden=true>
                <thead><tr>
                    <Th label="Offer"/><Th label="Place" num=true/><Th label="Compared" unit=currency.to_string() num=true/><Th label="Above the least" num=true/>
                    <Th label="As submitted" num=true/><Th label="Base" num=true/><Th label="Options" num=true/><Th label="Rate"/>
                </tr></thead>
                <tbody>{rows}</tbody>
            </Table>
            <TableFooter count=count exports=vec![(csv, "CSV").into()]/>
        </Panel>
    }
    .into_any()
}

fn total(line: &PricedOffer, currency: Currency, why: Option<String>) -> AnyView {
    let offer = &line.offer;
    let submitted = |money: domain::money::Money| format::money(money.minor, money.currency.code());
    let totals = line.totals.as_ref();
    let place = match line.place {
        Some(place) => place.to_string(),
        None => "none".to_owned(),
    };
    let lacks = match offer.content.price.not_offered.len() {
        _ if !offer.takes_part() => Some(offer.status.label().to_owned()),
        0 => None,
        _ => Some(format!(
            "{} not offered",
            offer.content.price.not_offered.join(", ")
        )),
    };
    let rate = offer.rate.as_ref().filter(|_| {
        offer
            .price
            .is_some_and(|price| price.currency != Currency::EUR)
    });
    let rate = rate.map_or(String::new(), |rate| {
        format!(
            "{} on {}",
            rate.units_per_eur.normalize(),
            format::date(rate.day)
        )
    });
    let above = line.above_least.map(|percent| {
        if percent.is_zero() {
            "least".to_owned()
        } else {
            format::percent_signed(percent, 1)
        }
    });
    let compared = line
        .compared
        .map_or("no price".to_owned(), |value| amount(value, currency));
    let base = totals.map(|totals| submitted(totals.base));
    let options = totals.map(|totals| submitted(totals.options));
    let price = offer.price.map(submitted);
    let (provider, reference) = (offer.provider_name.clone(), offer.reference.clone());
    view! {
        <tr>
            <RowHead>{provider}" "<span class="ref meta">{reference}</span></RowHead>
            <NumTd label="Place" lead=true>{place}{lacks.map(|words| view! { <span class="meta">{words}</span> })}</NumTd>
            <NumTd label="Compared" lead=true>{linked(why, compared.into_any())}</NumTd>
            <NumTd label="Above the least">{above}</NumTd>
            <NumTd label="As submitted">{price}</NumTd>
            <NumTd label="Base">{base}</NumTd>
            <NumTd label="Options">{options}</NumTd>
            <Td label="Rate">{rate}</Td>
        </tr>
    }
    .into_any()
}

fn name_of(found: &PricePage, reference: &str) -> String {
    let mut all = found.offers.iter();
    let line = all.find(|line| line.offer.reference == reference);
    line.map_or(reference.to_owned(), |line| {
        line.offer.provider_name.clone()
    })
}

fn days(found: &PricePage) -> AnyView {
    let foreign = found
        .days
        .iter()
        .any(|day| !day.rates.is_empty() || !day.missing.is_empty());
    if !foreign {
        return view! {
            <Panel title="Does the day of the rates matter?"><p>"No: every price is in EUR, and no rate is used."</p></Panel>
        }
        .into_any();
    }
    let differs = found.days.iter().any(|day| day.same == Some(false));
    let answer = if differs {
        view! { <Notice tone=Tone::Attention title="Yes: with the rates of another day the order or the first offer would differ">"The published rule decides: the last day before closing (GBI 4.8)."</Notice> }
    } else {
        view! { <Notice tone=Tone::Good title="No: the order by price and the first offer are the same on every day that has rates">"The published rule decides: the last day before closing (GBI 4.8)."</Notice> }
    };
    let rows = found.days.iter().map(|day| day_row(found, day));
    let rows = rows.collect_view();
    view! {
        <Panel title="Does the day of the rates matter?" meta="Analysis: the published rule decides.">
            {answer}
            <Table caption="Order by price and first offer by day of rates" caption_hidden=true>
                <thead><tr><Th label="Day"/><Th label="Rates, units for EUR 1"/><Th label="Order by price"/><Th label="First by the method"/><Th label="Against the rule"/></tr></thead>
                <tbody>{rows}</tbody>
            </Table>
        </Panel>
    }
    .into_any()
}

fn day_row(found: &PricePage, day: &RateDay) -> AnyView {
    let rates = day.rates.iter().map(|rate| {
        let words = format!(
            "{} {}, {}",
            rate.currency,
            rate.units_per_eur.normalize(),
            format::date(rate.on_day)
        );
        view! { <li>{words}</li> }
    });
    let missing = day
        .missing
        .iter()
        .map(|currency| view! { <li>{format!("{currency}: no rate")}</li> });
    let stale = day.stale.map(|days| {
        let words = format!("No rate is near this day: the newest before it is {days} days old.");
        view! { <li>{words}</li> }
    });
    let order = day.order.as_ref();
    let by_price = order.map(|order| {
        let lines = order.by_price.iter().map(|(reference, eur)| {
            view! { <li>{name_of(found, reference)}" "<span class="meta">{amount(*eur, Currency::EUR)}</span></li> }
        });
        view! { <ol class="plain">{lines.collect_view()}</ol> }
    });
    let first = order.and_then(|order| order.first.as_deref());
    let first = first.map_or("no result yet".to_owned(), |reference| {
        name_of(found, reference)
    });
    let same = match day.same {
        Some(true) => "the same",
        Some(false) => "differs",
        None => "cannot be told",
    };
    let (on, why) = (format::date(day.day), day.why.label());
    let (rates, missing) = (rates.collect_view(), missing.collect_view());
    view! {
        <tr>
            <RowHead>{on}<span class="meta">" "{why}</span></RowHead>
            <Td label="Rates, units for EUR 1" lead=true><ul class="plain">{rates}{missing}{stale}</ul></Td>
            <Td label="Order by price" lead=true>{by_price}</Td>
            <Td label="First by the method">{first}</Td>
            <Td label="Against the rule">{same}</Td>
        </tr>
    }
    .into_any()
}

fn heads(found: &PricePage) -> AnyView {
    let one = |line: &PricedOffer| view! { <Th label=line.offer.provider_name.clone() num=true/> };
    found.offers.iter().map(one).collect_view().into_any()
}

fn periods(found: &PricePage) -> AnyView {
    if found.periods.is_empty() {
        return ().into_any();
    }
    let row = |period: &PeriodRow| {
        let cells = found
            .offers
            .iter()
            .zip(period.cells.iter().zip(&period.so_far));
        let cells = cells.map(|(line, (value, so_far))| {
            let so_far = so_far.map(|sum| format!("{} so far", amount(sum, found.currency)));
            let value = cell(*value, found.currency);
            view! {
                <NumTd label=line.offer.provider_name.clone() lead=true>{value}
                    {so_far.map(|words| view! { <span class="meta">{words}</span> })}</NumTd>
            }
        });
        let (name, cells) = (period.name.clone(), cells.collect_view());
        view! { <tr><RowHead>{name}</RowHead>{cells}</tr> }
    };
    let (heads, rows) = (heads(found), found.periods.iter().map(row).collect_view());
    view! {
        <Panel title="Period by period" meta="Base and options of each period, and what has been spent by its end. Prices as offered, not discounted.">
            <Table caption="Prices period by period" caption_hidden=true>
                <thead><tr><Th label="Period"/>{heads}</tr></thead>
                <tbody>{rows}</tbody>
            </Table>
        </Panel>
    }
    .into_any()
}

fn delivered(found: &PricePage) -> AnyView {
    if found.delivered.is_empty() {
        return ().into_any();
    }
    let rows = found.delivered.iter().map(|line| {
        let cells = found.offers.iter().zip(&line.cells).map(|(offer, value)| {
            let value = cell(*value, found.currency);
            view! { <NumTd label=offer.offer.provider_name.clone() lead=true>{value}</NumTd> }
        });
        let cells = cells.collect_view();
        let what = format!("{} for each {}", line.line, line.unit);
        let meta = format!(
            "{}, divided by {} {}",
            line.description, line.requirement, line.what
        );
        view! { <tr><RowHead>{what}<span class="meta">" "{meta}</span></RowHead>{cells}</tr> }
    });
    let (heads, rows) = (heads(found), rows.collect_view());
    view! {
        <Panel title="What a unit costs" meta="A unit price divided by what the offer declares to deliver. The declared values are the offerors' own.">
            <Table caption="Cost of a unit of what is delivered" caption_hidden=true>
                <thead><tr><Th label="Line and unit"/>{heads}</tr></thead>
                <tbody>{rows}</tbody>
            </Table>
        </Panel>
    }
    .into_any()
}
