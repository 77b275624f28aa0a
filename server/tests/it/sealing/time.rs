//! Before the opening no answer takes longer because offers came.
//!
//! Two stores hold the same drafts; in one of them they are submitted. Each page is asked of both in turn, so that
//! whatever else the machine does falls on both alike, and the shortest times are compared: what others take of the
//! machine only ever makes an answer later. What this finds is work that grows with the offers, a statement for each of
//! them for example; a few microseconds it does not.

use super::{PRICE, Scene, WORD, drafted, submit};
use crate::support::{App, Browser};
use backend::testing::{World, on_two_stores_of_each_database};
use domain::actor::Actor;
use std::time::{Duration, Instant};

/// Offers that come in one store and stay drafts in the other.
const OFFERS: usize = 20;
/// How often each page is asked of each store.
const ROUNDS: usize = 30;
/// How often a page is measured before its times count as different.
const ATTEMPTS: usize = 5;
/// What the times of the same work may differ by, in percent of the shorter.
const SLACK: u32 = 30;

/// Drafts of several competitors, all complete.
async fn drafts(world: &World) -> (Scene, Vec<(Actor, String, String)>) {
    let scene = drafted(world).await;
    let mut more = vec![(
        scene.ann.clone(),
        scene.offer.clone(),
        scene.version.clone(),
    )];
    for number in 1..OFFERS {
        let name = format!("Competitor {number}");
        let organisation = world.provider_organisation(&name).await;
        let actor = world.provider(&name, organisation).await;
        let (offer, version) = world
            .complete_draft(&scene.asked, &actor, PRICE, WORD)
            .await;
        more.push((actor, offer, version.to_string()));
    }
    (scene, more)
}

async fn submit_all(
    world: &World,
    app: &App,
    scene: &mut Scene,
    drafts: Vec<(Actor, String, String)>,
) {
    for (actor, offer, version) in drafts {
        (scene.offer, scene.version) = (offer, version);
        let sent = submit(&app.browser_of(world, &actor).await, scene).await;
        assert_eq!(sent.status.as_u16(), 303, "{}", sent.text);
    }
}

async fn time(browser: &Browser<'_>, path: &str) -> Duration {
    let begun = Instant::now();
    let answer = browser.get(path).await;
    let taken = begun.elapsed();
    assert!(!answer.status.is_server_error(), "{path}: {}", answer.text);
    taken
}

/// The shortest times of a page in both stores, asked in turn.
async fn shortest_times(browsers: &[Browser<'_>; 2], paths: [&str; 2]) -> [Duration; 2] {
    let mut shortest = [Duration::MAX; 2];
    for _ in 0..ROUNDS {
        for (side, least) in shortest.iter_mut().enumerate() {
            *least = time(&browsers[side], paths[side]).await.min(*least);
        }
    }
    shortest
}

/// Holds a page of both stores to the same time. A machine that is busy elsewhere may part them by chance, but not in each
/// of several measurements; work for every offer does.
async fn same_time(browsers: &[Browser<'_>; 2], paths: [&str; 2], who: &str) {
    let mut measured = Vec::new();
    while measured.len() < ATTEMPTS {
        let [one, other] = shortest_times(browsers, paths).await;
        if one.abs_diff(other) <= one.min(other) * SLACK / 100 {
            return;
        }
        measured.push([one, other]);
    }
    panic!("{who} {}: {measured:?}", paths[0]);
}

#[tokio::test]
async fn no_answer_takes_longer_because_offers_were_sealed() {
    on_two_stores_of_each_database(async |with, without| {
        let apps = [App::over(with), App::over(without)];
        let (mut scene, offers) = drafts(with).await;
        let (silent, _) = drafts(without).await;
        submit_all(with, &apps[0], &mut scene, offers).await;
        for (index, (who, actor)) in scene.others.iter().enumerate().take(4) {
            let browsers = [
                apps[0].browser_of(with, actor).await,
                apps[1].browser_of(without, &silent.others[index].1).await,
            ];
            for part in ["", "/opening", "/questions"] {
                let paths = [&scene, &silent]
                    .map(|of| format!("/solicitations/{}{part}", of.asked.reference));
                same_time(&browsers, [&paths[0], &paths[1]], who).await;
            }
            for path in ["/", "/solicitations", "/search?q=Competitor"] {
                same_time(&browsers, [path, path], who).await;
            }
        }
    })
    .await;
}
