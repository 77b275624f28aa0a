//! Asking the market about a need.

use super::form_rows::MOST_ROWS;
use crate::page::page;
use crate::pages::rows::{asked_for_more, count, more};
use crate::pages::solicitations::{local, moment_field, moment_typed};
use crate::post::{Go, Post};
use crate::request::Rq;
use crate::ui::{
    Breadcrumbs, EmptyState, Form, Help, PageTitle, Panel, Submit, TextArea, TextInput,
};
use backend::Error;
use backend::needs::requests::{Request, RequestInput, ask};
use backend::needs::{self, NeedRecord};
use domain::states::NeedState;
use leptos::prelude::*;
use leptos_meta::Title;

/// Writing a request for information.
#[component]
pub fn AskMarket() -> impl IntoView {
    page(
        async |rq| needs::editable(rq.ctx(), rq.actor(), rq.param("reference")).await,
        |rq, record| draw(&rq, &record),
    )
}

fn draw(rq: &Rq, record: &NeedRecord) -> AnyView {
    let reference = record.reference.clone();
    let back = format!("/needs/{reference}");
    let links = vec![("/needs", "Needs").into(), (back.clone(), reference).into()];
    let body = if record.status == NeedState::MarketResearch && record.public {
        form(rq)
    } else {
        let action = (back, "Back to the need".to_owned());
        view! { <EmptyState title="Not yet" text="The need has to be public and in market research before the market is asked." action=action/> }
            .into_any()
    };
    let meta = format!(
        "A request for information about “{}”. It binds nobody, and no offer comes of it.",
        record.title
    );
    view! {
        <Title text="Ask the market"/>
        <Breadcrumbs links=links here="Ask the market"/>
        <PageTitle title="Ask the market" meta=meta/>
        {body}
    }
    .into_any()
}

fn form(rq: &Rq) -> AnyView {
    let (key, fields) = (rq.key(), fields(rq, None));
    view! {
        <Form act="ask" key=key>
            // The first button of a form is the one that the Enter key presses.
            <button type="submit" hidden tabindex="-1">"Publish request"</button>
            {fields}
            <div class="actions"><Submit label="Publish request" consequence="Every provider can read and answer it at once. Until it closes it can be amended; whoever answered is told then."/></div>
        </Form>
    }
    .into_any()
}

/// What is asked, with what is recorded of it.
pub(super) fn fields(rq: &Rq, found: Option<&Request>) -> AnyView {
    let recorded = found.map_or(&[][..], |request| request.questions.as_slice());
    let empty = if found.is_some() { 1 } else { 3 };
    let shown = count(&rq.form(), "question", recorded.len() + empty);
    let rows = (1..=shown)
        .map(|row| {
            let (text, optional) = (recorded.get(row - 1).cloned(), row > recorded.len().max(1));
            view! { <TextArea name=format!("question_{row}") label=format!("Question {row}") rows=2 optional=optional value=text/> }
        })
        .collect_view();
    let closes = moment_field(
        "closes_at",
        "Answers until",
        "For example 3 Mar 2027, 17:00.",
        &[],
        found.and_then(|request| local(Some(request.closes_at), &request.zone)),
        found.map_or("Europe/Brussels", |request| request.zone.as_str()),
    );
    let title = found.map(|request| request.title.clone());
    let introduction = found.map(|request| request.introduction.clone());
    view! {
        <Panel title="Request for information">
            <TextInput name="title" label="Title" maxlength=200 value=title/>
            <TextArea name="introduction" label="Introduction" rows=5 hint="What is being considered, and what the answers are used for." value=introduction/>
            {closes}
            <Help title="Who reads the answers?">
                "Officers, evaluators and auditors, from the moment they are given. No provider reads another’s. Each provider answers once and may change the answer until closing."
            </Help>
        </Panel>
        <Panel title="Questions" meta="An empty row counts as none.">
            {rows}
            {more("question", shown)}
        </Panel>
    }
    .into_any()
}

/// What was typed about a request.
pub(super) fn typed(post: &Post) -> RequestInput {
    let questions = (1..=MOST_ROWS)
        .map(|row| format!("question_{row}"))
        .take_while(|name| post.pairs.iter().any(|(key, _)| key == name))
        .map(|name| post.value(&name).to_owned());
    RequestInput {
        title: post.value("title").to_owned(),
        introduction: post.value("introduction").to_owned(),
        questions: questions.collect(),
        closes_at: moment_typed(post, "closes_at"),
    }
}

/// Publishes the request, or shows the form with more rows.
pub async fn post(post: Post) -> Result<Go, Error> {
    if asked_for_more(&post) {
        return Ok(Go::again());
    }
    let input = typed(&post);
    let need = post.rq.param("reference");
    let reference = ask(post.rq.ctx(), &post.call, need, input).await?;
    Ok(Go::to(format!("/requests/{reference}")))
}
