//! Pieces of a file that comes in several requests. Each lies in the folder whole or not at all, under its place in the file, so that
//! what broke off goes on with the piece that is missing.

use super::sealed::{SealedFiles, Unfinished, entries, gone};
use sha2::{Digest, Sha256};
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::PathBuf;
use uuid::Uuid;

/// How many bytes of a piece are read at a time.
const READ: usize = 64 * 1024;

/// A file that comes in pieces.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Upload {
    /// The offer to which it comes.
    pub offer: Uuid,
    /// Its own identity, by who sends it.
    pub id: Uuid,
}

impl Upload {
    fn stem(&self) -> String {
        format!("{}-{}-", self.offer.simple(), self.id.simple())
    }
}

/// The pieces of a file, put together.
pub(crate) struct Joined {
    /// What was written, not kept yet.
    pub out: Unfinished,
    /// SHA-256 of it.
    pub sha256: [u8; 32],
    /// How many bytes it has.
    pub bytes: u64,
}

impl SealedFiles {
    fn piece(&self, of: &Upload, at: u64) -> PathBuf {
        self.incoming().join(format!("{}{at:016x}", of.stem()))
    }

    /// The names of everything that comes in, with their paths.
    fn coming(&self) -> io::Result<Vec<(String, PathBuf)>> {
        let paths = entries(&self.incoming())?.into_iter();
        let named = paths.filter_map(|path| Some((path.file_name()?.to_str()?.to_owned(), path)));
        Ok(named.collect())
    }

    /// Keeps a piece at its place; one that came there before is replaced.
    pub fn keep_piece(&self, of: &Upload, at: u64, piece: Unfinished) -> io::Result<()> {
        piece.put(&self.piece(of, at))
    }

    /// How many bytes came from the start of the file without a gap.
    pub fn came(&self, of: &Upload) -> io::Result<u64> {
        let mut bytes = 0;
        loop {
            match fs::metadata(self.piece(of, bytes)) {
                Ok(about) if about.len() > 0 => bytes += about.len(),
                Ok(_) => return Ok(bytes),
                Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(bytes),
                Err(error) => return Err(error),
            }
        }
    }

    /// Puts the pieces together as far as they come without a gap.
    pub fn join(&self, of: &Upload, id: Uuid) -> io::Result<Joined> {
        let mut out = self.begin(id)?;
        let (mut hash, mut bytes, mut buffer) = (Sha256::new(), 0, vec![0; READ]);
        let end = self.came(of)?;
        while bytes < end {
            let mut piece = File::open(self.piece(of, bytes))?;
            loop {
                let read = piece.read(&mut buffer)?;
                if read == 0 {
                    break;
                }
                hash.update(&buffer[..read]);
                out.write(&buffer[..read])?;
                bytes += read as u64;
            }
        }
        Ok(Joined {
            out,
            sha256: hash.finalize().into(),
            bytes,
        })
    }

    /// Lets the pieces of an offer go, but those of one upload: an offer's files come one after the other.
    pub fn drop_pieces(&self, offer: Uuid, but: Option<&Upload>) -> io::Result<()> {
        let stem = format!("{}-", offer.simple());
        let kept = but.map(Upload::stem);
        for (name, path) in self.coming()? {
            let is_kept = kept.as_ref().is_some_and(|kept| name.starts_with(kept));
            if name.starts_with(&stem) && !is_kept {
                gone(fs::remove_file(path))?;
            }
        }
        Ok(())
    }
}
