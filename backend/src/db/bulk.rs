//! Many rows in few statements: inserting or merging them, and looking up what is there already.
//!
//! Names of tables and columns are written in the feature's code; what comes from outside is only ever bound.

use super::query::{Param, Query, Record};
use super::{DbError, Tx};
use chrono::{DateTime, NaiveDate, Utc};
use sqlx::AssertSqlSafe;
use uuid::Uuid;

/// The most rows of one statement. Statements have a power of two of rows, so that few different ones are prepared.
const MOST_ROWS: usize = 128;

/// The most placeholders of one statement: SQLite allows 32,766, PostgreSQL 65,535.
const MOST_PARAMETERS: usize = 32_000;

/// What an existing row's column becomes when a row with the same identity comes in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Merge {
    /// It stays.
    Keep,
    /// It takes the other value unless that is NULL.
    Known,
    /// It takes the other text unless that is this one, which stands for "not said".
    Unless(&'static str),
    /// It takes the other number unless that is 0.
    NotZero,
    /// It counts one up.
    Count,
}

/// Whose values win when both rows say something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Winner {
    /// The row that comes in.
    Incoming,
    /// The row that is there.
    Stored,
}

/// A table whose rows are written in bulk. The first column is its identity.
#[derive(Clone, Copy, Debug)]
pub struct Table {
    /// The table's name.
    pub name: &'static str,
    /// Its columns, with how they are merged.
    pub columns: &'static [(&'static str, Merge)],
}

/// A value of a row.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Text. NUL characters, which PostgreSQL cannot store, are left out.
    Text(Option<String>),
    /// A whole number.
    Number(Option<i64>),
    /// A moment.
    Moment(Option<DateTime<Utc>>),
    /// A day.
    Day(Option<NaiveDate>),
    /// An identity.
    Id(Option<Uuid>),
    /// Yes or no.
    Flag(bool),
    /// Bytes.
    Bytes(Vec<u8>),
}

macro_rules! cells {
    ($($kind:ty => $variant:ident),+ $(,)?) => {$(
        impl From<$kind> for Cell {
            fn from(value: $kind) -> Self {
                Self::$variant(Some(value))
            }
        }
        impl From<Option<$kind>> for Cell {
            fn from(value: Option<$kind>) -> Self {
                Self::$variant(value)
            }
        }
    )+};
}

cells!(String => Text, i64 => Number, DateTime<Utc> => Moment, NaiveDate => Day, Uuid => Id);

impl From<&str> for Cell {
    fn from(value: &str) -> Self {
        Self::Text(Some(value.to_owned()))
    }
}

impl From<bool> for Cell {
    fn from(value: bool) -> Self {
        Self::Flag(value)
    }
}

impl From<Vec<u8>> for Cell {
    fn from(value: Vec<u8>) -> Self {
        Self::Bytes(value)
    }
}

impl Cell {
    fn bind(self, query: Query<'_>) -> Query<'_> {
        match self {
            Self::Text(text) => query.bind(text.map(|text| text.replace('\0', ""))),
            Self::Number(number) => query.bind(number),
            Self::Moment(moment) => query.bind(moment),
            Self::Day(day) => query.bind(day),
            Self::Id(id) => query.bind(id),
            Self::Flag(flag) => query.bind(flag),
            Self::Bytes(bytes) => query.bind(bytes),
        }
    }
}

/// A row, its cells in the order of the table's columns.
pub type Row = Vec<Cell>;

impl Tx {
    /// Writes rows. Where a row has the identity of one that is there, the two are merged column by column.
    /// No identity may occur twice among `rows`.
    ///
    /// # Errors
    /// When the store fails or refuses a row; then the transaction cannot go on.
    pub async fn write_all(
        &mut self,
        table: &Table,
        rows: Vec<Row>,
        winner: Winner,
    ) -> Result<(), DbError> {
        self.put(table, rows, on_conflict(table, winner)).await
    }

    /// Writes rows of which none is there yet.
    ///
    /// # Errors
    /// When the store fails or a row is there already; then the transaction cannot go on.
    pub async fn insert_all(&mut self, table: &Table, rows: Vec<Row>) -> Result<(), DbError> {
        self.put(table, rows, String::new()).await
    }

    async fn put(&mut self, table: &Table, rows: Vec<Row>, tail: String) -> Result<(), DbError> {
        let most = MOST_ROWS.min(MOST_PARAMETERS / table.columns.len());
        let mut rows = rows.into_iter();
        while rows.len() > 0 {
            let count = power_of_two(rows.len(), most);
            let sql = insert(table, count) + &tail;
            let mut query = self.query(AssertSqlSafe(sql));
            for cell in rows.by_ref().take(count).flatten() {
                query = cell.bind(query);
            }
            query.run().await?;
        }
        Ok(())
    }

    /// Rows of `head` whose `column` is one of `values`: `head … WHERE column IN (…) tail`.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn rows_with<T: Record, V: Param>(
        &mut self,
        head: &'static str,
        column: &'static str,
        values: Vec<V>,
        tail: &'static str,
    ) -> Result<Vec<T>, DbError> {
        let mut found = Vec::new();
        let mut values = values.into_iter();
        while values.len() > 0 {
            let count = power_of_two(values.len(), MOST_ROWS);
            let sql = format!(
                "{head} WHERE {column} IN ({}) {tail}",
                placeholders(1, count)
            );
            let query = self.query(AssertSqlSafe(sql));
            let query = values.by_ref().take(count).fold(query, Query::bind);
            found.extend(query.all().await?);
        }
        Ok(found)
    }

    /// Takes `count` numbers of a named sequence at once and gives the first of them.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn next_numbers(&mut self, name: &str, count: i64) -> Result<i64, DbError> {
        let last: i64 = self
            .query(
                "INSERT INTO sequence (name, value) VALUES ($1, $2)
                 ON CONFLICT (name) DO UPDATE SET value = sequence.value + excluded.value RETURNING value",
            )
            .bind(name)
            .bind(count)
            .scalar()
            .await?;
        Ok(last - count + 1)
    }
}

fn power_of_two(left: usize, most: usize) -> usize {
    let bound = left.min(most).max(1);
    1 << bound.ilog2()
}

fn placeholders(first: usize, count: usize) -> String {
    let names: Vec<String> = (first..first + count)
        .map(|number| format!("${number}"))
        .collect();
    names.join(", ")
}

fn insert(table: &Table, rows: usize) -> String {
    let names: Vec<&str> = table.columns.iter().map(|(name, _)| *name).collect();
    let width = names.len();
    let values: Vec<String> = (0..rows)
        .map(|row| format!("({})", placeholders(row * width + 1, width)))
        .collect();
    format!(
        "INSERT INTO {} ({}) VALUES {}",
        table.name,
        names.join(", "),
        values.join(", ")
    )
}

fn on_conflict(table: &Table, winner: Winner) -> String {
    let Some((identity, _)) = table.columns.first() else {
        return String::new();
    };
    let sets: Vec<String> = table
        .columns
        .iter()
        .filter_map(|(name, merge)| merged(table.name, name, *merge, winner))
        .collect();
    if sets.is_empty() {
        return format!(" ON CONFLICT ({identity}) DO NOTHING");
    }
    format!(
        " ON CONFLICT ({identity}) DO UPDATE SET {}",
        sets.join(", ")
    )
}

fn merged(table: &str, name: &str, merge: Merge, winner: Winner) -> Option<String> {
    let (incoming, stored) = (format!("excluded.{name}"), format!("{table}.{name}"));
    let (first, second) = match winner {
        Winner::Incoming => (incoming, stored),
        Winner::Stored => (stored, incoming),
    };
    let value = match merge {
        Merge::Keep => return None,
        Merge::Known => format!("COALESCE({first}, {second})"),
        Merge::Unless(marker) => format!("COALESCE(NULLIF({first}, '{marker}'), {second})"),
        Merge::NotZero => format!("COALESCE(NULLIF({first}, 0), {second})"),
        Merge::Count => format!("{table}.{name} + 1"),
    };
    Some(format!("{name} = {value}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLACE: Table = Table {
        name: "place",
        columns: &[
            ("id", Merge::Keep),
            ("name", Merge::Unless("")),
            ("size", Merge::Known),
        ],
    };

    #[test]
    fn a_statement_has_a_power_of_two_of_rows() {
        assert_eq!(power_of_two(200, 128), 128);
        assert_eq!(power_of_two(72, 128), 64);
        assert_eq!(power_of_two(1, 128), 1);
    }

    #[test]
    fn placeholders_are_numbered_through_all_rows() {
        let sql = insert(&PLACE, 2);
        assert!(
            sql.ends_with("(id, name, size) VALUES ($1, $2, $3), ($4, $5, $6)"),
            "{sql}"
        );
    }

    #[test]
    fn what_is_not_said_does_not_win() {
        let tail = on_conflict(&PLACE, Winner::Incoming);
        assert!(
            tail.contains("name = COALESCE(NULLIF(excluded.name, ''), place.name)"),
            "{tail}"
        );
        let tail = on_conflict(&PLACE, Winner::Stored);
        assert!(
            tail.contains("size = COALESCE(place.size, excluded.size)"),
            "{tail}"
        );
    }
}
