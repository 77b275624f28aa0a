//! Provider organisations.

mod dossier;
mod merge;
mod people;
mod profile;
mod references;

use backend::Error;
use backend::providers::{self, ListInput, NewProvider, ProviderInput};
use backend::testing::{World, on_each_database};
use domain::actor::Role;

fn named(name: &str) -> NewProvider {
    let input = ProviderInput {
        name: name.into(),
        ..ProviderInput::default()
    };
    NewProvider::try_from(input).unwrap()
}

async fn names(world: &World, actor: &domain::actor::Actor, input: ListInput) -> Vec<String> {
    let page = providers::list(&world.ctx, actor, &input).await.unwrap();
    page.rows.into_iter().map(|row| row.name).collect()
}

#[tokio::test]
async fn organisations_are_kept_under_references_and_found_by_name() {
    on_each_database(async |world| {
        let officer = world.person("Ann", Role::Officer).await;
        let call = world.call(&officer);
        let reference = providers::add(&world.ctx, &call, named("Ørsted Romfart"))
            .await
            .unwrap();
        assert_eq!(reference, "PRV-2026-0001");
        providers::add(&world.ctx, &call, named("Aurora Imaging"))
            .await
            .unwrap();
        let all = names(world, &officer, ListInput::default()).await;
        assert_eq!(all, ["Aurora Imaging", "Ørsted Romfart"]);
        let found = ListInput {
            text: "orsted".into(),
            ..ListInput::default()
        };
        assert_eq!(names(world, &officer, found).await, ["Ørsted Romfart"]);
    })
    .await;
}

#[tokio::test]
async fn only_officers_and_administrators_keep_them_and_a_lost_race_shows_what_is_recorded() {
    on_each_database(async |world| {
        let auditor = world.person("Aud", Role::Auditor).await;
        let refused = providers::add(&world.ctx, &world.call(&auditor), named("A")).await;
        assert!(matches!(refused, Err(Error::Refused(_))));
        let call = world.call(&world.person("Ann", Role::Officer).await);
        let reference = providers::add(&world.ctx, &call, named("A")).await.unwrap();
        providers::change(&world.ctx, &call, &reference, 1, named("B")).await.unwrap();
        let lost = providers::change(&world.ctx, &call, &reference, 1, named("C")).await;
        assert!(matches!(lost, Err(Error::Stale(stale)) if stale.recorded["name"] == "B" && stale.version == 2));
    })
    .await;
}

#[test]
fn a_website_is_an_address_of_the_web() {
    let input = ProviderInput {
        name: "A".into(),
        website: "javascript:alert(1)".into(),
        ..ProviderInput::default()
    };
    assert!(
        matches!(NewProvider::try_from(input), Err(Error::Invalid(fields)) if fields[0].field == "website")
    );
}

#[tokio::test]
async fn an_offer_that_is_not_open_is_seen_by_its_own_people_only() {
    on_each_database(async |world| {
        let firm = world.provider_organisation("Polar Radar").await;
        let solicitation = world.published_solicitation().await;
        let insert = "INSERT INTO offer (id, reference, solicitation_id, provider_id, origin, external_key, status, created_at, version)
                      VALUES ($1, 'OFR-2026-0001', $2, $3, 'perigee', '', 'draft', $4, 1)";
        let query = world.ctx.db().query(insert).bind(world.ctx.new_id()).bind(solicitation.id.0);
        query.bind(firm.0).bind(world.ctx.now()).run_one().await.unwrap();
        let officer = world.person("Ann", Role::Officer).await;
        let own = world.provider("Pia", firm).await;
        let reference = providers::list(&world.ctx, &officer, &ListInput::default()).await.unwrap().rows[0].reference.clone();
        let seen = async |actor| providers::sheet(&world.ctx, actor, &reference).await.unwrap();
        let officers = seen(&officer).await;
        assert_eq!((officers.offers.len(), officers.row.offers), (0, 0));
        assert_eq!(seen(&own).await.offers.len(), 1);
    })
    .await;
}
