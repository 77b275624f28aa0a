//! Preparing and sending a debrief.

use super::page::{DebriefDraft, Prepared};
use crate::audit::Happening;
use crate::db::JsonText;
use crate::error::{FieldErrors, Stale};
use crate::evaluation::lots::InLot;
use crate::evaluation::read::Source;
use crate::notices::{To, tell};
use crate::{Call, Ctx, Error, Work, begin};
use domain::policy::Subject;
use domain::policy::actions::{PrepareDebrief, SendDebrief};
use domain::text::Prose;
use serde_json::json;
use std::collections::BTreeMap;

/// What an officer prepares, as typed.
#[derive(Clone, Debug, Default)]
pub struct DebriefInput {
    /// Keys of comments that are marked.
    pub marked: Vec<String>,
    /// Passages to black out, one a line.
    pub passages: String,
    /// The officer's words; may be empty.
    pub words: String,
    /// Whether the place of the price is told.
    pub price_rank: bool,
}

fn fresh(draft: &DebriefDraft, version: i64) -> Result<(), Error> {
    if draft.sent_at.is_some() {
        return Err(Error::not_now("the debrief was sent: it stands as it is"));
    }
    if draft.version == version {
        return Ok(());
    }
    let passages = draft.passages.join("\n");
    let recorded = [("words", draft.words.clone()), ("passages", passages)];
    let recorded = recorded.map(|(name, value)| (name.to_owned(), value));
    Err(Error::Stale(Box::new(Stale {
        version: draft.version,
        recorded: BTreeMap::from(recorded),
    })))
}

/// Keeps what is marked, blacked out and written for a debrief. The bidder reads nothing of it yet.
///
/// # Errors
/// When it was sent, somebody else was faster, the rules refuse, or the store fails.
pub async fn prepare_debrief(
    ctx: &Ctx,
    call: &Call,
    (solicitation, offer): (impl Into<InLot<'_>>, &str),
    version: i64,
    input: DebriefInput,
) -> Result<(), Error> {
    let at = solicitation.into();
    let mut work = begin!(ctx, call);
    let permit = work.permit::<PrepareDebrief>(Subject::ANY)?;
    work.tx.lock(&format!("award {}", at.reference)).await?;
    let prepared = Prepared::read(&mut Source::Tx(&mut work.tx), at, offer).await?;
    fresh(&prepared.draft, version)?;
    let words = words(&input.words)?;
    let lines = input.passages.lines().map(str::trim);
    let passages: Vec<String> = lines
        .filter(|line| !line.is_empty())
        .map(str::to_owned)
        .collect();
    let draft = DebriefDraft {
        marked: input.marked,
        passages,
        words,
        price_rank: input.price_rank,
        sent_at: None,
        version: version + 1,
    };
    store(&mut work, &prepared, &draft).await?;
    let record = json!({ "marked": draft.marked, "passages": draft.passages, "words": draft.words, "price_rank": draft.price_rank });
    let happening = Happening::to("offer", prepared.line.id.0, offer, "Prepared the debrief");
    let happening = happening.within(prepared.sheet.process.id.0);
    work.record(&permit, happening.after(&record)?).await?;
    work.commit(()).await
}

fn words(typed: &str) -> Result<String, Error> {
    if typed.trim().is_empty() {
        return Ok(String::new());
    }
    let mut errors = FieldErrors::default();
    let words = errors.take("words", Prose::<10_000>::parse(typed));
    errors.finish()?;
    Ok(words
        .map(|words| words.as_str().to_owned())
        .unwrap_or_default())
}

async fn store(
    work: &mut Work<'_>,
    prepared: &Prepared,
    draft: &DebriefDraft,
) -> Result<(), Error> {
    let (by, at) = (work.account(), work.at);
    let upsert = "INSERT INTO debrief (award_id, offer_id, provider_id, marked, passages, words, price_rank, prepared_by, prepared_at, version)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
         ON CONFLICT (award_id, offer_id) DO UPDATE SET marked = excluded.marked, passages = excluded.passages, words = excluded.words,
            price_rank = excluded.price_rank, prepared_by = excluded.prepared_by, prepared_at = excluded.prepared_at,
            version = excluded.version";
    let query = work.tx.query(upsert).bind(prepared.award.id.0);
    let query = query
        .bind(prepared.line.id.0)
        .bind(prepared.line.provider.0)
        .bind(JsonText(draft.marked.clone()))
        .bind(JsonText(draft.passages.clone()))
        .bind(draft.words.clone())
        .bind(draft.price_rank)
        .bind(by)
        .bind(at)
        .bind(draft.version);
    Ok(query.run_one().await?)
}

/// Sends a debrief as it is composed now. It never changes afterwards.
///
/// # Errors
/// While it says something that only another bidder may know; before anything was prepared; when it was sent, somebody
/// else was faster, the rules refuse, or the store fails.
pub async fn send_debrief(
    ctx: &Ctx,
    call: &Call,
    (solicitation, offer): (impl Into<InLot<'_>>, &str),
    version: i64,
) -> Result<(), Error> {
    let at = solicitation.into();
    let mut work = begin!(ctx, call);
    let permit = work.permit::<SendDebrief>(Subject::ANY)?;
    work.tx.lock(&format!("award {}", at.reference)).await?;
    let prepared = Prepared::read(&mut Source::Tx(&mut work.tx), at, offer).await?;
    fresh(&prepared.draft, version)?;
    if prepared.draft.version == 0 {
        return Err(Error::not_now("prepare the debrief first"));
    }
    let (document, leaks) = prepared.composed();
    if !leaks.is_empty() {
        return Err(Error::not_now(format!(
            "the check found {} passages that only another bidder may know: redact them first",
            leaks.len()
        )));
    }
    let (by, at) = (work.account(), work.at);
    let update =
        "UPDATE debrief SET document = $1, sent_by = $2, sent_at = $3, version = version + 1
         WHERE award_id = $4 AND offer_id = $5 AND version = $6 AND sent_at IS NULL";
    let query = work
        .tx
        .query(update)
        .bind(JsonText(document.clone()))
        .bind(by);
    let query = query.bind(at).bind(prepared.award.id.0);
    query
        .bind(prepared.line.id.0)
        .bind(version)
        .run_one()
        .await?;
    let happening = Happening::to("offer", prepared.line.id.0, offer, "Sent the debrief");
    let happening = happening.within(prepared.sheet.process.id.0);
    work.record(&permit, happening.after(&document)?).await?;
    let to = [To::Provider(prepared.line.provider)];
    tell(
        &mut work,
        &to,
        "award.notified",
        offer,
        "The debrief of your offer is there: read it with the notice",
    )
    .await?;
    work.commit(()).await
}
