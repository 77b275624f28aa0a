//! The documents of a solicitation: a new version replaces the former, which stays readable.

use super::amend::{amend_documents, amendment_number};
use super::record::{SolicitationRecord, by_reference};
use super::save::save;
use crate::audit::Happening;
use crate::documents::{NewFile, Owner, attach};
use crate::{Call, Ctx, Error, Work, begin};
use chrono::{DateTime, Utc};
use domain::actor::Actor;
use domain::id::{DocumentId, SolicitationId};
use domain::policy::actions::{
    AmendSolicitation, EditSolicitation, ReadDraftSolicitations, ReadSolicitations,
};
use domain::policy::{Subject, may, permit};
use domain::solicitations::DocumentKind;
use domain::states::SolicitationState;
use domain::text::Prose;
use sqlx::FromRow;
use uuid::Uuid;

/// The most documents that a solicitation has, versions not counted.
pub const MOST_DOCUMENTS: usize = 100;

/// A version of a document: a stored file, or an imported record's link.
#[derive(Clone, Debug, FromRow)]
pub struct DocumentRow {
    /// Identity of this version.
    pub id: Uuid,
    /// What all versions of the document share; none for imported records.
    pub series: Option<Uuid>,
    /// Which version it is, from 1.
    pub number: i64,
    /// The file's name, or an imported record's title.
    pub title: String,
    /// Code of [`DocumentKind`], or an imported record's own word.
    pub kind: Option<String>,
    /// Size of a stored file in bytes.
    pub size_bytes: Option<i64>,
    /// SHA-256 of a stored file.
    pub sha256: Option<Vec<u8>>,
    /// Where an imported record says it is.
    pub url: Option<String>,
    /// When it was published, as an imported record gives it.
    pub published_on: Option<String>,
    /// What changed against the version before, and why.
    pub note: Option<String>,
    /// When it was added here.
    pub created_at: DateTime<Utc>,
    /// Since when it is replaced or withdrawn.
    pub replaced_at: Option<DateTime<Utc>>,
}

impl DocumentRow {
    /// Whether no newer version replaces it, and it is not withdrawn.
    #[must_use]
    pub fn is_current(&self) -> bool {
        self.replaced_at.is_none()
    }

    /// Whether it is not for readers who see only what was published: it was replaced while the solicitation was a draft.
    fn is_of_the_draft(&self, published_at: Option<DateTime<Utc>>) -> bool {
        self.replaced_at
            .is_some_and(|replaced| published_at.is_none_or(|published| replaced <= published))
    }
}

/// Everything that the page of a solicitation's documents shows.
#[derive(Clone, Debug)]
pub struct DocumentsSheet {
    /// The record.
    pub record: SolicitationRecord,
    /// Every version that the person may read: by document, the newest first.
    pub versions: Vec<DocumentRow>,
    /// Whether documents may be added and replaced at present.
    pub open: bool,
}

/// A file to add.
#[derive(Clone, Debug)]
pub struct NewDocument {
    /// What kind of document it is.
    pub kind: DocumentKind,
    /// The version that it replaces; none for a new document.
    pub replaces: Option<DocumentId>,
    /// What changed and why; needed once the solicitation is public.
    pub note: String,
    /// The file.
    pub file: NewFile,
}

const VERSIONS: &str = "SELECT id, series, number, title, kind, size_bytes, sha256, url, published_on, note, created_at, replaced_at
    FROM document WHERE owner_kind = 'solicitation' AND owner_id = $1 ORDER BY position, number DESC LIMIT 1000";

/// The versions of a solicitation's documents that a person may read.
pub(super) async fn versions(
    ctx: &Ctx,
    actor: &Actor,
    record: &SolicitationRecord,
) -> Result<Vec<DocumentRow>, Error> {
    let mut rows: Vec<DocumentRow> = ctx.db().query(VERSIONS).bind(record.id.0).all().await?;
    if !may::<ReadDraftSolicitations>(actor, Subject::ANY) {
        rows.retain(|row| !row.is_of_the_draft(record.published_at));
    }
    Ok(rows)
}

/// The documents of a solicitation with all their versions.
///
/// # Errors
/// When there is none that the person may read, nobody is signed in, or the store fails.
pub async fn documents(ctx: &Ctx, actor: &Actor, reference: &str) -> Result<DocumentsSheet, Error> {
    permit::<ReadSolicitations>(actor, Subject::ANY)?;
    let record = super::record::read(ctx, reference).await?;
    if !record.is_public() && !may::<ReadDraftSolicitations>(actor, Subject::ANY) {
        return Err(Error::NotFound);
    }
    Ok(DocumentsSheet {
        versions: versions(ctx, actor, &record).await?,
        open: may_change(&record, ctx.now()),
        record,
    })
}

/// Documents change in a draft, and until closing with a note that everybody reads.
fn may_change(record: &SolicitationRecord, at: DateTime<Utc>) -> bool {
    use SolicitationState::{Draft, Published};
    record.origin != "imported" && matches!(record.state_at(at), Draft | Published)
}

fn must_change(record: &SolicitationRecord, version: i64, at: DateTime<Utc>) -> Result<(), Error> {
    if !may_change(record, at) {
        return Err(Error::not_now(
            "documents can be changed in a draft and, with a note, until closing",
        ));
    }
    if record.version == version {
        Ok(())
    } else {
        Err(record.stale())
    }
}

/// What is said of a change; once the solicitation is public something must be said.
fn noted(record: &SolicitationRecord, note: &str) -> Result<Option<String>, Error> {
    let note = note.trim();
    if note.is_empty() && record.published_at.is_none() {
        return Ok(None);
    }
    let note = Prose::<2_000>::parse(note).map_err(|_| {
        let ask = "Say in at most 2 000 characters what changed and why: the solicitation is public, and every provider reads it.";
        Error::field("note", ask)
    })?;
    Ok(Some(note.into()))
}

/// Where a version stands among the documents.
struct Place {
    series: Uuid,
    number: i64,
    position: i64,
}

/// Adds a document, or a new version of one. Answers with the solicitation's reference.
///
/// # Errors
/// When the rules refuse, it is neither a draft nor open, somebody else was faster, the file is of no kind that is kept or
/// too large, what it replaces is replaced already, or the store or the folder of files fails.
pub async fn add_document(
    ctx: &Ctx,
    call: &Call,
    reference: &str,
    version: i64,
    new: NewDocument,
) -> Result<String, Error> {
    let mut work = begin!(ctx, call);
    work.permit::<EditSolicitation>(Subject::ANY)?;
    let before = by_reference(&mut work.tx, reference).await?;
    must_change(&before, version, work.at)?;
    let note = noted(&before, &new.note)?;
    let place = place(&mut work, before.id, new.replaces).await?;
    let owner = Owner {
        kind: "solicitation",
        id: before.id.0,
        process: Some(before.id.0),
    };
    let kept = attach(&mut work, &owner, place.position, new.file).await?;
    let update = "UPDATE document SET series = $1, number = $2, kind = $3, note = $4 WHERE id = $5";
    work.tx
        .query(update)
        .bind(place.series)
        .bind(place.number)
        .bind(new.kind.as_str())
        .bind(note.clone())
        .bind(kept.id.0)
        .run_one()
        .await?;
    let summary = format!(
        "Added the document “{}”, version {}, SHA-256 {}",
        kept.title, place.number, kept.sha256
    );
    changed(&mut work, &before, summary, note).await?;
    work.commit(before.reference).await
}

/// Keeps the record after its documents changed: a draft as another version, so that whoever looked before looks again; what
/// is public as a numbered amendment.
async fn changed(
    work: &mut Work<'_>,
    before: &SolicitationRecord,
    summary: String,
    note: Option<String>,
) -> Result<(), Error> {
    let reason = note.unwrap_or_default();
    if before.published_at.is_some() {
        let permit = work.permit::<AmendSolicitation>(Subject::ANY)?;
        let (after, number) = amend_documents(work, before, &reason).await?;
        let summary = format!("Amendment {}: {summary}", amendment_number(number));
        let happening = happening(before, &after, summary, reason)?;
        return work.record(&permit, happening).await;
    }
    let permit = work.permit::<EditSolicitation>(Subject::ANY)?;
    let after = SolicitationRecord {
        version: before.version + 1,
        ..before.clone()
    };
    save(&mut work.tx, before, &after).await?;
    work.record(&permit, happening(before, &after, summary, reason)?)
        .await
}

fn happening(
    before: &SolicitationRecord,
    after: &SolicitationRecord,
    summary: String,
    reason: String,
) -> Result<Happening, Error> {
    let happening = Happening::to("solicitation", after.id.0, &after.reference, summary)
        .within(after.id.0)
        .before(before)?
        .after(after)?;
    Ok(match reason.is_empty() {
        true => happening,
        false => happening.because(reason),
    })
}

#[derive(FromRow)]
struct Former {
    series: Option<Uuid>,
    number: i64,
    position: i64,
}

/// Marks what is replaced, or finds the place after all documents.
async fn place(
    work: &mut Work<'_>,
    solicitation: SolicitationId,
    replaces: Option<DocumentId>,
) -> Result<Place, Error> {
    let Some(former) = replaces else {
        return next_place(work, solicitation).await;
    };
    let found: Option<Former> = work
        .tx
        .query(
            "UPDATE document SET replaced_at = $1
             WHERE id = $2 AND owner_kind = 'solicitation' AND owner_id = $3 AND replaced_at IS NULL AND sha256 IS NOT NULL
             RETURNING series, number, position",
        )
        .bind(work.at)
        .bind(former.0)
        .bind(solicitation.0)
        .optional()
        .await?;
    let former = found.ok_or_else(|| {
        let words = "This document was replaced or withdrawn meanwhile: look at the list again.";
        Error::field("replaces", words)
    })?;
    Ok(Place {
        series: former.series.unwrap_or_else(|| work.ctx().new_id()),
        number: former.number + 1,
        position: former.position,
    })
}

async fn next_place(work: &mut Work<'_>, solicitation: SolicitationId) -> Result<Place, Error> {
    let (count, last): (i64, i64) = work
        .tx
        .query(
            "SELECT CAST(COUNT(DISTINCT series) AS BIGINT), CAST(COALESCE(MAX(position), 0) AS BIGINT)
             FROM document WHERE owner_kind = 'solicitation' AND owner_id = $1",
        )
        .bind(solicitation.0)
        .one()
        .await?;
    if usize::try_from(count).is_ok_and(|count| count >= MOST_DOCUMENTS) {
        return Err(Error::not_now(format!(
            "a solicitation has at most {MOST_DOCUMENTS} documents: replace one, or put several into one file"
        )));
    }
    Ok(Place {
        series: work.ctx().new_id(),
        number: 1,
        position: last + 1,
    })
}

/// Withdraws a document: it stays readable among the versions, but is no longer part of what is asked.
///
/// # Errors
/// When the rules refuse, it is neither a draft nor open, somebody else was faster, the note is missing, the document is not
/// a current one, or the store fails.
pub async fn withdraw_document(
    ctx: &Ctx,
    call: &Call,
    reference: &str,
    version: i64,
    document: DocumentId,
    note: &str,
) -> Result<String, Error> {
    let mut work = begin!(ctx, call);
    work.permit::<EditSolicitation>(Subject::ANY)?;
    let before = by_reference(&mut work.tx, reference).await?;
    must_change(&before, version, work.at)?;
    let note = noted(&before, note)?;
    let title: Option<String> = work
        .tx
        .query(
            "UPDATE document SET replaced_at = $1
             WHERE id = $2 AND owner_kind = 'solicitation' AND owner_id = $3 AND replaced_at IS NULL RETURNING title",
        )
        .bind(work.at)
        .bind(document.0)
        .bind(before.id.0)
        .optional_scalar()
        .await?;
    let title = title.ok_or(Error::NotFound)?;
    let summary = format!("Withdrew the document “{title}”");
    changed(&mut work, &before, summary, note).await?;
    work.commit(before.reference).await
}
