//! When an option can be used: notice first, then the modification.

use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::states::{Tone, named::named_enum};

/// The days before expiry within which the modification is issued (GTC A.4.1).
const MODIFICATION_DAYS: u64 = 30;

/// The dates of one option (GTC A.4.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct OptionWindow {
    /// The last day to give notice.
    pub notice_by: NaiveDate,
    /// The first day of the period in which the modification is issued.
    pub modify_from: NaiveDate,
    /// The last day of the running period, and the last day for the modification.
    pub expiry: NaiveDate,
}

named_enum! {
    /// Where an option stands on a given day (GTC A.4.1; what follows a missed notice is own design).
    pub enum OptionStatus {
        NoticeOpen "notice_open" "Notice can be given" "Give notice in time if the option is wanted.",
        NoticeMissed "notice_missed" "Notice missed" "No notice was given in time; only an agreed modification can extend now.",
        NoticeLate "notice_late" "Notice given late" "Notice came after its deadline; ask the contractor whether it agrees.",
        Noticed "noticed" "Notice given" "The modification follows within 30 days before expiry.",
        ModificationOpen "modification_open" "Modification due" "Issue the modification before expiry.",
        Expired "expired" "Expired" "The period is over and the option can no longer be used.",
    }
}

impl OptionStatus {
    /// How the interface colours it.
    #[must_use]
    pub const fn tone(self) -> Tone {
        match self {
            Self::NoticeOpen | Self::ModificationOpen => Tone::Attention,
            Self::Noticed => Tone::Good,
            Self::NoticeMissed | Self::NoticeLate => Tone::Bad,
            Self::Expired => Tone::Neutral,
        }
    }
}

/// The dates of an option that expires on `expiry`, with `notice_days` calendar days of notice (GTC A.4.1: 60).
#[must_use]
pub fn option_window(expiry: NaiveDate, notice_days: u16) -> OptionWindow {
    let before = |days| {
        expiry
            .checked_sub_days(Days::new(days))
            .unwrap_or(NaiveDate::MIN)
    };
    OptionWindow {
        notice_by: before(notice_days.into()),
        modify_from: before(MODIFICATION_DAYS),
        expiry,
    }
}

impl OptionWindow {
    /// The dates of an option whose own period begins on `starts_on`, with the last day for notice that its contract states.
    #[must_use]
    pub fn of(starts_on: NaiveDate, notice_by: NaiveDate) -> Self {
        let expiry = starts_on.pred_opt().unwrap_or(starts_on);
        Self {
            notice_by,
            ..option_window(expiry, 0)
        }
    }

    /// Where the option stands on `today`; `noticed_on` is the day notice was given, if it was.
    #[must_use]
    pub fn status(&self, today: NaiveDate, noticed_on: Option<NaiveDate>) -> OptionStatus {
        let noticed_on = noticed_on.filter(|day| *day <= today);
        match noticed_on {
            _ if today > self.expiry => OptionStatus::Expired,
            None if today <= self.notice_by => OptionStatus::NoticeOpen,
            None => OptionStatus::NoticeMissed,
            Some(day) if day > self.notice_by => OptionStatus::NoticeLate,
            Some(_) if today < self.modify_from => OptionStatus::Noticed,
            Some(_) => OptionStatus::ModificationOpen,
        }
    }

    /// Calendar days left to give notice; negative once the day has passed.
    #[must_use]
    pub fn days_to_notice(&self, today: NaiveDate) -> i64 {
        (self.notice_by - today).num_days()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2027, month, day).unwrap()
    }

    #[test]
    fn notice_is_due_sixty_days_before_expiry() {
        let window = option_window(date(12, 31), 60);
        assert_eq!(
            (window.notice_by, window.modify_from),
            (date(11, 1), date(12, 1))
        );
        assert_eq!(window.days_to_notice(date(10, 30)), 2);
        assert_eq!(window.days_to_notice(date(11, 2)), -1);
    }

    #[test]
    fn a_stated_day_for_notice_stands_beside_the_last_thirty_days_before_the_options_period() {
        let first = date(12, 31).succ_opt().unwrap();
        let stated = OptionWindow::of(first, date(10, 15));
        let usual = option_window(date(12, 31), 60);
        assert_eq!(
            (stated.modify_from, stated.expiry),
            (usual.modify_from, usual.expiry)
        );
        assert_eq!(stated.notice_by, date(10, 15));
    }

    #[test]
    fn without_notice_the_option_is_missed_after_its_deadline() {
        let status = |today| option_window(date(12, 31), 60).status(today, None);
        assert_eq!(status(date(11, 1)), OptionStatus::NoticeOpen);
        assert_eq!(status(date(11, 2)), OptionStatus::NoticeMissed);
        assert_eq!(status(date(12, 31)), OptionStatus::NoticeMissed);
    }

    #[test]
    fn with_notice_the_modification_follows_in_the_last_thirty_days() {
        let status = |today| option_window(date(12, 31), 60).status(today, Some(date(11, 1)));
        assert_eq!(status(date(11, 30)), OptionStatus::Noticed);
        assert_eq!(status(date(12, 1)), OptionStatus::ModificationOpen);
        assert_eq!(status(date(12, 31)), OptionStatus::ModificationOpen);
        assert_eq!(
            status(date(12, 31).succ_opt().unwrap()),
            OptionStatus::Expired
        );
    }

    #[test]
    fn notice_counts_from_the_day_it_is_given() {
        let window = option_window(date(12, 31), 60);
        assert_eq!(
            window.status(date(11, 1), Some(date(11, 1))),
            OptionStatus::Noticed
        );
    }

    #[test]
    fn late_notice_is_named_and_a_future_one_does_not_count_yet() {
        let window = option_window(date(12, 31), 60);
        assert_eq!(
            window.status(date(11, 5), Some(date(11, 2))),
            OptionStatus::NoticeLate
        );
        assert_eq!(
            window.status(date(10, 1), Some(date(10, 2))),
            OptionStatus::NoticeOpen
        );
    }
}
