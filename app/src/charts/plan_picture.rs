//! Milestones of several contracts on one time axis, with what waits for what.

use chrono::NaiveDate;
use leptos::prelude::*;

use super::day_rows::DayRows;
use super::scale::{DayScale, px, text_width};
use super::shortened;

const LEFT: f64 = 340.0;
const RIGHT: f64 = 1_060.0;
const ROW: f64 = 24.0;

/// One milestone: a row of the picture.
#[derive(Clone, Debug)]
pub struct PlanRow {
    /// Its name, beside the axis.
    pub label: String,
    /// Its page.
    pub href: String,
    /// Latest approved date.
    pub baseline: Option<NaiveDate>,
    /// The day it was met, or else is expected.
    pub day: NaiveDate,
    /// Whether it was met.
    pub met: bool,
    /// Whether it decides the last day.
    pub critical: bool,
}

/// Rows with a diamond at the approved date and a mark at the expected or real one; lines lead from what is waited for to
/// what waits. What decides the last day is drawn stronger and says so in its name.
#[component]
pub fn PlanPicture(
    /// Prefix of the ids inside, unique on the page.
    #[prop(into)]
    id: String,
    /// The milestones, by day.
    rows: Vec<PlanRow>,
    /// What is waited for and what waits, by place in `rows`.
    waits: Vec<(usize, usize)>,
    /// Day of the line across all rows.
    today: NaiveDate,
    /// What the picture shows, as a title.
    #[prop(into)]
    title: String,
    /// The finding in one sentence.
    #[prop(into)]
    finding: String,
) -> impl IntoView {
    let dates = rows
        .iter()
        .flat_map(|row| [Some(row.day), row.baseline])
        .flatten();
    let axis = DayRows::new(dates, today, (LEFT, RIGHT), (rows.len(), ROW));
    let lines = waits.iter().filter_map(|(first, then)| {
        let (first, then) = (*first, *then);
        Some(wait(
            (first, rows.get(first)?),
            (then, rows.get(then)?),
            &axis,
        ))
    });
    let lines = lines.collect_view();
    let marks = rows
        .into_iter()
        .enumerate()
        .map(|(at, row)| mark(row, axis.middle(at), axis.days))
        .collect_view();
    axis.picture(&id, title, finding, view! { {lines}{marks} }.into_any())
}

/// From the mark of what is waited for down or up to the row of what waits, and along it to its mark.
fn wait(first: (usize, &PlanRow), then: (usize, &PlanRow), axis: &DayRows) -> AnyView {
    let (x, y) = (axis.days.at(first.1.day), axis.middle(first.0));
    let (to, row) = (axis.days.at(then.1.day), axis.middle(then.0));
    let d = format!("M{} {}V{}H{}", px(x), px(y), px(row), px(to));
    let class = if first.1.critical && then.1.critical {
        "ink"
    } else {
        "axis"
    };
    view! { <path class=class d=d/> }.into_any()
}

fn mark(row: PlanRow, y: f64, days: DayScale) -> AnyView {
    let x = days.at(row.day);
    let approved = row.baseline.filter(|day| *day != row.day);
    let approved = approved.map(|day| {
        let from = days.at(day);
        view! {
            <path class="slip" d=format!("M{} {}H{}", px(from), px(y), px(x))/>
            <path class="disc" d=diamond(from, y)/>
        }
    });
    let now = if row.met {
        view! { <circle class="met" cx=px(x) cy=px(y) r="5"/> }.into_any()
    } else {
        view! { <path class="solid" d=diamond(x, y)/> }.into_any()
    };
    let words = row.day.format("%-d %b %Y").to_string();
    let class = if row.critical { "lab" } else { "" };
    let label = shortened(&row.label, 48);
    let (spare, after) = (x + 12.0 + text_width(&words) > 1_160.0, row.critical);
    let right = row.baseline.map_or(x, |day| x.max(days.at(day)));
    let (anchor, at) = if spare {
        ("end", x - 12.0)
    } else {
        ("", right + 12.0)
    };
    let said = if after {
        format!("{}, decides the last day", row.label)
    } else {
        row.label.clone()
    };
    view! {
        <g>
            <title>{format!("{said}: {words}")}</title>
            <a href=row.href><text class=class x="0" y=px(y + 4.0)>{label}</text></a>
            {approved}
            {now}
            <text class=format!("halo {anchor}") x=px(at) y=px(y + 4.0)>{words}</text>
        </g>
    }
    .into_any()
}

fn diamond(x: f64, y: f64) -> String {
    format!("M{} {}l6 -6 6 6 -6 6z", px(x - 6.0), px(y))
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;

    fn row(day: u32, critical: bool) -> PlanRow {
        PlanRow {
            label: format!("Milestone {day}"),
            href: "/contracts/C-1/milestones/1".to_owned(),
            baseline: NaiveDate::from_ymd_opt(2027, 3, 1),
            day: NaiveDate::from_ymd_opt(2027, 3, day).unwrap_or_default(),
            met: false,
            critical,
        }
    }

    fn drawn(waits: Vec<(usize, usize)>) -> String {
        let rows = vec![row(1, false), row(9, true), row(20, true)];
        let today = NaiveDate::from_ymd_opt(2027, 3, 5).unwrap_or_default();
        Owner::new().with(|| {
            view! { <PlanPicture id="p" rows=rows waits=waits today=today title="Plan" finding="One decides."/> }
                .to_html()
        })
    }

    #[test]
    fn a_wait_between_two_that_decide_the_last_day_is_drawn_stronger() {
        let html = drawn(vec![(0, 1), (1, 2)]);
        assert_eq!(html.matches("class=\"ink\"").count(), 1);
        assert_eq!(html.matches("class=\"axis\"").count(), 1);
        assert_eq!(html.matches("decides the last day").count(), 2);
    }

    #[test]
    fn only_a_moved_date_shows_the_approved_one_beside_it_and_unknown_rows_are_left_out() {
        let html = drawn(vec![(0, 7)]);
        assert_eq!(html.matches("class=\"disc\"").count(), 2);
        assert!(!html.contains("class=\"axis\""));
    }
}
