//! Kinds of modification, and when a change is so large that the work must be competed again.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::invariants::percent;
use crate::states::named::named_enum;

named_enum! {
    /// Why a contract is modified (NSPA 16.2; GTC A.4.1, A.4.14-A.4.18, A.4.23; STC B.1).
    pub enum ModificationKind {
        Administrative "administrative" "Administrative change" "It changes nobody's rights.",
        Option "option" "Option exercise" "The purchaser uses an option.",
        ChangeOrder "change_order" "Change order" "The purchaser orders a change within scope alone.",
        Supplemental "supplemental" "Supplemental agreement" "Both parties agree a change.",
        Epa "epa" "Economic price adjustment" "The price follows a published index.",
        Funding "funding" "Funding" "More money is obligated, or the obligation is reduced.",
        Novation "novation" "Novation" "A new party takes the contract with the purchaser's consent.",
        Termination "termination" "Termination" "The contract, or a part of it, ends.",
    }
}

named_enum! {
    /// Who must sign a modification.
    pub enum Sides {
        Unilateral "unilateral" "Signed by the purchaser alone",
        Bilateral "bilateral" "Signed by both parties",
        Either "either" "By the purchaser alone or by both",
    }
}

impl ModificationKind {
    /// Who must sign (NSPA 16.2 for supplemental agreements and change orders; the others are own design).
    #[must_use]
    pub const fn sides(self) -> Sides {
        match self {
            Self::Administrative | Self::Option | Self::ChangeOrder | Self::Funding => {
                Sides::Unilateral
            }
            Self::Supplemental | Self::Epa | Self::Novation => Sides::Bilateral,
            Self::Termination => Sides::Either,
        }
    }
}

/// What the 50 % rule looks at, in minor units of the contract's currency (NSPA 10.9).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScopeTest {
    /// The amount first approved.
    pub original: i64,
    /// Sum of earlier in-scope increases.
    pub previous_in_scope_increases: i64,
    /// What the new modification adds; a reduction counts as no increase.
    pub delta: i64,
    /// Whether the change lies within the contract's scope.
    pub in_scope: bool,
    /// The total up to which the approver of the contract decides alone; `None` when that is not asked.
    pub approver_limit: Option<i64>,
}

named_enum! {
    /// What the 50 % rule answers (NSPA 10.9).
    pub enum ScopeDecision {
        Amend "amend_no_extra_approval" "Amend the contract" "The change is in scope and small enough to be made as an amendment.",
        AmendWithApproval "amend_with_supervisor_approval" "Amend after a higher approval" "The change is in scope, but the new total is above what the approver decides alone.",
        NotSettled "not_settled" "Ask before amending" "Increases reach exactly 50 %, which the rule does not settle: have the decision recorded.",
        NewCompetition "new_competition" "Compete again" "The change is out of scope or brings increases above 50 % of the amount first approved.",
    }
}

/// The answer of the 50 % rule, with the figures that led to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ModificationVerdict {
    /// What to do.
    pub decision: ScopeDecision,
    /// In-scope increases including this one, in minor units.
    pub cumulative: i64,
    /// The same as a percentage of the original amount, unrounded; `None` without an original amount.
    pub percent: Option<Decimal>,
}

/// Whether a modification may be made, or the work must be competed again (NSPA 10.9).
///
/// Cumulative in-scope increases below 50 % of the original amount are amended; above 50 % a new competition is
/// needed. Exactly 50 % is not settled by the text and is answered so. Out-of-scope changes are always competed,
/// and do not add to the cumulative figure.
#[must_use]
pub fn modification_scope(test: &ScopeTest) -> ModificationVerdict {
    let increase = if test.in_scope { test.delta.max(0) } else { 0 };
    let sum = i128::from(test.previous_in_scope_increases) + i128::from(increase);
    ModificationVerdict {
        decision: decide(test, sum),
        cumulative: i64::try_from(sum).unwrap_or(i64::MAX),
        percent: percent(sum, test.original.into()),
    }
}

fn decide(test: &ScopeTest, cumulative: i128) -> ScopeDecision {
    let original = i128::from(test.original);
    let over_limit = |limit| original + cumulative > i128::from(limit);
    if !test.in_scope || 2 * cumulative > original {
        ScopeDecision::NewCompetition
    } else if cumulative > 0 && 2 * cumulative == original {
        ScopeDecision::NotSettled
    } else if test.delta > 0 && test.approver_limit.is_some_and(over_limit) {
        ScopeDecision::AmendWithApproval
    } else {
        ScopeDecision::Amend
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const CT_06: ScopeTest = ScopeTest {
        original: 2_000_000,
        previous_in_scope_increases: 0,
        delta: 0,
        in_scope: true,
        approver_limit: Some(2_600_000),
    };

    /// CT-06: four in-scope increases one after the other.
    #[test]
    fn increases_add_up_until_a_new_competition_is_needed() {
        let cases = [
            (400_000, 400_000, "amend_no_extra_approval"),
            (300_000, 700_000, "amend_with_supervisor_approval"),
            (200_000, 900_000, "amend_with_supervisor_approval"),
            (150_000, 1_050_000, "new_competition"),
        ];
        let mut previous_in_scope_increases = 0;
        for (delta, cumulative, expected) in cases {
            let answer = modification_scope(&ScopeTest {
                previous_in_scope_increases,
                delta,
                ..CT_06
            });
            assert_eq!(
                (answer.cumulative, answer.decision.as_str()),
                (cumulative, expected)
            );
            previous_in_scope_increases = answer.cumulative;
        }
    }

    /// CT-06: a change out of scope.
    #[test]
    fn a_change_out_of_scope_is_competed() {
        let answer = modification_scope(&ScopeTest {
            delta: 50_000,
            in_scope: false,
            ..CT_06
        });
        assert_eq!(
            (answer.decision, answer.cumulative),
            (ScopeDecision::NewCompetition, 0)
        );
    }

    #[test]
    fn exactly_half_is_not_settled() {
        let at = |delta| {
            modification_scope(&ScopeTest {
                delta,
                approver_limit: None,
                ..CT_06
            })
        };
        assert_eq!(at(999_999).decision, ScopeDecision::Amend);
        assert_eq!(at(1_000_000).decision, ScopeDecision::NotSettled);
        assert_eq!(at(1_000_000).percent, Some(Decimal::from(50)));
        assert_eq!(at(1_000_001).decision, ScopeDecision::NewCompetition);
    }

    #[test]
    fn no_increase_on_nothing_is_a_plain_amendment() {
        let answer = modification_scope(&ScopeTest {
            original: 0,
            ..CT_06
        });
        assert_eq!(
            (answer.decision, answer.cumulative),
            (ScopeDecision::Amend, 0)
        );
    }

    #[test]
    fn a_total_at_the_approvers_limit_needs_no_higher_approval() {
        let at = |delta| modification_scope(&ScopeTest { delta, ..CT_06 }).decision;
        assert_eq!(at(600_000), ScopeDecision::Amend);
        assert_eq!(at(600_001), ScopeDecision::AmendWithApproval);
    }

    #[test]
    fn a_reduction_is_no_increase() {
        let answer = modification_scope(&ScopeTest {
            delta: -500_000,
            previous_in_scope_increases: 700_000,
            ..CT_06
        });
        assert_eq!(
            (answer.decision, answer.cumulative),
            (ScopeDecision::Amend, 700_000)
        );
    }

    #[test]
    fn nothing_approved_means_every_increase_is_competed() {
        let answer = modification_scope(&ScopeTest {
            original: 0,
            delta: 1,
            ..CT_06
        });
        assert_eq!(
            (answer.decision, answer.percent),
            (ScopeDecision::NewCompetition, None)
        );
    }

    proptest! {
        #[test]
        fn amendments_never_grow_beyond_half(original in 0_i64.., deltas in prop::collection::vec(any::<i64>(), 0..20)) {
            let mut previous_in_scope_increases = 0;
            for delta in deltas {
                let answer = modification_scope(&ScopeTest { original, previous_in_scope_increases, delta, ..CT_06 });
                if matches!(answer.decision, ScopeDecision::Amend | ScopeDecision::AmendWithApproval) {
                    previous_in_scope_increases = answer.cumulative;
                }
            }
            prop_assert!(2 * i128::from(previous_in_scope_increases) <= i128::from(original));
        }
    }
}
