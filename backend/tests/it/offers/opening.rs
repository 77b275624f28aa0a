//! The opening.

use super::{Bidder, PRICE};
use backend::Error;
use backend::offers::{self, Consent};
use backend::testing::on_each_database;
use chrono::Duration;
use domain::actor::Role;
use domain::money::{Currency, Money};

#[tokio::test]
async fn nobody_opens_before_closing_and_the_try_is_noted() {
    on_each_database(async |world| {
        let solicitation = world.published_solicitation().await;
        let opener = world.person("Ole", Role::Opener).await;
        world.clock.set(solicitation.closes_at);
        let early =
            offers::consent(&world.ctx, &world.call(&opener), &solicitation.reference).await;
        assert!(matches!(early, Err(Error::NotNow(_))));
        let noted: i64 = world
            .ctx
            .db()
            .query("SELECT COUNT(*) FROM event WHERE summary LIKE 'Tried to open%'")
            .scalar()
            .await
            .unwrap();
        assert_eq!(noted, 1);
    })
    .await;
}

#[tokio::test]
async fn two_different_openers_open_everything_at_once_and_one_alone_nothing() {
    on_each_database(async |world| {
        let solicitation = world.published_solicitation().await;
        let aurora = Bidder::of(world, "Aurora").await;
        let (first, second) = (
            aurora.offer(&solicitation).await,
            Bidder::of(world, "Boreal").await.offer(&solicitation).await,
        );
        let (ole, ada) = (
            world.person("Ole", Role::Opener).await,
            world.person("Ada", Role::Opener).await,
        );
        world
            .clock
            .set(solicitation.closes_at + Duration::microseconds(1));
        let consent = async |person| {
            offers::consent(&world.ctx, &world.call(person), &solicitation.reference).await
        };
        assert_eq!(consent(&ole).await.unwrap(), Consent::Noted);
        assert_eq!(
            consent(&ole).await.unwrap(),
            Consent::Noted,
            "one person counts once"
        );
        let officer = world.person("Ann", Role::Officer).await;
        assert!(matches!(
            offers::sheet(&world.ctx, &officer, &first).await,
            Err(Error::NotFound)
        ));
        assert_eq!(consent(&ada).await.unwrap(), Consent::Opened(2));
        assert!(
            matches!(consent(&ada).await, Err(Error::NotNow(_))),
            "only once"
        );
        let nok: Currency = "NOK".parse().unwrap();
        for offer in [&first, &second] {
            let sheet = offers::sheet(&world.ctx, &officer, offer).await.unwrap();
            assert_eq!(
                sheet.content.price.total(),
                Some(Money::parse(PRICE, nok).unwrap())
            );
        }
        let boreal = Bidder::of(world, "Cygnus").await;
        assert!(
            offers::sheet(&world.ctx, &boreal.actor, &first)
                .await
                .is_err(),
            "opened is not opened to other organisations"
        );
    })
    .await;
}

#[tokio::test]
async fn only_opening_officers_open() {
    on_each_database(async |world| {
        let solicitation = world.published_solicitation().await;
        world.clock.set(solicitation.closes_at + Duration::hours(1));
        for role in [
            Role::Officer,
            Role::Evaluator,
            Role::Administrator,
            Role::Auditor,
        ] {
            let person = world.person("X", role).await;
            let refused =
                offers::consent(&world.ctx, &world.call(&person), &solicitation.reference).await;
            assert!(matches!(refused, Err(Error::Refused(_))), "{role:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_withdrawn_or_replaced_sealing_is_never_opened() {
    on_each_database(async |world| {
        let solicitation = world.published_solicitation().await;
        let (aurora, boreal) = (
            Bidder::of(world, "Aurora").await,
            Bidder::of(world, "Boreal").await,
        );
        let (gone, kept) = (
            aurora.offer(&solicitation).await,
            boreal.offer(&solicitation).await,
        );
        boreal.submit(&kept).await.unwrap();
        offers::withdraw(
            &world.ctx,
            &aurora.call(),
            &gone,
            aurora.version(&gone).await,
        )
        .await
        .unwrap();
        world.clock.set(solicitation.closes_at + Duration::hours(1));
        open(world, &solicitation.reference).await.unwrap();
        let officer = world.person("Ann", Role::Officer).await;
        let opened = offers::opened_offers(&world.ctx, &officer, &solicitation.reference)
            .await
            .unwrap();
        let references: Vec<&str> = opened
            .iter()
            .map(|offer| offer.record.reference.as_str())
            .collect();
        assert_eq!(references, [kept.as_str()]);
    })
    .await;
}

#[tokio::test]
async fn when_one_sealed_offer_was_tampered_with_none_is_opened() {
    on_each_database(async |world| {
        let solicitation = world.published_solicitation().await;
        let (good, bad) = (Bidder::of(world, "Aurora").await.offer(&solicitation).await, Bidder::of(world, "Boreal").await.offer(&solicitation).await);
        let ciphertext: Vec<u8> = world
            .ctx
            .db()
            .query("SELECT ciphertext FROM sealed_offer WHERE offer_id = (SELECT id FROM offer WHERE reference = $1)")
            .bind(bad.clone())
            .scalar()
            .await
            .unwrap();
        let mut altered = ciphertext.clone();
        *altered.last_mut().unwrap() ^= 1;
        world.ctx.db().query("UPDATE sealed_offer SET ciphertext = $1 WHERE ciphertext = $2").bind(altered).bind(ciphertext).run_one().await.unwrap();
        world.clock.set(solicitation.closes_at + Duration::hours(1));
        assert!(matches!(open(world, &solicitation.reference).await, Err(Error::Seal(_))));
        let officer = world.person("Ann", Role::Officer).await;
        assert!(matches!(offers::sheet(&world.ctx, &officer, &good).await, Err(Error::NotFound)));
    })
    .await;
}

#[tokio::test]
async fn two_consents_at_the_same_moment_open_once() {
    on_each_database(async |world| {
        let solicitation = world.published_solicitation().await;
        Bidder::of(world, "Aurora").await.offer(&solicitation).await;
        world.clock.set(solicitation.closes_at + Duration::hours(1));
        let (ole, ada) = (
            world.person("Ole", Role::Opener).await,
            world.person("Ada", Role::Opener).await,
        );
        let (one, two) = (world.call(&ole), world.call(&ada));
        let (first, second) = tokio::join!(
            offers::consent(&world.ctx, &one, &solicitation.reference),
            offers::consent(&world.ctx, &two, &solicitation.reference)
        );
        let outcomes = [first.unwrap(), second.unwrap()];
        assert!(
            outcomes.contains(&Consent::Noted) && outcomes.contains(&Consent::Opened(1)),
            "{outcomes:?}"
        );
    })
    .await;
}

async fn open(world: &backend::testing::World, reference: &str) -> Result<Consent, Error> {
    let (ole, ada) = (
        world.person("Ole", Role::Opener).await,
        world.person("Ada", Role::Opener).await,
    );
    offers::consent(&world.ctx, &world.call(&ole), reference).await?;
    offers::consent(&world.ctx, &world.call(&ada), reference).await
}
