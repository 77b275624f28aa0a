//! Files of an offer through the forms.

use crate::support::{Answer, App, Browser};
use axum::body::Body;
use axum::http::{Request, StatusCode};
use backend::testing::{World, on_each_database};
use domain::actor::{Actor, Role};

async fn drafted(world: &World) -> (Actor, String) {
    let asked = world.published_solicitation().await;
    let organisation = world.provider_organisation("Aurora").await;
    let ann = world.provider("Ann", organisation).await;
    let (reference, _) = world.complete_draft(&asked, &ann, "100", "words").await;
    (ann, format!("/offers/{reference}/attachments"))
}

/// A part of a form: a field, or with a name a file.
fn part(field: &str, file: Option<&str>, content: &str) -> String {
    let file = file.map(|name| format!("; filename=\"{name}\""));
    let file = file.unwrap_or_default();
    format!("--b\r\ncontent-disposition: form-data; name=\"{field}\"{file}\r\n\r\n{content}\r\n")
}

async fn send(browser: &Browser<'_>, path: &str, files: &[(&str, &str)]) -> Answer {
    let files = files.iter();
    let files: String = files
        .map(|(name, content)| part("file", Some(name), content))
        .collect();
    let fields = [
        part("act", None, "attach"),
        part("volume", None, "technical"),
    ];
    let body = format!("{}{files}--b--\r\n", fields.concat());
    let request = Request::post(path).header("content-type", "multipart/form-data; boundary=b");
    browser.send(request.body(Body::from(body)).unwrap()).await
}

/// The address of the first file on the page.
fn address(page: &str) -> &str {
    let rest = page.split("href=\"").find(|rest| {
        let end = rest.split('"').next().unwrap_or_default();
        end.contains("/attachments/")
    });
    rest.and_then(|rest| rest.split('"').next()).unwrap()
}

#[tokio::test]
async fn files_are_added_by_a_form_listed_and_sent_back_as_downloads() {
    on_each_database(async |world| {
        let (ann, path) = drafted(world).await;
        let app = App::over(world);
        let browser = app.browser_of(world, &ann).await;
        let sent = send(
            &browser,
            &path,
            &[("../../Übersicht.pdf", "%PDF-1.7 <script>")],
        )
        .await;
        assert_eq!(
            (sent.status, sent.location),
            (StatusCode::SEE_OTHER, path.clone())
        );
        let page = browser.get(&path).await.text;
        assert!(page.contains("Übersicht.pdf") && !page.contains("../"));
        let file = browser.get(address(&page)).await;
        assert_eq!(file.text, "%PDF-1.7 <script>");
        for (name, value) in [
            ("content-type", "application/pdf"),
            ("content-length", "17"),
            ("x-content-type-options", "nosniff"),
            ("cache-control", "private, no-store"),
        ] {
            assert_eq!(file.headers[name], value, "{name}");
        }
        let disposition = file.headers["content-disposition"].to_str().unwrap();
        assert!(disposition.starts_with("attachment;"), "{disposition}");
    })
    .await;
}

#[tokio::test]
async fn a_text_comes_whole_to_a_browser_that_asks_for_compression() {
    on_each_database(async |world| {
        let (ann, path) = drafted(world).await;
        let app = App::over(world);
        let browser = app.browser_of(world, &ann).await;
        let text = "orbit ".repeat(30_000);
        send(&browser, &path, &[("long.txt", &text)]).await;
        let page = browser.get(&path).await.text;
        let request = Request::get(address(&page)).header("accept-encoding", "gzip");
        let file = browser.send(request.body(Body::empty()).unwrap()).await;
        assert_eq!(file.headers["content-encoding"], "gzip");
        assert_eq!(file.status, StatusCode::OK);
        assert_eq!(browser.get(address(&page)).await.text, text);
    })
    .await;
}

#[tokio::test]
async fn of_several_files_the_good_ones_are_kept_and_each_refused_one_is_named() {
    on_each_database(async |world| {
        let (ann, path) = drafted(world).await;
        let app = App::over(world);
        let browser = app.browser_of(world, &ann).await;
        let files = [
            ("one.txt", "one"),
            ("run.pdf", "\u{7f}ELF\u{2}"),
            ("two.txt", "two"),
            ("none.txt", ""),
        ];
        let refused = send(&browser, &path, &files).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        for words in ["run.pdf: ", "none.txt: ", "2 files, 6"] {
            assert!(refused.text.contains(words), "{words}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_form_without_a_file_and_a_file_without_a_volume_are_told() {
    on_each_database(async |world| {
        let (ann, path) = drafted(world).await;
        let app = App::over(world);
        let browser = app.browser_of(world, &ann).await;
        let empty = send(&browser, &path, &[("", "")]).await;
        assert!(empty.text.contains("Choose a file."));
        let bob = world
            .provider("Bob", world.provider_organisation("Boreal").await)
            .await;
        let browser = app.browser_of(world, &bob).await;
        let hidden = send(&browser, &path, &[("a.txt", "a")]).await;
        assert_eq!(hidden.status, StatusCode::NOT_FOUND);
    })
    .await;
}

#[tokio::test]
async fn a_file_above_the_limit_is_refused_with_the_limit() {
    on_each_database(async |world| {
        let (ann, path) = drafted(world).await;
        let app = App::over(world);
        let browser = app.browser_of(world, &ann).await;
        let large = "a".repeat(50_000_001);
        let refused = send(&browser, &path, &[("large.txt", &large), ("b.txt", "b")]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.text.contains("larger than 50 MB") && refused.text.contains("1 file, 1"));
    })
    .await;
}

#[tokio::test]
async fn a_file_is_removed_by_its_button() {
    on_each_database(async |world| {
        let (ann, path) = drafted(world).await;
        let app = App::over(world);
        let browser = app.browser_of(world, &ann).await;
        send(&browser, &path, &[("a.txt", "a")]).await;
        let page = browser.get(&path).await.text;
        let hash = address(&page).rsplit('/').next().unwrap();
        let fields = [("act", "remove"), ("version", "6"), ("file", hash)];
        assert_eq!(browser.post(&path, &fields).await.location, path);
        assert!(browser.get(&path).await.text.contains("No files yet"));
    })
    .await;
}

#[tokio::test]
async fn check_3_a_copied_address_of_a_file_is_nothing_to_others_before_the_opening() {
    on_each_database(async |world| {
        let (ann, path) = drafted(world).await;
        let app = App::over(world);
        let browser = app.browser_of(world, &ann).await;
        send(&browser, &path, &[("a.txt", "Quokka")]).await;
        let page = browser.get(&path).await.text;
        let (file, guessed) = (address(&page), format!("{path}/{}", "0".repeat(64)));
        assert_eq!(browser.get(file).await.text, "Quokka");
        let bob = world.provider_organisation("Boreal").await;
        let mut others = vec![world.provider("Bob", bob).await];
        for role in Role::ALL.into_iter().filter(|role| *role != Role::Provider) {
            others.push(world.person("Eve", role).await);
        }
        for other in others {
            let browser = app.browser_of(world, &other).await;
            let (copied, guessed) = (browser.get(file).await, browser.get(&guessed).await);
            assert_eq!((copied.status, copied.text), (guessed.status, guessed.text));
            assert_eq!(copied.status, StatusCode::NOT_FOUND);
        }
        let copied = app.nobody().get(file).await;
        assert_eq!(copied.status, app.nobody().get(&guessed).await.status);
        assert!(!copied.text.contains("Quokka") && copied.status != StatusCode::OK);
    })
    .await;
}

#[tokio::test]
async fn what_the_submit_page_sends_encrypted_is_kept_and_what_is_not_encrypted_is_refused() {
    on_each_database(async |world| {
        let (ann, path) = drafted(world).await;
        let app = App::over(world);
        let browser = app.browser_of(world, &ann).await;
        let sealed = "age-encryption.org/v1\n-> X25519 and so on";
        let upload = "01234567-89ab-4def-8123-456789abcdef";
        for (content, at, status) in [
            (sealed, "0", 303),
            (" to its end", "39", 303),
            (" to its end", "60", 422),
            ("%PDF-1.7 plain", "0", 422),
            (sealed, "somewhere", 409),
        ] {
            let fields = [("act", "seal"), ("upload", upload), ("at", at)]
                .map(|(name, value)| part(name, None, value));
            let body = format!(
                "{}{}--b--\r\n",
                fields.concat(),
                part("file", Some("sealed.age"), content)
            );
            let request =
                Request::post(&path).header("content-type", "multipart/form-data; boundary=b");
            let answer = browser.send(request.body(Body::from(body)).unwrap()).await;
            assert_eq!(answer.status.as_u16(), status);
        }
        assert!(browser.get(&path).await.text.contains("No files yet"));
    })
    .await;
}
