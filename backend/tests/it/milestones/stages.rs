//! Acceptance in stages.

use crate::contracts::{prose, record};
use backend::Error;
use backend::contracts::record::{Remedy, StagedAcceptance};
use backend::milestones::{
    self, DecisionInput, DefectInput, OpinionInput, StageInput, StageStepInput, advance,
    answer_rejection, give_opinion, mend_defect, note_defect,
};
use backend::testing::fixtures_contracts::{Running, day};
use backend::testing::{World, on_each_database};
use chrono::Days;
use domain::milestones::{DefectClass, RemedyKind, UserOpinion};
use domain::policy::Refused;
use domain::states::acceptance::AcceptanceState;
use domain::states::milestone::MilestoneState;
use domain::text::Prose;

async fn version(world: &World, running: &Running) -> i64 {
    record(world, running).await.version
}

async fn staged(world: &World, running: &Running) -> StagedAcceptance {
    let record = record(world, running).await;
    *record.milestone(1).unwrap().staged.clone().unwrap()
}

async fn submit(world: &World, running: &Running) -> Result<String, Error> {
    let call = world.call(&running.contractor);
    let at = version(world, running).await;
    let words = prose("Delivered.");
    milestones::submit(&world.ctx, &call, &running.reference, 1, at, words, None).await
}

async fn step(world: &World, running: &Running, step: StageInput) -> Result<String, Error> {
    let call = world.call(&running.officer);
    let at = version(world, running).await;
    let input = StageStepInput {
        step,
        statement: prose("As the report says."),
    };
    advance(&world.ctx, &call, &running.reference, 1, at, input, None).await
}

async fn defect(world: &World, running: &Running, class: DefectClass) {
    let call = world.call(&running.officer);
    let at = version(world, running).await;
    let input = DefectInput {
        class,
        text: Prose::parse("No data on two days.").unwrap(),
        found_on: world.ctx.today(),
    };
    note_defect(&world.ctx, &call, &running.reference, 1, at, input)
        .await
        .unwrap();
}

async fn mend(world: &World, running: &Running, number: i64) -> Result<String, Error> {
    let call = world.call(&running.officer);
    let at = version(world, running).await;
    let today = world.ctx.today();
    mend_defect(&world.ctx, &call, &running.reference, 1, at, number, today).await
}

const START: StageInput = StageInput::Start { test_days: 30 };

/// A delivery of the sixtieth day, in test.
async fn in_test(world: &World) -> Running {
    let running = world.contract_in_performance().await;
    world.on(day(60));
    submit(world, &running).await.unwrap();
    step(world, &running, START).await.unwrap();
    running
}

fn accept(delivered: i64) -> StageInput {
    StageInput::Accept {
        delivered_on: day(delivered),
    }
}

fn refused(result: Result<String, Error>, words: &str) {
    assert!(
        matches!(&result, Err(Error::NotNow(said)) if said.contains(words)),
        "{words}: {result:?}"
    );
}

#[tokio::test]
async fn a_delivery_goes_through_test_and_warranty_to_final_acceptance() {
    on_each_database(async |world| {
        let running = in_test(world).await;
        assert_eq!(staged(world, &running).await.test_ends(), Some(day(90)));
        defect(world, &running, DefectClass::Minor).await;
        world.on(day(70));
        step(world, &running, accept(60)).await.unwrap();
        let accepted = record(world, &running).await;
        let milestone = accepted.milestone(1).unwrap();
        assert_eq!(
            (milestone.status, milestone.actual, accepted.totals().accepted),
            (MilestoneState::Accepted, Some(day(60)), 40_000_000)
        );
        let warranty = StageInput::Warranty {
            from: day(70),
            months: 12,
        };
        step(world, &running, warranty).await.unwrap();
        let ends = staged(world, &running).await.warranty_ends().unwrap();
        world.on(ends);
        let last = || StageInput::Final { residual: false };
        refused(step(world, &running, last()).await, "are open");
        mend(world, &running, 1).await.unwrap();
        refused(step(world, &running, last()).await, "warranty runs");
        world.on(ends + Days::new(1));
        step(world, &running, last()).await.unwrap();
        let done = staged(world, &running).await;
        assert_eq!(
            (done.state, done.final_on),
            (AcceptanceState::Final, Some(ends + Days::new(1)))
        );
        let kept: (String, i64) = world
            .ctx
            .db()
            .query(
                "SELECT state, (SELECT CAST(COUNT(*) AS BIGINT) FROM acceptance_step WHERE milestone_id = staged_acceptance.milestone_id)
                 FROM staged_acceptance",
            )
            .one()
            .await
            .unwrap();
        assert_eq!(kept, ("final".to_owned(), 4));
    })
    .await;
}

#[tokio::test]
async fn a_rejection_names_defects_is_answered_and_may_be_the_last_after_the_second() {
    on_each_database(async |world| {
        let running = in_test(world).await;
        refused(
            step(world, &running, StageInput::Reject).await,
            "lists the defects",
        );
        defect(world, &running, DefectClass::Blocking).await;
        refused(step(world, &running, accept(60)).await, "blocking defect");
        world.on(day(62));
        step(world, &running, StageInput::Reject).await.unwrap();
        assert_eq!(staged(world, &running).await.answer_due(), Some(day(64)));
        let call = world.call(&running.contractor);
        let at = version(world, &running).await;
        answer_rejection(
            &world.ctx,
            &call,
            &running.reference,
            1,
            at,
            prose("By Friday."),
        )
        .await
        .unwrap();
        assert_eq!(staged(world, &running).await.answer_due(), None);
        refused(
            step(world, &running, StageInput::Terminate).await,
            "only once",
        );
        world.on(day(65));
        submit(world, &running).await.unwrap();
        assert_eq!(staged(world, &running).await.received_on, day(65));
        step(world, &running, START).await.unwrap();
        step(world, &running, StageInput::Reject).await.unwrap();
        step(world, &running, StageInput::Terminate).await.unwrap();
        refused(submit(world, &running).await, "final");
        assert_eq!(record(world, &running).await.totals().accepted, 0);
    })
    .await;
}

#[tokio::test]
async fn a_price_cut_settles_open_defects_and_lowers_what_is_paid() {
    on_each_database(async |world| {
        let running = in_test(world).await;
        let cut = |minor| StageInput::Reserve {
            delivered_on: day(60),
            remedy: Remedy {
                kind: RemedyKind::PriceCut,
                due_on: None,
                cut_minor: Some(minor),
            },
        };
        refused(step(world, &running, cut(1_000)).await, "open defects");
        defect(world, &running, DefectClass::Major).await;
        let above = step(world, &running, cut(40_000_001)).await;
        assert!(matches!(above, Err(Error::Invalid(errors)) if errors[0].field == "cut"));
        step(world, &running, cut(5_000_000)).await.unwrap();
        let waiting = record(world, &running).await;
        assert_eq!(
            (
                waiting.milestone(1).unwrap().status,
                waiting.totals().accepted
            ),
            (MilestoneState::Submitted, 0)
        );
        step(world, &running, StageInput::Clear).await.unwrap();
        assert_eq!(record(world, &running).await.totals().accepted, 35_000_000);
    })
    .await;
}

#[tokio::test]
async fn a_plan_that_fails_is_a_rejection() {
    on_each_database(async |world| {
        let running = in_test(world).await;
        defect(world, &running, DefectClass::Major).await;
        let plan = StageInput::Reserve {
            delivered_on: day(60),
            remedy: Remedy {
                kind: RemedyKind::Plan,
                due_on: Some(day(80)),
                cut_minor: None,
            },
        };
        step(world, &running, plan).await.unwrap();
        refused(
            step(world, &running, StageInput::Clear).await,
            "major defect",
        );
        step(world, &running, StageInput::FailPlan).await.unwrap();
        let record = record(world, &running).await;
        let milestone = record.milestone(1).unwrap();
        assert_eq!(
            (milestone.status, milestone.actual),
            (MilestoneState::InProgress, None)
        );
        assert_eq!(milestone.staged.as_ref().unwrap().rejections(), 1);
    })
    .await;
}

#[tokio::test]
async fn users_give_their_opinion_and_only_the_officer_decides() {
    on_each_database(async |world| {
        let running = in_test(world).await;
        let delegate = world.delegate("Dag", "NO").await;
        let input = || OpinionInput {
            opinion: UserOpinion::WithReservations,
            text: prose("Too slow at night."),
        };
        let at = version(world, &running).await;
        let (ctx, reference) = (&world.ctx, &running.reference);
        give_opinion(ctx, &world.call(&delegate), reference, 1, at, input())
            .await
            .unwrap();
        let given = staged(world, &running).await.opinions;
        assert_eq!((given.len(), given[0].nation.as_str()), (1, "NO"));
        for (person, at) in [(&running.contractor, at + 1), (&running.officer, at + 1)] {
            let other = give_opinion(ctx, &world.call(person), reference, 1, at, input()).await;
            assert!(matches!(other, Err(Error::Refused(Refused::Role { .. }))));
        }
        let input = StageStepInput {
            step: accept(60),
            statement: prose("Fine."),
        };
        let call = world.call(&delegate);
        let decided = advance(ctx, &call, reference, 1, at + 1, input, None).await;
        assert!(matches!(decided, Err(Error::Refused(Refused::Role { .. }))));
        let told: i64 = ctx
            .db()
            .query("SELECT COUNT(*) FROM notice WHERE kind = 'milestone.opinion'")
            .scalar()
            .await
            .unwrap();
        assert_eq!(told, 1);
    })
    .await;
}

#[tokio::test]
async fn one_decision_does_not_pass_over_the_stages_and_a_past_moment_shows_its_own() {
    on_each_database(async |world| {
        let running = in_test(world).await;
        let then = world.ctx.now();
        let at = version(world, &running).await;
        let simple = DecisionInput::Accept {
            statement: prose("Fine."),
            delivered_on: day(60),
        };
        let call = world.call(&running.officer);
        let passed = milestones::decide(&world.ctx, &call, &running.reference, 1, at, simple).await;
        refused(passed, "in stages");
        world.on(day(66));
        step(world, &running, accept(60)).await.unwrap();
        let reference = &running.reference;
        let sheet =
            backend::contracts::sheet(&world.ctx, &running.contractor, reference, Some(then))
                .await
                .unwrap();
        let milestone = sheet.record.milestone(1).unwrap();
        assert_eq!(
            milestone.staged.as_ref().unwrap().state,
            AcceptanceState::Testing
        );
        assert_eq!(milestone.status, MilestoneState::Submitted);
    })
    .await;
}
