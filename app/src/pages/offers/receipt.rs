//! The receipt of a sealed offer.

use super::words::{deadline, exact};
use crate::page::page;
use crate::request::Rq;
use crate::ui::{KeyValue, Notice, PageTitle, Ref, SummaryList, Tone};
use backend::offers::{self, PartHash, ReceiptSheet};
use domain::states::solicitation::SolicitationState;
use leptos::prelude::*;
use leptos_meta::Title;

/// The receipt.
#[component]
pub fn ReceiptPage() -> impl IntoView {
    page(
        async |rq| offers::receipt(rq.ctx(), rq.actor(), rq.param("reference")).await,
        |rq, sheet| draw(&rq, sheet),
    )
}

/// Whether the offers of a solicitation in this state lie open, or the procedure ended without an opening.
fn is_opened(status: &str) -> bool {
    ![SolicitationState::Published, SolicitationState::Closed]
        .iter()
        .any(|before| before.as_str() == status)
}

fn hash(part: PartHash) -> AnyView {
    let key = format!("SHA-256, {}", part.label());
    view! { <KeyValue key=key><code>{part.ciphertext_sha256}</code></KeyValue> }.into_any()
}

fn draw(rq: &Rq, sheet: ReceiptSheet) -> AnyView {
    let ReceiptSheet {
        receipt,
        provider_name,
        sought,
    } = sheet;
    let closes = sought.closes_at.map(|at| deadline(at, &sought.zone));
    let open = sought.receives(rq.at());
    let above = format!("/offers/{}", receipt.offer);
    let href = format!("/solicitations/{}", sought.solicitation_reference);
    let next = if open {
        "Until closing you may replace or withdraw it. After closing two opening officers open all offers together."
    } else if is_opened(&sought.solicitation_status) {
        "The offers were opened together. The state of yours stands on its page."
    } else {
        "Two opening officers open all offers together; then they are evaluated."
    };
    let hashes = receipt.parts.into_iter().map(hash).collect_view();
    view! {
        <Title text="Receipt"/>
        <div class="narrow">
            <PageTitle title="Receipt of a sealed offer" reference=receipt.offer.clone() state="Submitted, sealed" tone=Tone::Sealed/>
            <SummaryList>
                <KeyValue key="Solicitation"><Ref reference=sought.solicitation_reference.clone() href=href/>" "{sought.solicitation_title.clone()}</KeyValue>
                <KeyValue key="Offeror">{provider_name}</KeyValue>
                <KeyValue key="Submission">{format!("number {}", receipt.number)}</KeyValue>
                <KeyValue key="Received, by the server’s clock">{exact(receipt.received_at)}</KeyValue>
                <KeyValue key="Closing">{closes}</KeyValue>
                {hashes}
            </SummaryList>
            <Notice title="What happens next">{next}</Notice>
            <p class="meta">"The price is sealed apart from the other volumes. Each sealed text holds 32 random bytes beside your answers, so that no hash reveals anything of them. The same hashes are shown at the opening."</p>
            <p><a href=above>"Back to the offer"</a></p>
        </div>
    }
    .into_any()
}
