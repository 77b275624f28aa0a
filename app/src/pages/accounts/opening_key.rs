//! One's own opening key: made, renewed, retired.

use crate::page::page;
use crate::post::{Go, Post};
use crate::request::Rq;
use crate::ui::{
    Breadcrumbs, EmptyState, Form, Help, Notice, PageTitle, Panel, RowHead, Submit, SubmitKind,
    Table, Tag, Td, TextInput, Th, Tone, format,
};
use backend::Error;
use backend::opening_keys::{self, KeyInput, KeyRow};
use leptos::prelude::*;
use leptos_meta::Title;

/// The keys with which a person takes part in openings.
#[component]
pub fn OpeningKey() -> impl IntoView {
    page(
        async |rq| opening_keys::own_keys(rq.ctx(), rq.actor()).await,
        |rq, keys| draw(&rq, keys),
    )
}

fn draw(rq: &Rq, keys: Vec<KeyRow>) -> AnyView {
    let in_use = keys.iter().any(|key| key.retired_at.is_none());
    let made = rq.query("made").is_some();
    let (state, tone) = match in_use {
        true => ("In use", Tone::Good),
        false => ("None in use", Tone::Attention),
    };
    view! {
        <Title text="Opening key"/>
        <Breadcrumbs links=vec![("/account", "Your account").into()] here="Opening key"/>
        <PageTitle title="Opening key" state=state tone=tone meta="With it you take part in opening sealed offers."/>
        {made.then(|| view! {
            <Notice tone=Tone::Good announced=true>"Your opening key is ready. You can be named when a solicitation is published."</Notice>
        })}
        <Notice tone=Tone::Attention title="Nobody can restore the passphrase">
            "The server keeps your key only behind your passphrase, and the passphrase nowhere. If you lose it, your shares of every solicitation for which you were named are lost. When too few shares are left, the offers stay closed for ever."
        </Notice>
        <div class="two">
            <div class="stack">{list(keys)}</div>
            <div class="stack">{make(rq, in_use)}{in_use.then(|| retire(rq))}</div>
        </div>
    }
    .into_any()
}

fn list(keys: Vec<KeyRow>) -> AnyView {
    if keys.is_empty() {
        return view! {
            <EmptyState title="You have no opening key yet" text="Make one, so that you can be named for the next solicitation."/>
        }
        .into_any();
    }
    let rows = keys.into_iter().map(row).collect_view();
    view! {
        <Table caption="Your opening keys" note="a retired key still opens what it was named for, with its own passphrase">
            <thead><tr><Th label="Key"/><Th label="Made"/><Th label="State"/><Th label="Sealed offers that wait for it"/></tr></thead>
            <tbody>{rows}</tbody>
        </Table>
    }
    .into_any()
}

fn row(row: KeyRow) -> AnyView {
    let (tone, state) = match row.retired_at {
        None => (Tone::Good, "In use".to_owned()),
        Some(at) => (Tone::Neutral, format!("Retired {}", format::date_time(at))),
    };
    let short: String = row.recipient.chars().take(16).collect();
    let waiting = match row.waiting {
        0 => "none".to_owned(),
        1 => "1 solicitation".to_owned(),
        more => format!("{more} solicitations"),
    };
    view! {
        <tr>
            <RowHead><code title=row.recipient>{format!("{short}…")}</code></RowHead>
            <Td label="Made">{format::date_time(row.made_at)}</Td>
            <Td label="State"><Tag tone=tone label=state/></Td>
            <Td label="Waiting">{waiting}</Td>
        </tr>
    }
    .into_any()
}

fn make(rq: &Rq, in_use: bool) -> AnyView {
    let (title, label, consequence) = if in_use {
        (
            "Renew your opening key",
            "Renew the key",
            "Solicitations published from now on use the new key. Those already published still need the former key and its passphrase: keep both.",
        )
    } else {
        (
            "Make your opening key",
            "Make the key",
            "From then on you can be named when a solicitation is published.",
        )
    };
    let key = rq.key();
    view! {
        <Panel title=title>
            <Form act="make" key=key label=title>
                <TextInput name="passphrase" label="Passphrase" kind="password" autocomplete="new-password"
                    hint="At least 15 characters, other than your password. Write it down and keep the paper locked away."
                    rule="NIST SP 800-63B-4: length instead of rules of composition"/>
                <TextInput name="passphrase_again" label="Passphrase once more" kind="password" autocomplete="new-password"/>
                <TextInput name="password" label="Your password" kind="password" autocomplete="current-password"/>
                <Submit label=label consequence=consequence/>
            </Form>
            <Help title="What is the passphrase for?" source="docs/sealing.md">
                "Your private key is encrypted with it before it is stored. During an opening you type it, the server unlocks your share in memory, and forgets both."
            </Help>
        </Panel>
    }
    .into_any()
}

fn retire(rq: &Rq) -> AnyView {
    let key = rq.key();
    view! {
        <Panel title="Retire your opening key">
            <Form act="retire" key=key label="Retire your opening key">
                <TextInput name="password" label="Your password" kind="password" autocomplete="current-password"/>
                <Submit label="Retire the key" kind=SubmitKind::Danger
                    consequence="You are named for no further solicitation. What waits for this key can still be opened with it."/>
            </Form>
        </Panel>
    }
    .into_any()
}

/// Makes, renews or retires the key.
pub async fn post(post: Post) -> Result<Go, Error> {
    let (ctx, call) = (post.rq.ctx(), post.secret_call());
    match post.act() {
        "make" => {
            let input = KeyInput {
                password: post.raw("password"),
                passphrase: post.raw("passphrase"),
                again: post.raw("passphrase_again"),
                address: &post.address,
            };
            opening_keys::make_key(ctx, &call, &input).await?;
            Ok(Go::to("/account/opening-key?made=1"))
        }
        "retire" => {
            opening_keys::retire_key(ctx, &call, post.raw("password"), &post.address).await?;
            Ok(Go::to("/account/opening-key"))
        }
        _ => Err(Error::NotFound),
    }
}
