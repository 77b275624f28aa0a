//! Share against key: what each nation should carry beside what it carries.

use leptos::prelude::*;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::name_ids;
use super::scale::{Scale, nice_ticks, px};

/// One nation's two shares.
#[derive(Clone, Debug)]
pub struct NationShare {
    /// The nation's two-letter code.
    pub nation: String,
    /// Agreed key, percent 0–100.
    pub key: Decimal,
    /// Share so far, percent 0–100.
    pub share: Decimal,
}

/// One row per nation: a ring at the agreed key, a disc at the share so far, a line between.
#[component]
pub fn ShareDumbbell(
    /// Prefix of the ids inside, unique on the page.
    #[prop(into)]
    id: String,
    /// The nations in order.
    shares: Vec<NationShare>,
    /// What the picture shows, as a title.
    #[prop(into)]
    title: String,
    /// The finding in one sentence.
    #[prop(into)]
    finding: String,
) -> impl IntoView {
    let most = shares
        .iter()
        .map(|row| row.key.max(row.share))
        .max()
        .unwrap_or_default();
    let ticks = nice_ticks(0.0, most.to_f64().unwrap_or_default().max(1.0), 4);
    let across = Scale::new((0.0, ticks.last().copied().unwrap_or(1.0)), (48.0, 356.0));
    let bottom = 8 + shares.len() * 26;
    let (title_id, desc_id, labelled) = name_ids(&id);
    view! {
        <svg class="chart chart-narrow" viewBox=format!("0 0 380 {}", bottom + 24) role="img" aria-labelledby=labelled>
            <title id=title_id>{title}</title>
            <desc id=desc_id>{finding}</desc>
            {ticks.into_iter().map(|value| tick(value, across.at(value), bottom)).collect_view()}
            {shares.into_iter().enumerate().map(|(index, row)| nation(row, 21 + index * 26, across)).collect_view()}
        </svg>
    }
}

fn tick(value: f64, x: f64, bottom: usize) -> impl IntoView {
    view! {
        <path class="grid" d=format!("M{} 4V{bottom}", px(x))/>
        <text class="middle" x=px(x) y=bottom + 17>{format!("{} %", px(value))}</text>
    }
}

fn nation(row: NationShare, y: usize, across: Scale) -> impl IntoView {
    let key = px(across.at(row.key.to_f64().unwrap_or_default()));
    let share = px(across.at(row.share.to_f64().unwrap_or_default()));
    view! {
        <text class="lab" x="0" y=y + 4>{row.nation}</text>
        <path class="link" d=format!("M{key} {y}H{share}")/>
        <circle class="disc" cx=key cy=y r="5"/>
        <circle class="c1" cx=share cy=y r="5"/>
    }
}
