//! Keys that are split: who can open, and who cannot.

use super::opening::{closed, events, try_opening};
use backend::Error;
use backend::offers::AfterSubmission::KeepDraft;
use backend::offers::{Secrets, consent, forget_lapsed_shares, opening_sheet, submit};
use backend::testing::openers::{PASSPHRASE, PASSWORD};
use backend::testing::{World, on_each_database};
use chrono::Duration;
use domain::actor::{Actor, Role};

async fn with(
    world: &World,
    actor: &Actor,
    reference: &str,
    (password, passphrase): (&str, &str),
) -> Result<Option<i64>, Error> {
    let secrets = Secrets {
        password,
        passphrase,
        address: "127.0.0.1",
    };
    let outcome = consent(&world.ctx, &world.call(actor), reference, &secrets).await?;
    Ok(outcome.opened)
}

fn field(refused: Result<Option<i64>, Error>) -> String {
    match refused {
        Err(Error::Invalid(fields)) => fields[0].field.clone(),
        other => panic!("expected a refusal, got {other:?}"),
    }
}

#[tokio::test]
async fn password_and_passphrase_are_asked_for_and_a_wrong_one_is_recorded() {
    on_each_database(async |world| {
        let (asked, ..) = closed(world).await;
        let una = &asked.openers[0];
        let wrong = with(world, una, &asked.reference, ("wrong", PASSPHRASE)).await;
        assert_eq!(field(wrong), "password");
        let wrong = with(world, una, &asked.reference, (PASSWORD, "wrong")).await;
        assert_eq!(field(wrong), "passphrase");
        assert_eq!(events(world, "was refused").await.len(), 2);
        let sheet = opening_sheet(&world.ctx, una, &asked.reference).await;
        let refused = sheet.unwrap().refused;
        assert_eq!((refused.len(), refused[0].name.as_str()), (2, "Una"));
        let right = with(world, una, &asked.reference, (PASSWORD, PASSPHRASE)).await;
        assert_eq!(right.unwrap(), None);
    })
    .await;
}

#[tokio::test]
async fn any_two_of_the_three_named_officers_open() {
    on_each_database(async |world| {
        let (asked, ..) = closed(world).await;
        let (una, tria) = (&asked.openers[0], &asked.openers[2]);
        assert_eq!(try_opening(world, tria, &asked).await.unwrap(), None);
        assert_eq!(try_opening(world, una, &asked).await.unwrap(), Some(2));
    })
    .await;
}

#[tokio::test]
async fn an_officer_who_was_not_named_is_told_who_was() {
    on_each_database(async |world| {
        let (asked, ..) = closed(world).await;
        let late = world.key_holder("Late", Role::Opener).await;
        let refused = try_opening(world, &late, &asked).await;
        assert!(matches!(refused, Err(Error::NotNow(words)) if words.contains("Dua, Tria, Una")));
    })
    .await;
}

#[tokio::test]
async fn a_share_lapses_after_the_window_and_may_be_given_again() {
    on_each_database(async |world| {
        let (asked, ..) = closed(world).await;
        let [una, dua, ..] = &asked.openers[..] else {
            return;
        };
        assert_eq!(try_opening(world, una, &asked).await.unwrap(), None);
        assert_eq!(forget_lapsed_shares(&world.ctx).await.unwrap(), 0);
        world.clock.advance(Duration::minutes(30));
        assert_eq!(forget_lapsed_shares(&world.ctx).await.unwrap(), 1);
        assert_eq!(try_opening(world, dua, &asked).await.unwrap(), None);
        let sheet = opening_sheet(&world.ctx, una, &asked.reference)
            .await
            .unwrap();
        assert_eq!(sheet.given(world.ctx.now()), 1);
        assert_eq!(try_opening(world, una, &asked).await.unwrap(), Some(2));
    })
    .await;
}

#[tokio::test]
async fn what_waits_in_the_store_opens_neither_with_the_servers_keys_nor_with_the_givers_own() {
    on_each_database(async |world| {
        let (asked, ..) = closed(world).await;
        try_opening(world, &asked.openers[0], &asked).await.unwrap();
        let select = "SELECT shares FROM opening_consent UNION ALL SELECT wrapped FROM key_share
            UNION ALL SELECT ciphertext FROM sealed_part UNION ALL SELECT protected_identity FROM opening_key";
        let stored: Vec<Option<Vec<u8>>> = world.ctx.db().query(select).scalars().await.unwrap();
        assert!(stored.len() > 10);
        for secret in stored {
            assert!(world.ctx.keys().unseal(&secret.unwrap()).is_err());
        }
        let kept = "SELECT CAST(COUNT(*) AS BIGINT) FROM part_key WHERE sealed_identity IS NOT NULL";
        let kept: i64 = world.ctx.db().query(kept).scalar().await.unwrap();
        assert_eq!(kept, 0);
    })
    .await;
}

#[tokio::test]
async fn no_share_stays_in_the_store_once_the_offers_are_open() {
    on_each_database(async |world| {
        let (asked, ..) = closed(world).await;
        world.open(&asked).await;
        let select =
            "SELECT CAST(COUNT(*) AS BIGINT) FROM opening_consent WHERE shares IS NOT NULL";
        let waiting: i64 = world.ctx.db().query(select).scalar().await.unwrap();
        assert_eq!(waiting, 0);
    })
    .await;
}

#[tokio::test]
async fn two_administrators_stand_for_one_officer_and_never_for_two() {
    on_each_database(async |world| {
        let ada = world.key_holder("Ada", Role::Administrator).await;
        let abe = world.key_holder("Abe", Role::Administrator).await;
        let (asked, ..) = closed(world).await;
        assert_eq!(try_opening(world, &ada, &asked).await.unwrap(), None);
        assert_eq!(try_opening(world, &abe, &asked).await.unwrap(), None);
        let una = &asked.openers[0];
        assert_eq!(try_opening(world, una, &asked).await.unwrap(), Some(2));
        let select =
            "SELECT action FROM event WHERE summary LIKE 'Gave a share of the recovery key%'";
        let actions: Vec<String> = world.ctx.db().query(select).scalars().await.unwrap();
        assert_eq!(actions, ["offer.recover", "offer.recover"]);
    })
    .await;
}

#[tokio::test]
async fn what_cannot_be_read_is_excluded_and_keeps_nobody_else_closed() {
    on_each_database(async |world| {
        let (asked, _, reference) = closed(world).await;
        let spoil = "UPDATE sealed_part SET ciphertext = $1, ciphertext_sha256 = $2, content_sha256 = NULL WHERE part = 'price'
            AND sealed_offer_id = (SELECT sealed_offer.id FROM sealed_offer JOIN offer ON offer.id = offer_id WHERE reference = $3)";
        let nonsense = b"sealed in a broken browser".to_vec();
        let query = world.ctx.db().query(spoil).bind(nonsense.clone());
        let query = query.bind(sealing::sha256(&nonsense)).bind(reference.clone());
        query.run_one().await.unwrap();
        assert_eq!(world.open(&asked).await, 2);
        let select = "SELECT status, compliance_reason FROM offer WHERE reference = $1";
        let query = world.ctx.db().query(select).bind(reference);
        let (status, reason): (String, Option<String>) = query.one().await.unwrap();
        assert_eq!(status, "excluded");
        assert_eq!(reason.unwrap(), "It cannot be read: it does not open with this key.");
    })
    .await;
}

#[tokio::test]
async fn a_solicitation_of_before_the_split_still_receives_and_opens() {
    on_each_database(async |world| {
        let asked = world.published_solicitation().await;
        keep_with_server(world, asked.id.0).await;
        let ann = world
            .provider("Ann", world.provider_organisation("Aurora").await)
            .await;
        let (reference, version) = world.complete_draft(&asked, &ann, "100", "w").await;
        let call = world.call(&ann);
        submit(&world.ctx, &call, &reference, version, KeepDraft)
            .await
            .unwrap();
        world.clock.set(asked.closes_at + Duration::hours(1));
        let other = world.key_holder("Other", Role::Opener).await;
        assert_eq!(try_opening(world, &other, &asked).await.unwrap(), None);
        world.clock.advance(Duration::hours(2));
        let una = &asked.openers[0];
        assert_eq!(try_opening(world, una, &asked).await.unwrap(), Some(1));
    })
    .await;
}

/// Makes a solicitation's keys as they were before they were split.
async fn keep_with_server(world: &World, solicitation: uuid::Uuid) {
    let identity = sealing::Identity::generate();
    let kept = world.ctx.keys().seal(identity.expose().as_bytes()).unwrap();
    let shares = "DELETE FROM key_share WHERE solicitation_id = $1";
    world
        .ctx
        .db()
        .query(shares)
        .bind(solicitation)
        .run()
        .await
        .unwrap();
    let keys =
        "UPDATE part_key SET recipient = $1, sealed_identity = $2 WHERE solicitation_id = $3";
    let query = world
        .ctx
        .db()
        .query(keys)
        .bind(identity.recipient().unwrap());
    query.bind(kept).bind(solicitation).run().await.unwrap();
}
