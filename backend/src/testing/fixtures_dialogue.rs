//! Drafts that a colleague approved.

use super::World;
use crate::solicitations::{approve, ask_approval};
use domain::actor::{Actor, Role};

impl World {
    /// Sends a draft at a version for approval and has a colleague approve it; gives the version to publish.
    ///
    /// # Panics
    /// When it is not complete.
    pub async fn approved(&self, officer: &Actor, reference: &str, version: i64) -> i64 {
        ask_approval(&self.ctx, &self.call(officer), reference, version, None)
            .await
            .expect("a complete draft");
        let colleague = self.person("Colleague", Role::Officer).await;
        approve(&self.ctx, &self.call(&colleague), reference, version, None)
            .await
            .expect("an approval");
        version + 1
    }
}
