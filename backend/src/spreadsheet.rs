//! Tables as spreadsheets: CSV by RFC 4180 with a byte order mark, and Office Open XML, formulas included.
//!
//! Text that a spreadsheet would run as a formula gets an apostrophe in CSV and is a plain text in XLSX; numbers stay
//! numbers, negative ones too.

use crate::Error;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use rust_xlsxwriter::{Format, Formula, Workbook, Worksheet, XlsxError};

/// The media type of Office Open XML workbooks.
pub(crate) const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
/// The media type of the CSV files that are written here.
pub(crate) const CSV: &str = "text/csv; charset=utf-8; header=present";

/// A cell of a table.
#[derive(Clone, Debug)]
pub(crate) enum Cell {
    /// Words.
    Text(String),
    /// A number, exactly.
    Number(Decimal),
    /// A formula without its `=`, and what it comes to.
    Formula(String, Option<Decimal>),
    /// Nothing.
    Empty,
}

impl Cell {
    /// Words.
    pub(crate) fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// A number, or nothing.
    pub(crate) fn number(number: Option<Decimal>) -> Self {
        number.map_or(Self::Empty, Self::Number)
    }
}

/// A sheet of a workbook: its name, the names of its columns, and its rows.
#[derive(Clone, Debug)]
pub(crate) struct Table {
    /// The name of the sheet.
    pub(crate) name: &'static str,
    /// The names of the columns.
    pub(crate) head: Vec<String>,
    /// The rows.
    pub(crate) rows: Vec<Vec<Cell>>,
}

/// Whether a spreadsheet could run a text as a formula.
pub(crate) fn runs(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r'])
}

/// What a spreadsheet could run as a formula, with an apostrophe in front.
fn guarded(text: &str) -> String {
    if runs(text) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

/// A table as CSV; of a formula what it comes to.
///
/// # Errors
/// When it cannot be written.
pub(crate) fn csv(table: &Table) -> Result<Vec<u8>, Error> {
    let failed = |error: csv::Error| Error::Internal(error.to_string());
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer("\u{feff}".as_bytes().to_vec());
    let head = table.head.iter().map(|name| guarded(name));
    writer.write_record(head).map_err(failed)?;
    for row in &table.rows {
        let cells = row.iter().map(|cell| match cell {
            Cell::Text(text) => guarded(text),
            Cell::Number(number) | Cell::Formula(_, Some(number)) => number.normalize().to_string(),
            Cell::Formula(_, None) | Cell::Empty => String::new(),
        });
        writer.write_record(cells).map_err(failed)?;
    }
    writer
        .into_inner()
        .map_err(|error| Error::Internal(error.to_string()))
}

/// Tables as the sheets of a workbook.
///
/// # Errors
/// When it cannot be written.
pub(crate) fn xlsx(tables: &[Table]) -> Result<Vec<u8>, Error> {
    let failed = |error: XlsxError| Error::Internal(error.to_string());
    let mut book = Workbook::new();
    for table in tables {
        fill(book.add_worksheet(), table).map_err(failed)?;
    }
    book.save_to_buffer().map_err(failed)
}

/// The width of a column of words, in characters.
const WORDS: usize = 40;

fn fill(sheet: &mut Worksheet, table: &Table) -> Result<(), XlsxError> {
    sheet.set_name(table.name)?;
    // A formula that comes to no number is stored with an empty text; the library's own default is 0.
    sheet.set_formula_result_default("");
    let bold = Format::new().set_bold();
    for (column, name) in (0..).zip(&table.head) {
        sheet.write_string_with_format(0, column, name, &bold)?;
        let place = usize::from(column);
        let longest = table.rows.iter().filter_map(|row| match row.get(place) {
            Some(Cell::Text(text)) => Some(text.chars().count()),
            _ => None,
        });
        let width = longest.max().unwrap_or_default().max(name.chars().count());
        let width = u16::try_from(width.clamp(10, WORDS) + 2).unwrap_or(14);
        sheet.set_column_width(column, width)?;
    }
    for (number, row) in (1..).zip(&table.rows) {
        for (column, cell) in (0..).zip(row) {
            write(sheet, number, column, cell)?;
        }
    }
    sheet.set_freeze_panes(1, 0)?;
    Ok(())
}

fn write(sheet: &mut Worksheet, row: u32, column: u16, cell: &Cell) -> Result<(), XlsxError> {
    match cell {
        Cell::Text(text) => {
            sheet.write_string(row, column, text)?;
        }
        Cell::Number(number) => {
            sheet.write_number(row, column, number.to_f64().unwrap_or_default())?;
        }
        Cell::Formula(formula, result) => {
            let result = result.map(|figure| figure.normalize().to_string());
            let formula = Formula::new(formula).set_result(result.unwrap_or_default());
            sheet.write_formula(row, column, formula)?;
        }
        Cell::Empty => {}
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_that_would_run_is_guarded_and_a_negative_number_is_not() {
        let table = Table {
            name: "Test",
            head: vec!["=head".to_owned(), "number".to_owned()],
            rows: vec![
                vec![Cell::text("=1+1"), Cell::Number(Decimal::NEGATIVE_ONE)],
                vec![
                    Cell::text("@name"),
                    Cell::Formula("1-2".to_owned(), Some(Decimal::NEGATIVE_ONE)),
                ],
            ],
        };
        let text = String::from_utf8(csv(&table).unwrap()).unwrap();
        assert_eq!(text, "\u{feff}'=head,number\r\n'=1+1,-1\r\n'@name,-1\r\n");
    }
}
