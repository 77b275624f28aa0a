//! Offers that price the lines of the solicitation's schedule.

use backend::Error;
use backend::offers::{save_volume, sheet, start};
use backend::testing::fixtures_prices::priced;
use backend::testing::{World, on_each_database};
use domain::actor::Actor;
use domain::money::{Currency, Money};

async fn begun(world: &World) -> (String, Actor) {
    let asked = world.scheduled_solicitation().await;
    let ann = world
        .provider("Ann", world.provider_organisation("Aurora").await)
        .await;
    let reference = start(&world.ctx, &world.call(&ann), &asked.reference).await;
    (reference.unwrap(), ann)
}

async fn prices(world: &World, prices: [&str; 2]) -> Result<Vec<String>, Error> {
    let (reference, ann) = begun(world).await;
    save_volume(&world.ctx, &world.call(&ann), &reference, 1, priced(prices)).await?;
    let sheet = sheet(&world.ctx, &ann, &reference).await?;
    let missing = sheet.missing.into_iter().map(|missing| missing.what);
    Ok(missing
        .filter(|what| what.contains("P1") || what.contains("P2"))
        .collect())
}

#[tokio::test]
async fn a_line_left_empty_is_missing_and_never_zero() {
    on_each_database(async |world| {
        let missing = prices(world, ["100", ""]).await.unwrap();
        assert_eq!(missing, ["Price P2, Monitoring, or mark it as not offered"]);
        assert!(prices(world, ["100", "-"]).await.unwrap().is_empty());
        assert!(prices(world, ["100", "0"]).await.unwrap().is_empty());
    })
    .await;
}

#[tokio::test]
async fn totals_are_told_for_base_options_and_periods() {
    on_each_database(async |world| {
        let (reference, ann) = begun(world).await;
        let call = world.call(&ann);
        let volume = priced(["100", "90.50"]);
        save_volume(&world.ctx, &call, &reference, 1, volume)
            .await
            .unwrap();
        let content = sheet(&world.ctx, &ann, &reference).await.unwrap().content;
        let totals = content.unwrap().price.totals().unwrap();
        let eur = |minor| Money::new(minor, Currency::EUR);
        assert_eq!((totals.base, totals.options), (eur(120_000), eur(108_600)));
        assert_eq!(totals.periods[1], ("Year 2".to_owned(), eur(108_600)));
    })
    .await;
}

#[tokio::test]
async fn a_line_is_not_both_priced_and_refused() {
    on_each_database(async |world| {
        let (reference, ann) = begun(world).await;
        let mut volume = priced(["100", "90"]);
        if let backend::offers::VolumeInput::Price(price) = &mut volume {
            price.scheduled[1].not_offered = true;
        }
        let refused = save_volume(&world.ctx, &world.call(&ann), &reference, 1, volume).await;
        let Err(Error::Invalid(fields)) = refused else {
            panic!("it was saved");
        };
        assert_eq!(fields[0].field, "price_P2");
    })
    .await;
}
