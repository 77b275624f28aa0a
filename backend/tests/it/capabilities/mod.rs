//! Capabilities: dates, gates, lines of work, declarations, links, past moments, who may.

mod declaring;
mod writing;

use backend::Error;
use backend::audit::Told;
use backend::capabilities::*;
use backend::contracts::record::WhichDate;
use backend::db::query::count::during;
use backend::milestones::{self, ForecastInput};
use backend::testing::fixtures_capabilities::{capability_input, capability_milestone};
use backend::testing::fixtures_contracts::{Running, day};
use backend::testing::{World, on_each_database};
use domain::actor::Role;
use domain::capabilities::CapabilityMilestoneKind;
use domain::milestones::{Attribution, CauseCode, Excusable, Rag};
use domain::text::{Line, Prose};

async fn shown(world: &World, running: &Running, reference: &str) -> CapabilitySheet {
    let (sheet, statements) = during(sheet(&world.ctx, &running.officer, reference, None)).await;
    assert!(statements <= 4, "{statements}");
    sheet.unwrap()
}

fn standing(sheet: &CapabilitySheet, number: i64, today: i64) -> Standing {
    let milestone = sheet.record.milestone(number).unwrap();
    Standing::of(&sheet.record, milestone, &sheet.gates, day(today))
}

fn moved(which: WhichDate, to: i64, decision: Option<&str>) -> DateInput {
    DateInput {
        which,
        day: day(to),
        reason: Prose::parse("Users train later.").unwrap(),
        cause: Some(CauseCode::PurchaserDecision),
        attributable_to: Some(Attribution::Purchaser),
        excusable: Some(Excusable::Undecided),
        decision: decision.map(|text| Line::parse(text).unwrap()),
    }
}

/// The contractor expects the second milestone on a day.
async fn late(world: &World, running: &Running, version: i64, expected: i64) {
    let input = ForecastInput {
        day: day(expected),
        reason: Prose::parse("The launch slipped.").unwrap(),
        cause: CauseCode::Launch,
        attributable_to: Attribution::Neither,
    };
    let call = world.call(&running.contractor);
    milestones::report_forecast(&world.ctx, &call, &running.reference, 2, version, input)
        .await
        .unwrap();
}

#[tokio::test]
async fn a_late_contract_milestone_moves_ioc_past_the_day_of_need_and_says_why() {
    on_each_database(async |world| {
        let running = world.contract_in_performance().await;
        let reference = world.gated_capability(&running).await;
        let before = shown(world, &running, &reference).await;
        let ioc = standing(&before, 1, 0);
        assert_eq!(
            (ioc.outlook.day, ioc.driven_by, ioc.computed),
            (Some(day(190)), None, Rag::Grey)
        );
        late(world, &running, running.version, 245).await;
        let after = shown(world, &running, &reference).await;
        let ioc = standing(&after, 1, 0);
        assert_eq!(ioc.outlook.day, Some(day(245)));
        assert_eq!(ioc.outlook.after_need_days, Some(45));
        assert_eq!(ioc.driven_by.map(|row| row.number), Some(2));
        assert_eq!(ioc.computed, Rag::Red);
        assert_eq!(ioc.assessment.unwrap().slip_current_days, Some(55));
        assert_eq!(
            after.record, before.record,
            "the contract's dates are not the capability's"
        );
    })
    .await;
}

#[tokio::test]
async fn a_past_moment_shows_the_capability_and_its_gates_as_they_were_recorded_then() {
    on_each_database(async |world| {
        let running = world.contract_in_performance().await;
        let reference = world.gated_capability(&running).await;
        world.on(day(10));
        let snapshot = shown(world, &running, &reference).await;
        let then = world.ctx.now();
        world.on(day(20));
        late(world, &running, running.version, 245).await;
        let call = world.call(&running.officer);
        let input = moved(WhichDate::CurrentBaseline, 210, Some("Decision 9"));
        set_date(&world.ctx, &call, (&reference, 4), 1, input)
            .await
            .unwrap();
        world.on(day(30));
        let reads = sheet(&world.ctx, &running.officer, &reference, Some(then));
        let (past, statements) = during(reads).await;
        let past = past.unwrap();
        assert!(statements <= 4, "{statements}");
        assert_eq!(
            (&past.record, &past.gates),
            (&snapshot.record, &snapshot.gates)
        );
        assert_eq!(past.moment, Some((then, 1)));
        assert_eq!(past.history.len(), snapshot.history.len());
        let baseline = past
            .since
            .iter()
            .find(|one| one.path.ends_with("current baseline"))
            .unwrap();
        assert_eq!(baseline.before, Some(Told::Day(day(190))));
        assert_eq!(baseline.after, Some(Told::Day(day(210))));
        let earlier = sheet(
            &world.ctx,
            &running.officer,
            &reference,
            Some(backend::testing::beginning()),
        )
        .await;
        assert!(matches!(earlier, Err(Error::NotFound)));
    })
    .await;
}

#[tokio::test]
async fn the_original_baseline_never_moves_and_an_approved_date_needs_its_decision() {
    on_each_database(async |world| {
        let running = world.contract_in_performance().await;
        let reference = world.gated_capability(&running).await;
        let call = || world.call(&running.officer);
        let bare = moved(WhichDate::CurrentBaseline, 210, None);
        let refused = set_date(&world.ctx, &call(), (&reference, 4), 1, bare).await;
        assert!(matches!(refused, Err(Error::Invalid(_))));
        let original = moved(WhichDate::OriginalBaseline, 210, Some("Decision 9"));
        let refused = set_date(&world.ctx, &call(), (&reference, 4), 1, original).await;
        assert!(matches!(refused, Err(Error::NotFound)));
        let approved = moved(WhichDate::CurrentBaseline, 210, Some("Decision 9"));
        set_date(&world.ctx, &call(), (&reference, 4), 1, approved)
            .await
            .unwrap();
        let forecast = moved(WhichDate::Forecast, 205, None);
        set_date(&world.ctx, &call(), (&reference, 5), 1, forecast.clone())
            .await
            .unwrap();
        let same = set_date(&world.ctx, &call(), (&reference, 6), 1, forecast).await;
        assert!(matches!(same, Err(Error::Invalid(_))));
        let sheet = shown(world, &running, &reference).await;
        let ioc = sheet.record.milestone(1).unwrap();
        assert_eq!(
            (ioc.original_baseline, ioc.current_baseline, ioc.forecast),
            (Some(day(190)), Some(day(210)), Some(day(205)))
        );
        let last = &ioc.changes[ioc.changes.len() - 2];
        assert_eq!((last.old, last.new), (Some(day(190)), Some(day(210))));
        assert_eq!(last.decision.as_deref(), Some("Decision 9"));
        assert_eq!(
            (last.cause, last.excusable),
            (
                Some(CauseCode::PurchaserDecision),
                Some(Excusable::Undecided)
            )
        );
    })
    .await;
}

#[tokio::test]
async fn a_first_date_approved_later_becomes_the_original_baseline() {
    on_each_database(async |world| {
        let running = world.contract_in_performance().await;
        let reference = world.capability(&running.officer).await;
        let call = || world.call(&running.officer);
        let mut input = capability_milestone(CapabilityMilestoneKind::FirstData, 0);
        input.approved = None;
        add_milestone(&world.ctx, &call(), (&reference, 1), input.clone())
            .await
            .unwrap();
        let twice = add_milestone(&world.ctx, &call(), (&reference, 2), input).await;
        assert!(matches!(twice, Err(Error::Invalid(_))), "one of a kind");
        let approved = moved(WhichDate::CurrentBaseline, 90, Some("Decision 1"));
        set_date(&world.ctx, &call(), (&reference, 2), 1, approved)
            .await
            .unwrap();
        let sheet = shown(world, &running, &reference).await;
        let first = sheet.record.milestone(1).unwrap();
        assert_eq!(
            (first.original_baseline, first.current_baseline),
            (Some(day(90)), Some(day(90)))
        );
    })
    .await;
}

#[tokio::test]
async fn two_officers_at_once_lose_nothing() {
    on_each_database(async |world| {
        let running = world.contract_in_performance().await;
        let reference = world.gated_capability(&running).await;
        let other = world.person("Otto Officer", Role::Officer).await;
        let forecast = moved(WhichDate::Forecast, 205, None);
        set_date(
            &world.ctx,
            &world.call(&running.officer),
            (&reference, 4),
            1,
            forecast,
        )
        .await
        .unwrap();
        let draft = CapabilityDraft::try_from(capability_input()).unwrap();
        let lost = edit(&world.ctx, &world.call(&other), (&reference, 4), draft).await;
        let Err(Error::Stale(stale)) = lost else {
            panic!("{lost:?}")
        };
        assert_eq!(stale.version, 5);
        assert!(
            stale.recorded["milestones"].contains("IOC: 23 Dec 2026"),
            "{:?}",
            stale.recorded
        );
        let sheet = shown(world, &running, &reference).await;
        assert_eq!(sheet.record.milestone(1).unwrap().forecast, Some(day(205)));
    })
    .await;
}

#[tokio::test]
async fn links_are_many_to_many_and_a_gating_contract_stays() {
    on_each_database(async |world| {
        let running = world.contract_in_performance().await;
        let (one, other) = (
            world.gated_capability(&running).await,
            world.gated_capability(&running).await,
        );
        let id = shown(world, &running, &one).await.gates[0].id;
        let gated = gated_by(&world.ctx, &running.officer, &[id]).await.unwrap();
        let found: Vec<_> = gated
            .iter()
            .map(|row| (row.reference.as_str(), row.number))
            .collect();
        assert_eq!(found, [(one.as_str(), 1), (other.as_str(), 1)]);
        assert_eq!(gated[0].need_date, Some(day(200)));
        let call = || world.call(&running.officer);
        let stays = unlink_contract(&world.ctx, &call(), (&one, 4), &running.reference).await;
        assert!(matches!(stays, Err(Error::NotNow(_))));
        let why = || Prose::parse("Not any more.").unwrap();
        let name = format!("{} / 2", running.reference.to_lowercase());
        let twice = gate(&world.ctx, &call(), (&one, 4), 1, &name, why()).await;
        assert!(matches!(twice, Err(Error::Invalid(_))));
        ungate(&world.ctx, &call(), (&one, 4), 1, id.into(), why())
            .await
            .unwrap();
        unlink_contract(&world.ctx, &call(), (&one, 5), &running.reference)
            .await
            .unwrap();
        let left = gated_by(&world.ctx, &running.officer, &[id]).await.unwrap();
        assert_eq!(left.len(), 1);
        let unknown = link_contract(
            &world.ctx,
            &call(),
            (&one, 6),
            "CTR-2020-0001",
            Line::parse("Data").unwrap(),
        )
        .await;
        assert!(matches!(unknown, Err(Error::Invalid(_))));
    })
    .await;
}

#[tokio::test]
async fn a_what_if_names_the_capability_that_would_come_too_late() {
    on_each_database(async |world| {
        let running = world.contract_in_performance().await;
        world.gated_capability(&running).await;
        let (officer, contract) = (&running.officer, &running.reference);
        for (to, late) in [(200, None), (201, Some(1))] {
            let found = backend::plan::what_if(&world.ctx, officer, contract, 2, Some(day(to)))
                .await
                .unwrap();
            let needed = &found.effects[0].capabilities;
            assert_eq!(needed.first().map(|one| one.days), late, "day {to}");
            assert!(needed.iter().all(|one| !one.already));
        }
    })
    .await;
}

async fn listed(world: &World, running: &Running, input: ListInput) -> Vec<String> {
    let rows = list(&world.ctx, &running.officer, &input).await.unwrap();
    rows.into_iter().map(|row| row.reference).collect()
}

#[tokio::test]
async fn the_list_is_sorted_and_filtered_by_what_follows_from_contracts() {
    on_each_database(async |world| {
        let running = world.contract_in_performance().await;
        let gated = world.gated_capability(&running).await;
        let bare = world.capability(&running.officer).await;
        late(world, &running, running.version, 245).await;
        let by = |sort, descending| ListInput {
            sort,
            descending,
            ..ListInput::default()
        };
        for descending in [false, true] {
            let found = listed(world, &running, by(SortBy::Ioc, descending)).await;
            assert_eq!(found, [gated.clone(), bare.clone()], "without a day last");
        }
        let found = listed(world, &running, by(SortBy::Reference, true)).await;
        assert_eq!(found, [bare, gated.clone()]);
        let only = ListInput {
            late: true,
            ..ListInput::default()
        };
        let rows = list(&world.ctx, &running.officer, &only).await.unwrap();
        let [row] = &rows[..] else { panic!("{rows:?}") };
        let ioc = row.ioc.as_ref().unwrap();
        assert_eq!((&row.reference, ioc.computed), (&gated, Rag::Red));
        assert_eq!(
            (ioc.outlook.day, ioc.outlook.after_need_days),
            (Some(day(245)), Some(45))
        );
        let other = ListInput {
            text: "satcom".to_owned(),
            ..ListInput::default()
        };
        assert!(listed(world, &running, other).await.is_empty());
    })
    .await;
}

#[tokio::test]
async fn nations_and_auditors_read_contractors_do_not_and_only_officers_write() {
    on_each_database(async |world| {
        let running = world.contract_in_performance().await;
        let reference = world.gated_capability(&running).await;
        let delegate = world.person("Dora Delegate", Role::Delegate).await;
        let auditor = world.person("Ada Auditor", Role::Auditor).await;
        for reader in [&delegate, &auditor] {
            assert!(sheet(&world.ctx, reader, &reference, None).await.is_ok());
            let draft = CapabilityDraft::try_from(capability_input()).unwrap();
            let written = create(&world.ctx, &world.call(reader), draft).await;
            assert!(matches!(written, Err(Error::Refused(_))));
        }
        let contractor = sheet(&world.ctx, &running.contractor, &reference, None).await;
        assert!(matches!(contractor, Err(Error::Refused(_))));
        let id = shown(world, &running, &reference).await.gates[0].id;
        assert!(
            gated_by(&world.ctx, &running.contractor, &[id])
                .await
                .unwrap()
                .is_empty()
        );
    })
    .await;
}
