//! Nothing secret stands in the store in clear.

use super::{PASSWORD, ann, typed};
use backend::accounts;
use backend::testing::on_each_database;

/// Everything that SQLite has written: the file and its write-ahead log.
fn stored(url: &str) -> Vec<u8> {
    let path = url.trim_start_matches("sqlite:");
    let mut bytes = std::fs::read(path).unwrap();
    bytes.extend(std::fs::read(format!("{path}-wal")).unwrap_or_default());
    bytes
}

fn holds(bytes: &[u8], text: &str) -> bool {
    bytes
        .windows(text.len())
        .any(|window| window == text.as_bytes())
}

#[tokio::test]
async fn the_file_holds_no_password_no_token_and_no_key() {
    on_each_database(async |world| {
        ann(world).await;
        let link = accounts::open_first_administrator(&world.ctx)
            .await
            .unwrap();
        let signed_in = accounts::sign_in(&world.ctx, typed(PASSWORD, "a"))
            .await
            .unwrap();
        let solicitation = world.published_solicitation().await;
        if !world.url.starts_with("sqlite:") {
            return;
        }
        let bytes = stored(&world.url);
        assert!(
            holds(&bytes, "ann@example.org"),
            "the file is the one that was written"
        );
        assert!(holds(&bytes, &solicitation.reference));
        for secret in [
            PASSWORD,
            signed_in.token.expose(),
            &link.secret,
            "AGE-SECRET-KEY",
        ] {
            assert!(!holds(&bytes, secret), "{secret} stands in the file");
        }
    })
    .await;
}
