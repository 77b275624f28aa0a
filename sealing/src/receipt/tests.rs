use super::*;
use crate::merkle::{Frontier, checkpoint_text, inclusion_proof, leaf};
use ed25519_dalek::{Signer, SigningKey};
use proptest::prelude::*;

fn issued() -> Receipt {
    let key = SigningKey::from_bytes(&[7; 32]);
    let public_key = Hex(key.verifying_key().to_bytes());
    let part = Part {
        name: "offer".to_owned(),
        sha256: sha256(b"ciphertext"),
        size_class: 8192,
    };
    let files = Files {
        salt: Hex([3; 32]),
        sha256: [sha256(b"file")].into(),
        in_browser: [sha256(b"file")].into(),
    };
    let (event_id, received_at) = (
        Uuid::from_u128(9),
        DateTime::from_timestamp_micros(1_772_528_400_123_456).unwrap(),
    );
    let event = serde_json::json!({
        "id": event_id, "at": received_at.timestamp_micros(), "subject_kind": "offer", "subject_reference": "OFR-2026-0001",
        "after": format!("{{\"sha256\":\"{}\",\"files\":\"{}\"}}", part.sha256, files.digest().unwrap()),
    });
    let event = canonical::of(&event);
    let statement = Statement {
        format: FORMAT.to_owned(),
        act: Act::Submitted,
        solicitation: "SOL-2026-0001".to_owned(),
        title: "Radar “images” <b>".to_owned(),
        offer: "OFR-2026-0001".to_owned(),
        submission: 1,
        provider: "Ærø & Søn".to_owned(),
        parts: vec![part],
        files: Some(files),
        sealed_by: SealedBy::Server,
        received_at,
        event_id,
        event_hash: sha256(event.as_bytes()),
    };
    let signature = Hex(key.sign(&statement.message().unwrap()).to_bytes());
    let log = Some(log(&key, &statement.event_hash));
    Receipt {
        statement,
        event,
        log,
        public_key,
        key_id: key_id(&public_key),
        signature,
    }
}

/// A log of seven events of which ours is the fifth.
fn log(key: &SigningKey, event_hash: &Hex32) -> LogProof {
    let mut leaves: Vec<_> = (0_u8..7).map(|n| leaf(&[n])).collect();
    leaves[4] = leaf(&event_hash.0);
    let mut tree = Frontier::default();
    leaves.iter().for_each(|leaf| tree.push(*leaf));
    let proof = inclusion_proof(&Frontier::default(), &leaves, 4).unwrap();
    let signature = key.sign(&checkpoint_text(7, &tree.root())).to_bytes();
    LogProof {
        position: 4,
        tree_size: 7,
        root: Hex(tree.root()),
        proof: proof.into_iter().map(Hex).collect(),
        signature: Hex(signature),
    }
}

fn fails(verdict: &Verdict) -> Vec<Check> {
    let failing = verdict.findings.iter().filter(|finding| !finding.holds);
    failing.map(|finding| finding.check).collect()
}

#[test]
fn an_issued_receipt_is_read_again_and_verifies() {
    let receipt = issued();
    let read = Receipt::parse(&format!("{}\r\n", receipt.text().unwrap())).unwrap();
    assert_eq!(read, receipt);
    let verdict = verify(&read, Some(&receipt.public_key));
    assert!(verdict.valid(), "{verdict:?}");
}

#[test]
fn another_key_than_the_pinned_one_is_named() {
    let verdict = verify(&issued(), Some(&Hex([1; 32])));
    assert_eq!(fails(&verdict), [Check::Key]);
}

#[test]
fn every_altered_statement_loses_its_signature() {
    let mut receipt = issued();
    receipt.statement.provider.push('s');
    assert_eq!(fails(&verify(&receipt, None)), [Check::Signature]);
}

#[test]
fn a_log_that_tells_another_time_does_not_fit() {
    let key = SigningKey::from_bytes(&[7; 32]);
    let mut receipt = issued();
    receipt.statement.received_at += chrono::Duration::microseconds(1);
    receipt.signature = Hex(key.sign(&receipt.statement.message().unwrap()).to_bytes());
    assert_eq!(fails(&verify(&receipt, None)), [Check::Event]);
}

#[test]
fn another_list_of_files_does_not_fit_the_log() {
    let key = SigningKey::from_bytes(&[7; 32]);
    let mut receipt = issued();
    let files = receipt.statement.files.as_mut().unwrap();
    files.sha256.insert(sha256(b"another file"));
    receipt.signature = Hex(key.sign(&receipt.statement.message().unwrap()).to_bytes());
    assert_eq!(fails(&verify(&receipt, None)), [Check::Event]);
}

#[test]
fn without_a_place_in_the_log_it_does_not_verify() {
    let receipt = Receipt {
        log: None,
        ..issued()
    };
    assert_eq!(
        fails(&verify(&receipt, None)),
        [Check::Place, Check::Checkpoint]
    );
}

#[test]
fn a_sealed_file_is_compared_by_its_hash() {
    let receipt = issued();
    assert!(sealed_file(&receipt, "a.age", b"ciphertext").holds);
    assert!(sealed_file(&receipt, "b.age", b"file").holds);
    assert!(!sealed_file(&receipt, "a.age", b"ciphertexu").holds);
}

#[test]
fn every_altered_byte_of_the_file_is_found() {
    let text = issued().text().unwrap().into_bytes();
    for place in 0..text.len() {
        for flipped in [1, 2, 32] {
            let mut altered = text.clone();
            altered[place] ^= flipped;
            assert!(
                !stands(&altered),
                "byte {place}: {}",
                String::from_utf8_lossy(&altered)
            );
        }
    }
}

/// Whether bytes are a receipt that verifies.
fn stands(bytes: &[u8]) -> bool {
    let text = std::str::from_utf8(bytes).ok();
    let receipt = text.and_then(|text| Receipt::parse(text).ok());
    receipt.is_some_and(|receipt| verify(&receipt, None).valid())
}

proptest! {
    #[test]
    fn no_text_makes_the_parser_panic(text in ".{0,400}") {
        prop_assert!(Receipt::parse(&text).is_err());
    }

    #[test]
    fn no_cut_or_grown_receipt_stands(cut in 0_usize..2000, grown in "[^ \\t\\r\\n].{0,20}") {
        let text = issued().text().unwrap();
        let cut = cut.min(text.len() - 1);
        prop_assert!(!stands(&text.as_bytes()[..cut]));
        prop_assert!(!stands([text, grown].concat().as_bytes()));
    }

    #[test]
    fn no_number_in_the_proof_makes_the_check_panic(position in any::<u64>(), tree_size in any::<u64>(), kept in 0_usize..4) {
        let mut receipt = issued();
        if let Some(log) = receipt.log.as_mut() {
            prop_assume!((position, tree_size, kept) != (4, 7, log.proof.len()));
            (log.position, log.tree_size) = (position, tree_size);
            log.proof.truncate(kept);
        }
        prop_assert!(!verify(&receipt, None).valid());
    }
}
