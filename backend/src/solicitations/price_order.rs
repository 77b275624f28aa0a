//! Whether prices are opened with the rest or after the technical result: fixed at publication by the method's dated rule.

use super::record::SolicitationRecord;
use crate::db::{DbError, Tx};
use chrono::{DateTime, Utc};

/// By which document and paragraph the prices of a solicitation that is published at a moment wait for the technical result.
fn waits(record: &SolicitationRecord, at: DateTime<Utc>) -> Option<&'static str> {
    let (opening, source) = record.rule(at.date_naive())?.price_opening;
    let scheme = record.scheme.as_ref()?;
    opening.waits(scheme.method).then_some(source)
}

/// Keeps the answer, so that a later edition of the rule does not change a procedure that runs.
pub(super) async fn fix_price_order(
    tx: &mut Tx,
    record: &SolicitationRecord,
    at: DateTime<Utc>,
) -> Result<Option<&'static str>, DbError> {
    let source = waits(record, at);
    tx.query("UPDATE solicitation SET price_after_technical = $1 WHERE id = $2")
        .bind(source.is_some())
        .bind(record.id.0)
        .run_one()
        .await?;
    Ok(source)
}
