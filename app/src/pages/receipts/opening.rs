//! Whether what was opened is what was sealed, offer by offer, with the file by which others check it.

use crate::page::page;
use crate::pages::offers::words::received;
use crate::ui::{
    Breadcrumbs, Hash, Help, KeyValue, Notice, PageTitle, Panel, RowHead, SummaryList, Table, Tag,
    Td, Th, Tone,
};
use backend::receipts::opening::{self, OpeningCheck};
use leptos::prelude::*;
use leptos_meta::Title;
use sealing::opening::{Finding, OpenedOffer, OpenedPart, PartState};
use sealing::parts::Part;

/// The check of an opening.
#[component]
pub fn CheckOpening() -> impl IntoView {
    page(
        async |rq| opening::check(rq.ctx(), rq.actor(), rq.param("reference")).await,
        |_, check| draw(check),
    )
}

fn draw(check: OpeningCheck) -> AnyView {
    let above = format!("/solicitations/{}", check.reference);
    let commitments = format!("{above}/commitments");
    let file = format!("{above}/opening.json");
    let command = format!("perigee verify opening {}-opening.json", check.reference);
    let notice = if check.verdict.valid() {
        view! { <Notice tone=Tone::Good title="What was opened is what was sealed">"Nothing was added, removed or exchanged since closing."</Notice> }.into_any()
    } else {
        view! { <Notice tone=Tone::Bad title="What was opened is not what was sealed">"The facts below say where it differs. Tell the auditor."</Notice> }.into_any()
    };
    let findings = check
        .verdict
        .findings
        .into_iter()
        .map(finding)
        .collect_view();
    let count = check.verdict.offers.len();
    let rows = check.verdict.offers.into_iter().map(row).collect_view();
    view! {
        <Title text="Check of the opening"/>
        <Breadcrumbs links=vec![("/solicitations", "Solicitations").into(), (above, check.reference.clone()).into()] here="Check of the opening"/>
        <PageTitle title="Check of the opening" reference=check.reference meta=check.title/>
        {notice}
        <Panel title="What was checked" meta=format!("Opened {}", received(check.opened_at))>
            <SummaryList>{findings}</SummaryList>
        </Panel>
        <Table caption="Opened offers" note=format!("{count}, each against the list that was signed at closing")>
            <thead><tr><Th label="Offer"/><Th label="Offeror"/><Th label="On the list"/><Th label="Sealed part, SHA-256, and what was found"/></tr></thead>
            <tbody>{rows}</tbody>
        </Table>
        <p class="on-screen"><a href=file download>"Download the record of the opening"</a>" · "<a href=commitments>"What was sealed at closing"</a></p>
        <Help title="How to check it without this server" source="docs/receipts.md">
            <p>"The file holds the signed list, and the log’s events of closing and opening with their proofs. The program reads it without network or store:"</p>
            <p><code>{command}</code></p>
            <p>"Name the server’s public key that you kept with "<code>"--key"</code>". Find the hashes of your own receipt in the table: they are the same."</p>
        </Help>
    }
    .into_any()
}

fn finding(finding: Finding) -> AnyView {
    let (tone, label) = match finding.holds {
        true => (Tone::Good, "holds"),
        false => (Tone::Bad, "does not hold"),
    };
    view! { <KeyValue key=finding.check.label()><Tag tone=tone label=label/>" "{finding.words}</KeyValue> }
        .into_any()
}

fn row(offer: OpenedOffer) -> AnyView {
    let place = match offer.place {
        Some(place) => view! { <Tag tone=Tone::Good label=format!("number {place}")/> }.into_any(),
        None if offer.late => {
            view! { <Tag tone=Tone::Attention label="came late, taken"/> }.into_any()
        }
        None => view! { <Tag tone=Tone::Bad label="not as it was sealed"/> }.into_any(),
    };
    let parts = offer.parts.into_iter().map(part).collect_view();
    view! {
        <tr>
            <RowHead>{offer.offer}</RowHead>
            <Td label="Offeror" lead=true>{offer.provider}</Td>
            <Td label="On the list">{place}</Td>
            <Td label="Sealed parts"><div>{parts}</div></Td>
        </tr>
    }
    .into_any()
}

fn part(part: OpenedPart) -> AnyView {
    let label = Part::from_code(&part.part).map_or("All volumes", Part::label);
    let found = match part.state {
        PartState::Opened(content) => {
            view! { "opened, inside "<Hash value=content.to_string()/> }.into_any()
        }
        PartState::Unreadable => "opened, could not be read".into_any(),
        PartState::Sealed => "sealed".into_any(),
    };
    view! { <p><span class="meta">{label}</span>" "<Hash value=part.sha256.to_string()/>" "<span class="meta">{found}</span></p> }
        .into_any()
}
