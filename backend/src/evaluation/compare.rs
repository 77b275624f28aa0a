//! The comparison desk: every offer beside every other, by criterion.

use super::compare_rows::rows;
use super::figures::Figures;
use super::inputs::{CellSource, Document};
use super::robust::{Steadiness, steadiness};
use super::sheet::{CriterionLine, OfferLine, Run, Sheet};
use crate::{Ctx, Error};
use domain::actor::Actor;
use domain::evaluation::remarks::Remark;
use domain::evaluation::rules::TotalKind;
use domain::money::Money;
use domain::parameters::Standing;
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
    /// Whether everything is there to fix the technical result, on which the opening of the prices waits.
    pub may_fix: bool,
    /// The reference offer.
    pub reference: Option<String>,
    /// How firmly the result stands, in short; none where nobody wins.
    pub steadiness: Option<Steadiness>,
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
    /// What was declared for a requirement.
    Declared(Requirement),
    /// What evaluators gave for a sub-criterion or for experience.
    Scored(CriterionLine),
    /// A level 1 score with its weight in percent.
    Level(Decimal),
    /// A technical score that nothing weighs against price.
    Points,
    /// What quality takes off the price, euro.
    Credit,
    /// The figure by which offers are compared.
    Compared(TotalKind),
    /// The place.
    Rank,
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
    /// Words, in a row of words; what was declared as it was declared, in a row of a requirement.
    pub words: Option<String>,
    /// How what was declared stands against the requirement.
    pub standing: Option<Standing>,
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
    /// What the panel, or else its members, noted beside the score.
    pub remarks: Vec<Remark>,
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
    let mut comparison = compared(sheet, filter)?;
    if let Some(figures) = &comparison.figures {
        comparison.steadiness = steadiness(figures, &comparison.sheet)?;
    }
    Ok(comparison)
}

pub(super) fn compared(sheet: Sheet, filter: &Filter) -> Result<Comparison, Error> {
    let document = sheet.document();
    let run = sheet.runs.first().cloned();
    let changed = match (&run, &document) {
        (Some(run), Ok(document)) => run.inputs != document.text,
        (Some(_), Err(_)) => true,
        (None, _) => false,
    };
    let figures = match (&run, &document) {
        (Some(run), _) => Some(Figures::read(&run.inputs)?),
        (None, Ok(Document { contest, .. })) => Figures::of(contest.clone()).ok(),
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
        steadiness: None,
        run,
        changed,
        may_fix: sheet.technical().is_ok(),
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
            Column {
                rank: figures.and_then(|figures| figures.rank(id)),
                final_score: figures
                    .and_then(|figures| figures.record(id))
                    .and_then(|record| record.total),
                pinned: false,
                ineligible: offer
                    .out_because()
                    .or_else(|| figures.and_then(|figures| figures.ineligible(id))),
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
