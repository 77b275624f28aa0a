//! Before the opening no answer changes because an offer came: not its text, not its size, not its headers.

use super::{Scene, drafted, submit};
use crate::support::{Answer, App};
use backend::testing::{World, on_each_database};
use domain::actor::Actor;
use std::collections::BTreeMap;

/// A text without what differs between any two answers: nonces, form keys and request ids.
pub fn normal(text: &str) -> String {
    let mut out = without(text, "nonce=\"", '"');
    out = without(&out, "name=\"idempotency_key\" value=\"", '"');
    without(&out, "request ", '.')
}

fn without(text: &str, before: &str, end: char) -> String {
    let mut pieces = text.split(before);
    let mut out = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        out.push_str(before);
        out.push_str(piece.find(end).map_or("", |at| &piece[at..]));
    }
    out
}

/// Headers that differ between any two answers.
const MARKS: [&str; 2] = ["content-security-policy", "x-request-id"];

fn told(answer: &Answer) -> String {
    let headers = answer
        .headers
        .iter()
        .filter(|(name, _)| !MARKS.contains(&name.as_str()));
    let headers: Vec<_> = headers
        .map(|(name, value)| format!("{name}: {value:?}"))
        .collect();
    format!(
        "{} {}\n{}",
        answer.status,
        headers.join("\n"),
        normal(&answer.text)
    )
}

/// Everything that a person can read of a solicitation and on the pages that list things.
async fn read(app: &App, world: &World, actor: &Actor, scene: &Scene) -> BTreeMap<String, String> {
    let browser = app.browser_of(world, actor).await;
    let mut read = BTreeMap::new();
    let pages = server::http::paths().into_iter().map(|(path, _)| path);
    for path in pages.chain(server::http::files().map(str::to_owned)) {
        let path = path.replace(
            "/solicitations/{reference}",
            &format!("/solicitations/{}", scene.asked.reference),
        );
        // The number of events of every kind is the administrator's to see.
        if path.contains('{') || path.starts_with("/audit") {
            continue;
        }
        read.insert(path.clone(), told(&browser.get(&path).await));
    }
    let search = format!("/search?q={}", scene.asked.reference);
    read.insert(search.clone(), told(&browser.get(&search).await));
    read
}

#[tokio::test]
async fn no_answer_to_anybody_else_changes_when_an_offer_is_sealed() {
    on_each_database(async |world| {
        let app = App::over(world);
        let scene = drafted(world).await;
        // When an account was last seen is on a page: everybody has been here before.
        let everybody = scene.others.iter().map(|(_, actor)| actor);
        for actor in everybody.chain([&scene.ann]) {
            app.browser_of(world, actor).await.get("/").await;
        }
        let mut before = Vec::new();
        for (_, actor) in &scene.others {
            before.push(read(&app, world, actor, &scene).await);
        }
        let sent = submit(&app.browser_of(world, &scene.ann).await, &scene).await;
        assert_eq!(sent.status.as_u16(), 303);
        for ((who, actor), before) in scene.others.iter().zip(before) {
            for (path, after) in read(&app, world, actor, &scene).await {
                // Each session of a person stands on the account's page.
                if path != "/account" {
                    assert_eq!(after, before[&path], "{who} {path}");
                }
            }
        }
    })
    .await;
}

#[tokio::test]
async fn a_form_that_is_refused_says_the_same_with_and_without_an_offer() {
    on_each_database(async |world| {
        let app = App::over(world);
        let scene = drafted(world).await;
        let officer = &scene.others[1].1;
        let opening = format!("/solicitations/{}/opening", scene.asked.reference);
        let browser = app.browser_of(world, officer).await;
        let before = told(&browser.post(&opening, &[("act", "consent")]).await);
        submit(&app.browser_of(world, &scene.ann).await, &scene).await;
        assert_eq!(
            told(&browser.post(&opening, &[("act", "consent")]).await),
            before
        );
    })
    .await;
}
