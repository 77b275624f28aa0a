//! The only dynamic SQL: lists with filters, a sort and a key to go on from.
//!
//! Column names are `&'static str` written in the feature's code; what a person types is only ever bound.

use super::query::{Query, Record};
use super::{Db, DbError, DecimalText};
use chrono::{DateTime, NaiveDate, Utc};
use sqlx::AssertSqlSafe;
use uuid::Uuid;

/// A value of a filter or of a key.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Text.
    Text(String),
    /// A whole number.
    Number(i64),
    /// An exact decimal kept as text.
    Decimal(rust_decimal::Decimal),
    /// A moment.
    Moment(DateTime<Utc>),
    /// A day.
    Day(NaiveDate),
    /// An identity.
    Id(Uuid),
    /// Yes or no.
    Flag(bool),
}

/// Builds `SELECT … WHERE … ORDER BY … LIMIT …` from typed parts.
#[derive(Clone, Debug)]
pub struct Select {
    head: &'static str,
    conditions: Vec<String>,
    values: Vec<Value>,
    tail: String,
}

impl Select {
    /// Begins with everything before `WHERE`.
    #[must_use]
    pub const fn new(head: &'static str) -> Self {
        Self {
            head,
            conditions: Vec::new(),
            values: Vec::new(),
            tail: String::new(),
        }
    }

    fn placeholder(&mut self, value: Value) -> String {
        self.values.push(value);
        format!("${}", self.values.len())
    }

    /// A condition without values.
    #[must_use]
    pub fn only(mut self, condition: &'static str) -> Self {
        self.conditions.push(condition.to_owned());
        self
    }

    /// A condition in which every `?` stands for the same value: `"closes_at > ?"`.
    #[must_use]
    pub fn when(mut self, condition: &'static str, value: Option<Value>) -> Self {
        if let Some(value) = value {
            let placeholder = self.placeholder(value);
            self.conditions.push(condition.replace('?', &placeholder));
        }
        self
    }

    /// One of several values: `column IN (…)`. No values, no condition.
    #[must_use]
    pub fn any_of(mut self, column: &'static str, values: Vec<Value>) -> Self {
        if !values.is_empty() {
            let list = values
                .into_iter()
                .map(|value| self.placeholder(value))
                .collect::<Vec<_>>()
                .join(", ");
            self.conditions.push(format!("{column} IN ({list})"));
        }
        self
    }

    /// Words that all occur in a folded column, or a reference that begins with the text.
    #[must_use]
    pub fn search(mut self, folded: &'static str, reference: &'static str, text: &str) -> Self {
        let words: Vec<String> = domain::text::folded(text)
            .split_whitespace()
            .map(str::to_owned)
            .collect();
        if words.is_empty() {
            return self;
        }
        let begins = self.placeholder(Value::Text(format!(
            "{}%",
            escaped(&text.trim().to_uppercase())
        )));
        let all: Vec<String> = words
            .iter()
            .map(|word| {
                let holds = self.placeholder(Value::Text(format!("%{}%", escaped(word))));
                format!("{folded} LIKE {holds} ESCAPE '!'")
            })
            .collect();
        self.conditions.push(format!(
            "({reference} LIKE {begins} ESCAPE '!' OR ({}))",
            all.join(" AND ")
        ));
        self
    }

    /// Sorts by a column and the identity, goes on after `key`, and takes `limit` rows and one more.
    /// Rows without a value come last in both directions and both databases, through `missing`, a value past every real one.
    #[must_use]
    pub fn page(
        mut self,
        sort: &Sort,
        id: &'static str,
        key: Option<(Value, Uuid)>,
        limit: i64,
    ) -> Self {
        let (order, beyond) = if sort.descending {
            ("DESC", "<")
        } else {
            ("ASC", ">")
        };
        let column = sort.column;
        if let Some((value, last)) = key {
            let (value, last) = (self.placeholder(value), self.placeholder(Value::Id(last)));
            self.conditions
                .push(format!("({column}, {id}) {beyond} ({value}, {last})"));
        }
        self.tail = format!(
            " ORDER BY {column} {order}, {id} {order} LIMIT {}",
            limit + 1
        );
        self
    }

    /// Further words at the end, such as a fixed `ORDER BY`.
    #[must_use]
    pub fn tail(mut self, tail: &'static str) -> Self {
        self.tail = format!(" {tail}");
        self
    }

    fn text(&self) -> String {
        let mut sql = self.head.to_owned();
        for (index, condition) in self.conditions.iter().enumerate() {
            sql.push_str(if index == 0 { " WHERE " } else { " AND " });
            sql.push_str(condition);
        }
        sql + &self.tail
    }

    fn query<'db>(&self, db: &'db Db) -> Query<'db> {
        let query = db.query(AssertSqlSafe(self.text()));
        self.values
            .iter()
            .cloned()
            .fold(query, |query, value| match value {
                Value::Text(text) => query.bind(text),
                Value::Number(number) => query.bind(number),
                Value::Decimal(number) => query.bind(DecimalText(number)),
                Value::Moment(moment) => query.bind(moment),
                Value::Day(day) => query.bind(day),
                Value::Id(id) => query.bind(id),
                Value::Flag(flag) => query.bind(flag),
            })
    }

    /// Every row.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn all<T: Record>(&self, db: &Db) -> Result<Vec<T>, DbError> {
        self.query(db).all().await
    }

    /// A single number, such as a capped count.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn number(&self, db: &Db) -> Result<i64, DbError> {
        self.query(db).scalar().await
    }
}

/// A column to sort by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sort {
    /// The SQL expression; never NULL (use `COALESCE`), so that keys compare.
    pub column: &'static str,
    /// The largest first.
    pub descending: bool,
}

/// A text for `LIKE … ESCAPE '!'`, in which nothing has a meaning of its own.
pub(crate) fn escaped(text: &str) -> String {
    text.replace('!', "!!")
        .replace('%', "!%")
        .replace('_', "!_")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_type_is_only_ever_bound() {
        let select = Select::new("SELECT 1 FROM t")
            .when("a = ?", Some(Value::Text("x' OR 1=1".into())))
            .when("b = ?", None)
            .any_of("c", vec![Value::Number(1), Value::Number(2)])
            .search("f", "r", "50%");
        assert_eq!(
            select.text(),
            "SELECT 1 FROM t WHERE a = $1 AND c IN ($2, $3) AND (r LIKE $4 ESCAPE '!' OR (f LIKE $5 ESCAPE '!'))"
        );
        assert_eq!(select.values[4], Value::Text("%50!%%".into()));
    }

    #[test]
    fn the_next_page_begins_after_the_key_in_the_sorted_direction() {
        let sort = Sort {
            column: "closes",
            descending: true,
        };
        let select = Select::new("SELECT 1 FROM t").page(
            &sort,
            "id",
            Some((Value::Number(3), Uuid::nil())),
            50,
        );
        assert_eq!(
            select.text(),
            "SELECT 1 FROM t WHERE (closes, id) < ($1, $2) ORDER BY closes DESC, id DESC LIMIT 51"
        );
    }
}
