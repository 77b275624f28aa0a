//! What the pictures show, from what the desk knows.

use super::explain::name_of;
use crate::charts::{EqualTotals, LineDifferences, PricedOffer, Profile, StackedBar};
use backend::evaluation::{Comparison, Entry, Figures, RowKind};
use domain::evaluation::contest::Record;
use domain::solicitations::LevelOne;
use rust_decimal::Decimal;

/// Most lines that are drawn, and most offers in each.
const LINES: usize = 24;
const OFFERS: usize = 8;

const MILLION: Decimal = Decimal::from_parts(1_000_000, 0, 0, false, 0);

/// Price in million euro and quality of each offer, and the lines of equal total; none where quality is not a figure.
pub(super) fn priced(
    sheet: &Comparison,
    figures: &Figures,
) -> Option<(Vec<PricedOffer>, Option<EqualTotals>)> {
    let offer = |record: &Record| {
        Some(PricedOffer {
            label: name_of(sheet, &record.id),
            price: record.price_eur / MILLION,
            quality: quality(figures, record)?,
        })
    };
    let records = figures.judgement.records.iter();
    let offers: Vec<_> = records.filter_map(offer).collect();
    let totals = figures.best_value.as_ref().and_then(|best| {
        let share = best
            .weights
            .technical
            .checked_add(best.weights.experience)?;
        totals(&best.weights, share, best.evaluation.average_price?)
    });
    (!offers.is_empty()).then_some((offers, totals))
}

/// Everything but price, 0 to 100, by the published weights.
fn quality(figures: &Figures, record: &Record) -> Option<Decimal> {
    match &figures.best_value {
        Some(best) => {
            let share = best
                .weights
                .technical
                .checked_add(best.weights.experience)?;
            (record.tie_break? * Decimal::ONE_HUNDRED).checked_div(share)
        }
        None => record.technical,
    }
}

/// Total = quality × share + (100 − 50 × price ÷ mean) × price weight: a straight line up to twice the mean.
fn totals(weights: &LevelOne, share: Decimal, average: Decimal) -> Option<EqualTotals> {
    let per_price = (weights.price * Decimal::from(50)).checked_div(average / MILLION)?;
    Some(EqualTotals {
        quality_per_price: per_price.checked_div(share)?,
        total_per_quality: share / Decimal::ONE_HUNDRED,
        at_origin: weights.price,
    })
}

/// The level 1 criteria that are weighed and, by rank, what each gives to an offer's final score; none where nothing is
/// weighed.
pub(super) fn weighted(
    sheet: &Comparison,
    figures: &Figures,
) -> Option<(Vec<String>, Vec<StackedBar>)> {
    let rule = figures.rule();
    let weights = figures.contest.plan.weights.filter(|_| rule.weighs())?;
    let experience = figures.best_value.is_some();
    let points = |score: Decimal, weight: Decimal| score * weight / Decimal::ONE_HUNDRED;
    let parts = |id: &String| {
        let record = figures.record(id)?;
        let mut values = vec![points(record.technical?, weights.technical)];
        if experience {
            values.push(points(record.experience?, weights.experience));
        }
        values.push(points(record.price_points?, weights.price));
        Some(StackedBar {
            label: name_of(sheet, id),
            values,
        })
    };
    let names = ["Technical", "Experience", "Price"].into_iter();
    let names = names.filter(|name| experience || *name != "Experience");
    let bars = figures.ranking().iter().filter_map(parts);
    Some((names.map(str::to_owned).collect(), bars.collect()))
}

/// Code and name of each axis, and the points of each offer on it, by rank. Experience is shown as the points that its
/// rating gives.
pub(super) fn profiles(sheet: &Comparison) -> (Vec<(String, String)>, Vec<Profile>) {
    let scored = |kind: &RowKind| matches!(kind, RowKind::Scored(line) if !line.scale.is_stepped());
    let rows: Vec<_> = sheet.rows.iter().filter(|row| scored(&row.kind)).collect();
    let mut axes: Vec<_> = rows
        .iter()
        .map(|row| (row.code.clone(), row.label.clone()))
        .collect();
    let level_one = ["Experience score", "Price score"];
    let weighed: Vec<_> = sheet
        .rows
        .iter()
        .filter(|row| {
            level_one.contains(&row.label.as_str()) && matches!(row.kind, RowKind::Level(_))
        })
        .collect();
    axes.extend(weighed.iter().map(|row| {
        let name = row.label.trim_end_matches(" score");
        (name.chars().take(3).collect(), row.label.clone())
    }));
    let all: Vec<_> = rows.into_iter().chain(weighed).collect();
    let offers = sheet
        .columns
        .iter()
        .enumerate()
        .map(|(place, column)| Profile {
            label: column.offer.provider_name.clone(),
            points: all.iter().map(|row| row.cells.get(place)?.value).collect(),
        });
    (axes, offers.collect())
}

/// Price lines with the difference of each offer to the reference: those that differ most, and all.
pub(super) fn differences(sheet: &Comparison) -> (Vec<LineDifferences>, Vec<LineDifferences>) {
    let priced = |kind: &RowKind| matches!(kind, RowKind::Total | RowKind::UnitPrice);
    let others = |cells: &[Entry]| -> Vec<(String, Option<Decimal>)> {
        let columns = sheet.columns.iter().zip(cells);
        let others = columns.filter(|(column, _)| !column.pinned);
        others
            .map(|(column, cell)| (column.offer.provider_name.clone(), cell.delta))
            .collect()
    };
    let rows = sheet.rows.iter().filter(|row| priced(&row.kind));
    let line = rows.map(|row| LineDifferences {
        label: row.label.clone(),
        offers: others(&row.cells),
    });
    let all: Vec<_> = line.filter(|line| !line.offers.is_empty()).collect();
    (drawn(&all), all)
}

fn drawn(all: &[LineDifferences]) -> Vec<LineDifferences> {
    let widest = |line: &LineDifferences| {
        let sizes = line
            .offers
            .iter()
            .filter_map(|(_, percent)| Some(percent.as_ref()?.abs()));
        sizes.max().unwrap_or_default()
    };
    let mut order: Vec<usize> = (0..all.len()).collect();
    order.sort_by_key(|place| std::cmp::Reverse(widest(&all[*place])));
    order.truncate(LINES);
    order.sort_unstable();
    let cut = |line: &LineDifferences| LineDifferences {
        label: line.label.clone(),
        offers: line.offers.iter().take(OFFERS).cloned().collect(),
    };
    order.into_iter().map(|place| cut(&all[place])).collect()
}
