//! Recording rates, and the one that holds on a day.

use backend::Error;
use backend::rates::{self, RateQuery};
use backend::testing::{World, on_each_database};
use chrono::NaiveDate;
use domain::actor::{Actor, Role};
use domain::money::{Currency, Money};
use rust_decimal::Decimal;

fn day(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 2, day).unwrap()
}

async fn record(
    world: &World,
    actor: &Actor,
    currency: &str,
    on: NaiveDate,
    units: &str,
) -> Result<(), Error> {
    let (currency, units) = (currency.parse().unwrap(), units.parse().unwrap());
    rates::record(
        &world.ctx,
        &world.call(actor),
        currency,
        on,
        units,
        "Central bank, reference rate",
    )
    .await
}

#[tokio::test]
async fn the_newest_rate_on_or_before_a_day_holds() {
    on_each_database(async |world| {
        let officer = world.person("Ann", Role::Officer).await;
        record(world, &officer, "NOK", day(6), "11.5")
            .await
            .unwrap();
        record(world, &officer, "NOK", day(9), "11.25")
            .await
            .unwrap();
        record(world, &officer, "USD", day(2), "1.1").await.unwrap();
        let nok: Currency = "NOK".parse().unwrap();
        let found = rates::on_or_before(world.ctx.db(), nok, day(8))
            .await
            .unwrap()
            .unwrap();
        assert_eq!(
            (found.on_day, found.units_per_eur),
            (day(6), "11.5".parse().unwrap())
        );
        assert_eq!(
            rates::on_or_before(world.ctx.db(), nok, day(5))
                .await
                .unwrap(),
            None
        );
        let set = rates::set_on(world.ctx.db(), &[], day(10)).await.unwrap();
        assert_eq!(
            set.to_eur(Money::new(112_500, nok)),
            Some(Money::new(10_000, Currency::EUR))
        );
        assert_eq!(set.iter().count(), 2);
        assert_eq!(set.to_eur(Money::new(1, "TRY".parse().unwrap())), None);
    })
    .await;
}

#[tokio::test]
async fn a_correction_is_recorded_and_the_same_rate_again_is_not() {
    on_each_database(async |world| {
        let officer = world.person("Ann", Role::Officer).await;
        for units in ["11.5", "11.50", "11.6"] {
            record(world, &officer, "NOK", day(6), units).await.unwrap();
        }
        let count = "SELECT CAST(COUNT(*) AS BIGINT) FROM event WHERE subject_kind = 'rate'";
        let events: i64 = world.ctx.db().query(count).scalar().await.unwrap();
        assert_eq!(events, 2);
    })
    .await;
}

#[tokio::test]
async fn what_cannot_be_a_rate_is_refused_by_field() {
    on_each_database(async |world| {
        let officer = world.person("Ann", Role::Officer).await;
        let ahead = NaiveDate::from_ymd_opt(2026, 3, 4).unwrap();
        let refused = rates::record(
            &world.ctx,
            &world.call(&officer),
            Currency::EUR,
            ahead,
            Decimal::ZERO,
            " ",
        )
        .await;
        let Err(Error::Invalid(fields)) = refused else {
            panic!("{refused:?}")
        };
        let names: Vec<_> = fields.iter().map(|field| field.field.as_str()).collect();
        assert_eq!(names, ["currency", "on_day", "units_per_eur", "source"]);
        let auditor = world.person("Aud", Role::Auditor).await;
        assert!(matches!(
            record(world, &auditor, "NOK", day(6), "11").await,
            Err(Error::Refused(_))
        ));
    })
    .await;
}

#[tokio::test]
async fn the_list_is_paged_in_every_order() {
    on_each_database(async |world| {
        let officer = world.person("Ann", Role::Officer).await;
        let first = NaiveDate::from_ymd_opt(2025, 1, 1).unwrap();
        for offset in 0..101 {
            record(
                world,
                &officer,
                "NOK",
                first + chrono::Days::new(offset),
                "11.5",
            )
            .await
            .unwrap();
        }
        for sort in ["day", "-day", "currency", "-currency"] {
            let query = RateQuery {
                sort: Some(sort.to_owned()),
                ..RateQuery::default()
            };
            let page = rates::list(&world.ctx, &officer, &query).await.unwrap();
            assert_eq!(page.rows.len(), 100);
            let rest = rates::list(
                &world.ctx,
                &officer,
                &RateQuery {
                    after: page.next,
                    ..query
                },
            )
            .await
            .unwrap();
            assert_eq!((rest.rows.len(), rest.next), (1, None));
        }
    })
    .await;
}

#[test]
fn before_a_monday_comes_a_friday() {
    let back = |on| rates::last_working_day_before(day(on));
    assert_eq!(
        (back(9), back(8), back(7), back(10)),
        (day(6), day(6), day(6), day(9))
    );
}
