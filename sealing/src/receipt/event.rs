//! What the log's event says of a submission.

use super::{Statement, sha256};
use serde_json::Value;

/// Whether the event's text has the hash that was stated, and says the same as the statement. Answers what does not fit.
pub(super) fn fits(event: &str, statement: &Statement) -> Result<(), &'static str> {
    if sha256(event.as_bytes()) != statement.event_hash {
        return Err("its text does not have the hash that was signed");
    }
    let said: Value = serde_json::from_str(event).map_err(|_| "its text is not JSON")?;
    let text = |name: &str| said[name].as_str().unwrap_or_default();
    let rules = [
        (
            text("id") == statement.event_id.to_string(),
            "it is another event than the one that was signed",
        ),
        (
            said["at"].as_i64() == Some(statement.received_at.timestamp_micros()),
            "it tells another time",
        ),
        (
            text("subject_kind") == "offer" && text("subject_reference") == statement.offer,
            "it is about another offer",
        ),
        (
            statement
                .parts
                .iter()
                .all(|part| text("after").contains(&part.sha256.to_string())),
            "it does not name the hash of every part",
        ),
        (
            files(statement).is_none_or(|digest| text("after").contains(&digest)),
            "it does not name the hash of the list of files",
        ),
    ];
    rules
        .iter()
        .find(|(holds, _)| !holds)
        .map_or(Ok(()), |(_, words)| Err(words))
}

/// The digest of the list of files, where there is one. Nothing fits a list that cannot be written.
fn files(statement: &Statement) -> Option<String> {
    let files = statement.files.as_ref()?;
    Some(
        files
            .digest()
            .map_or_else(|_| "no digest".to_owned(), |digest| digest.to_string()),
    )
}
