//! What must hold for every byte that somebody may send: the same functions are called by the tests with arbitrary and mutated
//! bytes, and by the fuzz targets in `fuzz/`.

use sealing::Identity;
use sealing::opening::{self, Record};
use sealing::order;
use sealing::parts::{self, Place};
use sealing::receipt::{self, Receipt};
use std::sync::OnceLock;

/// The offer for which everything is read.
pub const PLACE: Place<'static> = Place {
    solicitation: "SOL-2026-0001",
    offer: "OFR-2026-000001",
};

/// The key to which samples are sealed.
pub fn identity() -> &'static Identity {
    static IDENTITY: OnceLock<Identity> = OnceLock::new();
    IDENTITY.get_or_init(Identity::generate)
}

/// A ciphertext, the text inside, or what a browser sends: refused or read, never a panic, and read in one writing only.
pub fn envelope(bytes: &[u8]) {
    if let Ok(text) = identity().open(bytes) {
        envelope_text(&text);
    }
    envelope_text(bytes);
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    if let Ok(sealed) = order::read(text) {
        let written = order::written(&sealed).expect("what was read can be written");
        assert_eq!(order::read(&written).expect("and read again"), sealed);
    }
}

fn envelope_text(text: &[u8]) {
    let volumes = parts::volumes(PLACE, text).is_ok();
    let price = parts::price(PLACE, text).is_ok();
    assert!(!(volumes && price), "one text is two parts");
}

/// A receipt's text: refused, or read byte for byte as it was issued; checking it never panics.
pub fn receipt(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    if let Ok(receipt) = Receipt::parse(text) {
        let written = receipt.text().expect("what was read can be written");
        assert_eq!(written, text.trim_end_matches([' ', '\t', '\r', '\n']));
        let verdict = receipt::verify(&receipt, None);
        assert!(!verdict.findings.is_empty());
    }
}

/// The record of an opening: as a receipt.
pub fn record(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    if let Ok(record) = Record::parse(text) {
        let written = record.text().expect("what was read can be written");
        assert_eq!(written, text.trim_end_matches([' ', '\t', '\r', '\n']));
        assert!(!opening::verify(&record, None).findings.is_empty());
    }
}
