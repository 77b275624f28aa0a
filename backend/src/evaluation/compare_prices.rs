//! The price rows of the comparison desk: the total and its parts, then the unit prices line by line.

use super::compare::{Column, Entry, Row, RowKind};
use super::compare_rows::{measure, row};
use super::sheet::{OfferLine, Process};
use domain::money::Money;
use domain::offers::{PriceLine, Totals};
use domain::solicitations::ScheduleLine;

/// Total, parts and unit prices. Under a schedule every offer priced the same lines, so these come in its order.
pub(super) fn price_rows(process: &Process, columns: &[Column]) -> Vec<Row> {
    if process.prices_sealed() {
        return vec![sealed(columns)];
    }
    let mut rows = vec![total(columns)];
    rows.extend(parts(columns));
    if process.price_schedule.is_empty() {
        rows.extend(free_lines(columns));
    } else {
        let lines = process.price_schedule.iter();
        rows.extend(lines.map(|line| scheduled(line, columns)));
    }
    rows
}

/// Nothing of a price is known yet, not even its currency.
fn sealed(columns: &[Column]) -> Row {
    let cells = columns.iter().map(|column| Entry {
        words: Some(match column.offer.takes_part() {
            true => "sealed until the technical result".to_owned(),
            false => "stays sealed".to_owned(),
        }),
        ..Entry::default()
    });
    row(RowKind::Words, "total", "Evaluated total", cells.collect())
}

fn priced(kind: RowKind, code: &str, label: &str, cells: Vec<Entry>, columns: &[Column]) -> Row {
    let mut row = row(kind, code, label, cells);
    measure(&mut row, columns, true, true);
    row
}

fn total(columns: &[Column]) -> Row {
    let cells = columns.iter().map(|column| Entry {
        value: column.offer.price_eur(),
        submitted: column.offer.price,
        words: left_out(&column.offer),
        ..Entry::default()
    });
    let label = "Evaluated total, options in";
    priced(RowKind::Total, "total", label, cells.collect(), columns)
}

/// A total in which lines are left out is not comparable: it says so.
fn left_out(offer: &OfferLine) -> Option<String> {
    match offer.content.price.not_offered.len() {
        0 => None,
        1 => Some("1 line not offered".to_owned()),
        more => Some(format!("{more} lines not offered")),
    }
}

/// Base, options and named periods, where some offer has more than a base.
fn parts(columns: &[Column]) -> Vec<Row> {
    let totals: Vec<Option<Totals>> = columns
        .iter()
        .map(|column| column.offer.content.price.totals())
        .collect();
    let known = || totals.iter().flatten();
    let mut names: Vec<&str> = Vec::new();
    for (name, _) in known().flat_map(|totals| &totals.periods) {
        if !names.contains(&name.as_str()) {
            names.push(name);
        }
    }
    let part = |label: &str, read: &dyn Fn(&Totals) -> Option<Money>| {
        let cells = columns.iter().zip(&totals).map(|(column, totals)| {
            let submitted = totals.as_ref().and_then(read);
            in_euro(&column.offer, submitted)
        });
        priced(RowKind::UnitPrice, "part", label, cells.collect(), columns)
    };
    let mut rows = Vec::new();
    if known().any(|totals| totals.options.minor != 0) {
        rows.push(part("Base, without options", &|totals| Some(totals.base)));
        rows.push(part("Options", &|totals| Some(totals.options)));
    }
    rows.extend(names.into_iter().map(|name| {
        part(name, &|totals| {
            let found = totals.periods.iter().find(|(period, _)| period == name);
            found.map(|(_, sum)| *sum)
        })
    }));
    rows
}

fn scheduled(line: &ScheduleLine, columns: &[Column]) -> Row {
    let cells = columns.iter().map(|column| {
        let priced = column.offer.content.price.priced(&line.code);
        unit_price(&column.offer, priced)
    });
    let kind = if line.option { ", option" } else { "" };
    let label = format!(
        "{} {}, per {}{kind}",
        line.code,
        line.description.as_str(),
        line.unit
    );
    priced(
        RowKind::UnitPrice,
        &line.code,
        &label,
        cells.collect(),
        columns,
    )
}

/// Free lines are compared where description and unit are the same.
fn free_lines(columns: &[Column]) -> Vec<Row> {
    let mut names: Vec<(&str, &str)> = Vec::new();
    for line in columns
        .iter()
        .flat_map(|column| &column.offer.content.price.lines)
    {
        let name = (line.description.as_str(), line.unit.as_str());
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let one = |(description, unit): (&str, &str)| {
        let cells = columns.iter().map(|column| {
            let mut lines = column.offer.content.price.lines.iter();
            let same = lines.find(|line| line.description == description && line.unit == unit);
            unit_price(&column.offer, same)
        });
        let label = format!("{description}, per {unit}");
        priced(RowKind::UnitPrice, "unit", &label, cells.collect(), columns)
    };
    names.into_iter().map(one).collect()
}

fn unit_price(offer: &OfferLine, line: Option<&PriceLine>) -> Entry {
    let submitted = line
        .zip(offer.content.price.currency)
        .map(|(line, currency)| Money::new(line.unit_price_minor, currency));
    in_euro(offer, submitted)
}

/// An amount of an offer, as submitted and in euro; compared only where the offer has an evaluated total.
fn in_euro(offer: &OfferLine, submitted: Option<Money>) -> Entry {
    let converts = offer.price_eur().is_some();
    Entry {
        value: submitted
            .filter(|_| converts)
            .and_then(|money| offer.in_euro(money)),
        submitted,
        ..Entry::default()
    }
}
