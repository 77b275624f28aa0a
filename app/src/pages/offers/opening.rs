//! The opening of a solicitation's offers.

use super::ceremony::{ceremony, prices, took_part};
use super::words::{received, tone};
use crate::page::page;
use crate::pages::clocks::deadline;
use crate::post::{Go, Post};
use crate::request::Rq;
use crate::ui::{
    Breadcrumbs, Countdown, Hash, KeyValue, Notice, PageTitle, Panel, Ref, RowHead, SummaryList,
    Table, Tag, Td, Th, Tone,
};
use backend::Error;
use backend::offers::{self, OpenedRow, OpeningSheet, Secrets};
use backend::solicitations::{self, amendment_number};
use chrono::{DateTime, Utc};
use domain::actor::Role;
use domain::policy::Subject;
use domain::policy::actions::ReadLateOffers;
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
    let closed = sheet.closes_at.is_some_and(|closes| rq.at() > closes);
    let late = (closed && rq.may::<ReadLateOffers>(Subject::ANY)).then(|| {
        let href = format!("{above}/late");
        view! { " · "<a href=href>"Offers that came after closing"</a> }
    });
    // The record of the opening names the bidders.
    let veiled = sheet.offers.iter().any(OpenedRow::is_veiled);
    let check = sheet.opened_at.filter(|_| !veiled).map(|_| {
        let href = format!("{above}/opening/check");
        view! { " · "<a href=href>"Check that what was opened is what was sealed"</a> }
    });
    let follows = sheet.opened_at.is_some() && (rq.has(Role::Officer) || rq.has(Role::Auditor));
    let glance = follows.then(|| {
        let href = format!("{above}/evaluation");
        view! { " · "<a href=href>"Evaluation at a glance"</a> }
    });
    let body = match sheet.opened_at {
        Some(at) => view! {
            {prices(rq, &sheet)}
            {opened(at, &sheet, marked)}
        }
        .into_any(),
        None => sealed(rq, &sheet),
    };
    view! {
        <Title text="Opening of offers"/>
        <Breadcrumbs links=vec![("/solicitations", "Solicitations").into(), (above, sheet.reference.clone()).into()] here="Opening"/>
        <PageTitle title="Opening of offers" reference=sheet.reference.clone() state=state tone=mark meta=sheet.title.clone()/>
        {body}
        <p class="on-screen"><a href=commitments>"What was sealed at closing"</a>{late}{check}{glance}</p>
    }
    .into_any()
}

fn sealed(rq: &Rq, sheet: &OpeningSheet) -> AnyView {
    let now = rq.at();
    let closed = sheet.closes_at.is_some_and(|closes| now > closes);
    let closes = sheet.closes_at.map(|at| (at, deadline(at, &sheet.zone)));
    let later = sheet.price_after_technical.then_some(
        " The prices stay sealed until the technical result is fixed; then the same persons open those of the acceptable offers.",
    );
    let ceremony = ceremony(rq, sheet, closed);
    view! {
        <Notice tone=Tone::Sealed title="The offers are sealed">
            "Nobody can read them, and nobody but each offeror knows who offered or how many there are. After closing the opening officers named at publication open them together."{later}
        </Notice>
        <SummaryList>
            <KeyValue key="Closes">{closes.map(|(at, shown)| view! { <Countdown at=at now=now shown=shown/> })}</KeyValue>
        </SummaryList>
        {ceremony}
    }
    .into_any()
}

fn opened(at: DateTime<Utc>, sheet: &OpeningSheet, marked: &Marked) -> AnyView {
    let (offers, people) = (sheet.offers.clone(), &sheet.participants);
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
    let people = took_part(people);
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
    let price = row
        .price_sealed
        .then(|| view! { <p class="meta">"The price is sealed."</p> });
    let late = row
        .late
        .then(|| view! { " "<Tag tone=Tone::Attention label="came late, taken"/> });
    let reason = row
        .unreadable
        .map(|reason| view! { <p class="meta">{format!("Cannot be read: {reason}")}</p> });
    view! {
        <tr>
            <RowHead><Ref reference=row.reference href=href/></RowHead>
            <Td label="Offeror" lead=true>{row.provider_name}</Td>
            <Td label="Received">{row.received_at.map(received)}</Td>
            <Td label="SHA-256"><div>{hashes}</div></Td>
            <Td label="State">{state.map(|state| view! { <Tag tone=tone(state.tone()) label=state.label()/> })}{late}{price}{reason}{before}</Td>
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
