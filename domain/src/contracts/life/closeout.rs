//! Closing a contract out: the checklist, the exit plan, and when claims are released.

use chrono::{Days, NaiveDate};

use crate::states::named::named_enum;

/// Days for the final invoice, counted from the beginning of the close-out (GTC A.1.22, A.2.4).
pub const FINAL_INVOICE_DAYS: u64 = 60;

named_enum! {
    /// The two lists of what has to be done towards the end.
    pub enum TaskList {
        Closeout "closeout" "Close-out",
        Exit "exit" "Exit plan",
    }
}

named_enum! {
    /// What has to be done.
    pub enum TaskKind {
        FinalInvoice "final_invoice" "Final invoice" "It is received, marked as final, and paid (GTC A.1.22, A.2.4).",
        Property "property" "Property" "What the purchaser had lent is returned or written off.",
        Audit "audit" "Audit" "Records were audited, or nobody asks for it (GTC A.3.8).",
        Claims "claims" "Open claims" "Every claim is answered.",
        Release "release" "Release of claims" "The contractor has released its claims in writing.",
        ExitPlan "exit_plan" "Exit plan" "How the service passes on without a gap (GTC F.5-F.9).",
        Assistance "assistance" "Termination assistance" "The contractor helps the next one to take over (GTC F.5-F.9).",
        DataReturn "data_return" "Return of data" "The purchaser’s data comes back and is erased there (GTC F.5-F.9).",
        Keys "keys" "Return of keys" "Keys and accounts are handed over or destroyed (GTC F.5-F.9).",
    }
}

impl TaskKind {
    /// The list that it is on.
    #[must_use]
    pub const fn list(self) -> TaskList {
        match self {
            Self::ExitPlan | Self::Assistance | Self::DataReturn | Self::Keys => TaskList::Exit,
            _ => TaskList::Closeout,
        }
    }

    /// What is on a list.
    pub fn of(list: TaskList) -> impl Iterator<Item = Self> {
        Self::ALL
            .iter()
            .copied()
            .filter(move |kind| kind.list() == list)
    }

    /// The last day for it when the close-out began on a day; none where no rule sets one.
    #[must_use]
    pub fn due(self, begun: NaiveDate) -> Option<NaiveDate> {
        match self {
            Self::FinalInvoice => begun.checked_add_days(Days::new(FINAL_INVOICE_DAYS)),
            _ => None,
        }
    }
}

named_enum! {
    /// Where an item stands.
    pub enum TaskState {
        Open "open" "Open",
        Done "done" "Done",
        NotApplicable "not_applicable" "Not applicable",
    }
}

/// What is still open of a contract.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct StillOpen {
    /// Items of the checklist and of the exit plan.
    pub tasks: usize,
    /// Orders that are neither closed nor cancelled nor returned.
    pub orders: usize,
    /// Milestones that are neither accepted nor waived.
    pub milestones: usize,
    /// Claims that nobody answered.
    pub claims: usize,
}

/// Something is open that has to be closed first.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{what} while this is open: {}.", open.join(", "))]
pub struct StillOpenRefused {
    /// What was wanted, as the beginning of a sentence.
    pub what: &'static str,
    /// What is open, counted.
    pub open: Vec<String>,
}

fn counted(count: usize, one: &str, more: &str) -> Option<String> {
    match count {
        0 => None,
        1 => Some(format!("1 {one}")),
        _ => Some(format!("{count} {more}")),
    }
}

/// Whether everything is delivered: no milestone and no order is open.
///
/// # Errors
/// With what is open.
pub fn all_accepted(open: StillOpen) -> Result<(), StillOpenRefused> {
    let open = [
        counted(open.orders, "order", "orders"),
        counted(open.milestones, "milestone", "milestones"),
    ];
    refuse(
        "Not everything is accepted",
        open.into_iter().flatten().collect(),
    )
}

/// Whether claims can be released and the contract closed: every item is settled, and no order, milestone or claim is open
/// (GTC A.2.4; the list itself is own design).
///
/// # Errors
/// With what is open.
pub fn may_release(open: StillOpen) -> Result<(), StillOpenRefused> {
    let open = [
        counted(open.tasks, "item", "items"),
        counted(open.orders, "order", "orders"),
        counted(open.milestones, "milestone", "milestones"),
        counted(open.claims, "claim", "claims"),
    ];
    refuse(
        "Claims are not released",
        open.into_iter().flatten().collect(),
    )
}

fn refuse(what: &'static str, open: Vec<String>) -> Result<(), StillOpenRefused> {
    if open.is_empty() {
        Ok(())
    } else {
        Err(StillOpenRefused { what, open })
    }
}

/// A period that has not run out yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{what} runs until {}. It can be ended from the day after.", until.format("%-d %b %Y"))]
pub struct StillRunning {
    /// Which period.
    pub what: &'static str,
    /// Its last day.
    pub until: NaiveDate,
}

/// Whether a period is over on a day; one without a last day never is by itself.
///
/// # Errors
/// On its last day and before.
pub fn period_over(
    what: &'static str,
    until: Option<NaiveDate>,
    today: NaiveDate,
) -> Result<(), StillRunning> {
    match until {
        Some(until) if today <= until => Err(StillRunning { what, until }),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2027, 1, day).unwrap()
    }

    #[test]
    fn claims_are_released_only_when_nothing_is_open() {
        assert_eq!(may_release(StillOpen::default()), Ok(()));
        let open = StillOpen {
            tasks: 2,
            orders: 0,
            milestones: 1,
            claims: 1,
        };
        let refused = may_release(open).unwrap_err().to_string();
        assert_eq!(
            refused,
            "Claims are not released while this is open: 2 items, 1 milestone, 1 claim."
        );
        assert!(all_accepted(open).is_err());
        let delivered = StillOpen {
            milestones: 0,
            ..open
        };
        assert_eq!(all_accepted(delivered), Ok(()));
    }

    #[test]
    fn the_final_invoice_is_due_in_sixty_days() {
        let due = NaiveDate::from_ymd_opt(2027, 3, 2);
        assert_eq!(TaskKind::FinalInvoice.due(day(1)), due);
        assert_eq!(TaskKind::Property.due(day(1)), None);
        assert_eq!(TaskKind::of(TaskList::Closeout).count(), 5);
    }

    #[test]
    fn a_period_ends_after_its_last_day() {
        let what = "The ordering period";
        assert!(period_over(what, Some(day(5)), day(5)).is_err());
        assert_eq!(period_over(what, Some(day(5)), day(6)), Ok(()));
    }
}
