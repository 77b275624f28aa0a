//! What the officers' and the bidder's page of complaints share.

use super::tone;
use crate::request::Rq;
use crate::ui::{Countdown, Notice, RowHead, Table, Tag, Td, Th, format};
use backend::evaluation::ComplaintAnswer;
use chrono::{Days, NaiveTime};
use domain::awards::ComplaintDates;
use domain::states::ComplaintState;
use leptos::prelude::*;

/// Where a complaint stands.
pub fn state_tag(state: ComplaintState) -> AnyView {
    let (tone, label) = (tone(state.tone()), state.label());
    view! { <Tag tone=tone label=label/> }.into_any()
}

/// Until when bidders may complain, with how near that is.
pub fn clock(rq: &Rq, dates: ComplaintDates) -> AnyView {
    let day = dates.last_day;
    let end = day.checked_add_days(Days::new(1)).unwrap_or(day);
    let (at, now) = (end.and_time(NaiveTime::MIN).and_utc(), rq.at());
    let over = now >= at;
    let suspends = match dates.suspends {
        true => "A complaint in time suspends the award (NCP App.1 13-16).",
        false => {
            "The method's rule suspends nothing by itself; nothing is signed while a complaint is open."
        }
    };
    let last = format::date(day);
    view! {
        <Notice title=if over { "The period to complain has ended" } else { "Bidders may complain" }>
            <p>"Last day: "{last}". The period ends "<Countdown at=at now=now/></p>
            <p>{suspends}</p>
        </Notice>
    }
    .into_any()
}

/// What was answered.
pub fn answers(answers: &[ComplaintAnswer]) -> AnyView {
    if answers.is_empty() {
        return ().into_any();
    }
    let row = |answer: &ComplaintAnswer| {
        let who = |name: &Option<String>, at| {
            let name = name.clone().unwrap_or_default();
            format!("{name}, {}", format::date_time(at))
        };
        let written = who(&answer.author, answer.answered_at);
        let decided = answer.decided_at.map(|at| who(&answer.decider, at));
        let (outcome, status) = (answer.outcome.label(), answer.status.label());
        let scores = answer.reopen.then_some(" The scores are opened again.");
        let text = match &answer.note {
            Some(note) => format!("{}\nGiven back: {note}", answer.text),
            None => answer.text.clone(),
        };
        view! {
            <tr>
                <RowHead>{outcome}{scores}</RowHead>
                <Td label="State" lead=true>{status}</Td>
                <Td label="Reasons">{text}</Td>
                <Td label="Written by">{written}</Td>
                <Td label="Decided by">{decided}</Td>
            </tr>
        }
    };
    let rows: Vec<_> = answers.iter().map(row).collect();
    view! {
        <Table caption="Answers">
            <thead><tr><Th label="Decision"/><Th label="State"/><Th label="Reasons"/><Th label="Written by"/><Th label="Decided by"/></tr></thead>
            <tbody>{rows}</tbody>
        </Table>
    }
    .into_any()
}
