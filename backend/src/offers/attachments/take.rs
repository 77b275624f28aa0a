//! Taking a file in while it comes, and encrypting it.

use super::arriving::{Arriving, BrokenOff};
use crate::documents::{NotAFile, SealedFiles, Unfinished};
use crate::{Ctx, Error};
use sealing::SealingError;
use sealing::file::{NotSealed, Taken, Taking};
use tokio::task::spawn_blocking;
use uuid::Uuid;

/// Why a file was not taken.
#[derive(Debug, thiserror::Error)]
pub(super) enum NotTaken {
    #[error(transparent)]
    Kind(#[from] NotAFile),
    #[error("the file is larger than {0} MB: send a smaller one, or several")]
    TooLarge(u64),
    #[error("the file did not arrive whole: send it again")]
    BrokenOff,
    #[error("what came of it before is not here any more: submit again")]
    Lost,
    #[error("what came is not encrypted: load the page again, or let the server encrypt the file")]
    NotSealed,
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

impl From<NotSealed> for NotTaken {
    fn from(error: NotSealed) -> Self {
        match error {
            NotSealed::Kind(error) => error.into(),
            NotSealed::Seal(error) => error.into(),
        }
    }
}

impl NotTaken {
    /// What the person is told of the file with this name.
    pub fn told(self, name: &str) -> Error {
        match self {
            Self::Kind(_) | Self::TooLarge(_) | Self::BrokenOff | Self::Lost | Self::NotSealed => {
                Error::field("file", format!("{name}: {self}"))
            }
            Self::Disk(_) | Self::Seal(_) | Self::Task(_) => Error::Internal(self.to_string()),
        }
    }
}

/// What a content becomes while it comes in.
pub(super) trait Incoming: Send + Sized + 'static {
    /// What is known of it at the end.
    type Kept: Send + 'static;

    fn begin(files: &SealedFiles, id: Uuid) -> Result<Self, NotTaken>;
    /// How many bytes of the content came so far.
    fn came(&self) -> u64;
    fn piece(&mut self, piece: &[u8]) -> Result<(), NotTaken>;
    fn finish(self) -> Result<Self::Kept, NotTaken>;
}

/// Takes a content of at most so many bytes in and encrypts it. Nothing of it is left when it is refused or breaks off.
pub(super) async fn take(ctx: &Ctx, most: u64, content: Arriving) -> Result<Taken, NotTaken> {
    taken::<Encrypting>(ctx, (0, most), content).await
}

/// Takes a content in, of which so many bytes came before, and which may have so many in all.
pub(super) async fn taken<I: Incoming>(
    ctx: &Ctx,
    (before, most): (u64, u64),
    mut content: Arriving,
) -> Result<I::Kept, NotTaken> {
    let (files, id) = (ctx.documents().sealed(), ctx.new_id());
    let mut taking = spawn_blocking(move || I::begin(&files, id)).await??;
    while let Some(piece) = content.next().await? {
        if before + taking.came() + piece.len() as u64 > most {
            return Err(NotTaken::TooLarge(most / 1_000_000));
        }
        // Few at a time: more would only take turns on the same cores, each with its memory.
        let _place = ctx.sealing().acquire().await;
        taking = spawn_blocking(move || taking.piece(&piece).map(|()| taking)).await??;
    }
    spawn_blocking(move || taking.finish()).await?
}

/// A file that is encrypted on its way to the disk.
struct Encrypting {
    out: Unfinished,
    taking: Taking,
    buffer: Vec<u8>,
}

impl Incoming for Encrypting {
    type Kept = Taken;

    fn begin(files: &SealedFiles, id: Uuid) -> Result<Self, NotTaken> {
        let mut buffer = Vec::new();
        Ok(Self {
            out: files.begin(id)?,
            taking: Taking::begin(&mut buffer)?,
            buffer,
        })
    }

    fn came(&self) -> u64 {
        self.taking.size_bytes()
    }

    fn piece(&mut self, piece: &[u8]) -> Result<(), NotTaken> {
        self.taking.piece(piece, &mut self.buffer)?;
        self.out.write(&self.buffer)?;
        self.buffer.clear();
        Ok(())
    }

    fn finish(self) -> Result<Taken, NotTaken> {
        let mut out = self.out;
        out.write(&self.buffer)?;
        let taken = self
            .taking
            .finish(|sealed| out.write(sealed).map_err(NotTaken::from))?;
        out.keep(&taken.sealed_sha256)?;
        Ok(taken)
    }
}
