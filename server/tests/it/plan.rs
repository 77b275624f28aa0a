//! The plan's pages.

use crate::support::App;
use axum::http::StatusCode;
use backend::plan::{WaitInput, wait_for};
use backend::testing::fixtures_contracts::Running;
use backend::testing::{World, on_each_database};

async fn linked(world: &World) -> Running {
    let running = world.contract_in_performance().await;
    let name = |number: i64| format!("{}/{number}", running.reference);
    let input = WaitInput {
        first: name(1),
        then: name(2),
        days: "100".to_owned(),
        reason: "The service needs its first data.".to_owned(),
    };
    let call = world.call(&running.officer);
    wait_for(&world.ctx, &call, &input).await.unwrap();
    running
}

#[tokio::test]
async fn the_plan_shows_room_in_words_as_a_picture_and_as_a_file() {
    on_each_database(async |world| {
        let running = linked(world).await;
        let app = App::over(world);
        let browser = app.browser_of(world, &running.officer).await;
        let get = browser.get("/milestones/plan");
        let (page, statements) = backend::db::query::count::during(get).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(statements <= 5, "{statements}");
        for words in [
            "20 days",
            "nothing waits",
            "Decides the last day",
            "<svg",
            "End this wait",
        ] {
            assert!(page.text.contains(words), "{words}");
        }
        let file = browser.get("/milestones/plan.csv").await;
        let line = format!("{}/1 + 100 days", running.reference);
        assert!(file.text.contains(&line), "{}", file.text);
    })
    .await;
}

#[tokio::test]
async fn a_moved_date_is_asked_for_proposed_and_accepted() {
    on_each_database(async |world| {
        let running = linked(world).await;
        let app = App::over(world);
        let browser = app.browser_of(world, &running.officer).await;
        let milestone = format!("/contracts/{}/milestones/1", running.reference);
        let ask = format!(
            "/milestones/what-if?contract={}&number=1",
            running.reference
        );
        let page = browser.get(&milestone).await;
        assert!(page.text.contains(&ask.replace('&', "&amp;")));
        let answered = format!("{ask}&to=2026-08-30");
        let (page, statements) = backend::db::query::count::during(browser.get(&answered)).await;
        assert!(statements <= 5, "{statements}");
        assert!(
            page.text.contains("One other milestone moves"),
            "{}",
            page.text
        );
        let reason = [
            ("act", "propose"),
            ("reason", "The launch slipped."),
            ("cause", "launch"),
            ("attributable_to", "neither"),
        ];
        let sent = browser.post(&answered, &reason).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER);
        let proposal = sent.location;
        let chosen = [
            ("act", "decide"),
            ("decision", "approve"),
            ("place", "1"),
            ("place", "2"),
        ];
        let none = browser.post(&proposal, &chosen[..2]).await;
        assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
        browser.post(&proposal, &chosen).await;
        let page = browser.get(&milestone).await;
        assert!(page.text.contains("30 Aug 2026") && page.text.contains("The launch slipped."));
        let page = browser.get(&proposal).await;
        assert_eq!(page.text.matches("Accepted").count(), 2);
    })
    .await;
}

#[tokio::test]
async fn a_wait_that_cannot_be_read_keeps_what_was_typed() {
    on_each_database(async |world| {
        let running = linked(world).await;
        let app = App::over(world);
        let browser = app.browser_of(world, &running.officer).await;
        let typed = [
            ("act", "wait"),
            ("first", "first data"),
            ("then", "C-1"),
            ("days", "soon"),
        ];
        let page = browser.post("/milestones/plan", &typed).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        for words in [
            "Enter whole calendar days",
            "value=\"soon\"",
            "value=\"first data\"",
        ] {
            assert!(page.text.contains(words), "{words}");
        }
    })
    .await;
}
