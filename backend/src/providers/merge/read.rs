//! What may be the same as an organisation, and the merges that were proposed of it.

use crate::overrides::Decision;
use crate::providers::twins::{Known, Twin, twins};
use crate::{Ctx, Error};
use chrono::{DateTime, Utc};
use domain::actor::Actor;
use domain::identifiers::{Identifier, Scheme};
use domain::overrides::OverrideStatus;
use domain::policy::actions::ProposeMerge;
use domain::policy::{Subject, permit};
use sqlx::FromRow;
use uuid::Uuid;

/// An organisation with what may be the same.
#[derive(Clone, Debug)]
pub struct MergeSheet {
    /// Its reference.
    pub reference: String,
    /// Its name.
    pub name: String,
    /// Whether it can take part in a merge: it is neither imported nor merged.
    pub free: bool,
    /// Organisations that may be the same.
    pub twins: Vec<Twin>,
    /// Merges in which it takes part, the newest first.
    pub merges: Vec<MergeRow>,
}

/// A merge that was proposed.
#[derive(Clone, Debug, FromRow)]
pub struct MergeRow {
    /// Reference of the organisation that goes.
    pub duplicate: String,
    /// Its name.
    pub duplicate_name: String,
    /// Reference of the one that stays.
    pub kept: String,
    /// Its name.
    pub kept_name: String,
    status: String,
    /// Why it was proposed.
    pub reason: String,
    /// Who proposed it.
    pub proposed_by: Uuid,
    /// The name of who proposed it.
    pub proposer: Option<String>,
    /// When.
    pub proposed_at: DateTime<Utc>,
    /// Who decided.
    pub decider: Option<String>,
    /// When.
    pub decided_at: Option<DateTime<Utc>>,
    /// What the second person added.
    pub note: Option<String>,
}

impl MergeRow {
    /// What was decided; none while it waits.
    #[must_use]
    pub fn decision(&self) -> Option<Decision> {
        match self.status.parse() {
            Ok(OverrideStatus::Approved) => Some(Decision::Approve),
            Ok(OverrideStatus::Refused) => Some(Decision::Refuse),
            _ => None,
        }
    }
}

#[derive(FromRow)]
struct Head {
    id: Uuid,
    reference: String,
    name: String,
    free: bool,
    scheme: Option<String>,
    value: Option<String>,
    nation_code: Option<String>,
}

const HEAD: &str = "SELECT provider.id, provider.reference, provider.name,
         provider.origin <> 'imported' AND provider.merged_into IS NULL AS free, number.scheme, number.value, number.nation_code
     FROM provider LEFT JOIN provider_identifier AS number ON number.provider_id = provider.id WHERE provider.reference = $1";

const MERGES: &str = "SELECT duplicate.reference AS duplicate, duplicate.name AS duplicate_name, kept.reference AS kept,
         kept.name AS kept_name, provider_merge.status, provider_merge.reason, provider_merge.proposed_by,
         proposer.name AS proposer, provider_merge.proposed_at, decider.name AS decider, provider_merge.decided_at,
         provider_merge.note
     FROM provider_merge JOIN provider AS duplicate ON duplicate.id = provider_merge.duplicate_id
         JOIN provider AS kept ON kept.id = provider_merge.kept_id
         LEFT JOIN account AS proposer ON proposer.id = provider_merge.proposed_by
         LEFT JOIN account AS decider ON decider.id = provider_merge.decided_by
     WHERE provider_merge.duplicate_id = $1 OR provider_merge.kept_id = $1
     ORDER BY provider_merge.proposed_at DESC, provider_merge.id LIMIT 50";

impl Head {
    fn identifier(&self) -> Option<Identifier> {
        let scheme: Scheme = self.scheme.as_deref()?.parse().ok()?;
        let nation = self.nation_code.as_deref();
        let nation = nation.and_then(|code| code.parse().ok());
        Identifier::parse(scheme, self.value.as_deref()?, nation).ok()
    }
}

/// What may be the same as an organisation, and its merges, in three statements.
///
/// # Errors
/// When there is none, the rules refuse, or the store fails.
pub async fn merge_sheet(ctx: &Ctx, actor: &Actor, reference: &str) -> Result<MergeSheet, Error> {
    permit::<ProposeMerge>(actor, Subject::ANY)?;
    let heads: Vec<Head> = ctx
        .db()
        .query(HEAD)
        .bind(reference.to_owned())
        .all()
        .await?;
    let head = heads.first().ok_or(Error::NotFound)?;
    let identifiers: Vec<Identifier> = heads.iter().filter_map(Head::identifier).collect();
    let known = Known {
        name: &head.name,
        identifiers: &identifiers,
        own: Some(head.id),
    };
    let twins = match head.free {
        true => twins(ctx, &known).await?,
        false => Vec::new(),
    };
    Ok(MergeSheet {
        merges: ctx.db().query(MERGES).bind(head.id).all().await?,
        reference: head.reference.clone(),
        name: head.name.clone(),
        free: head.free,
        twins,
    })
}
