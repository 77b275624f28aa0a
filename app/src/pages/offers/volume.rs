//! The forms of the four volumes.

use super::attached::files;
use super::declared::declared;
use super::partners;
use super::price::{lines, spreadsheet};
use super::rows::past_contracts;
use super::typed;
use super::words::received;
use crate::page::page;
use crate::pages::clocks::deadline;
use crate::pages::rows::asked_for_more;
use crate::post::{Go, Post};
use crate::request::Rq;
use crate::script::{TickingCountdowns, inline};
use crate::ui::{
    Breadcrumbs, Checkbox, Countdown, Form, Help, Notice, NumberInput, PageTitle, Panel, Submit,
    TextArea, TextInput, format,
};
use backend::Error;
use backend::offers::{self, OfferSheet, Sought};
use chrono::{DateTime, Utc};
use domain::offers::{Administration, OfferContent, Technical, Volume};
use leptos::prelude::*;
use leptos_meta::Title;

/// One volume of a draft.
#[component]
pub fn VolumePage() -> impl IntoView {
    page(
        async |rq| {
            let sheet = offers::sheet(rq.ctx(), rq.actor(), rq.param("reference")).await?;
            if sheet.may_change(rq.at()) {
                Ok(sheet)
            } else if sheet.own {
                Err(Error::not_now("this offer cannot be changed any more"))
            } else {
                Err(Error::NotFound)
            }
        },
        |rq, sheet| draw(&rq, sheet),
    )
}

/// The volume that the address names.
fn volume_of(rq: &Rq) -> Option<Volume> {
    rq.path().rsplit('/').next().and_then(Volume::from_code)
}

fn draw(rq: &Rq, sheet: OfferSheet) -> AnyView {
    let Some(volume) = volume_of(rq) else {
        return ().into_any();
    };
    let (now, form) = (rq.at(), rq.form());
    let (key, version) = (rq.key(), rq.version(sheet.version));
    let above = format!("/offers/{}", sheet.reference);
    let closes = sheet
        .sought
        .closes_at
        .map(|at| (at, deadline(at, &sheet.sought.zone)));
    let files = attached(volume, &sheet);
    let spreadsheet = (volume == Volume::Price).then(|| spreadsheet(rq, &sheet));
    let saved = saved(sheet.saved_at);
    let again = super::changed::of_volume(&sheet, volume);
    // After a refusal, or when somebody else was faster, nothing is written over unseen: the person sends the form.
    let autosave = (!form.has_errors()).then(|| inline(include_str!("autosave.js")));
    let (content, sought) = (sheet.content.unwrap_or_default(), sheet.sought);
    view! {
        <Title text=volume.label()/>
        <Breadcrumbs links=vec![("/offers", "Our offers").into(), (above, sheet.reference.clone()).into()] here=volume.label()/>
        <PageTitle title=volume.label() reference=sheet.reference meta="Save as often as you like; nothing has to be complete before you submit."/>
        <p>"Closes "{closes.map(|(at, shown)| view! { <Countdown at=at now=now shown=shown/> })}</p>
        {again}
        {no_price(volume)}
        {no_name(volume, &sought)}
        <Form act="save" key=key version=version label=volume.label()>
            {fields(volume, content, &sought, &form)}
            {saved}
            <Submit label="Save and go back"/>
        </Form>
        {files}
        {spreadsheet}
        {autosave}
        <TickingCountdowns/>
    }
    .into_any()
}

/// What a bidder does where the panel must not learn whose offer it reads.
fn no_name(volume: Volume, sought: &Sought) -> Option<AnyView> {
    let scheme = sought.scheme.as_ref();
    let anonymous = scheme.is_some_and(|scheme| scheme.0.panel.anonymous);
    (anonymous && volume != Volume::Administration).then(|| {
        view! {
            <Notice title="Leave your name out of this volume">
                "Evaluators read it under a letter. Names that you give in volume 1 are blacked out here and files are numbered; what stands inside a file is shown as it is."
            </Notice>
        }
        .into_any()
    })
}

/// When the draft was last saved; from then on it saves itself.
fn saved(at: Option<DateTime<Utc>>) -> AnyView {
    let (moment, words) = match at {
        Some(at) => (
            format::iso_moment(at),
            format!("Last saved {}", received(at)),
        ),
        None => (String::new(), "Not saved yet".to_owned()),
    };
    view! { <p class="meta" id="saved" role="status" data-at=moment>{words}</p> }.into_any()
}

/// The volume's files, and the way to add some.
fn attached(volume: Volume, sheet: &OfferSheet) -> AnyView {
    let address = format!("/offers/{}", sheet.reference);
    let add = format!("{address}/attachments?volume={}", volume.as_str());
    let content = sheet.content.as_ref();
    let list = content.map(|content| files(&address, content.attachments(volume)));
    view! {
        <Panel title="Attached files">
            {list}
            <p><a href=add>"Add or remove files"</a>". Save what you typed first."</p>
        </Panel>
    }
    .into_any()
}

fn no_price(volume: Volume) -> AnyView {
    (volume != Volume::Price)
        .then(|| {
            view! {
                <Help title="May a price be named here?" source="GBI 3.3-3.5">
                    <p>"No. Only the price volume names prices: an offer that hints at one in another volume may be excluded. Nobody checks this for you."</p>
                </Help>
            }
        })
        .into_any()
}

fn fields(
    volume: Volume,
    content: OfferContent,
    sought: &Sought,
    form: &crate::ui::FormState,
) -> AnyView {
    match volume {
        Volume::Administration => administration(content.administration, sought, form),
        Volume::Technical => technical(content.technical, sought),
        Volume::Experience => past_contracts(content.experience, form),
        Volume::Price => lines(content.price, sought, form),
    }
}

fn administration(volume: Administration, sought: &Sought, form: &crate::ui::FormState) -> AnyView {
    let least = sought
        .validity_days
        .map(|days| format!("This solicitation asks for at least {days} days."));
    let nation = volume.nation_of_origin.map(|code| code.as_str().to_owned());
    let days = volume.validity_days.map(|days| days.to_string());
    let partners = partners::fields(&volume.partners, form);
    view! {
        <TextInput name="contact_name" label="Person to write to" value=volume.contact_name/>
        <TextInput name="contact_email" label="E-mail" kind="email" value=volume.contact_email/>
        <TextInput name="nation_of_origin" label="Nation of origin" size=4 hint="Two letters, such as NO."
            rule="NPP 32: where the offeror is legally based" value=nation/>
        <NumberInput name="validity_days" label="The offer stands for" unit="days after closing" hint=least
            rule="GBI 2.15: at most six months" value=days/>
        <Checkbox name="accepts_terms" label="We accept the terms of the prospective contract without exception"
            hint="An offer with exceptions is not administratively compliant." checked=volume.accepts_terms/>
        {partners}
        <TextArea name="remarks" label="Remarks" optional=true value=volume.remarks/>
    }
    .into_any()
}

fn technical(volume: Technical, sought: &Sought) -> AnyView {
    let answers = sought
        .asked()
        .criteria
        .iter()
        .map(|criterion| {
            let text = volume
                .answers
                .iter()
                .find(|answer| answer.criterion == criterion.code)
                .map(|answer| answer.text.clone());
            let label = format!("{} {}", criterion.code, criterion.name.as_str());
            let rule = format!(
                "Weight {} % of the technical score (GBI 4.6)",
                criterion.weight
            );
            view! {
                <TextArea name=format!("answer_{}", criterion.code) label=label rows=6
                    hint=criterion.guidance.clone() rule=rule value=text/>
            }
        })
        .collect_view();
    view! {
        <TextArea name="summary" label="The solution" hint="What you offer, in words." value=volume.summary.clone()/>
        {answers}
        {declared(volume.declared, sought)}
    }
    .into_any()
}

/// Saves, or shows more rows.
pub async fn post(post: Post) -> Result<Go, Error> {
    if asked_for_more(&post) {
        return Ok(Go::again());
    }
    let reference = post.rq.param("reference").to_owned();
    let volume = volume_of(&post.rq).ok_or(Error::NotFound)?;
    if volume == Volume::Price && post.act() == "import" {
        return import(&post, reference).await;
    }
    let input = typed::volume(&post, volume);
    offers::save_volume(
        post.rq.ctx(),
        &post.call,
        &reference,
        post.version()?,
        input,
    )
    .await?;
    // What saves itself stays where it is and reads the page's new version.
    let back = match post.act() {
        "autosave" => format!("/offers/{reference}/{}", volume.as_str()),
        _ => format!("/offers/{reference}"),
    };
    Ok(Go::to(back))
}

/// Replaces the lines by those of a file.
async fn import(post: &Post, reference: String) -> Result<Go, Error> {
    let file = post.files.iter().find(|file| file.field == "file");
    let file = file.ok_or_else(|| Error::field("file", "Choose a file that is not empty."))?;
    let (ctx, version) = (post.rq.ctx(), post.version()?);
    let content = file.bytes.clone();
    offers::import_prices(ctx, &post.call, &reference, version, content).await?;
    Ok(Go::to(format!("/offers/{reference}/price")))
}
