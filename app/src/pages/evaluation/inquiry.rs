//! What the authority asks a bidder about its own offer.

use super::inquiry_parts::{answered, state_tag};
use crate::page::page;
use crate::post::{Go, Post};
use crate::request::Rq;
use crate::ui::{Breadcrumbs, Form, Help, PageTitle, Panel, Submit, TextArea, format};
use backend::Error;
use backend::evaluation::{self, Inquiry, OwnInquiries};
use domain::states::InquiryState;
use leptos::prelude::*;
use leptos_meta::Title;

/// The inquiries about an offer of one's own organisation.
#[component]
pub fn OwnInquiriesPage() -> impl IntoView {
    page(
        async |rq| evaluation::own_inquiries(rq.ctx(), rq.actor(), rq.param("reference")).await,
        |rq, found| draw(&rq, &found),
    )
}

fn draw(rq: &Rq, found: &OwnInquiries) -> AnyView {
    let offer = found.offer.clone();
    let back = format!("/offers/{offer}");
    let meta = format!("{} {}", found.solicitation, found.title);
    let panels = found
        .inquiries
        .iter()
        .map(|one| panel(rq, one, found.answers));
    let panels = panels.collect_view();
    view! {
        <Title text=format!("Questions about {offer}")/>
        <Breadcrumbs links=vec![(back.as_str(), "Offer").into()] here="Questions of the authority"/>
        <PageTitle title="Questions of the authority" reference=offer.clone() meta=meta/>
        {panels}
        <Help title="What may I answer?" source="GBI 4.8(f); Directive 2014/24/EU, article 69">
            <p>"Explain what you offered; an answer changes nothing of it. Where your price is asked about, say what makes it possible: the way of working, conditions that are good for you, or what the service really needs. Other bidders see neither the question nor your answer."</p>
        </Help>
    }
    .into_any()
}

fn panel(rq: &Rq, inquiry: &Inquiry, answers: bool) -> AnyView {
    let title = format!(
        "Question {}: {}",
        inquiry.number,
        inquiry.kind.label().to_lowercase()
    );
    let meta = format!(
        "Asked {}. Answer by {} (UTC).",
        format::date_time(inquiry.asked_at),
        format::date(inquiry.answer_by)
    );
    let form = (answers && inquiry.status == InquiryState::Asked).then(|| {
        let (key, act) = (rq.key(), format!("answer-{}", inquiry.number));
        let label = format!("Answer question {}", inquiry.number);
        view! {
            <Form act=act key=key label=label>
                <TextArea name="answer" label="Your answer" rows=8/>
                <Submit label="Send the answer" consequence="It is sent once and cannot be changed afterwards."/>
            </Form>
        }
    });
    let (question, state) = (inquiry.question.clone(), state_tag(inquiry.status));
    let (id, answer) = (format!("inquiry-{}", inquiry.number), answered(inquiry));
    view! {
        <Panel title=title meta=meta id=id>
            <p>{state}</p>
            <p class="quote">{question}</p>
            {answer}
            {form}
        </Panel>
    }
    .into_any()
}

/// Answers.
pub async fn post(post: Post) -> Result<Go, Error> {
    let offer = post.rq.param("reference").to_owned();
    let number = post.act().strip_prefix("answer-").ok_or(Error::NotFound)?;
    let number = number.parse().map_err(|_| Error::NotFound)?;
    let (ctx, call) = (post.rq.ctx(), &post.call);
    evaluation::answer_inquiry(ctx, call, &offer, number, post.value("answer")).await?;
    Ok(Go::to(format!(
        "/offers/{offer}/inquiries#inquiry-{number}"
    )))
}
