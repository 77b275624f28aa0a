//! What the published states mean in the alliance's own words: the nearest public state, never a better one.

use super::super::read::{
    Award, AwardStatus, BidStatus, Contract, ContractStatus, Milestone, MilestoneStatus, Process,
    TenderStatus,
};
use domain::states::{AwardState, ContractState, MilestoneState, OfferState, SolicitationState};

/// The state that a release tells of its solicitation; none when it says nothing of the solicitation itself and
/// nothing was awarded.
pub(super) fn solicitation(process: &Process) -> Option<SolicitationState> {
    let tender = process.tender.as_ref();
    match tender.and_then(|tender| tender.status.as_ref()) {
        Some(TenderStatus::Planning | TenderStatus::Planned) => Some(SolicitationState::Announced),
        Some(TenderStatus::Active) => {
            Some(reached(process).unwrap_or(SolicitationState::Published))
        }
        Some(TenderStatus::Complete) => Some(SolicitationState::Concluded),
        Some(TenderStatus::Cancelled | TenderStatus::Withdrawn) => {
            Some(SolicitationState::Cancelled)
        }
        Some(TenderStatus::Unsuccessful) => Some(SolicitationState::Failed),
        Some(TenderStatus::Other(_)) | None => reached(process),
    }
}

/// The state of a process of which nothing but its existence is known.
pub(super) fn assumed(process: &Process) -> SolicitationState {
    if process.tender.is_some() {
        SolicitationState::Published
    } else {
        SolicitationState::Announced
    }
}

fn reached(process: &Process) -> Option<SolicitationState> {
    if process.contracts.iter().any(is_signed) {
        Some(SolicitationState::Concluded)
    } else if process.awards.iter().any(is_active) {
        Some(SolicitationState::AwardDecided)
    } else if process.bids.is_empty() {
        None
    } else {
        Some(SolicitationState::Evaluating)
    }
}

fn is_signed(contract: &Contract) -> bool {
    !matches!(
        contract.status,
        Some(ContractStatus::Pending | ContractStatus::Cancelled)
    )
}

/// Whether an award stands; one without a state was published as a decision.
pub(super) fn is_active(award: &Award) -> bool {
    matches!(
        award.status,
        None | Some(AwardStatus::Active | AwardStatus::Other(_))
    )
}

/// The state of an offer. `valid` means that it meets the terms, not that it was ranked. An invitation is no offer.
pub(super) fn offer(status: Option<&BidStatus>, awarded: bool) -> Option<OfferState> {
    match status {
        Some(BidStatus::Invited) => None,
        Some(BidStatus::Disqualified) => Some(OfferState::Excluded),
        Some(BidStatus::Withdrawn) => Some(OfferState::Withdrawn),
        _ if awarded => Some(OfferState::Awarded),
        Some(BidStatus::Valid) => Some(OfferState::AdminCompliant),
        Some(BidStatus::Pending | BidStatus::Other(_)) | None => Some(OfferState::Opened),
    }
}

/// The state of an award; what a publisher calls unsuccessful or cancelled is void here.
pub(super) fn award(status: &AwardStatus) -> AwardState {
    match status {
        AwardStatus::Pending => AwardState::Recommended,
        AwardStatus::Active | AwardStatus::Other(_) => AwardState::Published,
        AwardStatus::Cancelled | AwardStatus::Unsuccessful => AwardState::Annulled,
    }
}

/// The state of a contract. `cancelled` means before signature; `terminated` that it came to its end, in time or not
/// (OCDS 1.1.5, codelist contractStatus).
pub(super) fn contract(status: &ContractStatus) -> ContractState {
    match status {
        ContractStatus::Pending => ContractState::Draft,
        ContractStatus::Active | ContractStatus::Other(_) => ContractState::Performing,
        ContractStatus::Cancelled => ContractState::Abandoned,
        ContractStatus::Terminated => ContractState::Closed,
    }
}

/// The state of a milestone. One that is not met is still owed: its date says how late it is.
pub(super) fn milestone(milestone: &Milestone) -> MilestoneState {
    match milestone.status {
        Some(MilestoneStatus::Met) => MilestoneState::Accepted,
        Some(MilestoneStatus::NotMet | MilestoneStatus::PartiallyMet) => MilestoneState::InProgress,
        _ if milestone.met.is_some() => MilestoneState::Accepted,
        _ if milestone.due.is_some() => MilestoneState::Baselined,
        _ => MilestoneState::Planned,
    }
}
