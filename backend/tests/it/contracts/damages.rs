//! Delay damages: assessed by one officer from the dates on record, decided by another, set off against an invoice; and the
//! notices that may excuse a delay.

use super::invoices::{APPROVE, agreed, decide, invoice, send};
use super::{accept_first, prose, record};
use backend::Error;
use backend::contracts::{decide_damages, propose_damages};
use backend::milestones::{NoticeInput, NoticeVerdict, decide_notice, give_notice};
use backend::testing::fixtures_contracts::{Running, day};
use backend::testing::{World, on_each_database};
use domain::actor::Role;
use domain::contracts::InvoiceKind;
use domain::milestones::CauseCode;
use domain::policy::Refused;
use domain::states::damages::{DamagesEvent, DamagesState};
use domain::text::Prose;

fn note() -> Prose<2_000> {
    Prose::parse("From the dates on record.").unwrap()
}

async fn assess(world: &World, running: &Running) -> Result<String, Error> {
    let at = record(world, running).await.version;
    let call = world.call(&running.officer);
    propose_damages(&world.ctx, &call, &running.reference, at, 1, note()).await
}

async fn notice(world: &World, running: &Running) {
    let at = record(world, running).await.version;
    let input = NoticeInput {
        problem: prose("The launch slipped."),
        cause: CauseCode::Launch,
        items: Prose::parse("Every image.").unwrap(),
        began_on: day(50),
        action: prose("Another launcher."),
        recovery_on: day(70),
        proposed_on: day(72),
    };
    let call = world.call(&running.contractor);
    give_notice(&world.ctx, &call, &running.reference, 1, at, input)
        .await
        .unwrap();
}

async fn excuse(world: &World, running: &Running, excused_days: u32) -> Result<String, Error> {
    let at = record(world, running).await.version;
    let input = NoticeVerdict {
        notice: 1,
        excused_days,
        reason: note(),
    };
    let call = world.call(&running.officer);
    decide_notice(&world.ctx, &call, &running.reference, 1, at, input).await
}

#[tokio::test]
async fn damages_are_confirmed_by_another_officer_and_set_off() {
    on_each_database(async |world| {
        let running = agreed(world).await;
        let early = assess(world, &running).await;
        assert!(matches!(early, Err(Error::NotNow(words)) if words.contains("not ended")));
        accept_first(world, &running, 70).await;
        assess(world, &running).await.unwrap();
        let twice = assess(world, &running).await;
        assert!(matches!(twice, Err(Error::NotNow(words)) if words.contains("already")));
        let at = record(world, &running).await.version;
        let (ctx, reference) = (&world.ctx, &running.reference);
        let own = world.call(&running.officer);
        let same = decide_damages(ctx, &own, reference, at, 1, DamagesEvent::Confirm, note()).await;
        assert!(matches!(same, Err(Error::Refused(Refused::SamePerson(_)))));
        let other = world.call(&world.person("Otto Officer", Role::Officer).await);
        decide_damages(ctx, &other, reference, at, 1, DamagesEvent::Confirm, note())
            .await
            .unwrap();
        // Ten days at 0.1 % of EUR 400,000.
        let kept = record(world, &running).await;
        assert_eq!(
            (kept.money.damages[0].working.days, kept.damages_open()),
            (10, 400_000)
        );
        send(
            world,
            &running,
            invoice(InvoiceKind::Milestone, 40_000_000, "A-1"),
        )
        .await
        .unwrap();
        decide(world, &running, 1, APPROVE).await.unwrap();
        let kept = record(world, &running).await;
        let parts = kept.invoice(1).unwrap().settled.unwrap();
        assert_eq!((parts.damages, parts.net), (400_000, 35_600_000));
        assert_eq!(
            (kept.damages_open(), kept.totals().invoicing.set_off),
            (0, 400_000)
        );
    })
    .await;
}

#[tokio::test]
async fn excused_days_bring_none_and_waived_damages_are_not_asked_for() {
    on_each_database(async |world| {
        let running = agreed(world).await;
        world.on(day(55));
        notice(world, &running).await;
        let before = record(world, &running).await;
        let milestone = before.milestone(1).unwrap();
        assert_eq!(
            (milestone.forecast, milestone.current_baseline),
            (None, Some(day(60)))
        );
        excuse(world, &running, 7).await.unwrap();
        let again = excuse(world, &running, 1).await;
        assert!(matches!(again, Err(Error::NotNow(words)) if words.contains("already")));
        accept_first(world, &running, 70).await;
        assess(world, &running).await.unwrap();
        let working = record(world, &running).await.money.damages[0].working;
        assert_eq!(
            (working.late_days, working.excused_days, working.due_minor),
            (10, 7, 120_000)
        );
        let at = record(world, &running).await.version;
        let other = world.call(&world.person("Otto Officer", Role::Officer).await);
        let reference = &running.reference;
        decide_damages(
            &world.ctx,
            &other,
            reference,
            at,
            1,
            DamagesEvent::Waive,
            note(),
        )
        .await
        .unwrap();
        let kept = record(world, &running).await;
        assert_eq!(
            (kept.money.damages[0].status, kept.damages_open()),
            (DamagesState::Waived, 0)
        );
        let stored: (String, i64) = world
            .ctx
            .db()
            .query("SELECT status, (SELECT excused_days FROM delay_notice) FROM damage_assessment")
            .one()
            .await
            .unwrap();
        assert_eq!(stored, ("waived".to_owned(), 7));
    })
    .await;
}
