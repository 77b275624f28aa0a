//! How a list becomes a CSV file.
//!
//! CSV after RFC 4180: comma, CRLF, quotes doubled. UTF-8 with a byte order mark, because spreadsheets otherwise read
//! it as the machine's own alphabet; readers of tables skip the mark (`utf-8-sig`). The first row names the columns:
//! no comment row stands before it, since RFC 4180 knows none and every reader would take it for the head. When the file
//! was made stands in its name; that and the address with its filters are the headers `x-exported-at` and `x-exported-from`.
//!
//! A cell that a spreadsheet would run as a formula is written with an apostrophe in front; a real number is not.

use super::super::State;
use super::super::page::{Again, incoming};
use super::super::session::Visitor;
use app::page::status_of;
use app::request::Rq;
use axum::body::Body;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::http::{HeaderValue, Response, StatusCode, Uri};
use axum::response::IntoResponse;
use backend::Error;
use backend::ocds::NO_CURRENCY;
use chrono::{DateTime, NaiveDate, SecondsFormat, Utc};
use domain::money::{Currency, Money};
use std::collections::HashMap;

/// What a row has in a column.
type Cell<Row> = fn(&Row) -> String;

/// A list as it is filed: a word for its file, the names of its columns, and what a row has in each.
pub struct List<Row: 'static> {
    pub name: &'static str,
    pub columns: &'static [(&'static str, Cell<Row>)],
}

/// The request as pages know it, for reading its filters.
pub fn request(state: &State, visitor: &Visitor, uri: &Uri) -> Rq {
    incoming(state, visitor, uri, HashMap::new(), Again::default())
}

/// The file, or the status that says why there is none.
pub fn answer<Row: 'static>(
    rq: &Rq,
    uri: &Uri,
    list: &List<Row>,
    rows: Result<Vec<Row>, Error>,
) -> Response<Body> {
    let rows = match rows {
        Ok(rows) => rows,
        Err(error) => {
            if status_of(&error).is_server_error() {
                tracing::error!(request = rq.id(), path = uri.path(), error = ?error, "an export failed");
            }
            return status_of(&error).into_response();
        }
    };
    let stamp = rq.at().format("%Y%m%dT%H%M%SZ");
    let mut response = file(&format!("{}-{stamp}.csv", list.name), text(list, &rows));
    let from = HeaderValue::from_str(&uri.to_string());
    let made = HeaderValue::from_str(&moment(rq.at()));
    for (header, value) in [("x-exported-from", from), ("x-exported-at", made)] {
        if let Ok(value) = value {
            response.headers_mut().insert(header, value);
        }
    }
    response
}

fn file(name: &str, text: String) -> Response<Body> {
    let disposition = format!("attachment; filename=\"{name}\"");
    let kind = "text/csv; charset=utf-8; header=present".to_owned();
    let headers = [(CONTENT_TYPE, kind), (CONTENT_DISPOSITION, disposition)];
    (StatusCode::OK, headers, text).into_response()
}

fn text<Row: 'static>(list: &List<Row>, rows: &[Row]) -> String {
    let mut out = String::from("\u{feff}");
    line(
        &mut out,
        list.columns.iter().map(|(name, _)| (*name).to_owned()),
    );
    for row in rows {
        line(&mut out, list.columns.iter().map(|(_, cell)| cell(row)));
    }
    out
}

fn line(out: &mut String, cells: impl Iterator<Item = String>) {
    for (index, cell) in cells.enumerate() {
        if index > 0 {
            out.push(',');
        }
        out.push_str(&quoted(&harmless(&cell)));
    }
    out.push_str("\r\n");
}

/// What a spreadsheet would run as a formula, with an apostrophe in front.
fn harmless(cell: &str) -> String {
    let begins = cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
    if begins && !number(cell) {
        format!("'{cell}")
    } else {
        cell.to_owned()
    }
}

/// A sign, digits, and one point with digits after it.
fn number(cell: &str) -> bool {
    let size = cell.strip_prefix(['-', '+']).unwrap_or(cell);
    let (whole, rest) = size.split_once('.').unwrap_or((size, "0"));
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    digits(whole) && digits(rest)
}

fn quoted(cell: &str) -> String {
    if cell.contains([',', '"', '\r', '\n']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}

/// A moment for machines: `2026-03-03T09:00:00.000000Z`.
pub fn moment(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Micros, true)
}

/// A moment, or an empty cell.
pub fn moment_or_none(at: Option<DateTime<Utc>>) -> String {
    at.map(moment).unwrap_or_default()
}

/// A day as `2026-03-03`, or an empty cell.
pub fn day(day: Option<NaiveDate>) -> String {
    day.map(|day| day.to_string()).unwrap_or_default()
}

/// An amount in major units with the decimals of its currency and nothing else, for the column beside its code.
pub fn amount(minor: i64, currency: &str) -> String {
    if currency == NO_CURRENCY {
        return String::new();
    }
    let Ok(currency) = currency.parse::<Currency>() else {
        return minor.to_string();
    };
    Money::new(minor, currency).major().to_string()
}

/// A currency; an empty cell for a record that states none.
pub fn currency(code: &str) -> String {
    if code == NO_CURRENCY {
        String::new()
    } else {
        code.to_owned()
    }
}

/// An amount, or an empty cell where there is none.
pub fn amount_or_none(minor: Option<i64>, currency: Option<&str>) -> String {
    minor
        .zip(currency)
        .map(|(minor, currency)| amount(minor, currency))
        .unwrap_or_default()
}

/// Anything that can be written, or an empty cell.
pub fn or_none<T: ToString>(value: Option<&T>) -> String {
    value.map(ToString::to_string).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_quoted_as_rfc_4180_says() {
        let list = List::<[&str; 3]> {
            name: "test",
            columns: &[
                ("x", |row| row[0].to_owned()),
                ("y", |row| row[1].to_owned()),
                ("z", |row| row[2].to_owned()),
            ],
        };
        assert_eq!(
            text(&list, &[["a,b", "say \"x\"", "two\nlines"]]),
            "\u{feff}x,y,z\r\n\"a,b\",\"say \"\"x\"\"\",\"two\nlines\"\r\n"
        );
    }

    #[test]
    fn amounts_have_the_decimals_of_their_currency() {
        assert_eq!(amount(-900_000_050, "EUR"), "-9000000.50");
        assert_eq!(amount(1200, "JPY"), "1200");
        assert_eq!(amount_or_none(None, Some("EUR")), "");
    }

    #[test]
    fn formulas_are_made_harmless_and_numbers_stay_numbers() {
        for formula in [
            "=1+1",
            "+cmd|' /C calc'!A0",
            "-2+3",
            "@SUM(A1)",
            "\tx",
            "\rx",
            "-",
            "+1.2.3",
            "-1e5",
        ] {
            assert_eq!(harmless(formula), format!("'{formula}"));
        }
        for number in ["-12", "+3", "-0.50", "12", "text", ""] {
            assert_eq!(harmless(number), number);
        }
    }
}
