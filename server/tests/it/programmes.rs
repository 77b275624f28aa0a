//! Programmes over HTTP.

use crate::support::App;
use axum::http::StatusCode;
use backend::testing::on_each_database;
use domain::actor::Role;

#[tokio::test]
async fn a_programme_shows_each_fact_with_its_source_and_what_is_uncertain() {
    on_each_database(async |world| {
        world.reference().await;
        let app = App::over(world);
        let browser = app
            .browser_of(world, &world.person("Ann", Role::Officer).await)
            .await;
        let page = browser.get("/programmes/APSS").await;
        for shown in [
            "Aquila",
            "equivalent of more than, over five years",
            ">chronicle.lu<",
            "Planet Labs",
            "not public",
        ] {
            assert!(page.text.contains(shown), "{shown}");
        }
        assert!(
            browser
                .get("/programmes/SINBAD")
                .await
                .text
                .contains("unverified")
        );
        assert!(
            browser
                .get("/programmes/HALO")
                .await
                .text
                .contains("day inferred")
        );
        assert_eq!(
            browser.get("/programmes/X").await.status,
            StatusCode::NOT_FOUND
        );
    })
    .await;
}

#[tokio::test]
async fn the_list_is_sorted_by_the_address() {
    on_each_database(async |world| {
        world.reference().await;
        let app = App::over(world);
        let browser = app
            .browser_of(world, &world.person("Ann", Role::Officer).await)
            .await;
        let before = |text: &str, first: &str, second: &str| {
            text.find(first).unwrap() < text.find(second).unwrap()
        };
        assert!(before(
            &browser.get("/programmes").await.text,
            ">APSS<",
            ">AGS-SATCOM<"
        ));
        let sorted = browser.get("/programmes?sort=nations").await.text;
        assert!(before(&sorted, ">AGS-SATCOM<", ">APSS<"));
        assert!(
            sorted.contains("aria-sort=\"ascending\"")
                && sorted.contains("/programmes?sort=-nations")
        );
    })
    .await;
}
