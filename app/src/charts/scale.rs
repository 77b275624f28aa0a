//! From data to positions: linear and day scales, round ticks, and rows of labels that do not touch.

use chrono::{Datelike, Days, Months, NaiveDate};

/// A position or length in drawing units, as an attribute's text with at most one decimal.
pub(super) fn px(value: f64) -> String {
    let rounded = (value * 10.0).round() / 10.0;
    if rounded == 0.0 {
        "0".to_owned()
    } else {
        rounded.to_string()
    }
}

/// Width that a text of 12 units' height takes, near enough to keep labels apart.
pub(super) fn text_width(text: &str) -> f64 {
    let count = u16::try_from(text.chars().count()).unwrap_or(u16::MAX);
    f64::from(count) * 6.6
}

/// A straight line from data to drawing units.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scale {
    from: f64,
    to: f64,
    start: f64,
    end: f64,
}

impl Scale {
    /// Maps `from..to` of the data onto `start..end` of the drawing. Data without extent fall in the middle.
    #[must_use]
    pub fn new((from, to): (f64, f64), (start, end): (f64, f64)) -> Self {
        Self {
            from,
            to,
            start,
            end,
        }
    }

    /// Position of a value.
    #[must_use]
    pub fn at(&self, value: f64) -> f64 {
        let extent = self.to - self.from;
        let share = if extent.abs() < f64::EPSILON {
            0.5
        } else {
            (value - self.from) / extent
        };
        self.start + share * (self.end - self.start)
    }
}

/// A line from calendar days to drawing units; days outside are drawn at the edge.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DayScale {
    first: NaiveDate,
    line: Scale,
    start: f64,
    end: f64,
}

impl DayScale {
    /// Maps the days from `first` to `last` onto `start..end`.
    #[must_use]
    pub fn new((first, last): (NaiveDate, NaiveDate), (start, end): (f64, f64)) -> Self {
        let line = Scale::new((0.0, day_count(first, last)), (start, end));
        Self {
            first,
            line,
            start,
            end,
        }
    }

    /// Position of a day.
    #[must_use]
    pub fn at(&self, day: NaiveDate) -> f64 {
        self.line
            .at(day_count(self.first, day))
            .clamp(self.start, self.end)
    }
}

fn day_count(from: NaiveDate, to: NaiveDate) -> f64 {
    f64::from(i32::try_from((to - from).num_days()).unwrap_or(i32::MAX))
}

/// First days of the years that begin within the span.
pub(super) fn year_starts(first: NaiveDate, last: NaiveDate) -> Vec<NaiveDate> {
    (first.year()..=last.year())
        .filter_map(|year| NaiveDate::from_ymd_opt(year, 1, 1))
        .filter(|day| *day >= first && *day <= last)
        .collect()
}

/// Days to mark on a span, each with what it is called: years, in two years or less months, in a quarter or less weeks.
pub(super) fn calendar_ticks(first: NaiveDate, last: NaiveDate) -> Vec<(NaiveDate, String)> {
    let days = (last - first).num_days();
    let named = |format: &'static str| move |day: NaiveDate| (day, day.format(format).to_string());
    match days {
        ..=100 => {
            let week = Days::new(7);
            let into = u64::from(first.weekday().num_days_from_monday());
            let monday = first.checked_add_days(Days::new((7 - into) % 7));
            let weeks = std::iter::successors(monday, move |day| day.checked_add_days(week));
            weeks
                .take_while(|day| *day <= last)
                .map(named("%-d %b"))
                .collect()
        }
        101..=731 => {
            let month = |step: u32| first.with_day(1)?.checked_add_months(Months::new(step));
            let months = (0..=24).filter_map(month);
            let within = months.filter(|day| *day >= first && *day <= last);
            within
                .map(|day| match day.month0() {
                    0 => named("%b %Y")(day),
                    _ => named("%b")(day),
                })
                .collect()
        }
        _ => year_starts(first, last)
            .into_iter()
            .map(named("%Y"))
            .collect(),
    }
}

/// Round values (1, 2 or 5 times a power of ten) that cover the data, about `count` of them. The first is not above
/// the smallest datum and the last not below the largest.
#[must_use]
pub fn nice_ticks(low: f64, high: f64, count: u32) -> Vec<f64> {
    let (low, high) = if high > low {
        (low, high)
    } else {
        (low - 1.0, low + 1.0)
    };
    let step = nice_step((high - low) / f64::from(count.max(1)));
    let first = (low / step).floor();
    let steps = ((high / step).ceil() - first).max(1.0);
    (0..=200_u32)
        .map(f64::from)
        .take_while(|index| *index <= steps)
        .map(|index| (first + index) * step)
        .collect()
}

fn nice_step(rough: f64) -> f64 {
    let magnitude = 10_f64.powf(rough.log10().floor());
    let factor = rough / magnitude;
    let nice = if factor <= 1.0 {
        1.0
    } else if factor <= 2.0 {
        2.0
    } else if factor <= 5.0 {
        5.0
    } else {
        10.0
    };
    nice * magnitude
}

/// Row for each item, given where it starts and ends, so that items of one row keep `gap` apart. Items come in order
/// of their start; an item that no row below `most` can take gets none.
#[must_use]
pub fn pack_rows(spans: &[(f64, f64)], gap: f64, most: usize) -> Vec<Option<usize>> {
    let mut ends: Vec<f64> = Vec::new();
    spans
        .iter()
        .map(|(start, end)| {
            let free = ends.iter().position(|taken| taken + gap <= *start);
            let row = free.or_else(|| (ends.len() < most).then_some(ends.len()))?;
            if row == ends.len() {
                ends.push(*end);
            } else {
                ends[row] = *end;
            }
            Some(row)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_map_in_proportion() {
        let scale = Scale::new((0.0, 10.0), (100.0, 200.0));
        assert_eq!(px(scale.at(2.5)), "125");
        assert_eq!(px(Scale::new((5.0, 5.0), (0.0, 10.0)).at(5.0)), "5");
    }

    #[test]
    fn days_outside_stay_on_the_drawing() {
        let day = |y, m| NaiveDate::from_ymd_opt(y, m, 1).unwrap();
        let scale = DayScale::new((day(2026, 1), day(2028, 1)), (0.0, 730.0));
        assert_eq!(px(scale.at(day(2027, 1))), "365");
        assert_eq!(px(scale.at(day(2030, 1))), "730");
        assert_eq!(
            year_starts(day(2026, 2), day(2028, 1)),
            [day(2027, 1), day(2028, 1)]
        );
    }

    #[test]
    fn ticks_are_round_and_cover_the_data() {
        assert_eq!(nice_ticks(0.0, 15.0, 3), [0.0, 5.0, 10.0, 15.0]);
        assert_eq!(nice_ticks(6.2, 11.8, 3), [6.0, 8.0, 10.0, 12.0]);
        assert!(nice_ticks(3.0, 3.0, 4).len() >= 2);
    }

    #[test]
    fn labels_that_would_touch_go_to_another_row() {
        let rows = pack_rows(
            &[(0.0, 50.0), (40.0, 90.0), (60.0, 80.0), (61.0, 70.0)],
            4.0,
            2,
        );
        assert_eq!(rows, [Some(0), Some(1), Some(0), None]);
    }
}
