//! Checking the record of an opening, with nothing but the record and, where it is known, the server's public key.

use super::said::{OpenedOffer, Said};
use super::{Logged, Record};
use crate::bytes::Hex32;
use crate::merkle::{Hash, checkpoint_text, leaf, root_of_proof};
use crate::receipt::{sha256, signed};
use serde::Serialize;

/// What is checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Check {
    /// Whose key it is.
    Key,
    /// The signed list of what was sealed at closing.
    List,
    /// That the log has the events, under a signed root.
    Log,
    /// That the list is the one of the log.
    Closing,
    /// That everything on the list was opened.
    Nothing,
    /// That nothing else was opened.
    Added,
    /// That the prices opened later were sealed at closing.
    Prices,
}

impl Check {
    /// In words.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Key => "Key",
            Self::List => "List at closing",
            Self::Log => "Log",
            Self::Closing => "Closing",
            Self::Nothing => "Nothing removed",
            Self::Added => "Nothing added",
            Self::Prices => "Prices",
        }
    }
}

/// What was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// What was checked.
    pub check: Check,
    /// Whether it holds.
    pub holds: bool,
    /// A sentence for people.
    pub words: String,
}

/// Everything that was found of an opening.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// In the order in which it was checked.
    pub findings: Vec<Finding>,
    /// The offers as the log says they were opened; empty where the events cannot be read.
    pub offers: Vec<OpenedOffer>,
}

impl Verdict {
    /// Whether everything holds.
    #[must_use]
    pub fn valid(&self) -> bool {
        self.findings.iter().all(|finding| finding.holds)
    }
}

type Outcome = Result<String, String>;

fn finding(check: Check, outcome: Outcome) -> Finding {
    let holds = outcome.is_ok();
    Finding {
        check,
        holds,
        words: outcome.unwrap_or_else(|words| words),
    }
}

/// Checks a record. With `pinned` the key must be that one; without it the record is only as good as the key in it.
#[must_use]
pub fn verify(record: &Record, pinned: Option<&Hex32>) -> Verdict {
    let said = Said::by(record);
    let of = |check: fn(&Record, &Said) -> Outcome| match &said {
        Ok(said) => check(record, said),
        Err(why) => Err(why.clone()),
    };
    let findings = vec![
        finding(Check::Key, key(record, pinned)),
        finding(Check::List, list(record)),
        finding(Check::Log, log(record)),
        finding(Check::Closing, of(closing)),
        finding(Check::Nothing, of(nothing_removed)),
        finding(Check::Added, of(nothing_added)),
        finding(Check::Prices, of(prices)),
    ];
    let offers = said.ok().and_then(|said| said.opened).unwrap_or_default();
    Verdict { findings, offers }
}

fn key(record: &Record, pinned: Option<&Hex32>) -> Outcome {
    let id = record.head.key_id();
    match pinned {
        None => Ok(format!(
            "{id}, as the record says. Compare it with the key that the server publishes, or with one you kept"
        )),
        Some(key) if *key == record.head.public_key => {
            Ok(format!("{id} is the key that it was to be"))
        }
        Some(_) => Err(format!("{id} is another key than it was to be")),
    }
}

fn list(record: &Record) -> Outcome {
    if !record.head.is_signed() {
        return Err("the signature is not of this head".to_owned());
    }
    if !record.head.is_of(&record.list) {
        return Err("the list is not the one whose digest was signed".to_owned());
    }
    let count = record.list.offers.len();
    Ok(format!(
        "{count} sealed at closing, signed by key {}",
        record.head.key_id()
    ))
}

fn log(record: &Record) -> Outcome {
    let mut last = None;
    for logged in &record.events {
        in_log(&record.head.public_key, logged)?;
        if last >= Some(logged.log.position) {
            return Err("the events are not in the order of the log".to_owned());
        }
        last = Some(logged.log.position);
    }
    Ok(format!(
        "{} events, each under a root signed by the same key",
        record.events.len()
    ))
}

fn in_log(key: &Hex32, logged: &Logged) -> Result<(), String> {
    let (log, hash) = (&logged.log, sha256(logged.text.as_bytes()));
    let beside: Vec<Hash> = log.proof.iter().map(|hash| hash.0).collect();
    let root = root_of_proof(leaf(&hash.0), log.position, log.tree_size, &beside);
    if root != Some(log.root.0) {
        return Err("a proof does not lead from its event to the root of the log".to_owned());
    }
    let text = checkpoint_text(log.tree_size, &log.root.0);
    match signed(key, &text, &log.signature) {
        true => Ok(()),
        false => Err("the signature is not of the root of the log".to_owned()),
    }
}

fn closing(record: &Record, said: &Said) -> Outcome {
    match said.heads.as_slice() {
        [head] if *head == record.head => Ok("the log has this list, from closing on".to_owned()),
        [_] => Err("the log has another list than this one".to_owned()),
        [] => Err("the event of closing is missing".to_owned()),
        _ => Err("the log has more than one list".to_owned()),
    }
}

const NOT_OPENED: &str = "the event of the opening is missing";

fn nothing_removed(record: &Record, said: &Said) -> Outcome {
    let opened = said.opened.as_ref().ok_or(NOT_OPENED)?;
    let committed = record.list.offers.len();
    let found = opened.iter().filter(|offer| offer.place.is_some()).count();
    match committed - found {
        0 => Ok(format!("all {committed} that were sealed were opened")),
        lost => Err(format!(
            "{lost} of {committed} that were sealed were not opened"
        )),
    }
}

fn nothing_added(_: &Record, said: &Said) -> Outcome {
    let opened = said.opened.as_ref().ok_or(NOT_OPENED)?;
    let late = opened.iter().filter(|offer| offer.late).count();
    let added = opened
        .iter()
        .filter(|offer| offer.place.is_none() && !offer.late);
    let added: Vec<&str> = added.map(|offer| offer.offer.as_str()).collect();
    match (added.as_slice(), late) {
        ([], 0) => Ok(format!(
            "all {} that were opened were sealed so",
            opened.len()
        )),
        ([], late) => Ok(format!(
            "all {} that were opened were sealed so; {late} of them came after closing, and the log says before the opening that it was taken",
            opened.len()
        )),
        (added, _) => Err(format!("{} is not as it was sealed", added.join(", "))),
    }
}

fn prices(_: &Record, said: &Said) -> Outcome {
    match (said.strange_prices.as_slice(), said.prices) {
        ([], None) => Ok("no later opening of prices is in this record".to_owned()),
        ([], Some(count)) => Ok(format!("{count} opened later, each as it was sealed")),
        (strange, _) => Err(format!(
            "the price of {} is not as it was sealed",
            strange.join(", ")
        )),
    }
}
