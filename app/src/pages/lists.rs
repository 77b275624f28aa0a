//! What the pages of lists do with their address: the filters in force, the order that stays, heads that sort.

use crate::request::Rq;
use crate::ui::{AppliedFilter, Choice, Direction, SortTh};
use leptos::prelude::*;

/// A filter of a list: its name in the address, its name in words, and what can be chosen, if anything can.
pub type Filter<'a> = (&'static str, &'static str, &'a [Choice]);

/// The filters in force, each in words and with the list without it.
pub fn applied(rq: &Rq, filters: &[Filter<'_>]) -> Vec<AppliedFilter> {
    let one = |(name, label, choices): &Filter<'_>| {
        let value = rq.query(name)?;
        let chosen = choices.iter().find(|choice| choice.value == value);
        let words = chosen.map_or(value, |choice| choice.label.as_str());
        Some((format!("{label}: {words}"), rq.with_query(name, None)).into())
    };
    filters.iter().filter_map(one).collect()
}

/// What of the address stays when the filters change: the order.
pub fn order(rq: &Rq) -> Vec<(String, String)> {
    let sort = rq.query("sort");
    sort.map(|sort| ("sort".to_owned(), sort.to_owned()))
        .into_iter()
        .collect()
}

/// The head of a column that sorts the list in the address: first upwards, then downwards.
#[component]
pub fn SortHead(
    /// The column's name.
    label: &'static str,
    /// Its name in the address.
    name: &'static str,
    /// The order of the list when the address names none, a minus before it for downwards.
    #[prop(optional)]
    usual: &'static str,
    /// Whether the column holds numbers.
    #[prop(optional)]
    num: bool,
) -> impl IntoView {
    let rq = Rq::current();
    let order = rq.as_ref().and_then(|rq| rq.query("sort"));
    let sorted = direction(order.unwrap_or(usual), name);
    let next = if sorted == Some(Direction::Ascending) {
        format!("-{name}")
    } else {
        name.to_owned()
    };
    let href = rq.map(|rq| rq.with_query("sort", Some(&next)));
    view! { <SortTh label=label href=href.unwrap_or_default() sorted=sorted num=num/> }
}

fn direction(order: &str, name: &str) -> Option<Direction> {
    match order.strip_prefix('-') {
        Some(column) => (column == name).then_some(Direction::Descending),
        None => (order == name).then_some(Direction::Ascending),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_order_with_a_minus_runs_downwards() {
        assert_eq!(direction("closes", "closes"), Some(Direction::Ascending));
        assert_eq!(direction("-closes", "closes"), Some(Direction::Descending));
        assert_eq!(direction("-closes", "title"), None);
        assert_eq!(direction("", "title"), None);
    }
}
