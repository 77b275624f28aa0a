//! What a unit of what was asked for costs: a line's price for a unit of time or place, divided by what the offer declares
//! to deliver, such as EUR for a Mbit/s and month.

use super::super::sheet::Process;
use super::PricedOffer;
use domain::money::Money;
use domain::parameters::Dimension;
use domain::solicitations::{Direction, Requirement};
use rust_decimal::Decimal;

/// A price for a unit of what is delivered, across the offers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delivered {
    /// Code of the line of the price schedule.
    pub line: String,
    /// What is priced.
    pub description: String,
    /// Code of the requirement that says how much is delivered.
    pub requirement: String,
    /// What is delivered.
    pub what: String,
    /// The unit beside the amount, such as `Mbit/s and month`.
    pub unit: String,
    /// One amount an offer, unrounded, in the page's currency; none where the line or the value is not offered.
    pub cells: Vec<Option<Decimal>>,
}

/// Whether a requirement says how much is delivered, so that a price can be divided by it.
fn is_capacity(requirement: &Requirement) -> bool {
    let more_is_more = requirement.direction() == Some(Direction::Higher);
    let dimension = requirement.unit().map(domain::parameters::Unit::dimension);
    more_is_more
        && matches!(
            dimension,
            Some(
                Dimension::Area
                    | Dimension::AreaRate
                    | Dimension::DataRate
                    | Dimension::DataVolume
                    | Dimension::DailyVolume
                    | Dimension::Frequency
                    | Dimension::Count
                    | Dimension::Mass
                    | Dimension::Power
            )
        )
}

/// Every line of the price schedule by every requirement that says how much is delivered.
pub fn delivered(process: &Process, offers: &[PricedOffer], per_eur: Decimal) -> Vec<Delivered> {
    let capacities = || {
        process
            .requirements
            .iter()
            .filter(|requirement| is_capacity(requirement))
    };
    let mut rows = Vec::new();
    for line in &process.price_schedule {
        for requirement in capacities() {
            let symbol = match requirement.unit_symbol() {
                "" => requirement.name.as_str(),
                symbol => symbol,
            };
            let cell = |offer: &PricedOffer| unit_cost(offer, &line.code, requirement, per_eur);
            rows.push(Delivered {
                line: line.code.clone(),
                description: line.description.as_str().to_owned(),
                requirement: requirement.code.clone(),
                what: requirement.name.as_str().to_owned(),
                unit: format!("{symbol} and {}", line.unit),
                cells: offers.iter().map(cell).collect(),
            });
        }
    }
    rows
}

fn unit_cost(
    offer: &PricedOffer,
    line: &str,
    requirement: &Requirement,
    per_eur: Decimal,
) -> Option<Decimal> {
    let price = &offer.offer.content.price;
    let minor = price.priced(line)?.unit_price_minor;
    let mut all = offer.offer.content.technical.declared.iter();
    let answer = all.find(|answer| answer.requirement == requirement.code)?;
    let much = requirement.number(answer)?;
    offer
        .converted(Money::new(minor, price.currency?), per_eur)?
        .checked_div(much)
}
