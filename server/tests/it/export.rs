//! Lists as files.

use crate::support::{App, Browser};
use backend::testing::{World, on_each_database};
use domain::actor::Role;

const FORMULA: &str = "=HYPERLINK(\"http://x\",\"y\")";
const HARMLESS: &str = "\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\"";

async fn officer<'a>(app: &'a App, world: &World) -> Browser<'a> {
    let person = world.person("Petra", Role::Officer).await;
    app.browser_of(world, &person).await
}

/// Gives every record of a table the text.
async fn name_all(world: &World, update: &'static str) {
    let update = world.ctx.db().query(update);
    update.bind(FORMULA).run().await.unwrap();
}

#[tokio::test]
async fn a_title_that_is_a_formula_is_text_in_every_file() {
    on_each_database(async |world| {
        let running = world.contract_in_performance().await;
        name_all(world, "UPDATE solicitation SET title = $1").await;
        name_all(world, "UPDATE contract SET title = $1").await;
        name_all(world, "UPDATE provider SET name = $1").await;
        let app = App::over(world);
        let browser = app.browser_of(world, &running.officer).await;
        for list in [
            "solicitations",
            "offers",
            "contracts",
            "milestones",
            "providers",
        ] {
            let file = browser.get(&format!("/{list}.csv")).await;
            assert!(
                file.headers["content-type"]
                    .to_str()
                    .unwrap()
                    .starts_with("text/csv")
            );
            assert!(file.text.contains(HARMLESS), "{list}: {}", file.text);
            assert!(!file.text.contains(",=HYPERLINK"), "{list}");
        }
    })
    .await;
}

#[tokio::test]
async fn amounts_are_plain_numbers_beside_their_currency() {
    on_each_database(async |world| {
        let running = world.contract_in_performance().await;
        let app = App::over(world);
        let browser = app.browser_of(world, &running.officer).await;
        let contracts = browser.get("/contracts.csv").await.text;
        assert!(
            contracts.contains(",EUR,1500000.00,1000000.00,0.00,0.00,"),
            "{contracts}"
        );
        let milestones = browser.get("/milestones.csv").await.text;
        assert!(milestones.contains(",400000.00,EUR,"), "{milestones}");
    })
    .await;
}

#[tokio::test]
async fn a_file_has_the_filters_of_its_page() {
    on_each_database(async |world| {
        let running = world.contract_in_performance().await;
        let app = App::over(world);
        let browser = app.browser_of(world, &running.officer).await;
        let page = browser
            .get("/contracts?q=radar&status=performing&after=x")
            .await
            .text;
        assert!(page.contains("/contracts.csv?q=radar&amp;status=performing\""));
        let found = browser
            .get("/contracts.csv?q=radar&status=performing")
            .await;
        assert!(found.text.contains(&running.reference));
        let none = browser.get("/contracts.csv?status=closed").await.text;
        assert_eq!(none.lines().count(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_provider_files_its_own_offers_and_contracts_alone() {
    on_each_database(async |world| {
        let all = world.ranked().await;
        let own = world.provider("Pia", all.offers[1].provider).await;
        let app = App::over(world);
        let browser = app.browser_of(world, &own).await;
        let file = browser.get("/offers.csv").await.text;
        assert!(file.contains(&all.offers[1].reference));
        assert!(!file.contains(&all.offers[0].reference));
        let contracts = browser.get("/contracts.csv").await.text;
        assert_eq!(contracts.lines().count(), 1);
    })
    .await;
}

#[tokio::test]
async fn reference_lists_are_files_as_well() {
    on_each_database(async |world| {
        world.reference().await;
        let app = App::over(world);
        let browser = officer(&app, world).await;
        for (path, words) in [
            (
                "/nations.csv?programme=APSS&sort=-year",
                "NO,Norway,1949,NOK,",
            ),
            ("/programmes.csv", "APSS,"),
            ("/contributions.csv", "nation,name,pledged_eur,"),
            ("/pledges.csv", "reference,nation,"),
            ("/rates.csv", "day,currency,units_per_eur,state,source,"),
        ] {
            let file = browser.get(path).await;
            assert!(file.text.contains(words), "{path}: {}", file.text);
        }
    })
    .await;
}
