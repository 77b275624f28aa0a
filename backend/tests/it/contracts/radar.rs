//! Options over all contracts.

use super::record;
use backend::Error;
use backend::contracts::{OptionFilter, OptionSort, OptionStep, exercise_option, radar};
use backend::testing::fixtures_contracts::day;
use backend::testing::on_each_database;
use domain::contracts::OptionStatus;
use domain::states::option::OptionState;

#[tokio::test]
async fn an_option_is_decided_by_its_notice_then_by_its_modification() {
    on_each_database(async |world| {
        let running = world.contract_in_performance().await;
        let find = OptionFilter::default();
        let row = || async {
            let found = radar(&world.ctx, &running.officer, &find).await.unwrap();
            found.rows[0].clone()
        };
        // A year from 1 June 2026, sixty days of notice.
        let open = row().await;
        assert_eq!(open.decide_by(day(0)), Some(day(304)));
        assert_eq!(open.standing(day(305)), OptionStatus::NoticeMissed);
        assert_eq!(open.decide_by(day(305)), None);
        let call = world.call(&running.officer);
        let step = OptionStep::Notify;
        exercise_option(&world.ctx, &call, &running.reference, 3, 1, step)
            .await
            .unwrap();
        let noticed = row().await;
        assert_eq!(noticed.decide_by(day(1)), Some(day(364)));
        assert_eq!(noticed.standing(day(350)), OptionStatus::ModificationOpen);
    })
    .await;
}

#[tokio::test]
async fn a_declined_option_is_nowhere_at_stake_and_cannot_be_noticed() {
    on_each_database(async |world| {
        let running = world.contract_in_performance().await;
        let step = |version, step| {
            let call = world.call(&running.officer);
            let reference = running.reference.clone();
            async move { exercise_option(&world.ctx, &call, &reference, version, 1, step).await }
        };
        let all = OptionFilter {
            all: true,
            ..OptionFilter::default()
        };
        let found = radar(&world.ctx, &running.officer, &all).await.unwrap();
        assert_eq!(found.at_stake.get("EUR"), Some(&20_000_000));
        step(3, OptionStep::Decline).await.unwrap();
        assert_eq!(
            record(world, &running).await.options[0].status,
            OptionState::Declined
        );
        let found = radar(&world.ctx, &running.officer, &all).await.unwrap();
        assert_eq!((found.rows.len(), found.at_stake.len()), (1, 0));
        let open = radar(&world.ctx, &running.officer, &OptionFilter::default())
            .await
            .unwrap();
        assert!(open.rows.is_empty());
        let late = step(4, OptionStep::Notify).await;
        assert!(matches!(late, Err(Error::NotNow(_))), "{late:?}");
    })
    .await;
}

#[tokio::test]
async fn options_are_narrowed_to_the_days_ahead_and_to_the_readers_own() {
    on_each_database(async |world| {
        let running = world.contract_in_performance().await;
        let boreal = world.provider_organisation("Boreal").await;
        let stranger = world.provider("Sam Stranger", boreal).await;
        let count = async |actor, within| {
            let filter = OptionFilter {
                within,
                sort: OptionSort::Value,
                ..OptionFilter::default()
            };
            let found = radar(&world.ctx, actor, &filter).await.unwrap();
            found.rows.len()
        };
        assert_eq!(count(&running.officer, Some(303)).await, 0);
        assert_eq!(count(&running.officer, Some(304)).await, 1);
        assert_eq!(count(&running.contractor, None).await, 1);
        assert_eq!(count(&stranger, None).await, 0);
    })
    .await;
}
