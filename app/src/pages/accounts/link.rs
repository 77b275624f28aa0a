//! One-time links: the first administrator, and setting a password.

use crate::page::page;
use crate::post::{Go, Post};
use crate::request::Rq;
use crate::ui::{Form, PageTitle, Submit, TextInput};
use backend::Error;
use backend::accounts::{self, AccountInput, NewAccount};
use domain::actor::Role;
use leptos::prelude::*;
use leptos_meta::Title;

/// The page of a one-time link.
#[component]
pub fn Link() -> impl IntoView {
    page(
        async |rq| accounts::link_purpose(rq.ctx(), rq.param("secret")).await,
        |rq, (purpose, name)| draw(&rq, &purpose, name),
    )
}

fn draw(_rq: &Rq, purpose: &str, name: Option<String>) -> AnyView {
    let first = purpose == "first_administrator";
    let title = if first {
        "Make the first administrator"
    } else {
        "Set your password"
    };
    let meta = name.unwrap_or_else(|| {
        "This link works once. You will sign in with what you write here.".to_owned()
    });
    view! {
        <Title text=title/>
        <div class="narrow">
            <PageTitle title=title meta=meta/>
            <Form act="use_link">
                {first.then(|| view! {
                    <TextInput name="name" label="Name" hint="Others see it beside what you do." autocomplete="name"/>
                    <TextInput name="email" label="E-mail" kind="email" autocomplete="username"/>
                })}
                <TextInput name="new_password" label="New password" kind="password" autocomplete="new-password"
                    hint="At least 15 characters. A few words in a row are easiest to remember."
                    rule="NIST SP 800-63B-4: length instead of rules of composition, no forced changes"/>
                <Submit label="Set password"/>
            </Form>
        </div>
    }
    .into_any()
}

/// Uses the link.
pub async fn post(post: Post) -> Result<Go, Error> {
    let (ctx, secret) = (post.rq.ctx(), post.rq.param("secret"));
    let (purpose, _) = accounts::link_purpose(ctx, secret).await?;
    let administrator = if purpose == "first_administrator" {
        let input = AccountInput {
            email: post.value("email").to_owned(),
            name: post.value("name").to_owned(),
            roles: vec![Role::Administrator.as_str().to_owned()],
            ..AccountInput::default()
        };
        Some(NewAccount::try_from(input)?)
    } else {
        None
    };
    let password = post
        .pairs
        .iter()
        .find(|(name, _)| name == "new_password")
        .map_or("", |(_, value)| value.as_str());
    accounts::use_link(ctx, secret, administrator, password).await?;
    Ok(Go::to("/sign-in"))
}
