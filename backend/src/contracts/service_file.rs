//! Measurements as a spreadsheet: read with errors by row and column; a refused file changes nothing.

use super::change::{Told, change_telling};
use super::record::ContractRecord;
use super::service_report::{MeasurementInput, NEWS};
use crate::{Call, Ctx, Error, FieldErrors};
use chrono::NaiveDate;
use domain::contracts::life::ContractAct;
use domain::money::parse_decimal;
use domain::policy::actions::ReportService;
use std::collections::BTreeSet;

/// The columns of such a file.
pub const MEASUREMENT_COLUMNS: [&str; 4] = ["level", "period", "value", "note"];
/// Errors that are told at once.
const MOST_ERRORS: usize = 50;

/// Reports every value of a CSV or XLSX file at once, or none.
///
/// # Errors
/// [`Error::Invalid`] with everything in the file that cannot be read, by row and column; when somebody was faster, or the
/// store fails.
pub async fn import_measurements(
    ctx: &Ctx,
    call: &Call,
    reference: &str,
    version: i64,
    content: Vec<u8>,
) -> Result<String, Error> {
    let table = crate::offers::table_of(content).await?;
    change_telling::<ReportService>(ctx, call, (reference, version), NEWS, |record, now| {
        record.may(ContractAct::Report)?;
        let inputs = read(&table, record, now.today())?;
        for input in &inputs {
            record.measured(input, now)?;
        }
        let count = inputs.len();
        let words = if count == 1 { "value" } else { "values" };
        Ok(Told::that(format!(
            "Reported {count} {words} of service from a file"
        )))
    })
    .await
}

/// The names of the columns as they stand in the first row.
fn places(head: &[String]) -> [Option<usize>; MEASUREMENT_COLUMNS.len()] {
    MEASUREMENT_COLUMNS.map(|column| {
        let same = |cell: &String| cell.trim().eq_ignore_ascii_case(column);
        head.iter().position(same)
    })
}

/// How a cell is named to people: the head is row 1.
fn at(row: usize, column: &str) -> String {
    format!("row {}, column {column}", row + 2)
}

fn read(
    table: &[Vec<String>],
    record: &ContractRecord,
    today: NaiveDate,
) -> Result<Vec<MeasurementInput>, Error> {
    let first = table.split_first();
    let (head, rows) = first.map_or((&[][..], &[][..]), |(head, rows)| (head.as_slice(), rows));
    let places = places(head);
    let mut wrong = FieldErrors::default();
    if let [level, period, value, _] = places
        && [level, period, value].contains(&None)
    {
        let words = format!(
            "row 1 names the columns: {}",
            MEASUREMENT_COLUMNS.join(", ")
        );
        return Err(Error::field("file", words));
    }
    let (mut inputs, mut seen, mut errors) = (Vec::new(), BTreeSet::new(), 0);
    for (row, cells) in rows.iter().enumerate() {
        let cell = |place: Option<usize>| {
            let cell = place.and_then(|place| cells.get(place));
            cell.map_or("", |cell| cell.trim())
        };
        let values = places.map(cell);
        if values.iter().all(|value| value.is_empty()) {
            continue;
        }
        let found = one(values, record, today).and_then(|input| {
            let new = seen.insert((input.level, input.period));
            new.then_some(input)
                .ok_or(("period", "this period is there twice".to_owned()))
        });
        match found {
            Ok(input) => inputs.push(input),
            Err((column, why)) => {
                errors += 1;
                if errors <= MOST_ERRORS {
                    wrong.add("file", format!("{}: {why}", at(row, column)));
                }
            }
        }
    }
    wrong.finish()?;
    if inputs.is_empty() {
        return Err(Error::field(
            "file",
            "the file has no lines below the names of the columns",
        ));
    }
    Ok(inputs)
}

/// One row: level, period, value, note.
fn one(
    [level, period, value, note]: [&str; 4],
    record: &ContractRecord,
    today: NaiveDate,
) -> Result<MeasurementInput, (&'static str, String)> {
    let found = level_of(record, level);
    let found = found.ok_or((
        "level",
        format!("“{level}” is no service level of this contract, such as SL-01"),
    ))?;
    let wrong = || {
        format!(
            "“{period}” is no period of {}, such as {}",
            found.code(),
            found.window.name(found.window.first_day(today))
        )
    };
    let period = found
        .window
        .parse(period)
        .ok_or_else(|| ("period", wrong()))?;
    let number = parse_decimal(value);
    let value = number.ok_or((
        "value",
        "write a number; leave the row out where nothing was measured".to_owned(),
    ))?;
    let input = MeasurementInput {
        level: found.number,
        period,
        value,
        note: note.to_owned(),
    };
    record
        .check_measurement(&input, today)
        .map_err(|found| (found.column, found.why.to_owned()))?;
    Ok(input)
}

/// The level that a text names: `SL-01`, or its number.
pub(super) fn level_of<'a>(
    record: &'a ContractRecord,
    text: &str,
) -> Option<&'a super::record::ServiceLevel> {
    let text = text.trim();
    let number = text
        .strip_prefix("SL-")
        .or_else(|| text.strip_prefix("sl-"))
        .unwrap_or(text);
    record.service_level(number.parse().ok()?)
}
