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
    few: bool,
    /// How many values stand before its own, where several are put into one statement.
    before: usize,
}

/// A list is counted up to here; beyond it says “more than”.
pub const MOST_COUNTED: i64 = 10_000;

/// Up to so many rows it is quicker to find and sort them all than to walk the whole order in search of them.
const FEW: i64 = 2_000;

impl Select {
    /// Begins with everything before `WHERE`.
    #[must_use]
    pub const fn new(head: &'static str) -> Self {
        Self {
            head,
            conditions: Vec::new(),
            values: Vec::new(),
            tail: String::new(),
            few: false,
            before: 0,
        }
    }

    /// Says how many rows suit, before [`Select::page`]. The databases do not know it when they choose between the index
    /// of the order, which finds the first of many rows at once, and sorting, which finds few rows anywhere.
    #[must_use]
    pub const fn of(mut self, count: i64) -> Self {
        self.few = count <= FEW;
        self
    }

    /// The value of the next placeholder that the head itself has; to be given before any condition.
    #[must_use]
    pub fn value(mut self, value: Value) -> Self {
        self.values.push(value);
        self
    }

    fn placeholder(&mut self, value: Value) -> String {
        self.values.push(value);
        format!("${}", self.before + self.values.len())
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

    /// A condition in which every `?` stands for the first value and every `!` for the second.
    #[must_use]
    pub fn when_both(mut self, condition: &'static str, values: Option<(Value, Value)>) -> Self {
        if let Some((first, second)) = values {
            let (first, second) = (self.placeholder(first), self.placeholder(second));
            let condition = condition.replace('?', &first).replace('!', &second);
            self.conditions.push(condition);
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
    pub fn search(self, folded: &'static str, reference: &'static str, text: &str) -> Self {
        self.search_in("?", folded, reference, text)
    }

    /// As [`Select::search`], with the words in another table: `holder` says how it is reached, and its `?` stands for the
    /// words, as in `"solicitation_id IN (SELECT id FROM solicitation WHERE ?)"`.
    #[must_use]
    pub fn search_in(
        mut self,
        holder: &'static str,
        folded: &'static str,
        reference: &'static str,
        text: &str,
    ) -> Self {
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
        let held = holder.replace('?', &format!("({})", all.join(" AND ")));
        self.conditions
            .push(format!("({reference} LIKE {begins} ESCAPE '!' OR {held})"));
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
        // An expression that no index has.
        let column = if self.few {
            format!("CASE WHEN 1 = 1 THEN {} END", sort.column)
        } else {
            sort.column.to_owned()
        };
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
        bound(db.query(AssertSqlSafe(self.text())), &self.values)
    }

    /// Several single numbers in one statement: each builder goes on from a select with the same head.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn numbers<Build: FnOnce(Self) -> Self>(
        db: &Db,
        head: &'static str,
        builders: impl IntoIterator<Item = Build>,
    ) -> Result<Vec<i64>, DbError> {
        let (mut parts, mut values) = (Vec::new(), Vec::new());
        for build in builders {
            let select = build(Self {
                before: values.len(),
                ..Self::new(head)
            });
            let (place, text) = (parts.len(), select.text());
            parts.push(format!("SELECT {place} AS place, ({text}) AS number"));
            values.extend(select.values);
        }
        if parts.is_empty() {
            return Ok(Vec::new());
        }
        let sql = format!(
            "SELECT CAST(number AS BIGINT) FROM ({}) AS every ORDER BY place",
            parts.join(" UNION ALL ")
        );
        bound(db.query(AssertSqlSafe(sql)), &values).scalars().await
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

/// The rows of a page that [`Select::page`] read with one more, and the key with which the next page begins.
pub(crate) fn cut<Row>(
    mut rows: Vec<Row>,
    limit: i64,
    key: impl FnOnce(&Row) -> String,
) -> (Vec<Row>, Option<String>) {
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let more = rows.len() > limit;
    rows.truncate(limit);
    let next = rows.last().filter(|_| more).map(key);
    (rows, next)
}

fn bound<'db>(query: Query<'db>, values: &[Value]) -> Query<'db> {
    values
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
    fn few_rows_are_sorted_and_not_sought_in_the_index_of_the_order() {
        let sort = Sort {
            column: "made",
            descending: false,
        };
        let page = |count| {
            Select::new("SELECT 1 FROM t")
                .of(count)
                .page(&sort, "id", None, 50)
        };
        assert!(
            page(FEW)
                .text()
                .contains("ORDER BY CASE WHEN 1 = 1 THEN made END ASC, id")
        );
        assert!(page(FEW + 1).text().contains("ORDER BY made ASC, id"));
    }

    #[test]
    fn only_a_row_too_many_tells_of_a_next_page() {
        let page = |rows: &[i64]| cut(rows.to_vec(), 2, i64::to_string);
        assert_eq!(page(&[1, 2]), (vec![1, 2], None));
        assert_eq!(page(&[1, 2, 3]), (vec![1, 2], Some("2".to_owned())));
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
