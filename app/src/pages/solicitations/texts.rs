//! Texts of the library, put into the form's fields. A button sends what was typed and gets the page back with the text in
//! its place, so it works without JavaScript.

use crate::post::{Go, Post};
use crate::request::Rq;
use crate::ui::{Choice, NumberInput, Panel, Select, Submit, SubmitKind};
use backend::Error;
use backend::library::{self, Kind, Snippet};
use leptos::prelude::*;

/// The value of the button that inserts a text.
const INSERT: &str = "insert";

/// The choice of a text; nothing while the library has none.
pub fn panel(rq: &Rq, texts: &[Snippet]) -> Option<AnyView> {
    if texts.is_empty() {
        return None;
    }
    let options: Vec<Choice> = texts
        .iter()
        .map(|one| {
            let kind = Kind::from_code(&one.kind).map_or("", Kind::label);
            Choice::new(one.id.to_string(), format!("{kind}: {}", one.title))
        })
        .collect();
    let row = rq.form().value("snippet_row").unwrap_or("1").to_owned();
    Some(
        view! {
            <Panel title="Texts of the library" meta="A text is added to what its field already says. Nothing is saved by it.">
                <div class="parts">
                    <Select name="snippet" label="Text" prompt="Choose a text" options=options optional=true/>
                    <NumberInput name="snippet_row" label="Lot or sub-criterion" size=4 value=row optional=true/>
                    <Submit label="Insert text" kind=SubmitKind::Secondary name="then" value=INSERT/>
                </div>
                <p class="meta">"Terms go into the description of the lot, evaluation guidance into the sub-criterion of that number. "<a href="/library">"Keep texts"</a></p>
            </Panel>
        }
        .into_any(),
    )
}

/// The page with the chosen text in its place, where that was asked for.
pub async fn insert(post: &Post) -> Result<Option<Go>, Error> {
    if post.value("then") != INSERT {
        return Ok(None);
    }
    let chosen = post
        .value("snippet")
        .parse()
        .map_err(|_| Error::field("snippet", "Choose a text of the list."))?;
    let text = library::snippet(post.rq.ctx(), post.rq.actor(), chosen).await?;
    let row = post.value("snippet_row");
    let field = match Kind::from_code(&text.kind) {
        Some(Kind::Guidance) => format!("criterion_guidance_{row}"),
        Some(Kind::Terms) => format!("lot_description_{row}"),
        Some(Kind::Need) | None => "need".to_owned(),
    };
    let mut typed = post.pairs.clone();
    let Some((_, value)) = typed.iter_mut().find(|(name, _)| *name == field) else {
        let message = format!(
            "The form has no row {row} for this text. Enter the number of a lot or sub-criterion that it has."
        );
        return Err(Error::field("snippet_row", message));
    };
    *value = match value.trim() {
        "" => text.text,
        before => format!("{before}\n\n{}", text.text),
    };
    Ok(Some(Go::again_with(typed)))
}
