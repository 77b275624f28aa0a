//! Readiness terms and surges.

use super::{line, record};
use backend::Error;
use backend::contracts::{
    ContractRecord, ModificationInput, SurgeInput, TermInput, activate_surge, agree_term,
    end_surge, end_term, modify,
};
use backend::readiness::{SurgeQuestion, board};
use backend::testing::fixtures_contracts::{Running, day};
use backend::testing::{World, on_each_database};
use domain::contracts::{
    DenialRule, ModificationKind, PriorityClass, ReadinessLevel, SurgeRate, VehicleKind,
};
use domain::text::Prose;
use rust_decimal::Decimal;

/// A tenth of a unit more in ten days at twice the line's price of EUR 100,000: each surge day costs EUR 2,000.
fn term(basis: Option<&str>) -> TermInput {
    TermInput {
        level: ReadinessLevel::Crisis,
        line: "0001".to_owned(),
        authority: line("Operational commander"),
        notice_hours: 48,
        quantity: Decimal::new(1, 1),
        per_days: 10,
        rate: SurgeRate::Multiplier(Decimal::TWO),
        max_days: Some(60),
        priority: PriorityClass::Assured,
        denial: DenialRule::Told,
        basis: basis.map(str::to_owned),
    }
}

/// A contract in performance with a term that a supplemental agreement brought.
async fn ready(world: &World, vehicle: VehicleKind) -> Running {
    let mut running = world.running(vehicle).await;
    let (ctx, reference) = (&world.ctx, running.reference.clone());
    let input = ModificationInput {
        kind: ModificationKind::Supplemental,
        title: line("Readiness terms"),
        reason: Prose::parse("Agreed in peace.").unwrap(),
        value_delta_minor: 0,
        ceiling_delta_minor: 0,
        ends_on: None,
        in_scope: true,
        baselines: Vec::new(),
    };
    modify(ctx, &world.call(&running.officer), &reference, 3, input)
        .await
        .unwrap();
    let call = world.call(&running.officer);
    agree_term(ctx, &call, &reference, 4, term(Some("P00001")))
        .await
        .unwrap();
    running.version = 5;
    running
}

fn surge(record: &ContractRecord, first: i64, days: u32) -> SurgeInput {
    SurgeInput {
        level: ReadinessLevel::Crisis,
        terms: record.terms_in_force().map(|term| term.id).collect(),
        first_day: day(first),
        days,
        decision: line("Order 7"),
        reason: Prose::parse("A crisis.").unwrap(),
    }
}

async fn activate(
    world: &World,
    running: &Running,
    first: i64,
    days: u32,
) -> Result<String, Error> {
    let record = record(world, running).await;
    let call = world.call(&running.officer);
    let input = surge(&record, first, days);
    activate_surge(&world.ctx, &call, &running.reference, record.version, input).await
}

fn refused(result: Result<String, Error>, field: &str) -> String {
    match result {
        Err(Error::Invalid(errors)) if errors[0].field == field => errors[0].message.clone(),
        other => panic!("{field}: {other:?}"),
    }
}

#[tokio::test]
async fn after_signature_a_term_needs_an_agreement_of_both_parties() {
    on_each_database(async |world| {
        let running = world.contract_in_performance().await;
        let call = world.call(&running.officer);
        let refused_without =
            agree_term(&world.ctx, &call, &running.reference, 3, term(None)).await;
        assert!(refused(refused_without, "basis").contains("supplemental agreement"));
        let unknown = agree_term(
            &world.ctx,
            &call,
            &running.reference,
            3,
            term(Some("P00009")),
        )
        .await;
        refused(unknown, "basis");
    })
    .await;
}

#[tokio::test]
async fn a_new_term_ends_the_one_before_and_both_stay() {
    on_each_database(async |world| {
        let running = ready(world, VehicleKind::FixedPrice).await;
        let call = world.call(&running.officer);
        agree_term(
            &world.ctx,
            &call,
            &running.reference,
            5,
            term(Some("P00001")),
        )
        .await
        .unwrap();
        let kept = record(world, &running).await;
        assert_eq!(
            (kept.readiness.len(), kept.terms_in_force().count()),
            (2, 1)
        );
        let id = kept.readiness[1].id;
        let basis = Some("P00001".to_owned());
        let call = world.call(&running.officer);
        end_term(&world.ctx, &call, &running.reference, 6, id, basis)
            .await
            .unwrap();
        assert_eq!(record(world, &running).await.terms_in_force().count(), 0);
    })
    .await;
}

#[tokio::test]
async fn a_surge_commits_its_cost_by_a_change_order_at_agreed_rates() {
    on_each_database(async |world| {
        let running = ready(world, VehicleKind::FixedPrice).await;
        let before = record(world, &running).await.totals();
        activate(world, &running, 2, 30).await.unwrap();
        let after = record(world, &running).await;
        let (made, surge) = (after.modifications.last().unwrap(), &after.surges[0]);
        // 0.1 in ten days for thirty days: 0.3 units at twice the price of 10 000 000.
        assert_eq!(
            (surge.cost_minor(), surge.lines[0].units),
            (6_000_000, Decimal::new(3, 1))
        );
        assert_eq!(
            (made.value_delta_minor, surge.modification),
            (6_000_000, Some(made.id))
        );
        let totals = after.totals();
        assert_eq!(totals.obligated - before.obligated, 6_000_000);
        assert_eq!(
            totals.cumulative_modifications,
            before.cumulative_modifications
        );
    })
    .await;
}

#[tokio::test]
async fn under_a_vehicle_a_surge_is_an_order_within_its_limits() {
    on_each_database(async |world| {
        let running = ready(world, VehicleKind::Idiq).await;
        activate(world, &running, 2, 30).await.unwrap();
        let after = record(world, &running).await;
        let order = after.orders.last().unwrap();
        assert_eq!(
            (order.amount_minor, after.surges[0].order),
            (6_000_000, Some(order.id))
        );
        // One day is 200 000, below the least order of 1 000 000 (STC G.3).
        let small = refused(activate(world, &running, 40, 1).await, "terms");
        assert!(small.contains("minimum"), "{small}");
    })
    .await;
}

#[tokio::test]
async fn a_surge_keeps_notice_other_surges_and_the_most_days() {
    on_each_database(async |world| {
        let running = ready(world, VehicleKind::FixedPrice).await;
        let early = refused(activate(world, &running, 1, 5).await, "terms");
        assert!(early.contains("of 5 days"), "{early}");
        activate(world, &running, 2, 30).await.unwrap();
        let double = refused(activate(world, &running, 31, 2).await, "terms");
        assert!(double.contains("none of these days"), "{double}");
        let long = refused(activate(world, &running, 50, 31).await, "terms");
        assert!(long.contains("within twelve months"), "{long}");
        activate(world, &running, 50, 30).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_surge_that_ends_early_releases_what_is_not_served() {
    on_each_database(async |world| {
        let running = ready(world, VehicleKind::FixedPrice).await;
        activate(world, &running, 2, 30).await.unwrap();
        let obligated = record(world, &running).await.totals().obligated;
        world.on(day(11));
        let call = world.call(&running.officer);
        let why = || Prose::parse("Calm again.").unwrap();
        end_surge(&world.ctx, &call, &running.reference, 6, "S-01", why())
            .await
            .unwrap();
        let after = record(world, &running).await;
        // Ten of thirty days were served.
        assert_eq!(obligated - after.totals().obligated, 4_000_000);
        assert_eq!(
            (after.surges[0].ended_on, after.served(&after.surges[0])),
            (Some(day(11)), 2_000_000)
        );
        let again = end_surge(
            &world.ctx,
            &world.call(&running.officer),
            &running.reference,
            7,
            "S-01",
            why(),
        )
        .await;
        assert!(matches!(again, Err(Error::NotNow(_))), "{again:?}");
    })
    .await;
}

#[tokio::test]
async fn a_surge_that_never_began_costs_nothing() {
    on_each_database(async |world| {
        let running = ready(world, VehicleKind::FixedPrice).await;
        let before = record(world, &running).await.totals().obligated;
        activate(world, &running, 2, 30).await.unwrap();
        let call = world.call(&running.officer);
        let why = Prose::parse("Not needed.").unwrap();
        end_surge(&world.ctx, &call, &running.reference, 6, "S-01", why)
            .await
            .unwrap();
        let after = record(world, &running).await;
        assert_eq!(
            (
                after.totals().obligated,
                after.surge_days("0001")[0].count()
            ),
            (before, 0)
        );
        activate(world, &running, 2, 30).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn the_overview_answers_with_what_an_activation_then_commits() {
    on_each_database(async |world| {
        let running = ready(world, VehicleKind::FixedPrice).await;
        let question = |first: i64| SurgeQuestion {
            level: ReadinessLevel::Crisis,
            first_day: day(first),
            days: 45,
            programme: None,
            lines: Vec::new(),
        };
        let found = board(&world.ctx, &running.officer, &question(0))
            .await
            .unwrap();
        let answer = &found.contracts[0];
        // Notice of 48 hours takes two of the 45 days.
        assert_eq!(
            (answer.cost_minor, answer.left_minor),
            (8_600_000, Some(50_000_000))
        );
        activate(world, &running, 2, 43).await.unwrap();
        let kept = record(world, &running).await;
        assert_eq!(kept.surges[0].cost_minor(), answer.cost_minor);
        let found = board(&world.ctx, &running.officer, &question(50))
            .await
            .unwrap();
        let days = found.contracts[0].lines[0]
            .possible
            .days
            .map(|days| days.count());
        assert_eq!(days, Some(17), "60 days in 365, 43 of them used");
    })
    .await;
}

#[tokio::test]
async fn providers_do_not_see_other_contracts_readiness() {
    on_each_database(async |world| {
        let running = ready(world, VehicleKind::FixedPrice).await;
        let question = SurgeQuestion {
            level: ReadinessLevel::Crisis,
            first_day: day(2),
            days: 30,
            programme: None,
            lines: Vec::new(),
        };
        let seen = board(&world.ctx, &running.contractor, &question).await;
        assert!(matches!(seen, Err(Error::Refused(_))));
    })
    .await;
}
