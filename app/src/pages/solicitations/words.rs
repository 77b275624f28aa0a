//! Words that several pages of solicitations share.

use crate::pages::tone::tone;
use crate::ui::{Tag, Tone, format};
use domain::methods::Method;
use domain::money::Money;
use domain::parameters::Tally;
use domain::states::SolicitationState;
use leptos::prelude::*;

/// The abbreviation of a method, or an imported record's own word.
pub fn method(code: &str) -> String {
    let known: Option<Method> = code.to_lowercase().parse().ok();
    known.map_or_else(|| code.to_owned(), |method| method.code().to_owned())
}

/// Money with its currency.
pub fn money(money: Money) -> String {
    format::money(money.minor, money.currency.code())
}

/// A state. What an imported record calls closed holds nothing sealed here.
pub fn state(state: SolicitationState, imported: bool) -> (Tone, &'static str) {
    if imported && state == SolicitationState::Closed {
        (Tone::Neutral, state.label())
    } else {
        (tone(state.tone()), state.label())
    }
}

/// The label of records that were not written here, or were invented.
pub fn origin(origin: &str) -> Option<AnyView> {
    let label = origin.to_owned();
    (origin != "perigee").then(|| view! { <Tag label=label/> }.into_any())
}

/// How the profile of the reader's own organisation fits, with the way to the comparison.
pub fn fit_link(reference: &str, fit: Tally) -> AnyView {
    let href = format!("/solicitations/{reference}/fit");
    let (head, rest) = (format!("{} requirements", fit.head()), fit.rest());
    let rest = (!rest.is_empty()).then(|| format!("; {rest}"));
    view! { <a href=href>{head}</a>{rest} }.into_any()
}
