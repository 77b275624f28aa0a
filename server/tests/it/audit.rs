//! The log over HTTP.

use crate::support::App;
use axum::http::StatusCode;
use backend::audit::{self, Happening};
use backend::db::query::count;
use backend::testing::{World, on_each_database};
use domain::actor::Role;
use domain::policy::Subject;
use domain::policy::actions::ManageContract;
use serde_json::json;

/// A change of a contract, with a reason that a spreadsheet would run.
async fn change(world: &World) {
    let officer = world.person("Ann Ost", Role::Officer).await;
    let provider = world.provider_organisation("Aurora").await;
    let contract = world
        .running_contract("CTR-2026-0001", None, provider)
        .await;
    let happening =
        Happening::to("contract", contract, "CTR-2026-0001", "Moved the end").because("=1+1");
    let happening = happening
        .before(&json!({"ends_on": "2027-01-01"}))
        .unwrap()
        .after(&json!({"ends_on": "2027-02-01"}))
        .unwrap();
    world
        .happened::<ManageContract>(&officer, Subject::ANY, happening)
        .await;
}

#[tokio::test]
async fn an_auditor_finds_an_event_and_all_that_is_known_of_it() {
    on_each_database(async |world| {
        change(world).await;
        audit::seal(&world.ctx).await.unwrap();
        let app = App::over(world);
        let browser = app
            .browser_of(world, &world.person("Eve", Role::Auditor).await)
            .await;
        let (desk, statements) = count::during(browser.get("/audit?q=moved&kind=contract")).await;
        assert!(desk.text.contains("Moved the end") && desk.text.contains("Ann Ost"));
        assert!(statements <= 5, "{statements} statements");
        let address = desk
            .text
            .split("href=\"")
            .find(|part| part.starts_with("/audit/events/"))
            .unwrap();
        let event = browser.get(address.split('"').next().unwrap()).await;
        for words in [
            "Ends on",
            "2027-01-01",
            "2027-02-01",
            "the same as stored",
            "0 in the tree",
            "=1+1",
        ] {
            assert!(event.text.contains(words), "{words}");
        }
        assert!(
            browser
                .get("/audit?q=nothing-of-this")
                .await
                .text
                .contains("No event fits")
        );
    })
    .await;
}

#[tokio::test]
async fn a_verification_from_the_page_is_shown_with_its_person() {
    on_each_database(async |world| {
        change(world).await;
        let app = App::over(world);
        let browser = app
            .browser_of(world, &world.person("Eve", Role::Auditor).await)
            .await;
        assert!(
            browser
                .get("/audit/verify")
                .await
                .text
                .contains("Nobody has verified the log yet")
        );
        let sent = browser.post("/audit/verify", &[("act", "verify")]).await;
        assert_eq!(
            (sent.status, sent.location.as_str()),
            (StatusCode::SEE_OTHER, "/audit/verify")
        );
        let result = browser.get("/audit/verify").await.text;
        assert!(result.contains("The log is intact") && result.contains("Eve"));
    })
    .await;
}

#[tokio::test]
async fn an_altered_event_is_named_and_linked() {
    on_each_database(async |world| {
        change(world).await;
        let trigger = match world.ctx.db().dialect() {
            backend::db::Dialect::Sqlite => "DROP TRIGGER event_no_update",
            backend::db::Dialect::Postgres => "DROP TRIGGER event_no_change ON event",
        };
        for statement in [trigger, "UPDATE event SET summary = 'Nothing'"] {
            world.ctx.db().query(statement).run().await.unwrap();
        }
        let app = App::over(world);
        let browser = app
            .browser_of(world, &world.person("Eve", Role::Auditor).await)
            .await;
        browser.post("/audit/verify", &[("act", "verify")]).await;
        let result = browser.get("/audit/verify").await.text;
        assert!(
            result.contains("The log is not intact") && result.contains("its content was altered")
        );
        let address = result
            .split("href=\"")
            .find(|part| part.starts_with("/audit/events/"))
            .unwrap();
        let event = browser.get(address.split('"').next().unwrap()).await;
        assert!(event.text.contains("This event was altered"));
    })
    .await;
}

#[tokio::test]
async fn a_past_moment_leads_to_the_record_and_hides_later_entries() {
    on_each_database(async |world| {
        let before = world.ctx.now() - chrono::Duration::hours(1);
        change(world).await;
        let app = App::over(world);
        let browser = app
            .browser_of(world, &world.person("Eve", Role::Auditor).await)
            .await;
        let at = before.format("%Y-%m-%dT%H:%M").to_string();
        let sent = browser
            .get(&format!("/audit?reference=ctr-2026-0001&at={at}"))
            .await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER);
        assert!(
            sent.location
                .starts_with("/contracts/CTR-2026-0001?as_of=2026-")
        );
        let timeline = "/contracts/CTR-2026-0001/timeline";
        let (now, statements) = count::during(browser.get(timeline)).await;
        assert!(
            now.text.contains("Moved the end") && now.text.contains("The event") && statements <= 5
        );
        let then = browser.get(&format!("{timeline}?at={at}")).await.text;
        assert!(then.contains("As recorded on") && !then.contains("Moved the end"));
    })
    .await;
}

#[tokio::test]
async fn the_log_is_exported_with_its_filters_and_without_formulas() {
    on_each_database(async |world| {
        change(world).await;
        let app = App::over(world);
        let browser = app
            .browser_of(world, &world.person("Eve", Role::Auditor).await)
            .await;
        let file = browser.get("/audit.csv?q=moved").await;
        assert!(
            file.headers["content-type"]
                .to_str()
                .unwrap()
                .starts_with("text/csv")
        );
        assert_eq!(file.text.lines().count(), 2);
        assert!(
            file.text
                .contains(",Ann Ost,contract.manage,contract,CTR-2026-0001,Moved the end,'=1+1,")
        );
        assert_eq!(
            browser.get("/audit.csv?q=other").await.text.lines().count(),
            1
        );
    })
    .await;
}

#[tokio::test]
async fn a_sample_is_shown_with_the_address_that_draws_it_again() {
    on_each_database(async |world| {
        change(world).await;
        audit::seal(&world.ctx).await.unwrap();
        let app = App::over(world);
        let browser = app
            .browser_of(world, &world.person("Eve", Role::Auditor).await)
            .await;
        let (page, statements) = count::during(browser.get("/audit?sample=20&seed=7")).await;
        assert!(
            page.text.contains("/audit?sample=20&amp;seed=7&amp;of=1")
                && page.text.contains("Moved the end")
        );
        assert!(statements <= 5, "{statements} statements");
    })
    .await;
}
