//! Service levels over HTTP: agreed, reported by form, file and machine, agreed to, credited.

use crate::support::{Answer, App, Browser};
use axum::body::Body;
use axum::http::{Request, StatusCode};
use backend::contracts;
use backend::db::query::count;
use backend::testing::fixtures_contracts::{Running, contract_input, day};
use backend::testing::{World, on_each_database};
use chrono::NaiveDate;
use domain::actor::Role;
use domain::contracts::VehicleKind;

const LEVEL: &[(&str, &str)] = &[
    ("act", "agree"),
    ("version", "1"),
    ("metric", "Tasking success"),
    ("unit", "%"),
    ("direction", "at_least"),
    ("target", "95"),
    ("window", "month"),
    ("from_day", "1"),
    ("from_month", "6"),
    ("from_year", "2026"),
    ("source", "Order log"),
    ("line", "0001"),
    ("fee", "100000"),
    ("bands", "94.9: 5\n90: 20"),
    ("cap", "15"),
    ("report_days", "10"),
    ("analysis_days", "15"),
];

/// A performing contract with a level that was agreed by form while it was a draft.
async fn measured(world: &World, app: &App) -> Running {
    let award = world.cleared_award().await;
    let officer = world.person("Olga Officer", Role::Officer).await;
    let contractor = world.provider("Pat Provider", award.provider).await;
    let call = world.call(&officer);
    let input = contract_input(VehicleKind::FixedPrice);
    let made = contracts::make(&world.ctx, &call, &award.solicitation.reference, input);
    let reference = made.await.unwrap();
    let browser = app.browser_of(world, &officer).await;
    let path = format!("/contracts/{reference}/service/new");
    let offered = browser.get(&format!("{path}?metric=0")).await.text;
    assert!(offered.contains("value=\"Tasking success\""));
    let wrong: Vec<_> = LEVEL
        .iter()
        .map(|(name, value)| (*name, if *name == "bands" { "94.9" } else { *value }))
        .collect();
    let refused = browser.post(&path, &wrong).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text.contains("line 1:") && refused.text.contains("Order log"));
    let done = browser.post(&path, LEVEL).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
    world.on(day(0));
    let steps = [(2, "contractor_signed"), (3, "purchaser_signed")];
    for (version, _) in steps {
        let step = match version {
            2 => contracts::SignStep::Contractor,
            _ => contracts::SignStep::Purchaser,
        };
        let call = world.call(&officer);
        contracts::sign(&world.ctx, &call, &reference, version, step)
            .await
            .unwrap();
    }
    Running {
        reference,
        version: 4,
        officer,
        contractor,
        award,
    }
}

async fn step(browser: &Browser<'_>, path: &str, fields: &[(&str, &str)]) -> Answer {
    let answer = browser.post(path, fields).await;
    assert_eq!(
        answer.status,
        StatusCode::SEE_OTHER,
        "{path}: {}",
        answer.text
    );
    answer
}

/// Every page of the service is read with few statements.
async fn few_statements(sheet: &str, browsers: &[&Browser<'_>]) {
    let june = format!("{sheet}/service/1/2026-06-01");
    let pages = [
        format!("{sheet}?tab=service"),
        format!("{sheet}/service/1"),
        june,
        sheet.to_owned(),
    ];
    for path in pages {
        for browser in browsers {
            let (answer, sent) = count::during(browser.get(&path)).await;
            assert_eq!(answer.status, StatusCode::OK, "{path}");
            assert!((1..=5).contains(&sent), "{path}: {sent} statements");
        }
    }
    let report = format!("{sheet}/service/report");
    let (answer, sent) = count::during(browsers[0].get(&report)).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert!((1..=5).contains(&sent), "{report}: {sent} statements");
}

/// The past stays as it was, and the timeline's table says what its picture shows.
async fn told_again(officer: &Browser<'_>, sheet: &str) {
    let june = format!("{sheet}/service/1/2026-06-01");
    let past = officer.get(&format!("{june}?as_of=2026-08-01")).await.text;
    assert!(past.contains("not measured") && !past.contains("Service credit"));
    let overview = officer.get(sheet).await.text;
    assert!(
        overview.contains("SL-01 Tasking success 2026-06, missed: 90 %"),
        "the timeline's table twin"
    );
}

#[tokio::test]
async fn a_value_is_reported_agreed_and_credited_by_form() {
    on_each_database(async |world| {
        let app = App::over(world);
        let running = measured(world, &app).await;
        world.on(NaiveDate::from_ymd_opt(2026, 8, 2).unwrap());
        let contractor = app.browser_of(world, &running.contractor).await;
        let officer = app.browser_of(world, &running.officer).await;
        let second = world.person("Otto Officer", Role::Officer).await;
        let second = app.browser_of(world, &second).await;
        let sheet = format!("/contracts/{}", running.reference);
        let june = format!("{sheet}/service/1/2026-06-01");
        let before = contractor.get(&format!("{sheet}?tab=service")).await.text;
        assert!(before.contains("not measured"));
        let report = [("act", "report"), ("version", "4"), ("value", "many")];
        let refused = contractor.post(&june, &report).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            refused.text.contains("value=\"many\""),
            "what was typed is kept"
        );
        step(
            &contractor,
            &june,
            &[("act", "report"), ("version", "4"), ("value", "90")],
        )
        .await;
        let shown = officer.get(&june).await.text;
        assert!(shown.contains("A credit of 15 % of the fee follows"));
        step(&officer, &june, &[("act", "agree"), ("version", "5")]).await;
        let own = officer.get(&june).await.text;
        assert!(
            !own.contains("Decide on the credit"),
            "another officer decides"
        );
        assert!(
            second
                .get(&june)
                .await
                .text
                .contains("Decide on the credit")
        );
        let decide = [
            ("act", "credit"),
            ("version", "6"),
            ("decision", "confirm"),
            ("reason", "Right"),
        ];
        step(&second, &june, &decide).await;
        few_statements(&sheet, &[&contractor, &officer]).await;
        let file = officer.get(&format!("{sheet}/service.csv")).await.text;
        assert!(
            file.contains(
                "SL-01,Tasking success,%,at_least,95,2026-06,missed,90,,,1500000,confirmed,EUR"
            ),
            "{file}"
        );
        told_again(&officer, &sheet).await;
    })
    .await;
}

fn machine(path: &str, body: &'static str) -> Request<Body> {
    Request::post(path)
        .header("content-type", "application/json")
        .body(Body::from(body))
        .unwrap()
}

#[tokio::test]
async fn a_machine_is_answered_in_json_and_the_secret_is_shown_once() {
    on_each_database(async |world| {
        let app = App::over(world);
        let running = measured(world, &app).await;
        world.on(NaiveDate::from_ymd_opt(2026, 8, 2).unwrap());
        let contractor = app.browser_of(world, &running.contractor).await;
        let page = format!("/contracts/{}/service/report", running.reference);
        let made = contractor
            .post(&page, &[("act", "open_address"), ("version", "4")])
            .await;
        assert_eq!(made.status, StatusCode::OK, "{}", made.text);
        let start = made.text.find("/measurements/").unwrap();
        let address: String = made.text[start..]
            .chars()
            .take_while(|c| *c != '<')
            .collect();
        let again = contractor.get(&page).await.text;
        assert!(!again.contains(&address) && again.contains("An address is in use"));
        let nobody = app.nobody();
        let sent = async |body| nobody.send(machine(&address, body)).await;
        let first = r#"{"level":"SL-01","period":"2026-06","value":96.10}"#;
        let answer = sent(first).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
        assert!(
            answer.text.contains("\"result\":\"recorded\"")
                && answer.text.contains("\"value\":\"96.1\"")
        );
        assert!(sent(first).await.text.contains("\"result\":\"unchanged\""));
        let other = sent(r#"{"level":"SL-01","period":"2026-06","value":"90"}"#).await;
        assert_eq!(other.status, StatusCode::CONFLICT);
        for wrong in [
            r#"{"level":"SL-09","period":"2026-06","value":1}"#,
            "no json",
            r#"{"level":"SL-01"}"#,
        ] {
            let refused = sent(wrong).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
            assert!(refused.text.contains("\"field\":"), "{}", refused.text);
        }
        let guess = nobody.send(machine("/measurements/guess", first)).await;
        assert_eq!(guess.status, StatusCode::NOT_FOUND);
        assert_eq!(
            nobody.get(&address).await.status,
            StatusCode::METHOD_NOT_ALLOWED
        );
    })
    .await;
}
