//! How firmly a result stands: the contest judged again with something changed. This is analysis; nothing is stored.

use super::compare::{Comparison, Filter, compared};
use super::figures::Figures;
use super::inputs::Inputs;
use super::sheet::Sheet;
use crate::{Ctx, Error};
use domain::actor::Actor;
use domain::evaluation::ncia::{Scheme, TrialWeights};
use domain::evaluation::sensitivity::{
    BestValue, Contest, Draw, LowestPrice, RankTable, Stability, Verdict, Weighed, Weighing,
    leave_one_out, rank_counts, stability, with_rate_moved,
};
use domain::money::Currency;
use domain::policy::actions::CompareOffers;
use domain::policy::{Subject, permit};
use rust_decimal::Decimal;

/// How far a foreign currency is moved in either direction, percent of its units for one euro.
pub const RATE_STEP: Decimal = Decimal::from_parts(5, 0, 0, false, 0);

/// The most samples that one page draws.
pub const DRAW_SAMPLES: u32 = 10_000;

/// How random weights are drawn, from a query: `seed`, `samples`, `spread` in points, `levels`. What is not there or
/// makes no sense is as it is by default: seed 1, ten points, both levels, as many samples as are allowed.
#[must_use]
pub fn draw_from_query(query: &[(String, String)]) -> Draw {
    let said = |name: &str| {
        query
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.trim())
    };
    let number = |name| said(name).and_then(|value| value.parse::<u32>().ok());
    Draw {
        seed: said("seed")
            .and_then(|value| value.parse().ok())
            .unwrap_or(1),
        samples: number("samples")
            .filter(|samples| (1..=DRAW_SAMPLES).contains(samples))
            .unwrap_or(DRAW_SAMPLES),
        spread: number("spread")
            .filter(|points| *points <= 100)
            .unwrap_or(10),
        sub_criteria: said("levels") != Some("level_one"),
    }
}

/// A result and how firmly it stands.
#[derive(Clone, Debug)]
pub struct Robustness {
    /// What the desk shows.
    pub comparison: Comparison,
    /// How the random weights are drawn.
    pub draw: Draw,
    /// The analysis; none until there are figures.
    pub analysis: Option<Analysis>,
}

/// The contest judged again.
#[derive(Clone, Debug)]
pub struct Analysis {
    /// Who comes first as everything is.
    pub verdict: Verdict,
    /// Without each losing offer.
    pub offers: Vec<Case>,
    /// Without each evaluator whose scores are in.
    pub evaluators: Vec<Case>,
    /// With each foreign currency dearer and cheaper.
    pub currencies: Vec<Case>,
    /// Each weight; empty under a method that weighs nothing.
    pub weights: Vec<WeightCase>,
    /// How often each offer took each place under random weights; none where nothing is weighed, or where the published
    /// weights break the rules of the method.
    pub ranks: Option<RankTable>,
}

/// The contest with one thing changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    /// What is changed: an offer's reference, a person's name, a currency with its change.
    pub subject: String,
    /// Who wins then, if anybody; else why nothing can be computed.
    pub winner: Result<Option<String>, String>,
    /// Whether the offer that wins as everything is does not win then.
    pub changes: bool,
}

/// A weight and how far it can move.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WeightCase {
    /// Which weight.
    pub which: Weighed,
    /// The criterion's name.
    pub name: String,
    /// Published, percent of its level.
    pub published: Decimal,
    /// Points of the final score that the observed scores under the criterion really move.
    pub effective: Decimal,
    /// With which weights the winner stays; none where nobody wins or the weight is alone in its level.
    pub stability: Option<Stability>,
}

/// A result and how firmly it stands, for who may see the comparison. `against` is the offer that the others are measured
/// against, as on the desk.
///
/// # Errors
/// As [`comparison`](super::comparison).
pub async fn robustness(
    ctx: &Ctx,
    actor: &Actor,
    solicitation: &str,
    against: Option<&str>,
    draw: Draw,
) -> Result<Robustness, Error> {
    permit::<CompareOffers>(actor, Subject::ANY)?;
    let sheet = Sheet::read(ctx, solicitation).await?;
    sheet.must_be_open_to(actor)?;
    let filter = Filter {
        reference: against.map(str::to_owned),
        ..Filter::default()
    };
    let comparison = compared(sheet, &filter)?;
    // Ten thousand rankings take their time: not on a thread that serves others.
    tokio::task::spawn_blocking(move || {
        Ok(Robustness {
            analysis: analysis(&comparison, draw)?,
            comparison,
            draw,
        })
    })
    .await
    .map_err(|error| Error::Internal(error.to_string()))?
}

fn analysis(comparison: &Comparison, draw: Draw) -> Result<Option<Analysis>, Error> {
    let Some(figures) = &comparison.figures else {
        return Ok(None);
    };
    let sheet = &comparison.sheet;
    let found = match figures.inputs() {
        Inputs::BestValue {
            weights,
            sub_weights,
            minimum,
            bids,
        } => {
            let weights = TrialWeights::new(weights.technical, weights.experience, weights.price)
                .map_err(Error::not_now)?;
            let contest = BestValue {
                scheme: Scheme::trial(weights, sub_weights.clone(), *minimum),
                bids: bids.clone(),
            };
            judged(&contest, sheet, draw)?
        }
        Inputs::LowestPrice(bids) => {
            let bids = bids.iter().map(|(bid, _)| bid.clone()).collect();
            judged(&LowestPrice { bids }, sheet, draw)?
        }
    };
    Ok(Some(found))
}

fn judged<C: Contest>(contest: &C, sheet: &Sheet, draw: Draw) -> Result<Analysis, Error> {
    let record = contest.judge().map_err(Error::not_now)?;
    let verdict = contest.verdict(&record);
    let weighing = contest.weighing();
    let (weights, ranks) = match &weighing {
        Some(weighing) => (
            weight_cases(weighing, sheet)?,
            rank_counts(weighing, draw).map_err(Error::not_now)?,
        ),
        None => (Vec::new(), None),
    };
    Ok(Analysis {
        offers: offers(contest, &verdict)?,
        evaluators: evaluators(sheet),
        currencies: currencies(contest, &verdict, sheet)?,
        verdict,
        weights,
        ranks,
    })
}

fn offers<C: Contest>(contest: &C, verdict: &Verdict) -> Result<Vec<Case>, Error> {
    let removals = leave_one_out(contest, verdict).map_err(Error::not_now)?;
    let case = removals.into_iter().map(|removal| Case {
        subject: removal.removed.concat(),
        winner: Ok(removal.verdict.winner),
        changes: removal.winner_changes,
    });
    Ok(case.collect())
}

/// Without each evaluator: the scores are collected again as if that person had handed in none. Moderated scores stay,
/// because they are the panel's and no longer one person's. Measured against what is recorded now.
fn evaluators(sheet: &Sheet) -> Vec<Case> {
    let now = winner_of(sheet).ok().flatten();
    let scoring = sheet
        .scoring()
        .filter(|member| !member.handed_in.is_empty());
    let cases = scoring.map(|member| {
        let mut without = sheet.clone();
        without
            .members
            .retain(|other| other.account != member.account);
        let winner = winner_of(&without);
        Case {
            subject: member.name.clone(),
            changes: now.is_some() && winner.as_ref().is_ok_and(|winner| *winner != now),
            winner,
        }
    });
    cases.collect()
}

/// Who wins as everything is recorded, or the first thing that is missing.
fn winner_of(sheet: &Sheet) -> Result<Option<String>, String> {
    let missing = |missing: Vec<String>| missing.into_iter().next().unwrap_or_default();
    let document = sheet.document().map_err(missing)?;
    let figures = Figures::of(document.inputs).map_err(|error| error.to_string())?;
    Ok(figures.winner().map(str::to_owned))
}

fn currencies<C: Contest>(
    contest: &C,
    verdict: &Verdict,
    sheet: &Sheet,
) -> Result<Vec<Case>, Error> {
    let priced = sheet
        .offers
        .iter()
        .filter_map(|offer| Some((offer.price?.currency, offer)));
    let mut foreign: Vec<Currency> = priced.clone().map(|(currency, _)| currency).collect();
    foreign.retain(|currency| *currency != Currency::EUR);
    foreign.sort_unstable_by(|left, right| left.code().cmp(right.code()));
    foreign.dedup();
    let mut cases = Vec::new();
    for currency in foreign {
        let own = priced.clone().filter(|(other, _)| *other == currency);
        let own: Vec<_> = own.map(|(_, offer)| offer.reference.as_str()).collect();
        for (step, words) in [(RATE_STEP, "+5 %"), (-RATE_STEP, "\u{2212}5 %")] {
            let moved = with_rate_moved(contest, &own, step).map_err(Error::not_now)?;
            let record = moved.judge().map_err(Error::not_now)?;
            let winner = moved.verdict(&record).winner;
            cases.push(Case {
                subject: format!("{} {words}", currency.code()),
                changes: verdict.winner.is_some() && winner != verdict.winner,
                winner: Ok(winner),
            });
        }
    }
    Ok(cases)
}

fn weight_cases(weighing: &Weighing, sheet: &Sheet) -> Result<Vec<WeightCase>, Error> {
    let case = |which| {
        Ok(WeightCase {
            which,
            name: name_of(which, sheet),
            published: weighing.published(which),
            effective: weighing.effective(which).map_err(Error::not_now)?,
            stability: stability(weighing, which).map_err(Error::not_now)?,
        })
    };
    weighing.weights().map(case).collect()
}

fn name_of(which: Weighed, sheet: &Sheet) -> String {
    let name = match which {
        Weighed::LevelOne(place) => ["Technical", "Experience", "Price"].get(place).copied(),
        Weighed::Sub(place) => {
            let criterion = sheet.process.scheme.criteria.get(place);
            criterion.map(|criterion| criterion.name.as_str())
        }
    };
    name.unwrap_or_default().to_owned()
}
