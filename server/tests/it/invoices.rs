//! Invoices over HTTP.

use crate::support::{App, Browser};
use axum::http::StatusCode;
use backend::db::query::count;
use backend::testing::fixtures_contracts::day;
use backend::testing::on_each_database;

/// The first milestone accepted as delivered on the sixtieth day; the contract then has version 5.
async fn accepted(contractor: &Browser<'_>, officer: &Browser<'_>, contract: &str) {
    let milestone = format!("{contract}/milestones/1");
    let submit = [
        ("act", "submit"),
        ("version", "3"),
        ("statement", "Delivered"),
    ];
    contractor.post(&milestone, &submit).await;
    let accept = [
        ("act", "accept"),
        ("version", "4"),
        ("statement", "In order"),
        ("delivered_on_day", "31"),
        ("delivered_on_month", "7"),
        ("delivered_on_year", "2026"),
    ];
    let answer = officer.post(&milestone, &accept).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
}

fn invoice(amount: &str) -> [(&str, &str); 5] {
    [
        ("act", "send"),
        ("version", "5"),
        ("own_number", "A-17"),
        ("about", "milestone-1"),
        ("amount", amount),
    ]
}

#[tokio::test]
async fn an_invoice_is_sent_and_approved_by_form_and_listed() {
    on_each_database(async |world| {
        let running = world.contract_in_performance().await;
        world.on(day(61));
        let app = App::over(world);
        let contract = format!("/contracts/{}", running.reference);
        let (new, one) = (
            format!("{contract}/invoices/new"),
            format!("{contract}/invoices/1"),
        );
        let contractor = app.browser_of(world, &running.contractor).await;
        let officer = app.browser_of(world, &running.officer).await;
        let empty = contractor.get(&new).await.text;
        assert!(empty.contains("Nothing can be invoiced now"));
        accepted(&contractor, &officer, &contract).await;
        let above = contractor.post(&new, &invoice("500000")).await;
        assert_eq!(above.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(above.text.contains("value=\"A-17\""));
        let sent = contractor.post(&new, &invoice("400000")).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER);
        let approve = [("act", "approve"), ("version", "6"), ("note", "In order")];
        let complete = [("act", "complete"), ("version", "6"), ("note", "Here")];
        for (browser, form) in [(&contractor, &approve), (&officer, &complete)] {
            let refused = browser.post(&one, form).await;
            assert_eq!(refused.status, StatusCode::FORBIDDEN);
        }
        let approved = officer.post(&one, &approve).await;
        assert_eq!(approved.status, StatusCode::SEE_OTHER);
        for path in [
            &one,
            "/contracts/invoices",
            &format!("{contract}?tab=money"),
        ] {
            let (answer, sent) = count::during(officer.get(path)).await;
            assert!(answer.text.contains("A-17"), "{path}");
            assert!((1..=5).contains(&sent), "{path}: {sent} statements");
        }
        let file = officer
            .get("/contracts/invoices.csv?status=scheduled")
            .await;
        assert!(file.text.contains("A-17") && file.text.contains("40000000"));
    })
    .await;
}
