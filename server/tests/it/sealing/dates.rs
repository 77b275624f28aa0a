//! The closing moves later by a public amendment, and never nearer (check 12).

use crate::support::{App, Browser};
use axum::http::StatusCode;
use backend::notices::unread;
use backend::offers::start;
use backend::solicitations::{Draft, create, publish};
use backend::testing::{World, on_each_database};
use domain::actor::{Actor, Role};

/// A solicitation that was published through the use cases, with an offer being written, its officer and its bidder.
async fn running(world: &World) -> (String, Actor, Actor) {
    world.strategy().await;
    let olga = world.person("Olga", Role::Officer).await;
    let call = world.call(&olga);
    let draft = Draft::try_from(world.typed_solicitation()).unwrap();
    let reference = create(&world.ctx, &call, draft).await.unwrap();
    let version = world.approved(&olga, &reference, 1).await;
    let openers = world.openers().await;
    publish(&world.ctx, &call, &reference, version, &openers)
        .await
        .unwrap();
    let pia = world.provider_organisation("Aurora").await;
    let pia = world.provider("Pia", pia).await;
    start(&world.ctx, &world.call(&pia), &reference)
        .await
        .unwrap();
    (reference, olga, pia)
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let value = tag
        .split(&format!(" {name}=\""))
        .nth(1)?
        .split('"')
        .next()?;
    Some(unescaped(value))
}

fn unescaped(text: &str) -> String {
    let plain = text.replace("&lt;", "<").replace("&gt;", ">");
    let plain = plain
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&#x27;", "'");
    plain.replace("&amp;", "&")
}

/// What a browser would send of the form with this label, as the page fills it in.
fn filled(page: &str, label: &str) -> Vec<(String, String)> {
    let form = page
        .split(&format!("aria-label=\"{label}\""))
        .nth(1)
        .unwrap();
    let form = form.split("</form>").next().unwrap();
    let (mut fields, mut select) = (Vec::new(), None);
    for (tag, text) in form.split('<').filter_map(|piece| piece.split_once('>')) {
        let (name, value) = (attribute(tag, "name"), attribute(tag, "value"));
        let choice = tag.contains("type=\"checkbox\"") || tag.contains("type=\"radio\"");
        match tag.split_whitespace().next() {
            Some("input") if !choice || tag.contains(" checked") => {
                fields.extend(name.map(|name| (name, value.unwrap_or_default())));
            }
            Some("textarea") => fields.extend(name.map(|name| (name, unescaped(text)))),
            Some("select") => select = name,
            Some("option") if tag.contains(" selected") => {
                fields.extend(select.clone().map(|name| (name, value.unwrap_or_default())));
            }
            _ => {}
        }
    }
    fields
}

/// The form of the amendment as it is filled in, with another year of closing and a reason; the answer's status and page.
async fn amend(browser: &Browser<'_>, reference: &str, years: i32) -> (StatusCode, String) {
    let path = format!("/solicitations/{reference}/amend");
    let page = browser.get(&path).await.text;
    let mut fields = filled(&page, "Amend the solicitation");
    for (name, value) in &mut fields {
        match name.as_str() {
            "closes_at_year" => *value = (value.parse::<i32>().unwrap() + years).to_string(),
            "reason" => *value = "Bidders asked for it.".to_owned(),
            _ => {}
        }
    }
    fields.retain(|(name, _)| name != "idempotency_key");
    let fields: Vec<(&str, &str)> = fields
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    let answer = browser.post(&path, &fields).await;
    (answer.status, answer.text)
}

async fn closing(world: &World) -> (String, i64) {
    let select = "SELECT CAST(closes_at AS TEXT), (SELECT CAST(COUNT(*) AS BIGINT) FROM solicitation_version) FROM solicitation";
    world.ctx.db().query(select).one().await.unwrap()
}

#[tokio::test]
async fn check_12_the_closing_comes_never_nearer_and_moves_later_only_in_public() {
    on_each_database(async |world| {
        let (reference, olga, pia) = running(world).await;
        let app = App::over(world);
        let browser = app.browser_of(world, &olga).await;
        let before = closing(world).await;
        let (status, page) = amend(&browser, &reference, -1).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.contains("An amendment never shortens the time"));
        assert_eq!(closing(world).await, before);
        let (status, page) = amend(&browser, &reference, 1).await;
        assert_eq!(status, StatusCode::SEE_OTHER, "{page}");
        assert_ne!(closing(world).await.0, before.0);
        let news = unread(&world.ctx, &pia).await.unwrap();
        assert!(news.iter().any(|one| one.kind == "solicitation.amended"));
        let versions = format!("/solicitations/{reference}/versions");
        let read = app.browser_of(world, &pia).await.get(&versions).await;
        assert!(read.text.contains("Bidders asked for it."));
    })
    .await;
}
