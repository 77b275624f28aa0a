//! Reference data, a contract with a milestone, and pledges, for tests of contributions.

use super::World;
use crate::Call;
use crate::contributions::{NewPledge, PledgeInput, record_pledge};
use crate::strategy::load_reference;
use chrono::{Days, NaiveDate};
use domain::actor::Actor;
use uuid::Uuid;

impl World {
    /// A rate in force, as if it had come from its publisher's file: units of the currency for one euro.
    ///
    /// # Panics
    /// When it cannot be stored.
    pub async fn rate(&self, currency: &str, day: NaiveDate, units: &str) {
        let insert = "INSERT INTO recorded_rate (id, currency, on_day, units_per_eur, source, status, recorded_at)
                      VALUES ($1, $2, $3, $4, 'a test', 'in_force', $5)";
        let insert = self.ctx.db().query(insert).bind(self.ctx.new_id());
        let insert = insert
            .bind(currency.to_owned())
            .bind(day)
            .bind(units.to_owned());
        insert.bind(self.ctx.now()).run_one().await.expect("a rate");
    }
}

/// The day on which [`super::beginning`] stands.
#[must_use]
pub fn first_day() -> NaiveDate {
    super::beginning().date_naive()
}

/// A pledge of cash by Norway to APSS with an agreement, as it is typed: 1 000 EUR from the first day on.
#[must_use]
pub fn cash_pledge() -> PledgeInput {
    PledgeInput {
        nation: "NO".to_owned(),
        programme: "APSS".to_owned(),
        kind: "cash".to_owned(),
        description: "Money to buy commercial data".to_owned(),
        amount: "1000".to_owned(),
        currency: "EUR".to_owned(),
        pledged_on: Some(first_day()),
        starts_on: Some(first_day()),
        ends_on: None,
        agreed: true,
        private_note: "Parliament votes in June".to_owned(),
    }
}

impl World {
    /// Loads the reference data that the program ships.
    pub async fn reference(&self) {
        load_reference(&self.ctx, &Call::system("test"))
            .await
            .expect("the reference data");
    }

    /// Records a pledge and answers its reference.
    pub async fn pledge(&self, actor: &Actor, input: PledgeInput) -> String {
        let pledge = NewPledge::try_from(input).expect("a pledge");
        record_pledge(&self.ctx, &self.call(actor), pledge)
            .await
            .expect("the pledge")
    }

    /// A contract in euro of a programme with one milestone that is twelve days late.
    pub async fn funded_contract(&self, reference: &str, programme: Option<&str>) -> Uuid {
        let id = self.ctx.new_id();
        let insert = "INSERT INTO contract (id, reference, provider_name, programme_code, origin, external_key, status, title,
                folded_title, vehicle, currency, ceiling_minor, base_value_minor, exercised_minor, obligated_minor,
                accepted_minor, paid_minor, created_at, version)
             VALUES ($1, $2, 'Aurora Observation', $3, 'perigee', $4, 'active', 'Radar imagery', 'radar imagery',
                'idiq', 'EUR', 900000, 100000, 0, 0, 0, 0, $5, 1)";
        let query = self
            .ctx
            .db()
            .query(insert)
            .bind(id)
            .bind(reference.to_owned());
        let query = query
            .bind(programme.map(str::to_owned))
            .bind(reference.to_owned());
        query
            .bind(self.ctx.now())
            .run_one()
            .await
            .expect("the contract");
        self.late_milestone(id).await;
        id
    }

    async fn late_milestone(&self, contract: Uuid) {
        let insert = "INSERT INTO milestone (id, contract_id, number, title, class, criteria, status, original_baseline,
                current_baseline, forecast, slip_days, external_key, version)
             VALUES ($1, $2, 1, 'First data', 'delivery', 'Data arrive', 'in_progress', $3, $3, $4, 12, '', 1)";
        let query = self
            .ctx
            .db()
            .query(insert)
            .bind(self.ctx.new_id())
            .bind(contract)
            .bind(first_day());
        query
            .bind(first_day() + Days::new(12))
            .run_one()
            .await
            .expect("the milestone");
    }
}
