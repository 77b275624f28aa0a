//! The price lines as a file to fill in, or to keep.

use super::COLUMNS;
use crate::offers::read::sheet;
use crate::{Ctx, Error};
use domain::actor::Actor;
use domain::money::{Currency, Money};
use domain::offers::{Price, PriceLine};
use domain::solicitations::ScheduleLine;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use rust_xlsxwriter::{Format, Workbook, XlsxError};

/// The kind of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SheetFormat {
    /// RFC 4180 with a byte order mark.
    Csv,
    /// Office Open XML.
    Xlsx,
}

/// A file with price lines.
#[derive(Clone, Debug)]
pub struct PriceFile {
    /// Its name.
    pub name: String,
    /// Its type.
    pub media_type: &'static str,
    /// Its content.
    pub content: Vec<u8>,
}

/// A cell of a line.
enum Cell {
    Text(String),
    Number(Decimal),
    Empty,
}

/// The price lines of an offer that the person may read: under a schedule every line, priced or not.
///
/// # Errors
/// When the offer is hidden from the person, or the store fails.
pub async fn price_file(
    ctx: &Ctx,
    actor: &Actor,
    offer_reference: &str,
    format: SheetFormat,
) -> Result<PriceFile, Error> {
    let offer = sheet(ctx, actor, offer_reference).await?;
    let price = offer.content.ok_or(Error::NotFound)?.price;
    let rows = rows(&price, &offer.sought.price_schedule.0);
    let (ending, media_type, content) = match format {
        SheetFormat::Csv => (
            "csv",
            "text/csv; charset=utf-8; header=present",
            csv(&rows)?,
        ),
        SheetFormat::Xlsx => {
            let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
            let book = xlsx(&rows).map_err(|error| Error::Internal(error.to_string()))?;
            ("xlsx", kind, book)
        }
    };
    Ok(PriceFile {
        name: format!("{offer_reference}-prices.{ending}"),
        media_type,
        content,
    })
}

fn rows(price: &Price, schedule: &[ScheduleLine]) -> Vec<[Cell; COLUMNS.len()]> {
    let currency = price.currency;
    if schedule.is_empty() {
        let lines = price.lines.iter();
        return lines.map(|line| row(line, currency, true, false)).collect();
    }
    let answered = |line: &ScheduleLine| match price.priced(&line.code) {
        Some(priced) => row(priced, currency, true, false),
        None => {
            let blank = PriceLine::pricing(line, 0);
            row(&blank, currency, false, price.refuses(&line.code))
        }
    };
    schedule.iter().map(answered).collect()
}

fn row(
    line: &PriceLine,
    currency: Option<Currency>,
    priced: bool,
    refused: bool,
) -> [Cell; COLUMNS.len()] {
    let text = |text: &str| Cell::Text(text.to_owned());
    let yes = |yes: bool| text(if yes { "yes" } else { "no" });
    let price = currency.filter(|_| priced);
    let price = price.map(|currency| Money::new(line.unit_price_minor, currency).major());
    [
        text(&line.code),
        text(&line.lot),
        text(&line.description),
        text(&line.period),
        yes(line.option),
        text(&line.unit),
        Cell::Number(line.quantity),
        price.map_or(Cell::Empty, Cell::Number),
        text(
            currency
                .map(|currency| currency.code().to_owned())
                .unwrap_or_default()
                .as_str(),
        ),
        yes(refused),
    ]
}

fn csv(rows: &[[Cell; COLUMNS.len()]]) -> Result<Vec<u8>, Error> {
    let failed = |error: csv::Error| Error::Internal(error.to_string());
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer("\u{feff}".as_bytes().to_vec());
    writer.write_record(COLUMNS).map_err(failed)?;
    for row in rows {
        let cells = row.iter().map(|cell| match cell {
            Cell::Text(text) => guarded(text),
            Cell::Number(number) => number.normalize().to_string(),
            Cell::Empty => String::new(),
        });
        writer.write_record(cells).map_err(failed)?;
    }
    writer
        .into_inner()
        .map_err(|error| Error::Internal(error.to_string()))
}

/// Whether a spreadsheet could run a text as a formula.
pub(super) fn runs(text: &str) -> bool {
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

/// Texts are written as texts, which no spreadsheet runs.
fn xlsx(rows: &[[Cell; COLUMNS.len()]]) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name("Prices")?;
    let head = Format::new().set_bold();
    for (column, name) in (0..).zip(COLUMNS) {
        sheet.write_string_with_format(0, column, name, &head)?;
        sheet.set_column_width(column, if name == "description" { 40 } else { 14 })?;
    }
    for (number, row) in (1..).zip(rows) {
        for (column, cell) in (0..).zip(row) {
            match cell {
                Cell::Text(text) => {
                    sheet.write_string(number, column, text)?;
                }
                Cell::Number(amount) => {
                    sheet.write_number(number, column, amount.to_f64().unwrap_or_default())?;
                }
                Cell::Empty => {}
            }
        }
    }
    sheet.set_freeze_panes(1, 0)?;
    book.save_to_buffer()
}
