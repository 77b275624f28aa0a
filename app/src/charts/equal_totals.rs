//! Lines along which price and quality give the same total.

use leptos::prelude::*;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::scale::{Scale, nice_ticks, px, text_width};

/// How price and quality make a total, as a straight line: the quality that keeps the total rises evenly with the price.
#[derive(Clone, Copy, Debug)]
pub struct EqualTotals {
    /// Quality points that one unit of price has to be made up with.
    pub quality_per_price: Decimal,
    /// Points of the total for one point of quality.
    pub total_per_quality: Decimal,
    /// The total of an offer of no quality that costs nothing.
    pub at_origin: Decimal,
}

/// The drawing's part that data fill.
#[derive(Clone, Copy)]
pub(super) struct Frame {
    pub(super) xs: (f64, f64),
    pub(super) ys: (f64, f64),
    pub(super) across: Scale,
    pub(super) up: Scale,
}

/// Left, top, right and bottom of something that is drawn.
pub(super) type Area = (f64, f64, f64, f64);

/// A few round totals, each as a line with its number where that is free of what else is drawn.
pub(super) fn equal_totals(totals: &EqualTotals, frame: Frame, taken: &[Area]) -> AnyView {
    let number = |figure: Decimal| figure.to_f64().unwrap_or_default();
    let slope = number(totals.quality_per_price);
    let (weight, origin) = (number(totals.total_per_quality), number(totals.at_origin));
    if weight <= 0.0 {
        return ().into_any();
    }
    let total = |price: f64, quality: f64| origin + weight * (quality - slope * price);
    let (least, most) = (total(frame.xs.1, frame.ys.0), total(frame.xs.0, frame.ys.1));
    let lines = nice_ticks(least, most, 6).into_iter().filter_map(|value| {
        // Quality at price zero on this line.
        let at_zero = (value - origin) / weight;
        let ((x1, y1), (x2, y2)) = clipped(at_zero, slope, frame)?;
        let (from, to) = (
            (frame.across.at(x1), frame.up.at(y1)),
            (frame.across.at(x2), frame.up.at(y2)),
        );
        let path = format!("M{} {}L{} {}", px(from.0), px(from.1), px(to.0), px(to.1));
        let words = format!("total {}", px(value));
        let (x, y) = label_end(from, to, text_width(&words), taken);
        Some(view! {
            <path class="equal" d=path/>
            <text class="end small halo" x=px(x) y=px(y)>{words}</text>
        })
    });
    lines.collect_view().into_any()
}

/// Where a line's number ends: just above the line, as far to the right as nothing else stands there.
fn label_end(from: (f64, f64), to: (f64, f64), width: f64, taken: &[Area]) -> (f64, f64) {
    let on_line = |share: f64| {
        let x = from.0 + (to.0 - from.0) * share;
        (x - 2.0, from.1 + (to.1 - from.1) * share - 3.0)
    };
    let is_free = |(x, y): &(f64, f64)| {
        let apart = |(left, top, right, bottom): &Area| {
            *x < *left || *x - width > *right || *y < *top || *y - 11.0 > *bottom
        };
        *x - width >= from.0.min(to.0) && taken.iter().all(apart)
    };
    let mut spots = [1.0, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3]
        .map(on_line)
        .into_iter();
    spots.find(is_free).unwrap_or_else(|| on_line(1.0))
}

/// The part of `quality = at_zero + slope * price` inside the frame; none where it passes by, or only cuts a corner.
fn clipped(at_zero: f64, slope: f64, frame: Frame) -> Option<((f64, f64), (f64, f64))> {
    let quality = |price: f64| at_zero + slope * price;
    let (mut from, mut to) = frame.xs;
    if slope > 0.0 {
        from = from.max((frame.ys.0 - at_zero) / slope);
        to = to.min((frame.ys.1 - at_zero) / slope);
    } else if at_zero < frame.ys.0 || at_zero > frame.ys.1 {
        return None;
    }
    let wide = to - from > (frame.xs.1 - frame.xs.0) * 0.15;
    wide.then(|| ((from, quality(from)), (to, quality(to))))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frame() -> Frame {
        let scale = Scale::new((0.0, 10.0), (0.0, 100.0));
        Frame {
            xs: (0.0, 10.0),
            ys: (50.0, 100.0),
            across: scale,
            up: scale,
        }
    }

    #[test]
    fn a_line_is_cut_where_it_leaves_the_frame() {
        assert_eq!(
            clipped(40.0, 10.0, frame()),
            Some(((1.0, 50.0), (6.0, 100.0)))
        );
    }

    #[test]
    fn a_number_gives_way_to_what_stands_at_the_end_of_its_line() {
        let (from, to) = ((0.0, 100.0), (300.0, 40.0));
        assert_eq!(label_end(from, to, 50.0, &[]), (298.0, 37.0));
        let name = (240.0, 30.0, 310.0, 50.0);
        let (x, _) = label_end(from, to, 50.0, &[name]);
        assert!(x < 240.0, "{x}");
    }

    #[test]
    fn a_line_outside_or_in_a_corner_is_not_drawn() {
        assert_eq!(clipped(200.0, 10.0, frame()), None);
        assert_eq!(clipped(95.0, 10.0, frame()), None);
        assert_eq!(clipped(20.0, 0.0, frame()), None);
    }
}
