//! The remarks of the panel as a sheet, and in one cell for each offer.

use super::words;
use crate::evaluation::report::facts::{Report, ReportLine, ReportRemark, ReportScore};
use crate::spreadsheet::{Cell, Table};

fn each(line: &ReportLine) -> impl Iterator<Item = (&ReportScore, &ReportRemark)> {
    let scores = line.scores.iter();
    scores.flat_map(|score| score.remarks.iter().map(move |remark| (score, remark)))
}

/// The remarks about an offer, one a line: `T1, the panel, strength: …`.
pub(super) fn in_one_cell(line: &ReportLine) -> String {
    let said = each(line).map(|(score, remark)| {
        let kind = remark.kind.label().to_lowercase();
        let (criterion, author) = (&score.criterion, remark.author());
        format!("{criterion}, {author}, {kind}: {}", remark.text)
    });
    said.collect::<Vec<_>>().join("\n")
}

/// Every remark in a row; none where nobody noted anything.
pub(super) fn sheet(report: &Report) -> Option<Table> {
    let row = |line: &ReportLine, score: &ReportScore, remark: &ReportRemark| {
        let cells = [
            &line.offer,
            &line.provider,
            &score.criterion,
            &remark.author(),
            remark.kind.label(),
            &remark.text,
        ];
        cells.into_iter().map(Cell::text).collect()
    };
    let lines = report.offers.iter();
    let rows: Vec<Vec<Cell>> = lines
        .flat_map(|line| each(line).map(move |(score, remark)| row(line, score, remark)))
        .collect();
    (!rows.is_empty()).then(|| Table {
        name: "Remarks",
        head: words(&["Offer", "Bidder", "Criterion", "By", "Kind", "Remark"]),
        rows,
    })
}
