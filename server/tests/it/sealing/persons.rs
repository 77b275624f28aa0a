//! Rights follow the person and the moment (checks 25, 26, 29).

use crate::support::App;
use axum::http::StatusCode;
use backend::solicitations::{Draft, ask_approval, create};
use backend::testing::on_each_database;
use domain::actor::Role;

#[tokio::test]
async fn check_25_a_role_that_is_taken_away_is_gone_at_the_next_request() {
    on_each_database(async |world| {
        let app = App::over(world);
        let ada = world.person("Ada", Role::Administrator).await;
        let browser = app.browser_of(world, &ada).await;
        assert_eq!(browser.get("/accounts").await.status, StatusCode::OK);
        let taken = "UPDATE account_role SET role = 'delegate' WHERE account_id = $1";
        let query = world.ctx.db().query(taken).bind(ada.account().unwrap().0);
        query.run_one().await.unwrap();
        assert_eq!(browser.get("/accounts").await.status, StatusCode::FORBIDDEN);
    })
    .await;
}

#[tokio::test]
async fn check_29_who_wrote_a_solicitation_cannot_approve_it() {
    on_each_database(async |world| {
        world.strategy().await;
        let app = App::over(world);
        let olga = world.person("Olga", Role::Officer).await;
        let call = world.call(&olga);
        let draft = Draft::try_from(world.typed_solicitation()).unwrap();
        let reference = create(&world.ctx, &call, draft).await.unwrap();
        ask_approval(&world.ctx, &call, &reference, 1, None)
            .await
            .unwrap();
        let path = format!("/solicitations/{reference}/review");
        let fields = [
            ("act", "approve"),
            ("version", "1"),
            ("approved_by", "somebody"),
        ];
        let sent = app
            .browser_of(world, &olga)
            .await
            .post(&path, &fields)
            .await;
        assert_ne!(sent.status, StatusCode::SEE_OTHER);
        let status = "SELECT status FROM solicitation";
        let status: String = world.ctx.db().query(status).scalar().await.unwrap();
        assert_eq!(status, "draft");
    })
    .await;
}

#[tokio::test]
async fn check_26_the_owner_of_an_organisation_reaches_its_own_pages_alone() {
    on_each_database(async |world| {
        let app = App::over(world);
        let (own, other) = (world.bidder("Aurora").await, world.bidder("Boreal").await);
        let browser = app.browser_of(world, &own.actor).await;
        let status = async |path: String| browser.get(&path).await.status;
        for page in ["dossier", "people"] {
            let mine = format!("/providers/{}/{page}", own.reference);
            assert_eq!(status(mine).await, StatusCode::OK, "{page}");
            let theirs = format!("/providers/{}/{page}", other.reference);
            let unknown = format!("/providers/PRV-2026-0000/{page}");
            assert_eq!(status(theirs).await, status(unknown).await, "{page}");
        }
        for page in [
            "/accounts",
            "/outbox",
            "/audit",
            "/imports",
            "/overrides",
            "/registrations",
        ] {
            assert_eq!(
                status(page.to_owned()).await,
                StatusCode::FORBIDDEN,
                "{page}"
            );
        }
        let theirs = format!("/providers/{}/people", other.reference);
        let invite = [
            ("act", "invite"),
            ("name", "Eve"),
            ("email", "eve@example.org"),
            ("role", "owner"),
        ];
        assert_eq!(
            browser.post(&theirs, &invite).await.status,
            StatusCode::NOT_FOUND
        );
    })
    .await;
}
