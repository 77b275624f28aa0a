//! Any past moment of a contract.

use super::limits::modification;
use super::record;
use backend::audit::Told;
use backend::contracts;
use backend::testing::fixtures_contracts::day;
use backend::testing::on_each_database;
use chrono::{Duration, NaiveTime};

#[tokio::test]
async fn a_past_moment_shows_the_record_as_it_was() {
    on_each_database(async |world| {
        let running = world.contract_in_performance().await;
        let before = record(world, &running).await;
        world.on(day(20));
        let call = world.call(&running.officer);
        contracts::modify(
            &world.ctx,
            &call,
            &running.reference,
            3,
            modification(1_000_000, true),
        )
        .await
        .unwrap();
        world.on(day(30));
        let at = day(19).and_time(NaiveTime::MIN).and_utc();
        let then = contracts::as_of(&world.ctx, &running.officer, &running.reference, at)
            .await
            .unwrap()
            .unwrap();
        assert_eq!((then.record, then.later_changes), (before, 1));
        let after = day(21).and_time(NaiveTime::MIN).and_utc();
        let now = contracts::as_of(&world.ctx, &running.officer, &running.reference, after)
            .await
            .unwrap()
            .unwrap();
        assert_eq!((now.record.modifications.len(), now.later_changes), (1, 0));
    })
    .await;
}

#[tokio::test]
async fn before_it_was_made_there_was_no_contract() {
    on_each_database(async |world| {
        let running = world.contract_in_performance().await;
        let at = world.ctx.now() - Duration::days(300);
        let none = contracts::as_of(&world.ctx, &running.officer, &running.reference, at)
            .await
            .unwrap();
        assert!(none.is_none());
    })
    .await;
}

#[tokio::test]
async fn changes_between_two_moments_name_the_fields() {
    on_each_database(async |world| {
        let running = world.contract_in_performance().await;
        let from = world.ctx.now();
        world.on(day(20));
        let call = world.call(&running.officer);
        contracts::modify(
            &world.ctx,
            &call,
            &running.reference,
            3,
            modification(1_000_000, true),
        )
        .await
        .unwrap();
        let changes = contracts::changes_between(
            &world.ctx,
            &running.officer,
            &running.reference,
            from,
            world.ctx.now(),
        )
        .await
        .unwrap();
        let baseline = changes
            .iter()
            .find(|change| change.path == "Milestones 2 › current baseline")
            .unwrap();
        assert_eq!(baseline.before, Some(Told::Day(day(180))));
        assert_eq!(baseline.after, Some(Told::Day(day(240))));
    })
    .await;
}

#[tokio::test]
async fn a_past_sheet_lists_what_changed_since() {
    on_each_database(async |world| {
        let running = world.contract_in_performance().await;
        world.on(day(20));
        let call = world.call(&running.officer);
        contracts::modify(
            &world.ctx,
            &call,
            &running.reference,
            3,
            modification(1_000_000, true),
        )
        .await
        .unwrap();
        world.on(day(30));
        let at = day(10).and_time(NaiveTime::MIN).and_utc();
        let sheet = contracts::sheet(&world.ctx, &running.officer, &running.reference, Some(at))
            .await
            .unwrap();
        assert_eq!(sheet.moment, Some((at, 1)));
        assert!(sheet.record.modifications.is_empty() && !sheet.since.is_empty());
        assert!(sheet.history.iter().all(|event| event.at <= at));
    })
    .await;
}
