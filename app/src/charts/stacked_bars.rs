//! Parts of a whole, bar by bar.

use domain::evaluation::arithmetic::shown;
use leptos::prelude::*;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::readout::{Said, mark};
use super::scale::{Scale, nice_ticks, px};
use super::{class_of, name_ids};

/// Height of a bar with its name above.
const ROW: usize = 38;

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
    let across = Scale::new((0.0, ticks.last().copied().unwrap_or(1.0)), (0.0, 360.0));
    let bottom = 6 + bars.len() * ROW;
    let stripes = format!("{id}-stripes");
    let (title_id, desc_id, labelled) = name_ids(&id);
    let names = series.clone();
    view! {
        <ul class="legend">{series.into_iter().enumerate().map(|(index, name)| key(index, name, &stripes)).collect_view()}</ul>
        <svg class="chart chart-narrow" viewBox=format!("0 0 380 {}", bottom + 70) role="group" aria-labelledby=labelled>
            <title id=title_id>{title}</title>
            <desc id=desc_id>{finding}</desc>
            <defs>
                <pattern id=stripes.clone() width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
                    <path class="pattern-line" d="M0 0V6"/>
                </pattern>
            </defs>
            {ticks.into_iter().map(|value| tick(value, across.at(value), bottom)).collect_view()}
            <text class="end" x="360" y=bottom + 34>{unit}</text>
            {bars.into_iter().enumerate().map(|(row, one)| bar(one, &names, (6 + row * ROW, bottom), across, &stripes)).collect_view()}
        </svg>
    }
}

fn length(value: Decimal) -> f64 {
    value.to_f64().unwrap_or_default().max(0.0)
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

/// A bar under its name; in focus the readout below the picture tells its parts.
fn bar(
    bar: StackedBar,
    series: &[String],
    (top, bottom): (usize, usize),
    across: Scale,
    stripes: &str,
) -> AnyView {
    let y = top + 16;
    let mut end = 0.0;
    let parts = bar.values.iter().enumerate().map(|(index, value)| {
        let start = across.at(end);
        end += length(*value);
        let (x, width) = (px(start), px(across.at(end) - start));
        let over = striped(index, stripes).map(
            |fill| view! { <rect x=x.clone() y=y width=width.clone() height="16" fill=fill/> },
        );
        view! { <rect class=class_of(index) x=x y=y width=width height="16"/>{over} }
    });
    let parts = parts.collect_view();
    let told = series.iter().zip(&bar.values);
    let told: Vec<String> = told
        .map(|(name, value)| format!("{name} {}", rounded(*value)))
        .collect();
    let total = rounded(bar.values.iter().sum());
    let said = Said {
        name: bar.label.clone(),
        figures: format!("{} = {total}", told.join(" + ")),
    };
    let shape = view! {
        <text class="lab" x="0" y=top + 11 aria-hidden="true">{bar.label}</text>
        <text class="end" x="360" y=top + 11 aria-hidden="true">{total}</text>
        {parts}
    };
    let readout = f64::from(u32::try_from(bottom).unwrap_or_default()) + 52.0;
    mark(said, (0.0, readout), shape.into_any())
}

fn rounded(value: Decimal) -> String {
    shown(value, 2).to_string()
}
