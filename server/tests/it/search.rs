//! Finding a record by words or reference. Over HTTP.

use crate::support::App;
use axum::http::StatusCode;
use backend::db::query::count;
use backend::testing::on_each_database;
use domain::actor::Role;

#[tokio::test]
async fn a_reference_goes_straight_there_and_words_are_found_by_kind() {
    on_each_database(async |world| {
        let app = App::over(world);
        let provider = world.provider_organisation("Ångström Radar").await;
        world
            .running_contract("CTR-2026-0001", None, provider)
            .await;
        let browser = app
            .browser_of(world, &world.person("Ann", Role::Officer).await)
            .await;
        let sent = browser.get("/search?q=ctr-2026-0001").await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER);
        assert_eq!(sent.location, "/contracts/CTR-2026-0001");
        let (page, statements) = count::during(browser.get("/search?q=angstrom")).await;
        assert!(page.text.contains("Ångström Radar") && page.text.contains("Providers"));
        assert!(statements <= 5, "{statements} statements");
        assert!(
            browser
                .get("/search?q=nothing+fits")
                .await
                .text
                .contains("Nothing fits")
        );
        assert!(
            browser
                .get("/search")
                .await
                .text
                .contains("What are you looking for?")
        );
    })
    .await;
}
