mod broken;
mod fields;
mod files;
mod mutated;

use std::io::Write;
use std::path::{Path, PathBuf};

use flate2::Compression;
use flate2::write::GzEncoder;

use super::*;

fn data(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/data/ocds")
        .join(name)
}

fn read(name: &str, bytes: impl Into<Vec<u8>>) -> Result<Document, ReadError> {
    let bytes = bytes.into();
    let size = bytes.len() as u64;
    from_reader(name, std::io::Cursor::new(bytes), size)
}

fn processes(bytes: impl Into<Vec<u8>>) -> Vec<Process> {
    read("a.json", bytes)
        .expect("an OCDS file")
        .map(|found| found.expect("a process"))
        .collect()
}

/// The only process of a bare release with these fields behind its ocid.
fn release(fields: &str) -> Process {
    processes(format!(r#"{{"ocid": "ocds-213czf-1", {fields}}}"#)).remove(0)
}

fn notes(process: &Process) -> Vec<(&str, &str)> {
    process
        .notes
        .iter()
        .map(|note| (note.path.as_str(), note.reason.as_str()))
        .collect()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).expect("memory");
    encoder.finish().expect("memory")
}
