//! Volume 4: priced lines in one currency, and their totals.

use super::Attachment;
use crate::money::{Currency, Money};
use crate::solicitations::ScheduleLine;
use rust_decimal::{Decimal, RoundingStrategy};
use serde::{Deserialize, Serialize};

/// A priced line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PriceLine {
    /// Code of the line of the price schedule that it prices; empty where the schedule is free.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub code: String,
    /// The lot it belongs to, by its code; empty for the whole.
    pub lot: String,
    /// What is priced.
    pub description: String,
    /// The unit, such as `month` or `image`.
    pub unit: String,
    /// How many units.
    pub quantity: Decimal,
    /// The period of performance, such as `Year 2`; empty for the whole duration.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub period: String,
    /// Price of a unit in minor units of the volume's currency.
    pub unit_price_minor: i64,
    /// Whether the line is an option; options are added for evaluation (GBI 3.7).
    pub option: bool,
}

impl PriceLine {
    /// The line that prices a line of the schedule: everything but the price is the schedule's.
    #[must_use]
    pub fn pricing(line: &ScheduleLine, unit_price_minor: i64) -> Self {
        Self {
            code: line.code.clone(),
            lot: line.lot.clone(),
            description: line.description.as_str().to_owned(),
            unit: line.unit.clone(),
            quantity: line.quantity,
            period: line.period.clone(),
            unit_price_minor,
            option: line.option,
        }
    }

    /// Quantity times unit price, rounded half up to the minor unit.
    #[must_use]
    pub fn total_minor(&self) -> Option<i64> {
        let total = self
            .quantity
            .checked_mul(Decimal::from(self.unit_price_minor))?;
        let whole = total
            .round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero)
            .normalize();
        i64::try_from(whole.mantissa())
            .ok()
            .filter(|_| whole.scale() == 0)
    }
}

/// Volume 4: price, in one currency.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Price {
    /// The offeror's own currency or the euro (GBI 3.7).
    pub currency: Option<Currency>,
    /// The priced lines, options included.
    pub lines: Vec<PriceLine>,
    /// Codes of the schedule's lines that are expressly not offered: what is not priced is never taken as 0.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub not_offered: Vec<String>,
    /// Files that belong to this volume.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attachments: Vec<Attachment>,
}

/// What the lines add up to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Totals {
    /// Lines that are no options.
    pub base: Money,
    /// Options.
    pub options: Money,
    /// Base and options of each named period, in the order of the lines; empty where no line names one.
    pub periods: Vec<(String, Money)>,
}

impl Price {
    /// The evaluated total: every line, options included (GBI 3.7, 4.8). `None` while incomplete or too large.
    #[must_use]
    pub fn total(&self) -> Option<Money> {
        self.sum(|_| true)
    }

    /// The total apart for base, options and periods. `None` while incomplete or too large.
    #[must_use]
    pub fn totals(&self) -> Option<Totals> {
        let mut names: Vec<&str> = Vec::new();
        for line in &self.lines {
            if !line.period.is_empty() && !names.contains(&line.period.as_str()) {
                names.push(&line.period);
            }
        }
        let periods = names
            .into_iter()
            .map(|name| Some((name.to_owned(), self.sum(|line| line.period == name)?)))
            .collect::<Option<_>>()?;
        Some(Totals {
            base: self.sum(|line| !line.option)?,
            options: self.sum(|line| line.option)?,
            periods,
        })
    }

    /// The line that prices a line of the schedule.
    #[must_use]
    pub fn priced(&self, code: &str) -> Option<&PriceLine> {
        self.lines.iter().find(|line| line.code == code)
    }

    /// Whether a line of the schedule is expressly not offered.
    #[must_use]
    pub fn refuses(&self, code: &str) -> bool {
        self.not_offered.iter().any(|refused| refused == code)
    }

    fn sum(&self, counts: impl Fn(&PriceLine) -> bool) -> Option<Money> {
        let currency = self.currency?;
        self.lines
            .iter()
            .filter(|line| counts(line))
            .try_fold(Money::zero(currency), |sum, line| {
                sum.checked_add(Money::new(line.total_minor()?, currency))
            })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(quantity: &str, unit_price_minor: i64) -> PriceLine {
        PriceLine {
            code: String::new(),
            lot: String::new(),
            description: "Images".into(),
            unit: "image".into(),
            quantity: quantity.parse().unwrap(),
            period: String::new(),
            unit_price_minor,
            option: false,
        }
    }

    fn option(period: &str, unit_price_minor: i64) -> PriceLine {
        PriceLine {
            option: true,
            period: period.to_owned(),
            ..line("1", unit_price_minor)
        }
    }

    #[test]
    fn a_line_rounds_half_up_to_the_cent() {
        assert_eq!(line("0.5", 101).total_minor(), Some(51));
        assert_eq!(line("12", 41_200).total_minor(), Some(494_400));
        assert_eq!(line("9999999999", i64::MAX).total_minor(), None);
    }

    #[test]
    fn the_total_takes_options_in_and_needs_a_currency() {
        let mut price = Price {
            lines: vec![line("2", 100), option("", 50)],
            ..Price::default()
        };
        assert_eq!(price.total(), None);
        price.currency = Some(Currency::EUR);
        assert_eq!(price.total(), Some(Money::new(250, Currency::EUR)));
    }

    #[test]
    fn base_options_and_periods_are_added_apart() {
        let price = Price {
            currency: Some(Currency::EUR),
            lines: vec![line("2", 100), option("Year 2", 50), option("Year 3", 40)],
            ..Price::default()
        };
        let eur = |minor| Money::new(minor, Currency::EUR);
        let totals = price.totals().unwrap();
        assert_eq!((totals.base, totals.options), (eur(200), eur(90)));
        let periods = [
            ("Year 2".to_owned(), eur(50)),
            ("Year 3".to_owned(), eur(40)),
        ];
        assert_eq!(totals.periods, periods);
    }

    #[test]
    fn a_line_of_a_free_schedule_is_written_as_it_always_was() {
        let text = serde_json::to_string(&line("2", 100)).unwrap();
        assert!(!text.contains("code") && !text.contains("period"), "{text}");
        assert_eq!(
            serde_json::from_str::<PriceLine>(&text).unwrap(),
            line("2", 100)
        );
    }
}
