//! The feed of a saved search, for programs that have its secret address and no session.

use super::keep::filters;
use crate::accounts::Token;
use crate::db::filter::{Select, Sort};
use crate::solicitations::public;
use crate::{Ctx, Error};
use chrono::{DateTime, Utc};
use sqlx::FromRow;
use uuid::Uuid;

/// Entries of a feed at most.
const MOST: i64 = 50;

/// What a feed holds: only what everybody who is signed in may read, so that a lost address gives nothing else away.
#[derive(Clone, Debug)]
pub struct Feed {
    /// Identity of the search.
    pub id: Uuid,
    /// Its name.
    pub name: String,
    /// When the newest entry was published; when the search was made, where there is none.
    pub updated: DateTime<Utc>,
    /// Public solicitations of the search, the newest first.
    pub entries: Vec<FeedEntry>,
}

/// A solicitation in a feed.
#[derive(Clone, Debug, FromRow)]
pub struct FeedEntry {
    /// Identity.
    pub id: Uuid,
    /// Reference.
    pub reference: String,
    /// Title.
    pub title: String,
    /// The need in words.
    pub need: String,
    /// Who buys.
    pub buyer_name: String,
    /// When it was published.
    pub published_at: DateTime<Utc>,
    /// The last moment to submit an offer.
    pub closes_at: Option<DateTime<Utc>>,
}

#[derive(FromRow)]
struct Search {
    id: Uuid,
    name: String,
    query: String,
    created_at: DateTime<Utc>,
}

const ENTRIES: &str =
    "SELECT id, reference, title, need, buyer_name, published_at, closes_at FROM solicitation";

/// The feed behind a secret; none for a secret that was ended, or when its account is disabled.
///
/// # Errors
/// [`Error::NotFound`] when there is none; or when the store fails.
pub async fn feed(ctx: &Ctx, secret: &str) -> Result<Feed, Error> {
    let token = Token::received(secret);
    let search: Search = ctx
        .db()
        .query(
            "SELECT saved_search.id, saved_search.name, saved_search.query, saved_search.created_at
             FROM saved_search JOIN account ON account.id = saved_search.account_id
             WHERE saved_search.feed_token = $1 AND account.active = $2",
        )
        .bind(token.hash())
        .bind(true)
        .one()
        .await?;
    let newest = Sort {
        column: "published_at",
        descending: true,
    };
    let entries: Vec<FeedEntry> = public(Select::new(ENTRIES), &filters(&search.query), ctx.now())
        .page(&newest, "id", None, MOST - 1)
        .all(ctx.db())
        .await?;
    Ok(Feed {
        id: search.id,
        name: search.name,
        updated: entries
            .first()
            .map_or(search.created_at, |newest| newest.published_at),
        entries,
    })
}
