//! The price lines as a file to fill in, or to keep.

use super::COLUMNS;
use crate::offers::read::sheet;
use crate::spreadsheet::{CSV, Cell, Table, XLSX, csv, xlsx};
use crate::{Ctx, Error};
use domain::actor::Actor;
use domain::money::{Currency, Money};
use domain::offers::{Price, PriceLine};
use domain::solicitations::ScheduleLine;

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
    let table = Table {
        name: "Prices",
        head: COLUMNS.map(str::to_owned).to_vec(),
        rows: rows(&price, &offer.sought.price_schedule.0),
    };
    let (ending, media_type, content) = match format {
        SheetFormat::Csv => ("csv", CSV, csv(&table)?),
        SheetFormat::Xlsx => ("xlsx", XLSX, xlsx(&[table])?),
    };
    Ok(PriceFile {
        name: format!("{offer_reference}-prices.{ending}"),
        media_type,
        content,
    })
}

fn rows(price: &Price, schedule: &[ScheduleLine]) -> Vec<Vec<Cell>> {
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

fn row(line: &PriceLine, currency: Option<Currency>, priced: bool, refused: bool) -> Vec<Cell> {
    let text = |text: &str| Cell::Text(text.to_owned());
    let yes = |yes: bool| text(if yes { "yes" } else { "no" });
    let price = currency.filter(|_| priced);
    let price = price.map(|currency| Money::new(line.unit_price_minor, currency).major());
    vec![
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
