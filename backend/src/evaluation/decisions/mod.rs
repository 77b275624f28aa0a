//! Decisions about an award that one officer proposes and another takes: to end without an award, to annul a mistaken
//! award before signature, to override the suspension by a complaint, to settle a tie that the published rule leaves open.

mod annul;
mod carry;
mod decide;
mod propose;
mod tie;

pub(in crate::evaluation) use annul::annul;
pub(in crate::evaluation) use decide::refusal;
pub use decide::{Answer, decide};
pub use propose::{Proposal, propose};
pub(in crate::evaluation) use tie::reason_among_equals;
pub use tie::{SettledTie, settled_tie};

use super::read::{Source, read_state};
use super::sheet::Process;
use crate::Error;
use chrono::{DateTime, Utc};
use domain::awards::{DecisionKind, DecisionStatus, NoAwardGround, TieMeans};
use domain::id::{AccountId, AwardId};
use serde::Serialize;
use sqlx::FromRow;
use uuid::Uuid;

/// A decision as it is recorded.
#[derive(Clone, Debug, Serialize)]
pub struct Decision {
    /// Its identity.
    pub id: Uuid,
    /// The code of the lot that it is about; empty for the whole.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub lot: String,
    /// The award that it is about; none to end without one.
    pub award: Option<AwardId>,
    /// What is decided.
    pub kind: DecisionKind,
    /// Why the competition ends without an award, where it does.
    pub ground: Option<NoAwardGround>,
    /// Which offer takes the shared first place of which result, where a tie is settled.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tie: Option<SettledTie>,
    /// Why, in the proposer's words.
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
    /// What who decided wrote.
    pub note: Option<String>,
}

#[derive(FromRow)]
struct Row {
    id: Uuid,
    lot: String,
    award_id: Option<Uuid>,
    kind: String,
    ground: Option<String>,
    run: Option<i64>,
    offer: Option<String>,
    offer_name: Option<String>,
    means: Option<String>,
    reason: String,
    status: String,
    proposed_by: Option<Uuid>,
    proposer: Option<String>,
    proposed_at: DateTime<Utc>,
    decider: Option<String>,
    decided_at: Option<DateTime<Utc>>,
    note: Option<String>,
}

impl TryFrom<Row> for Decision {
    type Error = Error;
    fn try_from(row: Row) -> Result<Self, Error> {
        Ok(Self {
            id: row.id,
            lot: row.lot,
            award: row.award_id.map(AwardId),
            kind: read_state(&row.kind)?,
            ground: row.ground.as_deref().map(read_state).transpose()?,
            tie: match (row.run, row.offer, row.means) {
                (Some(run), Some(offer), Some(means)) => Some(SettledTie {
                    run,
                    offer,
                    provider_name: row.offer_name.unwrap_or_default(),
                    means: read_state::<TieMeans>(&means)?,
                }),
                _ => None,
            },
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

/// Every decision of a process or of the lot that is looked at, the newest first.
pub(super) async fn of_process(
    source: &mut Source<'_>,
    process: &Process,
) -> Result<Vec<Decision>, Error> {
    let sql = "SELECT award_decision.id, award_decision.lot, award_decision.award_id, award_decision.kind, award_decision.ground, award_decision.reason,
            award_decision.status, award_decision.proposed_by, proposer.name AS proposer, award_decision.proposed_at,
            decider.name AS decider, award_decision.decided_at, award_decision.note, result_run.number AS run,
            offer.reference AS offer, provider.name AS offer_name, award_decision.means
         FROM award_decision LEFT JOIN account proposer ON proposer.id = award_decision.proposed_by
            LEFT JOIN account decider ON decider.id = award_decision.decided_by
            LEFT JOIN result_run ON result_run.id = award_decision.result_run_id
            LEFT JOIN offer ON offer.id = award_decision.offer_id LEFT JOIN provider ON provider.id = offer.provider_id
         WHERE award_decision.solicitation_id = $1 AND ($2 = '' OR award_decision.lot = $2) ORDER BY award_decision.proposed_at DESC, award_decision.id DESC";
    let query = source.query(sql).bind(process.id.0);
    let rows: Vec<Row> = query.bind(process.lot_code().to_owned()).all().await?;
    rows.into_iter().map(Decision::try_from).collect()
}
