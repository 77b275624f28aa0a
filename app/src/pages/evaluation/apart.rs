//! How far an offer is from the reference offer, in words.

use crate::ui::format;
use domain::parameters::Theme;
use domain::solicitations::{Direction, Requirement};
use rust_decimal::Decimal;

/// What stands where an offer does not differ from the reference.
const SAME: &str = "the same";

/// A price, by percent of the reference's: `12.0 % dearer`.
pub(super) fn price(percent: Decimal) -> String {
    let size = format::percent(percent.abs(), 1);
    match percent {
        none if none.is_zero() => SAME.to_owned(),
        less if less.is_sign_negative() => format!("{size} cheaper"),
        _ => format!("{size} dearer"),
    }
}

/// A figure of which there is more or less: `4.5 points more`.
pub(super) fn points(delta: Decimal, unit: &str) -> String {
    worded(delta, unit, ["less", "more"])
}

/// A declared value, in the requirement's unit: `3 d earlier` where it says how soon something is delivered.
pub(super) fn declared(delta: Decimal, requirement: &Requirement) -> String {
    let parameter = requirement.parameter.map(|code| code.parameter());
    let delivery = parameter.is_some_and(|known| known.theme() == Theme::Delivery);
    let soon = delivery && requirement.direction() == Some(Direction::Lower);
    let words = if soon {
        ["earlier", "later"]
    } else {
        ["less", "more"]
    };
    worded(delta, requirement.unit_symbol(), words)
}

/// A difference without its sign, and the word for below or above zero.
fn worded(delta: Decimal, unit: &str, [below, above]: [&str; 2]) -> String {
    let word = match delta {
        none if none.is_zero() => return SAME.to_owned(),
        less if less.is_sign_negative() => below,
        _ => above,
    };
    let size = delta.abs().normalize();
    match unit {
        "" => format!("{size} {word}"),
        unit => format!("{size} {unit} {word}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_price_is_dearer_or_cheaper_than_the_reference() {
        let said = |percent: i64| price(Decimal::new(percent, 2));
        assert_eq!(said(1_200), "12\u{a0}% dearer");
        assert_eq!(said(-333), "3.3\u{a0}% cheaper");
        assert_eq!(said(0), "the same");
    }

    #[test]
    fn a_figure_is_more_or_less_than_the_reference() {
        assert_eq!(points(Decimal::new(450, 2), "points"), "4.5 points more");
        assert_eq!(points(Decimal::new(-3, 0), ""), "3 less");
        assert_eq!(
            worded(Decimal::new(-3, 0), "days", ["earlier", "later"]),
            "3 days earlier"
        );
    }
}
