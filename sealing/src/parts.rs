//! The two parts in which an offer is sealed: volumes 1 to 3, and the price.
//!
//! Each part has a key of its own, so that a procedure may open prices after the technical results. What is sealed
//! names solicitation, offer and part: a ciphertext that somebody copied into another offer opens as unreadable.

use crate::envelope::{self, Salt};
use crate::{SealingError, sha256};
use domain::offers::{Administration, Experience, OfferContent, Price, Technical};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

/// What the text of a part says of its own format; another meaning of the fields gets another name.
const FORMAT: &str = "perigee sealed offer 1";

/// A part of a sealed offer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// Volumes 1 to 3: administration, technical, experience.
    Offer,
    /// Volume 4: the price.
    Price,
}

impl Part {
    /// Both, in the order in which they may be opened.
    pub const ALL: [Self; 2] = [Self::Offer, Self::Price];

    /// The word in the store and in files.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Offer => "offer",
            Self::Price => "price",
        }
    }

    /// The words that people see.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Offer => "Volumes 1 to 3",
            Self::Price => "Volume 4, price",
        }
    }

    /// Reads the word in the store.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|part| part.as_str() == code)
    }
}

/// What the part `offer` holds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Volumes {
    /// Volume 1.
    pub administration: Administration,
    /// Volume 2.
    pub technical: Technical,
    /// Volume 3.
    pub experience: Experience,
}

impl Volumes {
    /// Volumes 1 to 3 of a content.
    #[must_use]
    pub fn of(content: &OfferContent) -> Self {
        Self {
            administration: content.administration.clone(),
            technical: content.technical.clone(),
            experience: content.experience.clone(),
        }
    }

    /// The content with a price.
    #[must_use]
    pub fn with_price(self, price: Price) -> OfferContent {
        OfferContent {
            administration: self.administration,
            technical: self.technical,
            experience: self.experience,
            price,
        }
    }
}

/// For which offer something is sealed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place<'a> {
    /// Reference of the solicitation.
    pub solicitation: &'a str,
    /// Reference of the offer.
    pub offer: &'a str,
}

#[derive(Serialize, Deserialize)]
struct Bound<T> {
    format: String,
    solicitation: String,
    offer: String,
    part: Part,
    volumes: T,
}

/// The text of a part, ready to be sealed.
#[derive(Clone, PartialEq, Eq)]
pub struct Closed {
    /// Which part.
    pub part: Part,
    /// The text; its length in bytes is its size class.
    pub text: String,
}

impl Closed {
    /// SHA-256 of the text.
    #[must_use]
    pub fn sha256(&self) -> Vec<u8> {
        sha256(self.text.as_bytes())
    }
}

impl std::fmt::Debug for Closed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Closed({:?})", self.part)
    }
}

/// The texts of both parts of an offer.
///
/// # Errors
/// When the content cannot be written as JSON.
pub fn closed(
    place: Place<'_>,
    content: &OfferContent,
    salts: &[Salt; 2],
) -> Result<[Closed; 2], SealingError> {
    let offer = bound(place, Part::Offer, Volumes::of(content), &salts[0])?;
    let price = bound(place, Part::Price, content.price.clone(), &salts[1])?;
    Ok([offer, price])
}

fn bound<T: Serialize>(
    place: Place<'_>,
    part: Part,
    volumes: T,
    salt: &Salt,
) -> Result<Closed, SealingError> {
    let bound = Bound {
        format: FORMAT.to_owned(),
        solicitation: place.solicitation.to_owned(),
        offer: place.offer.to_owned(),
        part,
        volumes,
    };
    let text = envelope::closed(&bound, salt)?;
    Ok(Closed { part, text })
}

/// Volumes 1 to 3 of an unsealed text.
///
/// # Errors
/// [`SealingError::NotAnOffer`] when it holds something else, or was sealed for another offer.
pub fn volumes(place: Place<'_>, plain: &[u8]) -> Result<Volumes, SealingError> {
    unbound(place, Part::Offer, plain)
}

/// The price of an unsealed text.
///
/// # Errors
/// [`SealingError::NotAnOffer`] when it holds something else, or was sealed for another offer.
pub fn price(place: Place<'_>, plain: &[u8]) -> Result<Price, SealingError> {
    unbound(place, Part::Price, plain)
}

fn unbound<T: DeserializeOwned>(
    place: Place<'_>,
    part: Part,
    plain: &[u8],
) -> Result<T, SealingError> {
    let bound: Bound<T> = envelope::opened(plain)?;
    if bound.format != FORMAT {
        Err(SealingError::NotAnOffer("has an unknown format"))
    } else if bound.solicitation != place.solicitation || bound.offer != place.offer {
        Err(SealingError::NotAnOffer("belongs to another offer"))
    } else if bound.part != part {
        Err(SealingError::NotAnOffer("is another part of the offer"))
    } else {
        Ok(bound.volumes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLACE: Place<'static> = Place {
        solicitation: "SOL-2026-0001",
        offer: "OFR-2026-0001",
    };

    fn texts() -> [Closed; 2] {
        closed(PLACE, &OfferContent::default(), &[[1; 32], [2; 32]]).unwrap()
    }

    #[test]
    fn both_parts_come_back_as_they_were() {
        let [offer, other] = texts();
        let found = volumes(PLACE, offer.text.as_bytes()).unwrap();
        let content = found.with_price(price(PLACE, other.text.as_bytes()).unwrap());
        assert_eq!(content, OfferContent::default());
    }

    #[test]
    fn a_part_that_was_copied_into_another_offer_is_not_read() {
        let [offer, _] = texts();
        let elsewhere = Place {
            offer: "OFR-2026-0002",
            ..PLACE
        };
        let refused = volumes(elsewhere, offer.text.as_bytes()).unwrap_err();
        assert_eq!(
            refused.to_string(),
            "what was sealed belongs to another offer"
        );
    }

    #[test]
    fn the_price_is_not_taken_for_the_rest() {
        let [offer, other] = texts();
        assert!(volumes(PLACE, other.text.as_bytes()).is_err());
        assert!(price(PLACE, offer.text.as_bytes()).is_err());
    }
}
