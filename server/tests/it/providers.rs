//! Provider organisations over HTTP.

use crate::support::App;
use axum::http::StatusCode;
use backend::testing::on_each_database;
use domain::actor::Role;

#[tokio::test]
async fn an_officer_adds_an_organisation_and_changes_it() {
    on_each_database(async |world| {
        let officer = world.person("Ann", Role::Officer).await;
        let app = App::over(world);
        let browser = app.browser_of(world, &officer).await;
        let fields = [
            ("act", "save"),
            ("name", "Polar Radar AS"),
            ("sme", "yes"),
            ("website", "radar"),
        ];
        let refused = browser.post("/providers/new", &fields).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.text.contains("Polar Radar AS") && refused.text.contains("whole address"));
        let fields = [
            ("act", "save"),
            ("name", "Polar Radar AS"),
            ("website", "https://radar.example"),
        ];
        let path = browser.post("/providers/new", &fields).await.location;
        assert_eq!(path, "/providers/PRV-2026-0001");
        let fields = [
            ("act", "save"),
            ("version", "1"),
            ("name", "Polar Radar ASA"),
        ];
        assert_eq!(
            browser
                .post(&format!("{path}/edit"), &fields)
                .await
                .location,
            path
        );
        let (page, statements) = backend::db::query::count::during(browser.get(&path)).await;
        assert!(page.text.contains("Polar Radar ASA") && statements <= 5);
        assert!(
            browser
                .get("/providers?q=polar")
                .await
                .text
                .contains("PRV-2026-0001")
        );
    })
    .await;
}

#[tokio::test]
async fn people_who_do_not_keep_organisations_are_not_shown_the_form() {
    on_each_database(async |world| {
        let auditor = world.person("Aud", Role::Auditor).await;
        let app = App::over(world);
        let browser = app.browser_of(world, &auditor).await;
        assert_eq!(
            browser.get("/providers/new").await.status,
            StatusCode::FORBIDDEN
        );
        assert!(
            !browser
                .get("/providers")
                .await
                .text
                .contains("Add an organisation")
        );
    })
    .await;
}
