//! What a rehearsal finds.

use super::{OFFERS, Script, Winners};
use crate::evaluation::contest::{Contest, Judgement, Price, Record};
use crate::evaluation::rules::{EvaluationRule, Scale, TotalKind};
use crate::states::named::named_enum;
use rust_decimal::Decimal;

named_enum! {
    /// What a finding is about.
    pub enum FindingKind {
        Undefined "undefined" "No result" "With such offers the published formula has no result.",
        Unreachable "unreachable" "Threshold nobody meets" "An offer cannot, or could hardly, meet what is published.",
        Idle "idle" "Weight that decides nothing" "The winner was the same in every contest, whatever was scored here.",
        PriceAlone "price_alone" "Price alone decides" "Quality changed the winner in no contest, or hardly any.",
        QualityAlone "quality_alone" "Quality alone decides" "Price changed the winner in no contest, or hardly any.",
        Equal "equal" "Equal results" "The published rule left the first place open.",
    }
}

/// Something that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What it is about.
    pub kind: FindingKind,
    /// In a sentence, with the figures.
    pub text: String,
}

/// So many percent of the contests are nearly all (own design).
const NEARLY_ALL: usize = 95;

/// The contests with what the method made of them.
pub(super) struct Rounds<'a> {
    script: &'a Script,
    judged: Vec<(Contest, Option<Judgement>)>,
}

/// A change that is made to every offer of a contest.
type Change<'a> = &'a dyn Fn(&mut Contest);

impl<'a> Rounds<'a> {
    pub(super) fn judged(script: &'a Script, contests: Vec<Contest>) -> Self {
        let judged = contests.into_iter().map(|contest| {
            let judgement = contest.judge().ok();
            (contest, judgement)
        });
        Self {
            judged: judged.collect(),
            script,
        }
    }

    fn judgements(&self) -> impl Iterator<Item = &Judgement> {
        self.judged
            .iter()
            .filter_map(|(_, judgement)| judgement.as_ref())
    }

    /// Offers that might win, of how many.
    pub(super) fn eligible(&self) -> (usize, usize) {
        let records = || self.judgements().flat_map(|one| &one.records);
        let standing = records().filter(|record| record.ineligible.is_none());
        (standing.count(), records().count())
    }

    /// Who won.
    pub(super) fn winners(&self) -> Winners {
        let mut found = Winners::default();
        for judgement in self.judgements() {
            let Some(winner) = judgement
                .winner
                .as_ref()
                .and_then(|id| judgement.record(id))
            else {
                continue;
            };
            let others = || {
                judgement
                    .records
                    .iter()
                    .filter(|one| one.ineligible.is_none())
            };
            let lowest = others().map(|one| one.price_eur).min();
            let highest = others().filter_map(quality).max();
            found.all += 1;
            found.cheapest += usize::from(lowest == Some(winner.price_eur));
            found.best += usize::from(highest.is_some() && highest == quality(winner));
        }
        found
    }

    pub(super) fn findings(&self, rule: &EvaluationRule) -> Vec<Finding> {
        let mut all = self.undefined();
        all.extend(self.unreachable());
        if rule.total != TotalKind::Nothing && self.winners().all > 0 {
            all.extend(self.alone());
            all.extend(self.idle(rule));
            all.extend(self.equal());
        }
        all
    }

    /// Contests that happen and for which the formula may have no result.
    fn undefined(&self) -> Vec<Finding> {
        let same: Change = &|contest| {
            if let Some(price) = contest.bids.first().map(|bid| bid.price.clone()) {
                contest
                    .bids
                    .iter_mut()
                    .for_each(|bid| bid.price = price.clone());
            }
        };
        let free: Change = &|contest| {
            if let Some(bid) = contest.bids.first_mut() {
                bid.price = Price::eur(Decimal::ZERO);
            }
        };
        let worthless: Change = &|contest| {
            for bid in &mut contest.bids {
                bid.scores
                    .iter_mut()
                    .for_each(|scores| scores.fill(Decimal::ZERO));
            }
        };
        let alone: Change = &|contest| contest.bids.truncate(1);
        let cases: [(&str, Change); 5] = [
            ("offers as they may come", &|_| ()),
            ("one offer alone", alone),
            ("prices that are all equal", same),
            ("a price of zero", free),
            ("technical scores of zero", worthless),
        ];
        let failed = cases.into_iter().filter_map(|(words, change)| {
            let error = self.perfect_with(change).judge().err()?;
            Some(found(
                FindingKind::Undefined,
                format!("With {words}: {error}."),
            ))
        });
        failed.collect()
    }

    /// The first contest with offers that meet everything, changed.
    fn perfect_with(&self, change: Change) -> Contest {
        let contest = self.judged.first().map(|(contest, _)| contest.clone());
        let mut contest = contest.unwrap_or_else(|| Contest {
            plan: self.script.plan.clone(),
            bids: Vec::new(),
        });
        let most = self.most();
        for bid in &mut contest.bids {
            bid.compliant = true;
            bid.measured = self.script.plan.measure.as_ref().map(|one| one.objective);
            bid.scores.iter_mut().for_each(|scores| scores.fill(most));
        }
        change(&mut contest);
        contest
    }

    /// The best score that there is.
    fn most(&self) -> Decimal {
        match self.script.scale {
            Scale::Bands | Scale::Confidence => Decimal::from(5),
            Scale::Points | Scale::Ladder | Scale::Compliance => Decimal::ONE_HUNDRED,
        }
    }

    fn unreachable(&self) -> Vec<Finding> {
        let mut all = Vec::new();
        let perfect = self.perfect_with(&|_| ()).judge().ok();
        let reason = perfect.and_then(|one| one.records.into_iter().find_map(|one| one.ineligible));
        all.extend(reason.map(|reason| {
            let text = format!("Even an offer with the best scores cannot win: {reason}.");
            found(FindingKind::Unreachable, text)
        }));
        let (eligible, of) = self.eligible();
        if of > 0 && eligible * 10 < of {
            let text = format!("Of {of} generated offers {eligible} might win.");
            all.push(found(FindingKind::Unreachable, text));
        }
        let points = || self.judgements().flat_map(|one| &one.records);
        let points = || points().filter_map(|record| record.price_points);
        if points().next().is_some() && points().all(|points| points.is_zero()) {
            let text = "No generated price gets a single price point.".to_owned();
            all.push(found(FindingKind::Unreachable, text));
        }
        all
    }

    fn alone(&self) -> Vec<Finding> {
        let Winners {
            all,
            cheapest,
            best,
        } = self.winners();
        let nearly = |part: usize| part * 100 >= all * NEARLY_ALL;
        let mut said = Vec::new();
        if nearly(cheapest) {
            let text = format!("The cheapest eligible offer won {cheapest} of {all} contests.");
            said.push(found(FindingKind::PriceAlone, text));
        }
        if nearly(best) {
            let text = format!(
                "The eligible offer with the best technical score won {best} of {all} contests."
            );
            said.push(found(FindingKind::QualityAlone, text));
        }
        said
    }

    /// Sub-criteria and level 1 weights without which no contest would have ended otherwise.
    fn idle(&self, rule: &EvaluationRule) -> Vec<Finding> {
        let most = self.most();
        let criteria = self.script.criteria.iter().enumerate();
        let criteria = criteria.filter(|(place, _)| {
            self.never_changes(&|contest| {
                for bid in &mut contest.bids {
                    if let Some(scores) = bid.scores.get_mut(*place) {
                        scores.fill(most);
                    }
                }
            })
        });
        let text = |name: &str| {
            let contests = self.judged.len();
            format!(
                "“{name}” changed the winner in none of {contests} contests of {OFFERS} offers."
            )
        };
        let mut all: Vec<Finding> = criteria
            .map(|(_, name)| found(FindingKind::Idle, text(name)))
            .collect();
        let confidence: Change = &|contest| {
            let first = contest.bids.first().and_then(|bid| bid.confidence);
            contest
                .bids
                .iter_mut()
                .for_each(|bid| bid.confidence = first);
        };
        let weighs = self
            .script
            .plan
            .weights
            .is_some_and(|one| !one.experience.is_zero());
        if rule.weighs() && weighs && self.never_changes(confidence) {
            all.push(found(FindingKind::Idle, text("Experience")));
        }
        all
    }

    /// Whether a change leaves every contest with the winner that it had.
    fn never_changes(&self, change: Change) -> bool {
        self.judged.iter().all(|(contest, judgement)| {
            let mut changed = contest.clone();
            change(&mut changed);
            let winner = changed.judge().ok().and_then(|one| one.winner);
            judgement.as_ref().is_none_or(|one| one.winner == winner)
        })
    }

    fn equal(&self) -> Option<Finding> {
        let open = self.judgements().filter(|one| one.open.is_some()).count();
        let text = format!(
            "In {open} of {} contests the published rule settled no winner, and a person decides.",
            self.judged.len()
        );
        (open > 0).then(|| found(FindingKind::Equal, text))
    }
}

/// What stands for quality: the technical score, else the credit that quality earns.
fn quality(record: &Record) -> Option<Decimal> {
    record.technical.or(record.credit)
}

fn found(kind: FindingKind, text: String) -> Finding {
    Finding { kind, text }
}
