//! Which stretch of time a picture shows: all of it, or a year, a quarter, a month, by the address.

use crate::request::{Rq, address};
use chrono::{Datelike, Months, NaiveDate};
use leptos::prelude::*;

/// How much of the time is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Zoom {
    /// A calendar year.
    Year,
    /// A calendar quarter.
    Quarter,
    /// A calendar month.
    Month,
}

impl Zoom {
    const ALL: [Self; 3] = [Self::Year, Self::Quarter, Self::Month];

    const fn as_str(self) -> &'static str {
        match self {
            Self::Year => "year",
            Self::Quarter => "quarter",
            Self::Month => "month",
        }
    }

    const fn label(self) -> &'static str {
        match self {
            Self::Year => "Year",
            Self::Quarter => "Quarter",
            Self::Month => "Month",
        }
    }

    const fn months(self) -> u32 {
        match self {
            Self::Year => 12,
            Self::Quarter => 3,
            Self::Month => 1,
        }
    }

    /// The first day of the stretch in which a day lies.
    fn first(self, day: NaiveDate) -> Option<NaiveDate> {
        let months = self.months();
        let month = day.month0() / months * months + 1;
        NaiveDate::from_ymd_opt(day.year(), month, 1)
    }
}

/// A stretch of time, first and last day included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// How long it is.
    pub zoom: Zoom,
    /// Its first day.
    pub from: NaiveDate,
    /// Its last day.
    pub to: NaiveDate,
}

impl Stretch {
    /// The stretch in which a day lies; none beyond the calendar.
    fn around(zoom: Zoom, day: NaiveDate) -> Option<Self> {
        let from = zoom.first(day)?;
        let next = from.checked_add_months(Months::new(zoom.months()))?;
        Some(Self {
            zoom,
            from,
            to: next.pred_opt()?,
        })
    }

    fn before(self) -> Option<Self> {
        Self::around(self.zoom, self.from.pred_opt()?)
    }

    fn after(self) -> Option<Self> {
        Self::around(self.zoom, self.to.succ_opt()?)
    }
}

/// What the address asks for (`?zoom=quarter&from=2027-04-01`); none for the whole time. Without a day it is the stretch of
/// `moment`; what names no stretch asks for nothing.
pub fn read(rq: &Rq, moment: NaiveDate) -> Option<Stretch> {
    let named = rq.query("zoom")?;
    let zoom = Zoom::ALL.into_iter().find(|zoom| zoom.as_str() == named)?;
    let day = rq.query("from").and_then(|day| day.parse().ok());
    Stretch::around(zoom, day.unwrap_or(moment))
}

/// The ways to other stretches of the same page.
pub fn links(rq: &Rq, shown: Option<Stretch>, moment: NaiveDate, mark: &str) -> AnyView {
    let to = |stretch: Option<Stretch>| {
        let kept = rq.queries().iter();
        let kept = kept.filter(|(name, _)| name != "zoom" && name != "from");
        let mut pairs: Vec<(&str, &str)> = kept
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        let from = stretch.map(|stretch| stretch.from.to_string());
        pairs.extend(stretch.map(|stretch| ("zoom", stretch.zoom.as_str())));
        pairs.extend(from.as_deref().map(|from| ("from", from)));
        format!("{}#{mark}", address(rq.path(), &pairs))
    };
    let whole =
        view! { <a href=to(None) aria-current=shown.is_none().then_some("true")>"Whole"</a>" " };
    let zooms = Zoom::ALL.into_iter().filter_map(|zoom| {
        let day = shown.map_or(moment, |shown| shown.from);
        let href = to(Some(Stretch::around(zoom, day)?));
        let current = shown
            .is_some_and(|shown| shown.zoom == zoom)
            .then_some("true");
        Some(view! { <a href=href aria-current=current>{zoom.label()}</a>" " })
    });
    let step = |stretch: Option<Stretch>, label: &'static str, rel: &'static str| {
        let href = to(Some(stretch?));
        Some(view! { <a href=href rel=rel>{label}</a>" " })
    };
    let before = shown.and_then(|shown| step(shown.before(), "Earlier", "prev"));
    let after = shown.and_then(|shown| step(shown.after(), "Later", "next"));
    let zooms = zooms.collect_view();
    view! { <nav class="pages" aria-label="Stretch of time">{whole}{zooms}{before}{after}</nav> }
        .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    #[test]
    fn a_day_lies_in_its_calendar_year_quarter_and_month() {
        let of = |zoom| {
            let found = Stretch::around(zoom, day(2028, 2, 29)).unwrap();
            (found.from, found.to)
        };
        assert_eq!(of(Zoom::Year), (day(2028, 1, 1), day(2028, 12, 31)));
        assert_eq!(of(Zoom::Quarter), (day(2028, 1, 1), day(2028, 3, 31)));
        assert_eq!(of(Zoom::Month), (day(2028, 2, 1), day(2028, 2, 29)));
    }

    #[test]
    fn stretches_follow_each_other_without_a_gap() {
        for zoom in Zoom::ALL {
            let shown = Stretch::around(zoom, day(2027, 12, 31)).unwrap();
            let (before, after) = (shown.before().unwrap(), shown.after().unwrap());
            assert_eq!(before.to.succ_opt(), Some(shown.from));
            assert_eq!(shown.to.succ_opt(), Some(after.from));
        }
    }

    #[test]
    fn the_calendar_ends_somewhere() {
        assert_eq!(Stretch::around(Zoom::Year, NaiveDate::MAX), None);
    }
}
