//! The report as tables. The formulas are those of the published method, on the inputs of the stored result: opened in a
//! spreadsheet program they come to the same totals, and whoever changes an input sees what would follow.

mod best_value;
mod methods;
mod remarks;

use super::facts::{Report, ReportLine};
use crate::spreadsheet::{Cell, Table};
use best_value::{experience, price, technical};
use methods::Published;
use rust_decimal::Decimal;

/// The table of offers.
pub(super) fn table(report: &Report) -> Table {
    let mut head = words(&["offer", "bidder", "state"]);
    head.extend(report.criteria.iter().map(|(code, _, _)| code.clone()));
    head.extend(words(&[
        "technical",
        "experience",
        "price",
        "currency",
        "units_per_eur",
        "price_eur",
        "price_score",
        "credit_eur",
        "total",
        "rank",
        "out_because",
        "remarks",
    ]));
    let row = |line: &ReportLine| {
        let mut cells = vec![
            Cell::text(&line.offer),
            Cell::text(&line.provider),
            Cell::text(&line.status),
        ];
        cells.extend(
            report
                .criteria
                .iter()
                .map(|(code, _, _)| Cell::number(value(line, code))),
        );
        cells.extend([
            Cell::number(line.technical),
            Cell::number(line.experience),
            Cell::number(line.price.map(|price| price.major())),
            currency(line),
            Cell::number(line.units_per_eur),
            Cell::number(line.price_eur),
            Cell::number(line.price_score),
            Cell::number(line.credit),
            Cell::number(line.total),
            Cell::number(line.rank.map(Decimal::from)),
            Cell::text(line.out.clone().unwrap_or_default()),
            Cell::text(remarks::in_one_cell(line)),
        ]);
        cells
    };
    Table {
        name: "Offers",
        head,
        rows: report.offers.iter().map(row).collect(),
    }
}

/// The sheets of the workbook.
pub(super) fn sheets(report: &Report) -> Vec<Table> {
    let mut all = vec![about(report)];
    let figures = &report.figures;
    let plan = &figures.contest.plan;
    let records = entering(report, &figures.judgement.records, |record| &record.id);
    if !plan.sub_weights.is_empty() && !plan.asks_compliance_only() {
        all.push(technical(report, &records));
    }
    match &figures.best_value {
        Some(best) => {
            let lines = entering(report, &best.bids, |bid| &bid.id);
            let weights = &best.weights;
            let level_one = [weights.technical, weights.experience, weights.price];
            all.push(experience(&lines));
            all.push(price(&lines, plan.minimum));
            all.push(best_value::result(&lines, level_one));
        }
        None => {
            let published = Published::of(plan);
            all.extend(published.sheet());
            all.push(methods::result(report, &published, &records));
        }
    }
    all.push(table(report));
    all.extend(remarks::sheet(report));
    all
}

fn words(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

fn value(line: &ReportLine, criterion: &str) -> Option<Decimal> {
    let found = line
        .scores
        .iter()
        .find(|score| score.criterion == criterion);
    found.map(|score| score.value)
}

fn currency(line: &ReportLine) -> Cell {
    line.price
        .map_or(Cell::Empty, |price| Cell::text(price.currency.code()))
}

fn named(line: &ReportLine) -> [Cell; 2] {
    [Cell::text(&line.offer), Cell::text(&line.provider)]
}

/// The bids of the stored inputs, each with its line of the report.
fn entering<'a, T>(
    report: &'a Report,
    bids: &'a [T],
    id: impl Fn(&T) -> &String,
) -> Vec<(&'a T, &'a ReportLine)> {
    let line = |bid: &'a T| {
        let found = report.offers.iter().find(|line| line.offer == *id(bid));
        found.map(|line| (bid, line))
    };
    bids.iter().filter_map(line).collect()
}

/// The letter of a column, from 0.
fn column(place: usize) -> String {
    let letter = |at: usize| char::from(b'A' + u8::try_from(at % 26).unwrap_or_default());
    match place / 26 {
        0 => letter(place).to_string(),
        more => format!("{}{}", letter(more - 1), letter(place)),
    }
}

fn about(report: &Report) -> Table {
    let facts = [
        (
            "Solicitation",
            format!("{} {}", report.solicitation, report.title),
        ),
        (
            "As of",
            report.as_of.format("%-d %b %Y, %H:%M UTC").to_string(),
        ),
        ("Method", report.method.clone()),
        ("Result run", report.run.to_string()),
        ("SHA-256 of its inputs", report.inputs_sha256.clone()),
        ("Software", format!("Perigee {}", report.software)),
        (
            "Rounding",
            "Compared unrounded; shown as the spreadsheet shows it".to_owned(),
        ),
    ];
    let row = |(name, fact): (&str, String)| vec![Cell::text(name), Cell::text(fact)];
    let rates = report.rates.iter().map(|rate| {
        let day = format!(
            "{} for one euro on {}, {}",
            rate.currency, rate.day, rate.source
        );
        vec![
            Cell::text("Rate"),
            Cell::text(day),
            Cell::Number(rate.units_per_eur),
        ]
    });
    Table {
        name: "Report",
        head: words(&["Evaluation report", "", ""]),
        rows: facts.into_iter().map(row).chain(rates).collect(),
    }
}
