//! From a figure to the page that explains it.

use backend::evaluation::Figure;
use leptos::prelude::*;

/// The permanent address of a number of a stored result, seen from another page of the same solicitation.
pub(super) fn number_link(run: i64, offer: &str, figure: &Figure) -> String {
    format!("runs/{run}/{offer}/{}", figure.code())
}

/// A figure that leads to its explanation, where it has one.
pub(super) fn linked(href: Option<String>, content: AnyView) -> AnyView {
    match href {
        Some(href) => view! { <a class="why" href=href>{content}</a> }.into_any(),
        None => content,
    }
}

/// The number of a level 1 row.
pub(super) fn level_figure(code: &str) -> Option<Figure> {
    match code {
        "technical" => Some(Figure::Technical),
        "experience_score" => Some(Figure::Experience),
        "price" => Some(Figure::PriceScore),
        _ => None,
    }
}
