//! The receipt of a sealed offer; it prints as a document.

use super::sheet::closing;
use crate::page::page;
use crate::request::Rq;
use crate::ui::{KeyValue, Notice, PageTitle, SummaryList, Tone, format};
use backend::offers;
use leptos::prelude::*;
use leptos_meta::Title;

/// The receipt.
#[component]
pub fn Receipt() -> impl IntoView {
    page(
        async |rq| offers::receipt(rq.ctx(), rq.actor(), rq.param("reference")).await,
        |rq, receipt| draw(&rq, receipt),
    )
}

fn draw(rq: &Rq, receipt: offers::Receipt) -> AnyView {
    let new = rq.query("new").is_some();
    let until = receipt
        .closes_at
        .map(|at| closing(at, &receipt.zone))
        .unwrap_or_default();
    let received = format!(
        "{} ({})",
        format::date_time(receipt.received_at),
        receipt.received_at.format("%H:%M:%S%.6f")
    );
    let title = format!("Receipt for {}", receipt.offer);
    view! {
        <Title text=title.clone()/>
        <div class="reading stack">
            {new.then(|| view! { <Notice tone=Tone::Sealed title="The offer is submitted and sealed" announced=true>"Keep this receipt. It can be called up again at this address at any time."</Notice> })}
            <PageTitle title=title meta=receipt.title/>
            <SummaryList>
                <KeyValue key="Solicitation"><a class="ref" href=format!("/solicitations/{}", receipt.solicitation)>{receipt.solicitation.clone()}</a></KeyValue>
                <KeyValue key="Offer"><a class="ref" href=format!("/offers/{}", receipt.offer)>{receipt.offer.clone()}</a></KeyValue>
                <KeyValue key="Sealing">{format!("No. {}, {}", receipt.number, receipt.standing)}</KeyValue>
                <KeyValue key="Received, by the server's clock">{received}</KeyValue>
                <KeyValue key="SHA-256 of the sealed bytes"><code class="whole">{receipt.ciphertext_sha256}</code></KeyValue>
                <KeyValue key="SHA-256 of what was sealed"><code class="whole">{receipt.content_sha256}</code></KeyValue>
                <KeyValue key="May be replaced or withdrawn until">{until}</KeyValue>
            </SummaryList>
            <p class="meta">"The server sealed the offer at receipt, in memory, to this solicitation's own key, together with random bytes, so that
                the hash says nothing about the content. At the opening the same hash must come out again."</p>
        </div>
    }
    .into_any()
}
