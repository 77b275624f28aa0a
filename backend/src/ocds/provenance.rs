//! Where imported records come from, and the records as they were published.

use super::import::kind;
use super::kept::ReleaseNotes;
use super::read::{Code as _, ReleaseTag};
use crate::db::JsonText;
use crate::{Ctx, Error};
use chrono::{DateTime, Utc};
use domain::actor::Actor;
use domain::id::SolicitationId;
use domain::policy::actions::{ImportRecords, ReadAudit, ReadSolicitations};
use domain::policy::{Subject, may, permit};
use flate2::read::GzDecoder;
use sqlx::FromRow;
use std::collections::BTreeMap;
use std::io::Read as _;
use uuid::Uuid;

/// The most bytes of a release that are unpacked for a page or a download.
const MOST_BYTES: u64 = super::read::MAX_LINE;

/// The identity of a kept release.
pub type ReleaseId = Uuid;

/// A publisher's records, as one file brought them.
#[derive(Clone, Debug, FromRow)]
pub struct Source {
    /// Its identity.
    pub id: Uuid,
    /// Name of the file.
    pub file_name: String,
    /// Who published, where the file says so.
    pub publisher: Option<String>,
    /// The publisher's or the package's address.
    pub publisher_uri: Option<String>,
    /// The licence, a link as a rule.
    pub licence: Option<String>,
    /// When it was imported.
    pub imported_at: DateTime<Utc>,
    /// Releases that it brought.
    pub releases: i64,
}

/// A process that a source brought.
#[derive(Clone, Debug, FromRow)]
pub struct Brought {
    /// The ocid.
    pub ocid: String,
    /// The solicitation's reference.
    pub reference: String,
    /// The solicitation's title.
    pub title: String,
    /// Releases of it from this source.
    pub releases: i64,
}

/// A source with the first of its processes.
#[derive(Clone, Debug)]
pub struct SourceSheet {
    /// The source.
    pub source: Source,
    /// The first processes in the order of their ocids, after the one that was asked for.
    pub processes: Vec<Brought>,
    /// The ocid after which the next page begins; none on the last page.
    pub next: Option<String>,
}

/// One release of a process.
#[derive(Clone, Debug)]
pub struct ReleaseRow {
    /// Its identity here.
    pub id: ReleaseId,
    /// Its id as published.
    pub release_id: String,
    /// Its date as published, in UTC.
    pub released_at: Option<String>,
    /// What it announces, codes of OCDS.
    pub tags: String,
    /// What brought it.
    pub source: Source,
    /// What was corrected, not understood or has no table.
    pub notes: ReleaseNotes,
}

impl ReleaseRow {
    /// What the release announces, in English words.
    #[must_use]
    pub fn announces(&self) -> String {
        let words = self.tags.split(' ').filter(|code| !code.is_empty());
        let words = words.map(|code| ReleaseTag::parse(code).word().into_owned());
        words.collect::<Vec<_>>().join(", ")
    }

    /// The paths that were noted, by the kind of reason.
    #[must_use]
    pub fn notes_by_kind(&self) -> BTreeMap<String, Vec<String>> {
        let mut grouped: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for note in &self.notes.notes {
            let paths = grouped.entry(kind(&note.reason)).or_default();
            paths.push(note.path.clone());
        }
        grouped
    }
}

/// Where an imported process comes from.
#[derive(Clone, Debug)]
pub struct Provenance {
    /// The solicitation's reference.
    pub reference: String,
    /// The solicitation's title.
    pub title: String,
    /// The ocid.
    pub ocid: String,
    /// Its releases, the newest first.
    pub releases: Vec<ReleaseRow>,
}

#[derive(FromRow)]
struct StoredRelease {
    release: Uuid,
    release_id: String,
    released_at: Option<String>,
    tags: String,
    notes: JsonText<ReleaseNotes>,
    #[sqlx(flatten)]
    source: Source,
}

#[derive(FromRow)]
struct Named {
    id: Uuid,
    reference: String,
    title: String,
    ocid: Option<String>,
}

/// Processes of a source on one page.
const PAGE: usize = 100;

/// The newest sources, at most 200.
///
/// # Errors
/// When the person is neither administrator nor auditor, or the store fails.
pub async fn sources(ctx: &Ctx, actor: &Actor) -> Result<Vec<Source>, Error> {
    permit_keeper(actor)?;
    let sql = "SELECT id, file_name, publisher, publisher_uri, licence, imported_at, releases
               FROM import_source ORDER BY imported_at DESC, id DESC LIMIT 200";
    Ok(ctx.db().query(sql).all().await?)
}

/// One source with its processes after the ocid `after`.
///
/// # Errors
/// When the person is neither administrator nor auditor, there is no such source, or the store fails.
pub async fn source(ctx: &Ctx, actor: &Actor, id: Uuid, after: &str) -> Result<SourceSheet, Error> {
    permit_keeper(actor)?;
    let sql = "SELECT id, file_name, publisher, publisher_uri, licence, imported_at, releases
               FROM import_source WHERE id = $1";
    let source = ctx.db().query(sql).bind(id).one().await?;
    let sql = "SELECT brought.ocid, solicitation.reference, solicitation.title, brought.releases
               FROM (SELECT ocid, CAST(COUNT(*) AS BIGINT) AS releases FROM ocds_release
                     WHERE source_id = $1 AND ocid > $2 GROUP BY ocid ORDER BY ocid LIMIT 101) AS brought
               JOIN solicitation ON solicitation.ocid = brought.ocid ORDER BY brought.ocid";
    let query = ctx.db().query(sql).bind(id).bind(after.to_owned());
    let mut processes: Vec<Brought> = query.all().await?;
    let more = processes.len() > PAGE;
    processes.truncate(PAGE);
    let next = processes.last().filter(|_| more).map(|it| it.ocid.clone());
    Ok(SourceSheet {
        source,
        processes,
        next,
    })
}

fn permit_keeper(actor: &Actor) -> Result<(), Error> {
    if may::<ReadAudit>(actor, Subject::ANY) {
        return Ok(());
    }
    permit::<ImportRecords>(actor, Subject::ANY)?;
    Ok(())
}

/// Where an imported process comes from; none for one that was not imported.
///
/// # Errors
/// When the person may not read solicitations, there is none with this identity, or the store fails.
pub async fn provenance(
    ctx: &Ctx,
    actor: &Actor,
    id: SolicitationId,
) -> Result<Option<Provenance>, Error> {
    permit::<ReadSolicitations>(actor, Subject::ANY)?;
    let sql = "SELECT id, reference, title, ocid FROM solicitation WHERE id = $1";
    let named: Named = ctx.db().query(sql).bind(id.0).one().await?;
    releases(ctx, named).await
}

/// Where the process with a reference comes from.
///
/// # Errors
/// When the person may not read solicitations, there is no imported one with this reference, or the store fails.
pub async fn provenance_of(ctx: &Ctx, actor: &Actor, reference: &str) -> Result<Provenance, Error> {
    permit::<ReadSolicitations>(actor, Subject::ANY)?;
    let sql = "SELECT id, reference, title, ocid FROM solicitation
               WHERE reference = $1 AND origin = 'imported'";
    let query = ctx.db().query(sql).bind(reference.to_owned());
    let named: Named = query.one().await?;
    releases(ctx, named).await?.ok_or(Error::NotFound)
}

async fn releases(ctx: &Ctx, named: Named) -> Result<Option<Provenance>, Error> {
    let sql = "SELECT ocds_release.id AS release, ocds_release.release_id, ocds_release.released_at,
                   ocds_release.tags, ocds_release.notes, import_source.id, import_source.file_name,
                   import_source.publisher, import_source.publisher_uri, import_source.licence,
                   import_source.imported_at, import_source.releases
               FROM ocds_release JOIN import_source ON import_source.id = ocds_release.source_id
               WHERE ocds_release.solicitation_id = $1
               ORDER BY COALESCE(ocds_release.released_at, '') DESC, ocds_release.id DESC LIMIT 100";
    let rows: Vec<StoredRelease> = ctx.db().query(sql).bind(named.id).all().await?;
    let Some(ocid) = named.ocid.filter(|_| !rows.is_empty()) else {
        return Ok(None);
    };
    let releases = rows.into_iter().map(|row| ReleaseRow {
        id: row.release,
        release_id: row.release_id,
        released_at: row.released_at,
        tags: row.tags,
        source: row.source,
        notes: row.notes.0,
    });
    Ok(Some(Provenance {
        reference: named.reference,
        title: named.title,
        ocid,
        releases: releases.collect(),
    }))
}

/// A release exactly as it was published, as JSON text.
///
/// # Errors
/// When the person may not read solicitations, there is no such release, or the store fails.
pub async fn raw(ctx: &Ctx, actor: &Actor, release: ReleaseId) -> Result<String, Error> {
    permit::<ReadSolicitations>(actor, Subject::ANY)?;
    let sql = "SELECT raw_gzip FROM ocds_release WHERE id = $1";
    let packed: Vec<u8> = ctx.db().query(sql).bind(release).scalar().await?;
    let mut text = String::new();
    let mut unpacked = GzDecoder::new(packed.as_slice()).take(MOST_BYTES);
    unpacked
        .read_to_string(&mut text)
        .map_err(|error| Error::Internal(format!("unpacking release {release}: {error}")))?;
    Ok(text)
}

/// One process with the text of one of its releases.
#[derive(Clone, Debug)]
pub struct RecordSheet {
    /// Where it comes from.
    pub provenance: Provenance,
    /// The release whose text is shown.
    pub shown: ReleaseId,
    /// Its text, indented; the beginning of it where it is long.
    pub text: String,
    /// Whether the text goes on.
    pub cut: bool,
}

/// The most characters of a release's text on a page; the download has all of them.
const MOST_SHOWN: usize = 40_000;

/// The process with a reference, and the text of one of its releases: the newest, or the one that is asked for.
///
/// # Errors
/// When the person may not read solicitations, there is no imported one with this reference or it has no such release,
/// or the store fails.
pub async fn record_sheet(
    ctx: &Ctx,
    actor: &Actor,
    reference: &str,
    release: Option<ReleaseId>,
) -> Result<RecordSheet, Error> {
    let provenance = provenance_of(ctx, actor, reference).await?;
    let mut releases = provenance.releases.iter().map(|row| row.id);
    let shown = match release {
        Some(id) => releases.find(|it| *it == id),
        None => releases.next(),
    };
    let shown = shown.ok_or(Error::NotFound)?;
    let raw = raw(ctx, actor, shown).await?;
    let value: serde_json::Value = serde_json::from_str(&raw)?;
    let whole = serde_json::to_string_pretty(&value)?;
    let end = whole.char_indices().nth(MOST_SHOWN).map(|(end, _)| end);
    Ok(RecordSheet {
        provenance,
        shown,
        cut: end.is_some(),
        text: whole[..end.unwrap_or(whole.len())].to_owned(),
    })
}
