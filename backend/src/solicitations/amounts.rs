//! The estimate as typed: base and options apart.

use super::input::{DraftInput, optional};
use crate::FieldErrors;
use domain::money::{Currency, Money};

/// The estimate including all options, and the part of it that is options.
pub(super) fn estimate(
    input: &DraftInput,
    wrong: &mut FieldErrors,
) -> (Option<Money>, Option<Money>) {
    let base = amount(&input.estimate, "estimate", &input.estimate_currency, wrong);
    let options = amount(
        &input.estimate_options,
        "estimate_options",
        &input.estimate_currency,
        wrong,
    );
    match (base, options) {
        (Some(base), Some(options)) => {
            let total = base.checked_add(options);
            let total = total.ok_or("Base and options together are too large to be counted.");
            (wrong.take("estimate_options", total), Some(options))
        }
        (None, Some(_)) if input.estimate.trim().is_empty() => {
            wrong.add(
                "estimate",
                "Enter the base as well: options come on top of it.",
            );
            (None, None)
        }
        (base, _) => (base, None),
    }
}

fn amount(text: &str, field: &str, currency: &str, wrong: &mut FieldErrors) -> Option<Money> {
    let amount = optional(text)?;
    let currency: Currency = wrong.take(field, currency.parse())?;
    let money = wrong.take(field, Money::parse(&amount, currency))?;
    if money.minor <= 0 {
        wrong.add(field, "Enter an amount above zero.");
    }
    Some(money)
}
