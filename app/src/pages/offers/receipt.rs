//! The receipt of a sealed offer: to read, to print, to keep as a file.

use super::words::received_in;
use crate::page::page;
use crate::pages::clocks::deadline;
use crate::request::Rq;
use crate::ui::{
    Breadcrumbs, Help, KeyValue, Notice, PageTitle, Panel, Ref, RowHead, SummaryList, Table, Td,
    Th, Tone, format,
};
use backend::receipts::{self, Issued, Place, ReceiptSheet};
use domain::states::solicitation::SolicitationState;
use leptos::prelude::*;
use leptos_meta::Title;
use sealing::receipt::{Act, Files, Statement};

/// The receipt.
#[component]
pub fn ReceiptPage() -> impl IntoView {
    page(
        async |rq| {
            let (reference, name) = (rq.param("reference"), rq.query("of"));
            receipts::sheet(rq.ctx(), rq.actor(), reference, name).await
        },
        |rq, sheet| draw(&rq, sheet),
    )
}

/// Whether the offers of a solicitation in this state lie open, or the procedure ended without an opening.
fn is_opened(status: &str) -> bool {
    ![SolicitationState::Published, SolicitationState::Closed]
        .iter()
        .any(|before| before.as_str() == status)
}

fn draw(rq: &Rq, sheet: ReceiptSheet) -> AnyView {
    let said = sheet.receipt.statement.clone();
    let above = format!("/offers/{}", said.offer);
    let (title, tone) = match said.act {
        Act::Withdrawn => ("Receipt of a withdrawal", Tone::Neutral),
        Act::Submitted | Act::Replaced => ("Receipt of a sealed offer", Tone::Sealed),
        Act::Late => ("Receipt of an offer that came late", Tone::Attention),
    };
    let next = next(rq, &sheet);
    let file = format!(
        "/offers/{}/receipts/{}.json",
        said.offer, sheet.receipt.name
    );
    let closed = sheet
        .sought
        .closes_at
        .is_some_and(|closes| rq.at() > closes);
    let commitments = format!("/solicitations/{}/commitments", said.solicitation);
    let others = (sheet.all.len() > 1).then(|| others(&sheet));
    view! {
        <Title text="Receipt"/>
        <div class="narrow receipt">
            <Breadcrumbs links=vec![("/offers", "Our offers").into(), (above, said.offer.clone()).into()] here="Receipt"/>
            <PageTitle title=title reference=said.offer.clone() state=said.act.label() tone=tone/>
            {statement(&said, &sheet)}
            {files(&said)}
            {log(&said, sheet.place, &sheet.key_id)}
            <Notice title="What happens next">{next}" "{closed.then(|| view! { <a href=commitments>"What was sealed at closing"</a> })}</Notice>
            <p class="actions"><a class="button primary" href=file download>"Download the receipt"</a>" "<a href="/verify">"Check a receipt"</a></p>
            <Help title="What does it prove?" source="docs/receipts.md">
                <p>"The server signed that it received exactly these sealed parts at this moment, and that the event stands at this place of its log. Keep the file: it can be checked without this server, by the page “Check a receipt” or the program “perigee verify receipt”. Download the sealed parts, too, if you want to show later what the hashes are of."</p>
                <p>"Each sealed part holds 32 random bytes beside your answers, so that no hash reveals anything of them."</p>
            </Help>
            {others}
        </div>
    }
    .into_any()
}

fn next(rq: &Rq, sheet: &ReceiptSheet) -> &'static str {
    if sheet.receipt.statement.act == Act::Withdrawn {
        "The offer is never opened. Until closing your organisation may start another one."
    } else if sheet.receipt.statement.act == Act::Late {
        "It came after closing and is sealed. Two officers decide whether the rule’s exception takes it; you are told. Taken, it is opened with the others; refused, it is never opened."
    } else if sheet.sought.receives(rq.at()) {
        "Until closing you may replace or withdraw it. After closing two opening officers open all offers together."
    } else if is_opened(&sheet.sought.solicitation_status) {
        "The offers were opened together. The state of yours stands on its page."
    } else {
        "Two opening officers open all offers together; then they are evaluated."
    }
}

fn statement(said: &Statement, sheet: &ReceiptSheet) -> AnyView {
    let solicitation = said.solicitation.clone();
    let href = format!("/solicitations/{solicitation}");
    let zone = &sheet.sought.zone;
    let closes = sheet.sought.closes_at.map(|at| deadline(at, zone));
    let part = |part: sealing::receipt::Part| {
        let (offer, number) = (&said.offer, said.submission);
        let href = format!("/offers/{offer}/sealed/{number}-{}.age", part.name);
        let class = format::bytes(part.size_class.unsigned_abs());
        let label = sealing::parts::Part::from_code(&part.name)
            .map_or(part.name, |known| known.label().to_owned());
        view! {
            <KeyValue key=label>
                <code>{part.sha256.to_string()}</code>
                <span class="meta">" SHA-256 of the ciphertext, size class "{class}<span class="on-screen">" · "<a href=href download>"Download it"</a></span></span>
            </KeyValue>
        }
    };
    let parts = said.parts.iter().cloned().map(part).collect_view();
    let (title, provider) = (said.title.clone(), said.provider.clone());
    let number = format!("number {}", said.submission);
    let at = received_in(said.received_at, zone);
    let sealed_by = said.sealed_by.label();
    view! {
        <SummaryList>
            <KeyValue key="Solicitation"><Ref reference=solicitation href=href/>" "{title}</KeyValue>
            <KeyValue key="Offeror">{provider}</KeyValue>
            <KeyValue key="Submission">{number}</KeyValue>
            <KeyValue key="Received, by the server’s clock">{at}</KeyValue>
            <KeyValue key="Closing">{closes}</KeyValue>
            <KeyValue key="Sealed">{sealed_by}</KeyValue>
            {parts}
        </SummaryList>
    }
    .into_any()
}

/// The attached files, by the hashes of their ciphertexts; nothing on receipts of before there were any.
fn files(said: &Statement) -> Option<AnyView> {
    let files = said.files.as_ref()?;
    let rows = files.sha256.iter().map(|hash| {
        let href = format!(
            "/offers/{}/sealed/{}-{hash}.age",
            said.offer, said.submission
        );
        let here = files.in_browser.contains(hash).then_some(" encrypted in your browser");
        view! { <li><code>{hash.to_string()}</code>{here}<span class="on-screen">" "<a href=href download>"Download it"</a></span></li> }
    });
    let rows = rows.collect_view();
    let (count, digest) = match files.sha256.len() {
        0 => ("none".to_owned(), String::new()),
        count => (
            format!("{count}, in the order of their hashes"),
            files.digest().ok()?.to_string(),
        ),
    };
    let digest = (!digest.is_empty()).then(|| {
        view! { <p class="meta">"The log names the SHA-256 of this list with its salt: "<code>{digest}</code></p> }
    });
    let by = encrypted_by(files);
    Some(
        view! {
            <Panel title="Attached files" meta=count>
                {digest.map(|digest| view! { <p>{by}</p><ul>{rows}</ul>{digest} })}
            </Panel>
        }
        .into_any(),
    )
}

/// Where the files were encrypted, in words.
fn encrypted_by(files: &Files) -> &'static str {
    match (files.in_browser.len(), files.sha256.len()) {
        (0, _) => {
            "Each was encrypted by the server while it came in, under a key of its own. The key is in the sealed part and nowhere else on the server."
        }
        (own, all) if own == all => {
            "Each was encrypted in your browser, under a key of its own. The key is in the sealed part; the server never had it."
        }
        _ => {
            "Those that say so were encrypted in your browser, the others by the server while they came in, each under a key of its own. The keys are in the sealed part and nowhere else on the server."
        }
    }
}

fn log(said: &Statement, place: Option<Place>, key: &str) -> AnyView {
    let place = place.map(|place| {
        let (position, size) = (place.position + 1, place.tree_size);
        view! {
            <KeyValue key="Place in the log">{format!("event {position} of {size}")}</KeyValue>
            <KeyValue key="Root of the log"><code>{place.root.to_string()}</code></KeyValue>
        }
    });
    let (event, hash) = (said.event_id.to_string(), said.event_hash.to_string());
    let key = key.to_owned();
    view! {
        <Panel title="In the log" meta="The log is a Merkle tree (RFC 6962): this place cannot be taken by another event without everybody seeing it.">
            <SummaryList>
                <KeyValue key="Event"><code>{event}</code></KeyValue>
                <KeyValue key="SHA-256 of the event"><code>{hash}</code></KeyValue>
                {place}
                <KeyValue key="Signed by key"><code>{key}</code></KeyValue>
            </SummaryList>
        </Panel>
    }
    .into_any()
}

fn others(sheet: &ReceiptSheet) -> AnyView {
    let zone = sheet.sought.zone.clone();
    let row = |issued: Issued| {
        let said = issued.statement;
        let here = issued.name == sheet.receipt.name;
        let href = format!("/offers/{}/receipt?of={}", said.offer, issued.name);
        let name = format!("{}, submission {}", said.act.label(), said.submission);
        let at = received_in(said.received_at, &zone);
        let name = if here {
            name.into_any()
        } else {
            view! { <a href=href>{name}</a> }.into_any()
        };
        view! { <tr><RowHead>{name}</RowHead><Td label="Received">{at}</Td></tr> }
    };
    let rows = sheet.all.iter().cloned().map(row).collect_view();
    view! {
        <Table caption="Every receipt of this offer">
            <thead><tr><Th label="What was done"/><Th label="Received"/></tr></thead>
            <tbody>{rows}</tbody>
        </Table>
    }
    .into_any()
}
