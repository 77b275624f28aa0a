//! Checking a receipt, without an account: what `perigee verify receipt` says, as a page.

use crate::page::page;
use crate::pages::offers::words::received;
use crate::post::{Go, Post, SHOWN};
use crate::request::Rq;
use crate::ui::{
    Field, Form, Help, KeyValue, Notice, PageTitle, Panel, Submit, SummaryList, Tag, TextArea,
    Tone, format,
};
use backend::receipts::{self, ServerKey};
use backend::{Error, FieldErrors};
use leptos::prelude::*;
use leptos_meta::Title;
use sealing::bytes::Hex32;
use sealing::receipt::{Finding, LONGEST, Receipt, Verdict, verify};

/// The page with the server's key, and the verdict on a receipt that was sent.
#[component]
pub fn VerifyReceipt() -> impl IntoView {
    page(
        async |rq| receipts::server_key(rq.ctx()).await,
        |rq, key| draw(&rq, key),
    )
}

fn draw(rq: &Rq, key: ServerKey) -> AnyView {
    let sent = rq.form().value(SHOWN).map(str::to_owned);
    let verdict = sent.and_then(|text| found(&text, &key.public_key));
    view! {
        <Title text="Check a receipt"/>
        <div class="narrow">
            <PageTitle title="Check a receipt" meta="Whether a receipt was signed by this server and its log says the same. Nothing is stored, and no account is needed."/>
            {verdict}
            {form()}
            <ServerPanel key=key/>
            <Help title="How do I check without this server?">
                <p>"The program "<code>"perigee verify receipt FILE"</code>" does the same without network and without a store. With "
                <code>"--key"</code>" and the public key that you kept it does not trust the key in the receipt, and with "
                <code>"--sealed"</code>" it compares the sealed files that you downloaded."</p>
            </Help>
        </div>
    }
    .into_any()
}

fn form() -> AnyView {
    view! {
        <Form act="verify" upload=true label="Check a receipt">
            <Field name="file" label="The file you downloaded" hint="Its name ends with .json." optional=true>
                <input type="file" id="verify-file" name="file" accept=".json,application/json"/>
            </Field>
            <TextArea name="receipt" label="Or its text" hint="All of it, from the first brace to the last." rows=4 optional=true/>
            <Submit label="Check receipt"/>
        </Form>
    }
    .into_any()
}

/// The verdict on a receipt. The text was read before, so it is one.
fn found(text: &str, own_key: &str) -> Option<AnyView> {
    let receipt = Receipt::parse(text).ok()?;
    let own: Option<Hex32> = own_key.parse().ok();
    let verdict = verify(&receipt, own.as_ref());
    Some(view! { {summary(&verdict)}{stated(&receipt)}{checks(verdict)} }.into_any())
}

fn summary(verdict: &Verdict) -> AnyView {
    if verdict.valid() {
        view! { <Notice tone=Tone::Good title="The receipt is valid" announced=true>"This server signed it, and its log holds the event that it tells of."</Notice> }.into_any()
    } else {
        view! { <Notice tone=Tone::Bad title="The receipt does not verify" announced=true>"What does not hold is said below. Keep the file as it is, and ask the buyer’s auditor."</Notice> }.into_any()
    }
}

fn stated(receipt: &Receipt) -> AnyView {
    let said = receipt.statement.clone();
    let parts = said
        .parts
        .into_iter()
        .map(|part| view! { <KeyValue key=format!("SHA-256 of “{}”", part.name)><code>{part.sha256.to_string()}</code></KeyValue> })
        .collect_view();
    view! {
        <SummaryList>
            <KeyValue key="Solicitation">{said.solicitation}" "{said.title}</KeyValue>
            <KeyValue key="Offer">{said.offer}", submission "{said.submission}</KeyValue>
            <KeyValue key="Offeror">{said.provider}</KeyValue>
            <KeyValue key=said.act.label()>{received(said.received_at)}</KeyValue>
            {parts}
        </SummaryList>
    }
    .into_any()
}

fn checks(verdict: Verdict) -> AnyView {
    let row = |finding: Finding| {
        let (tone, label) = if finding.holds {
            (Tone::Good, "holds")
        } else {
            (Tone::Bad, "does not hold")
        };
        view! { <KeyValue key=finding.check.label()><Tag tone=tone label=label/>" "{finding.words}"."</KeyValue> }
    };
    let rows = verdict.findings.into_iter().map(row).collect_view();
    view! { <Panel title="What was checked"><SummaryList>{rows}</SummaryList></Panel> }.into_any()
}

#[component]
fn ServerPanel(key: ServerKey) -> impl IntoView {
    let next = format::date_time(key.next_at);
    let head = match key.head {
        None => view! { <p>"The first checkpoint is published at "{next}"."</p> }.into_any(),
        Some(head) => {
            let (at, text) = (received(head.signed_at), head.text());
            let signature = head.signature.to_string();
            view! {
                <SummaryList>
                    <KeyValue key="Signed">{at}</KeyValue>
                    <KeyValue key="What was signed"><pre class="signed">{text}</pre></KeyValue>
                    <KeyValue key="Signature"><code>{signature}</code></KeyValue>
                </SummaryList>
                <p class="meta">"The newest checkpoint of before the full hour; the next is shown at "{next}". It counts events of every kind, and an hour of them together, so that it says nothing of a single offer."</p>
            }
            .into_any()
        }
    };
    view! {
        <Panel title="This server’s key and its log" meta="Keep both: with the key you can check a receipt anywhere; with a checkpoint you can show later that the log was rewritten.">
            <SummaryList>
                <KeyValue key="Public key (Ed25519)"><code>{key.public_key}</code></KeyValue>
                <KeyValue key="Its short name"><code>{key.key_id}</code></KeyValue>
            </SummaryList>
            {head}
        </Panel>
    }
}

/// Reads the receipt that was sent; the page then says what was found.
pub async fn post(post: Post) -> Result<Go, Error> {
    let file = post.files.iter().find(|file| file.field == "file");
    let (field, text) = match file {
        Some(file) => ("file", String::from_utf8(file.bytes.clone()).ok()),
        None => ("receipt", Some(post.value("receipt").to_owned())),
    };
    let mut errors = FieldErrors::default();
    let text = text.unwrap_or_default();
    if text.is_empty() {
        errors.add(field, "choose the receipt’s file, or paste its text");
    } else if let Err(error) = Receipt::parse(&text) {
        errors.add(field, format!("this is no receipt: {error}"));
    }
    errors.finish()?;
    Ok(Go::show(text.get(..LONGEST).unwrap_or(&text)))
}
