//! The numbered versions of what was public.

use super::super::record::SolicitationRecord;
use super::documents::{DocumentMark, counted};
use crate::audit::{Change, diff};
use crate::db::JsonText;
use crate::{Ctx, Error, Work};
use chrono::{DateTime, Utc};
use domain::actor::Actor;
use domain::id::SolicitationId;
use domain::policy::actions::ReadSolicitations;
use domain::policy::{Subject, permit};
use sqlx::FromRow;
use uuid::Uuid;

/// Why a version was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VersionKind {
    /// The first, by publication.
    Publication,
    /// An amendment.
    Amendment,
    /// The one extension for translation (NCP 7; GBI 1.10).
    Translation,
    /// The end of a suspension.
    Resumption,
}

impl VersionKind {
    /// The code that is stored.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Publication => "publication",
            Self::Amendment => "amendment",
            Self::Translation => "translation",
            Self::Resumption => "resumption",
        }
    }

    /// The words that people see.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Publication => "As published",
            Self::Amendment => "Amendment",
            Self::Translation => "Extension for translation",
            Self::Resumption => "Resumed after suspension",
        }
    }

    /// Reads the stored code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        [
            Self::Publication,
            Self::Amendment,
            Self::Translation,
            Self::Resumption,
        ]
        .into_iter()
        .find(|kind| kind.as_str() == code)
    }
}

/// An amendment's number as it is written: `0002`.
#[must_use]
pub fn amendment_number(number: i64) -> String {
    format!("{number:04}")
}

/// What is written of a new version.
pub(in super::super) struct Version<'a> {
    pub kind: VersionKind,
    /// Whether more than dates changed.
    pub substance: bool,
    pub reason: &'a str,
}

/// Keeps `after` as the next version, and `before` as the one that was published where none is kept yet. Answers with the
/// amendment's number.
pub(in super::super) async fn push(
    work: &mut Work<'_>,
    before: &SolicitationRecord,
    after: &SolicitationRecord,
    version: Version<'_>,
) -> Result<i64, Error> {
    let last: i64 = work
        .tx
        .query("SELECT CAST(COALESCE(MAX(number), -1) AS BIGINT) FROM solicitation_version WHERE solicitation_id = $1")
        .bind(after.id.0)
        .scalar()
        .await?;
    if last < 0 {
        let first = Version {
            kind: VersionKind::Publication,
            substance: true,
            reason: "",
        };
        let at = before.published_at.unwrap_or(before.created_at);
        insert(work, before, (0, None, at), &first).await?;
    }
    let number = last.max(0) + 1;
    let (by, at) = (work.account(), work.at);
    insert(work, after, (number, by, at), &version).await?;
    Ok(number)
}

async fn insert(
    work: &mut Work<'_>,
    record: &SolicitationRecord,
    (number, by, at): (i64, Option<Uuid>, DateTime<Utc>),
    version: &Version<'_>,
) -> Result<(), Error> {
    let documents = counted(&mut work.tx, record.id, at).await?;
    let reason = Some(version.reason.to_owned()).filter(|reason| !reason.is_empty());
    work.tx
        .query(
            "INSERT INTO solicitation_version (solicitation_id, number, kind, substance, record, reason, made_by, made_at, documents)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        )
        .bind(record.id.0)
        .bind(number)
        .bind(version.kind.as_str())
        .bind(version.substance)
        .bind(domain::canonical::text(record)?)
        .bind(reason)
        .bind(by)
        .bind(at)
        .bind(JsonText(documents))
        .run_one()
        .await?;
    Ok(())
}

/// A version with what it changed.
#[derive(Clone, Debug)]
pub struct VersionRow {
    /// 0 as published, then the amendment's number.
    pub number: i64,
    /// Why it was made.
    pub kind: VersionKind,
    /// Whether more than dates changed.
    pub substance: bool,
    /// Why, in the buyer's words.
    pub reason: Option<String>,
    /// When it was made.
    pub made_at: DateTime<Utc>,
    /// The record as it was.
    pub record: SolicitationRecord,
    /// The documents that counted; none where that was not kept yet.
    pub documents: Option<Vec<DocumentMark>>,
    /// What differs from the version before; from the one that was asked for, where one was.
    pub changes: Vec<Change>,
}

/// Every version of a solicitation, the first first.
#[derive(Clone, Debug)]
pub struct Versions {
    /// Reference of the solicitation.
    pub reference: String,
    /// Its title now.
    pub title: String,
    /// The versions.
    pub rows: Vec<VersionRow>,
}

impl Versions {
    /// What differs between two versions; nothing where one of them is not there.
    #[must_use]
    pub fn between(&self, from: i64, to: i64) -> Option<Vec<Change>> {
        let find = |number: i64| self.rows.iter().find(|row| row.number == number);
        Some(find(from)?.differences(find(to)?))
    }
}

impl VersionRow {
    /// What differs in a later version, documents first where both keep them.
    fn differences(&self, after: &Self) -> Vec<Change> {
        let mut changes = documents_differing(self, after);
        changes.extend(differences(&self.record, &after.record));
        changes
    }
}

#[derive(FromRow)]
struct Row {
    reference: String,
    title: String,
    number: Option<i64>,
    kind: Option<String>,
    substance: Option<bool>,
    record: Option<String>,
    reason: Option<String>,
    made_at: Option<DateTime<Utc>>,
    documents: Option<JsonText<Vec<DocumentMark>>>,
}

/// Every version of a published solicitation, for everybody who may read it. One that was never amended has none but the
/// present one, which is its page.
///
/// # Errors
/// When it is not public, nobody is signed in, or the store fails.
pub async fn versions(ctx: &Ctx, actor: &Actor, reference: &str) -> Result<Versions, Error> {
    permit::<ReadSolicitations>(actor, Subject::ANY)?;
    let rows: Vec<Row> = ctx
        .db()
        .query(
            "SELECT solicitation.reference, solicitation.title, version.number, version.kind, version.substance, version.record,
                 version.reason, version.made_at, version.documents
             FROM solicitation LEFT JOIN solicitation_version AS version ON version.solicitation_id = solicitation.id
             WHERE solicitation.reference = $1 AND solicitation.published_at IS NOT NULL AND solicitation.origin <> 'imported'
             ORDER BY version.number",
        )
        .bind(reference.to_owned())
        .all()
        .await?;
    let first = rows.first().ok_or(Error::NotFound)?;
    let (reference, title) = (first.reference.clone(), first.title.clone());
    let mut read: Vec<VersionRow> = Vec::new();
    for row in rows {
        if let Some(version) = row.version(read.last())? {
            read.push(version);
        }
    }
    Ok(Versions {
        reference,
        title,
        rows: read,
    })
}

impl Row {
    fn version(self, before: Option<&VersionRow>) -> Result<Option<VersionRow>, Error> {
        let (Some(number), Some(text), Some(made_at)) = (self.number, self.record, self.made_at)
        else {
            return Ok(None);
        };
        let record: SolicitationRecord = serde_json::from_str(&text)?;
        let kind = self.kind.as_deref().and_then(VersionKind::from_code);
        let version = VersionRow {
            number,
            kind: kind.unwrap_or(VersionKind::Amendment),
            substance: self.substance.unwrap_or(true),
            reason: self.reason,
            made_at,
            changes: Vec::new(),
            documents: self.documents.map(|documents| documents.0),
            record,
        };
        let changes = before.map(|before| before.differences(&version));
        Ok(Some(VersionRow {
            changes: changes.unwrap_or_default(),
            ..version
        }))
    }
}

/// What was published at a moment and what is published now, where something was amended since.
#[derive(Clone, Debug)]
pub(crate) struct Since {
    /// The newest amendment's number.
    pub number: i64,
    /// What was published then.
    pub before: SolicitationRecord,
    /// What is published now.
    pub after: SolicitationRecord,
    /// The difference.
    pub changes: Vec<Change>,
}

/// What was amended after a moment; none where nothing was.
pub(crate) async fn amended_since(
    ctx: &Ctx,
    id: SolicitationId,
    since: DateTime<Utc>,
) -> Result<Option<Since>, Error> {
    let rows: Vec<(i64, String)> = ctx
        .db()
        .query(
            "SELECT number, record FROM solicitation_version WHERE solicitation_id = $1 AND (made_at > $2 OR number =
                 (SELECT MAX(known.number) FROM solicitation_version AS known
                  WHERE known.solicitation_id = $1 AND (known.made_at <= $2 OR known.number = 0)))
             ORDER BY number",
        )
        .bind(id.0)
        .bind(since)
        .all()
        .await?;
    let [(_, before), .., (number, after)] = rows.as_slice() else {
        return Ok(None);
    };
    let before: SolicitationRecord = serde_json::from_str(before)?;
    let after: SolicitationRecord = serde_json::from_str(after)?;
    Ok(Some(Since {
        number: *number,
        changes: differences(&before, &after),
        before,
        after,
    }))
}

/// Which documents differ, with their hashes; nothing where one of the versions does not keep them.
fn documents_differing(before: &VersionRow, after: &VersionRow) -> Vec<Change> {
    let (Some(before), Some(after)) = (&before.documents, &after.documents) else {
        return Vec::new();
    };
    let read = |documents: &[DocumentMark]| serde_json::json!({ "documents": documents });
    diff(Some(&read(before)), Some(&read(after)))
}

/// What differs for a reader: neither the store's own version nor the state.
fn differences(before: &SolicitationRecord, after: &SolicitationRecord) -> Vec<Change> {
    let read = |record: &SolicitationRecord| {
        let mut value = serde_json::to_value(record).unwrap_or_default();
        if let Some(fields) = value.as_object_mut() {
            fields.remove("version");
            fields.remove("status");
        }
        value
    };
    diff(Some(&read(before)), Some(&read(after)))
}
