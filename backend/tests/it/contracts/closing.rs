//! Closing a contract out, its exit plan, and letter contracts.

use super::invoices::{invoice, send};
use super::life::{act, on, says, take};
use super::{accept_first, line, prose, record};
use backend::Error;
use backend::contracts::{self, LetterInput, LifeInput};
use backend::milestones::{self, DecisionInput};
use backend::testing::fixtures_contracts::{Running, contract_input, day};
use backend::testing::{World, on_each_database};
use domain::actor::Role;
use domain::contracts::life::{LifeAct, TaskKind, TaskState};
use domain::contracts::{InvoiceKind, VehicleKind};
use domain::states::contract::ContractState;
use domain::states::milestone::MilestoneState;

/// Submits and accepts the second milestone on a day.
async fn accept_second(world: &World, running: &Running, delivered: i64) {
    world.on(day(delivered));
    let (ctx, reference) = (&world.ctx, &running.reference);
    let version = record(world, running).await.version;
    let contractor = world.call(&running.contractor);
    milestones::submit(
        ctx,
        &contractor,
        reference,
        2,
        version,
        prose("Done."),
        None,
    )
    .await
    .unwrap();
    let accept = DecisionInput::Accept {
        statement: prose("In order."),
        delivered_on: day(delivered),
    };
    let officer = world.call(&running.officer);
    milestones::decide(ctx, &officer, reference, 2, version + 1, accept)
        .await
        .unwrap();
}

fn claim() -> LifeInput {
    LifeInput {
        amount_minor: Some(1),
        ..act(LifeAct::Claim)
    }
}

fn answer() -> LifeInput {
    LifeInput {
        subject: Some("C-01".to_owned()),
        accept: Some(true),
        ..act(LifeAct::AnswerClaim)
    }
}

fn settle(number: &str, done: bool) -> LifeInput {
    LifeInput {
        subject: Some(number.to_owned()),
        accept: Some(done),
        ..act(LifeAct::SettleTask)
    }
}

#[tokio::test]
async fn a_contract_is_closed_when_everything_is_accepted_and_settled() {
    on_each_database(async |world| {
        let running = world.contract_in_performance().await;
        accept_first(world, &running, 50).await;
        world.on(day(364));
        says(
            take(world, &running, act(LifeAct::EndPerformance)).await,
            "runs until 31 May 2027",
        );
        world.on(day(365));
        take(world, &running, act(LifeAct::EndPerformance))
            .await
            .unwrap();
        says(
            take(world, &running, act(LifeAct::AllAccepted)).await,
            "1 milestone",
        );
        accept_second(world, &running, 366).await;
        take(world, &running, act(LifeAct::AllAccepted))
            .await
            .unwrap();
        let due = record(world, &running).await.life.tasks[0].due_on;
        assert_eq!(due, Some(day(366 + 60)));
        take(world, &running, claim()).await.unwrap();
        says(
            take(world, &running, settle("T-04", true)).await,
            "still open",
        );
        for (number, done) in [
            ("T-01", true),
            ("T-02", false),
            ("T-03", true),
            ("T-05", true),
        ] {
            take(world, &running, settle(number, done)).await.unwrap();
        }
        says(
            take(world, &running, act(LifeAct::Release)).await,
            "1 item, 1 claim",
        );
        take(world, &running, answer()).await.unwrap();
        take(world, &running, settle("T-04", true)).await.unwrap();
        take(world, &running, act(LifeAct::Release)).await.unwrap();
        let kept = record(world, &running).await;
        assert_eq!(kept.status, ContractState::Closed);
        let late = send(world, &running, invoice(InvoiceKind::Milestone, 1, "A-1")).await;
        says(late, "while the contract is not closed");
        assert_eq!(kept.life.tasks[1].state, TaskState::NotApplicable);
        says(
            take(world, &running, act(LifeAct::Claim)).await,
            "not possible now",
        );
    })
    .await;
}

#[tokio::test]
async fn a_vehicle_ends_ordering_then_its_last_orders() {
    on_each_database(async |world| {
        let running = world.running(VehicleKind::Idiq).await;
        super::life::order(world, &running, 10).await.unwrap();
        world.on(day(365));
        take(world, &running, act(LifeAct::EndOrdering))
            .await
            .unwrap();
        says(
            super::life::order(world, &running, 380).await,
            "Ordering closed",
        );
        take(world, &running, act(LifeAct::LastOrders))
            .await
            .unwrap();
        says(
            take(world, &running, act(LifeAct::AllAccepted)).await,
            "1 order, 2 milestones",
        );
        let close = LifeInput {
            subject: Some("O-01".to_owned()),
            ..act(LifeAct::CloseOrder)
        };
        take(world, &running, close).await.unwrap();
        assert_eq!(record(world, &running).await.still_open().orders, 0);
    })
    .await;
}

#[tokio::test]
async fn a_settled_termination_leaves_the_checklist_alone() {
    on_each_database(async |world| {
        let running = world.contract_in_performance().await;
        take(world, &running, act(LifeAct::ProposeEnd))
            .await
            .unwrap();
        take(world, &running, act(LifeAct::Agree)).await.unwrap();
        let settle = LifeInput {
            amount_minor: Some(0),
            ..act(LifeAct::Settle)
        };
        take(world, &running, settle).await.unwrap();
        take(world, &running, act(LifeAct::Agree)).await.unwrap();
        let kept = record(world, &running).await;
        let open = kept.still_open();
        assert_eq!((open.tasks, open.orders, open.milestones), (5, 0, 0));
        assert_eq!(kept.milestones[0].status, MilestoneState::Waived);
    })
    .await;
}

#[tokio::test]
async fn the_exit_is_planned_with_owners_and_days() {
    on_each_database(async |world| {
        let running = world.contract_in_performance().await;
        let step = |task| LifeInput {
            task: Some(task),
            party: "Data office".to_owned(),
            ..on(LifeAct::AddExit, 100)
        };
        says(
            take(world, &running, step(TaskKind::Audit)).await,
            "step of the exit",
        );
        take(world, &running, step(TaskKind::Keys)).await.unwrap();
        let kept = record(world, &running).await;
        assert_eq!(
            (kept.life.tasks[0].due_on, kept.status),
            (Some(day(100)), ContractState::Performing)
        );
        take(world, &running, settle("T-01", true)).await.unwrap();
        let by = record(world, &running).await.life.tasks[0]
            .settled_by
            .clone();
        assert_eq!(by.as_deref(), Some("Olga Officer"));
    })
    .await;
}

#[tokio::test]
async fn a_letter_contract_says_when_its_terms_are_final() {
    on_each_database(async |world| {
        let award = world.cleared_award().await;
        let call = world.call(&world.person("Olga", Role::Officer).await);
        let solicitation = &award.solicitation.reference;
        let input = |by, percent| {
            let mut input = contract_input(VehicleKind::LetterContract);
            input.letter = Some(LetterInput {
                by: day(by),
                percent,
            });
            input
        };
        let mut without = input(150, 50);
        without.letter = None;
        let refused = contracts::make(&world.ctx, &call, solicitation, without).await;
        says(refused, "a letter contract says");
        let refused = contracts::make(&world.ctx, &call, solicitation, input(181, 50)).await;
        says(refused, "within 180 days");
        let refused = contracts::make(&world.ctx, &call, solicitation, input(180, 49)).await;
        says(refused, "limit of this letter contract");
        contracts::make(&world.ctx, &call, solicitation, input(180, 50))
            .await
            .unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_letter_contract_is_limited_until_both_agree_on_final_terms() {
    on_each_database(async |world| {
        let running = world.running(VehicleKind::LetterContract).await;
        let obligate = async |amount| -> Result<String, Error> {
            let version = record(world, &running).await.version;
            let call = world.call(&running.officer);
            let reference = &running.reference;
            contracts::obligate(&world.ctx, &call, reference, version, amount, line("More")).await
        };
        says(obligate(1).await, "limit of this letter contract");
        let terms = |amount| LifeInput {
            amount_minor: Some(amount),
            ..act(LifeAct::Definitise)
        };
        says(
            take(world, &running, terms(49_999_999)).await,
            "what is obligated",
        );
        take(world, &running, terms(110_000_000)).await.unwrap();
        says(obligate(1).await, "limit of this letter contract");
        take(world, &running, act(LifeAct::Agree)).await.unwrap();
        let kept = record(world, &running).await;
        assert_eq!(
            (kept.liability(), kept.totals().exercised),
            (None, 110_000_000)
        );
        assert!(kept.modifications[0].bilateral);
        obligate(60_000_000).await.unwrap();
    })
    .await;
}
