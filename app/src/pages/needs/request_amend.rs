//! Amending a request for information.

use super::request_new::{fields, typed};
use crate::page::page;
use crate::pages::rows::asked_for_more;
use crate::post::{Go, Post};
use crate::request::Rq;
use crate::ui::{Breadcrumbs, Form, PageTitle, Panel, Submit, TextArea};
use backend::Error;
use backend::needs::requests::{self, Request};
use domain::policy::actions::AmendRequest;
use domain::policy::{Subject, permit};
use leptos::prelude::*;
use leptos_meta::Title;

/// The form of an amendment.
#[component]
pub fn AmendRequestPage() -> impl IntoView {
    page(
        async |rq| {
            permit::<AmendRequest>(rq.actor(), Subject::ANY)?;
            let found = requests::request(rq.ctx(), rq.actor(), rq.param("reference")).await?;
            if rq.at() > found.closes_at {
                return Err(Error::not_now(
                    "this request has closed: ask the market anew",
                ));
            }
            Ok(found)
        },
        |rq, found| draw(&rq, &found),
    )
}

fn draw(rq: &Rq, found: &Request) -> AnyView {
    let reference = found.reference.clone();
    let back = format!("/requests/{reference}");
    let (title, key, version) = (found.title.clone(), rq.key(), rq.version(found.version));
    let fields = fields(rq, Some(found));
    view! {
        <Title text=format!("Amend {reference}")/>
        <Breadcrumbs links=vec![("/needs", "Needs").into(), (back, reference.clone()).into()] here="Amend"/>
        <PageTitle title="Amend the request" reference=reference meta=title/>
        <Form act="amend" key=key version=version>
            <button type="submit" hidden tabindex="-1">"Publish amendment"</button>
            <Panel title="Why">
                <TextArea name="reason" label="Reason of the amendment" rows=3 hint="Everybody reads it beside the differences."/>
            </Panel>
            {fields}
            <div class="actions"><Submit label="Publish amendment" consequence="It is public at once, with every difference. Whoever answered is told and may change the answer until closing."/></div>
        </Form>
    }
    .into_any()
}

/// Amends, or shows the form with more rows.
pub async fn post(post: Post) -> Result<Go, Error> {
    post.permitted::<AmendRequest>()?;
    if asked_for_more(&post) {
        return Ok(Go::again());
    }
    let (ctx, reference) = (post.rq.ctx(), post.rq.param("reference"));
    let (version, input) = (post.version()?, typed(&post));
    let reason = post.value("reason");
    requests::amend(ctx, &post.call, reference, version, input, reason).await?;
    Ok(Go::to(format!("/requests/{reference}")))
}
