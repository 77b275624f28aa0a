//! Whose turn it is.

use super::{called, fields};
use backend::contracts::{LifeInput, live};
use backend::frameworks::CallOffInput;
use backend::testing::fixtures_frameworks::{call_off_input, why};
use backend::testing::on_each_database;
use domain::contracts::life::LifeAct;
use domain::frameworks::AllocationRule;

#[tokio::test]
async fn orders_go_around_and_a_departure_is_explained() {
    on_each_database(async |world| {
        let held = world.framework(AllocationRule::Rotation, 3).await;
        for _ in 0..2 {
            called(world, &held, call_off_input(2_000_000))
                .await
                .unwrap();
        }
        let departing = CallOffInput {
            holder: Some(1),
            ..call_off_input(2_000_000)
        };
        assert_eq!(
            fields(called(world, &held, departing.clone()).await),
            ["reason"]
        );
        let departing = CallOffInput {
            reason: Some(why("Only it has the archive of that area.")),
            ..departing
        };
        called(world, &held, departing).await.unwrap();
        called(world, &held, call_off_input(2_000_000))
            .await
            .unwrap();
        let record = world.framework_record(&held).await;
        let taken: Vec<_> = record.requests.iter().map(|one| one.holder).collect();
        assert_eq!(taken, [Some(1), Some(2), Some(1), Some(3)]);
        let explained = record.requests[2].explained.clone().unwrap();
        assert!(
            explained.starts_with("Cygnus Imaging has waited longest"),
            "{explained}"
        );
    })
    .await;
}

#[tokio::test]
async fn a_holder_whose_work_is_stopped_is_passed_over_and_keeps_its_place() {
    on_each_database(async |world| {
        let held = world.framework(AllocationRule::Rotation, 2).await;
        let (ctx, first) = (&world.ctx, &held.holders[0].reference);
        let stop = LifeInput {
            what: "All tasking".to_owned(),
            reason: "A conflict of frequencies.".to_owned(),
            day: Some(world.ctx.today() + chrono::Duration::days(20)),
            ..LifeInput::of(LifeAct::Stop)
        };
        live(ctx, &world.call(&held.officer), first, 4, stop)
            .await
            .unwrap();
        called(world, &held, call_off_input(2_000_000))
            .await
            .unwrap();
        let resume = LifeInput {
            reason: "Settled.".to_owned(),
            ..LifeInput::of(LifeAct::Resume)
        };
        live(ctx, &world.call(&held.officer), first, 5, resume)
            .await
            .unwrap();
        called(world, &held, call_off_input(2_000_000))
            .await
            .unwrap();
        let record = world.framework_record(&held).await;
        let taken: Vec<_> = record.requests.iter().map(|one| one.holder).collect();
        assert_eq!(taken, [Some(2), Some(1)]);
        let explained = record.requests[0].explained.clone().unwrap();
        assert!(
            explained.contains("Aurora Observation waited longer"),
            "{explained}"
        );
    })
    .await;
}
