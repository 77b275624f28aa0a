//! What a contract's picture shows: plain dates and labels, decided by the caller.

use chrono::NaiveDate;
use rust_decimal::Decimal;

/// What kind of period of performance a bar is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PeriodKind {
    /// Agreed from the start.
    Base,
    /// An option that was exercised.
    Exercised,
    /// An option that is still open; drawn hatched.
    Open,
}

/// One period of performance.
#[derive(Clone, Debug)]
pub struct Period {
    /// Its name: "option 1, exercised".
    pub label: String,
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
    /// Base, exercised or open.
    pub kind: PeriodKind,
    /// Last day to decide, for an open option.
    pub decide_by: Option<NaiveDate>,
}

/// One order under the contract.
#[derive(Clone, Debug)]
pub struct OrderBar {
    /// Its short name and value: "O-01 2.10 M".
    pub label: String,
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
}

/// One modification.
#[derive(Clone, Copy, Debug)]
pub struct ModificationMark {
    /// Its number.
    pub number: u32,
    /// Day it took effect.
    pub on: NaiveDate,
}

/// One milestone: where it was planned, where it is expected, when it was met.
#[derive(Clone, Debug)]
pub struct MilestoneMark {
    /// Its name and how late it is: "IOC, 45 days late".
    pub label: String,
    /// Day of the current baseline.
    pub baseline: NaiveDate,
    /// Day it is expected, when not yet met.
    pub forecast: Option<NaiveDate>,
    /// Day it was met.
    pub met: Option<NaiveDate>,
}

impl MilestoneMark {
    /// Day that counts now: met, else forecast, else baseline.
    pub(super) fn current(&self) -> NaiveDate {
        self.met.or(self.forecast).unwrap_or(self.baseline)
    }
}

/// One payment.
#[derive(Clone, Copy, Debug)]
pub struct PaymentBar {
    /// Day it was paid.
    pub on: NaiveDate,
    /// Its amount; all payments of one picture in one currency.
    pub amount: Decimal,
}

/// Everything on one contract's picture.
#[derive(Clone, Debug)]
pub struct ContractPicture {
    /// First day shown.
    pub from: NaiveDate,
    /// Last day shown.
    pub to: NaiveDate,
    /// Day of the line across all lanes.
    pub moment: NaiveDate,
    /// Name of that line: "today" or "shown moment".
    pub moment_label: String,
    /// Base period and options.
    pub periods: Vec<Period>,
    /// Orders.
    pub orders: Vec<OrderBar>,
    /// Modifications.
    pub modifications: Vec<ModificationMark>,
    /// Milestones.
    pub milestones: Vec<MilestoneMark>,
    /// Payments.
    pub payments: Vec<PaymentBar>,
}
