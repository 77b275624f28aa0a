//! One number of a stored result: what it is, how it comes about, from which other numbers, and who set these. The address
//! names the result's number, so that it says the same for ever.

mod figure;
mod formula;
mod record;

pub use figure::{Figure, Input, Shown};
pub use record::{OwnMark, SetBy};

use super::figures::Figures;
use super::inputs::{Cell, CellSource, RateUsed};
use super::lots;
use super::marks::Marks;
use super::read::{self, Source};
use super::sheet::{OfferLine, Process, Run, Sheet};
use crate::{Ctx, Error};
use domain::actor::Actor;
use domain::evaluation::rules::EvaluationRule;
use domain::policy::actions::CompareOffers;
use domain::policy::{Subject, permit};
use serde::Deserialize;

/// A number of a stored result, unfolded.
#[derive(Clone, Debug)]
pub struct Explained {
    /// The solicitation.
    pub process: Process,
    /// The result.
    pub run: Run,
    /// The number of the newest result, which may say something else.
    pub newest: i64,
    /// The rule of the method.
    pub rule: &'static EvaluationRule,
    /// The offer.
    pub offer: String,
    /// Its bidder.
    pub provider_name: String,
    /// Which number.
    pub figure: Figure,
    /// Its name.
    pub title: String,
    /// The number, unrounded; none where the offer has none.
    pub value: Option<Shown>,
    /// Why the offer has no such number, or cannot win.
    pub out: Option<String>,
    /// How it comes about, in words.
    pub formula: String,
    /// Where that is written.
    pub source: String,
    /// The numbers it comes from, each with its own address where it has one.
    pub inputs: Vec<Input>,
    /// The scores of single evaluators behind it.
    pub marks: Vec<OwnMark>,
    /// The events that set it, the oldest first.
    pub events: Vec<SetBy>,
}

/// What a run keeps beside its answer.
#[derive(Deserialize)]
struct Kept {
    cells: Vec<Cell>,
}

/// Everything that an explanation is made from.
struct Known<'a> {
    process: &'a Process,
    offers: &'a [OfferLine],
    line: &'a OfferLine,
    figures: &'a Figures,
    cells: Vec<Cell>,
    rates: Vec<RateUsed>,
}

impl Known<'_> {
    fn cell(&self, offer: &str, criterion: &str) -> Option<&Cell> {
        let mut cells = self.cells.iter();
        cells.find(|cell| cell.offer == offer && cell.criterion == criterion)
    }

    fn rate(&self) -> Option<&RateUsed> {
        let currency = self.line.price?.currency;
        let mut rates = self.rates.iter();
        rates.find(|rate| rate.currency == currency.code())
    }
}

/// Explains a number of a stored result.
///
/// # Errors
/// When the rules refuse; [`Error::NotNow`] for an evaluator whose own scores are not all in; [`Error::NotFound`] where
/// there is no such result, offer or number.
pub async fn explained(
    ctx: &Ctx,
    actor: &Actor,
    solicitation: &str,
    number: i64,
    (offer, code): (&str, &str),
) -> Result<Explained, Error> {
    permit::<CompareOffers>(actor, Subject::ANY)?;
    let figure = Figure::from_code(code).ok_or(Error::NotFound)?;
    let mut source = Source::Db(ctx.db());
    let (process, runs) = of_run(&mut source, solicitation, number).await?;
    let offers = read::offers(&mut source, &process).await?;
    let members = read::members(&mut source, process.id).await?;
    let sheet = Sheet::new((process, runs), offers, members, Marks::default());
    let sheet = sheet.read_by(actor);
    sheet.must_be_open_to(actor)?;
    let run = sheet.runs.iter().find(|run| run.number == number);
    let run = run.ok_or(Error::NotFound)?;
    let line = sheet.offer(offer)?;
    let figures = Figures::read(&run.inputs)?;
    let kept: Kept = serde_json::from_str(&run.outputs)?;
    let known = Known {
        process: &sheet.process,
        offers: &sheet.offers,
        line,
        figures: &figures,
        cells: kept.cells,
        rates: serde_json::from_str(&run.rates)?,
    };
    let recorded = record::recorded(ctx, &known, run, &figure).await?;
    let unfolded = formula::unfold(&known, &figure).ok_or(Error::NotFound)?;
    let mean = |cell: &Cell| cell.source == CellSource::Mean;
    let scored = match &figure {
        Figure::Score(criterion) => known.cell(offer, criterion).map(mean),
        _ => None,
    };
    Ok(Explained {
        newest: sheet.runs.first().map_or(number, |run| run.number),
        rule: figures.rule(),
        offer: line.reference.clone(),
        provider_name: line.provider_name.clone(),
        title: unfolded.title,
        value: unfolded.value,
        out: line.out_because().or_else(|| figures.ineligible(offer)),
        formula: match scored {
            Some(false) => "The score on which the panel agreed. Every individual score is kept, and enters no further.".to_owned(),
            _ => unfolded.formula,
        },
        source: unfolded.source,
        inputs: unfolded.inputs,
        marks: recorded.marks,
        events: recorded.events,
        run: run.clone(),
        process: sheet.process.clone(),
        figure,
    })
}

/// The process of a stored result: of its lot, where it is of one.
async fn of_run(
    source: &mut Source<'_>,
    solicitation: &str,
    number: i64,
) -> Result<(Process, Vec<Run>), Error> {
    let (process, runs) = read::process(source, solicitation).await?;
    let run = runs.iter().find(|run| run.number == number);
    let lot = run.map(|run| run.lot.clone()).ok_or(Error::NotFound)?;
    match lot.as_str() {
        "" => Ok((process, runs)),
        lot => lots::contest(source, (solicitation, Some(lot)).into()).await,
    }
}
