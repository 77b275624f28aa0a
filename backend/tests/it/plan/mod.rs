//! Milestones that wait for one another, what a moved date moves, and decisions on proposals.

use backend::Error;
use backend::contracts::{self, ContractRecord};
use backend::overrides::Decision;
use backend::plan::*;
use backend::testing::fixtures_contracts::{Running, day};
use backend::testing::{World, on_each_database};
use domain::actor::Role;
use domain::milestones::{Attribution, CauseCode, SlipClass};
use domain::text::Prose;
use uuid::Uuid;

fn input(running: &Running, first: i64, then: i64, days: &str) -> WaitInput {
    let name = |number: i64| format!(" {}/{number}", running.reference.to_lowercase());
    WaitInput {
        first: name(first),
        then: name(then),
        days: days.to_owned(),
        reason: "The service needs its first data.".to_owned(),
    }
}

/// Milestone 2 (day 180) comes at least 100 days after milestone 1 (day 60).
async fn linked(world: &World) -> Running {
    let running = world.contract_in_performance().await;
    let call = world.call(&running.officer);
    wait_for(&world.ctx, &call, &input(&running, 1, 2, "100"))
        .await
        .unwrap();
    running
}

async fn record(world: &World, running: &Running) -> ContractRecord {
    let (officer, reference) = (&running.officer, &running.reference);
    let sheet = contracts::sheet(&world.ctx, officer, reference, None).await;
    sheet.unwrap().record
}

async fn proposed(world: &World, running: &Running, to: i64) -> Result<Uuid, Error> {
    let input = ShiftInput {
        contract: running.reference.clone(),
        number: 1,
        to: day(to),
        reason: Prose::parse("The launch slipped.").unwrap(),
        cause: CauseCode::Launch,
        attributable_to: Attribution::Neither,
    };
    propose_shift(&world.ctx, &world.call(&running.officer), &input).await
}

#[tokio::test]
async fn a_plan_shows_room_and_what_decides_the_last_day() {
    on_each_database(async |world| {
        let running = linked(world).await;
        let filter = PlanFilter {
            contract: Some(running.reference.clone()),
            programme: None,
        };
        for filter in [filter, PlanFilter::default()] {
            let found = plan(&world.ctx, &running.officer, &filter).await.unwrap();
            let numbers: Vec<_> = found.nodes.iter().map(|node| node.number).collect();
            assert_eq!((numbers, found.waits.len()), (vec![1, 2], 1));
            assert_eq!(
                found.room[0].map(|room| (room.free, room.total)),
                Some((20, 20))
            );
            assert_eq!(
                (found.room[1], &found.critical[..]),
                (None, &[false, true][..])
            );
            assert_eq!(found.broken().count(), 0);
        }
    })
    .await;
}

#[tokio::test]
async fn a_late_date_moves_what_waits_with_what_it_costs() {
    on_each_database(async |world| {
        let running = linked(world).await;
        let (officer, contract) = (&running.officer, running.reference.as_str());
        let within = what_if(&world.ctx, officer, contract, 1, Some(day(80)))
            .await
            .unwrap();
        assert_eq!(within.effects.len(), 1);
        // 400,000 at 0.1 % for 30 days; the second, an ordinary date, is extended first.
        let found = what_if(&world.ctx, officer, contract, 1, Some(day(90)))
            .await
            .unwrap();
        let [first, second] = &found.effects[..] else {
            panic!("both move: {found:?}")
        };
        assert_eq!(
            (first.damages_minor, second.damages_minor),
            (Some(1_200_000), None)
        );
        assert_eq!(
            (second.from, second.to, second.slip_original),
            (day(180), day(190), Some(10))
        );
        assert_eq!(second.class_then, Some(SlipClass::Minor));
        assert_eq!(second.by.as_ref().map(|by| by.number), Some(1));
        assert!(!second.after_end && second.options.is_empty());
    })
    .await;
}

#[tokio::test]
async fn options_whose_notice_is_due_meanwhile_and_the_end_of_the_contract_are_named() {
    on_each_database(async |world| {
        let running = linked(world).await;
        let (officer, contract) = (&running.officer, running.reference.as_str());
        let found = what_if(&world.ctx, officer, contract, 1, Some(day(300)))
            .await
            .unwrap();
        // Notice is due 60 days before the contract ends on day 364; milestone 2 would come on day 400.
        let second = &found.effects[1];
        assert_eq!((second.to, second.after_end), (day(400), true));
        let notice: Vec<_> = second
            .options
            .iter()
            .map(|option| option.notice_by)
            .collect();
        assert!(
            matches!(notice[..], [by] if by > day(180) && by < day(400)),
            "{notice:?}"
        );
    })
    .await;
}

#[tokio::test]
async fn milestones_never_wait_in_a_circle_and_a_wait_is_said_once() {
    on_each_database(async |world| {
        let running = linked(world).await;
        let call = world.call(&running.officer);
        for (first, then) in [(2, 1), (1, 2), (1, 1), (1, 9)] {
            let refused = wait_for(&world.ctx, &call, &input(&running, first, then, "")).await;
            assert!(
                matches!(refused, Err(Error::Invalid(_))),
                "{first} then {then}"
            );
        }
        let days = wait_for(&world.ctx, &call, &input(&running, 2, 1, "-1")).await;
        assert!(matches!(days, Err(Error::Invalid(_))));
    })
    .await;
}

#[tokio::test]
async fn an_ended_wait_holds_nothing_and_another_can_be_said() {
    on_each_database(async |world| {
        let running = linked(world).await;
        let call = world.call(&running.officer);
        let every = PlanFilter::default();
        let found = plan(&world.ctx, &running.officer, &every).await.unwrap();
        let wait = found.waits[0].2.id;
        let silent = end_wait(&world.ctx, &call, wait, " ").await;
        assert!(matches!(silent, Err(Error::Invalid(_))));
        end_wait(&world.ctx, &call, wait, "Delivered apart.")
            .await
            .unwrap();
        let again = end_wait(&world.ctx, &world.call(&running.officer), wait, "Again.").await;
        assert!(matches!(again, Err(Error::NotNow(_))));
        let found = what_if(
            &world.ctx,
            &running.officer,
            &running.reference,
            1,
            Some(day(300)),
        )
        .await;
        assert_eq!(found.unwrap().effects.len(), 1);
        let call = world.call(&running.officer);
        wait_for(&world.ctx, &call, &input(&running, 2, 1, ""))
            .await
            .unwrap();
    })
    .await;
}

#[tokio::test]
async fn dates_of_a_proposal_are_decided_line_by_line() {
    on_each_database(async |world| {
        let running = linked(world).await;
        let id = proposed(world, &running, 90).await.unwrap();
        let before = record(world, &running).await;
        assert_eq!(
            before.milestone(1).unwrap().forecast,
            None,
            "nothing moves yet"
        );
        let call = world.call(&running.officer);
        decide_shift(&world.ctx, &call, id, &[1], Decision::Approve, "")
            .await
            .unwrap();
        let call = world.call(&running.officer);
        decide_shift(
            &world.ctx,
            &call,
            id,
            &[2],
            Decision::Refuse,
            "They catch up.",
        )
        .await
        .unwrap();
        let after = record(world, &running).await;
        let first = after.milestone(1).unwrap();
        assert_eq!(
            (first.forecast, first.current_baseline),
            (Some(day(90)), Some(day(60)))
        );
        assert_eq!(first.changes.last().unwrap().cause, Some(CauseCode::Launch));
        assert_eq!(after.milestone(2).unwrap().forecast, None);
        let found = shift_proposal(&world.ctx, &running.officer, id)
            .await
            .unwrap();
        assert_eq!((found.head.lines, found.head.open), (2, 0));
        let statuses: Vec<_> = found.lines.iter().map(ShiftLine::status).collect();
        assert_eq!(statuses, [LineStatus::Accepted, LineStatus::Refused]);
    })
    .await;
}

#[tokio::test]
async fn a_date_that_moved_since_is_not_accepted_and_nothing_else_is() {
    on_each_database(async |world| {
        let running = linked(world).await;
        let (first, second) = (
            proposed(world, &running, 90).await.unwrap(),
            proposed(world, &running, 100).await.unwrap(),
        );
        let officer = || world.call(&running.officer);
        decide_shift(&world.ctx, &officer(), first, &[1], Decision::Approve, "")
            .await
            .unwrap();
        let both = [2, 1];
        let stale =
            decide_shift(&world.ctx, &officer(), second, &both, Decision::Approve, "").await;
        assert!(matches!(stale, Err(Error::NotNow(_))));
        let found = shift_proposal(&world.ctx, &running.officer, second)
            .await
            .unwrap();
        assert_eq!(found.head.open, 2, "all or none");
        assert_eq!(
            record(world, &running).await.milestone(2).unwrap().forecast,
            None
        );
    })
    .await;
}

#[tokio::test]
async fn who_sees_the_plan_and_who_changes_it() {
    on_each_database(async |world| {
        let running = linked(world).await;
        let delegate = world.person("Dora Delegate", Role::Delegate).await;
        let filter = PlanFilter::default();
        assert!(plan(&world.ctx, &delegate, &filter).await.is_ok());
        let contractor = plan(&world.ctx, &running.contractor, &filter).await;
        assert!(matches!(contractor, Err(Error::Refused(_))));
        let call = world.call(&delegate);
        let linked = wait_for(&world.ctx, &call, &input(&running, 2, 1, "")).await;
        assert!(matches!(linked, Err(Error::Refused(_))));
    })
    .await;
}
