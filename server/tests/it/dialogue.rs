//! Approval, amendments, suspension and the library over HTTP.

use crate::support::{App, Browser};
use axum::http::StatusCode;
use backend::db::query::count;
use backend::solicitations::{self, Draft};
use backend::testing::{World, on_each_database};
use domain::actor::{Actor, Role};

/// A complete draft, and its officer.
async fn drafted(world: &World) -> (String, Actor) {
    world.strategy().await;
    let ann = world.person("Ann", Role::Officer).await;
    let draft = Draft::try_from(world.typed_solicitation()).unwrap();
    let made = solicitations::create(&world.ctx, &world.call(&ann), draft).await;
    (format!("/solicitations/{}", made.unwrap()), ann)
}

async fn sent(browser: &Browser<'_>, path: &str, fields: &[(&str, &str)]) -> StatusCode {
    browser.post(path, fields).await.status
}

#[tokio::test]
async fn a_colleague_approves_on_one_screen_and_the_author_is_refused() {
    on_each_database(async |world| {
        let app = App::over(world);
        let (path, author) = drafted(world).await;
        let ann = app.browser_of(world, &author).await;
        let bob = app
            .browser_of(world, &world.person("Bob", Role::Officer).await)
            .await;
        assert!(ann.get(&path).await.text.contains("Send for approval"));
        let ask = [
            ("act", "ask_approval"),
            ("version", "1"),
            ("approval_note", "Look at the weights."),
        ];
        assert_eq!(sent(&ann, &path, &ask).await, StatusCode::SEE_OTHER);
        let review = format!("{path}/review");
        let (screen, statements) = count::during(bob.get(&review)).await;
        assert!(statements <= 5, "{statements} statements");
        for words in [
            "Look at the weights.",
            "Approve for publication",
            "Coverage and revisit",
            "Timetable",
        ] {
            assert!(screen.text.contains(words), "{words}");
        }
        let approve = [("act", "approve"), ("version", "1")];
        assert_eq!(sent(&ann, &review, &approve).await, StatusCode::FORBIDDEN);
        assert_eq!(sent(&bob, &review, &approve).await, StatusCode::SEE_OTHER);
        let page = ann.get(&path).await.text;
        assert!(page.contains("Publish solicitation") && page.contains("approved"));
        assert!(
            ann.get("/")
                .await
                .text
                .contains("is approved and can be published")
        );
    })
    .await;
}

#[tokio::test]
async fn the_pages_of_versions_preview_and_amendment_need_at_most_five_statements() {
    on_each_database(async |world| {
        let app = App::over(world);
        let (path, author) = drafted(world).await;
        let ann = app.browser_of(world, &author).await;
        let open = world.published_solicitation().await;
        for page in [
            path.clone(),
            format!("{path}/preview"),
            format!("{path}/edit"),
            format!("/solicitations/{}", open.reference),
            format!("/solicitations/{}/amend", open.reference),
            format!("/solicitations/{}/versions", open.reference),
            "/library".to_owned(),
        ] {
            let (answer, statements) = count::during(ann.get(&page)).await;
            assert_eq!(answer.status, StatusCode::OK, "{page}");
            assert!(statements <= 5, "{page}: {statements} statements");
        }
    })
    .await;
}

#[tokio::test]
async fn checking_the_methods_in_the_form_of_an_amendment_publishes_nothing() {
    on_each_database(async |world| {
        let app = App::over(world);
        let open = world.published_solicitation().await;
        let officer = world.person("Ann", Role::Officer).await;
        let ann = app.browser_of(world, &officer).await;
        let path = format!("/solicitations/{}", open.reference);
        let typed = [
            ("act", "amend"),
            ("version", "1"),
            ("then", "methods"),
            ("estimate", "9 000 000"),
            ("estimate_currency", "EUR"),
            ("reason", "It was not clear."),
        ];
        let answer = ann.post(&format!("{path}/amend"), &typed).await;
        assert_eq!(answer.status, StatusCode::OK);
        assert!(answer.text.contains("Methods checked"));
        let versions = ann.get(&format!("{path}/versions")).await.text;
        assert!(versions.contains("Never amended"));
    })
    .await;
}

#[tokio::test]
async fn a_text_is_inserted_without_saving_anything() {
    on_each_database(async |world| {
        let app = App::over(world);
        let (path, author) = drafted(world).await;
        let ann = app.browser_of(world, &author).await;
        let text = [
            ("act", "keep"),
            ("kind", "need"),
            ("title", "Weather"),
            ("text", "In all weathers."),
        ];
        assert_eq!(
            sent(&ann, "/library/new", &text).await,
            StatusCode::SEE_OTHER
        );
        let id: uuid::Uuid = world
            .ctx
            .db()
            .query("SELECT id FROM snippet")
            .scalar()
            .await
            .unwrap();
        let id = id.to_string();
        let fields = [
            ("act", "save"),
            ("version", "1"),
            ("then", "insert"),
            ("snippet", id.as_str()),
            ("title", "T"),
            ("need", "See ships."),
        ];
        let shown = ann.post(&format!("{path}/edit"), &fields).await;
        assert_eq!(shown.status, StatusCode::OK);
        assert!(shown.text.contains("See ships.\n\nIn all weathers."));
        assert!(!ann.get(&path).await.text.contains("In all weathers."));
    })
    .await;
}

#[tokio::test]
async fn everybody_reads_why_it_is_suspended() {
    on_each_database(async |world| {
        let app = App::over(world);
        let open = world.published_solicitation().await;
        let path = format!("/solicitations/{}", open.reference);
        let ann = app
            .browser_of(world, &world.person("Ann", Role::Officer).await)
            .await;
        let fields = [
            ("act", "suspend"),
            ("version", "1"),
            ("suspension_reason", "The area is looked at again."),
        ];
        assert_eq!(sent(&ann, &path, &fields).await, StatusCode::SEE_OTHER);
        let provider = world.provider_organisation("Aurora").await;
        let pia = app
            .browser_of(world, &world.provider("Pia", provider).await)
            .await;
        let page = pia.get(&path).await.text;
        assert!(page.contains("The area is looked at again.") && !page.contains("Start an offer"));
        let resume = [
            ("act", "resume"),
            ("version", "2"),
            ("resumption_reason", "Done."),
            ("resume_closes_at_zone", "Europe/Brussels"),
        ];
        assert_eq!(sent(&ann, &path, &resume).await, StatusCode::SEE_OTHER);
        assert!(pia.get(&path).await.text.contains("Start an offer"));
    })
    .await;
}
