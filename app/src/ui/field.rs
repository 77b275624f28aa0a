//! One question of a form: label, hint, rule, error, and the control they belong to.

use leptos::prelude::*;

use super::form_state::FormState;
use super::words::Words;

/// Reads the state of the form around this part; a part outside any form sees an empty one.
pub(super) fn form_state<T>(read: impl FnOnce(&FormState) -> T) -> T {
    read(&use_context::<FormState>().unwrap_or_default())
}

/// Everything a control needs to be tied to its label, hint, rule and error.
#[derive(Clone, Debug)]
pub(super) struct Wiring {
    /// Id of the control.
    pub id: String,
    /// What the person typed, or the default.
    pub value: Option<String>,
    /// Ids of hint, rule and error.
    pub described: Option<String>,
    /// `true` when the value was refused.
    pub invalid: Option<&'static str>,
}

impl Wiring {
    pub fn of(name: &str, default: Words, hint: &Words, rule: &Words) -> Self {
        form_state(|state| {
            let id = state.field_id(name);
            let refused = state.error(name).is_some();
            Self {
                value: state
                    .value(name)
                    .map(str::to_owned)
                    .or_else(|| default.get()),
                described: described(&id, hint.is_some(), rule.is_some(), refused),
                invalid: refused.then_some("true"),
                id,
            }
        })
    }
}

fn described(id: &str, hint: bool, rule: bool, error: bool) -> Option<String> {
    let ids: Vec<String> = [(hint, "hint"), (rule, "rule"), (error, "error")]
        .into_iter()
        .filter(|(present, _)| *present)
        .map(|(_, part)| format!("{id}-{part}"))
        .collect();
    (!ids.is_empty()).then(|| ids.join(" "))
}

/// Label, hint, rule and error around one control. The inputs of the kit bring it with them; use it directly only
/// around a control of your own, whose id is the state's `field_id(name)`.
#[component]
pub fn Field(
    /// Name of the control.
    #[prop(into)]
    name: String,
    /// The question.
    #[prop(into)]
    label: String,
    /// How to answer it.
    #[prop(optional, into)]
    hint: Words,
    /// The rule that acts here with its source: `NCP 7.2: at least 28 days`.
    #[prop(optional, into)]
    rule: Words,
    /// Whether it may be left empty.
    #[prop(optional)]
    optional: bool,
    /// The control.
    children: Children,
) -> impl IntoView {
    let id = form_state(|state| state.field_id(&name));
    let parts = field_parts(&name, &id, hint, rule);
    view! {
        <div class=field_class(&name)>
            <label for=id>{label}{optional_mark(optional)}</label>
            {parts}
            {children()}
        </div>
    }
}

pub(super) fn field_class(name: &str) -> &'static str {
    if form_state(|state| state.error(name).is_some()) {
        "field invalid"
    } else {
        "field"
    }
}

pub(super) fn optional_mark(optional: bool) -> impl IntoView {
    optional.then(|| view! { <span class="optional">" (optional)"</span> })
}

/// Hint, rule and error of a field, with the ids that [`Wiring`] names.
pub(super) fn field_parts(name: &str, id: &str, hint: Words, rule: Words) -> impl IntoView + use<> {
    let error = form_state(|state| state.error(name).map(str::to_owned));
    let error = error.map(|message| {
        view! { <p class="error" id=format!("{id}-error")><span class="hidden">"Error: "</span>{message}</p> }
    });
    view! {
        {hint.get().map(|hint| view! { <p class="hint" id=format!("{id}-hint")>{hint}</p> })}
        {rule.get().map(|rule| view! { <p class="rule" id=format!("{id}-rule")>{rule}</p> })}
        {error}
    }
}

/// A question asked by several controls together: legend, hint, rule, error, then the controls.
pub(super) fn group(
    name: &str,
    wiring: &Wiring,
    legend: String,
    optional: bool,
    hint: Words,
    rule: Words,
    controls: impl IntoView + 'static,
) -> AnyView {
    let parts = field_parts(name, &wiring.id, hint, rule).into_any();
    view! {
        <fieldset class=field_class(name) aria-describedby=wiring.described.clone()>
            <legend>{legend}{optional_mark(optional)}</legend>
            {parts}
            {controls.into_any()}
        </fieldset>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::described;

    #[test]
    fn a_control_is_described_by_what_is_there() {
        assert_eq!(described("title", false, false, false), None);
        assert_eq!(
            described("title", true, false, true).as_deref(),
            Some("title-hint title-error")
        );
    }
}
