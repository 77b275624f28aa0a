//! Complaints: until when, what may become of them, and how the standstill goes on.

use chrono::NaiveDate;

use crate::states::{ComplaintEvent, ComplaintState, named::named_enum};
use crate::timetable::{Rule, Standstill};

/// The authority acknowledges a complaint within so many calendar days as an aim (DISP 4).
pub const ACKNOWLEDGE_DAYS: u64 = 2;
/// A complaint that lacks its form is filed again within so many calendar days, once (DISP 4).
pub const REFILE_DAYS: u64 = 2;
/// The authority decides within so many calendar days as an aim (DISP 4).
pub const DECIDE_DAYS: u64 = 14;
/// Above EFL E the delegation's letter to the committee comes within so many calendar days (NCP App.1 20-24).
pub const COMMITTEE_DAYS: u64 = 20;

/// The days that count for a complaint about an award. Days are UTC calendar days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ComplaintDates {
    /// The last day on which it may be lodged.
    pub last_day: NaiveDate,
    /// Whether a complaint in time suspends the award by itself.
    pub suspends: bool,
}

/// Until when bidders may complain about an award of which they were told on `notified_on`.
///
/// Where the method's rule gives a period, that counts from the day after the notice (NCP App.1 11; DISP 3.1) and the
/// award is suspended while it is disputed (NCP App.1 13-16). Elsewhere the standstill's last day is the last day (own
/// design), and where there is no standstill either, nobody may complain here.
#[must_use]
pub fn complaint_dates(
    rule: Option<&Rule>,
    notified_on: NaiveDate,
    standstill_last_day: Option<NaiveDate>,
) -> Option<ComplaintDates> {
    let by_rule = rule.map(|rule| crate::timetable::standstill(notified_on, rule).last_day);
    by_rule
        .max(standstill_last_day)
        .map(|last_day| ComplaintDates {
            last_day,
            suspends: rule.is_some(),
        })
}

/// The standstill after a suspension from `suspended_on` to `resumed_on`: the days that were left then are left now.
///
/// That the clock stops is our reading of the suspension (NCP App.1 13-16).
#[must_use]
pub fn resumed(last_day: NaiveDate, suspended_on: NaiveDate, resumed_on: NaiveDate) -> Standstill {
    let left = u64::try_from((last_day - suspended_on).num_days()).unwrap_or(0);
    let after = |day: NaiveDate, days| {
        day.checked_add_days(chrono::Days::new(days))
            .unwrap_or(NaiveDate::MAX)
    };
    let last_day = after(resumed_on, left);
    Standstill {
        first_day: resumed_on,
        last_day,
        earliest_signature: after(last_day, 1),
    }
}

named_enum! {
    /// What is decided about a complaint at one of its stages (DISP 4; NCP App.1 20-29).
    pub enum Outcome {
        Uphold "uphold" "Uphold the complaint" "It is right: the award is annulled.",
        Reject "reject" "Reject the complaint" "Its grounds do not hold; the standstill goes on.",
        Dismiss "dismiss" "Dismiss without looking into the grounds" "It lacks standing, time or form.",
        AskRefile "ask_refile" "Ask to file it again" "Its form can be mended, once, within two days; never for lateness.",
        SettledStanding "settled_standing" "Settled: the award stands" "The committee stage ended without changing the award.",
        SettledAnnulled "settled_annulled" "Settled: the award is annulled" "The committee stage ended with the award given up.",
        Refer "refer" "Referred to arbitration" "The committee stage ended without a settlement.",
        RuledStanding "ruled_standing" "Ruled: the award stands" "The board of arbitration found for the authority.",
        RuledAnnulled "ruled_annulled" "Ruled: the award is annulled" "The board of arbitration found for the bidder.",
    }
}

named_enum! {
    /// Where an answer to a complaint stands.
    pub enum AnswerStatus {
        Proposed "proposed" "Waits for a second person",
        Agreed "agreed" "Decided",
        Returned "returned" "Given back",
    }
}

impl Outcome {
    /// The outcomes that are open at a stage.
    pub fn open_in(state: ComplaintState) -> impl Iterator<Item = Self> {
        let all = Self::ALL.iter().copied();
        all.filter(move |outcome| outcome.applied(state, false).is_some())
    }

    /// Whether the award falls with it.
    #[must_use]
    pub const fn annuls(self) -> bool {
        matches!(
            self,
            Self::Uphold | Self::SettledAnnulled | Self::RuledAnnulled
        )
    }

    /// Where the complaint stands after it; none where it is not open. `appealable` above EFL E, where the committee
    /// stage follows a rejection (NCP App.1 20-24).
    #[must_use]
    pub fn applied(self, state: ComplaintState, appealable: bool) -> Option<ComplaintState> {
        use ComplaintEvent as E;
        let screening = (state == ComplaintState::Acknowledged).then_some(E::Screen);
        let rejection = if appealable {
            E::RejectAppealable
        } else {
            E::Reject
        };
        let steps: &[E] = match self {
            Self::Uphold => &[E::Accept, E::Uphold],
            Self::Reject => &[E::Accept, rejection],
            Self::Dismiss => &[E::Dismiss],
            Self::AskRefile if screening.is_none() => return None,
            Self::AskRefile => &[E::AskRefile],
            Self::SettledStanding | Self::SettledAnnulled => &[E::Settle],
            Self::Refer => &[E::Refer],
            Self::RuledStanding | Self::RuledAnnulled => &[E::Rule],
        };
        screening
            .iter()
            .chain(steps)
            .try_fold(state, |state, event| state.apply(*event))
            .ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::timetable::COMPLAINT;
    use ComplaintState as S;

    fn day(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 6, day).unwrap()
    }

    #[test]
    fn the_period_is_fifteen_days_from_the_day_after_the_notice() {
        let dates = complaint_dates(Some(&COMPLAINT), day(1), Some(day(8))).unwrap();
        assert_eq!((dates.last_day, dates.suspends), (day(16), true));
        let waived = complaint_dates(Some(&COMPLAINT), day(1), None).unwrap();
        assert_eq!(waived.last_day, day(16));
    }

    #[test]
    fn without_a_rule_the_standstill_is_the_period_and_suspends_nothing_by_itself() {
        let dates = complaint_dates(None, day(1), Some(day(8))).unwrap();
        assert_eq!((dates.last_day, dates.suspends), (day(8), false));
        assert_eq!(complaint_dates(None, day(1), None), None);
    }

    #[test]
    fn the_days_that_were_left_are_left_after_the_suspension() {
        let after = resumed(day(16), day(6), day(20));
        assert_eq!(after.last_day, day(30));
        let lapsed = resumed(day(3), day(6), day(20));
        assert_eq!(
            (lapsed.last_day, lapsed.earliest_signature),
            (day(20), day(21))
        );
    }

    #[test]
    fn above_the_limit_a_rejection_leaves_the_committee_stage_open() {
        let after = |appealable| Outcome::Reject.applied(S::Acknowledged, appealable);
        assert_eq!(after(false), Some(S::Rejected));
        assert_eq!(after(true), Some(S::RejectedAppealable));
    }

    #[test]
    fn a_complaint_is_filed_again_only_once() {
        let open = |state| Outcome::open_in(state).any(|one| one == Outcome::AskRefile);
        assert!(open(S::Acknowledged) && !open(S::Screened));
    }

    #[test]
    fn each_stage_has_its_own_outcomes() {
        let open = |state| Outcome::open_in(state).collect::<Vec<_>>();
        assert_eq!(open(S::Lodged), []);
        assert_eq!(
            open(S::Arbitration),
            [Outcome::RuledStanding, Outcome::RuledAnnulled]
        );
        assert_eq!(open(S::Committee).len(), 3);
        assert_eq!(open(S::Upheld), []);
    }
}
