//! The comparison desk: every offer beside every other, by criterion.

use super::compare_rows::rows;
use super::figures::Figures;
use super::inputs::{CellSource, Document};
use super::lots::InLot;
use super::read::Source;
use super::reading::MOST_BESIDE;
use super::robust::{Steadiness, steadiness};
use super::sheet::{CriterionLine, OfferLine, Run, Sheet};
use crate::{Ctx, Error};
use chrono::{DateTime, Utc};
use domain::actor::Actor;
use domain::evaluation::remarks::Remark;
use domain::evaluation::rules::TotalKind;
use domain::money::{Currency, Money};
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
    /// Only these offers, two to [`MOST_BESIDE`]; with fewer, all are gone through page by page.
    pub offers: Vec<String>,
    /// Which of the pages of offers, from 1, where none are chosen.
    pub page: usize,
    /// Every offer on one page, as pictures need them.
    pub whole: bool,
    /// The order of the offers.
    pub order: Order,
    /// The stored result whose figures are shown, by its number; the newest when none is named.
    pub run: Option<i64>,
    /// The currency in which prices are shown; they are compared in euro whatever it is.
    pub currency: Option<Currency>,
    /// The moment as of which everything is shown; none for the present.
    pub moment: Option<DateTime<Utc>>,
}

/// In which order offers stand beside each other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// By rank.
    #[default]
    Rank,
    /// The lowest price in euro first.
    Price,
    /// By the bidders' names.
    Name,
}

impl Order {
    /// Every order.
    pub const ALL: [Self; 3] = [Self::Rank, Self::Price, Self::Name];

    /// The word in addresses.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Rank => "rank",
            Self::Price => "price",
            Self::Name => "name",
        }
    }
}

/// A currency in which prices can be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ShownIn {
    /// The currency.
    pub currency: Currency,
    /// Units of it for one euro, by the rate that the comparison uses.
    pub per_eur: Decimal,
}

/// Everything that the desk shows.
#[derive(Clone, Debug)]
pub struct Comparison {
    /// Everything that is recorded.
    pub sheet: Sheet,
    /// The offers that are shown, in the order that was asked for.
    pub columns: Vec<Column>,
    /// Whether they were chosen.
    pub chosen: bool,
    /// Which page of offers this is, from 1, and how many there are.
    pub page: (usize, usize),
    /// Currencies in which prices can be shown, the one in use first.
    pub currencies: Vec<ShownIn>,
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
    /// How many notes the reader may see beside the answer.
    pub notes: usize,
}

/// The desk.
///
/// # Errors
/// When the rules refuse; [`Error::NotNow`] for an evaluator whose own scores are not all in.
pub async fn comparison(
    ctx: &Ctx,
    actor: &Actor,
    solicitation: impl Into<InLot<'_>>,
    filter: &Filter,
) -> Result<Comparison, Error> {
    permit::<CompareOffers>(actor, Subject::ANY)?;
    let (mut source, at) = (Source::Db(ctx.db()), solicitation.into());
    let sheet = match filter.moment {
        Some(moment) => Sheet::shown_at(&mut source, at, moment, actor).await?,
        None => {
            let sheet = Sheet::shown(&mut source, at).await?.read_by(actor);
            sheet.must_be_open_to(actor)?;
            sheet
        }
    };
    let mut comparison = compared(sheet, filter)?;
    if let Some(figures) = &comparison.figures {
        comparison.steadiness = steadiness(figures, &comparison.sheet)?;
    }
    Ok(comparison)
}

pub(super) fn compared(sheet: Sheet, filter: &Filter) -> Result<Comparison, Error> {
    let document = sheet.document();
    let newest = sheet.runs.first();
    let named = |run: &&Run| Some(run.number) == filter.run;
    let run = sheet.runs.iter().find(named).or(newest).cloned();
    let changed = match (newest, &document) {
        (Some(run), Ok(document)) => run.inputs != document.text,
        (Some(_), Err(_)) => true,
        (None, _) => false,
    };
    let figures = match (&run, &document) {
        (Some(run), _) => Some(Figures::read(&run.inputs)?),
        (None, Ok(Document { contest, .. })) => Figures::of(contest.clone()).ok(),
        (None, Err(_)) => None,
    };
    let mut columns = columns(&sheet, figures.as_ref(), filter);
    let mut rows = rows(&sheet, &columns, figures.as_ref());
    let reference = columns.iter().find(|column| column.pinned);
    let reference = reference.map(|column| column.offer.reference.clone());
    let (shown, page) = shown(&columns, filter);
    keep(&mut columns, &shown);
    rows.iter_mut().for_each(|row| keep(&mut row.cells, &shown));
    if filter.only_differences {
        rows.retain(|row| matches!(row.kind, RowKind::Group(_)) || differs(row));
    }
    drop_empty_groups(&mut rows);
    Ok(Comparison {
        reference,
        columns,
        chosen: chosen(filter),
        page,
        currencies: currencies(&sheet, filter.currency),
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
    let all = !chosen(filter);
    let chosen = sheet
        .offers
        .iter()
        .filter(|offer| all || filter.offers.contains(&offer.reference));
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
    columns.sort_by_cached_key(|column| {
        let offer = &column.offer;
        let (rank, price) = (column.rank.unwrap_or(usize::MAX), offer.price_eur());
        let none = (usize::MAX, Decimal::MAX, String::new());
        let (rank, price, name) = match filter.order {
            Order::Rank => (rank, none.1, none.2),
            Order::Price => (none.0, price.unwrap_or(Decimal::MAX), none.2),
            Order::Name => (none.0, none.1, offer.provider_name.to_lowercase()),
        };
        (rank, price, name, offer.reference.clone())
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

/// Whether offers were chosen: two at least, because one has nothing beside it.
fn chosen(filter: &Filter) -> bool {
    filter.offers.len() > 1
}

/// The places of the offers that are shown, and which page of how many that is. The reference is on each page.
fn shown(columns: &[Column], filter: &Filter) -> (Vec<usize>, (usize, usize)) {
    let all = 0..columns.len();
    if filter.whole || columns.len() <= MOST_BESIDE {
        return (all.collect(), (1, 1));
    }
    let others: Vec<usize> = all
        .clone()
        .filter(|place| !columns[*place].pinned)
        .collect();
    let pages = match chosen(filter) {
        true => 1,
        false => others.len().div_ceil(MOST_BESIDE - 1),
    };
    let page = filter.page.clamp(1, pages);
    let beside = others.chunks(MOST_BESIDE - 1).nth(page - 1);
    let beside = beside.unwrap_or_default();
    let kept = all.filter(|place| columns[*place].pinned || beside.contains(place));
    (kept.collect(), (page, pages))
}

/// Keeps what stands at these places.
fn keep<T>(all: &mut Vec<T>, places: &[usize]) {
    let mut place = 0;
    all.retain(|_| {
        place += 1;
        places.contains(&(place - 1))
    });
}

/// The euro and every currency of an offer that converts, the one that was asked for first.
fn currencies(sheet: &Sheet, wanted: Option<Currency>) -> Vec<ShownIn> {
    let euro = ShownIn {
        currency: Currency::EUR,
        per_eur: Decimal::ONE,
    };
    let priced = sheet
        .offers
        .iter()
        .filter(|_| !sheet.process.prices_sealed());
    let foreign = priced.filter_map(|offer| {
        let currency = offer.price?.currency;
        let per_eur = offer.rate.as_ref()?.units_per_eur;
        (currency != Currency::EUR).then_some(ShownIn { currency, per_eur })
    });
    let mut all: Vec<ShownIn> = foreign.collect();
    all.sort_unstable_by_key(|one| one.currency);
    all.dedup_by_key(|one| one.currency);
    all.insert(0, euro);
    all.sort_by_key(|one| Some(one.currency) != wanted);
    all
}

/// Heads of groups of which no row is shown say nothing.
fn drop_empty_groups(rows: &mut Vec<Row>) {
    let head = |row: &Row| matches!(row.kind, RowKind::Group(_));
    let empty: Vec<bool> = (0..rows.len())
        .map(|place| head(&rows[place]) && rows.get(place + 1).is_none_or(head))
        .collect();
    let mut empty = empty.into_iter();
    rows.retain(|_| !empty.next().unwrap_or_default());
}

fn differs(row: &Row) -> bool {
    let said = |cell: &Entry| (cell.words.clone(), cell.value, cell.weighted);
    row.cells
        .windows(2)
        .any(|two| said(&two[0]) != said(&two[1]))
}
