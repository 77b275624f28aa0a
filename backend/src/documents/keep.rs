//! Keeping and reading documents; who may read one follows from the record that it belongs to.

use super::FileKind;
use crate::contracts::record::Attachment;
use crate::{Ctx, Error, Work};
use chrono::{DateTime, Utc};
use domain::actor::Actor;
use domain::id::DocumentId;
use domain::policy::actions::{
    ReadContracts, ReadDocuments, ReadDraftSolicitations, ReadSolicitations,
};
use domain::policy::{Subject, may, permit};
use domain::text::Line;
use sqlx::FromRow;
use uuid::Uuid;

/// A file that was sent with a form.
#[derive(Clone, Debug)]
pub struct NewFile {
    /// The name that the browser gave, without folders.
    pub name: String,
    /// The content.
    pub content: Vec<u8>,
}

/// The record that a document belongs to.
pub(crate) struct Owner {
    pub kind: &'static str,
    pub id: Uuid,
    pub process: Option<Uuid>,
}

/// Keeps a file and notes it in the store. Should the transaction fail, the file stays without a row, which harms nobody.
pub(crate) async fn attach(
    work: &mut Work<'_>,
    owner: &Owner,
    position: i64,
    file: NewFile,
) -> Result<Attachment, Error> {
    let kind = FileKind::of(&file.content).map_err(|error| Error::field("file", error))?;
    let title = Line::<200>::parse(&file.name).map_err(|error| Error::field("file", error))?;
    let id = DocumentId(work.ctx().new_id());
    let hash = work.ctx().documents().keep(id.0, &file.content).await?;
    let size_bytes = i64::try_from(file.content.len()).unwrap_or(i64::MAX);
    let (by, at) = (work.account(), work.at);
    work.tx
        .query(
            "INSERT INTO document (id, owner_kind, owner_id, process_id, position, title, media_type, size_bytes, sha256,
                 created_by, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        )
        .bind(id.0)
        .bind(owner.kind)
        .bind(owner.id)
        .bind(owner.process)
        .bind(position)
        .bind(title.as_str().to_owned())
        .bind(kind.media_type())
        .bind(size_bytes)
        .bind(hash.to_vec())
        .bind(by)
        .bind(at)
        .run_one()
        .await?;
    Ok(Attachment {
        id,
        title: title.as_str().to_owned(),
        media_type: kind.media_type().to_owned(),
        size_bytes,
        sha256: hex::encode(hash),
    })
}

/// A file to send.
#[derive(Clone, Debug)]
pub struct Download {
    /// Its name.
    pub title: String,
    /// Its type.
    pub media_type: String,
    /// Its content.
    pub content: Vec<u8>,
}

#[derive(FromRow)]
struct Row {
    title: String,
    media_type: Option<String>,
    sha256: Option<Vec<u8>>,
    contract_id: Option<Uuid>,
    provider_id: Option<Uuid>,
    solicitation_id: Option<Uuid>,
    published_at: Option<DateTime<Utc>>,
    replaced_at: Option<DateTime<Utc>>,
}

impl Row {
    /// Who may read the record that it belongs to may read the file.
    fn permit(&self, actor: &Actor) -> Result<(), Error> {
        if self.contract_id.is_some() {
            let provider = self.provider_id.map(Into::into);
            let subject = Subject {
                provider,
                ..Subject::ANY
            };
            permit::<ReadContracts>(actor, subject)?;
            return Ok(());
        }
        let published = self.published_at.filter(|_| self.solicitation_id.is_some());
        let was_public =
            published.is_some_and(|at| self.replaced_at.is_none_or(|replaced| replaced > at));
        permit::<ReadSolicitations>(actor, Subject::ANY)?;
        let buyer = may::<ReadDraftSolicitations>(actor, Subject::ANY);
        if was_public || (buyer && self.solicitation_id.is_some()) {
            Ok(())
        } else {
            Err(Error::NotFound)
        }
    }
}

/// A stored file of a contract, of one of its milestones, or of a solicitation: what was replaced in its draft is only for
/// those who read drafts.
///
/// # Errors
/// When there is none or it may not be known, or the folder or the store fails.
pub async fn download(ctx: &Ctx, actor: &Actor, id: DocumentId) -> Result<Download, Error> {
    permit::<ReadDocuments>(actor, Subject::ANY)?;
    let row: Row = ctx
        .db()
        .query(
            "SELECT document.title, document.media_type, document.sha256, contract.id AS contract_id, contract.provider_id,
                 solicitation.id AS solicitation_id, solicitation.published_at, document.replaced_at
             FROM document
                 LEFT JOIN milestone ON document.owner_kind = 'milestone' AND milestone.id = document.owner_id
                 LEFT JOIN contract ON contract.id = milestone.contract_id
                     OR (document.owner_kind = 'contract' AND contract.id = document.owner_id)
                 LEFT JOIN solicitation ON document.owner_kind = 'solicitation' AND solicitation.id = document.owner_id
             WHERE document.id = $1",
        )
        .bind(id.0)
        .one()
        .await?;
    row.permit(actor)?;
    let hash = row.sha256.ok_or(Error::NotFound)?;
    Ok(Download {
        title: row.title,
        media_type: row
            .media_type
            .unwrap_or_else(|| "application/octet-stream".to_owned()),
        content: ctx.documents().read(&hash).await?,
    })
}
