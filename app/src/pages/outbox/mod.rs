//! Mail that waits, for the administrator.

use crate::forms;
use crate::page::page;
use crate::post::{Go, Post, PostRoute};
use crate::request::Rq;
use crate::ui::{
    Day, EmptyState, Form, Notice, PageTitle, RowHead, Submit, SubmitKind, Table, Td, Th, Tone,
};
use backend::Error;
use backend::outbox::{self, Discarded, KindWaiting, Outbox, Stuck};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::components::Route;
use leptos_router::{SsrMode, path};

/// The route of the outbox.
#[component(transparent)]
pub fn OutboxRoutes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! { <Route path=path!("/outbox") view=Waiting ssr=SsrMode::Async/> }.into_inner()
}

/// The outbox's form.
#[must_use]
pub fn forms() -> Vec<PostRoute> {
    forms![("/outbox", post)]
}

/// What waits.
#[component]
fn Waiting() -> impl IntoView {
    page(
        async |rq| outbox::outbox(rq.ctx(), rq.actor()).await,
        |rq, waiting| draw(&rq, waiting),
    )
}

fn draw(rq: &Rq, outbox: Outbox) -> AnyView {
    let unconfigured = (!outbox.configured).then(|| {
        view! {
            <Notice tone=Tone::Attention title="Not sent: mail is not configured">
                "Set PERIGEE_SMTP_URL and PERIGEE_MAIL_FROM and start the server again. What waits is sent then."
            </Notice>
        }
    });
    let empty = (outbox.waiting.is_empty() && outbox.stuck.is_empty()).then(|| {
        view! { <EmptyState title="Nothing waits" text="Messages stand here until they are sent, and when an address cannot be reached."/> }
    });
    let waiting = (!outbox.waiting.is_empty()).then(|| waiting(rq, outbox.waiting));
    let stuck = (!outbox.stuck.is_empty()).then(|| stuck(rq, outbox.stuck));
    view! {
        <Title text="Mail that waits"/>
        <PageTitle title="Mail that waits" meta="Who is told of an amendment has a draft, an offer or a question. So messages that wait are shown by kind and day only, without their readers and without a count."/>
        {unconfigured}
        <div class="stack">{empty} {waiting} {stuck}</div>
    }
    .into_any()
}

fn waiting(rq: &Rq, kinds: Vec<KindWaiting>) -> AnyView {
    let line = |one: KindWaiting| {
        let key = rq.key();
        let label = format!("Discard: {}", one.kind.label());
        view! {
            <tr>
                <RowHead>{one.kind.label()}</RowHead>
                <Td label="Since"><Day day=one.since.date_naive()/></Td>
                <Td label="Last problem">{one.failure}</Td>
                <Td label="Discard">
                    <Form act="discard_kind" key=key label=label.clone()>
                        <input type="hidden" name="kind" value=one.kind.as_str()/>
                        <Submit label=label kind=SubmitKind::Danger/>
                    </Form>
                </Td>
            </tr>
        }
    };
    let rows = kinds.into_iter().map(line).collect_view();
    view! {
        <Table caption="To be sent">
            <thead><tr><Th label="Kind"/><Th label="Since"/><Th label="Last problem"/><Th label="Discard"/></tr></thead>
            <tbody>{rows}</tbody>
        </Table>
    }
    .into_any()
}

fn stuck(rq: &Rq, letters: Vec<Stuck>) -> AnyView {
    let act = |act: &'static str, label: &'static str, kind, one: &Stuck| {
        let (key, id) = (rq.key(), one.id.to_string());
        let named = format!("{label}: {}", one.recipient);
        view! {
            <Form act=act key=key label=named>
                <input type="hidden" name="letter" value=id/>
                <Submit label=label kind=kind/>
            </Form>
        }
        .into_any()
    };
    let line = |one: Stuck| {
        let again = act("retry", "Try again", SubmitKind::Secondary, &one);
        let discard = act("discard", "Discard", SubmitKind::Danger, &one);
        view! {
            <tr>
                <RowHead>{one.recipient}</RowHead>
                <Td label="What the relay said">{one.failure}</Td>
                <Td label="Again">{again}</Td>
                <Td label="Discard">{discard}</Td>
            </tr>
        }
    };
    let rows = letters.into_iter().map(line).collect_view();
    view! {
        <Table caption="Not delivered and not tried any more">
            <thead><tr><Th label="Recipient"/><Th label="What the relay said"/><Th label="Again"/><Th label="Discard"/></tr></thead>
            <tbody>{rows}</tbody>
        </Table>
    }
    .into_any()
}

/// Tries again or discards.
async fn post(post: Post) -> Result<Go, Error> {
    let (ctx, call) = (post.rq.ctx(), &post.call);
    let letter = || post.value("letter").parse().map_err(|_| Error::NotFound);
    match post.act() {
        "retry" => outbox::retry(ctx, call, letter()?).await?,
        "discard" => outbox::discard(ctx, call, Discarded::Stuck(letter()?)).await?,
        "discard_kind" => {
            let kind = post.value("kind").parse().map_err(|_| Error::NotFound)?;
            outbox::discard(ctx, call, Discarded::Waiting(kind)).await?;
        }
        _ => return Err(Error::NotFound),
    }
    Ok(Go::to("/outbox"))
}
