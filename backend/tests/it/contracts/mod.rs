//! Contracts: the path from award to payment, what is refused, and any past moment.

mod closing;
mod damages;
mod invoices;
mod life;
mod life_told;
mod limits;
mod moments;
mod novation;
mod radar;
mod readiness;
mod sequences;
mod service;

use backend::contracts::{self, ContractRecord, PaymentInput, SignStep};
use backend::milestones::{self, DecisionInput};
use backend::testing::World;
use backend::testing::fixtures_contracts::{Running, contract_input, day};
use backend::testing::on_each_database;
use backend::{Call, Error};
use domain::actor::Role;
use domain::contracts::VehicleKind;
use domain::states::contract::ContractState;
use domain::text::{Line, Prose};

pub async fn record(world: &World, running: &Running) -> ContractRecord {
    contracts::sheet(&world.ctx, &running.officer, &running.reference, None)
        .await
        .unwrap()
        .record
}

pub fn line(text: &str) -> Line<200> {
    Line::parse(text).unwrap()
}

pub fn prose(text: &str) -> Prose<4_000> {
    Prose::parse(text).unwrap()
}

/// Submits and accepts the first milestone, delivered on a day; the clock then stands at that day.
pub async fn accept_first(world: &World, running: &Running, delivered: i64) -> i64 {
    world.on(day(delivered));
    let (ctx, reference) = (&world.ctx, &running.reference);
    let contractor = world.call(&running.contractor);
    let version = record(world, running).await.version;
    milestones::submit(
        ctx,
        &contractor,
        reference,
        1,
        version,
        prose("Delivered."),
        None,
    )
    .await
    .unwrap();
    let accept = DecisionInput::Accept {
        statement: prose("The report is in order."),
        delivered_on: day(delivered),
    };
    milestones::decide(
        ctx,
        &world.call(&running.officer),
        reference,
        1,
        version + 1,
        accept,
    )
    .await
    .unwrap();
    version + 2
}

pub fn payment(amount_minor: i64, paid: i64) -> PaymentInput {
    PaymentInput {
        milestone: 1,
        amount_minor,
        paid_on: day(paid),
        note: line("Invoice 1"),
    }
}

#[tokio::test]
async fn a_contract_takes_lines_and_options_from_the_offer() {
    on_each_database(async |world| {
        let running = world.contract_in_performance().await;
        let record = record(world, &running).await;
        let lines: Vec<_> = record
            .lines
            .iter()
            .map(|line| (line.number.as_str(), line.total_minor))
            .collect();
        assert_eq!(lines, [("0001", 100_000_000), ("0002", 20_000_000)]);
        assert_eq!(record.base_value_minor, 100_000_000);
        assert_eq!(record.options[0].value_minor, 20_000_000);
        assert_eq!(record.options[0].notice_by, day(364 - 60));
    })
    .await;
}

#[tokio::test]
async fn signatures_conclude_award_and_solicitation() {
    on_each_database(async |world| {
        let running = world.contract_in_performance().await;
        assert_eq!(record(world, &running).await.status, ContractState::Performing);
        let (award, solicitation): (String, String) = world
            .ctx
            .db()
            .query("SELECT award.status, solicitation.status FROM award JOIN solicitation ON solicitation.id = award.solicitation_id")
            .one()
            .await
            .unwrap();
        assert_eq!((award.as_str(), solicitation.as_str()), ("signed", "concluded"));
    })
    .await;
}

#[tokio::test]
async fn a_second_contract_is_not_made_from_one_award() {
    on_each_database(async |world| {
        let running = world.contract_in_performance().await;
        let input = contract_input(VehicleKind::FixedPrice);
        let call = world.call(&running.officer);
        let again = contracts::make(
            &world.ctx,
            &call,
            &running.award.solicitation.reference,
            input,
        )
        .await;
        assert!(matches!(again, Err(Error::NotNow(words)) if words.contains(&running.reference)));
    })
    .await;
}

#[tokio::test]
async fn nothing_is_signed_before_the_standstill_has_passed() {
    on_each_database(async |world| {
        let award = world.cleared_award().await;
        let call = world.call(&world.person("Olga", Role::Officer).await);
        let input = contract_input(VehicleKind::FixedPrice);
        let reference = contracts::make(&world.ctx, &call, &award.solicitation.reference, input)
            .await
            .unwrap();
        world
            .ctx
            .db()
            .query("UPDATE award SET earliest_signature = $1")
            .bind(day(30))
            .run()
            .await
            .unwrap();
        contracts::sign(&world.ctx, &call, &reference, 1, SignStep::Contractor)
            .await
            .unwrap();
        let early = contracts::sign(&world.ctx, &call, &reference, 2, SignStep::Purchaser).await;
        assert!(matches!(early, Err(Error::NotNow(words)) if words.contains("standstill")));
    })
    .await;
}

#[tokio::test]
async fn an_accepted_milestone_is_paid_and_the_totals_follow() {
    on_each_database(async |world| {
        let running = world.contract_in_performance().await;
        let version = accept_first(world, &running, 70).await;
        let call = world.call(&running.officer);
        contracts::pay(
            &world.ctx,
            &call,
            &running.reference,
            version,
            payment(40_000_000, 70),
        )
        .await
        .unwrap();
        let totals: (i64, i64, i64) = world
            .ctx
            .db()
            .query("SELECT obligated_minor, accepted_minor, paid_minor FROM contract")
            .one()
            .await
            .unwrap();
        assert_eq!(totals, (100_000_000, 40_000_000, 40_000_000));
    })
    .await;
}

#[tokio::test]
async fn another_provider_finds_nothing_and_a_delegate_reads() {
    on_each_database(async |world| {
        let running = world.contract_in_performance().await;
        let other = world.provider_organisation("Boreal").await;
        let stranger = world.provider("Sam", other).await;
        let hidden = contracts::sheet(&world.ctx, &stranger, &running.reference, None).await;
        assert!(matches!(
            hidden,
            Err(Error::Refused(domain::policy::Refused::Hidden))
        ));
        assert!(
            contracts::list(&world.ctx, &stranger, &Default::default())
                .await
                .unwrap()
                .rows
                .is_empty()
        );
        let delegate = world.delegate("Nora", "NO").await;
        assert!(
            contracts::sheet(&world.ctx, &delegate, &running.reference, None)
                .await
                .is_ok()
        );
        let own = contracts::list(&world.ctx, &running.contractor, &Default::default())
            .await
            .unwrap();
        assert_eq!(own.rows.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn of_two_changes_of_one_version_only_one_is_made() {
    on_each_database(async |world| {
        let running = world.contract_in_performance().await;
        let call = world.call(&running.officer);
        let release = || {
            contracts::obligate(
                &world.ctx,
                &call,
                &running.reference,
                3,
                -1_000,
                line("Release"),
            )
        };
        let (first, second) = tokio::join!(release(), release());
        let stale = [&first, &second]
            .into_iter()
            .filter(|answer| matches!(answer, Err(Error::Stale(_))))
            .count();
        assert_eq!((stale, first.is_ok() || second.is_ok()), (1, true));
        assert_eq!(record(world, &running).await.obligations.len(), 2);
    })
    .await;
}

#[tokio::test]
async fn a_double_click_pays_once() {
    on_each_database(async |world| {
        let running = world.contract_in_performance().await;
        let version = accept_first(world, &running, 50).await;
        let call = Call::with_key(running.officer.clone(), "pay-1".to_owned(), b"pay");
        for _ in 0..2 {
            contracts::pay(
                &world.ctx,
                &call,
                &running.reference,
                version,
                payment(1_000, 50),
            )
            .await
            .unwrap();
        }
        assert_eq!(record(world, &running).await.payments.len(), 1);
    })
    .await;
}
