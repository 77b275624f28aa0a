//! What both openings share: who takes part, what is missing, and the form of the next person.

use super::words::received;
use crate::request::Rq;
use crate::ui::{
    Form, Help, KeyValue, Notice, Panel, RowHead, Submit, SummaryList, Table, Tag, Td, TextInput,
    Th, Tone,
};
use backend::offers::{OpeningSheet, ParticipantRow, RefusedTry};
use chrono::{DateTime, Utc};
use domain::policy::Subject;
use domain::policy::actions::OpenOffers;
use leptos::prelude::*;

/// The opening that comes next: consents, people, what is missing, and the form where the reader may take part now.
pub(super) fn ceremony(rq: &Rq, sheet: &OpeningSheet, due: bool) -> AnyView {
    let now = rq.at();
    let own = rq.actor().account().map(|account| account.0);
    let mine = sheet.next().iter().find(|row| Some(row.account_id) == own);
    let given = mine.is_some_and(|row| row.has_given(now));
    let officer = rq.may::<OpenOffers>(Subject::ANY);
    let takes_part = match sheet.legacy {
        true => officer,
        false => mine.is_some(),
    };
    let form = (takes_part && due && !given).then(|| consent_form(rq, sheet));
    let consents = format!("{} of {}", sheet.given(now), sheet.threshold);
    let missing = due.then(|| missing(now, sheet));
    let (people, refused) = (participants(now, sheet), refused(sheet));
    view! {
        <SummaryList>
            <KeyValue key="Consents">{consents}</KeyValue>
            {missing.map(|missing| view! { <KeyValue key="Missing">{missing}</KeyValue> })}
            {refused}
        </SummaryList>
        {people}
        {given.then(|| view! { <p>"You have consented. Others are needed before the time in the list."</p> })}
        {(officer && !takes_part).then(|| view! { <p>"You were not named for this solicitation and hold no share of its keys."</p> })}
        {form}
        <Help title="Why two persons?" source="GBI 2.4, 4.1">
            <p>"One person alone could read an offer before the others. The keys were split when the solicitation was published; each named person holds a share behind a passphrase. Who completes the shares opens every offer in one step, or none if any of them was altered."</p>
            <p>"A share that was given waits for 30 minutes, readable only to the other named persons. Then it lapses and is given again."</p>
        </Help>
    }
    .into_any()
}

/// Exactly what the opening lacks.
fn missing(now: DateTime<Utc>, sheet: &OpeningSheet) -> String {
    let needed = usize::try_from(sheet.threshold).unwrap_or(usize::MAX);
    let lacking = needed.saturating_sub(sheet.given(now));
    let still = |officer: bool| {
        let others = sheet
            .next()
            .iter()
            .filter(|row| row.is_officer() == officer);
        let others = others.filter(|row| !row.has_given(now));
        others
            .map(|row| row.name.as_str())
            .collect::<Vec<_>>()
            .join(", ")
    };
    let (officers, administrators) = (still(true), still(false));
    let shares = if lacking == 1 { "share" } else { "shares" };
    if sheet.legacy {
        return format!("{lacking} more of the opening officers, each with the own password.");
    }
    let recovery = match administrators.as_str() {
        "" => String::new(),
        names => format!(" Two administrators with the recovery share stand for one: {names}."),
    };
    let from = match officers.as_str() {
        "" => "no other officer was named".to_owned(),
        names => format!("may come from {names}"),
    };
    format!("{lacking} {shares}: {from}.{recovery}")
}

/// The newest tries that came to nothing, with why.
fn refused(sheet: &OpeningSheet) -> Option<AnyView> {
    let line = |one: &RefusedTry| {
        let why = one.reason.clone().unwrap_or_default();
        view! { <p>{format!("{}, {}: {why}", received(one.at), one.name)}</p> }
    };
    let lines = sheet.refused.iter().map(line).collect_view();
    let some = !sheet.refused.is_empty();
    some.then(|| view! { <KeyValue key="Refused tries">{lines}</KeyValue> }.into_any())
}

/// The prices, where they are not opened with the rest: what they wait for, or when and by whom they were opened.
pub(super) fn prices(rq: &Rq, sheet: &OpeningSheet) -> AnyView {
    if !sheet.price_after_technical {
        return ().into_any();
    }
    let desk = format!("/solicitations/{}/compare", sheet.reference);
    match (sheet.technical_at, sheet.price_opened_at) {
        (_, Some(at)) => {
            let people = took_part(&sheet.price_participants);
            view! {
                <Panel title="Prices opened together" meta=received(at)>
                    <p>"The prices of the technically acceptable offers were opened. Those of the others stay sealed."</p>
                    <SummaryList>{people}</SummaryList>
                </Panel>
            }
            .into_any()
        }
        (Some(at), None) => view! {
            <Notice tone=Tone::Sealed title="The prices wait to be opened">
                {format!("The technical result was fixed on {}. The persons who hold the keys open the prices of the acceptable offers together; those of the others stay sealed.", received(at))}
            </Notice>
            {ceremony(rq, sheet, true)}
        }
        .into_any(),
        (None, None) => view! {
            <Notice tone=Tone::Sealed title="The prices are sealed">
                <p>
                    "They are opened after the technical result. Missing: the scores of the panel, and the acquisition officer’s step “Fix the technical result” on the "
                    <a href=desk>"comparison desk"</a>", where everything that is missing is listed."
                </p>
            </Notice>
        }
        .into_any(),
    }
}

/// Who took part, and when each gave consent.
pub(super) fn took_part(people: &[ParticipantRow]) -> AnyView {
    let people = people.iter().map(|row| {
        let (key, given) = (
            format!("{}, {}", row.name, capacity(row)),
            row.given_at.map(received),
        );
        view! { <KeyValue key=key>{given}</KeyValue> }
    });
    people.collect_view().into_any()
}

fn participants(now: DateTime<Utc>, sheet: &OpeningSheet) -> AnyView {
    if sheet.next().is_empty() {
        return ().into_any();
    }
    let row = |row: &ParticipantRow| {
        let (name, capacity) = (row.name.clone(), capacity(row));
        let (tone, state, until) = match (row.has_given(now), row.given_at) {
            (true, _) => (Tone::Good, "Given", row.lapses_at.map(received)),
            (false, Some(_)) => (Tone::Attention, "Lapsed, may be given again", None),
            (false, None) => (Tone::Neutral, "May still be given", None),
        };
        view! {
            <tr>
                <RowHead>{name}</RowHead>
                <Td label="Capacity">{capacity}</Td>
                <Td label="Share"><Tag tone=tone label=state/></Td>
                <Td label="Waits until">{until}</Td>
            </tr>
        }
    };
    let rows = sheet.next().iter().map(row).collect_view();
    view! {
        <Table caption="Who opens" note="named when the solicitation was published">
            <thead><tr><Th label="Name"/><Th label="Capacity"/><Th label="Share"/><Th label="Waits until"/></tr></thead>
            <tbody>{rows}</tbody>
        </Table>
    }
    .into_any()
}

/// In which capacity somebody takes part.
pub(super) fn capacity(row: &ParticipantRow) -> &'static str {
    if row.is_officer() {
        "Opening officer"
    } else {
        "Administrator, recovery share"
    }
}

fn consent_form(rq: &Rq, sheet: &OpeningSheet) -> AnyView {
    let key = rq.key();
    let officer = rq.may::<OpenOffers>(Subject::ANY);
    let last = officer
        && sheet.given(rq.at()) + 1 >= usize::try_from(sheet.threshold).unwrap_or(usize::MAX);
    let (label, consequence) = match (officer, last) {
        (_, true) if sheet.opened_at.is_some() => (
            "Consent and open the prices",
            "The prices of the technically acceptable offers are opened now, all at once. Those of the others stay sealed. This cannot be undone.",
        ),
        (_, true) if sheet.price_after_technical => (
            "Consent and open all offers",
            "Volumes 1 to 3 of every sealed offer are opened now, all at once; the prices stay sealed. Officers, evaluators without a conflict and auditors may read them from then on. This cannot be undone.",
        ),
        (_, true) => (
            "Consent and open all offers",
            "Every sealed offer is opened now, all at once. Officers, evaluators without a conflict and auditors may read them from then on. This cannot be undone.",
        ),
        (true, false) => (
            "Consent to the opening",
            "Nothing is opened yet: your share waits for another opening officer, for 30 minutes. Your consent is recorded.",
        ),
        (false, false) => (
            "Give the recovery share",
            "Two administrators together stand for one opening officer who is missing. This is recorded as an event of its own and shown to auditors.",
        ),
    };
    let passphrase = (!sheet.legacy).then(|| {
        view! {
            <TextInput name="passphrase" label="Passphrase of your opening key" kind="password" autocomplete="off"
                hint="The one of the key that you had when this solicitation was published. It is used for this step and kept nowhere."/>
        }
    });
    view! {
        <Form act="consent" key=key label="Consent to the opening">
            <TextInput name="password" label="Your password" kind="password" autocomplete="current-password"/>
            {passphrase}
            <Submit label=label consequence=consequence/>
        </Form>
    }
    .into_any()
}
