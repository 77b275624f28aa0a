//! Controls that hold one value: text, number, one of a list.

use leptos::prelude::*;

use super::choices::Choice;
use super::field::{Field, Wiring};
use super::words::Words;

/// One line of text.
#[component]
pub fn TextInput(
    /// Name in the form.
    #[prop(into)]
    name: String,
    /// The question.
    #[prop(into)]
    label: String,
    /// How to answer it.
    #[prop(optional, into)]
    hint: Words,
    /// The rule that acts here, with its source.
    #[prop(optional, into)]
    rule: Words,
    /// Value before anything was typed.
    #[prop(optional, into)]
    value: Words,
    /// Whether it may be left empty.
    #[prop(optional)]
    optional: bool,
    /// `text`, `email`, `password`, `search`, `tel` or `url`.
    #[prop(default = "text")]
    kind: &'static str,
    /// Token of HTML's autofill list: `email`, `current-password`, `organization`.
    #[prop(optional, into)]
    autocomplete: Words,
    /// Width in characters, where the answer's length is known.
    #[prop(optional)]
    size: Option<u16>,
    /// Longest answer in characters.
    #[prop(optional)]
    maxlength: Option<u32>,
) -> impl IntoView {
    let wiring = Wiring::of(&name, value, &hint, &rule);
    // A password is never written back into a page.
    let shown = wiring.value.filter(|_| kind != "password");
    view! {
        <Field name=name.clone() label=label hint=hint rule=rule optional=optional>
            <input type=kind id=wiring.id name=name value=shown autocomplete=autocomplete.get() size=size maxlength=maxlength
                required=!optional aria-describedby=wiring.described aria-invalid=wiring.invalid/>
        </Field>
    }
}

/// A number, typed as text so that any keyboard and any separator can be read and answered.
#[component]
pub fn NumberInput(
    /// Name in the form.
    #[prop(into)]
    name: String,
    /// The question.
    #[prop(into)]
    label: String,
    /// How to answer it.
    #[prop(optional, into)]
    hint: Words,
    /// The rule that acts here, with its source.
    #[prop(optional, into)]
    rule: Words,
    /// Value before anything was typed.
    #[prop(optional, into)]
    value: Words,
    /// Whether it may be left empty.
    #[prop(optional)]
    optional: bool,
    /// Unit shown after the box: `days`, `%`, `km²`.
    #[prop(optional, into)]
    unit: Words,
    /// Width in characters.
    #[prop(default = 10)]
    size: u16,
) -> impl IntoView {
    let wiring = Wiring::of(&name, value, &hint, &rule);
    let unit = unit
        .get()
        .map(|unit| view! { <span class="unit" aria-hidden="true">{unit}</span> });
    view! {
        <Field name=name.clone() label=label hint=hint rule=rule optional=optional>
            <div class="control">
                <input type="text" inputmode="decimal" class="n" id=wiring.id name=name value=wiring.value size=size
                    required=!optional autocomplete="off" aria-describedby=wiring.described aria-invalid=wiring.invalid/>
                {unit}
            </div>
        </Field>
    }
}

/// Several lines of text.
#[component]
pub fn TextArea(
    /// Name in the form.
    #[prop(into)]
    name: String,
    /// The question.
    #[prop(into)]
    label: String,
    /// How to answer it.
    #[prop(optional, into)]
    hint: Words,
    /// The rule that acts here, with its source.
    #[prop(optional, into)]
    rule: Words,
    /// Value before anything was typed.
    #[prop(optional, into)]
    value: Words,
    /// Whether it may be left empty.
    #[prop(optional)]
    optional: bool,
    /// Height in lines.
    #[prop(default = 5)]
    rows: u16,
    /// Longest answer in characters.
    #[prop(optional)]
    maxlength: Option<u32>,
) -> impl IntoView {
    let wiring = Wiring::of(&name, value, &hint, &rule);
    view! {
        <Field name=name.clone() label=label hint=hint rule=rule optional=optional>
            <textarea id=wiring.id name=name rows=rows maxlength=maxlength required=!optional
                aria-describedby=wiring.described aria-invalid=wiring.invalid>{wiring.value.unwrap_or_default()}</textarea>
        </Field>
    }
}

/// One of a list.
#[component]
pub fn Select(
    /// Name in the form.
    #[prop(into)]
    name: String,
    /// The question.
    #[prop(into)]
    label: String,
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
    /// Whether it may be left empty.
    #[prop(optional)]
    optional: bool,
    /// First line that chooses nothing: "Choose a nation"; "None" where it may be left empty and nothing is said.
    #[prop(optional, into)]
    prompt: Words,
) -> impl IntoView {
    let wiring = Wiring::of(&name, value, &hint, &rule);
    let chosen = wiring.value;
    let prompt = prompt.get().or_else(|| optional.then(|| "None".to_owned()));
    view! {
        <Field name=name.clone() label=label hint=hint rule=rule optional=optional>
            <select id=wiring.id name=name required=!optional aria-describedby=wiring.described aria-invalid=wiring.invalid>
                {prompt.map(|prompt| view! { <option value="">{prompt}</option> })}
                {option_views(options, chosen.as_deref())}
            </select>
        </Field>
    }
}

/// The options of a select, one of them chosen.
pub(super) fn option_views(options: Vec<Choice>, chosen: Option<&str>) -> impl IntoView + use<> {
    options
        .into_iter()
        .map(|option| {
            let selected = chosen == Some(option.value.as_str());
            view! { <option value=option.value selected=selected>{option.label}</option> }
        })
        .collect_view()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_that_may_be_left_empty_begins_with_nothing() {
        let drawn = |optional: bool| {
            let options = vec![Choice::new("NO", "Norway")];
            Owner::new().with(|| {
                view! { <Select name="nation" label="Nation" options=options optional=optional/> }
                    .to_html()
            })
        };
        let list = drawn(true);
        assert!(list.contains("<option value=\"\">None"), "{list}");
        assert!(!drawn(false).contains("value=\"\""));
    }
}
