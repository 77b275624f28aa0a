//! The pipeline over HTTP.

use crate::support::App;
use axum::http::StatusCode;
use backend::needs::{self, FundingInput, NeedDraft, NeedInput};
use backend::solicitations::DayInput;
use backend::testing::{World, on_each_database};
use domain::actor::{Actor, Role};
use domain::states::NeedEvent;

/// A public need in market research, and its officer.
async fn researched(world: &World) -> (String, Actor) {
    world.strategy().await;
    let officer = world.person("Ann", Role::Officer).await;
    let call = world.call(&officer);
    let input = NeedInput {
        title: "Ice charts".into(),
        functional_area: "FA-ISR".into(),
        high: "2 000 000".into(),
        expected_from: DayInput::of(world.ctx.today()),
        public: true,
        funding: vec![FundingInput {
            programme: "APSS".into(),
            amount: "777 000".into(),
            ..FundingInput::default()
        }],
        ..NeedInput::default()
    };
    let draft = NeedDraft::try_from(input).unwrap();
    let need = needs::create(&world.ctx, &call, draft).await.unwrap();
    for (version, event) in [(1, NeedEvent::Plan), (2, NeedEvent::Research)] {
        let moved = needs::advance(&world.ctx, &call, &need, version, event, "").await;
        moved.unwrap();
    }
    (need, officer)
}

const ASKED: [(&str, &str); 9] = [
    ("act", "ask"),
    ("title", "Delivery"),
    ("introduction", "We want to learn."),
    ("question_1", "When is it there?"),
    ("closes_at_day", "30"),
    ("closes_at_month", "3"),
    ("closes_at_year", "2026"),
    ("closes_at_time", "17:00"),
    ("closes_at_zone", "UTC"),
];

#[tokio::test]
async fn a_refused_form_keeps_what_was_typed() {
    on_each_database(async |world| {
        let officer = world.person("Ann", Role::Officer).await;
        let app = App::over(world);
        let browser = app.browser_of(world, &officer).await;
        let typed = [
            ("act", "save"),
            ("title", "Ice charts"),
            ("low", "5"),
            ("high", "4"),
        ];
        let answer = browser.post("/needs/new", &typed).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            answer
                .text
                .contains("The upper end lies below the lower one")
        );
        assert!(answer.text.contains(r#"value="Ice charts""#));
    })
    .await;
}

#[tokio::test]
async fn funding_is_on_the_buyers_page_and_not_on_the_providers() {
    on_each_database(async |world| {
        let (need, officer) = researched(world).await;
        let app = App::over(world);
        let path = format!("/needs/{need}");
        let page = app.browser_of(world, &officer).await.get(&path).await.text;
        assert!(page.contains("777") && page.contains("Ask the market"));
        let firm = world.provider_organisation("Polar Radar").await;
        let pia = world.provider("Pia", firm).await;
        let browser = app.browser_of(world, &pia).await;
        let page = browser.get(&path).await.text;
        assert!(page.contains("Ice charts") && !page.contains("777"));
        assert!(!page.contains("Edit need") && !page.contains("Next steps"));
        let list = browser.get("/needs").await.text;
        assert!(list.contains(&need) && !list.contains("Name a need"));
    })
    .await;
}

#[tokio::test]
async fn answers_are_given_read_side_by_side_and_filed() {
    on_each_database(async |world| {
        let (need, officer) = researched(world).await;
        let app = App::over(world);
        let ann = app.browser_of(world, &officer).await;
        let answer = ann.post(&format!("/needs/{need}/ask"), &ASKED).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER);
        let request = answer.location;
        let firm = world.provider_organisation("Polar Radar").await;
        let pia = world.provider("Pia", firm).await;
        let browser = app.browser_of(world, &pia).await;
        assert!(browser.get(&request).await.text.contains("Send answer"));
        let typed = [("act", "answer"), ("answer_1", "At six.")];
        assert_eq!(browser.post(&request, &typed).await.location, request);
        assert!(browser.get(&request).await.text.contains("Change answer"));
        let page = ann.get(&request).await.text;
        assert!(page.contains("At six.") && page.contains("Polar Radar"));
        let file = ann.get(&format!("{request}/answers.csv")).await.text;
        assert!(file.contains("Polar Radar,1,When is it there?,At six."));
    })
    .await;
}

#[tokio::test]
async fn the_officers_day_shows_needs_that_are_due() {
    on_each_database(async |world| {
        let (need, officer) = researched(world).await;
        let app = App::over(world);
        let page = app.browser_of(world, &officer).await.get("/").await.text;
        assert!(page.contains(&format!("/needs/{need}")));
    })
    .await;
}

#[tokio::test]
async fn pages_stay_within_their_budget_of_statements() {
    on_each_database(async |world| {
        let (need, officer) = researched(world).await;
        let app = App::over(world);
        let browser = app.browser_of(world, &officer).await;
        let request = browser.post(&format!("/needs/{need}/ask"), &ASKED).await;
        for path in [
            "/needs".to_owned(),
            "/needs/new".to_owned(),
            format!("/needs/{need}"),
            format!("/needs/{need}/edit"),
            format!("/needs/{need}/ask"),
            request.location,
        ] {
            let (answer, statements) = backend::db::query::count::during(browser.get(&path)).await;
            assert_eq!(answer.status, StatusCode::OK, "{path}");
            assert!((1..=5).contains(&statements), "{path}: {statements}");
        }
    })
    .await;
}
