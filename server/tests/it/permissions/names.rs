//! No address tells an evaluator whose an offer is while names are hidden from the panel.

use super::delivery::DELIVERY;
use super::table::TABLE;
use super::{App, Places, on_each_database, places};
use backend::testing::World;
use backend::testing::fixtures_eval::Evaluating;
use backend::testing::fixtures_names::BIDDERS;

/// Addresses that list the organisations that there are: these say nothing of who offered.
const REGISTER: [&str; 4] = ["/providers", "/nations", "/search", "/programmes"];

/// Every address that can be read, filled with the anonymous records, and some questions that would tell.
fn addresses(all: &Evaluating, known: Places) -> Vec<String> {
    let reference = all.solicitation.reference.clone();
    let offer = all.offers[0].reference.clone();
    let known = Places {
        open: reference.clone(),
        ranked: reference.clone(),
        opened: offer.clone(),
        draft: offer.clone(),
        ..known
    };
    let rows = TABLE.iter().chain(DELIVERY);
    let read = rows.filter_map(|(row, _)| row.strip_prefix("GET "));
    let mut paths: Vec<String> = read.map(|path| known.filled(path)).collect();
    paths.extend([
        format!("/solicitations/{reference}/compare?order=name"),
        format!("/solicitations/{reference}/compare?moderate={offer}&criterion=T1"),
        format!("/solicitations/{reference}/read?question=solution"),
        format!("/solicitations/{reference}/timeline?part=offer"),
        format!("/solicitations/{reference}/opening.json"),
        format!("/search?q={offer}"),
        "/search?q=Auroral".to_owned(),
    ]);
    paths
}

/// What an answer says that the panel may not know.
fn told<'a>(path: &str, text: &str, all: &'a Evaluating) -> Vec<&'a str> {
    let (register, text) = (
        REGISTER.iter().any(|begin| path.starts_with(begin)),
        text.to_lowercase(),
    );
    if register {
        let offers = all.offers.iter().map(|bid| bid.reference.as_str());
        let named = BIDDERS
            .iter()
            .any(|name| text.contains(&name.to_lowercase()));
        return offers
            .filter(|offer| named && text.contains(&offer.to_lowercase()))
            .collect();
    }
    let names = BIDDERS.iter().copied();
    names
        .filter(|name| {
            let first = name.split(' ').next().unwrap_or(name);
            text.contains(&first.to_lowercase())
        })
        .collect()
}

async fn anonymous(world: &World) -> (Places, Evaluating) {
    let (known, _) = places(world).await;
    let all = world.anonymous().await;
    world.judged_alike(&all).await;
    (known, all)
}

#[tokio::test]
async fn no_address_tells_an_evaluator_whose_an_offer_is() {
    on_each_database(async |world| {
        let (known, all) = anonymous(world).await;
        let app = App::over(world);
        let browser = app.browser_of(world, &all.evaluators[0]).await;
        let (mut read, mut wrong) = (0, Vec::new());
        for path in addresses(&all, known) {
            let answer = browser.get(&path).await;
            read += usize::from(answer.status.is_success());
            let names = told(&path, &answer.text, &all);
            wrong.extend(names.iter().map(|name| format!("{path}: {name}")));
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
        assert!(read > 50, "only {read} addresses answered");
    })
    .await;
}

#[tokio::test]
async fn the_pages_of_an_anonymous_evaluation_work_for_the_panel_and_name_bidders_to_officers() {
    on_each_database(async |world| {
        let all = world.anonymous().await;
        world.judged_alike(&all).await;
        let app = App::over(world);
        let (panel, officer) = (
            app.browser_of(world, &all.evaluators[0]).await,
            app.browser_of(world, &all.officer).await,
        );
        for page in ["panel", "compare", "read", "prices", "opening", "pictures"] {
            let path = format!("/solicitations/{}/{page}", all.solicitation.reference);
            let (blind, seeing) = (panel.get(&path).await.text, officer.get(&path).await.text);
            assert!(blind.contains("Offeror A"), "{page}");
            assert!(seeing.contains(BIDDERS[0]), "{page}");
        }
    })
    .await;
}
