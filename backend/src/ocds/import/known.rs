//! What is stored already of the processes at hand.

use super::super::read::Process;
use super::mapping::solicitation_id;
use super::values::written;
use crate::db::{DbError, Tx};
use sqlx::FromRow;
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// What is stored already of some processes.
#[derive(Debug, Default)]
pub(super) struct Known {
    references: HashMap<String, String>,
    newest: HashMap<String, Option<String>>,
    own: HashMap<String, String>,
    parts: HashSet<Uuid>,
    milestones: HashMap<Uuid, i64>,
}

#[derive(FromRow)]
struct Stored {
    ocid: String,
    reference: String,
    origin: String,
}

#[derive(FromRow)]
struct Newest {
    ocid: String,
    newest: Option<String>,
}

#[derive(FromRow)]
struct Part {
    id: Uuid,
}

#[derive(FromRow)]
struct Numbered {
    id: Uuid,
    contract_id: Uuid,
    number: i64,
}

impl Known {
    /// Looks up what is stored of these processes.
    pub(super) async fn load(tx: &mut Tx, processes: &[Process]) -> Result<Self, DbError> {
        let ocids: Vec<String> = processes.iter().map(|it| it.ocid.clone()).collect();
        let head = "SELECT ocid, reference, origin FROM solicitation";
        let stored: Vec<Stored> = tx.rows_with(head, "ocid", ocids.clone(), "").await?;
        let head = "SELECT ocid, MAX(released_at) AS newest FROM ocds_release";
        let newest: Vec<Newest> = tx.rows_with(head, "ocid", ocids, "GROUP BY ocid").await?;
        let mut known = Self {
            newest: newest
                .into_iter()
                .map(|row| (row.ocid, row.newest))
                .collect(),
            ..Self::default()
        };
        let mut imported = Vec::new();
        for row in stored {
            if row.origin == "imported" {
                imported.push(solicitation_id(&row.ocid));
                known.references.insert(row.ocid, row.reference);
            } else {
                known.own.insert(row.ocid, row.reference);
            }
        }
        known.load_parts(tx, imported).await?;
        Ok(known)
    }

    async fn load_parts(&mut self, tx: &mut Tx, imported: Vec<Uuid>) -> Result<(), DbError> {
        let heads = [
            "SELECT id FROM offer",
            "SELECT id FROM award",
            "SELECT id FROM contract",
        ];
        for head in heads {
            let parts: Vec<Part> = tx
                .rows_with(head, "solicitation_id", imported.clone(), "")
                .await?;
            self.parts.extend(parts.into_iter().map(|part| part.id));
        }
        let head = "SELECT milestone.id, milestone.contract_id, milestone.number FROM milestone
                    JOIN contract ON contract.id = milestone.contract_id";
        let milestones: Vec<Numbered> = tx
            .rows_with(head, "contract.solicitation_id", imported, "")
            .await?;
        for row in milestones {
            self.parts.insert(row.id);
            let last = self.milestones.entry(row.contract_id).or_default();
            *last = row.number.max(*last);
        }
        Ok(())
    }

    /// The reference of an imported process that is stored.
    pub(super) fn reference(&self, ocid: &str) -> Option<&str> {
        self.references.get(ocid).map(String::as_str)
    }

    /// The reference of a process that was not imported but is kept here under the same ocid.
    pub(super) fn own(&self, ocid: &str) -> Option<&str> {
        self.own.get(ocid).map(String::as_str)
    }

    /// Whether a newer release of the process is stored.
    pub(super) fn is_newer(&self, process: &Process) -> bool {
        let newest = self.newest.get(&process.ocid).cloned().flatten();
        newest > process.date.map(written)
    }

    /// Whether an offer, award, contract or milestone is stored.
    pub(super) fn part(&self, id: Uuid) -> bool {
        self.parts.contains(&id)
    }

    /// The largest number of a contract's stored milestones.
    pub(super) fn last_milestone(&self, contract: Uuid) -> i64 {
        self.milestones.get(&contract).copied().unwrap_or(0)
    }
}
