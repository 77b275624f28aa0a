//! The technical sheet, which all methods share, and those of NCIA's numerical best value.

use super::{Cell, Decimal, Report, ReportLine, Table, column, currency, named, words};
use crate::evaluation::EXPERIENCE;
use domain::evaluation::contest::Record;
use domain::evaluation::ncia;

/// Digits after the point to which a computed score is rounded before it is held against the minimum: the spreadsheet
/// counts in binary.
pub(super) const GUARD: u32 = 9;

/// The means of the evaluators' scores, or the steps of ratings in words, which make no score. Row 2 has the weights in
/// percent; the offers begin in row 3.
pub(super) fn technical(report: &Report, lines: &[(&Record, &ReportLine)]) -> Table {
    let plan = &report.figures.contest.plan;
    let weights = &plan.sub_weights;
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
    let row = |(place, (record, line)): (usize, &(&Record, &ReportLine))| {
        let at = place + 3;
        let sum = format!("SUMPRODUCT(C{at}:{last}{at},C$2:{last}$2)/100");
        let scores = record.composite.iter().map(|score| Cell::Number(*score));
        let total = record
            .technical
            .map_or(Cell::Empty, |score| Cell::Formula(sum, Some(score)));
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
pub(super) fn experience(lines: &[(&ncia::Bid, &ReportLine)]) -> Table {
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

pub(super) fn price(lines: &[(&ncia::Bid, &ReportLine)], minimum: Decimal) -> Table {
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

pub(super) fn result(lines: &[(&ncia::Bid, &ReportLine)], weights: [Decimal; 3]) -> Table {
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
            let finals = lines.iter().filter_map(|(_, line)| line.total);
            Decimal::from(finals.filter(|other| *other > own).count() + 1)
        };
        vec![
            offer,
            bidder,
            Cell::Formula(format!("Technical!{total}{at}"), line.technical),
            Cell::Formula(format!("Experience!D{at}"), line.experience),
            Cell::Formula(format!("Price!H{at}"), line.price_score),
            Cell::Formula(sum, line.total),
            Cell::Formula(by_score, line.total.map(higher)),
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
