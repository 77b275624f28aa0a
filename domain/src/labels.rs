//! The words of the codes in a record, where only the name of the field is known: in the log, whose events keep whole
//! records of every kind.

use crate::contracts::life::{
    CureException, ForceMajeureCause, MomentEnd, MomentKind, MomentState, TaskKind, TaskState,
};
use crate::contracts::{ModificationKind, PricingModel, ScopeDecision, VehicleKind};
use crate::methods::{Authority, Method};
use crate::milestones::{Attribution, CauseCode, MilestoneClass};
use crate::parameters::ParameterCode;
use crate::solicitations::Direction;
use crate::states::{
    AwardState, ContractState, ContributionState, MilestoneState, ModificationState, OfferState,
    OptionState, OrderState, SolicitationState,
};
use crate::timetable::WaiverGround;

/// The first of several closed lists that knows a code.
macro_rules! first {
    ($code:expr; $($list:ty),+ $(,)?) => {
        None$(.or_else(|| $code.parse::<$list>().ok().map(<$list>::label)))+
    };
}

/// The words of `code` in a field of that name: `status`, `vehicle`, `class`. None where the field holds no code.
///
/// Several kinds of record have a `status`. Where two of them share a code they share its words.
#[must_use]
pub fn label(field: &str, code: &str) -> Option<&'static str> {
    match field {
        "status" | "standing" => first!(
            code; ContractState, MilestoneState, OrderState, OptionState, ModificationState, AwardState, OfferState,
            SolicitationState, ContributionState,
        ),
        "vehicle" => first!(code; VehicleKind),
        "pricing" => first!(code; PricingModel),
        "kind" => first!(code; ModificationKind, MomentKind),
        "state" => first!(code; MomentState, TaskState),
        "task" => first!(code; TaskKind),
        "outcome" => first!(code; MomentEnd),
        "exception" => first!(code; CureException),
        "verdict" => first!(code; ScopeDecision),
        "method" => first!(code; Method),
        "authority" => first!(code; Authority),
        "direction" => Direction::from_code(code).map(Direction::label),
        "parameter" => code
            .parse()
            .ok()
            .map(|code: ParameterCode| code.parameter().name),
        "class" => first!(code; MilestoneClass),
        "cause" => first!(code; CauseCode, ForceMajeureCause),
        "attributable_to" => first!(code; Attribution),
        "waiver_ground" => first!(code; WaiverGround),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_told_by_the_field_that_holds_it() {
        assert_eq!(label("class", "key"), Some(MilestoneClass::Key.label()));
        assert_eq!(
            label("status", "standstill"),
            Some(AwardState::Standstill.label())
        );
        assert_eq!(label("title", "key"), None);
    }
}
