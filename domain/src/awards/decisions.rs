//! Decisions about an award that one person proposes and another takes.

use crate::states::{AwardState, SolicitationState, named::named_enum};

named_enum! {
    /// What is decided (own design; the grounds are in the guards of the state machines).
    pub enum DecisionKind {
        NoAward "no_award" "End without an award" "Every bidder is told, and the reason is public.",
        Annul "annul" "Annul the award" "The award is void and stays in the record; the evaluation goes on with its figures.",
        AnnulAndReopen "annul_and_reopen" "Annul the award and evaluate again" "The award is void, and scores may be changed until a new result is stored.",
        Override "override" "Override the suspension" "The contract may be signed although a complaint is open; that is reported (NCP App.1 13-16).",
        SettleTie "settle_tie" "Settle the tie" "The published rule leaves the first place open: this offer takes it. The result itself stays as it is.",
    }
}

impl DecisionKind {
    /// Whether it can be proposed while the solicitation and its award stand so.
    #[must_use]
    pub fn fits(self, solicitation: SolicitationState, award: Option<AwardState>) -> bool {
        use AwardState as A;
        match self {
            Self::NoAward | Self::SettleTie => {
                solicitation == SolicitationState::Evaluating
                    && matches!(award, None | Some(A::Recommended))
            }
            Self::Annul | Self::AnnulAndReopen => {
                solicitation == SolicitationState::Standstill
                    && matches!(award, Some(A::Standstill | A::Cleared | A::Suspended))
            }
            Self::Override => award == Some(A::Suspended),
        }
    }
}

named_enum! {
    /// Where a proposed decision stands.
    pub enum DecisionStatus {
        Proposed "proposed" "Proposed" "A second person has not decided.",
        Approved "approved" "Decided" "A second person has agreed.",
        Refused "refused" "Refused" "A second person has not agreed.",
    }
}

named_enum! {
    /// Why a competition ends without an award (own design).
    pub enum NoAwardGround {
        NoneAwardable "none_awardable" "No offer can be awarded" "No offer meets the mandatory conditions and thresholds.",
        Prices "prices" "Every price is too high" "The prices exceed what the requirement may cost.",
        NeedChanged "need_changed" "The need has changed or gone" "What was asked for is not what is needed any more.",
        Irregular "irregular" "The procedure was irregular" "A fault of the procedure cannot be mended in it.",
    }
}

named_enum! {
    /// By which means a tie is settled that the published rule leaves open.
    pub enum TieMeans {
        BestAndFinal "best_and_final" "Best and final offers" "The rule names them where the first two are equal (NCIA General Bidding Instructions 4.9; NSPA OI 4200-01, 8.1.3.5). The reason says what they brought.",
        Judgement "judgement" "A person’s choice" "The rule separates the offers no further: the reason carries the choice.",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_annulled_once_the_contract_is_signed() {
        let (standstill, signed) = (SolicitationState::Standstill, Some(AwardState::Signed));
        for kind in DecisionKind::ALL {
            assert!(!kind.fits(standstill, signed), "{kind}");
        }
    }

    #[test]
    fn a_competition_ends_without_an_award_only_while_none_is_approved() {
        let fits = |award| DecisionKind::NoAward.fits(SolicitationState::Evaluating, award);
        assert!(fits(None) && fits(Some(AwardState::Recommended)));
        assert!(!fits(Some(AwardState::Standstill)));
        assert!(!DecisionKind::NoAward.fits(SolicitationState::Published, None));
    }

    #[test]
    fn a_suspension_is_overridden_only_while_it_lasts() {
        let fits = |award| DecisionKind::Override.fits(SolicitationState::Standstill, Some(award));
        assert!(fits(AwardState::Suspended) && !fits(AwardState::Standstill));
    }
}
