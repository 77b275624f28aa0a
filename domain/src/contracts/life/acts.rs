//! The acts that move a contract through the hard moments of its life, and who takes them.

use crate::states::contract::{ContractEvent, ContractState};
use crate::states::named::named_enum;

named_enum! {
    /// Who takes an act.
    pub enum Side {
        Purchaser "purchaser" "The purchaser",
        Contractor "contractor" "The contractor",
    }
}

named_enum! {
    /// An act in a contract's life.
    pub enum LifeAct {
        Stop "stop" "Stop work" "Work pauses at once and the contractor is told. New orders, options and modifications wait.",
        ExtendStop "extend-stop" "Propose a longer stop" "The contractor has to agree; until then the stop ends on its day.",
        Resume "resume" "Resume work" "Work goes on. The contractor may claim an adjustment within 30 days (GTC A.4.13).",
        Terminate "terminate" "Terminate the contract" "Delivery ends today. Options lapse, surges end, orders that have not begun are cancelled.",
        Default "default" "Give notice of default" "The contractor has one month to cure, and is told what failed.",
        Cured "cured" "Confirm the cure" "The contract performs again.",
        TerminateDefault "terminate-default" "Terminate for default" "Delivery ends today. Options lapse, surges end, orders that have not begun are cancelled.",
        Convenience "convenience" "Give notice of termination" "The contractor is told the day on which the contract ends; ending it is recorded on that day.",
        Effective "effective" "Let the termination take effect" "Delivery ends today. Options lapse, surges end, orders that have not begun are cancelled.",
        NotifyForceMajeure "notify-force-majeure" "Give notice of force majeure" "The purchaser is told and answers.",
        NotifyControl "notify-control" "Notify a change of control" "The purchaser is told and takes note, or asks for more.",
        NoteControl "note-control" "Take note of the change of control" "It is kept what the purchaser found; the contract itself passes to another only by modification.",
        Recognise "recognise" "Recognise force majeure" "Performance is excused from the day of the notice on.",
        RefuseNotice "refuse-notice" "Refuse the notice" "The contract performs as before, and the contractor is told why.",
        Declare "declare" "Declare force majeure" "Performance is excused from today on, and the contractor is told.",
        Over "over" "End force majeure" "The contract performs again.",
        ProposeEnd "propose-end" "Propose to end by agreement" "The contract ends when the contractor agrees, not before.",
        Settle "settle" "Propose the settlement" "When the contractor agrees, what is not owed is released and the contract goes into close-out.",
        StepIn "step-in" "Let another supplier step in" "The contractor is told, and its plan is due in 15 days.",
        Plan "plan" "Hand in the plan" "It says how the other supplier takes over and gives back.",
        StepOut "step-out" "End the step-in" "The contractor does the work again.",
        Claim "claim" "Claim an adjustment" "The purchaser is told and answers.",
        AnswerClaim "answer-claim" "Answer a claim" "The contractor is told.",
        Agree "agree" "Agree to the proposal" "It takes effect at once.",
        Refuse "refuse" "Refuse the proposal" "Nothing changes, and the purchaser is told.",
        Definitise "definitise" "Propose the final terms" "When the contractor agrees, a modification settles the price and the limit of a letter contract ends.",
        Novate "novate" "Propose a novation" "When the contractor agrees, a modification passes the contract to the other organisation. Who held it reads it as it was until then.",
        EndOrdering "end-ordering" "End the ordering period" "No new order is issued; running ones go on.",
        LastOrders "last-orders" "Complete the last orders" "Only what is ordered already is delivered.",
        EndPerformance "end-performance" "End the period of performance" "The last deliveries are finished.",
        CloseOrder "close-order" "Close an order" "It is delivered, accepted and paid.",
        AllAccepted "all-accepted" "Confirm that everything is accepted" "The close-out begins, with its checklist.",
        AddExit "add-exit" "Plan a step of the exit" "It stands in the exit plan with its owner and day.",
        SettleTask "settle-item" "Settle an item" "It is kept who settled it, when and how.",
        Release "release" "Record the release of claims" "The contract is closed; nothing can be changed any more.",
        Withdraw "withdraw" "Withdraw the proposal" "Nothing changes.",
    }
}

named_enum! {
    /// What an act asks for. The form shows these fields, and the use case refuses an act without them.
    pub enum Ask {
        What "what" "What",
        Reason "reason" "Why",
        Until "until" "Until when",
        Effective "effective" "From when",
        Cause "cause" "The cause",
        Grounds "grounds" "Why an exception applies",
        Exception "exception" "Exception",
        Party "party" "Who",
        Organisation "organisation" "The organisation",
        Acceptance "acceptance" "Its acceptance",
        Amount "amount" "Amount",
        Basis "basis" "What it rests on",
        Subject "subject" "Which one",
        Answer "answer" "The answer",
        Task "task" "The step",
        Due "due" "By when",
        Order "order" "The order",
        Settled "settled" "How it is settled",
    }
}

impl Ask {
    /// Whether an act is complete without it; a rule may still ask for it.
    #[must_use]
    pub const fn is_optional(self) -> bool {
        matches!(self, Self::Grounds | Self::Exception | Self::Basis)
    }
}

impl LifeAct {
    /// What it asks for, in the order of its form.
    #[must_use]
    pub const fn asks(self) -> &'static [Ask] {
        use Ask::{
            Acceptance, Amount, Answer, Basis, Cause, Due, Effective, Exception, Grounds, Order,
            Organisation, Party, Reason, Settled, Subject, Task, Until, What,
        };
        match self {
            Self::Stop => &[What, Reason, Until],
            Self::ExtendStop => &[Until, Reason],
            Self::Default => &[What, Reason, Exception],
            Self::Convenience => &[Effective, Reason, Grounds],
            Self::NotifyForceMajeure | Self::Declare => &[Cause, What, Reason, Grounds],
            Self::NotifyControl => &[Party, Effective, Reason],
            Self::Settle | Self::Definitise => &[Amount, Reason],
            Self::Novate => &[Organisation, Acceptance, Reason],
            Self::StepIn => &[Party, What, Reason],
            Self::Claim => &[Basis, What, Amount],
            Self::AnswerClaim => &[Subject, Answer, Reason],
            Self::CloseOrder => &[Order, Reason],
            Self::AddExit => &[Task, What, Party, Due],
            Self::SettleTask => &[Subject, Settled, Reason],
            Self::Effective | Self::Agree | Self::LastOrders | Self::AllAccepted => &[],
            _ => &[Reason],
        }
    }

    /// Who takes it. Either side hands in a plan: the purchaser records one that came on paper.
    #[must_use]
    pub const fn side(self) -> Side {
        match self {
            Self::NotifyControl
            | Self::NotifyForceMajeure
            | Self::Plan
            | Self::Claim
            | Self::Agree
            | Self::Refuse => Side::Contractor,
            _ => Side::Purchaser,
        }
    }

    /// The move of the contract that it makes; none when the contract stays where it is, or moves only when the other side agrees.
    #[must_use]
    pub const fn event(self) -> Option<ContractEvent> {
        Some(match self {
            Self::Stop => ContractEvent::StopWork,
            Self::Resume => ContractEvent::Resume,
            Self::Terminate => ContractEvent::Terminate,
            Self::Default => ContractEvent::NoticeOfDefault,
            Self::Cured => ContractEvent::Cured,
            Self::TerminateDefault => ContractEvent::TerminateDefault,
            Self::Convenience => ContractEvent::NoticeOfTermination,
            Self::Effective => ContractEvent::Effective,
            Self::Recognise | Self::Declare => ContractEvent::Declare,
            Self::Over => ContractEvent::Ends,
            Self::EndOrdering => ContractEvent::OrderingPeriodEnd,
            Self::LastOrders => ContractEvent::LastOrderOpen,
            Self::EndPerformance => ContractEvent::PopEnd,
            Self::AllAccepted => ContractEvent::AllAccepted,
            Self::Release => ContractEvent::ReleaseOfClaims,
            _ => return None,
        })
    }

    /// Whether the contract's state allows it; what else must hold the use case looks up in the record.
    #[must_use]
    pub fn in_state(self, state: ContractState) -> bool {
        use ContractState::{CureNotice, ForceMajeure, Performing, Stopped, Terminated};
        if let Some(event) = self.event() {
            return state.apply(event).is_ok();
        }
        match self {
            Self::ExtendStop => state == Stopped,
            Self::NotifyForceMajeure | Self::ProposeEnd | Self::Novate => state == Performing,
            Self::Definitise => matches!(state, ContractState::Signed | Performing),
            Self::Settle => state == Terminated,
            Self::StepIn => matches!(state, Performing | CureNotice | ForceMajeure),
            Self::Claim => !matches!(
                state,
                ContractState::Draft
                    | ContractState::ContractorSigned
                    | ContractState::Signed
                    | ContractState::Closed
                    | ContractState::Abandoned
            ),
            Self::NotifyControl | Self::AddExit => !matches!(
                state,
                ContractState::Draft
                    | ContractState::ContractorSigned
                    | ContractState::Closed
                    | ContractState::Abandoned
            ),
            _ => !matches!(state, ContractState::Closed | ContractState::Abandoned),
        }
    }

    /// Whether it takes something away.
    #[must_use]
    pub const fn ends(self) -> bool {
        matches!(
            self,
            Self::Terminate | Self::TerminateDefault | Self::Effective | Self::Release
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn possible(state: ContractState) -> Vec<&'static str> {
        let acts = LifeAct::ALL.iter().filter(|act| act.event().is_some());
        let acts = acts.filter(|act| act.in_state(state));
        acts.map(|act| act.as_str()).collect()
    }

    #[test]
    fn each_state_allows_the_acts_that_lead_out_of_it() {
        assert_eq!(
            possible(ContractState::Performing),
            [
                "stop",
                "default",
                "convenience",
                "recognise",
                "declare",
                "end-ordering",
                "end-performance"
            ]
        );
        assert_eq!(possible(ContractState::Stopped), ["resume", "terminate"]);
        assert_eq!(
            possible(ContractState::CureNotice),
            ["cured", "terminate-default"]
        );
        assert_eq!(possible(ContractState::ConvenienceNotice), ["effective"]);
        assert_eq!(possible(ContractState::ForceMajeure), ["terminate", "over"]);
        assert!(possible(ContractState::Closed).is_empty());
    }

    #[test]
    fn a_settlement_is_proposed_only_after_the_end() {
        for state in ContractState::ALL {
            let ended = *state == ContractState::Terminated;
            assert_eq!(LifeAct::Settle.in_state(*state), ended, "{state}");
        }
    }
}
