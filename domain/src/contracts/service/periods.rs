//! The calendar periods over which a level is measured, and where one stands.

use chrono::{Datelike, Days, Months, NaiveDate};

use crate::states::named::named_enum;

/// The most periods that are listed of one level: fifty years of months.
const MOST_PERIODS: usize = 600;

named_enum! {
    /// Over which calendar period a metric is measured.
    pub enum Window {
        Month "month" "Calendar month",
        Quarter "quarter" "Calendar quarter",
        Year "year" "Calendar year",
    }
}

impl Window {
    /// How many months it has.
    #[must_use]
    pub const fn months(self) -> u32 {
        match self {
            Self::Month => 1,
            Self::Quarter => 3,
            Self::Year => 12,
        }
    }

    /// The first day of the period in which a day lies.
    #[must_use]
    pub fn first_day(self, day: NaiveDate) -> NaiveDate {
        let month = day.month0() / self.months() * self.months();
        NaiveDate::from_ymd_opt(day.year(), month + 1, 1).unwrap_or(day)
    }

    /// The last day of the period in which a day lies.
    #[must_use]
    pub fn last_day(self, day: NaiveDate) -> NaiveDate {
        let next = self
            .first_day(day)
            .checked_add_months(Months::new(self.months()));
        next.and_then(|next| next.checked_sub_days(Days::new(1)))
            .unwrap_or(day)
    }

    /// The first days of the full periods that begin on or after `from` and end on or before `until` (own design: a part of a
    /// period is not measured, because its fee is none of the period's).
    #[must_use]
    pub fn periods(self, from: NaiveDate, until: NaiveDate) -> Vec<NaiveDate> {
        let months = Months::new(self.months());
        let first = self.first_day(from);
        let first = if first < from {
            first.checked_add_months(months)
        } else {
            Some(first)
        };
        let all = std::iter::successors(first, |day| day.checked_add_months(months));
        all.take_while(|day| self.last_day(*day) <= until)
            .take(MOST_PERIODS)
            .collect()
    }

    /// A period by its first day: `2027-05`, `2027-Q2`, `2027`.
    #[must_use]
    pub fn name(self, period: NaiveDate) -> String {
        match self {
            Self::Month => period.format("%Y-%m").to_string(),
            Self::Quarter => format!("{}-Q{}", period.format("%Y"), period.month0() / 3 + 1),
            Self::Year => period.format("%Y").to_string(),
        }
    }

    /// The first day of the period that a text names, as [`Window::name`] writes it; none for anything else.
    #[must_use]
    pub fn parse(self, text: &str) -> Option<NaiveDate> {
        let text = text.trim();
        let (year, part) = text
            .split_once('-')
            .map_or((text, None), |(year, part)| (year, Some(part)));
        let year: i32 = year
            .parse()
            .ok()
            .filter(|year| (1900..=9998).contains(year))?;
        let month = match (self, part) {
            (Self::Month, Some(month)) if month.len() == 2 => month.parse().ok()?,
            (Self::Quarter, Some(quarter)) => {
                let quarter = quarter.strip_prefix(['Q', 'q'])?.parse::<u32>().ok()?;
                (1..=4).contains(&quarter).then(|| quarter * 3 - 2)?
            }
            (Self::Year, None) => 1,
            _ => return None,
        };
        NaiveDate::from_ymd_opt(year, month, 1)
    }
}

/// What was recorded of a period's value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measured {
    /// The contractor reported it; the purchaser has not answered.
    Reported,
    /// The purchaser says another value.
    Disputed,
    /// Both sides say the same.
    Agreed {
        /// Whether the target is kept.
        kept: bool,
    },
}

named_enum! {
    /// Where a period of a service level stands.
    pub enum PeriodState {
        Running "running" "Running" "The period has not ended.",
        NotMeasured "not_measured" "Not measured" "The period has ended and no value is on record: it is neither met nor missed.",
        Reported "reported" "Reported" "The contractor reported a value; the purchaser has not answered yet.",
        Disputed "disputed" "Disputed" "The purchaser says another value.",
        Met "met" "Met" "Both sides agree on a value that keeps the target.",
        Missed "missed" "Missed" "Both sides agree on a value that misses the target.",
        Excused "excused" "Excused" "An exclusion of the contract covers it, for the reason on record: it brings no credit.",
    }
}

impl PeriodState {
    /// A sign that tells it without colour.
    #[must_use]
    pub const fn sign(self) -> &'static str {
        match self {
            Self::Running => "…",
            Self::NotMeasured => "○",
            Self::Reported => "◔",
            Self::Disputed => "◇",
            Self::Met => "●",
            Self::Missed => "✕",
            Self::Excused => "–",
        }
    }
}

/// Where a period stands. What is missing stays missing: it is never zero and never met.
#[must_use]
pub const fn period_state(ended: bool, excused: bool, measured: Option<Measured>) -> PeriodState {
    match measured {
        Some(Measured::Agreed { kept: true }) => PeriodState::Met,
        _ if excused => PeriodState::Excused,
        Some(Measured::Agreed { kept: false }) => PeriodState::Missed,
        Some(Measured::Reported) => PeriodState::Reported,
        Some(Measured::Disputed) => PeriodState::Disputed,
        None if ended => PeriodState::NotMeasured,
        None => PeriodState::Running,
    }
}
