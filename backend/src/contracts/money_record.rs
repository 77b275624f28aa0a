//! Money within a contract's record: what was agreed on it, invoices, and delay damages.

use chrono::{DateTime, NaiveDate, Utc};
use domain::contracts::{DamagesRule, InvoiceKind, Settlement, Working, due_on, hold_ends};
use domain::states::damages::DamagesState;
use domain::states::invoice::{InvoiceEvent, InvoiceState};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What is agreed on payment, and what was invoiced. Amounts are minor units of the contract's currency.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MoneyRecord {
    /// What is agreed; none where deliveries are simply paid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub terms: Option<MoneyTerms>,
    /// Reference rates of late interest, as officers typed them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rates: Vec<InterestRate>,
    /// Invoices, the oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub invoices: Vec<Invoice>,
    /// Assessments of delay damages, the oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub damages: Vec<DamageAssessment>,
}

impl MoneyRecord {
    /// Whether there is nothing in it, so that older records are written as they were.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// Retention and advance payment as the contract agrees them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MoneyTerms {
    /// Percent that is retained, by milestone; nothing is retained from others.
    pub retentions: Vec<Retention>,
    /// The advance payment; zero where there is none.
    pub advance_minor: i64,
    /// Percent of each later invoice by which it is set off.
    pub advance_percent: Decimal,
    /// By which rule delay damages are computed; none where none was chosen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub damages: Option<DamagesRule>,
    /// The modification by which it was agreed; none when it was agreed before signature.
    pub basis: Option<String>,
    /// Since when it counts.
    pub agreed_on: NaiveDate,
    /// Who recorded it.
    pub by: String,
}

/// What is kept back from a milestone until its final acceptance.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Retention {
    /// Number of the milestone.
    pub milestone: i64,
    /// Percent of each of its invoices, above 0, at most 100.
    pub percent: Decimal,
}

/// A reference rate of late interest (GTC A.2.4).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InterestRate {
    /// The year of its December.
    pub year: i32,
    /// One-year EURIBOR in percent.
    pub euribor_percent: Decimal,
    /// Where it was read.
    pub source: String,
    /// When it was typed.
    pub at: DateTime<Utc>,
    /// By whom.
    pub by: String,
}

/// An invoice of the contractor.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invoice {
    /// Identity.
    pub id: Uuid,
    /// 1, 2, 3 within the contract.
    pub number: i64,
    /// The contractor's own number.
    pub own_number: String,
    /// What it asks for.
    pub kind: InvoiceKind,
    /// Number of the milestone; none for an advance payment.
    pub milestone: Option<i64>,
    /// Where it stands.
    pub status: InvoiceState,
    /// What it asks.
    pub amount_minor: i64,
    /// Whether the contractor says that it is the last one.
    pub last: bool,
    /// When it was received.
    pub received_on: NaiveDate,
    /// What the purchaser disputes.
    pub disputed_minor: Option<i64>,
    /// What was approved and kept back.
    pub settled: Option<Settlement>,
    /// The day by which it is paid, once it is scheduled.
    pub due_on: Option<NaiveDate>,
    /// When it was paid.
    pub paid_on: Option<NaiveDate>,
    /// Interest for late payment, beside what is paid for deliveries.
    pub interest_minor: Option<i64>,
    /// What was done with it, the oldest first.
    pub steps: Vec<InvoiceStep>,
}

/// A step in the life of an invoice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InvoiceStep {
    /// Identity.
    pub id: Uuid,
    /// What was done.
    pub event: InvoiceEvent,
    /// Why, or what is missing.
    pub note: String,
    /// When.
    pub at: DateTime<Utc>,
    /// By whom.
    pub by: String,
}

impl Invoice {
    /// Whether it still asks for money or has got it.
    #[must_use]
    pub fn counts(&self) -> bool {
        !matches!(self.status, InvoiceState::Draft | InvoiceState::Rejected)
    }

    /// What it asks, or what of it was found right.
    #[must_use]
    pub fn gross_minor(&self) -> i64 {
        self.settled
            .map_or(self.amount_minor, |settled| settled.gross)
    }

    /// Since when it is held.
    #[must_use]
    pub fn held_on(&self) -> Option<NaiveDate> {
        let held = self.status == InvoiceState::Held;
        let last = self.steps.iter().rev();
        let mut holds = last.filter(|step| step.event == InvoiceEvent::Hold);
        holds
            .next()
            .filter(|_| held)
            .map(|step| step.at.date_naive())
    }

    /// The last day for completing it, while it is held.
    #[must_use]
    pub fn complete_by(&self) -> Option<NaiveDate> {
        self.held_on().map(hold_ends)
    }

    /// Days for which its clock stood still, until a day.
    #[must_use]
    pub fn stopped_days(&self, today: NaiveDate) -> u64 {
        let (mut days, mut since) = (0, None);
        for step in &self.steps {
            let on = step.at.date_naive();
            match step.event {
                InvoiceEvent::Hold => since = Some(on),
                InvoiceEvent::Complete | InvoiceEvent::Return => {
                    days += since.take().map_or(0, |since| (on - since).num_days());
                }
                _ => {}
            }
        }
        days += since.map_or(0, |since| (today - since).num_days());
        u64::try_from(days).unwrap_or(0)
    }

    /// The day by which it is to be paid, as far as known on a day.
    #[must_use]
    pub fn due(&self, today: NaiveDate) -> NaiveDate {
        let counted = due_on(self.received_on, self.stopped_days(today));
        self.due_on.unwrap_or(counted)
    }

    /// What is paid for it, once it is approved.
    #[must_use]
    pub fn net_minor(&self) -> Option<i64> {
        self.settled.map(|settled| settled.net)
    }
}

/// Delay damages of a milestone as one officer assessed them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DamageAssessment {
    /// Identity.
    pub id: Uuid,
    /// Number of the milestone.
    pub milestone: i64,
    /// The rule.
    pub rule: DamagesRule,
    /// How they were computed.
    pub working: Working,
    /// Where it stands.
    pub status: DamagesState,
    /// What the officer says to it.
    pub note: String,
    /// The account that assessed; another one decides.
    pub proposer: Option<Uuid>,
    /// When it was assessed.
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
