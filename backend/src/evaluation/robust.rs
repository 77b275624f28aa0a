//! How firmly a result stands: the contest judged again with something changed. This is analysis; nothing is stored.

use super::compare::{Comparison, Filter, compared};
use super::figures::Figures;
use super::lots::InLot;
use super::read::Source;
use super::sheet::Sheet;
use crate::{Ctx, Error};
use domain::actor::Actor;
use domain::evaluation::contest::{Contest, ContestError};
use domain::evaluation::sensitivity::{
    Draw, RankTable, Replay, Stability, Verdict, Weighed, Weighing, judged_without, losers,
    rank_counts, stability, with_rate_moved,
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
    /// The rules that random weights obey, in sentences.
    pub laws: Vec<String>,
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
    solicitation: impl Into<InLot<'_>>,
    against: Option<&str>,
    draw: Draw,
) -> Result<Robustness, Error> {
    permit::<CompareOffers>(actor, Subject::ANY)?;
    let sheet = Sheet::shown(&mut Source::Db(ctx.db()), solicitation.into()).await?;
    let sheet = sheet.read_by(actor);
    sheet.must_be_open_to(actor)?;
    let filter = Filter {
        whole: true,
        reference: against.map(str::to_owned),
        ..Filter::default()
    };
    let comparison = compared(sheet, &filter)?;
    // Ten thousand rankings take their time: one analysis after the other, and not on a thread that serves others.
    let _place = ctx.drawing().await?;
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
    let (sheet, contest) = (&comparison.sheet, &figures.contest);
    let verdict = contest.verdict(&figures.judgement);
    let (weights, ranks, laws) = match &contest.weighing() {
        Some(weighing) => (
            weight_cases(weighing, sheet, |_| true)?,
            rank_counts(weighing, draw).map_err(Error::not_now)?,
            laws(weighing),
        ),
        None => (Vec::new(), None, Vec::new()),
    };
    Ok(Some(Analysis {
        offers: offers(contest, &verdict),
        evaluators: evaluators(sheet),
        currencies: currencies(contest, &verdict, sheet),
        verdict,
        weights,
        ranks,
        laws,
    }))
}

fn offers(contest: &Contest, verdict: &Verdict) -> Vec<Case> {
    let case = |id: &str| {
        let removal = judged_without(contest, verdict, &[id]);
        let winner = removal.map(|removal| removal.verdict.winner);
        Case::of(
            id.to_owned(),
            winner.map_err(|error| error.to_string()),
            verdict,
        )
    };
    losers(contest, verdict).into_iter().map(case).collect()
}

impl Case {
    /// Measured against the verdict with nothing changed.
    fn of(subject: String, winner: Result<Option<String>, String>, verdict: &Verdict) -> Self {
        Self {
            changes: verdict.winner.is_some()
                && winner
                    .as_ref()
                    .is_ok_and(|winner| *winner != verdict.winner),
            subject,
            winner,
        }
    }
}

/// Without each evaluator: the scores are collected again as if that person had handed in none. Moderated scores stay,
/// because they are the panel's and no longer one person's. Measured against what is recorded now.
fn evaluators(sheet: &Sheet) -> Vec<Case> {
    let now = Verdict {
        winner: winner_of(sheet).ok().flatten(),
        ranking: Vec::new(),
    };
    let scoring = sheet
        .scoring()
        .filter(|member| !member.handed_in.is_empty());
    let cases = scoring.map(|member| {
        let mut without = sheet.clone();
        without
            .members
            .retain(|other| other.account != member.account);
        Case::of(member.name.clone(), winner_of(&without), &now)
    });
    cases.collect()
}

/// Who wins as everything is recorded, or the first thing that is missing.
fn winner_of(sheet: &Sheet) -> Result<Option<String>, String> {
    let missing = |missing: Vec<String>| missing.into_iter().next().unwrap_or_default();
    let document = sheet.document().map_err(missing)?;
    let judged = document.contest.judge();
    judged
        .map(|judged| judged.winner)
        .map_err(|error| error.to_string())
}

fn currencies(contest: &Contest, verdict: &Verdict, sheet: &Sheet) -> Vec<Case> {
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
            let winner = with_rate_moved(contest, &own, step)
                .map_err(ContestError::from)
                .and_then(|moved| moved.judge())
                .map(|judged| judged.winner)
                .map_err(|error| error.to_string());
            let subject = format!("{} {words}", currency.code());
            cases.push(Case::of(subject, winner, verdict));
        }
    }
    cases
}

fn laws(weighing: &Weighing) -> Vec<String> {
    let own = weighing
        .laws
        .iter()
        .map(|law| law.sentence.clone().into_owned());
    let nothing = "Neither quality nor price may weigh nothing.".to_owned();
    own.chain(weighing.above_zero.then_some(nothing)).collect()
}

/// What the desk says of how firmly a result stands.
#[derive(Clone, Debug)]
pub struct Steadiness {
    /// Each level 1 weight; empty under a method that weighs nothing against price.
    pub weights: Vec<WeightCase>,
    /// Without each losing offer.
    pub offers: Vec<Case>,
}

/// The short form of the analysis; none where nobody wins.
pub(super) fn steadiness(figures: &Figures, sheet: &Sheet) -> Result<Option<Steadiness>, Error> {
    let contest = &figures.contest;
    let verdict = contest.verdict(&figures.judgement);
    if verdict.winner.is_none() {
        return Ok(None);
    }
    let weighing = contest.weighing();
    let level_one =
        |weighing| weight_cases(weighing, sheet, |one| matches!(one, Weighed::LevelOne(_)));
    Ok(Some(Steadiness {
        weights: weighing.as_ref().map_or(Ok(Vec::new()), level_one)?,
        offers: offers(contest, &verdict),
    }))
}

fn weight_cases(
    weighing: &Weighing,
    sheet: &Sheet,
    wanted: impl Fn(&Weighed) -> bool,
) -> Result<Vec<WeightCase>, Error> {
    let case = |which| {
        Ok(WeightCase {
            which,
            name: name_of(which, weighing, sheet),
            published: weighing.published(which),
            effective: weighing.effective(which).map_err(Error::not_now)?,
            stability: stability(weighing, which).map_err(Error::not_now)?,
        })
    };
    weighing.weights().filter(wanted).map(case).collect()
}

fn name_of(which: Weighed, weighing: &Weighing, sheet: &Sheet) -> String {
    let last = weighing.level_one.len() - 1;
    let name = match which {
        Weighed::LevelOne(0) => Some("Technical"),
        Weighed::LevelOne(place) if place == last => Some("Price"),
        Weighed::LevelOne(_) => Some("Experience"),
        Weighed::Sub(place) => {
            let criterion = sheet.process.scheme.criteria.get(place);
            criterion.map(|criterion| criterion.name.as_str())
        }
    };
    name.unwrap_or_default().to_owned()
}
