//! One offer: what is to be done while it is written, what it says once it is open.

use super::attached::counted;
use super::content::content;
use super::words::tone;
use crate::page::page;
use crate::pages::clocks::deadline;
use crate::post::{Go, Post};
use crate::request::Rq;
use crate::script::TickingCountdowns;
use crate::ui::{
    Countdown, Fact, Facts, Field, Form, Hash, Notice, PageTitle, Panel, Ref, RowHead, Submit,
    SubmitKind, Table, Tag, Td, Th, Tone, format,
};
use backend::Error;
use backend::offers::{self, OfferSheet};
use backend::solicitations;
use domain::offers::{OfferContent, Volume};
use domain::states::OfferState;
use leptos::prelude::*;
use leptos_meta::Title;

/// One offer.
#[component]
pub fn OfferPage() -> impl IntoView {
    page(
        async |rq| {
            let reference = rq.param("reference");
            offers::sheet(rq.ctx(), rq.actor(), reference).await
        },
        |rq, sheet| draw(&rq, sheet),
    )
}

fn draw(rq: &Rq, sheet: OfferSheet) -> AnyView {
    let state = sheet.status;
    let title = sheet.sought.solicitation_title.clone();
    let origin = (sheet.origin != "perigee").then(|| sheet.origin.clone());
    let meta = format!("Offer of {}", sheet.provider_name);
    let may_change = sheet.may_change(rq.at());
    let amended = sheet.unconfirmed;
    let amended = amended.map(|number| super::amended::notice(rq, &sheet, number));
    let facts = facts(rq, &sheet);
    let noted = super::changed::notice(rq, &sheet);
    let late = late(rq, &sheet);
    let body = if may_change && sheet.content.is_none() {
        erased(rq, &sheet)
    } else if may_change {
        writing(rq, &sheet)
    } else {
        reading(sheet)
    };
    view! {
        <Title text=rq.param("reference").to_owned()/>
        <PageTitle title=title reference=rq.param("reference").to_owned() state=state.label() tone=tone(state.tone()) meta=meta>
            {origin.map(|origin| view! { <Tag label=origin/> })}
        </PageTitle>
        {amended}
        {facts}
        {late}
        {noted}
        {body}
        <TickingCountdowns/>
    }
    .into_any()
}

fn facts(rq: &Rq, sheet: &OfferSheet) -> AnyView {
    let now = rq.at();
    let href = format!("/solicitations/{}", sheet.sought.solicitation_reference);
    let solicitation = sheet.sought.solicitation_reference.clone();
    let closes = sheet
        .sought
        .closes_at
        .map(|at| (at, deadline(at, &sheet.sought.zone)));
    let price = sheet
        .price
        .map(|price| format::money(price.minor, price.currency.code()));
    let asked = (sheet.own && sheet.inquiries > 0).then(|| {
        let href = format!("/offers/{}/inquiries", sheet.reference);
        let count = sheet.inquiries;
        view! { <Fact label="Questions about this offer"><a href=href>{count}</a></Fact> }
    });
    let receipt = sheet.receipt.clone().map(|receipt| {
        let own = sheet
            .own
            .then(|| format!("/offers/{}/receipt", receipt.offer));
        let link = own.map(|href| view! { <a href=href>"Receipt"</a>" " });
        let hashes = receipt.parts.into_iter();
        let hashes = hashes.map(|part| view! { <Hash value=part.ciphertext_sha256/>" " });
        let hashes = hashes.collect_view();
        view! { <Fact label="Sealed" note=format::date_time(receipt.received_at)>{link}{hashes}</Fact> }
    });
    view! {
        <Facts>
            <Fact label="Solicitation"><Ref reference=solicitation href=href/></Fact>
            <Fact label="Closes" note="by the server’s clock">
                {closes.map(|(at, shown)| view! { <Countdown at=at now=now shown=shown/> })}
            </Fact>
            {receipt}
            {asked}
            {price.map(|price| view! { <Fact label="Total with options">{price}</Fact> })}
        </Facts>
    }
    .into_any()
}

fn writing(rq: &Rq, sheet: &OfferSheet) -> AnyView {
    let tasks = Volume::ALL
        .into_iter()
        .map(|volume| task(sheet, volume))
        .collect_view();
    let changed = sheet.changed_since_submission().then(|| {
        view! {
            <Notice tone=Tone::Attention title="Your changes are not submitted">
                "What was submitted before stands as it is. Changes count only when you submit again before closing."
            </Notice>
        }
    });
    let lacks = sheet.missing.len();
    let count = match lacks {
        0 => "Nothing is missing.".to_owned(),
        1 => "1 answer is missing.".to_owned(),
        more => format!("{more} answers are missing."),
    };
    let done = Volume::ALL
        .into_iter()
        .filter(|volume| {
            sheet
                .missing
                .iter()
                .all(|missing| missing.volume != *volume)
        })
        .count();
    let meter = format!("{done} of {} volumes are complete", Volume::ALL.len());
    let label = if sheet.status == OfferState::Submitted {
        "Check and submit again"
    } else {
        "Check answers and submit"
    };
    let submit = (lacks == 0).then(|| {
        view! { <p><a class="button primary" href=format!("/offers/{}/submit", sheet.reference)>{label}</a></p> }
    });
    view! {
        {changed}
        {super::own_files::notice(sheet)}
        <Panel title="The four volumes" meta=count>
            <p class="meter"><meter min="0" max=Volume::ALL.len() value=done aria-label="Volumes that are complete">{meter.clone()}</meter>" "{meter}</p>
            <Table caption="Volumes" caption_hidden=true>
                <thead><tr><Th label="Volume"/><Th label="State"/><Th label="Missing"/></tr></thead>
                <tbody>{tasks}</tbody>
            </Table>
            {submit}
        </Panel>
        {attached(sheet)}
        {(sheet.status == OfferState::Submitted).then(|| take_back(rq, sheet))}
    }
    .into_any()
}

/// What may still be done after closing, and what becomes of an offer that came late.
fn late(rq: &Rq, sheet: &OfferSheet) -> Option<AnyView> {
    let rule = sheet.sought.rule()?.late;
    if sheet.may_submit_late(rq.at()) && sheet.missing.is_empty() {
        let href = format!("/offers/{}/submit", sheet.reference);
        return Some(
            view! {
                <Notice tone=Tone::Attention title="Closing has passed">
                    <p>{rule.text}" "<span class="meta">{rule.source}</span></p>
                    <p><a href=href>"Submit the offer although it is late"</a></p>
                </Notice>
            }
            .into_any(),
        );
    }
    (sheet.own && sheet.status == OfferState::Late).then(|| {
        view! {
            <Notice tone=Tone::Sealed title="Received late, and sealed">
                "Two officers decide whether the rule’s exception takes it; you are told. Taken, it is opened with the others. Refused, it is never opened."
            </Notice>
        }
        .into_any()
    })
}

/// How many files the draft has, and the way to them.
fn attached(sheet: &OfferSheet) -> AnyView {
    let href = format!("/offers/{}/attachments", sheet.reference);
    let files = sheet.content.iter();
    let files = files.flat_map(|content| content.every_attachment());
    let count = counted(files.map(|(_, file)| file));
    view! {
        <Panel title="Attached files" meta=count>
            <p><a href=href>"Add or remove files"</a></p>
        </Panel>
    }
    .into_any()
}

/// The offer is sealed and no draft is kept.
fn erased(rq: &Rq, sheet: &OfferSheet) -> AnyView {
    let (key, version) = (rq.key(), rq.version(sheet.version));
    let volumes = Volume::ALL.into_iter().map(|volume| {
        let href = format!("/offers/{}/{}", sheet.reference, volume.as_str());
        view! { <li><a href=href>{volume.label()}</a></li> }
    });
    let volumes = volumes.collect_view();
    view! {
        <Notice tone=Tone::Sealed title="The offer is sealed, and no draft is kept here">
            "Until it is opened nobody can read it, neither the buyer nor this server. To replace it before closing, start again from your own copy, or write the volumes anew."
        </Notice>
        {super::own_files::notice(sheet)}
        <Panel title="Start again from my copy">
            <Form act="restore" key=key version=version upload=true label="Start again from my copy">
                <Field name="file" label="Your copy" hint="The file that you kept before submission, ending in .json">
                    <input type="file" id="restore-file" name="file" accept=".json,application/json"/>
                </Field>
                <Submit label="Use this copy" consequence="It becomes the draft. What was submitted stands until you submit again."/>
            </Form>
        </Panel>
        <Panel title="Or write the volumes anew"><ul>{volumes}</ul></Panel>
        {take_back(rq, sheet)}
    }
    .into_any()
}

fn task(sheet: &OfferSheet, volume: Volume) -> AnyView {
    let href = format!("/offers/{}/{}", sheet.reference, volume.as_str());
    let lacks: Vec<_> = sheet
        .missing
        .iter()
        .filter(|missing| missing.volume == volume)
        .map(|missing| missing.what.clone())
        .collect();
    let state = match (lacks.is_empty(), is_untouched(sheet, volume)) {
        (true, _) => "Completed".into_any(),
        (false, true) => view! { <Tag label="Not started"/> }.into_any(),
        (false, false) => view! { <Tag tone=Tone::Attention label="Incomplete"/> }.into_any(),
    };
    let lines = lacks
        .into_iter()
        .map(|what| view! { <li>{what}</li> })
        .collect_view();
    view! {
        <tr>
            <RowHead><a href=href>{volume.label()}</a></RowHead>
            <Td label="State" lead=true>{state}</Td>
            <Td label="Missing"><ul>{lines}</ul></Td>
        </tr>
    }
    .into_any()
}

fn is_untouched(sheet: &OfferSheet, volume: Volume) -> bool {
    let empty = OfferContent::default();
    sheet.content.as_ref().is_none_or(|content| match volume {
        Volume::Administration => content.administration == empty.administration,
        Volume::Technical => content.technical == empty.technical,
        Volume::Experience => content.experience == empty.experience,
        Volume::Price => content.price == empty.price,
    })
}

fn take_back(rq: &Rq, sheet: &OfferSheet) -> AnyView {
    let until = sheet
        .sought
        .closes_at
        .map(|at| deadline(at, &sheet.sought.zone))
        .unwrap_or_default();
    let key = rq.key();
    view! {
        <Panel title="Replace or withdraw" meta=format!("Until {until}.")>
            <p>"To replace the offer, change a volume and submit again."</p>
            <Form act="withdraw" key=key label="Withdraw the offer">
                <Submit label="Withdraw offer" kind=SubmitKind::Danger
                    consequence="The sealed offer is kept but never opened, and the buyer does not learn of it. Until closing you may start another one."/>
            </Form>
        </Panel>
    }
    .into_any()
}

fn reading(sheet: OfferSheet) -> AnyView {
    let note = (sheet.own && sheet.opened_at.is_none()).then(|| {
        view! {
            <Notice title="This offer cannot be changed now">
                "What counts is what the receipt names. A draft that is still kept is shown below as it was last saved."
            </Notice>
        }
    });
    let address = format!("/offers/{}", sheet.reference);
    let body = sheet
        .content
        .map(|written| content(written, &sheet.sought, &address, false, sheet.price_sealed));
    view! { {note}{body} }.into_any()
}

/// Withdraws, or confirms under an amendment.
pub async fn post(post: Post) -> Result<Go, Error> {
    let reference = post.rq.param("reference").to_owned();
    match post.act() {
        "confirm" => {
            solicitations::confirm(post.rq.ctx(), &post.call, &reference).await?;
        }
        "restore" => {
            let file = post.files.iter().find(|file| file.field == "file");
            let bytes = file.map_or(&[][..], |file| &file.bytes);
            let (ctx, call) = (post.rq.ctx(), &post.call);
            offers::restore(ctx, call, &reference, post.version()?, bytes).await?;
        }
        "note_changes" => offers::note_changes(post.rq.ctx(), &post.call, &reference).await?,
        "withdraw" => offers::withdraw(post.rq.ctx(), &post.call, &reference).await?,
        _ => return Err(Error::NotFound),
    }
    Ok(Go::to(format!("/offers/{reference}")))
}
