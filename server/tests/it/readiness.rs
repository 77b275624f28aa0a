//! Readiness terms, surges and the overview over HTTP.

use crate::support::App;
use axum::http::StatusCode;
use backend::contracts;
use backend::db::query::count;
use backend::testing::fixtures_contracts::{Running, contract_input, day};
use backend::testing::{World, on_each_database};
use domain::actor::Role;
use domain::contracts::VehicleKind;

pub const TERM: &[(&str, &str)] = &[
    ("act", "agree"),
    ("line", "0001"),
    ("level", "crisis"),
    ("authority", "Operational commander"),
    ("notice_hours", "48"),
    ("quantity", "0.1"),
    ("per_days", "10"),
    ("rate_kind", "multiplier"),
    ("rate", "1.5"),
    ("max_days", "60"),
    ("priority", "assured"),
    ("denial", "told"),
];

fn with<'a>(fields: &[(&'a str, &'a str)], more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let kept = fields
        .iter()
        .filter(|(name, _)| more.iter().all(|(other, _)| other != name));
    kept.chain(more).copied().collect()
}

/// A draft contract with one term, then signed and performing.
async fn ready(world: &World) -> Running {
    let award = world.cleared_award().await;
    let officer = world.person("Olga Officer", Role::Officer).await;
    let contractor = world.provider("Pat Provider", award.provider).await;
    let call = world.call(&officer);
    let input = contract_input(VehicleKind::FixedPrice);
    let reference = contracts::make(&world.ctx, &call, &award.solicitation.reference, input)
        .await
        .unwrap();
    let app = App::over(world);
    let browser = app.browser_of(world, &officer).await;
    let path = format!("/contracts/{reference}/readiness/new");
    let wrong = browser
        .post(
            &path,
            &with(TERM, &[("version", "1"), ("quantity", "none")]),
        )
        .await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        wrong.text.contains("Operational commander"),
        "what was typed is kept"
    );
    let done = browser.post(&path, &with(TERM, &[("version", "1")])).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
    world.on(day(0));
    for (version, step) in [
        (2, contracts::SignStep::Contractor),
        (3, contracts::SignStep::Purchaser),
    ] {
        contracts::sign(&world.ctx, &world.call(&officer), &reference, version, step)
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

#[tokio::test]
async fn the_overview_says_what_thirty_days_bring_and_cost() {
    on_each_database(async |world| {
        let running = ready(world).await;
        let app = App::over(world);
        let browser = app.browser_of(world, &running.officer).await;
        let address = "/contracts/readiness?level=crisis&from=2026-06-03&days=30";
        let (page, statements) = count::during(browser.get(address)).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(statements <= 5, "{statements}");
        for words in [
            "EUR 45 000",
            "0.3",
            "every eligible purchaser",
            "Operational commander",
        ] {
            assert!(
                page.text
                    .replace(['\u{a0}', '\u{202f}', '\u{2009}'], " ")
                    .contains(words),
                "{words}"
            );
        }
        let file = browser
            .get("/contracts/readiness.csv?level=crisis&from=2026-06-03&days=30")
            .await;
        assert!(file.text.contains("4500000"), "{}", file.text);
    })
    .await;
}

#[tokio::test]
async fn a_surge_is_asked_for_decided_and_ended_on_the_contracts_page() {
    on_each_database(async |world| {
        let running = ready(world).await;
        let app = App::over(world);
        let browser = app.browser_of(world, &running.officer).await;
        let path = format!(
            "/contracts/{}/surges/new?level=crisis&from=2026-06-03&days=30",
            running.reference
        );
        let ask = browser.get(&path).await;
        let id = ask
            .text
            .split("name=\"terms\"")
            .nth(1)
            .and_then(|rest| rest.split("value=\"").nth(1));
        let id = id
            .and_then(|rest| rest.get(..36))
            .expect("the term's box")
            .to_owned();
        let fields = [
            ("act", "activate"),
            ("version", "4"),
            ("terms", id.as_str()),
            ("decision", "Order 7"),
            ("reason", "A crisis."),
        ];
        let done = browser.post(&path, &fields).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
        let tab = format!("/contracts/{}?tab=readiness", running.reference);
        assert!(browser.get(&tab).await.text.contains("modification P00001"));
        let contractor = app.browser_of(world, &running.contractor).await;
        assert!(
            contractor
                .get("/")
                .await
                .text
                .contains("Activated surge S-01")
        );
        let end = [
            ("act", "end-S-01"),
            ("version", "5"),
            ("reason", "Calm again."),
        ];
        let ended = browser
            .post(&format!("/contracts/{}", running.reference), &end)
            .await;
        assert_eq!(ended.status, StatusCode::SEE_OTHER, "{}", ended.text);
        assert!(browser.get(&tab).await.text.contains("never began"));
    })
    .await;
}
