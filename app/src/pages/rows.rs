//! Groups of rows in a form. Without JavaScript a button sends what was typed and gets the page back with more rows.

use crate::post::Post;
use crate::ui::{FormState, Submit, SubmitKind};
use leptos::prelude::*;

/// With what the value of a button begins that asks for more rows; the stem of its group follows.
const MORE: &str = "more ";
/// The name under which that button is sent.
const THEN: &str = "then";
/// How many rows it brings.
const AT_ONCE: usize = 3;
/// The most rows of a group that are shown.
const MOST: usize = 200;

/// How many rows of a group are shown: those sent, and three more when its own button asked; `fresh` where none was sent yet.
pub fn count(form: &FormState, stem: &str, fresh: usize) -> usize {
    let sent = (1..=MOST)
        .take_while(|row| form.value(&format!("{stem}_{row}")).is_some())
        .count();
    let asked = form.value(THEN).and_then(|then| then.strip_prefix(MORE));
    match (sent, asked == Some(stem)) {
        (0, _) => fresh,
        (sent, true) => (sent + AT_ONCE).min(MOST),
        (sent, false) => sent,
    }
}

/// The button for more rows. The page comes back at the last row that there was, under which the new ones stand.
pub fn more(stem: &str, rows: usize) -> AnyView {
    let (last, value) = (format!("{stem}_{rows}"), format!("{MORE}{stem}"));
    view! { <Submit label="Add rows" kind=SubmitKind::Secondary name=THEN value=value back_to=last/> }
        .into_any()
}

/// Whether a form was sent for more rows and for nothing else.
pub fn asked_for_more(post: &Post) -> bool {
    post.raw(THEN).starts_with(MORE)
}
