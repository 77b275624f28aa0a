//! Signing in over HTTP, and what stands around every page.

use crate::support::App;
use axum::http::StatusCode;
use backend::testing::on_each_database;
use domain::actor::Role;

#[tokio::test]
async fn nobody_is_sent_to_the_sign_in_page_and_back() {
    on_each_database(async |world| {
        let app = App::over(world);
        let answer = app.nobody().get("/account").await;
        assert_eq!(
            (answer.status, answer.location.as_str()),
            (StatusCode::SEE_OTHER, "/sign-in?next=%2Faccount")
        );
        assert!(
            app.nobody()
                .get("/sign-in?next=%2Faccount")
                .await
                .text
                .contains(r#"name="next" value="/account""#)
        );
    })
    .await;
}

#[tokio::test]
async fn a_refused_sign_in_keeps_the_address_but_never_the_password() {
    on_each_database(async |world| {
        let app = App::over(world);
        let answer = app
            .nobody()
            .post(
                "/sign-in",
                &[
                    ("act", "sign_in"),
                    ("email", "ann@x.org"),
                    ("password", "hunter2hunter2"),
                ],
            )
            .await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.text.contains("There is a problem") && answer.text.contains("ann@x.org"));
        assert!(!answer.text.contains("hunter2"));
    })
    .await;
}

#[tokio::test]
async fn the_first_administrator_is_made_through_the_link_and_signs_in() {
    on_each_database(async |world| {
        let app = App::over(world);
        let link = backend::accounts::open_first_administrator(&world.ctx)
            .await
            .unwrap();
        let path = format!("/link/{}", link.secret);
        let fields = [
            ("act", "use_link"),
            ("name", "Root"),
            ("email", "root@x.org"),
            ("new_password", "short"),
        ];
        let weak = app.nobody().post(&path, &fields).await;
        assert!(
            weak.status == StatusCode::UNPROCESSABLE_ENTITY
                && weak.text.contains("at least 15 characters")
        );
        let fields = [
            ("act", "use_link"),
            ("name", "Root"),
            ("email", "root@x.org"),
            ("new_password", "seven wild geese fly"),
        ];
        assert_eq!(app.nobody().post(&path, &fields).await.location, "/sign-in");
        let signed = app
            .nobody()
            .post(
                "/sign-in",
                &[
                    ("act", "sign_in"),
                    ("email", "root@x.org"),
                    ("password", "seven wild geese fly"),
                ],
            )
            .await;
        let cookie = signed.headers["set-cookie"].to_str().unwrap();
        assert!(
            cookie.starts_with("__Host-perigee=")
                && cookie.contains("HttpOnly")
                && cookie.contains("Secure")
        );
        assert_eq!(app.nobody().get(&path).await.status, StatusCode::NOT_FOUND);
    })
    .await;
}

#[tokio::test]
async fn a_form_from_another_site_is_refused() {
    on_each_database(async |world| {
        let app = App::over(world);
        let browser = app
            .browser_of(world, &world.person("Ann", Role::Officer).await)
            .await;
        let request = axum::http::Request::post("/account")
            .header("origin", "https://evil.example")
            .header("host", "127.0.0.1")
            .header("content-type", "application/x-www-form-urlencoded")
            .body("act=sign_out".into());
        assert_eq!(
            browser.send(request.unwrap()).await.status,
            StatusCode::FORBIDDEN
        );
        assert_eq!(browser.get("/account").await.status, StatusCode::OK);
    })
    .await;
}

#[tokio::test]
async fn every_answer_carries_the_security_headers_and_its_own_nonce() {
    on_each_database(async |world| {
        let app = App::over(world);
        let mut nonces = Vec::new();
        for path in ["/sign-in", "/nothing-here", "/sign-in"] {
            let answer = app.nobody().get(path).await;
            let policy = answer.headers["content-security-policy"]
                .to_str()
                .unwrap()
                .to_owned();
            assert!(policy.contains("default-src 'none'") && !policy.contains("unsafe-inline"));
            assert_eq!(answer.headers["cache-control"], "no-store");
            assert!(!answer.text.contains(" style="));
            nonces.push(policy);
        }
        nonces.dedup();
        assert_eq!(nonces.len(), 3);
    })
    .await;
}

#[tokio::test]
async fn deadlines_are_told_in_the_chosen_zone_too() {
    on_each_database(async |world| {
        let asked = world.published_solicitation().await;
        let ann = world
            .provider("Ann", world.provider_organisation("Aurora").await)
            .await;
        let app = App::over(world);
        let browser = app.browser_of(world, &ann).await;
        let sheet = format!("/solicitations/{}", asked.reference);
        assert!(!browser.get(&sheet).await.text.contains("New York"));
        let choose = async |zone| {
            browser
                .post("/account", &[("act", "zone"), ("zone", zone)])
                .await
        };
        let refused = choose("America/Atlantis").await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.text.contains("Choose a time zone of the list."));
        assert_eq!(choose("America/New_York").await.location, "/account#zone");
        for page in [sheet.as_str(), "/", "/solicitations"] {
            assert!(browser.get(page).await.text.contains(" New York"), "{page}");
        }
        choose("").await;
        assert!(!browser.get(&sheet).await.text.contains("New York"));
    })
    .await;
}

#[tokio::test]
async fn an_organisations_zone_is_its_peoples_until_they_choose_their_own() {
    on_each_database(async |world| {
        let asked = world.published_solicitation().await;
        let bidder = world.bidder("Polar AS").await;
        let app = App::over(world);
        let browser = app.browser_of(world, &bidder.actor).await;
        let sheet = format!("/solicitations/{}", asked.reference);
        let dossier = format!("/providers/{}/dossier", bidder.reference);
        let chosen = [("act", "zone"), ("version", "1"), ("zone", "Asia/Tokyo")];
        assert_eq!(browser.post(&dossier, &chosen).await.location, dossier);
        assert!(browser.get(&sheet).await.text.contains(" Tokyo"));
        let account = browser.get("/account").await.text;
        assert!(account.contains("As our organisation chose: Asia/Tokyo"));
        let own = [("act", "zone"), ("zone", "America/New_York")];
        browser.post("/account", &own).await;
        let page = browser.get(&sheet).await.text;
        assert!(page.contains(" New York") && !page.contains(" Tokyo"));
        let stale = browser.post(&dossier, &chosen).await;
        assert_eq!(stale.status, StatusCode::CONFLICT);
    })
    .await;
}
