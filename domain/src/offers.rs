//! What an offer holds: four volumes (GBI 3.3-3.5), of which only the last names prices.

mod completeness;

pub use completeness::{Asked, LONGEST_VALIDITY, Missing, completeness};

use crate::actor::NationCode;
use crate::money::{Currency, Money};
use rust_decimal::{Decimal, RoundingStrategy};
use serde::{Deserialize, Serialize};

/// Volume 1: administration.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Administration {
    /// The person to write to.
    pub contact_name: String,
    /// The address to write to.
    pub contact_email: String,
    /// Where the offeror is legally based (NPP 32).
    pub nation_of_origin: Option<NationCode>,
    /// Calendar days from closing during which the offer stands; at most six months (GBI 2.15).
    pub validity_days: Option<i64>,
    /// Whether the offeror accepts the prospective contract's terms without exception.
    pub accepts_terms: bool,
    /// Anything else that the buyer should know, without any hint of price.
    pub remarks: String,
}

/// A declared value for one of the solicitation's measured requirements.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Declared {
    /// The code of the requirement.
    pub requirement: String,
    /// The value in the requirement's unit; none means not offered.
    pub value: Option<Decimal>,
    /// What shows that the value is true.
    pub evidence: String,
}

/// Volume 2: technical.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Technical {
    /// The solution in words.
    pub summary: String,
    /// One answer for each technical sub-criterion, by its code.
    pub answers: Vec<Answer>,
    /// Declared parameters.
    pub declared: Vec<Declared>,
}

/// The answer to one technical sub-criterion.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// The code of the criterion.
    pub criterion: String,
    /// The answer.
    pub text: String,
}

/// A past contract that shows experience (GBI 4.7).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PastContract {
    /// For whom.
    pub customer: String,
    /// What was delivered.
    pub description: String,
    /// The last year of performance.
    pub last_year: Option<i64>,
}

/// Volume 3: corporate experience.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Experience {
    /// Past contracts.
    pub references: Vec<PastContract>,
}

/// A priced line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PriceLine {
    /// The lot it belongs to, by its code; empty for the whole.
    pub lot: String,
    /// What is priced.
    pub description: String,
    /// The unit, such as `month` or `image`.
    pub unit: String,
    /// How many units.
    pub quantity: Decimal,
    /// Price of a unit in minor units of the volume's currency.
    pub unit_price_minor: i64,
    /// Whether the line is an option; options are added for evaluation (GBI 3.7).
    pub option: bool,
}

impl PriceLine {
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
}

impl Price {
    /// The evaluated total: every line, options included (GBI 3.7, 4.8). `None` while incomplete or too large.
    #[must_use]
    pub fn total(&self) -> Option<Money> {
        let currency = self.currency?;
        self.lines
            .iter()
            .try_fold(Money::zero(currency), |sum, line| {
                sum.checked_add(Money::new(line.total_minor()?, currency))
            })
    }
}

/// Everything a provider writes; what is sealed is the canonical text of this.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfferContent {
    /// Volume 1.
    pub administration: Administration,
    /// Volume 2.
    pub technical: Technical,
    /// Volume 3.
    pub experience: Experience,
    /// Volume 4.
    pub price: Price,
}

/// The four volumes (GBI 3.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Volume {
    /// Volume 1.
    Administration,
    /// Volume 2.
    Technical,
    /// Volume 3.
    Experience,
    /// Volume 4.
    Price,
}

impl Volume {
    /// All four, in order.
    pub const ALL: [Self; 4] = [
        Self::Administration,
        Self::Technical,
        Self::Experience,
        Self::Price,
    ];

    /// The word in addresses.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Administration => "administration",
            Self::Technical => "technical",
            Self::Experience => "experience",
            Self::Price => "price",
        }
    }

    /// The words that people see.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Administration => "Administration",
            Self::Technical => "Technical",
            Self::Experience => "Corporate experience",
            Self::Price => "Price",
        }
    }

    /// Reads the word in an address.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|volume| volume.as_str() == code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(quantity: &str, unit_price_minor: i64) -> PriceLine {
        PriceLine {
            lot: String::new(),
            description: "Images".into(),
            unit: "image".into(),
            quantity: quantity.parse().unwrap(),
            unit_price_minor,
            option: false,
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
            currency: None,
            lines: vec![
                line("2", 100),
                PriceLine {
                    option: true,
                    ..line("1", 50)
                },
            ],
        };
        assert_eq!(price.total(), None);
        price.currency = Some(Currency::EUR);
        assert_eq!(price.total(), Some(Money::new(250, Currency::EUR)));
    }
}
