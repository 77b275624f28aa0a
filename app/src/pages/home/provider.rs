//! The provider's section.

use super::{day, deadline, living};
use crate::pages::solicitations::searches_panel;
use crate::request::Rq;
use crate::ui::{EmptyState, Notice, Panel, Tag, Tone, When, format};
use backend::home::{Call, Notice as Letter, OwnContract, OwnOffer, ProviderDay};
use backend::searches::SavedSearch;
use leptos::prelude::*;

/// The provider's section.
pub fn draw(rq: &Rq, today: ProviderDay, kept: Vec<SavedSearch>) -> AnyView {
    if !today.bound {
        return view! { <Notice tone=Tone::Attention>"Your account is not bound to an organisation yet: ask your administrator."</Notice> }.into_any();
    }
    let (calls, offers, letters, contracts) = (
        today.calls.len(),
        today.offers.len(),
        today.notices.len(),
        today.contracts.len(),
    );
    let letter_lines = today
        .notices
        .into_iter()
        .map(|one| letter(rq, one))
        .collect_view();
    let call_lines = today
        .calls
        .into_iter()
        .map(|one| call(rq, one))
        .collect_view();
    let offer_lines = today
        .offers
        .into_iter()
        .map(|one| offer(rq, one))
        .collect_view();
    let contract_lines = today.contracts.into_iter().map(contract).collect_view();
    view! {
        {(letters > 0).then(|| view! { <Panel title="For your attention"><ul class="queue">{letter_lines}</ul></Panel> })}
        <div class="two">
            <Panel title="Open solicitations" meta="Closing first, by the server's clock.">
                {(calls == 0).then(|| view! { <EmptyState title="Nothing is open now" text="New solicitations appear here on the day they are published."/> })}
                <ul class="queue">{call_lines}</ul>
                <p><a href="/solicitations">"All solicitations"</a></p>
            </Panel>
            <div class="stack">
                <Panel title="Your offers">
                    {(offers == 0).then(|| view! { <p class="meta">"No draft and no sealed offer. Open a solicitation to start one."</p> })}
                    <ul class="queue">{offer_lines}</ul>
                    <p><a href="/offers">"All your offers"</a></p>
                </Panel>
                {searches_panel(kept)}
                <Panel title="Your contracts">
                    {(contracts == 0).then(|| view! { <p class="meta">"No running contract."</p> })}
                    <ul class="queue">{contract_lines}</ul>
                </Panel>
            </div>
        </div>
    }
    .into_any()
}

fn call(rq: &Rq, one: Call) -> AnyView {
    let when = deadline(one.closes_at, &one.zone, rq.at());
    let own = one
        .own
        .map(|reference| view! { " · "<a href=format!("/offers/{reference}")>"Your offer"</a> });
    view! { <li><a href=format!("/solicitations/{}", one.reference)>{one.title}</a><span class="meta">{one.reference}" · closes "{when}{own}</span></li> }.into_any()
}

fn offer(rq: &Rq, one: OwnOffer) -> AnyView {
    let when = deadline(one.closes_at, &one.zone, rq.at());
    let (tone, words, until) = if one.status == "draft" {
        (Tone::Attention, "draft", "submit until ")
    } else {
        (Tone::Sealed, "sealed", "replace or withdraw until ")
    };
    view! { <li><a href=format!("/offers/{}", one.reference)>{one.title}</a><Tag tone=tone label=words/><span class="meta">{one.reference}" · "{until}{when}</span></li> }.into_any()
}

fn letter(rq: &Rq, one: Letter) -> AnyView {
    if let Some(kind) = one.kind.strip_prefix("life-") {
        return living::provider(kind, &one);
    }
    if let Some(kind) = one.kind.strip_prefix("service-") {
        return living::owed(kind, &one);
    }
    if one.kind == "call_off" {
        return living::asked(&one);
    }
    let Some(sent_at) = one.sent_at else {
        return ending(rq, one);
    };
    if one.kind == "inquiry" {
        let href = format!("/offers/{}/inquiries", one.reference);
        return view! { <li><a href=href>"Question about your offer to "{one.title}</a><Tag tone=Tone::Attention label="answer"/><span class="meta">{one.reference}" · by "{day(one.last_day)}</span></li> }.into_any();
    }
    view! { <li><a href=format!("/offers/{}/notice", one.reference)>"Result of "{one.title}</a><span class="meta">{one.reference}" · sent "<When at=sent_at/></span></li> }.into_any()
}

/// A certificate that ends soon, more pressing 30 days before.
fn ending(rq: &Rq, one: Letter) -> AnyView {
    let left = one
        .last_day
        .map_or(0, |last| (last - rq.at().date_naive()).num_days());
    let (tone, words) = match left {
        ..0 => (Tone::Bad, "expired".to_owned()),
        0..=30 => (Tone::Bad, format!("{} left", format::days(left))),
        _ => (Tone::Attention, format!("{} left", format::days(left))),
    };
    view! { <li><a href=format!("/providers/{}/dossier", one.reference)>{one.title}</a><Tag tone=tone label=words/><span class="meta">"last day "{day(one.last_day)}" · record the new one before"</span></li> }.into_any()
}

fn contract(one: OwnContract) -> AnyView {
    let late = one
        .slip_days
        .filter(|days| *days > 0)
        .map(|days| view! { <Tag tone=Tone::Bad label=format::slip(days)/> });
    let next = match (one.number, one.milestone) {
        (Some(number), Some(title)) => {
            let href = format!("/contracts/{}/milestones/{number}", one.reference);
            view! { "next: "<a href=href>{title}</a>", "{day(one.day)} }.into_any()
        }
        _ => "no open milestone".into_any(),
    };
    view! { <li><a href=format!("/contracts/{}", one.reference)>{one.title}</a>{late}<span class="meta">{one.reference}" · "{next}</span></li> }.into_any()
}
