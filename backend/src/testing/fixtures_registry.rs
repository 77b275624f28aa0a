//! Providers that have stated who they are, and nations that can be asked.

use super::World;
use super::fixtures::Published;
use crate::Error;
use crate::eligibility;
use crate::providers::{self, OwnershipInput};
use domain::actor::Actor;
use domain::id::ProviderId;

/// Somebody who acts for an organisation, with the organisation.
#[derive(Clone, Debug)]
pub struct Bidder {
    /// An owner of the organisation.
    pub actor: Actor,
    /// The organisation.
    pub provider: ProviderId,
    /// Its reference.
    pub reference: String,
}

/// A statement of ownership by which nothing is restricted.
#[must_use]
pub fn free_ownership(nation: &str) -> OwnershipInput {
    OwnershipInput {
        owners: nation.into(),
        managed_from: nation.into(),
        produces_in: nation.into(),
        restricted: "no".into(),
        explanation: String::new(),
    }
}

impl World {
    /// A Norwegian organisation with an owner.
    pub async fn bidder(&self, name: &str) -> Bidder {
        let provider = self.provider_organisation(name).await;
        let query = self
            .ctx
            .db()
            .query("SELECT reference FROM provider WHERE id = $1");
        let reference: String = query.bind(provider.0).scalar().await.expect("the provider");
        let upper = reference.to_uppercase();
        let update = self
            .ctx
            .db()
            .query("UPDATE provider SET reference = $1 WHERE id = $2");
        update
            .bind(upper.clone())
            .bind(provider.0)
            .run_one()
            .await
            .expect("the provider");
        Bidder {
            actor: self.provider(name, provider).await,
            provider,
            reference: upper,
        }
    }

    /// Lets an organisation state that Norwegians own and run it.
    ///
    /// # Errors
    /// When a rule refuses.
    pub async fn stated(&self, bidder: &Bidder) -> Result<(), Error> {
        let (call, input) = (self.call(&bidder.actor), free_ownership("NO"));
        providers::state_ownership(&self.ctx, &call, &bidder.reference, &input).await
    }

    /// Lets an organisation ask its nation for a declaration; answers with its reference.
    ///
    /// # Errors
    /// When a rule refuses.
    pub async fn asked(&self, bidder: &Bidder, solicitation: &str) -> Result<String, Error> {
        let call = self.call(&bidder.actor);
        eligibility::request(
            &self.ctx,
            &call,
            solicitation,
            "We are known to the ministry.",
        )
        .await
    }

    /// A published solicitation that asks for a median revisit of at most 6 h, hoped for 2 h, as a typed requirement.
    pub async fn typed_requirement(&self) -> Published {
        const ASKED: &str = r#"[{"code":"R1","name":"Median revisit","parameter":"eo.revisit_median","objective":null,"threshold":null,
            "wanted":{"kind":"number","wanted":{"direction":"lower","threshold":{"amount":"6","unit":"h"},"objective":{"amount":"2","unit":"h"}}}}]"#;
        let open = self.published_solicitation().await;
        let update = self
            .ctx
            .db()
            .query("UPDATE solicitation SET requirements = $1 WHERE id = $2");
        let update = update.bind(ASKED.to_owned()).bind(open.id.0);
        update.run_one().await.expect("the solicitation");
        open
    }
}
