//! From cells to the price volume, with every error by its row and column.

use super::COLUMNS;
use crate::offers::input::VolumeInput;
use crate::offers::input_price::{PriceInput, PriceLineInput, ScheduledInput};
use crate::offers::load::Sought;
use crate::{Error, FieldErrors};
use domain::money::parse_decimal;
use domain::offers::OfferContent;
use domain::solicitations::ScheduleLine;

/// A table whose head was understood.
struct Sheet<'a> {
    rows: &'a [Vec<String>],
    /// Where each of [`COLUMNS`] stands.
    places: [Option<usize>; COLUMNS.len()],
}

impl<'a> Sheet<'a> {
    fn of(table: &'a [Vec<String>], wrong: &mut FieldErrors) -> Self {
        let (head, rows) = table
            .split_first()
            .map_or((&[][..], &[][..]), |(head, rows)| (head.as_slice(), rows));
        let named = |column: &str| {
            let same =
                |cell: &String| cell.trim().to_lowercase().replace([' ', '-'], "_") == column;
            head.iter().position(same)
        };
        let places = COLUMNS.map(named);
        if places.iter().all(Option::is_none) {
            let words = format!("row 1 names the columns: {}", COLUMNS.join(", "));
            wrong.add("file", words);
        }
        Self { rows, places }
    }

    fn cell(&self, row: usize, column: &str) -> &'a str {
        let place = COLUMNS.iter().position(|name| *name == column);
        let place = place.and_then(|place| self.places[place]);
        let cell = place.and_then(|place| self.rows.get(row)?.get(place));
        cell.map_or("", |cell| cell.trim())
    }

    fn is_empty(&self, row: usize) -> bool {
        COLUMNS
            .iter()
            .all(|column| self.cell(row, column).is_empty())
    }

    /// The rows with something in them.
    fn filled(&self) -> Vec<usize> {
        (0..self.rows.len())
            .filter(|row| !self.is_empty(*row))
            .collect()
    }
}

/// How a row is named to people: the head is row 1.
fn at(row: usize, column: &str) -> String {
    format!("row {}, column {column}", row + 2)
}

fn is_yes(text: &str) -> Option<bool> {
    match text.to_lowercase().as_str() {
        "yes" | "true" | "x" | "1" => Some(true),
        "" | "no" | "false" | "0" => Some(false),
        _ => None,
    }
}

/// The price volume that a table says.
pub(super) fn prices(table: &[Vec<String>], sought: &Sought) -> Result<PriceInput, Error> {
    let mut wrong = FieldErrors::default();
    let sheet = Sheet::of(table, &mut wrong);
    let rows = sheet.filled();
    if rows.is_empty() {
        wrong.add(
            "file",
            "the file has no lines below the names of the columns",
        );
    }
    let currency = currency(&sheet, &rows, &mut wrong);
    let schedule = &sought.price_schedule.0;
    let mut input = PriceInput {
        currency,
        ..PriceInput::default()
    };
    if schedule.is_empty() {
        input.lines = rows
            .iter()
            .map(|row| free(&sheet, *row, &mut wrong))
            .collect();
    } else {
        input.scheduled = scheduled(&sheet, &rows, schedule, &mut wrong);
    }
    wrong.finish()?;
    checked(&input, &sheet, &rows, sought)?;
    Ok(input)
}

fn currency(sheet: &Sheet<'_>, rows: &[usize], wrong: &mut FieldErrors) -> String {
    let named = |row: &usize| sheet.cell(*row, "currency").to_uppercase();
    let first = rows.iter().map(named).find(|code| !code.is_empty());
    let first = first.unwrap_or_default();
    for row in rows {
        let own = named(row);
        if !own.is_empty() && own != first {
            let place = at(*row, "currency");
            wrong.add(
                "file",
                format!("{place}: all lines are in one currency, {first}"),
            );
        }
    }
    first
}

fn yes_or_no(sheet: &Sheet<'_>, row: usize, column: &str, wrong: &mut FieldErrors) -> bool {
    let found = is_yes(sheet.cell(row, column));
    if found.is_none() {
        wrong.add("file", format!("{}: write yes or no", at(row, column)));
    }
    found.unwrap_or_default()
}

fn free(sheet: &Sheet<'_>, row: usize, wrong: &mut FieldErrors) -> PriceLineInput {
    let text = |column: &str| sheet.cell(row, column).to_owned();
    PriceLineInput {
        lot: text("lot").to_uppercase(),
        description: text("description"),
        unit: text("unit"),
        quantity: text("quantity"),
        unit_price: text("unit_price"),
        option: yes_or_no(sheet, row, "option", wrong),
    }
}

/// The answers to the buyer's lines: each has exactly one row, and only its price is the offeror's to write.
fn scheduled(
    sheet: &Sheet<'_>,
    rows: &[usize],
    schedule: &[ScheduleLine],
    wrong: &mut FieldErrors,
) -> Vec<ScheduledInput> {
    for row in rows {
        let code = sheet.cell(*row, "code");
        if !schedule.iter().any(|line| line.code == code) {
            let place = at(*row, "code");
            wrong.add(
                "file",
                format!("{place}: “{code}” is no line of the price schedule"),
            );
        }
    }
    let mut answers = Vec::new();
    for line in schedule {
        let mut own = rows
            .iter()
            .filter(|row| sheet.cell(**row, "code") == line.code);
        match (own.next(), own.next()) {
            (Some(row), None) => answers.push(answer(sheet, *row, line, wrong)),
            (Some(_), Some(second)) => {
                let place = at(*second, "code");
                wrong.add("file", format!("{place}: {} is there twice", line.code));
            }
            (None, _) => wrong.add("file", format!("there is no row for {}", line.code)),
        }
    }
    answers
}

fn answer(
    sheet: &Sheet<'_>,
    row: usize,
    line: &ScheduleLine,
    wrong: &mut FieldErrors,
) -> ScheduledInput {
    let quantity = sheet.cell(row, "quantity");
    if !quantity.is_empty() && parse_decimal(quantity) != Some(line.quantity) {
        let (place, asked) = (at(row, "quantity"), line.quantity.normalize());
        wrong.add(
            "file",
            format!("{place}: the buyer asks for {asked}, and only that"),
        );
    }
    let unit = sheet.cell(row, "unit");
    if !unit.is_empty() && unit != line.unit {
        let place = at(row, "unit");
        wrong.add(
            "file",
            format!("{place}: the buyer’s unit is {}", line.unit),
        );
    }
    ScheduledInput {
        code: line.code.clone(),
        unit_price: sheet.cell(row, "unit_price").to_owned(),
        not_offered: yes_or_no(sheet, row, "not_offered", wrong),
    }
}

/// Tries the volume, and names what is wrong by row and column instead of by the form's fields.
fn checked(
    input: &PriceInput,
    sheet: &Sheet<'_>,
    rows: &[usize],
    sought: &Sought,
) -> Result<(), Error> {
    let tried =
        VolumeInput::Price(input.clone()).into_content(&mut OfferContent::default(), sought);
    let Err(Error::Invalid(fields)) = tried else {
        return tried;
    };
    let mut wrong = FieldErrors::default();
    for error in fields {
        let place = place(&error.field, sheet, rows);
        wrong.add("file", format!("{place}{}", error.message));
    }
    wrong.finish()
}

fn place(field: &str, sheet: &Sheet<'_>, rows: &[usize]) -> String {
    if field == "currency" {
        return "column currency: ".to_owned();
    }
    let Some((column, which)) = field.rsplit_once('_') else {
        return String::new();
    };
    if column == "price" {
        let mut all = rows.iter();
        let row = all.find(|row| sheet.cell(**row, "code") == which);
        return row.map_or_else(String::new, |row| format!("{}: ", at(*row, "unit_price")));
    }
    let row = which
        .parse::<usize>()
        .ok()
        .and_then(|number| rows.get(number.checked_sub(1)?));
    row.map_or_else(String::new, |row| format!("{}: ", at(*row, column)))
}
