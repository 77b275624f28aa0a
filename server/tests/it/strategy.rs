//! The Strategy over HTTP.

use crate::support::App;
use axum::http::StatusCode;
use backend::testing::on_each_database;
use domain::actor::Role;

#[tokio::test]
async fn the_strategy_is_shown_with_its_codes_and_the_official_link() {
    on_each_database(async |world| {
        let app = App::over(world);
        let browser = app
            .browser_of(world, &world.person("Ann", Role::Officer).await)
            .await;
        assert!(
            browser
                .get("/strategy")
                .await
                .text
                .contains("The Strategy is not loaded")
        );
        world.reference().await;
        let page = browser.get("/strategy").await;
        assert_eq!(page.status, StatusCode::OK);
        for shown in [
            "Ensure continuous access",
            "href=\"/strategy/CSS-2.4\"",
            "CSS-T11",
            "nato-commercial-space-strategy",
        ] {
            assert!(page.text.contains(shown), "{shown}");
        }
        assert_eq!(
            app.nobody().get("/strategy").await.status,
            StatusCode::SEE_OTHER
        );
    })
    .await;
}

#[tokio::test]
async fn a_code_leads_to_what_serves_it() {
    on_each_database(async |world| {
        world.reference().await;
        let published = world.published_solicitation().await;
        let serve = "UPDATE solicitation SET functional_area = 'FA-ISR' WHERE id = $1";
        world
            .ctx
            .db()
            .query(serve)
            .bind(published.id.0)
            .run_one()
            .await
            .unwrap();
        let app = App::over(world);
        let browser = app
            .browser_of(world, &world.person("Ann", Role::Officer).await)
            .await;
        let page = browser.get("/strategy/FA-ISR").await;
        assert!(
            page.text
                .contains(&format!("/solicitations/{}", published.reference))
        );
        assert!(page.text.contains("7b") && page.text.contains("mapped by this project"));
        assert_eq!(
            browser.get("/strategy/NOTHING").await.status,
            StatusCode::NOT_FOUND
        );
    })
    .await;
}
