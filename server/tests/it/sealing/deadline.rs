//! The deadline (checks 9, 10, 13) and double submission.

use super::{drafted, sealed, stored, submit, version_on};
use crate::support::App;
use axum::body::{Body, Bytes};
use axum::http::{Request, StatusCode};
use backend::testing::on_each_database;
use chrono::Duration;
use std::convert::Infallible;

#[tokio::test]
async fn at_closing_is_in_time_and_a_second_later_is_refused_and_noted_nowhere_as_received() {
    on_each_database(async |world| {
        let app = App::over(world);
        for (moment, status) in [(-1, 303), (0, 303), (1, 409)] {
            let scene = drafted(world).await;
            world
                .clock
                .set(scene.asked.closes_at + Duration::seconds(moment));
            let browser = app.browser_of(world, &scene.ann).await;
            let sent = submit(&browser, &scene).await;
            assert_eq!(sent.status.as_u16(), status, "{moment} s");
            let expected = if status == 303 {
                ("submitted", 1)
            } else {
                ("draft", 0)
            };
            let found = stored(world, &scene.offer).await;
            assert_eq!((found.0.as_str(), found.1), expected);
            world.clock.set(backend::testing::beginning());
        }
    })
    .await;
}

#[tokio::test]
async fn an_upload_that_ends_after_closing_is_refused_whole() {
    on_each_database(async |world| {
        let app = App::over(world);
        let scene = drafted(world).await;
        world
            .clock
            .set(scene.asked.closes_at - Duration::seconds(2));
        let browser = app.browser_of(world, &scene.ann).await;
        let clock = world.clock.clone();
        let (closes, version) = (scene.asked.closes_at, scene.version.clone());
        let chunks = (0..200).map(move |number| {
            if number == 199 {
                clock.set(closes + Duration::seconds(18));
                return Ok::<_, Infallible>(Bytes::from(format!("&act=submit&version={version}")));
            }
            Ok(Bytes::from(format!("x{number}={}&", "y".repeat(100_000))))
        });
        let request = Request::post(format!("/offers/{}/submit", scene.offer))
            .header("content-type", "application/x-www-form-urlencoded")
            .body(Body::from_stream(futures_util::stream::iter(chunks)))
            .unwrap();
        assert_eq!(browser.send(request).await.status, StatusCode::CONFLICT);
        assert_eq!(stored(world, &scene.offer).await, ("draft".to_owned(), 0));
    })
    .await;
}

#[tokio::test]
async fn replacing_and_withdrawing_end_with_the_deadline() {
    on_each_database(async |world| {
        let app = App::over(world);
        let mut scene = sealed(world, &app).await;
        let page = format!("/offers/{}", scene.offer);
        world
            .clock
            .set(scene.asked.closes_at - Duration::minutes(1));
        let browser = app.browser_of(world, &scene.ann).await;
        assert_eq!(submit(&browser, &scene).await.status, StatusCode::SEE_OTHER);
        scene.version = version_on(&browser, &scene.offer).await;
        world
            .clock
            .set(scene.asked.closes_at + Duration::seconds(1));
        assert_eq!(submit(&browser, &scene).await.status, StatusCode::CONFLICT);
        let refused = browser.post(&page, &[("act", "withdraw")]).await;
        assert_eq!(refused.status, StatusCode::CONFLICT);
        world
            .clock
            .set(scene.asked.closes_at - Duration::seconds(30));
        let withdrawn = browser.post(&page, &[("act", "withdraw")]).await;
        assert_eq!(withdrawn.status, StatusCode::SEE_OTHER);
        assert_eq!(
            stored(world, &scene.offer).await,
            ("withdrawn".to_owned(), 2)
        );
    })
    .await;
}

#[tokio::test]
async fn the_same_form_sent_twice_is_one_submission() {
    on_each_database(async |world| {
        let app = App::over(world);
        let scene = drafted(world).await;
        let browser = app.browser_of(world, &scene.ann).await;
        let path = format!("/offers/{}/submit", scene.offer);
        let fields = [
            ("idempotency_key", "one key for both"),
            ("act", "submit"),
            ("version", scene.version.as_str()),
        ];
        let (one, other) = tokio::join!(
            browser.post_as_is(&path, &fields),
            browser.post_as_is(&path, &fields)
        );
        assert_eq!(
            (one.status, other.status),
            (StatusCode::SEE_OTHER, StatusCode::SEE_OTHER)
        );
        assert_eq!(
            stored(world, &scene.offer).await,
            ("submitted".to_owned(), 1)
        );
    })
    .await;
}
