//! Which offers stand beside each other: choosing some of them, or going through all of them.

use crate::request::{Rq, address};
use leptos::prelude::*;

/// The address of this page with one name of its query set and everything else kept: a page of offers is no new filter.
pub(super) fn at(rq: &Rq, name: &str, value: &str) -> String {
    let kept = rq.queries().iter();
    let kept = kept.filter(|(key, value)| key != name && !value.is_empty());
    let kept = kept.map(|(key, value)| (key.as_str(), value.as_str()));
    let pairs: Vec<(&str, &str)> = kept.chain([(name, value)]).collect();
    address(rq.path(), &pairs)
}

/// Boxes to choose offers by, each with its reference, its bidder and whether it is chosen.
pub(super) fn boxes<'a>(
    offers: impl Iterator<Item = (&'a str, &'a str, bool)>,
    open: bool,
) -> AnyView {
    let most = backend::evaluation::MOST_BESIDE;
    let boxes = offers.map(|(reference, name, checked)| {
        let (id, value) = (format!("offer-{reference}"), reference.to_owned());
        view! {
            <span class="choice"><input type="checkbox" id=id.clone() name="offer" value=value checked=checked/>
                <label for=id>{name.to_owned()}</label></span>
        }
    });
    let boxes = boxes.collect_view();
    view! {
        <details class="pick" open=open><summary>{format!("Choose 2 to {most} offers")}</summary>
            <div class="picks">{boxes}</div></details>
    }
    .into_any()
}

/// Going through many offers page by page, the reference always among them; `mark` names the place on the page.
pub(super) fn pages(
    rq: &Rq,
    shown: usize,
    all: usize,
    (page, pages): (usize, usize),
    mark: &str,
) -> AnyView {
    if pages < 2 {
        return ().into_any();
    }
    let to = |page: usize, label: &'static str, rel: &'static str| {
        let href = format!("{}{mark}", at(rq, "page", &page.to_string()));
        view! { <a href=href rel=rel>{label}</a>" " }
    };
    let before = (page > 1).then(|| to(page - 1, "Offers before", "prev"));
    let after = (page < pages).then(|| to(page + 1, "Further offers", "next"));
    let words =
        format!("{shown} of {all} offers, page {page} of {pages}; the reference stands on each");
    view! { <nav class="pages" aria-label="Offers"><span class="meta">{words}</span>" "{before}{after}</nav> }
        .into_any()
}
