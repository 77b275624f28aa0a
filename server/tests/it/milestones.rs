//! Milestones over HTTP: the list, and every step on a milestone's page.

use crate::support::{App, Browser};
use axum::http::StatusCode;
use backend::db::query::count;
use backend::testing::fixtures_contracts::{Running, day};
use backend::testing::{World, on_each_database};

fn page(running: &Running) -> String {
    format!("/contracts/{}/milestones/1", running.reference)
}

/// Reports as the contractor that the first milestone comes twenty days late.
async fn forecast(browser: &Browser<'_>, path: &str, version: &str) -> crate::support::Answer {
    let fields = [
        ("act", "forecast"),
        ("version", version),
        ("day_day", "20"),
        ("day_month", "8"),
        ("day_year", "2026"),
        ("cause", "launch"),
        ("attributable_to", "neither"),
        ("reason", "Launch moved to August"),
    ];
    browser.post(path, &fields).await
}

async fn submit(browser: &Browser<'_>, path: &str, version: &str) {
    let fields = [
        ("act", "submit"),
        ("version", version),
        ("statement", "First data delivered"),
    ];
    let answer = browser.post(path, &fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
}

#[tokio::test]
async fn a_reported_forecast_shows_the_slip_on_page_and_list() {
    on_each_database(async |world| {
        let running = world.contract_in_performance().await;
        let app = App::over(world);
        let browser = app.browser_of(world, &running.contractor).await;
        let answer = forecast(&browser, &page(&running), "3").await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER);
        let shown = browser.get(&page(&running)).await.text;
        assert!(shown.contains("20 days late") && shown.contains("Launch moved to August"));
        let late = browser.get("/milestones?only=slipped").await.text;
        assert!(late.contains("First data") && !late.contains("Initial operational capability"));
    })
    .await;
}

#[tokio::test]
async fn of_two_reports_from_one_page_the_second_is_shown_what_is_recorded() {
    on_each_database(async |world| {
        let running = world.contract_in_performance().await;
        let app = App::over(world);
        let browser = app.browser_of(world, &running.contractor).await;
        forecast(&browser, &page(&running), "3").await;
        let lost = forecast(&browser, &page(&running), "3").await;
        assert_eq!(lost.status, StatusCode::CONFLICT);
        assert!(lost.text.contains("Recorded now") && lost.text.contains("0 of 2 accepted"));
        assert!(lost.text.contains("Launch moved to August</textarea>"));
        let again = forecast(&browser, &page(&running), "4").await;
        assert_eq!(again.status, StatusCode::SEE_OTHER);
    })
    .await;
}

#[tokio::test]
async fn an_accepted_milestone_is_paid_by_form() {
    on_each_database(async |world| {
        let running = world.contract_in_performance().await;
        world.on(day(61));
        let app = App::over(world);
        let path = page(&running);
        submit(
            &app.browser_of(world, &running.contractor).await,
            &path,
            "3",
        )
        .await;
        let officer = app.browser_of(world, &running.officer).await;
        let accept = [
            ("act", "accept"),
            ("version", "4"),
            ("delivered_on_day", "1"),
            ("delivered_on_month", "August"),
            ("delivered_on_year", "2026"),
            ("statement", "Report in order"),
        ];
        assert_eq!(
            officer.post(&path, &accept).await.status,
            StatusCode::SEE_OTHER
        );
        let pay = [
            ("act", "pay"),
            ("version", "5"),
            ("amount", "400000"),
            ("paid_on_day", "1"),
            ("paid_on_month", "8"),
            ("paid_on_year", "2026"),
            ("note", "Invoice 7"),
        ];
        assert_eq!(
            officer.post(&path, &pay).await.status,
            StatusCode::SEE_OTHER
        );
        let shown = officer.get(&path).await.text;
        assert!(shown.contains("Invoice 7") && shown.contains("Report in order"));
    })
    .await;
}

#[tokio::test]
async fn a_rejection_without_defects_is_refused_and_the_contractor_sees_no_decision() {
    on_each_database(async |world| {
        let running = world.contract_in_performance().await;
        let app = App::over(world);
        let path = page(&running);
        let contractor = app.browser_of(world, &running.contractor).await;
        submit(&contractor, &path, "3").await;
        assert!(
            !contractor
                .get(&path)
                .await
                .text
                .contains("Reject the milestone")
        );
        let officer = app.browser_of(world, &running.officer).await;
        let empty = [("act", "reject"), ("version", "4"), ("statement", " ")];
        let refused = officer.post(&path, &empty).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        let not_theirs = contractor
            .post(
                &path,
                &[("act", "reject"), ("version", "4"), ("statement", "No")],
            )
            .await;
        assert_eq!(not_theirs.status, StatusCode::FORBIDDEN);
    })
    .await;
}

#[tokio::test]
async fn each_side_finds_its_own_part_of_an_acceptance_in_stages() {
    on_each_database(async |world| {
        let running = world.contract_in_performance().await;
        world.on(day(61));
        let app = App::over(world);
        let path = page(&running);
        let contractor = app.browser_of(world, &running.contractor).await;
        submit(&contractor, &path, "3").await;
        let officer = app.browser_of(world, &running.officer).await;
        let delegate = world.delegate("Dag", "NO").await;
        let delegate = app.browser_of(world, &delegate).await;
        assert!(!delegate.get(&path).await.text.contains("Give the opinion"));
        let start = [
            ("act", "stage_start"),
            ("version", "4"),
            ("test_days", "none"),
            ("statement", "At the centre, by its operators"),
        ];
        let refused = officer.post(&path, &start).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.text.contains("by its operators</textarea>"));
        let start = [start[0], start[1], ("test_days", "30"), start[3]];
        assert_eq!(
            officer.post(&path, &start).await.status,
            StatusCode::SEE_OTHER
        );
        let shown = officer.get(&path).await.text;
        assert!(shown.contains("In test") && shown.contains("30 days left"));
        assert!(shown.contains("Accept provisionally") && !shown.contains("Accept milestone"));
        let opinion = [
            ("act", "opinion"),
            ("version", "5"),
            ("opinion", "not_satisfied"),
            ("text", "Too slow at night"),
        ];
        assert_eq!(
            delegate.post(&path, &opinion).await.status,
            StatusCode::SEE_OTHER
        );
        let shown = contractor.get(&path).await.text;
        assert!(shown.contains("Too slow at night") && !shown.contains("Note a defect"));
    })
    .await;
}

async fn statements(world: &World, path: &str, running: &Running) -> u32 {
    let app = App::over(world);
    let browser = app.browser_of(world, &running.officer).await;
    let (answer, statements) = count::during(browser.get(path)).await;
    assert_eq!(answer.status, StatusCode::OK, "{path}");
    statements
}

#[tokio::test]
async fn pages_stay_within_their_budget_of_statements() {
    on_each_database(async |world| {
        let running = world.contract_in_performance().await;
        for path in [
            "/milestones",
            "/milestones?only=slipped&sort=-slip",
            &page(&running),
        ] {
            let sent = statements(world, path, &running).await;
            assert!((1..=5).contains(&sent), "{path}: {sent} statements");
        }
    })
    .await;
}
