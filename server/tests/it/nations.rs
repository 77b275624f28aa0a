//! Nations over HTTP.

use crate::support::App;
use axum::http::StatusCode;
use backend::testing::fixtures_ref::cash_pledge;
use backend::testing::on_each_database;
use domain::actor::Role;

#[tokio::test]
async fn nations_are_filtered_by_programme_and_sorted_by_year() {
    on_each_database(async |world| {
        world.reference().await;
        let app = App::over(world);
        let browser = app
            .browser_of(world, &world.person("Ann", Role::Officer).await)
            .await;
        assert!(
            browser
                .get("/nations")
                .await
                .text
                .contains("32 of 32 nations")
        );
        let filtered = browser.get("/nations?programme=HALO&sort=-year").await.text;
        assert!(filtered.contains("8 of 32 nations") && !filtered.contains(">Albania<"));
        assert!(filtered.find(">Sweden<").unwrap() < filtered.find(">Norway<").unwrap());
        assert!(filtered.contains("Programme: HALO"));
    })
    .await;
}

#[tokio::test]
async fn a_nation_shows_its_pledges_only_to_those_who_may_read_them() {
    on_each_database(async |world| {
        world.reference().await;
        let nils = world.delegate("Nils", "NO").await;
        let reference = world.pledge(&nils, cash_pledge()).await;
        let app = App::over(world);
        let page = app.browser_of(world, &nils).await.get("/nations/NO").await;
        assert!(page.text.contains(&reference) && page.text.contains("Participant, July 2026"));
        let evaluator = world.person("Eva", Role::Evaluator).await;
        let page = app
            .browser_of(world, &evaluator)
            .await
            .get("/nations/NO")
            .await;
        assert!(page.status == StatusCode::OK && !page.text.contains(&reference));
    })
    .await;
}

#[tokio::test]
async fn a_programme_that_is_only_named_by_a_source_is_not_linked() {
    on_each_database(async |world| {
        world.reference().await;
        let app = App::over(world);
        let reader = world.person("Ann", Role::Officer).await;
        let page = app
            .browser_of(world, &reader)
            .await
            .get("/nations/LU")
            .await;
        assert!(page.text.contains("LU-SATCOM"));
        assert!(!page.text.contains("/programmes/LU-SATCOM"));
    })
    .await;
}
