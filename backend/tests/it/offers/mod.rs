//! Offers: written, sealed, opened.

mod opening;
mod sealing;

use backend::offers::{self, Receipt, VolumeInput};
use backend::testing::World;
use backend::testing::fixtures::Published;
use backend::{Call, Error};
use domain::actor::Actor;
use domain::offers::Volume;

/// A price that stands nowhere else, for looking for it in the store.
pub const PRICE: &str = "7654321.09";
/// A text of the technical volume that stands nowhere else.
pub const SECRET: &str = "phased array of unusual make";

/// A provider's person, with the verbs of an offer.
pub struct Bidder<'a> {
    pub world: &'a World,
    pub actor: Actor,
}

impl<'a> Bidder<'a> {
    pub async fn of(world: &'a World, organisation: &str) -> Self {
        let provider = world.provider_organisation(organisation).await;
        let actor = world.provider(organisation, provider).await;
        Self { world, actor }
    }

    pub fn call(&self) -> Call {
        self.world.call(&self.actor)
    }

    pub async fn start(&self, solicitation: &Published) -> String {
        offers::start(&self.world.ctx, &self.call(), &solicitation.reference)
            .await
            .unwrap()
    }

    pub async fn save(
        &self,
        offer: &str,
        volume: Volume,
        pairs: &[(&str, &str)],
    ) -> Result<i64, Error> {
        let pairs = pairs
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect();
        let version = self.version(offer).await;
        offers::save_volume(
            &self.world.ctx,
            &self.call(),
            offer,
            version,
            VolumeInput { volume, pairs },
        )
        .await
    }

    pub async fn version(&self, offer: &str) -> i64 {
        offers::sheet(&self.world.ctx, &self.actor, offer)
            .await
            .unwrap()
            .record
            .version
    }

    /// Fills all four volumes.
    pub async fn fill(&self, offer: &str) {
        let administration = [
            ("contact_name", "Kim Berg"),
            ("contact_email", "kim@example.org"),
            ("nation_of_origin", "NO"),
            ("validity_days", "180"),
            ("accepts_terms", "yes"),
        ];
        self.save(offer, Volume::Administration, &administration)
            .await
            .unwrap();
        let technical = [
            ("summary", SECRET),
            ("answer_T1", "Eight satellites"),
            ("answer_T2", "Three stations"),
            ("value_R1", "1,8"),
            ("evidence_R1", "Measured"),
        ];
        self.save(offer, Volume::Technical, &technical)
            .await
            .unwrap();
        let experience = [
            ("reference_1_customer", "Coast guard"),
            ("reference_1_description", "Ships"),
            ("reference_1_last_year", "2025"),
        ];
        self.save(offer, Volume::Experience, &experience)
            .await
            .unwrap();
        let price = [
            ("currency", "NOK"),
            ("line_1_description", "Service"),
            ("line_1_unit", "year"),
            ("line_1_quantity", "1"),
            ("line_1_price", PRICE),
        ];
        self.save(offer, Volume::Price, &price).await.unwrap();
    }

    pub async fn submit(&self, offer: &str) -> Result<Receipt, Error> {
        let version = self.version(offer).await;
        offers::submit(&self.world.ctx, &self.call(), offer, version).await
    }

    /// Begins, fills and submits.
    pub async fn offer(&self, solicitation: &Published) -> String {
        let offer = self.start(solicitation).await;
        self.fill(&offer).await;
        self.submit(&offer).await.unwrap();
        offer
    }
}
