//! Nobody reads an offer before its time, and no other provider ever.

use backend::Error;
use backend::offers::AfterSubmission::KeepDraft;
use backend::offers::{ListInput, list, opened_offers, opening_sheet, sheet, submit};
use backend::receipts;
use backend::testing::on_each_database;
use chrono::Duration;
use domain::actor::Role;

const WORDS: &str = "Quokkaconstellation";
const PRICE: &str = "734519";

#[tokio::test]
async fn the_store_of_a_closed_process_holds_no_price_and_no_words_in_clear() {
    on_each_database(async |world| {
        let asked = world.published_solicitation().await;
        for name in ["Aurora", "Boreal"] {
            let actor = world
                .provider(name, world.provider_organisation(name).await)
                .await;
            let (reference, version) = world.complete_draft(&asked, &actor, PRICE, WORDS).await;
            if name == "Aurora" {
                submit(
                    &world.ctx,
                    &world.call(&actor),
                    &reference,
                    version,
                    KeepDraft,
                )
                .await
                .unwrap();
            }
        }
        world.clock.set(asked.closes_at + Duration::hours(1));
        let stored = everything_stored(world).await;
        assert!(holds(&stored, "Aurora") && holds(&stored, "Submitted the offer, sealed"));
        assert!(!holds(&stored, WORDS) && !holds(&stored, PRICE));
    })
    .await;
}

fn holds(bytes: &[u8], words: &str) -> bool {
    bytes
        .windows(words.len())
        .any(|window| window == words.as_bytes())
}

/// The bytes of the SQLite files, or every table of a server as text, bytes unescaped.
async fn everything_stored(world: &backend::testing::World) -> Vec<u8> {
    if let Some(path) = world.url.strip_prefix("sqlite:") {
        let mut bytes = std::fs::read(path).unwrap();
        bytes.extend(std::fs::read(format!("{path}-wal")).unwrap_or_default());
        return bytes;
    }
    let mut bytes = Vec::new();
    for select in [
        "SELECT CAST(offer AS TEXT) || COALESCE(encode(draft, 'escape'), '') FROM offer",
        "SELECT CAST(sealed_part AS TEXT) || encode(ciphertext, 'escape') FROM sealed_part",
        "SELECT CAST(event AS TEXT) FROM event",
        "SELECT CAST(request AS TEXT) FROM request",
        "SELECT CAST(provider AS TEXT) FROM provider",
    ] {
        let rows: Vec<String> = world.ctx.db().query(select).scalars().await.unwrap();
        bytes.extend(rows.concat().into_bytes());
    }
    bytes
}

#[tokio::test]
async fn a_sealed_offer_does_not_exist_for_anybody_but_its_provider() {
    on_each_database(async |world| {
        let asked = world.published_solicitation().await;
        let ann = world
            .provider("Ann", world.provider_organisation("Aurora").await)
            .await;
        let (reference, version) = world.complete_draft(&asked, &ann, PRICE, WORDS).await;
        submit(
            &world.ctx,
            &world.call(&ann),
            &reference,
            version,
            KeepDraft,
        )
        .await
        .unwrap();
        world.clock.set(asked.closes_at + Duration::hours(1));
        let stranger = world
            .provider("Bob", world.provider_organisation("Boreal").await)
            .await;
        let mut others = vec![stranger];
        for role in [
            Role::Officer,
            Role::Opener,
            Role::Auditor,
            Role::Administrator,
        ] {
            others.push(world.person("Other", role).await);
        }
        for other in others {
            let hidden = sheet(&world.ctx, &other, &reference).await;
            assert!(matches!(hidden, Err(Error::NotFound)), "{other:?}");
            assert!(
                receipts::sheet(&world.ctx, &other, &reference, None)
                    .await
                    .is_err()
            );
            assert!(
                receipts::file(&world.ctx, &other, &reference, "1")
                    .await
                    .is_err()
            );
            assert!(
                receipts::sealed_file(&world.ctx, &other, &reference, 1, "offer")
                    .await
                    .is_err()
            );
        }
    })
    .await;
}

#[tokio::test]
async fn buyers_see_neither_offers_nor_their_number_before_the_opening() {
    on_each_database(async |world| {
        let asked = world.published_solicitation().await;
        let ann = world
            .provider("Ann", world.provider_organisation("Aurora").await)
            .await;
        let (reference, version) = world.complete_draft(&asked, &ann, PRICE, WORDS).await;
        submit(
            &world.ctx,
            &world.call(&ann),
            &reference,
            version,
            KeepDraft,
        )
        .await
        .unwrap();
        let officer = world.person("Olga", Role::Officer).await;
        let opening = opening_sheet(&world.ctx, &officer, &asked.reference)
            .await
            .unwrap();
        assert!(opening.offers.is_empty() && opening.opened_at.is_none());
        let listed = list(&world.ctx, &officer, ListInput::default()).await;
        assert!(listed.unwrap().rows.is_empty());
        let refused = opened_offers(&world.ctx, &officer, &asked.reference).await;
        assert!(matches!(refused, Err(Error::NotNow(_))));
    })
    .await;
}
