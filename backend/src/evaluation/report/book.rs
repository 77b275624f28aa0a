//! The report as tables. The formulas are those of the published method, on the inputs of the stored result: opened in a
//! spreadsheet program they come to the same totals, and whoever changes an input sees what would follow.

use super::facts::{Report, ReportLine};
use crate::evaluation::EXPERIENCE;
use crate::evaluation::inputs::Inputs;
use crate::spreadsheet::{Cell, Table};
use domain::evaluation::ncia;
use rust_decimal::Decimal;

/// Digits after the point to which a computed score is rounded before it is held against the minimum: the spreadsheet
/// counts in binary.
const GUARD: u32 = 9;

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
        "final_score",
        "rank",
        "out_because",
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
            Cell::number(line.final_score),
            Cell::number(line.rank.map(Decimal::from)),
            Cell::text(line.out.clone().unwrap_or_default()),
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
    match &report.inputs {
        Inputs::BestValue {
            weights,
            sub_weights,
            minimum,
            bids,
        } => {
            let lines: Vec<(&ncia::Bid, &ReportLine)> = entering(report, bids, |bid| &bid.id);
            let level_one = [weights.technical, weights.experience, weights.price];
            all.push(technical(report, sub_weights, &lines));
            all.push(experience(&lines));
            all.push(price(&lines, *minimum));
            all.push(result(&lines, level_one));
        }
        Inputs::LowestPrice(bids) => {
            let lines = entering(report, bids, |(bid, _)| &bid.id);
            let lines: Vec<(bool, &ReportLine)> = lines
                .into_iter()
                .map(|((bid, _), line)| (bid.compliant, line))
                .collect();
            all.push(lowest(&lines));
        }
    }
    all.push(table(report));
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

/// Row 2 has the weights in percent; the offers begin in row 3.
fn technical(report: &Report, weights: &[Decimal], lines: &[(&ncia::Bid, &ReportLine)]) -> Table {
    let names = report
        .criteria
        .iter()
        .filter(|(code, _, _)| code != EXPERIENCE);
    let mut head = words(&["Offer", "Bidder"]);
    head.extend(names.map(|(code, name, _)| format!("{code} {name}")));
    head.push("Technical score".to_owned());
    let last = column(1 + weights.len());
    let mut first = vec![Cell::text("Weight, %"), Cell::Empty];
    first.extend(weights.iter().map(|weight| Cell::Number(*weight)));
    let row = |(place, (bid, line)): (usize, &(&ncia::Bid, &ReportLine))| {
        let at = place + 3;
        let sum = format!("SUMPRODUCT(C{at}:{last}{at},C$2:{last}$2)/100");
        let scores = bid
            .technical_sub_scores
            .iter()
            .map(|score| Cell::Number(*score));
        let total = Cell::Formula(sum, line.technical);
        named(line)
            .into_iter()
            .chain(scores)
            .chain([total])
            .collect()
    };
    let rows = lines.iter().enumerate().map(row);
    Table {
        name: "Technical",
        head,
        rows: [first].into_iter().chain(rows).collect(),
    }
}

/// The offers begin in row 3 on every sheet, so that a row is the same offer everywhere.
fn experience(lines: &[(&ncia::Bid, &ReportLine)]) -> Table {
    let row = |(place, (bid, line)): (usize, &(&ncia::Bid, &ReportLine))| {
        let [offer, bidder] = named(line);
        let rating = Decimal::from(bid.confidence as u8 + 1);
        let score = Cell::Formula(format!("(C{}-1)*25", place + 3), line.experience);
        vec![offer, bidder, Cell::Number(rating), score]
    };
    let rows = lines.iter().enumerate().map(row);
    Table {
        name: "Experience",
        head: words(&[
            "Offer",
            "Bidder",
            "Confidence rating, 1 to 5",
            "Experience score",
        ]),
        rows: [vec![Cell::text("(rating - 1) × 25")]]
            .into_iter()
            .chain(rows)
            .collect(),
    }
}

fn price(lines: &[(&ncia::Bid, &ReportLine)], minimum: Decimal) -> Table {
    let end = lines.len() + 2;
    let weights = lines
        .first()
        .map_or(0, |(bid, _)| bid.technical_sub_scores.len());
    let total = column(2 + weights);
    let row = |(place, (bid, line)): (usize, &(&ncia::Bid, &ReportLine))| {
        let at = place + 3;
        let [offer, bidder] = named(line);
        let rate = line.units_per_eur.unwrap_or(Decimal::ONE);
        let eligible = line.price_score.map(|_| bid.price);
        let counted = format!("IF(ROUND(Technical!{total}{at},{GUARD})>=F$2,F{at},\"\")");
        let score =
            format!("IF(ISNUMBER(G{at}),MAX(0,100*(1-G{at}/(2*AVERAGE(G$3:G${end})))),\"\")");
        vec![
            offer,
            bidder,
            Cell::number(line.price.map(|price| price.major())),
            currency(line),
            Cell::Number(rate),
            Cell::Formula(format!("C{at}/E{at}"), Some(bid.price)),
            Cell::Formula(counted, eligible),
            Cell::Formula(score, line.price_score),
        ]
    };
    let rows = lines.iter().enumerate().map(row);
    let first = vec![
        Cell::text("Least technical score that is eligible"),
        Cell::Empty,
        Cell::Empty,
        Cell::Empty,
        Cell::Empty,
        Cell::Number(minimum),
    ];
    Table {
        name: "Price",
        head: words(&[
            "Offer",
            "Bidder",
            "Price as submitted",
            "Currency",
            "Units for one euro",
            "Price, EUR",
            "Price of an eligible offer, EUR",
            "Price score",
        ]),
        rows: [first].into_iter().chain(rows).collect(),
    }
}

fn result(lines: &[(&ncia::Bid, &ReportLine)], weights: [Decimal; 3]) -> Table {
    let end = lines.len() + 2;
    let subs = lines
        .first()
        .map_or(0, |(bid, _)| bid.technical_sub_scores.len());
    let total = column(2 + subs);
    let row = |(place, (_, line)): (usize, &(&ncia::Bid, &ReportLine))| {
        let at = place + 3;
        let [offer, bidder] = named(line);
        let sum = format!("IF(ISNUMBER(E{at}),C{at}*C$2/100+D{at}*D$2/100+E{at}*E$2/100,\"\")");
        let by_score = format!("IF(ISNUMBER(F{at}),RANK(F{at},F$3:F${end}),\"\")");
        let higher = |own: Decimal| {
            let finals = lines.iter().filter_map(|(_, line)| line.final_score);
            Decimal::from(finals.filter(|other| *other > own).count() + 1)
        };
        vec![
            offer,
            bidder,
            Cell::Formula(format!("Technical!{total}{at}"), line.technical),
            Cell::Formula(format!("Experience!D{at}"), line.experience),
            Cell::Formula(format!("Price!H{at}"), line.price_score),
            Cell::Formula(sum, line.final_score),
            Cell::Formula(by_score, line.final_score.map(higher)),
            Cell::number(line.rank.map(Decimal::from)),
            Cell::text(line.out.clone().unwrap_or_default()),
        ]
    };
    let mut first = vec![Cell::text("Weight, %"), Cell::Empty];
    first.extend(weights.map(Cell::Number));
    let rows = lines.iter().enumerate().map(row);
    Table {
        name: "Result",
        head: words(&[
            "Offer",
            "Bidder",
            "Technical",
            "Experience",
            "Price",
            "Final score",
            "Rank by final score",
            "Rank by the published rule, ties included",
            "Cannot win because",
        ]),
        rows: [first].into_iter().chain(rows).collect(),
    }
}

/// Under lowest price the first compliant offer by price in euro wins.
fn lowest(lines: &[(bool, &ReportLine)]) -> Table {
    let end = lines.len() + 1;
    let row = |(place, (compliant, line)): (usize, &(bool, &ReportLine))| {
        let at = place + 2;
        let [offer, bidder] = named(line);
        let counted = line.price_eur.filter(|_| *compliant);
        vec![
            offer,
            bidder,
            Cell::number(line.price.map(|price| price.major())),
            currency(line),
            Cell::Number(line.units_per_eur.unwrap_or(Decimal::ONE)),
            Cell::Formula(format!("C{at}/E{at}"), line.price_eur),
            Cell::text(if *compliant { "yes" } else { "no" }),
            Cell::Formula(format!("IF(G{at}=\"yes\",F{at},\"\")"), counted),
            Cell::Formula(
                format!("IF(ISNUMBER(H{at}),RANK(H{at},H$2:H${end},1),\"\")"),
                line.rank.map(Decimal::from),
            ),
        ]
    };
    Table {
        name: "Result",
        head: words(&[
            "Offer",
            "Bidder",
            "Price as submitted",
            "Currency",
            "Units for one euro",
            "Price, EUR",
            "Compliant",
            "Price of a compliant offer, EUR",
            "Rank",
        ]),
        rows: lines.iter().enumerate().map(row).collect(),
    }
}
