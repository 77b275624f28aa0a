//! A cascade: asked in rank, each answer on record.

use super::{called, words};
use backend::Error;
use backend::frameworks::{self, Answered};
use backend::testing::World;
use backend::testing::fixtures_contracts::day;
use backend::testing::fixtures_frameworks::{Held, call_off_input, why};
use backend::testing::on_each_database;
use domain::frameworks::{AllocationRule, CallOffAnswer};
use domain::policy::Refused;
use domain::states::order::OrderState;

/// What the holder with an index answers to a call-off.
pub async fn answers(
    world: &World,
    held: &Held,
    index: usize,
    number: i64,
    accept: bool,
) -> Result<i64, Error> {
    let call = world.call(&held.holders[index].contractor);
    let answered = Answered {
        accept,
        reason: (!accept).then(|| why("All capacity is taken.")),
    };
    frameworks::answer(&world.ctx, &call, &held.reference, number, answered).await
}

#[tokio::test]
async fn declined_by_the_first_accepted_by_the_second_issued_by_the_officer() {
    on_each_database(async |world| {
        let held = world.framework(AllocationRule::Cascade, 3).await;
        called(world, &held, call_off_input(20_000_000))
            .await
            .unwrap();
        // Nobody is skipped: the second is not asked yet.
        let early = answers(world, &held, 1, 1, true).await;
        assert!(matches!(early, Err(Error::Refused(Refused::Hidden))));
        answers(world, &held, 0, 1, false).await.unwrap();
        answers(world, &held, 1, 1, true).await.unwrap();
        let record = world.framework_record(&held).await;
        assert_eq!(record.requests[0].status, OrderState::Competed);
        let call = world.call(&held.officer);
        let version = record.version;
        frameworks::issue(&world.ctx, &call, &held.reference, version, 1)
            .await
            .unwrap();
        let record = world.framework_record(&held).await;
        let request = &record.requests[0];
        assert_eq!(
            (request.status, request.holder),
            (OrderState::Issued, Some(2))
        );
        assert_eq!(record.declined(1), 1);
    })
    .await;
}

#[tokio::test]
async fn silence_is_recorded_only_after_its_day_and_counts_as_declining() {
    on_each_database(async |world| {
        let held = world.framework(AllocationRule::Cascade, 2).await;
        called(world, &held, call_off_input(20_000_000))
            .await
            .unwrap();
        let call = world.call(&held.officer);
        let silent = || frameworks::record_silence(&world.ctx, &call, &held.reference, 2, 1);
        world.on(day(5));
        assert!(words(silent().await).contains("6 Jun 2026"));
        world.on(day(6));
        silent().await.unwrap();
        let record = world.framework_record(&held).await;
        assert_eq!(
            record.requests[0].asked[0].answer,
            Some(CallOffAnswer::Silent)
        );
        assert_eq!(
            (record.requests[0].asked[1].holder, record.declined(1)),
            (2, 1)
        );
    })
    .await;
}

#[tokio::test]
async fn a_holder_that_could_not_take_it_is_passed_over_on_record() {
    on_each_database(async |world| {
        let held = world.framework(AllocationRule::Cascade, 2).await;
        // Both contracts stop at an order of EUR 1,000,000.
        called(world, &held, call_off_input(110_000_000))
            .await
            .unwrap();
        let record = world.framework_record(&held).await;
        let asked: Vec<_> = record.requests[0]
            .asked
            .iter()
            .map(|one| one.answer)
            .collect();
        assert_eq!(asked, [Some(CallOffAnswer::Passed); 2]);
        assert_eq!(record.declined(1), 0);
        let call = world.call(&held.officer);
        let reason = why("It is split in two.");
        frameworks::withdraw(&world.ctx, &call, &held.reference, 2, (1, reason))
            .await
            .unwrap();
        let record = world.framework_record(&held).await;
        assert_eq!(record.requests[0].status, OrderState::Cancelled);
    })
    .await;
}

#[tokio::test]
async fn three_declined_in_a_row_flag_the_holder_and_nothing_ends_by_itself() {
    on_each_database(async |world| {
        let held = world.framework(AllocationRule::Cascade, 2).await;
        for number in 1..=3 {
            called(world, &held, call_off_input(2_000_000))
                .await
                .unwrap();
            answers(world, &held, 0, number, false).await.unwrap();
            answers(world, &held, 1, number, false).await.unwrap();
        }
        let sheet = frameworks::sheet(&world.ctx, &held.officer, &held.reference, None)
            .await
            .unwrap();
        assert!(sheet.may_be_ended(1) && sheet.may_be_ended(2));
        assert_eq!(sheet.record.members().count(), 2);
        let (stored,): (i64,) = world
            .ctx
            .db()
            .query("SELECT MIN(declined_in_a_row) AS least FROM framework_holder")
            .one()
            .await
            .unwrap();
        assert_eq!(stored, 3);
    })
    .await;
}

#[tokio::test]
async fn an_answer_is_given_once_by_whoever_is_asked() {
    on_each_database(async |world| {
        let held = world.framework(AllocationRule::Cascade, 2).await;
        called(world, &held, call_off_input(2_000_000))
            .await
            .unwrap();
        answers(world, &held, 0, 1, true).await.unwrap();
        assert!(words(answers(world, &held, 0, 1, false).await).contains("any more"));
        let officer = world.call(&held.officer);
        let accept = Answered {
            accept: true,
            reason: None,
        };
        let refused = frameworks::answer(&world.ctx, &officer, &held.reference, 1, accept).await;
        assert!(matches!(refused, Err(Error::Refused(Refused::Role { .. }))));
    })
    .await;
}
