//! Whether the day of the rates matters: the order by price, and who comes first by the published method, with the rates
//! of other days.

use super::super::figures::Figures;
use super::super::sheet::{Process, Rate as OfferRate, Sheet};
use crate::rates::{Rate, RatesOver};
use chrono::{Days, NaiveDate};
use domain::money::Currency;
use rust_decimal::Decimal;

/// How many days a rate may be older than the day that is asked about, and still tell of it: weekends and holidays (own
/// design).
const NEAR: i64 = 14;

/// Why a day of rates is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// The published rule (GBI 4.8(d)).
    Rule,
    /// Thirty days before that.
    MonthBefore,
    /// Thirty days after that.
    MonthAfter,
    /// The day on which the prices were opened.
    PricesOpened,
    /// The newest rates there are.
    Newest,
}

impl Why {
    /// In people's words.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Rule => "the last day before closing, the published rule",
            Self::MonthBefore => "thirty days earlier",
            Self::MonthAfter => "thirty days later",
            Self::PricesOpened => "the opening of the prices",
            Self::Newest => "the newest rates",
        }
    }
}

/// The offers in the order of a day's rates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DayOrder {
    /// References and unrounded prices in euro, the lowest first.
    pub by_price: Vec<(String, Decimal)>,
    /// The offer that comes first by the published method; none where it has no result yet, or nobody is first.
    pub first: Option<String>,
}

/// A day of rates and what it makes of the offers.
#[derive(Clone, Debug)]
pub struct RateDay {
    /// Why this day.
    pub why: Why,
    /// The day.
    pub day: NaiveDate,
    /// The rates that hold on it.
    pub rates: Vec<Rate>,
    /// How many days older the oldest of them is, where no rate is near the day: it says nothing about it then.
    pub stale: Option<i64>,
    /// Currencies without a rate on this day or in the days before it.
    pub missing: Vec<Currency>,
    /// The order; none where a rate is missing.
    pub order: Option<DayOrder>,
    /// Whether order by price and first offer are those of the published rule's day; none where either has no order.
    pub same: Option<bool>,
}

/// The days that are looked at, the rule's first; none twice, and none that lies ahead.
pub(super) fn candidates(process: &Process, today: NaiveDate) -> Vec<(Why, NaiveDate)> {
    let rule = process.rate_day();
    let month = Days::new(30);
    let opened = process.price_opened_at.map(|at| at.date_naive());
    let all = [
        (Why::Rule, Some(rule)),
        (Why::MonthBefore, rule.checked_sub_days(month)),
        (Why::MonthAfter, rule.checked_add_days(month)),
        (Why::PricesOpened, opened),
        (Why::Newest, Some(today)),
    ];
    let mut days: Vec<(Why, NaiveDate)> = Vec::new();
    for (why, day) in all {
        let Some(day) = day.filter(|day| *day <= today) else {
            continue;
        };
        if days.iter().all(|(_, known)| *known != day) {
            days.push((why, day));
        }
    }
    days
}

/// What each day's rates make of the offers.
pub(super) fn orders(
    sheet: &Sheet,
    candidates: &[(Why, NaiveDate)],
    over: &RatesOver,
) -> Vec<RateDay> {
    let mut currencies: Vec<Currency> = super::foreign(sheet).collect();
    currencies.sort_unstable();
    currencies.dedup();
    let one = |(why, day): &(Why, NaiveDate)| {
        let known = |currency: &Currency| over.on(*currency, *day);
        let missing: Vec<Currency> = currencies
            .iter()
            .copied()
            .filter(|currency| known(currency).is_none())
            .collect();
        let rates: Vec<Rate> = currencies.iter().filter_map(known).cloned().collect();
        let ages = rates.iter().map(|rate| (*day - rate.on_day).num_days());
        let stale = ages.max().filter(|age| *age > NEAR);
        let near = missing.is_empty() && stale.filter(|_| *why != Why::Rule).is_none();
        RateDay {
            why: *why,
            day: *day,
            rates,
            stale,
            order: near.then(|| order(sheet, over, *day)),
            missing,
            same: None,
        }
    };
    let mut days: Vec<RateDay> = candidates.iter().map(one).collect();
    let rule = days.first().and_then(|day| day.order.clone());
    for day in &mut days {
        day.same = rule.as_ref().zip(day.order.as_ref()).map(|(rule, other)| {
            references(rule).eq(references(other)) && rule.first == other.first
        });
    }
    days
}

fn references(order: &DayOrder) -> impl Iterator<Item = &String> {
    order.by_price.iter().map(|(reference, _)| reference)
}

fn order(sheet: &Sheet, over: &RatesOver, day: NaiveDate) -> DayOrder {
    let mut then = sheet.clone();
    for offer in &mut then.offers {
        let currency = offer.price.map(|price| price.currency);
        offer.rate = currency
            .and_then(|currency| over.on(currency, day))
            .map(|rate| OfferRate {
                units_per_eur: rate.units_per_eur,
                day: rate.on_day,
                source: rate.source.clone(),
            });
    }
    let taking = then.offers.iter().filter(|offer| offer.enters_result());
    let mut by_price: Vec<(String, Decimal)> = taking
        .filter_map(|offer| Some((offer.reference.clone(), offer.price_eur()?)))
        .collect();
    by_price.sort_by(|one, other| (one.1, &one.0).cmp(&(other.1, &other.0)));
    let figures = then
        .document()
        .ok()
        .map(|document| Figures::of(document.contest));
    let first = figures
        .and_then(Result::ok)
        .and_then(|figures| figures.winner().map(str::to_owned));
    DayOrder { by_price, first }
}
