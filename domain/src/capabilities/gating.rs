//! What a capability milestone waits for, when it can be expected, and when it can be declared.

use super::CapabilityMilestoneKind;
use crate::milestones::{Assessment, Facts, FourDates, MilestoneClass, assess, slip};
use chrono::NaiveDate;

/// A contract milestone that gates a capability milestone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Gate {
    /// The day it was met, or else is expected, or else is due; none while no date is known.
    pub day: Option<NaiveDate>,
    /// Whether it is met.
    pub met: bool,
}

/// When a capability milestone can be expected on a day, with what it waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Outlook {
    /// The day it was declared or met; else the later of its own estimate and of the last open gate. None while no date is known.
    pub day: Option<NaiveDate>,
    /// The gate, by its place, that comes later than the capability's own estimate and so decides the day.
    pub driven_by: Option<usize>,
    /// Calendar days after the day of need; none while it comes in time, or without a day of need.
    pub after_need_days: Option<i64>,
}

/// When a capability milestone can be expected (own design): not before the last open contract milestone that gates it,
/// whatever its own forecast says, and no open gate before the status date.
#[must_use]
pub fn outlook(
    (forecast, current, actual): (Option<NaiveDate>, Option<NaiveDate>, Option<NaiveDate>),
    gates: &[Gate],
    need_date: Option<NaiveDate>,
    status_date: NaiveDate,
) -> Outlook {
    let own = actual.or(forecast).or(current);
    let open = gates.iter().enumerate().filter(|(_, gate)| !gate.met);
    let dated = open.filter_map(|(place, gate)| Some((gate.day?.max(status_date), place)));
    let last = dated.max_by_key(|(day, place)| (*day, std::cmp::Reverse(*place)));
    let later = last.filter(|(day, _)| actual.is_none() && own.is_none_or(|own| *day > own));
    let day = later.map(|(day, _)| day).or(own);
    let after_need_days = day
        .zip(need_date)
        .map(|(day, need)| slip(day, need))
        .filter(|days| *days > 0);
    Outlook {
        day,
        driven_by: later.map(|(_, place)| place),
        after_need_days,
    }
}

impl Outlook {
    /// Assesses the milestone by the day it can be expected, so that a hopeful forecast hides no late contract.
    #[must_use]
    pub fn assess(
        &self,
        dates: FourDates,
        need_date: Option<NaiveDate>,
        status_date: NaiveDate,
    ) -> Assessment {
        let forecast = match self.driven_by {
            Some(_) => self.day,
            None => dates.forecast,
        };
        assess(&Facts {
            dates: FourDates { forecast, ..dates },
            class: MilestoneClass::Ordinary,
            need_date,
            status_date,
        })
    }
}

/// Something that hinders a declaration while it is open: a line of work or a contract milestone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Gating {
    /// Whether it is open.
    pub open: bool,
    /// Whether a reservation that stands names it.
    pub reserved: bool,
}

/// Why a capability milestone cannot be declared.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Undeclarable {
    /// It was declared or met already.
    #[error("its date is set once: it stands already")]
    Done,
    /// Nothing shows that it is met.
    #[error("record first what shows that it is met")]
    NoEvidence,
    /// FOC before IOC.
    #[error("initial operational capability is declared first")]
    BeforeIoc,
    /// Open work or contract milestones without a reservation, by their places.
    #[error("what gates it is open and no reservation is recorded")]
    Open(Vec<usize>),
}

/// Whether a capability milestone may be declared, or recorded as met (capability milestones, section 11): not while a
/// gating line or a gating contract milestone is open without a recorded reservation. That it needs evidence, and that
/// FOC follows IOC, is own design.
///
/// # Errors
/// [`Undeclarable`], with the places of what is open.
pub fn may_declare(
    kind: CapabilityMilestoneKind,
    (done, evidence, ioc_open): (bool, bool, bool),
    gating: &[Gating],
) -> Result<(), Undeclarable> {
    if done {
        return Err(Undeclarable::Done);
    }
    if !evidence {
        return Err(Undeclarable::NoEvidence);
    }
    if kind == CapabilityMilestoneKind::Foc && ioc_open {
        return Err(Undeclarable::BeforeIoc);
    }
    let open: Vec<usize> = gating
        .iter()
        .enumerate()
        .filter(|(_, one)| one.open && !one.reserved)
        .map(|(place, _)| place)
        .collect();
    if open.is_empty() {
        Ok(())
    } else {
        Err(Undeclarable::Open(open))
    }
}
