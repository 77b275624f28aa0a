//! Handing messages to the job that sends them.

use crate::{Ctx, Error};
use chrono::{DateTime, Duration, Utc};
use domain::mail::next_try;
use sqlx::FromRow;
use uuid::Uuid;

/// How long one server has for the messages that it took before another may try them.
const LEASE: Duration = Duration::minutes(15);
/// The most messages that are taken at once.
const BATCH: i64 = 10;
/// How long the fact that a message was sent is kept.
const KEPT: Duration = Duration::days(30);

/// A message that is to be sent now.
#[derive(Clone)]
pub struct Outgoing {
    /// Identity; the same at each try, so that a mail program shows a message that came twice once.
    pub id: Uuid,
    /// The address that it goes to.
    pub recipient: String,
    /// One line.
    pub subject: String,
    /// Plain text.
    pub body: String,
    /// When it was written.
    pub made_at: DateTime<Utc>,
    /// Which try this is, from 1.
    pub tries: i64,
}

#[derive(FromRow)]
struct Row {
    id: Uuid,
    recipient: String,
    subject: String,
    body: Vec<u8>,
    made_at: DateTime<Utc>,
    tries: i64,
}

/// Takes the messages that are due, for a quarter of an hour: no other server tries them meanwhile, and when this one dies
/// they are tried again. Disabled accounts get none.
///
/// # Errors
/// When the store or the key fails.
pub async fn lease(ctx: &Ctx) -> Result<Vec<Outgoing>, Error> {
    let now = ctx.now();
    // The outer `due_at` makes a server that waited for another's row look again and leave it.
    let rows: Vec<Row> = ctx
        .db()
        .query(
            "UPDATE outbox SET due_at = $1, tries = tries + 1
             WHERE id IN (
                 SELECT outbox.id FROM outbox LEFT JOIN account ON account.id = outbox.account_id
                 WHERE outbox.sent_at IS NULL AND outbox.due_at <= $2 AND COALESCE(account.active, $3) = $3
                 ORDER BY outbox.due_at LIMIT $4)
             AND sent_at IS NULL AND due_at <= $2
             RETURNING id, recipient, subject, body, made_at, tries",
        )
        .bind(now + LEASE)
        .bind(now)
        .bind(true)
        .bind(BATCH)
        .all()
        .await?;
    rows.into_iter().map(|row| opened(ctx, row)).collect()
}

fn opened(ctx: &Ctx, row: Row) -> Result<Outgoing, Error> {
    let body = ctx.keys().unseal(&row.body)?;
    Ok(Outgoing {
        id: row.id,
        recipient: row.recipient,
        subject: row.subject,
        body: String::from_utf8_lossy(&body).into_owned(),
        made_at: row.made_at,
        tries: row.tries,
    })
}

/// Notes that a message was sent, and forgets what it said.
///
/// # Errors
/// When the store fails; then it is sent again.
pub async fn sent(ctx: &Ctx, id: Uuid) -> Result<(), Error> {
    let update =
        "UPDATE outbox SET sent_at = $1, due_at = NULL, body = NULL, failure = NULL WHERE id = $2";
    ctx.db()
        .query(update)
        .bind(ctx.now())
        .bind(id)
        .run()
        .await?;
    Ok(())
}

/// Notes why a message was not sent. It is tried again later, unless the refusal is `final_` or it was the last try: then it
/// waits for the administrator.
///
/// # Errors
/// When the store fails.
pub async fn failed(
    ctx: &Ctx,
    letter: &Outgoing,
    failure: &str,
    final_: bool,
) -> Result<(), Error> {
    let next = next_try(ctx.now(), letter.tries).filter(|_| !final_);
    ctx.db()
        .query("UPDATE outbox SET due_at = $1, failure = $2 WHERE id = $3 AND sent_at IS NULL")
        .bind(next)
        .bind(failure.to_owned())
        .bind(letter.id)
        .run()
        .await?;
    Ok(())
}

/// Forgets which messages were sent more than 30 days ago.
///
/// # Errors
/// When the store fails.
pub async fn tidy(ctx: &Ctx) -> Result<(), Error> {
    let old = ctx.now() - KEPT;
    let delete = "DELETE FROM outbox WHERE sent_at < $1";
    ctx.db().query(delete).bind(old).run().await?;
    Ok(())
}
