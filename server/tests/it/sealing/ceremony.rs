//! Who opens, and when (checks 5, 6, 7, 8), and prices that are opened later (checks 1, 2).

use super::{Scene, sealed};
use crate::support::{Answer, App};
use axum::http::StatusCode;
use backend::testing::openers::{PASSPHRASE, PASSWORD};
use backend::testing::{World, on_each_database};
use chrono::{DateTime, Duration, Utc};
use domain::actor::{Actor, Role};

async fn consents(
    app: &App,
    world: &World,
    (opener, scene): (&Actor, &Scene),
    extra: &[(&str, &str)],
) -> Answer {
    let path = format!("/solicitations/{}/opening", scene.asked.reference);
    let mut fields = vec![
        ("act", "consent"),
        ("password", PASSWORD),
        ("passphrase", PASSPHRASE),
    ];
    fields.extend_from_slice(extra);
    app.browser_of(world, opener)
        .await
        .post(&path, &fields)
        .await
}

async fn opened_at(world: &World) -> Option<DateTime<Utc>> {
    let select = "SELECT opened_at FROM solicitation";
    world.ctx.db().query(select).scalar().await.unwrap()
}

async fn refused_tries(world: &World) -> i64 {
    let select = "SELECT CAST(COUNT(*) AS BIGINT) FROM event WHERE summary = 'Tried to open the offers and was refused'";
    world.ctx.db().query(select).scalar().await.unwrap()
}

#[tokio::test]
async fn check_6_two_openers_before_the_deadline_are_refused_and_their_tries_are_in_the_log() {
    on_each_database(async |world| {
        let app = App::over(world);
        let scene = sealed(world, &app).await;
        world.clock.set(scene.asked.closes_at);
        for opener in &scene.asked.openers[..2] {
            let refused = consents(&app, world, (opener, &scene), &[]).await;
            assert_eq!(refused.status, StatusCode::CONFLICT);
        }
        assert_eq!(
            (opened_at(world).await, refused_tries(world).await),
            (None, 2)
        );
    })
    .await;
}

#[tokio::test]
async fn checks_5_and_7_one_person_counts_once_whoever_the_body_names() {
    on_each_database(async |world| {
        let app = App::over(world);
        let scene = sealed(world, &app).await;
        world
            .clock
            .set(scene.asked.closes_at + Duration::minutes(1));
        let [una, dua, ..] = &scene.asked.openers[..] else {
            return;
        };
        let other = dua.account().unwrap().to_string();
        let named = [("account_id", other.as_str()), ("opener", other.as_str())];
        let first = consents(&app, world, (una, &scene), &named).await;
        assert_eq!(first.status, StatusCode::SEE_OTHER);
        let again = consents(&app, world, (una, &scene), &named).await;
        assert_eq!(again.status, StatusCode::CONFLICT);
        assert_eq!(
            (opened_at(world).await, refused_tries(world).await),
            (None, 1)
        );
        for (_, actor) in &scene.others {
            let browser = app.browser_of(world, actor).await;
            let offer = browser.get(&format!("/offers/{}", scene.offer)).await;
            assert_eq!(offer.status, StatusCode::NOT_FOUND);
        }
    })
    .await;
}

#[tokio::test]
async fn check_8_two_persons_open_everything_at_one_moment_and_every_hash_is_in_the_log() {
    on_each_database(async |world| {
        let app = App::over(world);
        let scene = sealed(world, &app).await;
        world.sealed_bid(&scene.asked, "Cygnus", "93456").await;
        world.clock.set(scene.asked.closes_at + Duration::minutes(1));
        for opener in &scene.asked.openers[1..] {
            let sent = consents(&app, world, (opener, &scene), &[]).await;
            assert_eq!(sent.status, StatusCode::SEE_OTHER);
        }
        let moments = "SELECT opened_at FROM offer UNION SELECT opened_at FROM sealed_part UNION SELECT opened_at FROM solicitation";
        let moments: Vec<DateTime<Utc>> = world.ctx.db().query(moments).scalars().await.unwrap();
        assert_eq!(moments.len(), 1);
        let hashes = "SELECT content_sha256 FROM sealed_part";
        let hashes: Vec<Vec<u8>> = world.ctx.db().query(hashes).scalars().await.unwrap();
        let event = "SELECT after_text FROM event WHERE summary LIKE 'Opened 2 offers%'";
        let event: String = world.ctx.db().query(event).scalar().await.unwrap();
        let hex = |hash: &Vec<u8>| hash.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
        assert!(hashes.len() == 4 && hashes.iter().all(|hash| event.contains(&hex(hash))));
    })
    .await;
}

/// Every place where the buying side reads of offers.
fn places(reference: &str, offer: &str) -> Vec<String> {
    let of = |page: &str| format!("/solicitations/{reference}{page}");
    let mut paths: Vec<String> = [
        "",
        "/opening",
        "/opening/check",
        "/opening.json",
        "/compare",
        "/commitments",
    ]
    .iter()
    .chain(&["/commitments.json", "/timeline", "/panel", "/score"])
    .map(|page| of(page))
    .collect();
    paths.push(format!("/offers/{offer}"));
    paths.push(format!("/solicitations/{reference}/score/{offer}"));
    let lists = ["/", "/offers", "/offers.csv", "/audit", "/search?q=Aurora"];
    paths.extend(lists.map(str::to_owned));
    paths
}

#[tokio::test]
async fn checks_1_and_2_no_answer_tells_a_price_that_waits_for_the_technical_result() {
    on_each_database(async |world| {
        let asked = world.two_stage_solicitation().await;
        let bid = world.sealed_bid(&asked, "Aurora", "7123498").await;
        world.open(&asked).await;
        let app = App::over(world);
        let roles = [Role::Officer, Role::Evaluator, Role::Opener, Role::Auditor];
        let mut read = 0;
        for role in roles {
            let actor = world.person("Reader", role).await;
            let browser = app.browser_of(world, &actor).await;
            for path in places(&asked.reference, &bid.reference) {
                let answer = browser.get(&path).await;
                read += usize::from(answer.status == StatusCode::OK);
                let digits: String = answer
                    .text
                    .chars()
                    .filter(|c| !c.is_whitespace() && *c != '\u{a0}')
                    .collect();
                assert!(!digits.contains("7123498"), "{path} for {role:?}");
            }
        }
        assert!(read > 30, "only {read} answers were pages");
    })
    .await;
}
