//! Receipts: downloaded, checked offline by the program, and on the public page.

use crate::support::{App, Browser};
use axum::http::StatusCode;
use backend::testing::{World, on_each_database};
use domain::actor::{Actor, Role};
use sealing::receipt::{Receipt, sealed_file, verify};
use std::process::{Command, Output};

/// A provider with a submitted offer, and the offer's reference.
async fn submitted(world: &World) -> (Actor, String) {
    let asked = world.published_solicitation().await;
    let aurora = world.provider_organisation("Aurora").await;
    let ann = world.provider("Ann", aurora).await;
    let (reference, version) = world.complete_draft(&asked, &ann, "100", "words").await;
    let call = world.call(&ann);
    backend::offers::submit(
        &world.ctx,
        &call,
        &reference,
        version,
        backend::offers::AfterSubmission::KeepDraft,
    )
    .await
    .unwrap();
    (ann, reference)
}

async fn receipt_of(browser: &Browser<'_>, offer: &str, name: &str) -> String {
    let path = format!("/offers/{offer}/receipts/{name}.json");
    let answer = browser.get(&path).await;
    assert_eq!(answer.status, StatusCode::OK);
    let saved_as = answer.headers["content-disposition"].to_str().unwrap();
    assert!(saved_as.contains(&format!("{offer}-receipt-{name}.json")));
    answer.text
}

#[tokio::test]
async fn a_receipt_verifies_with_the_published_key_against_the_downloaded_part() {
    on_each_database(async |world| {
        let (ann, offer) = submitted(world).await;
        let app = App::over(world);
        let browser = app.browser_of(world, &ann).await;
        let receipt = Receipt::parse(&receipt_of(&browser, &offer, "1").await).unwrap();
        let published = app.nobody().get("/verify").await.text;
        assert!(published.contains(&receipt.public_key.to_string()));
        let verdict = verify(&receipt, Some(&receipt.public_key));
        assert!(verdict.valid(), "{verdict:?}");
        let part = backend::receipts::sealed_file(&world.ctx, &ann, &offer, 1, "offer").await;
        assert!(sealed_file(&receipt, "part", &part.unwrap().content).holds);
        let download = browser
            .get(&format!("/offers/{offer}/sealed/1-offer.age"))
            .await;
        assert!(download.text.starts_with("age-encryption.org/v1"));
    })
    .await;
}

#[tokio::test]
async fn replacing_and_withdrawing_have_receipts_of_their_own() {
    on_each_database(async |world| {
        let (ann, offer) = submitted(world).await;
        let app = App::over(world);
        let browser = app.browser_of(world, &ann).await;
        let page = browser.get(&format!("/offers/{offer}/submit")).await.text;
        let version = page.split("name=\"version\" value=\"").nth(1).unwrap();
        let version = version.split('"').next().unwrap();
        let (path, typed) = (
            format!("/offers/{offer}/submit"),
            [("act", "submit"), ("version", version)],
        );
        assert_eq!(
            browser.post(&path, &typed).await.status,
            StatusCode::SEE_OTHER
        );
        backend::offers::withdraw(&world.ctx, &world.call(&ann), &offer)
            .await
            .unwrap();
        for (name, act) in [
            ("1", "submitted"),
            ("2", "replaced"),
            ("2-withdrawn", "withdrawn"),
        ] {
            let receipt = Receipt::parse(&receipt_of(&browser, &offer, name).await).unwrap();
            assert!(verify(&receipt, None).valid() && receipt.statement.act.as_str() == act);
        }
        let newest = browser.get(&format!("/offers/{offer}/receipt")).await.text;
        assert!(
            newest.contains("Receipt of a withdrawal")
                && newest.contains("Submitted again, submission 2")
        );
    })
    .await;
}

#[tokio::test]
async fn nobody_else_finds_a_receipt_or_a_sealed_part() {
    on_each_database(async |world| {
        let (_, offer) = submitted(world).await;
        let boreal = world.provider_organisation("Boreal").await;
        let bob = world.provider("Bob", boreal).await;
        let app = App::over(world);
        let mut others = vec![bob];
        for role in [
            Role::Officer,
            Role::Opener,
            Role::Auditor,
            Role::Administrator,
        ] {
            others.push(world.person("Other", role).await);
        }
        for actor in others {
            let browser = app.browser_of(world, &actor).await;
            for file in ["receipts/1.json", "sealed/1-offer.age", "receipt"] {
                let answer = browser.get(&format!("/offers/{offer}/{file}")).await;
                assert_eq!(answer.status, StatusCode::NOT_FOUND, "{file} {actor:?}");
            }
        }
    })
    .await;
}

#[tokio::test]
async fn anybody_checks_a_receipt_on_the_public_page() {
    on_each_database(async |world| {
        let (ann, offer) = submitted(world).await;
        let app = App::over(world);
        let text = receipt_of(&app.browser_of(world, &ann).await, &offer, "1").await;
        let nobody = app.nobody();
        let valid = nobody
            .post("/verify", &[("act", "verify"), ("receipt", &text)])
            .await;
        assert_eq!(valid.status, StatusCode::OK);
        assert!(valid.text.contains("The receipt is valid") && valid.text.contains(&offer));
        let forged = text.replace("\"submission\":1", "\"submission\":2");
        let forged = nobody
            .post("/verify", &[("act", "verify"), ("receipt", &forged)])
            .await
            .text;
        assert!(forged.contains("The receipt does not verify") && forged.contains("does not hold"));
        let nonsense = nobody
            .post("/verify", &[("act", "verify"), ("receipt", "{}")])
            .await;
        assert_eq!(nonsense.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(nonsense.text.contains("this is no receipt"));
    })
    .await;
}

#[tokio::test]
async fn the_published_checkpoint_is_of_before_the_full_hour() {
    on_each_database(async |world| {
        submitted(world).await;
        backend::audit::seal(&world.ctx).await.unwrap();
        let app = App::over(world);
        let before = app.nobody().get("/verify").await.text;
        assert!(before.contains("The first checkpoint is published at"));
        world
            .clock
            .set(world.ctx.now() + chrono::Duration::hours(1));
        let after = app.nobody().get("/verify").await.text;
        assert!(after.contains("perigee log"));
    })
    .await;
}

fn perigee(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_perigee"));
    command
        .args(["verify", "receipt"])
        .args(arguments)
        .output()
        .unwrap()
}

#[tokio::test]
async fn the_program_answers_with_its_exit_code_and_names_what_is_wrong() {
    on_each_database(async |world| {
        let (ann, offer) = submitted(world).await;
        let app = App::over(world);
        let text = receipt_of(&app.browser_of(world, &ann).await, &offer, "1").await;
        let part = backend::receipts::sealed_file(&world.ctx, &ann, &offer, 1, "offer").await;
        let folder = tempfile::tempdir().unwrap();
        let file = |name: &str, content: &[u8]| {
            let path = folder.path().join(name);
            std::fs::write(&path, content).unwrap();
            path.display().to_string()
        };
        let good = file("good.json", text.as_bytes());
        let sealed = file("part.age", &part.unwrap().content);
        let forged = file("forged.json", text.replace("Aurora", "Aurorb").as_bytes());
        let nonsense = file("nonsense.json", b"{\"statement\":1}");
        let key = world.ctx.keys().log_public_key();
        let valid = perigee(&[&good, "--key", &key, "--sealed", &sealed]);
        assert_eq!(valid.status.code(), Some(0), "{valid:?}");
        let other_key = perigee(&[&good, "--key", &"00".repeat(32)]);
        assert_eq!(other_key.status.code(), Some(1));
        assert_eq!(perigee(&[&good, "--sealed", &good]).status.code(), Some(1));
        let refused = perigee(&[&forged]);
        assert_eq!(refused.status.code(), Some(1));
        assert!(
            String::from_utf8_lossy(&refused.stderr)
                .contains("the signature is not of this statement")
        );
        let unusable = perigee(&[&nonsense]);
        assert_eq!(unusable.status.code(), Some(2));
        assert!(
            String::from_utf8_lossy(&unusable.stderr).contains("nonsense.json: this is no receipt")
        );
        assert_eq!(perigee(&["/nowhere.json"]).status.code(), Some(2));
        assert_eq!(perigee(&[&good, "--key", "xyz"]).status.code(), Some(2));
    })
    .await;
}
