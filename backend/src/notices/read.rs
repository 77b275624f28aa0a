//! Reading news and marking it as read.

use crate::{Call, Ctx, Error, begin};
use chrono::{DateTime, Utc};
use domain::actor::Actor;
use domain::policy::actions::ReadNews;
use domain::policy::{Subject, permit};
use sqlx::FromRow;
use uuid::Uuid;

/// The most unread news that is shown at once, the newest first.
pub const MOST_SHOWN: i64 = 20;

/// The most news in one message.
const MOST_MAILED: i64 = 200;

/// Something that a person has not read yet.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct News {
    /// Identity.
    pub id: Uuid,
    /// What kind of news it is, such as `question.answered`.
    pub kind: String,
    /// The reference of the record that it is about.
    pub reference: String,
    /// What is told, in a sentence.
    pub text: String,
    /// When it was told.
    pub made_at: DateTime<Utc>,
}

/// What the person has not read, the newest first: what was told to the account or to its organisation. One statement.
///
/// # Errors
/// When nobody is signed in or the store fails.
pub async fn unread(ctx: &Ctx, actor: &Actor) -> Result<Vec<News>, Error> {
    permit::<ReadNews>(actor, Subject::ANY)?;
    let rows = ctx.db().query(
        "SELECT id, kind, reference, text, made_at FROM notice
         WHERE (account_id = $1 OR provider_id = $2)
           AND NOT EXISTS (SELECT 1 FROM notice_read WHERE notice_id = notice.id AND notice_read.account_id = $1)
         ORDER BY made_at DESC, id DESC LIMIT $3",
    );
    Ok(rows
        .bind(actor.account().map(|account| account.0))
        .bind(actor.provider().map(|provider| provider.0))
        .bind(MOST_SHOWN)
        .all()
        .await?)
}

/// What a person was told after one moment and until another and has not read, in the order of telling; the newest are left out
/// where there is more than a message can hold.
///
/// # Errors
/// When the store fails.
pub(crate) async fn told_between(
    ctx: &Ctx,
    account: Uuid,
    provider: Option<Uuid>,
    since: DateTime<Utc>,
    until: DateTime<Utc>,
) -> Result<Vec<News>, Error> {
    let rows = ctx.db().query(
        "SELECT id, kind, reference, text, made_at FROM notice
         WHERE (account_id = $1 OR provider_id = $2) AND made_at > $3 AND made_at <= $4
           AND NOT EXISTS (SELECT 1 FROM notice_read WHERE notice_id = notice.id AND notice_read.account_id = $1)
         ORDER BY made_at, id LIMIT $5",
    );
    Ok(rows
        .bind(account)
        .bind(provider)
        .bind(since)
        .bind(until)
        .bind(MOST_MAILED)
        .all()
        .await?)
}

/// Marks news as read by the person: one, or all that there is. What somebody else was told is left alone; what a person has
/// read is nobody's business, so the log does not say it.
///
/// # Errors
/// When nobody is signed in or the store fails.
pub async fn read(ctx: &Ctx, call: &Call, one: Option<Uuid>) -> Result<(), Error> {
    let mut work = begin!(ctx, call);
    work.permit::<ReadNews>(Subject::ANY)?;
    let (account, at) = (work.account(), work.at);
    let provider = work.actor().provider().map(|provider| provider.0);
    work.tx
        .query(
            "INSERT INTO notice_read (notice_id, account_id, read_at)
             SELECT id, $1, $2 FROM notice
             WHERE (account_id = $1 OR provider_id = $3) AND ($4 IS NULL OR id = $4) AND made_at <= $2
             ON CONFLICT (notice_id, account_id) DO NOTHING",
        )
        .bind(account)
        .bind(at)
        .bind(provider)
        .bind(one)
        .run()
        .await?;
    work.commit(()).await
}
