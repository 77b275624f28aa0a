//! `docs/STATES.md`: every state machine as a diagram, written from the tables that the use cases obey.

use std::fmt::Write as _;

use super::*;

const HEAD: &str = "# States

Where every aggregate can stand and what moves it, written from the tables in `domain/src/states`. A status is stored only as the answer of
such a table. Who may cause an event is in `docs/permissions.md`.
";

/// One machine: its diagram, then what must hold before a move.
fn chapter<S: StateMachine>() -> String {
    let mut text = format!("\n## {}\n\n```mermaid\nstateDiagram-v2\n", titled(S::NAME));
    for state in S::STATES {
        let term = state.state_term();
        let _ = writeln!(text, "    {}: {}", term.name, term.label);
    }
    let _ = writeln!(text, "    [*] --> {}", S::INITIAL.state_term().name);
    for line in S::TRANSITIONS {
        let (from, to) = (line.from.state_term(), line.to.state_term());
        let event = S::event_term(line.event).label;
        let _ = writeln!(text, "    {} --> {}: {event}", from.name, to.name);
    }
    for state in S::STATES.iter().filter(|state| state.is_final()) {
        let _ = writeln!(text, "    {} --> [*]", state.state_term().name);
    }
    text.push_str("```\n");
    text + &guards::<S>()
}

fn guards<S: StateMachine>() -> String {
    let mut rows = String::new();
    for line in S::TRANSITIONS.iter().filter(|line| !line.guard.is_empty()) {
        let (from, event) = (line.from.state_term(), S::event_term(line.event));
        let _ = writeln!(
            rows,
            "| {} | {} | {} |",
            from.label, event.label, line.guard
        );
    }
    if rows.is_empty() {
        return rows;
    }
    format!("\n| from | event | what must hold |\n|---|---|---|\n{rows}")
}

fn titled(name: &str) -> String {
    let mut letters = name.chars();
    let first = letters.next().map(|first| first.to_ascii_uppercase());
    first.into_iter().chain(letters).collect()
}

fn document() -> String {
    [
        HEAD.to_owned(),
        chapter::<NeedState>(),
        chapter::<SolicitationState>(),
        chapter::<DeclarationState>(),
        chapter::<RegistrationState>(),
        chapter::<OfferState>(),
        chapter::<EvaluationState>(),
        chapter::<InquiryState>(),
        chapter::<AwardState>(),
        chapter::<ComplaintState>(),
        chapter::<ContractState>(),
        chapter::<OptionState>(),
        chapter::<ModificationState>(),
        chapter::<OrderState>(),
        chapter::<MilestoneState>(),
        chapter::<AcceptanceState>(),
        chapter::<InvoiceState>(),
        chapter::<DamagesState>(),
        chapter::<ContributionState>(),
        chapter::<RateState>(),
    ]
    .concat()
}

#[test]
fn the_states_in_the_docs_are_current() {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/STATES.md");
    let current = document();
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(file, &current).unwrap();
    }
    let written = std::fs::read_to_string(file).unwrap_or_default();
    assert!(
        written == current,
        "docs/STATES.md is behind: UPDATE_DOCS=1 cargo nextest run are_current"
    );
}

#[test]
fn every_move_of_a_machine_is_drawn_once() {
    let drawn = chapter::<ContractState>();
    let arrows = drawn.matches(" --> ").count();
    let ends = ContractState::STATES
        .iter()
        .filter(|state| state.is_final())
        .count();
    assert_eq!(arrows, ContractState::TRANSITIONS.len() + 1 + ends);
}
