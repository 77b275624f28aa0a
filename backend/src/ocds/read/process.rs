use std::sync::Arc;

use serde_json::{Map, Value};

use super::awards::{Award, awards};
use super::bids::{Bid, BidStatistic, bids, statistics};
use super::canonical::fingerprint;
use super::codes::{InitiationType, PartyRole, ReleaseTag};
use super::contracts::{Contract, contracts};
use super::error::{Note, Refusal};
use super::merge::merge;
use super::object::{Log, Object, kind};
use super::outline::Publication;
use super::parties::{Directory, Party, PartyRef};
use super::parts::{RelatedProcess, related};
use super::planning::{Planning, planning};
use super::tender::{Tender, tender};
use super::when::When;

/// The version of OCDS a process is written in. Both are read into the same shape, with the names of 1.1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Version {
    /// 1.0
    V1_0,
    /// 1.1
    V1_1,
    /// Another one, as written; read like 1.1.
    Other(String),
}

/// One release, or the compiled view of one record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Process {
    /// Id of the contracting process; several releases of one file may share it.
    pub ocid: String,
    /// Id of the release.
    pub release: Option<String>,
    /// When the release was made.
    pub date: Option<When>,
    /// What it announces.
    pub tags: Vec<ReleaseTag>,
    /// How the process began.
    pub initiation: Option<InitiationType>,
    /// The version it is written in.
    pub version: Version,
    /// Its package: publisher, licence, addresses.
    pub publication: Arc<Publication>,
    /// Where in the file it stands (`$.releases[3]`, `line 17 $`).
    pub pointer: String,
    /// Language code of its texts as published.
    pub language: Option<String>,
    /// Title of the process (extension `process_title`); the solicitation's is in `tender`.
    pub title: Option<String>,
    /// Description of the process (extension `process_title`).
    pub description: Option<String>,
    /// Every organisation of the process.
    pub parties: Vec<Party>,
    /// Who buys.
    pub buyer: Option<PartyRef>,
    /// What was planned.
    pub planning: Option<Planning>,
    /// The solicitation.
    pub tender: Option<Tender>,
    /// The offers.
    pub bids: Vec<Bid>,
    /// Counts and sums over the offers.
    pub bid_statistics: Vec<BidStatistic>,
    /// The awards.
    pub awards: Vec<Award>,
    /// The contracts.
    pub contracts: Vec<Contract>,
    /// Links to other processes.
    pub related: Vec<RelatedProcess>,
    /// What was corrected or not understood.
    pub notes: Vec<Note>,
    /// Paths of the fields that the typed view has no place for; what they hold is in `raw`.
    pub unknown: Vec<String>,
    /// The release or record as it stands in the file, byte for byte.
    pub raw: String,
    /// SHA-256 of the canonical form of `raw`: the same for the same data in another layout.
    pub fingerprint: [u8; 32],
}

/// Reads the release or record that stands as `raw` at `path`.
pub(super) fn process(
    raw: &str,
    path: String,
    publication: Arc<Publication>,
) -> Result<Process, Refusal> {
    let refuse = |path: &str, reason: String| Refusal {
        path: path.to_owned(),
        reason,
    };
    let value: Value = serde_json::from_str(raw).map_err(|error| {
        let reason = format!("cannot be taken apart: {error} (counted from its own start)");
        refuse(&path, reason)
    })?;
    let Value::Object(fields) = &value else {
        let reason = format!("expected an object, found {}", kind(&value));
        return Err(refuse(&path, reason));
    };
    let log = Log::default();
    let mut process = entry(fields, &path, &log)?;
    process.version = version(publication.version.as_deref(), &process, fields);
    process.publication = publication;
    process.pointer = path;
    process.notes = log.notes.into_inner();
    process.unknown = log.unknown.into_inner();
    process.raw = raw.to_owned();
    process.fingerprint = fingerprint(&value);
    Ok(process)
}

fn entry(fields: &Map<String, Value>, path: &str, log: &Log) -> Result<Process, Refusal> {
    let is_record = ["compiledRelease", "versionedRelease", "releases"]
        .iter()
        .any(|key| fields.contains_key(*key));
    let object = Object::new(fields, path.to_owned(), log);
    let ocid = object.text("ocid");
    if !is_record {
        return release(&object, ocid);
    }
    if let Some(compiled) = object.object("compiledRelease") {
        let ocid = compiled.text("ocid").or(ocid);
        return release(&compiled, ocid);
    }
    let merged = fields
        .get("releases")
        .and_then(Value::as_array)
        .and_then(|list| merge(list));
    match merged {
        Some(Value::Object(merged)) => {
            let reason =
                "no compiledRelease; the embedded releases are merged in the order of their dates";
            object.note("compiledRelease", reason.to_owned());
            let merged = Object::new(&merged, format!("{path}.releases[*]"), log);
            let ocid = merged.text("ocid").or(ocid);
            release(&merged, ocid)
        }
        _ => Err(Refusal {
            path: format!("{path}.releases"),
            reason: "no compiledRelease and no embedded release, only links; nothing is fetched"
                .to_owned(),
        }),
    }
}

fn release(object: &Object<'_>, ocid: Option<String>) -> Result<Process, Refusal> {
    let Some(ocid) = ocid else {
        let path = format!("{}.ocid", object.path());
        return Err(Refusal {
            path,
            reason: "missing or blank".to_owned(),
        });
    };
    let mut directory = Directory::read(object);
    let buyer = directory.one(object, "buyer", &PartyRole::Buyer);
    let bid = object.object("bids");
    Ok(Process {
        ocid,
        release: object.text("id"),
        date: object.when("date"),
        tags: object.codes("tag"),
        initiation: object.code("initiationType"),
        version: Version::V1_1,
        publication: Arc::default(),
        pointer: String::new(),
        language: object.text("language"),
        title: object.text("title"),
        description: object.text("description"),
        buyer,
        planning: object
            .object("planning")
            .map(|it| planning(&it, &mut directory)),
        tender: object
            .object("tender")
            .map(|it| tender(&it, &mut directory)),
        bids: bid
            .as_ref()
            .map(|it| bids(it, &mut directory))
            .unwrap_or_default(),
        bid_statistics: bid.as_ref().map(statistics).unwrap_or_default(),
        awards: awards(object, &mut directory),
        contracts: contracts(object, &mut directory),
        related: related(object),
        parties: directory.into_parties(),
        notes: Vec::new(),
        unknown: Vec::new(),
        raw: String::new(),
        fingerprint: [0; 32],
    })
}

/// An absent version means 1.0 (OCDS 1.1.5, "Release package", `version`); releases that list their parties, which
/// 1.0 does not know, are 1.1 all the same.
fn version(written: Option<&str>, process: &Process, fields: &Map<String, Value>) -> Version {
    let listed = |fields: &Map<String, Value>| fields.contains_key("parties");
    let compiled = fields.get("compiledRelease").and_then(Value::as_object);
    match written {
        Some("1.0") => Version::V1_0,
        Some("1.1") => Version::V1_1,
        Some(other) => Version::Other(other.to_owned()),
        None if !process.parties.is_empty() && (listed(fields) || compiled.is_some_and(listed)) => {
            Version::V1_1
        }
        None => Version::V1_0,
    }
}
