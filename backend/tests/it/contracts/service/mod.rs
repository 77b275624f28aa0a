//! Service levels: agreed, measured, disputed, excused, credited and set off.

mod judged;
mod reporting;

use super::invoices::{APPROVE, decide, invoice, send};
use super::{accept_first, record};
use backend::Error;
use backend::contracts::{
    self, MachineReport, MeasurementInput, ServiceAnswerInput, ServiceLevelInput,
    agree_service_level, answer_service, as_of, decide_credit, end_service_level, excuse_service,
    explain_service, import_measurements, report_by_machine, report_service, service_rows,
};
use backend::testing::fixtures_contracts::{Running, contract_input, day};
use backend::testing::{World, on_each_database};
use chrono::NaiveDate;
use domain::actor::{Actor, Role};
use domain::contracts::service::{Band, Direction, PeriodState, Promise, Window};
use domain::contracts::{InvoiceKind, VehicleKind};
use domain::policy::Refused;
use domain::states::damages::{DamagesEvent, DamagesState};
use domain::text::{Line, Prose};
use rust_decimal::Decimal;

fn words<const MOST: usize>(text: &str) -> Prose<MOST> {
    Prose::parse(text).unwrap()
}

fn number(text: &str) -> Decimal {
    text.parse().unwrap()
}

fn month(month: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, month, 1).unwrap()
}

/// At least 95 %, a month’s fee of EUR 100,000: 5 % from 94.9, 20 % from 90, at most 15 %.
fn level() -> ServiceLevelInput {
    let band = |from, percent| Band {
        from: number(from),
        percent: number(percent),
    };
    ServiceLevelInput {
        metric: Line::parse("Tasking success").unwrap(),
        unit: Line::parse("%").unwrap(),
        promise: Promise {
            target: number("95"),
            direction: Direction::AtLeast,
            bands: vec![band("94.9", "5"), band("90", "20")],
            cap_percent: number("15"),
        },
        window: Window::Month,
        from: day(0),
        exclusions: "Announced maintenance".to_owned(),
        source: Line::parse("Order log").unwrap(),
        line: "0001".to_owned(),
        fee_minor: 10_000_000,
        report_days: 10,
        analysis_days: 15,
        basis: None,
    }
}

/// A running contract with one level, agreed while it was a draft.
async fn measured_contract(world: &World) -> Running {
    let award = world.cleared_award().await;
    let officer = world.person("Olga Officer", Role::Officer).await;
    let contractor = world.provider("Pat Provider", award.provider).await;
    let call = world.call(&officer);
    let input = contract_input(VehicleKind::FixedPrice);
    let made = contracts::make(&world.ctx, &call, &award.solicitation.reference, input);
    let reference = made.await.unwrap();
    world.on(day(0));
    let call = world.call(&officer);
    agree_service_level(&world.ctx, &call, &reference, 1, level())
        .await
        .unwrap();
    let steps = [
        (2, contracts::SignStep::Contractor),
        (3, contracts::SignStep::Purchaser),
    ];
    for (version, step) in steps {
        let call = world.call(&officer);
        contracts::sign(&world.ctx, &call, &reference, version, step)
            .await
            .unwrap();
    }
    Running {
        reference,
        version: 4,
        officer,
        contractor,
        award,
    }
}

async fn report(
    world: &World,
    running: &Running,
    period: u32,
    value: &str,
    note: &str,
) -> Result<String, Error> {
    let version = record(world, running).await.version;
    let input = MeasurementInput {
        level: 1,
        period: month(period),
        value: number(value),
        note: note.to_owned(),
    };
    let call = world.call(&running.contractor);
    report_service(&world.ctx, &call, &running.reference, version, input).await
}

async fn answer(
    world: &World,
    running: &Running,
    input: ServiceAnswerInput,
) -> Result<String, Error> {
    let version = record(world, running).await.version;
    let call = world.call(&running.officer);
    answer_service(&world.ctx, &call, &running.reference, version, 1, input).await
}

async fn agree(world: &World, running: &Running, period: u32) -> Result<String, Error> {
    answer(
        world,
        running,
        ServiceAnswerInput::Agree(vec![month(period)]),
    )
    .await
}

fn dispute(period: u32, value: &str) -> ServiceAnswerInput {
    ServiceAnswerInput::Dispute {
        period: month(period),
        value: number(value),
        reason: words("Our own log says so."),
    }
}

async fn excuse(
    world: &World,
    running: &Running,
    period: u32,
    excused: bool,
) -> Result<String, Error> {
    let version = record(world, running).await.version;
    let call = world.call(&running.officer);
    let at = (1, month(period));
    excuse_service(
        &world.ctx,
        &call,
        &running.reference,
        version,
        at,
        excused,
        words("Maintenance"),
    )
    .await
}

async fn credit(
    world: &World,
    running: &Running,
    by: &Actor,
    period: u32,
    event: DamagesEvent,
) -> Result<String, Error> {
    let version = record(world, running).await.version;
    let at = (1, month(period));
    decide_credit(
        &world.ctx,
        &world.call(by),
        &running.reference,
        version,
        at,
        event,
        words("As agreed"),
    )
    .await
}

async fn state(world: &World, running: &Running, period: u32) -> PeriodState {
    let record = record(world, running).await;
    record
        .service_level(1)
        .unwrap()
        .state(month(period), world.ctx.today())
}

fn wrong(result: &Result<String, Error>, field: &str) {
    assert!(
        matches!(result, Err(Error::Invalid(errors)) if errors[0].field == field),
        "{field}: {result:?}"
    );
}

fn not_now(result: &Result<String, Error>, part: &str) {
    assert!(
        matches!(result, Err(Error::NotNow(text)) if text.contains(part)),
        "{part}: {result:?}"
    );
}

#[tokio::test]
async fn a_level_is_written_freely_before_signature_and_by_both_afterwards() {
    on_each_database(async |world| {
        let running = measured_contract(world).await;
        let version = record(world, &running).await.version;
        let call = world.call(&running.officer);
        let again =
            agree_service_level(&world.ctx, &call, &running.reference, version, level()).await;
        wrong(&again, "basis");
        let call = world.call(&running.officer);
        let ended =
            end_service_level(&world.ctx, &call, &running.reference, version, 1, None).await;
        wrong(&ended, "basis");
        let call = world.call(&running.contractor);
        let own =
            agree_service_level(&world.ctx, &call, &running.reference, version, level()).await;
        assert!(matches!(own, Err(Error::Refused(Refused::Role { .. }))));
        let record = record(world, &running).await;
        assert_eq!(record.levels_in_force().count(), 1);
        let periods = record.service_periods(record.service_level(1).unwrap());
        assert_eq!(
            (periods.len(), periods[0]),
            (12, month(6)),
            "to the end of May 2027"
        );
    })
    .await;
}

#[tokio::test]
async fn what_makes_no_sense_is_refused_by_field() {
    on_each_database(async |world| {
        let running = world.contract_in_performance().await;
        for (field, input) in [
            (
                "line",
                ServiceLevelInput {
                    line: "0099".to_owned(),
                    ..level()
                },
            ),
            (
                "fee",
                ServiceLevelInput {
                    fee_minor: 0,
                    ..level()
                },
            ),
            (
                "fee",
                ServiceLevelInput {
                    fee_minor: 100_000_001,
                    ..level()
                },
            ),
            (
                "from",
                ServiceLevelInput {
                    from: day(365),
                    ..level()
                },
            ),
            (
                "report_days",
                ServiceLevelInput {
                    report_days: 91,
                    ..level()
                },
            ),
            (
                "bands",
                ServiceLevelInput {
                    promise: Promise {
                        bands: vec![Band {
                            from: number("95"),
                            percent: number("1"),
                        }],
                        ..level().promise
                    },
                    ..level()
                },
            ),
        ] {
            let call = world.call(&running.officer);
            let refused =
                agree_service_level(&world.ctx, &call, &running.reference, 3, input).await;
            wrong(&refused, field);
        }
    })
    .await;
}

#[tokio::test]
async fn a_period_is_reported_once_it_has_ended_and_corrected_with_a_reason() {
    on_each_database(async |world| {
        let running = measured_contract(world).await;
        wrong(&report(world, &running, 6, "96", "").await, "period");
        assert_eq!(state(world, &running, 6).await, PeriodState::Running);
        world.on(month(7));
        assert_eq!(state(world, &running, 6).await, PeriodState::NotMeasured);
        report(world, &running, 6, "96", "").await.unwrap();
        assert_eq!(state(world, &running, 6).await, PeriodState::Reported);
        wrong(&report(world, &running, 6, "97", "").await, "note");
        report(world, &running, 6, "97", "Two orders were counted twice.")
            .await
            .unwrap();
        agree(world, &running, 6).await.unwrap();
        not_now(&agree(world, &running, 6).await, "answered already");
        assert_eq!(state(world, &running, 6).await, PeriodState::Met);
        let record = record(world, &running).await;
        let level = record.service_level(1).unwrap();
        assert_eq!(level.measurements.len(), 2, "what was corrected stays");
        assert_eq!(level.agreed_value(month(6)), Some(number("97")));
        assert!(level.credits.is_empty());
        wrong(&report(world, &running, 5, "96", "").await, "period");
        let call = world.call(&running.officer);
        let input = MeasurementInput {
            level: 1,
            period: month(6),
            value: number("1"),
            note: String::new(),
        };
        let by_officer =
            report_service(&world.ctx, &call, &running.reference, record.version, input).await;
        assert!(matches!(
            by_officer,
            Err(Error::Refused(Refused::Role { .. }))
        ));
    })
    .await;
}
