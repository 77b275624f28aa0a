//! Sealing as a black box: everything over HTTP, as each role, before and after closing.
//!
//! What is asked here is what a bidder would ask: can anybody read, count, add, lose or move an offer?
//!
//! | check | asks | where |
//! |---|---|---|
//! | 1, 15, 20 | an offer of others is as one that does not exist | `secrecy`, `silence`, `time` |
//! | 2 | no list, search, file or notice tells of it | `secrecy`, `silence`, `ceremony` |
//! | 3 | a copied address of a file is one that does not exist | `../attachments.rs` |
//! | 5, 6, 7, 8 | two persons, after closing, everything at once | `ceremony` |
//! | 9, 10, 13 | the deadline, to the microsecond | `deadline` |
//! | 12 | no date comes nearer, and none moves without a trace | `dates` |
//! | 16 | receipt and opening verify offline | `../receipts.rs`, `record` |
//! | 18, 19, 22, 23, 27, 28 | forms and methods that nothing offers | `forms` |
//! | 20 | every address as every role | `../permissions.rs` |
//! | 25, 26, 29 | a role that is taken away; other organisations; four eyes | `persons` |

mod browser;
mod ceremony;
mod commitments;
mod dates;
mod deadline;
mod forms;
mod persons;
mod record;
mod secrecy;
mod silence;
mod time;

use crate::support::{App, Browser};
use backend::testing::World;
use backend::testing::fixtures::Published;
use domain::actor::{Actor, Role};

/// A word of the technical volume that stands nowhere else.
pub const WORD: &str = "Quokkaconstellation";
/// The unit price in the form; it stands nowhere else.
pub const PRICE: &str = "734519";

/// A solicitation with the sealed offer of one provider, another provider with an account, and the buying side.
pub struct Scene {
    pub asked: Published,
    pub ann: Actor,
    /// Reference of Ann's offer.
    pub offer: String,
    /// The version of the offer after its submission.
    pub version: String,
    /// Everybody who must learn nothing, with a word for failures.
    pub others: Vec<(&'static str, Actor)>,
}

/// A draft that is complete, of a provider whose competitor has an account, too.
pub async fn drafted(world: &World) -> Scene {
    let asked = world.published_solicitation().await;
    let aurora = world.provider_organisation("Aurora Orbital").await;
    let boreal = world.provider_organisation("Boreal").await;
    let ann = world.provider("Ann", aurora).await;
    let (offer, version) = world.complete_draft(&asked, &ann, PRICE, WORD).await;
    let mut others = vec![("another provider", world.provider("Bob", boreal).await)];
    for (name, role) in [
        ("officer", Role::Officer),
        ("evaluator", Role::Evaluator),
        ("opener", Role::Opener),
        ("administrator", Role::Administrator),
    ] {
        others.push((name, world.person(name, role).await));
    }
    others.push(("delegate", world.delegate("Delegate", "NO").await));
    Scene {
        asked,
        ann,
        offer,
        version: version.to_string(),
        others,
    }
}

/// The same with the offer submitted over HTTP.
pub async fn sealed(world: &World, app: &App) -> Scene {
    let mut scene = drafted(world).await;
    let browser = app.browser_of(world, &scene.ann).await;
    let sent = submit(&browser, &scene).await;
    assert_eq!(sent.status.as_u16(), 303, "{}", sent.text);
    scene.version = version_on(&browser, &scene.offer).await;
    scene
}

pub async fn submit(browser: &Browser<'_>, scene: &Scene) -> crate::support::Answer {
    let path = format!("/offers/{}/submit", scene.offer);
    let fields = [
        ("act", "submit"),
        ("version", scene.version.as_str()),
        ("keep_draft", "yes"),
    ];
    browser.post(&path, &fields).await
}

/// The version that the submit page's form carries.
pub async fn version_on(browser: &Browser<'_>, offer: &str) -> String {
    let page = browser.get(&format!("/offers/{offer}/submit")).await.text;
    let value = page.split("name=\"version\" value=\"").nth(1).unwrap();
    value.split('"').next().unwrap().to_owned()
}

/// What the store holds of the offer: status and number of sealed submissions.
pub async fn stored(world: &World, offer: &str) -> (String, i64) {
    let select = "SELECT status, (SELECT CAST(COUNT(*) AS BIGINT) FROM sealed_offer WHERE offer_id = offer.id) FROM offer WHERE reference = $1";
    world
        .ctx
        .db()
        .query(select)
        .bind(offer.to_owned())
        .one()
        .await
        .unwrap()
}
