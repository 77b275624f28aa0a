//! The offers' answers beside each other, question by question.

use super::beside::{at, boxes, pages};
use super::{notes, origin_tag, tabs, tone};
use crate::page::page;
use crate::pages::offers::attachment_link;
use crate::pages::tone::standing_tone;
use crate::request::Rq;
use crate::script::inline;
use crate::ui::{EmptyState, Notice, PageTitle, Tag, Tone, format};
use backend::evaluation::{self, Question, ReadColumn, Reading, ReadingFilter, Reply};
use domain::offers::Volume;
use leptos::prelude::*;
use leptos_meta::Title;

/// Reading the offers of a solicitation side by side.
#[component]
pub fn Read() -> impl IntoView {
    page(
        async |rq| {
            let filter = filter(&rq);
            evaluation::reading(rq.ctx(), rq.actor(), rq.param("reference"), &filter).await
        },
        |rq, found| draw(&rq, &found),
    )
}

fn filter(rq: &Rq) -> ReadingFilter {
    let offers = rq.queries().iter().filter(|(name, _)| name == "offer");
    let page = rq.query("page").and_then(|page| page.parse().ok());
    ReadingFilter {
        offers: offers.map(|(_, value)| value.clone()).collect(),
        reference: rq.query("against").map(str::to_owned),
        question: rq.query("question").map(str::to_owned),
        only_differences: rq.query("differ").is_some(),
        page: page.unwrap_or(1),
    }
}

/// The address of another question, at the place where it is read.
fn to_question(rq: &Rq, code: &str) -> String {
    format!("{}#question", at(rq, "question", code))
}

fn draw(rq: &Rq, found: &Reading) -> AnyView {
    let process = &found.process;
    let (reference, status) = (process.reference.clone(), process.status);
    let origin = origin_tag(&process.origin);
    let head = view! {
        <Title text=format!("Answers to {reference}")/>
        <PageTitle title="Answers side by side" reference=reference.clone() state=status.label() tone=tone(status.tone()) meta=process.title.clone()>
            {origin}</PageTitle>
        {tabs(rq, &reference)}
    };
    if found.columns.is_empty() {
        return view! {
            {head}
            <EmptyState title="The offers are sealed" text=format!("Bidding closes on {}. What the offers say can be read when they have been opened.", format::date_time(process.closes_at))/>
        }
        .into_any();
    }
    let without_price = found
        .without_price
        .map(|words| view! { <p class="meta">{words}</p> });
    view! {
        {head}
        {choose(rq, found)}
        {without_price}
        {match found.at.and_then(|place| found.questions.get(place)) {
            Some(question) => shown(rq, found, question),
            None => view! { <Notice title="These offers say the same to every question">"Show every question, or choose other offers."</Notice> }.into_any(),
        }}
        {every_question(rq, found)}
        {keys()}
        {inline(include_str!("read.js"))}
    }
    .into_any()
}

/// Which offers stand beside each other, and which of them first.
fn choose(rq: &Rq, found: &Reading) -> AnyView {
    let beside = |reference: &String| {
        let mut columns = found.columns.iter();
        found.chosen && columns.any(|column| column.reference == *reference)
    };
    let offers = found.all.iter();
    let offers =
        offers.map(|(reference, name)| (reference.as_str(), name.as_str(), beside(reference)));
    let boxes = boxes(offers, found.chosen);
    let pinned = found.columns.first().map(|column| column.reference.clone());
    let options = found.all.iter().map(|(reference, name)| {
        let selected = pinned.as_ref() == Some(reference);
        view! { <option value=reference.clone() selected=selected>{name.clone()}</option> }
    });
    let question = found.at.and_then(|place| found.questions.get(place));
    let question = question.map(|question| question.code.clone());
    let question = question.map(|code| view! { <input type="hidden" name="question" value=code/> });
    let options = options.collect_view();
    let differ = rq.query("differ").is_some();
    view! {
        <form method="get" class="bar" aria-label="What is read">
            {question}
            {boxes}
            <span class="pair"><label for="against">"Compared with"</label>
                <select id="against" name="against">{options}</select></span>
            <span class="choice"><input type="checkbox" id="differ" name="differ" value="1" checked=differ/>
                <label for="differ">"Only where they differ"</label></span>
            <button class="button" type="submit">"Read"</button>
        </form>
        {pages(rq, found.columns.len(), found.all.len(), (found.page, found.pages), "#question")}
    }
    .into_any()
}

/// The question with what each offer says.
fn shown(rq: &Rq, found: &Reading, question: &Question) -> AnyView {
    let place = found.at.unwrap_or_default();
    let to = |place: Option<usize>, rel: &'static str, label: &'static str| {
        let question = found.questions.get(place?)?;
        let href = to_question(rq, &question.code);
        Some(view! { <a class="button" href=href rel=rel>{label}</a> })
    };
    let before = to(place.checked_sub(1), "prev", "Previous question");
    let after = to(Some(place + 1), "next", "Next question");
    let words = format!(
        "{} {} · question {} of {}",
        volume_number(question.volume),
        question.volume.label(),
        place + 1,
        found.questions.len()
    );
    let same = match (question.hidden, question.differs()) {
        (true, _) => Some("Hidden from the panel until the technical evaluation is closed."),
        (false, false) if found.columns.len() > 1 => Some("These offers say the same."),
        _ => None,
    };
    let same = same.map(|words| view! { <p class="meta">{words}</p> });
    let replies = found.columns.iter().zip(&question.replies).enumerate();
    let replies = replies.map(|(column, (offer, reply))| {
        let notes = notes::beside(rq, found, question, offer);
        answer(column == 0, offer, reply, notes)
    });
    let replies = replies.collect_view();
    let asked = question.asked.clone().map(|asked| view! { <p>{asked}</p> });
    view! {
        <section id="question" class="panel" tabindex="-1" aria-labelledby="question-title">
            <div class="panel-head"><h2 id="question-title">{question.title.clone()}</h2><p class="meta">{words}</p></div>
            {asked}
            {same}
            {notes::blind(found)}
            <div class="reading">{replies}</div>
            <nav class="actions" aria-label="Questions">{before}{after}</nav>
        </section>
    }
    .into_any()
}

fn volume_number(volume: Volume) -> usize {
    let place = Volume::ALL.iter().position(|one| *one == volume);
    place.unwrap_or_default() + 1
}

fn answer(first: bool, offer: &ReadColumn, reply: &Reply, notes: AnyView) -> AnyView {
    let href = format!("/offers/{}", offer.reference);
    let silent = *reply == Reply::default();
    let words = match (&reply.words, reply.standing) {
        (Some(words), _) => Some(words.clone()),
        (None, Some(_)) => Some("not offered".to_owned()),
        (None, None) => silent.then(|| "no answer".to_owned()),
    };
    let lines = words.unwrap_or_default();
    let lines = lines.lines().map(|line| view! { <p>{line.to_owned()}</p> });
    let amounts = reply.amounts.iter().map(|(label, money)| {
        let amount = format::money_exact(money.minor, money.currency.code());
        view! { <p><span class="num">{amount}</span>" "<span class="meta">{label.clone()}</span></p> }
    });
    let standing = reply
        .standing
        .map(|one| view! { <p><Tag tone=standing_tone(one) label=one.label()/></p> });
    let evidence = reply
        .evidence
        .clone()
        .map(|evidence| view! { <p class="meta">"Evidence: "{evidence}</p> });
    let files = reply.files.iter().map(|file| {
        let (link, size) = (
            attachment_link(&href, file),
            format::bytes(file.size_bytes.unsigned_abs()),
        );
        view! { <p>{link}" "<span class="meta">{size}</span></p> }
    });
    let place = first.then_some(" · compared against");
    let out = offer
        .out
        .clone()
        .map(|out| view! { <p><Tag tone=Tone::Neutral label="takes no part"/>" "<span class="meta">{out}</span></p> });
    let (lines, amounts, files) = (
        lines.collect_view(),
        amounts.collect_view(),
        files.collect_view(),
    );
    view! {
        <article class=first.then_some("pin")>
            <h3>{offer.provider_name.clone()}</h3>
            <p class="meta"><a href=href>{offer.reference.clone()}</a>{place}</p>
            {out}
            {lines}{amounts}{standing}{evidence}{files}
            {notes}
        </article>
    }
    .into_any()
}

/// The list of all questions, by volume.
fn every_question(rq: &Rq, found: &Reading) -> AnyView {
    let of = |volume: Volume| {
        let questions = found.questions.iter().enumerate();
        let of_volume = questions.filter(move |(_, question)| question.volume == volume);
        let links = of_volume.map(|(place, question)| {
            let href = to_question(rq, &question.code);
            let current = (Some(place) == found.at).then_some("true");
            view! { <li><a href=href aria-current=current>{question.title.clone()}</a></li> }
        });
        let links: Vec<_> = links.collect();
        (!links.is_empty()).then(|| {
            let head = format!("{} {}", volume_number(volume), volume.label());
            view! { <div><h3>{head}</h3><ul>{links}</ul></div> }
        })
    };
    let volumes = Volume::ALL.into_iter().filter_map(of).collect_view();
    let alike = (found.alike > 0).then(|| {
        let words = format::counted(found.alike, "question is", "questions are");
        view! { <p class="meta">{words}" left out: these offers say the same."</p> }
    });
    view! {
        <details class="help"><summary>{format!("All questions ({})", found.questions.len())}</summary>
            <div><nav class="question-list" aria-label="All questions">{volumes}</nav>{alike}</div></details>
    }
    .into_any()
}

/// The keys that the script answers to; without it the list stays hidden, because they would do nothing.
fn keys() -> AnyView {
    view! {
        <details class="help" id="keys" hidden><summary>"Keys"</summary>
            <div>
                <dl class="summary">
                    <div><dt><kbd>"j"</kbd></dt><dd>"next question"</dd></div>
                    <div><dt><kbd>"k"</kbd></dt><dd>"previous question"</dd></div>
                    <div><dt><kbd>"?"</kbd></dt><dd>"this list"</dd></div>
                </dl>
                <p class="choice"><input type="checkbox" id="keys-on"/><label for="keys-on">"Single keys work on this device"</label></p>
            </div>
        </details>
    }
    .into_any()
}
