//! The opening of a solicitation's offers.

use super::words::{deadline, received, tone};
use crate::page::page;
use crate::post::{Go, Post};
use crate::request::Rq;
use crate::ui::{
    Breadcrumbs, Countdown, Form, Hash, Help, KeyValue, Notice, PageTitle, Panel, Ref, RowHead,
    Submit, SummaryList, Table, Tag, Td, Th, Tone, format,
};
use backend::Error;
use backend::offers::{self, ConsentRow, OpenedRow, OpeningSheet};
use backend::solicitations::{self, amendment_number};
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
        Some(at) => opened(at, sheet.offers.clone(), &sheet.consents, marked),
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

fn consent_rows(consents: &[ConsentRow]) -> AnyView {
    let rows = consents
        .iter()
        .map(|consent| {
            let (name, given) = (consent.name.clone(), format::date_time(consent.given_at));
            view! { <KeyValue key=name>{given}</KeyValue> }
        })
        .collect_view();
    view! { <SummaryList>{rows}</SummaryList> }.into_any()
}

fn sealed(rq: &Rq, sheet: &OpeningSheet) -> AnyView {
    let now = rq.at();
    let closed = sheet.closes_at.is_some_and(|closes| now > closes);
    let closes = sheet.closes_at.map(|at| (at, deadline(at, &sheet.zone)));
    let given = sheet.consents.len();
    let own = rq.actor().account().map(|account| account.0);
    let consented = sheet
        .consents
        .iter()
        .any(|consent| Some(consent.account_id) == own);
    let may = rq.may::<OpenOffers>(Subject::ANY) && closed && !consented;
    let consents = consent_rows(&sheet.consents);
    view! {
        <Notice tone=Tone::Sealed title="The offers are sealed">
            "Nobody can read them, and nobody but each offeror knows who offered or how many there are. They may be opened after closing, by two opening officers together."
        </Notice>
        <SummaryList>
            <KeyValue key="Closes">{closes.map(|(at, shown)| view! { <Countdown at=at now=now shown=shown/> })}</KeyValue>
            <KeyValue key="Consents">{format!("{given} of 2")}</KeyValue>
        </SummaryList>
        {consents}
        {consented.then(|| view! { <p>"You have consented. Another opening officer is needed."</p> })}
        {may.then(|| consent_form(rq, given))}
        <Help title="Why two persons?" source="GBI 2.4, 4.1">
            <p>"One person alone could read an offer before the others. Each consents with an account of their own; the second consent opens every offer in one step, or none if any of them was altered."</p>
        </Help>
    }
    .into_any()
}

fn consent_form(rq: &Rq, given: usize) -> AnyView {
    let key = rq.key();
    let (label, consequence) = if given == 0 {
        (
            "Consent to the opening",
            "Nothing is opened yet: a second opening officer has to consent. Your consent is recorded and cannot be taken back.",
        )
    } else {
        (
            "Consent and open all offers",
            "Every sealed offer is opened now, all at once. Officers, evaluators without a conflict and auditors may read them from then on. This cannot be undone.",
        )
    };
    view! {
        <Form act="consent" key=key label="Consent to the opening">
            <Submit label=label consequence=consequence/>
        </Form>
    }
    .into_any()
}

fn opened(
    at: chrono::DateTime<chrono::Utc>,
    offers: Vec<OpenedRow>,
    consents: &[ConsentRow],
    marked: &Marked,
) -> AnyView {
    let count = match offers.len() {
        1 => "1 offer".to_owned(),
        more => format!("{more} offers"),
    };
    let rows = offers
        .into_iter()
        .map(|one| {
            let amendment = marked.get(&one.reference).copied();
            row(one, amendment)
        })
        .collect_view();
    let consents = consent_rows(consents);
    view! {
        <Panel title="Opened together" meta=format!("{count}, {}", received(at))>
            {consents}
        </Panel>
        <Table caption="Opened offers" note="the hashes are those on the offeror’s receipt">
            <thead><tr><Th label="Offer"/><Th label="Offeror"/><Th label="Received"/><Th label="SHA-256 of what was sealed"/><Th label="State"/></tr></thead>
            <tbody>{rows}</tbody>
        </Table>
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

/// Consents.
pub async fn post(post: Post) -> Result<Go, Error> {
    let reference = post.rq.param("reference").to_owned();
    match post.act() {
        "consent" => {
            offers::consent(post.rq.ctx(), &post.call, &reference).await?;
            Ok(Go::to(format!("/solicitations/{reference}/opening")))
        }
        _ => Err(Error::NotFound),
    }
}
