//! What a provider is told of changes in the solicitation.

use backend::documents::NewFile;
use backend::offers::{note_changes, save_volume, sheet, start};
use backend::solicitations::{NewDocument, add_document};
use backend::testing::fixtures_offers::volumes;
use backend::testing::on_each_database;
use chrono::Duration;
use domain::actor::Role;
use domain::solicitations::DocumentKind;

#[tokio::test]
async fn a_document_added_after_the_draft_is_told_until_its_authors_take_note_and_not_until_it_is_saved()
 {
    on_each_database(async |world| {
        let asked = world.published_solicitation().await;
        let firm = world.provider_organisation("Aurora").await;
        let ann = world.provider("Ann", firm).await;
        let call = world.call(&ann);
        let reference = start(&world.ctx, &call, &asked.reference).await.unwrap();
        world.clock.set(world.ctx.now() + Duration::hours(1));
        let new = NewDocument {
            kind: DocumentKind::Specification,
            replaces: None,
            note: "The interface is described.".to_owned(),
            file: NewFile {
                name: "interface.txt".to_owned(),
                content: b"Interface".to_vec(),
            },
        };
        let officer = world.person("Olga", Role::Officer).await;
        let officer = world.call(&officer);
        add_document(&world.ctx, &officer, &asked.reference, 1, new)
            .await
            .unwrap();
        world.clock.set(world.ctx.now() + Duration::hours(1));
        let [volume, ..] = volumes("1", "w");
        save_volume(&world.ctx, &call, &reference, 1, volume)
            .await
            .unwrap();
        let told = sheet(&world.ctx, &ann, &reference).await.unwrap().changed;
        let titles: Vec<_> = told
            .documents
            .iter()
            .map(|one| one.title.as_str())
            .collect();
        assert_eq!(titles, ["interface.txt"]);
        note_changes(&world.ctx, &call, &reference).await.unwrap();
        let told = sheet(&world.ctx, &ann, &reference).await.unwrap().changed;
        assert!(told.is_empty());
    })
    .await;
}
