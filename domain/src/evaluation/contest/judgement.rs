//! What a method makes of the bids.

use rust_decimal::Decimal;

use super::Quality;
use crate::evaluation::arithmetic::settled;
use crate::evaluation::ranking::Outcome;

/// What is kept of one bid; figures are unrounded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// The bid.
    pub id: String,
    /// The mean of the evaluators' scores for each sub-criterion.
    pub composite: Vec<Decimal>,
    /// Weighted technical score, 0–100; none where the method has no such figure.
    pub technical: Option<Decimal>,
    /// Experience score, 0–100, where the method weighs it.
    pub experience: Option<Decimal>,
    /// Evaluated price in euro.
    pub price_eur: Decimal,
    /// Price score, 0–100, where the method turns the price of an eligible bid into points.
    pub price_points: Option<Decimal>,
    /// What quality takes off the price, euro, where the method turns quality into money.
    pub credit: Option<Decimal>,
    /// The figure by which bids are compared, of the kind that the method's rule names; none for an ineligible bid and
    /// where the method shows no total.
    pub total: Option<Decimal>,
    /// The weighted score without price, where it settles a tie.
    pub tie_break: Option<Decimal>,
    /// Why the bid cannot win, if it cannot.
    pub ineligible: Option<String>,
}

impl Record {
    /// The record of a bid whose price is not looked at yet.
    pub(super) fn of(id: &str, quality: Quality) -> Self {
        Self {
            id: id.to_owned(),
            composite: quality.composite,
            technical: quality.technical,
            experience: None,
            price_eur: Decimal::ZERO,
            price_points: None,
            credit: None,
            total: None,
            tie_break: None,
            ineligible: quality.ineligible,
        }
    }

    pub(super) fn stands(&self) -> bool {
        self.ineligible.is_none()
    }
}

/// The outcome of an evaluation by any method.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judgement {
    /// One record for each bid, in the order of the bids.
    pub records: Vec<Record>,
    /// Eligible bids by their total, before the tie rule. Empty where the method ranks nothing.
    pub by_total: Vec<String>,
    /// Eligible bids after the tie rule, the first in rank first. Empty where the method ranks nothing.
    pub ranking: Vec<String>,
    /// The bid that the published rule selects, if it selects one.
    pub winner: Option<String>,
    /// The published tie rule was needed for the first two.
    pub tie_rule_used: bool,
    /// What a person must settle because the published rule does not, in a sentence.
    pub open: Option<String>,
    /// The bids that share the first place where the published rule does not separate them; else empty.
    pub tied: Vec<String>,
    /// Whether the rule names best and final offers as the means to separate them.
    pub best_and_final: bool,
}

impl Judgement {
    /// The record of a bid.
    #[must_use]
    pub fn record(&self, id: &str) -> Option<&Record> {
        self.records.iter().find(|record| record.id == id)
    }

    /// The place of a bid, from 1; none for an ineligible one and where the method ranks nothing.
    #[must_use]
    pub fn rank(&self, id: &str) -> Option<usize> {
        let place = self.ranking.iter().position(|other| other == id)?;
        Some(place + 1)
    }

    /// Whether a bid may be chosen.
    #[must_use]
    pub fn may_win(&self, id: &str) -> bool {
        self.record(id).is_some_and(Record::stands)
    }

    /// Ranked by the rule of one point.
    pub(super) fn by_one_point(records: Vec<Record>, outcome: Outcome, source: &str) -> Self {
        let open = if outcome.needs_best_and_final {
            Some(format!(
                "The first two are equal by the tie rule too: nobody has won, and best and final offers may be asked ({source})."
            ))
        } else {
            (!outcome.tie_chain.is_empty()).then(|| {
                format!(
                    "{} lie within one point of the first. The published tie rule speaks of two offers only: a person decides.",
                    outcome.tie_chain.join(", ")
                )
            })
        };
        let tied = match outcome.needs_best_and_final && outcome.tie_chain.is_empty() {
            true => outcome.ranking.iter().take(2).cloned().collect(),
            false => outcome.tie_chain.clone(),
        };
        Self {
            winner: outcome.winner().map(str::to_owned),
            best_and_final: outcome.needs_best_and_final,
            tied,
            records,
            tie_rule_used: outcome.statistical_tie,
            by_total: outcome.by_score,
            ranking: outcome.ranking,
            open,
        }
    }

    /// Ranked by total alone; where the first share theirs, nobody has won. Equal bids stand in the order of their
    /// identifiers.
    pub(super) fn by_total(records: Vec<Record>, lowest_first: bool) -> Self {
        let mut order: Vec<(Decimal, &str)> = records
            .iter()
            .filter_map(|record| Some((settled(record.total?), record.id.as_str())))
            .collect();
        order.sort_by(|(left, a), (right, b)| {
            let totals = if lowest_first {
                left.cmp(right)
            } else {
                right.cmp(left)
            };
            totals.then_with(|| a.cmp(b))
        });
        let first = order.first().map(|(total, _)| *total);
        let at_first = order.iter().filter(|(total, _)| Some(*total) == first);
        let tied: Vec<&str> = at_first.map(|(_, id)| *id).collect();
        let ranking: Vec<String> = order.iter().map(|(_, id)| (*id).to_owned()).collect();
        let open = (tied.len() > 1).then(|| {
            let names = tied.join(", ");
            format!("{names} have exactly the same figure, and the published rule does not separate them: a person decides.")
        });
        let shared = tied.iter().filter(|_| open.is_some());
        Self {
            tied: shared.map(|id| (*id).to_owned()).collect(),
            best_and_final: false,
            winner: ranking.first().filter(|_| open.is_none()).cloned(),
            by_total: ranking.clone(),
            ranking,
            tie_rule_used: false,
            open,
            records,
        }
    }
}
