//! What each may read, and past moments.

use super::called;
use super::cascade::answers;
use backend::Error;
use backend::db::query::count::during;
use backend::frameworks::{self, FrameworkFilter};
use backend::home::today;
use backend::testing::fixtures_contracts::day;
use backend::testing::fixtures_frameworks::call_off_input;
use backend::testing::on_each_database;
use domain::frameworks::AllocationRule;

#[tokio::test]
async fn a_holder_reads_its_own_part_and_nothing_of_the_others() {
    on_each_database(async |world| {
        let held = world.framework(AllocationRule::Cascade, 3).await;
        called(world, &held, call_off_input(20_000_000))
            .await
            .unwrap();
        answers(world, &held, 0, 1, false).await.unwrap();
        let read = async |index: usize| {
            let person = &held.holders[index].contractor;
            frameworks::sheet(&world.ctx, person, &held.reference, None)
                .await
                .unwrap()
        };
        let first = read(0).await;
        assert_eq!((first.record.holders.len(), first.holders.len()), (1, 1));
        assert_eq!(first.record.requests[0].asked.len(), 1);
        assert!(first.ordered.is_none() && first.history.is_empty());
        let second = read(1).await;
        let asked: Vec<_> = second.record.requests[0]
            .asked
            .iter()
            .map(|one| one.holder)
            .collect();
        assert_eq!(asked, [2]);
        assert!(read(2).await.record.requests.is_empty());
        let text = format!("{:?}{:?}{:?}", first.record, first.holders, first.since);
        assert!(
            !text.contains("Boreal") && !text.contains("Cygnus"),
            "{text}"
        );
        // Neither does the list of frameworks tell more, nor does a stranger find any.
        let all = FrameworkFilter::default();
        let second = &held.holders[1].contractor;
        let rows = frameworks::frameworks(&world.ctx, second, &all)
            .await
            .unwrap();
        assert_eq!(
            (rows[0].holders, rows[0].ordered_minor, rows[0].waiting),
            (None, None, 1)
        );
        let other = world.provider_organisation("Stranger").await;
        let stranger = world.provider("Sam", other).await;
        let hidden = frameworks::sheet(&world.ctx, &stranger, &held.reference, None).await;
        assert!(matches!(hidden, Err(Error::NotFound)));
        let rows = frameworks::frameworks(&world.ctx, &stranger, &all);
        assert!(rows.await.unwrap().is_empty());
    })
    .await;
}

#[tokio::test]
async fn news_and_start_pages_lead_to_what_waits() {
    on_each_database(async |world| {
        let held = world.framework(AllocationRule::Cascade, 2).await;
        called(world, &held, call_off_input(20_000_000))
            .await
            .unwrap();
        let (ctx, first) = (&world.ctx, &held.holders[0].contractor);
        let day_of = async |person| today(ctx, person).await.unwrap();
        let own = day_of(first).await;
        let asked = own.provider.unwrap().notices;
        assert_eq!(
            (asked[0].kind.as_str(), asked[0].last_day),
            ("call_off", Some(day(5)))
        );
        assert_eq!(asked[0].reference, format!("{}/1", held.reference));
        assert!(
            own.news
                .iter()
                .any(|news| news.text.contains("answer by 6 Jun 2026"))
        );
        let queue = async || {
            let queue = day_of(&held.officer).await.officer.unwrap().queue;
            let own = queue
                .into_iter()
                .filter(|due| due.kind.starts_with("call_off"));
            own.map(|due| due.kind).collect::<Vec<_>>()
        };
        assert!(queue().await.is_empty());
        world.on(day(6));
        assert_eq!(queue().await, ["call_off-answer"]);
        answers(world, &held, 0, 1, true).await.unwrap();
        assert_eq!(queue().await, ["call_off-issue"]);
        assert!(day_of(first).await.provider.unwrap().notices.is_empty());
    })
    .await;
}

#[tokio::test]
async fn a_past_moment_shows_what_was_recorded_then() {
    on_each_database(async |world| {
        let held = world.framework(AllocationRule::Rotation, 2).await;
        called(world, &held, call_off_input(20_000_000))
            .await
            .unwrap();
        let (ctx, officer) = (&world.ctx, &held.officer);
        let then = world.ctx.now();
        let snapshot = frameworks::sheet(ctx, officer, &held.reference, None)
            .await
            .unwrap();
        world.on(day(3));
        called(world, &held, call_off_input(30_000_000))
            .await
            .unwrap();
        let past = frameworks::sheet(ctx, officer, &held.reference, Some(then))
            .await
            .unwrap();
        assert_eq!(
            (&past.record, past.ordered),
            (&snapshot.record, Some(20_000_000))
        );
        assert_eq!(past.moment, Some((then, 1)));
        assert!(!past.since.is_empty() && snapshot.since.is_empty());
        let before = then - chrono::Duration::days(1);
        let none = frameworks::sheet(ctx, officer, &held.reference, Some(before)).await;
        assert!(matches!(none, Err(Error::NotFound)));
    })
    .await;
}

#[tokio::test]
async fn a_page_sends_four_statements_at_most() {
    on_each_database(async |world| {
        let held = world.framework(AllocationRule::Rotation, 3).await;
        called(world, &held, call_off_input(20_000_000))
            .await
            .unwrap();
        let sheet = frameworks::sheet(&world.ctx, &held.officer, &held.reference, None);
        let (_, statements) = during(sheet).await;
        assert_eq!(statements, 4);
    })
    .await;
}
