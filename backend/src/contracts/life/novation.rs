//! Novation: the contract passes to another registered organisation, by a modification that both parties sign (GTC A.4.23).

use super::super::change::{Now, Told};
use super::super::record::{ContractRecord, FormerHolder, LifeMoment, Modification};
use super::LifeInput;
use crate::Error;
use crate::db::Tx;
use chrono::Duration;
use domain::contracts::ModificationKind;
use domain::contracts::life::{MomentKind, MomentState};
use domain::id::ProviderId;
use domain::states::contract::ContractEvent;
use uuid::Uuid;

/// An organisation as a form names it, and as the registry knows it.
#[derive(Clone, Debug)]
pub struct Organisation {
    /// Its reference.
    pub reference: String,
    /// Its identity and name, once it is looked up.
    pub found: Option<(ProviderId, String)>,
}

/// The input with the organisation that it names looked up.
pub(super) async fn found(tx: &mut Tx, input: &LifeInput) -> Result<LifeInput, Error> {
    let mut input = input.clone();
    if let Some(organisation) = &mut input.organisation {
        let found: Option<(Uuid, String)> = tx
            .query("SELECT id, name FROM provider WHERE reference = $1 AND merged_into IS NULL")
            .bind(organisation.reference.clone())
            .optional()
            .await?;
        organisation.found = found.map(|(id, name)| (ProviderId(id), name));
    }
    Ok(input)
}

impl ContractRecord {
    pub(super) fn propose_novation(
        &mut self,
        input: &LifeInput,
        now: &Now<'_>,
    ) -> Result<Told, Error> {
        let found = input
            .organisation
            .as_ref()
            .and_then(|one| one.found.clone());
        let Some((id, name)) = found.filter(|(id, _)| Some(*id) != self.provider) else {
            return Err(Error::field(
                "organisation",
                "write the reference of another registered organisation, as its page shows it",
            ));
        };
        let (kind, state) = (MomentKind::Novation, MomentState::Proposed);
        let mut moment = self.begin_moment(kind, state, input, now);
        moment.what = format!("The contract passes to {name}");
        moment.party = Some(name.clone());
        moment.organisation = Some(id);
        let told = format!(
            "Proposed that the contract passes from {} to {name} ({})",
            self.provider_name, moment.number
        );
        self.life.moments.push(moment);
        Ok(Told::that(told).because(input.reason.clone()))
    }

    /// The history stays; who held the contract reads it up to this moment.
    pub(super) fn novated(
        &mut self,
        proposal: &LifeMoment,
        now: &Now<'_>,
    ) -> Result<String, Error> {
        let next = self.status.apply(ContractEvent::Novate);
        self.status = next.map_err(Error::not_now)?;
        let name = proposal.party.clone().unwrap_or_default();
        let made = Modification {
            title: format!("Novation from {} to {name}", self.provider_name),
            reason: proposal.reason.clone(),
            ..self.next_modification(ModificationKind::Novation, now)?
        };
        let told = format!(
            "{} agreed: the contract passes to {name}; modification {}",
            self.provider_name, made.number
        );
        self.life.former.push(FormerHolder {
            id: now.id(),
            provider: self.provider,
            name: std::mem::replace(&mut self.provider_name, name),
            until: now.at - Duration::microseconds(1),
            modification: made.number.clone(),
        });
        self.provider = proposal.organisation;
        self.modifications.push(made);
        Ok(told)
    }
}
