//! A change of the documents of what is published: an amendment like any other.

use super::super::record::SolicitationRecord;
use super::super::save::save;
use super::bounds::Depth;
use super::change::{must_be_open, tell_everybody};
use super::dates::extended;
use super::versions::{Version, VersionKind, push};
use crate::db::Tx;
use crate::{Error, Work};
use chrono::{DateTime, Utc};
use domain::dialogue::amendment_times;
use domain::id::SolicitationId;
use serde::{Deserialize, Serialize};

/// A document that counted at a version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentMark {
    /// The file's name.
    pub name: String,
    /// Which version of the document it is, from 1.
    pub edition: i64,
    /// SHA-256 of the file, in hexadecimal.
    pub sha256: String,
}

/// The documents that counted at a moment, in their order.
pub(super) async fn counted(
    tx: &mut Tx,
    id: SolicitationId,
    at: DateTime<Utc>,
) -> Result<Vec<DocumentMark>, Error> {
    let rows: Vec<(String, i64, Vec<u8>)> = tx
        .query(
            "SELECT title, number, sha256 FROM document
             WHERE owner_kind = 'solicitation' AND owner_id = $1 AND sha256 IS NOT NULL
               AND created_at <= $2 AND (replaced_at IS NULL OR replaced_at > $2)
             ORDER BY position, number",
        )
        .bind(id.0)
        .bind(at)
        .all()
        .await?;
    let mark = |(name, edition, sha256): (String, i64, Vec<u8>)| DocumentMark {
        name,
        edition,
        sha256: hex::encode(sha256),
    };
    Ok(rows.into_iter().map(mark).collect())
}

/// Keeps the next version after its documents changed in this transaction: numbered, its closing later where the rules ask for
/// it, everyone concerned told. Answers with the record and the amendment's number.
///
/// # Errors
/// When it is not open for offers, somebody else was faster, or the store fails.
pub(in super::super) async fn amend_documents(
    work: &mut Work<'_>,
    before: &SolicitationRecord,
    reason: &str,
) -> Result<(SolicitationRecord, i64), Error> {
    must_be_open(work, before)?;
    let times = amendment_times(work.at.date_naive());
    let next = SolicitationRecord {
        version: before.version + 1,
        ..before.clone()
    };
    let after = extended(next, work.at, Depth::Substance.rule(times));
    save(&mut work.tx, before, &after).await?;
    let version = Version {
        kind: VersionKind::Amendment,
        substance: true,
        reason,
    };
    let number = push(work, before, &after, version).await?;
    tell_everybody(work, &after, number, Depth::Substance).await?;
    Ok((after, number))
}
