//! The store. This folder is the only place that knows that there are two databases.
//!
//! Feature code writes one SQL text with `$1…` placeholders and never sees which database answers:
//! `db.query("SELECT … WHERE id = $1").bind(id).one::<Row>().await?`. Whatever writes takes `&mut Tx`.

pub mod bulk;
mod error;
pub mod filter;
mod json;
mod migrate;
pub mod query;

pub use error::DbError;
pub use json::{DecimalText, JsonText};
pub use migrate::MigrateError;
pub use query::{Param, Query, Record, Scalar};

use sqlx::postgres::{PgConnectOptions, PgPool, PgPoolOptions};
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous,
};
use sqlx::{Postgres, Sqlite, Transaction};
use std::str::FromStr;
use std::time::Duration;

/// How long a caller waits for a connection before the store counts as unreachable.
const ACQUIRE_TIMEOUT: Duration = Duration::from_secs(3);

/// The oldest PostgreSQL that is supported, as `server_version_num`.
const OLDEST_POSTGRES: i64 = 140_000;

/// A pool of connections to one of the two databases.
#[derive(Clone, Debug)]
pub enum Db {
    /// A file.
    Sqlite(SqlitePool),
    /// A server.
    Postgres(PgPool),
}

/// A transaction on one of the two databases. Dropped without [`Tx::commit`], it rolls back.
#[derive(Debug)]
pub enum Tx {
    /// On a file; begun as a writer, so that it never fails half-way for want of the lock.
    Sqlite(Transaction<'static, Sqlite>),
    /// On a server.
    Postgres(Transaction<'static, Postgres>),
}

/// Which database answers; for the few texts that must differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// SQLite.
    Sqlite,
    /// PostgreSQL.
    Postgres,
}

impl Db {
    /// Connects to `sqlite:…` or `postgres://…`. A SQLite file is made when missing.
    ///
    /// # Errors
    /// When the address is of neither kind, the server cannot be reached or is too old, or the file cannot be used.
    pub async fn connect(url: &str) -> Result<Self, DbError> {
        if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            connect_postgres(url).await
        } else if url.starts_with("sqlite:") {
            connect_sqlite(url).await
        } else {
            Err(DbError::Address)
        }
    }

    /// Which database answers.
    #[must_use]
    pub const fn dialect(&self) -> Dialect {
        match self {
            Self::Sqlite(_) => Dialect::Sqlite,
            Self::Postgres(_) => Dialect::Postgres,
        }
    }

    /// Begins a transaction that may write.
    ///
    /// # Errors
    /// When no connection is to be had in time.
    pub async fn begin(&self) -> Result<Tx, DbError> {
        Ok(match self {
            Self::Sqlite(pool) => Tx::Sqlite(pool.begin_with("BEGIN IMMEDIATE").await?),
            Self::Postgres(pool) => Tx::Postgres(pool.begin().await?),
        })
    }

    /// Brings the schema to the newest version.
    ///
    /// # Errors
    /// When a migration fails, or the schema is newer than this program.
    pub async fn migrate(&self) -> Result<(), MigrateError> {
        migrate::run(self).await
    }

    /// Whether the schema is the one that this program was built for.
    ///
    /// # Errors
    /// When it is older or newer, or the store does not answer.
    pub async fn check_schema(&self) -> Result<(), MigrateError> {
        migrate::check(self).await
    }

    /// A short text that changes whenever a migration does; names the template of test databases.
    #[must_use]
    pub fn schema_fingerprint() -> String {
        migrate::fingerprint()
    }

    /// Waits for running statements and closes every connection.
    pub async fn close(&self) {
        match self {
            Self::Sqlite(pool) => pool.close().await,
            Self::Postgres(pool) => pool.close().await,
        }
    }
}

impl Tx {
    /// Makes everything written in this transaction last.
    ///
    /// # Errors
    /// When the store cannot; then nothing was written.
    pub async fn commit(self) -> Result<(), DbError> {
        match self {
            Self::Sqlite(tx) => tx.commit().await?,
            Self::Postgres(tx) => tx.commit().await?,
        }
        Ok(())
    }

    /// Holds a named lock until the end of the transaction, so that only one such step runs at a time.
    /// On SQLite writers are serial already.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn lock(&mut self, name: &str) -> Result<(), DbError> {
        if matches!(self, Self::Postgres(_)) {
            self.query("SELECT CAST(pg_advisory_xact_lock(hashtext($1)) AS TEXT)")
                .bind(name)
                .run()
                .await?;
        }
        Ok(())
    }

    /// The next number of a named sequence, from 1, without gaps among committed transactions.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn next_number(&mut self, name: &str) -> Result<i64, DbError> {
        self.query(
            "INSERT INTO sequence (name, value) VALUES ($1, 1)
             ON CONFLICT (name) DO UPDATE SET value = sequence.value + 1 RETURNING value",
        )
        .bind(name)
        .scalar()
        .await
    }
}

async fn connect_sqlite(url: &str) -> Result<Db, DbError> {
    let options = SqliteConnectOptions::from_str(url)?
        .create_if_missing(true)
        .foreign_keys(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .busy_timeout(Duration::from_secs(5))
        .pragma("secure_delete", "ON")
        .optimize_on_close(true, None);
    let pool = SqlitePoolOptions::new()
        .max_connections(5)
        .acquire_timeout(ACQUIRE_TIMEOUT)
        // After a COMMIT that failed on a full disk the driver believes that the transaction goes on.
        // Such a connection is thrown away instead of refusing every later writer.
        .before_acquire(|connection, _| {
            Box::pin(async move { Ok(!sqlx::Connection::is_in_transaction(connection)) })
        })
        .connect_with(options)
        .await?;
    Ok(Db::Sqlite(pool))
}

async fn connect_postgres(url: &str) -> Result<Db, DbError> {
    let options = PgConnectOptions::from_str(url)?
        .application_name("perigee")
        .options([
            ("statement_timeout", "20s"),
            ("lock_timeout", "5s"),
            ("idle_in_transaction_session_timeout", "30s"),
        ]);
    let pool = PgPoolOptions::new()
        .max_connections(12)
        .acquire_timeout(ACQUIRE_TIMEOUT)
        .connect_with(options)
        .await?;
    let db = Db::Postgres(pool);
    let version: i64 = db
        .query("SELECT CAST(current_setting('server_version_num') AS BIGINT)")
        .scalar()
        .await?;
    if version < OLDEST_POSTGRES {
        return Err(DbError::TooOld(version / 10_000));
    }
    Ok(db)
}
