//! The opening of a solicitation's offers.

use super::words::{deadline, received, tone};
use crate::page::page;
use crate::post::{Go, Post};
use crate::request::Rq;
use crate::ui::{
    Breadcrumbs, Countdown, Form, Hash, Help, KeyValue, Notice, PageTitle, Panel, Ref, RowHead,
    Submit, SummaryList, Table, Tag, Td, TextInput, Th, Tone,
};
use backend::Error;
use backend::offers::{self, OpenedRow, OpeningSheet, ParticipantRow, Secrets};
use backend::solicitations::{self, amendment_number};
use chrono::{DateTime, Utc};
use domain::policy::Subject;
use domain::policy::actions::OpenOffers;
use domain::states::OfferState;
use leptos::prelude::*;
use leptos_meta::Title;
use std::collections::BTreeMap;

/// The amendments that opened offers were made before, by the offers' references.
type Marked = BTreeMap<String, i64>;

/// Where the opening stands.
#[component]
pub fn Opening() -> impl IntoView {
    page(
        async |rq| {
            let reference = rq.param("reference");
            let sheet = offers::opening_sheet(rq.ctx(), rq.actor(), reference).await?;
            let marked = solicitations::made_before(rq.ctx(), rq.actor(), reference).await?;
            Ok((sheet, marked))
        },
        |rq, (sheet, marked)| draw(&rq, sheet, &marked),
    )
}

fn draw(rq: &Rq, sheet: OpeningSheet, marked: &Marked) -> AnyView {
    let above = format!("/solicitations/{}", sheet.reference);
    let (state, mark) = match sheet.opened_at {
        Some(_) => ("Opened", Tone::Good),
        None => ("Sealed", Tone::Sealed),
    };
    let commitments = format!("{above}/commitments");
    let body = match sheet.opened_at {
        Some(at) => opened(at, sheet.offers.clone(), &sheet.participants, marked),
        None => sealed(rq, &sheet),
    };
    view! {
        <Title text="Opening of offers"/>
        <Breadcrumbs links=vec![("/solicitations", "Solicitations").into(), (above, sheet.reference.clone()).into()] here="Opening"/>
        <PageTitle title="Opening of offers" reference=sheet.reference.clone() state=state tone=mark meta=sheet.title.clone()/>
        {body}
        <p><a href=commitments>"What was sealed at closing"</a></p>
    }
    .into_any()
}

fn sealed(rq: &Rq, sheet: &OpeningSheet) -> AnyView {
    let now = rq.at();
    let closed = sheet.closes_at.is_some_and(|closes| now > closes);
    let closes = sheet.closes_at.map(|at| (at, deadline(at, &sheet.zone)));
    let own = rq.actor().account().map(|account| account.0);
    let mine = sheet
        .participants
        .iter()
        .find(|row| Some(row.account_id) == own);
    let given = mine.is_some_and(|row| row.has_given(now));
    let takes_part = match sheet.legacy {
        true => rq.may::<OpenOffers>(Subject::ANY),
        false => mine.is_some(),
    };
    let consents = format!("{} of {}", sheet.given(now), sheet.threshold);
    let people = participants(now, sheet);
    let form = (takes_part && closed && !given).then(|| consent_form(rq, sheet));
    let not_named = rq.may::<OpenOffers>(Subject::ANY) && !takes_part;
    view! {
        <Notice tone=Tone::Sealed title="The offers are sealed">
            "Nobody can read them, and nobody but each offeror knows who offered or how many there are. After closing the opening officers named at publication open them together."
        </Notice>
        <SummaryList>
            <KeyValue key="Closes">{closes.map(|(at, shown)| view! { <Countdown at=at now=now shown=shown/> })}</KeyValue>
            <KeyValue key="Consents">{consents}</KeyValue>
        </SummaryList>
        {people}
        {given.then(|| view! { <p>"You have consented. Others are needed before the time in the list."</p> })}
        {not_named.then(|| view! { <p>"You were not named for this solicitation and hold no share of its keys."</p> })}
        {form}
        <Help title="Why two persons?" source="GBI 2.4, 4.1">
            <p>"One person alone could read an offer before the others. The keys were split when the solicitation was published; each named person holds a share behind a passphrase. Who completes the shares opens every offer in one step, or none if any of them was altered."</p>
            <p>"A share that was given waits for 30 minutes, readable only to the other named persons. Then it lapses and is given again."</p>
        </Help>
    }
    .into_any()
}

fn participants(now: DateTime<Utc>, sheet: &OpeningSheet) -> AnyView {
    if sheet.participants.is_empty() {
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
    let rows = sheet.participants.iter().map(row).collect_view();
    view! {
        <Table caption="Who opens" note="named when the solicitation was published">
            <thead><tr><Th label="Name"/><Th label="Capacity"/><Th label="Share"/><Th label="Waits until"/></tr></thead>
            <tbody>{rows}</tbody>
        </Table>
    }
    .into_any()
}

fn capacity(row: &ParticipantRow) -> &'static str {
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

fn opened(
    at: DateTime<Utc>,
    offers: Vec<OpenedRow>,
    people: &[ParticipantRow],
    marked: &Marked,
) -> AnyView {
    let count = match offers.len() {
        1 => "1 offer".to_owned(),
        more => format!("{more} offers"),
    };
    let recovered = people.iter().any(|row| !row.is_officer()).then(|| {
        view! {
            <Notice tone=Tone::Attention title="The recovery share was used">
                "Two administrators stood for an opening officer who was missing."
            </Notice>
        }
    });
    let rows = offers
        .into_iter()
        .map(|one| {
            let amendment = marked.get(&one.reference).copied();
            row(one, amendment)
        })
        .collect_view();
    let people = people.iter().map(|row| {
        let (key, given) = (
            format!("{}, {}", row.name, capacity(row)),
            row.given_at.map(received),
        );
        view! { <KeyValue key=key>{given}</KeyValue> }
    });
    let people = people.collect_view();
    view! {
        {recovered}
        <Panel title="Opened together" meta=format!("{count}, {}", received(at))>
            <SummaryList>{people}</SummaryList>
        </Panel>
        <Table caption="Opened offers" note="in order of receipt; the hashes are those on the offeror’s receipt">
            <thead><tr><Th label="Offer"/><Th label="Offeror"/><Th label="Received"/><Th label="SHA-256 of what was sealed"/><Th label="State"/></tr></thead>
            <tbody>{rows}</tbody>
        </Table>
        <p class="meta">"This page is the record of the opening: print it, or keep it as a file. The log holds the same hashes."</p>
    }
    .into_any()
}

fn row(row: OpenedRow, amendment: Option<i64>) -> AnyView {
    let before = amendment.map(|number| {
        let label = format!("made before amendment {}", amendment_number(number));
        view! { " "<Tag tone=Tone::Attention label=label/> }
    });
    let href = format!("/offers/{}", row.reference);
    let hashes = row.parts.into_iter().map(|part| {
        let label = part.label();
        view! { <p><span class="meta">{label}</span>" "<Hash value=part.ciphertext_sha256/></p> }
    });
    let hashes = hashes.collect_view();
    let state = row.status.parse::<OfferState>().ok();
    let reason = row
        .unreadable
        .map(|reason| view! { <p class="meta">{format!("Cannot be read: {reason}")}</p> });
    view! {
        <tr>
            <RowHead><Ref reference=row.reference href=href/></RowHead>
            <Td label="Offeror" lead=true>{row.provider_name}</Td>
            <Td label="Received">{row.received_at.map(received)}</Td>
            <Td label="SHA-256">{hashes}</Td>
            <Td label="State">{state.map(|state| view! { <Tag tone=tone(state.tone()) label=state.label()/> })}{reason}{before}</Td>
        </tr>
    }
    .into_any()
}

/// Consents, with the secrets of whoever does.
pub async fn post(post: Post) -> Result<Go, Error> {
    let reference = post.rq.param("reference").to_owned();
    if post.act() != "consent" {
        return Err(Error::NotFound);
    }
    let secrets = Secrets {
        password: post.raw("password"),
        passphrase: post.raw("passphrase"),
        address: &post.address,
    };
    offers::consent(post.rq.ctx(), &post.secret_call(), &reference, &secrets).await?;
    Ok(Go::to(format!("/solicitations/{reference}/opening")))
}
