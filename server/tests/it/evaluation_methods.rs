//! Evaluation methods in the officer's form, on the desk and at the award, over HTTP.

use crate::support::App;
use axum::http::StatusCode;
use backend::evaluation::run_result;
use backend::testing::on_each_database;
use domain::actor::Role;
use domain::evaluation::rules::TotalKind;
use domain::solicitations::EvaluationMethod;

#[tokio::test]
async fn the_desk_and_the_award_show_every_method() {
    for method in EvaluationMethod::ALL {
        on_each_database(async |world| {
            let all = world.scored_by(*method).await;
            let sol = &all.solicitation.reference;
            let call = world.call(&all.officer);
            run_result(&world.ctx, &call, sol, "").await.unwrap();
            let app = App::over(world);
            let browser = app.browser_of(world, &all.officer).await;
            let desk = browser.get(&format!("/solicitations/{sol}/compare")).await;
            assert_eq!(desk.status, StatusCode::OK, "{method}");
            assert!(desk.text.contains(method.rule().id), "{method}");
            assert!(desk.text.contains("Not eligible"), "{method}");
            let ranked = method.rule().total != TotalKind::Nothing;
            assert_eq!(desk.text.contains("1st"), ranked, "{method}");
            let award = browser.get(&format!("/solicitations/{sol}/award")).await;
            assert!(award.text.contains("Recommend an award"), "{method}");
        })
        .await;
    }
}

const TYPED: [(&str, &str); 7] = [
    ("act", "save"),
    ("title", "Relay terminals"),
    ("authority", "ncia"),
    ("method", "simpl"),
    ("closes_at_zone", "Europe/Brussels"),
    ("criterion_name_1", "Coverage"),
    ("criterion_weight_1", "100"),
];

#[tokio::test]
async fn the_form_shows_the_fields_and_the_warning_of_the_chosen_method() {
    on_each_database(async |world| {
        let officer = world.person("Ann", Role::Officer).await;
        let app = App::over(world);
        let browser = app.browser_of(world, &officer).await;
        let shown = async |method: &'static str| {
            let mut typed = TYPED.to_vec();
            typed.extend([("evaluation", method), ("then", "evaluation_fields")]);
            let answer = browser.post("/solicitations/new", &typed).await;
            assert_eq!(answer.status, StatusCode::OK);
            answer.text
        };
        let limits = shown("published_threshold_linear").await;
        assert!(limits.contains(r#"name="full_points_price""#));
        assert!(!limits.contains("The result depends on the other offers"));
        let relative = shown("relative_lowest_price").await;
        assert!(!relative.contains(r#"name="full_points_price""#));
        assert!(relative.contains("C leaves, and A is first"));
    })
    .await;
}

#[tokio::test]
async fn a_chosen_method_is_kept_with_its_parameters_and_shown_in_words() {
    on_each_database(async |world| {
        let officer = world.person("Ann", Role::Officer).await;
        let app = App::over(world);
        let browser = app.browser_of(world, &officer).await;
        let mut typed = TYPED.to_vec();
        typed.extend([
            ("evaluation", "published_threshold_linear"),
            ("weight_technical", "60"),
            ("weight_price", "40"),
            ("full_points_price", "4000000"),
            ("no_points_price", "10000000"),
        ]);
        let answer = browser.post("/solicitations/new", &typed).await;
        let page = browser.get(&answer.location).await.text;
        assert!(page.contains("No price points from") && page.contains("10000000 EUR"));
        assert!(page.contains("rule SUM-LIMITS"));
        let form = browser.get(&format!("{}/edit", answer.location)).await.text;
        assert!(form.contains(r#"value="4000000""#));
    })
    .await;
}

#[tokio::test]
async fn limits_the_wrong_way_round_are_refused_beside_their_field() {
    on_each_database(async |world| {
        let officer = world.person("Ann", Role::Officer).await;
        let app = App::over(world);
        let browser = app.browser_of(world, &officer).await;
        let mut typed = TYPED.to_vec();
        typed.extend([
            ("evaluation", "published_threshold_linear"),
            ("full_points_price", "10"),
            ("no_points_price", "4"),
        ]);
        let answer = browser.post("/solicitations/new", &typed).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.text.contains("below the price of no points"));
    })
    .await;
}
