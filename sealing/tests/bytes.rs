//! Arbitrary and mutated bytes where others send bytes: what the fuzz targets do for hours, for seconds and on stable Rust.
#![expect(
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "a property that does not hold must fail the test"
)]

mod hostile;

use domain::offers::OfferContent;
use hostile::{PLACE, identity};
use proptest::prelude::*;
use sealing::order::{Order, Sent, written};
use sealing::{parts, seal};
use std::collections::BTreeSet;

/// What was valid before it is mutated: the texts of both parts, a ciphertext, and what a browser sends.
fn samples() -> Vec<Vec<u8>> {
    let content = OfferContent::default();
    let texts = parts::closed(PLACE, &content, &[[1; 32], [2; 32]]).unwrap();
    let recipient = identity().recipient().unwrap();
    let order = Order {
        solicitation: PLACE.solicitation.to_owned(),
        offer: PLACE.offer.to_owned(),
        offer_recipient: recipient.clone(),
        price_recipient: recipient.clone(),
        content,
    };
    let sent = Sent {
        parts: order.sealed().unwrap(),
        files: BTreeSet::from([sealing::receipt::sha256(b"file")]),
    };
    let sent = written(&sent).unwrap();
    let mut all: Vec<Vec<u8>> = texts
        .iter()
        .map(|part| part.text.clone().into_bytes())
        .collect();
    all.push(seal(&[&recipient], texts[0].text.as_bytes()).unwrap());
    all.push(sent.into_bytes());
    all
}

/// One thing done to valid bytes: changed, cut off, or doubled somewhere.
fn mutated(mut bytes: Vec<u8>, at: usize, with: u8, how: u8) -> Vec<u8> {
    let at = at % bytes.len();
    match how % 4 {
        0 => bytes[at] = with,
        1 => bytes.truncate(at),
        2 => bytes.insert(at, with),
        _ => bytes.extend_from_within(at..),
    }
    bytes
}

proptest! {
    #[test]
    fn no_bytes_make_a_reader_panic(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        hostile::envelope(&bytes);
        hostile::receipt(&bytes);
        hostile::record(&bytes);
    }

    #[test]
    fn nearly_json_is_refused_or_read(text in r#"[\[\]{}":,0-9a-z_.\\ -]{0,300}"#) {
        hostile::envelope(text.as_bytes());
        hostile::receipt(text.as_bytes());
        hostile::record(text.as_bytes());
    }

    #[test]
    fn a_mutated_envelope_is_refused_or_read_as_one_part(
        sample in 0_usize..4, at in any::<usize>(), with in any::<u8>(), how in any::<u8>(),
    ) {
        let valid = samples().swap_remove(sample);
        hostile::envelope(&mutated(valid, at, with, how));
    }

    #[test]
    fn a_changed_ciphertext_never_opens(at in any::<usize>(), flip in 1_u8..=255) {
        let mut sealed = samples().swap_remove(2);
        let at = at % sealed.len();
        sealed[at] ^= flip;
        prop_assert!(identity().open(&sealed).is_err());
    }
}
