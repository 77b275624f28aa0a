//! Documents of a solicitation and their versions.

use super::{drafted, published};
use backend::Error;
use backend::documents::{NewFile, download};
use backend::notices::unread;
use backend::offers::start;
use backend::solicitations::{
    NewDocument, add_document, documents, sheet, versions, withdraw_document,
};
use backend::testing::{World, on_each_database};
use chrono::Duration;
use domain::actor::Actor;
use domain::id::DocumentId;
use domain::solicitations::DocumentKind;

fn file(text: &str, replaces: Option<DocumentId>, note: &str) -> NewDocument {
    NewDocument {
        kind: DocumentKind::StatementOfWork,
        replaces,
        note: note.to_owned(),
        file: NewFile {
            name: "work.txt".to_owned(),
            content: text.as_bytes().to_vec(),
        },
    }
}

async fn add(
    world: &World,
    (reference, officer): &(String, Actor),
    version: i64,
    new: NewDocument,
) -> Result<DocumentId, Error> {
    add_document(&world.ctx, &world.call(officer), reference, version, new).await?;
    let found = documents(&world.ctx, officer, reference).await?.versions;
    let newest = found.iter().max_by_key(|row| row.number).unwrap();
    Ok(DocumentId(newest.id))
}

/// A published solicitation, an hour later.
async fn public(world: &World) -> (String, Actor) {
    let place = published(world).await;
    world.clock.set(world.ctx.now() + Duration::hours(1));
    place
}

async fn reader(world: &World) -> Actor {
    let firm = world.provider_organisation("Aurora").await;
    world.provider("Pia", firm).await
}

#[tokio::test]
async fn a_new_version_replaces_the_former_which_stays_readable() {
    on_each_database(async |world| {
        let place = public(world).await;
        let reader = reader(world).await;
        let first = add(world, &place, 3, file("one", None, "Added."))
            .await
            .unwrap();
        let second = file("two", Some(first), "Corrected the area.");
        let second = add(world, &place, 4, second).await.unwrap();
        let shown = sheet(&world.ctx, &reader, &place.0)
            .await
            .unwrap()
            .documents;
        assert_eq!(shown.len(), 1);
        assert_eq!((shown[0].id, shown[0].number), (second.0, 2));
        let former = download(&world.ctx, &reader, first).await.unwrap();
        assert_eq!(former.content, b"one");
        let all = documents(&world.ctx, &reader, &place.0)
            .await
            .unwrap()
            .versions;
        assert_eq!(all[0].series, all[1].series);
        assert_eq!(all[0].note.as_deref(), Some("Corrected the area."));
    })
    .await;
}

#[tokio::test]
async fn what_was_replaced_in_the_draft_is_never_shown_to_providers() {
    on_each_database(async |world| {
        let place = drafted(world).await;
        let reader = reader(world).await;
        let first = add(world, &place, 1, file("secret", None, ""))
            .await
            .unwrap();
        let hidden = download(&world.ctx, &reader, first).await;
        assert!(matches!(hidden, Err(Error::NotFound)));
        let second = add(world, &place, 2, file("public", Some(first), ""))
            .await
            .unwrap();
        let (call, version) = (
            world.call(&place.1),
            world.approved(&place.1, &place.0, 3).await,
        );
        let openers = world.openers().await;
        backend::solicitations::publish(&world.ctx, &call, &place.0, version, &openers)
            .await
            .unwrap();
        assert!(download(&world.ctx, &reader, second).await.is_ok());
        assert!(matches!(
            download(&world.ctx, &reader, first).await,
            Err(Error::NotFound)
        ));
        let seen = documents(&world.ctx, &reader, &place.0)
            .await
            .unwrap()
            .versions;
        assert_eq!(seen.len(), 1);
        assert!(download(&world.ctx, &place.1, first).await.is_ok());
    })
    .await;
}

#[tokio::test]
async fn after_publication_a_change_is_explained_and_after_closing_there_is_none() {
    on_each_database(async |world| {
        let place = public(world).await;
        let silent = add(world, &place, 3, file("one", None, "")).await;
        assert!(matches!(silent, Err(Error::Invalid(fields)) if fields[0].field == "note"));
        let days = Duration::days(60);
        world.clock.set(world.ctx.now() + days);
        let late = add(world, &place, 3, file("one", None, "Late.")).await;
        assert!(matches!(late, Err(Error::NotNow(_))));
    })
    .await;
}

#[tokio::test]
async fn of_two_who_replace_the_same_version_one_is_told() {
    on_each_database(async |world| {
        let place = drafted(world).await;
        let first = add(world, &place, 1, file("one", None, "")).await.unwrap();
        add(world, &place, 2, file("two", Some(first), ""))
            .await
            .unwrap();
        let stale = add(world, &place, 2, file("three", Some(first), "")).await;
        assert!(matches!(stale, Err(Error::Stale(_))));
        let gone = add(world, &place, 3, file("three", Some(first), "")).await;
        assert!(matches!(gone, Err(Error::Invalid(fields)) if fields[0].field == "replaces"));
    })
    .await;
}

#[tokio::test]
async fn a_withdrawn_document_is_no_longer_part_of_what_is_asked() {
    on_each_database(async |world| {
        let place = public(world).await;
        let first = add(world, &place, 3, file("one", None, "Added."))
            .await
            .unwrap();
        let call = world.call(&place.1);
        let done = withdraw_document(&world.ctx, &call, &place.0, 4, first, "Wrong file.").await;
        done.unwrap();
        let reader = reader(world).await;
        let page = sheet(&world.ctx, &reader, &place.0).await.unwrap();
        assert!(page.documents.is_empty());
        assert!(download(&world.ctx, &reader, first).await.is_ok());
    })
    .await;
}

#[tokio::test]
async fn after_publication_a_document_is_a_numbered_amendment_with_its_difference_and_everyone_is_told()
 {
    on_each_database(async |world| {
        let place = public(world).await;
        let reader = reader(world).await;
        start(&world.ctx, &world.call(&reader), &place.0)
            .await
            .unwrap();
        let first = add(world, &place, 3, file("one", None, "Added."))
            .await
            .unwrap();
        world.clock.set(world.ctx.now() + Duration::hours(1));
        let second = file("two", Some(first), "Corrected the area.");
        add(world, &place, 4, second).await.unwrap();
        let rows = versions(&world.ctx, &reader, &place.0).await.unwrap().rows;
        let numbers: Vec<_> = rows.iter().map(|row| (row.number, row.substance)).collect();
        assert_eq!(numbers, [(0, true), (1, true), (2, true)]);
        let editions = rows.iter().map(|row| row.documents.as_ref().unwrap());
        let editions: Vec<Vec<i64>> = editions
            .map(|all| all.iter().map(|one| one.edition).collect())
            .collect();
        assert_eq!(editions, [vec![], vec![1], vec![2]]);
        assert_eq!(rows[2].reason.as_deref(), Some("Corrected the area."));
        let paths: Vec<_> = rows[2]
            .changes
            .iter()
            .map(|one| one.path.as_str())
            .collect();
        assert_eq!(
            paths,
            [
                "Documents work.txt › version",
                "Documents work.txt › hash of the file"
            ]
        );
        assert_eq!(unread(&world.ctx, &reader).await.unwrap().len(), 2);
    })
    .await;
}
