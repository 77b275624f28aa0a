//! Drafts, submission, receipts, withdrawal, and who sees what before opening.

use super::{Bidder, PRICE, SECRET};
use backend::offers::{self, OfferListInput};
use backend::testing::on_each_database;
use backend::{Call, Error};
use chrono::Duration;
use domain::actor::Role;
use domain::offers::Volume;

#[tokio::test]
async fn a_submission_at_the_closing_moment_is_in_time_and_a_microsecond_later_is_late() {
    on_each_database(async |world| {
        let solicitation = world.published_solicitation().await;
        let (punctual, late) = (
            Bidder::of(world, "Punctual").await,
            Bidder::of(world, "Late").await,
        );
        let (one, two) = (
            punctual.start(&solicitation).await,
            late.start(&solicitation).await,
        );
        punctual.fill(&one).await;
        late.fill(&two).await;
        world.clock.set(solicitation.closes_at);
        assert_eq!(
            punctual.submit(&one).await.unwrap().received_at,
            solicitation.closes_at
        );
        world.clock.advance(Duration::microseconds(1));
        assert!(
            matches!(late.submit(&two).await, Err(Error::NotNow(why)) if why.contains("closed"))
        );
        assert!(matches!(
            offers::receipt(&world.ctx, &late.actor, &two).await,
            Err(Error::NotFound)
        ));
    })
    .await;
}

#[tokio::test]
async fn an_incomplete_offer_is_told_what_is_missing_volume_by_volume() {
    on_each_database(async |world| {
        let solicitation = world.published_solicitation().await;
        let bidder = Bidder::of(world, "Aurora").await;
        let offer = bidder.start(&solicitation).await;
        bidder
            .save(
                &offer,
                Volume::Technical,
                &[("summary", "Radar"), ("not_offered_R1", "yes")],
            )
            .await
            .unwrap();
        let Err(Error::Invalid(missing)) = bidder.submit(&offer).await else {
            panic!("an empty offer was taken")
        };
        let volumes: Vec<&str> = missing
            .iter()
            .map(|missing| missing.field.as_str())
            .collect();
        assert!(
            ["administration", "technical", "experience", "price"]
                .iter()
                .all(|volume| volumes.contains(volume))
        );
        assert!(
            !missing
                .iter()
                .any(|missing| missing.message.contains("Median revisit")),
            "saying that it is not offered is an answer"
        );
    })
    .await;
}

#[tokio::test]
async fn what_cannot_be_read_is_refused_field_by_field_and_row_by_row() {
    on_each_database(async |world| {
        let bidder = Bidder::of(world, "Aurora").await;
        let offer = bidder.start(&world.published_solicitation().await).await;
        let typed = [
            ("currency", "EUR"),
            ("line_1_description", "Images"),
            ("line_1_unit", "image"),
            ("line_1_quantity", "ten"),
            ("line_1_price", "12.345"),
            ("line_3_price", "5"),
        ];
        let Err(Error::Invalid(errors)) = bidder.save(&offer, Volume::Price, &typed).await else {
            panic!("it was taken")
        };
        let fields: Vec<&str> = errors.iter().map(|error| error.field.as_str()).collect();
        for field in [
            "line_1_quantity",
            "line_1_price",
            "line_3_description",
            "line_3_unit",
            "line_3_quantity",
        ] {
            assert!(fields.contains(&field), "{field} in {fields:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_replacement_keeps_the_earlier_sealing_and_a_withdrawn_offer_may_be_begun_anew() {
    on_each_database(async |world| {
        let solicitation = world.published_solicitation().await;
        let bidder = Bidder::of(world, "Aurora").await;
        let offer = bidder.offer(&solicitation).await;
        assert_eq!(bidder.submit(&offer).await.unwrap().number, 2);
        let sheet = offers::sheet(&world.ctx, &bidder.actor, &offer)
            .await
            .unwrap();
        let standings: Vec<&str> = sheet
            .sealed
            .iter()
            .map(|sealed| sealed.standing.as_str())
            .collect();
        assert_eq!(standings, ["current", "replaced"]);
        offers::withdraw(&world.ctx, &bidder.call(), &offer, sheet.record.version)
            .await
            .unwrap();
        assert_eq!(
            offers::receipt(&world.ctx, &bidder.actor, &offer)
                .await
                .unwrap()
                .standing,
            "withdrawn"
        );
        assert_ne!(bidder.start(&solicitation).await, offer);
    })
    .await;
}

#[tokio::test]
async fn a_double_click_seals_once_and_gives_one_receipt() {
    on_each_database(async |world| {
        let solicitation = world.published_solicitation().await;
        let bidder = Bidder::of(world, "Aurora").await;
        let offer = bidder.start(&solicitation).await;
        bidder.fill(&offer).await;
        let call = Call::with_key(bidder.actor.clone(), "click".into(), b"submit");
        let version = bidder.version(&offer).await;
        let (one, two) = tokio::join!(
            offers::submit(&world.ctx, &call, &offer, version),
            offers::submit(&world.ctx, &call, &offer, version)
        );
        assert_eq!(one.unwrap(), two.unwrap());
        assert_eq!(
            offers::sheet(&world.ctx, &bidder.actor, &offer)
                .await
                .unwrap()
                .sealed
                .len(),
            1
        );
    })
    .await;
}

#[tokio::test]
async fn an_offer_is_hidden_from_every_other_organisation_and_from_buyers_until_opening() {
    on_each_database(async |world| {
        let offer = Bidder::of(world, "Aurora")
            .await
            .offer(&world.published_solicitation().await)
            .await;
        let other = Bidder::of(world, "Boreal").await;
        assert!(matches!(
            offers::sheet(&world.ctx, &other.actor, &offer).await,
            Err(Error::Refused(domain::policy::Refused::Hidden))
        ));
        assert!(matches!(
            offers::receipt(&world.ctx, &other.actor, &offer).await,
            Err(Error::Refused(domain::policy::Refused::Hidden))
        ));
        assert!(matches!(
            other.save_at(&offer, 1).await,
            Err(Error::Refused(domain::policy::Refused::Hidden))
        ));
        for role in [Role::Officer, Role::Evaluator, Role::Opener, Role::Auditor] {
            let person = world.person("Buyer", role).await;
            assert!(
                matches!(
                    offers::sheet(&world.ctx, &person, &offer).await,
                    Err(Error::NotFound)
                ),
                "{role:?}"
            );
            assert!(
                offers::offers(&world.ctx, &person, &OfferListInput::default())
                    .await
                    .unwrap()
                    .rows
                    .is_empty()
            );
        }
    })
    .await;
}

#[tokio::test]
async fn the_store_of_an_unopened_solicitation_holds_no_price_and_no_text_in_clear() {
    on_each_database(async |world| {
        let solicitation = world.published_solicitation().await;
        Bidder::of(world, "Aurora").await.offer(&solicitation).await;
        let draft = Bidder::of(world, "Boreal").await;
        let begun = draft.start(&solicitation).await;
        draft.fill(&begun).await;
        let Some(path) = world.url.strip_prefix("sqlite:") else {
            return;
        };
        let mut bytes = std::fs::read(path).unwrap();
        bytes.extend(std::fs::read(format!("{path}-wal")).unwrap());
        let holds = |text: &str| {
            bytes
                .windows(text.len())
                .any(|window| window == text.as_bytes())
        };
        assert!(holds(&begun), "the file is the one that was written");
        for secret in [
            PRICE,
            "765432109",
            SECRET,
            "Eight satellites",
            "kim@example.org",
        ] {
            assert!(!holds(secret), "{secret} stands in the file");
        }
    })
    .await;
}

#[tokio::test]
async fn no_event_holds_what_an_offer_says() {
    on_each_database(async |world| {
        Bidder::of(world, "Aurora")
            .await
            .offer(&world.published_solicitation().await)
            .await;
        let events: Vec<(String, Option<String>)> = world
            .ctx
            .db()
            .query("SELECT summary, after_text FROM event")
            .all()
            .await
            .unwrap();
        let told = format!("{events:?}");
        assert!(told.contains("Submitted the offer, sealed"));
        assert!(!told.contains("765432109") && !told.contains(SECRET));
    })
    .await;
}

impl Bidder<'_> {
    async fn save_at(&self, offer: &str, version: i64) -> Result<i64, Error> {
        let input = offers::VolumeInput {
            volume: Volume::Price,
            pairs: Vec::new(),
        };
        offers::save_volume(&self.world.ctx, &self.call(), offer, version, input).await
    }
}
