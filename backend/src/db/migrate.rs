//! Migrations: embedded, forward-only, equal names for both databases.

use super::{Db, DbError};
use sha2::{Digest, Sha256};
use sqlx::migrate::Migrator;

static SQLITE: Migrator = sqlx::migrate!("../migrations/sqlite");
static POSTGRES: Migrator = sqlx::migrate!("../migrations/postgres");

/// Why the schema is not usable.
#[derive(Debug, thiserror::Error)]
pub enum MigrateError {
    /// A program newer than this one has migrated the store.
    #[error(
        "the store's schema is version {found}, this program knows up to {known}: start a newer perigee"
    )]
    Newer {
        /// The newest version in the store.
        found: i64,
        /// The newest version this program has.
        known: i64,
    },
    /// The schema lacks migrations.
    #[error("the store's schema is version {found} of {known}: run `perigee migrate`")]
    Older {
        /// The newest version in the store; 0 for an empty one.
        found: i64,
        /// The newest version this program has.
        known: i64,
    },
    /// A migration failed; it was rolled back.
    #[error("a migration failed: {0}")]
    Failed(#[from] sqlx::migrate::MigrateError),
    /// The store failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

fn migrator(db: &Db) -> &'static Migrator {
    match db {
        Db::Sqlite(_) => &SQLITE,
        Db::Postgres(_) => &POSTGRES,
    }
}

fn known(db: &Db) -> i64 {
    migrator(db)
        .iter()
        .map(|migration| migration.version)
        .max()
        .unwrap_or(0)
}

async fn found(db: &Db) -> Result<i64, DbError> {
    let there: bool = match db {
        Db::Sqlite(_) => {
            db.query("SELECT COUNT(*) > 0 FROM sqlite_master WHERE name = '_sqlx_migrations'")
                .scalar()
                .await?
        }
        Db::Postgres(_) => {
            db.query("SELECT to_regclass('_sqlx_migrations') IS NOT NULL")
                .scalar()
                .await?
        }
    };
    if !there {
        return Ok(0);
    }
    db.query("SELECT CAST(COALESCE(MAX(version), 0) AS BIGINT) FROM _sqlx_migrations")
        .scalar()
        .await
}

/// A short text that changes whenever a migration does.
pub(super) fn fingerprint() -> String {
    let texts: Vec<u8> = POSTGRES
        .iter()
        .flat_map(|migration| migration.checksum.to_vec())
        .collect();
    hex::encode(&Sha256::digest(&texts)[..8])
}

pub(super) async fn run(db: &Db) -> Result<(), MigrateError> {
    refuse_newer(db).await?;
    match db {
        Db::Sqlite(pool) => migrator(db).run(pool).await?,
        Db::Postgres(pool) => migrator(db).run(pool).await?,
    }
    Ok(())
}

async fn refuse_newer(db: &Db) -> Result<i64, MigrateError> {
    let (found, known) = (found(db).await?, known(db));
    if found > known {
        Err(MigrateError::Newer { found, known })
    } else {
        Ok(found)
    }
}

pub(super) async fn check(db: &Db) -> Result<(), MigrateError> {
    let (found, known) = (refuse_newer(db).await?, known(db));
    if found < known {
        Err(MigrateError::Older { found, known })
    } else {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_databases_have_the_same_migrations() {
        let names = |migrator: &Migrator| {
            migrator
                .iter()
                .map(|m| (m.version, m.description.clone()))
                .collect::<Vec<_>>()
        };
        assert_eq!(names(&SQLITE), names(&POSTGRES));
    }
}
