//! The record of an opening: downloaded, checked offline, and shown offer by offer.

use crate::support::App;
use axum::http::StatusCode;
use backend::db::query::count;
use backend::testing::{World, on_each_database};
use domain::actor::Role;
use sealing::opening::{PartState, Record, verify};
use std::process::{Command, Output};

async fn two_sealed(world: &World) -> backend::testing::fixtures::Published {
    let asked = world.published_solicitation().await;
    for name in ["Aurora Orbital", "Boreal Radar"] {
        world.sealed_bid(&asked, name, "71234").await;
    }
    asked
}

async fn record_for(world: &World, role: Role, reference: &str) -> (StatusCode, String) {
    let app = App::over(world);
    let reader = world.person("Reader", role).await;
    let path = format!("/solicitations/{reference}/opening.json");
    let answer = app.browser_of(world, &reader).await.get(&path).await;
    (answer.status, answer.text)
}

fn perigee(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_perigee"))
        .args(["verify", "opening"])
        .args(arguments)
        .output()
        .unwrap()
}

#[tokio::test]
async fn check_16_what_was_opened_is_proven_to_be_what_was_sealed_without_the_server() {
    on_each_database(async |world| {
        let asked = two_sealed(world).await;
        let early = record_for(world, Role::Auditor, &asked.reference).await;
        assert_eq!(early.0, StatusCode::NOT_FOUND);
        world.open(&asked).await;
        let (_, text) = record_for(world, Role::Delegate, &asked.reference).await;
        let folder = tempfile::tempdir().unwrap();
        let file = |name: &str, text: &str| {
            let path = folder.path().join(name);
            std::fs::write(&path, text).unwrap();
            path.display().to_string()
        };
        let key = world.ctx.keys().log_public_key();
        let good = perigee(&[&file("good.json", &text), "--key", &key]);
        assert_eq!(good.status.code(), Some(0), "{good:?}");
        assert!(String::from_utf8_lossy(&good.stdout).contains("number 2 on the list"));
        let forged = text.replacen("Boreal Radar", "Boreal Rader", 1);
        assert_eq!(
            perigee(&[&file("forged.json", &forged)]).status.code(),
            Some(1)
        );
        assert_eq!(perigee(&[&file("no.json", "{}")]).status.code(), Some(2));
    })
    .await;
}

#[tokio::test]
async fn the_page_shows_every_offer_with_its_place_on_the_list() {
    on_each_database(async |world| {
        let asked = two_sealed(world).await;
        world.open(&asked).await;
        let ann = world.person("Ann", Role::Delegate).await;
        let app = App::over(world);
        let browser = app.browser_of(world, &ann).await;
        let path = format!("/solicitations/{}/opening/check", asked.reference);
        backend::audit::seal(&world.ctx).await.unwrap();
        let (page, statements) = count::during(browser.get(&path)).await;
        assert!(statements <= 5, "{statements} statements");
        let page = page.text;
        assert!(page.contains("Nothing was added, removed or exchanged since closing"));
        assert!(page.contains("Boreal Radar") && page.contains("number 2"));
    })
    .await;
}

#[tokio::test]
async fn which_prices_were_opened_is_for_the_buying_side_until_the_bidders_have_their_notices() {
    on_each_database(async |world| {
        let story = world.technical_fixed().await;
        world.two_consent(&story.solicitation).await;
        let reference = &story.solicitation.reference;
        let states = |text: &str| {
            let verdict = verify(&Record::parse(text).unwrap(), None);
            assert!(verdict.valid(), "{verdict:?}");
            let prices = verdict.offers.into_iter().map(|offer| offer.parts[1].state);
            prices.filter(|state| *state == PartState::Sealed).count()
        };
        let (_, officer) = record_for(world, Role::Officer, reference).await;
        let (_, delegate) = record_for(world, Role::Delegate, reference).await;
        assert_eq!((states(&officer), states(&delegate)), (1, 3));
        let app = App::over(world);
        let nation = world.person("Dan", Role::Delegate).await;
        let browser = app.browser_of(world, &nation).await;
        let list = browser
            .get(&format!("/solicitations/{reference}/commitments"))
            .await;
        assert_eq!(list.text.matches("opened, inside").count(), 3);
    })
    .await;
}
