//! The form of a solicitation, new or a draft.

use super::form_method::{self as method, CHECK, Checked};
use super::form_parts as parts;
use super::form_scheme::{self, FIELDS};
use super::input::input;
use super::requirements;
use super::rows;
use super::schedule;
use super::texts;
use crate::page::page;
use crate::pages::rows::asked_for_more;
use crate::post::{Go, Post};
use crate::request::Rq;
use crate::ui::{BreadcrumbLink, Breadcrumbs, Form, Notice, PageTitle, Submit, Tone};
use backend::Error;
use backend::library::{self, Snippet};
use backend::solicitations::{self, Check, Choices, Draft, Editable, SolicitationRecord};
use domain::states::SolicitationState;
use leptos::prelude::*;
use leptos_meta::Title;

/// Writing a new solicitation.
#[component]
pub fn NewSolicitation() -> impl IntoView {
    page(
        async |rq| {
            let checked = method::checked(&rq).await?;
            let choices = solicitations::choices(rq.ctx(), rq.actor()).await?;
            let texts = library::snippets(rq.ctx(), rq.actor()).await?;
            Ok(((choices, texts), checked))
        },
        |rq, (choices, checked)| {
            let meta = "Only title and method are needed to save a draft. Publication asks for the rest and names what is missing.";
            draw(rq, choices, None, checked, "Write a solicitation", meta)
        },
    )
}

/// Writing a draft further.
#[component]
pub fn EditSolicitation() -> impl IntoView {
    page(
        async |rq| {
            let found =
                solicitations::editable(rq.ctx(), rq.actor(), rq.param("reference")).await?;
            let checked = method::checked(&rq).await?;
            let choices = solicitations::choices(rq.ctx(), rq.actor()).await?;
            let texts = library::snippets(rq.ctx(), rq.actor()).await?;
            Ok((found, (choices, texts), checked))
        },
        |rq, (found, choices, checked)| {
            let meta = match found.record.status {
                SolicitationState::Draft => {
                    "A draft: nothing is fixed until it is approved and published."
                }
                _ => {
                    "It is approved. Saving takes the approval back: a colleague then approves what you wrote."
                }
            };
            draw(rq, choices, Some(found), checked, "Edit the draft", meta)
        },
    )
}

fn draw(
    rq: Rq,
    (choices, texts): (Choices, Vec<Snippet>),
    found: Option<Editable>,
    checked: Option<Checked>,
    title: &'static str,
    meta: &'static str,
) -> AnyView {
    let recorded = found.as_ref().map(|found| &found.record);
    let reference = recorded.map(|record| record.reference.clone());
    let version = recorded.map(|record| rq.version(record.version));
    let (crumbs, key, conflict) = (crumbs(recorded), rq.key(), conflict(&rq));
    let open = found.as_ref().map(|found| open_points(&found.check));
    let answer = checked.as_ref().map(method::answer);
    view! {
        <Title text=title/>
        <Breadcrumbs links=crumbs here=title/>
        <PageTitle title=title reference=reference meta=meta/>
        {conflict}
        {answer}
        {open}
        <Form act="save" key=key version=version>
            // The first button of a form is the one that the Enter key presses.
            <button type="submit" hidden tabindex="-1">"Save draft"</button>
            {texts::panel(&rq, &texts)}
            {sections(&rq, &choices, found.as_ref(), checked.as_ref())}
            <div class="actions"><Submit label="Save draft"/></div>
        </Form>
    }
    .into_any()
}

/// The sections in the order in which a purchase is thought.
pub(super) fn sections(
    rq: &Rq,
    choices: &Choices,
    found: Option<&Editable>,
    checked: Option<&Checked>,
) -> AnyView {
    let record = found.map(|found| &found.record);
    let methods = method::proposals(found, checked);
    [
        parts::need(choices, record),
        rows::lots(rq, record),
        requirements::fields(rq, record),
        schedule::fields(rq, record),
        method::value(record, methods),
        method::sole_source(record),
        form_scheme::scheme(rq, record),
        rows::criteria(rq, record),
        parts::timetable(record),
    ]
    .into_iter()
    .chain(found.and_then(|found| parts::departures(&found.check)))
    .collect_view()
    .into_any()
}

fn crumbs(record: Option<&SolicitationRecord>) -> Vec<BreadcrumbLink> {
    let list = ("/solicitations", "Solicitations").into();
    let own = record.map(|record| {
        let reference = record.reference.clone();
        (format!("/solicitations/{reference}"), reference).into()
    });
    std::iter::once(list).chain(own).collect()
}

/// What is recorded, where somebody else was faster.
fn conflict(rq: &Rq) -> Option<AnyView> {
    let conflict = rq.conflict()?;
    let lines = conflict
        .recorded
        .iter()
        .map(|(field, value)| view! { <li>{field.replace('_', " ")}": "{value.clone()}</li> })
        .collect_view();
    Some(
        view! { <Notice tone=Tone::Attention title="Recorded now"><ul>{lines}</ul></Notice> }
            .into_any(),
    )
}

/// What publication would still ask for, with links to the fields.
fn open_points(check: &Check) -> Option<AnyView> {
    if check.missing.is_empty() {
        return None;
    }
    let lines = check
        .missing
        .iter()
        .map(|missing| {
            view! { <li><a href=format!("#save-{}", missing.field)>{missing.message.clone()}</a></li> }
        })
        .collect_view();
    let title = format!("{} open before publication", check.missing.len());
    Some(view! { <Notice tone=Tone::Attention title=title><ul>{lines}</ul></Notice> }.into_any())
}

/// Begins a solicitation, or shows the form with more rows or with its methods checked.
pub async fn post_new(post: Post) -> Result<Go, Error> {
    if asked_for_more(&post) || [CHECK, FIELDS].contains(&post.value("then")) {
        return Ok(Go::again());
    }
    if let Some(inserted) = texts::insert(&post).await? {
        return Ok(inserted);
    }
    let draft = Draft::try_from(input(&post))?;
    let reference = solicitations::create(post.rq.ctx(), &post.call, draft).await?;
    Ok(Go::to(format!("/solicitations/{reference}")))
}

/// Saves a draft, or shows the form with more rows or with its methods checked.
pub async fn post_edit(post: Post) -> Result<Go, Error> {
    if asked_for_more(&post) || [CHECK, FIELDS].contains(&post.value("then")) {
        return Ok(Go::again());
    }
    if let Some(inserted) = texts::insert(&post).await? {
        return Ok(inserted);
    }
    let draft = Draft::try_from(input(&post))?;
    let (ctx, reference) = (post.rq.ctx(), post.rq.param("reference"));
    let reference = solicitations::edit(ctx, &post.call, reference, post.version()?, draft).await?;
    Ok(Go::to(format!("/solicitations/{reference}")))
}
