//! A request for information: its questions, the provider's answer, and the answers side by side.

use crate::page::page;
use crate::pages::changes::shown;
use crate::pages::clocks::deadline;
use crate::post::{Go, Post};
use crate::request::Rq;
use crate::ui::{
    Breadcrumbs, Countdown, Diff, EmptyState, Fact, Facts, Form, PageTitle, Panel, RowHead, Submit,
    Table, TableFooter, Td, TextArea, Th, When, format,
};
use backend::Error;
use backend::needs::requests::{self, Answer, Request, RequestAmendment};
use backend::solicitations::amendment_number;
use domain::policy::Subject;
use domain::policy::actions::{AmendRequest, AnswerRequest, AskMarket, ReadAnswers};
use leptos::prelude::*;
use leptos_meta::Title;

/// The page of one request.
#[component]
pub fn RequestSheet() -> impl IntoView {
    page(
        async |rq| requests::request(rq.ctx(), rq.actor(), rq.param("reference")).await,
        |rq, request| draw(&rq, &request),
    )
}

fn draw(rq: &Rq, request: &Request) -> AnyView {
    let (need, need_title) = request.need.clone();
    let href = format!("/needs/{need}");
    let links = vec![("/needs", "Needs").into(), (href.clone(), need).into()];
    let (reference, title) = (request.reference.clone(), request.title.clone());
    let open = rq.at() <= request.closes_at;
    let closes = deadline(request.closes_at, &request.zone);
    let (at, now) = (request.closes_at, rq.at());
    let state = if open { "Open for answers" } else { "Closed" };
    let published = request.published_at;
    let parts = [
        Some(introduction(request)),
        amendments(request),
        summary(request),
        own(rq, request, open),
        answers(rq, request),
        summarise(rq, request, open),
    ];
    let amend = (open && rq.may::<AmendRequest>(Subject::ANY)).then(|| {
        let href = format!("/requests/{reference}/amend");
        view! { <a class="button" href=href>"Amend"</a> }
    });
    let heading = format!("{reference} {title}");
    view! {
        <Title text=heading/>
        <Breadcrumbs links=links here=reference.clone()/>
        <PageTitle title=title reference=reference state=state meta="A request for information. It binds nobody, and no offer comes of it.">{amend}</PageTitle>
        <Facts>
            <Fact label="Answers until"><Countdown at=at now=now shown=closes/></Fact>
            <Fact label="Need"><a href=href>{need_title}</a></Fact>
            <Fact label="Published"><When at=published/></Fact>
        </Facts>
        {parts.into_iter().collect_view()}
    }
    .into_any()
}

fn introduction(request: &Request) -> AnyView {
    let text = request.introduction.clone();
    let questions = request
        .questions
        .iter()
        .cloned()
        .map(|question| view! { <li>{question}</li> })
        .collect_view();
    view! { <Panel title="Questions"><p>{text}</p><ol>{questions}</ol></Panel> }.into_any()
}

fn summary(request: &Request) -> Option<AnyView> {
    let (text, at) = request.summary.clone()?;
    let meta = format!("Published {}.", format::date_time(at));
    Some(view! { <Panel title="What was learnt" meta=meta><p>{text}</p></Panel> }.into_any())
}

/// What was amended, the newest first.
fn amendments(request: &Request) -> Option<AnyView> {
    if request.amendments.is_empty() {
        return None;
    }
    let one = |amendment: &RequestAmendment| {
        let name = amendment_number(amendment.number);
        let (reason, at) = (amendment.reason.clone(), amendment.made_at);
        let caption = format!("What amendment {name} changed");
        let changes = shown(amendment.changes.clone());
        view! { <p><strong>{name}</strong>", "<When at=at/>": "{reason}</p><Diff changes=changes caption=caption/> }
    };
    let all = request.amendments.iter().map(one).collect_view();
    Some(view! { <Panel title="Amendments">{all}</Panel> }.into_any())
}

/// The provider's own answer, to be changed until closing.
fn own(rq: &Rq, request: &Request, open: bool) -> Option<AnyView> {
    let provider = rq.actor().provider()?;
    if !rq.may::<AnswerRequest>(Subject::of_provider(provider)) {
        return None;
    }
    let given = request.answers.first();
    if !open {
        let text = match given {
            Some(_) => "Your organisation answered. Answers can not be changed after closing.",
            None => "Your organisation did not answer.",
        };
        return Some(view! { <Panel title="Your answer"><p>{text}</p></Panel> }.into_any());
    }
    let meta = given.map(|given| {
        format!(
            "Given {}. You may change it until closing.",
            format::date_time(given.answered_at)
        )
    });
    let fields = (1..)
        .zip(&request.questions)
        .map(|(number, question): (usize, &String)| {
            let value = given.and_then(|given| given.answers.get(number - 1)).cloned();
            let question = question.clone();
            view! { <TextArea name=format!("answer_{number}") label=question rows=4 optional=true value=value/> }
        })
        .collect_view();
    let button = if given.is_some() {
        "Change answer"
    } else {
        "Send answer"
    };
    let key = rq.key();
    Some(
        view! {
            <Panel title="Your answer" meta=meta>
                <Form act="answer" key=key label="Your answer">
                    {fields}
                    <Submit label=button consequence="Buyers read it at once. Other providers never do."/>
                </Form>
            </Panel>
        }
        .into_any(),
    )
}

/// Every answer side by side: questions in rows, providers in columns.
fn answers(rq: &Rq, request: &Request) -> Option<AnyView> {
    if !rq.may::<ReadAnswers>(Subject::ANY) {
        return None;
    }
    if request.answers.is_empty() {
        return Some(
            view! { <Panel title="Answers"><EmptyState title="No answers yet" text="They appear here as providers give them."/></Panel> }
                .into_any(),
        );
    }
    let heads = request
        .answers
        .iter()
        .map(|one| one.provider.clone())
        .map(|name| view! { <Th label=name/> })
        .collect_view();
    let rows = request
        .questions
        .iter()
        .enumerate()
        .map(|(index, question)| question_row(index, question, &request.answers))
        .collect_view();
    let file = format!("/requests/{}/answers.csv", request.reference);
    let count = format!("{} answers", request.answers.len());
    Some(
        view! {
            <Panel title="Answers" meta="Only buyers and auditors read them.">
                <Table caption="Answers side by side" caption_hidden=true wide=true>
                    <thead><tr><Th label="Question"/>{heads}</tr></thead>
                    <tbody>{rows}</tbody>
                </Table>
                <TableFooter count=count exports=vec![(file, "CSV").into()]/>
            </Panel>
        }
        .into_any(),
    )
}

fn question_row(index: usize, question: &str, answers: &[Answer]) -> AnyView {
    let cells = answers
        .iter()
        .map(|one| {
            let text = one.answers.get(index).cloned().unwrap_or_default();
            let name = one.provider.clone();
            view! { <Td label=name>{text}</Td> }
        })
        .collect_view();
    let question = question.to_owned();
    view! { <tr><RowHead>{question}</RowHead>{cells}</tr> }.into_any()
}

fn summarise(rq: &Rq, request: &Request, open: bool) -> Option<AnyView> {
    if open || !rq.may::<AskMarket>(Subject::ANY) {
        return None;
    }
    let recorded = request.summary.as_ref().map(|(text, _)| text.clone());
    let key = rq.key();
    Some(
        view! {
            <Panel title="Summary" meta="For everybody who may read the request. Name nobody: answers are the providers’ own.">
                <Form act="summarise" key=key label="Summary">
                    <TextArea name="summary" label="What was learnt" rows=6 value=recorded/>
                    <Submit label="Publish summary"/>
                </Form>
            </Panel>
        }
        .into_any(),
    )
}

/// Answers, or publishes the summary.
pub async fn post(post: Post) -> Result<Go, Error> {
    let (ctx, call, reference) = (post.rq.ctx(), &post.call, post.rq.param("reference"));
    match post.act() {
        "answer" => {
            let answers: Vec<String> = (1..=super::form_rows::MOST_ROWS)
                .map(|row| format!("answer_{row}"))
                .take_while(|name| post.pairs.iter().any(|(key, _)| key == name))
                .map(|name| post.value(&name).to_owned())
                .collect();
            requests::answer(ctx, call, reference, &answers).await?;
        }
        "summarise" => {
            requests::summarise(ctx, call, reference, post.value("summary")).await?;
        }
        _ => return Err(Error::NotFound),
    }
    Ok(Go::to(format!("/requests/{reference}")))
}
