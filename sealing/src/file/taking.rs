//! Sealing a file while it passes: told by its content, sealed under a key of its own, padded and hashed, piece by piece. The
//! same on the server and in a browser.

use super::{FileKey, FileSealer};
use crate::SealingError;
use domain::files::{FileKind, NotAFile, Teller};
use domain::offers::{Attachment, FileSecret};
use sha2::{Digest, Sha256};

/// Why a file was not sealed.
#[derive(Debug, thiserror::Error)]
pub enum NotSealed {
    /// It is of no kind that is kept.
    #[error(transparent)]
    Kind(#[from] NotAFile),
    /// The cipher or the random numbers failed.
    #[error(transparent)]
    Seal(#[from] SealingError),
}

/// A file that is being sealed.
pub struct Taking {
    key: FileKey,
    sealer: FileSealer,
    teller: Teller,
    plain: Sha256,
    sealed: Sha256,
    size_bytes: u64,
    sealed_bytes: u64,
}

/// What is known of a file that was sealed.
#[derive(Debug)]
pub struct Taken {
    /// Its kind, told by its content.
    pub kind: FileKind,
    /// Its size in bytes, without padding.
    pub size_bytes: u64,
    /// SHA-256 of its content.
    pub sha256: [u8; 32],
    /// The size of the ciphertext in bytes.
    pub sealed_bytes: u64,
    /// SHA-256 of the ciphertext.
    pub sealed_sha256: [u8; 32],
    /// The key that opens it.
    pub key: FileKey,
}

impl Taking {
    /// Begins; what stands before the content is appended to `sealed`.
    ///
    /// # Errors
    /// When the random numbers fail.
    pub fn begin(sealed: &mut Vec<u8>) -> Result<Self, SealingError> {
        let (key, begin) = (FileKey::generate()?, sealed.len());
        let mut taking = Self {
            sealer: key.sealer(sealed)?,
            key,
            teller: Teller::default(),
            plain: Sha256::new(),
            sealed: Sha256::new(),
            size_bytes: 0,
            sealed_bytes: 0,
        };
        taking.note(&sealed[begin..]);
        Ok(taking)
    }

    fn note(&mut self, sealed: &[u8]) {
        self.sealed.update(sealed);
        self.sealed_bytes += sealed.len() as u64;
    }

    /// The size of what was taken so far, in bytes.
    #[must_use]
    pub const fn size_bytes(&self) -> u64 {
        self.size_bytes
    }

    /// Takes the next piece and appends what is sealed by it.
    ///
    /// # Errors
    /// As soon as it can be no kind of file that is kept, or when the cipher fails.
    pub fn piece(&mut self, piece: &[u8], sealed: &mut Vec<u8>) -> Result<(), NotSealed> {
        self.teller.push(piece)?;
        self.plain.update(piece);
        self.size_bytes += piece.len() as u64;
        let begin = sealed.len();
        self.sealer.push(piece, sealed)?;
        self.note(&sealed[begin..]);
        Ok(())
    }

    /// Ends the file with its padding. What is sealed is handed to `write` piece by piece.
    ///
    /// # Errors
    /// When it is of no kind that is kept, the cipher fails, or whatever `write` answers.
    pub fn finish<E: From<NotSealed>>(
        mut self,
        mut write: impl FnMut(&[u8]) -> Result<(), E>,
    ) -> Result<Taken, E> {
        let kind = self.teller.finish().map_err(NotSealed::from)?;
        let (hash, bytes) = (&mut self.sealed, &mut self.sealed_bytes);
        self.sealer
            .finish(|piece| {
                hash.update(piece);
                *bytes += piece.len() as u64;
                write(piece).map_err(Ended::Other)
            })
            .map_err(Ended::into_other)?;
        Ok(Taken {
            kind,
            size_bytes: self.size_bytes,
            sha256: self.plain.finalize().into(),
            sealed_bytes: self.sealed_bytes,
            sealed_sha256: self.sealed.finalize().into(),
            key: self.key,
        })
    }
}

/// Why a file did not end: the cipher failed, or whoever writes it.
enum Ended<E> {
    Seal(SealingError),
    Other(E),
}

impl<E> From<SealingError> for Ended<E> {
    fn from(error: SealingError) -> Self {
        Self::Seal(error)
    }
}

impl<E: From<NotSealed>> Ended<E> {
    fn into_other(self) -> E {
        match self {
            Self::Seal(error) => NotSealed::from(error).into(),
            Self::Other(error) => error,
        }
    }
}

impl Taken {
    /// How a volume lists it under a name.
    #[must_use]
    pub fn listed(&self, name: String) -> Attachment {
        Attachment {
            name,
            media_type: self.kind.media_type().to_owned(),
            size_bytes: i64::try_from(self.size_bytes).unwrap_or(i64::MAX),
            sha256: hex::encode(self.sha256),
            sealed_sha256: hex::encode(self.sealed_sha256),
            key: FileSecret::new(self.key.expose().to_owned()),
        }
    }
}
