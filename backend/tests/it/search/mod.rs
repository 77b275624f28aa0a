//! Finding a record by words or reference.

use backend::db::query::count;
use backend::search::{Found, Kind, search};
use backend::testing::{World, on_each_database};
use domain::actor::{Actor, Role};

async fn kinds(world: &World, actor: &Actor, question: &str) -> Vec<Kind> {
    match search(&world.ctx, actor, question).await.unwrap() {
        Found::Groups(groups) => groups.into_iter().map(|group| group.kind).collect(),
        Found::Address(address) => panic!("{question} leads to {address}"),
    }
}

#[tokio::test]
async fn a_pasted_reference_goes_straight_there_when_it_may_be_seen() {
    on_each_database(async |world| {
        let provider = world.provider_organisation("Aurora").await;
        world
            .running_contract("CTR-2026-0001", None, provider)
            .await;
        let own = world.provider("Pia", provider).await;
        let found = search(&world.ctx, &own, " ctr-2026-0001 ").await.unwrap();
        assert_eq!(found, Found::Address("/contracts/CTR-2026-0001".into()));
        let rival = world
            .provider("Rob", world.provider_organisation("Boreal").await)
            .await;
        assert_eq!(kinds(world, &rival, "ctr-2026-0001").await, []);
    })
    .await;
}

#[tokio::test]
async fn words_find_what_holds_all_of_them_in_one_statement() {
    on_each_database(async |world| {
        world.published_solicitation().await;
        let provider = world.provider_organisation("Ångström Radar").await;
        world
            .running_contract("CTR-2026-0001", None, provider)
            .await;
        let officer = world.person("Ann", Role::Officer).await;
        let (found, statements) = count::during(kinds(world, &officer, "RADAR")).await;
        assert_eq!(
            (found, statements),
            (vec![Kind::Contract, Kind::Provider], 1)
        );
        assert_eq!(
            kinds(world, &officer, "monitoring persistent").await,
            [Kind::Solicitation]
        );
        assert_eq!(kinds(world, &officer, "angstrom").await, [Kind::Provider]);
        assert_eq!(kinds(world, &officer, "100%").await, []);
    })
    .await;
}

#[tokio::test]
async fn drafts_and_sealed_offers_are_found_by_nobody_else() {
    on_each_database(async |world| {
        let published = world.published_solicitation().await;
        let draft = "UPDATE solicitation SET status = 'draft', published_at = NULL WHERE id = $1";
        world
            .ctx
            .db()
            .query(draft)
            .bind(published.id.0)
            .run()
            .await
            .unwrap();
        let provider = world
            .provider("Pia", world.provider_organisation("Aurora").await)
            .await;
        assert_eq!(kinds(world, &provider, "persistent").await, []);
        let officer = world.person("Ann", Role::Officer).await;
        assert_eq!(
            kinds(world, &officer, "persistent").await,
            [Kind::Solicitation]
        );
        assert!(search(&world.ctx, &Actor::Nobody, "x").await.is_err());
    })
    .await;
}
