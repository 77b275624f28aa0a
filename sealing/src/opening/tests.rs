use super::*;
use crate::bytes::Hex;
use crate::commitments::{self, Commitment};
use crate::merkle::{Frontier, checkpoint_text, inclusion_proof, leaf};
use crate::receipt::sha256;
use chrono::DateTime;
use ed25519_dalek::{Signer, SigningKey};
use proptest::prelude::*;

fn key() -> SigningKey {
    SigningKey::from_bytes(&[7; 32])
}

fn commitment(offer: u8, part: &str) -> Commitment {
    Commitment {
        part: part.to_owned(),
        sha256: sha256(format!("{offer} {part}").as_bytes()),
    }
}

fn list() -> List {
    List {
        format: commitments::FORMAT.to_owned(),
        solicitation: "SOL-2026-0001".to_owned(),
        closed_at: DateTime::from_timestamp_micros(1_772_528_400_123_456).unwrap(),
        salt: Hex([3; 32]),
        offers: [1, 2]
            .map(|offer| {
                ["offer", "price"]
                    .map(|part| commitment(offer, part))
                    .to_vec()
            })
            .to_vec(),
    }
}

fn head(list: &List) -> Head {
    let mut head = Head {
        solicitation: list.solicitation.clone(),
        closed_at: list.closed_at,
        digest: list.digest().unwrap(),
        public_key: Hex(key().verifying_key().to_bytes()),
        signature: Hex([0; 64]),
    };
    head.signature = Hex(key().sign(&head.message()).to_bytes());
    head
}

fn event(action: &str, after: &serde_json::Value) -> String {
    let said = serde_json::json!({
        "action": action, "subject_kind": "solicitation", "subject_reference": "SOL-2026-0001", "after": canonical::of(after),
    });
    canonical::of(&said)
}

fn offer(number: u8, parts: &[(&str, bool)]) -> serde_json::Value {
    let part = |(name, opened): &(&str, bool)| {
        serde_json::json!({
            "part": name, "ciphertext_sha256": commitment(number, name).sha256,
            "content_sha256": opened.then(|| sha256(b"inside")),
        })
    };
    let parts: Vec<_> = parts.iter().map(part).collect();
    serde_json::json!({ "reference": format!("OFR-{number}"), "provider": "Aurora", "status": "opened", "parts": parts })
}

fn opening(offers: &[serde_json::Value]) -> String {
    event("offer.open", &serde_json::json!({ "offers": offers }))
}

/// A record with these events after that of closing, as a server would make it.
fn record(events: Vec<String>) -> Record {
    let list = list();
    let head = head(&list);
    let closing = event("offer.commit", &serde_json::to_value(&head).unwrap());
    let texts: Vec<String> = std::iter::once(closing).chain(events).collect();
    let leaves: Vec<_> = texts
        .iter()
        .map(|text| leaf(&sha256(text.as_bytes()).0))
        .collect();
    let mut tree = Frontier::default();
    leaves.iter().for_each(|leaf| tree.push(*leaf));
    let size = leaves.len() as u64;
    let signature = Hex(key().sign(&checkpoint_text(size, &tree.root())).to_bytes());
    let logged = |(position, text): (u64, String)| Logged {
        log: LogProof {
            position,
            tree_size: size,
            root: Hex(tree.root()),
            proof: inclusion_proof(&Frontier::default(), &leaves, position)
                .unwrap()
                .into_iter()
                .map(Hex)
                .collect(),
            signature,
        },
        text,
    };
    Record {
        format: FORMAT.to_owned(),
        events: (0..).zip(texts).map(logged).collect(),
        head,
        list,
    }
}

const BOTH: &[(&str, bool)] = &[("offer", true), ("price", true)];
const FIRST: &[(&str, bool)] = &[("offer", true), ("price", false)];

fn failing(record: &Record) -> Vec<Check> {
    let findings = verify(record, None).findings;
    findings
        .into_iter()
        .filter(|one| !one.holds)
        .map(|one| one.check)
        .collect()
}

#[test]
fn a_true_record_holds_in_every_part() {
    let record = record(vec![opening(&[offer(2, BOTH), offer(1, BOTH)])]);
    let verdict = verify(&record, Some(&record.head.public_key));
    assert!(verdict.valid(), "{verdict:?}");
    let places: Vec<_> = verdict.offers.iter().map(|offer| offer.place).collect();
    assert_eq!(places, [Some(2), Some(1)]);
    assert_eq!(Record::parse(&record.text().unwrap()).unwrap(), record);
}

#[test]
fn an_offer_that_was_removed_added_or_exchanged_is_named() {
    assert_eq!(
        failing(&record(vec![opening(&[offer(1, BOTH)])])),
        [Check::Nothing]
    );
    let all = [offer(1, BOTH), offer(2, BOTH), offer(3, BOTH)];
    assert_eq!(failing(&record(vec![opening(&all)])), [Check::Added]);
    let exchanged = record(vec![opening(&[offer(1, BOTH), offer(3, BOTH)])]);
    assert_eq!(failing(&exchanged), [Check::Nothing, Check::Added]);
    let twice = record(vec![opening(&[offer(1, BOTH), offer(1, BOTH)])]);
    assert_eq!(failing(&twice), [Check::Nothing, Check::Added]);
}

#[test]
fn a_price_that_is_opened_later_is_the_one_that_was_sealed() {
    let first = opening(&[offer(1, FIRST), offer(2, FIRST)]);
    let prices = |number| {
        let after = serde_json::json!({ "offers": [offer(number, &[("price", true)])], "still_sealed": [] });
        event("offer.open", &after)
    };
    let good = verify(&record(vec![first.clone(), prices(2)]), None);
    assert!(good.valid(), "{good:?}");
    assert_eq!(good.offers[0].parts[1].state, PartState::Sealed);
    assert!(matches!(
        good.offers[1].parts[1].state,
        PartState::Opened(_)
    ));
    assert_eq!(failing(&record(vec![first, prices(3)])), [Check::Prices]);
}

#[test]
fn an_offer_that_came_late_belongs_when_the_log_took_it_before_the_opening() {
    let taken: Vec<_> = ["offer", "price"].map(|part| commitment(3, part)).to_vec();
    let decided = event("offer.decide_late", &serde_json::json!({ "taken": taken }));
    let all = opening(&[offer(1, BOTH), offer(2, BOTH), offer(3, BOTH)]);
    let good = verify(&record(vec![decided.clone(), all.clone()]), None);
    assert!(good.valid() && good.offers[2].late, "{good:?}");
    let other = opening(&[offer(1, BOTH), offer(2, BOTH), offer(4, BOTH)]);
    assert_eq!(
        failing(&record(vec![decided.clone(), other])),
        [Check::Added]
    );
    let afterwards = verify(&record(vec![all, decided]), None);
    assert!(!afterwards.valid());
}

#[test]
fn a_missing_event_another_list_and_another_key_are_found() {
    let mut no_opening = record(vec![opening(&[offer(1, BOTH), offer(2, BOTH)])]);
    no_opening.events.pop();
    assert_eq!(failing(&no_opening), [Check::Nothing, Check::Added]);
    let mut other_list = record(vec![opening(&[offer(1, BOTH)])]);
    other_list.list.offers.pop();
    assert_eq!(failing(&other_list), [Check::List]);
    let good = record(vec![opening(&[offer(1, BOTH), offer(2, BOTH)])]);
    assert!(!verify(&good, Some(&Hex([1; 32]))).valid());
}

proptest! {
    #[test]
    fn no_byte_of_a_record_can_be_changed(at in 0_usize..6_000, with in any::<u8>()) {
        let text = record(vec![opening(&[offer(1, BOTH), offer(2, BOTH)])]).text().unwrap();
        let mut bytes = text.clone().into_bytes();
        let at = at % bytes.len();
        bytes[at] = with;
        let changed = String::from_utf8(bytes).ok().and_then(|text| Record::parse(&text).ok());
        let holds = changed.is_some_and(|record| verify(&record, Some(&Hex(key().verifying_key().to_bytes()))).valid());
        prop_assert_eq!(holds, text.as_bytes()[at] == with);
    }
}
