//! The figures of one offer in words, for every method that keeps its records in the common shape.

use super::matrix::euro;
use crate::ui::format;
use backend::evaluation::Figures;
use domain::evaluation::contest::Record;
use domain::evaluation::ncia::Rating;
use domain::evaluation::rules::TotalKind;
use rust_decimal::Decimal;

/// The figure by which offers are compared, with its unit.
pub(super) fn total(kind: TotalKind, figure: Decimal) -> String {
    match kind {
        TotalKind::Points | TotalKind::Marks | TotalKind::Nothing => format::score(figure),
        TotalKind::Price => euro(figure),
        TotalKind::EurPerPoint => format!("{} per point", euro(figure)),
    }
}

/// How an offer's figure came about.
pub(super) fn explained(figures: &Figures, record: &Record) -> Option<String> {
    let kind = figures.rule().total;
    let price = euro(record.price_eur);
    let words = match (record.total, record.technical) {
        (None, _) if kind == TotalKind::Nothing => ratings(record, &price),
        (None, technical) => technical.map_or_else(String::new, |points| {
            format!("Technical score {}.", format::score(points))
        }),
        (Some(sum), Some(technical)) => match (figures.contest.plan.weights, record.price_points) {
            (Some(weights), Some(points)) => format!(
                "{} × {} % + {} × {} % = {}. Price score of {price}: {}.",
                format::score(technical),
                weights.technical.normalize(),
                format::score(points),
                weights.price.normalize(),
                total(kind, sum),
                format::score(points),
            ),
            _ => adjusted(record, technical, &price, &total(kind, sum)),
        },
        (Some(sum), None) => match record.credit {
            Some(credit) => format!("{price} − {} = {}.", euro(credit), total(kind, sum)),
            None => format!("{price}."),
        },
    };
    Some(match &record.ineligible {
        Some(reason) => format!("{words} Not eligible: {reason}.").trim().to_owned(),
        None => words,
    })
}

fn adjusted(record: &Record, technical: Decimal, price: &str, sum: &str) -> String {
    let technical = format::score(technical);
    match record.credit {
        Some(credit) => format!(
            "{price} − {} for a technical score of {technical} = {sum}.",
            euro(credit)
        ),
        None if record.total == record.technical => {
            format!("Weighted mark {technical}; price {price}, which carries no mark.")
        }
        None => format!("{price} ÷ {technical} = {sum}."),
    }
}

fn ratings(record: &Record, price: &str) -> String {
    let words = record.composite.iter();
    let words = words.map(|step| Rating::from_step(*step).map_or("not rated", Rating::name));
    format!("{}; {price}.", words.collect::<Vec<_>>().join(", "))
}
