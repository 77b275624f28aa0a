//! Files that were handed in: how they are sent, and to whom.

use crate::support::{App, Browser};
use axum::body::Body;
use axum::http::{Request, StatusCode};
use backend::contracts;
use backend::testing::fixtures_contracts::Running;
use backend::testing::{World, on_each_database};
use domain::actor::Role;

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

#[tokio::test]
async fn a_document_of_a_solicitation_is_listed_with_its_hash_and_refused_by_its_content() {
    on_each_database(async |world| {
        let asked = world.published_solicitation().await;
        let officer = world.person("Olga", Role::Officer).await;
        let app = App::over(world);
        let browser = app.browser_of(world, &officer).await;
        let path = format!("/solicitations/{}/documents", asked.reference);
        let page = upload(&browser, &path, "\u{7f}ELF\u{1}").await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.text.contains("Why it is new") && page.text.contains("this is no PDF"));
        let sent = upload(&browser, &path, "What is to be delivered.").await;
        assert_eq!(sent.location, path, "{}", sent.text);
        let listed = browser.get(&path).await.text;
        assert!(listed.contains("work.txt") && !listed.contains("../work"));
        assert!(
            listed.contains("397dbf6e2243f2471398d814995ed2e423060d67ee6fbbf8099afe40b518c0e6")
        );
        let shown = browser
            .get(&format!("/solicitations/{}", asked.reference))
            .await;
        assert!(shown.text.contains("work.txt") && shown.text.contains("/documents/"));
    })
    .await;
}

/// Sends a file to the page of a solicitation's documents.
async fn upload(browser: &Browser<'_>, path: &str, content: &str) -> crate::support::Answer {
    let field = |name: &str, rest: &str| {
        format!("--b\r\ncontent-disposition: form-data; name=\"{name}\"{rest}\r\n")
    };
    let file = format!("; filename=\"../work.txt\"\r\n\r\n{content}");
    let body = [
        field("act", "\r\n\r\nadd"),
        field("version", "\r\n\r\n1"),
        field("kind", "\r\n\r\nstatement_of_work"),
        field("note", "\r\n\r\nWhy it is new"),
        field("file", &file),
        "--b--\r\n".to_owned(),
    ];
    let request = Request::post(path)
        .header("content-type", "multipart/form-data; boundary=b")
        .body(Body::from(body.concat()));
    browser.send(request.unwrap()).await
}
