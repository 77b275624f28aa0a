use super::*;
use ed25519_dalek::{Signer, SigningKey};

fn part(content: &[u8]) -> Part {
    Part {
        name: "offer".to_owned(),
        sha256: sha256(content),
        size_class: 8192,
    }
}

fn list() -> List {
    List {
        format: FORMAT.to_owned(),
        solicitation: "SOL-2026-0001".to_owned(),
        closed_at: DateTime::from_timestamp_micros(1_772_528_400_000_000).unwrap(),
        salt: Hex([3; 32]),
        offers: vec![vec![(&part(b"one")).into()], vec![(&part(b"two")).into()]],
    }
}

fn head(list: &List) -> Head {
    let key = SigningKey::from_bytes(&[7; 32]);
    let mut head = Head {
        solicitation: list.solicitation.clone(),
        closed_at: list.closed_at,
        digest: list.digest().unwrap(),
        public_key: Hex(key.verifying_key().to_bytes()),
        signature: Hex([0; 64]),
    };
    head.signature = Hex(key.sign(&head.message()).to_bytes());
    head
}

#[test]
fn a_head_is_of_one_list_only() {
    let list = list();
    let head = head(&list);
    assert!(head.is_signed() && head.is_of(&list));
    let mut shorter = list.clone();
    shorter.offers.pop();
    let mut other_order = list.clone();
    other_order.offers.reverse();
    let other_salt = List {
        salt: Hex([4; 32]),
        ..list
    };
    assert!(
        [shorter, other_order, other_salt]
            .iter()
            .all(|other| !head.is_of(other))
    );
}

#[test]
fn a_list_holds_what_was_committed() {
    assert!(list().holds(&[part(b"one")]));
    assert!(!list().holds(&[part(b"three")]) && !list().holds(&[part(b"one"), part(b"two")]));
}

#[test]
fn another_closing_loses_the_signature() {
    let mut head = head(&list());
    head.closed_at += chrono::Duration::microseconds(1);
    assert!(!head.is_signed());
}
