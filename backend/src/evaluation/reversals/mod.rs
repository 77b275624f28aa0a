//! Reversing the exclusion of an opened offer: one officer proposes it with a reason, another decides. What was decided
//! before stays in the record, and so does every reversal.

mod decide;
mod page;
mod propose;

pub use decide::decide_reversal;
pub use page::{ComplianceLine, CompliancePage, compliance_page};
pub use propose::propose_reversal;

use super::read::{Source, read_state};
use super::sheet::{OfferLine, Process};
use crate::Error;
use chrono::{DateTime, Utc};
use domain::awards::DecisionStatus;
use domain::id::{AccountId, OfferId, SolicitationId};
use domain::states::OfferEvent;
use serde::Serialize;
use sqlx::FromRow;
use uuid::Uuid;

/// The reversal of an exclusion, with the decision that it sets aside.
#[derive(Clone, Debug, Serialize)]
pub struct Reversal {
    /// Its identity.
    pub id: Uuid,
    /// The offer.
    pub offer_id: OfferId,
    /// Its reference.
    pub offer: String,
    /// Why the offer was excluded.
    pub excluded_because: String,
    /// Name of who excluded it.
    pub excluder: Option<String>,
    /// When it was excluded.
    pub excluded_at: Option<DateTime<Utc>>,
    /// Why that is to be reversed.
    pub reason: String,
    /// Where it stands.
    pub status: DecisionStatus,
    /// Who proposed it.
    pub proposed_by: Option<AccountId>,
    /// Name of who proposed it.
    pub proposer: Option<String>,
    /// When.
    pub proposed_at: DateTime<Utc>,
    /// Name of who decided.
    pub decider: Option<String>,
    /// When.
    pub decided_at: Option<DateTime<Utc>>,
    /// What who refused wrote.
    pub note: Option<String>,
}

#[derive(FromRow)]
struct Row {
    id: Uuid,
    offer_id: Uuid,
    offer: String,
    excluded_because: String,
    excluder: Option<String>,
    excluded_at: Option<DateTime<Utc>>,
    reason: String,
    status: String,
    proposed_by: Option<Uuid>,
    proposer: Option<String>,
    proposed_at: DateTime<Utc>,
    decider: Option<String>,
    decided_at: Option<DateTime<Utc>>,
    note: Option<String>,
}

impl TryFrom<Row> for Reversal {
    type Error = Error;
    fn try_from(row: Row) -> Result<Self, Error> {
        Ok(Self {
            id: row.id,
            offer_id: OfferId(row.offer_id),
            offer: row.offer,
            excluded_because: row.excluded_because,
            excluder: row.excluder,
            excluded_at: row.excluded_at,
            reason: row.reason,
            status: read_state(&row.status)?,
            proposed_by: row.proposed_by.map(AccountId),
            proposer: row.proposer,
            proposed_at: row.proposed_at,
            decider: row.decider,
            decided_at: row.decided_at,
            note: row.note,
        })
    }
}

/// Every reversal of a process, the newest first.
async fn of_process(
    source: &mut Source<'_>,
    process: SolicitationId,
) -> Result<Vec<Reversal>, Error> {
    let sql = "SELECT reversal.id, reversal.offer_id, offer.reference AS offer, excluded_because, excluder.name AS excluder, excluded_at,
            reversal.reason, reversal.status, reversal.proposed_by, proposer.name AS proposer, reversal.proposed_at,
            decider.name AS decider, reversal.decided_at, reversal.note
         FROM exclusion_reversal AS reversal JOIN offer ON offer.id = reversal.offer_id
            LEFT JOIN account AS excluder ON excluder.id = reversal.excluded_by
            LEFT JOIN account AS proposer ON proposer.id = reversal.proposed_by
            LEFT JOIN account AS decider ON decider.id = reversal.decided_by
         WHERE reversal.solicitation_id = $1 ORDER BY reversal.proposed_at DESC, reversal.id DESC";
    let rows: Vec<Row> = source.query(sql).bind(process.0).all().await?;
    rows.into_iter().map(Reversal::try_from).collect()
}

/// Refuses where the exclusion of an offer cannot be reversed.
fn must_be_reversible(process: &Process, line: &OfferLine) -> Result<(), Error> {
    process.must_be_scoring()?;
    line.status
        .apply(OfferEvent::Readmit)
        .map_err(Error::not_now)?;
    match line.price.is_none() && !process.prices_sealed() {
        true => Err(Error::not_now(format!(
            "the prices are open and that of {} is not: it could not be compared",
            line.reference
        ))),
        false => Ok(()),
    }
}
