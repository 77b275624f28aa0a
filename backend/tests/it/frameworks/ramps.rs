//! Joining and leaving.

use super::cascade::answers;
use super::{called, fields, words};
use backend::Error;
use backend::frameworks;
use backend::testing::fixtures_contracts::day;
use backend::testing::fixtures_frameworks::{call_off_input, why};
use backend::testing::on_each_database;
use domain::contracts::VehicleKind;
use domain::frameworks::{AllocationRule, OffRampGround};

#[tokio::test]
async fn a_holder_joins_only_in_a_window_and_comes_last() {
    on_each_database(async |world| {
        let held = world.framework(AllocationRule::Rotation, 2).await;
        let new = ("Delphin Space", "Del Provider");
        let new = world.next_holder(VehicleKind::Idiq, &held.officer, new);
        let contract = new.await.reference;
        called(world, &held, call_off_input(2_000_000))
            .await
            .unwrap();
        let call = world.call(&held.officer);
        let join =
            |version| frameworks::join(&world.ctx, &call, &held.reference, version, &contract);
        assert!(words(join(2).await).contains("1 Jul 2026"));
        world.on(day(30));
        join(2).await.unwrap();
        for _ in 0..3 {
            called(world, &held, call_off_input(2_000_000))
                .await
                .unwrap();
        }
        let record = world.framework_record(&held).await;
        let taken: Vec<_> = record.requests.iter().map(|one| one.holder).collect();
        assert_eq!(taken, [Some(1), Some(2), Some(3), Some(1)]);
        let sheet = backend::contracts::sheet(&world.ctx, &held.officer, &contract, None);
        let place = sheet.await.unwrap().record.framework.unwrap();
        assert_eq!((place.reference, place.number), (held.reference.clone(), 3));
    })
    .await;
}

#[tokio::test]
async fn a_contract_of_another_kind_does_not_join() {
    on_each_database(async |world| {
        let held = world.framework(AllocationRule::Rotation, 2).await;
        let new = ("Delphin Space", "Del Provider");
        let new = world.next_holder(VehicleKind::Boa, &held.officer, new);
        let contract = new.await.reference;
        world.on(day(30));
        let call = world.call(&held.officer);
        let refused = frameworks::join(&world.ctx, &call, &held.reference, 1, &contract).await;
        assert_eq!(fields(refused), ["contract"]);
    })
    .await;
}

#[tokio::test]
async fn a_holder_leaves_on_a_ground_that_holds_and_gets_no_more_orders() {
    on_each_database(async |world| {
        let held = world.framework(AllocationRule::Cascade, 2).await;
        let call = world.call(&held.officer);
        let leave = |version, ground| {
            let reason = (ground, why("It has no capacity."));
            frameworks::leave(&world.ctx, &call, &held.reference, version, 1, reason)
        };
        let refused = leave(1, OffRampGround::DeclinedInARow).await;
        assert_eq!(fields(refused), ["ground"]);
        for number in 1..=3 {
            called(world, &held, call_off_input(2_000_000))
                .await
                .unwrap();
            answers(world, &held, 0, number, false).await.unwrap();
        }
        let version = world.framework_record(&held).await.version;
        leave(version, OffRampGround::DeclinedInARow).await.unwrap();
        let number = called(world, &held, call_off_input(2_000_000))
            .await
            .unwrap();
        let record = world.framework_record(&held).await;
        assert_eq!(record.request(number).unwrap().asked[0].holder, 2);
        assert_eq!(record.holders[0].left_on, Some(day(0)));
        let again = leave(record.version, OffRampGround::DeclinedInARow).await;
        assert!(matches!(again, Err(Error::NotFound)));
    })
    .await;
}

#[tokio::test]
async fn a_holder_that_is_awaited_does_not_leave() {
    on_each_database(async |world| {
        let held = world.framework(AllocationRule::Cascade, 2).await;
        called(world, &held, call_off_input(2_000_000))
            .await
            .unwrap();
        let call = world.call(&held.officer);
        let reason = (OffRampGround::Agreed, why("Letter of 3 May."));
        let refused = frameworks::leave(&world.ctx, &call, &held.reference, 2, 1, reason).await;
        assert!(words(refused).contains("call-off 1"));
    })
    .await;
}
