//! Past performance as an organisation tells it itself, apart from what is counted from contracts here.

use super::keep_profile::own;
use crate::audit::Happening;
use crate::{Call, Ctx, Error, FieldErrors, begin};
use chrono::{DateTime, Datelike, Utc};
use domain::id::ProviderId;
use domain::text::{Line, Prose};
use serde::Serialize;
use sqlx::FromRow;
use uuid::Uuid;

/// The first year that a reference may name.
const FIRST_YEAR: i64 = 1957;

/// A reference as typed.
#[derive(Clone, Debug, Default)]
pub struct ReferenceInput {
    /// `title`.
    pub title: String,
    /// `customer`.
    pub customer: String,
    /// `first_year`.
    pub first_year: String,
    /// `last_year`, or empty while it goes on.
    pub last_year: String,
    /// `description`, or empty.
    pub description: String,
}

/// What an organisation tells of its past performance.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct ReferenceRow {
    /// Identity.
    pub id: Uuid,
    /// What was delivered.
    pub title: String,
    /// To whom.
    pub customer: String,
    /// The year in which it began.
    pub first_year: i64,
    /// The year in which it ended; none while it goes on.
    pub last_year: Option<i64>,
    /// More of it.
    pub description: Option<String>,
    /// When it was told.
    pub recorded_at: DateTime<Utc>,
}

#[derive(Serialize)]
struct Record {
    title: Line,
    customer: Line,
    first_year: i64,
    last_year: Option<i64>,
    description: Option<Prose<2_000>>,
}

fn read(input: &ReferenceInput, this_year: i64) -> Result<Record, Error> {
    let mut wrong = FieldErrors::default();
    let title = wrong.take("title", Line::parse(&input.title));
    let customer = wrong.take("customer", Line::parse(&input.customer));
    let first_year = wrong.take("first_year", year(&input.first_year, FIRST_YEAR, this_year));
    let last_year = match input.last_year.trim() {
        "" => None,
        text => {
            let from = first_year.unwrap_or(FIRST_YEAR);
            wrong.take("last_year", year(text, from, this_year))
        }
    };
    let description = match input.description.trim() {
        "" => None,
        text => wrong.take("description", Prose::parse(text)),
    };
    wrong.finish()?;
    let made = || {
        Some(Record {
            title: title?,
            customer: customer?,
            first_year: first_year?,
            last_year,
            description,
        })
    };
    made().ok_or(Error::NotFound)
}

fn year(text: &str, from: i64, to: i64) -> Result<i64, String> {
    let year = text.trim().parse::<i64>().ok();
    year.filter(|year| (from..=to).contains(year))
        .ok_or_else(|| format!("write a year from {from} to {to}"))
}

/// What an organisation tells of itself, the newest first.
pub(super) async fn references(
    ctx: &Ctx,
    provider: ProviderId,
) -> Result<Vec<ReferenceRow>, Error> {
    let query = ctx.db().query(
        "SELECT id, title, customer, first_year, last_year, description, recorded_at FROM provider_reference
         WHERE provider_id = $1 AND ended_at IS NULL ORDER BY first_year DESC, id LIMIT 100",
    );
    Ok(query.bind(provider.0).all().await?)
}

/// Tells of something that one's own organisation has delivered.
///
/// # Errors
/// When the rules refuse, something is missing, or the store fails.
pub async fn add_reference(
    ctx: &Ctx,
    call: &Call,
    provider: &str,
    input: &ReferenceInput,
) -> Result<(), Error> {
    let mut work = begin!(ctx, call);
    let (id, permit) = own(&mut work, provider).await?;
    let record = read(input, i64::from(ctx.today().year()))?;
    let (at, account) = (work.at, work.account());
    work.tx
        .query(
            "INSERT INTO provider_reference (id, provider_id, title, customer, first_year, last_year, description, recorded_by, recorded_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        )
        .bind(ctx.new_id())
        .bind(id)
        .bind(record.title.as_str().to_owned())
        .bind(record.customer.as_str().to_owned())
        .bind(record.first_year)
        .bind(record.last_year)
        .bind(record.description.clone().map(String::from))
        .bind(account)
        .bind(at)
        .run_one()
        .await?;
    let summary = format!("Told of its past performance: {}", record.title.as_str());
    let happening = Happening::to("provider", id, provider, summary);
    work.record(&permit, happening.after(&record)?).await?;
    work.commit(()).await
}

/// Takes a reference back; it stays in the log.
///
/// # Errors
/// When the rules refuse, it is another organisation's or was taken back, or the store fails.
pub async fn end_reference(
    ctx: &Ctx,
    call: &Call,
    provider: &str,
    reference: Uuid,
) -> Result<(), Error> {
    let mut work = begin!(ctx, call);
    let (id, permit) = own(&mut work, provider).await?;
    let query = work.tx.query(
        "SELECT title FROM provider_reference WHERE id = $1 AND provider_id = $2 AND ended_at IS NULL",
    );
    let title: Option<String> = query.bind(reference).bind(id).optional_scalar().await?;
    let title = title.ok_or(Error::NotFound)?;
    let at = work.at;
    work.tx
        .query("UPDATE provider_reference SET ended_at = $1 WHERE id = $2")
        .bind(at)
        .bind(reference)
        .run_one()
        .await?;
    let summary = format!("Took back what it told of {title}");
    let happening = Happening::to("provider", id, provider, summary);
    work.record(&permit, happening).await?;
    work.commit(()).await
}
