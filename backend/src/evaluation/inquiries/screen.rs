//! Which prices seem low: screens that lead to a question and exclude nobody.

use crate::evaluation::sheet::{OfferLine, Sheet};
use domain::evaluation::screens::{BelowMean, Trimmed, below_mean, trimmed};
use domain::money::Currency;
use domain::solicitations::Screening;
use rust_decimal::Decimal;

/// How a price stands against both screens. Amounts are unrounded euro.
#[derive(Clone, Debug)]
pub struct ScreenLine {
    /// The offer's reference.
    pub offer: String,
    /// The bidder's name.
    pub provider_name: String,
    /// The price.
    pub price: Decimal,
    /// Percent below the mean of the other prices; negative above it; none where there are no others.
    pub below_others: Option<Decimal>,
    /// Whether it lies further below the mean of all than the scheme allows without a question.
    pub under_mean: bool,
    /// Percent below the published estimate; none without one in euro.
    pub discount: Option<Decimal>,
    /// Whether the discount reaches the threshold of the trimmed mean.
    pub over_threshold: bool,
}

/// Both screens over the offers with a price.
#[derive(Clone, Debug, Default)]
pub struct Screens {
    /// The thresholds that were published.
    pub rules: Screening,
    /// The offers, by reference.
    pub lines: Vec<ScreenLine>,
    /// Prices under this are flagged by the first screen; none with fewer than two prices.
    pub limit: Option<Decimal>,
    /// Discounts from this on are flagged by the second screen; none without an estimate in euro or with too few offers.
    pub threshold: Option<Decimal>,
}

impl Screens {
    /// Screens the prices of a sheet; nothing while they are sealed.
    pub(super) fn of(sheet: &Sheet) -> Self {
        if sheet.process.prices_sealed() {
            return Self::default();
        }
        let rules = sheet.process.scheme.screening;
        let taking = sheet.offers.iter().filter(|offer| offer.takes_part());
        let priced: Vec<(&OfferLine, Decimal)> = taking
            .filter_map(|offer| Some((offer, offer.price_eur()?)))
            .collect();
        let prices: Vec<Decimal> = priced.iter().map(|(_, price)| *price).collect();
        let mean = match prices.len() {
            0 | 1 => None,
            _ => below_mean(&prices, rules.below_mean).ok(),
        };
        let discounts = discounts(sheet, &prices);
        let trim = discounts
            .as_deref()
            .and_then(|all| trimmed(all, rules.trimmed_fraction()).ok().flatten());
        let line = |(place, (offer, price)): (usize, &(&OfferLine, Decimal))| ScreenLine {
            offer: offer.reference.clone(),
            provider_name: offer.provider_name.clone(),
            price: *price,
            below_others: mean.as_ref().map(|screen| screen.below_others[place]),
            under_mean: mean
                .as_ref()
                .is_some_and(|screen: &BelowMean| screen.flagged[place]),
            discount: discounts.as_ref().map(|all| all[place]),
            over_threshold: trim
                .as_ref()
                .is_some_and(|screen: &Trimmed| screen.flagged[place]),
        };
        Self {
            rules,
            lines: priced.iter().enumerate().map(line).collect(),
            limit: mean.as_ref().map(|screen| screen.limit),
            threshold: trim.as_ref().map(|screen| screen.threshold),
        }
    }
}

/// Percent by which each price lies below the published estimate.
fn discounts(sheet: &Sheet, prices: &[Decimal]) -> Option<Vec<Decimal>> {
    let process = &sheet.process;
    if process.lot.is_some() {
        return None; // The estimate is for the whole.
    }
    let euro = process.estimate_currency.as_deref() == Some(Currency::EUR.code());
    let minor = process.estimate_minor.filter(|minor| euro && *minor > 0)?;
    let estimate = Decimal::new(minor, 2);
    let discount = |price: &Decimal| {
        (estimate - *price)
            .checked_mul(Decimal::ONE_HUNDRED)?
            .checked_div(estimate)
    };
    prices.iter().map(discount).collect()
}
