//! The four dates and the differences between them.

use super::MilestoneClass;
use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// The four dates of a milestone (own design, after the baseline rules of the Nunn-McCurdy Act).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct FourDates {
    /// The first approved date; it never changes.
    pub original_baseline: NaiveDate,
    /// The latest approved date: by signed modification or governance decision.
    pub current_baseline: NaiveDate,
    /// The best estimate today.
    pub forecast: Option<NaiveDate>,
    /// When it was met, with evidence.
    pub actual: Option<NaiveDate>,
}

/// Calendar days from `reference` to `date`; positive is late.
#[must_use]
pub fn slip(date: NaiveDate, reference: NaiveDate) -> i64 {
    (date - reference).num_days()
}

/// Calendar days the forecast moved since the last report; positive is later.
#[must_use]
pub fn forecast_drift(forecast_now: NaiveDate, forecast_at_last_report: NaiveDate) -> i64 {
    slip(forecast_now, forecast_at_last_report)
}

impl FourDates {
    /// The dates of a milestone, once one is approved.
    #[must_use]
    pub fn approved(
        (original, current): (Option<NaiveDate>, Option<NaiveDate>),
        forecast: Option<NaiveDate>,
        actual: Option<NaiveDate>,
    ) -> Option<Self> {
        Some(Self {
            original_baseline: original?,
            current_baseline: current?,
            forecast,
            actual,
        })
    }

    /// The day it was met, or else the day it is expected.
    #[must_use]
    pub fn expected(&self) -> Option<NaiveDate> {
        self.actual.or(self.forecast)
    }

    /// Slip against the first approved date, in calendar days; `None` without actual and forecast.
    #[must_use]
    pub fn slip_original(&self) -> Option<i64> {
        self.expected()
            .map(|date| slip(date, self.original_baseline))
    }

    /// Slip against the latest approved date, in calendar days; `None` without actual and forecast.
    #[must_use]
    pub fn slip_current(&self) -> Option<i64> {
        self.expected()
            .map(|date| slip(date, self.current_baseline))
    }

    /// Calendar days past the latest approved date on `status_date`; 0 when met by then or not yet due.
    #[must_use]
    pub fn overdue(&self, status_date: NaiveDate) -> i64 {
        match self.actual {
            Some(actual) if actual <= status_date => 0,
            _ => slip(status_date, self.current_baseline).max(0),
        }
    }

    /// The date from whose next day on delay damages run (GTC A.4.9): a key date at once, an ordinary date only when it is
    /// an extended one that is missed too. None where they do not run: before an extension, and for an indicative date.
    #[must_use]
    pub fn damages_run_after(&self, class: MilestoneClass) -> Option<NaiveDate> {
        let extended = self.current_baseline > self.original_baseline;
        let runs = match class {
            MilestoneClass::Key => true,
            MilestoneClass::Ordinary => extended,
            MilestoneClass::Indicative => false,
        };
        runs.then_some(self.current_baseline)
    }

    /// Slip against the first approved date in percent of the planned duration, unrounded.
    ///
    /// `None` without actual and forecast, or when the plan does not last at least a day.
    #[must_use]
    pub fn percent_slip(&self, start: NaiveDate) -> Option<Decimal> {
        let planned = slip(self.original_baseline, start);
        let late = Decimal::from(self.slip_original()?) * Decimal::ONE_HUNDRED;
        (planned > 0).then(|| late / Decimal::from(planned))
    }
}
