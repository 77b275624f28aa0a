//! The lane of service levels in a contract's picture.

use leptos::prelude::*;

use super::contract_lanes::{ServiceKind, ServiceMark};
use super::contract_timeline::Lane;
use super::scale::{DayScale, px};

/// One row of marks for each level, told apart by their shape.
pub(super) fn service(marks: Vec<ServiceMark>, days: DayScale) -> Option<Lane> {
    let last = marks.iter().map(|mark| mark.row).max()?;
    let marks = marks.into_iter().map(|mark| {
        let (x, y) = (days.at(mark.on), level_top(mark.row) + 11.0);
        let sign = match mark.kind {
            ServiceKind::Met => view! { <circle class="met" cx=px(x) cy=px(y) r="4"/> }.into_any(),
            ServiceKind::Missed => {
                let cross = format!("M{} {}l7 7m0 -7l-7 7", px(x - 3.5), px(y - 3.5));
                view! { <path class="slip" d=cross/> }.into_any()
            }
            ServiceKind::Open => {
                view! { <circle class="disc" cx=px(x) cy=px(y) r="3.5"/> }.into_any()
            }
        };
        view! { <g><title>{mark.label}</title>{sign}</g> }
    });
    Some(Lane {
        name: "Service",
        height: level_top(last) + 22.0,
        marks: marks.collect_view().into_any(),
    })
}

fn level_top(row: usize) -> f64 {
    f64::from(u16::try_from(row).unwrap_or(u16::MAX)) * 16.0
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;
    use chrono::NaiveDate;

    fn day(month: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2027, month, 1).unwrap_or_default()
    }

    fn scale() -> DayScale {
        DayScale::new((day(1), day(12)), (130.0, 1_130.0))
    }

    #[test]
    fn periods_of_service_are_told_apart_by_shape() {
        let mark = |row, kind| ServiceMark {
            row,
            on: day(4),
            label: "SL-01 2027-03".to_owned(),
            kind,
        };
        let lane = |kind| {
            let lane = service(vec![mark(1, kind)], scale());
            let lane = lane.unwrap();
            (lane.height, Owner::new().with(|| lane.marks.to_html()))
        };
        let (height, met) = lane(ServiceKind::Met);
        assert!((height - 38.0).abs() < 0.1, "two rows: {height}");
        let (_, missed) = lane(ServiceKind::Missed);
        let (_, open) = lane(ServiceKind::Open);
        assert!(met.contains("class=\"met\"") && missed.contains("l7 7m0 -7l-7 7"));
        assert!(open.contains("class=\"disc\"") && open.contains("<title>SL-01 2027-03"));
        assert!(service(Vec::new(), scale()).is_none());
    }
}
