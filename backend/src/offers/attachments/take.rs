//! Taking a file in: told by its content, encrypted, padded, hashed and written, piece by piece.

use super::arriving::{Arriving, BrokenOff};
use crate::documents::{FileKind, NotAFile, Teller, Unfinished};
use crate::{Ctx, Error};
use sealing::SealingError;
use sealing::file::{FileKey, FileSealer};
use sha2::{Digest, Sha256};
use tokio::task::spawn_blocking;

/// A file that is on disk, encrypted.
pub(super) struct Taken {
    pub kind: FileKind,
    /// Without padding.
    pub size_bytes: u64,
    pub sha256: [u8; 32],
    /// Of the ciphertext.
    pub sealed_bytes: u64,
    pub sealed_sha256: [u8; 32],
    pub key: FileKey,
}

/// Why a file was not taken.
#[derive(Debug, thiserror::Error)]
pub(super) enum NotTaken {
    #[error(transparent)]
    Kind(#[from] NotAFile),
    #[error("the file is larger than {0} MB: send a smaller one, or several")]
    TooLarge(u64),
    #[error("the file did not arrive whole: send it again")]
    BrokenOff,
    #[error("a file could not be kept: {0}")]
    Disk(#[from] std::io::Error),
    #[error("a file could not be encrypted: {0}")]
    Seal(#[from] SealingError),
    #[error("a file could not be taken: {0}")]
    Task(#[from] tokio::task::JoinError),
}

impl From<BrokenOff> for NotTaken {
    fn from(BrokenOff: BrokenOff) -> Self {
        Self::BrokenOff
    }
}

impl NotTaken {
    /// What the person is told of the file with this name.
    pub fn told(self, name: &str) -> Error {
        match self {
            Self::Kind(_) | Self::TooLarge(_) | Self::BrokenOff => {
                Error::field("file", format!("{name}: {self}"))
            }
            Self::Disk(_) | Self::Seal(_) | Self::Task(_) => Error::Internal(self.to_string()),
        }
    }
}

/// Takes a content of at most so many bytes in. Nothing of it is left when it is refused or breaks off.
pub(super) async fn take(ctx: &Ctx, most: u64, mut content: Arriving) -> Result<Taken, NotTaken> {
    let (files, id) = (ctx.documents().sealed(), ctx.new_id());
    let mut taking = spawn_blocking(move || Taking::begin(files.begin(id)?)).await??;
    while let Some(piece) = content.next().await? {
        if taking.size_bytes + piece.len() as u64 > most {
            return Err(NotTaken::TooLarge(most / 1_000_000));
        }
        // Few at a time: more would only take turns on the same cores, each with its memory.
        let _place = ctx.sealing().acquire().await;
        taking = spawn_blocking(move || taking.piece(&piece)).await??;
    }
    spawn_blocking(move || taking.finish()).await?
}

/// A file on its way to the disk.
struct Taking {
    out: Out,
    key: FileKey,
    sealer: FileSealer,
    teller: Teller,
    plain: Sha256,
    size_bytes: u64,
    buffer: Vec<u8>,
}

/// Where the ciphertext goes.
struct Out {
    file: Unfinished,
    hash: Sha256,
    bytes: u64,
}

impl Out {
    fn write(&mut self, sealed: &[u8]) -> Result<(), NotTaken> {
        self.hash.update(sealed);
        self.bytes += sealed.len() as u64;
        Ok(self.file.write(sealed)?)
    }
}

impl Taking {
    fn begin(file: Unfinished) -> Result<Self, NotTaken> {
        let (key, mut buffer) = (FileKey::generate()?, Vec::new());
        let sealer = key.sealer(&mut buffer)?;
        let (hash, bytes) = (Sha256::new(), 0);
        Ok(Self {
            out: Out { file, hash, bytes },
            key,
            sealer,
            teller: Teller::default(),
            plain: Sha256::new(),
            size_bytes: 0,
            buffer,
        })
    }

    fn piece(mut self, piece: &[u8]) -> Result<Self, NotTaken> {
        self.teller.push(piece)?;
        self.plain.update(piece);
        self.size_bytes += piece.len() as u64;
        self.sealer.push(piece, &mut self.buffer)?;
        self.out.write(&self.buffer)?;
        self.buffer.clear();
        Ok(self)
    }

    fn finish(mut self) -> Result<Taken, NotTaken> {
        let kind = self.teller.finish()?;
        let mut out = self.out;
        out.write(&self.buffer)?;
        self.buffer.clear();
        self.sealer.finish(|sealed| out.write(sealed))?;
        let sealed_sha256 = out.hash.finalize().into();
        out.file.keep(&sealed_sha256)?;
        Ok(Taken {
            kind,
            size_bytes: self.size_bytes,
            sha256: self.plain.finalize().into(),
            sealed_bytes: out.bytes,
            sealed_sha256,
            key: self.key,
        })
    }
}
