//! Capabilities with which tests begin.

use super::World;
use super::fixtures_contracts::{Running, day};
use crate::capabilities::{
    CapabilityDraft, CapabilityInput, MilestoneInput, add_milestone, create, gate,
};
use crate::solicitations::DayInput;
use domain::actor::Actor;
use domain::capabilities::CapabilityMilestoneKind;
use domain::text::{Line, Prose};

/// What the capability of tests is written as: needed 200 days after 1 June 2026.
#[must_use]
pub fn capability_input() -> CapabilityInput {
    CapabilityInput {
        name: "Persistent radar watch, High North".to_owned(),
        effect: "Watch officers see every ship within six hours.".to_owned(),
        owner: "Maritime Command".to_owned(),
        need_date: DayInput::of(day(200)),
        ioc_definition: "One watch floor receives images day and night.".to_owned(),
        foc_definition: "All watch floors do.".to_owned(),
        ..CapabilityInput::default()
    }
}

/// A milestone of a kind, approved for a day.
#[must_use]
pub fn capability_milestone(kind: CapabilityMilestoneKind, approved: i64) -> MilestoneInput {
    MilestoneInput {
        kind,
        title: None,
        definition: Prose::parse("As the plan says.").ok(),
        authority: Line::parse("Commander, Maritime Command").expect("an authority"),
        need_date: None,
        approved: Line::parse("Decision 7")
            .ok()
            .map(|decision| (day(approved), decision)),
        forecast: None,
    }
}

impl World {
    /// A capability without milestones; its reference.
    pub async fn capability(&self, officer: &Actor) -> String {
        let draft = CapabilityDraft::try_from(capability_input()).expect("a capability");
        let call = self.call(officer);
        create(&self.ctx, &call, draft).await.expect("a capability")
    }

    /// A capability with IOC (number 1, approved for day 190, gated by the contract's second milestone, due on day 180) and FOC
    /// (number 2, approved for day 300); at version 4.
    pub async fn gated_capability(&self, running: &Running) -> String {
        let reference = self.capability(&running.officer).await;
        let call = || self.call(&running.officer);
        for (version, kind, approved) in [
            (1, CapabilityMilestoneKind::Ioc, 190),
            (2, CapabilityMilestoneKind::Foc, 300),
        ] {
            let input = capability_milestone(kind, approved);
            add_milestone(&self.ctx, &call(), (&reference, version), input)
                .await
                .expect("a milestone");
        }
        let name = format!("{}/2", running.reference);
        let why = Prose::parse("First users need the service.").expect("a reason");
        gate(&self.ctx, &call(), (&reference, 3), 1, &name, why)
            .await
            .expect("a gate");
        reference
    }
}
