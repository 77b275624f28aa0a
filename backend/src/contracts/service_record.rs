//! Service levels as a contract's record holds them: what is promised, what was measured, what follows from it.

use chrono::{DateTime, Days, NaiveDate, Utc};
use domain::contracts::service::{Measured, PeriodState, Promise, Window, period_state};
use domain::states::damages::DamagesState;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Service of a contract. Amounts are minor units of its currency.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServiceRecord {
    /// Service levels, ended ones too.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub levels: Vec<ServiceLevel>,
}

impl ServiceRecord {
    /// Whether there is nothing in it, so that older records are written as they were.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// A measured promise. It never changes: it ends, and another takes its place. What was recorded of its periods is only
/// added to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServiceLevel {
    /// Identity.
    pub id: Uuid,
    /// 1, 2, 3 within the contract.
    pub number: i64,
    /// What is measured.
    pub metric: String,
    /// The unit of its values.
    pub unit: String,
    /// Target and credit table.
    pub promise: Promise,
    /// Over which calendar period.
    pub window: Window,
    /// Measured from the first full period on or after this day.
    pub from: NaiveDate,
    /// What is not counted against the contractor.
    pub exclusions: String,
    /// By what it is measured.
    pub source: String,
    /// Number of the contract's line whose fee a credit reduces.
    pub line: String,
    /// That fee for one period.
    pub fee_minor: i64,
    /// Days after the end of a period for reporting it.
    pub report_days: u32,
    /// Days for the root-cause analysis of a missed period.
    pub analysis_days: u32,
    /// The modification by which it was agreed; none when it was agreed before signature.
    pub basis: Option<String>,
    /// When it was recorded.
    pub agreed_on: NaiveDate,
    /// Since when it no longer counts: periods that had not ended by then are not measured.
    pub ended_on: Option<NaiveDate>,
    /// Who recorded it.
    pub by: String,
    /// Reported values, the oldest first. Of a period the last one counts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub measurements: Vec<Measurement>,
    /// Periods that an exclusion covers. Of a period the last one counts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub excuses: Vec<Excuse>,
    /// Root-cause analyses. Of a period the last one counts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub analyses: Vec<RootCause>,
    /// Credits, waived ones too.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub credits: Vec<Credit>,
}

/// A value of one period, as the contractor reported it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Measurement {
    /// Identity.
    pub id: Uuid,
    /// First day of the period.
    pub period: NaiveDate,
    /// The value, in the level's unit.
    pub value: Decimal,
    /// The evidence, or why it corrects an earlier one.
    pub note: String,
    /// When it was reported.
    pub at: DateTime<Utc>,
    /// By whom.
    pub by: String,
    /// What the purchaser says to it.
    pub answer: Option<Answer>,
}

/// The purchaser's answer to a reported value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// Whether both sides agree.
    pub agreed: bool,
    /// The purchaser's own value, where it disputes the reported one.
    pub value: Option<Decimal>,
    /// Why.
    pub reason: String,
    /// The account that answered; another one decides on a credit that follows.
    pub account: Option<Uuid>,
    /// When.
    pub at: DateTime<Utc>,
    /// By whom.
    pub by: String,
}

/// Whether an exclusion of the contract covers a period.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Excuse {
    /// Identity.
    pub id: Uuid,
    /// First day of the period.
    pub period: NaiveDate,
    /// Whether it is covered; an earlier excuse is taken back by one that says no.
    pub excused: bool,
    /// Why.
    pub reason: String,
    /// When.
    pub at: DateTime<Utc>,
    /// By whom.
    pub by: String,
}

/// Why a period missed its target, and what is done about it (GTC B.10).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RootCause {
    /// Identity.
    pub id: Uuid,
    /// First day of the period.
    pub period: NaiveDate,
    /// Cause and corrective action.
    pub text: String,
    /// When.
    pub at: DateTime<Utc>,
    /// By whom.
    pub by: String,
}

/// A cut of the fee for a missed period. Its figures never change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Credit {
    /// Identity.
    pub id: Uuid,
    /// First day of the period.
    pub period: NaiveDate,
    /// The value that both sides agree on.
    pub value: Decimal,
    /// Percent of the fee by the table.
    pub percent: Decimal,
    /// The period's fee.
    pub fee_minor: i64,
    /// The credit.
    pub amount_minor: i64,
    /// Where it stands.
    pub status: DamagesState,
    /// The account that agreed to the value, by which it was proposed; another one decides.
    pub proposer: Option<Uuid>,
    /// When it was proposed.
    pub at: DateTime<Utc>,
    /// By whom.
    pub by: String,
    /// Why it was confirmed or waived.
    pub decision: Option<String>,
    /// When.
    pub decided_at: Option<DateTime<Utc>>,
    /// By whom.
    pub decided_by: Option<String>,
}

impl ServiceLevel {
    /// `SL-01`.
    #[must_use]
    pub fn code(&self) -> String {
        format!("SL-{:02}", self.number)
    }

    /// The value of a period that counts: the last one.
    #[must_use]
    pub fn measurement(&self, period: NaiveDate) -> Option<&Measurement> {
        self.measurements
            .iter()
            .rev()
            .find(|one| one.period == period)
    }

    /// The exclusion that covers a period.
    #[must_use]
    pub fn excuse(&self, period: NaiveDate) -> Option<&Excuse> {
        let last = self.excuses.iter().rev().find(|one| one.period == period);
        last.filter(|one| one.excused)
    }

    /// The last root-cause analysis of a period.
    #[must_use]
    pub fn analysis(&self, period: NaiveDate) -> Option<&RootCause> {
        self.analyses.iter().rev().find(|one| one.period == period)
    }

    /// The credit of a period that is not waived.
    #[must_use]
    pub fn credit(&self, period: NaiveDate) -> Option<&Credit> {
        let mut own = self.credits.iter().rev();
        own.find(|one| one.period == period && one.status != DamagesState::Waived)
    }

    /// Where a period stands on a day.
    #[must_use]
    pub fn state(&self, period: NaiveDate, today: NaiveDate) -> PeriodState {
        let ended = self.window.last_day(period) < today;
        let measured = self
            .measurement(period)
            .map(|one| one.measured(&self.promise));
        period_state(ended, self.excuse(period).is_some(), measured)
    }

    /// The value of a period on which both sides agree.
    #[must_use]
    pub fn agreed_value(&self, period: NaiveDate) -> Option<Decimal> {
        let current = self.measurement(period)?;
        current.is_agreed().then_some(current.value)
    }

    /// The last day for the root-cause analysis of a period whose reported value misses the target; none where it is there or
    /// not owed.
    #[must_use]
    pub fn analysis_by(&self, period: NaiveDate) -> Option<NaiveDate> {
        let current = self.measurement(period)?;
        let owed = !self.promise.is_kept(current.value) && self.excuse(period).is_none();
        let due = current.at.date_naive() + Days::new(self.analysis_days.into());
        (owed && self.analysis(period).is_none()).then_some(due)
    }
}

impl Measurement {
    /// Whether both sides agree on it.
    #[must_use]
    pub fn is_agreed(&self) -> bool {
        self.answer.as_ref().is_some_and(|answer| answer.agreed)
    }

    fn measured(&self, promise: &Promise) -> Measured {
        match &self.answer {
            None => Measured::Reported,
            Some(answer) if answer.agreed => Measured::Agreed {
                kept: promise.is_kept(self.value),
            },
            Some(_) => Measured::Disputed,
        }
    }
}
