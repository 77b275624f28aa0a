//! The last look at a registration before it is sent.

use super::answers::answers;
use super::start;
use crate::page::page;
use crate::post::{Go, Post};
use crate::request::Rq;
use crate::ui::{Breadcrumbs, Checkbox, Form, Notice, PageTitle, Submit, Tone};
use backend::Error;
use backend::registrations::{self, Own};
use leptos::prelude::*;
use leptos_meta::Title;

/// The page of the last look.
#[component]
pub fn Check() -> impl IntoView {
    page(
        async |rq| registrations::own(rq.ctx(), rq.param("secret")).await,
        |rq, own| {
            if own.open() {
                draw(&rq, &own)
            } else {
                start::draw(&rq, &own)
            }
        },
    )
}

fn draw(rq: &Rq, own: &Own) -> AnyView {
    let base = format!("/register/{}", rq.param("secret"));
    let answers = answers(&own.typed, Some(&base));
    let missing = missing(own, &base);
    let complete = own.wrong.is_empty();
    let (key, version) = (rq.key(), rq.version(own.version));
    view! {
        <Title text="Check your answers"/>
        <div class="narrow">
            <Breadcrumbs links=vec![(base, "Your registration".to_owned()).into()] here="Check your answers"/>
            <PageTitle title="Check your answers" meta="Step 5 of 5. Nothing is sent before you press the button."/>
            {missing}
            {answers}
            {complete.then(|| view! {
                <Form act="submit" key=key version=version label="Send the registration">
                    <Checkbox name="declared" label="I may speak for the organisation, and what is said here is true to my knowledge."/>
                    <Submit label="Send the registration" consequence="A reviewer of the Alliance reads it. It cannot be changed while it is reviewed."/>
                </Form>
            })}
        </div>
    }
    .into_any()
}

fn missing(own: &Own, base: &str) -> Option<AnyView> {
    if own.wrong.is_empty() {
        return None;
    }
    let lines = own.wrong.iter().map(|(step, fields)| {
        let href = format!("{base}/{}", step.as_str());
        let words: Vec<&str> = fields.iter().map(|field| field.message.as_str()).collect();
        view! { <li><a href=href>{step.label()}</a>": "{words.join("; ")}</li> }
    });
    let lines = lines.collect_view();
    Some(view! { <Notice tone=Tone::Attention title="Something is missing"><ul>{lines}</ul></Notice> }.into_any())
}

/// Sends the registration.
pub async fn post(post: Post) -> Result<Go, Error> {
    let secret = post.rq.param("secret");
    let writing = (secret, post.version()?);
    let declared = !post.value("declared").is_empty();
    let (ctx, address) = (post.rq.ctx(), &post.address);
    registrations::submit(ctx, &post.call, address, writing, declared).await?;
    Ok(Go::to(format!("/register/{secret}")))
}
