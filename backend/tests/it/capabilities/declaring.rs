//! When IOC and FOC are declared: evidence, what gates them, reservations, and the judgement beside the computed status.

use super::{shown, standing};
use backend::Error;
use backend::capabilities::*;
use backend::milestones::{self, DecisionInput};
use backend::testing::fixtures_contracts::{Running, day};
use backend::testing::{World, on_each_database};
use domain::capabilities::{LineOfWork, WorkStatus};
use domain::milestones::Rag;
use domain::text::{Line, Prose};

fn prose<const MOST: usize>(text: &str) -> Prose<MOST> {
    Prose::parse(text).unwrap()
}

fn work(status: WorkStatus, gates: Option<i64>, remark: &str) -> LineInput {
    LineInput {
        text: Line::parse("First course for the watch floor").unwrap(),
        owner: Line::parse("Training staff").unwrap(),
        status,
        due: Some(day(170)),
        gates,
        remark: Prose::parse(remark).ok(),
    }
}

fn declaration(on: i64) -> DeclareInput {
    DeclareInput {
        on: day(on),
        decision: Line::parse("Signal 12").unwrap(),
        coverage: prose("One watch floor."),
    }
}

/// A capability whose IOC is gated by training, too, with evidence; at version 6.
async fn trained(world: &World, running: &Running) -> String {
    let reference = world.gated_capability(running).await;
    let call = || world.call(&running.officer);
    let input = work(WorkStatus::InWork, Some(1), "");
    add_line(
        &world.ctx,
        &call(),
        (&reference, 4),
        LineOfWork::Training,
        input,
    )
    .await
    .unwrap();
    add_evidence(
        &world.ctx,
        &call(),
        (&reference, 5),
        1,
        prose("Exercise report 4."),
    )
    .await
    .unwrap();
    reference
}

async fn accepted(world: &World, running: &Running) {
    let (contractor, officer) = (
        world.call(&running.contractor),
        world.call(&running.officer),
    );
    milestones::submit(
        &world.ctx,
        &contractor,
        &running.reference,
        2,
        running.version,
        prose("Done."),
        None,
    )
    .await
    .unwrap();
    let decision = DecisionInput::Accept {
        statement: prose("Met."),
        delivered_on: world.ctx.today(),
    };
    milestones::decide(
        &world.ctx,
        &officer,
        &running.reference,
        2,
        running.version + 1,
        decision,
    )
    .await
    .unwrap();
}

fn reservation(about: &str) -> ReservationInput {
    ReservationInput {
        about: about.to_owned(),
        text: prose("Half of the watch is trained; the rest follows by day 210."),
    }
}

#[tokio::test]
async fn an_open_gate_or_line_hinders_until_it_is_closed() {
    on_each_database(async |world| {
        let running = world.contract_in_performance().await;
        let reference = trained(world, &running).await;
        world.on(day(185));
        let tried = async || {
            let call = world.call(&running.officer);
            match declare(&world.ctx, &call, (&reference, 6), 1, declaration(185)).await {
                Err(Error::NotNow(words)) => words,
                other => panic!("{other:?}"),
            }
        };
        let words = tried().await;
        assert!(words.contains("Training: First course"), "{words}");
        assert!(words.contains(&running.reference), "{words}");
        accepted(world, &running).await;
        let words = tried().await;
        assert!(words.contains("Training: First course"), "{words}");
        assert!(!words.contains(&running.reference), "{words}");
    })
    .await;
}

#[tokio::test]
async fn a_reservation_that_names_what_is_open_lets_it_be_declared_once() {
    on_each_database(async |world| {
        let running = world.contract_in_performance().await;
        let reference = trained(world, &running).await;
        world.on(day(185));
        accepted(world, &running).await;
        let (ctx, call) = (&world.ctx, || world.call(&running.officer));
        let at = |version: i64| (reference.as_str(), version);
        let nothing = reserve(ctx, &call(), at(6), 1, reservation("line 9")).await;
        assert!(matches!(nothing, Err(Error::Invalid(_))));
        reserve(ctx, &call(), at(6), 1, reservation(""))
            .await
            .unwrap();
        let general = declare(ctx, &call(), at(7), 1, declaration(185)).await;
        assert!(
            matches!(general, Err(Error::NotNow(_))),
            "it names the open line"
        );
        reserve(ctx, &call(), at(7), 1, reservation("line 1"))
            .await
            .unwrap();
        declare(ctx, &call(), at(8), 1, declaration(185))
            .await
            .unwrap();
        let sheet = shown(world, &running, &reference).await;
        let ioc = sheet.record.milestone(1).unwrap();
        assert_eq!((ioc.actual, ioc.reserved().count()), (Some(day(185)), 2));
        let declared = ioc.declaration.as_ref().unwrap();
        assert_eq!(
            declared.definition,
            "One watch floor receives images day and night."
        );
        assert!(sheet.history[0].summary.contains("with 2 reservations"));
        let twice = declare(ctx, &call(), at(9), 1, declaration(185)).await;
        assert!(
            matches!(twice, Err(Error::NotNow(_))),
            "its date is set once"
        );
        lift_reservation(ctx, &call(), at(9), (1, 2), prose("All are trained."))
            .await
            .unwrap();
        let sheet = shown(world, &running, &reference).await;
        assert_eq!(sheet.record.open_reservations(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_declaration_needs_evidence_a_day_that_has_come_and_ioc_before_foc() {
    on_each_database(async |world| {
        let running = world.contract_in_performance().await;
        let reference = world.gated_capability(&running).await;
        world.on(day(185));
        accepted(world, &running).await;
        let call = || world.call(&running.officer);
        let bare = declare(&world.ctx, &call(), (&reference, 4), 1, declaration(185)).await;
        assert!(matches!(bare, Err(Error::NotNow(words)) if words.contains("what shows")));
        for (version, number) in [(4, 1), (5, 2)] {
            let text = prose("Exercise report 4.");
            add_evidence(&world.ctx, &call(), (&reference, version), number, text)
                .await
                .unwrap();
        }
        let foc = declare(&world.ctx, &call(), (&reference, 6), 2, declaration(185)).await;
        assert!(matches!(foc, Err(Error::NotNow(words)) if words.contains("declared first")));
        let ahead = declare(&world.ctx, &call(), (&reference, 6), 1, declaration(186)).await;
        assert!(matches!(ahead, Err(Error::Invalid(_))));
        declare(&world.ctx, &call(), (&reference, 6), 1, declaration(184))
            .await
            .unwrap();
        let earlier = declare(&world.ctx, &call(), (&reference, 7), 2, declaration(183)).await;
        assert!(matches!(earlier, Err(Error::Invalid(_))), "before IOC");
        declare(&world.ctx, &call(), (&reference, 7), 2, declaration(184))
            .await
            .unwrap();
        let mut input = backend::testing::fixtures_capabilities::capability_input();
        input.ioc_definition = "Less.".to_owned();
        let draft = CapabilityDraft::try_from(input).unwrap();
        let eased = edit(&world.ctx, &call(), (&reference, 8), draft).await;
        assert!(
            matches!(eased, Err(Error::Invalid(_))),
            "a declared definition stays"
        );
    })
    .await;
}

#[tokio::test]
async fn gating_work_is_closed_with_a_remark_and_gates_only_what_is_to_be_declared() {
    on_each_database(async |world| {
        let running = world.contract_in_performance().await;
        let reference = trained(world, &running).await;
        let call = || world.call(&running.officer);
        let silent = work(WorkStatus::Closed, Some(1), "");
        let refused = change_line(&world.ctx, &call(), (&reference, 6), 1, silent).await;
        assert!(matches!(refused, Err(Error::Invalid(_))));
        let nowhere = work(WorkStatus::InWork, Some(9), "");
        let refused = add_line(
            &world.ctx,
            &call(),
            (&reference, 6),
            LineOfWork::Doctrine,
            nowhere,
        )
        .await;
        assert!(matches!(refused, Err(Error::Invalid(_))));
        let closed = work(WorkStatus::Closed, Some(1), "Course report 2.");
        change_line(&world.ctx, &call(), (&reference, 6), 1, closed)
            .await
            .unwrap();
        let sheet = shown(world, &running, &reference).await;
        assert_eq!(sheet.record.open_lines(), 0);
        let ioc = sheet.record.milestone(1).unwrap();
        let open: Vec<_> = hindrances(&sheet.record, ioc, &sheet.gates)
            .into_iter()
            .map(|one| (one.about, one.gating.open))
            .collect();
        assert_eq!(
            open,
            [
                ("line 1".to_owned(), false),
                (format!("{}/2", running.reference), true)
            ]
        );
    })
    .await;
}

#[tokio::test]
async fn a_judgement_stands_beside_the_computed_status_and_replaces_nothing() {
    on_each_database(async |world| {
        let running = world.contract_in_performance().await;
        let reference = world.gated_capability(&running).await;
        let call = || world.call(&running.officer);
        let none = override_rag(
            &world.ctx,
            &call(),
            (&reference, 4),
            1,
            (None, prose("Why?")),
        )
        .await;
        assert!(matches!(none, Err(Error::Invalid(_))));
        let judged = (
            Some(Rag::Amber),
            prose("The contractor’s plan has no room."),
        );
        override_rag(&world.ctx, &call(), (&reference, 4), 1, judged)
            .await
            .unwrap();
        let sheet = shown(world, &running, &reference).await;
        let ioc = sheet.record.milestone(1).unwrap();
        assert_eq!(ioc.override_rag.as_ref().unwrap().rag, Rag::Amber);
        assert_eq!(standing(&sheet, 1, 0).computed, Rag::Grey);
        let rows = list(&world.ctx, &running.officer, &ListInput::default())
            .await
            .unwrap();
        let listed = rows[0].ioc.as_ref().unwrap();
        assert_eq!((listed.computed, listed.set), (Rag::Grey, Some(Rag::Amber)));
        override_rag(
            &world.ctx,
            &call(),
            (&reference, 5),
            1,
            (None, prose("The plan is mended.")),
        )
        .await
        .unwrap();
        let sheet = shown(world, &running, &reference).await;
        assert!(sheet.record.milestone(1).unwrap().override_rag.is_none());
    })
    .await;
}
