//! What the server keeps of an offer beside the sealed one.

use backend::offers::AfterSubmission::{EraseDraft, KeepDraft};
use backend::offers::{copy, restore, save_volume, sheet, submit};
use backend::testing::fixtures_offers::volumes;
use backend::testing::{World, on_each_database};
use backend::{Call, Error};
use domain::actor::Actor;

async fn drafted(world: &World) -> (backend::testing::fixtures::Published, Actor, String, i64) {
    let asked = world.published_solicitation().await;
    let ann = world
        .provider("Ann", world.provider_organisation("Aurora").await)
        .await;
    let (reference, version) = world.complete_draft(&asked, &ann, "734519", "Quokka").await;
    (asked, ann, reference, version)
}

async fn draft(world: &World) -> Option<Vec<u8>> {
    let query = world.ctx.db().query("SELECT draft FROM offer");
    query.scalar().await.unwrap()
}

#[tokio::test]
async fn after_submission_store_and_server_keys_together_open_nothing() {
    on_each_database(async |world| {
        let (_, ann, reference, version) = drafted(world).await;
        assert!(
            world
                .ctx
                .keys()
                .unseal(&draft(world).await.unwrap())
                .is_ok()
        );
        submit(
            &world.ctx,
            &Call::by(ann.clone()),
            &reference,
            version,
            EraseDraft,
        )
        .await
        .unwrap();
        assert_eq!(draft(world).await, None);
        let select = "SELECT ciphertext FROM sealed_part UNION ALL SELECT wrapped FROM key_share
            UNION ALL SELECT protected_identity FROM opening_key";
        let sealed: Vec<Vec<u8>> = world.ctx.db().query(select).scalars().await.unwrap();
        assert!(
            sealed
                .iter()
                .all(|one| world.ctx.keys().unseal(one).is_err())
        );
        let shown = sheet(&world.ctx, &ann, &reference).await.unwrap();
        assert_eq!((shown.content, shown.missing.len()), (None, 0));
    })
    .await;
}

#[tokio::test]
async fn an_own_copy_brings_everything_back_and_is_submitted_again() {
    on_each_database(async |world| {
        let (_, ann, reference, version) = drafted(world).await;
        let call = Call::by(ann.clone());
        let before = sheet(&world.ctx, &ann, &reference).await.unwrap().content;
        let file = copy(&world.ctx, &ann, &reference).await.unwrap();
        submit(&world.ctx, &call, &reference, version, EraseDraft)
            .await
            .unwrap();
        assert!(matches!(
            copy(&world.ctx, &ann, &reference).await,
            Err(Error::NotFound)
        ));
        let version = restore(&world.ctx, &call, &reference, version + 1, file.as_bytes()).await;
        let after = sheet(&world.ctx, &ann, &reference).await.unwrap().content;
        assert_eq!(after, before);
        let again = submit(&world.ctx, &call, &reference, version.unwrap(), EraseDraft).await;
        assert_eq!(again.unwrap().number, 2);
    })
    .await;
}

#[tokio::test]
async fn a_file_that_could_not_have_been_typed_is_refused() {
    on_each_database(async |world| {
        let (_, ann, reference, version) = drafted(world).await;
        let call = Call::by(ann.clone());
        let file = copy(&world.ctx, &ann, &reference).await.unwrap();
        let negative = file.replace("73451900", "-73451900");
        assert_ne!(file, negative);
        let elsewhere = file.replace("SOL-", "SOX-");
        for (file, words) in [
            (negative, "negative"),
            (elsewhere, "SOX-"),
            ("{}".into(), "not a copy"),
        ] {
            let refused = restore(&world.ctx, &call, &reference, version, file.as_bytes()).await;
            let Err(Error::Invalid(fields)) = refused else {
                panic!("{words}");
            };
            assert!(
                fields[0].field == "file" && fields[0].message.contains(words),
                "{fields:?}"
            );
        }
    })
    .await;
}

#[tokio::test]
async fn nobody_else_gets_a_copy() {
    on_each_database(async |world| {
        let (_, _, reference, _) = drafted(world).await;
        let bob = world
            .provider("Bob", world.provider_organisation("Boreal").await)
            .await;
        let officer = world.person("Olga", domain::actor::Role::Officer).await;
        for other in [bob, officer] {
            let refused = copy(&world.ctx, &other, &reference).await;
            assert!(matches!(refused, Err(Error::NotFound)));
        }
    })
    .await;
}

#[tokio::test]
async fn a_kept_draft_is_erased_when_the_offers_are_opened() {
    on_each_database(async |world| {
        let (asked, ann, reference, version) = drafted(world).await;
        let call = Call::by(ann);
        submit(&world.ctx, &call, &reference, version, KeepDraft)
            .await
            .unwrap();
        let [administration, ..] = volumes("1", "w");
        save_volume(&world.ctx, &call, &reference, version + 1, administration)
            .await
            .unwrap();
        assert!(draft(world).await.is_some());
        world.open(&asked).await;
        assert_eq!(draft(world).await, None);
    })
    .await;
}
