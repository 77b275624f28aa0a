//! A small reader of the formulas that the report's workbook is written with, so that a test recomputes it as a
//! spreadsheet program would.

use calamine::{Data, Reader, Xlsx, open_workbook_from_rs};
use std::collections::BTreeMap;
use std::io::Cursor;

type Place = (String, u32, u32);

/// A workbook with its formulas and the values that were stored for them.
pub struct Book {
    values: BTreeMap<Place, Data>,
    formulas: BTreeMap<Place, String>,
}

impl Book {
    pub fn open(content: Vec<u8>) -> Self {
        let mut book: Xlsx<_> = open_workbook_from_rs(Cursor::new(content)).unwrap();
        let (mut values, mut formulas) = (BTreeMap::new(), BTreeMap::new());
        for name in book.sheet_names() {
            let cells = book.worksheet_range(&name).unwrap();
            let (top, left) = cells.start().unwrap_or_default();
            for (row, column, data) in cells.used_cells() {
                let at = (row as u32 + top, column as u32 + left);
                values.insert((name.clone(), at.0, at.1), data.clone());
            }
            let cells = book.worksheet_formula(&name).unwrap();
            let (top, left) = cells.start().unwrap_or_default();
            for (row, column, text) in cells.used_cells().filter(|(_, _, text)| !text.is_empty()) {
                let at = (row as u32 + top, column as u32 + left);
                formulas.insert((name.clone(), at.0, at.1), text.clone());
            }
        }
        Self { values, formulas }
    }

    /// Where formulas stand, with the number that is stored for each; none where that is no number.
    pub fn stored(&self) -> impl Iterator<Item = (&Place, Option<f64>)> {
        self.formulas
            .keys()
            .map(|place| (place, self.values.get(place).and_then(number)))
    }

    /// What a cell comes to; none where that is no number.
    pub fn compute(&self, place: &Place) -> Option<f64> {
        match self.formulas.get(place) {
            Some(text) => Formula::of(self, &place.0, text).comparison()[0],
            None => self.values.get(place).and_then(number),
        }
    }

    /// The words of a cell.
    pub fn words(&self, place: &Place) -> String {
        self.values
            .get(place)
            .map(ToString::to_string)
            .unwrap_or_default()
    }
}

fn number(data: &Data) -> Option<f64> {
    match data {
        Data::Float(number) => Some(*number),
        Data::Int(number) => Some(*number as f64),
        Data::String(text) => text.parse().ok(),
        _ => None,
    }
}

/// Numbers of a formula's part: one of a value, several of a range; none where there is no number.
type Numbers = Vec<Option<f64>>;

struct Formula<'a> {
    book: &'a Book,
    sheet: &'a str,
    rest: &'a str,
}

impl<'a> Formula<'a> {
    fn of(book: &'a Book, sheet: &'a str, rest: &'a str) -> Self {
        Self { book, sheet, rest }
    }

    fn take(&mut self, text: &str) -> bool {
        let found = self.rest.strip_prefix(text);
        self.rest = found.unwrap_or(self.rest);
        found.is_some()
    }

    fn run(&mut self, of: impl Fn(char) -> bool) -> &'a str {
        let end = self
            .rest
            .find(|letter| !of(letter))
            .unwrap_or(self.rest.len());
        let (taken, rest) = self.rest.split_at(end);
        self.rest = rest;
        taken
    }

    fn comparison(&mut self) -> Numbers {
        let words = self.rest.find("=\"").map(|at| &self.rest[..at]);
        if words.is_some_and(|cell| cell.chars().all(char::is_alphanumeric)) {
            return self.same_words();
        }
        let left = self.sum();
        let holds = match () {
            () if self.take(">=") => |left: f64, right: f64| left >= right,
            () if self.take("<=") => |left: f64, right: f64| left <= right,
            () if self.take(">") => |left: f64, right: f64| left > right,
            () => return left,
        };
        let right = self.sum();
        vec![
            left[0]
                .zip(right[0])
                .map(|(left, right)| f64::from(u8::from(holds(left, right)))),
        ]
    }

    fn same_words(&mut self) -> Numbers {
        let cell = self.run(char::is_alphanumeric);
        assert!(self.take("=\""));
        let words = self.run(|letter| letter != '"');
        assert!(self.take("\""));
        let same = self.book.words(&place(self.sheet, cell)) == words;
        vec![Some(f64::from(u8::from(same)))]
    }

    fn sum(&mut self) -> Numbers {
        let mut total = self.product();
        loop {
            let sign = match () {
                () if self.take("+") => 1.0,
                () if self.take("-") => -1.0,
                () => return total,
            };
            let next = self.product()[0];
            total = vec![total[0].zip(next).map(|(left, right)| left + sign * right)];
        }
    }

    fn product(&mut self) -> Numbers {
        let mut total = self.part();
        loop {
            let divides = match () {
                () if self.take("*") => false,
                () if self.take("/") => true,
                () => return total,
            };
            let next = self.part()[0].map(|next| if divides { next.recip() } else { next });
            total = vec![total[0].zip(next).map(|(left, right)| left * right)];
        }
    }

    fn part(&mut self) -> Numbers {
        if self.take("\"\"") {
            return vec![None];
        }
        if self.take("(") {
            let inner = self.comparison();
            assert!(self.take(")"));
            return inner;
        }
        if self
            .rest
            .starts_with(|letter: char| letter.is_ascii_digit())
        {
            return vec![
                self.run(|letter| letter.is_ascii_digit() || letter == '.')
                    .parse()
                    .ok(),
            ];
        }
        let name = self.run(|letter| letter.is_alphanumeric() || letter == '$');
        if self.take("(") {
            self.call(name)
        } else {
            self.cells(name)
        }
    }

    fn cells(&mut self, name: &'a str) -> Numbers {
        let (sheet, first) = if self.take("!") {
            (
                name,
                self.run(|letter| letter.is_alphanumeric() || letter == '$'),
            )
        } else {
            (self.sheet, name)
        };
        let first = place(sheet, first);
        let last = match self.take(":") {
            true => place(
                sheet,
                self.run(|letter| letter.is_alphanumeric() || letter == '$'),
            ),
            false => first.clone(),
        };
        let rows = first.1..=last.1;
        rows.flat_map(|row| (first.2..=last.2).map(move |column| (row, column)))
            .map(|(row, column)| self.book.compute(&(sheet.to_owned(), row, column)))
            .collect()
    }

    fn call(&mut self, name: &str) -> Numbers {
        let mut given = vec![self.comparison()];
        while self.take(",") {
            given.push(self.comparison());
        }
        assert!(self.take(")"), "{name} is not closed before {}", self.rest);
        let numbers = |at: usize| given[at].iter().flatten().copied().collect::<Vec<f64>>();
        let one = match name {
            "IF" => given[if given[0][0] == Some(1.0) { 1 } else { 2 }][0],
            "ISNUMBER" => Some(f64::from(u8::from(given[0][0].is_some()))),
            "MAX" => given.iter().flatten().flatten().copied().reduce(f64::max),
            "MIN" => given.iter().flatten().flatten().copied().reduce(f64::min),
            "ROUND" => {
                let scale = 10f64.powf(numbers(1)[0]);
                given[0][0].map(|number| (number * scale).round() / scale)
            }
            "AVERAGE" => Some(numbers(0).iter().sum::<f64>() / numbers(0).len() as f64),
            "SUMPRODUCT" => Some(numbers(0).iter().zip(numbers(1)).map(|(a, b)| a * b).sum()),
            "RANK" => given[0][0].map(|own| {
                let ascending = given.len() == 3;
                let ahead = |other: &&f64| {
                    if ascending {
                        **other < own
                    } else {
                        **other > own
                    }
                };
                (numbers(1).iter().filter(ahead).count() + 1) as f64
            }),
            other => panic!("{other} is no function that the report uses"),
        };
        vec![one]
    }
}

/// A cell by its name, such as `C$2`.
fn place(sheet: &str, name: &str) -> Place {
    let name = name.replace('$', "");
    let digits = name.find(|letter: char| letter.is_ascii_digit()).unwrap();
    let (letters, row) = name.split_at(digits);
    let column = letters.bytes().fold(0, |column, letter| {
        column * 26 + u32::from(letter - b'A') + 1
    });
    (
        sheet.to_owned(),
        row.parse::<u32>().unwrap() - 1,
        column - 1,
    )
}
