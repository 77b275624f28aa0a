//! A contract over time, lane by lane.

#[cfg(all(test, feature = "ssr"))]
use chrono::NaiveDate;
use leptos::prelude::*;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::contract_lanes::{
    ContractPicture, MilestoneMark, ModificationMark, OrderBar, PaymentBar, Period, PeriodKind,
};
use super::name_ids;
use super::scale::{DayScale, calendar_ticks, pack_rows, px, text_width};
use super::service_lane::service;

const LEFT: f64 = 130.0;
const RIGHT: f64 = 1_130.0;
const WIDTH: f64 = 1_160.0;
const ROW: f64 = 32.0;
const MOST_ROWS: usize = 8;

/// A lane that was drawn, and how high it became.
pub(super) struct Lane {
    pub name: &'static str,
    pub height: f64,
    pub marks: AnyView,
}

/// Lanes for periods, orders, modifications, milestones, payments and service levels, with a line at the shown moment.
///
/// Empty lanes are left out. Where labels would touch they go to further rows; a mark beyond the last row keeps its
/// place without a label, and the table beside the picture names it.
#[component]
pub fn ContractTimeline(
    /// Prefix of the ids inside, unique on the page.
    #[prop(into)]
    id: String,
    /// What is shown.
    picture: ContractPicture,
    /// What the picture shows, as a title.
    #[prop(into)]
    title: String,
    /// The finding in one sentence.
    #[prop(into)]
    finding: String,
) -> impl IntoView {
    let days = DayScale::new((picture.from, picture.to), (LEFT, RIGHT));
    let ticks = calendar_ticks(picture.from, picture.to);
    let inside = (picture.from..=picture.to).contains(&picture.moment);
    let (moment, moment_label) = (days.at(picture.moment), picture.moment_label.clone());
    let lanes = lanes(picture, days, &id);
    let bottom = 34.0 + lanes.iter().map(|lane| lane.height + 14.0).sum::<f64>();
    let region = format!("{title}, scrolls sideways");
    let (title_id, desc_id, labelled) = name_ids(&id);
    view! {
        <div class="scroll" tabindex="0" role="region" aria-label=region>
            <svg class="chart chart-wide" viewBox=format!("0 0 1160 {}", px(bottom + 20.0)) role="img" aria-labelledby=labelled>
                <title id=title_id>{title}</title>
                <desc id=desc_id>{finding}</desc>
                <defs>{patterns(&id)}</defs>
                {ticks.into_iter().map(|(day, name)| tick(name, days.at(day), bottom)).collect_view()}
                {inside.then(|| view! { <path class="moment-line" d=format!("M{} 24V{}", px(moment), px(bottom))/> })}
                {stacked(lanes)}
                {inside.then(|| moment_name(moment, bottom, moment_label))}
            </svg>
        </div>
    }
}

fn patterns(id: &str) -> impl IntoView + use<> {
    view! {
        <pattern id=format!("{id}-slip") width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <path class="slip" d="M0 0V6"/>
        </pattern>
        <pattern id=format!("{id}-open") width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <path class="hatch" d="M0 0V7"/>
        </pattern>
    }
}

fn tick(name: String, x: f64, bottom: f64) -> impl IntoView {
    view! {
        <path class="grid" d=format!("M{} 24V{}", px(x), px(bottom))/>
        <text x=px(x + 4.0) y="18">{name}</text>
    }
}

fn moment_name(x: f64, bottom: f64, label: String) -> impl IntoView {
    let before = x + text_width(&label) > RIGHT;
    let (class, at) = if before {
        ("moment-text end", x - 6.0)
    } else {
        ("moment-text", x + 6.0)
    };
    view! { <text class=class x=px(at) y=px(bottom + 12.0)>{label}</text> }
}

fn lanes(picture: ContractPicture, days: DayScale, id: &str) -> Vec<Lane> {
    [
        periods(picture.periods, days, id),
        orders(picture.orders, days),
        modifications(&picture.modifications, days),
        milestones(picture.milestones, days, id),
        payments(&picture.payments, days),
        service(picture.service, days),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn stacked(lanes: Vec<Lane>) -> impl IntoView {
    let mut top = 38.0;
    lanes
        .into_iter()
        .map(|lane| {
            let at = format!("translate(0 {})", px(top));
            top += lane.height + 14.0;
            view! { <g transform=at><text class="lab" x="0" y="15">{lane.name}</text>{lane.marks}</g> }
        })
        .collect_view()
}

fn periods(periods: Vec<Period>, days: DayScale, id: &str) -> Option<Lane> {
    if periods.is_empty() {
        return None;
    }
    let decides = periods.iter().any(|period| period.decide_by.is_some());
    let marks = periods
        .into_iter()
        .map(|period| period_bar(period, days, id))
        .collect_view()
        .into_any();
    Some(Lane {
        name: "Periods",
        height: if decides { 42.0 } else { 22.0 },
        marks,
    })
}

fn period_bar(period: Period, days: DayScale, id: &str) -> impl IntoView + use<> {
    let (start, end) = (days.at(period.from), days.at(period.to));
    let open = format!("url(#{id}-open)");
    let (class, fill, text) = match period.kind {
        PeriodKind::Base => ("c1", None, "on"),
        PeriodKind::Exercised => ("c1-soft", None, "on"),
        PeriodKind::Open => ("outline", Some(open), "lab halo"),
    };
    let fits = text_width(&period.label) + 14.0 < end - start;
    let label = fits.then(
        || view! { <text class=text x=px(start + 8.0) y="14.5">{period.label.clone()}</text> },
    );
    let decide = period.decide_by.map(|day| {
        let words = format!("decide by {}", day.format("%-d %b %Y"));
        let x = days.at(day);
        view! {
            <path class="decide" d=format!("M{} 21V36", px(x))/>
            <text class="attention halo" x=px(x + 6.0) y="35">{words}</text>
        }
    });
    view! {
        <rect class=class fill=fill x=px(start) width=px((end - start - 1.0).max(1.0)) height="20"><title>{period.label}</title></rect>
        {label}
        {decide}
    }
}

fn orders(mut orders: Vec<OrderBar>, days: DayScale) -> Option<Lane> {
    orders.sort_by_key(|order| order.from);
    let spans: Vec<(f64, f64)> = orders
        .iter()
        .map(|order| {
            let start = days.at(order.from);
            (
                start,
                days.at(order.to).max(start + text_width(&order.label)),
            )
        })
        .collect();
    let rows = pack_rows(&spans, 8.0, MOST_ROWS);
    let height = height_of(&rows)?;
    let marks = orders
        .into_iter()
        .zip(rows)
        .filter_map(|(order, row)| row.map(|row| order_bar(order, row, days)));
    Some(Lane {
        name: "Orders",
        height,
        marks: marks.collect_view().into_any(),
    })
}

fn order_bar(order: OrderBar, row: usize, days: DayScale) -> impl IntoView {
    let (start, end, top) = (days.at(order.from), days.at(order.to), row_top(row));
    view! {
        <rect class="c3" x=px(start) y=px(top + 3.0) width=px((end - start).max(2.0)) height="12"/>
        <text class="halo" x=px(start) y=px(top + 28.0)>{order.label}</text>
    }
}

fn modifications(modifications: &[ModificationMark], days: DayScale) -> Option<Lane> {
    if modifications.is_empty() {
        return None;
    }
    let mark = |modification: &ModificationMark| {
        let x = px(days.at(modification.on));
        view! {
            <circle class="disc" cx=x.clone() cy="11" r="9"/>
            <text class="lab middle small" x=x y="15">{modification.number}</text>
        }
    };
    Some(Lane {
        name: "Modifications",
        height: 22.0,
        marks: modifications.iter().map(mark).collect_view().into_any(),
    })
}

fn milestones(mut milestones: Vec<MilestoneMark>, days: DayScale, id: &str) -> Option<Lane> {
    milestones.sort_by_key(|milestone| milestone.baseline.min(milestone.current()));
    let spans: Vec<(f64, f64)> = milestones
        .iter()
        .map(|milestone| {
            let (from, to) = (days.at(milestone.baseline), days.at(milestone.current()));
            let (low, high) = (from.min(to), from.max(to));
            let label = 14.0 + text_width(&milestone.label);
            match ends_outside(high, &milestone.label) {
                true => (low - label, high + 7.0),
                false => (low - 7.0, high + label),
            }
        })
        .collect();
    let rows = pack_rows(&spans, 6.0, MOST_ROWS);
    let height = height_of(&rows)?;
    let marks = milestones
        .into_iter()
        .zip(rows)
        .map(|(mark, row)| milestone(mark, row, days, id));
    Some(Lane {
        name: "Milestones",
        height: height - 8.0,
        marks: marks.collect_view().into_any(),
    })
}

/// Whether a label behind a mark would leave the drawing, so that it stands before it.
fn ends_outside(mark: f64, label: &str) -> bool {
    mark + 12.0 + text_width(label) > WIDTH
}

fn milestone(
    mark: MilestoneMark,
    row: Option<usize>,
    days: DayScale,
    id: &str,
) -> impl IntoView + use<> {
    let middle = row_top(row.unwrap_or(MOST_ROWS - 1)) + 11.0;
    let (from, to) = (days.at(mark.baseline), days.at(mark.current()));
    let slip = (to > from + 1.0).then(|| {
        let fill = format!("url(#{id}-slip)");
        view! { <rect fill=fill x=px(from) y=px(middle - 5.0) width=px(to - from) height="10"/> }
    });
    let before = ends_outside(from.max(to), &mark.label);
    let class = match (to > from + 1.0, before) {
        (true, false) => "lab halo",
        (true, true) => "lab halo end",
        (false, false) => "halo",
        (false, true) => "halo end",
    };
    let at = match before {
        true => from.min(to) - 12.0,
        false => from.max(to) + 12.0,
    };
    let label = row.map(
        |_| view! { <text class=class x=px(at) y=px(middle + 4.0)>{mark.label.clone()}</text> },
    );
    let now = match (mark.met, mark.forecast) {
        (Some(_), _) => view! { <circle class="met" cx=px(to) cy=px(middle) r="5"/> }.into_any(),
        (None, Some(_)) => view! { <path class="solid" d=diamond(to, middle)/> }.into_any(),
        (None, None) => ().into_any(),
    };
    view! { <g><title>{mark.label}</title>{slip}<path class="disc" d=diamond(from, middle)/>{now}</g>{label} }
}

fn diamond(x: f64, y: f64) -> String {
    format!("M{} {}l6.5 -6.5 6.5 6.5 -6.5 6.5z", px(x - 6.5), px(y))
}

fn payments(payments: &[PaymentBar], days: DayScale) -> Option<Lane> {
    let most = payments
        .iter()
        .map(|payment| payment.amount)
        .max()
        .filter(|most| *most > Decimal::ZERO)?;
    let bar = |payment: &PaymentBar| {
        let height = (payment.amount / most)
            .to_f64()
            .unwrap_or_default()
            .max(0.0)
            * 30.0;
        view! { <rect class="c2" x=px(days.at(payment.on) - 3.5) y=px(34.0 - height) width="7" height=px(height)/> }
    };
    Some(Lane {
        name: "Payments",
        height: 34.0,
        marks: payments.iter().map(bar).collect_view().into_any(),
    })
}

fn row_top(row: usize) -> f64 {
    f64::from(u16::try_from(row).unwrap_or(u16::MAX)) * ROW
}

/// Height of a lane with these rows; none without any.
fn height_of(rows: &[Option<usize>]) -> Option<f64> {
    let last = rows.iter().flatten().max()?;
    Some(row_top(last + 1))
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;

    fn day(month: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2027, month, 1).unwrap_or_default()
    }

    fn drawn(milestones: Vec<MilestoneMark>) -> String {
        let picture = ContractPicture {
            from: day(1),
            to: day(12),
            moment: day(6),
            moment_label: "today".to_owned(),
            periods: Vec::new(),
            orders: Vec::new(),
            modifications: Vec::new(),
            milestones,
            payments: Vec::new(),
            service: Vec::new(),
        };
        Owner::new()
            .with(|| view! { <ContractTimeline id="t" picture=picture title="Timeline" finding="One is late."/> }.to_html())
    }

    fn mark(forecast: Option<u32>) -> MilestoneMark {
        MilestoneMark {
            label: "IOC".to_owned(),
            baseline: day(3),
            forecast: forecast.map(day),
            met: None,
        }
    }

    #[test]
    fn a_late_forecast_is_hatched() {
        assert!(drawn(vec![mark(Some(5))]).contains("fill=\"url(#t-slip)\""));
        assert!(!drawn(vec![mark(Some(3))]).contains("fill=\"url(#t-slip)\""));
    }

    #[test]
    fn empty_lanes_are_left_out() {
        let html = drawn(vec![mark(None)]);
        assert!(html.contains("Milestones") && !html.contains("Payments"));
        assert!(!drawn(Vec::new()).contains("Milestones"));
    }

    #[test]
    fn a_label_at_the_end_stands_before_its_mark() {
        let late = drawn(vec![mark(Some(11))]);
        assert!(!late.contains("lab halo end"), "IOC is short enough");
        let long = MilestoneMark {
            label: "Initial operational capability, 45 days late".to_owned(),
            ..mark(Some(12))
        };
        assert!(drawn(vec![long]).contains("lab halo end"));
    }

    #[test]
    fn three_hundred_milestones_stay_on_the_drawing() {
        let html = drawn(vec![mark(Some(5)); 300]);
        assert_eq!(html.matches("<title>IOC").count(), 300);
        assert_eq!(html.matches("class=\"lab halo\"").count(), MOST_ROWS);
    }
}
