//! The hard moments of a contract over HTTP.

use crate::support::App;
use axum::http::StatusCode;
use backend::db::query::count;
use backend::testing::fixtures_contracts::{Running, day};
use backend::testing::{World, on_each_database};
use domain::contracts::VehicleKind;

fn typed(name: &str, after_start: i64) -> [(String, String); 3] {
    let day = day(after_start);
    [("day", "%-d"), ("month", "%-m"), ("year", "%Y")]
        .map(|(part, form)| (format!("{name}_{part}"), day.format(form).to_string()))
}

fn fields<'a>(
    plain: &[(&'a str, &'a str)],
    days: &'a [(String, String)],
) -> Vec<(&'a str, &'a str)> {
    let days = days
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()));
    let act = [("act", "take")];
    act.into_iter()
        .chain(plain.iter().copied())
        .chain(days)
        .collect()
}

/// Orders work to stop until a day by form.
async fn stopped(world: &World, running: &Running, until: i64) -> crate::support::Answer {
    let app = App::over(world);
    let browser = app.browser_of(world, &running.officer).await;
    let until = typed("until", until);
    let plain = [
        ("version", "3"),
        ("what", "Acquisitions over the Barents Sea"),
        ("reason", "The ground station floods."),
    ];
    let path = format!("/contracts/{}/life/stop", running.reference);
    browser.post(&path, &fields(&plain, &until)).await
}

#[tokio::test]
async fn a_stop_is_ordered_by_form_and_its_last_day_stands_everywhere() {
    on_each_database(async |world| {
        let running = world.contract_in_performance().await;
        let app = App::over(world);
        let browser = app.browser_of(world, &running.officer).await;
        let sheet = format!("/contracts/{}", running.reference);
        let before = browser.get(&sheet).await.text;
        assert!(before.contains("Standing") && before.contains("/life/stop"));
        let long = stopped(world, &running, 91).await;
        assert_eq!(long.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            long.text.contains("30 Aug 2026") && long.text.contains("The ground station floods.")
        );
        let done = stopped(world, &running, 90).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
        let (page, statements) = count::during(browser.get(&sheet)).await;
        assert!((1..=5).contains(&statements), "{statements}");
        for words in [
            "Work stopped",
            "By 30 Aug 2026 the order is cancelled",
            "90 days left",
            "/life/resume",
        ] {
            assert!(page.text.contains(words), "{words}");
        }
        for words in ["/modifications/new", "Obligate or release money\" name"] {
            assert!(!page.text.contains(words), "{words}");
        }
        let home = browser.get("/").await.text;
        assert!(home.contains("stopped: resume or terminate by"));
        let tab = browser.get(&format!("{sheet}?tab=life")).await.text;
        assert!(tab.contains("L-01") && tab.contains("Acquisitions over the Barents Sea"));
    })
    .await;
}

#[tokio::test]
async fn the_contractor_sees_its_part_and_agrees_to_a_proposal() {
    on_each_database(async |world| {
        let running = world.contract_in_performance().await;
        let app = App::over(world);
        let officer = app.browser_of(world, &running.officer).await;
        let contractor = app.browser_of(world, &running.contractor).await;
        let sheet = format!("/contracts/{}", running.reference);
        let shown = contractor.get(&sheet).await.text;
        assert!(shown.contains("/life/notify-force-majeure") && !shown.contains("/life/stop"));
        let propose = fields(&[("version", "3"), ("reason", "The need is gone.")], &[]);
        let done = officer
            .post(&format!("{sheet}/life/propose-end"), &propose)
            .await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
        let home = contractor.get("/").await.text;
        assert!(home.contains("agree or refuse") && home.contains("Proposed to end the contract"));
        let (path, agree) = (
            format!("{sheet}/life/agree"),
            fields(&[("version", "4")], &[]),
        );
        let refused = officer.post(&path, &agree).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
        let agreed = contractor.post(&path, &agree).await;
        assert_eq!(agreed.status, StatusCode::SEE_OTHER, "{}", agreed.text);
        let ended = officer.get(&sheet).await.text;
        assert!(ended.contains("Terminated") && ended.contains("1 option lapsed"));
        let again = contractor.get(&format!("{sheet}/life/agree")).await;
        assert!(again.status == StatusCode::OK && again.text.contains("Not possible now"));
    })
    .await;
}

#[tokio::test]
async fn war_needs_its_reason_and_a_past_moment_offers_no_act() {
    on_each_database(async |world| {
        let running = world.contract_in_performance().await;
        let before = world.ctx.now().format("%Y-%m-%dT%H:%M:%SZ").to_string();
        world.on(day(3));
        let app = App::over(world);
        let contractor = app.browser_of(world, &running.contractor).await;
        let sheet = format!("/contracts/{}", running.reference);
        let path = format!("{sheet}/life/notify-force-majeure");
        assert!(
            contractor
                .get(&path)
                .await
                .text
                .contains("War is in principle not unforeseeable")
        );
        let notice = |grounds| {
            fields(
                &[
                    ("version", "3"),
                    ("cause", "armed_conflict"),
                    ("what", "The launch"),
                    ("reason", "The range is closed."),
                    ("grounds", grounds),
                ],
                &[],
            )
        };
        let refused = contractor.post(&path, &notice("")).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        let sent = contractor
            .post(&path, &notice("The range lies in a neutral nation."))
            .await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text);
        let officer = app.browser_of(world, &running.officer).await;
        let now = officer.get(&sheet).await.text;
        assert!(now.contains("/life/recognise") && now.contains("Armed conflict is in principle"));
        assert!(
            officer
                .get("/")
                .await
                .text
                .contains("answer the notice of force majeure")
        );
        let past = officer.get(&format!("{sheet}?as_of={before}")).await.text;
        assert!(!past.contains("/life/") && past.contains("Standing"));
    })
    .await;
}

#[tokio::test]
async fn a_term_ends_without_another_in_its_place() {
    on_each_database(async |world| {
        let award = world.cleared_award().await;
        let officer = world.person("Olga", domain::actor::Role::Officer).await;
        let input = backend::testing::fixtures_contracts::contract_input(VehicleKind::FixedPrice);
        let call = world.call(&officer);
        let solicitation = &award.solicitation.reference;
        let reference = backend::contracts::make(&world.ctx, &call, solicitation, input)
            .await
            .unwrap();
        let app = App::over(world);
        let browser = app.browser_of(world, &officer).await;
        let sheet = format!("/contracts/{reference}");
        let mut term = crate::readiness::TERM.to_vec();
        term.push(("version", "1"));
        browser.post(&format!("{sheet}/readiness/new"), &term).await;
        let tab = browser.get(&format!("{sheet}?tab=readiness")).await.text;
        let (_, choices) = tab.split_once("name=\"term\"").expect("the form");
        let id = choices
            .split("value=\"")
            .nth(1)
            .and_then(|rest| rest.get(..36))
            .unwrap();
        let none = [("act", "end_term"), ("version", "2"), ("term", "none")];
        let none = browser.post(&sheet, &none).await;
        assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
        let end = [("act", "end_term"), ("version", "2"), ("term", id)];
        let done = browser.post(&sheet, &end).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
        let tab = browser.get(&format!("{sheet}?tab=readiness")).await.text;
        assert!(tab.contains("Terms that ended") && tab.contains("No readiness terms"));
    })
    .await;
}

#[tokio::test]
async fn the_exit_plan_stands_on_the_page_and_in_the_queue() {
    on_each_database(async |world| {
        let running = world.contract_in_performance().await;
        let app = App::over(world);
        let browser = app.browser_of(world, &running.officer).await;
        let sheet = format!("/contracts/{}", running.reference);
        let due = typed("due", 30);
        let plain = [
            ("version", "3"),
            ("task", "keys"),
            ("what", "Hand over the tasking keys"),
            ("party", "Key custodian"),
        ];
        let form = browser.get(&format!("{sheet}/life/add-exit")).await.text;
        assert!(form.contains("Return of keys") && form.contains("GTC F.5-F.9"));
        let done = browser
            .post(&format!("{sheet}/life/add-exit"), &fields(&plain, &due))
            .await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
        let page = browser.get(&sheet).await.text;
        assert!(page.contains("Exit plan: 1 of 1 open; next, by 1 Jul 2026"));
        assert!(
            browser
                .get("/")
                .await
                .text
                .contains("close-out or exit: settle by")
        );
        let settled = [
            ("version", "4"),
            ("subject", "T-01"),
            ("settled", "not_applicable"),
            ("reason", "There are no keys."),
        ];
        let done = browser
            .post(&format!("{sheet}/life/settle-item"), &fields(&settled, &[]))
            .await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
        let tab = browser.get(&format!("{sheet}?tab=life")).await.text;
        assert!(tab.contains("Not applicable") && tab.contains("There are no keys."));
    })
    .await;
}

#[tokio::test]
async fn a_change_of_control_is_told_by_the_contractor_and_noted() {
    on_each_database(async |world| {
        let running = world.contract_in_performance().await;
        world.on(day(40));
        let app = App::over(world);
        let contractor = app.browser_of(world, &running.contractor).await;
        let sheet = format!("/contracts/{}", running.reference);
        let changed = typed("effective", 5);
        let plain = [
            ("version", "3"),
            ("party", "Northern Holding"),
            ("reason", "All shares were sold."),
        ];
        let path = format!("{sheet}/life/notify-control");
        let done = contractor.post(&path, &fields(&plain, &changed)).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
        let officer = app.browser_of(world, &running.officer).await;
        let page = officer.get(&sheet).await.text;
        assert!(page.contains("Northern Holding") && page.contains("it was due by 6 Jul 2026"));
        assert!(
            officer
                .get("/")
                .await
                .text
                .contains("take note of the change of control")
        );
        let note = [
            ("version", "4"),
            ("reason", "Eligibility is checked again."),
        ];
        let path = format!("{sheet}/life/note-control");
        let done = officer.post(&path, &fields(&note, &[])).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
    })
    .await;
}

#[tokio::test]
async fn a_letter_contract_shows_its_clock() {
    on_each_database(async |world| {
        let running = world.running(VehicleKind::LetterContract).await;
        let app = App::over(world);
        let browser = app.browser_of(world, &running.officer).await;
        let page = browser
            .get(&format!("/contracts/{}", running.reference))
            .await
            .text;
        assert!(page.contains("the terms of this letter contract are final by 29 Oct 2026"));
        assert!(page.contains("150 days left") && page.contains("/life/definitise"));
        assert!(
            browser
                .get("/")
                .await
                .text
                .contains("letter contract: final terms by")
        );
    })
    .await;
}
