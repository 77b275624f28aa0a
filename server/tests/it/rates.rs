//! Exchange rates over HTTP.

use crate::support::App;
use axum::http::StatusCode;
use backend::testing::on_each_database;
use domain::actor::Role;

const RATE: [(&str, &str); 7] = [
    ("act", "record"),
    ("currency", "NOK"),
    ("on_day_day", "2"),
    ("on_day_month", "Mar"),
    ("on_day_year", "2026"),
    ("units_per_eur", "11,2935"),
    ("source", "Central bank of the test"),
];

#[tokio::test]
async fn an_officer_records_a_rate_and_finds_it_in_the_list() {
    on_each_database(async |world| {
        world.reference().await;
        let app = App::over(world);
        let browser = app
            .browser_of(world, &world.person("Ann", Role::Officer).await)
            .await;
        let sent = browser.post("/rates", &RATE).await;
        assert_eq!(
            (sent.status, sent.location.as_str()),
            (StatusCode::SEE_OTHER, "/rates?currency=NOK")
        );
        let page = browser.get(&sent.location).await.text;
        assert!(
            page.contains("11.2935")
                && page.contains("Central bank of the test")
                && page.contains("2 Mar 2026")
        );
    })
    .await;
}

#[tokio::test]
async fn a_refused_rate_keeps_what_was_typed_and_others_see_no_form() {
    on_each_database(async |world| {
        world.reference().await;
        let app = App::over(world);
        let officer = app
            .browser_of(world, &world.person("Ann", Role::Officer).await)
            .await;
        let mut wrong = RATE;
        wrong[5] = ("units_per_eur", "much");
        let refused = officer.post("/rates", &wrong).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            refused.text.contains("value=\"much\"")
                && refused.text.contains("value=\"Central bank of the test\"")
        );
        let auditor = app
            .browser_of(world, &world.person("Aud", Role::Auditor).await)
            .await;
        assert!(!auditor.get("/rates").await.text.contains("Record rate"));
        assert_eq!(
            auditor.post("/rates", &RATE).await.status,
            StatusCode::FORBIDDEN
        );
    })
    .await;
}
