//! Exchange rates over HTTP.

use crate::support::{Answer, App, Browser};
use axum::body::Body;
use axum::http::{Request, StatusCode};
use backend::testing::on_each_database;
use domain::actor::Role;

const RATE: [(&str, &str); 7] = [
    ("act", "propose"),
    ("currency", "NOK"),
    ("on_day_day", "2"),
    ("on_day_month", "Mar"),
    ("on_day_year", "2026"),
    ("units_per_eur", "11,2935"),
    ("source", "Central bank of the test"),
];

/// The act of the page's form that decides on a rate.
fn deciding(page: &str) -> String {
    let rest = page.split("value=\"decide-").nth(1).unwrap();
    format!("decide-{}", rest.split('"').next().unwrap())
}

#[tokio::test]
async fn one_officer_types_a_rate_and_another_approves_it() {
    on_each_database(async |world| {
        world.reference().await;
        let app = App::over(world);
        let [ann, ben] = [
            app.browser_of(world, &world.person("Ann", Role::Officer).await)
                .await,
            app.browser_of(world, &world.person("Ben", Role::Officer).await)
                .await,
        ];
        let sent = ann.post("/rates", &RATE).await;
        assert_eq!(
            (sent.status, sent.location.as_str()),
            (StatusCode::SEE_OTHER, "/rates#proposed")
        );
        let own = ann.get("/rates").await.text;
        assert!(
            own.contains("Another officer than who typed it decides")
                && !own.contains("Approve the rate")
        );
        assert!(
            ben.get("/")
                .await
                .text
                .contains("rate awaits a second person")
        );
        let act = deciding(&ben.get("/rates").await.text);
        let approve = [("act", act.as_str()), ("decision", "approve")];
        assert_eq!(
            ann.post("/rates", &approve).await.status,
            StatusCode::FORBIDDEN
        );
        assert_eq!(
            ben.post("/rates", &approve).await.status,
            StatusCode::SEE_OTHER
        );
        let page = ben.get("/rates?currency=NOK&status=in_force").await.text;
        assert!(page.contains("11.2935") && page.contains("Central bank of the test"));
    })
    .await;
}

#[tokio::test]
async fn a_refused_rate_keeps_what_was_typed_and_others_see_no_form() {
    on_each_database(async |world| {
        world.reference().await;
        let app = App::over(world);
        let officer = world.person("Ann", Role::Officer).await;
        let officer = app.browser_of(world, &officer).await;
        let mut wrong = RATE;
        wrong[5] = ("units_per_eur", "much");
        let refused = officer.post("/rates", &wrong).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        let kept = ["value=\"much\"", "value=\"Central bank of the test\""];
        assert!(kept.iter().all(|value| refused.text.contains(value)));
        let auditor = world.person("Aud", Role::Auditor).await;
        let auditor = app.browser_of(world, &auditor).await;
        assert!(
            !auditor
                .get("/rates")
                .await
                .text
                .contains("Propose the rate")
        );
        let sent = auditor.post("/rates", &RATE).await;
        assert_eq!(sent.status, StatusCode::FORBIDDEN);
    })
    .await;
}

async fn send(browser: &Browser<'_>, what: &str, content: &str) -> Answer {
    let part = |name: &str, rest: &str| {
        format!("--b\r\ncontent-disposition: form-data; name=\"{name}\"{rest}\r\n")
    };
    let file = format!("; filename=\"eurofxref.csv\"\r\n\r\n{content}");
    let body = [
        part("act", "\r\n\r\nimport"),
        part("what", &format!("\r\n\r\n{what}")),
        part("file", &file),
        "--b--\r\n".to_owned(),
    ];
    let request = Request::post("/rates/import")
        .header("content-type", "multipart/form-data; boundary=b")
        .body(Body::from(body.concat()));
    browser.send(request.unwrap()).await
}

#[tokio::test]
async fn a_file_is_checked_first_and_imported_then() {
    on_each_database(async |world| {
        let app = App::over(world);
        let ann = world.person("Ann", Role::Officer).await;
        let ann = app.browser_of(world, &ann).await;
        let file = "Date, USD, NOK, \n02 March 2026, 1.0377, none, \n";
        let checked = send(&ann, "check", file).await;
        assert_eq!(checked.status, StatusCode::OK);
        assert!(
            checked.text.contains("nothing is recorded yet")
                && checked.text.contains("“none” is not a number")
        );
        assert!(ann.get("/rates").await.text.contains("No rates here"));
        let sent = send(&ann, "import", file).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER);
        let page = ann.get(&sent.location).await.text;
        assert!(page.contains("New rates recorded") && page.contains("“none” is not a number"));
        let list = ann.get("/rates").await.text;
        assert!(
            list.contains("1.0377") && list.contains("from the publisher’s file eurofxref.csv")
        );
        let other = send(&ann, "import", "Rate\n1\n").await;
        assert_eq!(other.status, StatusCode::UNPROCESSABLE_ENTITY);
    })
    .await;
}
