//! Signing in and out.

use crate::page::page;
use crate::post::{Go, Post, SessionChange};
use crate::request::Rq;
use crate::ui::{Form, Notice, PageTitle, Submit, TextInput, Tone};
use backend::{Error, accounts};
use leptos::prelude::*;
use leptos_meta::Title;

/// The sign-in page.
#[component]
pub fn SignIn() -> impl IntoView {
    page(async |_| Ok(()), |rq, ()| draw(&rq))
}

fn draw(rq: &Rq) -> AnyView {
    let next = rq.query("next").map(str::to_owned);
    let left = rq.query("left").is_some();
    view! {
        <Title text="Sign in"/>
        <div class="narrow">
            <PageTitle title="Sign in" meta="With the account that your administrator made for you."/>
            {left.then(|| view! { <Notice tone=Tone::Good announced=true>"You are signed out on this browser."</Notice> })}
            <Form act="sign_in">
                {next.map(|next| view! { <input type="hidden" name="next" value=next/> })}
                <TextInput name="email" label="E-mail" kind="email" autocomplete="username"/>
                <TextInput name="password" label="Password" kind="password" autocomplete="current-password"/>
                <Submit label="Sign in"/>
            </Form>
            <p class="meta">"Your organisation offers space services and is not known here? "<a href="/register">"Register your organisation"</a></p>
        </div>
    }
    .into_any()
}

/// Signs in, and goes where the person was going.
pub async fn post(post: Post) -> Result<Go, Error> {
    if post.act() == "sign_out" {
        accounts::sign_out(post.rq.ctx(), &post.call).await?;
        return Ok(Go::to("/sign-in?left=1").with_session(SessionChange::End));
    }
    let typed = accounts::SignIn {
        email: post.value("email"),
        password: post
            .pairs
            .iter()
            .find(|(name, _)| name == "password")
            .map_or("", |(_, value)| value),
        browser: &post.browser,
        address: &post.address,
    };
    let signed_in = accounts::sign_in(post.rq.ctx(), typed).await?;
    Ok(Go::to(own_address(post.value("next"))).with_session(SessionChange::Begin(signed_in)))
}

/// Only an address of this site is gone to: a path, never another host.
fn own_address(next: &str) -> String {
    let own = next.starts_with('/')
        && !next.starts_with("//")
        && !next.contains('\\')
        && !next.chars().any(char::is_control);
    if own { next.to_owned() } else { "/".to_owned() }
}

#[cfg(test)]
mod tests {
    use super::own_address;

    #[test]
    fn nobody_is_sent_to_another_site() {
        assert_eq!(own_address("/contracts?q=1"), "/contracts?q=1");
        for outside in [
            "https://example.org",
            "//example.org",
            "/\\example.org",
            "javascript:alert(1)",
            "",
            "/\nx",
        ] {
            assert_eq!(own_address(outside), "/");
        }
    }
}
