//! Imported open contracting records: over HTTP, and by the command line.

use crate::support::App;
use backend::Call;
use backend::testing::{World, on_each_database};
use domain::actor::Role;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn file(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../backend/tests/data/ocds")
        .join(name)
}

async fn import(world: &World) {
    let call = Call::system("test");
    let path = file("fictional_all_releases.json");
    let report = backend::ocds::import(&world.ctx, &call, &path, &|_| ())
        .await
        .unwrap();
    assert_eq!(report.created, 6);
}

async fn text(world: &World, sql: &'static str) -> String {
    world.ctx.db().query(sql).scalar().await.unwrap()
}

#[tokio::test]
async fn the_source_of_a_record_names_publisher_licence_and_releases() {
    on_each_database(async |world| {
        import(world).await;
        let app = App::over(world);
        let reader = world.person("Petra", Role::Officer).await;
        let browser = app.browser_of(world, &reader).await;
        let reference = text(world, "SELECT reference FROM solicitation").await;
        let page = browser
            .get(&format!("/solicitations/{reference}/source"))
            .await;
        assert_eq!(page.status, 200);
        for words in [
            "Open Data Services",
            "opendatacommons.org",
            "ocds-213czf-000-00001",
            "Implementation",
        ] {
            assert!(page.text.contains(words), "{words}");
        }
    })
    .await;
}

#[tokio::test]
async fn pages_of_imported_records_lead_to_their_source() {
    on_each_database(async |world| {
        import(world).await;
        let app = App::over(world);
        let reader = world.person("Petra", Role::Officer).await;
        let browser = app.browser_of(world, &reader).await;
        let solicitation = text(world, "SELECT reference FROM solicitation").await;
        let contract = text(world, "SELECT reference FROM contract").await;
        let source = format!("/solicitations/{solicitation}/source\"");
        let page = browser.get(&format!("/solicitations/{solicitation}")).await;
        assert!(page.text.contains(&source));
        let page = browser.get(&format!("/contracts/{contract}")).await;
        assert!(page.text.contains(&source));
        assert!(page.text.contains("Open Data Services"));
    })
    .await;
}

#[tokio::test]
async fn a_release_downloads_as_it_was_published() {
    on_each_database(async |world| {
        import(world).await;
        let app = App::over(world);
        let reader = world.person("Petra", Role::Officer).await;
        let sql = "SELECT id FROM ocds_release ORDER BY released_at LIMIT 1";
        let id: backend::ocds::ReleaseId = world.ctx.db().query(sql).scalar().await.unwrap();
        let path = format!("/ocds/releases/{id}.json");
        let answer = app.browser_of(world, &reader).await.get(&path).await;
        assert_eq!(answer.headers["content-type"], "application/json");
        let whole = std::fs::read_to_string(file("fictional_all_releases.json")).unwrap();
        assert!(whole.contains(&answer.text));
        assert_eq!(app.nobody().get(&path).await.status, 401);
    })
    .await;
}

#[tokio::test]
async fn the_sources_are_listed_for_administrator_and_auditor_alone() {
    on_each_database(async |world| {
        import(world).await;
        let app = App::over(world);
        for (role, status) in [
            (Role::Administrator, 200),
            (Role::Auditor, 200),
            (Role::Officer, 403),
        ] {
            let person = world.person("Ann", role).await;
            let page = app.browser_of(world, &person).await.get("/imports").await;
            assert_eq!(page.status, status, "{role:?}");
            let listed = page.text.contains("fictional_all_releases.json");
            assert_eq!(listed, status == 200);
        }
    })
    .await;
}

#[tokio::test]
async fn one_source_lists_its_processes() {
    on_each_database(async |world| {
        import(world).await;
        let app = App::over(world);
        let auditor = world.person("Aino", Role::Auditor).await;
        let sources = backend::ocds::sources(&world.ctx, &auditor).await.unwrap();
        let path = format!("/imports/{}", sources[0].id);
        let page = app.browser_of(world, &auditor).await.get(&path).await;
        let reference = text(world, "SELECT reference FROM solicitation").await;
        assert!(
            page.text
                .contains(&format!("/solicitations/{reference}/source"))
        );
    })
    .await;
}

/// The program over a data folder of its own.
struct Program(tempfile::TempDir);

impl Program {
    fn migrated() -> Self {
        let program = Self(tempfile::tempdir().unwrap());
        assert!(program.run(&["migrate"]).status.success());
        program
    }

    fn run(&self, arguments: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_perigee"))
            .env_remove("DATABASE_URL")
            .env("PERIGEE_DATA", self.0.path())
            .args(arguments)
            .output()
            .unwrap()
    }

    fn answer(&self, arguments: &[&str]) -> (i32, String, String) {
        let output = self.run(arguments);
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        let code = output.status.code().unwrap();
        (code, text(output.stdout), text(output.stderr))
    }
}

#[test]
fn the_command_answers_with_one_object_a_file() {
    let program = Program::migrated();
    let good = file("ocdskit_release-package-1-2.json");
    let good = good.to_str().unwrap();
    let (code, out, _) = program.answer(&["import", "ocds", "--json", good, good]);
    assert_eq!(code, 0);
    let answers: Vec<serde_json::Value> = out
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(answers.len(), 2);
    assert_eq!(answers[0]["created"], answers[0]["read"]);
    assert_eq!(answers[1]["unchanged"], answers[0]["read"]);
    assert_eq!(answers[1]["refused"], serde_json::json!([]));
}

#[test]
fn a_broken_file_is_named_with_path_and_reason_and_the_others_are_read() {
    let program = Program::migrated();
    let broken = program.0.path().join("broken.json");
    std::fs::write(&broken, r#"{"releases": [{"ocid": "ocds-213czf-1""#).unwrap();
    let (broken, good) = (broken.to_str().unwrap(), file("co_secop_release_1.json"));
    let (code, out, err) = program.answer(&["import", "ocds", broken, good.to_str().unwrap()]);
    assert_eq!(code, 2);
    assert!(err.contains(&format!("{broken}: $")), "{err}");
    assert!(out.contains("1 releases read, 1 stored"), "{out}");
}

#[test]
fn a_store_that_cannot_be_reached_is_the_environment_s_fault() {
    let folder = tempfile::tempdir().unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_perigee"))
        .env("PERIGEE_DATA", folder.path())
        .env("DATABASE_URL", "postgres://nobody@127.0.0.1:1/none")
        .args(["import", "ocds", "whatever.json"])
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(3));
}
