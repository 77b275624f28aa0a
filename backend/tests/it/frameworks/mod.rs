//! Frameworks of several holders: who is asked, what is refused, what each may read, and any past moment.

mod cascade;
mod ceiling;
mod competition;
mod ramps;
mod rotation;
mod told;

use backend::Error;
use backend::frameworks::{self, CallOffInput, FrameworkRecord};
use backend::testing::World;
use backend::testing::fixtures_frameworks::{Held, call_off_input, framework_input};
use backend::testing::on_each_database;
use domain::contracts::VehicleKind;
use domain::frameworks::AllocationRule;
use domain::text::Prose;

/// Calls off at the version that is recorded now.
pub async fn called(world: &World, held: &Held, input: CallOffInput) -> Result<i64, Error> {
    let version = world.framework_record(held).await.version;
    let call = world.call(&held.officer);
    frameworks::call_off(&world.ctx, &call, &held.reference, version, input).await
}

/// The names of the fields that were refused.
pub fn fields<T: std::fmt::Debug>(refused: Result<T, Error>) -> Vec<String> {
    match refused {
        Err(Error::Invalid(fields)) => fields.into_iter().map(|field| field.field).collect(),
        other => panic!("not refused by a field: {other:?}"),
    }
}

/// The sentence of a refusal.
pub fn words<T: std::fmt::Debug>(refused: Result<T, Error>) -> String {
    match refused {
        Err(Error::NotNow(words)) => words,
        other => panic!("not refused: {other:?}"),
    }
}

async fn order_of(world: &World, held: &Held, number: i64) -> FrameworkRecord {
    let record = world.framework_record(held).await;
    assert!(record.request(number).unwrap().order.is_some());
    record
}

#[tokio::test]
async fn a_direct_call_off_issues_the_order_under_the_chosen_contract() {
    on_each_database(async |world| {
        let held = world.framework(AllocationRule::Direct, 2).await;
        let input = CallOffInput {
            holder: Some(2),
            ..call_off_input(40_000_000)
        };
        assert_eq!(
            fields(called(world, &held, input.clone()).await),
            ["reason"]
        );
        let reason = Some(Prose::parse("Only its sensor sees through ice.").unwrap());
        let input = CallOffInput { reason, ..input };
        assert_eq!(called(world, &held, input).await.unwrap(), 1);
        let record = order_of(world, &held, 1).await;
        let place = record.requests[0].order.clone().unwrap();
        assert_eq!(place.contract, held.holders[1].reference);
        let contract = &held.holders[1].reference;
        let sheet = backend::contracts::sheet(&world.ctx, &held.officer, contract, None);
        let contract = sheet.await.unwrap().record;
        assert_eq!(contract.orders[0].amount_minor, 40_000_000);
        let request = contract.orders[0].request.clone();
        assert_eq!(request.unwrap(), format!("{}/1", held.reference));
        assert_eq!(contract.totals().obligated, 40_000_000);
    })
    .await;
}

#[tokio::test]
async fn up_to_the_set_value_no_reason_is_asked_for() {
    on_each_database(async |world| {
        let held = world.framework(AllocationRule::Direct, 2).await;
        let input = CallOffInput {
            holder: Some(1),
            ..call_off_input(5_000_000)
        };
        called(world, &held, input).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_holders_contract_takes_orders_only_through_the_framework() {
    on_each_database(async |world| {
        let held = world.framework(AllocationRule::Rotation, 2).await;
        let call = world.call(&held.officer);
        let order = backend::contracts::OrderInput {
            title: domain::text::Line::parse("Past the turn").unwrap(),
            amount_minor: 2_000_000,
            starts_on: world.ctx.today(),
            ends_on: world.ctx.today(),
        };
        let contract = &held.holders[0].reference;
        let refused = backend::contracts::issue_order(&world.ctx, &call, contract, 4, order).await;
        assert!(words(refused).contains(&held.reference));
    })
    .await;
}

#[tokio::test]
async fn without_an_open_competition_within_five_years_the_basis_is_written() {
    on_each_database(async |world| {
        let (officer, holders) = world.holders(2).await;
        let contracts = holders.iter().map(|one| one.reference.clone()).collect();
        let mut input = framework_input(AllocationRule::Rotation, contracts);
        input.competed_on = chrono::NaiveDate::from_ymd_opt(2021, 5, 31);
        let call = world.call(&officer);
        let reference = frameworks::make(&world.ctx, &call, input).await.unwrap();
        let held = Held {
            reference,
            officer,
            holders,
        };
        let refused = called(world, &held, call_off_input(2_000_000)).await;
        assert_eq!(fields(refused), ["basis"]);
        let basis = Prose::parse("Sole source, approved by governance on 2 May.").ok();
        let input = CallOffInput {
            basis,
            ..call_off_input(2_000_000)
        };
        called(world, &held, input).await.unwrap();
        let record = world.framework_record(&held).await;
        assert!(record.requests[0].basis.is_some());
    })
    .await;
}

#[tokio::test]
async fn contracts_of_a_framework_are_alike_and_each_holder_holds_one() {
    on_each_database(async |world| {
        let (officer, holders) = world.holders(2).await;
        let call = world.call(&officer);
        let other = ("Delphin Space", "Del Provider");
        let fixed = world.next_holder(VehicleKind::FixedPrice, &officer, other);
        let fixed = fixed.await.reference;
        let make = async |contracts: Vec<&str>| {
            let contracts = contracts.into_iter().map(str::to_owned).collect();
            let input = framework_input(AllocationRule::Direct, contracts);
            frameworks::make(&world.ctx, &call, input).await
        };
        let (one, two) = (&holders[0].reference, &holders[1].reference);
        assert_eq!(fields(make(vec![one]).await), ["holders"]);
        assert_eq!(fields(make(vec![one, one]).await), ["holders"]);
        assert_eq!(fields(make(vec![one, &fixed]).await), ["holders"]);
        make(vec![one, two]).await.unwrap();
        // A contract belongs to one framework.
        assert_eq!(fields(make(vec![two, one]).await), ["holders"]);
    })
    .await;
}

#[tokio::test]
async fn a_second_officer_who_read_an_older_version_sees_what_is_recorded_now() {
    on_each_database(async |world| {
        let held = world.framework(AllocationRule::Rotation, 2).await;
        called(world, &held, call_off_input(2_000_000))
            .await
            .unwrap();
        let call = world.call(&held.officer);
        let input = call_off_input(3_000_000);
        let late = frameworks::call_off(&world.ctx, &call, &held.reference, 1, input).await;
        let Err(Error::Stale(stale)) = late else {
            panic!("not stale: {late:?}");
        };
        assert_eq!(
            (stale.version, stale.recorded["requests"].as_str()),
            (2, "1")
        );
    })
    .await;
}
