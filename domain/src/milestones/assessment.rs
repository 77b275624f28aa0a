//! What a slip means: its class and its colour.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{dates::FourDates, kinds::MilestoneClass};
use crate::states::{Tone, named::named_enum};

named_enum! {
    /// How serious a slip is (own design; 180 days follows the six-month schedule limit of `DoDI` 5000.02).
    pub enum SlipClass {
        None "none" "On time" "No slip.",
        Minor "minor" "Minor" "1 to 30 days late.",
        Moderate "moderate" "Moderate" "31 to 90 days late.",
        Major "major" "Major" "91 to 180 days late.",
        Critical "critical" "Critical" "More than 180 days late, or past a key date, or past the date of need.",
    }
}

named_enum! {
    /// The computed status colour (own design). The word always stands beside the colour.
    pub enum Rag {
        Green "green" "On track" "No slip.",
        Amber "amber" "Slipping" "Up to 90 days late.",
        Red "red" "Late" "More than 90 days late, past a key date, or past the date of need.",
        Grey "grey" "No forecast" "Neither met nor forecast, and not yet due.",
    }
}

impl SlipClass {
    /// The colour that stands for the class.
    #[must_use]
    pub const fn rag(self) -> Rag {
        match self {
            Self::None => Rag::Green,
            Self::Minor | Self::Moderate => Rag::Amber,
            Self::Major | Self::Critical => Rag::Red,
        }
    }
}

impl Rag {
    /// How the interface colours it.
    #[must_use]
    pub const fn tone(self) -> Tone {
        match self {
            Self::Green => Tone::Good,
            Self::Amber => Tone::Attention,
            Self::Red => Tone::Bad,
            Self::Grey => Tone::Neutral,
        }
    }
}

impl SlipClass {
    /// How the interface colours it.
    #[must_use]
    pub const fn tone(self) -> Tone {
        self.rag().tone()
    }
}

/// The class of a slip of `days`, before the rules for key dates and dates of need.
#[must_use]
pub const fn slip_class(days: i64) -> SlipClass {
    match days {
        ..=0 => SlipClass::None,
        1..=30 => SlipClass::Minor,
        31..=90 => SlipClass::Moderate,
        91..=180 => SlipClass::Major,
        181.. => SlipClass::Critical,
    }
}

/// What is known about a milestone on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Facts {
    /// Its four dates.
    pub dates: FourDates,
    /// How binding its date is.
    pub class: MilestoneClass,
    /// For IOC and FOC: the day from which the capability is needed.
    pub need_date: Option<NaiveDate>,
    /// The day the assessment is made for.
    pub status_date: NaiveDate,
}

/// The figures and the meaning of a milestone's slip on one day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assessment {
    /// Slip against the first approved date, in calendar days; `None` without actual and forecast.
    pub slip_original_days: Option<i64>,
    /// Slip against the latest approved date, in calendar days; `None` without actual and forecast.
    pub slip_current_days: Option<i64>,
    /// Calendar days past the latest approved date; 0 when met or not yet due.
    pub overdue_days: i64,
    /// Whether the actual or forecast date lies after the latest approved one.
    pub forecast_late: bool,
    /// Whether a key date has passed unmet, or was met late.
    pub key_missed: bool,
    /// How serious the slip against the latest approved date is.
    pub class: SlipClass,
    /// The colour that follows from the class.
    pub rag: Rag,
}

/// Assesses a milestone (own design).
///
/// The class follows the larger of slip and overdue days, so that a stale forecast hides nothing. A key milestone
/// past its date, and a milestone expected after its date of need, are critical whatever the number of days.
#[must_use]
pub fn assess(facts: &Facts) -> Assessment {
    let Facts {
        dates,
        class,
        need_date,
        status_date,
    } = facts;
    let slip_current_days = dates.slip_current();
    let overdue_days = dates.overdue(*status_date);
    let met_late = dates
        .actual
        .is_some_and(|actual| actual > dates.current_baseline);
    let key_missed = *class == MilestoneClass::Key && (overdue_days > 0 || met_late);
    let slip_class = if key_missed || needed_earlier(dates, *need_date, *status_date) {
        SlipClass::Critical
    } else {
        slip_class(slip_current_days.unwrap_or(0).max(overdue_days))
    };
    let silent = slip_current_days.is_none() && slip_class == SlipClass::None;
    Assessment {
        slip_original_days: dates.slip_original(),
        slip_current_days,
        overdue_days,
        forecast_late: slip_current_days.is_some_and(|days| days > 0),
        key_missed,
        class: slip_class,
        rag: if silent { Rag::Grey } else { slip_class.rag() },
    }
}

/// Whether the capability comes, or will come, after the day from which it is needed.
fn needed_earlier(dates: &FourDates, need_date: Option<NaiveDate>, status_date: NaiveDate) -> bool {
    let Some(need_date) = need_date else {
        return false;
    };
    let expected_late = dates.expected().is_some_and(|date| date > need_date);
    expected_late || (dates.actual.is_none() && status_date > need_date)
}
