//! Milestones: forecasts, evidence, acceptance, delay.

mod stages;

use crate::contracts::{accept_first, prose, record};
use backend::Error;
use backend::documents::{self, NewFile};
use backend::milestones::{self, DecisionInput, ForecastInput, MilestoneFilter};
use backend::testing::fixtures_contracts::{Running, day};
use backend::testing::{World, on_each_database};
use domain::milestones::{Attribution, CauseCode};
use domain::policy::Refused;
use domain::states::milestone::MilestoneState;

async fn forecast(
    world: &World,
    running: &Running,
    version: i64,
    expected: i64,
) -> Result<String, Error> {
    let input = ForecastInput {
        day: day(expected),
        reason: prose("The launch slipped."),
        cause: CauseCode::Launch,
        attributable_to: Attribution::Neither,
    };
    milestones::report_forecast(
        &world.ctx,
        &world.call(&running.contractor),
        &running.reference,
        2,
        version,
        input,
    )
    .await
}

#[tokio::test]
async fn every_forecast_is_kept_and_the_baselines_stay() {
    on_each_database(async |world| {
        let running = world.contract_in_performance().await;
        forecast(world, &running, 3, 200).await.unwrap();
        forecast(world, &running, 4, 225).await.unwrap();
        let record = record(world, &running).await;
        let milestone = record.milestone(2).unwrap();
        assert_eq!(
            (milestone.original_baseline, milestone.current_baseline),
            (Some(day(180)), Some(day(180)))
        );
        assert_eq!(
            (milestone.forecast, milestone.slip_days()),
            (Some(day(225)), Some(45))
        );
        let kept: i64 = world
            .ctx
            .db()
            .query("SELECT COUNT(*) FROM milestone_date_change WHERE which = 'forecast'")
            .scalar()
            .await
            .unwrap();
        assert_eq!(kept, 2);
    })
    .await;
}

#[tokio::test]
async fn only_the_contractor_reports_and_only_the_officer_decides() {
    on_each_database(async |world| {
        let running = world.contract_in_performance().await;
        let officer = world.call(&running.officer);
        let submitted = milestones::submit(
            &world.ctx,
            &officer,
            &running.reference,
            1,
            3,
            prose("Done."),
            None,
        )
        .await;
        assert!(matches!(
            submitted,
            Err(Error::Refused(Refused::Role { .. }))
        ));
        let reject = DecisionInput::Reject {
            statement: prose("No."),
        };
        let contractor = world.call(&running.contractor);
        let decided =
            milestones::decide(&world.ctx, &contractor, &running.reference, 1, 3, reject).await;
        assert!(matches!(decided, Err(Error::Refused(Refused::Role { .. }))));
    })
    .await;
}

#[tokio::test]
async fn a_rejected_milestone_goes_back_to_work_with_its_defects() {
    on_each_database(async |world| {
        let running = world.contract_in_performance().await;
        let (ctx, reference) = (&world.ctx, &running.reference);
        milestones::submit(
            ctx,
            &world.call(&running.contractor),
            reference,
            1,
            3,
            prose("Done."),
            None,
        )
        .await
        .unwrap();
        let reject = DecisionInput::Reject {
            statement: prose("No data on two days."),
        };
        milestones::decide(ctx, &world.call(&running.officer), reference, 1, 4, reject)
            .await
            .unwrap();
        let record = record(world, &running).await;
        let milestone = record.milestone(1).unwrap();
        assert_eq!(
            (milestone.status, milestone.actual),
            (MilestoneState::InProgress, None)
        );
        assert_eq!(milestone.decisions[0].statement, "No data on two days.");
    })
    .await;
}

#[tokio::test]
async fn acceptance_sets_the_actual_date_once() {
    on_each_database(async |world| {
        let running = world.contract_in_performance().await;
        let version = accept_first(world, &running, 70).await;
        let again = DecisionInput::Accept {
            statement: prose("Again."),
            delivered_on: day(1),
        };
        let twice = milestones::decide(
            &world.ctx,
            &world.call(&running.officer),
            &running.reference,
            1,
            version,
            again,
        )
        .await;
        assert!(matches!(twice, Err(Error::NotNow(_))));
        assert_eq!(
            record(world, &running).await.milestone(1).unwrap().actual,
            Some(day(70))
        );
    })
    .await;
}

#[tokio::test]
async fn ten_days_late_cost_one_percent_of_the_milestone() {
    on_each_database(async |world| {
        let running = world.contract_in_performance().await;
        accept_first(world, &running, 70).await;
        let delays = milestones::delays(&record(world, &running).await, day(70));
        assert_eq!((delays[0].days_late, delays[0].due_minor), (10, 400_000));
    })
    .await;
}

#[tokio::test]
async fn evidence_is_kept_and_read_by_those_who_may() {
    on_each_database(async |world| {
        let running = world.contract_in_performance().await;
        let file = NewFile {
            name: "report.pdf".to_owned(),
            content: b"%PDF-1.7 test".to_vec(),
        };
        let contractor = world.call(&running.contractor);
        milestones::submit(
            &world.ctx,
            &contractor,
            &running.reference,
            1,
            3,
            prose("Done."),
            Some(file),
        )
        .await
        .unwrap();
        let record = record(world, &running).await;
        let kept = record.milestone(1).unwrap().evidence[0]
            .file
            .clone()
            .unwrap();
        let read = documents::download(&world.ctx, &running.officer, kept.id)
            .await
            .unwrap();
        assert_eq!(
            (read.content.as_slice(), read.media_type.as_str()),
            (&b"%PDF-1.7 test"[..], "application/pdf")
        );
        let other = world.provider_organisation("Boreal").await;
        let stranger = world.provider("Sam", other).await;
        let hidden = documents::download(&world.ctx, &stranger, kept.id).await;
        assert!(matches!(hidden, Err(Error::Refused(Refused::Hidden))));
    })
    .await;
}

#[tokio::test]
async fn a_program_is_no_evidence() {
    on_each_database(async |world| {
        let running = world.contract_in_performance().await;
        let file = NewFile {
            name: "report.pdf".to_owned(),
            content: b"\x7fELF\x01\x02".to_vec(),
        };
        let contractor = world.call(&running.contractor);
        let refused = milestones::submit(
            &world.ctx,
            &contractor,
            &running.reference,
            1,
            3,
            prose("Done."),
            Some(file),
        )
        .await;
        assert!(matches!(refused, Err(Error::Invalid(fields)) if fields[0].field == "file"));
        assert!(
            record(world, &running)
                .await
                .milestone(1)
                .unwrap()
                .evidence
                .is_empty()
        );
    })
    .await;
}

#[tokio::test]
async fn the_list_shows_slipped_milestones_of_ones_own_contracts() {
    on_each_database(async |world| {
        let running = world.contract_in_performance().await;
        forecast(world, &running, 3, 225).await.unwrap();
        let slipped = MilestoneFilter {
            slipped: true,
            ..MilestoneFilter::default()
        };
        let page = milestones::list(&world.ctx, &running.contractor, &slipped)
            .await
            .unwrap();
        assert_eq!(
            page.rows
                .iter()
                .map(|row| (row.number, row.slip_days))
                .collect::<Vec<_>>(),
            [(2, Some(45))]
        );
        let other = world.provider_organisation("Boreal").await;
        let stranger = world.provider("Sam", other).await;
        assert!(
            milestones::list(&world.ctx, &stranger, &slipped)
                .await
                .unwrap()
                .rows
                .is_empty()
        );
    })
    .await;
}
