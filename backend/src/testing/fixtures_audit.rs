//! Events and records with which tests of the log, the start page and the search begin.

use super::World;
use crate::audit::Happening;
use crate::{Begin, Call};
use domain::actor::Actor;
use domain::id::ProviderId;
use domain::policy::{Action, Subject};
use uuid::Uuid;

impl World {
    /// Records something that `A` did.
    ///
    /// # Panics
    /// When the actor may not, or it cannot be stored.
    pub async fn happened<A: Action>(&self, actor: &Actor, subject: Subject, happening: Happening) {
        let call = Call::by(actor.clone());
        let Begin::New(mut work) = self.ctx.begin::<()>(&call).await.expect("the work begins")
        else {
            panic!("a call without a key is always new")
        };
        let permit = work.permit::<A>(subject).expect("the permit");
        work.record(&permit, happening).await.expect("the event");
        work.commit(()).await.expect("the work ends");
    }

    /// A running contract of a provider, with one submitted milestone that is ten days late.
    ///
    /// # Panics
    /// When it cannot be stored.
    pub async fn running_contract(
        &self,
        reference: &str,
        solicitation: Option<Uuid>,
        provider: ProviderId,
    ) -> Uuid {
        let id = self.ctx.new_id();
        let insert = "INSERT INTO contract (id, reference, solicitation_id, provider_id, provider_name, origin, external_key, status,
                 title, folded_title, vehicle, currency, ceiling_minor, base_value_minor, exercised_minor, obligated_minor,
                 accepted_minor, paid_minor, created_at, version)
             VALUES ($1, $2, $3, $4, 'Aurora', 'perigee', $2, 'performing', 'Radar images', 'radar images', 'fixed_price', 'EUR',
                 1000, 1000, 0, 900, 0, 0, $5, 1)";
        let query = self
            .ctx
            .db()
            .query(insert)
            .bind(id)
            .bind(reference.to_owned());
        let query = query
            .bind(solicitation)
            .bind(provider.0)
            .bind(self.ctx.now());
        query.run_one().await.expect("the contract");
        let milestone = "INSERT INTO milestone (id, contract_id, number, title, class, criteria, status, current_baseline, forecast,
                 slip_days, external_key, version)
             VALUES ($1, $2, 1, 'First data', 'delivery', 'Images arrive.', 'submitted', $3, $4, 10, '', 1)";
        let today = self.ctx.today();
        let query = self
            .ctx
            .db()
            .query(milestone)
            .bind(self.ctx.new_id())
            .bind(id);
        let query = query.bind(today).bind(today + chrono::Days::new(10));
        query.run_one().await.expect("the milestone");
        id
    }
}
