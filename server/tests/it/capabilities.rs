//! The pages of capabilities.

use crate::support::App;
use axum::http::StatusCode;
use backend::db::query::count::during;
use backend::milestones::{self, ForecastInput};
use backend::testing::fixtures_contracts::{Running, day};
use backend::testing::{World, on_each_database};
use domain::milestones::{Attribution, CauseCode};
use domain::text::Prose;

/// The second milestone of the contract, which gates IOC, is expected 45 days after the need date.
async fn late(world: &World) -> (Running, String) {
    let running = world.contract_in_performance().await;
    let reference = world.gated_capability(&running).await;
    world.on(day(20));
    let input = ForecastInput {
        day: day(245),
        reason: Prose::parse("The launch slipped.").unwrap(),
        cause: CauseCode::Launch,
        attributable_to: Attribution::Neither,
    };
    let call = world.call(&running.contractor);
    let version = running.version;
    milestones::report_forecast(&world.ctx, &call, &running.reference, 2, version, input)
        .await
        .unwrap();
    (running, reference)
}

#[tokio::test]
async fn the_pages_say_which_contract_milestone_makes_ioc_late() {
    on_each_database(async |world| {
        let (running, reference) = late(world).await;
        let app = App::over(world);
        let browser = app.browser_of(world, &running.officer).await;
        let because = format!(
            "45 days after the need date, because milestone 2 of {}",
            running.reference
        );
        let address = format!("/capabilities/{reference}");
        for (path, words) in [
            ("/capabilities".to_owned(), "45 days after the need date"),
            (address.clone(), because.as_str()),
            (format!("{address}/milestones/1"), because.as_str()),
            (
                format!("/contracts/{}/milestones/2", running.reference),
                "Capability milestones that wait for it",
            ),
            ("/capabilities.csv".to_owned(), "2027-02-01"),
        ] {
            let (page, statements) = during(browser.get(&path)).await;
            assert_eq!(page.status, StatusCode::OK, "{path}");
            assert!(statements <= 5, "{path}: {statements}");
            assert!(page.text.contains(words), "{path}: {}", page.text);
        }
        let asked = format!(
            "/milestones/what-if?contract={}&number=2&to=2027-03-01",
            running.reference
        );
        let (page, statements) = during(browser.get(&asked)).await;
        assert!(statements <= 5, "{statements}");
        assert!(
            page.text.contains("Needed earlier") && page.text.contains("after its need date"),
            "{}",
            page.text
        );
    })
    .await;
}

#[tokio::test]
async fn a_past_page_shows_the_dates_of_then_and_what_changed_since() {
    on_each_database(async |world| {
        let (running, reference) = late(world).await;
        let app = App::over(world);
        let browser = app.browser_of(world, &running.officer).await;
        let milestone = format!("/capabilities/{reference}/milestones/1");
        let typed = [
            ("act", "date"),
            ("version", "4"),
            ("which", "current_baseline"),
            ("reason", "The board moved it."),
            ("decision", "Decision 9"),
            ("day_day", "8"),
            ("day_month", "1"),
            ("day_year", "2027"),
        ];
        let sent = browser.post(&milestone, &typed).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text);
        world.on(day(30));
        // The session of day 20 has ended by then.
        let browser = app.browser_of(world, &running.officer).await;
        let past = format!("/capabilities/{reference}?as_of=2026-06-10");
        let (page, statements) = during(browser.get(&past)).await;
        assert!(statements <= 5, "{statements}");
        for words in [
            "As recorded on",
            "1 later change is not shown",
            "What changed since",
            "8 Dec 2026",
            "8 Jan 2027",
        ] {
            assert!(page.text.contains(words), "{words}: {}", page.text);
        }
        assert!(
            !page.text.contains("because milestone 2"),
            "the forecast was reported later"
        );
        assert!(
            !page.text.contains("Add a milestone"),
            "the past is not written"
        );
        let gone = browser
            .get(&format!("/capabilities/{reference}?as_of=2026-01-01"))
            .await;
        assert_eq!(gone.status, StatusCode::NOT_FOUND);
    })
    .await;
}

#[tokio::test]
async fn a_lost_race_shows_both_and_a_refused_form_keeps_what_was_typed() {
    on_each_database(async |world| {
        let (running, reference) = late(world).await;
        let app = App::over(world);
        let browser = app.browser_of(world, &running.officer).await;
        let address = format!("/capabilities/{reference}");
        let typed = [
            ("act", "contract"),
            ("version", "2"),
            ("contract", "CTR-2026-0001"),
            ("brings", "Images by night"),
        ];
        let page = browser.post(&address, &typed).await;
        assert_eq!(page.status, StatusCode::CONFLICT);
        for words in [
            "Recorded now",
            "IOC: 8 Dec 2026",
            "value=\"Images by night\"",
        ] {
            assert!(page.text.contains(words), "{words}: {}", page.text);
        }
        let typed = [
            ("act", "milestone"),
            ("version", "4"),
            ("kind", "first_data"),
            ("title", "First image"),
        ];
        let page = browser.post(&address, &typed).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.text.contains("value=\"First image\""), "{}", page.text);
        let typed = [
            ("act", "declare"),
            ("version", "4"),
            ("decision", "Signal 12"),
            ("coverage", "One watch floor."),
            ("on_day", "1"),
            ("on_month", "6"),
            ("on_year", "2026"),
        ];
        let milestone = format!("{address}/milestones/1");
        let page = browser.post(&milestone, &typed).await;
        assert_eq!(page.status, StatusCode::CONFLICT);
        assert!(page.text.contains("value=\"Signal 12\""), "{}", page.text);
    })
    .await;
}
