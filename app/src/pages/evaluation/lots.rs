//! Lots on the pages of evaluation: which one is looked at, and where the others stand.

use crate::request::{Rq, encoded};
use crate::ui::{TabLink, Tabs};
use backend::evaluation::{InLot, LotStanding, Process};
use domain::policy::Subject;
use domain::policy::actions::ReadRecommendation;
use leptos::prelude::*;

/// The record that the address names, and the lot of it.
pub(super) fn named(rq: &Rq) -> InLot<'_> {
    (rq.param("reference"), rq.query("lot")).into()
}

/// An address of the same lot; as it is for the whole.
pub(super) fn within(path: impl Into<String>, lot: &str) -> String {
    let path = path.into();
    match (lot, path.split_once('#')) {
        ("", _) => path,
        (lot, Some((path, mark))) => format!("{path}?lot={}#{mark}", encoded(lot)),
        (lot, None) => format!("{path}?lot={}", encoded(lot)),
    }
}

/// An address of the lot that this page's address names.
pub(super) fn same(rq: &Rq, path: impl Into<String>) -> String {
    within(path, rq.query("lot").unwrap_or_default())
}

/// Where a form about the lot is posted; nothing for the whole, which is posted to the page's own address.
pub(super) fn own(rq: &Rq, process: &Process) -> String {
    match &process.lot {
        Some(lot) => within(rq.path(), &lot.code),
        None => String::new(),
    }
}

/// Keeps the lot when a form asks for another view of it.
pub(super) fn kept(process: &Process) -> Option<AnyView> {
    let lot = process.lot.as_ref()?.code.clone();
    Some(view! { <input type="hidden" name="lot" value=lot/> }.into_any())
}

/// Every lot with where it stands, to go from one to another.
pub(super) fn choose(rq: &Rq, process: &Process) -> Option<AnyView> {
    let lot = process.lot.as_ref()?;
    let knows = rq.may::<ReadRecommendation>(Subject::ANY);
    let link = |one: &LotStanding| {
        let href = within(rq.path(), &one.portion.code);
        TabLink::from((
            href,
            format!("{}: {}", one.portion.label(), stands(one, knows)),
        ))
    };
    let links: Vec<TabLink> = process.lots.iter().map(link).collect();
    let current = within(rq.path(), &lot.code);
    Some(view! { <Tabs tabs=links current=current label="Lots"/> }.into_any())
}

/// Where a lot stands in few words, with the bidder to whom it goes for those who may know it.
fn stands(one: &LotStanding, knows: bool) -> String {
    match one.award.as_ref().filter(|_| knows) {
        Some(award) => format!(
            "{}, {}",
            award.provider_name,
            award.status.label().to_lowercase()
        ),
        None => one.stage.label().to_lowercase(),
    }
}
