use proptest::prelude::*;

use super::*;

const SAMPLE: &str = r#"{"version": "1.1", "publisher": {"name": "P"}, "releases": [{"ocid": "a", "id": 1, "date":
"2024-01-01T00:00:00Z", "tag": ["tender"], "parties": [{"id": "1", "name": "A", "roles": ["buyer"]}], "buyer":
{"id": "1"}, "tender": {"status": "active", "value": {"amount": 1.5, "currency": "EUR"}, "items": [{"id": "1"}]},
"awards": [{"id": "1", "suppliers": [{"name": "B"}]}], "contracts": [{"id": "1", "awardID": "1"}]}]}"#;

fn drain(bytes: Vec<u8>) {
    if let Ok(document) = read("a.json", bytes) {
        for process in document.flatten() {
            assert!(
                process
                    .buyer
                    .is_none_or(|buyer| buyer.0 < process.parties.len())
            );
        }
    }
}

/// Any small JSON value, as text.
fn json() -> impl Strategy<Value = String> {
    let scalar = prop_oneof![
        Just("null".to_owned()),
        Just("true".to_owned()),
        Just("[]".to_owned()),
        Just("{}".to_owned()),
        "-?[1-9][0-9]{0,40}(\\.[0-9]{1,40})?([eE]-?[1-9][0-9]{0,3})?",
        "\"[a-z0-9 :.é–-]{0,30}\"",
    ];
    scalar.prop_recursive(3, 12, 3, |inner| {
        let key = "\"(id|ocid|amount|name|value|releases|date)\"";
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..3)
                .prop_map(|list| format!("[{}]", list.join(","))),
            (key, inner).prop_map(|(key, value)| format!("{{{key}:{value}}}")),
        ]
    })
}

proptest! {
    #[test]
    fn flipped_bytes_never_panic(place in 0..SAMPLE.len(), byte: u8, cut in 0..SAMPLE.len()) {
        let mut bytes = SAMPLE.as_bytes().to_vec();
        bytes[place] = byte;
        drain(bytes.clone());
        bytes.truncate(cut);
        drain(bytes);
    }

    #[test]
    fn any_value_in_any_place_never_panics(place in 0..19_usize, value in json()) {
        let mut parts: Vec<_> = SAMPLE.split_inclusive(": ").map(str::to_owned).collect();
        let place = place % (parts.len() - 1);
        parts[place] = format!("{}{value}, \"x\": ", parts[place]);
        drain(parts.concat().into_bytes());
    }

    #[test]
    fn any_fields_of_a_release_are_read_or_noted(fields in prop::collection::vec(json(), 8)) {
        let keys = ["date", "parties", "buyer", "planning", "tender", "bids", "awards", "contracts"];
        let fields: Vec<_> =
            keys.iter().zip(fields).map(|(key, value)| format!("\"{key}\": {value}")).collect();
        let process = release(&fields.join(", "));
        prop_assert_eq!(process.ocid, "ocds-213czf-1");
    }
}
