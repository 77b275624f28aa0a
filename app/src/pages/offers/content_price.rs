//! What the price volume says, to be read.

use super::content::change_link;
use crate::ui::{KeyValue, NumTd, Panel, RowHead, SummaryList, Table, Td, Th, format};
use backend::offers::Sought;
use domain::money::Money;
use domain::offers::{Price, PriceLine};
use domain::solicitations::ScheduleLine;
use leptos::prelude::*;

/// What stands in the place of a price that nobody has opened.
pub(super) fn sealed() -> AnyView {
    view! {
        <Panel title="4 Price" meta="Sealed.">
            <p>"The price is sealed to a key of its own. It is opened after the technical result is fixed, and only if the offer is technically acceptable."</p>
        </Panel>
    }
    .into_any()
}

/// The priced lines and what they add up to; under a schedule every line in its order.
pub(super) fn priced(
    volume: Price,
    sought: &Sought,
    files: AnyView,
    change: Option<String>,
) -> AnyView {
    let code = volume.currency.map(|currency| currency.code().to_owned());
    let unit = code.clone().unwrap_or_default();
    let schedule = &sought.price_schedule.0;
    let rows = if schedule.is_empty() {
        volume
            .lines
            .iter()
            .map(|line| row(line, &unit))
            .collect_view()
    } else {
        let answer = |line| answer(&volume, line, &unit);
        schedule.iter().map(answer).collect_view()
    };
    let totals = totals(&volume);
    view! {
        <Panel title="4 Price" meta="Options are part of the evaluated total (GBI 3.7, 4.8).">
            <Table caption="Priced lines" caption_hidden=true>
                <thead><tr>
                    <Th label="Line"/><Th label="Lot"/><Th label="Period"/><Th label="Kind"/><Th label="Quantity" num=true/>
                    <Th label="Unit price" num=true unit=unit.clone()/><Th label="Line total" num=true unit=unit/>
                </tr></thead>
                <tbody>{rows}</tbody>
            </Table>
            {totals}
            {files}
            {change_link(change)}
        </Panel>
    }
    .into_any()
}

fn totals(volume: &Price) -> AnyView {
    let shown = |Money { minor, currency }: Money| format::money_exact(minor, currency.code());
    let total = volume.total().map(shown);
    let parts = volume.totals().map(|totals| {
        let options = (totals.options.minor != 0).then(|| {
            let (base, options) = (shown(totals.base), shown(totals.options));
            view! { <KeyValue key="Base">{base}</KeyValue><KeyValue key="Options">{options}</KeyValue> }
        });
        let periods = totals
            .periods
            .into_iter()
            .map(|(name, sum)| view! { <KeyValue key=name>{shown(sum)}</KeyValue> })
            .collect_view();
        view! { {options}{periods} }
    });
    view! { <SummaryList>{parts}<KeyValue key="Total with options">{total}</KeyValue></SummaryList> }
        .into_any()
}

/// How an offer answers a line of the schedule: priced, expressly not offered, or not yet.
fn answer(volume: &Price, line: &ScheduleLine, currency: &str) -> AnyView {
    if let Some(priced) = volume.priced(&line.code) {
        return row(priced, currency);
    }
    let words = if volume.refuses(&line.code) {
        "not offered"
    } else {
        "not priced yet"
    };
    let blank = PriceLine::pricing(line, 0);
    cells(&blank, words.to_owned(), None)
}

fn row(line: &PriceLine, currency: &str) -> AnyView {
    let total = line.total_minor();
    let total = total.map(|minor| format::amount(minor, currency));
    cells(line, format::amount(line.unit_price_minor, currency), total)
}

fn cells(line: &PriceLine, unit_price: String, total: Option<String>) -> AnyView {
    let kind = if line.option { "option" } else { "firm" };
    let line = line.clone();
    let code = (!line.code.is_empty()).then(|| format!("{} ", line.code));
    let quantity = format::decimal(line.quantity);
    view! {
        <tr>
            <RowHead>{code}{line.description}</RowHead>
            <Td label="Lot">{line.lot}</Td>
            <Td label="Period">{line.period}</Td>
            <Td label="Kind">{kind}</Td>
            <NumTd label="Quantity">{quantity}" "{line.unit}</NumTd>
            <NumTd label="Unit price">{unit_price}</NumTd>
            <NumTd label="Line total">{total}</NumTd>
        </tr>
    }
    .into_any()
}
