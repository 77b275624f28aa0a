//! An offer's page: the task list for its own organisation, the opened content for buyers; and checking before submitting.

use super::content::content;
use super::list::tone;
use crate::page::page;
use crate::post::{Go, Post};
use crate::request::Rq;
use crate::ui::{
    Breadcrumbs, Countdown, Form, Hash, KeyValue, Notice, PageTitle, Panel, RowHead, Submit,
    SubmitKind, SummaryList, Table, Tag, Td, Th, Tone, When, format,
};
use backend::Error;
use backend::offers::{self, Missing, OfferRecord, OfferSheet, SealedRow};
use chrono::{DateTime, Utc};
use domain::offers::Volume;
use domain::states::OfferState;
use leptos::prelude::*;
use leptos_meta::Title;

/// The offer.
#[component]
pub fn Offer() -> impl IntoView {
    page(
        async |rq| offers::sheet(rq.ctx(), rq.actor(), rq.param("reference")).await,
        |rq, sheet| draw(&rq, sheet),
    )
}

/// Everything once more before it is submitted.
#[component]
pub fn CheckAnswers() -> impl IntoView {
    page(
        async |rq| offers::sheet(rq.ctx(), rq.actor(), rq.param("reference")).await,
        |rq, sheet| draw_check(&rq, sheet),
    )
}

/// The closing moment in the published zone and in UTC.
pub fn closing(closes_at: DateTime<Utc>, zone: &str) -> String {
    match zone.parse::<chrono_tz::Tz>() {
        Ok(tz) => format::deadline(&closes_at.with_timezone(&tz), &format::zone_label(zone)),
        Err(_) => format::date_time(closes_at),
    }
}

fn heading(record: &OfferRecord, own: bool) -> AnyView {
    let state = record.state().unwrap_or(OfferState::Draft);
    let who = record.provider_name.clone().unwrap_or_default();
    let meta = if own {
        format!("For {}", record.solicitation_title)
    } else {
        format!("{who} · for {}", record.solicitation_title)
    };
    let links = vec![
        ("/offers", "Offers").into(),
        (
            format!("/solicitations/{}", record.solicitation_reference),
            record.solicitation_reference.clone(),
        )
            .into(),
    ];
    view! {
        <Title text=record.reference.clone()/>
        <Breadcrumbs links=links here=record.reference.clone()/>
        <PageTitle title=if own { "Our offer".to_owned() } else { who } reference=record.reference.clone() state=state.label() tone=tone(state) meta=meta/>
    }
    .into_any()
}

fn draw(rq: &Rq, sheet: OfferSheet) -> AnyView {
    let head = heading(&sheet.record, sheet.own);
    if sheet.own && sheet.record.opened_at.is_none() {
        view! { {head} {own(rq, sheet)} }.into_any()
    } else {
        view! { {head} {opened(sheet)} }.into_any()
    }
}

fn opened(sheet: OfferSheet) -> AnyView {
    let sealed = sealings(sheet.sealed);
    let at = sheet.record.opened_at;
    let notice = (sheet.own).then(|| view! { <p><a href=format!("/offers/{}/notice", sheet.record.reference)>"Result and debrief, once it is notified"</a></p> });
    view! {
        {at.map(|at| view! { <p class="meta">"Opened "<When at=at/></p> })}
        {notice}
        <div class="two">
            <div class="stack">{content(&sheet.record, &sheet.content, false)}</div>
            <Panel title="What was sealed">{sealed}</Panel>
        </div>
    }
    .into_any()
}

fn own(rq: &Rq, sheet: OfferSheet) -> AnyView {
    let (record, now) = (sheet.record, rq.at());
    let open = record.is_open_at(now);
    let submitted = record
        .state()
        .is_ok_and(|state| state == OfferState::Submitted);
    let newer = submitted && record.draft_saved_at > record.submitted_at;
    let countdown = record
        .closes_at
        .map(|at| view! { <Countdown at=at now=now shown=closing(at, &record.zone)/> });
    let complete = sheet.missing.is_empty();
    let tasks = Volume::ALL
        .into_iter()
        .map(|volume| task(&record, volume, &sheet.missing, open))
        .collect_view();
    let reference = record.reference.clone();
    view! {
        {newer.then(|| view! {
            <Notice tone=Tone::Attention title="The draft is newer than what you submitted">"Changes count only when you submit again."</Notice>
        })}
        <div class="two">
            <div class="stack">
                <Table caption="What to write" note=if complete { "complete" } else { "in any order" }>
                    <thead><tr><Th label="Volume"/><Th label="State"/><Th label="Still missing"/></tr></thead>
                    <tbody>{tasks}</tbody>
                </Table>
                {open.then(|| submit_link(&reference, complete, submitted))}
            </div>
            <div class="stack">
                <Panel title="Closing">{countdown}</Panel>
                {submitted.then(|| receipt_panel(rq, &record, open))}
                <Panel title="Sealed so far">{sealings(sheet.sealed)}</Panel>
            </div>
        </div>
    }
    .into_any()
}

fn task(record: &OfferRecord, volume: Volume, missing: &[Missing], open: bool) -> AnyView {
    let lacks: Vec<String> = missing
        .iter()
        .filter(|missing| missing.volume == volume)
        .map(|missing| missing.what.clone())
        .collect();
    let href = format!("/offers/{}/volumes/{}", record.reference, volume.as_str());
    let state = if lacks.is_empty() {
        view! { "Complete" }.into_any()
    } else {
        view! { <Tag tone=Tone::Attention label="Incomplete"/> }.into_any()
    };
    let name = if open {
        view! { <a href=href>{volume.label()}</a> }.into_any()
    } else {
        volume.label().into_any()
    };
    view! {
        <tr>
            <RowHead>{name}</RowHead>
            <Td label="State" lead=true>{state}</Td>
            <Td label="Still missing">{lacks.join(". ")}</Td>
        </tr>
    }
    .into_any()
}

fn submit_link(reference: &str, complete: bool, submitted: bool) -> AnyView {
    let words = if submitted {
        "Check and submit again"
    } else {
        "Check and submit"
    };
    if complete {
        view! { <p><a class="button primary" href=format!("/offers/{reference}/submit")>{words}</a></p> }.into_any()
    } else {
        view! { <p class="meta">"When nothing is missing you can check everything once more and submit."</p> }.into_any()
    }
}

fn receipt_panel(rq: &Rq, record: &OfferRecord, open: bool) -> AnyView {
    let reference = record.reference.clone();
    let withdraw = open.then(|| view! {
        <Form act="withdraw" key=rq.key() version=record.version.to_string() label="Withdraw the offer">
            <Submit label="Withdraw the offer" kind=SubmitKind::Danger
                consequence="It will never be opened. Until closing you may begin another one (GBI 2.13)."/>
        </Form>
    });
    view! {
        <Panel title="Submitted">
            <p><a href=format!("/offers/{reference}/receipt")>"Receipt"</a></p>
            {withdraw}
        </Panel>
    }
    .into_any()
}

fn sealings(rows: Vec<SealedRow>) -> AnyView {
    if rows.is_empty() {
        return view! { <p class="meta">"Nothing yet."</p> }.into_any();
    }
    let rows = rows
        .into_iter()
        .map(|row| {
            let hash: String = row
                .ciphertext_sha256
                .iter()
                .map(|byte| format!("{byte:02x}"))
                .collect();
            view! {
                <tr>
                    <RowHead>{row.number}</RowHead>
                    <Td label="Received" lead=true><When at=row.received_at/></Td>
                    <Td label="Standing">{row.standing}</Td>
                    <Td label="SHA-256"><Hash value=hash/></Td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <Table caption="Sealings" caption_hidden=true>
            <thead><tr><Th label="No."/><Th label="Received"/><Th label="Standing"/><Th label="SHA-256"/></tr></thead>
            <tbody>{rows}</tbody>
        </Table>
    }
    .into_any()
}

fn draw_check(rq: &Rq, sheet: OfferSheet) -> AnyView {
    let record = &sheet.record;
    let head = heading(record, sheet.own);
    let closes = record
        .closes_at
        .map(|at| closing(at, &record.zone))
        .unwrap_or_default();
    let total = sheet
        .content
        .price
        .total()
        .map(|total| format::money_exact(total.minor, total.currency.code()))
        .unwrap_or_default();
    let body = content(record, &sheet.content, true);
    let version = record.version.to_string();
    view! {
        {head}
        <SummaryList>
            <KeyValue key="Evaluated total, options in">{total}</KeyValue>
            <KeyValue key="Closes">{closes}</KeyValue>
        </SummaryList>
        <Form act="submit" key=rq.key() version=version>
            <Submit label="Submit the offer"
                consequence="It is sealed at once: nobody, not even you, can read the sealed copy until two opening officers open all offers after closing. Until closing you may replace or withdraw it."/>
        </Form>
        <div class="stack">{body}</div>
    }
    .into_any()
}

/// Withdraws.
pub async fn post(post: Post) -> Result<Go, Error> {
    let reference = post.rq.param("reference").to_owned();
    match post.act() {
        "withdraw" => {
            offers::withdraw(post.rq.ctx(), &post.call, &reference, post.version()?).await?
        }
        _ => return Err(Error::NotFound),
    }
    Ok(Go::to(format!("/offers/{reference}")))
}

/// Submits.
pub async fn post_submit(post: Post) -> Result<Go, Error> {
    let reference = post.rq.param("reference").to_owned();
    offers::submit(post.rq.ctx(), &post.call, &reference, post.version()?).await?;
    Ok(Go::to(format!("/offers/{reference}/receipt?new=1")))
}
