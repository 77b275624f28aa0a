//! Sealing a whole offer: what the page hands to the browser, and what the browser sends back.

use crate::bytes::Hex32;
use crate::parts::{self, Part, Place};
use crate::seal::{random, seal};
use crate::{SealingError, receipt};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use domain::offers::OfferContent;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What is to be sealed, for whom and to which keys.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Order {
    /// Reference of the solicitation.
    pub solicitation: String,
    /// Reference of the offer.
    pub offer: String,
    /// The key of volumes 1 to 3.
    pub offer_recipient: String,
    /// The key of the price.
    pub price_recipient: String,
    /// The four volumes.
    pub content: OfferContent,
}

/// A part that was sealed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SealedPart {
    /// Which part.
    pub part: Part,
    /// The ciphertext, in the age format.
    pub ciphertext: Vec<u8>,
    /// SHA-256 of the salted text inside, as who sealed it says.
    pub content_sha256: Hex32,
}

/// What a browser sealed, as it is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sent {
    /// Both parts, in their order.
    pub parts: Vec<SealedPart>,
    /// SHA-256 of the ciphertext of each file that the browser sealed and sent ahead. The parts list these and those that the
    /// server encrypted.
    pub files: BTreeSet<Hex32>,
}

/// The same on its way through a form.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Form {
    parts: Vec<Wire>,
    files: BTreeSet<Hex32>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Wire {
    part: Part,
    ciphertext: String,
    content_sha256: Hex32,
}

impl Order {
    /// Seals both parts, each with its own salt to its own key.
    ///
    /// # Errors
    /// When a recipient is not one, or the random numbers fail.
    pub fn sealed(&self) -> Result<Vec<SealedPart>, SealingError> {
        let place = Place {
            solicitation: &self.solicitation,
            offer: &self.offer,
        };
        let salts = [*random()?, *random()?];
        parts::closed(place, &self.content, &salts)?
            .into_iter()
            .map(|closed| {
                let recipient = match closed.part {
                    Part::Offer => &self.offer_recipient,
                    Part::Price => &self.price_recipient,
                };
                Ok(SealedPart {
                    part: closed.part,
                    ciphertext: seal(&[recipient], closed.text.as_bytes())?,
                    content_sha256: receipt::sha256(closed.text.as_bytes()),
                })
            })
            .collect()
    }
}

/// The text that a browser sends of what it sealed.
///
/// # Errors
/// When it cannot be written as JSON.
pub fn written(sent: &Sent) -> Result<String, SealingError> {
    let wire = sent.parts.iter().map(|sealed| Wire {
        part: sealed.part,
        ciphertext: STANDARD.encode(&sealed.ciphertext),
        content_sha256: sealed.content_sha256,
    });
    let form = Form {
        parts: wire.collect(),
        files: sent.files.clone(),
    };
    serde_json::to_string(&form).map_err(|error| SealingError::Library(error.to_string()))
}

/// What a browser sent: both parts, once each, in the age format to one X25519 key. That they open shows at the opening.
///
/// # Errors
/// [`SealingError::NotAnOffer`] when it is anything else.
pub fn read(text: &str) -> Result<Sent, SealingError> {
    let form: Form =
        serde_json::from_str(text).map_err(|_| SealingError::NotAnOffer("cannot be read"))?;
    let named = form.parts.iter().map(|wire| wire.part);
    if !named.eq(Part::ALL) {
        return Err(SealingError::NotAnOffer("does not have its two parts"));
    }
    let parts = form.parts.into_iter().map(Wire::read);
    Ok(Sent {
        parts: parts.collect::<Result<_, _>>()?,
        files: form.files,
    })
}

impl Wire {
    fn read(self) -> Result<SealedPart, SealingError> {
        let ciphertext = STANDARD
            .decode(&self.ciphertext)
            .map_err(|_| SealingError::NotAnOffer("cannot be read"))?;
        if !ciphertext.starts_with(b"age-encryption.org/v1\n-> X25519 ") {
            return Err(SealingError::NotAnOffer("is not sealed"));
        }
        Ok(SealedPart {
            part: self.part,
            ciphertext,
            content_sha256: self.content_sha256,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use age::x25519::Identity;
    use domain::offers::{Attachment, FileSecret, Volume};
    use proptest::prelude::*;

    /// A file that is listed in the technical volume and in that of the price.
    fn attached() -> OfferContent {
        let mut content = OfferContent::default();
        for volume in [Volume::Technical, Volume::Price] {
            let files = content.attachments_mut(volume);
            files.push(Attachment {
                name: format!("{}.pdf", volume.as_str()),
                media_type: "application/pdf".to_owned(),
                size_bytes: 20_000_000,
                sha256: "00".repeat(32),
                sealed_sha256: "ff".repeat(32),
                key: FileSecret::new("AGE-SECRET-KEY-1".to_owned()),
            });
        }
        content
    }

    fn order(identities: &[Identity; 2]) -> Order {
        let [offer, price] = identities
            .each_ref()
            .map(|identity| identity.to_public().to_string());
        Order {
            solicitation: "SOL-2026-0001".to_owned(),
            offer: "OFR-2026-100001".to_owned(),
            offer_recipient: offer,
            price_recipient: price,
            content: attached(),
        }
    }

    fn alone(parts: Vec<SealedPart>) -> Sent {
        Sent {
            parts,
            files: BTreeSet::new(),
        }
    }

    #[test]
    fn what_a_browser_sends_opens_with_the_two_keys_and_names_its_offer() {
        let identities = [Identity::generate(), Identity::generate()];
        let order = order(&identities);
        let mut sent = alone(order.sealed().unwrap());
        sent.files.insert(receipt::sha256(b"file"));
        assert_eq!(read(&written(&sent).unwrap()), Ok(sent.clone()));
        let sent = sent.parts;
        let place = Place {
            solicitation: &order.solicitation,
            offer: &order.offer,
        };
        let texts: Vec<Vec<u8>> = sent
            .iter()
            .zip(&identities)
            .map(|(sealed, identity)| age::decrypt(identity, &sealed.ciphertext).unwrap())
            .collect();
        assert_eq!(receipt::sha256(&texts[1]), sent[1].content_sha256);
        let content = parts::volumes(place, &texts[0]).unwrap();
        assert!(!texts[0].windows(9).any(|words| words == b"price.pdf"));
        let content = content.with_price(parts::price(place, &texts[1]).unwrap());
        assert_eq!(content, order.content);
    }

    #[test]
    fn plain_text_a_missing_part_and_a_part_twice_are_refused() {
        let order = order(&[Identity::generate(), Identity::generate()]);
        let sealed = order.sealed().unwrap();
        let mut plain = sealed.clone();
        plain[0].ciphertext = b"{\"price\":12}".to_vec();
        let twice = vec![sealed[0].clone(), sealed[0].clone()];
        for wrong in [plain, sealed[..1].to_vec(), twice, Vec::new()] {
            assert!(read(&written(&alone(wrong)).unwrap()).is_err());
        }
    }

    proptest! {
        #[test]
        fn no_text_makes_the_reader_panic(text in ".{0,300}", bytes in prop::collection::vec(any::<u8>(), 0..300)) {
            prop_assert!(read(&text).is_err());
            let place = Place { solicitation: "SOL-2026-0001", offer: "OFR-2026-100001" };
            prop_assert!(parts::volumes(place, &bytes).is_err() && parts::price(place, &bytes).is_err());
        }
    }
}
