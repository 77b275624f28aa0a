use super::*;

fn refused(name: &str, bytes: impl Into<Vec<u8>>) -> (String, String) {
    let error = read(name, bytes).err().expect("a refusal");
    assert_eq!(error.file, name);
    (error.path, error.reason)
}

fn only_refusal(bytes: impl Into<Vec<u8>>) -> Refusal {
    let mut found = read("a.json", bytes).expect("a readable file");
    match found.next() {
        Some(Err(Trouble::Process(refusal))) => refusal,
        other => panic!("expected a refused process, got {other:?}"),
    }
}

#[test]
fn an_empty_file_is_refused() {
    assert_eq!(
        refused("a.json", ""),
        ("$".into(), "the file is empty".into())
    );
    assert_eq!(
        refused("a.json", " \n\r\n"),
        ("$".into(), "the file is empty".into())
    );
}

#[test]
fn invalid_json_is_refused_with_line_and_column() {
    let (path, reason) = refused("a.json", "{\n  \"ocid\": oops\n}");
    assert_eq!(path, "$");
    assert_eq!(reason, "not JSON: expected value at line 2 column 11");
}

#[test]
fn a_web_page_is_named_as_such() {
    let (_, reason) = refused("a.json", "<!DOCTYPE html>\n<html></html>");
    assert_eq!(
        reason,
        "a web page or XML, not JSON: it begins with \"<!DOCTYPE html>\""
    );
}

#[test]
fn json_that_is_not_ocds_is_refused_with_the_fields_it_has() {
    let (path, reason) = refused("a.json", r#"{"rows": [], "total": 0}"#);
    assert_eq!(path, "$");
    assert_eq!(
        reason,
        "not OCDS: no ocid, releases or records; the fields are: rows, total"
    );
    assert_eq!(
        refused("a.json", "17").1,
        "not OCDS: expected an object, found 17"
    );
    assert_eq!(refused("a.json", "[]").1, "an empty list");
}

#[test]
fn a_package_without_any_ocid_is_refused() {
    let (path, reason) = refused("a.json", r#"{"releases": [{"id": "1"}, {"id": "2"}]}"#);
    assert_eq!(path, "$");
    assert_eq!(reason, "not OCDS: none of the 2 entries has an ocid");
}

#[test]
fn releases_that_are_no_list_are_refused_by_their_path() {
    let (path, reason) = refused("a.json", r#"{"releases": {"ocid": "x"}}"#);
    assert_eq!(path, "$.releases");
    assert_eq!(reason, r#"expected a list, found {"ocid": "x"}"#);
}

#[test]
fn bytes_of_another_encoding_are_refused_by_their_offset() {
    let (_, reason) = refused("a.json", b"{\"ocid\": \"caf\xe9\"}".to_vec());
    assert_eq!(
        reason,
        "byte 13 is not UTF-8 (perhaps ISO-8859-1); save it as UTF-8"
    );
    let (_, reason) = refused("a.json", b"\xff\xfe{\0}\0".to_vec());
    assert_eq!(reason, "the text is UTF-16; save it as UTF-8");
}

#[test]
fn a_cut_off_gzip_is_refused() {
    let whole = gzip(&std::fs::read(data("ca_buyandsell_2_releases_1.0.json")).expect("test data"));
    let (path, reason) = refused("a.json.gz", &whole[..whole.len() / 2]);
    assert_eq!(path, "$");
    assert_eq!(reason, "the gzip data ends too early; the file is cut off");
}

#[test]
fn json_lines_in_a_cut_off_gzip_end_with_a_refusal_of_the_file() {
    let lines: String = (0..20_000)
        .map(|n| format!("{{\"ocid\": \"a-{}\"}}\n", n * 7919))
        .collect();
    let whole = gzip(lines.as_bytes());
    let mut document = read("a.jsonl.gz", &whole[..whole.len() / 2]).expect("a sound first line");
    let last = document.by_ref().last().expect("something");
    let Err(Trouble::File(error)) = last else {
        panic!("expected a refused file")
    };
    assert_eq!(
        error.reason,
        "the gzip data ends too early; the file is cut off"
    );
    assert!(document.next().is_none());
}

#[test]
fn a_missing_file_is_refused() {
    let error = open(Path::new("/nowhere/a.json")).err().expect("a refusal");
    assert!(error.reason.starts_with("cannot be opened"), "{error}");
}

#[test]
fn a_release_without_ocid_is_refused_and_the_others_are_read() {
    let text = r#"{"releases": [{"ocid": "a"}, {"id": "2"}, 3, {"ocid": "c"}]}"#;
    let found: Vec<_> = read("a.json", text).expect("a package").collect();
    let said: Vec<_> = found
        .iter()
        .map(|found| {
            found
                .as_ref()
                .map_or_else(ToString::to_string, |read| read.ocid.clone())
        })
        .collect();
    let wanted = [
        "a",
        "$.releases[1].ocid: missing or blank",
        "$.releases[2]: expected an object, found a number",
        "c",
    ];
    assert_eq!(said, wanted);
}

#[test]
fn a_broken_line_is_refused_and_the_others_are_read() {
    let text = "{\"ocid\": \"a\"}\n\n{\"ocid\": \n{\"ocid\": \"c\"}\n";
    let found: Vec<_> = read("a.json", text).expect("lines").collect();
    assert_eq!(found.len(), 3);
    let error = found[1].as_ref().expect_err("a refusal").to_string();
    assert_eq!(
        error,
        "line 3 $: not JSON: EOF while parsing a value at line 2 column 0"
    );
    assert_eq!(found[2].as_ref().expect("a process").pointer, "line 4 $");
}

#[test]
fn lines_that_are_all_broken_are_no_ocds_file() {
    let found: Vec<_> = read("a.jsonl", "nonsense\n{}\n").expect("lines").collect();
    let Some(Err(Trouble::File(error))) = found.last() else {
        panic!("expected a refused file")
    };
    assert_eq!(error.path, "line 1 $");
    assert!(
        error.reason.starts_with("not OCDS: no line can be read"),
        "{error}"
    );
}

#[test]
fn a_process_nested_too_deep_is_refused() {
    let bomb = format!(
        r#"{{"ocid": "a", "x": {}{}}}"#,
        "[".repeat(100_000),
        "]".repeat(100_000)
    );
    let refusal = only_refusal(bomb);
    assert_eq!(refusal.path, "$");
    assert!(
        refusal.reason.contains("recursion limit exceeded"),
        "{refusal}"
    );
}

#[test]
fn a_record_with_links_only_is_refused() {
    let link = r#"{"url": "https://example.org/1.json", "date": "2024-01-01", "tag": ["tender"]}"#;
    let refusal = only_refusal(format!(r#"{{"ocid": "a", "releases": [{link}]}}"#));
    assert_eq!(refusal.path, "$.releases");
    assert!(refusal.reason.contains("only links"), "{refusal}");
}
