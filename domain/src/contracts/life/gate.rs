//! What may be done to a contract in which state: the one table that every use case asks.

use crate::states::contract::ContractState;
use crate::states::named::named_enum;

named_enum! {
    /// What somebody wants to do to a contract, besides moving it from state to state.
    pub enum ContractAct {
        Order "order" "An order can be issued",
        Surge "surge" "A surge can be activated",
        Option "option" "An option can be used",
        Modify "modify" "The contract can be modified",
        Settle "settle" "A modification that settles or corrects can be made",
        Terms "terms" "Readiness terms can be changed",
        Obligate "obligate" "Money can be obligated",
        Release "release" "Money can be released",
        Report "report" "Deliveries and forecasts can be reported",
        Decide "decide" "A delivery can be accepted or rejected",
        Pay "pay" "A payment can be recorded",
    }
}

/// An act that the contract's state does not allow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{} only {}; it is “{}” now.", act.label(), when(*act), state.label())]
pub struct NotInState {
    /// What was wanted.
    pub act: ContractAct,
    /// Where the contract stands.
    pub state: ContractState,
}

/// When an act is allowed, in words that end the sentence of its label.
const fn when(act: ContractAct) -> &'static str {
    match act {
        ContractAct::Order | ContractAct::Surge => "while the contract is performing",
        ContractAct::Option => "while the contract runs and work is not stopped",
        ContractAct::Modify => "after signature and while the contract runs undisturbed",
        ContractAct::Settle => "after signature and before the contract is closed",
        ContractAct::Terms => "before signature or while the contract is performing",
        ContractAct::Obligate => "while the contract runs and nothing stops it",
        ContractAct::Release => "before the contract is closed",
        ContractAct::Report => "while the contract runs",
        ContractAct::Decide | ContractAct::Pay => "while the contract is not closed",
    }
}

/// Whether an act is allowed in a state. While work is stopped or the contract is ended nothing new is ordered, used or agreed but what
/// settles it (GTC A.4.13-A.4.18; the table itself is own design).
///
/// # Errors
/// [`NotInState`] with a sentence for people.
pub fn may(state: ContractState, act: ContractAct) -> Result<(), NotInState> {
    use ContractState::{
        Abandoned, Closed, Closeout, Completing, ContractorSigned, ConvenienceNotice, CureNotice,
        Draft, ForceMajeure, OrderingClosed, Performing, Signed, Stopped, Terminated,
    };
    let allowed = match act {
        ContractAct::Order | ContractAct::Surge => matches!(state, Performing),
        ContractAct::Option => matches!(state, Signed | Performing | CureNotice | ForceMajeure),
        ContractAct::Modify => matches!(state, Signed | Performing | OrderingClosed | Completing),
        ContractAct::Settle => !matches!(state, Draft | ContractorSigned | Closed | Abandoned),
        ContractAct::Terms => matches!(state, Draft | ContractorSigned | Signed | Performing),
        ContractAct::Obligate => !matches!(
            state,
            Stopped | ConvenienceNotice | Terminated | Closeout | Closed | Abandoned
        ),
        ContractAct::Release => !matches!(state, Closed | Abandoned),
        ContractAct::Report => !matches!(state, Terminated | Closeout | Closed | Abandoned),
        ContractAct::Decide | ContractAct::Pay => !matches!(state, Closed | Abandoned),
    };
    if allowed {
        Ok(())
    } else {
        Err(NotInState { act, state })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn while_work_is_stopped_or_the_contract_ended_nothing_new_is_bought() {
        let new = [
            ContractAct::Order,
            ContractAct::Surge,
            ContractAct::Option,
            ContractAct::Modify,
            ContractAct::Terms,
            ContractAct::Obligate,
        ];
        for state in [
            ContractState::Stopped,
            ContractState::ConvenienceNotice,
            ContractState::Terminated,
            ContractState::Closeout,
            ContractState::Closed,
        ] {
            for act in new {
                assert_eq!(may(state, act), Err(NotInState { act, state }));
            }
        }
        assert!(may(ContractState::Stopped, ContractAct::Settle).is_ok());
        assert!(may(ContractState::Terminated, ContractAct::Release).is_ok());
        assert!(may(ContractState::Terminated, ContractAct::Report).is_err());
        assert!(may(ContractState::Terminated, ContractAct::Decide).is_ok());
    }

    #[test]
    fn a_performing_contract_allows_everything_and_a_closed_one_nothing() {
        for act in ContractAct::ALL {
            assert!(may(ContractState::Performing, *act).is_ok(), "{act}");
            assert!(may(ContractState::Closed, *act).is_err(), "{act}");
            assert!(may(ContractState::Abandoned, *act).is_err(), "{act}");
        }
    }

    #[test]
    fn a_refusal_says_what_when_and_what_is_now() {
        let refused = may(ContractState::Stopped, ContractAct::Order).unwrap_err();
        assert_eq!(
            refused.to_string(),
            "An order can be issued only while the contract is performing; it is “Work stopped” now."
        );
    }
}
