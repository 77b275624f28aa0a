//! The auditor's and the administrator's day.

use crate::audit::{Integrity, LogRow, integrity};
use crate::db::Dialect;
use crate::outbox::{self, MailHealth};
use crate::{Ctx, Error};
use chrono::{DateTime, Utc};
use domain::actor::Actor;
use sqlx::FromRow;
use uuid::Uuid;

/// The auditor's day.
#[derive(Clone, Debug)]
pub struct AuditorDay {
    /// Whether the log is sound.
    pub integrity: Integrity,
    /// The newest privileged actions: with a reason given, of accounts, openings, awards and imports.
    pub privileged: Vec<LogRow>,
    /// How much there is.
    pub counts: Counts,
    /// Open complaints about awards: reference of the solicitation and number, the oldest first.
    pub complaints: Vec<(String, i64)>,
}

#[derive(FromRow)]
struct AuditorRow {
    #[sqlx(flatten)]
    counts: Counts,
    complaints: Option<String>,
}

/// How much there is.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Counts {
    /// Solicitations.
    pub solicitations: i64,
    /// Offers.
    pub offers: i64,
    /// Contracts.
    pub contracts: i64,
    /// Provider organisations.
    pub providers: i64,
}

macro_rules! counts {
    () => {
        "(SELECT CAST(COUNT(*) AS BIGINT) FROM solicitation) AS solicitations,
         (SELECT CAST(COUNT(*) AS BIGINT) FROM offer) AS offers, (SELECT CAST(COUNT(*) AS BIGINT) FROM contract) AS contracts,
         (SELECT CAST(COUNT(*) AS BIGINT) FROM provider) AS providers"
    };
}

/// The auditor's day in three statements. Of an import its one event counts, not that of each record in it.
pub(super) async fn auditor(ctx: &Ctx, actor: &Actor) -> Result<AuditorDay, Error> {
    let privileged = "SELECT event.id, event.at, event.actor_name, event.action, event.subject_kind, event.subject_reference,
             event.summary, event.reason, log_leaf.position
         FROM event LEFT JOIN log_leaf ON log_leaf.event_id = event.id
         WHERE (event.reason IS NOT NULL OR event.action IN ('account.keep', 'offer.open', 'offer.recover', 'award.approve', 'award.annul', 'award.override', 'complaint.decide', 'ocds.import', 'reference.load'))
             AND (event.action <> 'ocds.import' OR event.subject_kind = 'import')
         ORDER BY event.at DESC, event.id DESC LIMIT 10";
    let known = concat!(
        "SELECT ",
        counts!(),
        ", (SELECT string_agg(solicitation.reference || ' ' || CAST(complaint.number AS TEXT), '\n' ORDER BY complaint.lodged_at)
            FROM complaint JOIN solicitation ON solicitation.id = complaint.solicitation_id
            WHERE complaint.status NOT IN ('dismissed', 'upheld', 'final', 'settled', 'rejected')) AS complaints"
    );
    let known: AuditorRow = ctx.db().query(known).one().await?;
    Ok(AuditorDay {
        integrity: integrity(ctx, actor).await?,
        privileged: ctx.db().query(privileged).all().await?,
        counts: known.counts,
        complaints: open_complaints(&known.complaints.unwrap_or_default()),
    })
}

/// Lines of a reference and a number.
fn open_complaints(lines: &str) -> Vec<(String, i64)> {
    let read = |line: &str| {
        let (reference, number) = line.split_once(' ')?;
        Some((reference.to_owned(), number.parse().ok()?))
    };
    lines.lines().filter_map(read).collect()
}

/// The administrator's day.
#[derive(Clone, Debug)]
pub struct AdministratorDay {
    /// Accounts whose person cannot sign in yet.
    pub unready: Vec<Unready>,
    /// How the program and its store are.
    pub health: Health,
    /// How much there is.
    pub counts: Counts,
    /// The newest imports.
    pub imports: Vec<Import>,
}

/// An account without a password.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Unready {
    /// The account.
    pub id: Uuid,
    /// The person.
    pub name: String,
    /// E-mail address.
    pub email: String,
}

/// How the program and its store are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Health {
    /// `SQLite` or `PostgreSQL`.
    pub database: &'static str,
    /// The newest migration.
    pub schema: i64,
    /// The key that signs the log.
    pub log_key: String,
    /// When the log was last sealed.
    pub sealed_at: Option<DateTime<Utc>>,
    /// Since when the oldest event waits for the sealer; none when nothing waits.
    pub waiting_since: Option<DateTime<Utc>>,
    /// How mail is.
    pub mail: Mail,
}

/// How mail is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mail {
    /// Whether this server can send it.
    pub configured: bool,
    /// When the oldest message that waits was written, to be shown as a day.
    pub since: Option<DateTime<Utc>>,
    /// Messages that could not be delivered and are not tried any more.
    pub stuck: i64,
}

/// An import.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Import {
    /// The file.
    pub file_name: String,
    /// Who published it.
    pub publisher: Option<String>,
    /// When it was imported.
    pub imported_at: DateTime<Utc>,
    /// Releases in it.
    pub releases: i64,
}

/// The administrator's day in three statements.
pub(super) async fn administrator(ctx: &Ctx) -> Result<AdministratorDay, Error> {
    let unready = "SELECT id, name, email FROM account WHERE active = $1 AND password_hash IS NULL ORDER BY name, id LIMIT 20";
    let imports = "SELECT file_name, publisher, imported_at, releases FROM import_source ORDER BY imported_at DESC, id LIMIT 5";
    let (health, counts) = health(ctx).await?;
    Ok(AdministratorDay {
        unready: ctx.db().query(unready).bind(true).all().await?,
        health,
        counts,
        imports: ctx.db().query(imports).all().await?,
    })
}

#[derive(FromRow)]
struct HealthRow {
    schema: i64,
    sealed_at: Option<DateTime<Utc>>,
    waiting_since: Option<DateTime<Utc>>,
    #[sqlx(flatten)]
    mail: MailHealth,
    #[sqlx(flatten)]
    counts: Counts,
}

const HEALTH: &str = concat!(
    "SELECT (SELECT MAX(version) FROM _sqlx_migrations) AS schema, (SELECT MAX(signed_at) FROM checkpoint) AS sealed_at,
     (SELECT MIN(at) FROM event WHERE NOT EXISTS (SELECT 1 FROM log_leaf WHERE event_id = event.id)) AS waiting_since, ",
    outbox::WAITING!(),
    ", ",
    counts!()
);

async fn health(ctx: &Ctx) -> Result<(Health, Counts), Error> {
    let row: HealthRow = ctx.db().query(HEALTH).one().await?;
    let health = Health {
        database: match ctx.db().dialect() {
            Dialect::Sqlite => "SQLite",
            Dialect::Postgres => "PostgreSQL",
        },
        schema: row.schema,
        log_key: ctx.keys().log_key_id(),
        sealed_at: row.sealed_at,
        waiting_since: row.waiting_since,
        mail: Mail {
            configured: ctx.site().mail,
            since: row.mail.mail_since,
            stuck: row.mail.mail_stuck,
        },
    };
    Ok((health, row.counts))
}
