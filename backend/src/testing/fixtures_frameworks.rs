//! A framework of several holders with which tests begin.

use super::fixtures_contracts::{Running, day};
use super::{World, beginning};
use crate::frameworks::{self, CallOffInput, FrameworkInput, FrameworkRecord};
use domain::actor::{Actor, Role};
use domain::contracts::VehicleKind;
use domain::frameworks::{AllocationRule, Ramp};
use domain::text::{Line, Prose};

/// A framework with its officer and holders.
#[derive(Clone, Debug)]
pub struct Held {
    /// Its reference.
    pub reference: String,
    /// The officer who made it.
    pub officer: Actor,
    /// The holders in rank: contract, and a person of the organisation.
    pub holders: Vec<Running>,
}

/// Names of holders and of a person of each.
const HOLDERS: [(&str, &str); 4] = [
    ("Aurora Observation", "Pat Provider"),
    ("Boreal Radar", "Bo Provider"),
    ("Cygnus Imaging", "Cy Provider"),
    ("Delphin Space", "Del Provider"),
];

/// Terms of a framework: EUR 2,000,000 over all holders, competed a month before, ordering for two years from 1 June 2026,
/// holders may join and leave in July.
#[must_use]
pub fn framework_input(rule: AllocationRule, contracts: Vec<String>) -> FrameworkInput {
    let july = Ramp {
        from: day(30),
        to: day(60),
    };
    FrameworkInput {
        title: Line::parse("Imagery on call").expect("a title"),
        rule,
        contracts,
        ceiling_minor: Some(200_000_000),
        free_up_to_minor: Some(5_000_000),
        ordering_starts_on: day(0),
        ordering_ends_on: day(729),
        longer_reason: None,
        competed_on: Some(day(-30)),
        answer_days: 5,
        purchasers: Vec::new(),
        on_ramp: Some(july),
        off_ramp: Some(july),
    }
}

/// A call-off of a value.
#[must_use]
pub fn call_off_input(amount_minor: i64) -> CallOffInput {
    CallOffInput {
        title: Line::parse("Images for an exercise").expect("a title"),
        purchaser: Line::parse("Joint headquarters").expect("a name"),
        amount_minor,
        starts_on: day(10),
        ends_on: day(100),
        holder: None,
        reason: None,
        basis: None,
    }
}

/// A reason of any text.
#[must_use]
pub fn why(text: &str) -> Prose<2_000> {
    Prose::parse(text).expect("a reason")
}

impl World {
    /// Contracts of up to four holders in performance since 1 June 2026, with the clock at noon of that day.
    pub async fn holders(&self, count: usize) -> (Actor, Vec<Running>) {
        let officer = self.person("Olga Officer", Role::Officer).await;
        let mut holders = Vec::new();
        for names in HOLDERS.into_iter().take(count) {
            holders.push(self.next_holder(VehicleKind::Idiq, &officer, names).await);
        }
        (officer, holders)
    }

    /// A further contract of a kind in performance since 1 June 2026: its process begins where every test does.
    pub async fn next_holder(
        &self,
        kind: VehicleKind,
        officer: &Actor,
        names: (&str, &str),
    ) -> Running {
        self.clock.set(beginning());
        self.running_with(kind, officer, names).await
    }

    /// A framework of so many holders by a rule.
    pub async fn framework(&self, rule: AllocationRule, count: usize) -> Held {
        let (officer, holders) = self.holders(count).await;
        let contracts = holders.iter().map(|one| one.reference.clone()).collect();
        let input = framework_input(rule, contracts);
        let call = self.call(&officer);
        let reference = frameworks::make(&self.ctx, &call, input)
            .await
            .expect("a framework");
        Held {
            reference,
            officer,
            holders,
        }
    }

    /// A framework by a rule whose first holder is the organisation of a person, with a first call-off.
    pub async fn framework_of(&self, rule: AllocationRule, first: &Actor) -> Held {
        let officer = self.person("Olga Officer the Second", Role::Officer).await;
        let kind = VehicleKind::Idiq;
        self.clock.set(beginning());
        let holders = vec![
            self.running_for(kind, &officer, first).await,
            self.next_holder(kind, &officer, HOLDERS[1]).await,
        ];
        let contracts = holders.iter().map(|one| one.reference.clone()).collect();
        let (call, input) = (self.call(&officer), framework_input(rule, contracts));
        let reference = frameworks::make(&self.ctx, &call, input)
            .await
            .expect("a framework");
        frameworks::call_off(&self.ctx, &call, &reference, 1, call_off_input(2_000_000))
            .await
            .expect("a call-off");
        Held {
            reference,
            officer,
            holders,
        }
    }

    /// The framework as it is recorded now.
    pub async fn framework_record(&self, held: &Held) -> FrameworkRecord {
        frameworks::sheet(&self.ctx, &held.officer, &held.reference, None)
            .await
            .expect("the framework")
            .record
    }
}
