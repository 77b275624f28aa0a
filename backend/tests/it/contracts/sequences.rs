//! Whatever is done to a contract, in whatever order: its sums hold together and no original baseline changes.

use super::{line, prose};
use backend::Error;
use backend::contracts::{self, ModificationInput, OptionStep, OrderInput, PaymentInput};
use backend::milestones::{self, DecisionInput, ForecastInput};
use backend::testing::fixtures_contracts::{Running, day};
use backend::testing::{World, on_each_database};
use chrono::NaiveDate;
use domain::contracts::{ModificationKind, VehicleKind};
use domain::milestones::{Attribution, CauseCode};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use std::cell::Cell;

/// A step that somebody may try; amounts in minor units, days counted from the start of the contract.
#[derive(Clone, Copy, Debug)]
enum Step {
    Later {
        days: i64,
    },
    Order {
        amount: i64,
    },
    Obligate {
        amount: i64,
    },
    Modify {
        value: i64,
        ceiling: i64,
        baseline: i64,
    },
    Exercise {
        step: OptionStep,
    },
    Forecast {
        milestone: i64,
        expected: i64,
    },
    Submit {
        milestone: i64,
    },
    Accept {
        milestone: i64,
    },
    Reject {
        milestone: i64,
    },
    Pay {
        milestone: i64,
        amount: i64,
    },
}

fn step() -> impl Strategy<Value = Step> {
    let milestone = 1..=2_i64;
    let amount = prop_oneof![
        -60_000_000..60_000_000_i64,
        Just(40_000_000),
        Just(100_000_000)
    ];
    let option = prop_oneof![Just(OptionStep::Notify), Just(OptionStep::Modify)];
    prop_oneof![
        2 => (1..90_i64).prop_map(|days| Step::Later { days }),
        3 => amount.clone().prop_map(|amount| Step::Order { amount }),
        3 => amount.clone().prop_map(|amount| Step::Obligate { amount }),
        3 => (amount.clone(), amount.clone(), 1..400_i64)
            .prop_map(|(value, ceiling, baseline)| Step::Modify { value, ceiling, baseline }),
        2 => option.prop_map(|step| Step::Exercise { step }),
        1 => (milestone.clone(), 1..400_i64).prop_map(|(milestone, expected)| Step::Forecast { milestone, expected }),
        4 => milestone.clone().prop_map(|milestone| Step::Submit { milestone }),
        4 => milestone.clone().prop_map(|milestone| Step::Accept { milestone }),
        1 => milestone.clone().prop_map(|milestone| Step::Reject { milestone }),
        4 => (milestone, amount).prop_map(|(milestone, amount)| Step::Pay { milestone, amount }),
    ]
}

/// One run over a contract: who acts, on what, and how far the clock and the version have come.
struct Walk<'a> {
    world: &'a World,
    running: Running,
    today: i64,
    version: i64,
}

impl Walk<'_> {
    async fn take(&mut self, step: Step) -> Result<(), Error> {
        if let Step::Later { days } = step {
            self.today += days;
            self.world.on(day(self.today));
            return Ok(());
        }
        let done = match step {
            Step::Forecast { .. } | Step::Submit { .. } => self.contractor(step).await,
            Step::Accept { .. } | Step::Reject { .. } => self.decision(step).await,
            _ => self.officer(step).await,
        };
        done.map(|_| self.version += 1)
    }

    async fn contractor(&self, step: Step) -> Result<String, Error> {
        let (ctx, call) = (&self.world.ctx, self.world.call(&self.running.contractor));
        let (reference, version) = (&self.running.reference, self.version);
        match step {
            Step::Forecast {
                milestone,
                expected,
            } => {
                let input = ForecastInput {
                    day: day(expected),
                    reason: prose("The launch moved."),
                    cause: CauseCode::Launch,
                    attributable_to: Attribution::Neither,
                };
                milestones::report_forecast(ctx, &call, reference, milestone, version, input).await
            }
            Step::Submit { milestone } => {
                let statement = prose("Delivered.");
                milestones::submit(ctx, &call, reference, milestone, version, statement, None).await
            }
            other => unreachable!("{other:?} is no step of a contractor"),
        }
    }

    async fn decision(&self, step: Step) -> Result<String, Error> {
        let statement = prose("Inspected.");
        let (milestone, input) = match step {
            Step::Accept { milestone } => {
                let delivered_on = day(self.today);
                (
                    milestone,
                    DecisionInput::Accept {
                        statement,
                        delivered_on,
                    },
                )
            }
            Step::Reject { milestone } => (milestone, DecisionInput::Reject { statement }),
            other => unreachable!("{other:?} is no decision"),
        };
        let call = self.world.call(&self.running.officer);
        let (reference, version) = (&self.running.reference, self.version);
        milestones::decide(&self.world.ctx, &call, reference, milestone, version, input).await
    }

    async fn officer(&self, step: Step) -> Result<String, Error> {
        let (ctx, call) = (&self.world.ctx, self.world.call(&self.running.officer));
        let (reference, version) = (&self.running.reference, self.version);
        match step {
            Step::Order { amount } => {
                contracts::issue_order(ctx, &call, reference, version, order(amount)).await
            }
            Step::Obligate { amount } => {
                contracts::obligate(ctx, &call, reference, version, amount, line("Funding")).await
            }
            Step::Modify {
                value,
                ceiling,
                baseline,
            } => {
                let input = modification(value, ceiling, baseline);
                contracts::modify(ctx, &call, reference, version, input).await
            }
            Step::Exercise { step } => {
                contracts::exercise_option(ctx, &call, reference, version, 1, step).await
            }
            Step::Pay { milestone, amount } => {
                let input = payment(milestone, amount, self.today);
                contracts::pay(ctx, &call, reference, version, input).await
            }
            other => unreachable!("{other:?} is no step of an officer"),
        }
    }

    /// What the tables say must hold, and nothing but accepted steps may have changed them.
    async fn holds(&self) {
        let db = self.world.ctx.db();
        let sums = "SELECT ceiling_minor, exercised_minor, obligated_minor, accepted_minor, paid_minor, version FROM contract";
        let (ceiling, exercised, obligated, accepted, paid, version): (
            i64,
            i64,
            i64,
            i64,
            i64,
            i64,
        ) = db.query(sums).one().await.unwrap();
        assert!(
            obligated <= exercised && exercised <= ceiling,
            "{obligated} {exercised} {ceiling}"
        );
        assert!(
            paid <= accepted && accepted <= obligated,
            "{paid} {accepted} {obligated}"
        );
        assert!(paid >= 0, "{paid}");
        assert_eq!(version, self.version, "a refused step left a trace");
        let originals = "SELECT original_baseline FROM milestone ORDER BY number";
        let originals: Vec<(NaiveDate,)> = db.query(originals).all().await.unwrap();
        assert_eq!(originals, [(day(60),), (day(180),)]);
    }
}

fn order(amount_minor: i64) -> OrderInput {
    OrderInput {
        title: line("Images"),
        amount_minor,
        starts_on: day(1),
        ends_on: day(360),
    }
}

fn modification(value: i64, ceiling: i64, baseline: i64) -> ModificationInput {
    ModificationInput {
        kind: ModificationKind::Supplemental,
        title: line("More or less"),
        reason: prose("The need changed."),
        value_delta_minor: value,
        ceiling_delta_minor: ceiling,
        ends_on: None,
        in_scope: true,
        baselines: vec![(2, day(baseline))],
    }
}

fn payment(milestone: i64, amount_minor: i64, today: i64) -> PaymentInput {
    PaymentInput {
        milestone,
        amount_minor,
        paid_on: day(today),
        note: line("Invoice"),
    }
}

/// Takes the steps on each database; answers how many changed the contract.
async fn walk(vehicle: VehicleKind, steps: &[Step]) -> i64 {
    let changes = Cell::new(0);
    on_each_database(async |world| {
        let running = world.running(vehicle).await;
        let mut walk = Walk {
            world,
            version: running.version,
            running,
            today: 0,
        };
        walk.holds().await;
        for step in steps {
            match walk.take(*step).await {
                Ok(()) => walk.holds().await,
                Err(Error::NotNow(_) | Error::Invalid(_)) => walk.holds().await,
                Err(error) => panic!("{step:?}: {error}"),
            }
        }
        changes.set(walk.version - 3);
    })
    .await;
    changes.get()
}

/// Random sequences; so many changes at least must have gone through, or nothing was tried.
fn sequences(vehicle: VehicleKind, at_least: i64) {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let config = Config {
        cases: 6,
        max_shrink_iters: 100,
        failure_persistence: None,
        ..Config::default()
    };
    let changes = Cell::new(0);
    let steps = proptest::collection::vec(step(), 20..30);
    let outcome = TestRunner::new_with_rng(config, rng()).run(&steps, |steps| {
        changes.set(changes.get() + runtime.block_on(walk(vehicle, &steps)));
        Ok(())
    });
    if let Err(broken) = outcome {
        panic!("{broken}");
    }
    assert!(changes.get() >= at_least, "{} changes", changes.get());
}

/// The same sequences on every run: a failure can be repeated.
fn rng() -> proptest::test_runner::TestRng {
    proptest::test_runner::TestRng::deterministic_rng(proptest::test_runner::RngAlgorithm::ChaCha)
}

#[test]
fn the_sums_of_a_fixed_price_contract_hold_after_any_sequence() {
    sequences(VehicleKind::FixedPrice, 25);
}

#[test]
fn the_sums_of_a_vehicle_for_orders_hold_after_any_sequence() {
    sequences(VehicleKind::Idiq, 25);
}
