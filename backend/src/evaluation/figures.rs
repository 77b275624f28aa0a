//! What the published method makes of the inputs, unrounded.

use crate::Error;
use domain::evaluation::cases;
use domain::evaluation::contest::{BestValue, Contest, Judgement, Record};
use domain::evaluation::ncia::{self, Evaluation};
use domain::evaluation::rules::EvaluationRule;
use domain::evaluation::sensitivity::Replay;
use domain::solicitations::{EvaluationMethod, LevelOne};
use rust_decimal::Decimal;

/// What NCIA best value says beside its judgement.
#[derive(Clone, Debug)]
pub struct BestValueFigures {
    /// Level 1 weights, percent.
    pub weights: LevelOne,
    /// The bids as the method reads them.
    pub bids: Vec<ncia::Bid>,
    /// Scores, ranking and tie rule.
    pub evaluation: Evaluation,
}

/// The figures of a result, in one shape for every method.
#[derive(Clone, Debug)]
pub struct Figures {
    /// What was computed from.
    pub contest: Contest,
    /// Records, ranking and the tie rule's verdict.
    pub judgement: Judgement,
    /// What NCIA best value says beside it.
    pub best_value: Option<BestValueFigures>,
}

impl Figures {
    /// Computes.
    ///
    /// # Errors
    /// When the method has no result with these bids; the text says why.
    pub fn of(contest: Contest) -> Result<Self, Error> {
        let judgement = contest.judge().map_err(Error::not_now)?;
        let best_value = match contest.plan.method {
            EvaluationMethod::NciaBestValueNumerical => Some(best_value(&contest)?),
            _ => None,
        };
        Ok(Self {
            contest,
            judgement,
            best_value,
        })
    }

    /// Computes again what a stored run computed.
    ///
    /// # Errors
    /// As [`Figures::of`]; for a document that is none.
    pub(super) fn read(document: &str) -> Result<Self, Error> {
        let document = serde_json::from_str(document)?;
        let contest = cases::contest(&document)
            .map_err(|error| Error::Internal(format!("stored inputs: {error}")))?;
        Self::of(contest)
    }

    /// The newest rule of the method.
    #[must_use]
    pub fn rule(&self) -> &'static EvaluationRule {
        self.contest.plan.method.rule()
    }

    /// The bid that the published rule selects, if it selects one.
    #[must_use]
    pub fn winner(&self) -> Option<&str> {
        self.judgement.winner.as_deref()
    }

    /// Eligible bids, the first in rank first; empty where the method ranks nothing.
    #[must_use]
    pub fn ranking(&self) -> &[String] {
        &self.judgement.ranking
    }

    /// Bids that may be chosen: those in rank first, by rank.
    #[must_use]
    pub fn may_win(&self) -> Vec<String> {
        let open = self.judgement.records.iter();
        let unranked = open
            .filter(|record| record.ineligible.is_none())
            .map(|record| &record.id)
            .filter(|id| !self.ranking().contains(id));
        self.ranking().iter().chain(unranked).cloned().collect()
    }

    /// The place of a bid, from 1; none for an ineligible one and where the method ranks nothing.
    #[must_use]
    pub fn rank(&self, id: &str) -> Option<usize> {
        self.judgement.rank(id)
    }

    /// The record of a bid.
    #[must_use]
    pub fn record(&self, id: &str) -> Option<&Record> {
        self.judgement.record(id)
    }

    /// Why a bid cannot win, if it cannot.
    #[must_use]
    pub fn ineligible(&self, id: &str) -> Option<String> {
        self.record(id)?.ineligible.clone()
    }

    /// The price of a bid in euro, unrounded.
    #[must_use]
    pub fn price_eur(&self, id: &str) -> Option<Decimal> {
        Some(self.record(id)?.price_eur)
    }

    /// What a person must settle because the published rule does not, in a sentence.
    #[must_use]
    pub fn open_tie(&self) -> Option<String> {
        self.judgement.open.clone()
    }
}

fn best_value(contest: &Contest) -> Result<BestValueFigures, Error> {
    let weights = contest.plan.level_one().map_err(Error::not_now)?;
    let contest = BestValue::of(contest).map_err(Error::not_now)?;
    Ok(BestValueFigures {
        evaluation: contest.replay().map_err(Error::not_now)?,
        weights,
        bids: contest.bids,
    })
}
