//! Lists as files.
//!
//! CSV after RFC 4180: comma, CRLF, quotes doubled. UTF-8 with a byte order mark, because spreadsheets otherwise read
//! it as the machine's own alphabet; readers of tables skip the mark (`utf-8-sig`). The first row names the columns:
//! no comment row stands before it, since RFC 4180 knows none and every reader would take it for the head. When the file
//! was made stands in its name; that and the address with its filters are the headers `x-exported-at` and `x-exported-from`.
//!
//! A further list is a route, its name in [`PATHS`], and a handler that turns the rows of a use case into cells.
//!
//! A cell that a spreadsheet would run as a formula is written with an apostrophe in front; a real number is not.

use super::State;
use super::page::{Again, incoming};
use super::session::Visitor;
use app::page::status_of;
use app::request::Rq;
use axum::Router;
use axum::body::Body;
use axum::extract::{Extension, State as AxumState};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::http::{HeaderValue, Response, StatusCode, Uri};
use axum::response::IntoResponse;
use axum::routing::get;
use backend::{Error, audit};
use chrono::{DateTime, SecondsFormat, Utc};
use std::collections::HashMap;

/// The addresses of files made of lists.
pub const PATHS: [&str; 1] = ["/audit.csv"];

/// The routes of files made of lists.
pub fn routes() -> Router<State> {
    Router::new().route("/audit.csv", get(log))
}

async fn log(
    AxumState(state): AxumState<State>,
    Extension(visitor): Extension<Visitor>,
    uri: Uri,
) -> Response<Body> {
    let rq = request(&state, &visitor, &uri);
    let rows = audit::export(rq.ctx(), rq.actor(), &app::pages::audit::log_input(&rq)).await;
    let row = |row: audit::LogRow| {
        vec![
            moment(row.at),
            row.actor_name,
            row.action,
            row.subject_kind,
            row.subject_reference,
            row.summary,
            row.reason.unwrap_or_default(),
            row.position
                .map(|position| position.to_string())
                .unwrap_or_default(),
            row.id.to_string(),
        ]
    };
    let head = [
        "at",
        "who",
        "action",
        "subject_kind",
        "subject",
        "what",
        "reason",
        "position",
        "event",
    ];
    answer(
        &rq,
        &uri,
        "audit",
        &head,
        rows.map(|rows| rows.into_iter().map(row).collect()),
    )
}

/// The request as pages know it, for reading its filters.
fn request(state: &State, visitor: &Visitor, uri: &Uri) -> Rq {
    incoming(state, visitor, uri, HashMap::new(), Again::default())
}

/// The file, or the status that says why there is none.
fn answer(
    rq: &Rq,
    uri: &Uri,
    name: &str,
    head: &[&str],
    rows: Result<Vec<Vec<String>>, Error>,
) -> Response<Body> {
    match rows {
        Ok(rows) => {
            let stamp = rq.at().format("%Y%m%dT%H%M%SZ");
            let mut response = csv(&format!("{name}-{stamp}.csv"), head, &rows);
            let from = HeaderValue::from_str(&uri.to_string());
            let made = HeaderValue::from_str(&moment(rq.at()));
            for (header, value) in [("x-exported-from", from), ("x-exported-at", made)] {
                if let Ok(value) = value {
                    response.headers_mut().insert(header, value);
                }
            }
            response
        }
        Err(error) => {
            if status_of(&error).is_server_error() {
                tracing::error!(request = rq.id(), path = uri.path(), error = ?error, "an export failed");
            }
            status_of(&error).into_response()
        }
    }
}

/// A list as a CSV file.
#[must_use]
pub fn csv(file_name: &str, head: &[&str], rows: &[Vec<String>]) -> Response<Body> {
    let disposition = format!("attachment; filename=\"{file_name}\"");
    let kind = "text/csv; charset=utf-8; header=present";
    (
        StatusCode::OK,
        [
            (CONTENT_TYPE, kind.to_owned()),
            (CONTENT_DISPOSITION, disposition),
        ],
        text(head, rows),
    )
        .into_response()
}

fn text(head: &[&str], rows: &[Vec<String>]) -> String {
    let mut out = String::from("\u{feff}");
    line(&mut out, head.iter().copied());
    for row in rows {
        line(&mut out, row.iter().map(String::as_str));
    }
    out
}

fn line<'a>(out: &mut String, cells: impl Iterator<Item = &'a str>) {
    for (index, cell) in cells.enumerate() {
        if index > 0 {
            out.push(',');
        }
        out.push_str(&quoted(&harmless(cell)));
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

/// A moment for machines: `2026-03-03T09:00:00Z`.
fn moment(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Micros, true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_quoted_as_rfc_4180_says() {
        let rows = vec![vec![
            "a,b".to_owned(),
            "say \"x\"".to_owned(),
            "two\nlines".to_owned(),
        ]];
        assert_eq!(
            text(&["x", "y", "z"], &rows),
            "\u{feff}x,y,z\r\n\"a,b\",\"say \"\"x\"\"\",\"two\nlines\"\r\n"
        );
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
