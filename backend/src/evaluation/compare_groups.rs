//! The groups of the comparison desk that are compared in words, and the requirements by what they are about.

use super::compare::{Column, Entry, Row, RowKind};
use super::compare_rows::row;
use domain::offers::Administration;
use domain::parameters::Theme;
use domain::solicitations::Requirement;

/// The group in which a requirement stands: of one's own words nothing is known but that it is technical.
pub(super) fn theme(requirement: &Requirement) -> Theme {
    requirement
        .parameter
        .map_or(Theme::Technical, |code| code.parameter().theme())
}

fn said(columns: &[Column], code: &str, label: &str, say: impl Fn(&Column) -> String) -> Row {
    let cells = columns.iter().map(|column| Entry {
        words: Some(say(column)).filter(|words| !words.is_empty()),
        ..Entry::default()
    });
    row(RowKind::Words, code, label, cells.collect())
}

/// Whether the terms are accepted, how long the offer stands, and its remarks.
pub(super) fn terms(columns: &[Column]) -> Vec<Row> {
    let first = |column: &Column| -> Administration { column.offer.content.administration.clone() };
    let accepted = said(
        columns,
        "terms",
        "Terms of the contract",
        |column| match first(column).accepts_terms {
            true => "accepted without exception".to_owned(),
            false => "not accepted".to_owned(),
        },
    );
    let stands = said(columns, "validity", "Offer stands for", |column| {
        let days = first(column).validity_days;
        days.map_or_else(String::new, |days| format!("{days} days"))
    });
    let remarks = said(columns, "remarks", "Remarks", |column| {
        first(column).remarks
    });
    let some = remarks.cells.iter().any(|cell| cell.words.is_some());
    [Some(accepted), Some(stands), some.then_some(remarks)]
        .into_iter()
        .flatten()
        .collect()
}

/// Where the work would be done and by whom: what the objectives of the strategy look at beside capability.
pub(super) fn strategy_fit(columns: &[Column]) -> Vec<Row> {
    let nation = said(columns, "nation", "Nation of origin", |column| {
        if column.offer.veiled {
            return "hidden".to_owned();
        }
        let own = &column.offer.content.administration.nation_of_origin;
        let own = own.as_ref().map(|nation| nation.as_str().to_owned());
        own.or_else(|| column.offer.nation.clone())
            .unwrap_or_default()
    });
    let size = said(
        columns,
        "sme",
        "Size of the bidder",
        |column| match column.offer.sme {
            _ if column.offer.veiled => "hidden".to_owned(),
            true => "small or medium enterprise".to_owned(),
            false => "not small or medium".to_owned(),
        },
    );
    let partners = said(columns, "partners", "Work of partners", partners);
    let some = partners.cells.iter().any(|cell| cell.words.is_some());
    [Some(nation), Some(size), some.then_some(partners)]
        .into_iter()
        .flatten()
        .collect()
}

fn partners(column: &Column) -> String {
    let all = column.offer.content.administration.partners.iter();
    let named = all.map(|partner| {
        let nation = partner.nation.as_ref().map_or("", |nation| nation.as_str());
        let share = partner
            .share
            .map(|share| format!(" {} %", share.normalize()));
        format!("{} {nation}{}", partner.name, share.unwrap_or_default())
    });
    named.collect::<Vec<_>>().join("; ")
}
