//! Options of several contracts on one time axis: until when each has to be decided, and what it then buys.

use chrono::NaiveDate;
use leptos::prelude::*;

use super::day_rows::DayRows;
use super::scale::{DayScale, px};
use super::shortened;

const LEFT: f64 = 320.0;
const RIGHT: f64 = 1_020.0;
const ROW: f64 = 26.0;

/// One option: a row of the picture.
#[derive(Clone, Debug)]
pub struct RadarRow {
    /// Its name, beside the axis.
    pub label: String,
    /// Its page.
    pub href: String,
    /// What it is worth, in words.
    pub value: String,
    /// What has to be done by when, in words.
    pub said: String,
    /// Last day to give notice.
    pub notice_by: NaiveDate,
    /// Whether notice is given.
    pub noticed: bool,
    /// First day for the modification.
    pub modify_from: NaiveDate,
    /// Last day for the modification.
    pub expiry: NaiveDate,
    /// First and last day of what it buys.
    pub period: (NaiveDate, NaiveDate),
}

/// Rows with a tick at the last day for notice, a full bar in which the modification is issued, and an open bar for the period that
/// the option buys.
#[component]
pub fn OptionRadar(
    /// Prefix of the ids inside, unique on the page.
    #[prop(into)]
    id: String,
    /// The options, in the order of the table.
    rows: Vec<RadarRow>,
    /// Day of the line across all rows.
    today: NaiveDate,
    /// What the picture shows, as a title.
    #[prop(into)]
    title: String,
    /// The finding in one sentence.
    #[prop(into)]
    finding: String,
) -> impl IntoView {
    let dates = rows.iter().flat_map(|row| [row.notice_by, row.period.1]);
    let axis = DayRows::new(dates, today, (LEFT, RIGHT), (rows.len(), ROW));
    let marks = rows.into_iter().enumerate();
    let marks = marks.map(|(at, row)| mark(row, axis.middle(at), today, axis.days));
    let marks = marks.collect_view().into_any();
    axis.picture(&id, title, finding, marks)
}

fn mark(row: RadarRow, y: f64, today: NaiveDate, days: DayScale) -> AnyView {
    let notice = days.at(row.notice_by);
    let left = (row.notice_by > today && !row.noticed).then(|| {
        view! { <path class="axis" d=format!("M{} {}H{}", px(days.at(today)), px(y), px(notice))/> }
    });
    let notice = if row.noticed {
        view! { <circle class="met" cx=px(notice) cy=px(y) r="5"/> }.into_any()
    } else {
        view! { <path class="decide" d=format!("M{} {}v18", px(notice), px(y - 9.0))/> }.into_any()
    };
    let bar = |from: NaiveDate, to: NaiveDate| {
        let (from, to) = (days.at(from), days.at(to));
        (px(from), px((to - from).max(2.0)))
    };
    let (modify_x, modify_width) = bar(row.modify_from, row.expiry);
    let (period_x, period_width) = bar(row.period.0, row.period.1);
    let label = shortened(&row.label, 45);
    view! {
        <g>
            <title>{format!("{}: {}", row.label, row.said)}</title>
            <a href=row.href><text x="0" y=px(y + 4.0)>{label}</text></a>
            {left}
            <rect class="hollow" x=period_x y=px(y - 6.0) width=period_width height="12"/>
            <rect class="solid" x=modify_x y=px(y - 4.0) width=modify_width height="8"/>
            {notice}
            <text class="end" x="1160" y=px(y + 4.0)>{row.value}</text>
        </g>
    }
    .into_any()
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;

    fn day(month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2027, month, day).unwrap_or_default()
    }

    fn drawn(noticed: bool) -> String {
        let row = RadarRow {
            label: "CTR-2026-0001, option 1".to_owned(),
            href: "/contracts/CTR-2026-0001/options/1".to_owned(),
            value: "EUR 200,000".to_owned(),
            said: "notice by 1 Nov 2027".to_owned(),
            notice_by: day(11, 1),
            noticed,
            modify_from: day(12, 1),
            expiry: day(12, 31),
            period: (day(12, 31), day(12, 31)),
        };
        Owner::new().with(|| {
            view! { <OptionRadar id="o" rows=vec![row] today=day(10, 1) title="Options" finding="One is open."/> }
                .to_html()
        })
    }

    #[test]
    fn notice_that_is_due_is_a_tick_with_the_days_left_and_given_notice_is_a_disc() {
        let (due, given) = (drawn(false), drawn(true));
        assert!(due.contains("class=\"decide\"") && due.contains("class=\"axis\""));
        assert!(given.contains("class=\"met\"") && !given.contains("class=\"axis\""));
    }

    #[test]
    fn a_period_of_one_day_is_still_seen() {
        assert!(drawn(false).contains("width=\"2\""));
    }
}
