//! The folder of files that are kept encrypted only: written piece by piece, named by the SHA-256 of the ciphertext.

use chrono::{DateTime, Utc};
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use uuid::Uuid;

/// How large the files of an offer may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// One file, in bytes.
    pub file: u64,
    /// All files of an offer together, in bytes.
    pub offer: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            file: 50_000_000,
            offer: 200_000_000,
        }
    }
}

/// The folder. Its functions wait for the disk: call them where waiting is allowed.
#[derive(Clone, Debug)]
pub(crate) struct SealedFiles {
    folder: PathBuf,
}

/// A file that is being written. Dropped before it is kept, it is removed.
#[derive(Debug)]
pub(crate) struct Unfinished {
    files: SealedFiles,
    path: PathBuf,
    file: File,
}

impl SealedFiles {
    pub(super) const fn in_folder(folder: PathBuf) -> Self {
        Self { folder }
    }

    pub(super) fn incoming(&self) -> PathBuf {
        self.folder.join("incoming")
    }

    fn path(&self, hash: &[u8; 32]) -> PathBuf {
        let name = hex::encode(hash);
        self.folder.join(&name[..2]).join(name)
    }

    /// Begins to write a file.
    pub fn begin(&self, id: Uuid) -> io::Result<Unfinished> {
        fs::create_dir_all(self.incoming())?;
        let path = self.incoming().join(id.simple().to_string());
        let file = File::create_new(&path)?;
        Ok(Unfinished {
            files: self.clone(),
            path,
            file,
        })
    }

    /// Opens a file to read.
    pub fn open(&self, hash: &[u8; 32]) -> io::Result<File> {
        File::open(self.path(hash))
    }

    /// Removes a file; one that is not there any more is no error.
    pub fn remove(&self, hash: &[u8; 32]) -> io::Result<()> {
        gone(fs::remove_file(self.path(hash)))
    }

    /// What has lain in the folder since before a moment: the hashes of whole files. Unfinished ones as old are removed.
    pub fn older_than(&self, moment: DateTime<Utc>) -> io::Result<Vec<[u8; 32]>> {
        let mut hashes = Vec::new();
        for folder in entries(&self.folder)? {
            for path in entries(&folder)? {
                if !is_older(&path, moment)? {
                    continue;
                }
                let name = path.file_name().and_then(|name| name.to_str());
                let mut hash = [0; 32];
                if folder == self.incoming() {
                    gone(fs::remove_file(&path))?;
                } else if hex::decode_to_slice(name.unwrap_or_default(), &mut hash).is_ok() {
                    hashes.push(hash);
                }
            }
        }
        Ok(hashes)
    }
}

impl Unfinished {
    /// Appends what is sealed.
    pub fn write(&mut self, sealed: &[u8]) -> io::Result<()> {
        self.file.write_all(sealed)
    }

    /// Gives the file another path in the folder of what comes in.
    pub(super) fn put(self, path: &Path) -> io::Result<()> {
        fs::rename(&self.path, path)
    }

    /// Gives the file its name once all of it is on disk, and makes sure that the name is, too.
    pub fn keep(self, hash: &[u8; 32]) -> io::Result<()> {
        self.file.sync_all()?;
        let path = self.files.path(hash);
        if let Some(folder) = path.parent() {
            let made = !folder.exists();
            fs::create_dir_all(folder)?;
            fs::rename(&self.path, &path)?;
            File::open(folder)?.sync_all()?;
            if made {
                File::open(&self.files.folder)?.sync_all()?;
            }
        }
        Ok(())
    }
}

impl Drop for Unfinished {
    fn drop(&mut self) {
        // After it was kept there is nothing under this name; what cannot be removed now is when it is old.
        let _ = fs::remove_file(&self.path);
    }
}

pub(super) fn gone(removed: io::Result<()>) -> io::Result<()> {
    match removed {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        other => other,
    }
}

/// The paths in a folder; none when it is no folder, or was never made.
pub(super) fn entries(folder: &Path) -> io::Result<Vec<PathBuf>> {
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    fs::read_dir(folder)?
        .map(|entry| Ok(entry?.path()))
        .collect()
}

fn is_older(path: &Path, moment: DateTime<Utc>) -> io::Result<bool> {
    match fs::metadata(path) {
        Ok(about) => Ok(DateTime::<Utc>::from(about.modified()?) < moment),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}
