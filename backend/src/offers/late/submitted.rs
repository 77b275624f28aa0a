//! Receiving an offer after closing.

use crate::notices::{other_officers, tell};
use crate::offers::load::Row;
use crate::{Error, Work};
use chrono::{DateTime, Utc};
use domain::states::{OfferEvent, OfferState};
use domain::text::Prose;

/// Where an offer goes that comes after closing. Only what was never submitted can come late: a sealed offer stands as it
/// was sealed in time.
pub fn next_state(row: &Row, at: DateTime<Utc>) -> Result<OfferState, Error> {
    if !row.sought.keeps_late(at) {
        row.sought.must_receive(at)?;
        return Err(Error::not_now("it is not late: submit it in the usual way"));
    }
    row.state()?
        .apply(OfferEvent::SubmitLate)
        .map_err(Error::not_now)
}

/// Keeps why it came late, and tells the officers that one did; not whose it is.
pub async fn explain(work: &mut Work<'_>, row: &Row, why: Prose<4000>) -> Result<(), Error> {
    work.tx
        .query("UPDATE offer SET late_reason = $1 WHERE id = $2")
        .bind(why.as_str().to_owned())
        .bind(row.id.0)
        .run_one()
        .await?;
    let officers = other_officers(&mut work.tx, None).await?;
    let reference = &row.sought.solicitation_reference;
    let text = "An offer came after closing. It is sealed; the rule names the cases in which it may be taken.";
    tell(work, &officers, "offer.late", reference, text).await
}
