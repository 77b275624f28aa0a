//! Offers: written, sealed, opened. Over HTTP.

use crate::support::App;
use axum::http::StatusCode;
use backend::offers::AfterSubmission::KeepDraft;
use backend::offers::submit;
use backend::testing::on_each_database;
use backend::testing::openers::{PASSPHRASE, PASSWORD};
use chrono::Duration;
use domain::actor::Role;

#[tokio::test]
async fn a_provider_starts_writes_and_submits_by_forms() {
    on_each_database(async |world| {
        let asked = world.published_solicitation().await;
        let ann = world
            .provider("Ann", world.provider_organisation("Aurora").await)
            .await;
        let app = App::over(world);
        let browser = app.browser_of(world, &ann).await;
        let new = format!("/offers/new?solicitation={}", asked.reference);
        assert!(browser.get(&new).await.text.contains("Start offer"));
        let offer = browser.post(&new, &[("act", "start")]).await.location;
        assert!(browser.get(&offer).await.text.contains("Not started"));
        let (reference, version) = world.complete_draft(&asked, &ann, "100", "words").await;
        assert!(offer.ends_with(&reference));
        let check = browser.get(&format!("{offer}/submit")).await.text;
        assert!(check.contains("Submit offer") && check.contains("Total with options"));
        let fields = [("act", "submit"), ("version", &version.to_string())];
        let sent = browser.post(&format!("{offer}/submit"), &fields).await;
        let receipt = browser.get(&sent.location).await;
        assert_eq!(receipt.status, StatusCode::OK);
        assert!(receipt.text.contains("SHA-256 of the ciphertext"));
        assert!(!receipt.text.contains(".000000"));
        assert!(browser.get("/offers").await.text.contains(&reference));
    })
    .await;
}

#[tokio::test]
async fn a_refused_volume_keeps_what_was_typed_and_more_rows_do_too() {
    on_each_database(async |world| {
        let asked = world.published_solicitation().await;
        let ann = world
            .provider("Ann", world.provider_organisation("Aurora").await)
            .await;
        let (reference, version) = world.complete_draft(&asked, &ann, "100", "words").await;
        let app = App::over(world);
        let browser = app.browser_of(world, &ann).await;
        let path = format!("/offers/{reference}/price");
        let version = version.to_string();
        let mut fields = vec![
            ("act", "save"),
            ("version", version.as_str()),
            ("currency", "NOK"),
            ("description_1", "Polar images"),
            ("unit_1", "image"),
            ("quantity_1", "twelve"),
            ("unit_price_1", "99.50"),
        ];
        let refused = browser.post(&path, &fields).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.text.contains("write a quantity above 0"));
        assert!(refused.text.contains("twelve") && refused.text.contains("Polar images"));
        fields.push(("then", "more description"));
        let again = browser.post(&path, &fields).await;
        assert_eq!(again.status, StatusCode::OK);
        assert!(again.text.contains("twelve") && again.text.contains("description_4"));
        assert!(again.text.contains(r##"formaction="#save-description_4""##));
    })
    .await;
}

#[tokio::test]
async fn another_provider_finds_nothing_by_any_address_before_and_after_opening() {
    on_each_database(async |world| {
        let asked = world.published_solicitation().await;
        let ann = world
            .provider("Ann", world.provider_organisation("Aurora").await)
            .await;
        let bob = world
            .provider("Bob", world.provider_organisation("Boreal").await)
            .await;
        let (reference, version) = world.complete_draft(&asked, &ann, "100", "words").await;
        submit(
            &world.ctx,
            &world.call(&ann),
            &reference,
            version,
            KeepDraft,
        )
        .await
        .unwrap();
        let app = App::over(world);
        for opened in [false, true] {
            if opened {
                world.open(&asked).await;
            }
            let browser = app.browser_of(world, &bob).await;
            for part in ["", "/technical", "/price", "/submit", "/receipt"] {
                let answer = browser.get(&format!("/offers/{reference}{part}")).await;
                assert_eq!(answer.status, StatusCode::NOT_FOUND, "{part}");
            }
            assert!(!browser.get("/offers").await.text.contains(&reference));
        }
    })
    .await;
}

#[tokio::test]
async fn two_opening_officers_open_on_the_page_and_buyers_read() {
    on_each_database(async |world| {
        let asked = world.published_solicitation().await;
        let ann = world
            .provider("Ann", world.provider_organisation("Aurora").await)
            .await;
        let (reference, version) = world
            .complete_draft(&asked, &ann, "100", "Radarwords")
            .await;
        submit(
            &world.ctx,
            &world.call(&ann),
            &reference,
            version,
            KeepDraft,
        )
        .await
        .unwrap();
        let app = App::over(world);
        let path = format!("/solicitations/{}/opening", asked.reference);
        let una = &asked.openers[0];
        let early = app.browser_of(world, una).await.get(&path).await.text;
        assert!(early.contains("The offers are sealed") && !early.contains("Consent to the"));
        world.clock.set(asked.closes_at + Duration::hours(1));
        for opener in &asked.openers[..2] {
            let browser = app.browser_of(world, opener).await;
            assert!(browser.get(&path).await.text.contains("Consent"));
            let mut fields = vec![("act", "consent"), ("password", PASSWORD)];
            let refused = browser.post(&path, &fields).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert!(!refused.text.contains(PASSWORD));
            fields.push(("passphrase", PASSPHRASE));
            let sent = browser.post(&path, &fields).await;
            assert_eq!(sent.status, StatusCode::SEE_OTHER);
        }
        let officer = world.person("Olga", Role::Officer).await;
        let browser = app.browser_of(world, &officer).await;
        assert!(browser.get(&path).await.text.contains(&reference));
        assert!(browser.get("/offers").await.text.contains(&reference));
        let offer = browser.get(&format!("/offers/{reference}")).await.text;
        assert!(offer.contains("Radarwords"));
    })
    .await;
}

#[tokio::test]
async fn the_price_form_asks_for_the_buyers_lines_and_keeps_what_was_refused() {
    on_each_database(async |world| {
        let asked = world.scheduled_solicitation().await;
        let ann = world
            .provider("Ann", world.provider_organisation("Aurora").await)
            .await;
        let app = App::over(world);
        let browser = app.browser_of(world, &ann).await;
        let new = format!("/offers/new?solicitation={}", asked.reference);
        let offer = browser.post(&new, &[("act", "start")]).await.location;
        let path = format!("{offer}/price");
        assert!(
            browser
                .get(&path)
                .await
                .text
                .contains("P2 Monitoring, option")
        );
        let mut fields = vec![
            ("act", "save"),
            ("version", "1"),
            ("currency", "EUR"),
            ("price_P1", "a lot"),
            ("price_P2", ""),
            ("not_offered_P2", "yes"),
        ];
        let refused = browser.post(&path, &fields).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.text.contains("a lot"));
        fields[3] = ("price_P1", "99.50");
        assert_eq!(browser.post(&path, &fields).await.location, offer);
        let saved = browser.get(&path).await.text;
        assert!(saved.contains("As saved: base"), "{saved}");
    })
    .await;
}
