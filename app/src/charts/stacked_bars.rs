//! Parts of a whole, bar by bar.

use leptos::prelude::*;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::name_ids;
use super::scale::{Scale, nice_ticks, px};

/// Classes of the eight series in fixed order.
const SERIES: [&str; 8] = ["c1", "c2", "c3", "c4", "c5", "c6", "c7", "c8"];

/// One bar: a value for each series, in the series' order. Negative values are drawn as nothing.
#[derive(Clone, Debug)]
pub struct StackedBar {
    /// The bar's name: a year, a nation.
    pub label: String,
    /// One value for each series.
    pub values: Vec<Decimal>,
}

/// Horizontal bars, each cut into up to eight series; every second series is also striped. A legend is above.
#[component]
pub fn StackedBars(
    /// Prefix of the ids inside, unique on the page.
    #[prop(into)]
    id: String,
    /// Names of the series.
    series: Vec<String>,
    /// The bars.
    bars: Vec<StackedBar>,
    /// Unit of the values: "million EUR".
    #[prop(into)]
    unit: String,
    /// What the picture shows, as a title.
    #[prop(into)]
    title: String,
    /// The finding in one sentence.
    #[prop(into)]
    finding: String,
) -> impl IntoView {
    let most = bars
        .iter()
        .map(|bar| bar.values.iter().map(|value| length(*value)).sum::<f64>())
        .fold(0.0, f64::max);
    let ticks = nice_ticks(0.0, if most > 0.0 { most } else { 1.0 }, 4);
    let across = Scale::new((0.0, ticks.last().copied().unwrap_or(1.0)), (46.0, 360.0));
    let bottom = 6 + bars.len() * 28;
    let stripes = format!("{id}-stripes");
    let (title_id, desc_id, labelled) = name_ids(&id);
    view! {
        <ul class="legend">{series.into_iter().enumerate().map(|(index, name)| key(index, name, &stripes)).collect_view()}</ul>
        <svg class="chart chart-narrow" viewBox=format!("0 0 380 {}", bottom + 38) role="img" aria-labelledby=labelled>
            <title id=title_id>{title}</title>
            <desc id=desc_id>{finding}</desc>
            <defs>
                <pattern id=stripes.clone() width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
                    <path class="pattern-line" d="M0 0V6"/>
                </pattern>
            </defs>
            {ticks.into_iter().map(|value| tick(value, across.at(value), bottom)).collect_view()}
            <text class="end" x="360" y=bottom + 34>{unit}</text>
            {bars.into_iter().enumerate().map(|(row, one)| bar(one, 8 + row * 28, across, &stripes)).collect_view()}
        </svg>
    }
}

fn length(value: Decimal) -> f64 {
    value.to_f64().unwrap_or_default().max(0.0)
}

fn class_of(index: usize) -> &'static str {
    SERIES[index % SERIES.len()]
}

fn striped(index: usize, stripes: &str) -> Option<String> {
    (index % 2 == 1).then(|| format!("url(#{stripes})"))
}

fn key(index: usize, name: String, stripes: &str) -> impl IntoView + use<> {
    let over =
        striped(index, stripes).map(|fill| view! { <rect width="14" height="14" fill=fill/> });
    view! {
        <li><svg viewBox="0 0 14 14" aria-hidden="true"><rect class=class_of(index) width="14" height="14"/>{over}</svg>{name}</li>
    }
}

fn tick(value: f64, x: f64, bottom: usize) -> impl IntoView {
    view! {
        <path class="grid" d=format!("M{} 2V{bottom}", px(x))/>
        <text class="middle" x=px(x) y=bottom + 16>{px(value)}</text>
    }
}

fn bar(bar: StackedBar, y: usize, across: Scale, stripes: &str) -> impl IntoView + use<> {
    let mut end = 0.0;
    let parts = bar
        .values
        .into_iter()
        .enumerate()
        .map(|(index, value)| {
            let start = across.at(end);
            end += length(value);
            let (x, width) = (px(start), px(across.at(end) - start));
            let over = striped(index, stripes).map(
                |fill| view! { <rect x=x.clone() y=y width=width.clone() height="18" fill=fill/> },
            );
            view! { <rect class=class_of(index) x=x y=y width=width height="18"/>{over} }
        })
        .collect_view();
    view! { <text class="lab" x="0" y=y + 14>{bar.label}</text>{parts} }
}
