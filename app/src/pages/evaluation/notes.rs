//! Notes beside what an offer says: one's own, and those for the panel.

use super::beside::at;
use crate::post::{Go, Post};
use crate::request::{Rq, address};
use crate::ui::{Form, Notice, Submit, SubmitKind, TextArea, Tone, format};
use backend::Error;
use backend::evaluation::{
    self, Column, Comparison, Entry, Note, NoteInput, Question, ReadColumn, Reading, Row,
};
use domain::policy::Subject;
use domain::policy::actions::WriteNote;
use leptos::prelude::*;

/// The two kinds of notes: the word in the form's act, and what the field is called.
const KINDS: [(&str, bool, &str); 2] = [
    ("own", false, "For me alone"),
    ("panel", true, "For the panel"),
];

/// The notes beside an answer, and the forms of one's own.
pub(super) fn beside(rq: &Rq, found: &Reading, question: &Question, offer: &ReadColumn) -> AnyView {
    let notes = || found.notes.iter().filter(|note| note.offer == offer.id);
    let mine = |note: &&Note| Some(note.account) == rq.actor().account();
    let lines = notes().map(|note| line(note, mine(&note))).collect_view();
    if !rq.may::<WriteNote>(Subject::ANY) {
        return lines.into_any();
    }
    let own = |shared: bool| notes().filter(mine).find(|note| note.shared == shared);
    let acts = KINDS.map(|(kind, shared, label)| (act(kind, offer), label, own(shared)));
    let sent = rq.form().has_errors() || rq.conflict().is_some();
    let open = sent && acts.iter().any(|(act, _, _)| is_sent(rq, act));
    let about = (offer.reference.as_str(), question.code.as_str());
    let forms = acts.map(|(act, label, note)| form(rq, act, label, note, about));
    let name = format!("Note about {}", offer.provider_name);
    view! {
        {lines}
        <details class="help" open=open><summary aria-label=name>"Note"</summary><div>{forms.collect_view()}</div></details>
    }
    .into_any()
}

fn act(kind: &str, offer: &ReadColumn) -> String {
    format!("note-{kind}-{}", offer.reference)
}

/// Whether this form was sent and is shown again.
fn is_sent(rq: &Rq, act: &str) -> bool {
    rq.form().value(crate::ui::ACT) == Some(act)
}

fn line(note: &Note, mine: bool) -> AnyView {
    let whose = match (mine, note.shared) {
        (true, true) => "you, for the panel".to_owned(),
        (true, false) => "you, for yourself alone".to_owned(),
        (false, _) => note.name.clone(),
    };
    let words = note.words.lines().map(str::to_owned);
    let words = words.map(|words| view! { <p>{words}</p> }).collect_view();
    let meta = format!("{whose}, {}", format::date_time(note.at));
    view! { <div class="note" role="note">{words}<p class="meta">{meta}</p></div> }.into_any()
}

fn form(
    rq: &Rq,
    act: String,
    label: &'static str,
    note: Option<&Note>,
    (offer, question): (&str, &str),
) -> AnyView {
    let sent = is_sent(rq, &act);
    let recorded = note.map_or(0, |note| note.version);
    let version = match sent {
        true => rq.version(recorded),
        false => recorded.to_string(),
    };
    let meanwhile = rq.conflict().filter(|_| sent).map(|conflict| {
        let words = conflict.recorded.get("words").cloned().unwrap_or_default();
        view! { <Notice tone=Tone::Attention title="Recorded meanwhile">{words}</Notice> }
    });
    let hint = match label {
        "For me alone" => "Nobody else reads it. Leave it empty to take it away.",
        _ => {
            "The panel reads it once its own scores of the offer are in; officers and auditors at once."
        }
    };
    let (key, offer, question) = (rq.key(), offer.to_owned(), question.to_owned());
    let words = note.map(|note| note.words.clone());
    view! {
        <Form act=act key=key version=version label=label>
            <input type="hidden" name="offer" value=offer/>
            <input type="hidden" name="question" value=question/>
            {meanwhile}
            <TextArea name="words" label=label value=words rows=2 optional=true maxlength=2_000 hint=hint/>
            <Submit label="Keep the note" kind=SubmitKind::Secondary/>
        </Form>
    }
    .into_any()
}

/// Says why colleagues' notes are not shown, where they are not.
pub(super) fn blind(found: &Reading) -> Option<AnyView> {
    found.blind.then(|| {
        view! { <p class="meta">"What colleagues noted for the panel appears beside an offer once your own scores of it are in."</p> }
            .into_any()
    })
}

/// How many notes there are beside an answer in the matrix, and the way to them.
pub(super) fn counted(
    sheet: &Comparison,
    row: &Row,
    (entry, column): (&Entry, &Column),
) -> Option<AnyView> {
    (entry.notes > 0).then_some(())?;
    let question = row.question()?;
    let path = format!("/solicitations/{}/read", sheet.sheet.process.reference);
    let pairs = [
        ("question", question.as_str()),
        ("against", column.offer.reference.as_str()),
    ];
    let href = format!("{}#question", address(&path, &pairs));
    let words = format::counted(entry.notes, "note", "notes");
    Some(view! { <div class="delta"><a href=href>{words}</a></div> }.into_any())
}

/// Keeps a note.
pub async fn post(post: Post) -> Result<Go, Error> {
    let kinds = KINDS.into_iter();
    let named = |(kind, _, _): &(&str, bool, &str)| {
        let begin = format!("note-{kind}-");
        post.act().starts_with(&begin)
    };
    let (_, shared, _) = kinds.into_iter().find(named).ok_or(Error::NotFound)?;
    let question = post.value("question");
    let input = NoteInput {
        offer: post.value("offer").to_owned(),
        question: question.to_owned(),
        shared,
        words: post.value("words").to_owned(),
        version: post.version()?,
    };
    let (ctx, reference) = (post.rq.ctx(), post.rq.param("reference"));
    evaluation::write_note(ctx, &post.call, reference, &input).await?;
    Ok(Go::to(format!(
        "{}#question",
        at(&post.rq, "question", question)
    )))
}
