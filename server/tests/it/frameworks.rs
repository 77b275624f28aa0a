//! Frameworks of several holders over HTTP.

use crate::support::App;
use axum::http::StatusCode;
use backend::db::query::count;
use backend::testing::on_each_database;
use domain::frameworks::AllocationRule;

const TERMS: &[(&str, &str)] = &[
    ("act", "make"),
    ("title", "Imagery on call"),
    ("rule", "rotation"),
    ("ceiling", "2000000"),
    ("ordering_starts_on_day", "1"),
    ("ordering_starts_on_month", "6"),
    ("ordering_starts_on_year", "2026"),
    ("ordering_ends_on_day", "31"),
    ("ordering_ends_on_month", "5"),
    ("ordering_ends_on_year", "2028"),
    ("competed_on_day", "1"),
    ("competed_on_month", "5"),
    ("competed_on_year", "2026"),
    ("answer_days", "5"),
];

const CALL_OFF: &[(&str, &str)] = &[
    ("act", "call_off"),
    ("version", "1"),
    ("title", "Images for an exercise"),
    ("purchaser", "Joint headquarters"),
    ("starts_on_day", "10"),
    ("starts_on_month", "6"),
    ("starts_on_year", "2026"),
    ("ends_on_day", "1"),
    ("ends_on_month", "9"),
    ("ends_on_year", "2026"),
];

#[tokio::test]
async fn an_officer_makes_a_framework_and_calls_off_under_it() {
    on_each_database(async |world| {
        let (officer, holders) = world.holders(2).await;
        let app = App::over(world);
        let browser = app.browser_of(world, &officer).await;
        let (one, two) = (&holders[0].reference, &holders[1].reference);
        let form = browser.get("/frameworks/new").await;
        assert!(form.text.contains(one.as_str()) && form.text.contains(two.as_str()));
        let places = [format!("place_{one}"), format!("place_{two}")];
        let mut fields = TERMS.to_vec();
        fields.push((places[0].as_str(), "1"));
        fields.push((places[1].as_str(), "1"));
        let twice = browser.post("/frameworks/new", &fields).await;
        assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(twice.text.contains("another contract has this place"));
        assert!(
            twice.text.contains("Imagery on call"),
            "what was typed is kept"
        );
        fields.pop();
        fields.push((places[1].as_str(), "2"));
        let made = browser.post("/frameworks/new", &fields).await;
        assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.text);
        let (page, sent) = count::during(browser.get(&made.location)).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(sent <= 5, "{sent} statements");
        assert!(page.text.contains("Aurora Observation has waited longest"));
        let path = format!("{}/requests/new", made.location);
        let mut order = CALL_OFF.to_vec();
        order.push(("amount", "1500001"));
        let over = browser.post(&path, &order).await;
        assert_eq!(over.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(over.text.contains("Images for an exercise"));
        order.pop();
        order.push(("amount", "20000"));
        let done = browser.post(&path, &order).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
        let stale = browser.post(&path, &order).await;
        assert_eq!(stale.status, StatusCode::CONFLICT);
        assert!(stale.text.contains("Recorded now"));
        let (page, sent) = count::during(browser.get(&done.location)).await;
        assert!(page.text.contains("O-01") && sent <= 5, "{sent} statements");
        let contract = browser.get(&format!("/contracts/{one}")).await;
        assert!(contract.text.contains("holder 1"));
    })
    .await;
}

#[tokio::test]
async fn a_holder_finds_its_own_part_on_the_page_and_in_the_file() {
    on_each_database(async |world| {
        let held = world.framework(AllocationRule::Cascade, 2).await;
        let app = App::over(world);
        let browser = app.browser_of(world, &held.holders[0].contractor).await;
        let page = browser
            .get(&format!("/frameworks/{}", held.reference))
            .await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.text.contains("Aurora Observation") && !page.text.contains("Boreal"));
        let file = browser.get("/frameworks.csv").await;
        let line = file.text.lines().nth(1).unwrap_or_default().to_owned();
        assert!(line.contains(&held.reference), "{}", file.text);
        assert!(
            line.contains(",,200000000,,EUR"),
            "neither holders nor orders: {line}"
        );
    })
    .await;
}
