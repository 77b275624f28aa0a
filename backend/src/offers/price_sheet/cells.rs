//! The cells of a file, whichever kind of spreadsheet it is.

use calamine::{Data, Reader, Xlsx};
use rust_decimal::Decimal;
use rust_decimal::prelude::FromPrimitive;
use std::io::Cursor;

/// The largest CSV file, in bytes.
const LARGEST_CSV: usize = 1024 * 1024;
/// The largest XLSX file, in bytes: it is a compressed archive, so that a small file can hold a thousand times as much.
const LARGEST_XLSX: usize = 128 * 1024;
/// The most rows that are read, the head included.
const MOST_ROWS: usize = 1_001;
/// The most cells of a row that are read.
const MOST_CELLS: usize = 50;

/// Why a file is not read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum NotATable {
    /// Too large.
    #[error("the file is too large: a CSV file has at most 1 MB, an XLSX file at most 128 kB")]
    TooLarge,
    /// Too many rows.
    #[error("the file has more than 1 000 lines")]
    TooLong,
    /// No spreadsheet.
    #[error(
        "this is neither a CSV file in UTF-8 nor an XLSX file: export the lines, fill them in, and send that file"
    )]
    Unknown,
}

/// The cells of a file, row by row; the kind is told by the content.
pub(super) fn table(content: &[u8]) -> Result<Vec<Vec<String>>, NotATable> {
    if content.starts_with(b"PK\x03\x04") {
        xlsx(content)
    } else {
        csv(content)
    }
}

fn csv(content: &[u8]) -> Result<Vec<Vec<String>>, NotATable> {
    if content.len() > LARGEST_CSV {
        return Err(NotATable::TooLarge);
    }
    let text = std::str::from_utf8(content).map_err(|_| NotATable::Unknown)?;
    let text = text.trim_start_matches('\u{feff}');
    if text.contains('\0') {
        return Err(NotATable::Unknown);
    }
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter(text))
        .from_reader(text.as_bytes());
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|_| NotATable::Unknown)?;
        if rows.len() == MOST_ROWS {
            return Err(NotATable::TooLong);
        }
        rows.push(record.iter().take(MOST_CELLS).map(unguarded).collect());
    }
    Ok(rows)
}

/// Spreadsheets of many countries write semicolons where the comma marks decimals.
fn delimiter(text: &str) -> u8 {
    let head = text.lines().next().unwrap_or_default();
    let count = |mark: char| head.matches(mark).count();
    [(',', b','), (';', b';'), ('\t', b'\t')]
        .into_iter()
        .max_by_key(|(mark, _)| count(*mark))
        .map_or(b',', |(_, byte)| byte)
}

/// A cell without the apostrophe that keeps a spreadsheet from running it as a formula.
fn unguarded(cell: &str) -> String {
    match cell.strip_prefix('\'') {
        Some(rest) if crate::spreadsheet::runs(rest) => rest.to_owned(),
        _ => cell.to_owned(),
    }
}

fn xlsx(content: &[u8]) -> Result<Vec<Vec<String>>, NotATable> {
    if content.len() > LARGEST_XLSX {
        return Err(NotATable::TooLarge);
    }
    let mut book = Xlsx::new(Cursor::new(content)).map_err(|_| NotATable::Unknown)?;
    let range = book
        .worksheet_range_at(0)
        .and_then(Result::ok)
        .ok_or(NotATable::Unknown)?;
    if range.height() > MOST_ROWS {
        return Err(NotATable::TooLong);
    }
    let rows = range.rows();
    Ok(rows
        .map(|row| row.iter().take(MOST_CELLS).map(text_of).collect())
        .collect())
}

/// A cell as text. A spreadsheet keeps numbers in binary: the fifteen digits that it shows become an exact decimal.
fn text_of(cell: &Data) -> String {
    match cell {
        Data::String(text) => text.clone(),
        Data::Float(number) => Decimal::from_f64(*number)
            .map(|number| number.normalize().to_string())
            .unwrap_or_default(),
        Data::Int(number) => number.to_string(),
        Data::Bool(true) => "yes".to_owned(),
        Data::Bool(false) => "no".to_owned(),
        Data::Empty => String::new(),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commas_semicolons_and_a_byte_order_mark_are_read() {
        let commas = table("\u{feff}code,unit_price\r\nP1,\"1,5\"\r\n".as_bytes()).unwrap();
        let semicolons = table("code;unit_price\nP1;1,5\n".as_bytes()).unwrap();
        assert_eq!(commas, semicolons);
        assert_eq!(commas[1], ["P1", "1,5"]);
    }

    #[test]
    fn an_apostrophe_before_a_formula_is_taken_away_and_no_other() {
        let rows = table(b"'=1+1,'tis,'-5\n").unwrap();
        assert_eq!(rows[0], ["=1+1", "'tis", "-5"]);
    }

    #[test]
    fn what_is_no_spreadsheet_or_too_large_is_refused() {
        assert_eq!(table(b"\xff\xfe\x00"), Err(NotATable::Unknown));
        assert_eq!(table(b"PK\x03\x04nothing"), Err(NotATable::Unknown));
        let mut large = b"PK\x03\x04".to_vec();
        large.resize(LARGEST_XLSX + 1, 0);
        assert_eq!(table(&large), Err(NotATable::TooLarge));
        assert_eq!(
            table("a\n".repeat(1_002).as_bytes()),
            Err(NotATable::TooLong)
        );
    }
}
