//! Keeping searches: each belongs to one account and is seen by nobody else.

use crate::accounts::Token;
use crate::audit::Happening;
use crate::db::filter::Select;
use crate::solicitations::{ListInput, public_since};
use crate::{Call, Ctx, Error, Work, begin};
use chrono::{DateTime, Utc};
use domain::actor::Actor;
use domain::policy::actions::KeepSearches;
use domain::policy::{Permit, Refused, Subject, permit};
use domain::text::Line;
use sqlx::FromRow;
use uuid::Uuid;

/// The most searches that an account keeps.
pub const MOST_SEARCHES: usize = 20;

/// A search that a person keeps.
#[derive(Clone, Debug)]
pub struct SavedSearch {
    /// Identity.
    pub id: Uuid,
    /// The name that the person gave it.
    pub name: String,
    /// The filters and the order, as the query of the list's address.
    pub query: String,
    /// When the person last looked at it.
    pub seen_at: DateTime<Utc>,
    /// How many solicitations of it were published since.
    pub fresh: i64,
    /// Whether its feed has an address.
    pub fed: bool,
    /// Whether what is new in it is mailed to a person who wants mail.
    pub mailed: bool,
}

#[derive(FromRow)]
struct Row {
    id: Uuid,
    name: String,
    query: String,
    seen_at: DateTime<Utc>,
    fed: bool,
    mailed: bool,
}

/// The filters that a query of an address names.
pub(super) fn filters(query: &str) -> ListInput {
    let pairs: Vec<(String, String)> = serde_html_form::from_str(query).unwrap_or_default();
    ListInput::from_query(&pairs)
}

/// The searches that the person keeps, by name, with what is new in each.
///
/// # Errors
/// When nobody is signed in or the store fails.
pub async fn mine(ctx: &Ctx, actor: &Actor) -> Result<Vec<SavedSearch>, Error> {
    permit::<KeepSearches>(actor, Subject::ANY)?;
    let account = actor.account().ok_or(Refused::SignIn)?;
    let rows: Vec<Row> = ctx
        .db()
        .query(
            "SELECT id, name, query, seen_at, feed_token IS NOT NULL AS fed, mailed FROM saved_search
             WHERE account_id = $1 ORDER BY folded_name, id",
        )
        .bind(account.0)
        .all()
        .await?;
    let now = ctx.now();
    let counts = rows.iter().map(|row| {
        let (input, since) = (filters(&row.query), row.seen_at);
        move |select| public_since(select, &input, since, now)
    });
    let head = "SELECT COUNT(*) FROM solicitation";
    let fresh = Select::numbers(ctx.db(), head, counts).await?;
    let searches = rows.into_iter().zip(fresh).map(|(row, fresh)| SavedSearch {
        id: row.id,
        name: row.name,
        query: row.query,
        seen_at: row.seen_at,
        fresh,
        fed: row.fed,
        mailed: row.mailed,
    });
    Ok(searches.collect())
}

/// Keeps the filters and the order of a list under a name; the same name keeps them anew.
///
/// # Errors
/// When nobody is signed in, the name cannot be read, there are too many, or the store fails.
pub async fn save(
    ctx: &Ctx,
    call: &Call,
    name: &str,
    query: &[(String, String)],
) -> Result<Uuid, Error> {
    let name = Line::<80>::parse(name).map_err(|error| Error::field("name", error))?;
    let mut work = begin!(ctx, call);
    work.permit::<KeepSearches>(Subject::ANY)?;
    let account = work.account().ok_or(Refused::SignIn)?;
    let kept: i64 = work
        .tx
        .query("SELECT CAST(COUNT(*) AS BIGINT) FROM saved_search WHERE account_id = $1")
        .bind(account)
        .scalar()
        .await?;
    if usize::try_from(kept).is_ok_and(|kept| kept >= MOST_SEARCHES) {
        return Err(Error::not_now(format!(
            "you keep {MOST_SEARCHES} searches already: forget one first"
        )));
    }
    let kept = query
        .iter()
        .filter(|(name, value)| name != "after" && !value.is_empty());
    let query = serde_html_form::to_string(kept.collect::<Vec<_>>())
        .map_err(|error| Error::Internal(error.to_string()))?;
    let (id, at) = (ctx.new_id(), work.at);
    let id: Uuid = work
        .tx
        .query(
            "INSERT INTO saved_search (id, account_id, name, folded_name, query, seen_at, created_at)
             VALUES ($1, $2, $3, $4, $5, $6, $6)
             ON CONFLICT (account_id, folded_name) DO UPDATE SET name = excluded.name, query = excluded.query
             RETURNING id",
        )
        .bind(id)
        .bind(account)
        .bind(name.as_str().to_owned())
        .bind(domain::text::folded(name.as_str()))
        .bind(query)
        .bind(at)
        .scalar()
        .await?;
    work.commit(id).await
}

/// One of the person's own searches inside a unit of work.
async fn own(work: &mut Work<'_>, id: Uuid) -> Result<(Permit<KeepSearches>, Uuid, String), Error> {
    let permit = work.permit::<KeepSearches>(Subject::ANY)?;
    let account = work.account().ok_or(Refused::SignIn)?;
    let name: Option<String> = work
        .tx
        .query("SELECT name FROM saved_search WHERE id = $1 AND account_id = $2")
        .bind(id)
        .bind(account)
        .optional_scalar()
        .await?;
    Ok((permit, account, name.ok_or(Error::NotFound)?))
}

/// Notes that the person looks at a search now, and answers with the query of its list.
///
/// # Errors
/// When it is not the person's own or the store fails.
pub async fn see(ctx: &Ctx, call: &Call, id: Uuid) -> Result<String, Error> {
    let mut work = begin!(ctx, call);
    own(&mut work, id).await?;
    let at = work.at;
    let query: String = work
        .tx
        .query("UPDATE saved_search SET seen_at = $1 WHERE id = $2 RETURNING query")
        .bind(at)
        .bind(id)
        .scalar()
        .await?;
    work.commit(query).await
}

/// Forgets a search; its feed ends with it.
///
/// # Errors
/// When it is not the person's own or the store fails.
pub async fn forget(ctx: &Ctx, call: &Call, id: Uuid) -> Result<(), Error> {
    let mut work = begin!(ctx, call);
    own(&mut work, id).await?;
    work.tx
        .query("DELETE FROM saved_search WHERE id = $1")
        .bind(id)
        .run_one()
        .await?;
    work.commit(()).await
}

/// Says whether what is new in a search is mailed. That a person gets mail at all is chosen for the account.
///
/// # Errors
/// When it is not the person's own or the store fails.
pub async fn mail(ctx: &Ctx, call: &Call, id: Uuid, mailed: bool) -> Result<(), Error> {
    let mut work = begin!(ctx, call);
    own(&mut work, id).await?;
    work.tx
        .query("UPDATE saved_search SET mailed = $1 WHERE id = $2")
        .bind(mailed)
        .bind(id)
        .run_one()
        .await?;
    work.commit(()).await
}

/// Makes a secret address for the search's feed and answers with its secret, which is shown once; a former one ends.
///
/// # Errors
/// When it is not the person's own or the store fails.
pub async fn open_feed(ctx: &Ctx, call: &Call, id: Uuid) -> Result<String, Error> {
    // A repeated form must not find the secret beside its key: each makes a new one.
    let call = &Call::by(call.actor.clone());
    let token = Token::random();
    let mut work = begin!(ctx, call);
    let (permit, account, name) = own(&mut work, id).await?;
    set_token(&mut work, id, Some(token.hash())).await?;
    let summary = format!("Made a feed address for the search “{name}”");
    let happening = Happening::to("account", account, String::new(), summary);
    work.record(&permit, happening).await?;
    work.commit(()).await?;
    Ok(token.expose().to_owned())
}

/// Ends the address of the search's feed.
///
/// # Errors
/// When it is not the person's own or the store fails.
pub async fn close_feed(ctx: &Ctx, call: &Call, id: Uuid) -> Result<(), Error> {
    let mut work = begin!(ctx, call);
    let (permit, account, name) = own(&mut work, id).await?;
    set_token(&mut work, id, None).await?;
    let summary = format!("Ended the feed address of the search “{name}”");
    let happening = Happening::to("account", account, String::new(), summary);
    work.record(&permit, happening).await?;
    work.commit(()).await
}

async fn set_token(work: &mut Work<'_>, id: Uuid, hash: Option<Vec<u8>>) -> Result<(), Error> {
    work.tx
        .query("UPDATE saved_search SET feed_token = $1 WHERE id = $2")
        .bind(hash)
        .bind(id)
        .run_one()
        .await?;
    Ok(())
}
