//! Remarks beside scores: the fields to type them, and how they are shown.

use crate::post::Post;
use crate::ui::{Tag, TextArea, Tone, format};
use backend::evaluation::RemarksInput;
use domain::evaluation::remarks::{MOST_OF_A_KIND, Remark, RemarkKind, typed};
use leptos::prelude::*;

/// Fields for remarks, one for each kind; their names end with `suffix`.
pub(super) fn fields(given: &[Remark], suffix: &str, open: bool) -> AnyView {
    let fields = RemarkKind::ALL.iter().map(|kind| {
        let name = format!("{}{suffix}", kind.as_str());
        view! { <TextArea name=name label=plural(*kind, 2) hint=kind.meaning() optional=true rows=2 value=typed(given, *kind)/> }
    });
    let fields = fields.collect_view();
    let said = if given.is_empty() {
        "Strengths, weaknesses, deficiencies, risks".to_owned()
    } else {
        counted(given)
    };
    view! {
        <details class="help" open=open || !given.is_empty()>
            <summary>{said}</summary>
            <div><p class="meta">{format!("One a line, up to {MOST_OF_A_KIND} of each kind.")}</p>{fields}</div>
        </details>
    }
    .into_any()
}

/// The remarks that were typed into [`fields`].
pub(super) fn posted(post: &Post, suffix: &str) -> RemarksInput {
    RemarksInput::of(|kind| {
        let name = format!("{}{suffix}", kind.as_str());
        post.value(&name).to_owned()
    })
}

fn plural(kind: RemarkKind, count: usize) -> &'static str {
    match (kind, count) {
        (kind, 1) => kind.label(),
        (RemarkKind::Strength, _) => "Strengths",
        (RemarkKind::Weakness, _) => "Weaknesses",
        (RemarkKind::SignificantWeakness, _) => "Significant weaknesses",
        (RemarkKind::Deficiency, _) => "Deficiencies",
        (RemarkKind::Risk, _) => "Risks",
    }
}

/// How many there are of each kind: `2 strengths, 1 risk`.
pub(super) fn counted<'a>(remarks: impl IntoIterator<Item = &'a Remark>) -> String {
    let all: Vec<RemarkKind> = remarks.into_iter().map(|one| one.kind).collect();
    let counts = RemarkKind::ALL.iter().filter_map(|kind| {
        let count = all.iter().filter(|one| *one == kind).count();
        let words = plural(*kind, count).to_lowercase();
        (count > 0).then(|| format::counted(count, &words, &words))
    });
    counts.collect::<Vec<_>>().join(", ")
}

fn tone(kind: RemarkKind) -> Tone {
    match kind {
        RemarkKind::Strength => Tone::Good,
        RemarkKind::Weakness | RemarkKind::Risk => Tone::Attention,
        RemarkKind::SignificantWeakness | RemarkKind::Deficiency => Tone::Bad,
    }
}

/// What a remark is, as a tag.
pub(super) fn tag(kind: RemarkKind) -> AnyView {
    view! { <Tag tone=tone(kind) label=kind.label()/> }.into_any()
}

/// Remarks as a list; nothing where there are none.
pub(super) fn list(remarks: &[Remark]) -> Option<AnyView> {
    let lines = remarks.iter().map(|one| {
        let (kind, text) = (tag(one.kind), one.text.as_str().to_owned());
        view! { <li>{kind}" "{text}</li> }
    });
    let lines = lines.collect_view();
    (!remarks.is_empty()).then(|| view! { <ul class="remarks">{lines}</ul> }.into_any())
}
