//! Amending what is published.

use super::form::sections;
use super::form_method::{self as method, CHECK, Checked};
use super::form_scheme::FIELDS;
use super::input::input;
use crate::page::page;
use crate::pages::clocks::deadline;
use crate::pages::rows::asked_for_more;
use crate::post::{Go, Post};
use crate::request::Rq;
use crate::ui::{Breadcrumbs, Fact, Facts, Form, Help, PageTitle, Panel, Submit, TextArea};
use backend::solicitations::{self, Amendable, Choices, Draft};
use backend::{Error, FieldErrors};
use domain::dialogue::{AMENDED_SCHEME, AMENDED_SUBSTANCE};
use domain::policy::actions::AmendSolicitation;
use domain::policy::{Subject, permit};
use domain::text::Prose;
use leptos::prelude::*;
use leptos_meta::Title;

/// The form of an amendment.
#[component]
pub fn Amend() -> impl IntoView {
    page(
        async |rq| {
            let reference = rq.param("reference");
            let found = solicitations::amendable(rq.ctx(), rq.actor(), reference).await?;
            let checked = method::checked(&rq).await?;
            let choices = solicitations::choices(rq.ctx(), rq.actor()).await?;
            Ok((found, choices, checked))
        },
        |rq, (found, choices, checked)| draw(&rq, &found, &choices, checked.as_ref()),
    )
}

fn draw(rq: &Rq, found: &Amendable, choices: &Choices, checked: Option<&Checked>) -> AnyView {
    let answer = checked.map(method::answer);
    let record = &found.editable.record;
    let crumbs = vec![
        ("/solicitations".to_owned(), "Solicitations".to_owned()).into(),
        (
            format!("/solicitations/{}", record.reference),
            record.reference.clone(),
        )
            .into(),
    ];
    let (key, version) = (rq.key(), rq.version(record.version));
    let (title, reference) = (record.title.clone(), record.reference.clone());
    let (times, sections) = (
        times(found),
        sections(rq, choices, Some(&found.editable), checked),
    );
    view! {
        <Title text=format!("Amend {reference}")/>
        <Breadcrumbs links=crumbs here="Amend"/>
        <PageTitle title="Amend what is published" reference=reference meta=title/>
        {times}
        {answer}
        <Form act="amend" key=key version=version label="Amend the solicitation">
            <button type="submit" hidden tabindex="-1">"Publish amendment"</button>
            <Panel title="Why">
                <TextArea name="reason" label="Reason of the amendment" rows=3 hint="Everybody reads it beside the differences."/>
            </Panel>
            {sections}
            <div class="actions">
                <Submit label="Publish amendment" consequence="A new numbered version is public at once, with every difference. Everyone with a draft, an offer or a question is told; sealed offers are to be confirmed or replaced."/>
            </div>
        </Form>
    }
    .into_any()
}

/// What happens to the closing.
fn times(found: &Amendable) -> AnyView {
    let zone = &found.editable.record.zone;
    let shown = |at: Option<chrono::DateTime<chrono::Utc>>| {
        at.map_or_else(|| "not set".to_owned(), |at| deadline(at, zone))
    };
    let now = shown(found.editable.record.closes_at);
    let substance = shown(found.closing_after_substance);
    let scheme = shown(found.closing_after_scheme);
    view! {
        <Facts>
            <Fact label="Closes now">{now}</Fact>
            <Fact label="If what is asked for changes, at least">{substance}</Fact>
            <Fact label="If the evaluation changes, at least">{scheme}</Fact>
        </Facts>
        <Help title="How are dates moved?" source=AMENDED_SUBSTANCE.source>
            {AMENDED_SUBSTANCE.text}" "{AMENDED_SCHEME.text}" A later closing may be set; no date ever comes nearer. Method and estimate stay: another purchase needs another solicitation. Rows keep their places, because offers answer by their numbers."
        </Help>
    }
    .into_any()
}

/// Amends, or shows the form with more rows or with its methods checked.
pub async fn post(post: Post) -> Result<Go, Error> {
    permit::<AmendSolicitation>(post.rq.actor(), Subject::ANY)?;
    if asked_for_more(&post) || [CHECK, FIELDS].contains(&post.value("then")) {
        return Ok(Go::again());
    }
    let mut wrong = FieldErrors::default();
    let reason = wrong.take("reason", Prose::parse(post.value("reason")));
    let draft = match Draft::try_from(input(&post)) {
        Ok(draft) => Some(draft),
        Err(Error::Invalid(fields)) => {
            for field in fields {
                wrong.add(field.field, field.message);
            }
            None
        }
        Err(other) => return Err(other),
    };
    wrong.finish()?;
    let (Some(reason), Some(draft)) = (reason, draft) else {
        return Err(Error::NotFound);
    };
    let reference = post.rq.param("reference");
    let version = post.version()?;
    solicitations::amend(post.rq.ctx(), &post.call, reference, version, draft, reason).await?;
    Ok(Go::to(format!("/solicitations/{reference}/versions")))
}
