//! Taking the reference rates from their publisher's file.

use super::ecb::{self, Published, RateProblem, Reading};
use crate::audit::Happening;
use crate::db::bulk::{Merge, Row, Table};
use crate::db::query::Query;
use crate::db::{DecimalText, JsonText};
use crate::{Call, Ctx, Error, Work, begin};
use chrono::{DateTime, NaiveDate, Utc};
use domain::actor::Actor;
use domain::policy::actions::{ImportRates, ReadRates};
use domain::policy::{Subject, permit};
use domain::states::RateState;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use sqlx::FromRow;
use std::collections::HashMap;
use uuid::Uuid;

/// Who publishes the rates of such files.
const SOURCE: &str = "ECB euro foreign exchange reference rates";
/// Problems that are kept and shown; all are counted.
const MOST_PROBLEMS: usize = 200;
/// Imports that are listed.
const MOST_IMPORTS: i64 = 20;

/// A file with rates.
#[derive(Clone, Copy, Debug)]
pub struct RateFile<'a> {
    /// Its name, without folders.
    pub name: &'a str,
    /// Its content.
    pub content: &'a [u8],
}

/// What an import did, or would do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportReport {
    /// Its identity; none where the file was only checked.
    pub id: Option<Uuid>,
    /// The file's name.
    pub file_name: String,
    /// SHA-256 of the file, hexadecimal.
    pub sha256: String,
    /// The first day with a rate.
    pub first_day: Option<NaiveDate>,
    /// The last day with a rate.
    pub last_day: Option<NaiveDate>,
    /// Rates that are new here.
    pub added: i64,
    /// Rates that are recorded with the same figure.
    pub unchanged: i64,
    /// Cells without a rate: `N/A`, or empty.
    pub without_rate: i64,
    /// Lines and cells that are not taken.
    pub refused: i64,
    /// What is wrong with them, in the order of the file; the first 200.
    pub problems: Vec<RateProblem>,
    /// Who imported it; none for the command line.
    pub importer: Option<String>,
    /// When, or when it was checked; UTC.
    pub at: DateTime<Utc>,
}

impl ImportReport {
    /// The report as text, for the answer to the form that asked for a check.
    ///
    /// # Errors
    /// When it cannot be written as JSON.
    pub fn text(&self) -> Result<String, Error> {
        Ok(serde_json::to_string(self)?)
    }

    /// Reads what [`ImportReport::text`] wrote.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok()
    }
}

/// A file that was compared with what is recorded.
struct Compared {
    report: ImportReport,
    fresh: Vec<Published>,
}

/// The rates in force, by currency and day, with their sources.
type Known = HashMap<(String, NaiveDate), (Decimal, String)>;

const KNOWN: &str = "SELECT currency, on_day, units_per_eur, source FROM exchange_rate WHERE on_day BETWEEN $1 AND $2";

/// Says what an import of a file would do, and does nothing.
///
/// # Errors
/// Of the field `file`, when it is no table of rates; when the rules refuse or the store fails.
pub async fn check(ctx: &Ctx, actor: &Actor, file: RateFile<'_>) -> Result<ImportReport, Error> {
    permit::<ImportRates>(actor, Subject::ANY)?;
    let reading = ecb::read(file.content, ctx.today())?;
    let known = known(ctx.db().query(KNOWN), &reading).await?;
    Ok(compared(file, reading, &known, ctx.now()).report)
}

/// Records the rates of a file that are new. A rate that is recorded with another figure stays and is told as a problem: who
/// believes the file proposes a correction.
///
/// # Errors
/// Of the field `file`, when it is no table of rates; when the rules refuse or the store fails.
pub async fn import(ctx: &Ctx, call: &Call, file: RateFile<'_>) -> Result<ImportReport, Error> {
    permit::<ImportRates>(&call.actor, Subject::ANY)?;
    let reading = ecb::read(file.content, ctx.today())?;
    let mut work = begin!(ctx, call);
    let permit = work.permit::<ImportRates>(Subject::ANY)?;
    work.tx.lock("rates").await?;
    let known = known(work.tx.query(KNOWN), &reading).await?;
    let Compared { mut report, fresh } = compared(file, reading, &known, work.at);
    let id = ctx.new_id();
    report.id = Some(id);
    report.importer = work.account().map(|_| work.actor().name().to_owned());
    keep(&mut work, id, &report, fresh).await?;
    let words = format!(
        "Imported {} rates from a file; {} were here, {} refused",
        report.added, report.unchanged, report.refused
    );
    let happening = Happening::to("rate", id, file.name, words).after(&report)?;
    work.record(&permit, happening).await?;
    work.commit(report).await
}

async fn known(query: Query<'_>, reading: &Reading) -> Result<Known, Error> {
    let days = reading.rates.iter().map(|rate| rate.on_day);
    let (Some(first), Some(last)) = (days.clone().min(), days.max()) else {
        return Ok(Known::new());
    };
    let rows: Vec<(String, NaiveDate, DecimalText, String)> =
        query.bind(first).bind(last).all().await?;
    let pair = |(currency, day, units, source): (_, _, DecimalText, _)| {
        ((currency, day), (units.0, source))
    };
    Ok(rows.into_iter().map(pair).collect())
}

fn compared(file: RateFile<'_>, reading: Reading, known: &Known, at: DateTime<Utc>) -> Compared {
    let (mut problems, mut fresh, mut unchanged) = (reading.problems, Vec::new(), 0);
    let days = reading.rates.iter().map(|rate| rate.on_day);
    let (first_day, last_day) = (days.clone().min(), days.max());
    for rate in reading.rates {
        match known.get(&(rate.currency.to_string(), rate.on_day)) {
            None => fresh.push(rate),
            Some((units, _)) if *units == rate.units_per_eur => unchanged += 1,
            Some((units, source)) => problems.push(differs(&rate, *units, source)),
        }
    }
    problems.sort_by_key(|problem| problem.line);
    let refused = count(problems.len());
    problems.truncate(MOST_PROBLEMS);
    let report = ImportReport {
        id: None,
        file_name: file.name.to_owned(),
        sha256: hex::encode(Sha256::digest(file.content)),
        first_day,
        last_day,
        added: count(fresh.len()),
        unchanged,
        without_rate: reading.without_rate,
        refused,
        problems,
        importer: None,
        at,
    };
    Compared { report, fresh }
}

fn differs(rate: &Published, recorded: Decimal, source: &str) -> RateProblem {
    let (units, day) = (rate.units_per_eur, rate.on_day);
    RateProblem {
        line: rate.line,
        currency: Some(rate.currency.to_string()),
        text: format!(
            "The file says {units} for {day}; recorded is {recorded} ({source}), which stays. Propose a correction where it is wrong."
        ),
    }
}

fn count(length: usize) -> i64 {
    i64::try_from(length).unwrap_or(i64::MAX)
}

const RATES: Table = Table {
    name: "recorded_rate",
    columns: &[
        ("id", Merge::Keep),
        ("currency", Merge::Keep),
        ("on_day", Merge::Keep),
        ("units_per_eur", Merge::Keep),
        ("source", Merge::Keep),
        ("status", Merge::Keep),
        ("import_id", Merge::Keep),
        ("recorded_by", Merge::Keep),
        ("recorded_at", Merge::Keep),
    ],
};

async fn keep(
    work: &mut Work<'_>,
    id: Uuid,
    report: &ImportReport,
    fresh: Vec<Published>,
) -> Result<(), Error> {
    let (by, at) = (work.account(), work.at);
    work.tx
        .query(
            "INSERT INTO rate_import (id, file_name, sha256, first_day, last_day, added, unchanged, without_rate, refused, problems,
                 imported_by, imported_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        )
        .bind(id)
        .bind(report.file_name.clone())
        .bind(hex::decode(&report.sha256).unwrap_or_default())
        .bind(report.first_day)
        .bind(report.last_day)
        .bind(report.added)
        .bind(report.unchanged)
        .bind(report.without_rate)
        .bind(report.refused)
        .bind(JsonText(&report.problems))
        .bind(by)
        .bind(at)
        .run_one()
        .await?;
    let ctx = work.ctx();
    let row = |rate: Published| -> Row {
        vec![
            ctx.new_id().into(),
            rate.currency.code().into(),
            rate.on_day.into(),
            rate.units_per_eur.to_string().into(),
            SOURCE.into(),
            RateState::InForce.as_str().into(),
            id.into(),
            by.into(),
            at.into(),
        ]
    };
    let rows: Vec<Row> = fresh.into_iter().map(row).collect();
    Ok(work.tx.insert_all(&RATES, rows).await?)
}

#[derive(FromRow)]
struct ImportRow {
    id: Uuid,
    file_name: String,
    sha256: Vec<u8>,
    first_day: Option<NaiveDate>,
    last_day: Option<NaiveDate>,
    added: i64,
    unchanged: i64,
    without_rate: i64,
    refused: i64,
    problems: JsonText<Vec<RateProblem>>,
    importer: Option<String>,
    imported_at: DateTime<Utc>,
}

impl From<ImportRow> for ImportReport {
    fn from(row: ImportRow) -> Self {
        Self {
            id: Some(row.id),
            file_name: row.file_name,
            sha256: hex::encode(row.sha256),
            first_day: row.first_day,
            last_day: row.last_day,
            added: row.added,
            unchanged: row.unchanged,
            without_rate: row.without_rate,
            refused: row.refused,
            problems: row.problems.0,
            importer: row.importer,
            at: row.imported_at,
        }
    }
}

/// The newest imports, at most twenty.
///
/// # Errors
/// When the rules refuse or the store fails.
pub async fn imports(ctx: &Ctx, actor: &Actor) -> Result<Vec<ImportReport>, Error> {
    permit::<ReadRates>(actor, Subject::ANY)?;
    let sql = "SELECT rate_import.id, file_name, sha256, first_day, last_day, added, unchanged, without_rate, refused, problems,
            account.name AS importer, imported_at
         FROM rate_import LEFT JOIN account ON account.id = imported_by ORDER BY imported_at DESC, rate_import.id DESC LIMIT $1";
    let rows: Vec<ImportRow> = ctx.db().query(sql).bind(MOST_IMPORTS).all().await?;
    Ok(rows.into_iter().map(ImportReport::from).collect())
}
