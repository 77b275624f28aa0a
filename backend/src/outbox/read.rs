//! What the administrator sees of the outbox, and does about it.
//!
//! Who is told of an amendment has a draft, an offer or a question, and that is nobody's business before the opening. Therefore news
//! that wait are shown by kind and day, without recipients and without a count; a message that cannot be delivered is shown
//! with its recipient, because an address is to be mended, but without what it is about.

use crate::audit::Happening;
use crate::{Call, Ctx, Error, Work, begin};
use chrono::{DateTime, Utc};
use domain::actor::Actor;
use domain::mail::LetterKind;
use domain::policy::actions::KeepOutbox;
use domain::policy::{Subject, permit};
use sqlx::FromRow;
use uuid::Uuid;

/// The most messages that are listed.
const MOST_SHOWN: i64 = 200;

/// What waits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outbox {
    /// Whether this server can send mail.
    pub configured: bool,
    /// Kinds of which something waits to be sent.
    pub waiting: Vec<KindWaiting>,
    /// Messages that are not tried any more, by recipient.
    pub stuck: Vec<Stuck>,
}

/// A kind of messages that wait.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KindWaiting {
    /// Which.
    pub kind: LetterKind,
    /// When the oldest of them was written; to be shown as a day.
    pub since: DateTime<Utc>,
    /// Why the relay could not be reached, or the code with which it asked to wait.
    pub failure: Option<String>,
}

/// A message that is not tried any more.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Stuck {
    /// Identity.
    pub id: Uuid,
    /// The address that could not be reached.
    pub recipient: String,
    /// What the relay said.
    pub failure: Option<String>,
}

/// What the start page says of mail.
#[derive(Clone, Debug, FromRow)]
pub(crate) struct MailHealth {
    /// When the oldest message that waits was written.
    pub mail_since: Option<DateTime<Utc>>,
    /// Messages that are not tried any more.
    pub mail_stuck: i64,
}

/// The columns of [`MailHealth`].
macro_rules! waiting {
    () => {
        "(SELECT MIN(made_at) FROM outbox WHERE sent_at IS NULL AND due_at IS NOT NULL) AS mail_since,
         (SELECT CAST(COUNT(*) AS BIGINT) FROM outbox WHERE sent_at IS NULL AND due_at IS NULL) AS mail_stuck"
    };
}
pub(crate) use waiting as WAITING;

/// What waits in the outbox.
///
/// # Errors
/// When the rules refuse or the store fails.
pub async fn outbox(ctx: &Ctx, actor: &Actor) -> Result<Outbox, Error> {
    permit::<KeepOutbox>(actor, Subject::ANY)?;
    let waiting: Vec<(String, DateTime<Utc>, Option<String>)> = ctx
        .db()
        .query(
            "SELECT kind, MIN(made_at), MAX(failure) FROM outbox
             WHERE sent_at IS NULL AND due_at IS NOT NULL GROUP BY kind ORDER BY kind",
        )
        .all()
        .await?;
    let stuck = ctx
        .db()
        .query(
            "SELECT id, recipient, failure FROM outbox
             WHERE sent_at IS NULL AND due_at IS NULL ORDER BY recipient, id LIMIT $1",
        )
        .bind(MOST_SHOWN)
        .all()
        .await?;
    let waiting = waiting.into_iter().filter_map(|(kind, since, failure)| {
        let kind = kind.parse().ok()?;
        Some(KindWaiting {
            kind,
            since,
            failure,
        })
    });
    Ok(Outbox {
        configured: ctx.site().mail,
        waiting: waiting.collect(),
        stuck,
    })
}

/// What is discarded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Discarded {
    /// One message that is not tried any more.
    Stuck(Uuid),
    /// Every message of a kind that waits.
    Waiting(LetterKind),
}

/// Discards messages: nobody gets them.
///
/// # Errors
/// When the rules refuse, it is not there any more, or the store fails.
pub async fn discard(ctx: &Ctx, call: &Call, what: Discarded) -> Result<(), Error> {
    let mut work = begin!(ctx, call);
    let permit = work.permit::<KeepOutbox>(Subject::ANY)?;
    let summary = match what {
        Discarded::Stuck(id) => discard_one(&mut work, id).await?,
        Discarded::Waiting(kind) => discard_kind(&mut work, kind).await?,
    };
    let subject = work.account().unwrap_or_default();
    let happening = Happening::to("outbox", subject, "", summary);
    work.record(&permit, happening).await?;
    work.commit(()).await
}

async fn discard_one(work: &mut Work<'_>, id: Uuid) -> Result<String, Error> {
    let delete = "DELETE FROM outbox WHERE id = $1 AND sent_at IS NULL AND due_at IS NULL";
    match work.tx.query(delete).bind(id).run().await? {
        0 => Err(Error::NotFound),
        _ => Ok("Discarded a message that could not be delivered".to_owned()),
    }
}

async fn discard_kind(work: &mut Work<'_>, kind: LetterKind) -> Result<String, Error> {
    let delete = "DELETE FROM outbox WHERE kind = $1 AND sent_at IS NULL AND due_at IS NOT NULL";
    work.tx.query(delete).bind(kind.as_str()).run().await?;
    Ok(format!(
        "Discarded what waited to be mailed: {}",
        kind.label()
    ))
}

/// Has a message that is not tried any more tried again, from the first pause.
///
/// # Errors
/// When the rules refuse, it is not there any more, or the store fails.
pub async fn retry(ctx: &Ctx, call: &Call, id: Uuid) -> Result<(), Error> {
    let mut work = begin!(ctx, call);
    let permit = work.permit::<KeepOutbox>(Subject::ANY)?;
    let at = work.at;
    let update = "UPDATE outbox SET due_at = $1, tries = 0 WHERE id = $2 AND sent_at IS NULL AND due_at IS NULL";
    if work.tx.query(update).bind(at).bind(id).run().await? == 0 {
        return Err(Error::NotFound);
    }
    let summary = "Had a message tried again that could not be delivered";
    let subject = work.account().unwrap_or_default();
    let happening = Happening::to("outbox", subject, "", summary);
    work.record(&permit, happening).await?;
    work.commit(()).await
}
