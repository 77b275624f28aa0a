//! Exclusions: entries of lists, each with the list's version and day.

use crate::audit::Happening;
use crate::db::filter::{Select, Sort};
use crate::{Call, Ctx, Error, FieldErrors, begin};
use chrono::{DateTime, Days, NaiveDate, Utc};
use domain::actor::{Actor, NationCode};
use domain::policy::actions::{KeepExclusions, ReadExclusions};
use domain::policy::{Subject, permit};
use domain::text::{Line, Prose};
use serde::{Deserialize, Serialize};
use sqlx::FromRow;
use uuid::Uuid;

/// Rows of a list or file at most.
const MOST: i64 = 2_000;

/// What is asked of the list.
#[derive(Clone, Debug, Default)]
pub struct ExclusionsInput {
    /// Words of the list's name.
    pub text: String,
    /// Only those that hold today, or only others.
    pub holds: Option<bool>,
    /// Sorted by the list's name instead of the day of recording.
    pub by_list: bool,
    /// The last first.
    pub descending: bool,
}

/// An entry of a list.
#[derive(Clone, Debug, FromRow)]
pub struct ExclusionRow {
    /// Identity.
    pub id: Uuid,
    /// Reference of the excluded organisation.
    pub provider: Option<String>,
    /// Its name.
    pub name: Option<String>,
    /// Code of the excluded nation.
    pub nation_code: Option<String>,
    /// Name of the list.
    pub list_name: String,
    /// Its version.
    pub list_version: String,
    /// Its own day.
    pub list_date: NaiveDate,
    /// Where it is published or kept.
    pub source: String,
    /// Why the entry is there.
    pub reason: String,
    /// First day.
    pub first_day: NaiveDate,
    /// Last day; none while it is open.
    pub last_day: Option<NaiveDate>,
    /// When it was recorded.
    pub recorded_at: DateTime<Utc>,
    /// Who recorded it.
    pub recorded_by: Option<String>,
    /// Why it was ended.
    pub end_reason: Option<String>,
}

impl ExclusionRow {
    /// Whether it holds on a day.
    #[must_use]
    pub fn holds_on(&self, day: NaiveDate) -> bool {
        self.first_day <= day && self.last_day.is_none_or(|last| day <= last)
    }
}

const ROWS: &str = "SELECT exclusion.id, provider.reference AS provider, provider.name, exclusion.nation_code, exclusion.list_name,
     exclusion.list_version, exclusion.list_date, exclusion.source, exclusion.reason, exclusion.first_day, exclusion.last_day,
     exclusion.recorded_at, account.name AS recorded_by, exclusion.end_reason
 FROM exclusion LEFT JOIN provider ON provider.id = exclusion.provider_id LEFT JOIN account ON account.id = exclusion.recorded_by";

/// The entries of every list.
///
/// # Errors
/// When the rules refuse or the store fails.
pub async fn exclusions(
    ctx: &Ctx,
    actor: &Actor,
    input: &ExclusionsInput,
) -> Result<Vec<ExclusionRow>, Error> {
    permit::<ReadExclusions>(actor, Subject::ANY)?;
    let sort = Sort {
        column: if input.by_list {
            "exclusion.list_name"
        } else {
            "exclusion.recorded_at"
        },
        descending: input.descending,
    };
    let select = Select::new(ROWS).page(&sort, "exclusion.id", None, MOST - 1);
    let rows: Vec<ExclusionRow> = select.all(ctx.db()).await?;
    let (today, text) = (ctx.today(), domain::text::folded(input.text.trim()));
    let found = |row: &ExclusionRow| {
        let name = row.name.clone().unwrap_or_default();
        let words = domain::text::folded(&format!("{} {name}", row.list_name));
        words.contains(&text) && input.holds.is_none_or(|holds| holds == row.holds_on(today))
    };
    Ok(rows.into_iter().filter(found).collect())
}

/// An entry as typed.
#[derive(Clone, Debug, Default)]
pub struct ExclusionInput {
    /// `provider`: reference of the organisation, or empty.
    pub provider: String,
    /// `nation`: code of the nation, or empty.
    pub nation: String,
    /// `list_name`.
    pub list_name: String,
    /// `list_version`.
    pub list_version: String,
    /// `list_date`.
    pub list_date: Option<NaiveDate>,
    /// `source`.
    pub source: String,
    /// `reason`.
    pub reason: String,
    /// `first_day`.
    pub first_day: Option<NaiveDate>,
    /// `last_day`, or none.
    pub last_day: Option<NaiveDate>,
}

/// An entry that may be stored.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct NewExclusion {
    /// Reference of the organisation; none where a nation is excluded.
    pub provider: Option<String>,
    /// The nation; none where an organisation is excluded.
    pub nation: Option<NationCode>,
    /// Name of the list.
    pub list_name: Line,
    /// Its version.
    pub list_version: Line<60>,
    /// Its own day.
    pub list_date: NaiveDate,
    /// Where it is published or kept.
    pub source: Line<500>,
    /// Why the entry is there.
    pub reason: Prose<2_000>,
    /// First day.
    pub first_day: NaiveDate,
    /// Last day.
    pub last_day: Option<NaiveDate>,
}

impl TryFrom<ExclusionInput> for NewExclusion {
    type Error = Error;

    fn try_from(input: ExclusionInput) -> Result<Self, Error> {
        let mut wrong = FieldErrors::default();
        let provider = Some(input.provider.trim().to_uppercase()).filter(|text| !text.is_empty());
        let nation = match input.nation.trim() {
            "" => None,
            code => wrong.take("nation", code.parse()),
        };
        if provider.is_some() == nation.is_some() && wrong.is_empty() {
            wrong.add(
                "provider",
                "name an organisation or choose a nation, one of the two",
            );
        }
        let list_name = wrong.take("list_name", Line::parse(&input.list_name));
        let list_version = wrong.take("list_version", Line::parse(&input.list_version));
        let source = wrong.take("source", Line::parse(&input.source));
        let reason = wrong.take("reason", Prose::parse(&input.reason));
        if input.list_date.is_none() {
            wrong.add("list_date", "write the day of this version of the list");
        }
        if input.first_day.is_none() {
            wrong.add("first_day", "write the first day of the exclusion");
        }
        if input
            .last_day
            .zip(input.first_day)
            .is_some_and(|(last, first)| last < first)
        {
            wrong.add("last_day", "the last day lies before the first");
        }
        wrong.finish()?;
        let made = || {
            Some(Self {
                provider,
                nation,
                list_name: list_name?,
                list_version: list_version?,
                list_date: input.list_date?,
                source: source?,
                reason: reason?,
                first_day: input.first_day?,
                last_day: input.last_day,
            })
        };
        made().ok_or(Error::NotFound)
    }
}

/// Records an entry of a list.
///
/// # Errors
/// When the rules refuse, the organisation or nation is unknown, or the store fails.
pub async fn exclude(ctx: &Ctx, call: &Call, entry: NewExclusion) -> Result<(), Error> {
    let mut work = begin!(ctx, call);
    let permit = work.permit::<KeepExclusions>(Subject::ANY)?;
    let provider = match &entry.provider {
        Some(reference) => {
            let query = work
                .tx
                .query("SELECT id FROM provider WHERE reference = $1");
            let id: Option<Uuid> = query.bind(reference.clone()).optional_scalar().await?;
            let unknown = || {
                Error::field(
                    "provider",
                    format!("no organisation has the reference {reference}"),
                )
            };
            Some(id.ok_or_else(unknown)?)
        }
        None => None,
    };
    let (id, at, account) = (ctx.new_id(), work.at, work.account());
    work.tx
        .query(
            "INSERT INTO exclusion (id, provider_id, nation_code, list_name, list_version, list_date, source, reason, first_day, last_day,
                 recorded_by, recorded_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        )
        .bind(id)
        .bind(provider)
        .bind(entry.nation.map(|nation| nation.as_str().to_owned()))
        .bind(entry.list_name.as_str().to_owned())
        .bind(entry.list_version.as_str().to_owned())
        .bind(entry.list_date)
        .bind(entry.source.as_str().to_owned())
        .bind(entry.reason.as_str().to_owned())
        .bind(entry.first_day)
        .bind(entry.last_day)
        .bind(account)
        .bind(at)
        .run_one()
        .await?;
    let whom = entry
        .provider
        .clone()
        .or(entry.nation.map(String::from))
        .unwrap_or_default();
    let summary = format!(
        "Recorded the exclusion of {whom} by {}",
        entry.list_name.as_str()
    );
    let happening = Happening::to("exclusion", id, whom, summary);
    work.record(&permit, happening.after(&entry)?).await?;
    work.commit(()).await
}

/// Ends an exclusion: yesterday was its last day. The entry stays readable.
///
/// # Errors
/// When the rules refuse, it has ended, the reason is missing, or the store fails.
pub async fn end_exclusion(ctx: &Ctx, call: &Call, id: Uuid, reason: &str) -> Result<(), Error> {
    let reason = Prose::<2_000>::parse(reason).map_err(|error| Error::field("reason", error))?;
    let mut work = begin!(ctx, call);
    let permit = work.permit::<KeepExclusions>(Subject::ANY)?;
    let (at, account, yesterday) = (work.at, work.account(), ctx.today() - Days::new(1));
    let ended = work
        .tx
        .query(
            "UPDATE exclusion SET last_day = $1, ended_by = $2, ended_at = $3, end_reason = $4
             WHERE id = $5 AND ended_at IS NULL AND (last_day IS NULL OR last_day > $1)",
        )
        .bind(yesterday)
        .bind(account)
        .bind(at)
        .bind(reason.as_str().to_owned())
        .bind(id)
        .run()
        .await?;
    if ended == 0 {
        return Err(Error::not_now("this exclusion has ended already"));
    }
    let happening = Happening::to("exclusion", id, "exclusion", "Ended an exclusion");
    work.record(&permit, happening.because(reason.as_str()))
        .await?;
    work.commit(()).await
}
