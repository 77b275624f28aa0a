//! Contracts over HTTP.

use crate::support::App;
use axum::http::StatusCode;
use backend::Call;
use backend::db::query::count;
use backend::testing::fixtures_contracts::{Running, day};
use backend::testing::{World, on_each_database};
use chrono::Duration;
use domain::actor::Role;
use domain::contracts::VehicleKind;
use std::path::Path;

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

/// The parts of a day from 1 June 2026 on, as three fields.
fn typed(name: &str, after_start: i64) -> [(String, String); 3] {
    let day = day(after_start);
    [("day", "%-d"), ("month", "%-m"), ("year", "%Y")]
        .map(|(part, form)| (format!("{name}_{part}"), day.format(form).to_string()))
}

fn fields<'a>(
    plain: &[(&'a str, &'a str)],
    days: &'a [[(String, String); 3]],
) -> Vec<(&'a str, &'a str)> {
    let days = days.iter().flatten();
    let days = days.map(|(name, value)| (name.as_str(), value.as_str()));
    plain.iter().copied().chain(days).collect()
}

fn order<'a>(
    version: &'a str,
    amount: &'a str,
    days: &'a [[(String, String); 3]],
) -> Vec<(&'a str, &'a str)> {
    let plain = [
        ("act", "order"),
        ("version", version),
        ("title", "Forty images of Jan Mayen"),
        ("amount", amount),
    ];
    fields(&plain, days)
}

fn modification<'a>(
    version: &'a str,
    value: &'a str,
    days: &'a [[(String, String); 3]],
) -> Vec<(&'a str, &'a str)> {
    let plain = [
        ("act", "modify"),
        ("version", version),
        ("kind", "supplemental"),
        ("title", "A third ground station"),
        ("reason", "Coverage of the north"),
        ("value_delta", value),
        ("in_scope", "on"),
    ];
    fields(&plain, days)
}

#[tokio::test]
async fn an_order_is_issued_by_form_and_a_refused_one_keeps_what_was_typed() {
    on_each_database(async |world| {
        let running = world.running(VehicleKind::Idiq).await;
        let app = App::over(world);
        let browser = app.browser_of(world, &running.officer).await;
        let path = format!("/contracts/{}/orders/new", running.reference);
        assert!(browser.get(&path).await.text.contains("Left to order"));
        let days = [typed("starts_on", 10), typed("ends_on", 90)];
        let refused = browser.post(&path, &order("3", "9999.99", &days)).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        for kept in ["Forty images of Jan Mayen", "9999.99", "minimum order"] {
            assert!(refused.text.contains(kept), "{kept}");
        }
        let issued = browser.post(&path, &order("3", "500000", &days)).await;
        assert_eq!(
            issued.location,
            format!("/contracts/{}?tab=orders", running.reference)
        );
        let shown = browser.get(&issued.location).await.text;
        assert!(shown.contains("O-01") && shown.contains("Forty images of Jan Mayen"));
    })
    .await;
}

#[tokio::test]
async fn a_modification_is_made_by_form_and_moves_the_current_baseline_only() {
    on_each_database(async |world| {
        let running = world.contract_in_performance().await;
        let app = App::over(world);
        let browser = app.browser_of(world, &running.officer).await;
        let path = format!("/contracts/{}/modifications/new", running.reference);
        let days = [typed("baseline_1", 90)];
        let made = browser.post(&path, &modification("3", "1000", &days)).await;
        assert_eq!(
            made.location,
            format!("/contracts/{}?tab=changes", running.reference)
        );
        let shown = browser.get(&made.location).await.text;
        assert!(shown.contains("P00001") && shown.contains("A third ground station"));
        let page = format!("/contracts/{}/milestones/1", running.reference);
        let dates = browser.get(&page).await.text;
        assert!(dates.contains("31 Jul 2026") && dates.contains("30 Aug 2026"));
    })
    .await;
}

#[tokio::test]
async fn a_modification_over_half_of_the_contract_keeps_what_was_typed() {
    on_each_database(async |world| {
        let running = world.contract_in_performance().await;
        let app = App::over(world);
        let browser = app.browser_of(world, &running.officer).await;
        let path = format!("/contracts/{}/modifications/new", running.reference);
        let over = browser.post(&path, &modification("3", "500001", &[])).await;
        assert_eq!(over.status, StatusCode::CONFLICT);
        assert!(over.text.contains("NSPA 10.9") && over.text.contains("Coverage of the north"));
        let wrong = browser.post(&path, &modification("3", "much", &[])).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.text.contains("A third ground station") && wrong.text.contains("\"much\""));
    })
    .await;
}

#[tokio::test]
async fn a_lost_race_answers_with_what_is_recorded_and_can_be_sent_again() {
    on_each_database(async |world| {
        let running = world.contract_in_performance().await;
        let app = App::over(world);
        let browser = app.browser_of(world, &running.officer).await;
        let path = format!("/contracts/{}/modifications/new", running.reference);
        browser.post(&path, &modification("3", "1000", &[])).await;
        let lost = browser.post(&path, &modification("3", "2000", &[])).await;
        assert_eq!(lost.status, StatusCode::CONFLICT);
        for words in [
            "Somebody changed this",
            "Recorded now",
            "\"2000\"",
            "Coverage of the north",
        ] {
            assert!(lost.text.contains(words), "{words}");
        }
        assert!(lost.text.contains("name=\"version\" value=\"4\""));
        let again = browser.post(&path, &modification("4", "2000", &[])).await;
        assert_eq!(again.status, StatusCode::SEE_OTHER);
    })
    .await;
}

#[tokio::test]
async fn a_past_moment_shows_the_contract_as_it_was_and_offers_no_step() {
    on_each_database(async |world| {
        let running = world.contract_in_performance().await;
        let then = world.ctx.now() + Duration::days(1);
        world.on(day(5));
        let app = App::over(world);
        let browser = app.browser_of(world, &running.officer).await;
        let sheet = format!("/contracts/{}", running.reference);
        let form = modification("3", "1000", &[]);
        browser
            .post(&format!("{sheet}/modifications/new"), &form)
            .await;
        let past = format!("{sheet}?tab=changes&at={}", then.format("%Y-%m-%dT%H:%M"));
        let shown = browser.get(&past).await.text;
        assert!(!shown.contains("A third ground station"));
        assert!(shown.contains("1 later change is not shown."));
        let overview = browser.get(&past.replace("tab=changes&", "")).await.text;
        assert!(
            overview.contains("What changed since")
                && !overview.contains("method=\"post\" action=\"\"")
        );
        let now = browser.get(&format!("{sheet}?tab=changes")).await.text;
        assert!(now.contains("A third ground station"));
        let unread = browser.get(&format!("{sheet}?at=yesterday")).await;
        assert!(
            unread.status == StatusCode::CONFLICT
                && unread.text.contains("Write the moment in UTC")
        );
    })
    .await;
}

/// Imports the fictional release package; answers with the reference of its contract.
async fn imported(world: &World) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../backend/tests/data/ocds/fictional_all_releases.json");
    backend::ocds::import(&world.ctx, &Call::system("test"), &path, &|_| ())
        .await
        .unwrap();
    let sql = "SELECT reference FROM contract";
    world.ctx.db().query(sql).scalar().await.unwrap()
}

#[tokio::test]
async fn an_imported_contract_is_read_and_not_changed() {
    on_each_database(async |world| {
        let reference = imported(world).await;
        let officer = world.person("Olga", Role::Officer).await;
        let app = App::over(world);
        let browser = app.browser_of(world, &officer).await;
        let path = format!("/contracts/{reference}");
        let shown = browser.get(&path).await;
        assert_eq!(shown.status, StatusCode::OK);
        assert!(shown.text.contains("imported") && !shown.text.contains("/modifications/new"));
        let sent = browser
            .post(
                &format!("{path}/modifications/new"),
                &modification("1", "1000", &[]),
            )
            .await;
        assert_eq!(sent.status, StatusCode::CONFLICT);
        assert!(sent.text.contains("cannot be changed here"));
    })
    .await;
}

async fn sent(world: &World, running: &Running, path: &str) -> u32 {
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
        let sheet = format!("/contracts/{}", running.reference);
        for path in [
            "",
            "?tab=history",
            "?as_of=2026-06-01T23:00",
            "/milestones/1?as_of=2026-06-01",
            "/modifications/new",
            "/orders/new",
            "/options/1",
        ] {
            let statements = sent(world, &running, &format!("{sheet}{path}")).await;
            assert!(
                (1..=5).contains(&statements),
                "{path}: {statements} statements"
            );
        }
        for path in ["/contracts", "/contracts?only=slipped&sort=-ceiling"] {
            let statements = sent(world, &running, path).await;
            assert!(
                (1..=5).contains(&statements),
                "{path}: {statements} statements"
            );
        }
    })
    .await;
}

#[tokio::test]
async fn a_milestone_and_an_option_are_shown_as_they_were() {
    on_each_database(async |world| {
        let running = world.contract_in_performance().await;
        let then = world.ctx.now().format("%Y-%m-%dT%H:%M:%SZ").to_string();
        world.on(day(5));
        let app = App::over(world);
        let browser = app.browser_of(world, &running.contractor).await;
        let sheet = format!("/contracts/{}", running.reference);
        let late = typed("day", 90);
        let plain = [
            ("act", "forecast"),
            ("version", "3"),
            ("reason", "Launch slipped"),
            ("cause", "launch"),
            ("attributable_to", "provider"),
        ];
        let milestone = format!("{sheet}/milestones/1");
        let told = browser.post(&milestone, &fields(&plain, &[late])).await;
        assert_eq!(told.status, StatusCode::SEE_OTHER, "{}", told.text);
        let past = browser.get(&format!("{milestone}?as_of={then}")).await.text;
        assert!(past.contains("1 later change is not shown."));
        assert!(!past.contains("Launch slipped") && !past.contains("Report a forecast"));
        let now = browser.get(&milestone).await.text;
        assert!(now.contains("Launch slipped") && now.contains("Report a forecast"));
        let officer = app.browser_of(world, &running.officer).await;
        let option = format!("{sheet}/options/1?as_of={then}");
        let option = officer.get(&option).await.text;
        assert!(
            option.contains("later change is not shown") && !option.contains("value=\"notify\"")
        );
        let kept = officer
            .get(&format!("{sheet}?tab=milestones&as_of=2026-06-01"))
            .await
            .text;
        assert!(
            kept.contains("/milestones/1?as_of=2026-06-01"),
            "links keep the moment"
        );
    })
    .await;
}
