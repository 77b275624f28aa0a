//! The rows of the comparison desk: eligibility, technical and experience, and what is best in each.

use super::compare::{Column, Entry, Row, RowKind};
use super::compare_groups::{strategy_fit, terms, theme};
use super::compare_prices::price_rows;
use super::figures::Figures;
use super::sheet::{CriterionLine, Process, Sheet};
use domain::evaluation::rules::TotalKind;
use domain::parameters::Theme;
use domain::solicitations::{Direction, LevelOne, Requirement};
use rust_decimal::Decimal;

/// The rows for the chosen offers.
pub(super) fn rows(sheet: &Sheet, columns: &[Column], figures: Option<&Figures>) -> Vec<Row> {
    let weights = sheet.process.scheme.weights;
    let group = |label: &str, weight: Option<Decimal>| Row {
        kind: RowKind::Group(weight),
        code: String::new(),
        label: label.to_owned(),
        cells: Vec::new(),
    };
    let mut rows = vec![group("Eligibility", None)];
    rows.extend(eligibility(columns));
    rows.push(group("Price", weights.map(|weights| weights.price)));
    rows.extend(price_rows(&sheet.process, columns));
    rows.extend(weights.map(|weights| level(columns, figures, Level::Price, weights.price)));
    rows.push(group("Technical", weights.map(|weights| weights.technical)));
    rows.extend(declared(&sheet.process, columns, Theme::Technical));
    let (technical, experience): (Vec<_>, Vec<_>) = sheet
        .process
        .criteria()
        .into_iter()
        .partition(|criterion| !criterion.is_experience());
    rows.extend(
        technical
            .into_iter()
            .map(|line| scored(sheet, columns, line)),
    );
    rows.extend(technical_score(columns, figures, weights));
    if let (Some(weights), Some(line)) = (weights, experience.into_iter().next()) {
        let weight = weights.experience;
        rows.push(group("Experience", Some(weight)));
        rows.push(scored(sheet, columns, line));
        rows.push(level(columns, figures, Level::Experience, weight));
    }
    for theme in [Theme::Delivery, Theme::RiskAndSecurity] {
        let declared = declared(&sheet.process, columns, theme);
        if !declared.is_empty() {
            rows.push(group(theme.label(), None));
            rows.extend(declared);
        }
    }
    rows.push(group("Terms", None));
    rows.extend(terms(columns));
    rows.push(group(&strategy(&sheet.process), None));
    rows.extend(strategy_fit(columns));
    let result = figures.map_or_else(Vec::new, |figures| result(columns, figures));
    if !result.is_empty() {
        rows.push(group("Result", None));
        rows.extend(result);
    }
    rows.iter_mut().for_each(|row| note(sheet, columns, row));
    rows
}

impl Row {
    /// The code of the question to which this row shows the answers, where the offers are read; none for figures.
    #[must_use]
    pub fn question(&self) -> Option<String> {
        match &self.kind {
            RowKind::Declared(requirement) => Some(format!("value-{}", requirement.code)),
            RowKind::Scored(line) if line.is_experience() => Some("contracts".to_owned()),
            RowKind::Scored(line) => Some(format!("answer-{}", line.code)),
            RowKind::Total => Some("total".to_owned()),
            RowKind::Words if !matches!(self.code.as_str(), "state" | "eligible" | "sme") => {
                Some(self.code.clone())
            }
            _ => None,
        }
    }
}

/// Counts the notes beside the answers that a row shows.
fn note(sheet: &Sheet, columns: &[Column], row: &mut Row) {
    let Some(question) = row.question() else {
        return;
    };
    for (cell, column) in row.cells.iter_mut().zip(columns) {
        cell.notes = sheet.notes(column.offer.id, &question).count();
    }
}

/// The technical score with what it weighs, or alone where nothing weighs it against price; none where the method has
/// no such figure.
fn technical_score(
    columns: &[Column],
    figures: Option<&Figures>,
    weights: Option<LevelOne>,
) -> Option<Row> {
    if let Some(weights) = weights {
        return Some(level(columns, figures, Level::Technical, weights.technical));
    }
    let points = |column: &Column| figures?.record(&column.offer.reference)?.technical;
    figured(
        RowKind::Points,
        "technical",
        "Technical score",
        columns,
        &points,
    )
}

/// What quality takes off the price, the figure by which offers are compared, and the places; as far as the method has
/// these.
fn result(columns: &[Column], figures: &Figures) -> Vec<Row> {
    let record = |column: &Column| figures.record(&column.offer.reference);
    let kind = figures.rule().total;
    let credit = match &figures.contest.plan.measure {
        Some(measure) => format!("Credit for {}", measure.name),
        None => "Credit for quality".to_owned(),
    };
    let rows = [
        figured(RowKind::Credit, "credit", &credit, columns, &|column| {
            record(column)?.credit
        }),
        figured(
            RowKind::Compared(kind),
            "final",
            kind.label(),
            columns,
            &|column| record(column)?.total,
        ),
        figured(RowKind::Rank, "rank", "Rank", columns, &|column| {
            column.rank.map(Decimal::from)
        }),
    ];
    rows.into_iter().flatten().collect()
}

/// A row of figures that the method made; none where it made none.
fn figured(
    kind: RowKind,
    code: &str,
    label: &str,
    columns: &[Column],
    figure: &dyn Fn(&Column) -> Option<Decimal>,
) -> Option<Row> {
    let cells = columns.iter().map(|column| Entry {
        value: figure(column),
        ..Entry::default()
    });
    let mut row = row(kind, code, label, cells.collect());
    row.cells
        .iter()
        .any(|cell| cell.value.is_some())
        .then_some(())?;
    let lower = matches!(
        &row.kind,
        RowKind::Compared(TotalKind::Price | TotalKind::EurPerPoint)
    );
    if row.kind != RowKind::Rank {
        measure(&mut row, columns, lower, lower);
    }
    Some(row)
}

pub(super) fn row(kind: RowKind, code: &str, label: &str, cells: Vec<Entry>) -> Row {
    Row {
        kind,
        code: code.to_owned(),
        label: label.to_owned(),
        cells,
    }
}

fn eligibility(columns: &[Column]) -> [Row; 2] {
    let words = |words: String| Entry {
        words: Some(words),
        ..Entry::default()
    };
    let state = columns
        .iter()
        .map(|column| words(column.offer.status.label().to_owned()));
    let may_win = columns.iter().map(|column| {
        words(match &column.ineligible {
            None => "yes".to_owned(),
            Some(reason) => format!("no: {reason}"),
        })
    });
    [
        row(RowKind::Words, "state", "State", state.collect()),
        row(
            RowKind::Words,
            "eligible",
            "May win, by compliance and scores",
            may_win.collect(),
        ),
    ]
}

/// The head of the group of what the strategy looks at, with the objectives that the solicitation serves.
fn strategy(process: &Process) -> String {
    match process.strategy.is_empty() {
        true => "Strategy fit".to_owned(),
        false => format!("Strategy fit: {}", process.strategy.join(", ")),
    }
}

/// The requirements of a theme, as each offer declares them.
fn declared(process: &Process, columns: &[Column], about: Theme) -> Vec<Row> {
    let one = |requirement: &Requirement| {
        let cells = columns.iter().map(|column| {
            let mut all = column.offer.content.technical.declared.iter();
            let answer = all.find(|line| line.requirement == requirement.code);
            Entry {
                value: answer.and_then(|answer| requirement.number(answer)),
                words: answer.and_then(|answer| requirement.said(answer)),
                standing: Some(requirement.standing(answer)),
                ..Entry::default()
            }
        });
        let kind = RowKind::Declared(requirement.clone());
        let name = requirement.name.as_str();
        let mut row = row(kind, &requirement.code, name, cells.collect());
        let lower = requirement.direction() == Some(Direction::Lower);
        measure(&mut row, columns, lower, false);
        row
    };
    let asked = process.requirements.iter();
    asked
        .filter(|requirement| theme(requirement) == about)
        .map(one)
        .collect()
}

fn scored(sheet: &Sheet, columns: &[Column], line: CriterionLine) -> Row {
    let cells = columns.iter().map(|column| {
        let cell = sheet.cell(column.offer.id, &line.code);
        Entry {
            value: cell.map(|(value, _, _)| value),
            source: cell.map(|(_, source, _)| source),
            spread: sheet.spread(column.offer.id, &line.code),
            remarks: sheet
                .remarks(column.offer.id, &line.code)
                .into_iter()
                .cloned()
                .collect(),
            ..Entry::default()
        }
    });
    let label = match line.is_experience() {
        true => "Confidence".to_owned(),
        false => line.name.clone(),
    };
    let cells = cells.collect();
    let code = line.code.clone();
    let mut row = row(RowKind::Scored(line), &code, &label, cells);
    measure(&mut row, columns, false, false);
    row
}

#[derive(Clone, Copy)]
enum Level {
    Technical,
    Experience,
    Price,
}

fn level(columns: &[Column], figures: Option<&Figures>, which: Level, weight: Decimal) -> Row {
    let score = |column: &Column| {
        let record = figures?.record(&column.offer.reference)?;
        match which {
            Level::Technical => record.technical,
            Level::Experience => record.experience,
            Level::Price => record.price_points,
        }
    };
    let cells = columns.iter().map(|column| {
        let value = score(column);
        Entry {
            value,
            weighted: value.map(|value| value * weight / Decimal::ONE_HUNDRED),
            ..Entry::default()
        }
    });
    let (code, label) = match which {
        Level::Technical => ("technical", "Technical score"),
        Level::Experience => ("experience_score", "Experience score"),
        Level::Price => ("price", "Price score"),
    };
    row(RowKind::Level(weight), code, label, cells.collect())
}

/// Fills in what is best and how far each is from the reference offer.
pub(super) fn measure(row: &mut Row, columns: &[Column], lower: bool, percent: bool) {
    let values: Vec<Decimal> = row.cells.iter().filter_map(|cell| cell.value).collect();
    let (least, most) = (values.iter().min().copied(), values.iter().max().copied());
    let best = if lower { least } else { most };
    let pinned = columns.iter().position(|column| column.pinned);
    let reference = pinned.and_then(|place| row.cells.get(place)?.value);
    for (place, cell) in row.cells.iter_mut().enumerate() {
        cell.best = least != most && cell.value.is_some() && cell.value == best;
        let Some((value, reference)) = cell.value.zip(reference).filter(|_| Some(place) != pinned)
        else {
            continue;
        };
        cell.delta = if percent {
            ((value - reference) * Decimal::ONE_HUNDRED).checked_div(reference)
        } else {
            Some(value - reference)
        };
    }
}
