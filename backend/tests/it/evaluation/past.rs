//! The comparison as it was recorded at a past moment.

use backend::Error;
use backend::evaluation::*;
use backend::testing::fixtures_eval::Evaluating;
use backend::testing::{World, on_each_database};
use chrono::{DateTime, Duration, Utc};
use domain::actor::Actor;
use domain::states::OfferState;
use rust_decimal::Decimal;

async fn seen(
    world: &World,
    all: &Evaluating,
    actor: &Actor,
    moment: DateTime<Utc>,
) -> Result<Comparison, Error> {
    let filter = Filter {
        moment: Some(moment),
        ..Filter::default()
    };
    comparison(&world.ctx, actor, &all.solicitation.reference, &filter).await
}

/// The moment that has passed, and an hour more on the clock.
fn tick(world: &World) -> DateTime<Utc> {
    let at = world.ctx.now();
    world.clock.advance(Duration::hours(1));
    at
}

/// Records the score of T1 of the first offer that the panel agreed on.
async fn agree(world: &World, all: &Evaluating, value: &str, version: i64) {
    let input = Moderation {
        offer: all.offers[0].reference.clone(),
        criterion: "T1".to_owned(),
        value: value.to_owned(),
        reason: format!("Agreed on {value}."),
        version,
        ..Moderation::default()
    };
    let (call, sol) = (world.call(&all.officer), &all.solicitation.reference);
    moderate(&world.ctx, &call, sol, &input).await.unwrap();
}

/// What the desk shows for T1 of the first offer.
fn score(found: &Comparison, all: &Evaluating) -> Option<Decimal> {
    let mut columns = found.columns.iter();
    let place = columns.position(|column| column.offer.id == all.offers[0].id)?;
    let mut rows = found.rows.iter();
    rows.find(|row| row.code == "T1")?.cells[place].value
}

#[tokio::test]
async fn the_desk_shows_what_was_recorded_at_each_moment() {
    on_each_database(async |world| {
        let all = world.evaluating().await;
        let unscored = tick(world);
        world.judge(&all, [["85", "80", "5"]; 3]).await;
        let scored = tick(world);
        agree(world, &all, "90", 0).await;
        let agreed = tick(world);
        let (call, sol) = (world.call(&all.officer), &all.solicitation.reference);
        run_result(&world.ctx, &call, sol, "").await.unwrap();
        let stored = tick(world);
        agree(world, &all, "95", 1).await;
        run_result(&world.ctx, &call, sol, "The panel met again.")
            .await
            .unwrap();
        let now = tick(world);
        let mut told = Vec::new();
        for moment in [unscored, scored, agreed, stored, now] {
            let found = seen(world, &all, &all.officer, moment).await.unwrap();
            let status = found.columns[0].offer.status;
            told.push((
                score(&found, &all).map(|value| value.to_string()),
                found.run.as_ref().map(|run| run.number),
                found.sheet.runs.len(),
                status == OfferState::Opened,
            ));
        }
        let says =
            |value: Option<&str>, run, runs, open| (value.map(str::to_owned), run, runs, open);
        assert_eq!(
            told,
            [
                says(None, None, 0, true),
                says(Some("85"), None, 0, false),
                says(Some("90"), None, 0, false),
                says(Some("90"), Some(1), 1, false),
                says(Some("95"), Some(2), 2, false),
            ]
        );
    })
    .await;
}

#[tokio::test]
async fn the_past_says_the_same_as_the_page_said_then() {
    on_each_database(async |world| {
        let all = world.scored().await;
        agree(world, &all, "90", 0).await;
        let sol = &all.solicitation.reference;
        let then = comparison(&world.ctx, &all.officer, sol, &Filter::default()).await;
        let (then, moment) = (then.unwrap(), tick(world));
        agree(world, &all, "80", 1).await;
        let call = world.call(&all.officer);
        run_result(&world.ctx, &call, sol, "").await.unwrap();
        world.notified(&all, 0).await;
        let past = seen(world, &all, &all.officer, moment).await.unwrap();
        let rows = |found: &Comparison| -> Vec<(String, Vec<Entry>)> {
            let rows = found.rows.iter();
            rows.map(|row| (row.code.clone(), row.cells.clone()))
                .collect()
        };
        assert_eq!(rows(&past), rows(&then));
        assert!(past.run.is_none() && past.missing.is_empty());
    })
    .await;
}

#[tokio::test]
async fn before_the_opening_nothing_is_shown() {
    on_each_database(async |world| {
        let all = world.ranked().await;
        let sealed = all.solicitation.closes_at - Duration::hours(1);
        let found = seen(world, &all, &all.officer, sealed).await.unwrap();
        assert!(found.sheet.offers.is_empty() && found.sheet.runs.is_empty());
        assert!(found.figures.is_none());
    })
    .await;
}

#[tokio::test]
async fn an_exclusion_that_was_reversed_stood_until_then() {
    on_each_database(async |world| {
        let all = world.evaluating().await;
        let (sol, bid) = (&all.solicitation.reference, &all.offers[2].reference);
        let call = world.call(&all.officer);
        let out = Compliance::NotCompliant;
        let decided = decide_compliance(&world.ctx, &call, sol, bid, out, "No signature.").await;
        decided.unwrap();
        let excluded = tick(world);
        let why = "It was there after all.";
        propose_reversal(&world.ctx, &call, sol, bid, why)
            .await
            .unwrap();
        let waiting = "SELECT id FROM exclusion_reversal";
        let id: uuid::Uuid = world.ctx.db().query(waiting).scalar().await.unwrap();
        let other = world.call(&all.colleague);
        decide_reversal(&world.ctx, &other, sol, id, Answer::Agree)
            .await
            .unwrap();
        let reversed = tick(world);
        let mut found = Vec::new();
        for moment in [excluded, reversed] {
            let desk = seen(world, &all, &all.officer, moment).await.unwrap();
            let mut offers = desk.sheet.offers.into_iter();
            let line = offers.find(|line| line.reference == *bid).unwrap();
            found.push((line.status, line.out_because()));
        }
        assert_eq!(
            found[0],
            (OfferState::Excluded, Some("No signature.".to_owned()))
        );
        assert_eq!(found[1], (OfferState::AdminCompliant, None));
    })
    .await;
}

#[tokio::test]
async fn the_past_is_no_way_round_blindness() {
    on_each_database(async |world| {
        let all = world.evaluating().await;
        world.both_score(&all, 0, ["85", "80", "5"]).await;
        let moment = tick(world);
        let found = seen(world, &all, &all.evaluators[0], moment).await;
        assert!(matches!(found, Err(Error::NotNow(_))));
        let outsider = world
            .person("Una Outsider", domain::actor::Role::Evaluator)
            .await;
        let found = seen(world, &all, &outsider, moment).await;
        assert!(matches!(found, Err(Error::NotFound)));
    })
    .await;
}
