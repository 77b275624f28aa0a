//! What a delegate, an officer and an auditor see of all contributions.

use super::{allocation, eur, norway, pay};
use backend::Error;
use backend::contributions::{Need, nation_dashboard, overview};
use backend::db::query::count::during;
use backend::testing::fixtures_ref::{cash_pledge, first_day};
use backend::testing::{World, on_each_database};
use domain::actor::{Actor, Role};
use rust_decimal::Decimal;

async fn canada(world: &World) -> Actor {
    let carl = world.delegate("Carl", "CA").await;
    let mut input = cash_pledge();
    (input.nation, input.currency, input.amount) =
        ("CA".to_owned(), "CAD".to_owned(), "4500".to_owned());
    world.pledge(&carl, input).await;
    carl
}

#[tokio::test]
async fn a_nation_sees_its_sums_needs_and_what_its_money_pays_for() {
    on_each_database(async |world| {
        let (nils, reference) = norway(world).await;
        let officer = world.person("Ann", Role::Officer).await;
        world.funded_contract("CTR-2026-0001", Some("APSS")).await;
        pay(world, &nils, &reference, 1, eur(400)).await.unwrap();
        allocation(world, &officer, &reference, 2, eur(250))
            .await
            .unwrap();
        let no = "NO".parse().unwrap();
        let (dashboard, statements) =
            during(nation_dashboard(&world.ctx, &nils, no, Some("APSS"))).await;
        let own = dashboard.unwrap().nation.unwrap();
        let sum = own.totals.by_currency[0];
        assert_eq!(
            (sum.pledged_minor, sum.paid_minor, sum.allocated_minor),
            (100_000, 40_000, 25_000)
        );
        assert!(matches!(
            &own.needs[..],
            [Need::Payment {
                unpaid_minor: 60_000,
                ..
            }]
        ));
        assert_eq!(
            (own.funded[0].our_part_minor, own.funded[0].slip_days),
            (25_000, Some(12))
        );
        assert!(statements <= 4, "{statements} statements");
    })
    .await;
}

#[tokio::test]
async fn a_currency_without_a_rate_stays_out_of_the_euro_sum_and_is_named() {
    on_each_database(async |world| {
        norway(world).await;
        canada(world).await;
        let auditor = world.person("Aud", Role::Auditor).await;
        let dashboard = overview(&world.ctx, &auditor, None, None).await.unwrap();
        assert_eq!(dashboard.totals.eur.pledged_minor, 100_000);
        assert_eq!(dashboard.totals.eur.without_rate[0].code(), "CAD");
        let canada = &dashboard.standings[0];
        assert_eq!((canada.code.as_str(), canada.pledged_share), ("CA", None));
    })
    .await;
}

#[tokio::test]
async fn shares_are_of_the_euro_sums_at_the_dated_rate() {
    on_each_database(async |world| {
        let (nils, reference) = norway(world).await;
        canada(world).await;
        pay(world, &nils, &reference, 1, eur(100)).await.unwrap();
        let officer = world.person("Ann", Role::Officer).await;
        world.rate("CAD", first_day(), "1.5").await;
        let dashboard = overview(&world.ctx, &officer, None, Some("APSS"))
            .await
            .unwrap();
        let [canada, norway] = &dashboard.standings[..] else {
            panic!("two nations")
        };
        assert_eq!(
            (canada.pledged_share, norway.pledged_share),
            (Some(Decimal::from(75)), Some(Decimal::from(25)))
        );
        assert_eq!(norway.difference(), Some(Decimal::from(75)));
        assert_eq!(dashboard.totals.eur.rates[0].source, "a test");
    })
    .await;
}

#[tokio::test]
async fn what_is_in_kind_or_taken_back_is_in_no_sum() {
    on_each_database(async |world| {
        world.reference().await;
        let nils = world.delegate("Nils", "NO").await;
        let mut input = cash_pledge();
        (input.kind, input.agreed) = ("asset".to_owned(), false);
        world.pledge(&nils, input).await;
        let dashboard = overview(&world.ctx, &nils, Some("NO".parse().unwrap()), None)
            .await
            .unwrap();
        assert!(dashboard.totals.by_currency.is_empty());
        assert_eq!(dashboard.standings[0].in_kind, 1);
        assert!(matches!(
            &dashboard.nation.unwrap().needs[..],
            [Need::Agreement { .. }]
        ));
    })
    .await;
}

#[tokio::test]
async fn providers_see_no_contributions() {
    on_each_database(async |world| {
        let organisation = world.provider_organisation("Aurora").await;
        let provider = world.provider("Pia", organisation).await;
        assert!(matches!(
            overview(&world.ctx, &provider, None, None).await,
            Err(Error::Refused(_))
        ));
    })
    .await;
}
