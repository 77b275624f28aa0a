//! Price against quality: which offers are beaten in both by another.

use leptos::prelude::*;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::equal_totals::{Area, EqualTotals, Frame, equal_totals};
use super::name_ids;
use super::readout::{Said, mark};
use super::scale::{Scale, nice_ticks, px, text_width};

const LEFT: f64 = 46.0;
const RIGHT: f64 = 366.0;
const TOP: f64 = 26.0;
const BOTTOM: f64 = 200.0;
/// How much wider bold text is than the measure of its letters says.
const BOLD: f64 = 1.12;
/// How much narrower a sentence is than the measure of its letters says.
const REGULAR: f64 = 0.85;

/// One offer on the picture.
#[derive(Clone, Debug)]
pub struct PricedOffer {
    /// The bidder's short name.
    pub label: String,
    /// Evaluated price in the picture's unit, such as millions of EUR.
    pub price: Decimal,
    /// Quality points.
    pub quality: Decimal,
}

/// The offer that beats each one: not dearer, not worse, and better in one of the two. Of several the best in quality.
fn dominators(offers: &[PricedOffer]) -> Vec<Option<usize>> {
    let beats = |a: &PricedOffer, b: &PricedOffer| {
        a.price <= b.price && a.quality >= b.quality && (a.price < b.price || a.quality > b.quality)
    };
    offers
        .iter()
        .map(|offer| {
            (0..offers.len())
                .filter(|index| beats(&offers[*index], offer))
                .max_by_key(|index| offers[*index].quality)
        })
        .collect()
}

/// An offer with its place on the drawing.
struct Placed {
    label: String,
    figures: String,
    note: Option<String>,
    x: f64,
    y: f64,
    label_x: f64,
    label_y: f64,
}

/// Offers as points, the undominated ones filled and joined by a dashed line, the others hollow and told by whom.
#[component]
pub fn PriceQuality(
    /// Prefix of the ids inside, unique on the page.
    #[prop(into)]
    id: String,
    /// The offers.
    offers: Vec<PricedOffer>,
    /// Unit of the prices: "million EUR".
    #[prop(into)]
    unit: String,
    /// What the picture shows, as a title.
    #[prop(into)]
    title: String,
    /// The finding in one sentence.
    #[prop(into)]
    finding: String,
    /// Lines along which the total is the same, where the method has a total.
    #[prop(optional_no_strip)]
    totals: Option<EqualTotals>,
) -> impl IntoView {
    let (xs, ys) = axes(&offers);
    let across = Scale::new((first(&xs), last(&xs)), (LEFT, RIGHT));
    let up = Scale::new((first(&ys), last(&ys)), (BOTTOM, TOP));
    let frame = Frame {
        xs: (first(&xs), last(&xs)),
        ys: (first(&ys), last(&ys)),
        across,
        up,
    };
    let (placed, taken) = place(offers, across, up, &unit);
    let lines = totals.map(|totals| equal_totals(&totals, frame, &taken));
    let (title_id, desc_id, labelled) = name_ids(&id);
    view! {
        <svg class="chart chart-narrow" viewBox="0 0 380 276" role="group" aria-labelledby=labelled>
            <title id=title_id>{title}</title>
            <desc id=desc_id>{finding}</desc>
            <path class="axis" d=format!("M{LEFT} {TOP}V{BOTTOM}H{RIGHT}")/>
            {ys.into_iter().map(|value| level(value, up)).collect_view()}
            {xs.into_iter().map(|value| view! { <text class="middle" x=px(across.at(value)) y="218">{px(value)}</text> }).collect_view()}
            <text x="0" y="12">"Quality, points"</text>
            <text class="end" x="366" y="236">{format!("Price, {unit}")}</text>
            {lines}
            <path class="front" d=front(&placed)/>
            {placed.into_iter().map(point).collect_view()}
        </svg>
    }
}

fn axes(offers: &[PricedOffer]) -> (Vec<f64>, Vec<f64>) {
    let ticks = |value: fn(&PricedOffer) -> Decimal, count| {
        let values = offers
            .iter()
            .map(|offer| value(offer).to_f64().unwrap_or_default());
        let (low, high) = values.fold((f64::MAX, f64::MIN), |(low, high), value| {
            (low.min(value), high.max(value))
        });
        if low > high {
            vec![0.0, 1.0]
        } else {
            nice_ticks(low * 0.96, high * 1.02, count)
        }
    };
    (
        ticks(|offer| offer.price, 4),
        ticks(|offer| offer.quality, 4),
    )
}

fn first(values: &[f64]) -> f64 {
    values.first().copied().unwrap_or_default()
}

fn last(values: &[f64]) -> f64 {
    values.last().copied().unwrap_or(1.0)
}

fn level(value: f64, up: Scale) -> impl IntoView {
    let y = px(up.at(value));
    view! {
        <path class="grid" d=format!("M{LEFT} {y}H{RIGHT}")/>
        <text class="end" x="40" y=px(up.at(value) + 4.0)>{px(value)}</text>
    }
}

/// The offers with their labels, and the room that markers and labels take.
fn place(
    offers: Vec<PricedOffer>,
    across: Scale,
    up: Scale,
    unit: &str,
) -> (Vec<Placed>, Vec<Area>) {
    let beaten = dominators(&offers);
    let names: Vec<String> = offers.iter().map(|offer| offer.label.clone()).collect();
    let spots: Vec<(f64, f64)> = offers
        .iter()
        .map(|offer| {
            let x = across.at(offer.price.to_f64().unwrap_or_default());
            (x, up.at(offer.quality.to_f64().unwrap_or_default()))
        })
        .collect();
    // Every marker is taken before the first label is placed: a label must not cross a marker that comes later.
    let mut taken: Vec<Area> = spots
        .iter()
        .map(|(x, y)| (x - 8.0, y - 8.0, x + 8.0, y + 8.0))
        .collect();
    let placed = offers
        .into_iter()
        .zip(beaten)
        .zip(spots)
        .map(|((offer, by), (x, y))| {
            let note = by.map(|by| format!("dominated by {}", names[by]));
            // The name is set bold, so it is wider than the measure says.
            let name = text_width(&offer.label) * BOLD;
            let width = name.max(note.as_deref().map_or(0.0, text_width) * REGULAR);
            let (label_x, label_y) = label_spot(x, y, width, note.is_some(), &mut taken);
            let (price, quality) = (
                offer.price.round_dp(3).normalize(),
                offer.quality.round_dp(2),
            );
            Placed {
                label: offer.label,
                figures: format!("{price} {unit}, {quality} points"),
                note,
                x,
                y,
                label_x,
                label_y,
            }
        })
        .collect();
    (placed, taken)
}

/// First free place for a label: right, left, above, below, above to either side, higher; above when all are taken.
fn label_spot(x: f64, y: f64, width: f64, two_lines: bool, taken: &mut Vec<Area>) -> (f64, f64) {
    let height = if two_lines { 28.0 } else { 14.0 };
    let right = (x + 12.0, y + 4.0);
    let inside = |left: f64| left.min(380.0 - width).max(LEFT - 20.0);
    let above = (inside(x - width / 2.0), y - height);
    let spots = [
        right,
        (x - 12.0 - width, y + 4.0),
        above,
        (inside(x - width / 2.0), y + 22.0),
        (inside(x - 8.0), y - height),
        (inside(x + 8.0 - width), y - height),
        (above.0, above.1 - 14.0),
    ];
    let frame = |(left, base): (f64, f64)| (left, base - 12.0, left + width, base - 12.0 + height);
    let free = |spot: &(f64, f64)| {
        let box_ = frame(*spot);
        box_.0 >= LEFT - 20.0
            && box_.2 <= 380.0
            && box_.3 <= BOTTOM + 4.0
            && taken.iter().all(|other| {
                box_.0 >= other.2 || box_.2 <= other.0 || box_.1 >= other.3 || box_.3 <= other.1
            })
    };
    let spot = spots.into_iter().find(free).unwrap_or(above);
    taken.push(frame(spot));
    spot
}

fn front(placed: &[Placed]) -> String {
    let mut best: Vec<(f64, f64)> = placed
        .iter()
        .filter(|offer| offer.note.is_none())
        .map(|offer| (offer.x, offer.y))
        .collect();
    best.sort_by(|a, b| a.0.total_cmp(&b.0));
    let points: Vec<String> = best
        .iter()
        .map(|(x, y)| format!("{} {}", px(*x), px(*y)))
        .collect();
    if points.is_empty() {
        String::new()
    } else {
        format!("M{}", points.join("L"))
    }
}

fn point(offer: Placed) -> impl IntoView {
    let (class, radius) = if offer.note.is_some() {
        ("hollow", "6")
    } else {
        ("c1", "7")
    };
    let figures = match &offer.note {
        Some(note) => format!("{}; {note}", offer.figures),
        None => offer.figures,
    };
    let note = offer.note.map(|note| {
        view! { <text class="halo" x=px(offer.label_x) y=px(offer.label_y + 14.0)>{note}</text> }
    });
    let said = Said {
        name: offer.label.clone(),
        figures,
    };
    let shape = view! {
        <circle class=class cx=px(offer.x) cy=px(offer.y) r=radius/>
        <text class="lab halo" x=px(offer.label_x) y=px(offer.label_y) aria-hidden="true">{offer.label}</text>
        {note}
    };
    mark(said, (0.0, 255.0), shape.into_any())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn offer(label: &str, price: i64, quality: i64) -> PricedOffer {
        PricedOffer {
            label: label.to_owned(),
            price: price.into(),
            quality: quality.into(),
        }
    }

    #[test]
    fn an_offer_dearer_and_worse_is_dominated() {
        let offers = [
            offer("A", 12, 90),
            offer("B", 9, 75),
            offer("C", 6, 60),
            offer("D", 10, 62),
        ];
        assert_eq!(dominators(&offers), [None, None, None, Some(1)]);
    }

    #[test]
    fn equal_offers_do_not_dominate_each_other() {
        assert_eq!(
            dominators(&[offer("A", 9, 75), offer("B", 9, 75)]),
            [None, None]
        );
    }

    #[test]
    fn labels_of_near_offers_do_not_share_a_place() {
        let mut taken = Vec::new();
        let one = label_spot(150.0, 100.0, 60.0, false, &mut taken);
        let two = label_spot(152.0, 102.0, 60.0, false, &mut taken);
        assert_ne!(one, two);
    }
}
