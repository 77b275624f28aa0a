//! Files that belong to a volume of an offer. What is listed here is sealed with the volume; the files themselves are
//! kept apart, each encrypted under a key of its own, which is listed here and nowhere else.

use super::{OfferContent, Volume};
use serde::{Deserialize, Serialize};

/// The most files that an offer has, over all its volumes.
pub const MOST_ATTACHMENTS: usize = 40;

/// A file of a volume.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attachment {
    /// The file's name, without folders.
    pub name: String,
    /// Its media type, told by its content.
    pub media_type: String,
    /// Its size in bytes, without padding.
    pub size_bytes: i64,
    /// SHA-256 of the file, hexadecimal.
    pub sha256: String,
    /// SHA-256 of the ciphertext that is kept, hexadecimal: by it the file is found.
    pub sealed_sha256: String,
    /// The key that opens the ciphertext.
    pub key: FileSecret,
}

/// The key that opens one file, as text of the age format. Never shown.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileSecret(String);

impl FileSecret {
    /// A key's text.
    #[must_use]
    pub const fn new(text: String) -> Self {
        Self(text)
    }

    /// The text, to open the file with.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for FileSecret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("FileSecret(…)")
    }
}

impl OfferContent {
    /// The files of a volume, in the order in which they were added.
    #[must_use]
    pub fn attachments(&self, volume: Volume) -> &[Attachment] {
        match volume {
            Volume::Administration => &self.administration.attachments,
            Volume::Technical => &self.technical.attachments,
            Volume::Experience => &self.experience.attachments,
            Volume::Price => &self.price.attachments,
        }
    }

    /// The files of a volume, to add to them or take from them.
    pub const fn attachments_mut(&mut self, volume: Volume) -> &mut Vec<Attachment> {
        match volume {
            Volume::Administration => &mut self.administration.attachments,
            Volume::Technical => &mut self.technical.attachments,
            Volume::Experience => &mut self.experience.attachments,
            Volume::Price => &mut self.price.attachments,
        }
    }

    /// Every file with its volume.
    pub fn every_attachment(&self) -> impl Iterator<Item = (Volume, &Attachment)> {
        Volume::ALL.into_iter().flat_map(|volume| {
            let files = self.attachments(volume).iter();
            files.map(move |file| (volume, file))
        })
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    pub(in crate::offers) fn file(name: &str) -> Attachment {
        Attachment {
            name: name.to_owned(),
            media_type: "application/pdf".to_owned(),
            size_bytes: 1,
            sha256: String::new(),
            sealed_sha256: String::new(),
            key: FileSecret::new("AGE-SECRET-KEY-1".to_owned()),
        }
    }

    #[test]
    fn files_are_found_in_their_volumes() {
        let mut content = OfferContent::default();
        for volume in Volume::ALL {
            let files = content.attachments_mut(volume);
            files.push(file(volume.as_str()));
        }
        let every: Vec<_> = content
            .every_attachment()
            .map(|(volume, file)| (volume.as_str(), file.name.as_str()))
            .collect();
        assert_eq!(
            every,
            Volume::ALL.map(|volume| (volume.as_str(), volume.as_str()))
        );
    }

    #[test]
    fn a_volume_without_files_is_written_as_before() {
        let text = serde_json::to_string(&OfferContent::default()).unwrap();
        assert!(!text.contains("attachments"));
        assert_eq!(
            serde_json::from_str::<OfferContent>(&text).unwrap(),
            OfferContent::default()
        );
    }

    #[test]
    fn the_key_of_a_file_is_never_shown() {
        assert!(!format!("{:?}", file("a.pdf")).contains("AGE-SECRET"));
    }
}
