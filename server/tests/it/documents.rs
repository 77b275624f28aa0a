//! Files that were handed in: how they are sent, and to whom.

use crate::support::{App, Browser};
use axum::body::Body;
use axum::http::{Request, StatusCode};
use backend::contracts;
use backend::testing::fixtures_contracts::Running;
use backend::testing::{World, on_each_database};

/// Submits the first milestone through its page, with a file; answers with the file's address.
async fn evidence(world: &World, running: &Running, browser: &Browser<'_>) -> String {
    let path = format!("/contracts/{}/milestones/1", running.reference);
    let field = |name: &str, rest: &str| {
        format!("--b\r\ncontent-disposition: form-data; name=\"{name}\"{rest}\r\n")
    };
    let body = [
        field("act", "\r\n\r\nsubmit"),
        field("version", "\r\n\r\n3"),
        field("statement", "\r\n\r\nDelivered with the report."),
        field(
            "file",
            "; filename=\"Abnahme übersicht.pdf\"\r\ncontent-type: text/html\r\n\r\n%PDF-1.7 <script>",
        ),
        "--b--\r\n".to_owned(),
    ];
    let request = Request::post(&path)
        .header("content-type", "multipart/form-data; boundary=b")
        .body(Body::from(body.concat()));
    let answer = browser.send(request.unwrap()).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    let sheet = contracts::sheet(&world.ctx, &running.officer, &running.reference, None).await;
    let record = sheet.unwrap().record;
    let file = record.milestones[0].evidence[0].file.as_ref().unwrap();
    format!("/documents/{}", file.id)
}

#[tokio::test]
async fn evidence_is_a_download_that_is_never_sniffed() {
    on_each_database(async |world| {
        let running = world.contract_in_performance().await;
        let app = App::over(world);
        let browser = app.browser_of(world, &running.contractor).await;
        let address = evidence(world, &running, &browser).await;
        let page = format!("/contracts/{}?tab=documents", running.reference);
        assert!(browser.get(&page).await.text.contains(&address));
        let file = browser.get(&address).await;
        assert_eq!(file.text, "%PDF-1.7 <script>");
        for (name, value) in [
            ("content-type", "application/pdf"),
            ("x-content-type-options", "nosniff"),
            ("cache-control", "private, no-store"),
        ] {
            assert_eq!(file.headers[name], value, "{name}");
        }
        let disposition = file.headers["content-disposition"].to_str().unwrap();
        assert!(
            disposition.starts_with("attachment;") && disposition.contains("%C3%BCbersicht.pdf")
        );
    })
    .await;
}

#[tokio::test]
async fn evidence_of_a_contract_is_not_there_for_another_provider_or_for_nobody() {
    on_each_database(async |world| {
        let running = world.contract_in_performance().await;
        let app = App::over(world);
        let contractor = app.browser_of(world, &running.contractor).await;
        let address = evidence(world, &running, &contractor).await;
        let other = world.provider_organisation("Boreal").await;
        let stranger = world.provider("Sam", other).await;
        let hidden = app.browser_of(world, &stranger).await.get(&address).await;
        assert_eq!(hidden.status, StatusCode::NOT_FOUND);
        assert!(!hidden.text.contains("%PDF"));
        let nobody = app.nobody().get(&address).await;
        assert!(nobody.status.is_redirection() && nobody.location.starts_with("/sign-in"));
        let officer = app.browser_of(world, &running.officer).await;
        assert_eq!(officer.get(&address).await.status, StatusCode::OK);
    })
    .await;
}

#[tokio::test]
async fn an_address_that_names_no_file_is_not_found() {
    on_each_database(async |world| {
        let running = world.contract_in_performance().await;
        let app = App::over(world);
        let browser = app.browser_of(world, &running.officer).await;
        let unknown = format!("/documents/{}", world.ctx.new_id());
        for address in ["/documents/../secret", "/documents/1", &unknown] {
            let answer = browser.get(address).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{address}");
        }
    })
    .await;
}
