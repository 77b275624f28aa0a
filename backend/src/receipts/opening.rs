//! The record of an opening as a file: for everybody who may read the solicitation once the offers are open.

use super::commitments;
use super::places::logged;
use crate::{Ctx, Error};
use chrono::{DateTime, Utc};
use domain::actor::Actor;
use sealing::commitments::Published;
use sealing::opening::{FORMAT, Record, Verdict, verify};

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
    let events = logged(ctx, opened.solicitation, opened.tells_prices).await?;
    let format = FORMAT.to_owned();
    let record = Record {
        format,
        head,
        list,
        events,
    };
    Ok((record, opened))
}

/// The record of the opening, checked, in four statements.
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
