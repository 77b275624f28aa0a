//! The answers to typed requirements: their fields in the technical volume, and how each stands.

use crate::pages::tone::standing_tone;
use crate::ui::{CheckboxGroup, Choice, NumberInput, RadioGroup, Select, Tag, TextArea, TextInput};
use backend::offers::Sought;
use domain::offers::Declared;
use domain::parameters::{Declared as Answer, Standing, Unit, Wanted};
use domain::solicitations::{Ask, Requirement};
use leptos::prelude::*;

/// One group of fields for each requirement.
pub fn declared(saved: Vec<Declared>, sought: &Sought) -> AnyView {
    let requirements = sought.asked().requirements;
    if requirements.is_empty() {
        return ().into_any();
    }
    let groups = requirements
        .iter()
        .map(|requirement| {
            let found = saved.iter().find(|row| row.requirement == requirement.code);
            group(requirement, found)
        })
        .collect_view();
    view! {
        <h2>"Declared parameters"</h2>
        <p class="meta">"Without a value, write as evidence that it is not offered."</p>
        {groups}
    }
    .into_any()
}

fn group(requirement: &Requirement, saved: Option<&Declared>) -> AnyView {
    let code = &requirement.code;
    let legend = format!("{code} {}", requirement.name.as_str());
    let asked = format!("Wanted: {}.", requirement.words());
    let definition = requirement
        .parameter
        .map(|code| code.parameter().definition);
    let standing = saved
        .filter(|saved| saved.is_answered())
        .map(|saved| standing_tag(requirement.standing(Some(saved))));
    let evidence = saved.map(|saved| saved.evidence.clone());
    view! {
        <fieldset class="field">
            <legend>{legend}</legend>
            <p class="hint">{asked}" "{definition}</p>
            {standing}
            {control(requirement, saved)}
            <TextInput name=format!("evidence_{code}") label=format!("Evidence for {code}") value=evidence optional=!requirement.evidence/>
        </fieldset>
    }
    .into_any()
}

/// How an answer stands, as a tag.
pub fn standing_tag(standing: Standing) -> AnyView {
    view! { <Tag tone=standing_tone(standing) label=standing.label()/> }.into_any()
}

fn control(requirement: &Requirement, saved: Option<&Declared>) -> AnyView {
    let code = &requirement.code;
    let (name, label) = (format!("value_{code}"), format!("Value for {code}"));
    let answer = saved.and_then(|saved| saved.answer.as_ref());
    match &requirement.ask {
        Ask::Number { unit, .. } => {
            let value = saved.and_then(|saved| saved.value);
            let value = value.map(|value| value.normalize().to_string());
            view! { <NumberInput name=name label=label unit=unit.clone() value=value optional=true/> }
                .into_any()
        }
        Ask::Typed(Wanted::Number { .. }) => number(requirement, answer, name, label),
        Ask::Typed(Wanted::YesNo { .. }) => {
            let chosen = match answer {
                Some(Answer::YesNo(true)) => Some("yes"),
                Some(Answer::YesNo(false)) => Some("no"),
                _ => None,
            };
            let options = vec![("yes", "Yes").into(), ("no", "No").into()];
            view! { <RadioGroup name=name legend=label options=options value=chosen optional=true/> }
                .into_any()
        }
        Ask::Typed(Wanted::Choice { .. }) => {
            let options: Vec<Choice> = requirement
                .choices()
                .unwrap_or_default()
                .into_iter()
                .map(Choice::from)
                .collect();
            let values = match answer {
                Some(Answer::Choice(chosen)) => chosen.clone(),
                _ => Vec::new(),
            };
            view! { <CheckboxGroup name=name legend=label options=options values=values optional=true/> }
                .into_any()
        }
        Ask::Typed(Wanted::Text) => {
            let text = match answer {
                Some(Answer::Text(text)) => Some(text.as_str().to_owned()),
                _ => None,
            };
            view! { <TextArea name=name label=label rows=3 value=text optional=true/> }.into_any()
        }
    }
}

/// A number with a choice of every unit of its dimension.
fn number(
    requirement: &Requirement,
    answer: Option<&Answer>,
    name: String,
    label: String,
) -> AnyView {
    let own = requirement.unit();
    let (value, unit) = match answer {
        Some(Answer::Number(quantity)) => {
            (Some(quantity.amount().to_string()), Some(quantity.unit()))
        }
        _ => (None, own),
    };
    let units: Vec<Choice> = own
        .iter()
        .flat_map(|own| own.siblings())
        .map(|unit| Choice::new(unit.as_str(), unit_words(unit)))
        .collect();
    let only = units.len() < 2;
    let shown = own.filter(|_| only).map(Unit::symbol);
    let code = &requirement.code;
    let select = (!only).then(|| {
        let chosen = unit.map(Unit::as_str);
        view! { <Select name=format!("unit_{code}") label=format!("Unit for {code}") options=units value=chosen/> }
    });
    view! {
        <div class="parts">
            <NumberInput name=name label=label value=value unit=shown optional=true/>
            {select}
        </div>
    }
    .into_any()
}

fn unit_words(unit: Unit) -> String {
    match unit.symbol() {
        "" => unit.name().to_owned(),
        symbol => format!("{symbol}, {}", unit.name()),
    }
}
