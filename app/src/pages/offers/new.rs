//! Starting an offer.

use crate::page::page;
use crate::pages::clocks::deadline;
use crate::post::{Go, Post};
use crate::request::Rq;
use crate::ui::{Countdown, EmptyState, Form, KeyValue, PageTitle, Ref, Submit, SummaryList};
use backend::Error;
use backend::offers::{self, Invitation};
use leptos::prelude::*;
use leptos_meta::Title;

/// What is started, before it is.
#[component]
pub fn NewOffer() -> impl IntoView {
    page(
        async |rq| {
            let solicitation = rq.query("solicitation").ok_or(Error::NotFound)?;
            offers::invitation(rq.ctx(), rq.actor(), solicitation).await
        },
        |rq, invitation| draw(&rq, invitation),
    )
}

fn draw(rq: &Rq, invitation: Invitation) -> AnyView {
    let Invitation {
        sought,
        admitted,
        existing,
    } = invitation;
    let receives = sought.receives(rq.at());
    let (key, now) = (rq.key(), rq.at());
    let href = format!("/solicitations/{}", sought.solicitation_reference);
    let closes = sought.closes_at.map(|at| (at, deadline(at, &sought.zone)));
    let next = match (existing, receives && admitted) {
        (Some(reference), _) => view! {
            <EmptyState title="Your organisation has an offer here" text="An organisation has one offer in a process."
                action=(format!("/offers/{reference}"), format!("Go to {reference}"))/>
        }
        .into_any(),
        (None, false) if !admitted => view! {
            <EmptyState title="Only vendors that the buyer named may offer here" text="Your organisation is not among them. Questions can still be asked on the solicitation's page."
                action=(format!("{href}/eligibility"), "See the facts".to_owned())/>
        }
        .into_any(),
        (None, false) => view! {
            <EmptyState title="Offers are not received now" text="The solicitation is closed, suspended or ended."
                action=("/solicitations".to_owned(), "Look at other solicitations".to_owned())/>
        }
        .into_any(),
        (None, true) => view! {
            <Form act="start" key=key label="Start an offer">
                <Submit label="Start offer" consequence="A draft of four volumes is made. Only your organisation sees it; the buyer does not learn that you write one."/>
            </Form>
        }
        .into_any(),
    };
    view! {
        <Title text="Start an offer"/>
        <div class="narrow">
            <PageTitle title="Start an offer" meta="Four volumes: administration, technical, corporate experience, price (GBI 3.3)."/>
            <SummaryList>
                <KeyValue key="Solicitation"><Ref reference=sought.solicitation_reference.clone() href=href/>" "{sought.solicitation_title}</KeyValue>
                <KeyValue key="Closes">{closes.map(|(at, shown)| view! { <Countdown at=at now=now shown=shown/> })}</KeyValue>
            </SummaryList>
            {next}
        </div>
    }
    .into_any()
}

/// Starts it.
pub async fn post(post: Post) -> Result<Go, Error> {
    let solicitation = post.rq.query("solicitation").ok_or(Error::NotFound)?;
    let reference = offers::start(post.rq.ctx(), &post.call, solicitation).await?;
    Ok(Go::to(format!("/offers/{reference}")))
}
