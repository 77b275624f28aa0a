//! What the log's events say of an opening.

use super::Record;
use crate::bytes::Hex32;
use crate::commitments::{Commitment, Head, List};
use serde::Deserialize;
use serde::de::DeserializeOwned;

/// An offer as the log says it was opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenedOffer {
    /// Its reference.
    pub offer: String,
    /// Who offered.
    pub provider: String,
    /// Its place on the list at closing, from 1; none where exactly these ciphertexts do not stand there as one offer.
    pub place: Option<usize>,
    /// Whether the log says, before the opening, that exactly these ciphertexts came after closing and were taken.
    pub late: bool,
    /// Its parts.
    pub parts: Vec<OpenedPart>,
}

/// A ciphertext as the log says it was opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenedPart {
    /// The part's name: `offer`, `price`.
    pub part: String,
    /// SHA-256 of the ciphertext.
    pub sha256: Hex32,
    /// What became of it.
    pub state: PartState,
}

/// What became of a ciphertext.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartState {
    /// Opened; the SHA-256 of the salted text inside.
    Opened(Hex32),
    /// Opened, and it could not be read.
    Unreadable,
    /// Still sealed: the price, which waits for the technical result or stays sealed.
    Sealed,
}

/// An event, as far as it is read here.
#[derive(Deserialize)]
struct Event {
    action: String,
    subject_kind: String,
    subject_reference: String,
    after: Option<String>,
}

/// What an event of an opening says: of the first one, or of the prices.
#[derive(Deserialize)]
struct Opening {
    offers: Vec<Offer>,
    still_sealed: Option<Vec<String>>,
}

/// What the decision says that takes an offer which came after closing.
#[derive(Deserialize)]
struct Late {
    taken: Vec<Commitment>,
}

#[derive(Deserialize)]
struct Offer {
    reference: String,
    provider: String,
    status: String,
    parts: Vec<Part>,
}

#[derive(Deserialize)]
struct Part {
    part: String,
    ciphertext_sha256: Hex32,
    content_sha256: Option<Hex32>,
}

/// What the events of a record say together.
#[derive(Default)]
pub(super) struct Said {
    /// The head of the list, as the log has it.
    pub heads: Vec<Head>,
    /// What came after closing and was taken before the opening.
    late: Vec<Vec<Commitment>>,
    /// What the first opening opened; none where its event is missing.
    pub opened: Option<Vec<OpenedOffer>>,
    /// Prices of the later opening that do not belong to what was opened first.
    pub strange_prices: Vec<String>,
    /// How many prices the later opening opened; none where the record does not hold it.
    pub prices: Option<usize>,
}

impl Said {
    /// Reads the events in their order.
    ///
    /// # Errors
    /// What does not fit, in a sentence.
    pub fn by(record: &Record) -> Result<Self, String> {
        let mut said = Self::default();
        for logged in &record.events {
            let event: Event = read(&logged.text)?;
            if event.subject_kind != "solicitation"
                || event.subject_reference != record.head.solicitation
            {
                return Err("an event is about another subject than the solicitation".to_owned());
            }
            let after = event.after.unwrap_or_default();
            match event.action.as_str() {
                "offer.commit" => said.heads.push(read(&after)?),
                "offer.decide_late" if said.opened.is_none() => {
                    said.late.push(read::<Late>(&after)?.taken);
                }
                "offer.open" | "offer.recover" => said.take(read(&after)?, &record.list)?,
                other => return Err(format!("an event does not belong to an opening: {other}")),
            }
        }
        Ok(said)
    }

    fn take(&mut self, opening: Opening, list: &List) -> Result<(), String> {
        match (opening.still_sealed, &mut self.opened) {
            (None, None) => self.opened = Some(matched(opening.offers, list, &self.late)),
            (Some(_), Some(opened)) if self.prices.is_none() => {
                self.prices = Some(opening.offers.len());
                let late = opening.offers.into_iter();
                self.strange_prices = late.filter_map(|late| price_of(opened, late)).collect();
            }
            _ => return Err("the log says that the same was opened twice".to_owned()),
        }
        Ok(())
    }
}

fn read<T: DeserializeOwned>(text: &str) -> Result<T, String> {
    serde_json::from_str(text).map_err(|error| format!("an event cannot be read: {error}"))
}

/// The offers with their places; no place is taken twice.
fn matched(offers: Vec<Offer>, list: &List, late: &[Vec<Commitment>]) -> Vec<OpenedOffer> {
    let mut free: Vec<Option<&Vec<Commitment>>> = list.offers.iter().map(Some).collect();
    let one = |offer: Offer| {
        let excluded = offer.status == "excluded";
        let parts: Vec<OpenedPart> = offer
            .parts
            .into_iter()
            .map(|part| part.found(excluded))
            .collect();
        let place = free
            .iter()
            .position(|committed| committed.is_some_and(|committed| fits(committed, &parts)));
        if let Some(taken) = place.and_then(|place| free.get_mut(place)) {
            *taken = None;
        }
        OpenedOffer {
            offer: offer.reference,
            provider: offer.provider,
            place: place.map(|place| place + 1),
            late: place.is_none() && late.iter().any(|taken| fits(taken, &parts)),
            parts,
        }
    };
    offers.into_iter().map(one).collect()
}

/// Whether these are the ciphertexts that were committed as one offer, neither more nor fewer.
fn fits(committed: &[Commitment], parts: &[OpenedPart]) -> bool {
    let is_there = |commitment: &Commitment| {
        let same =
            |part: &&OpenedPart| part.part == commitment.part && part.sha256 == commitment.sha256;
        parts.iter().filter(same).count() == 1
    };
    committed.len() == parts.len() && committed.iter().all(is_there)
}

impl Part {
    /// An offer that cannot be read is excluded at once; without that, what has no content is still sealed.
    fn found(self, excluded: bool) -> OpenedPart {
        let state = match self.content_sha256 {
            Some(content) => PartState::Opened(content),
            None if excluded => PartState::Unreadable,
            None => PartState::Sealed,
        };
        OpenedPart {
            part: self.part,
            sha256: self.ciphertext_sha256,
            state,
        }
    }
}

/// Notes the price that was opened later; answers the offer's reference where that price was not sealed at closing.
fn price_of(opened: &mut [OpenedOffer], late: Offer) -> Option<String> {
    let strange = late.reference.clone();
    let known = opened
        .iter_mut()
        .find(|offer| offer.offer == late.reference);
    let [price] = <[Part; 1]>::try_from(late.parts).ok()?;
    let part = known.and_then(|offer| {
        offer.parts.iter_mut().find(|part| {
            part.part == price.part
                && part.sha256 == price.ciphertext_sha256
                && part.state == PartState::Sealed
        })
    });
    match part {
        Some(part) => {
            part.state = price.found(true).state;
            None
        }
        None => Some(strange),
    }
}
