//! Lowest price technically compliant (NCIA General Bidding Instructions 4.4, 4.8(d), 4.9).

use rust_decimal::Decimal;

use super::arithmetic::{ArithmeticError, exact, settled};

/// A bid under this method.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bid {
    /// Identifies the bid within the solicitation.
    pub id: String,
    /// Price in the bid's own currency, all options included.
    pub price: Decimal,
    /// Units of that currency for one euro: mean of the ECB buying and selling rate at close of
    /// the last working day before bid closing.
    pub units_per_eur: Decimal,
    /// Whether the bid meets every technical requirement.
    pub compliant: bool,
}

/// The outcome.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// Price in euro of each bid, unrounded, in the order of the bids.
    pub price_eur: Vec<Decimal>,
    /// All bids from the lowest price to the highest: the order in which compliance is checked.
    pub order_by_price: Vec<String>,
    /// The lowest compliant bids: one, or several at exactly the same price, which the published
    /// rule does not separate; none where no bid complies.
    pub lowest_compliant: Vec<String>,
}

impl Outcome {
    /// The winner, where exactly one bid is the lowest compliant.
    #[must_use]
    pub fn winner(&self) -> Option<&str> {
        match self.lowest_compliant.as_slice() {
            [winner] => Some(winner),
            _ => None,
        }
    }
}

/// Converts to euro, orders by price and takes the lowest compliant bid. Equal prices stand in
/// the order of their identifiers.
///
/// # Errors
/// A rate of zero; overflow.
pub fn evaluate(bids: &[Bid]) -> Result<Outcome, ArithmeticError> {
    let price_eur = bids
        .iter()
        .map(|bid| (exact(bid.price) / bid.units_per_eur).value())
        .collect::<Result<Vec<_>, _>>()?;
    let mut order: Vec<_> = bids
        .iter()
        .zip(price_eur.iter().map(|eur| settled(*eur)))
        .collect();
    order.sort_by(|(left, a), (right, b)| a.cmp(b).then_with(|| left.id.cmp(&right.id)));
    let compliant = || order.iter().filter(|(bid, _)| bid.compliant);
    let lowest = compliant().map(|(_, eur)| *eur).next();
    let at_lowest = compliant().filter(|(_, eur)| Some(*eur) == lowest);
    Ok(Outcome {
        lowest_compliant: at_lowest.map(|(bid, _)| bid.id.clone()).collect(),
        order_by_price: order.iter().map(|(bid, _)| bid.id.clone()).collect(),
        price_eur,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bid(id: &str, price: i64, compliant: bool) -> Bid {
        Bid {
            id: id.to_owned(),
            price: price.into(),
            units_per_eur: Decimal::ONE,
            compliant,
        }
    }

    #[test]
    fn equal_lowest_prices_leave_the_choice_to_a_person() {
        let bids = [bid("B", 5, true), bid("A", 5, true), bid("C", 6, true)];
        let outcome = evaluate(&bids).unwrap();
        assert_eq!(outcome.lowest_compliant, ["A", "B"]);
        assert_eq!(outcome.winner(), None);
    }

    #[test]
    fn nobody_wins_where_nobody_complies() {
        assert_eq!(evaluate(&[bid("A", 5, false)]).unwrap().winner(), None);
    }
}
