//! The folder of files.

use super::sealed::{Limits, SealedFiles};
use crate::Error;
use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};
use tokio::fs;
use tokio::io::AsyncWriteExt;
use uuid::Uuid;

/// The folder in which files are kept by the SHA-256 of their content: the same content is kept once, and no file is
/// ever overwritten with something else.
#[derive(Clone, Debug)]
pub struct Documents {
    folder: PathBuf,
    limits: Limits,
}

impl Documents {
    /// The files in a folder, which is made with the first one.
    #[must_use]
    pub fn in_folder(folder: impl Into<PathBuf>) -> Self {
        Self {
            folder: folder.into(),
            limits: Limits::default(),
        }
    }

    /// The same with other limits for the files of offers.
    #[must_use]
    pub fn with_limits(self, limits: Limits) -> Self {
        Self { limits, ..self }
    }

    /// How large the files of offers may be.
    #[must_use]
    pub const fn limits(&self) -> Limits {
        self.limits
    }

    /// The files that are kept encrypted, in a folder of their own inside.
    pub(crate) fn sealed(&self) -> SealedFiles {
        SealedFiles::in_folder(self.folder.join("sealed"))
    }

    fn path(&self, hash: &[u8]) -> PathBuf {
        let name = hex::encode(hash);
        self.folder
            .join(name.get(..2).unwrap_or_default())
            .join(name)
    }

    /// Keeps a content and answers its SHA-256. The file is complete and on disk before it has its name.
    pub(super) async fn keep(&self, id: Uuid, content: &[u8]) -> Result<[u8; 32], Error> {
        let hash: [u8; 32] = Sha256::digest(content).into();
        let path = self.path(&hash);
        write(&path, id, content)
            .await
            .map_err(|error| Error::Internal(format!("a document could not be kept: {error}")))?;
        Ok(hash)
    }

    /// Reads a content, and makes sure that it is still the one that was kept.
    pub(super) async fn read(&self, hash: &[u8]) -> Result<Vec<u8>, Error> {
        let content = fs::read(self.path(hash)).await;
        let content = content
            .map_err(|error| Error::Internal(format!("a document could not be read: {error}")))?;
        if Sha256::digest(&content).as_slice() == hash {
            Ok(content)
        } else {
            Err(Error::Internal(
                "a document's content is not the one that was kept".to_owned(),
            ))
        }
    }
}

async fn write(path: &Path, id: Uuid, content: &[u8]) -> std::io::Result<()> {
    if fs::try_exists(path).await? {
        return Ok(());
    }
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).await?;
    }
    let unfinished = path.with_extension(id.simple().to_string());
    let mut file = fs::File::create(&unfinished).await?;
    file.write_all(content).await?;
    file.sync_all().await?;
    fs::rename(&unfinished, path).await
}
