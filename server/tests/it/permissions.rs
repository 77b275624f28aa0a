//! Every address, as nobody and as each role.

mod delivery;
mod market;
mod names;
mod table;

use crate::support::{App, Browser};
use axum::http::StatusCode;
use backend::Call;
use backend::documents::NewFile;
use backend::testing::fixtures_contracts::Running;
use backend::testing::fixtures_ref::cash_pledge;
use backend::testing::{World, on_each_database};
use delivery::DELIVERY;
use domain::actor::{Actor, Role};
use domain::text::Prose;
use market::market;
use std::collections::BTreeSet;
use std::path::Path;
use table::TABLE;

/// What a table's letters mean.
fn letter(path: &str, status: StatusCode, location: &str) -> char {
    match status.as_u16() {
        200 => 'o',
        303 if location.starts_with("/sign-in") && !path.starts_with("/sign-in") => 's',
        303 => 'S',
        401 => 'u',
        403 => 'x',
        404 => '-',
        409 => 'c',
        422 => 'v',
        429 => 'w',
        _ => '?',
    }
}

/// Records with which the varying parts of paths are filled.
struct Places {
    account: String,
    /// Published and open, with a draft of the provider who asks.
    open: String,
    draft: String,
    /// Opened, scored and ranked, with the evaluator who asks on its panel.
    ranked: String,
    opened: String,
    /// Performed by the provider who asks.
    contract: String,
    /// Whose first holder is the organisation of the provider who asks, which is asked to take its first call-off.
    framework: String,
    /// Gated by the contract.
    capability: String,
    evidence: String,
    provider: String,
    /// The organisation of the provider who asks.
    own: String,
    /// Made by the nation of the delegate who asks.
    pledge: String,
    /// Public and in market research.
    need: String,
    request: String,
    imported: String,
    /// Asked by the provider who asks, of the nation of the delegate who asks.
    declaration: String,
    source: String,
    release: String,
    /// Waits for review.
    registration: String,
}

impl Places {
    /// The record that the page is about.
    fn reference(&self, path: &str) -> &str {
        let evaluated = [
            "/panel",
            "/score",
            "/compare",
            "/evaluation",
            "/prices",
            "/read",
            "/compliance",
            "/inquiries",
            "/award",
            "/complaints",
            "/runs",
            "/report",
            "/debrief",
            "/robustness",
            "/pictures",
        ];
        match path.split('/').nth(1) {
            Some("contracts") => &self.contract,
            Some("frameworks") => &self.framework,
            Some("capabilities") => &self.capability,
            Some("contributions") => &self.pledge,
            Some("providers") if path.ends_with("/edit") => &self.provider,
            Some("providers") => &self.own,
            Some("needs") => &self.need,
            Some("requests") => &self.request,
            Some("offers") => &self.draft,
            Some("eligibility") => &self.declaration,
            Some("registrations") => &self.registration,
            _ if path.ends_with("/source") => &self.imported,
            _ if evaluated.iter().any(|part| path.contains(part)) => &self.ranked,
            _ => &self.open,
        }
    }

    fn id(&self, path: &str) -> &str {
        match path.split('/').nth(1) {
            Some("accounts") => &self.account,
            Some("documents") => &self.evidence,
            Some("imports") => &self.source,
            _ => "00000000-0000-0000-0000-000000000001",
        }
    }

    /// A path with an existing record in its varying parts.
    fn filled(&self, path: &str) -> String {
        let code = match path.split('/').nth(1) {
            Some("nations") => "NO",
            Some("programmes") => "APSS",
            _ => "FA-ISR",
        };
        let file = match path.split('/').nth(1) {
            Some("ocds") => format!("{}.json", self.release),
            _ if path.contains("/report/") => "report.xlsx".to_owned(),
            _ => "1.json".to_owned(),
        };
        path.replace("{reference}", self.reference(path))
            .replace("{id}", self.id(path))
            .replace("{code}", code)
            .replace("{offer}", &self.opened)
            .replace("{number}", "1")
            .replace("{act}", "stop")
            .replace("{period}", "2026-06-01")
            .replace("{contract}", &self.contract)
            .replace("{file}", &file)
            .replace("{figure}", "total")
            .replace("{open}", &self.open)
            .replace("{ranked}", &self.ranked)
            .replace("{secret}", "nothing")
    }
}

async fn asked(browser: &Browser<'_>, row: &str, places: &Places) -> char {
    let words: Vec<&str> = row.split(' ').collect();
    let path = places.filled(words[1]);
    let answer = if words[0] == "GET" {
        browser.get(&path).await
    } else {
        let typed = words.get(3).map(|fields| places.filled(fields));
        let typed: Vec<(String, String)> =
            serde_html_form::from_str(&typed.unwrap_or_default()).unwrap();
        let mut fields = vec![("act", words[2])];
        fields.extend(
            typed
                .iter()
                .map(|(name, value)| (name.as_str(), value.as_str())),
        );
        if typed.iter().all(|(name, _)| name != "version") {
            fields.push(("version", "1"));
        }
        browser.post(&path, &fields).await
    };
    letter(&path, answer.status, &answer.location)
}

async fn text(world: &World, sql: &'static str) -> String {
    world.ctx.db().query(sql).scalar().await.unwrap()
}

async fn id(world: &World, sql: &'static str) -> String {
    let id: uuid::Uuid = world.ctx.db().query(sql).scalar().await.unwrap();
    id.to_string()
}

async fn import(world: &World) {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../backend/tests/data/ocds");
    let path = Path::new(folder).join("fictional_all_releases.json");
    backend::ocds::import(&world.ctx, &Call::system("test"), &path, &|_| ())
        .await
        .unwrap();
}

/// A file that the contractor sent as evidence of its first milestone.
async fn evidence(world: &World, running: &Running) -> String {
    let file = NewFile {
        name: "report.pdf".to_owned(),
        content: b"%PDF-1.7 test".to_vec(),
    };
    let (call, done) = (
        world.call(&running.contractor),
        Prose::parse("Done.").unwrap(),
    );
    backend::milestones::submit(
        &world.ctx,
        &call,
        &running.reference,
        1,
        3,
        done,
        Some(file),
    )
    .await
    .unwrap();
    id(
        world,
        "SELECT id FROM document WHERE owner_kind = 'milestone'",
    )
    .await
}

/// A framework whose first holder is asked to take a call-off.
async fn framework(world: &World, holder: &Actor) -> String {
    let held = world.framework_of(domain::frameworks::AllocationRule::Cascade, holder);
    held.await.reference
}

/// A registration that waits for review.
async fn registration(world: &World) -> String {
    let sent = world.sent_registration("Polar AS", "974760673", "kari@polar.example");
    sent.await.1
}

/// The reference of the organisation of somebody.
async fn own(world: &World, person: &Actor) -> String {
    const OWN: &str = "SELECT reference FROM provider WHERE id = $1";
    let query = world.ctx.db().query(OWN);
    query
        .bind(person.provider().unwrap().0)
        .scalar()
        .await
        .unwrap()
}

/// Every record, and who asks for it: officer, evaluator, opener, provider, delegate, auditor, administrator.
async fn places(world: &World) -> (Places, Vec<Actor>) {
    world.reference().await;
    import(world).await;
    let ranked = world.ranked().await;
    let running = world.contract_in_performance().await;
    let delegate = world.delegate("Delegate", "NO").await;
    let open = world.published_solicitation().await;
    let evidence = evidence(world, &running).await;
    let provider = running.contractor.clone();
    let (draft, _) = world
        .complete_draft(&open, &provider, "1000", "words")
        .await;
    let own = own(world, &provider).await;
    let declaration =
        backend::eligibility::request(&world.ctx, &world.call(&provider), &open.reference, "")
            .await
            .unwrap();
    let (need, request) = market(world).await;
    let somebody = world.person("Somebody", Role::Auditor).await;
    let places = Places {
        account: somebody.account().unwrap().to_string(),
        draft,
        declaration,
        own,
        open: open.reference,
        ranked: ranked.solicitation.reference.clone(),
        opened: ranked.offers[0].reference.clone(),
        capability: world.gated_capability(&running).await,
        contract: running.reference,
        framework: framework(world, &provider).await,
        evidence,
        provider: text(
            world,
            "SELECT reference FROM provider ORDER BY id DESC LIMIT 1",
        )
        .await,
        pledge: world.pledge(&delegate, cash_pledge()).await,
        need,
        request,
        imported: text(
            world,
            "SELECT reference FROM solicitation WHERE origin = 'imported'",
        )
        .await,
        source: id(world, "SELECT id FROM import_source").await,
        release: id(world, "SELECT id FROM ocds_release ORDER BY id LIMIT 1").await,
        registration: registration(world).await,
    };
    let [evaluator, _] = ranked.evaluators;
    let mut people = vec![ranked.officer, evaluator];
    people.push(world.person("Opener", Role::Opener).await);
    people.extend([provider, delegate]);
    people.push(world.person("Auditor", Role::Auditor).await);
    people.push(world.person("Administrator", Role::Administrator).await);
    (places, people)
}

#[tokio::test]
async fn every_address_answers_each_role_as_the_table_says() {
    on_each_database(async |world| {
        let app = App::over(world);
        let (places, people) = places(world).await;
        let mut browsers = vec![app.nobody()];
        for person in &people {
            browsers.push(app.browser_of(world, person).await);
        }
        let mut wrong = Vec::new();
        for (row, expected) in TABLE.iter().chain(DELIVERY) {
            let mut found = String::new();
            for (place, browser) in browsers.iter().enumerate() {
                found.push_str(if place == 1 { " " } else { "" });
                found.push(asked(browser, row, &places).await);
            }
            if found != *expected {
                wrong.push(format!("{row}: expected {expected}, found {found}"));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    })
    .await;
}

#[test]
fn every_address_has_its_row() {
    let rows: BTreeSet<String> = TABLE
        .iter()
        .chain(DELIVERY)
        .map(|(row, _)| {
            let mut words = row.split(' ');
            let (method, path) = (words.next().unwrap(), words.next().unwrap());
            format!("{method} {}", path.split('?').next().unwrap())
        })
        .collect();
    let mut addresses = BTreeSet::new();
    for (path, form) in server::http::paths() {
        addresses.insert(format!("GET {path}"));
        if form {
            addresses.insert(format!("POST {path}"));
        }
    }
    addresses.insert(format!("POST {}", server::http::MACHINES));
    addresses.extend(server::http::files().map(|path| format!("GET {path}")));
    let missing: Vec<&String> = addresses.difference(&rows).collect();
    assert!(
        missing.is_empty(),
        "a new page needs its row in TABLE: {missing:?}"
    );
    let gone: Vec<&String> = rows.difference(&addresses).collect();
    assert!(
        gone.is_empty(),
        "TABLE has rows of pages that are gone: {gone:?}"
    );
}

#[test]
fn there_is_no_server_function_beside_the_forms() {
    assert_eq!(leptos::server_fn::axum::server_fn_paths().count(), 0);
}

#[test]
fn docs_are_current() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/permissions.md");
    let text = server::permissions::text();
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(path, &text).unwrap();
    }
    let written = std::fs::read_to_string(path).unwrap_or_default();
    assert!(
        written == text,
        "docs/permissions.md is behind: UPDATE_DOCS=1 cargo nextest run -p server docs_are_current"
    );
}
