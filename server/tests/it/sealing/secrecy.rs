//! Nobody reads a sealed offer (checks 1, 2, 15).

use super::{PRICE, Scene, WORD, sealed};
use crate::support::{App, Browser};
use axum::http::StatusCode;
use backend::testing::on_each_database;

/// Every address that may be about an offer.
const PARTS: [&str; 9] = [
    "",
    "/administration",
    "/technical",
    "/experience",
    "/price",
    "/submit",
    "/receipt",
    "/receipts/1.json",
    "/sealed/1-offer.age",
];

/// Every address without a varying part, and those of the solicitation.
fn addresses(scene: &Scene) -> Vec<String> {
    let pages = server::http::paths().into_iter().map(|(path, _)| path);
    let files = server::http::files().map(str::to_owned);
    let about = pages.chain(files).filter_map(|path| {
        let of_solicitation = path.starts_with("/solicitations/{reference}");
        let filled = if of_solicitation {
            path.replace("{reference}", &scene.asked.reference)
        } else {
            path
        };
        (!filled.contains('{')).then_some(filled)
    });
    let searches = [WORD, PRICE, &scene.offer, "Aurora"].map(|word| format!("/search?q={word}"));
    let lists = [
        "/solicitations?sort=offers",
        "/offers?q=Aurora",
        "/contracts?sort=-value",
    ];
    about
        .chain(searches)
        .chain(lists.map(str::to_owned))
        .collect()
}

/// The status, and the text without what differs between any two answers.
async fn seen(browser: &Browser<'_>, offer: &str, part: &str) -> (StatusCode, String) {
    let answer = browser.get(&format!("/offers/{offer}{part}")).await;
    let text = super::silence::normal(&answer.text).replace(offer, "");
    (answer.status, text)
}

#[tokio::test]
async fn an_offer_of_others_answers_as_one_that_does_not_exist() {
    on_each_database(async |world| {
        let app = App::over(world);
        let scene = sealed(world, &app).await;
        for (who, actor) in &scene.others {
            let browser = app.browser_of(world, actor).await;
            for part in PARTS {
                let there = seen(&browser, &scene.offer, part).await;
                let nowhere = seen(&browser, "OFR-2026-999999", part).await;
                assert_eq!(there, nowhere, "{who} {part}");
                assert!([StatusCode::NOT_FOUND, StatusCode::FORBIDDEN].contains(&there.0));
            }
        }
    })
    .await;
}

#[tokio::test]
async fn who_is_not_signed_in_learns_nothing_of_an_offer() {
    on_each_database(async |world| {
        let app = App::over(world);
        let scene = sealed(world, &app).await;
        for part in PARTS {
            let there = app
                .nobody()
                .get(&format!("/offers/{}{part}", scene.offer))
                .await;
            let nowhere = app
                .nobody()
                .get(&format!("/offers/OFR-2026-999999{part}"))
                .await;
            assert_eq!(there.status, nowhere.status, "{part}");
            assert!(!there.status.is_success() && !there.text.contains("Aurora"));
        }
    })
    .await;
}

#[tokio::test]
async fn no_page_list_search_or_file_holds_a_word_of_a_sealed_offer() {
    on_each_database(async |world| {
        let app = App::over(world);
        let scene = sealed(world, &app).await;
        for (who, actor) in &scene.others {
            let browser = app.browser_of(world, actor).await;
            for path in addresses(&scene) {
                let answer = browser.get(&path).await;
                let text = answer
                    .text
                    .replace(&format!("/search?q={}", scene.offer), "");
                let told = text.replace(&format!("value=\"{}\"", scene.offer), "");
                let typed = path.contains("/search");
                for secret in [WORD, PRICE, "7 345 190", &scene.offer] {
                    let shown = told.matches(secret).count();
                    assert!(shown == 0 || typed, "{who} {path}: {secret}");
                }
                let found = format!("href=\"/offers/{}", scene.offer);
                assert!(!told.contains(&found), "{who} {path}");
                assert_ne!(
                    answer.status,
                    StatusCode::INTERNAL_SERVER_ERROR,
                    "{who} {path}"
                );
            }
        }
    })
    .await;
}

#[tokio::test]
async fn the_reference_of_an_offer_does_not_count_the_offers() {
    on_each_database(async |world| {
        let (asked, mut numbers) = (world.published_solicitation().await, Vec::new());
        for name in ["One", "Two", "Three"] {
            let provider = world.provider_organisation(name).await;
            let person = world.provider(name, provider).await;
            let app = App::over(world);
            let new = format!("/offers/new?solicitation={}", asked.reference);
            let started = app
                .browser_of(world, &person)
                .await
                .post(&new, &[("act", "start")])
                .await;
            let number = started
                .location
                .rsplit('-')
                .next()
                .unwrap()
                .parse::<i64>()
                .unwrap();
            numbers.push(number);
        }
        let in_order = numbers.windows(2).all(|pair| pair[1] == pair[0] + 1);
        assert!(!in_order, "{numbers:?}");
    })
    .await;
}
