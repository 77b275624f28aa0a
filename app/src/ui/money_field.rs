//! An amount and the currency it is in: never one without the other.

use leptos::prelude::*;

use super::choices::Choice;
use super::field::{Wiring, form_state, group};
use super::inputs::option_views;
use super::words::Words;

/// Money, sent as `name` (the amount as typed) and `name_currency` (ISO 4217).
#[component]
pub fn MoneyField(
    /// Name of the amount.
    #[prop(into)]
    name: String,
    /// The question.
    #[prop(into)]
    legend: String,
    /// Currencies that can be chosen.
    currencies: Vec<Choice>,
    /// How to answer it.
    #[prop(optional, into)]
    hint: Words,
    /// The rule that acts here, with its source.
    #[prop(optional, into)]
    rule: Words,
    /// Amount before anything was typed.
    #[prop(optional, into)]
    value: Words,
    /// Currency before anything was chosen.
    #[prop(optional, into)]
    currency: Words,
    /// Whether it may be left empty.
    #[prop(optional)]
    optional: bool,
) -> impl IntoView {
    let wiring = Wiring::of(&name, value, &hint, &rule);
    let currency_name = format!("{name}_currency");
    let typed = form_state(|state| state.value(&currency_name).map(str::to_owned));
    let chosen = typed.or_else(|| currency.get());
    let currency_id = form_state(|state| state.field_id(&currency_name));
    let parts = view! {
        <div class="parts">
            <div class="part">
                <label for=currency_id.clone()>"Currency"</label>
                <select id=currency_id name=currency_name>{option_views(currencies, chosen.as_deref())}</select>
            </div>
            <div class="part">
                <label for=wiring.id.clone()>"Amount"</label>
                <input type="text" inputmode="decimal" class="n" autocomplete="off" size="16" id=wiring.id.clone() name=name.clone()
                    value=wiring.value.clone() required=!optional aria-invalid=wiring.invalid/>
            </div>
        </div>
    };
    group(&name, &wiring, legend, optional, hint, rule, parts)
}
