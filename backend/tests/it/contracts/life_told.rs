//! Step-in, what a form leaves out, who is told, and any past moment of a contract's life.

use super::life::{act, on, status, take};
use backend::Error;
use backend::contracts::{self, ContractRecord, LifeInput};
use backend::testing::fixtures_contracts::day;
use backend::testing::on_each_database;
use domain::contracts::life::LifeAct;
use domain::states::contract::ContractState;

#[tokio::test]
async fn another_supplier_steps_in_and_the_contractor_hands_in_the_plan() {
    on_each_database(async |world| {
        let running = world.contract_in_performance().await;
        let step = LifeInput {
            party: "Boreal Imaging".to_owned(),
            ..act(LifeAct::StepIn)
        };
        take(world, &running, step).await.unwrap();
        let clock = "SELECT clock_on FROM contract_moment";
        let due: Option<chrono::NaiveDate> = world.ctx.db().query(clock).scalar().await.unwrap();
        assert_eq!(due, Some(day(15)));
        take(world, &running, act(LifeAct::Plan)).await.unwrap();
        let due: Option<chrono::NaiveDate> = world.ctx.db().query(clock).scalar().await.unwrap();
        assert_eq!(due, None);
        take(world, &running, act(LifeAct::StepOut)).await.unwrap();
        assert_eq!(status(world, &running).await, ContractState::Performing);
    })
    .await;
}

#[tokio::test]
async fn an_act_without_what_it_asks_for_is_refused_field_by_field() {
    on_each_database(async |world| {
        let running = world.contract_in_performance().await;
        let empty = take(world, &running, LifeInput::of(LifeAct::Stop)).await;
        let fields = match empty {
            Err(Error::Invalid(fields)) => fields,
            other => panic!("{other:?}"),
        };
        let fields: Vec<_> = fields.iter().map(|field| field.field.as_str()).collect();
        assert_eq!(fields, ["what", "reason", "until"]);
    })
    .await;
}

#[tokio::test]
async fn the_other_side_is_told_and_a_past_moment_shows_what_was() {
    on_each_database(async |world| {
        let running = world.contract_in_performance().await;
        let before = world.ctx.now();
        world.on(day(5));
        take(world, &running, on(LifeAct::Stop, 60)).await.unwrap();
        let told = backend::notices::unread(&world.ctx, &running.contractor)
            .await
            .unwrap();
        assert!(
            told.iter()
                .any(|news| news.text.contains("Ordered work to stop until 31 Jul 2026"))
        );
        let (ctx, officer) = (&world.ctx, &running.officer);
        let then = contracts::as_of(ctx, officer, &running.reference, before)
            .await
            .unwrap()
            .unwrap();
        assert!(then.record.life.is_empty() && then.record.status == ContractState::Performing);
        let text = serde_json::to_value(&then.record).unwrap();
        assert!(
            text.get("life").is_none(),
            "records of before are written as they were"
        );
        let read: ContractRecord = serde_json::from_value(text).unwrap();
        assert_eq!(read, then.record);
    })
    .await;
}
