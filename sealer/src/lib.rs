//! The wasm module of the submit page: it seals an offer in the browser, with the same code as the server.

use domain::offers::{Attachment, Volume};
use sealing::bytes::Hex32;
use sealing::file::{NotSealed, Taking};
use sealing::order::{self, Order, written};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use wasm_bindgen::prelude::wasm_bindgen;

/// A file that was sealed here and is sent ahead of the offer that lists it.
#[derive(Serialize, Deserialize)]
struct Listed {
    /// Code of the volume to which it belongs.
    volume: String,
    file: Attachment,
}

/// Seals what the page hands over, with the files that were sealed here before (a JSON list of what [`SealedFile::finish`] told), and
/// answers with what the form sends.
///
/// # Errors
/// A sentence for people, when the page's text is no order or the browser has no random numbers.
#[wasm_bindgen]
pub fn seal(order: &str, files: &str) -> Result<String, String> {
    let mut order: Order = read(order)?;
    let sent: Vec<Listed> = read(files)?;
    let mut hashes: BTreeSet<Hex32> = BTreeSet::new();
    for Listed { volume, file } in sent {
        let volume = Volume::from_code(&volume).ok_or("no such volume")?;
        hashes.insert(hash(&file)?);
        order.content.attachments_mut(volume).push(file);
    }
    let sent = order::Sent {
        parts: order.sealed().map_err(|error| error.to_string())?,
        files: hashes,
    };
    written(&sent).map_err(|error| error.to_string())
}

fn read<T: for<'a> Deserialize<'a>>(text: &str) -> Result<T, String> {
    serde_json::from_str(text).map_err(|error| error.to_string())
}

fn hash(file: &Attachment) -> Result<Hex32, String> {
    let hash = file.sealed_sha256.parse();
    hash.map_err(|_| "a file has no hash".to_owned())
}

/// A file that is being sealed, piece by piece.
#[wasm_bindgen]
pub struct SealedFile {
    taking: Taking,
    /// What is sealed and not handed out yet.
    sealed: Vec<u8>,
}

#[wasm_bindgen]
impl SealedFile {
    /// Begins a file under a key of its own.
    ///
    /// # Errors
    /// When the browser has no random numbers.
    #[wasm_bindgen(constructor)]
    pub fn begin() -> Result<SealedFile, String> {
        let mut sealed = Vec::new();
        let taking = Taking::begin(&mut sealed).map_err(|error| error.to_string())?;
        Ok(Self { taking, sealed })
    }

    /// Takes the next piece and hands out what is sealed by it.
    ///
    /// # Errors
    /// A sentence for people as soon as it can be no kind of file that is kept.
    pub fn push(&mut self, piece: &[u8]) -> Result<Vec<u8>, String> {
        let taken = self.taking.piece(piece, &mut self.sealed);
        taken.map_err(|error| error.to_string())?;
        Ok(std::mem::take(&mut self.sealed))
    }

    /// Ends the file, to be listed in a volume under a name.
    ///
    /// # Errors
    /// A sentence for people when it is of no kind that is kept.
    pub fn finish(self, volume: String, name: String) -> Result<Ended, String> {
        let mut last = self.sealed;
        let taken = self.taking.finish(|sealed| {
            last.extend_from_slice(sealed);
            Ok::<_, NotSealed>(())
        });
        let file = taken.map_err(|error| error.to_string())?.listed(name);
        let listed = serde_json::to_string(&Listed { volume, file });
        let listed = listed.map_err(|error| error.to_string())?;
        Ok(Ended { last, listed })
    }
}

/// A file that was sealed: the end of its ciphertext, and what [`seal`] is told of it.
#[wasm_bindgen]
pub struct Ended {
    last: Vec<u8>,
    listed: String,
}

#[wasm_bindgen]
impl Ended {
    /// The last of the ciphertext, with the padding.
    pub fn last(&self) -> Vec<u8> {
        self.last.clone()
    }

    /// What [`seal`] is told of it, as JSON.
    pub fn listed(&self) -> String {
        self.listed.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_order_is_told() {
        assert!(seal("{}", "[]").is_err_and(|words| words.contains("missing field")));
    }

    #[test]
    fn a_file_is_sealed_in_pieces_and_told_with_its_volume() {
        let mut file = SealedFile::begin().unwrap();
        let mut sealed = file.push(b"%PDF-1.7 ").unwrap();
        sealed.extend(file.push(b"orbits").unwrap());
        let ended = file.finish("price".into(), "rates.pdf".into()).unwrap();
        sealed.extend(ended.last());
        let told: Listed = read(&ended.listed()).unwrap();
        assert_eq!((told.volume.as_str(), told.file.size_bytes), ("price", 15));
        assert_eq!(hash(&told.file).unwrap(), sealing::receipt::sha256(&sealed));
        assert!(sealed.starts_with(b"age-encryption.org/v1\n"));
    }

    #[test]
    fn a_program_is_refused_by_its_content() {
        let mut file = SealedFile::begin().unwrap();
        let refused = file.push(b"\x7fELF\x02\x01\x01\x00\x00");
        assert!(refused.is_err_and(|words| words.contains("this is no PDF")));
    }
}
