//! Checking the answers and submitting.

use super::content::content;
use super::seal::in_browser;
use crate::page::page;
use crate::pages::clocks::deadline;
use crate::post::{Go, Post};
use crate::request::Rq;
use crate::script::TickingCountdowns;
use crate::ui::{
    Breadcrumbs, Checkbox, Countdown, Form, Help, Notice, PageTitle, Submit, TextArea, Tone,
};
use backend::Error;
use backend::offers::{self, AfterSubmission, OfferSheet};
use leptos::prelude::*;
use leptos_meta::Title;
use sealing::order::Order;

/// The last look before an offer is sealed.
#[component]
pub fn SubmitPage() -> impl IntoView {
    page(
        async |rq| {
            let sheet = offers::sheet(rq.ctx(), rq.actor(), rq.param("reference")).await?;
            if !sheet.own {
                return Err(Error::NotFound);
            }
            let order = offers::order(rq.ctx(), &sheet).await?;
            Ok((sheet, order))
        },
        |rq, (sheet, order)| draw(&rq, sheet, order),
    )
}

fn draw(rq: &Rq, sheet: OfferSheet, order: Option<Order>) -> AnyView {
    let above = format!("/offers/{}", sheet.reference);
    let now = rq.at();
    let closes = sheet
        .sought
        .closes_at
        .map(|at| (at, deadline(at, &sheet.sought.zone)));
    let act = match sheet.content {
        Some(_) if sheet.may_submit_late(now) => act_late(rq, &sheet, order),
        Some(_) => act(rq, &sheet, order),
        None => nothing(&above),
    };
    let answers = sheet
        .content
        .map(|written| content(written, &sheet.sought, &above, true, false));
    view! {
        <Title text="Check answers"/>
        <Breadcrumbs links=vec![("/offers", "Our offers").into(), (above.clone(), sheet.reference.clone()).into()] here="Submit"/>
        <PageTitle title="Check your answers" reference=sheet.reference meta=sheet.sought.solicitation_title.clone()/>
        <p>"Closes "{closes.map(|(at, shown)| view! { <Countdown at=at now=now shown=shown/> })}</p>
        {answers}
        {act}
        <TickingCountdowns/>
    }
    .into_any()
}

fn nothing(above: &str) -> AnyView {
    let href = above.to_owned();
    view! {
        <Notice title="There is no draft to submit">
            "The offer is submitted and sealed. "<a href=href>"Start again from your copy, or write a volume anew."</a>
        </Notice>
    }
    .into_any()
}

/// What is missing in the draft.
fn incomplete(sheet: &OfferSheet) -> Option<AnyView> {
    let lacks = sheet
        .missing
        .iter()
        .map(|missing| format!("{}: {}", missing.volume.label(), missing.what))
        .map(|line| view! { <li>{line}</li> })
        .collect_view();
    (!sheet.missing.is_empty()).then(|| {
        view! { <Notice tone=Tone::Attention title="Something is missing"><ul>{lacks}</ul></Notice> }
            .into_any()
    })
}

/// The form after closing, where the method's rule states an exception.
fn act_late(rq: &Rq, sheet: &OfferSheet, order: Option<Order>) -> AnyView {
    let (key, version) = (rq.key(), rq.version(sheet.version));
    let rule = sheet.sought.rule().map(|rule| {
        view! { <p>{rule.late.text}" "<span class="meta">{rule.late.source}</span></p> }
    });
    let incomplete = incomplete(sheet);
    let sealing = order.and_then(|order| in_browser(rq, order, false));
    view! {
        <Notice tone=Tone::Attention title="Closing has passed">
            {rule}
            <p>"Your draft can be submitted as it is. It is kept sealed as late; two officers decide on your explanation alone whether it is taken."</p>
        </Notice>
        {incomplete}
        <Form act="submit_late" key=key version=version label="Submit the offer late">
            <TextArea name="late_reason" label="Why it comes late" rows=4
                hint="The officers read this, and nothing else of your offer. Name neither your organisation nor a price."/>
            {sealing}
            <Submit label="Submit late" consequence="The draft is erased. The offer is opened with the others if it is taken, and never if it is refused. You are told of the decision."/>
        </Form>
    }
    .into_any()
}

fn act(rq: &Rq, sheet: &OfferSheet, order: Option<Order>) -> AnyView {
    let (key, version) = (rq.key(), rq.version(sheet.version));
    let replaces = sheet.receipt.is_some();
    let incomplete = incomplete(sheet);
    let consequence = if replaces {
        "The offer is sealed and takes the place of the one you submitted before. You get a new receipt."
    } else {
        "The offer is sealed: until two opening officers open it after closing, nobody can read it. You get a receipt. You may replace or withdraw it until closing."
    };
    let label = if replaces {
        "Submit again"
    } else {
        "Submit offer"
    };
    let consequence = consequence.to_owned();
    let copy = format!("/offers/{}/copy", sheet.reference);
    let content = sheet.content.iter();
    let has_files = content
        .flat_map(|content| content.every_attachment())
        .next()
        .is_some();
    let files = has_files.then(|| {
        view! { <p class="meta">"The files that are attached to the draft were encrypted by the server when they came in, each under a key of its own. The keys are sealed now with the answers."</p> }
    });
    let sealing = order.and_then(|order| in_browser(rq, order, true));
    let own_files = super::own_files::notice(sheet);
    view! {
        {incomplete}
        {own_files}
        <Form act="submit" key=key version=version label="Submit the offer">
            <p><a href=copy>"Keep my own copy"</a>" as a file on your side: with it you can replace the offer later without typing it again."</p>
            <Checkbox name="keep_draft" label="Keep a draft on the server so that I can change the offer until closing"
                hint="The server could read a kept draft. Without the tick the draft is erased at submission, and nothing that the server has opens your offer."/>
            {files}
            {sealing}
            <Submit label=label consequence=consequence/>
        </Form>
        <Help title="What if I am late?" source="GBI 2.4">
            <p>"What counts is the moment at which this server receives the submission, to the microsecond. At the closing time itself it is in time; after it, it is late. The method’s rule, on the solicitation’s page, says whether an offer that is late may be taken."</p>
        </Help>
    }
    .into_any()
}

/// Submits.
pub async fn post(post: Post) -> Result<Go, Error> {
    let reference = post.rq.param("reference").to_owned();
    let then = match post.value("keep_draft") {
        "" => AfterSubmission::EraseDraft,
        _ => AfterSubmission::KeepDraft,
    };
    let (ctx, version) = (post.rq.ctx(), post.version()?);
    let sent = Some(post.value("sealed")).filter(|sent| !sent.is_empty());
    match (post.act(), sent) {
        ("submit_late", sent) => {
            let why = post.value("late_reason");
            offers::submit_late(ctx, &post.call, &reference, version, why, sent).await?
        }
        (_, None) => offers::submit(ctx, &post.call, &reference, version, then).await?,
        (_, Some(sent)) => {
            offers::submit_sealed(ctx, &post.call, &reference, version, then, sent).await?
        }
    };
    Ok(Go::to(format!("/offers/{reference}/receipt")))
}
