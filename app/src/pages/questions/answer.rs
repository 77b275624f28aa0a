//! One answer to the questions that were ticked.

use crate::page::page;
use crate::post::{Go, Post};
use crate::request::Rq;
use crate::ui::{Breadcrumbs, EmptyState, Form, Help, PageTitle, Panel, Submit, TextArea};
use backend::questions::{self, Answer, ListInput, Sheet, Waiting};
use backend::{Error, FieldErrors};
use domain::policy::actions::AnswerQuestions;
use domain::policy::{Subject, permit};
use domain::text::Prose;
use leptos::prelude::*;
use leptos_meta::Title;

/// Answering the questions that the address names.
#[component]
pub fn AnswerPage() -> impl IntoView {
    page(
        async |rq| {
            permit::<AnswerQuestions>(rq.actor(), Subject::ANY)?;
            let input = ListInput::default();
            questions::sheet(rq.ctx(), rq.actor(), rq.param("reference"), &input).await
        },
        |rq, sheet| draw(&rq, &sheet),
    )
}

/// The numbers of the questions that the address names.
fn chosen(rq: &Rq) -> Vec<i64> {
    let named = rq.queries().iter().filter(|(name, _)| name == "question");
    named
        .filter_map(|(_, number)| number.parse().ok())
        .collect()
}

fn draw(rq: &Rq, sheet: &Sheet) -> AnyView {
    let numbers = chosen(rq);
    let questions: Vec<&Waiting> = sheet
        .waiting
        .iter()
        .filter(|one| numbers.contains(&one.number))
        .collect();
    let back = format!("/solicitations/{}/questions", sheet.reference);
    let crumbs = vec![
        (
            format!("/solicitations/{}", sheet.reference),
            sheet.reference.clone(),
        )
            .into(),
        (back.clone(), "Questions and answers".to_owned()).into(),
    ];
    let body = if questions.is_empty() {
        view! { <EmptyState title="No waiting question is chosen" text="Tick the questions that this answer is for. One that was answered or withdrawn meanwhile is left out."
            action=(back, "Choose questions".to_owned())/> }
        .into_any()
    } else {
        form(rq, &questions)
    };
    view! {
        <Title text="Answer questions"/>
        <Breadcrumbs links=crumbs here="Answer"/>
        <PageTitle title="Answer questions" reference=sheet.reference.clone() meta=sheet.title.clone()/>
        {body}
    }
    .into_any()
}

fn form(rq: &Rq, questions: &[&Waiting]) -> AnyView {
    let originals = questions
        .iter()
        .map(|one| {
            let (number, text) = (one.number, one.text.clone());
            view! { <li><span><strong>{format!("Question {number}")}</strong>" "{text}</span></li> }
        })
        .collect_view();
    let fields = questions
        .iter()
        .map(|one| view! { <input type="hidden" name="questions" value=one.number.to_string()/> })
        .collect_view();
    let wording: Vec<&str> = questions.iter().map(|one| one.text.as_str()).collect();
    let (key, wording) = (rq.key(), wording.join("\n\n"));
    view! {
        <div class="two">
            <Panel title="Your answer">
                <Form act="answer" key=key label="Publish the answer">
                    {fields}
                    <TextArea name="question" label="The question as everybody reads it" rows=6 value=wording
                        hint="Word it so that it does not give the asker away. The asked words stay on record unchanged."/>
                    <TextArea name="answer" label="Answer" rows=8/>
                    <Help title="Who is told?" source="GBI 2.8">
                        "The answer is published to everybody at the same moment. Everyone with a draft, an offer or a question finds it in the news on the start page. What changes the requirement itself needs an amendment, too."
                    </Help>
                    <Submit label="Publish answer" consequence="Everybody can read it at once. An answer is not changed afterwards: publish another one."/>
                </Form>
            </Panel>
            <Panel title="As asked" meta="Shown to you without the asker."><ul class="queue">{originals}</ul></Panel>
        </div>
    }
    .into_any()
}

/// Publishes the answer.
pub async fn post(post: Post) -> Result<Go, Error> {
    if post.act() != "answer" {
        return Err(Error::NotFound);
    }
    permit::<AnswerQuestions>(post.rq.actor(), Subject::ANY)?;
    let mut wrong = FieldErrors::default();
    let question = wrong.take("question", Prose::parse(post.value("question")));
    let text = wrong.take("answer", Prose::parse(post.value("answer")));
    wrong.finish()?;
    let (Some(question), Some(text)) = (question, text) else {
        return Err(Error::NotFound);
    };
    let numbers = post.values("questions");
    let answer = Answer {
        questions: numbers
            .iter()
            .filter_map(|number| number.parse().ok())
            .collect(),
        question,
        text,
    };
    let reference = post.rq.param("reference");
    questions::answer(post.rq.ctx(), &post.call, reference, answer).await?;
    Ok(Go::to(format!("/solicitations/{reference}/questions")))
}
