//! Where records come from, and the records as they were.

use super::support::{file, import};
use backend::ocds;
use backend::testing::{World, on_each_database};
use domain::actor::Role;
use domain::id::SolicitationId;
use uuid::Uuid;

async fn solicitation(world: &World) -> SolicitationId {
    let sql = "SELECT id FROM solicitation";
    let id: Uuid = world.ctx.db().query(sql).scalar().await.unwrap();
    SolicitationId(id)
}

#[tokio::test]
async fn provenance_names_publisher_licence_and_releases() {
    on_each_database(async |world| {
        import(world, "fictional_all_releases.json").await;
        let reader = world.person("Petra", Role::Officer).await;
        let id = solicitation(world).await;
        let found = ocds::provenance(&world.ctx, &reader, id)
            .await
            .unwrap()
            .unwrap();
        assert_eq!(found.releases.len(), 6);
        let newest = &found.releases[0];
        assert!(newest.source.publisher.is_some() && newest.source.licence.is_some());
        assert!(found.releases[0].released_at > found.releases[5].released_at);
        assert!(
            newest
                .notes
                .package
                .as_deref()
                .is_some_and(|it| it.contains("publishedDate"))
        );
    })
    .await;
}

#[tokio::test]
async fn the_raw_release_is_kept_as_it_was() {
    on_each_database(async |world| {
        import(world, "fictional_all_releases.json").await;
        let reader = world.person("Petra", Role::Officer).await;
        let id = solicitation(world).await;
        let found = ocds::provenance(&world.ctx, &reader, id)
            .await
            .unwrap()
            .unwrap();
        let whole = std::fs::read_to_string(file("fictional_all_releases.json")).unwrap();
        for release in &found.releases {
            let raw = ocds::raw(&world.ctx, &reader, release.id).await.unwrap();
            assert!(whole.contains(&raw), "{}", release.release_id);
        }
    })
    .await;
}

#[tokio::test]
async fn what_has_no_table_is_noted_by_path() {
    on_each_database(async |world| {
        import(world, "fictional_all_releases.json").await;
        let reader = world.person("Petra", Role::Officer).await;
        let id = solicitation(world).await;
        let found = ocds::provenance(&world.ctx, &reader, id)
            .await
            .unwrap()
            .unwrap();
        let paths: Vec<String> = found
            .releases
            .iter()
            .flat_map(|release| release.notes_by_kind().into_values().flatten())
            .collect();
        assert!(
            paths.contains(&"$.releases[0].planning.budget".to_owned()),
            "{paths:?}"
        );
    })
    .await;
}

#[tokio::test]
async fn sources_are_for_administrators_and_auditors() {
    on_each_database(async |world| {
        import(world, "fictional_all_releases.json").await;
        let auditor = world.person("Aino", Role::Auditor).await;
        let sources = ocds::sources(&world.ctx, &auditor).await.unwrap();
        assert_eq!(sources[0].releases, 6);
        let sheet = ocds::source(&world.ctx, &auditor, sources[0].id, "")
            .await
            .unwrap();
        assert_eq!((sheet.processes.len(), sheet.processes[0].releases), (1, 6));
        let provider = world.person("Pia", Role::Officer).await;
        assert!(ocds::sources(&world.ctx, &provider).await.is_err());
    })
    .await;
}
