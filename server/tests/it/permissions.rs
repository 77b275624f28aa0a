//! Every address, as nobody and as each role.

use crate::support::{App, Browser};
use axum::http::StatusCode;
use backend::testing::{World, on_each_database};
use domain::actor::Role;
use std::collections::BTreeSet;

/// A row: method and path, then what nobody, officer, evaluator, opener, provider, delegate, auditor and administrator get.
///
/// `o` the page (200), `s` sent to sign in (303), `S` sent on to somewhere else (303), `u` not signed in (401, a file),
/// `x` not for the role (403), `-` nothing there (404), `v` the form is refused field by field (422), `c` not now (409), `w` wait (429).
/// Varying parts of a path are filled in by [`filled`]; a form is sent empty but for the act that is named after the path.
const TABLE: &[(&str, &str)] = &[
    ("GET /", "s ooooooo"),
    ("GET /kit", "o ooooooo"),
    ("GET /sign-in", "o ooooooo"),
    ("POST /sign-in sign_in", "v vvvvwww"),
    ("GET /link/{secret}", "- -------"),
    ("POST /link/{secret} use_link", "- -------"),
    ("GET /account", "s ooooooo"),
    ("POST /account password", "s vvvvvvv"),
    ("GET /accounts", "s xxxxxoo"),
    ("GET /accounts/new", "s xxxxxoo"),
    ("POST /accounts/new add", "s xxxxxvv"),
    ("GET /accounts/{id}", "s xxxxxoo"),
    ("POST /accounts/{id} disable", "s xxxxxxS"),
    ("GET /strategy", "- -------"),
    ("GET /nations", "- -------"),
    ("GET /programmes", "- -------"),
    ("GET /contributions", "- -------"),
    ("GET /providers", "- -------"),
    ("GET /solicitations", "- -------"),
    ("GET /solicitations/{reference}/timeline", "s ooooooo"),
    ("GET /solicitations/{reference}/compare", "- -------"),
    ("GET /offers", "- -------"),
    ("GET /contracts", "- -------"),
    ("GET /contracts/{reference}/timeline", "s ooo-ooo"),
    ("GET /milestones", "- -------"),
    ("GET /audit", "s xxxxxoo"),
    ("GET /audit/verify", "s xxxxxoo"),
    ("POST /audit/verify verify", "s xxxxxSS"),
    ("GET /audit/events/{id}", "s xxxxx-x"),
    ("GET /audit.csv", "u xxxxxox"),
    ("GET /search", "s ooooooo"),
];

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

struct Places {
    account: String,
    solicitation: String,
}

/// A path with an existing record in its varying parts; what a new account cannot own is somebody else's.
fn filled(path: &str, places: &Places) -> String {
    let reference = if path.starts_with("/contracts") {
        "CTR-2026-0001"
    } else {
        &places.solicitation
    };
    let id = if path.starts_with("/accounts") {
        places.account.as_str()
    } else {
        "00000000-0000-0000-0000-000000000001"
    };
    path.replace("{reference}", reference)
        .replace("{id}", id)
        .replace("{secret}", "nothing")
}

async fn asked(browser: &Browser<'_>, row: &str, places: &Places) -> char {
    let words: Vec<&str> = row.split(' ').collect();
    let path = filled(words[1], places);
    let answer = match words[0] {
        "GET" => browser.get(&path).await,
        _ => {
            browser
                .post(&path, &[("act", words.get(2).copied().unwrap_or_default())])
                .await
        }
    };
    letter(&path, answer.status, &answer.location)
}

async fn places(world: &World) -> Places {
    let provider = world.provider_organisation("Aurora").await;
    world
        .running_contract("CTR-2026-0001", None, provider)
        .await;
    let account = world
        .person("Somebody", Role::Auditor)
        .await
        .account()
        .unwrap();
    Places {
        account: account.to_string(),
        solicitation: world.published_solicitation().await.reference,
    }
}

#[tokio::test]
async fn every_address_answers_each_role_as_the_table_says() {
    on_each_database(async |world| {
        let (app, places) = (App::over(world), places(world).await);
        let mut browsers = vec![app.nobody()];
        for role in Role::ALL {
            browsers.push(
                app.browser_of(world, &world.person(role.label(), role).await)
                    .await,
            );
        }
        let mut wrong = Vec::new();
        for (row, expected) in TABLE {
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
        .map(|(row, _)| row.split(' ').take(2).collect::<Vec<_>>().join(" "))
        .collect();
    let mut addresses = BTreeSet::new();
    for (path, form) in server::http::paths() {
        addresses.insert(format!("GET {path}"));
        if form {
            addresses.insert(format!("POST {path}"));
        }
    }
    addresses.extend(server::http::export::PATHS.map(|path| format!("GET {path}")));
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
