use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::*;

fn day(text: &str) -> When {
    When::Day(text.parse::<NaiveDate>().expect("a day"))
}

#[test]
fn dates_are_read_however_they_are_written() {
    let process = release(
        r#""date": "18-07-25T10:00:00Z", "tender": {"tenderPeriod": {"startDate": "2024-02-29",
        "endDate": "2024-03-01T12:00:00"}, "awardPeriod": {"startDate": "0001-01-01T00:00:00Z"},
        "enquiryPeriod": {"endDate": "soon"}}"#,
    );
    assert_eq!(
        process.date.map(When::day).map(When::Day),
        Some(day("2018-07-25"))
    );
    let tender = process.tender.as_ref().expect("a tender");
    assert_eq!(
        tender
            .tender_period
            .as_ref()
            .and_then(|period| period.start),
        Some(day("2024-02-29"))
    );
    assert_eq!(
        (&tender.award_period, &tender.enquiry_period),
        (&None, &None)
    );
    let wanted = [
        (
            "$.date",
            r#"two-digit year in "18-07-25T10:00:00Z"; read as 2018-07-25T10:00:00Z"#,
        ),
        (
            "$.tender.enquiryPeriod.endDate",
            r#""soon" is not a date; left out"#,
        ),
        (
            "$.tender.tenderPeriod.endDate",
            r#"no offset in "2024-03-01T12:00:00"; read as UTC"#,
        ),
        (
            "$.tender.awardPeriod.startDate",
            r#"the year of "0001-01-01T00:00:00Z" stands for no date; left out"#,
        ),
    ];
    assert_eq!(notes(&process), wanted);
}

#[test]
fn amounts_keep_every_digit() {
    let read = |amount: &str| {
        let fields = format!(r#""tender": {{"value": {{"amount": {amount}, "currency": "eur"}}}}"#);
        let process = release(&fields);
        let value = process.tender.and_then(|tender| tender.value);
        (
            value.map(|value| (value.amount.to_string(), value.currency)),
            process.notes.len(),
        )
    };
    let euro = |amount: &str| Some((amount.to_owned(), Some("EUR".to_owned())));
    assert_eq!(
        read("12345678901234567.89"),
        (euro("12345678901234567.89"), 0)
    );
    assert_eq!(read("1311264.0"), (euro("1311264.0"), 0));
    assert_eq!(read("2.5e3"), (euro("2500"), 0));
    assert_eq!(read(r#""1200.50""#), (euro("1200.50"), 1));
    assert_eq!(
        read(r#"{"$numberLong": "88000000000"}"#),
        (euro("88000000000"), 1)
    );
    assert_eq!(read("null"), (None, 0));
    assert_eq!(read("1e400"), (None, 1));
    assert_eq!(read(r#""12,5""#), (None, 1));
}

#[test]
fn a_number_in_place_of_an_object_is_noted_and_the_rest_is_read() {
    let process = processes(
        r#"{"releases": [{"ocid": "a", "tender": {"title": "Launch", "items": [{"id": 1, "unit": 7}, 8]}}]}"#,
    )
    .remove(0);
    let tender = process.tender.as_ref().expect("a tender");
    assert_eq!(
        (tender.title.as_deref(), tender.items.len()),
        (Some("Launch"), 1)
    );
    let wanted = [
        (
            "$.releases[0].tender.items[1]",
            "expected an object, found a number; left out",
        ),
        (
            "$.releases[0].tender.items[0].unit",
            "expected an object, found a number; left out",
        ),
    ];
    assert_eq!(notes(&process), wanted);
}

#[test]
fn ids_are_unique_in_their_list() {
    let process = release(r#""awards": [{"id": "1"}, {"id": "1"}, {}, {"id": 1}]"#);
    let ids: Vec<_> = process
        .awards
        .iter()
        .map(|award| award.id.as_str())
        .collect();
    assert_eq!(ids, ["1", "1~2", "3", "1~3"]);
    let paths: Vec<_> = notes(&process).into_iter().map(|(path, _)| path).collect();
    assert_eq!(
        paths,
        ["$.awards[1].id", "$.awards[2].id", "$.awards[3].id"]
    );
}

#[test]
fn codes_ignore_case_and_keep_what_they_do_not_know() {
    let process = release(r#""tender": {"status": "Active", "procurementMethod": "lottery"}"#);
    let tender = process.tender.as_ref().expect("a tender");
    assert_eq!(tender.status, Some(TenderStatus::Active));
    assert_eq!(
        tender.method,
        Some(ProcurementMethod::Other("lottery".to_owned()))
    );
    assert_eq!(process.notes.len(), 2);
    assert_eq!(TenderStatus::Active.word(), "Open");
    assert_eq!(
        PartyRole::Other("leadBidder".to_owned()).word(),
        "Lead bidder"
    );
}

#[test]
fn organisations_written_in_place_become_parties() {
    let process = release(
        r#""buyer": {"name": "City"}, "tender": {"tenderers": [
        {"name": "A Ltd", "identifier": {"scheme": "GB-COH", "id": "7"}}]}, "awards": [{"id": "1", "suppliers":
        [{"name": "A Limited", "identifier": {"scheme": "GB-COH", "id": "7"}}]}]"#,
    );
    assert_eq!(process.version, Version::V1_0);
    assert_eq!(process.parties.len(), 2);
    assert_eq!(process.awards[0].suppliers, [PartyRef(1)]);
    assert_eq!(
        process.parties[1].roles,
        [PartyRole::Tenderer, PartyRole::Supplier]
    );
    let key = PartyKey::Register {
        scheme: "GB-COH".to_owned(),
        id: "7".to_owned(),
    };
    assert_eq!(process.parties[1].key(), Some(key));
}

#[test]
fn two_parties_with_one_id_are_both_kept() {
    let process = release(
        r#""parties": [{"id": "1", "name": "A"}, {"id": "1", "name": "B"}, {"id": "1", "name": "a", "roles":
        ["payer"]}], "buyer": {"id": "1"}"#,
    );
    let names: Vec<_> = process
        .parties
        .iter()
        .filter_map(|party| party.name.as_deref())
        .collect();
    assert_eq!((names, process.buyer), (vec!["A", "B"], Some(PartyRef(0))));
    assert_eq!(
        process.parties[0].roles,
        [PartyRole::Payer, PartyRole::Buyer]
    );
    assert_eq!(process.notes.len(), 2);
}

#[test]
fn transactions_of_1_0_are_read_with_the_names_of_1_1() {
    let process = release(
        r#""contracts": [{"id": "c", "implementation": {"transactions": [{"id": "t", "amount": {"amount": 40,
        "currency": "MXN"}, "providerOrganization": {"id": "X", "legalName": "Treasury"}}]}}]"#,
    );
    let paid = &process.contracts[0].transactions[0];
    assert_eq!(
        paid.value.as_ref().map(|value| value.amount),
        Some(Decimal::from(40))
    );
    assert_eq!(paid.payer, Some(PartyRef(0)));
    assert_eq!(process.parties[0].name.as_deref(), Some("Treasury"));
}

#[test]
fn a_record_without_compiled_release_is_merged_by_date() {
    let process = processes(
        r#"{"ocid": "a", "releases": [
        {"ocid": "a", "id": "2", "date": "2024-02-01", "tender": {"title": "New", "items": [{"id": "1", "quantity": 5}]}},
        {"ocid": "a", "id": "1", "date": "2024-01-01", "tender": {"title": "Old", "description": "Kept",
         "items": [{"id": "1", "description": "Tug"}, {"id": "2"}]}}]}"#,
    )
    .remove(0);
    let tender = process.tender.as_ref().expect("a tender");
    assert_eq!(process.release.as_deref(), Some("2"));
    assert_eq!(
        (tender.title.as_deref(), tender.description.as_deref()),
        (Some("New"), Some("Kept"))
    );
    assert_eq!(tender.items.len(), 2);
    assert_eq!(tender.items[0].quantity, Some(Decimal::from(5)));
    assert_eq!(process.notes[0].path, "$.compiledRelease");
}

#[test]
fn fields_without_a_place_are_listed_and_kept_as_written() {
    let process = release(r#""tender": {"orbit": {"km": 500.0}}, "lastUpdate": null"#);
    assert_eq!(process.unknown, ["$.tender.orbit", "$.lastUpdate"]);
    assert!(process.raw.contains(r#""orbit": {"km": 500.0}"#));
}

#[test]
fn the_fingerprint_ignores_layout_and_order_but_not_numbers() {
    let print = |text: &str| processes(text)[0].fingerprint;
    let first = print(r#"{"ocid":"a","x":{"b":1.0,"a":[1,2]}}"#);
    assert_eq!(
        first,
        print("{ \"x\": {\"a\": [1, 2],\n \"b\": 1.0}, \"ocid\": \"\\u0061\" }")
    );
    assert_ne!(first, print(r#"{"ocid":"a","x":{"b":1,"a":[1,2]}}"#));
    assert_ne!(first, print(r#"{"ocid":"a","x":{"b":1.0,"a":[2,1]}}"#));
}

#[test]
fn a_byte_order_mark_is_no_part_of_the_text() {
    assert_eq!(processes("\u{feff}{\"ocid\": \"a\"}")[0].ocid, "a");
    assert_eq!(
        processes("\u{feff}{\"ocid\": \"a\"}\n{\"ocid\": \"b\"}").len(),
        2
    );
}
