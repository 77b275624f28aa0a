//! The page of questions and answers.

use super::ask;
use crate::page::page;
use crate::pages::clocks;
use crate::pages::lists::{applied, order};
use crate::pages::solicitations::words::state;
use crate::request::Rq;
use crate::ui::{
    Breadcrumbs, Countdown, Direction, EmptyState, Fact, Facts, FilterBar, PageTitle, Panel,
    RowHead, SortTh, Table, TableFooter, Tag, Td, TextFilter, Th, Tone, When, format,
};
use backend::questions::{self, AnswerRow, Kind, ListInput, Sheet, Waiting};
use chrono::{DateTime, Utc};
use domain::policy::Subject;
use domain::policy::actions::{AnswerQuestions, ReadQuestions};
use leptos::prelude::*;
use leptos_meta::Title;

/// The page of questions and answers.
#[component]
pub fn Questions() -> impl IntoView {
    page(
        async |rq| {
            let input = ListInput::from_query(rq.queries());
            questions::sheet(rq.ctx(), rq.actor(), rq.param("reference"), &input).await
        },
        |rq, sheet| draw(&rq, sheet),
    )
}

fn draw(rq: &Rq, sheet: Sheet) -> AnyView {
    let (tone, label) = state(sheet.state, false);
    let here = format!("/solicitations/{}", sheet.reference);
    let crumbs = vec![
        ("/solicitations".to_owned(), "Solicitations".to_owned()).into(),
        (here, sheet.reference.clone()).into(),
    ];
    let (reference, title) = (sheet.reference.clone(), sheet.title.clone());
    let (facts, asking, own) = (
        facts(&sheet, rq.at()),
        ask::panel(rq, &sheet),
        ask::own(rq, &sheet),
    );
    let waiting = rq
        .may::<ReadQuestions>(Subject::ANY)
        .then(|| waiting(rq, &reference, &sheet.waiting));
    let answers = answers(rq, &reference, sheet.answers);
    view! {
        <Title text=format!("Questions about {reference}")/>
        <Breadcrumbs links=crumbs here="Questions and answers"/>
        <PageTitle title="Questions and answers" reference=reference.clone() state=label tone=tone
            meta=format!("{title}. Every answer goes to everybody at once; nobody learns who asked.")/>
        {facts}
        {waiting}
        <div class="two">
            <div class="stack">{answers}</div>
            <div class="stack">{asking}{own}</div>
        </div>
    }
    .into_any()
}

fn facts(sheet: &Sheet, now: DateTime<Utc>) -> AnyView {
    let questions = deadline(sheet.questions_until, &sheet.zone, now);
    let closes = deadline(sheet.closes_at, &sheet.zone, now);
    let translation = match sheet.translation_until {
        Some(at) => deadline(Some(at), &sheet.zone, now),
        None => "granted once already".into_any(),
    };
    view! {
        <Facts>
            <Fact label="Questions until" note="GBI 2.8">{questions}</Fact>
            <Fact label="Time to translate until" note="NCP 7; GBI 1.10">{translation}</Fact>
            <Fact label="Closes">{closes}</Fact>
        </Facts>
    }
    .into_any()
}

fn deadline(at: Option<DateTime<Utc>>, zone: &str, now: DateTime<Utc>) -> AnyView {
    let Some(at) = at else {
        return "not set".into_any();
    };
    let shown = clocks::deadline(at, zone);
    view! { <Countdown at=at now=now shown=shown/> }.into_any()
}

/// What waits for an answer: ticked, and answered together.
fn waiting(rq: &Rq, reference: &str, waiting: &[Waiting]) -> AnyView {
    if waiting.is_empty() {
        return view! { <Panel title="Waiting for an answer"><p class="meta">"No question waits."</p></Panel> }.into_any();
    }
    let answers = rq.may::<AnswerQuestions>(Subject::ANY);
    let today = rq.at().date_naive();
    let lines = waiting
        .iter()
        .map(|one| {
            let days = (today - one.asked_on).num_days();
            let age = if days == 0 { "today".to_owned() } else { format!("{} ago", format::days(days)) };
            let asks = (one.kind == Kind::Translation).then(|| view! { <Tag tone=Tone::Attention label=one.kind.label()/> });
            let (number, text) = (one.number, one.text.clone());
            let id = format!("question-{number}");
            let tick = answers.then(|| view! { <input type="checkbox" name="question" value=number.to_string() id=id.clone()/> });
            view! {
                <li>
                    <label for=answers.then_some(id)>{tick}" "<strong>{format!("Question {number}")}</strong>" "{text}</label>
                    {asks}
                    <span class="meta">"asked "{age}</span>
                </li>
            }
        })
        .collect_view();
    let count = waiting.len();
    let oldest = waiting
        .iter()
        .map(|one| (today - one.asked_on).num_days())
        .max()
        .unwrap_or_default();
    let meta = format!(
        "{count} unanswered, the oldest since {}. Tick those that are alike: one answer goes to everybody.",
        format::days(oldest)
    );
    let list = view! { <ul class="queue">{lines}</ul> };
    let body = if answers {
        let action = format!("/solicitations/{reference}/questions/answer");
        view! { <form class="form" method="get" action=action>{list}<button type="submit" class="button primary">"Answer the ticked questions"</button></form> }
            .into_any()
    } else {
        list.into_any()
    };
    view! { <Panel title="Waiting for an answer" meta=meta>{body}</Panel> }.into_any()
}

fn answers(rq: &Rq, reference: &str, answers: Vec<AnswerRow>) -> AnyView {
    let filter = rq.query("q").map(str::to_owned);
    if answers.is_empty() && filter.is_none() {
        return view! { <Panel title="Answers"><EmptyState title="No answers yet" text="Answers are published here for everybody at the same moment. Who asked is never shown."/></Panel> }
            .into_any();
    }
    let address = format!("/solicitations/{reference}/questions");
    let applied = applied(rq, &[("q", "Text", &[])]);
    let oldest = rq.query("sort") == Some("number");
    let (sorted, next) = if oldest {
        (Direction::Ascending, None)
    } else {
        (Direction::Descending, Some("number"))
    };
    let (href, shown) = (rq.with_query("sort", next), answers.len());
    let rows = answers.into_iter().map(row).collect_view();
    let file = format!(
        "/answers.csv?solicitation={reference}{}",
        filter
            .as_ref()
            .map(|q| format!("&q={}", crate::request::encoded(q)))
            .unwrap_or_default()
    );
    let count = format!("{shown} {}", if shown == 1 { "answer" } else { "answers" });
    view! {
        <FilterBar action=address.clone() label="Filter answers" clear=address applied=applied keep=order(rq)>
            <TextFilter name="q" label="Words of question or answer" value=filter/>
        </FilterBar>
        <div>
            <Table caption="Answers">
                <thead><tr><SortTh label="No." href=href sorted=Some(sorted)/><Th label="Question"/><Th label="Answer"/><Th label="Published"/></tr></thead>
                <tbody>{rows}</tbody>
            </Table>
            <TableFooter count=count exports=vec![(file, "CSV").into()]/>
        </div>
    }
    .into_any()
}

fn row(answer: AnswerRow) -> AnyView {
    view! {
        <tr id=format!("answer-{}", answer.number)>
            <RowHead>{answer.number}</RowHead>
            <Td label="Question" lead=true>{answer.question}</Td>
            <Td label="Answer">{answer.text}</Td>
            <Td label="Published"><When at=answer.answered_at/></Td>
        </tr>
    }
    .into_any()
}
