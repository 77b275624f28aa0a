//! Reading the euro foreign exchange reference rates as the European Central Bank publishes them: `eurofxref.csv` with one
//! day, `eurofxref-hist.csv` with every day since 1999. A head names the currencies; a line holds a day and, for each
//! currency, the units for one euro, or `N/A`. Lines may end with a comma; days are `2026-02-06` or `06 February 2026`.

use crate::Error;
use chrono::NaiveDate;
use domain::money::Currency;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What is wrong with a line of the file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RateProblem {
    /// The line; the head is line 1.
    pub line: u64,
    /// The currency's column, where one cell alone is wrong.
    pub currency: Option<String>,
    /// What is wrong, as a sentence.
    pub text: String,
}

/// A rate of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Published {
    pub(super) line: u64,
    pub(super) currency: Currency,
    pub(super) on_day: NaiveDate,
    pub(super) units_per_eur: Decimal,
}

/// What a file says.
#[derive(Debug, Default)]
pub(super) struct Reading {
    pub(super) rates: Vec<Published>,
    pub(super) problems: Vec<RateProblem>,
    /// Cells that say that there is no rate.
    pub(super) without_rate: i64,
    /// The line on which each day stands.
    days: BTreeMap<NaiveDate, u64>,
}

/// Reads a file; what is wrong with single lines and cells is told beside what is right.
///
/// # Errors
/// Of the field `file`, when it is no such table at all.
pub(super) fn read(content: &[u8], today: NaiveDate) -> Result<Reading, Error> {
    let content = content
        .strip_prefix("\u{feff}".as_bytes())
        .unwrap_or(content);
    let mut lines = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .trim(csv::Trim::All)
        .terminator(csv::Terminator::Any(b'\n'))
        .from_reader(content);
    let mut lines = lines.records();
    let mut reading = Reading::default();
    let head = lines.next().transpose().map_err(|_| no_table())?;
    let columns = reading.columns(&head.ok_or_else(no_table)?)?;
    for record in lines {
        let record = record.map_err(|_| no_table())?;
        if record.iter().all(str::is_empty) {
            continue;
        }
        reading.line(&record, &columns, today);
    }
    if reading.days.is_empty() && reading.problems.is_empty() {
        return Err(Error::field("file", "the file has no days below its head"));
    }
    Ok(reading)
}

fn no_table() -> Error {
    Error::field(
        "file",
        "this is not a table of reference rates: line 1 begins with “Date” and names a currency in each column",
    )
}

impl Reading {
    fn wrong(&mut self, line: u64, currency: Option<Currency>, text: impl Into<String>) {
        self.problems.push(RateProblem {
            line,
            currency: currency.map(|currency| currency.to_string()),
            text: text.into(),
        });
    }

    /// The currency of each column after the day; none where the column is left out.
    fn columns(&mut self, head: &csv::StringRecord) -> Result<Vec<Option<Currency>>, Error> {
        if !head
            .get(0)
            .is_some_and(|first| first.eq_ignore_ascii_case("date"))
        {
            return Err(no_table());
        }
        let mut columns: Vec<Option<Currency>> = Vec::new();
        for name in head.iter().skip(1) {
            let read = name.parse::<Currency>().ok();
            let column = read.filter(|one| *one != Currency::EUR && !columns.contains(&Some(*one)));
            if column.is_none() && !name.is_empty() {
                self.wrong(
                    1,
                    None,
                    format!("The column “{name}” is left out: it names no further currency."),
                );
            }
            columns.push(column);
        }
        if columns.iter().all(Option::is_none) {
            return Err(no_table());
        }
        Ok(columns)
    }

    fn line(&mut self, record: &csv::StringRecord, columns: &[Option<Currency>], today: NaiveDate) {
        let line = record.position().map_or(0, csv::Position::line);
        let text = record.get(0).unwrap_or_default();
        let Some(on_day) = day(text) else {
            let words = format!("“{text}” is not a day: write 2026-02-06 or 06 February 2026.");
            return self.wrong(line, None, words);
        };
        if on_day > today {
            return self.wrong(line, None, "This day lies ahead.");
        }
        if let Some(before) = self.days.insert(on_day, line) {
            self.days.insert(on_day, before);
            return self.wrong(
                line,
                None,
                format!("This day stands on line {before} already."),
            );
        }
        for (place, currency) in columns.iter().enumerate() {
            if let Some(currency) = currency {
                let cell = record.get(place + 1).unwrap_or_default();
                self.cell(line, *currency, on_day, cell);
            }
        }
    }

    fn cell(&mut self, line: u64, currency: Currency, on_day: NaiveDate, cell: &str) {
        if cell.is_empty() || cell.eq_ignore_ascii_case("n/a") {
            self.without_rate += 1;
            return;
        }
        match Decimal::from_str_exact(cell) {
            Ok(units) if units > Decimal::ZERO => self.rates.push(Published {
                line,
                currency,
                on_day,
                units_per_eur: units.normalize(),
            }),
            _ => {
                let words = format!("“{cell}” is not a number above zero.");
                self.wrong(line, Some(currency), words);
            }
        }
    }
}

fn day(text: &str) -> Option<NaiveDate> {
    ["%Y-%m-%d", "%d %B %Y"]
        .iter()
        .find_map(|form| NaiveDate::parse_from_str(text, form).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 3, 3).unwrap()
    }

    fn told(reading: &Reading) -> Vec<(u64, Option<&str>)> {
        let problems = reading.problems.iter();
        problems
            .map(|one| (one.line, one.currency.as_deref()))
            .collect()
    }

    #[test]
    fn the_file_of_a_day_is_read() {
        let file = b"Date, USD, JPY, NOK, \n06 February 2026, 1.0377, 157.23, 11.6350, \n";
        let reading = read(file, today()).unwrap();
        let units: Vec<_> = reading
            .rates
            .iter()
            .map(|rate| rate.units_per_eur.to_string())
            .collect();
        assert_eq!(units, ["1.0377", "157.23", "11.635"]);
        assert_eq!(
            reading.rates[2].on_day,
            NaiveDate::from_ymd_opt(2026, 2, 6).unwrap()
        );
        assert_eq!((reading.without_rate, told(&reading)), (0, vec![]));
    }

    #[test]
    fn the_file_of_every_day_is_read_with_its_gaps() {
        let file = "\u{feff}Date,USD,CYP,\r\n2026-02-06,1.0377,N/A,\r\n\r\n2026-02-05,1.04,,\r\n";
        let reading = read(file.as_bytes(), today()).unwrap();
        assert_eq!((reading.rates.len(), reading.without_rate), (2, 2));
        assert_eq!((reading.rates[1].line, told(&reading)), (4, vec![]));
    }

    #[test]
    fn what_is_wrong_is_told_by_line_and_the_rest_is_taken() {
        let file = b"Date,USD,EUR,NOK\n2026-02-30,1,1,1\n2026-03-04,1,1,1\n2026-02-06,0,1,11.5\n2026-02-06,1,1,1\n2026-02-05,1.1,1,1e1\n";
        let reading = read(file, today()).unwrap();
        assert_eq!(
            told(&reading),
            [
                (1, None),
                (2, None),
                (3, None),
                (4, Some("USD")),
                (5, None),
                (6, Some("NOK"))
            ]
        );
        let taken: Vec<_> = reading.rates.iter().map(|rate| rate.line).collect();
        assert_eq!(taken, [4, 6]);
    }

    #[test]
    fn another_file_is_refused_as_a_whole() {
        for file in [
            "",
            "Currency,Rate\nUSD,1.1\n",
            "Date\n2026-02-06\n",
            "Date,USD\n",
        ] {
            assert!(
                matches!(read(file.as_bytes(), today()), Err(Error::Invalid(_))),
                "{file}"
            );
        }
        assert!(read(b"Date,USD\n2026-02-06,\xff\n", today()).is_err());
    }
}
