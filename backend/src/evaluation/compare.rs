//! The comparison desk: every offer beside every other, by criterion.

use super::figures::Figures;
use super::inputs::{CellSource, Document, Inputs};
use super::sheet::{OfferLine, Process, Run, Sheet};
use crate::{Ctx, Error};
use domain::actor::Actor;
use domain::money::Money;
use domain::policy::actions::CompareOffers;
use domain::policy::{Subject, permit};
use domain::solicitations::Requirement;
use rust_decimal::Decimal;

/// What is compared.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// The offer that the others are measured against; the first in rank when none is named.
    pub reference: Option<String>,
    /// Leave out rows in which every offer says the same.
    pub only_differences: bool,
    /// Only these offers; all when empty.
    pub offers: Vec<String>,
}

/// Everything that the desk shows.
#[derive(Clone, Debug)]
pub struct Comparison {
    /// Everything that is recorded.
    pub sheet: Sheet,
    /// Chosen offers, by rank.
    pub columns: Vec<Column>,
    /// Criteria in rows.
    pub rows: Vec<Row>,
    /// The figures, when they can be computed.
    pub figures: Option<Figures>,
    /// The run that the figures are of; none when they are computed from what is recorded now.
    pub run: Option<Run>,
    /// Whether what is recorded now differs from the newest run's inputs.
    pub changed: bool,
    /// What is missing for a result.
    pub missing: Vec<String>,
    /// The reference offer.
    pub reference: Option<String>,
}

/// An offer as a column.
#[derive(Clone, Debug)]
pub struct Column {
    /// The offer.
    pub offer: OfferLine,
    /// Its place; none without a result, or when it cannot win.
    pub rank: Option<usize>,
    /// Its final score, unrounded.
    pub final_score: Option<Decimal>,
    /// Whether the others are measured against it.
    pub pinned: bool,
    /// Why it cannot win, if it cannot.
    pub ineligible: Option<String>,
}

/// What a row compares.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RowKind {
    /// The head of a group with its weight in percent.
    Group(Option<Decimal>),
    /// Words.
    Words,
    /// The evaluated total.
    Total,
    /// A unit price.
    UnitPrice,
    /// A declared value with its unit.
    Declared(Requirement),
    /// Points of a technical sub-criterion.
    Points,
    /// The confidence rating.
    Confidence,
    /// A level 1 score with its weight in percent.
    Level(Decimal),
}

/// A row.
#[derive(Clone, Debug)]
pub struct Row {
    /// What it compares.
    pub kind: RowKind,
    /// The criterion's or group's code.
    pub code: String,
    /// Its name.
    pub label: String,
    /// One cell for each column.
    pub cells: Vec<Entry>,
}

/// What an offer says in a row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// Words, in a row of words.
    pub words: Option<String>,
    /// The value that is compared: euro, the requirement's unit, points; none where it is not offered.
    pub value: Option<Decimal>,
    /// The amount as submitted.
    pub submitted: Option<Money>,
    /// Difference to the reference offer: percent for money, else in the value's own unit.
    pub delta: Option<Decimal>,
    /// Whether no other is better and not all are equal.
    pub best: bool,
    /// Points that it gives to the final score.
    pub weighted: Option<Decimal>,
    /// How far the evaluators lie apart, in points.
    pub spread: Option<Decimal>,
    /// Where the score comes from.
    pub source: Option<CellSource>,
}

/// Evaluators further apart than this many points are shown for discussion (own design).
pub const SPREAD_ALERT: Decimal = Decimal::from_parts(20, 0, 0, false, 0);

/// The desk.
///
/// # Errors
/// When the rules refuse; [`Error::NotNow`] for an evaluator whose own scores are not all in.
pub async fn comparison(
    ctx: &Ctx,
    actor: &Actor,
    solicitation: &str,
    filter: &Filter,
) -> Result<Comparison, Error> {
    permit::<CompareOffers>(actor, Subject::ANY)?;
    let sheet = Sheet::read(ctx, solicitation).await?;
    sheet.must_be_open_to(actor)?;
    compared(sheet, filter)
}

fn compared(sheet: Sheet, filter: &Filter) -> Result<Comparison, Error> {
    let document = sheet.document();
    let run = sheet.runs.first().cloned();
    let changed = match (&run, &document) {
        (Some(run), Ok(document)) => run.inputs != document.text,
        (Some(_), Err(_)) => true,
        (None, _) => false,
    };
    let figures = match (&run, &document) {
        (Some(run), _) => Some(Figures::of(Inputs::read(&run.inputs)?)?),
        (None, Ok(Document { inputs, .. })) => Figures::of(inputs.clone()).ok(),
        (None, Err(_)) => None,
    };
    let columns = columns(&sheet, figures.as_ref(), filter);
    let mut rows = rows(&sheet, &columns, figures.as_ref());
    if filter.only_differences {
        rows.retain(|row| matches!(row.kind, RowKind::Group(_)) || differs(row));
    }
    let reference = columns.iter().find(|column| column.pinned);
    Ok(Comparison {
        reference: reference.map(|column| column.offer.reference.clone()),
        columns,
        rows,
        figures,
        run,
        changed,
        missing: document.err().unwrap_or_default(),
        sheet,
    })
}

fn columns(sheet: &Sheet, figures: Option<&Figures>, filter: &Filter) -> Vec<Column> {
    let chosen = sheet
        .offers
        .iter()
        .filter(|offer| filter.offers.is_empty() || filter.offers.contains(&offer.reference));
    let mut columns: Vec<Column> = chosen
        .map(|offer| {
            let id = &offer.reference;
            let out = (!offer.takes_part()).then(|| {
                let reason = offer.compliance_reason.clone();
                reason.unwrap_or_else(|| offer.status.meaning().to_owned())
            });
            Column {
                rank: figures.and_then(|figures| figures.rank(id)),
                final_score: figures
                    .and_then(|figures| figures.record(id))
                    .and_then(|record| record.final_score),
                pinned: false,
                ineligible: out.or_else(|| figures.and_then(|figures| figures.ineligible(id))),
                offer: offer.clone(),
            }
        })
        .collect();
    columns.sort_by_key(|column| {
        (
            column.rank.unwrap_or(usize::MAX),
            column.offer.reference.clone(),
        )
    });
    let named = filter.reference.as_ref();
    let place = columns
        .iter()
        .position(|column| Some(&column.offer.reference) == named)
        .unwrap_or(0);
    if let Some(column) = columns.get_mut(place) {
        column.pinned = true;
    }
    columns
}

fn differs(row: &Row) -> bool {
    let said = |cell: &Entry| (cell.words.clone(), cell.value, cell.weighted);
    row.cells
        .windows(2)
        .any(|two| said(&two[0]) != said(&two[1]))
}

fn rows(sheet: &Sheet, columns: &[Column], figures: Option<&Figures>) -> Vec<Row> {
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
    rows.push(total(columns));
    rows.extend(unit_prices(columns));
    rows.extend(weights.map(|weights| level(columns, figures, Level::Price, weights.price)));
    rows.push(group("Technical", weights.map(|weights| weights.technical)));
    rows.extend(declared(&sheet.process, columns));
    let (technical, experience): (Vec<_>, Vec<_>) = sheet
        .process
        .criteria()
        .into_iter()
        .partition(|criterion| !criterion.is_experience());
    rows.extend(
        technical
            .iter()
            .map(|line| scored(sheet, columns, &line.code, &line.name)),
    );
    rows.extend(
        weights.map(|weights| level(columns, figures, Level::Technical, weights.technical)),
    );
    if let (Some(weights), Some(line)) = (weights, experience.first()) {
        rows.push(group("Experience", Some(weights.experience)));
        rows.push(scored(sheet, columns, &line.code, "Confidence"));
        rows.push(level(
            columns,
            figures,
            Level::Experience,
            weights.experience,
        ));
    }
    rows
}

fn row(kind: RowKind, code: &str, label: &str, cells: Vec<Entry>) -> Row {
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
            None => "eligible".to_owned(),
            Some(reason) => format!("not eligible: {reason}"),
        })
    });
    [
        row(RowKind::Words, "state", "State", state.collect()),
        row(RowKind::Words, "eligible", "May win", may_win.collect()),
    ]
}

fn total(columns: &[Column]) -> Row {
    let cells = columns.iter().map(|column| Entry {
        value: column.offer.price_eur(),
        submitted: column.offer.price,
        ..Entry::default()
    });
    let mut row = row(
        RowKind::Total,
        "total",
        "Evaluated total, options in",
        cells.collect(),
    );
    measure(&mut row, columns, true, true);
    row
}

fn unit_prices(columns: &[Column]) -> Vec<Row> {
    let mut names: Vec<(String, String)> = Vec::new();
    for line in columns
        .iter()
        .flat_map(|column| &column.offer.content.price.lines)
    {
        let name = (line.description.clone(), line.unit.clone());
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let one = |(description, unit): (String, String)| {
        let cells = columns
            .iter()
            .map(|column| unit_price(&column.offer, &description, &unit));
        let label = format!("{description}, per {unit}");
        let mut row = row(RowKind::UnitPrice, "unit", &label, cells.collect());
        measure(&mut row, columns, true, true);
        row
    };
    names.into_iter().map(one).collect()
}

fn unit_price(offer: &OfferLine, description: &str, unit: &str) -> Entry {
    let lines = &offer.content.price.lines;
    let line = lines
        .iter()
        .find(|line| line.description == description && line.unit == unit);
    let submitted = line
        .zip(offer.content.price.currency)
        .map(|(line, currency)| Money::new(line.unit_price_minor, currency));
    let units = offer
        .rate
        .as_ref()
        .map_or(Decimal::ONE, |rate| rate.units_per_eur);
    let converts = offer.price_eur().is_some();
    let value = submitted
        .filter(|_| converts)
        .and_then(|money| match money.currency {
            domain::money::Currency::EUR => Some(money.major()),
            _ => money.major().checked_div(units),
        });
    Entry {
        value,
        submitted,
        ..Entry::default()
    }
}

fn declared(process: &Process, columns: &[Column]) -> Vec<Row> {
    let one = |requirement: &Requirement| {
        let value = |column: &Column| {
            let all = &column.offer.content.technical.declared;
            all.iter()
                .find(|line| line.requirement == requirement.code)?
                .value
        };
        let cells = columns.iter().map(|column| Entry {
            value: value(column),
            ..Entry::default()
        });
        let kind = RowKind::Declared(requirement.clone());
        let mut row = row(
            kind,
            &requirement.code,
            requirement.name.as_str(),
            cells.collect(),
        );
        let lower = requirement.direction == domain::solicitations::Direction::Lower;
        measure(&mut row, columns, lower, false);
        row
    };
    process.requirements.iter().map(one).collect()
}

fn scored(sheet: &Sheet, columns: &[Column], code: &str, label: &str) -> Row {
    let cells = columns.iter().map(|column| {
        let cell = sheet.cell(column.offer.id, code);
        Entry {
            value: cell.map(|(value, _, _)| value),
            source: cell.map(|(_, source, _)| source),
            spread: sheet.spread(column.offer.id, code),
            ..Entry::default()
        }
    });
    let kind = if code == super::EXPERIENCE {
        RowKind::Confidence
    } else {
        RowKind::Points
    };
    let mut row = row(kind, code, label, cells.collect());
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
            Level::Technical => Some(record.technical),
            Level::Experience => Some(record.experience),
            Level::Price => record.price,
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
    let label = match which {
        Level::Technical => "Technical score",
        Level::Experience => "Experience score",
        Level::Price => "Price score",
    };
    row(RowKind::Level(weight), label, label, cells.collect())
}

/// Fills in what is best and how far each is from the reference offer.
fn measure(row: &mut Row, columns: &[Column], lower: bool, percent: bool) {
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
