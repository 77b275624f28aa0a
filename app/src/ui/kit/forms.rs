//! A form before it was sent, and one that was refused.

use leptos::prelude::*;

use crate::ui::{
    ACT, Checkbox, CheckboxGroup, Choice, DateFields, DateTimeFields, Form, FormState, Help,
    MoneyField, NumberInput, Panel, RadioGroup, Select, Submit, SubmitKind, TextArea, TextInput,
};

fn nations() -> Vec<Choice> {
    vec![
        ("NO", "Norway").into(),
        ("GR", "Ελλάδα (Greece)").into(),
        ("TR", "Türkiye").into(),
    ]
}

fn zones() -> Vec<Choice> {
    vec![
        ("Europe/Brussels", "Brussels").into(),
        ("UTC", "UTC").into(),
    ]
}

fn refused() -> FormState {
    FormState::from_pairs([
        (ACT, "publish"),
        ("title", ""),
        ("closes_day", "31"),
        ("closes_month", "Feb"),
    ])
    .with_value("closes_year", "2027")
    .with_value("closes_time", "17:00")
    .with_value("value", "twelve million")
    .with_error("title", "Enter a title.")
    .with_error(
        "closes",
        "31 February is not a day. Enter a day that exists.",
    )
    .with_error("value", "Enter the amount in figures, such as 12 000 000.")
    .with_error("method", "Choose a method.")
    .with_error("sure", "State that the requirement is approved.")
}

#[component]
pub fn Forms() -> impl IntoView {
    view! {
        <div class="three">
            <Panel title="A new form"><Fresh/></Panel>
            <Panel title="The same, refused"><Refused/></Panel>
        </div>
    }
}

#[component]
fn Fresh() -> impl IntoView {
    view! {
        <Form act="draft" key="0199" version="3" label="Draft">
            <TextInput name="title" label="Title" hint="What is bought, in at most ten words." maxlength=120/>
            <TextArea name="need" label="Need" rows=3 optional=true value="Median revisit of four hours at 70° N."/>
            <Select name="nation" label="Host nation" options=nations() value="NO"/>
            <CheckboxGroup name="funds" legend="Funding nations" options=nations() values=vec!["GR".to_owned()]/>
            <NumberInput name="validity" label="Bid validity" unit="days" size=5 value="180" rule="NCP 7.4: at most six months"/>
            <DateFields name="start" legend="Start of performance" hint="For example 3 3 2027 or 3 Mar 2027." optional=true/>
            <Help title="Why at least 28 days?" source="NPP, 4.2.1">
                "Bidders abroad need time for the declaration of eligibility, which their own nation sends."
            </Help>
            <div class="actions">
                <Submit label="Save draft"/>
                <Submit label="Save and add a line" kind=SubmitKind::Secondary name="then" value="line"/>
            </div>
        </Form>
    }
}

#[component]
fn Refused() -> impl IntoView {
    let methods = vec![
        Choice::new("ncp", "Competitive procurement")
            .hint("Open to vendors of all participating nations."),
        Choice::new("single", "Single source").hint("One vendor, with a stated reason."),
    ];
    view! {
        <Form act="publish" version="3" state=refused() label="Publish">
            <TextInput name="title" label="Title" hint="What is bought, in at most ten words."/>
            <DateTimeFields name="closes" legend="Bid closing" zones=zones() zone="Europe/Brussels" rule="NCP 7.2: at least 28 days after publication"/>
            <MoneyField name="value" legend="Estimated value" currencies=vec![("EUR", "EUR").into(), ("NOK", "NOK").into()]/>
            <RadioGroup name="method" legend="Method" options=methods/>
            <Checkbox name="sure" label="The requirement is approved" hint="By its sponsor, in writing."/>
            <div class="actions">
                <Submit label="Publish solicitation"/>
                <Submit
                    label="Cancel solicitation"
                    kind=SubmitKind::Danger
                    consequence="Bidders are told at once. A cancelled solicitation cannot be reopened."
                />
            </div>
        </Form>
    }
}
