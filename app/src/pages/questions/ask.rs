//! Asking, one's own questions, and taking one back.

use crate::pages::clocks::deadline;
use crate::post::{Go, Post};
use crate::request::Rq;
use crate::ui::{
    Choice, Form, Help, Panel, RadioGroup, Submit, SubmitKind, Tag, TextArea, Tone, When,
};
use backend::questions::{self, Kind, OwnQuestion, Sheet};
use backend::{Error, FieldErrors};
use domain::dialogue::TRANSLATION;
use domain::policy::actions::AskQuestion;
use domain::policy::{Subject, permit};
use domain::states::SolicitationState;
use domain::text::Prose;
use leptos::prelude::*;

/// The form for a question, or why none can be asked; for providers.
pub fn panel(rq: &Rq, sheet: &Sheet) -> Option<AnyView> {
    let provider = rq.actor().provider()?;
    if !rq.may::<AskQuestion>(Subject::of_provider(provider)) {
        return None;
    }
    let open = sheet.state == SolicitationState::Published;
    let kinds: Vec<Choice> = [
        (Kind::Question, sheet.questions_until),
        (Kind::Translation, sheet.translation_until),
    ]
    .into_iter()
    .filter_map(|(kind, until)| {
        let until = until.filter(|until| open && rq.at() <= *until)?;
        let until = format!("Until {}.", deadline(until, &sheet.zone));
        Some(Choice::new(kind.as_str(), kind.label()).hint(until))
    })
    .collect();
    let Some(first) = kinds.first().map(|choice| choice.value.clone()) else {
        return Some(
            view! { <Panel title="Ask"><p class="meta">"The time for questions has passed, or the solicitation takes none now."</p></Panel> }
                .into_any(),
        );
    };
    let key = rq.key();
    let rule = format!("{} {}", TRANSLATION.text, TRANSLATION.source);
    Some(
        view! {
            <Panel title="Ask" meta="The buyer reads your words, not your name. The answer goes to everybody at once.">
                <Form act="ask" key=key label="Ask a question">
                    <RadioGroup name="kind" legend="What you ask for" options=kinds value=first rule=rule/>
                    <TextArea name="text" label="Your question" rows=5 hint="Leave out what gives you away, such as the name of your product."/>
                    <Help title="Who sees that I asked?" source="GBI 2.8">
                        "Nobody before the opening but your organisation and, in the log, the auditor. The buyer's list shows words and day. When a question is published, the buyer may word it anew so that it does not give you away; your own words stay on record."
                    </Help>
                    <Submit label="Send question"/>
                </Form>
            </Panel>
        }
        .into_any(),
    )
}

/// The questions of one's own organisation.
pub fn own(rq: &Rq, sheet: &Sheet) -> Option<AnyView> {
    if sheet.own.is_empty() {
        return None;
    }
    let lines = sheet.own.iter().map(|one| line(rq, one)).collect_view();
    Some(
        view! { <Panel title="Your questions" meta="Shown to your organisation alone."><ul class="queue">{lines}</ul></Panel> }
            .into_any(),
    )
}

fn line(rq: &Rq, one: &OwnQuestion) -> AnyView {
    let (tone, words) = match one.status.as_str() {
        "answered" => (Tone::Good, "answered"),
        "withdrawn" => (Tone::Neutral, "withdrawn"),
        _ => (Tone::Attention, "waits for an answer"),
    };
    let answer = one.answer.map(
        |number| view! { " · "<a href=format!("#answer-{number}")>{format!("Answer {number}")}</a> },
    );
    let (number, text, asked_at) = (one.number, one.text.clone(), one.asked_at);
    let withdraw = (one.status == "asked").then(|| {
        let key = rq.key();
        view! {
            <Form act="withdraw" key=key label=format!("Withdraw question {number}")>
                <input type="hidden" name="number" value=number.to_string()/>
                <Submit label="Withdraw" kind=SubmitKind::Secondary/>
            </Form>
        }
    });
    view! {
        <li><span><strong>{format!("Question {number}")}</strong>" "{text}</span><Tag tone=tone label=words/>
            <span class="meta">"asked "<When at=asked_at/>{answer}</span>{withdraw}</li>
    }
    .into_any()
}

/// Asks, or takes a question back.
pub async fn post(post: Post) -> Result<Go, Error> {
    let (ctx, call) = (post.rq.ctx(), &post.call);
    let reference = post.rq.param("reference");
    match post.act() {
        "ask" => {
            let own = call.actor.provider();
            permit::<AskQuestion>(&call.actor, own.map_or(Subject::ANY, Subject::of_provider))?;
            let mut wrong = FieldErrors::default();
            let text = wrong.take("text", Prose::parse(post.value("text")));
            let kind = Kind::from_code(post.value("kind")).ok_or("Choose what you ask for.");
            let kind = wrong.take("kind", kind);
            wrong.finish()?;
            let (Some(text), Some(kind)) = (text, kind) else {
                return Err(Error::NotFound);
            };
            questions::ask(ctx, call, reference, kind, text).await?;
        }
        "withdraw" => {
            let number = post.value("number").parse().map_err(|_| Error::NotFound)?;
            questions::withdraw(ctx, call, reference, number).await?;
        }
        _ => return Err(Error::NotFound),
    }
    Ok(Go::to(format!("/solicitations/{reference}/questions")))
}
