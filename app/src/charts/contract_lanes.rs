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

/// Where a measured period of service stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ServiceKind {
    /// The target was kept: a disc.
    Met,
    /// It was missed: a cross.
    Missed,
    /// Nothing is agreed: a ring.
    Open,
}

/// One period of a service level.
#[derive(Clone, Debug)]
pub struct ServiceMark {
    /// Row of its level, from 0.
    pub row: usize,
    /// Last day of the period.
    pub on: NaiveDate,
    /// Level, period and where it stands: "SL-01 2027-05, missed, 91.2 %".
    pub label: String,
    /// Where it stands.
    pub kind: ServiceKind,
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
    /// Periods of service levels.
    pub service: Vec<ServiceMark>,
}

impl ContractPicture {
    /// What of it lies between two days, these included. A mark whose baseline or present day lies within stays.
    #[must_use]
    pub fn within(mut self, from: NaiveDate, to: NaiveDate) -> Self {
        let touches = |first: NaiveDate, last: NaiveDate| first <= to && last >= from;
        self.periods
            .retain(|period| touches(period.from, period.to));
        for period in &mut self.periods {
            period.decide_by = period.decide_by.filter(|day| touches(*day, *day));
        }
        self.orders.retain(|order| touches(order.from, order.to));
        self.modifications.retain(|made| touches(made.on, made.on));
        self.milestones.retain(|mark| {
            let (planned, now) = (mark.baseline, mark.current());
            touches(planned.min(now), planned.max(now))
        });
        self.payments
            .retain(|payment| touches(payment.on, payment.on));
        self.service.retain(|mark| touches(mark.on, mark.on));
        Self { from, to, ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i32, month: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, 1).unwrap()
    }

    #[test]
    fn what_reaches_into_a_stretch_stays_and_the_rest_goes() {
        let period = |from, to| Period {
            label: "base period".to_owned(),
            from,
            to,
            kind: PeriodKind::Base,
            decide_by: Some(day(2029, 1)),
        };
        let mark = |baseline, forecast| MilestoneMark {
            label: "IOC".to_owned(),
            baseline,
            forecast,
            met: None,
        };
        let picture = ContractPicture {
            from: day(2026, 1),
            to: day(2030, 1),
            moment: day(2026, 6),
            moment_label: "today".to_owned(),
            periods: vec![
                period(day(2026, 1), day(2030, 1)),
                period(day(2028, 2), day(2028, 6)),
            ],
            orders: Vec::new(),
            modifications: [day(2026, 2), day(2027, 2)]
                .map(|on| ModificationMark { number: 1, on })
                .to_vec(),
            milestones: vec![
                mark(day(2026, 5), Some(day(2027, 3))),
                mark(day(2026, 5), None),
                mark(day(2026, 5), Some(day(2028, 3))),
            ],
            payments: Vec::new(),
            service: Vec::new(),
        };
        let shown = picture.within(day(2027, 1), day(2027, 12));
        assert_eq!((shown.from, shown.to), (day(2027, 1), day(2027, 12)));
        assert_eq!((shown.periods.len(), shown.modifications.len()), (1, 1));
        assert_eq!(
            shown.milestones.len(),
            2,
            "a slip that spans the stretch stays"
        );
        assert_eq!(shown.periods[0].decide_by, None);
    }
}
