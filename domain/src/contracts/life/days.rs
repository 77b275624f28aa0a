//! The days of notices and what they allow. Days are calendar days; a last day is still in time.

use chrono::{Days, Months, NaiveDate};

use super::{CureException, ForceMajeureCause};

/// The most days that work stops on the purchaser's order alone (GTC A.4.13).
pub const STOP_DAYS: u64 = 90;
/// Days after work resumes in which an adjustment may be claimed (GTC A.4.13).
pub const CLAIM_DAYS: u64 = 30;
/// The least days between a notice of termination for convenience and its effect (GTC A.4.14-A.4.18).
pub const CONVENIENCE_DAYS: u64 = 30;
/// Days of force majeure after which either side may end the contract (GTC A.4.12(d)).
pub const FORCE_MAJEURE_DAYS: u64 = 60;
/// Days in which the plan for another supplier's work is due (GTC A.4.14-A.4.18).
pub const PLAN_DAYS: u64 = 15;
/// Days in which a change of control is notified (GTC A.4.23).
pub const NOTIFY_DAYS: u64 = 30;

/// Why a step in a contract's life is not lawful yet, or not so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum LifeRefused {
    /// A stop ends on a day after its order.
    #[error("A stop ends after the day on which it is ordered. Write a later day.")]
    StopInThePast,
    /// A longer stop needs the contractor (GTC A.4.13).
    #[error(
        "On the purchaser’s order alone work stops until {} at the latest (90 days, GTC A.4.13). Stop it until then, and propose a longer stop to the contractor.",
        latest.format("%-d %b %Y")
    )]
    StopTooLong {
        /// The last day of 90.
        latest: NaiveDate,
    },
    /// A longer stop ends after the one that is running.
    #[error("A longer stop ends after {}, until when work stops already.", now.format("%-d %b %Y"))]
    NotLonger {
        /// The last day of the running stop.
        now: NaiveDate,
    },
    /// The month to cure is running (GTC A.4.14-A.4.18).
    #[error(
        "The contractor may cure until {}: the contract can be terminated for default from the day after (one month; GTC A.4.14-A.4.18).",
        by.format("%-d %b %Y")
    )]
    CureRunning {
        /// The last day to cure.
        by: NaiveDate,
    },
    /// Too little notice (GTC A.4.14-A.4.18).
    #[error(
        "The termination takes effect on {} at the earliest (30 days, GTC A.4.14-A.4.18), unless it is urgent: then say why.",
        earliest.format("%-d %b %Y")
    )]
    NoticeTooShort {
        /// The first lawful day.
        earliest: NaiveDate,
    },
    /// A notice does not work backwards.
    #[error("The termination cannot take effect before the day of its notice.")]
    EffectInThePast,
    /// The day of the notice is still to come.
    #[error("The notice takes effect on {}. Record it on that day or later.", on.format("%-d %b %Y"))]
    NotYet {
        /// The day that the notice names.
        on: NaiveDate,
    },
    /// Sixty days are not over (GTC A.4.12(d)).
    #[error(
        "Force majeure lets a party end the contract from {} on (60 days, GTC A.4.12(d)). Until then it can only end by passing, or both parties agree once it is over.",
        from.format("%-d %b %Y")
    )]
    ForceMajeureTooShort {
        /// The first lawful day.
        from: NaiveDate,
    },
    /// Armed conflict is in principle foreseeable (GTC A.4.12(a)(3)).
    #[error(
        "Armed conflict is in principle not unforeseeable: the contractor has to arrange beforehand not to default (GTC A.4.12(a)(3)). Say why it was unforeseeable and unavoidable here."
    )]
    Foreseeable,
    /// The days for a claim are over (GTC A.4.13).
    #[error("An adjustment could be claimed until {} (30 days after work resumed, GTC A.4.13).", by.format("%-d %b %Y"))]
    ClaimTooLate {
        /// The last day.
        by: NaiveDate,
    },
}

fn after(day: NaiveDate, days: u64) -> NaiveDate {
    day.checked_add_days(Days::new(days))
        .unwrap_or(NaiveDate::MAX)
}

/// The last day on which work may still stop on an order of `ordered` alone; by then the order is cancelled or the contract
/// terminated (GTC A.4.13).
#[must_use]
pub fn stop_by(ordered: NaiveDate) -> NaiveDate {
    after(ordered, STOP_DAYS)
}

/// Whether work may stop until a day on an order of `ordered`; `running_until` is the last day of the running stop when
/// both parties agree on a longer one (GTC A.4.13).
///
/// # Errors
/// When the day is not after the order, above 90 days without agreement, or an agreed one is no longer stop.
pub fn stop_until(
    ordered: NaiveDate,
    until: NaiveDate,
    running_until: Option<NaiveDate>,
) -> Result<(), LifeRefused> {
    match running_until {
        _ if until <= ordered => Err(LifeRefused::StopInThePast),
        Some(now) if until <= now => Err(LifeRefused::NotLonger { now }),
        Some(_) => Ok(()),
        None if until > stop_by(ordered) => Err(LifeRefused::StopTooLong {
            latest: stop_by(ordered),
        }),
        None => Ok(()),
    }
}

/// The last day to claim an adjustment after work resumed (GTC A.4.13).
#[must_use]
pub fn claim_by(resumed: NaiveDate) -> NaiveDate {
    after(resumed, CLAIM_DAYS)
}

/// Whether an adjustment can still be claimed on a day.
///
/// # Errors
/// After the last day.
pub fn claim_in_time(resumed: NaiveDate, on: NaiveDate) -> Result<(), LifeRefused> {
    let by = claim_by(resumed);
    if on > by {
        Err(LifeRefused::ClaimTooLate { by })
    } else {
        Ok(())
    }
}

/// The last day to cure a failure: one month after the notice, or the last day of a shorter month (GTC A.4.14-A.4.18).
#[must_use]
pub fn cure_by(notice: NaiveDate) -> NaiveDate {
    notice
        .checked_add_months(Months::new(1))
        .unwrap_or(NaiveDate::MAX)
}

/// Whether a contract can be terminated for default on a day: after the month to cure, or at once where an exception applies.
///
/// # Errors
/// While the contractor may still cure.
pub fn default_may_end(
    notice: NaiveDate,
    exception: Option<CureException>,
    today: NaiveDate,
) -> Result<(), LifeRefused> {
    let by = cure_by(notice);
    if exception.is_some() || today > by {
        Ok(())
    } else {
        Err(LifeRefused::CureRunning { by })
    }
}

/// The first day on which a termination for convenience can take effect without urgency.
#[must_use]
pub fn convenience_from(notice: NaiveDate) -> NaiveDate {
    after(notice, CONVENIENCE_DAYS)
}

/// Whether a termination for convenience may take effect on a day.
///
/// # Errors
/// Before the notice, or within 30 days of it when it is not urgent.
pub fn convenience_day(
    notice: NaiveDate,
    effective: NaiveDate,
    urgent: bool,
) -> Result<(), LifeRefused> {
    let earliest = convenience_from(notice);
    if effective < notice {
        Err(LifeRefused::EffectInThePast)
    } else if !urgent && effective < earliest {
        Err(LifeRefused::NoticeTooShort { earliest })
    } else {
        Ok(())
    }
}

/// Whether a notice of termination has come into effect.
///
/// # Errors
/// Before its day.
pub fn takes_effect(effective: NaiveDate, today: NaiveDate) -> Result<(), LifeRefused> {
    if today < effective {
        Err(LifeRefused::NotYet { on: effective })
    } else {
        Ok(())
    }
}

/// The first day on which force majeure lets a party end the contract, counted from its notice: an earlier beginning that somebody
/// states afterwards brings nobody out sooner (GTC A.4.12(d); own reading).
#[must_use]
pub fn force_majeure_end_from(notice: NaiveDate) -> NaiveDate {
    after(notice, FORCE_MAJEURE_DAYS)
}

/// Whether force majeure has lasted long enough to end the contract.
///
/// # Errors
/// Before 60 days have passed.
pub fn force_majeure_may_end(notice: NaiveDate, today: NaiveDate) -> Result<(), LifeRefused> {
    let from = force_majeure_end_from(notice);
    if today < from {
        Err(LifeRefused::ForceMajeureTooShort { from })
    } else {
        Ok(())
    }
}

/// Whether the notice says enough: armed conflict needs the reason why it was unforeseeable (GTC A.4.12(a)(3)).
///
/// # Errors
/// For armed conflict without such a reason.
pub fn force_majeure_grounds(cause: ForceMajeureCause, reasoned: bool) -> Result<(), LifeRefused> {
    if cause.is_foreseeable() && !reasoned {
        Err(LifeRefused::Foreseeable)
    } else {
        Ok(())
    }
}

/// The last day on which a change of control is notified in time (GTC A.4.23).
#[must_use]
pub fn control_notified_by(changed: NaiveDate) -> NaiveDate {
    after(changed, NOTIFY_DAYS)
}

/// The last day for the plan of another supplier's work.
#[must_use]
pub fn plan_by(ordered: NaiveDate) -> NaiveDate {
    after(ordered, PLAN_DAYS)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2027, month, day).unwrap()
    }

    #[test]
    fn work_stops_for_ninety_days_and_longer_only_by_agreement() {
        let (ordered, latest) = (day(1, 1), day(4, 1));
        assert_eq!(stop_by(ordered), latest);
        assert_eq!(stop_until(ordered, latest, None), Ok(()));
        assert_eq!(
            stop_until(ordered, day(4, 2), None),
            Err(LifeRefused::StopTooLong { latest })
        );
        assert_eq!(
            stop_until(ordered, ordered, None),
            Err(LifeRefused::StopInThePast)
        );
        assert_eq!(stop_until(ordered, day(9, 1), Some(latest)), Ok(()));
        assert_eq!(
            stop_until(ordered, latest, Some(latest)),
            Err(LifeRefused::NotLonger { now: latest })
        );
    }

    #[test]
    fn an_adjustment_is_claimed_within_thirty_days_after_work_resumed() {
        assert_eq!(claim_in_time(day(1, 1), day(1, 31)), Ok(()));
        assert_eq!(
            claim_in_time(day(1, 1), day(2, 1)),
            Err(LifeRefused::ClaimTooLate { by: day(1, 31) })
        );
    }

    #[test]
    fn a_failure_is_cured_within_a_month_unless_an_exception_applies() {
        assert_eq!(
            (cure_by(day(1, 31)), cure_by(day(3, 15))),
            (day(2, 28), day(4, 15))
        );
        let by = day(4, 15);
        assert_eq!(
            default_may_end(day(3, 15), None, by),
            Err(LifeRefused::CureRunning { by })
        );
        assert_eq!(default_may_end(day(3, 15), None, day(4, 16)), Ok(()));
        let exception = Some(CureException::Security);
        assert_eq!(default_may_end(day(3, 15), exception, day(3, 15)), Ok(()));
    }

    #[test]
    fn convenience_takes_thirty_days_and_effect_on_its_day() {
        let (notice, earliest) = (day(1, 1), day(1, 31));
        assert_eq!(convenience_day(notice, earliest, false), Ok(()));
        assert_eq!(
            convenience_day(notice, day(1, 30), false),
            Err(LifeRefused::NoticeTooShort { earliest })
        );
        assert_eq!(convenience_day(notice, notice, true), Ok(()));
        assert_eq!(
            convenience_day(day(1, 2), notice, true),
            Err(LifeRefused::EffectInThePast)
        );
        assert_eq!(
            takes_effect(earliest, day(1, 30)),
            Err(LifeRefused::NotYet { on: earliest })
        );
        assert_eq!(takes_effect(earliest, earliest), Ok(()));
    }

    #[test]
    fn force_majeure_ends_a_contract_after_sixty_days() {
        let (notice, from) = (day(1, 1), day(3, 2));
        assert_eq!(
            force_majeure_may_end(notice, day(3, 1)),
            Err(LifeRefused::ForceMajeureTooShort { from })
        );
        assert_eq!(force_majeure_may_end(notice, from), Ok(()));
    }

    #[test]
    fn armed_conflict_needs_its_reason_and_other_causes_do_not() {
        use ForceMajeureCause::{ArmedConflict, Epidemic};
        assert_eq!(
            force_majeure_grounds(ArmedConflict, false),
            Err(LifeRefused::Foreseeable)
        );
        assert_eq!(force_majeure_grounds(ArmedConflict, true), Ok(()));
        assert_eq!(force_majeure_grounds(Epidemic, false), Ok(()));
    }

    #[test]
    fn a_plan_is_due_in_fifteen_days_and_a_change_of_control_is_told_in_thirty() {
        assert_eq!(plan_by(day(1, 1)), day(1, 16));
        assert_eq!(control_notified_by(day(1, 1)), day(1, 31));
    }
}
