//! What is new in a person's searches, for mail.

use super::keep::filters;
use crate::db::filter::{Select, Sort, Value};
use crate::solicitations::public_since;
use crate::{Ctx, Error};
use chrono::{DateTime, Utc};
use sqlx::FromRow;
use uuid::Uuid;

/// The most solicitations of one search in one message.
const MOST: i64 = 20;

/// A solicitation that is new in a search.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Match {
    /// The search's name.
    pub search: String,
    /// The solicitation's reference.
    pub reference: String,
    /// Its title.
    pub title: String,
}

#[derive(FromRow)]
struct Row {
    reference: String,
    title: String,
}

/// What was published after one moment and until another and fits the searches that an account keeps and wants by mail; of each search at most 20,
/// the oldest first. What was published before a search was made is not new in it.
///
/// # Errors
/// When the store fails.
pub(crate) async fn matches(
    ctx: &Ctx,
    account: Uuid,
    since: DateTime<Utc>,
    until: DateTime<Utc>,
) -> Result<Vec<Match>, Error> {
    let searches: Vec<(String, String, DateTime<Utc>)> = ctx
        .db()
        .query("SELECT name, query, created_at FROM saved_search WHERE account_id = $1 AND mailed = $2 ORDER BY folded_name, id")
        .bind(account)
        .bind(true)
        .all()
        .await?;
    let mut found = Vec::new();
    for (name, query, made) in searches {
        let rows = fresh(ctx, &query, since.max(made), until).await?;
        found.extend(rows.into_iter().map(|row| Match {
            search: name.clone(),
            reference: row.reference,
            title: row.title,
        }));
    }
    Ok(found)
}

async fn fresh(
    ctx: &Ctx,
    query: &str,
    since: DateTime<Utc>,
    until: DateTime<Utc>,
) -> Result<Vec<Row>, Error> {
    let oldest = Sort {
        column: "published_at",
        descending: false,
    };
    let select = Select::new("SELECT reference, title FROM solicitation");
    Ok(public_since(select, &filters(query), since, ctx.now())
        .when("solicitation.published_at <= ?", Some(Value::Moment(until)))
        .page(&oldest, "id", None, MOST - 1)
        .all(ctx.db())
        .await?)
}
