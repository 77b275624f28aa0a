//! What each person finds on the start page. Over HTTP.

use crate::support::App;
use backend::db::query::count;
use backend::searches;
use backend::testing::on_each_database;
use domain::actor::Role;

#[tokio::test]
async fn the_start_page_of_each_role_says_what_to_do_in_five_statements() {
    on_each_database(async |world| {
        let app = App::over(world);
        let words = [
            "Begin with a need",
            "You sit on no panel",
            "Nothing is to be opened",
            "not bound to an organisation",
            "not bound to a nation",
            "not yet verified",
            "Health",
        ];
        for (role, words) in Role::ALL.into_iter().zip(words) {
            let browser = app
                .browser_of(world, &world.person("Ann", role).await)
                .await;
            let (page, statements) = count::during(browser.get("/")).await;
            assert!(page.text.contains(words), "{role:?}: {words}");
            assert!(statements <= 5, "{role:?}: {statements} statements");
        }
    })
    .await;
}

#[tokio::test]
async fn what_waits_is_linked_where_it_is_done() {
    on_each_database(async |world| {
        let app = App::over(world);
        let provider = world.provider_organisation("Aurora").await;
        world
            .running_contract("CTR-2026-0001", None, provider)
            .await;
        let published = world.published_solicitation().await;
        let officer = app
            .browser_of(world, &world.person("Ann", Role::Officer).await)
            .await;
        let page = officer.get("/").await.text;
        assert!(
            page.contains("/contracts/CTR-2026-0001/milestones/1") && page.contains("10 days late")
        );
        assert!(
            page.contains(&format!("/solicitations/{}", published.reference))
                && page.contains("Brussels")
        );
        let own = app
            .browser_of(world, &world.provider("Pia", provider).await)
            .await
            .get("/")
            .await
            .text;
        assert!(own.contains("Persistent monitoring") && own.contains("First data"));
    })
    .await;
}

#[tokio::test]
async fn a_provider_with_searches_an_offer_and_a_contract_still_needs_five_statements() {
    on_each_database(async |world| {
        let own = world.provider_organisation("Aurora").await;
        let pia = world.provider("Pia", own).await;
        world.running_contract("CTR-2026-0001", None, own).await;
        let asked = world.published_solicitation().await;
        world.complete_draft(&asked, &pia, "100", "words").await;
        for name in ["Everything", "All of it"] {
            searches::save(&world.ctx, &world.call(&pia), name, &[])
                .await
                .unwrap();
        }
        let app = App::over(world);
        let browser = app.browser_of(world, &pia).await;
        let (page, statements) = count::during(browser.get("/")).await;
        assert!(statements <= 5, "{statements} statements");
        for words in ["All of it", "First data", "Persistent monitoring"] {
            assert!(page.text.contains(words), "{words}");
        }
    })
    .await;
}
