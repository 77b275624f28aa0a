//! Taking a file in that a browser encrypted: piece by piece in requests of their own, put together when the last one is there.

use super::arriving::Arriving;
use super::take::{Incoming, NotTaken, taken};
use crate::Ctx;
use crate::documents::{SealedFiles, Unfinished, Upload};
use sealing::bytes::Hex32;
use tokio::task::spawn_blocking;
use uuid::Uuid;

/// With what every file begins that is sealed to one key in the age format.
const BEGIN: &[u8] = b"age-encryption.org/v1\n-> X25519 ";

/// A piece that comes in.
struct Piece {
    out: Unfinished,
    /// As much of its begin as tells that it is encrypted.
    begin: Vec<u8>,
    bytes: u64,
}

impl Incoming for Piece {
    type Kept = Self;

    fn begin(files: &SealedFiles, id: Uuid) -> Result<Self, NotTaken> {
        Ok(Self {
            out: files.begin(id)?,
            begin: Vec::new(),
            bytes: 0,
        })
    }

    fn came(&self) -> u64 {
        self.bytes
    }

    fn piece(&mut self, piece: &[u8]) -> Result<(), NotTaken> {
        let missing = BEGIN.len() - self.begin.len();
        self.begin.extend(piece.iter().take(missing));
        self.bytes += piece.len() as u64;
        Ok(self.out.write(piece)?)
    }

    fn finish(self) -> Result<Self, NotTaken> {
        Ok(self)
    }
}

/// Takes the piece in that stands at a place of a file of at most so many bytes. The first one lets earlier uploads of the offer go.
pub(super) async fn take_piece(
    ctx: &Ctx,
    most: u64,
    of: Upload,
    at: u64,
    content: Arriving,
) -> Result<(), NotTaken> {
    let files = ctx.documents().sealed();
    spawn_blocking(move || match at {
        0 => Ok(files.drop_pieces(of.offer, Some(&of))?),
        at if at > files.came(&of)? => Err(NotTaken::Lost),
        _ => Ok(()),
    })
    .await??;
    let piece = taken::<Piece>(ctx, (at, most), content).await?;
    if at == 0 && piece.begin != BEGIN {
        return Err(NotTaken::NotSealed);
    }
    let files = ctx.documents().sealed();
    Ok(spawn_blocking(move || files.keep_piece(&of, at, piece.out)).await??)
}

/// Puts the pieces together and keeps the file by its hash; answers how many bytes it has. The pieces stay until [`forget`].
pub(super) async fn join(ctx: &Ctx, of: Upload, named: Hex32) -> Result<u64, NotTaken> {
    let (files, id) = (ctx.documents().sealed(), ctx.new_id());
    // Few at a time: more would only take turns on the same disk.
    let _place = ctx.sealing().acquire().await;
    spawn_blocking(move || {
        let joined = files.join(&of, id)?;
        if joined.sha256 != named.0 {
            files.drop_pieces(of.offer, None)?;
            return Err(NotTaken::BrokenOff);
        }
        joined.out.keep(&joined.sha256)?;
        Ok(joined.bytes)
    })
    .await?
}

/// Lets the pieces of an offer go.
pub(super) async fn forget(ctx: &Ctx, of: Upload) -> Result<(), NotTaken> {
    let files = ctx.documents().sealed();
    Ok(spawn_blocking(move || files.drop_pieces(of.offer, None)).await??)
}
