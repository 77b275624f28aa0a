//! How often each offer took each place, as numbers on a ground that darkens with them.

use super::explain::name_of;
use crate::ui::{RowHead, Table, Th, format};
use backend::evaluation::Robustness;
use domain::evaluation::sensitivity::{RankCounts, RankTable};
use leptos::prelude::*;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

/// Offers in rows, places in columns; the number says what the ground says.
pub(super) fn heat(found: &Robustness, table: &RankTable) -> AnyView {
    let places = table.rows.len();
    let some_out = table.rows.iter().any(|row| row.out > 0);
    let heads = (1..=places).map(|place| view! { <Th label=place.to_string() num=true/> });
    let heads = heads.collect_view();
    let out = some_out.then(|| view! { <Th label="Not eligible" num=true/> });
    let mut rows: Vec<&RankCounts> = table.rows.iter().collect();
    rows.sort_by(|left, right| right.places.cmp(&left.places));
    let lines = rows
        .into_iter()
        .map(|row| line(found, table, row, some_out))
        .collect_view();
    let undecided = (table.undecided > 0).then(|| {
        let share = percent(table.undecided, table.samples);
        view! { <p class="meta">{format!("In {share} of the samples the rule selects nobody: the first two are equal by the tie rule too.")}</p> }
    });
    view! {
        <Table caption="Place, percent of the samples" wide=true class="heat">
            <thead><tr><Th label="Offer"/>{heads}{out}<Th label="Wins" num=true/></tr></thead>
            <tbody>{lines}</tbody>
        </Table>
        {undecided}
    }
    .into_any()
}

fn line(found: &Robustness, table: &RankTable, row: &RankCounts, some_out: bool) -> AnyView {
    let cells = row
        .places
        .iter()
        .map(|count| cell(*count, table.samples))
        .collect_view();
    let out = some_out.then(|| cell(row.out, table.samples));
    let (name, wins) = (
        name_of(&found.comparison, &row.id),
        percent(row.wins, table.samples),
    );
    view! { <tr><RowHead>{name}</RowHead>{cells}{out}<td class="num"><strong>{wins}</strong></td></tr> }.into_any()
}

fn cell(count: u32, samples: u32) -> AnyView {
    let share = share(count, samples);
    let level = (share / Decimal::TEN).ceil().to_u32().unwrap_or_default();
    let text = if count == 0 {
        "–".to_owned()
    } else {
        format::percent(share, 1)
    };
    view! { <td class=format!("num heat-{level}")>{text}</td> }.into_any()
}

fn share(count: u32, samples: u32) -> Decimal {
    let part = Decimal::from(count) * Decimal::ONE_HUNDRED;
    part.checked_div(samples.into()).unwrap_or_default()
}

fn percent(count: u32, samples: u32) -> String {
    format::percent(share(count, samples), 1)
}
