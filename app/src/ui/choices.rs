//! Controls that choose: one box, several boxes, one of a few.

use leptos::prelude::*;

use super::field::{Wiring, field_class, field_parts, form_state, group};
use super::words::Words;

/// Something that can be chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The value sent.
    pub value: String,
    /// Its name.
    pub label: String,
    /// What choosing it means.
    pub hint: Words,
}

impl Choice {
    /// A choice without a hint.
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            value: value.into(),
            label: label.into(),
            hint: Words::default(),
        }
    }

    /// Says what choosing it means.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<Words>) -> Self {
        self.hint = hint.into();
        self
    }
}

impl<V: Into<String>, L: Into<String>> From<(V, L)> for Choice {
    fn from((value, label): (V, L)) -> Self {
        Self::new(value, label)
    }
}

/// One box to tick.
#[component]
pub fn Checkbox(
    /// Name in the form.
    #[prop(into)]
    name: String,
    /// What ticking it states.
    #[prop(into)]
    label: String,
    /// How to decide.
    #[prop(optional, into)]
    hint: Words,
    /// The rule that acts here, with its source.
    #[prop(optional, into)]
    rule: Words,
    /// Whether it is ticked before anything was typed.
    #[prop(optional)]
    checked: bool,
    /// The value sent when ticked.
    #[prop(default = "yes".to_owned(), into)]
    value: String,
) -> impl IntoView {
    let wiring = Wiring::of(&name, Words::default(), &hint, &rule);
    let ticked = form_state(|state| {
        if state.was_sent() {
            state.value(&name).is_some()
        } else {
            checked
        }
    });
    let class = field_class(&name);
    let parts = field_parts(&name, &wiring.id, hint, rule);
    view! {
        <div class=class>
            <div class="choice">
                <input type="checkbox" id=wiring.id.clone() name=name value=value checked=ticked
                    aria-describedby=wiring.described aria-invalid=wiring.invalid/>
                <label for=wiring.id>{label}</label>
            </div>
            {parts}
        </div>
    }
}

/// One of a few, all of them visible.
#[component]
pub fn RadioGroup(
    /// Name in the form.
    #[prop(into)]
    name: String,
    /// The question.
    #[prop(into)]
    legend: String,
    /// What can be chosen.
    options: Vec<Choice>,
    /// How to answer it.
    #[prop(optional, into)]
    hint: Words,
    /// The rule that acts here, with its source.
    #[prop(optional, into)]
    rule: Words,
    /// Choice before anything was chosen.
    #[prop(optional, into)]
    value: Words,
    /// Whether none may be chosen.
    #[prop(optional)]
    optional: bool,
) -> impl IntoView {
    let wiring = Wiring::of(&name, value, &hint, &rule);
    let chosen: Vec<String> = wiring.value.clone().into_iter().collect();
    let boxes = choice_views("radio", &name, &wiring.id, options, &chosen);
    group(
        &name,
        &wiring,
        legend,
        optional,
        hint,
        rule,
        view! { <div class="choices">{boxes}</div> },
    )
}

/// Any of a few, all of them visible.
#[component]
pub fn CheckboxGroup(
    /// Name in the form, sent once per ticked box.
    #[prop(into)]
    name: String,
    /// The question.
    #[prop(into)]
    legend: String,
    /// What can be chosen.
    options: Vec<Choice>,
    /// How to answer it.
    #[prop(optional, into)]
    hint: Words,
    /// The rule that acts here, with its source.
    #[prop(optional, into)]
    rule: Words,
    /// Values ticked before anything was typed.
    #[prop(optional)]
    values: Vec<String>,
    /// Whether none may be ticked.
    #[prop(optional)]
    optional: bool,
) -> impl IntoView {
    let wiring = Wiring::of(&name, Words::default(), &hint, &rule);
    let ticked = form_state(|state| {
        if state.was_sent() {
            state.values(&name).to_vec()
        } else {
            values
        }
    });
    let boxes = choice_views("checkbox", &name, &wiring.id, options, &ticked);
    group(
        &name,
        &wiring,
        legend,
        optional,
        hint,
        rule,
        view! { <div class="choices">{boxes}</div> },
    )
}

/// The boxes of a group. The first one has the field's own id, so that the error summary leads to it.
fn choice_views(
    kind: &'static str,
    name: &str,
    id: &str,
    options: Vec<Choice>,
    chosen: &[String],
) -> impl IntoView + use<> {
    options
        .into_iter()
        .enumerate()
        .map(|(index, option)| {
            let own = if index == 0 { id.to_owned() } else { format!("{id}-{}", index + 1) };
            let hint_id = option.hint.is_some().then(|| format!("{own}-means"));
            let checked = chosen.contains(&option.value);
            let hint = option.hint.get().map(|hint| view! { <p class="hint" id=format!("{own}-means")>{hint}</p> });
            view! {
                <div class="choice">
                    <input type=kind id=own.clone() name=name.to_owned() value=option.value checked=checked aria-describedby=hint_id/>
                    <label for=own>{option.label}</label>
                    {hint}
                </div>
            }
        })
        .collect_view()
}
