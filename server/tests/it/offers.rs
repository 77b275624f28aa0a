//! Offers over HTTP.

use crate::support::App;
use axum::http::StatusCode;
use backend::testing::on_each_database;
use chrono::Duration;
use domain::actor::Role;

#[tokio::test]
async fn a_provider_writes_checks_submits_and_gets_a_receipt() {
    on_each_database(async |world| {
        let solicitation = world.published_solicitation().await;
        let app = App::over(world);
        let aurora = world
            .provider("Sigrid", world.provider_organisation("Aurora").await)
            .await;
        let browser = app.browser_of(world, &aurora).await;
        let begin = format!("/offers/new?solicitation={}", solicitation.reference);
        assert!(browser.get(&begin).await.text.contains("Begin the offer"));
        let offer = browser.post(&begin, &[("act", "start")]).await.location;
        let save = async |volume: &str, version: &str, fields: &[(&str, &str)]| {
            let mut all = vec![("act", "save"), ("version", version)];
            all.extend_from_slice(fields);
            browser
                .post(&format!("{offer}/volumes/{volume}"), &all)
                .await
        };
        let refused = save(
            "price",
            "1",
            &[
                ("currency", "EUR"),
                ("line_1_description", "Images"),
                ("line_1_price", "a lot"),
            ],
        )
        .await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            refused.text.contains("a lot")
                && refused.text.contains("Images")
                && refused.text.contains("is not an amount")
        );
        let more = browser
            .post(
                &format!("{offer}/volumes/price"),
                &[
                    ("act", "more"),
                    ("version", "1"),
                    ("line_1_description", "Kept"),
                ],
            )
            .await;
        assert!(
            more.status == StatusCode::OK
                && more.text.contains("Kept")
                && more.text.contains("Line 6")
        );
        save(
            "administration",
            "1",
            &[
                ("contact_name", "K"),
                ("contact_email", "k@x.org"),
                ("nation_of_origin", "NO"),
                ("validity_days", "180"),
                ("accepts_terms", "yes"),
            ],
        )
        .await;
        save(
            "technical",
            "2",
            &[
                ("summary", "Radar"),
                ("answer_T1", "a"),
                ("answer_T2", "b"),
                ("value_R1", "2"),
            ],
        )
        .await;
        save(
            "experience",
            "3",
            &[
                ("reference_1_customer", "Coast guard"),
                ("reference_1_description", "Ships"),
            ],
        )
        .await;
        save(
            "price",
            "4",
            &[
                ("currency", "EUR"),
                ("line_1_description", "Service"),
                ("line_1_unit", "year"),
                ("line_1_quantity", "2"),
                ("line_1_price", "1 000"),
            ],
        )
        .await;
        assert!(
            browser
                .get(&format!("{offer}/submit"))
                .await
                .text
                .contains("EUR")
        );
        let submitted = browser
            .post(
                &format!("{offer}/submit"),
                &[("act", "submit"), ("version", "5")],
            )
            .await;
        assert!(
            submitted.location.ends_with("/receipt?new=1"),
            "{}",
            submitted.text
        );
        assert!(
            browser
                .get(&submitted.location)
                .await
                .text
                .contains("SHA-256 of the sealed bytes")
        );
    })
    .await;
}

#[tokio::test]
async fn another_organisations_offer_is_not_there_at_any_address() {
    on_each_database(async |world| {
        let solicitation = world.published_solicitation().await;
        let owner = world
            .provider("Sigrid", world.provider_organisation("Aurora").await)
            .await;
        let offer =
            backend::offers::start(&world.ctx, &world.call(&owner), &solicitation.reference)
                .await
                .unwrap();
        let app = App::over(world);
        let other = app
            .browser_of(
                world,
                &world
                    .provider("Jukka", world.provider_organisation("Boreal").await)
                    .await,
            )
            .await;
        for part in [
            "",
            "/submit",
            "/receipt",
            "/volumes/price",
            "/volumes/technical",
        ] {
            assert_eq!(
                other.get(&format!("/offers/{offer}{part}")).await.status,
                StatusCode::NOT_FOUND,
                "{part}"
            );
        }
        let forms = [
            ("", "withdraw"),
            ("/submit", "submit"),
            ("/volumes/price", "save"),
        ];
        for (part, act) in forms {
            let answer = other
                .post(
                    &format!("/offers/{offer}{part}"),
                    &[("act", act), ("version", "1")],
                )
                .await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{part}");
        }
    })
    .await;
}

#[tokio::test]
async fn the_opening_needs_two_accounts_and_everybody_may_see_it() {
    on_each_database(async |world| {
        let solicitation = world.published_solicitation().await;
        let app = App::over(world);
        let path = format!("/solicitations/{}/opening", solicitation.reference);
        let one = app
            .browser_of(world, &world.person("Ole", Role::Opener).await)
            .await;
        assert_eq!(
            one.post(&path, &[("act", "open")]).await.status,
            StatusCode::CONFLICT
        );
        world
            .clock
            .set(solicitation.closes_at + Duration::minutes(1));
        let one = app
            .browser_of(world, &world.person("Ole", Role::Opener).await)
            .await;
        let two = app
            .browser_of(world, &world.person("Ada", Role::Opener).await)
            .await;
        assert!(
            one.get(&path)
                .await
                .text
                .contains("Agree to open the offers")
        );
        assert_eq!(
            one.post(&path, &[("act", "open")]).await.status,
            StatusCode::SEE_OTHER
        );
        assert!(one.get(&path).await.text.contains("You have agreed"));
        assert_eq!(
            two.post(&path, &[("act", "open")]).await.status,
            StatusCode::SEE_OTHER
        );
        let delegate = app
            .browser_of(world, &world.delegate("Kari", "NO").await)
            .await;
        assert!(
            delegate
                .get(&path)
                .await
                .text
                .contains("No offers were received")
        );
    })
    .await;
}
