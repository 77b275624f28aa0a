//! The record of an opening as a file: for everybody who may read the solicitation once the offers are open.

use super::commitments;
use super::place::{place, proof};
use crate::audit::StoredEvent;
use crate::offers::PRICES_OPENED;
use crate::{Ctx, Error};
use chrono::{DateTime, Utc};
use domain::actor::Actor;
use sealing::commitments::Published;
use sealing::opening::{FORMAT, Logged, Record, Verdict, verify};

/// What the page of the check shows.
#[derive(Clone, Debug)]
pub struct OpeningCheck {
    /// Reference of the solicitation.
    pub reference: String,
    /// Its title.
    pub title: String,
    /// When the offers were opened.
    pub opened_at: DateTime<Utc>,
    /// What the file says when it is checked, as the program does without the server.
    pub verdict: Verdict,
}

/// The file.
#[derive(Clone, Debug)]
pub struct OpeningFile {
    /// The name to keep it under.
    pub name: String,
    /// The content, canonical JSON.
    pub text: String,
}

async fn record(
    ctx: &Ctx,
    actor: &Actor,
    reference: &str,
) -> Result<(Record, commitments::Opened), Error> {
    let opened = commitments::opened_list(ctx, actor, reference).await?;
    let Published { head, list } = opened.published.clone();
    let mut events = Vec::new();
    for event in events_of(ctx, &opened).await? {
        let found = place(ctx, event.id).await?.ok_or(Error::NotFound)?;
        events.push(Logged {
            text: event.text(),
            log: proof(ctx, found).await?,
        });
    }
    let format = FORMAT.to_owned();
    let record = Record {
        format,
        head,
        list,
        events,
    };
    Ok((record, opened))
}

/// The events of closing, of late offers that were taken, and of opening; that of the prices only for those who may know which were opened.
async fn events_of(ctx: &Ctx, opened: &commitments::Opened) -> Result<Vec<StoredEvent>, Error> {
    let select = "SELECT * FROM event WHERE process_id = $1 AND subject_kind = 'solicitation' AND after_text IS NOT NULL
             AND action IN ('offer.commit', 'offer.decide_late', 'offer.open', 'offer.recover') AND ($2 OR summary <> $3) ORDER BY at, id";
    let query = ctx.db().query(select).bind(opened.solicitation);
    let query = query.bind(opened.tells_prices).bind(PRICES_OPENED);
    Ok(query.all().await?)
}

/// The record of the opening, checked.
///
/// # Errors
/// [`Error::NotFound`] before the opening; when the rules refuse or the store fails.
pub async fn check(ctx: &Ctx, actor: &Actor, reference: &str) -> Result<OpeningCheck, Error> {
    let (record, opened) = record(ctx, actor, reference).await?;
    let key = sealing::bytes::Hex(ctx.keys().log_verifying_key());
    Ok(OpeningCheck {
        reference: reference.to_owned(),
        title: opened.title,
        opened_at: opened.opened_at,
        verdict: verify(&record, Some(&key)),
    })
}

/// The record of the opening as a file.
///
/// # Errors
/// As [`check`].
pub async fn file(ctx: &Ctx, actor: &Actor, reference: &str) -> Result<OpeningFile, Error> {
    let (record, _) = record(ctx, actor, reference).await?;
    Ok(OpeningFile {
        name: format!("{reference}-opening.json"),
        text: record.text()?,
    })
}
