//! The scores of a contest, prepared once, so that other weights cost one sum of products for each bid.

use std::borrow::Cow;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::ranker::Ranker;
use crate::evaluation::arithmetic::{ArithmeticError, Exact, exact, weighted};
use crate::evaluation::contest::{BestValue, Contest, ContestError, Field, PriceFormula};
use crate::evaluation::ncia::{WeightRule, experience_score};
use crate::evaluation::ranking::TieRule;
use crate::solicitations::EvaluationMethod as M;

/// A weight of a method that weighs in two levels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weighed {
    /// A level 1 criterion, by its place. The first is divided into sub-criteria, the last is price.
    LevelOne(usize),
    /// A sub-criterion of the first level 1 criterion, by its place.
    Sub(usize),
}

/// A rule that level 1 weights obey to be published.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Law {
    /// The sum of each factor times its weight is not negative.
    pub factors: Vec<i64>,
    /// The same in a sentence.
    pub sentence: Cow<'static, str>,
}

/// A bid with the points that no weight changes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Scored {
    pub(super) id: String,
    pub(super) sub_scores: Vec<Decimal>,
    /// Points under the level 1 criteria between the first and price.
    pub(super) between: Vec<Decimal>,
    pub(super) price: Decimal,
    /// Out whatever the weights are, such as below the floor of a sub-criterion.
    pub(super) excluded: bool,
}

/// Weights in percent and the scores that they weigh, bids in the order of their identifiers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Weighing {
    /// The published level 1 weights, percent, price last.
    pub level_one: Vec<Decimal>,
    /// The published weights of the sub-criteria of the first, percent.
    pub sub: Vec<Decimal>,
    /// Rules that level 1 weights obey to be published.
    pub laws: Vec<Law>,
    /// Whether a level 1 weight of nothing is unlawful: neither quality nor price may be neutralised (Regulation
    /// 2024/2509, annex I, 21).
    pub above_zero: bool,
    pub(super) minimum: Decimal,
    pub(super) formula: PriceFormula,
    pub(super) tie: TieRule,
    pub(super) bids: Vec<Scored>,
}

impl Weighing {
    /// What a contest weighs; none under a method that weighs nothing against price.
    ///
    /// # Errors
    /// Where something is missing that the method needs.
    pub fn of(contest: &Contest) -> Result<Option<Self>, ContestError> {
        match contest.plan.method {
            M::NciaBestValueNumerical => Ok(Some(Self::best_value(&BestValue::of(contest)?))),
            M::NspaBestValue
            | M::RelativeLowestPrice
            | M::LinearMinMaxPrice
            | M::AverageBasedPrice
            | M::PublishedThresholdLinear => Self::sum(contest).map(Some),
            M::NciaBestValueNarrative
            | M::LowestPriceTechnicallyCompliant
            | M::EsaWeightedMarks
            | M::PriceQualityRatioQuotient
            | M::Vatep
            | M::QualityToPriceMonetised => Ok(None),
        }
    }

    /// NCIA best value: technical x, experience y, price z with x + y >= 2z, x >= y, x >= z
    /// (General Bidding Instructions 4.3 to 4.6).
    #[must_use]
    pub fn best_value(contest: &BestValue) -> Self {
        let weights = contest.scheme.weights();
        let scored = contest.bids.iter().map(|bid| Scored {
            id: bid.id.clone(),
            sub_scores: bid.technical_sub_scores.clone(),
            between: vec![experience_score(bid.confidence)],
            price: bid.price,
            excluded: bid.excluded.is_some(),
        });
        let laws = [
            ([1, 1, -2], WeightRule::QualityAtLeastTwicePrice),
            ([1, -1, 0], WeightRule::TechnicalAtLeastExperience),
            ([1, 0, -1], WeightRule::TechnicalAtLeastPrice),
        ];
        let law = |(factors, rule): ([i64; 3], WeightRule)| Law {
            factors: factors.to_vec(),
            sentence: rule.sentence().into(),
        };
        Self {
            level_one: vec![weights.technical(), weights.experience(), weights.price()],
            sub: contest.scheme.sub_weights().to_vec(),
            laws: laws.map(law).to_vec(),
            above_zero: false,
            minimum: contest.scheme.minimum_technical(),
            formula: PriceFormula::Average,
            tie: TieRule::WithinOnePoint,
            bids: in_order(scored.collect()),
        }
    }

    /// Technical points and price points, weighed against each other.
    fn sum(contest: &Contest) -> Result<Self, ContestError> {
        let plan = &contest.plan;
        let weights = plan.level_one()?;
        let formula =
            PriceFormula::of(plan)?.ok_or(ContestError::Unpublished("a price formula"))?;
        let scored = |bid| {
            let composite = plan.quality(bid)?.composite;
            Ok(Scored {
                id: bid.id.clone(),
                excluded: plan.below_floor(&composite).is_some(),
                sub_scores: composite,
                between: Vec::new(),
                price: bid.price.in_eur().value()?,
            })
        };
        let bids: Result<Vec<_>, ContestError> = contest.bids.iter().map(scored).collect();
        Ok(Self {
            level_one: vec![weights.technical, weights.price],
            sub: plan.sub_weights.clone(),
            laws: Vec::new(),
            above_zero: true,
            minimum: plan.minimum,
            formula,
            tie: match plan.method {
                M::NspaBestValue => TieRule::WithinOnePoint,
                _ => TieRule::ExactlyEqual,
            },
            bids: in_order(bids?),
        })
    }

    /// Every weight, level 1 first.
    pub fn weights(&self) -> impl Iterator<Item = Weighed> + use<> {
        let level_one = (0..self.level_one.len()).map(Weighed::LevelOne);
        level_one.chain((0..self.sub.len()).map(Weighed::Sub))
    }

    /// The published weight, percent of its level.
    #[must_use]
    pub fn published(&self, which: Weighed) -> Decimal {
        let weight = match which {
            Weighed::LevelOne(place) => self.level_one.get(place),
            Weighed::Sub(place) => self.sub.get(place),
        };
        weight.copied().unwrap_or_default()
    }

    /// The identifier of a bid by its place; empty where there is no such place.
    #[must_use]
    pub fn id(&self, bid: usize) -> &str {
        self.bids.get(bid).map_or("", |bid| &bid.id)
    }

    /// Sentences of the rules that level 1 weights, percent, would break if they were published.
    #[must_use]
    pub fn broken(&self, level_one: &[Decimal]) -> Vec<&str> {
        let sum = level_one.iter().copied().sum::<Exact>().value();
        let nothing = self.above_zero && level_one.iter().any(Decimal::is_zero);
        let kept = |law: &&Law| {
            let parts = law.factors.iter().zip(level_one);
            let sum = parts.map(|(factor, weight)| exact(Decimal::from(*factor)) * *weight);
            sum.sum::<Exact>()
                .value()
                .is_ok_and(|sum| sum >= Decimal::ZERO)
        };
        let general = [
            (sum != Ok(Decimal::ONE_HUNDRED))
                .then_some("The weights must add up to exactly 100 percent."),
            nothing.then_some("Neither quality nor price may weigh nothing."),
        ];
        let special = self.laws.iter().filter(|law| !kept(law));
        let special = special.map(|law| law.sentence.as_ref());
        general.into_iter().flatten().chain(special).collect()
    }

    /// Points of the final score that the observed spread of a criterion really moves: its weight
    /// times the distance of its best and worst score among the bids that may win. A price weight
    /// of 30 that moves two points has been neutralised.
    ///
    /// # Errors
    /// Where the method has no result.
    pub fn effective(&self, which: Weighed) -> Result<Decimal, ContestError> {
        let mut ranker = Ranker::new(self);
        ranker.rank(&self.level_one, &self.sub)?;
        let scores = ranker.points(which);
        let (most, least) = (scores.iter().max(), scores.iter().min());
        let spread = exact(most.copied().unwrap_or_default()) - least.copied().unwrap_or_default();
        let moved = spread * self.published(which) / 100;
        let moved = match which {
            Weighed::LevelOne(_) => moved,
            Weighed::Sub(_) => moved * self.published(Weighed::LevelOne(0)) / 100,
        };
        Ok(moved.value()?)
    }

    /// The technical score of a bid under weights of the sub-criteria, percent.
    pub(super) fn technical(
        &self,
        bid: usize,
        sub: &[Decimal],
    ) -> Result<Decimal, ArithmeticError> {
        weighted(sub, &self.bids[bid].sub_scores).value()
    }

    /// Everything but price, weighted: what settles a tie.
    pub(super) fn quality(
        &self,
        bid: usize,
        technical: Decimal,
        level_one: &[Decimal],
    ) -> Result<Decimal, ArithmeticError> {
        let [first, rest @ ..] = level_one else {
            return Ok(Decimal::ZERO);
        };
        let between = self.bids[bid].between.iter().zip(rest);
        let sum = between.fold(exact(technical) * *first, |sum, (score, weight)| {
            sum + exact(*score) * *weight
        });
        (sum / 100).value()
    }

    /// The price points of the bids that may win; zero for the others, which are never asked for.
    pub(super) fn price_scores(&self, eligible: &[bool]) -> Result<Vec<Decimal>, ContestError> {
        let priced = || self.bids.iter().zip(eligible);
        let prices: Vec<_> = priced()
            .filter_map(|(bid, may)| may.then_some(bid.price))
            .collect();
        let Some(field) = Field::of(&prices)? else {
            return Ok(vec![Decimal::ZERO; self.bids.len()]);
        };
        let points = priced().map(|(bid, may)| match may {
            true => self.formula.points(bid.price, &field),
            false => Ok(Decimal::ZERO),
        });
        points.collect()
    }
}

fn in_order(mut bids: Vec<Scored>) -> Vec<Scored> {
    bids.sort_by(|left, right| left.id.cmp(&right.id));
    bids
}
