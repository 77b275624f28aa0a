//! The ceiling over all holders, also where two orders come at the same time.

use super::cascade::answers;
use super::{called, fields, words};
use crate::contracts::{line, prose};
use backend::Error;
use backend::contracts::{self, SurgeInput};
use backend::frameworks::{self, CallOffInput};
use backend::testing::World;
use backend::testing::fixtures_frameworks::{Held, call_off_input, why};
use backend::testing::on_each_database;
use domain::contracts::{DenialRule, ModificationKind, PriorityClass, ReadinessLevel, SurgeRate};
use domain::frameworks::AllocationRule;
use rust_decimal::Decimal;

#[tokio::test]
async fn orders_of_all_holders_together_stay_within_the_ceiling() {
    on_each_database(async |world| {
        let held = world.framework(AllocationRule::Rotation, 3).await;
        for amount in [90_000_000, 90_000_000] {
            called(world, &held, call_off_input(amount)).await.unwrap();
        }
        let over = called(world, &held, call_off_input(20_000_001)).await;
        assert_eq!(fields(over), ["amount"]);
        // The third holder’s own contract would allow it; the rest fills the ceiling exactly.
        called(world, &held, call_off_input(20_000_000))
            .await
            .unwrap();
        let record = world.framework_record(&held).await;
        assert_eq!(record.requests.len(), 3);
    })
    .await;
}

#[tokio::test]
async fn three_orders_at_the_same_time_do_not_exceed_it_together() {
    on_each_database(async |world| {
        let held = world.framework(AllocationRule::Cascade, 3).await;
        // Each fits while none is issued; together they do not. Each is accepted by another holder.
        for taker in 0..3 {
            let number = called(world, &held, call_off_input(90_000_000))
                .await
                .unwrap();
            for index in 0..=taker {
                answers(world, &held, index, number, index == taker)
                    .await
                    .unwrap();
            }
        }
        let issue = async |number| {
            let call = world.call(&held.officer);
            loop {
                let version = world.framework_record(&held).await.version;
                let issued = frameworks::issue(&world.ctx, &call, &held.reference, version, number);
                match issued.await {
                    Err(Error::Stale(_)) => {}
                    other => return other,
                }
            }
        };
        let (one, two, three) =
            tokio::join!(Box::pin(issue(1)), Box::pin(issue(2)), Box::pin(issue(3)),);
        let (done, refused): (Vec<_>, Vec<_>) =
            [one, two, three].into_iter().partition(Result::is_ok);
        assert_eq!((done.len(), refused.len()), (2, 1));
        for one in refused {
            assert!(words(one).contains("never rises"));
        }
    })
    .await;
}

#[tokio::test]
async fn two_contracts_ordered_from_at_the_same_time_share_the_ceiling() {
    on_each_database(async |world| {
        let held = world.framework(AllocationRule::Direct, 3).await;
        let first = CallOffInput {
            holder: Some(3),
            reason: Some(why("Its sensor.")),
            ..call_off_input(90_000_000)
        };
        called(world, &held, first).await.unwrap();
        // 110 million are left. A surge goes past the framework’s record, straight to the contract: only the ceiling joins them.
        let mut surges = Vec::new();
        for holder in &held.holders[..2] {
            surges.push(surge(world, &held, &holder.reference).await);
        }
        let call = world.call(&held.officer);
        let ctx = &world.ctx;
        let begin = |contract, (version, input): (i64, SurgeInput)| {
            let call = &call;
            async move { contracts::activate_surge(ctx, call, contract, version, input).await }
        };
        let (second, first) = (surges.remove(1), surges.remove(0));
        let (one, two) = tokio::join!(
            begin(&held.holders[0].reference, first),
            begin(&held.holders[1].reference, second),
        );
        let refused: Vec<_> = [one, two].into_iter().filter(Result::is_err).collect();
        assert_eq!(refused.len(), 1);
        for one in refused {
            assert!(words(one).contains("never rises"));
        }
    })
    .await;
}

/// A surge of 60 million under a term that is agreed for it, with the version at which it can be activated.
async fn surge(world: &World, held: &Held, contract: &str) -> (i64, SurgeInput) {
    let call = world.call(&held.officer);
    let read = async || {
        let sheet = contracts::sheet(&world.ctx, &held.officer, contract, None).await;
        sheet.unwrap().record
    };
    let record = read().await;
    let made = contracts::ModificationInput {
        kind: ModificationKind::Supplemental,
        title: line("Readiness agreed"),
        reason: prose("Both parties agree."),
        value_delta_minor: 0,
        ceiling_delta_minor: 0,
        ends_on: None,
        in_scope: true,
        baselines: Vec::new(),
    };
    let made = contracts::modify(&world.ctx, &call, contract, record.version, made);
    made.await.unwrap();
    let record = read().await;
    let term = contracts::TermInput {
        level: ReadinessLevel::Crisis,
        line: record.lines[0].number.clone(),
        authority: line("Commander"),
        notice_hours: 0,
        quantity: Decimal::from(60),
        per_days: 1,
        rate: SurgeRate::UnitPrice(1_000_000),
        max_days: None,
        priority: PriorityClass::Priority,
        denial: DenialRule::ALL[0],
        basis: record.modifications.last().map(|made| made.number.clone()),
    };
    let agreed = contracts::agree_term(&world.ctx, &call, contract, record.version, term);
    agreed.await.unwrap();
    let record = read().await;
    let input = SurgeInput {
        level: ReadinessLevel::Crisis,
        terms: record.terms_in_force().map(|term| term.id).collect(),
        first_day: world.ctx.today(),
        days: 1,
        decision: line("Order 7"),
        reason: why("A crisis."),
    };
    (record.version, input)
}
