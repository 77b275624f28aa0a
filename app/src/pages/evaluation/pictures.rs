//! The comparison as pictures, each with its table.

use super::explain::name_of;
use super::{heat, picture_data as data, robustness};
use crate::charts::{CriteriaProfile, PriceDifferences, PriceQuality, StackedBars};
use crate::page::page;
use crate::request::Rq;
use crate::ui::{NumTd, Panel, RowHead, Table, Th, format};
use backend::evaluation::{Comparison, Figures, Robustness};
use leptos::prelude::*;
use rust_decimal::Decimal;

/// Pictures of a solicitation's evaluation.
#[component]
pub fn Pictures() -> impl IntoView {
    page(robustness::load, |rq, found| draw(&rq, &found))
}

fn draw(rq: &Rq, found: &Robustness) -> AnyView {
    let head = robustness::head(rq, found, "Pictures");
    let sheet = &found.comparison;
    let Some(figures) = &sheet.figures else {
        return view! { {head} {robustness::nothing_yet(found)} }.into_any();
    };
    view! {
        {head}
        <div class="three">
            {quality(sheet, figures)}
            {stacked(sheet, figures)}
        </div>
        {profile(sheet)}
        {differences(rq, sheet)}
        {places(rq, found)}
    }
    .into_any()
}

/// The same figures as a table, opened on demand.
fn twin(
    caption: &'static str,
    heads: Vec<(String, bool)>,
    rows: Vec<(String, Vec<String>)>,
) -> AnyView {
    let names: Vec<String> = heads.iter().skip(1).map(|(name, _)| name.clone()).collect();
    let heads = heads
        .into_iter()
        .map(|(label, num)| view! { <Th label=label num=num/> });
    let heads = heads.collect_view();
    let rows = rows.into_iter().map(|(name, cells)| {
        let cells = names.iter().cloned().zip(cells);
        let cells =
            cells.map(|(label, cell)| view! { <NumTd label=label lead=true>{cell}</NumTd> });
        let cells = cells.collect_view();
        view! { <tr><RowHead>{name}</RowHead>{cells}</tr> }
    });
    let rows = rows.collect_view();
    let wide = names.len() > 4;
    view! {
        <details class="help"><summary>"Table of this picture"</summary>
            <Table caption=caption caption_hidden=true wide=wide>
                <thead><tr>{heads}</tr></thead>
                <tbody>{rows}</tbody>
            </Table>
        </details>
    }
    .into_any()
}

fn heads(first: &str, rest: impl IntoIterator<Item = String>) -> Vec<(String, bool)> {
    let rest = rest.into_iter().map(|name| (name, true));
    std::iter::once((first.to_owned(), false))
        .chain(rest)
        .collect()
}

/// Price against quality: the front that nobody beats, who beats whom, and lines of equal total.
fn quality(sheet: &Comparison, figures: &Figures) -> AnyView {
    let Some((offers, totals)) = data::priced(sheet, figures) else {
        let words = "This method gives no quality points that a price could be held against.";
        return view! { <Panel title="Price against quality"><p>{words}</p></Panel> }.into_any();
    };
    let rows = offers.iter().map(|offer| {
        let cells = vec![
            format::decimal(offer.price.round_dp(3)),
            format::score(offer.quality),
        ];
        (offer.label.clone(), cells)
    });
    let heads = heads(
        "Offer",
        ["Price, million EUR", "Quality, points"].map(str::to_owned),
    );
    let table = twin("Price and quality", heads, rows.collect());
    view! {
        <Panel title="Price against quality" meta="Left is cheaper, up is better.">
            <PriceQuality id="price-quality" offers=offers totals=totals unit="million EUR" title="Price against quality"
                finding="Quality is everything but price by the published weights. A hollow point is beaten in both by the offer that is named; nobody beats those on the dashed line. Dotted lines join points of the same total."/>
            {table}
        </Panel>
    }
    .into_any()
}

/// What makes up each final score.
fn stacked(sheet: &Comparison, figures: &Figures) -> AnyView {
    let Some((names, bars)) = data::weighted(sheet, figures) else {
        return ().into_any();
    };
    let rows = bars.iter().map(|bar| {
        let total: Decimal = bar.values.iter().sum();
        let cells = bar.values.iter().copied().chain([total]).map(format::score);
        (bar.label.clone(), cells.collect())
    });
    let heads = heads("Offer", names.iter().cloned().chain(["Total".to_owned()]));
    let table = twin("Weighted points", heads, rows.collect());
    view! {
        <Panel title="Weighted points" meta="The parts of each final score, by rank.">
            <StackedBars id="weighted" series=names bars=bars unit="points" title="Weighted points of each offer"
                finding="Each bar is a final score of 0 to 100, cut into what each weighed criterion gives to it."/>
            {table}
        </Panel>
    }
    .into_any()
}

/// Every criterion's score, offer by offer.
fn profile(sheet: &Comparison) -> AnyView {
    let (axes, offers) = data::profiles(sheet);
    if axes.is_empty() || offers.is_empty() {
        return ().into_any();
    }
    let rows = offers.iter().map(|offer| {
        let cell = |points: &Option<Decimal>| points.map_or("no score".to_owned(), format::score);
        (offer.label.clone(), offer.points.iter().map(cell).collect())
    });
    let names = axes.iter().map(|(code, name)| format!("{code} {name}"));
    let table = twin("Scores by criterion", heads("Offer", names), rows.collect());
    let legend = axes.iter().map(|(code, name)| format!("{code}: {name}"));
    let legend = legend.collect::<Vec<_>>().join("; ");
    let more =
        (offers.len() > 8).then_some("The first eight by rank are drawn; the table has all.");
    let codes = axes.into_iter().map(|(code, _)| code).collect();
    view! {
        <Panel title="Profile by criterion" meta="Points of 0 to 100 before weighing.">
            <CriteriaProfile id="profile" axes=codes offers=offers title="Profile of each offer by criterion"
                finding="One upright line for each criterion; an offer whose line is above another's at every criterion is better in everything that is scored."/>
            <p class="meta">{legend}". "{more}</p>
            {table}
        </Panel>
    }
    .into_any()
}

/// Line by line against the reference offer.
fn differences(rq: &Rq, sheet: &Comparison) -> AnyView {
    let (drawn, all) = data::differences(sheet);
    if all.is_empty() {
        return ().into_any();
    }
    let reference = sheet
        .reference
        .as_deref()
        .map(|id| name_of(sheet, id))
        .unwrap_or_default();
    let rows = all.iter().map(|line| {
        let cell = |(_, percent): &(String, Option<Decimal>)| {
            percent.map_or("not offered".to_owned(), |percent| {
                format::percent_signed(percent, 1)
            })
        };
        (line.label.clone(), line.offers.iter().map(cell).collect())
    });
    let names = all
        .first()
        .map(|line| line.offers.clone())
        .unwrap_or_default();
    let heads = heads("Line", names.into_iter().map(|(name, _)| name));
    let table = twin("Difference by price line, percent", heads, rows.collect());
    let left = (drawn.len() < all.len()).then(|| {
        format!(
            " The {} lines that differ most are drawn; the table has all {}.",
            drawn.len(),
            all.len()
        )
    });
    let meta = format!(
        "In euro against {reference}, percent.{}",
        left.unwrap_or_default()
    );
    let choose = choose(rq, sheet);
    view! {
        <Panel id="lines" title="Price by line" meta=meta>
            {choose}
            <PriceDifferences id="differences" lines=drawn title="Difference of each price line to the reference offer"
                finding="Bars to the right are dearer than the reference offer, striped bars to the left are cheaper."/>
            {table}
        </Panel>
    }
    .into_any()
}

/// Which offer the others are measured against.
fn choose(rq: &Rq, sheet: &Comparison) -> AnyView {
    let options = sheet.columns.iter().map(|column| {
        view! { <option value=column.offer.reference.clone() selected=column.pinned>{column.offer.provider_name.clone()}</option> }
    });
    let options = options.collect_view();
    let kept = rq
        .queries()
        .iter()
        .filter(|(name, value)| name != "against" && !value.is_empty());
    let kept = kept
        .cloned()
        .map(|(name, value)| view! { <input type="hidden" name=name value=value/> });
    let kept = kept.collect_view();
    view! {
        <form method="get" action="#lines" class="bar" aria-label="Reference offer">
            {kept}
            <span class="pair"><label for="against">"Reference"</label><select id="against" name="against">{options}</select></span>
            <button class="button" type="submit">"Compare"</button>
        </form>
    }
    .into_any()
}

/// How probable each place is.
fn places(rq: &Rq, found: &Robustness) -> AnyView {
    let Some(table) = found
        .analysis
        .as_ref()
        .and_then(|analysis| analysis.ranks.as_ref())
    else {
        return ().into_any();
    };
    let heat = heat::heat(found, table);
    let draw = found.draw;
    let meta = format!(
        "{} random lawful weights within {} points of the published ones, seed {}.",
        format::thousands(table.samples.into()),
        draw.spread,
        draw.seed
    );
    let more = rq.file(&format!(
        "/solicitations/{}/robustness",
        found.comparison.sheet.process.reference
    ));
    view! {
        <Panel title="Place under random weights" meta=meta>
            {heat}
            <p><a href=format!("{more}#ranks")>"Draw otherwise, and how it is drawn"</a></p>
        </Panel>
    }
    .into_any()
}
