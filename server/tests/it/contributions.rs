//! Contributions over HTTP.

use crate::support::{Answer, App, Browser};
use axum::http::StatusCode;
use backend::testing::fixtures_ref::cash_pledge;
use backend::testing::on_each_database;
use domain::actor::Role;

const PLEDGE: [(&str, &str); 9] = [
    ("act", "pledge"),
    ("programme", "APSS"),
    ("kind", "cash"),
    ("description", "Money for radar imagery"),
    ("amount", "1 000 000"),
    ("amount_currency", "NOK"),
    ("pledged_on_day", "2"),
    ("pledged_on_month", "3"),
    ("pledged_on_year", "2026"),
];

async fn pay(browser: &Browser<'_>, path: &str, version: &str, amount: &str) -> Answer {
    let fields = [
        ("act", "pay"),
        ("version", version),
        ("amount", amount),
        ("paid_on_day", "3"),
        ("paid_on_month", "3"),
        ("paid_on_year", "2026"),
        ("note", "Transfer 17"),
    ];
    browser.post(path, &fields).await
}

#[tokio::test]
async fn a_delegate_records_a_pledge_and_its_agreement() {
    on_each_database(async |world| {
        world.reference().await;
        let app = App::over(world);
        let browser = app
            .browser_of(world, &world.delegate("Nils", "NO").await)
            .await;
        let form = browser.get("/contributions/new?programme=APSS").await.text;
        assert!(form.contains("Of Norway.") && form.contains("<option value=\"NOK\" selected"));
        let sent = browser.post("/contributions/new", &PLEDGE).await;
        assert_eq!(sent.location, "/contributions/PLG-2026-0001");
        let sheet = browser.get(&sent.location).await.text;
        assert!(sheet.contains("Intended") && sheet.contains("Record agreement"));
        let agreed = [
            ("act", "commit"),
            ("version", "1"),
            ("reason", "Memorandum of 9 July 2024"),
        ];
        assert_eq!(
            browser.post(&sent.location, &agreed).await.status,
            StatusCode::SEE_OTHER
        );
        let sheet = browser.get(&sent.location).await.text;
        assert!(sheet.contains("Committed") && sheet.contains("Memorandum of 9 July 2024"));
    })
    .await;
}

#[tokio::test]
async fn a_refused_pledge_keeps_what_was_typed() {
    on_each_database(async |world| {
        world.reference().await;
        let app = App::over(world);
        let browser = app
            .browser_of(world, &world.delegate("Nils", "NO").await)
            .await;
        let mut wrong = PLEDGE;
        wrong[4] = ("amount", "a lot");
        let refused = browser.post("/contributions/new", &wrong).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            refused.text.contains("value=\"a lot\"")
                && refused.text.contains("Money for radar imagery")
        );
        assert!(refused.text.contains("is not an amount"));
    })
    .await;
}

#[tokio::test]
async fn a_payment_above_the_pledge_is_refused_and_one_below_moves_it_on() {
    on_each_database(async |world| {
        world.reference().await;
        let nils = world.delegate("Nils", "NO").await;
        let path = format!(
            "/contributions/{}",
            world.pledge(&nils, cash_pledge()).await
        );
        let app = App::over(world);
        let browser = app.browser_of(world, &nils).await;
        let above = pay(&browser, &path, "1", "1000.01").await;
        assert_eq!(above.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(above.text.contains("is not paid yet") && above.text.contains("value=\"1000.01\""));
        assert_eq!(pay(&browser, &path, "1", "400").await.location, path);
        let sheet = browser.get(&path).await.text;
        assert!(
            sheet.contains("Transfer 17")
                && sheet.contains("Called")
                && sheet.contains("EUR\u{a0}600")
        );
        let lost = pay(&browser, &path, "1", "1").await;
        assert!(lost.status == StatusCode::CONFLICT && lost.text.contains("Somebody changed this"));
    })
    .await;
}

#[tokio::test]
async fn the_dashboard_shows_own_figures_beside_the_others_and_names_missing_rates() {
    on_each_database(async |world| {
        world.reference().await;
        let (nils, carl) = (
            world.delegate("Nils", "NO").await,
            world.delegate("Carl", "CA").await,
        );
        world.pledge(&nils, cash_pledge()).await;
        let mut canada = cash_pledge();
        (canada.nation, canada.currency) = ("CA".to_owned(), "CAD".to_owned());
        world.pledge(&carl, canada).await;
        let app = App::over(world);
        let own = app
            .browser_of(world, &nils)
            .await
            .get("/contributions?programme=APSS")
            .await
            .text;
        for shown in [
            "Norway in APSS",
            "Needs the nation",
            "EUR\u{a0}1\u{202f}000",
            "without CAD: no rate recorded",
            "CAD\u{a0}1\u{202f}000",
            "Pledges of this nation",
        ] {
            assert!(own.contains(shown), "{shown}");
        }
        let auditor = world.person("Aud", Role::Auditor).await;
        let all = app
            .browser_of(world, &auditor)
            .await
            .get("/contributions")
            .await
            .text;
        assert!(
            all.contains("All nations in all programmes")
                && all.contains("No rate recorded for CAD")
        );
        assert!(
            all.contains("PLG-2026-0001")
                && all.contains("PLG-2026-0002")
                && !all.contains("Record a pledge")
        );
    })
    .await;
}

#[tokio::test]
async fn pledges_are_sorted_by_the_address() {
    on_each_database(async |world| {
        world.reference().await;
        let nils = world.delegate("Nils", "NO").await;
        for _ in 0..2 {
            world.pledge(&nils, cash_pledge()).await;
        }
        let app = App::over(world);
        let browser = app
            .browser_of(world, &world.person("Aud", Role::Auditor).await)
            .await;
        let first_before_second = async |path| {
            let text = browser.get(path).await.text;
            text.find("/contributions/PLG-2026-0001").unwrap()
                < text.find("/contributions/PLG-2026-0002").unwrap()
        };
        assert!(first_before_second("/contributions?sort=reference").await);
        assert!(!first_before_second("/contributions?sort=-reference").await);
    })
    .await;
}

#[tokio::test]
async fn an_officer_allocates_to_a_contract_and_the_delegate_sees_its_milestone() {
    on_each_database(async |world| {
        world.reference().await;
        world.funded_contract("CTR-2026-0001", Some("APSS")).await;
        let nils = world.delegate("Nils", "NO").await;
        let path = format!(
            "/contributions/{}",
            world.pledge(&nils, cash_pledge()).await
        );
        let app = App::over(world);
        let officer = app
            .browser_of(world, &world.person("Ann", Role::Officer).await)
            .await;
        let fields = [
            ("act", "allocate"),
            ("version", "1"),
            ("contract", "CTR-2026-0001"),
            ("amount", "250"),
        ];
        assert_eq!(officer.post(&path, &fields).await.location, path);
        let board = app
            .browser_of(world, &nils)
            .await
            .get("/contributions")
            .await
            .text;
        assert!(
            board.contains("/contracts/CTR-2026-0001/milestones/1")
                && board.contains("12 days late")
        );
    })
    .await;
}

#[tokio::test]
async fn contributions_are_not_for_providers_and_pledges_not_for_officers() {
    on_each_database(async |world| {
        world.reference().await;
        let organisation = world.provider_organisation("Aurora").await;
        let provider = world.provider("Pia", organisation).await;
        let app = App::over(world);
        assert_eq!(
            app.browser_of(world, &provider)
                .await
                .get("/contributions")
                .await
                .status,
            StatusCode::FORBIDDEN
        );
        let officer = app
            .browser_of(world, &world.person("Ann", Role::Officer).await)
            .await;
        assert_eq!(
            officer.get("/contributions/new").await.status,
            StatusCode::FORBIDDEN
        );
        assert_eq!(
            officer.get("/contributions/PLG-2026-0009").await.status,
            StatusCode::NOT_FOUND
        );
    })
    .await;
}
