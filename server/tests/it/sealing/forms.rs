//! What forms and methods do not do (checks 18, 19, 22, 23, 27, 28).

use super::{sealed, stored, submit};
use crate::support::App;
use axum::body::Body;
use axum::http::{Method, Request, StatusCode};
use backend::testing::{World, on_each_database};
use chrono::Duration;

/// The whole row of an offer, so that nothing of it changes unnoticed.
async fn row(world: &World, offer: &str) -> (String, i64, Option<i64>, bool) {
    let select =
        "SELECT status, version, price_minor, content IS NULL FROM offer WHERE reference = $1";
    let query = world.ctx.db().query(select).bind(offer.to_owned());
    query.one().await.unwrap()
}

#[tokio::test]
async fn fields_that_no_form_has_change_nothing() {
    on_each_database(async |world| {
        let app = App::over(world);
        let scene = sealed(world, &app).await;
        let browser = app.browser_of(world, &scene.ann).await;
        let before = row(world, &scene.offer).await;
        let mut fields = vec![
            ("act", "save"),
            ("version", scene.version.as_str()),
            ("contact_name", "Kim"),
        ];
        fields.extend([
            ("contact_email", "kim@example.org"),
            ("nation_of_origin", "NO"),
            ("validity_days", "180"),
            ("accepts_terms", "yes"),
            ("status", "awarded"),
            ("provider_id", "00000000-0000-0000-0000-000000000001"),
            ("price_minor", "1"),
            ("opened_at", "2026-01-01T00:00:00Z"),
            ("role", "administrator"),
        ]);
        let saved = browser
            .post(&format!("/offers/{}/administration", scene.offer), &fields)
            .await;
        assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text);
        let after = row(world, &scene.offer).await;
        assert_eq!(
            (after.0, after.1, after.2, after.3),
            (before.0, before.1 + 1, before.2, before.3)
        );
        assert!(browser.get("/accounts").await.status == StatusCode::FORBIDDEN);
    })
    .await;
}

#[tokio::test]
async fn of_a_repeated_field_the_first_counts() {
    on_each_database(async |world| {
        let app = App::over(world);
        let scene = sealed(world, &app).await;
        let browser = app.browser_of(world, &scene.ann).await;
        let path = format!("/offers/{}/submit", scene.offer);
        let stale = [
            ("act", "submit"),
            ("version", "1"),
            ("version", scene.version.as_str()),
        ];
        assert_eq!(
            browser.post(&path, &stale).await.status,
            StatusCode::CONFLICT
        );
        let newest = [
            ("act", "submit"),
            ("version", scene.version.as_str()),
            ("version", "1"),
        ];
        assert_eq!(
            browser.post(&path, &newest).await.status,
            StatusCode::SEE_OTHER
        );
        let twice = format!("/solicitations?q=Persistent&q={}&page[]=1", scene.offer);
        assert_eq!(browser.get(&twice).await.status, StatusCode::OK);
    })
    .await;
}

#[tokio::test]
async fn no_other_method_changes_anything() {
    on_each_database(async |world| {
        let app = App::over(world);
        let scene = sealed(world, &app).await;
        let browser = app.browser_of(world, &scene.ann).await;
        let before = row(world, &scene.offer).await;
        let address = format!(
            "/offers/{}/submit?act=submit&version={}",
            scene.offer, scene.version
        );
        for method in [
            "GET", "HEAD", "OPTIONS", "TRACE", "PROPFIND", "PUT", "PATCH", "DELETE", "CONNECT",
        ] {
            let request = Request::builder()
                .method(Method::from_bytes(method.as_bytes()).unwrap())
                .uri(&address)
                .header("x-http-method-override", "POST")
                .body(Body::empty());
            let status = browser.send(request.unwrap()).await.status;
            let reads = ["GET", "HEAD"].contains(&method);
            assert_eq!(status.is_success(), reads, "{method} {status}");
            assert_eq!(row(world, &scene.offer).await, before, "{method}");
        }
    })
    .await;
}

#[tokio::test]
async fn there_is_no_programs_entrance_beside_the_pages() {
    on_each_database(async |world| {
        let app = App::over(world);
        let scene = sealed(world, &app).await;
        let body = format!("{{\"reference\":\"{}\"}}", scene.offer);
        for path in [
            "/api/submit",
            "/api/offers",
            "/api/open_offers",
            "/api",
            "/openapi.json",
            "/metrics",
            "/.git/config",
            "/.env",
        ] {
            for kind in [
                "application/json",
                "application/x-www-form-urlencoded",
                "text/plain",
            ] {
                let request = Request::post(path)
                    .header("content-type", kind)
                    .body(Body::from(body.clone()));
                let status = app.nobody().send(request.unwrap()).await.status;
                assert!(
                    [401, 403, 404, 405].contains(&status.as_u16()),
                    "{path} {status}"
                );
            }
            assert_eq!(
                app.nobody().get(path).await.status,
                StatusCode::NOT_FOUND,
                "{path}"
            );
        }
    })
    .await;
}

#[tokio::test]
async fn nothing_is_scored_checked_or_awarded_before_the_opening() {
    on_each_database(async |world| {
        let app = App::over(world);
        let scene = sealed(world, &app).await;
        world.clock.set(scene.asked.closes_at + Duration::hours(1));
        let status = "SELECT status FROM solicitation WHERE reference = $1";
        for (who, actor) in &scene.others {
            let browser = app.browser_of(world, actor).await;
            for (page, act) in [
                ("panel", "assign"),
                ("score", "save"),
                ("compare", "run"),
                ("award", "recommend"),
                ("award", "approve"),
            ] {
                let path = format!("/solicitations/{}/{page}", scene.asked.reference);
                let answer = browser
                    .post(
                        &path,
                        &[("act", act), ("version", "1"), ("offer", &scene.offer)],
                    )
                    .await;
                assert!(
                    answer.status.is_client_error(),
                    "{who} {page} {}",
                    answer.status
                );
            }
        }
        let query = world
            .ctx
            .db()
            .query(status)
            .bind(scene.asked.reference.clone());
        assert_eq!(query.scalar::<String>().await.unwrap(), "published");
        assert_eq!(stored(world, &scene.offer).await.0, "submitted");
    })
    .await;
}

#[tokio::test]
async fn after_closing_no_form_of_the_provider_changes_the_offer() {
    on_each_database(async |world| {
        let app = App::over(world);
        let scene = sealed(world, &app).await;
        world.clock.set(scene.asked.closes_at + Duration::hours(1));
        let browser = app.browser_of(world, &scene.ann).await;
        let before = row(world, &scene.offer).await;
        for page in ["administration", "technical", "experience", "price"] {
            let path = format!("/offers/{}/{page}", scene.offer);
            let fields = [
                ("act", "save"),
                ("version", scene.version.as_str()),
                ("currency", "EUR"),
            ];
            let status = browser.post(&path, &fields).await.status;
            assert!(status.is_client_error(), "{page} {status}");
        }
        assert_eq!(submit(&browser, &scene).await.status, StatusCode::CONFLICT);
        assert_eq!(row(world, &scene.offer).await, before);
    })
    .await;
}
