//! Days and moments as people type them, in parts.

use chrono::{DateTime, LocalResult, NaiveDate, NaiveTime, TimeZone, Utc};
use chrono_tz::Tz;

/// A day in three boxes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DayInput {
    /// `3`.
    pub day: String,
    /// `3`, `Mar` or `March`.
    pub month: String,
    /// `2026`.
    pub year: String,
}

/// A moment: a day, a local time and the zone in which both are meant.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MomentInput {
    /// The day.
    pub day: DayInput,
    /// `17:00`.
    pub time: String,
    /// IANA name, such as `Europe/Brussels`.
    pub zone: String,
}

const MONTHS: [&str; 12] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
];

impl DayInput {
    /// The parts of a day, as a form sends them.
    #[must_use]
    pub fn of(day: NaiveDate) -> Self {
        Self {
            day: day.format("%-d").to_string(),
            month: day.format("%-m").to_string(),
            year: day.format("%Y").to_string(),
        }
    }

    fn is_empty(&self) -> bool {
        [&self.day, &self.month, &self.year]
            .iter()
            .all(|part| part.trim().is_empty())
    }

    /// The day; `None` when nothing was typed.
    ///
    /// # Errors
    /// A sentence that says what to type instead.
    pub fn read(&self) -> Result<Option<NaiveDate>, String> {
        if self.is_empty() {
            return Ok(None);
        }
        let typed = [&self.day, &self.month, &self.year].map(|part| part.trim());
        let day = typed[0].parse().ok();
        let year = typed[2]
            .parse()
            .ok()
            .filter(|year| (1900..3000).contains(year));
        let read = || NaiveDate::from_ymd_opt(year?, month(typed[1])?, day?);
        read().map(Some).ok_or_else(|| {
            format!(
                "“{}” is not a day. Enter one that exists, such as 3 3 2027 or 3 Mar 2027.",
                typed.join(" ").trim()
            )
        })
    }
}

fn month(text: &str) -> Option<u32> {
    let text = text.to_lowercase();
    let number = text.parse().ok();
    number.or_else(|| {
        let begin = text.get(..3)?;
        let position = MONTHS.iter().position(|name| *name == begin)?;
        u32::try_from(position + 1).ok()
    })
}

impl MomentInput {
    /// The parts of a moment in a zone, as a form sends them.
    #[must_use]
    pub fn of(at: DateTime<Utc>, zone: Tz) -> Self {
        let local = at.with_timezone(&zone);
        Self {
            day: DayInput::of(local.date_naive()),
            time: local.format("%H:%M").to_string(),
            zone: zone.name().to_owned(),
        }
    }

    /// The moment; `None` when neither day nor time was typed. Where the clock is set back and a local time comes
    /// twice, the earlier one is meant.
    ///
    /// # Errors
    /// A sentence that says what to type instead.
    pub fn read(&self) -> Result<Option<DateTime<Utc>>, String> {
        let time = self.time.trim();
        if self.day.is_empty() && time.is_empty() {
            return Ok(None);
        }
        let day = self.day.read()?.ok_or("Enter the day as well.")?;
        let zone = self.zone()?;
        let clock = NaiveTime::parse_from_str(time, "%H:%M").map_err(|_| {
            format!("“{time}” is not a time. Enter hours and minutes, such as 17:00.")
        })?;
        match zone.from_local_datetime(&day.and_time(clock)) {
            LocalResult::Single(at) | LocalResult::Ambiguous(at, _) => Ok(Some(at.to_utc())),
            LocalResult::None => Err(format!(
                "There is no {time} on that day in {zone}: the clock is set forward. Enter another time."
            )),
        }
    }

    /// The zone.
    ///
    /// # Errors
    /// When no such zone is known.
    pub fn zone(&self) -> Result<Tz, String> {
        self.zone.parse().map_err(|_| {
            format!(
                "“{}” is not a time zone. Choose one of the list.",
                self.zone
            )
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moment(day: &str, month: &str, time: &str) -> Result<Option<DateTime<Utc>>, String> {
        let day = DayInput {
            day: day.into(),
            month: month.into(),
            year: "2027".into(),
        };
        MomentInput {
            day,
            time: time.into(),
            zone: "Europe/Brussels".into(),
        }
        .read()
    }

    #[test]
    fn a_local_time_becomes_a_moment_in_utc() {
        let at = moment("3", "March", "17:00").unwrap().unwrap();
        assert_eq!(at.to_rfc3339(), "2027-03-03T16:00:00+00:00");
        let summer = moment("3", "7", "17:00").unwrap().unwrap();
        assert_eq!(summer.to_rfc3339(), "2027-07-03T15:00:00+00:00");
    }

    #[test]
    fn a_time_that_the_clock_skips_is_refused_and_one_that_comes_twice_is_the_earlier() {
        assert!(
            moment("28", "Mar", "02:30")
                .unwrap_err()
                .contains("set forward")
        );
        let twice = moment("31", "Oct", "02:30").unwrap().unwrap();
        assert_eq!(twice.to_rfc3339(), "2027-10-31T00:30:00+00:00");
    }

    #[test]
    fn days_that_do_not_exist_are_refused_and_none_is_none() {
        assert!(
            moment("31", "Feb", "17:00")
                .unwrap_err()
                .contains("31 Feb 2027")
        );
        assert_eq!(MomentInput::default().read(), Ok(None));
        assert!(moment("3", "3", "5 pm").is_err());
    }
}
