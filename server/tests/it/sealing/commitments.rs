//! The list of what was sealed at closing: signed for everybody, shown by the rule of the solicitation.

use super::{Scene, sealed};
use crate::support::App;
use axum::http::StatusCode;
use backend::receipts::commitments::commit_closed;
use backend::testing::{World, on_each_database};
use chrono::Duration;
use domain::actor::{Actor, Role};

fn page(scene: &Scene) -> String {
    format!("/solicitations/{}/commitments", scene.asked.reference)
}

async fn hash(world: &World) -> String {
    let select = "SELECT ciphertext_sha256 FROM sealed_part WHERE part = 'price'";
    let hash: Vec<u8> = world.ctx.db().query(select).scalar().await.unwrap();
    hash.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Whether a person sees the hash of the sealed price, and the name of who offered.
async fn sees(app: &App, world: &World, actor: &Actor, scene: &Scene) -> (bool, bool) {
    let text = app
        .browser_of(world, actor)
        .await
        .get(&page(scene))
        .await
        .text;
    (
        text.contains(&hash(world).await),
        text.contains("Aurora Orbital"),
    )
}

#[tokio::test]
async fn before_closing_there_is_no_list_and_afterwards_it_is_signed_once() {
    on_each_database(async |world| {
        let app = App::over(world);
        let scene = sealed(world, &app).await;
        assert_eq!(commit_closed(&world.ctx).await.unwrap(), 0);
        let auditor = world.person("Audrey", Role::Auditor).await;
        let browser = app.browser_of(world, &auditor).await;
        assert!(
            browser
                .get(&page(&scene))
                .await
                .text
                .contains("The list is made at closing")
        );
        world.clock.set(scene.asked.closes_at);
        assert_eq!(commit_closed(&world.ctx).await.unwrap(), 0);
        world
            .clock
            .set(scene.asked.closes_at + Duration::microseconds(1));
        assert_eq!(commit_closed(&world.ctx).await.unwrap(), 1);
        assert_eq!(commit_closed(&world.ctx).await.unwrap(), 0);
        let browser = app.browser_of(world, &auditor).await;
        assert!(
            browser
                .get(&page(&scene))
                .await
                .text
                .contains("SHA-256 of the list")
        );
    })
    .await;
}

#[tokio::test]
async fn before_the_opening_the_list_is_for_who_offered_and_for_auditors_without_names() {
    on_each_database(async |world| {
        let app = App::over(world);
        let scene = sealed(world, &app).await;
        world.clock.set(scene.asked.closes_at + Duration::hours(1));
        commit_closed(&world.ctx).await.unwrap();
        let auditor = world.person("Audrey", Role::Auditor).await;
        assert_eq!(sees(&app, world, &scene.ann, &scene).await, (true, false));
        assert_eq!(sees(&app, world, &auditor, &scene).await, (true, false));
        for (who, actor) in &scene.others {
            assert_eq!(
                sees(&app, world, actor, &scene).await,
                (false, false),
                "{who}"
            );
            let file = app
                .browser_of(world, actor)
                .await
                .get(&format!("{}.json", page(&scene)))
                .await;
            assert_eq!(file.status, StatusCode::NOT_FOUND, "{who}");
        }
    })
    .await;
}

#[tokio::test]
async fn the_downloaded_list_fits_its_signed_head_and_the_receipt() {
    on_each_database(async |world| {
        let app = App::over(world);
        let scene = sealed(world, &app).await;
        world.clock.set(scene.asked.closes_at + Duration::hours(1));
        commit_closed(&world.ctx).await.unwrap();
        let browser = app.browser_of(world, &scene.ann).await;
        let list = browser.get(&format!("{}.json", page(&scene))).await.text;
        let list: sealing::commitments::Published = serde_json::from_str(&list).unwrap();
        assert!(list.head.is_signed() && list.head.is_of(&list.list));
        let receipt = browser
            .get(&format!("/offers/{}/receipts/1.json", scene.offer))
            .await
            .text;
        let receipt = sealing::receipt::Receipt::parse(&receipt).unwrap();
        assert!(list.list.holds(&receipt.statement.parts));
        assert_eq!(list.list.offers.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn what_was_withdrawn_or_replaced_is_not_on_the_list() {
    on_each_database(async |world| {
        let app = App::over(world);
        let scene = sealed(world, &app).await;
        let browser = app.browser_of(world, &scene.ann).await;
        super::submit(&browser, &scene).await;
        world.clock.set(scene.asked.closes_at + Duration::hours(1));
        commit_closed(&world.ctx).await.unwrap();
        let browser = app.browser_of(world, &scene.ann).await;
        let list = browser.get(&format!("{}.json", page(&scene))).await.text;
        let list: sealing::commitments::Published = serde_json::from_str(&list).unwrap();
        let newest = browser
            .get(&format!("/offers/{}/receipts/2.json", scene.offer))
            .await
            .text;
        let newest = sealing::receipt::Receipt::parse(&newest).unwrap();
        assert!(list.list.holds(&newest.statement.parts) && list.list.offers.len() == 1);
    })
    .await;
}
