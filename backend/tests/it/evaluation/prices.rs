//! Prices made comparable: currencies, options, days of rates.

use backend::Error;
use backend::evaluation::*;
use backend::testing::fixtures_eval::Evaluating;
use backend::testing::{World, on_each_database};
use domain::actor::{Actor, Role};
use rust_decimal::Decimal;

async fn rate(world: &World, closing: chrono::NaiveDate, days_before: i64, units: &str) {
    let day = closing - chrono::Duration::days(days_before);
    world.rate("NOK", day, units).await;
}

async fn page(
    world: &World,
    all: &Evaluating,
    actor: &Actor,
    filter: PriceFilter,
) -> Result<PricePage, Error> {
    prices(&world.ctx, actor, &all.solicitation.reference, &filter).await
}

fn names(found: &PricePage) -> Vec<(String, Option<usize>)> {
    let offers = found.offers.iter();
    offers
        .map(|line| (line.offer.provider_name.clone(), line.place))
        .collect()
}

#[tokio::test]
async fn offers_stand_by_price_in_one_currency_and_not_by_raw_numbers() {
    on_each_database(async |world| {
        let all = world.evaluating_in("NOK").await;
        let closing = all.solicitation.closes_at.date_naive();
        rate(world, closing, 1, "12").await;
        let found = page(world, &all, &all.officer, PriceFilter::default())
            .await
            .unwrap();
        let first = &found.offers[0];
        assert_eq!(first.offer.provider_name, "Boreal Radar");
        assert_eq!(first.compared, Some(Decimal::from(750_000)));
        assert_eq!(found.offers[1].above_least, Some(Decimal::from(700)));
        let nok = PriceFilter {
            currency: "NOK".parse().ok(),
            ..PriceFilter::default()
        };
        let found = page(world, &all, &all.officer, nok).await.unwrap();
        assert_eq!(found.offers[0].compared, Some(Decimal::from(9_000_000)));
        assert_eq!(found.offers[1].compared, Some(Decimal::from(72_000_000)));
    })
    .await;
}

#[tokio::test]
async fn a_price_without_a_rate_has_no_place_and_an_unknown_currency_is_refused() {
    on_each_database(async |world| {
        let all = world.evaluating_in("NOK").await;
        let found = page(world, &all, &all.officer, PriceFilter::default())
            .await
            .unwrap();
        let named = |name: &str, place| (name.to_owned(), place);
        assert_eq!(
            names(&found),
            [
                named("Cygnus Imaging", Some(1)),
                named("Aurora Observation", Some(2)),
                named("Boreal Radar", None)
            ]
        );
        let usd = PriceFilter {
            currency: "USD".parse().ok(),
            ..PriceFilter::default()
        };
        let refused = page(world, &all, &all.officer, usd).await;
        assert!(matches!(refused, Err(Error::NotNow(words)) if words.contains("no rate of USD")));
    })
    .await;
}

#[tokio::test]
async fn rates_of_another_day_that_turn_the_order_are_told() {
    on_each_database(async |world| {
        let all = world.evaluating_in("NOK").await;
        let closing = all.solicitation.closes_at.date_naive();
        rate(world, closing, 1, "12").await;
        rate(world, closing, 40, "1").await;
        let found = page(world, &all, &all.officer, PriceFilter::default())
            .await
            .unwrap();
        let [rule, earlier, ..] = &found.days[..] else {
            panic!()
        };
        assert_eq!((rule.same, earlier.same), (Some(true), Some(false)));
        let order = |day: &RateDay| day.order.as_ref().unwrap().by_price[0].0.clone();
        assert_eq!(order(rule), all.offers[1].reference);
        assert_eq!(order(earlier), all.offers[2].reference);
    })
    .await;
}

#[tokio::test]
async fn prices_are_for_the_panel_and_officers_only() {
    on_each_database(async |world| {
        let all = world.evaluating().await;
        let provider = world.person("Pia Provider", Role::Provider).await;
        assert!(matches!(page(world, &all, &provider, PriceFilter::default()).await, Err(Error::Refused(_))));
        let evaluator = page(world, &all, &all.evaluators[0], PriceFilter::default()).await;
        assert!(matches!(evaluator, Err(Error::NotNow(words)) if words.contains("hand in your own scores")));
    })
    .await;
}

#[tokio::test]
async fn while_prices_are_sealed_nothing_of_them_is_told() {
    on_each_database(async |world| {
        let story = world.prices_sealed().await;
        let found = page(world, &story, &story.officer, PriceFilter::default())
            .await
            .unwrap();
        assert!(found.offers.is_empty() && found.days.is_empty() && found.periods.is_empty());
    })
    .await;
}
