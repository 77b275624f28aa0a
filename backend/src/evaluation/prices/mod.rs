//! The prices of the opened offers made comparable: in one currency by dated rates, with or without options, period by
//! period, and by what they buy.
//!
//! The published method decides with its own total and rate (GBI 3.7, 4.8); everything else here is analysis.

mod days;
mod delivered;

pub use days::{DayOrder, RateDay};
pub use delivered::{Delivered, delivered};

use super::lots::InLot;
use super::read::Source;
use super::sheet::{OfferLine, Sheet};
use crate::rates::{self, Rate, RatesOver};
use crate::{Ctx, Error};
use chrono::NaiveDate;
use domain::actor::Actor;
use domain::money::{Currency, Money};
use domain::offers::Totals;
use domain::policy::actions::CompareOffers;
use domain::policy::{Subject, permit};
use rust_decimal::Decimal;

/// How prices are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PriceFilter {
    /// The currency in which they are compared; the euro when none is named.
    pub currency: Option<Currency>,
    /// Whether options are left out. The published rules count them in.
    pub without_options: bool,
}

/// An offer's price beside the others'. Amounts are unrounded major units of the page's currency.
#[derive(Clone, Debug)]
pub struct PricedOffer {
    /// The offer.
    pub offer: OfferLine,
    /// Base, options and periods as submitted; none while the price is sealed or incomplete.
    pub totals: Option<Totals>,
    /// What is compared; none where it cannot be converted.
    pub compared: Option<Decimal>,
    /// Percent above the least comparable price.
    pub above_least: Option<Decimal>,
    /// Place by price, from 1; none where a line is not offered or the amount cannot be converted.
    pub place: Option<usize>,
}

/// A period of performance, or the base and the options of the whole, across the offers.
#[derive(Clone, Debug)]
pub struct PeriodRow {
    /// Its name, such as `Year 2`.
    pub name: String,
    /// One amount an offer, in the page's currency; none where the offer names no such period.
    pub cells: Vec<Option<Decimal>>,
    /// The sum up to and with this period.
    pub so_far: Vec<Option<Decimal>>,
}

/// Everything that the page of prices shows.
#[derive(Clone, Debug)]
pub struct PricePage {
    /// Everything that is recorded.
    pub sheet: Sheet,
    /// The currency of the figures.
    pub currency: Currency,
    /// Its rate on the day of the published rule; none for the euro.
    pub rate: Option<Rate>,
    /// Currencies that can be chosen: the euro, and those of the offers that have a rate.
    pub currencies: Vec<Currency>,
    /// Offers, the lowest comparable price first.
    pub offers: Vec<PricedOffer>,
    /// The order by price and the first by the method, for several days of rates.
    pub days: Vec<RateDay>,
    /// Year by year; empty where no offer names a period.
    pub periods: Vec<PeriodRow>,
    /// What a unit of what was asked for costs.
    pub delivered: Vec<Delivered>,
}

impl PricePage {
    /// The page while the prices are sealed: it has nothing to show, not even how many there are.
    fn without_prices(sheet: Sheet) -> Self {
        Self {
            sheet,
            currency: Currency::EUR,
            rate: None,
            currencies: vec![Currency::EUR],
            offers: Vec::new(),
            days: Vec::new(),
            periods: Vec::new(),
            delivered: Vec::new(),
        }
    }
}

/// The prices of a solicitation; nothing of them while they are sealed.
///
/// # Errors
/// When the rules refuse; [`Error::NotNow`] for an evaluator whose own scores are not all in, and when the chosen
/// currency has no rate.
pub async fn prices(
    ctx: &Ctx,
    actor: &Actor,
    solicitation: impl Into<InLot<'_>>,
    filter: &PriceFilter,
) -> Result<PricePage, Error> {
    permit::<CompareOffers>(actor, Subject::ANY)?;
    let sheet = Sheet::shown(&mut Source::Db(ctx.db()), solicitation.into()).await?;
    let sheet = sheet.read_by(actor);
    sheet.must_be_open_to(actor)?;
    if sheet.process.prices_sealed() {
        return Ok(PricePage::without_prices(sheet));
    }
    let rule_day = sheet.process.rate_day();
    let candidates = days::candidates(&sheet.process, ctx.now().date_naive());
    let over = known_rates(ctx, &sheet, &candidates).await?;
    let currency = filter.currency.unwrap_or(Currency::EUR);
    let rate = over.on(currency, rule_day).cloned();
    if currency != Currency::EUR && rate.is_none() {
        return Err(Error::not_now(format!(
            "no rate of {currency} is recorded for {rule_day}: choose another currency"
        )));
    }
    let per_eur = rate
        .as_ref()
        .map_or(Decimal::ONE, |rate| rate.units_per_eur);
    let offers = priced(&sheet, filter, per_eur);
    Ok(PricePage {
        currencies: currencies(&sheet, &over, rule_day),
        days: days::orders(&sheet, &candidates, &over),
        periods: periods(&offers, per_eur),
        delivered: delivered(&sheet.process, &offers, per_eur),
        offers,
        currency,
        rate,
        sheet,
    })
}

async fn known_rates(
    ctx: &Ctx,
    sheet: &Sheet,
    candidates: &[(days::Why, NaiveDate)],
) -> Result<RatesOver, Error> {
    let mut wanted: Vec<Currency> = foreign(sheet).collect();
    wanted.sort_unstable();
    wanted.dedup();
    let days = || candidates.iter().map(|(_, day)| *day);
    let (Some(first), Some(last)) = (days().min(), days().max()) else {
        return Ok(RatesOver::default());
    };
    rates::over(ctx.db(), &wanted, first, last).await
}

fn foreign(sheet: &Sheet) -> impl Iterator<Item = Currency> {
    let all = sheet.offers.iter().filter_map(|offer| offer.price);
    all.map(|price| price.currency)
        .filter(|currency| *currency != Currency::EUR)
}

fn currencies(sheet: &Sheet, over: &RatesOver, day: NaiveDate) -> Vec<Currency> {
    let mut all: Vec<Currency> = foreign(sheet)
        .filter(|currency| over.on(*currency, day).is_some())
        .collect();
    all.sort_unstable();
    all.dedup();
    all.insert(0, Currency::EUR);
    all
}

impl PricedOffer {
    /// An amount of this offer in the page's currency; none where its own currency has no rate.
    fn converted(&self, submitted: Money, per_eur: Decimal) -> Option<Decimal> {
        self.offer.in_euro(submitted)?.checked_mul(per_eur)
    }
}

fn priced(sheet: &Sheet, filter: &PriceFilter, per_eur: Decimal) -> Vec<PricedOffer> {
    let mut all: Vec<PricedOffer> = sheet
        .offers
        .iter()
        .map(|offer| {
            let totals = offer.content.price.totals();
            let submitted = match (&totals, filter.without_options) {
                (Some(totals), true) => Some(totals.base),
                _ => offer.price,
            };
            let mut line = PricedOffer {
                offer: offer.clone(),
                totals,
                compared: None,
                above_least: None,
                place: None,
            };
            line.compared = submitted.and_then(|money| line.converted(money, per_eur));
            line
        })
        .collect();
    rank(&mut all);
    all
}

/// Gives places by price to the offers that can be compared, and sorts them first. Equal prices share a place.
fn rank(offers: &mut [PricedOffer]) {
    let comparable = |line: &PricedOffer| {
        let whole = line.offer.content.price.not_offered.is_empty() && line.offer.takes_part();
        line.compared.filter(|_| whole)
    };
    let mut amounts: Vec<Decimal> = offers.iter().filter_map(comparable).collect();
    amounts.sort_unstable();
    for line in offers.iter_mut() {
        let Some(amount) = comparable(line) else {
            continue;
        };
        line.place = amounts
            .iter()
            .position(|other| *other == amount)
            .map(|place| place + 1);
        line.above_least = amounts
            .first()
            .and_then(|least| ((amount - least) * Decimal::ONE_HUNDRED).checked_div(*least));
    }
    offers.sort_by_key(|line| {
        (
            line.place.unwrap_or(usize::MAX),
            line.offer.reference.clone(),
        )
    });
}

/// Each period that some offer names, in the order in which the offers name them.
fn periods(offers: &[PricedOffer], per_eur: Decimal) -> Vec<PeriodRow> {
    let mut names: Vec<String> = Vec::new();
    for (name, _) in offers
        .iter()
        .filter_map(|line| line.totals.as_ref())
        .flat_map(|totals| &totals.periods)
    {
        if !names.contains(name) {
            names.push(name.clone());
        }
    }
    let mut sums: Vec<Option<Decimal>> = vec![None; offers.len()];
    let one = |name: String| {
        let cells: Vec<Option<Decimal>> = offers
            .iter()
            .map(|line| {
                let totals = line.totals.as_ref()?;
                let (_, sum) = totals.periods.iter().find(|(period, _)| *period == name)?;
                line.converted(*sum, per_eur)
            })
            .collect();
        for (sum, cell) in sums.iter_mut().zip(&cells) {
            *sum = match (*sum, *cell) {
                (Some(sum), Some(cell)) => sum.checked_add(cell),
                (sum, cell) => sum.or(cell),
            };
        }
        PeriodRow {
            name,
            cells,
            so_far: sums.clone(),
        }
    };
    names.into_iter().map(one).collect()
}
