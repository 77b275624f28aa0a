//! What can go wrong in the store, by kind: SQLite names no constraint, so nothing here does.

/// A failure of the store.
#[derive(Debug, thiserror::Error)]
pub enum DbError {
    /// The row that was asked for is not there.
    #[error("no such row")]
    NotFound,
    /// A row like it is there already.
    #[error("a row like it is there already")]
    Unique(#[source] sqlx::Error),
    /// A row that it points to is not there.
    #[error("a row that it points to is not there")]
    ForeignKey(#[source] sqlx::Error),
    /// A value that the schema does not allow.
    #[error("a value that the schema does not allow")]
    Check(#[source] sqlx::Error),
    /// The store is busy or cannot be reached in time.
    #[error("the store does not answer in time")]
    Busy(#[source] sqlx::Error),
    /// The server is older than supported.
    #[error("PostgreSQL {0} is too old: version 14 or newer is needed")]
    TooOld(i64),
    /// The address names neither database.
    #[error("DATABASE_URL must begin with sqlite: or postgres://")]
    Address,
    /// A stored text is not what this program writes.
    #[error("stored {what} cannot be read: {reason}")]
    Corrupt {
        /// What was read.
        what: &'static str,
        /// Why it cannot be.
        reason: String,
    },
    /// Anything else.
    #[error("the store failed")]
    Other(#[source] sqlx::Error),
}

impl DbError {
    /// A stored value that cannot be read.
    pub fn corrupt(what: &'static str, reason: impl ToString) -> Self {
        Self::Corrupt {
            what,
            reason: reason.to_string(),
        }
    }
}

impl From<sqlx::Error> for DbError {
    fn from(error: sqlx::Error) -> Self {
        match &error {
            sqlx::Error::RowNotFound => Self::NotFound,
            sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed | sqlx::Error::Io(_) => {
                Self::Busy(error)
            }
            sqlx::Error::Database(cause) if cause.is_unique_violation() => Self::Unique(error),
            sqlx::Error::Database(cause) if cause.is_foreign_key_violation() => {
                Self::ForeignKey(error)
            }
            sqlx::Error::Database(cause) if cause.is_check_violation() => Self::Check(error),
            // SQLITE_BUSY and its extended codes; lock_not_available and query_canceled of PostgreSQL.
            sqlx::Error::Database(cause)
                if matches!(
                    cause.code().as_deref(),
                    Some("5" | "261" | "517" | "55P03" | "57014")
                ) =>
            {
                Self::Busy(error)
            }
            _ => Self::Other(error),
        }
    }
}
