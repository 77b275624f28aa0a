//! Programmes as public sources and the records here tell them.

use backend::db::query::count::during;
use backend::testing::fixtures_ref::cash_pledge;
use backend::testing::on_each_database;
use backend::{Error, programmes};
use domain::actor::Role;

#[tokio::test]
async fn a_programme_shows_facts_nations_claims_and_what_is_recorded_here() {
    on_each_database(async |world| {
        world.reference().await;
        let nils = world.delegate("Nils", "NO").await;
        world.pledge(&nils, cash_pledge()).await;
        world.funded_contract("CTR-2026-0001", Some("APSS")).await;
        let (sheet, statements) = during(programmes::sheet(&world.ctx, &nils, "APSS")).await;
        let sheet = sheet.unwrap();
        assert_eq!(
            (
                sheet.participants.len(),
                sheet.programme.nations,
                sheet.sources.len()
            ),
            (37, 20, 5)
        );
        assert_eq!(
            (
                sheet.facts.len(),
                sheet.reported.len(),
                sheet.public_contracts.len()
            ),
            (6, 3, 1)
        );
        assert_eq!(
            (sheet.pledges.unwrap().len(), sheet.contracts.unwrap().len()),
            (1, 1)
        );
        assert!(statements <= 4, "{statements} statements");
    })
    .await;
}

#[tokio::test]
async fn a_provider_sees_no_pledges_and_no_contracts_of_others() {
    on_each_database(async |world| {
        world.reference().await;
        let organisation = world.provider_organisation("Aurora").await;
        let provider = world.provider("Pia", organisation).await;
        let sheet = programmes::sheet(&world.ctx, &provider, "APSS")
            .await
            .unwrap();
        assert!(sheet.pledges.is_none() && sheet.contracts.is_none());
    })
    .await;
}

#[tokio::test]
async fn the_list_has_every_programme_in_its_order_and_unknown_ones_are_not_found() {
    on_each_database(async |world| {
        world.reference().await;
        let officer = world.person("Ann", Role::Officer).await;
        let list = programmes::list(&world.ctx, &officer).await.unwrap();
        let rows = list.programmes;
        assert_eq!(
            list.other_contracts.len(),
            12,
            "public contracts of no programme"
        );
        assert_eq!(
            (rows.len(), rows[0].code.as_str(), rows[0].nations),
            (11, "APSS", 20)
        );
        assert!(matches!(
            programmes::sheet(&world.ctx, &officer, "X").await,
            Err(Error::NotFound)
        ));
    })
    .await;
}
