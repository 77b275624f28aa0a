//! The hard moments of a contract: stop and resume, notices, force majeure, step-in, and its end.

use super::{accept_first, line, record};
use backend::Error;
use backend::contracts::{self, LifeInput, OptionStep, OrderInput};
use backend::testing::fixtures_contracts::{Running, day};
use backend::testing::{World, on_each_database};
use domain::actor::Actor;
use domain::contracts::VehicleKind;
use domain::contracts::life::{CureException, ForceMajeureCause, LifeAct, MomentEnd, Side};
use domain::states::contract::ContractState;
use domain::states::option::OptionState;
use domain::states::order::OrderState;

/// What an act asks for, filled in; days count from the start of the contract.
pub fn act(act: LifeAct) -> LifeInput {
    LifeInput {
        what: "Acquisitions over the Barents Sea".to_owned(),
        reason: "Decided today.".to_owned(),
        ..LifeInput::of(act)
    }
}

pub fn on(kind: LifeAct, after_start: i64) -> LifeInput {
    LifeInput {
        day: Some(day(after_start)),
        ..act(kind)
    }
}

pub async fn take(world: &World, running: &Running, input: LifeInput) -> Result<String, Error> {
    let who: &Actor = match input.act.side() {
        Side::Purchaser => &running.officer,
        Side::Contractor => &running.contractor,
    };
    let version = record(world, running).await.version;
    contracts::live(
        &world.ctx,
        &world.call(who),
        &running.reference,
        version,
        input,
    )
    .await
}

pub fn says(answer: Result<String, Error>, words: &str) {
    let said = match answer {
        Err(Error::NotNow(said)) => said,
        Err(Error::Invalid(fields)) => fields[0].message.clone(),
        other => panic!("{words}: {other:?}"),
    };
    assert!(said.contains(words), "{words}: {said}");
}

pub async fn status(world: &World, running: &Running) -> ContractState {
    record(world, running).await.status
}

pub async fn order(world: &World, running: &Running, begins: i64) -> Result<String, Error> {
    let input = OrderInput {
        title: line("Forty images"),
        amount_minor: 20_000_000,
        starts_on: day(begins),
        ends_on: day(300),
    };
    let (version, call) = (
        record(world, running).await.version,
        world.call(&running.officer),
    );
    contracts::issue_order(&world.ctx, &call, &running.reference, version, input).await
}

#[tokio::test]
async fn work_stops_for_ninety_days_and_resumes_with_a_claim_in_time() {
    on_each_database(async |world| {
        let running = world.contract_in_performance().await;
        says(
            take(world, &running, on(LifeAct::Stop, 91)).await,
            "30 Aug 2026",
        );
        take(world, &running, on(LifeAct::Stop, 90)).await.unwrap();
        assert_eq!(status(world, &running).await, ContractState::Stopped);
        says(order(world, &running, 10).await, "no vehicle");
        world.on(day(40));
        take(world, &running, act(LifeAct::Resume)).await.unwrap();
        let kept = record(world, &running).await;
        assert_eq!(kept.status, ContractState::Performing);
        assert_eq!(kept.life.moments[0].outcome, Some(MomentEnd::Resumed));
        let claim = || LifeInput {
            subject: Some("L-01".to_owned()),
            amount_minor: Some(1_000_000),
            ..act(LifeAct::Claim)
        };
        world.on(day(71));
        says(
            take(world, &running, claim()).await,
            "could be claimed until",
        );
        world.on(day(70));
        take(world, &running, claim()).await.unwrap();
        let answer = LifeInput {
            subject: Some("C-01".to_owned()),
            accept: Some(false),
            ..act(LifeAct::AnswerClaim)
        };
        take(world, &running, answer).await.unwrap();
        assert_eq!(
            record(world, &running).await.life.claims[0].accepted,
            Some(false)
        );
    })
    .await;
}

#[tokio::test]
async fn a_longer_stop_waits_for_the_contractor() {
    on_each_database(async |world| {
        let running = world.contract_in_performance().await;
        take(world, &running, on(LifeAct::Stop, 90)).await.unwrap();
        says(
            take(world, &running, on(LifeAct::ExtendStop, 90)).await,
            "ends after",
        );
        take(world, &running, on(LifeAct::ExtendStop, 150))
            .await
            .unwrap();
        let kept = record(world, &running).await;
        assert_eq!(kept.life.moments[0].due_on, Some(day(90)));
        take(world, &running, act(LifeAct::Agree)).await.unwrap();
        let kept = record(world, &running).await;
        let (stop, longer) = (&kept.life.moments[0], &kept.life.moments[1]);
        assert_eq!(
            (stop.due_on, longer.outcome),
            (Some(day(150)), Some(MomentEnd::Agreed))
        );
        assert_eq!(longer.agreed_by.as_deref(), Some("Pat Provider"));
    })
    .await;
}

#[tokio::test]
async fn a_failure_has_a_month_to_be_cured() {
    on_each_database(async |world| {
        let running = world.contract_in_performance().await;
        take(world, &running, act(LifeAct::Default)).await.unwrap();
        world.on(day(30));
        says(
            take(world, &running, act(LifeAct::TerminateDefault)).await,
            "may cure until 1 Jul 2026",
        );
        take(world, &running, act(LifeAct::Cured)).await.unwrap();
        assert_eq!(status(world, &running).await, ContractState::Performing);
        let at_once = LifeInput {
            exception: Some(CureException::Security),
            ..act(LifeAct::Default)
        };
        take(world, &running, at_once).await.unwrap();
        take(world, &running, act(LifeAct::TerminateDefault))
            .await
            .unwrap();
        assert_eq!(status(world, &running).await, ContractState::Terminated);
    })
    .await;
}

#[tokio::test]
async fn convenience_takes_notice_and_ends_what_was_open() {
    on_each_database(async |world| {
        let running = world.running(VehicleKind::Idiq).await;
        order(world, &running, 0).await.unwrap();
        order(world, &running, 60).await.unwrap();
        says(
            take(world, &running, on(LifeAct::Convenience, 29)).await,
            "1 Jul 2026",
        );
        take(world, &running, on(LifeAct::Convenience, 30))
            .await
            .unwrap();
        says(order(world, &running, 60).await, "Notice of termination");
        says(
            take(world, &running, act(LifeAct::Effective)).await,
            "on that day or later",
        );
        world.on(day(30));
        take(world, &running, act(LifeAct::Effective))
            .await
            .unwrap();
        let kept = record(world, &running).await;
        assert_eq!(kept.status, ContractState::Terminated);
        let orders: Vec<_> = kept.orders.iter().map(|order| order.status).collect();
        assert_eq!(orders, [OrderState::Issued, OrderState::Cancelled]);
        assert_eq!(kept.options[0].status, OptionState::Lapsed);
        assert_eq!(kept.totals().obligated, 20_000_000);
        let said = kept.life.moments[0].consequences.clone().unwrap();
        assert_eq!(
            said,
            "1 order cancelled, 1 order to be settled, 1 option lapsed"
        );
    })
    .await;
}

#[tokio::test]
async fn an_urgent_end_needs_its_reason() {
    on_each_database(async |world| {
        let running = world.contract_in_performance().await;
        let urgent = LifeInput {
            grounds: "The launch site is lost.".to_owned(),
            ..on(LifeAct::Convenience, 0)
        };
        take(world, &running, urgent).await.unwrap();
        take(world, &running, act(LifeAct::Effective))
            .await
            .unwrap();
        assert_eq!(status(world, &running).await, ContractState::Terminated);
    })
    .await;
}

#[tokio::test]
async fn force_majeure_is_notified_recognised_and_ends_a_contract_after_sixty_days() {
    on_each_database(async |world| {
        let running = world.contract_in_performance().await;
        let notice = |grounds: &str| LifeInput {
            cause: Some(ForceMajeureCause::ArmedConflict),
            grounds: grounds.to_owned(),
            ..act(LifeAct::NotifyForceMajeure)
        };
        says(take(world, &running, notice("")).await, "not unforeseeable");
        take(world, &running, notice("The port was neutral."))
            .await
            .unwrap();
        assert_eq!(status(world, &running).await, ContractState::Performing);
        take(world, &running, act(LifeAct::Recognise))
            .await
            .unwrap();
        assert_eq!(status(world, &running).await, ContractState::ForceMajeure);
        world.on(day(59));
        says(
            take(world, &running, act(LifeAct::Terminate)).await,
            "60 days",
        );
        world.on(day(60));
        take(world, &running, act(LifeAct::Terminate))
            .await
            .unwrap();
        assert_eq!(status(world, &running).await, ContractState::Terminated);
    })
    .await;
}

#[tokio::test]
async fn a_refused_notice_changes_nothing_and_another_may_follow() {
    on_each_database(async |world| {
        let running = world.contract_in_performance().await;
        let notice = || LifeInput {
            cause: Some(ForceMajeureCause::SpaceEnvironment),
            ..act(LifeAct::NotifyForceMajeure)
        };
        take(world, &running, notice()).await.unwrap();
        says(take(world, &running, notice()).await, "not possible now");
        take(world, &running, act(LifeAct::RefuseNotice))
            .await
            .unwrap();
        take(world, &running, notice()).await.unwrap();
        take(world, &running, act(LifeAct::Recognise))
            .await
            .unwrap();
        take(world, &running, act(LifeAct::Over)).await.unwrap();
        assert_eq!(status(world, &running).await, ContractState::Performing);
    })
    .await;
}

#[tokio::test]
async fn an_end_by_agreement_is_settled_by_both() {
    on_each_database(async |world| {
        let running = world.contract_in_performance().await;
        accept_first(world, &running, 50).await;
        take(world, &running, act(LifeAct::ProposeEnd))
            .await
            .unwrap();
        take(world, &running, act(LifeAct::Refuse)).await.unwrap();
        take(world, &running, act(LifeAct::ProposeEnd))
            .await
            .unwrap();
        take(world, &running, act(LifeAct::Agree)).await.unwrap();
        assert_eq!(status(world, &running).await, ContractState::Terminated);
        let settle = |amount| LifeInput {
            amount_minor: Some(amount),
            ..act(LifeAct::Settle)
        };
        says(
            take(world, &running, settle(39_999_999)).await,
            "between what is accepted",
        );
        take(world, &running, settle(45_000_000)).await.unwrap();
        take(world, &running, act(LifeAct::Agree)).await.unwrap();
        let kept = record(world, &running).await;
        assert_eq!(kept.status, ContractState::Closeout);
        let totals = kept.totals();
        assert_eq!(
            (totals.exercised, totals.obligated),
            (45_000_000, 45_000_000)
        );
        assert!(kept.modifications[0].bilateral);
    })
    .await;
}

#[tokio::test]
async fn nothing_new_is_bought_while_work_is_stopped_or_after_the_end() {
    on_each_database(async |world| {
        let running = world.contract_in_performance().await;
        take(world, &running, on(LifeAct::Stop, 30)).await.unwrap();
        let call = world.call(&running.officer);
        let (ctx, reference) = (&world.ctx, running.reference.as_str());
        let option = contracts::exercise_option(ctx, &call, reference, 4, 1, OptionStep::Notify);
        says(option.await, "An option can be used only");
        let modification = super::limits::modification(1_000, true);
        says(
            contracts::modify(ctx, &call, reference, 4, modification).await,
            "can be modified only",
        );
        says(
            contracts::obligate(ctx, &call, reference, 4, 1, line("More")).await,
            "can be obligated only",
        );
        take(world, &running, act(LifeAct::Terminate))
            .await
            .unwrap();
        let contractor = world.call(&running.contractor);
        let statement = super::prose("Delivered.");
        let late = backend::milestones::submit(ctx, &contractor, reference, 1, 5, statement, None);
        says(late.await, "only while the contract runs");
        contracts::obligate(ctx, &call, reference, 5, -1_000, line("Release"))
            .await
            .unwrap();
    })
    .await;
}
