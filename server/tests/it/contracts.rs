//! Contracts over HTTP.

use crate::support::App;
use axum::http::StatusCode;
use backend::testing::on_each_database;

#[tokio::test]
async fn a_contract_shows_its_figures_and_is_hidden_from_other_providers() {
    on_each_database(async |world| {
        let running = world.contract_in_performance().await;
        let app = App::over(world);
        let path = format!("/contracts/{}", running.reference);
        let shown = app
            .browser_of(world, &running.officer)
            .await
            .get(&path)
            .await;
        assert!(shown.status == StatusCode::OK && shown.text.contains("Obligated"));
        let other = world.provider_organisation("Boreal").await;
        let stranger = world.provider("Sam", other).await;
        let hidden = app.browser_of(world, &stranger).await.get(&path).await;
        assert_eq!(hidden.status, StatusCode::NOT_FOUND);
    })
    .await;
}

#[tokio::test]
async fn a_refused_report_keeps_what_was_typed() {
    on_each_database(async |world| {
        let running = world.contract_in_performance().await;
        let app = App::over(world);
        let path = format!("/contracts/{}/milestones/1", running.reference);
        let browser = app.browser_of(world, &running.contractor).await;
        let fields = [
            ("act", "forecast"),
            ("version", "3"),
            ("reason", "Launch slipped"),
            ("day_day", "31"),
            ("day_month", "2"),
            ("day_year", "2026"),
        ];
        let answer = browser.post(&path, &fields).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.text.contains("Launch slipped"));
    })
    .await;
}
