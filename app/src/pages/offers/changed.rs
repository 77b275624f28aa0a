//! What changed in the solicitation since the authors of an offer last took note of it.

use crate::pages::changes::shown;
use crate::request::Rq;
use crate::ui::{Diff, Form, Notice, Submit, SubmitKind, Tag, Tone, format};
use backend::offers::{Amended, ChangedDocument, OfferSheet};
use backend::solicitations::amendment_number;
use domain::offers::{Affected, Volume};
use leptos::prelude::*;

/// Everything that changed, what of the draft is to be looked at again, and the button that takes note of it.
pub fn notice(rq: &Rq, sheet: &OfferSheet) -> Option<AnyView> {
    if sheet.changed.is_empty() || !sheet.may_change(rq.at()) {
        return None;
    }
    let solicitation = format!("/solicitations/{}", sheet.sought.solicitation_reference);
    let amended = sheet.changed.amended.clone();
    let amended = amended.map(|amended| amendment(sheet, &solicitation, amended));
    let documents = documents(&sheet.changed.documents, &solicitation);
    let key = rq.key();
    Some(
        view! {
            <Notice tone=Tone::Attention title="The solicitation changed since you last took note">
                {amended}
                {documents}
                <Form act="note_changes" key=key label="Take note of the changes">
                    <Submit label="We have taken this into account" kind=SubmitKind::Secondary
                        consequence="This list ends. Nothing of your offer changes."/>
                </Form>
            </Notice>
        }
        .into_any(),
    )
}

fn amendment(sheet: &OfferSheet, solicitation: &str, amended: Amended) -> AnyView {
    let number = amendment_number(amended.number);
    let versions = format!("{solicitation}/versions");
    let lines = amended.affected.into_iter().map(|one| {
        let href = format!("/offers/{}/{}", sheet.reference, one.volume.as_str());
        view! { <li><a href=href>{one.volume.label()}</a>": "{line(&one)}</li> }
    });
    let lines: Vec<_> = lines.collect();
    let none = lines.is_empty();
    let caption = format!("What differs, up to amendment {number}");
    view! {
        <div class="stack">
            {none.then(|| view! { <p>"None of your answers is concerned."</p> })}
            {(!none).then(|| view! { <p>"Look at these answers again:"</p><ul>{lines}</ul> })}
            <Diff changes=shown(amended.changes) caption=caption/>
            <p><a href=versions>"All versions"</a></p>
        </div>
    }
    .into_any()
}

fn line(one: &Affected) -> AnyView {
    let answered = if one.answered {
        "answered"
    } else {
        "not answered yet"
    };
    view! { {one.what.clone()}", "{one.touched.label()}" "<Tag label=answered/> }.into_any()
}

/// What of one volume is to be looked at again.
pub fn of_volume(sheet: &OfferSheet, volume: Volume) -> Option<AnyView> {
    let amended = sheet.changed.amended.as_ref()?;
    let lines: Vec<_> = amended
        .affected
        .iter()
        .filter(|one| one.volume == volume)
        .map(|one| view! { <li>{line(one)}</li> })
        .collect();
    if lines.is_empty() {
        return None;
    }
    let number = amendment_number(amended.number);
    let back = format!("/offers/{}", sheet.reference);
    Some(
        view! {
            <Notice tone=Tone::Attention title=format!("Look at these again: amendment {number}")>
                <ul>{lines}</ul>
                <p><a href=back>"What differs"</a></p>
            </Notice>
        }
        .into_any(),
    )
}

fn documents(changed: &[ChangedDocument], solicitation: &str) -> Option<AnyView> {
    if changed.is_empty() {
        return None;
    }
    let line = |one: &ChangedDocument| {
        let what = if one.withdrawn {
            "withdrawn".to_owned()
        } else {
            format!("version {}", one.number)
        };
        let note = one.note.clone().map(|note| format!(": {note}"));
        let when = format::date_time(one.changed_at);
        view! { <li><strong>{one.title.clone()}</strong>", "{what}", "{when}{note}</li> }
    };
    let lines = changed.iter().map(line).collect_view();
    let all = format!("{solicitation}/documents");
    Some(
        view! {
            <p>"Documents:"</p>
            <ul>{lines}</ul>
            <p><a href=all>"Read the documents"</a></p>
        }
        .into_any(),
    )
}
