//! Solicitations over HTTP.

use crate::support::App;
use axum::http::StatusCode;
use backend::solicitations::{self, Draft};
use backend::testing::{World, on_each_database};
use domain::actor::{Actor, Role};

async fn drafted(world: &World) -> (String, Actor) {
    world.strategy().await;
    let officer = world.person("Ann", Role::Officer).await;
    let draft = Draft::try_from(world.typed_solicitation()).unwrap();
    let reference = solicitations::create(&world.ctx, &world.call(&officer), draft).await;
    (reference.unwrap(), officer)
}

const TYPED: [(&str, &str); 6] = [
    ("act", "save"),
    ("title", "Relay terminals"),
    ("method", "ncp"),
    ("closes_at_zone", "Europe/Brussels"),
    ("lot_title_1", "Terminals"),
    ("lot_description_1", ""),
];

#[tokio::test]
async fn an_officer_writes_a_draft_and_reads_what_publication_still_asks_for() {
    on_each_database(async |world| {
        let officer = world.person("Ann", Role::Officer).await;
        let app = App::over(world);
        let browser = app.browser_of(world, &officer).await;
        let answer = browser.post("/solicitations/new", &TYPED).await;
        assert_eq!(answer.location, "/solicitations/SOL-2026-0001");
        let page = browser.get(&answer.location).await.text;
        assert!(page.contains("Relay terminals") && page.contains("open before publication"));
        assert!(page.contains("/solicitations/SOL-2026-0001/edit#save-need"));
        let form = browser.get("/solicitations/SOL-2026-0001/edit").await.text;
        assert!(form.contains(r#"id="save-need""#) && form.contains(r#"value="Terminals""#));
    })
    .await;
}

#[tokio::test]
async fn a_refused_form_keeps_what_was_typed() {
    on_each_database(async |world| {
        let officer = world.person("Ann", Role::Officer).await;
        let app = App::over(world);
        let browser = app.browser_of(world, &officer).await;
        let mut typed = TYPED.to_vec();
        typed.extend([
            ("evaluation", "ncia_best_value_numerical"),
            ("weight_technical", "30"),
        ]);
        typed.extend([("weight_experience", "30"), ("weight_price", "40")]);
        let answer = browser.post("/solicitations/new", &typed).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.text.contains("at least twice as much as price"));
        assert!(answer.text.contains("Relay terminals") && answer.text.contains(r#"value="40""#));
    })
    .await;
}

#[tokio::test]
async fn more_rows_come_with_what_was_typed_and_nothing_is_recorded() {
    on_each_database(async |world| {
        let officer = world.person("Ann", Role::Officer).await;
        let app = App::over(world);
        let browser = app.browser_of(world, &officer).await;
        let mut typed = TYPED.to_vec();
        typed.push(("then", "more lot_title"));
        let answer = browser.post("/solicitations/new", &typed).await;
        assert_eq!(answer.status, StatusCode::OK);
        assert!(
            answer.text.contains(r#"name="lot_title_4""#)
                && answer.text.contains(r#"value="Terminals""#)
        );
        assert!(answer.text.contains(r##"formaction="#save-lot_title_4""##));
        assert!(!answer.text.contains("There is a problem"));
        assert!(
            !browser
                .get("/solicitations")
                .await
                .text
                .contains("Relay terminals")
        );
    })
    .await;
}

#[tokio::test]
async fn a_provider_reads_a_published_one_and_starts_an_offer_without_learning_how_many_there_are()
{
    on_each_database(async |world| {
        let (reference, officer) = drafted(world).await;
        let app = App::over(world);
        let firm = world.provider_organisation("Polar Radar").await;
        let provider = app
            .browser_of(world, &world.provider("Pia", firm).await)
            .await;
        let path = format!("/solicitations/{reference}");
        assert_eq!(provider.get(&path).await.status, StatusCode::NOT_FOUND);
        let browser = app.browser_of(world, &officer).await;
        let version = world.approved(&officer, &reference, 1).await.to_string();
        let mut fields = vec![("act", "publish"), ("version", version.as_str())];
        let refused = browser.post(&path, &fields).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.text.contains("name at least two opening officers"));
        let openers = world.openers().await;
        fields.extend(openers.named.iter().map(|one| ("openers", one.as_str())));
        fields.push(("threshold", "2"));
        let answer = browser.post(&path, &fields).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER);
        let page = provider.get(&path).await.text;
        assert!(page.contains(&format!("/offers/new?solicitation={reference}")));
        assert!(page.contains("sealed until") && page.contains("Median revisit"));
        assert!(!page.contains("Cancel solicitation") && !page.contains("Edit draft"));
        assert!(
            provider
                .get("/solicitations")
                .await
                .text
                .contains(&reference)
        );
    })
    .await;
}

#[tokio::test]
async fn cancelling_without_a_reason_is_refused_on_the_page() {
    on_each_database(async |world| {
        let (reference, officer) = drafted(world).await;
        let app = App::over(world);
        let browser = app.browser_of(world, &officer).await;
        let path = format!("/solicitations/{reference}");
        let answer = browser
            .post(
                &path,
                &[("act", "cancel"), ("version", "1"), ("reason", " ")],
            )
            .await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.text.contains("Say why it is cancelled"));
        let fields = [
            ("act", "cancel"),
            ("version", "1"),
            ("reason", "Met otherwise"),
        ];
        assert_eq!(browser.post(&path, &fields).await.location, path);
        assert!(browser.get(&path).await.text.contains("Cancelled"));
    })
    .await;
}

#[tokio::test]
async fn pages_stay_within_their_budget_of_statements() {
    on_each_database(async |world| {
        let (reference, officer) = drafted(world).await;
        let app = App::over(world);
        let browser = app.browser_of(world, &officer).await;
        for path in [
            "/solicitations".to_owned(),
            "/solicitations/new".to_owned(),
            format!("/solicitations/{reference}"),
            format!("/solicitations/{reference}/edit"),
        ] {
            let (answer, statements) = backend::db::query::count::during(browser.get(&path)).await;
            assert_eq!(answer.status, StatusCode::OK);
            // A draft also lists who may be named to open.
            let most = if path.ends_with(&reference) { 6 } else { 5 };
            assert!(
                (1..=most).contains(&statements),
                "{path}: {statements} statements"
            );
        }
    })
    .await;
}

#[tokio::test]
async fn methods_are_checked_on_the_form_and_nothing_is_recorded() {
    on_each_database(async |world| {
        let officer = world.person("Ann", Role::Officer).await;
        let app = App::over(world);
        let browser = app.browser_of(world, &officer).await;
        let mut typed = TYPED.to_vec();
        typed.extend([
            ("then", "methods"),
            ("estimate", "3 100 000"),
            ("estimate_options", "100 000"),
        ]);
        typed.extend([("estimate_currency", "EUR"), ("commercial_service", "yes")]);
        let answer = browser.post("/solicitations/new", &typed).await;
        assert_eq!(answer.status, StatusCode::OK);
        assert!(answer.text.contains("lawful are: NCP, LC, PCA, MINI."));
        assert!(
            answer
                .text
                .contains("Simplified procurement ends at EFL E (EUR 1.6 million).")
        );
        assert!(answer.text.contains(r#"value="3 100 000""#));
        assert!(
            !browser
                .get("/solicitations")
                .await
                .text
                .contains("Relay terminals")
        );
    })
    .await;
}

#[tokio::test]
async fn a_second_officer_approves_a_departure_on_the_page_and_the_auditor_files_it() {
    on_each_database(async |world| {
        world.strategy().await;
        let officer = world.person("Ann", Role::Officer).await;
        let mut input = world.typed_solicitation();
        (input.method, input.method_reason) = ("lc".into(), "Three are cleared.".into());
        let draft = Draft::try_from(input).unwrap();
        let call = world.call(&officer);
        let reference = solicitations::create(&world.ctx, &call, draft)
            .await
            .unwrap();
        let app = App::over(world);
        let path = format!("/solicitations/{reference}");
        let own = app.browser_of(world, &officer).await.get(&path).await.text;
        assert!(
            own.contains("Another officer than the one who asked")
                && !own.contains("Approve departure")
        );
        let second = world.person("Ben", Role::Officer).await;
        let ben = app.browser_of(world, &second).await;
        let page = ben.get(&path).await.text;
        let begin = page.find("override-").unwrap();
        let act = page.get(begin..begin + 45).unwrap();
        let silent = ben
            .post(&path, &[("act", act), ("decision", "refuse")])
            .await;
        assert_eq!(silent.status, StatusCode::UNPROCESSABLE_ENTITY);
        let answer = ben
            .post(&path, &[("act", act), ("decision", "approve")])
            .await;
        assert_eq!(answer.location, path);
        let auditor = world.person("Aud", Role::Auditor).await;
        let auditor = app.browser_of(world, &auditor).await;
        let list = auditor
            .get("/overrides?kind=method&status=approved")
            .await
            .text;
        assert!(list.contains(&reference) && list.contains("Three are cleared."));
        let file = auditor.get("/overrides.csv?kind=timetable").await.text;
        assert!(!file.contains(&reference) && file.contains("rule_says"));
    })
    .await;
}
