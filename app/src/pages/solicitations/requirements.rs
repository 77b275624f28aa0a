//! Typed requirements: their rows in the form, and the table on the solicitation's page.

use super::rows::{count, plain};
use crate::pages::rows::more;
use crate::request::Rq;
use crate::ui::{Checkbox, Choice, Help, Panel, RowHead, Select, Table, Tag, Td, TextInput, Th};
use backend::solicitations::SolicitationRecord;
use domain::parameters::{Kind, Parameter, Quantity, Wanted, catalogue};
use domain::solicitations::{Ask, Direction, Requirement};
use leptos::prelude::*;
use rust_decimal::Decimal;

/// The rows that an officer writes.
pub fn fields(rq: &Rq, record: Option<&SolicitationRecord>) -> AnyView {
    let recorded: &[Requirement] = record.map_or(&[], |record| record.requirements.as_slice());
    let shown = count(rq, "requirement_name", recorded.len());
    let rows = (1..=shown)
        .map(|row| requirement(row, recorded.get(row - 1)))
        .collect_view();
    view! {
        <Panel title="Requirements" meta="What every offer answers in the same terms: a number with its unit, yes or no, a choice, or words.">
            {rows}
            {more("requirement_name", shown)}
            <Help title="How are threshold and objective written?">
                <p>"For a number: the limit that must be met, and the value that is hoped for. For yes or no: write “yes” as threshold where yes must be answered. For a choice: the accepted choices as threshold and the preferred ones as objective, separated by commas. For words: leave both empty."</p>
                <p>"A unit of the list converts: whoever answers a limit in hours may declare minutes. A unit of your own words is kept as it is."</p>
            </Help>
            {entries()}
        </Panel>
    }
    .into_any()
}

fn parameters() -> Vec<Choice> {
    let named = |one: &Parameter| {
        let label = format!("{}: {}", one.group.label(), one.name);
        Choice::new(one.code, label)
    };
    catalogue().iter().map(named).collect()
}

/// What each parameter of the catalogue means, and how it is answered.
fn entries() -> AnyView {
    let rows = catalogue()
        .iter()
        .map(|one| {
            let answered = match one.kind {
                Kind::Choice(choices) => {
                    let labels: Vec<&str> = choices.iter().map(|choice| choice.label).collect();
                    labels.join(", ")
                }
                Kind::Number { unit, .. } => format!("a number in {}", unit.name()),
                kind => kind.label().to_owned(),
            };
            let group = one.group.label();
            view! { <tr><RowHead>{one.name}</RowHead><Td label="Service">{group}</Td><Td label="Answered by">{answered}</Td><Td label="Meaning">{one.definition}</Td></tr> }
        })
        .collect_view();
    view! {
        <details class="help">
            <summary>"What do the parameters of the catalogue mean?"</summary>
            <Table caption="Parameters of the catalogue" caption_hidden=true>
                <thead><tr><Th label="Parameter"/><Th label="Service"/><Th label="Answered by"/><Th label="Meaning"/></tr></thead>
                <tbody>{rows}</tbody>
            </Table>
        </details>
    }
    .into_any()
}

/// The recorded parts of a row as they are typed.
#[derive(Default)]
struct Typed {
    kind: &'static str,
    unit: String,
    direction: Option<Direction>,
    threshold: Option<String>,
    objective: Option<String>,
}

fn typed(requirement: &Requirement) -> Typed {
    let amount = |quantity: &Option<Quantity>| quantity.map(|one| plain(one.amount()));
    let number = |number: &Option<Decimal>| number.map(plain);
    let words = |codes: &[String]| {
        let labels = requirement.choices().unwrap_or_default();
        let label = |code: &String| {
            let known = labels.iter().find(|(known, _)| known == code);
            known.map_or(code.clone(), |(_, label)| label.clone())
        };
        codes.iter().map(label).collect::<Vec<_>>().join(", ")
    };
    let base = Typed {
        kind: "number",
        unit: requirement.unit_symbol().to_owned(),
        direction: requirement.direction(),
        ..Typed::default()
    };
    match &requirement.ask {
        Ask::Number {
            threshold,
            objective,
            ..
        } => Typed {
            threshold: number(threshold),
            objective: number(objective),
            ..base
        },
        Ask::Typed(Wanted::Number {
            threshold,
            objective,
            ..
        }) => Typed {
            threshold: amount(threshold),
            objective: amount(objective),
            ..base
        },
        Ask::Typed(Wanted::YesNo { required }) => Typed {
            kind: "yes_no",
            threshold: required.then(|| "yes".to_owned()),
            ..base
        },
        Ask::Typed(Wanted::Choice {
            accepted,
            preferred,
        }) => Typed {
            kind: "choice",
            threshold: Some(words(accepted)),
            objective: Some(words(preferred)),
            ..base
        },
        Ask::Typed(Wanted::Text) => Typed {
            kind: "text",
            ..base
        },
    }
}

fn requirement(row: usize, recorded: Option<&Requirement>) -> AnyView {
    let name = |stem: &str| format!("requirement_{stem}_{row}");
    let kinds: Vec<Choice> = vec![
        ("number", "a number").into(),
        ("yes_no", "yes or no").into(),
        ("choice", "a choice").into(),
        ("text", "words").into(),
    ];
    let directions = [Direction::Higher, Direction::Lower]
        .map(|one| (one.as_str(), one.label()).into())
        .to_vec();
    let typed = recorded.map(typed).unwrap_or_default();
    let label = recorded.map(|one| one.name.as_str().to_owned());
    let parameter = recorded
        .and_then(|one| one.parameter)
        .map(|code| code.as_str());
    let direction = typed.direction.map(Direction::as_str);
    let evidence = recorded.is_none_or(|one| one.evidence);
    view! {
        <fieldset class="field">
            <legend>{format!("Requirement {row}")}</legend>
            <div class="parts">
                <Select name=name("parameter") label="From the catalogue" prompt="None: a point of our own" options=parameters() value=parameter optional=true/>
                <Select name=name("kind") label="An own point is answered by" options=kinds value=typed.kind/>
            </div>
            <TextInput name=name("name") label="What is asked" value=label optional=true/>
            <div class="parts">
                <TextInput name=name("unit") label="Unit" value=typed.unit size=10 optional=true/>
                <Select name=name("direction") label="Direction" options=directions value=direction/>
                <TextInput name=name("threshold") label="Threshold" value=typed.threshold size=14 optional=true/>
                <TextInput name=name("objective") label="Objective" value=typed.objective size=14 optional=true/>
            </div>
            <Checkbox name=name("evidence") label="An answer must say what shows that it is true" checked=evidence/>
        </fieldset>
    }
    .into_any()
}

/// The requirements as everybody reads them.
pub fn panel(requirements: &[Requirement]) -> Option<AnyView> {
    if requirements.is_empty() {
        return None;
    }
    let rows = requirements.iter().map(line).collect_view();
    Some(
        view! {
            <Panel title="Requirements" meta="The threshold must be met; the objective is wanted. A number may be answered in any unit that converts.">
                <Table caption="Requirements" caption_hidden=true>
                    <thead><tr>
                        <Th label="No."/><Th label="What is asked"/><Th label="Wanted"/><Th label="Evidence"/>
                    </tr></thead>
                    <tbody>{rows}</tbody>
                </Table>
            </Panel>
        }
        .into_any(),
    )
}

fn line(one: &Requirement) -> AnyView {
    let definition = one.parameter.map(|code| {
        let parameter = code.parameter();
        let text = format!("{}: {}", parameter.name, parameter.definition);
        view! { <div class="meta">{text}</div> }
    });
    let evidence = if one.evidence { "wanted" } else { "not asked" };
    let direction = one
        .direction()
        .map(|direction| view! { " "<Tag label=direction.label()/> });
    let (code, name, words) = (one.code.clone(), one.name.as_str().to_owned(), one.words());
    view! {
        <tr>
            <RowHead>{code}</RowHead>
            <Td label="What is asked" lead=true>{name}{definition}</Td>
            <Td label="Wanted" lead=true>{words}{direction}</Td>
            <Td label="Evidence">{evidence}</Td>
        </tr>
    }
    .into_any()
}
