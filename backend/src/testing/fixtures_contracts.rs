//! Rows with which tests of contracts begin.

use super::World;
use super::fixtures::{Published, content};
use crate::contracts::{self, ContractInput, LetterInput, MilestoneInput, SignStep};
use chrono::{Duration, NaiveDate};
use domain::actor::{Actor, Role};
use domain::contracts::VehicleKind;
use domain::id::ProviderId;
use domain::milestones::MilestoneClass;
use domain::offers::PriceLine;
use domain::text::{Line, Prose};
use rust_decimal::Decimal;

/// An award that is cleared for signature: EUR 1,000,000 of base and one option of EUR 200,000.
#[derive(Clone, Debug)]
pub struct ClearedAward {
    /// The solicitation.
    pub solicitation: Published,
    /// The awarded organisation.
    pub provider: ProviderId,
}

/// A contract in performance and the people around it.
#[derive(Clone, Debug)]
pub struct Running {
    /// Its reference.
    pub reference: String,
    /// Its version.
    pub version: i64,
    /// The officer who made it.
    pub officer: Actor,
    /// A person of the contractor.
    pub contractor: Actor,
    /// The award it was made from.
    pub award: ClearedAward,
}

/// A day so many days after 1 June 2026, on which contracts of tests take effect.
#[must_use]
pub fn day(after_start: i64) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 6, 1).expect("a day") + Duration::days(after_start)
}

/// A fixed-price contract for the award: a year from 1 June 2026, everything obligated, a key and an ordinary milestone.
#[must_use]
pub fn contract_input(vehicle: VehicleKind) -> ContractInput {
    let by_orders = vehicle.orders_by_call_off();
    let milestone = |title: &str, class, value_minor, due| MilestoneInput {
        title: Line::parse(title).expect("a title"),
        class,
        value_minor,
        due,
        criteria: Prose::parse("Accepted by test report.").expect("criteria"),
    };
    ContractInput {
        title: Line::parse("Assured access to radar imagery").expect("a title"),
        vehicle,
        ceiling_minor: 150_000_000,
        effective_on: day(0),
        ends_on: day(364),
        ordering_ends_on: by_orders.then(|| day(364)),
        guaranteed_minimum_minor: by_orders.then_some(10_000_000),
        min_order_minor: by_orders.then_some(1_000_000),
        max_order_minor: by_orders.then_some(100_000_000),
        initial_obligation_minor: match vehicle {
            _ if by_orders => 0,
            VehicleKind::LetterContract => 50_000_000,
            _ => 100_000_000,
        },
        option_ends: vec![day(729)],
        notice_days: 60,
        milestones: vec![
            milestone("First data", MilestoneClass::Key, 40_000_000, day(60)),
            milestone(
                "Initial operational capability",
                MilestoneClass::Ordinary,
                60_000_000,
                day(180),
            ),
        ],
        letter: (vehicle == VehicleKind::LetterContract).then(|| LetterInput {
            by: day(150),
            percent: 50,
        }),
    }
}

impl World {
    /// An award in the state `cleared` for an opened offer with one option line.
    pub async fn cleared_award(&self) -> ClearedAward {
        self.cleared_award_to("Aurora Observation").await
    }

    /// As [`World::cleared_award`], to an organisation with a name.
    pub async fn cleared_award_to(&self, name: &str) -> ClearedAward {
        let provider = self.provider_organisation(name).await;
        self.cleared_award_of(provider).await
    }

    /// As [`World::cleared_award`], to an organisation.
    pub async fn cleared_award_of(&self, provider: ProviderId) -> ClearedAward {
        let solicitation = self.published_solicitation().await;
        let mut offered = content(10_000, "EUR", 4);
        offered.price.lines[0].unit_price_minor = 10_000_000;
        offered.price.lines.push(PriceLine {
            code: String::new(),
            lot: String::new(),
            description: "Second year".to_owned(),
            unit: "year".to_owned(),
            quantity: Decimal::ONE,
            period: String::new(),
            unit_price_minor: 20_000_000,
            option: true,
        });
        let offer = self.opened_offer(&solicitation, provider, &offered).await;
        let insert = "INSERT INTO award (id, solicitation_id, offer_id, provider_id, origin, external_key, status, title, supplier_names,
                value_minor, value_currency, reason, earliest_signature, created_at, version)
             VALUES ($1, $2, $3, $4, 'perigee', '', 'cleared', 'Award', '', 120000000, 'EUR', 'Best value', $5, $6, 1)";
        self.ctx
            .db()
            .query(insert)
            .bind(self.ctx.new_id())
            .bind(solicitation.id.0)
            .bind(offer.0)
            .bind(provider.0)
            .bind(self.ctx.today())
            .bind(self.ctx.now())
            .run_one()
            .await
            .expect("the award");
        let update = "UPDATE solicitation SET status = 'standstill' WHERE id = $1";
        self.ctx
            .db()
            .query(update)
            .bind(solicitation.id.0)
            .run_one()
            .await
            .expect("the solicitation");
        ClearedAward {
            solicitation,
            provider,
        }
    }

    /// A fixed-price contract in performance since 1 June 2026, with the clock at noon of that day.
    pub async fn contract_in_performance(&self) -> Running {
        self.running(VehicleKind::FixedPrice).await
    }

    /// A contract of a kind in performance since 1 June 2026, with the clock at noon of that day.
    pub async fn running(&self, vehicle: VehicleKind) -> Running {
        let officer = self.person("Olga Officer", Role::Officer).await;
        self.running_with(vehicle, &officer, ("Aurora Observation", "Pat Provider"))
            .await
    }

    /// As [`World::running`], made by an officer with an organisation and a person of it.
    pub async fn running_with(
        &self,
        vehicle: VehicleKind,
        officer: &Actor,
        (organisation, person): (&str, &str),
    ) -> Running {
        let provider = self.provider_organisation(organisation).await;
        let contractor = self.provider(person, provider).await;
        self.running_for(vehicle, officer, &contractor).await
    }

    /// As [`World::running`], made by an officer with the organisation of a person.
    pub async fn running_for(
        &self,
        vehicle: VehicleKind,
        officer: &Actor,
        contractor: &Actor,
    ) -> Running {
        let provider = contractor.provider().expect("a person of an organisation");
        let award = self.cleared_award_of(provider).await;
        let (officer, contractor) = (officer.clone(), contractor.clone());
        let call = self.call(&officer);
        let input = contract_input(vehicle);
        let reference = contracts::make(&self.ctx, &call, &award.solicitation.reference, input)
            .await
            .expect("a contract");
        self.on(day(0));
        for (version, step) in [(1, SignStep::Contractor), (2, SignStep::Purchaser)] {
            contracts::sign(&self.ctx, &call, &reference, version, step)
                .await
                .expect("signed");
        }
        Running {
            reference,
            version: 3,
            officer,
            contractor,
            award,
        }
    }

    /// Puts the clock at noon of a day.
    pub fn on(&self, day: NaiveDate) {
        let noon = day.and_hms_opt(12, 0, 0).expect("noon");
        self.clock.set(noon.and_utc());
    }
}
