//! Rows on one time axis: names on the left, years above, a line for the day it is.

use chrono::NaiveDate;
use leptos::prelude::*;

use super::name_ids;
use super::scale::{DayScale, px, year_starts};

const TOP: f64 = 34.0;

/// Where the days and the rows of such a picture lie.
#[derive(Clone, Copy, Debug)]
pub(super) struct DayRows {
    /// Positions of the days.
    pub days: DayScale,
    span: (NaiveDate, NaiveDate),
    today: NaiveDate,
    height: f64,
    rows: usize,
}

impl DayRows {
    /// An axis from `left` to `right` over all `dates` and today, for so many rows of a height.
    pub fn new(
        dates: impl Iterator<Item = NaiveDate> + Clone,
        today: NaiveDate,
        (left, right): (f64, f64),
        (rows, height): (usize, f64),
    ) -> Self {
        let first = dates.clone().fold(today, NaiveDate::min);
        let last = dates.fold(today, NaiveDate::max);
        Self {
            days: DayScale::new((first, last), (left, right)),
            span: (first, last),
            today,
            height,
            rows,
        }
    }

    /// The middle of a row.
    pub fn middle(&self, at: usize) -> f64 {
        TOP + self.height * (count(at) + 0.5)
    }

    /// The whole picture around what is drawn in its rows.
    pub fn picture(&self, id: &str, title: String, finding: String, rows: AnyView) -> AnyView {
        let bottom = TOP + self.height * count(self.rows);
        let years = year_starts(self.span.0, self.span.1)
            .into_iter()
            .map(|day| {
                let x = self.days.at(day);
                view! {
                    <path class="grid" d=format!("M{} 24V{}", px(x), px(bottom))/>
                    <text x=px(x + 4.0) y="18">{day.format("%Y").to_string()}</text>
                }
            });
        let years = years.collect_view();
        let now = px(self.days.at(self.today));
        let region = format!("{title}, scrolls sideways");
        let (title_id, desc_id, labelled) = name_ids(id);
        view! {
            <div class="scroll" tabindex="0" role="region" aria-label=region>
                <svg class="chart chart-wide" viewBox=format!("0 0 1160 {}", px(bottom + 20.0)) role="group" aria-labelledby=labelled>
                    <title id=title_id>{title}</title>
                    <desc id=desc_id>{finding}</desc>
                    {years}
                    <path class="moment-line" d=format!("M{now} 24V{}", px(bottom))/>
                    <text class="moment-text middle" x=now y=px(bottom + 14.0)>"today"</text>
                    {rows}
                </svg>
            </div>
        }
        .into_any()
    }
}

fn count(rows: usize) -> f64 {
    f64::from(u32::try_from(rows).unwrap_or(u32::MAX))
}
