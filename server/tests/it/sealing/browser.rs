//! What a browser sealed reaches the store as it was sent, and nothing that is not sealed is taken for it.

use super::{drafted, stored, version_on};
use crate::support::App;
use axum::http::StatusCode;
use backend::testing::on_each_database;
use sealing::order::{Order, SealedPart, Sent, read, written};
use sealing::receipt::{Receipt, sealed_file};

/// The order that the submit page hands to its script.
fn order_on(page: &str) -> Order {
    let text = page.split("id=\"order\">").nth(1).unwrap();
    serde_json::from_str(text.split("</script>").next().unwrap()).unwrap()
}

/// What a browser sends that sealed no files.
fn text(parts: &[SealedPart]) -> String {
    let sent = Sent {
        parts: parts.to_vec(),
        files: [].into(),
    };
    written(&sent).unwrap()
}

#[tokio::test]
async fn sealed_parts_are_stored_as_they_were_sent_and_the_receipt_says_browser() {
    on_each_database(async |world| {
        let app = App::over(world);
        let scene = drafted(world).await;
        let browser = app.browser_of(world, &scene.ann).await;
        let path = format!("/offers/{}/submit", scene.offer);
        let sealed = order_on(&browser.get(&path).await.text).sealed().unwrap();
        let sent = text(&sealed);
        let fields = [
            ("act", "submit"),
            ("version", scene.version.as_str()),
            ("sealed", sent.as_str()),
        ];
        assert_eq!(
            browser.post(&path, &fields).await.status,
            StatusCode::SEE_OTHER
        );
        let receipt = browser
            .get(&format!("/offers/{}/receipts/1.json", scene.offer))
            .await
            .text;
        let receipt = Receipt::parse(&receipt).unwrap();
        assert_eq!(receipt.statement.sealed_by.as_str(), "browser");
        for part in sealed {
            assert!(sealed_file(&receipt, part.part.as_str(), &part.ciphertext).holds);
        }
        let page = browser
            .get(&format!("/offers/{}/receipt", scene.offer))
            .await
            .text;
        assert!(page.contains("in your browser, before it was sent"));
    })
    .await;
}

#[tokio::test]
async fn what_is_not_sealed_is_refused_and_nothing_is_stored() {
    on_each_database(async |world| {
        let app = App::over(world);
        let scene = drafted(world).await;
        let browser = app.browser_of(world, &scene.ann).await;
        let path = format!("/offers/{}/submit", scene.offer);
        let mut sealed = order_on(&browser.get(&path).await.text).sealed().unwrap();
        sealed[1].ciphertext = b"{\"price\":12}".to_vec();
        let plain = text(&sealed);
        for wrong in [plain.as_str(), "[]", "sealed", "{}"] {
            let fields = [
                ("act", "submit"),
                ("version", scene.version.as_str()),
                ("sealed", wrong),
            ];
            assert_eq!(
                browser.post(&path, &fields).await.status,
                StatusCode::CONFLICT
            );
        }
        assert!(read(&plain).is_err());
        assert_eq!(stored(world, &scene.offer).await, ("draft".to_owned(), 0));
        assert_eq!(version_on(&browser, &scene.offer).await, scene.version);
    })
    .await;
}
