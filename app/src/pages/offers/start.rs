//! Beginning an offer.

use crate::page::page;
use crate::post::{Go, Post};
use crate::request::Rq;
use crate::ui::{Form, PageTitle, Submit};
use backend::{Error, offers};
use leptos::prelude::*;
use leptos_meta::Title;

/// What beginning an offer means.
#[component]
pub fn Start() -> impl IntoView {
    page(
        async |rq| {
            let reference = rq.query("solicitation").ok_or(Error::NotFound)?.to_owned();
            let sheet = offers::opening_sheet(rq.ctx(), rq.actor(), &reference).await?;
            let known = offers::own_offer_of(rq.ctx(), rq.actor(), &reference).await?;
            Ok((sheet, known))
        },
        |rq, (sheet, known)| draw(&rq, sheet, known),
    )
}

fn draw(rq: &Rq, sheet: offers::OpeningSheet, known: Option<String>) -> AnyView {
    let solicitation = format!("/solicitations/{}", sheet.reference);
    let begun = known.map(|reference| view! { <p>"Your organisation has begun " <a href=format!("/offers/{reference}")>{reference.clone()}</a> " already."</p> });
    view! {
        <Title text="Begin an offer"/>
        <div class="narrow">
            <PageTitle title="Begin an offer" reference=sheet.reference meta=sheet.title/>
            {begun}
            <p>"An offer has four volumes: administration, technical, corporate experience and price. You may write them in any order and
                over several days. What you write is stored encrypted; only your organisation can read it until two opening officers
                open all offers together after closing."</p>
            <Form act="start" key=rq.key()>
                <Submit label="Begin the offer"/>
            </Form>
            <p><a href=solicitation>"Back to the solicitation"</a></p>
        </div>
    }
    .into_any()
}

/// Begins it.
pub async fn post(post: Post) -> Result<Go, Error> {
    let solicitation = post
        .rq
        .query("solicitation")
        .ok_or(Error::NotFound)?
        .to_owned();
    let reference = offers::start(post.rq.ctx(), &post.call, &solicitation).await?;
    Ok(Go::to(format!("/offers/{reference}")))
}
