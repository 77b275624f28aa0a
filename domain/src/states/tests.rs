//! The tables against the reference list, and random walks through them.

use std::collections::BTreeSet;

use proptest::prelude::*;
use serde_json::Value;

use super::*;

const REFERENCE: &str = include_str!("../../tests/data/state_machines.json");

/// Events of the reference list that have several outcomes, and the events that name them here.
const SPLITS: &[(&str, &str, &[&str])] = &[
    (
        "complaint",
        "decide",
        &["uphold", "reject", "reject_appealable", "rule"],
    ),
    ("offer", "submit", &["submit", "submit_late"]),
    ("offer", "check", &["pass_check", "fail_check"]),
    (
        "offer",
        "score",
        &["score_acceptable", "score_unacceptable"],
    ),
    ("invoice", "resolve", &["resolve_approve", "resolve_reject"]),
    (
        "solicitation",
        "resume",
        &["resume_bidding", "resume_evaluation", "resume_standstill"],
    ),
];

type Line = (String, String, String);

fn reference(machine: &str) -> Value {
    let file: Value = serde_json::from_str(REFERENCE).unwrap();
    let machines = file["machines"].as_array().unwrap();
    machines
        .iter()
        .find(|one| one["name"] == machine)
        .unwrap()
        .clone()
}

fn texts(list: &Value) -> BTreeSet<String> {
    list.as_array()
        .unwrap()
        .iter()
        .map(|text| text.as_str().unwrap().to_owned())
        .collect()
}

fn reference_lines(machine: &Value) -> BTreeSet<Line> {
    let text = |line: &Value, key: &str| line[key].as_str().unwrap().to_owned();
    let lines = machine["transitions"].as_array().unwrap();
    lines
        .iter()
        .map(|line| (text(line, "from"), text(line, "event"), text(line, "to")))
        .collect()
}

fn in_reference_words(machine: &str, event: &str) -> String {
    let split = SPLITS
        .iter()
        .find(|(name, _, parts)| *name == machine && parts.contains(&event));
    split.map_or(event, |(_, original, _)| original).to_owned()
}

/// Moves that the reference list does not draw: a standstill may be waived while it runs, too (NCP 28-29), editing what
/// is approved takes the approval back, a mistaken award may be annulled until the contract is signed, a mistaken
/// exclusion may be reversed, an invoice that is never completed is given back, and with its contract an option of which
/// notice was given lapses and a milestone ends at which work was under way.
const ADDED: &[(&str, [&str; 3])] = &[
    ("award", ["standstill", "annul", "annulled"]),
    ("award", ["cleared", "annul", "annulled"]),
    ("award", ["cleared", "dispute", "suspended"]),
    ("offer", ["unsuccessful", "reinstate", "ranked"]),
    (
        "offer",
        [
            "unsuccessful",
            "reinstate_unacceptable",
            "technically_unacceptable",
        ],
    ),
    ("offer", ["ranked", "reevaluate", "admin_compliant"]),
    (
        "offer",
        ["technically_unacceptable", "reevaluate", "admin_compliant"],
    ),
    ("offer", ["excluded", "readmit", "admin_compliant"]),
    ("award", ["standstill", "waive", "cleared"]),
    ("option", ["noticed", "expire", "lapsed"]),
    ("milestone", ["in_progress", "waive", "waived"]),
    ("milestone", ["submitted", "waive", "waived"]),
    ("solicitation", ["approved", "take_back", "draft"]),
    ("invoice", ["held", "return", "rejected"]),
];

/// Ends of the reference list from which an annulled award or a reversed exclusion leads back.
const LED_BACK: &[(&str, &str)] = &[("offer", "unsuccessful"), ("offer", "excluded")];

fn added<S: StateMachine>() -> BTreeSet<Line> {
    let own = ADDED.iter().filter(|(name, _)| *name == S::NAME);
    own.map(|(_, [from, event, to])| ((*from).to_owned(), (*event).to_owned(), (*to).to_owned()))
        .collect()
}

fn own_lines<S: StateMachine>() -> BTreeSet<Line> {
    let event = |event| in_reference_words(S::NAME, S::event_term(event).name);
    let name = |state: S| state.state_term().name.to_owned();
    S::TRANSITIONS
        .iter()
        .map(|line| (name(line.from), event(line.event), name(line.to)))
        .collect()
}

fn agrees_with_reference<S: StateMachine>() {
    let file = reference(S::NAME);
    let states = S::STATES
        .iter()
        .map(|state| state.state_term().name.to_owned())
        .collect();
    let ends = S::STATES.iter().filter(|state| state.is_final());
    assert_eq!(texts(&file["states"]), states);
    let mut terminal = texts(&file["terminal"]);
    terminal.retain(|state| !LED_BACK.contains(&(S::NAME, state)));
    assert_eq!(
        terminal,
        ends.map(|state| state.state_term().name.to_owned())
            .collect()
    );
    assert_eq!(file["initial"], S::INITIAL.state_term().name);
    let known: BTreeSet<Line> = reference_lines(&file)
        .union(&added::<S>())
        .cloned()
        .collect();
    assert_eq!(known, own_lines::<S>());
    assert_eq!(
        file["transitions"].as_array().unwrap().len() + added::<S>().len(),
        S::TRANSITIONS.len()
    );
}

fn every_state_is_reachable<S: StateMachine>() {
    let mut seen = vec![S::INITIAL];
    let mut next = 0;
    while next < seen.len() {
        for event in allowed(seen[next]) {
            let state = apply(seen[next], event).unwrap();
            if !seen.contains(&state) {
                seen.push(state);
            }
        }
        next += 1;
    }
    assert!(
        S::STATES.iter().all(|state| seen.contains(state)),
        "{} has unreachable states",
        S::NAME
    );
}

fn only_final_states_end<S: StateMachine>() {
    for state in S::STATES {
        assert_eq!(
            state.is_final(),
            allowed(*state).next().is_none(),
            "{} {state:?}",
            S::NAME
        );
    }
}

fn one_target_per_event<S: StateMachine>() {
    for line in S::TRANSITIONS {
        let same = S::TRANSITIONS
            .iter()
            .filter(|other| other.from == line.from && other.event == line.event);
        assert_eq!(
            same.count(),
            1,
            "{} {:?} {:?}",
            S::NAME,
            line.from,
            line.event
        );
    }
}

fn every_event_is_used<S: StateMachine>() {
    for event in S::EVENTS {
        assert!(
            S::TRANSITIONS.iter().any(|line| line.event == *event),
            "{} {event:?}",
            S::NAME
        );
    }
}

fn labels_are_in_sentence_case<S: StateMachine>() {
    let states = S::STATES.iter().map(|state| state.state_term().label);
    let events = S::EVENTS.iter().map(|event| S::event_term(*event).label);
    let guards = S::TRANSITIONS
        .iter()
        .map(|line| line.guard)
        .filter(|guard| !guard.is_empty());
    for text in states.chain(events).chain(guards) {
        assert!(
            text.starts_with(|first: char| first.is_uppercase()) && !text.ends_with('.'),
            "{text}"
        );
    }
}

fn a_walk_stays_in_the_table<S: StateMachine>(choices: &[usize]) {
    let mut state = S::INITIAL;
    for choice in choices {
        let event = S::EVENTS[choice % S::EVENTS.len()];
        let line = S::TRANSITIONS
            .iter()
            .find(|line| line.from == state && line.event == event);
        match (apply(state, event), line) {
            (Ok(next), Some(line)) => {
                assert_eq!(next, line.to);
                state = next;
            }
            (Err(refused), None) => assert_eq!(refused.allowed.is_empty(), state.is_final()),
            (answer, line) => panic!("{}: {answer:?} but the table says {line:?}", S::NAME),
        }
    }
}

macro_rules! every_machine {
    ($check:ident $(($($argument:expr),+))?) => {
        every_machine!(@ $check ($($($argument),+)?) SolicitationState OfferState EvaluationState AwardState ComplaintState
            ContractState OptionState ModificationState OrderState MilestoneState AcceptanceState InvoiceState
            ContributionState)
    };
    (@ $check:ident $arguments:tt $($state:ident)+) => { $($check::<$state> $arguments;)+ };
}

#[test]
fn a_need_goes_its_own_way_by_the_same_laws() {
    every_state_is_reachable::<NeedState>();
    only_final_states_end::<NeedState>();
    one_target_per_event::<NeedState>();
    every_event_is_used::<NeedState>();
    labels_are_in_sentence_case::<NeedState>();
}

#[test]
fn a_registration_goes_its_own_way_by_the_same_laws() {
    every_state_is_reachable::<RegistrationState>();
    only_final_states_end::<RegistrationState>();
    one_target_per_event::<RegistrationState>();
    every_event_is_used::<RegistrationState>();
    labels_are_in_sentence_case::<RegistrationState>();
}

#[test]
fn an_inquiry_goes_its_own_way_by_the_same_laws() {
    every_state_is_reachable::<InquiryState>();
    only_final_states_end::<InquiryState>();
    one_target_per_event::<InquiryState>();
    every_event_is_used::<InquiryState>();
    labels_are_in_sentence_case::<InquiryState>();
}

#[test]
fn a_rate_goes_its_own_way_by_the_same_laws() {
    every_state_is_reachable::<RateState>();
    only_final_states_end::<RateState>();
    one_target_per_event::<RateState>();
    every_event_is_used::<RateState>();
    labels_are_in_sentence_case::<RateState>();
}

#[test]
fn damages_go_their_own_way_by_the_same_laws() {
    every_state_is_reachable::<DamagesState>();
    only_final_states_end::<DamagesState>();
    one_target_per_event::<DamagesState>();
    every_event_is_used::<DamagesState>();
    labels_are_in_sentence_case::<DamagesState>();
}

#[test]
fn tables_agree_with_the_reference_list() {
    every_machine!(agrees_with_reference);
}

#[test]
fn every_state_can_be_reached_and_only_final_ones_end() {
    every_machine!(every_state_is_reachable);
    every_machine!(only_final_states_end);
}

#[test]
fn an_event_has_one_outcome_and_a_use() {
    every_machine!(one_target_per_event);
    every_machine!(every_event_is_used);
}

#[test]
fn people_read_sentence_case() {
    every_machine!(labels_are_in_sentence_case);
}

#[test]
fn a_refusal_says_what_is_possible_instead() {
    let refused = SolicitationState::Closed
        .apply(SolicitationEvent::Amend)
        .unwrap_err();
    assert_eq!(
        refused.to_string(),
        "The solicitation is in the state “Closed”, so “Amend” is not possible. Possible now: Open offers or Cancel."
    );
    let refused = OptionState::Noticed
        .apply(OptionEvent::Decline)
        .unwrap_err();
    assert!(
        refused
            .to_string()
            .ends_with("Possible now: Exercise by modification or Let lapse.")
    );
    let refused = OfferState::Awarded.apply(OfferEvent::Withdraw).unwrap_err();
    assert!(
        refused
            .to_string()
            .ends_with("This state is final: nothing can follow.")
    );
}

#[test]
fn names_survive_text_and_json() {
    for state in OfferState::ALL {
        assert_eq!(state.as_str().parse(), Ok(*state));
        assert_eq!(serde_json::to_value(state).unwrap(), state.as_str());
    }
    let unknown = "opend".parse::<AwardEvent>().unwrap_err();
    assert!(
        unknown
            .to_string()
            .starts_with("“opend” is not a known value. Use one of: approve, notify")
    );
}

#[test]
fn sealed_offers_are_toned_as_sealed() {
    assert_eq!(OfferState::Submitted.tone(), Tone::Sealed);
    assert!(!OfferState::Submitted.is_terminal() && OfferState::Replaced.is_terminal());
}

proptest! {
    #[test]
    fn random_events_never_leave_the_table(choices in prop::collection::vec(0_usize..64, 0..80)) {
        every_machine!(a_walk_stays_in_the_table(&choices));
    }
}
