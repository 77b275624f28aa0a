//! Merging organisations that are one: proposed by one person, confirmed by another.
//!
//! The duplicate keeps its page, its identifiers that the other has already, and its history; everything else that referred to
//! it refers to the organisation that is kept.

mod carry;
mod decide;
mod propose;
mod read;

pub use decide::decide_merge;
pub use propose::propose_merge;
pub use read::{MergeRow, MergeSheet, merge_sheet};

use crate::db::Tx;
use crate::{Error, Work};
use sqlx::FromRow;
use uuid::Uuid;

/// An organisation that takes part in a merge.
#[derive(FromRow)]
struct Part {
    id: Uuid,
    reference: String,
    name: String,
    origin: String,
    merged: bool,
}

const PART: &str = "SELECT id, reference, name, origin, merged_into IS NOT NULL AS merged FROM provider WHERE reference = $1";

impl Part {
    async fn named(tx: &mut Tx, reference: &str) -> Result<Self, Error> {
        let found = tx.query(PART).bind(reference.to_owned()).optional().await?;
        found.ok_or(Error::NotFound)
    }

    /// Refuses what cannot take part: the next import would not know of an imported one, and a merged one is none any more.
    fn must_be_free(&self) -> Result<(), Error> {
        if self.origin == "imported" {
            return Err(Error::not_now(format!(
                "{} was imported: the next import would bring it back",
                self.reference
            )));
        }
        if self.merged {
            return Err(Error::not_now(format!(
                "{} is merged already",
                self.reference
            )));
        }
        Ok(())
    }
}

/// One merge at a time, so that none is built on another that is under way.
async fn alone(work: &mut Work<'_>) -> Result<(), Error> {
    Ok(work.tx.lock("merge of providers").await?)
}
