//! Building blocks that several stages of a process share.

use rust_decimal::Decimal;

use super::codes::{DocumentType, MilestoneStatus, MilestoneType, Relationship};
use super::money::Money;
use super::object::Object;
use super::when::When;

/// A span of time (OCDS 1.1.5, "Period").
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Period {
    /// First moment.
    pub start: Option<When>,
    /// Last moment.
    pub end: Option<When>,
    /// The latest end that options and renewals allow.
    pub latest_end: Option<When>,
    /// Length in calendar days as published; it is not computed from start and end.
    pub days: Option<i64>,
}

/// A code from a scheme such as CPV or UNSPSC.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Classification {
    /// The scheme's name, for example `CPV`.
    pub scheme: Option<String>,
    /// The code in its scheme.
    pub id: Option<String>,
    /// What the code means.
    pub description: Option<String>,
    /// Where the code is defined.
    pub uri: Option<String>,
}

/// What one counts an item in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    /// The scheme of the code, for example `UNCEFACT`.
    pub scheme: Option<String>,
    /// The unit's code.
    pub id: Option<String>,
    /// The unit's name.
    pub name: Option<String>,
    /// Price of one unit.
    pub price: Option<Money>,
}

/// A good, service or work, asked for, awarded or contracted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Unique in its list.
    pub id: String,
    /// What it is.
    pub description: Option<String>,
    /// Its main classification.
    pub classification: Option<Classification>,
    /// Further classifications.
    pub additional: Vec<Classification>,
    /// How many units.
    pub quantity: Option<Decimal>,
    /// The unit and its price.
    pub unit: Option<Unit>,
    /// Id of the lot it belongs to.
    pub lot: Option<String>,
}

/// A published document: a link with its particulars, never its content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Unique in its list.
    pub id: String,
    /// What it is.
    pub kind: Option<DocumentType>,
    /// Its title.
    pub title: Option<String>,
    /// What it holds.
    pub description: Option<String>,
    /// Where the publisher offers it; not checked to be a well-formed link.
    pub url: Option<String>,
    /// When it was first published.
    pub published: Option<When>,
    /// When it last changed.
    pub modified: Option<When>,
    /// Media type as published.
    pub format: Option<String>,
    /// Language code as published.
    pub language: Option<String>,
    /// Who wrote it.
    pub author: Option<String>,
}

/// A milestone of planning, solicitation, contract or its implementation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Milestone {
    /// Unique in its list.
    pub id: String,
    /// Its title.
    pub title: Option<String>,
    /// What is due.
    pub description: Option<String>,
    /// What it is for.
    pub kind: Option<MilestoneType>,
    /// Code of the publisher's own scheme.
    pub code: Option<String>,
    /// When it is due.
    pub due: Option<When>,
    /// When it was met.
    pub met: Option<When>,
    /// When the milestone was last reviewed or changed.
    pub modified: Option<When>,
    /// Its state.
    pub status: Option<MilestoneStatus>,
    /// Documents of the milestone (a name of OCDS 1.0).
    pub documents: Vec<File>,
}

/// A change to a solicitation, award or contract.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Amendment {
    /// Unique in its list.
    pub id: String,
    /// When it was made.
    pub date: Option<When>,
    /// What changed.
    pub description: Option<String>,
    /// Why.
    pub rationale: Option<String>,
    /// Id of the release before the change.
    pub amends_release: Option<String>,
    /// Id of the release with the change.
    pub release: Option<String>,
}

/// A link to another process.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RelatedProcess {
    /// Unique in its list.
    pub id: String,
    /// How the two hang together.
    pub relationship: Vec<Relationship>,
    /// Title of the other process.
    pub title: Option<String>,
    /// Scheme of the identifier; `ocid` for processes in OCDS.
    pub scheme: Option<String>,
    /// Identifier of the other process.
    pub identifier: Option<String>,
    /// Where the other process is published.
    pub uri: Option<String>,
}

pub(super) fn period(object: &Object<'_>, key: &'static str) -> Option<Period> {
    let period = object.object(key)?;
    let read = Period {
        start: period.when("startDate"),
        end: period.when("endDate"),
        latest_end: period.when("maxExtentDate"),
        days: period.whole("durationInDays"),
    };
    (read != Period::default()).then_some(read)
}

pub(super) fn classification(object: &Object<'_>) -> Classification {
    Classification {
        scheme: object.text("scheme"),
        id: object.text("id"),
        description: object.text("description"),
        uri: object.text("uri"),
    }
}

pub(super) fn classifications(object: &Object<'_>, key: &'static str) -> Vec<Classification> {
    object.list(key).iter().map(classification).collect()
}

fn unit(object: &Object<'_>) -> Unit {
    Unit {
        scheme: object.text("scheme"),
        id: object.text("id"),
        name: object.text("name"),
        price: object.money("value"),
    }
}

pub(super) fn items(object: &Object<'_>) -> Vec<Item> {
    object.each("items", |item, id| Item {
        id,
        description: item.text("description"),
        classification: item.object("classification").as_ref().map(classification),
        additional: classifications(item, "additionalClassifications"),
        quantity: item.decimal("quantity"),
        unit: item.object("unit").as_ref().map(unit),
        lot: item.text("relatedLot"),
    })
}

pub(super) fn documents(object: &Object<'_>) -> Vec<File> {
    object.each("documents", |document, id| File {
        id,
        kind: document.code("documentType"),
        title: document.text("title"),
        description: document.text("description"),
        url: document.text("url"),
        published: document.when("datePublished"),
        modified: document.when("dateModified"),
        format: document.text("format"),
        language: document.text("language"),
        author: document.text("author"),
    })
}

pub(super) fn milestones(object: &Object<'_>) -> Vec<Milestone> {
    object.each("milestones", |milestone, id| Milestone {
        id,
        title: milestone.text("title"),
        description: milestone.text("description"),
        kind: milestone.code("type"),
        code: milestone.text("code"),
        due: milestone.when("dueDate"),
        met: milestone.when("dateMet"),
        modified: milestone.when("dateModified"),
        status: milestone.code("status"),
        documents: documents(milestone),
    })
}

/// `amendments`, and the one `amendment` that OCDS 1.0 has in its place.
pub(super) fn amendments(object: &Object<'_>) -> Vec<Amendment> {
    let mut listed = object.each("amendments", amendment);
    if let Some(single) = object.object("amendment") {
        let id = single.text("id").unwrap_or_else(|| "amendment".to_owned());
        listed.push(amendment(&single, id));
    }
    listed
}

fn amendment(object: &Object<'_>, id: String) -> Amendment {
    Amendment {
        id,
        date: object.when("date"),
        description: object.text("description"),
        rationale: object.text("rationale"),
        amends_release: object.text("amendsReleaseID"),
        release: object.text("releaseID"),
    }
}

pub(super) fn related(object: &Object<'_>) -> Vec<RelatedProcess> {
    object.each("relatedProcesses", |related, id| RelatedProcess {
        id,
        relationship: related.codes("relationship"),
        title: related.text("title"),
        scheme: related.text("scheme"),
        identifier: related.text("identifier"),
        uri: related.text("uri"),
    })
}
