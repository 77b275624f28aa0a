//! Price lines as a spreadsheet: written for filling in, and read back with errors by row and column.

mod cells;
mod read;
mod write;

pub use write::{PriceFile, SheetFormat, price_file};

use super::input::VolumeInput;
use super::load::row;
use super::save::save_volume;
use crate::{Call, Ctx, Error};
use domain::policy::actions::EditOffer;
use domain::policy::permit;

/// The names of the columns, in their order.
const COLUMNS: [&str; 10] = [
    "code",
    "lot",
    "description",
    "period",
    "option",
    "unit",
    "quantity",
    "unit_price",
    "currency",
    "not_offered",
];

/// Replaces the price volume of a draft by the lines of a CSV or XLSX file. Refused, nothing is changed: every error names
/// its row and column. Answers the new version.
///
/// # Errors
/// [`Error::Invalid`] with everything in the file that cannot be read; else as [`save_volume`].
pub async fn import_prices(
    ctx: &Ctx,
    call: &Call,
    offer_reference: &str,
    version: i64,
    content: Vec<u8>,
) -> Result<i64, Error> {
    let offer = row(ctx.db(), offer_reference).await?;
    permit::<EditOffer>(&call.actor, offer.subject())?;
    let table = table_of(content).await?;
    let input = read::prices(&table, &offer.sought)?;
    save_volume(
        ctx,
        call,
        offer_reference,
        version,
        VolumeInput::Price(input),
    )
    .await
}

/// The cells of a CSV or XLSX file, read off the async threads.
pub(crate) async fn table_of(content: Vec<u8>) -> Result<Vec<Vec<String>>, Error> {
    tokio::task::spawn_blocking(move || cells::table(&content))
        .await
        .map_err(|error| Error::Internal(error.to_string()))?
        .map_err(|error| Error::field("file", error))
}
