//! The profile of each offer over all criteria: one upright axis for each criterion, one line for each offer.

use leptos::prelude::*;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::name_ids;
use super::readout::{Said, mark};
use super::scale::{Scale, px};

const TOP: f64 = 24.0;
const BOTTOM: f64 = 224.0;
/// Lines that are told apart without colour: by dash, from solid to dotted.
const DASHES: [&str; 8] = [
    "", "7 4", "2 3", "10 3 2 3", "4 2", "1 4", "12 4", "6 2 1 2",
];

/// One offer's points.
#[derive(Clone, Debug)]
pub struct Profile {
    /// The bidder's name.
    pub label: String,
    /// Points of 0 to 100 for each axis; none where there is no score.
    pub points: Vec<Option<Decimal>>,
}

/// Parallel axes of 0 to 100 points with a line for each of the first eight offers.
#[component]
pub fn CriteriaProfile(
    /// Prefix of the ids inside, unique on the page.
    #[prop(into)]
    id: String,
    /// Short codes of the axes.
    axes: Vec<String>,
    /// The offers, the first in rank first.
    offers: Vec<Profile>,
    /// What the picture shows, as a title.
    #[prop(into)]
    title: String,
    /// The finding in one sentence.
    #[prop(into)]
    finding: String,
) -> impl IntoView {
    let last = f64::from(u16::try_from(axes.len().saturating_sub(1)).unwrap_or(u16::MAX));
    let across = Scale::new((0.0, last), (40.0, 840.0));
    let up = Scale::new((0.0, 100.0), (BOTTOM, TOP));
    let (title_id, desc_id, labelled) = name_ids(&id);
    let region = format!("{title}, scrolls sideways");
    let kept: Vec<Profile> = offers.into_iter().take(DASHES.len()).collect();
    let keys = kept
        .iter()
        .enumerate()
        .map(|(index, offer)| key(index, offer.label.clone()));
    let keys = keys.collect_view();
    let upright = axes
        .iter()
        .cloned()
        .enumerate()
        .map(|(index, code)| axis(across.at(place(index)), code));
    let upright = upright.collect_view();
    let levels = [0.0, 50.0, 100.0].map(|value| level(value, up));
    let lines = kept
        .into_iter()
        .enumerate()
        .map(|(index, offer)| line(index, offer, &axes, (across, up)));
    let lines = lines.collect_view();
    view! {
        <ul class="legend">{keys}</ul>
        <div class="scroll" tabindex="0" role="region" aria-label=region>
            <svg class="chart chart-wide" viewBox="0 0 880 290" role="group" aria-labelledby=labelled>
                <title id=title_id>{title}</title>
                <desc id=desc_id>{finding}</desc>
                {levels.collect_view()}
                {upright}
                {lines}
            </svg>
        </div>
    }
}

fn place(index: usize) -> f64 {
    f64::from(u16::try_from(index).unwrap_or(u16::MAX))
}

fn class(index: usize) -> String {
    format!("profile-{}", index % DASHES.len() + 1)
}

fn key(index: usize, name: String) -> impl IntoView {
    view! {
        <li><svg viewBox="0 0 28 14" class="key-line chart" aria-hidden="true">
            <path class=class(index) stroke-dasharray=DASHES[index % DASHES.len()] d="M0 7H28"/>{marker(index, (14.0, 7.0))}
        </svg>{name}</li>
    }
}

fn axis(x: f64, code: String) -> impl IntoView {
    view! {
        <path class="axis" d=format!("M{} {TOP}V{BOTTOM}", px(x))/>
        <text class="middle lab" x=px(x) y="242" aria-hidden="true">{code}</text>
    }
}

fn level(value: f64, up: Scale) -> impl IntoView {
    let y = up.at(value);
    view! {
        <path class="grid" d=format!("M40 {}H840", px(y))/>
        <text class="end" x="32" y=px(y + 4.0) aria-hidden="true">{px(value)}</text>
    }
}

fn line(index: usize, offer: Profile, axes: &[String], (across, up): (Scale, Scale)) -> AnyView {
    let spots: Vec<Option<(f64, f64)>> = offer
        .points
        .iter()
        .enumerate()
        .map(|(axis, points)| Some((across.at(place(axis)), up.at(points.as_ref()?.to_f64()?))))
        .collect();
    let told = axes.iter().zip(&offer.points).map(|(code, points)| {
        let points = points.map_or("none".to_owned(), |points| {
            points.round_dp(1).normalize().to_string()
        });
        format!("{code} {points}")
    });
    let said = Said {
        name: offer.label.clone(),
        figures: told.collect::<Vec<_>>().join(", "),
    };
    let shape = view! {
        <path class=class(index) stroke-dasharray=DASHES[index % DASHES.len()] d=path(&spots)/>
        {spots.into_iter().flatten().map(|spot| marker(index, spot)).collect_view()}
    };
    mark(said, (40.0, 266.0), shape.into_any())
}

/// A line through the points; it is broken where one is missing.
fn path(spots: &[Option<(f64, f64)>]) -> String {
    let mut path = String::new();
    let mut joined = false;
    for spot in spots {
        if let Some((x, y)) = spot {
            path.push(if joined { 'L' } else { 'M' });
            path.push_str(&format!("{} {}", px(*x), px(*y)));
        }
        joined = spot.is_some();
    }
    path
}

/// Disc, square, diamond and triangle in turn.
fn marker(index: usize, (x, y): (f64, f64)) -> impl IntoView {
    let d = match index % 4 {
        0 => format!("M{} {}a4 4 0 1 0 8 0a4 4 0 1 0 -8 0", px(x - 4.0), px(y)),
        1 => format!("M{} {}h7v7h-7z", px(x - 3.5), px(y - 3.5)),
        2 => format!("M{} {}l5 -5 5 5 -5 5z", px(x - 5.0), px(y)),
        _ => format!("M{} {}l5 -8 5 8z", px(x - 5.0), px(y + 4.0)),
    };
    view! { <path class=super::class_of(index) d=d/> }
}

#[cfg(test)]
mod tests {
    use super::path;

    #[test]
    fn a_line_is_broken_where_a_score_is_missing() {
        let spots = [Some((0.0, 1.0)), Some((1.0, 2.0)), None, Some((3.0, 4.0))];
        assert_eq!(path(&spots), "M0 1L1 2M3 4");
    }
}
