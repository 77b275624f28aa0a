//! Reading a file of an offer: who may read the volume may read its files, decrypted while they are sent.

use super::uses::hash;
use crate::documents::{FileKind, SealedFiles};
use crate::offers::{own_offer, sheet};
use crate::{Ctx, Error};
use domain::actor::Actor;
use sealing::Identity;
use sealing::bytes::Hex32;
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::{self, Read, Seek};
use tokio::task::spawn_blocking;

/// The most bytes that are read at a time.
const PIECE: usize = 64 * 1024;

/// A file that is read piece by piece.
pub struct OpenedFile {
    /// Its name.
    pub name: String,
    /// Its type: one of those that are kept, whatever the offer says.
    pub media_type: &'static str,
    /// Its size in bytes.
    pub size_bytes: u64,
    content: Option<Box<dyn Read + Send>>,
}

impl std::fmt::Debug for OpenedFile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("OpenedFile")
            .field("name", &self.name)
            .field("size_bytes", &self.size_bytes)
            .finish_non_exhaustive()
    }
}

impl OpenedFile {
    /// The next piece; none at the end. An altered or shortened ciphertext is an error.
    pub async fn next(&mut self) -> Option<io::Result<Vec<u8>>> {
        let mut content = self.content.take()?;
        let read = spawn_blocking(move || {
            let mut piece = Vec::with_capacity(PIECE);
            let read = content.by_ref().take(PIECE as u64).read_to_end(&mut piece);
            (read.map(|_| piece), content)
        });
        match read.await {
            Ok((Ok(piece), _)) if piece.is_empty() => None,
            Ok((piece, content)) => {
                self.content = Some(content);
                Some(piece)
            }
            Err(error) => Some(Err(io::Error::other(error))),
        }
    }
}

/// A file of an offer that the actor may read, as [`sheet`] shows it: one's own draft, or an opened volume.
///
/// # Errors
/// When the offer or the volume may not be read or has no such file; when the ciphertext is not the one that was received;
/// or when the store or the folder of files fails.
pub async fn attachment(
    ctx: &Ctx,
    actor: &Actor,
    offer_reference: &str,
    sealed_sha256: &str,
) -> Result<OpenedFile, Error> {
    let sheet = sheet(ctx, actor, offer_reference).await?;
    let content = sheet.content.as_ref().ok_or(Error::NotFound)?;
    let mut files = content.every_attachment().map(|(_, file)| file);
    let file = files.find(|file| file.sealed_sha256 == sealed_sha256);
    let file = file.ok_or(Error::NotFound)?;
    let hash = hash(file).ok_or(Error::NotFound)?;
    must_belong(ctx, offer_reference, hash).await?;
    let sealed = as_received(ctx, hash).await?;
    let cannot = |error| Error::Seal(format!("a file of {offer_reference}: {error}"));
    let size_bytes = file.size_bytes.unsigned_abs();
    let identity = Identity::parse(file.key.expose().as_bytes()).map_err(cannot)?;
    let content = identity.reader(sealed).map_err(cannot)?.take(size_bytes);
    Ok(OpenedFile {
        name: file.name.clone(),
        media_type: FileKind::from_media_type(&file.media_type)
            .map_or("application/octet-stream", FileKind::media_type),
        size_bytes,
        content: Some(Box::new(content)),
    })
}

/// Whether a file was received for this offer: what a browser sealed may name any hash.
async fn must_belong(ctx: &Ctx, offer_reference: &str, hash: Hex32) -> Result<(), Error> {
    let belongs: bool = ctx
        .db()
        .query(
            "SELECT EXISTS (SELECT 1 FROM draft_file JOIN offer ON offer.id = draft_file.offer_id
                 WHERE reference = $1 AND sealed_sha256 = $2)
             OR EXISTS (SELECT 1 FROM submitted_file JOIN sealed_offer ON sealed_offer.id = submitted_file.sealed_offer_id
                 JOIN offer ON offer.id = sealed_offer.offer_id
                 WHERE reference = $1 AND sealed_sha256 = $2 AND standing = 'current')",
        )
        .bind(offer_reference.to_owned())
        .bind(hash.0.to_vec())
        .scalar()
        .await?;
    belongs.then_some(()).ok_or(Error::NotFound)
}

/// The ciphertext, at its begin, once it is sure that it is the one that was received.
async fn as_received(ctx: &Ctx, hash: Hex32) -> Result<File, Error> {
    let files = ctx.documents().sealed();
    spawn_blocking(move || checked(&files, hash))
        .await
        .map_err(|error| Error::Internal(error.to_string()))?
}

fn checked(files: &SealedFiles, hash: Hex32) -> Result<File, Error> {
    let unreadable = |error| Error::Internal(format!("the file {hash} cannot be read: {error}"));
    let mut file = files.open(&hash.0).map_err(unreadable)?;
    let (mut digest, mut piece) = (Sha256::new(), vec![0; PIECE]);
    loop {
        match file.read(&mut piece).map_err(unreadable)? {
            0 => break,
            read => digest.update(&piece[..read]),
        }
    }
    if digest.finalize().as_slice() != hash.0 {
        return Err(Error::Seal(format!("the file {hash} was altered")));
    }
    file.rewind().map_err(unreadable)?;
    Ok(file)
}

/// The ciphertext of a file of one's own submission, as the receipt names it.
///
/// # Errors
/// When the offer is not the actor's own, the submission has no such file, or the store or the folder of files fails.
pub async fn sealed_attachment(
    ctx: &Ctx,
    actor: &Actor,
    offer_reference: &str,
    submission: i64,
    hash: Hex32,
) -> Result<OpenedFile, Error> {
    let (offer, _) = own_offer(ctx, actor, offer_reference).await?;
    let size: i64 = ctx
        .db()
        .query(
            "SELECT size_bytes FROM submitted_file JOIN sealed_offer ON sealed_offer.id = submitted_file.sealed_offer_id
                 JOIN offer_file ON offer_file.sealed_sha256 = submitted_file.sealed_sha256
             WHERE sealed_offer.offer_id = $1 AND number = $2 AND submitted_file.sealed_sha256 = $3",
        )
        .bind(offer.0)
        .bind(submission)
        .bind(hash.0.to_vec())
        .scalar()
        .await?;
    Ok(OpenedFile {
        name: format!("{offer_reference}-{submission}-{hash}.age"),
        media_type: "application/octet-stream",
        size_bytes: size.unsigned_abs(),
        content: Some(Box::new(as_received(ctx, hash).await?)),
    })
}
