//! Acceptance in stages: its days, its defects, and what must hold before each step (GTC B.6, B.8).

use chrono::{Days, Months, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::states::acceptance::AcceptanceEvent;
use crate::states::named::named_enum;

named_enum! {
    /// How serious a defect is (classes as an example in GTC B.6; what each hinders is own design).
    pub enum DefectClass {
        Blocking "blocking" "Blocking" "The delivery cannot be used; it hinders every acceptance.",
        Major "major" "Major" "An essential function fails; it hinders an acceptance without conditions.",
        Minor "minor" "Minor" "It can be used all the same; it hinders final acceptance alone.",
    }
}

named_enum! {
    /// What makes up for open defects at a conditional acceptance (GTC B.6).
    pub enum RemedyKind {
        Plan "plan" "Binding remedy plan" "The contractor corrects them by a day.",
        PriceCut "price_cut" "Price cut" "They stay, and the price is lower.",
    }
}

named_enum! {
    /// What the military user says of a delivery (NPP 17).
    pub enum UserOpinion {
        Satisfied "satisfied" "Satisfied" "It does what the users need.",
        WithReservations "with_reservations" "With reservations" "It does, but for what the text names.",
        NotSatisfied "not_satisfied" "Not satisfied" "It does not do what the users need.",
    }
}

/// Calendar days of the test where nothing is agreed (GTC B.6).
pub const TEST_DAYS: u32 = 90;
/// Calendar days in which the contractor answers a rejection (GTC B.6).
pub const ANSWER_DAYS: u64 = 2;
/// Months of warranty where nothing is agreed (GTC B.8).
pub const WARRANTY_MONTHS: u32 = 12;
/// Rejections from which on the purchaser may give up (GTC B.6: a later failure).
pub const REPEATED: usize = 2;

/// The last day of the test: so many calendar days after the day of receipt.
#[must_use]
pub fn test_ends(received_on: NaiveDate, days: u32) -> NaiveDate {
    received_on
        .checked_add_days(Days::new(days.into()))
        .unwrap_or(NaiveDate::MAX)
}

/// The last day for the contractor's answer to a rejection.
#[must_use]
pub fn answer_due(rejected_on: NaiveDate) -> NaiveDate {
    rejected_on
        .checked_add_days(Days::new(ANSWER_DAYS))
        .unwrap_or(NaiveDate::MAX)
}

/// The last day of the warranty: the same day so many months later, or the last of a shorter month.
#[must_use]
pub fn warranty_ends(from: NaiveDate, months: u32) -> NaiveDate {
    from.checked_add_months(Months::new(months))
        .unwrap_or(NaiveDate::MAX)
}

/// How many defects of each class are open.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenDefects {
    /// Blocking ones.
    pub blocking: usize,
    /// Major ones.
    pub major: usize,
    /// Minor ones.
    pub minor: usize,
}

impl OpenDefects {
    /// Counts the classes of open defects.
    #[must_use]
    pub fn of(classes: impl IntoIterator<Item = DefectClass>) -> Self {
        let mut open = Self::default();
        for class in classes {
            match class {
                DefectClass::Blocking => open.blocking += 1,
                DefectClass::Major => open.major += 1,
                DefectClass::Minor => open.minor += 1,
            }
        }
        open
    }

    /// All of them.
    #[must_use]
    pub const fn all(self) -> usize {
        self.blocking + self.major + self.minor
    }
}

/// What is on record when a step is to be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StageFacts {
    /// Defects that are neither mended nor settled by a price cut.
    pub open: OpenDefects,
    /// How often it was rejected.
    pub rejections: usize,
    /// The last day of the warranty, once it has begun.
    pub warranty_ends: Option<NaiveDate>,
    /// Whether what is left of the warranty goes on after an early final acceptance.
    pub residual_warranty: bool,
    /// The day of the step.
    pub today: NaiveDate,
}

/// Why a step of the acceptance is not possible yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum StageRefused {
    /// A blocking defect is open.
    #[error(
        "A blocking defect is open. Note when it was mended, or reject the delivery (GTC B.6)."
    )]
    Blocking,
    /// A major defect is open and nothing makes up for it.
    #[error(
        "A major defect is open. Note when it was mended, or accept with a binding remedy plan or a price cut (GTC B.6)."
    )]
    Major,
    /// A rejection names no defect.
    #[error("A rejection lists the defects. Note at least one before you reject (GTC B.6).")]
    NoDefect,
    /// Conditions without anything that they are about.
    #[error(
        "Conditions are about open defects. Note them first, or accept without conditions (GTC B.6)."
    )]
    NothingToRemedy,
    /// A defect is open at the end.
    #[error(
        "{0} of its defects are open. Final acceptance waits until each is corrected (GTC B.8)."
    )]
    Open(usize),
    /// The warranty still runs.
    #[error(
        "The warranty runs until {}. Wait, or say how what is left of it goes on (GTC B.8).", .0.format("%-d %b %Y")
    )]
    WarrantyRuns(NaiveDate),
    /// Rejected less than twice.
    #[error("It was rejected only once. The contractor may try again first (GTC B.6).")]
    NotRepeated,
}

/// Whether a step may be taken, as far as defects, days and earlier rejections say.
///
/// # Errors
/// What hinders it and what to do.
pub fn may_step(event: AcceptanceEvent, facts: &StageFacts) -> Result<(), StageRefused> {
    let StageFacts {
        open,
        rejections,
        residual_warranty,
        today,
        ..
    } = *facts;
    match event {
        AcceptanceEvent::Accept | AcceptanceEvent::Clear if open.blocking > 0 => {
            Err(StageRefused::Blocking)
        }
        AcceptanceEvent::Accept | AcceptanceEvent::Clear if open.major > 0 => {
            Err(StageRefused::Major)
        }
        AcceptanceEvent::Reject if open.all() == 0 => Err(StageRefused::NoDefect),
        AcceptanceEvent::AcceptWithReservations if open.all() == 0 => {
            Err(StageRefused::NothingToRemedy)
        }
        AcceptanceEvent::AcceptFinal if open.all() > 0 => Err(StageRefused::Open(open.all())),
        AcceptanceEvent::AcceptFinal => match facts.warranty_ends {
            Some(ends) if ends >= today && !residual_warranty => {
                Err(StageRefused::WarrantyRuns(ends))
            }
            _ => Ok(()),
        },
        AcceptanceEvent::Terminate if rejections < REPEATED => Err(StageRefused::NotRepeated),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2028, month, day).unwrap()
    }

    const CALM: StageFacts = StageFacts {
        open: OpenDefects {
            blocking: 0,
            major: 0,
            minor: 0,
        },
        rejections: 0,
        warranty_ends: None,
        residual_warranty: false,
        today: NaiveDate::MIN,
    };

    fn with(class: DefectClass) -> StageFacts {
        StageFacts {
            open: OpenDefects::of([class]),
            ..CALM
        }
    }

    #[test]
    fn days_are_counted_from_the_day_after() {
        assert_eq!(test_ends(day(1, 31), TEST_DAYS), day(4, 30));
        assert_eq!(answer_due(day(2, 28)), day(3, 1));
        assert_eq!(
            warranty_ends(day(2, 29), WARRANTY_MONTHS),
            NaiveDate::from_ymd_opt(2029, 2, 28).unwrap()
        );
        assert_eq!(warranty_ends(day(1, 31), 1), day(2, 29));
    }

    #[test]
    fn each_class_hinders_what_it_must_and_no_more() {
        use AcceptanceEvent::{Accept, AcceptFinal, AcceptWithReservations, Clear, Reject};
        for event in [Accept, Clear] {
            assert_eq!(
                may_step(event, &with(DefectClass::Blocking)),
                Err(StageRefused::Blocking)
            );
            assert_eq!(
                may_step(event, &with(DefectClass::Major)),
                Err(StageRefused::Major)
            );
            assert_eq!(may_step(event, &with(DefectClass::Minor)), Ok(()));
            assert_eq!(may_step(event, &CALM), Ok(()));
        }
        for class in DefectClass::ALL {
            assert_eq!(may_step(Reject, &with(*class)), Ok(()));
            assert_eq!(may_step(AcceptWithReservations, &with(*class)), Ok(()));
            assert_eq!(
                may_step(AcceptFinal, &with(*class)),
                Err(StageRefused::Open(1))
            );
        }
        assert_eq!(may_step(Reject, &CALM), Err(StageRefused::NoDefect));
        assert_eq!(
            may_step(AcceptWithReservations, &CALM),
            Err(StageRefused::NothingToRemedy)
        );
    }

    #[test]
    fn final_acceptance_waits_for_the_day_after_the_warranty_or_keeps_its_rest() {
        let ends = |today, residual_warranty| StageFacts {
            warranty_ends: Some(day(6, 1)),
            today,
            residual_warranty,
            ..CALM
        };
        let may = |facts: StageFacts| may_step(AcceptanceEvent::AcceptFinal, &facts);
        assert_eq!(
            may(ends(day(6, 1), false)),
            Err(StageRefused::WarrantyRuns(day(6, 1)))
        );
        assert_eq!(may(ends(day(6, 2), false)), Ok(()));
        assert_eq!(may(ends(day(3, 1), true)), Ok(()));
    }

    #[test]
    fn one_rejection_is_not_yet_a_repeated_one() {
        let after = |rejections| StageFacts { rejections, ..CALM };
        let may = |facts: StageFacts| may_step(AcceptanceEvent::Terminate, &facts);
        assert_eq!(may(after(1)), Err(StageRefused::NotRepeated));
        assert_eq!(may(after(2)), Ok(()));
    }
}
