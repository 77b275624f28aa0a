//! What orders, options, modifications and payments may not do.

use super::{accept_first, line, payment, prose, record};
use backend::Error;
use backend::contracts::{self, ModificationInput, OptionStep, OrderInput};
use backend::testing::fixtures_contracts::{Running, day};
use backend::testing::{World, on_each_database};
use domain::contracts::{ModificationKind, VehicleKind};
use domain::states::option::OptionState;

async fn order(
    world: &World,
    running: &Running,
    version: i64,
    amount_minor: i64,
) -> Result<String, Error> {
    let input = OrderInput {
        title: line("Forty images"),
        amount_minor,
        starts_on: day(10),
        ends_on: day(400),
    };
    contracts::issue_order(
        &world.ctx,
        &world.call(&running.officer),
        &running.reference,
        version,
        input,
    )
    .await
}

pub fn modification(value_delta_minor: i64, in_scope: bool) -> ModificationInput {
    ModificationInput {
        kind: ModificationKind::Supplemental,
        title: line("Forty more images"),
        reason: prose("The Barents Sea needs more."),
        value_delta_minor,
        ceiling_delta_minor: 0,
        ends_on: None,
        in_scope,
        baselines: vec![(2, day(240))],
    }
}

async fn modify(
    world: &World,
    running: &Running,
    input: ModificationInput,
) -> Result<String, Error> {
    contracts::modify(
        &world.ctx,
        &world.call(&running.officer),
        &running.reference,
        3,
        input,
    )
    .await
}

fn says(answer: Result<String, Error>, words: &str) -> bool {
    match answer {
        Err(Error::NotNow(said)) => said.contains(words),
        Err(Error::Invalid(fields)) => fields.iter().any(|field| field.message.contains(words)),
        _ => false,
    }
}

#[tokio::test]
async fn an_order_obligates_what_it_is_worth() {
    on_each_database(async |world| {
        let running = world.running(VehicleKind::Idiq).await;
        order(world, &running, 3, 50_000_000).await.unwrap();
        let record = record(world, &running).await;
        assert_eq!(
            (record.totals().exercised, record.totals().obligated),
            (50_000_000, 50_000_000)
        );
        assert_eq!(record.orders[0].number, "O-01");
    })
    .await;
}

#[tokio::test]
async fn orders_stay_within_minimum_maximum_and_ceiling() {
    on_each_database(async |world| {
        let running = world.running(VehicleKind::Idiq).await;
        assert!(says(
            order(world, &running, 3, 999_999).await,
            "minimum order"
        ));
        assert!(says(
            order(world, &running, 3, 100_000_001).await,
            "maximum order"
        ));
        order(world, &running, 3, 100_000_000).await.unwrap();
        assert!(says(
            order(world, &running, 4, 50_000_001).await,
            "over its ceiling"
        ));
        order(world, &running, 4, 50_000_000).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn no_order_is_issued_after_the_ordering_period() {
    on_each_database(async |world| {
        let running = world.running(VehicleKind::Idiq).await;
        world.on(day(365));
        assert!(says(
            order(world, &running, 3, 2_000_000).await,
            "Orders can be issued only from"
        ));
        world.on(day(364));
        order(world, &running, 3, 2_000_000).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_fixed_price_contract_takes_no_orders_and_no_obligation_beyond_its_value() {
    on_each_database(async |world| {
        let running = world.contract_in_performance().await;
        assert!(says(
            order(world, &running, 3, 2_000_000).await,
            "no vehicle for orders"
        ));
        let more = contracts::obligate(
            &world.ctx,
            &world.call(&running.officer),
            &running.reference,
            3,
            1,
            line("More"),
        )
        .await;
        assert!(says(more, "More is obligated than exercised"));
    })
    .await;
}

#[tokio::test]
async fn an_option_needs_notice_and_its_window() {
    on_each_database(async |world| {
        let running = world.contract_in_performance().await;
        let call = world.call(&running.officer);
        let step = async |version, step| {
            contracts::exercise_option(&world.ctx, &call, &running.reference, version, 1, step)
                .await
        };
        world.on(day(304));
        step(3, OptionStep::Notify).await.unwrap();
        assert!(says(
            step(4, OptionStep::Modify).await,
            "within 30 days before expiry"
        ));
        world.on(day(340));
        step(4, OptionStep::Modify).await.unwrap();
        let record = record(world, &running).await;
        assert_eq!(
            (record.options[0].status, record.ends_on),
            (OptionState::Exercised, Some(day(729)))
        );
        assert_eq!(
            (
                record.totals().exercised,
                record.modifications[0].number.as_str()
            ),
            (120_000_000, "P00001")
        );
        assert_eq!(record.totals().cumulative_modifications, 0);
    })
    .await;
}

#[tokio::test]
async fn notice_of_an_option_is_not_given_late() {
    on_each_database(async |world| {
        let running = world.contract_in_performance().await;
        world.on(day(305));
        let call = world.call(&running.officer);
        let late = contracts::exercise_option(
            &world.ctx,
            &call,
            &running.reference,
            3,
            1,
            OptionStep::Notify,
        )
        .await;
        assert!(says(late, "notice was due by"));
    })
    .await;
}

#[tokio::test]
async fn increases_above_half_or_out_of_scope_are_competed_again() {
    on_each_database(async |world| {
        let running = world.contract_in_performance().await;
        assert!(says(
            modify(world, &running, modification(50_000_001, true)).await,
            "above 50 %"
        ));
        assert!(says(
            modify(world, &running, modification(50_000_000, true)).await,
            "exactly 50 %"
        ));
        assert!(says(
            modify(world, &running, modification(1, false)).await,
            "out of scope"
        ));
        modify(world, &running, modification(49_999_999, true))
            .await
            .unwrap();
    })
    .await;
}

#[tokio::test]
async fn an_increase_above_the_ceiling_is_refused_with_the_rule() {
    on_each_database(async |world| {
        let running = world.contract_in_performance().await;
        let lower = ModificationInput {
            ceiling_delta_minor: -60_000_000,
            ..modification(0, true)
        };
        assert!(says(
            modify(world, &running, lower).await,
            "above the ceiling"
        ));
    })
    .await;
}

#[tokio::test]
async fn a_modification_moves_the_current_baseline_and_never_the_original() {
    on_each_database(async |world| {
        let running = world.contract_in_performance().await;
        modify(world, &running, modification(1_000_000, true))
            .await
            .unwrap();
        let record = record(world, &running).await;
        let milestone = record.milestone(2).unwrap();
        assert_eq!(
            (milestone.original_baseline, milestone.current_baseline),
            (Some(day(180)), Some(day(240)))
        );
        assert_eq!(
            milestone.changes.last().unwrap().modification,
            Some(record.modifications[0].id)
        );
    })
    .await;
}

#[tokio::test]
async fn nothing_is_paid_before_acceptance_nor_beyond_the_value() {
    on_each_database(async |world| {
        let running = world.contract_in_performance().await;
        let call = world.call(&running.officer);
        let pay = async |version, input| {
            contracts::pay(&world.ctx, &call, &running.reference, version, input).await
        };
        assert!(says(
            pay(3, payment(1, 0)).await,
            "only for an accepted milestone"
        ));
        let version = accept_first(world, &running, 50).await;
        assert!(says(
            pay(version, payment(40_000_001, 50)).await,
            "left to pay"
        ));
        assert!(says(pay(version, payment(1, 51)).await, "future"));
    })
    .await;
}
