//! How a procurement and its offers stand where each lot is awarded apart.

use crate::states::{AwardState, OfferEvent, OfferState, SolicitationEvent, SolicitationState};

/// Where a lot stands, in the words of a solicitation: its award that is not annulled, or its end without one.
#[must_use]
pub const fn stage_of_lot(award: Option<AwardState>, ended: bool) -> SolicitationState {
    use AwardState as A;
    match award {
        None | Some(A::Recommended | A::Annulled) => match ended {
            true => SolicitationState::Failed,
            false => SolicitationState::Evaluating,
        },
        Some(A::Approved) => SolicitationState::AwardDecided,
        Some(A::Notified | A::Standstill | A::Suspended | A::Cleared) => {
            SolicitationState::Standstill
        }
        Some(A::Signed | A::Published) => SolicitationState::Concluded,
    }
}

/// The steps by which a solicitation follows its lots: it is in evaluation while one of them is, in standstill until
/// every award is signed, and without an award where all of them are.
#[must_use]
pub fn follow_lots(at: SolicitationState, lots: &[SolicitationState]) -> Vec<SolicitationEvent> {
    use SolicitationEvent as E;
    use SolicitationState as S;
    let any = |stage| lots.contains(&stage);
    let signed = any(S::Concluded) && !any(S::Standstill);
    match at {
        S::Evaluating if any(S::Evaluating) => Vec::new(),
        S::Evaluating if lots.iter().all(|stage| *stage == S::Failed) => vec![E::DeclareFailed],
        S::Evaluating if signed => vec![E::Decide, E::NotifyAll, E::Sign],
        S::Evaluating => vec![E::Decide, E::NotifyAll],
        S::Standstill if any(S::Evaluating) => vec![E::Reevaluate],
        S::Standstill if signed => vec![E::Sign],
        _ => Vec::new(),
    }
}

/// How an offer stands in a lot for which it was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InLotStands {
    /// The lot is not decided.
    Open,
    /// It was chosen.
    Won,
    /// Another one was chosen, or the lot ended without an award.
    Lost,
}

/// The steps by which an offer follows its lots: it is chosen when one of them is awarded to it, and unsuccessful only
/// when it lost every one. `ranked` says whether a result found it eligible for any lot.
#[must_use]
pub fn follow_outcomes(at: OfferState, lots: &[InLotStands], ranked: bool) -> Vec<OfferEvent> {
    use OfferEvent as E;
    use OfferState as S;
    let won = lots.contains(&InLotStands::Won);
    let open = lots.contains(&InLotStands::Open);
    match at {
        S::Ranked if won => vec![E::Select],
        S::Ranked | S::TechnicallyUnacceptable if !open && !lots.is_empty() => vec![E::Notify],
        S::ApparentSuccessful if !won && open => vec![E::FallBack],
        S::ApparentSuccessful if !won => vec![E::FallBack, E::Notify],
        S::Unsuccessful if won => vec![E::Reinstate, E::Select],
        S::Unsuccessful if open && ranked => vec![E::Reinstate],
        S::Unsuccessful if open => vec![E::ReinstateUnacceptable],
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use InLotStands::{Lost, Open, Won};
    use SolicitationState as S;

    fn after(at: S, lots: &[S]) -> S {
        let steps = follow_lots(at, lots).into_iter();
        steps.fold(at, |state, step| state.apply(step).unwrap())
    }

    fn offer(at: OfferState, lots: &[InLotStands]) -> OfferState {
        let steps = follow_outcomes(at, lots, true).into_iter();
        steps.fold(at, |state, step| state.apply(step).unwrap())
    }

    #[test]
    fn a_solicitation_is_in_evaluation_while_one_of_its_lots_is() {
        let lots = [S::Standstill, S::Evaluating, S::Concluded];
        assert_eq!(after(S::Evaluating, &lots), S::Evaluating);
        assert_eq!(after(S::Standstill, &lots), S::Evaluating);
    }

    #[test]
    fn it_concludes_when_every_award_is_signed_whatever_ended_last() {
        assert_eq!(
            after(S::Standstill, &[S::Concluded, S::Standstill]),
            S::Standstill
        );
        assert_eq!(
            after(S::Standstill, &[S::Concluded, S::Failed]),
            S::Concluded
        );
        assert_eq!(
            after(S::Evaluating, &[S::Concluded, S::Failed]),
            S::Concluded
        );
    }

    #[test]
    fn it_fails_only_when_no_lot_is_awarded() {
        assert_eq!(after(S::Evaluating, &[S::Failed, S::Failed]), S::Failed);
        assert_eq!(
            after(S::Evaluating, &[S::Failed, S::Standstill]),
            S::Standstill
        );
    }

    #[test]
    fn an_offer_is_unsuccessful_only_when_it_lost_every_lot() {
        use OfferState as O;
        assert_eq!(offer(O::Ranked, &[Lost, Open]), O::Ranked);
        assert_eq!(offer(O::Ranked, &[Lost, Won]), O::ApparentSuccessful);
        assert_eq!(offer(O::Ranked, &[Lost, Lost]), O::Unsuccessful);
        assert_eq!(offer(O::ApparentSuccessful, &[Lost, Lost]), O::Unsuccessful);
        assert_eq!(offer(O::ApparentSuccessful, &[Open, Lost]), O::Ranked);
        assert_eq!(offer(O::Unsuccessful, &[Open, Lost]), O::Ranked);
        assert_eq!(offer(O::Awarded, &[Won, Open]), O::Awarded);
    }

    #[test]
    fn an_annulled_award_lets_its_lot_be_evaluated_again() {
        assert_eq!(
            stage_of_lot(Some(AwardState::Annulled), false),
            S::Evaluating
        );
        assert_eq!(stage_of_lot(None, true), S::Failed);
        assert_eq!(
            stage_of_lot(Some(AwardState::Cleared), false),
            S::Standstill
        );
    }
}
