//! What is typed into the price volume: the lines of the solicitation's schedule, or free ones.

use super::input::line;
use super::load::Sought;
use crate::FieldErrors;
use domain::money::{Currency, Money, parse_decimal};
use domain::offers::{Price, PriceLine};
use domain::solicitations::ScheduleLine;
use rust_decimal::Decimal;

/// Volume 4 as typed; wholly empty rows are left out.
#[derive(Clone, Debug, Default)]
pub struct PriceInput {
    /// ISO 4217.
    pub currency: String,
    /// Free lines; read where the solicitation has no schedule.
    pub lines: Vec<PriceLineInput>,
    /// Answers to the lines of the solicitation's schedule.
    pub scheduled: Vec<ScheduledInput>,
}

/// A free line as typed.
#[derive(Clone, Debug, Default)]
pub struct PriceLineInput {
    /// Code of the lot, or empty.
    pub lot: String,
    /// What is priced.
    pub description: String,
    /// The unit.
    pub unit: String,
    /// How many.
    pub quantity: String,
    /// Price of a unit in major units of the currency.
    pub unit_price: String,
    /// Whether the line is an option.
    pub option: bool,
}

/// The answer to a line of the schedule as typed.
#[derive(Clone, Debug, Default)]
pub struct ScheduledInput {
    /// Code of the line.
    pub code: String,
    /// Price of a unit in major units of the currency; empty while it is not known.
    pub unit_price: String,
    /// Whether the line is expressly not offered.
    pub not_offered: bool,
}

impl PriceInput {
    pub(super) fn parsed(self, errors: &mut FieldErrors, sought: &Sought) -> Price {
        let typed = self.currency.trim();
        let currency: Option<Currency> = (!typed.is_empty())
            .then(|| errors.take("currency", typed.parse()))
            .flatten();
        let priced = self.names_a_price(sought);
        if typed.is_empty() && priced {
            errors.add("currency", "choose the currency before you price lines");
        }
        if sought.price_schedule.0.is_empty() {
            free(self.lines, errors, sought, currency)
        } else {
            scheduled(&self.scheduled, errors, sought, currency)
        }
    }

    fn names_a_price(&self, sought: &Sought) -> bool {
        if sought.price_schedule.0.is_empty() {
            self.lines.iter().any(PriceLineInput::is_filled)
        } else {
            let mut rows = self.scheduled.iter();
            rows.any(|row| !row.unit_price.trim().is_empty())
        }
    }
}

fn free(
    lines: Vec<PriceLineInput>,
    errors: &mut FieldErrors,
    sought: &Sought,
    currency: Option<Currency>,
) -> Price {
    let rows = lines.into_iter().enumerate();
    let lines = rows
        .filter(|(_, row)| row.is_filled())
        .filter_map(|(index, row)| row.parsed(errors, sought, currency, index + 1))
        .collect();
    Price {
        currency,
        lines,
        ..Price::default()
    }
}

fn scheduled(
    rows: &[ScheduledInput],
    errors: &mut FieldErrors,
    sought: &Sought,
    currency: Option<Currency>,
) -> Price {
    let mut price = Price {
        currency,
        ..Price::default()
    };
    for asked in &sought.price_schedule.0 {
        let Some(row) = rows.iter().find(|row| row.code == asked.code) else {
            continue;
        };
        if row.not_offered && !row.unit_price.trim().is_empty() {
            errors.add(
                format!("price_{}", asked.code),
                format!(
                    "{}: either give a price or mark the line as not offered",
                    asked.code
                ),
            );
        } else if row.not_offered {
            price.not_offered.push(asked.code.clone());
        } else {
            price.lines.extend(row.priced(asked, errors, currency));
        }
    }
    price
}

impl ScheduledInput {
    fn priced(
        &self,
        asked: &ScheduleLine,
        errors: &mut FieldErrors,
        currency: Option<Currency>,
    ) -> Option<PriceLine> {
        if self.unit_price.trim().is_empty() {
            return None;
        }
        let (field, name) = (format!("price_{}", asked.code), asked.code.clone());
        let minor = unit_price(&self.unit_price, errors, currency, &field, &name)?;
        Some(PriceLine::pricing(asked, minor))
    }
}

/// A price of 0 or more, in minor units.
fn unit_price(
    typed: &str,
    errors: &mut FieldErrors,
    currency: Option<Currency>,
    field: &str,
    name: &str,
) -> Option<i64> {
    let price = Money::parse(typed, currency?).map_err(|error| format!("{name}: {error}"));
    let price = errors.take(field.to_owned(), price)?;
    if price.minor < 0 {
        errors.add(field, format!("{name}: a price is not negative"));
    }
    Some(price.minor)
}

impl PriceLineInput {
    fn is_filled(&self) -> bool {
        [
            &self.description,
            &self.unit,
            &self.quantity,
            &self.unit_price,
        ]
        .iter()
        .any(|text| !text.trim().is_empty())
    }

    fn parsed(
        self,
        errors: &mut FieldErrors,
        sought: &Sought,
        currency: Option<Currency>,
        at: usize,
    ) -> Option<PriceLine> {
        let quantity = parse_decimal(&self.quantity).filter(|quantity| *quantity > Decimal::ZERO);
        if quantity.is_none() {
            errors.add(
                format!("quantity_{at}"),
                format!("line {at}: write a quantity above 0"),
            );
        }
        let lot = self.lot.trim().to_owned();
        if !lot.is_empty() && !sought.lots.0.iter().any(|known| known.code == lot) {
            errors.add(format!("lot_{at}"), format!("line {at}: choose a lot"));
        }
        let (field, name) = (format!("unit_price_{at}"), format!("line {at}"));
        let price = unit_price(&self.unit_price, errors, currency, &field, &name);
        Some(PriceLine {
            code: String::new(),
            lot,
            description: line(errors, &format!("description_{at}"), &self.description),
            unit: line(errors, &format!("unit_{at}"), &self.unit),
            quantity: quantity?,
            period: String::new(),
            unit_price_minor: price?,
            option: self.option,
        })
    }
}
