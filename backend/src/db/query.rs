//! A statement with its values already encoded for the database that will run it.

use super::{Db, DbError, Tx};
use sqlx::postgres::{PgArguments, PgConnection, PgPool, PgRow};
use sqlx::sqlite::{SqliteArguments, SqliteConnection, SqlitePool, SqliteRow};
use sqlx::{Arguments, Decode, Encode, FromRow, Postgres, SqlSafeStr, SqlStr, Sqlite, Type};

/// A value that both databases can be given.
pub trait Param:
    for<'q> Encode<'q, Sqlite> + Type<Sqlite> + for<'q> Encode<'q, Postgres> + Type<Postgres> + Send
{
}
impl<T> Param for T where
    T: for<'q> Encode<'q, Sqlite>
        + Type<Sqlite>
        + for<'q> Encode<'q, Postgres>
        + Type<Postgres>
        + Send
{
}

/// A row that both databases can give.
pub trait Record:
    for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> + Send + Unpin + 'static
{
}
impl<T> Record for T where
    T: for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> + Send + Unpin + 'static
{
}

/// A single value that both databases can give.
pub trait Scalar:
    for<'r> Decode<'r, Sqlite>
    + Type<Sqlite>
    + for<'r> Decode<'r, Postgres>
    + Type<Postgres>
    + Send
    + Unpin
    + 'static
{
}
impl<T> Scalar for T where
    T: for<'r> Decode<'r, Sqlite>
        + Type<Sqlite>
        + for<'r> Decode<'r, Postgres>
        + Type<Postgres>
        + Send
        + Unpin
        + 'static
{
}

enum Target<'c> {
    SqlitePool(&'c SqlitePool, SqliteArguments),
    PostgresPool(&'c PgPool, PgArguments),
    Sqlite(&'c mut SqliteConnection, SqliteArguments),
    Postgres(&'c mut PgConnection, PgArguments),
}

/// A statement on its way to the store.
pub struct Query<'c> {
    sql: SqlStr,
    target: Target<'c>,
    error: Option<sqlx::Error>,
}

impl Db {
    /// A statement outside any transaction.
    pub fn query(&self, sql: impl SqlSafeStr) -> Query<'_> {
        let target = match self {
            Self::Sqlite(pool) => Target::SqlitePool(pool, SqliteArguments::default()),
            Self::Postgres(pool) => Target::PostgresPool(pool, PgArguments::default()),
        };
        Query {
            sql: sql.into_sql_str(),
            target,
            error: None,
        }
    }
}

impl Tx {
    /// A statement inside this transaction.
    pub fn query(&mut self, sql: impl SqlSafeStr) -> Query<'_> {
        let target = match self {
            Self::Sqlite(tx) => Target::Sqlite(&mut *tx, SqliteArguments::default()),
            Self::Postgres(tx) => Target::Postgres(&mut *tx, PgArguments::default()),
        };
        Query {
            sql: sql.into_sql_str(),
            target,
            error: None,
        }
    }
}

/// Runs `$method` of `$build` on whichever of the four targets the query has.
macro_rules! run {
    ($query:expr, $build:path, $method:ident) => {{
        let Query { sql, target, error } = $query;
        count::one(&sql);
        if let Some(error) = error {
            return Err(error.into());
        }
        match target {
            Target::SqlitePool(pool, arguments) => $build(sql, arguments).$method(pool).await,
            Target::PostgresPool(pool, arguments) => $build(sql, arguments).$method(pool).await,
            Target::Sqlite(connection, arguments) => {
                $build(sql, arguments).$method(connection).await
            }
            Target::Postgres(connection, arguments) => {
                $build(sql, arguments).$method(connection).await
            }
        }
        .map_err(DbError::from)
    }};
}

impl Query<'_> {
    /// Gives the next placeholder its value.
    #[must_use]
    pub fn bind<T: Param>(mut self, value: T) -> Self {
        let added = match &mut self.target {
            Target::SqlitePool(_, arguments) | Target::Sqlite(_, arguments) => arguments.add(value),
            Target::PostgresPool(_, arguments) | Target::Postgres(_, arguments) => {
                arguments.add(value)
            }
        };
        if let Err(error) = added {
            self.error.get_or_insert(sqlx::Error::Encode(error));
        }
        self
    }

    /// Exactly one row.
    ///
    /// # Errors
    /// [`DbError::NotFound`] when there is none.
    pub async fn one<T: Record>(self) -> Result<T, DbError> {
        run!(self, sqlx::query_as_with::<_, T, _>, fetch_one)
    }

    /// One row or none.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn optional<T: Record>(self) -> Result<Option<T>, DbError> {
        run!(self, sqlx::query_as_with::<_, T, _>, fetch_optional)
    }

    /// Every row.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn all<T: Record>(self) -> Result<Vec<T>, DbError> {
        run!(self, sqlx::query_as_with::<_, T, _>, fetch_all)
    }

    /// The only value of the only row.
    ///
    /// # Errors
    /// [`DbError::NotFound`] when there is no row.
    pub async fn scalar<T: Scalar>(self) -> Result<T, DbError> {
        run!(self, sqlx::query_scalar_with::<_, T, _>, fetch_one)
    }

    /// The only value of a row, or none.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn optional_scalar<T: Scalar>(self) -> Result<Option<T>, DbError> {
        run!(self, sqlx::query_scalar_with::<_, T, _>, fetch_optional)
    }

    /// The only value of every row.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn scalars<T: Scalar>(self) -> Result<Vec<T>, DbError> {
        run!(self, sqlx::query_scalar_with::<_, T, _>, fetch_all)
    }

    /// Runs the statement and tells how many rows it changed.
    ///
    /// # Errors
    /// When the store fails or refuses.
    pub async fn run(self) -> Result<u64, DbError> {
        let Query { sql, target, error } = self;
        count::one(&sql);
        if let Some(error) = error {
            return Err(error.into());
        }
        let rows = match target {
            Target::SqlitePool(pool, arguments) => sqlx::query_with(sql, arguments)
                .execute(pool)
                .await?
                .rows_affected(),
            Target::PostgresPool(pool, arguments) => sqlx::query_with(sql, arguments)
                .execute(pool)
                .await?
                .rows_affected(),
            Target::Sqlite(connection, arguments) => sqlx::query_with(sql, arguments)
                .execute(connection)
                .await?
                .rows_affected(),
            Target::Postgres(connection, arguments) => sqlx::query_with(sql, arguments)
                .execute(connection)
                .await?
                .rows_affected(),
        };
        Ok(rows)
    }

    /// Runs an UPDATE of one versioned row.
    ///
    /// # Errors
    /// [`DbError::NotFound`] when the row, at the version that was named, is not there: somebody was faster.
    pub async fn run_one(self) -> Result<(), DbError> {
        match self.run().await? {
            1 => Ok(()),
            _ => Err(DbError::NotFound),
        }
    }
}

/// Counts statements, so that a test can hold a page to its budget, and keeps their texts, so that it can ask for plans.
pub mod count {
    use sqlx::SqlStr;
    use std::cell::RefCell;

    tokio::task_local! {
        static STATEMENTS: RefCell<Vec<String>>;
    }

    pub(super) fn one(sql: &SqlStr) {
        // Outside a measured scope nobody counts.
        let _ =
            STATEMENTS.try_with(|statements| statements.borrow_mut().push(sql.as_str().to_owned()));
    }

    /// Runs `future` and tells how many statements it sent to the store from this task.
    pub async fn during<F: Future>(future: F) -> (F::Output, u32) {
        let (output, texts) = texts_during(future).await;
        (output, u32::try_from(texts.len()).unwrap_or(u32::MAX))
    }

    /// Runs `future` and gives the texts of the statements that it sent to the store from this task.
    pub async fn texts_during<F: Future>(future: F) -> (F::Output, Vec<String>) {
        STATEMENTS
            .scope(RefCell::default(), async {
                let output = future.await;
                (output, STATEMENTS.with(RefCell::take))
            })
            .await
    }
}
