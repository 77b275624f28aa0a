//! The feeds of saved searches, for programs that have a secret address and no session.

use super::State;
use app::page::status_of;
use axum::extract::{Path, State as AxumState};
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, REFERRER_POLICY};
use axum::response::{IntoResponse, Response};
use backend::searches::{self, Feed, FeedEntry};
use chrono::{DateTime, SecondsFormat, Utc};

/// Answers `/feeds/{file}`: `<secret>.atom`, or `<secret>.ics`. Any other address has nothing.
pub async fn send(AxumState(state): AxumState<State>, Path(file): Path<String>) -> Response {
    let Some((secret, ending)) = file.rsplit_once('.') else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let feed = match searches::feed(&state.ctx, secret).await {
        Ok(feed) => feed,
        Err(error) => {
            let status = status_of(&error);
            if status.is_server_error() {
                tracing::error!(error = ?error, "a feed could not be read");
            }
            return status.into_response();
        }
    };
    let base = state.config.url.trim_end_matches('/');
    let (kind, text) = match ending {
        "atom" => ("application/atom+xml; charset=utf-8", atom(&feed, base)),
        "ics" => ("text/calendar; charset=utf-8", calendar(&feed, base)),
        _ => return StatusCode::NOT_FOUND.into_response(),
    };
    let headers = [
        (CONTENT_TYPE, kind),
        (CACHE_CONTROL, "private, no-store"),
        (REFERRER_POLICY, "no-referrer"),
    ];
    (headers, text).into_response()
}

/// A text inside XML; characters that XML cannot hold are left out.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' | '\t' => out.push(c),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

fn moment(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, true)
}

/// The feed as RFC 4287 has it.
fn atom(feed: &Feed, base: &str) -> String {
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">\n<id>urn:uuid:{}</id>\n<title>{}</title>\n<updated>{}</updated>\n<link href=\"{}/solicitations\"/>\n",
        feed.id,
        escaped(&feed.name),
        moment(feed.updated),
        escaped(base),
    );
    for entry in &feed.entries {
        out.push_str(&atom_entry(entry, base));
    }
    out + "</feed>\n"
}

fn atom_entry(entry: &FeedEntry, base: &str) -> String {
    let closes = entry
        .closes_at
        .map(|at| format!(" Closes {}.", moment(at)))
        .unwrap_or_default();
    format!(
        "<entry>\n<id>urn:uuid:{}</id>\n<title>{} {}</title>\n<link href=\"{}/solicitations/{}\"/>\n<published>{at}</published>\n<updated>{at}</updated>\n<author><name>{}</name></author>\n<summary>{}{closes}</summary>\n</entry>\n",
        entry.id,
        escaped(&entry.reference),
        escaped(&entry.title),
        escaped(base),
        escaped(&entry.reference),
        escaped(&entry.buyer_name),
        escaped(&entry.need),
        at = moment(entry.published_at),
    )
}

/// The closing moments as RFC 5545 has them.
fn calendar(feed: &Feed, base: &str) -> String {
    let mut out =
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Perigee//Saved search//EN\r\n".to_owned();
    out.push_str(&folded(&format!("X-WR-CALNAME:{}", plain(&feed.name))));
    for entry in &feed.entries {
        let Some(closes) = entry.closes_at else {
            continue;
        };
        let stamp = |at: DateTime<Utc>| at.format("%Y%m%dT%H%M%SZ").to_string();
        out.push_str("BEGIN:VEVENT\r\n");
        let lines = [
            format!("UID:{}@perigee", entry.id),
            format!("DTSTAMP:{}", stamp(entry.published_at)),
            format!("DTSTART:{}", stamp(closes)),
            format!(
                "SUMMARY:{}",
                plain(&format!("{} closes: {}", entry.reference, entry.title))
            ),
            format!("URL:{base}/solicitations/{}", entry.reference),
        ];
        for line in lines {
            out.push_str(&folded(&line));
        }
        out.push_str("END:VEVENT\r\n");
    }
    out + "END:VCALENDAR\r\n"
}

/// A text value: separators escaped, lines joined.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | ';' | ',' => {
                out.push('\\');
                out.push(c);
            }
            '\n' => out.push_str("\\n"),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

/// A content line in pieces of at most 75 bytes, never inside a character.
fn folded(line: &str) -> String {
    let (mut out, mut width) = (String::with_capacity(line.len() + 4), 0);
    for c in line.chars() {
        if width + c.len_utf8() > 75 {
            out.push_str("\r\n ");
            width = 1;
        }
        out.push(c);
        width += c.len_utf8();
    }
    out + "\r\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_wrote_is_text_and_never_markup() {
        assert_eq!(escaped("<b> & \"c\"\u{1}"), "&lt;b&gt; &amp; &quot;c&quot;");
        assert_eq!(plain("a;b,c\nd"), "a\\;b\\,c\\nd");
    }

    #[test]
    fn long_lines_of_a_calendar_are_folded_between_characters() {
        let text = folded(&format!("SUMMARY:{}", "é".repeat(60)));
        assert!(text.lines().all(|line| line.len() <= 75));
        assert_eq!(text.replace("\r\n ", "").trim_end().chars().count(), 68);
    }
}
