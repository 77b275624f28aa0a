//! Adding and changing a text.

use crate::page::page;
use crate::post::{Go, Post};
use crate::request::Rq;
use crate::ui::{Breadcrumbs, Choice, Form, PageTitle, RadioGroup, Submit, TextArea, TextInput};
use backend::library::{self, Kind, Snippet, SnippetInput};
use backend::{Error, FieldErrors};
use domain::policy::actions::KeepLibrary;
use domain::policy::{Subject, permit};
use domain::text::{Line, Prose};
use leptos::prelude::*;
use leptos_meta::Title;

/// Adding a text.
#[component]
pub fn NewSnippet() -> impl IntoView {
    page(
        async |rq| Ok(permit::<KeepLibrary>(rq.actor(), Subject::ANY).map(|_| ())?),
        |rq, ()| draw(&rq, None),
    )
}

/// Changing a text.
#[component]
pub fn EditSnippet() -> impl IntoView {
    page(
        async |rq| {
            permit::<KeepLibrary>(rq.actor(), Subject::ANY)?;
            let id = rq.param("id").parse().map_err(|_| Error::NotFound)?;
            library::snippet(rq.ctx(), rq.actor(), id).await
        },
        |rq, snippet| draw(&rq, Some(snippet)),
    )
}

fn draw(rq: &Rq, known: Option<Snippet>) -> AnyView {
    let title = if known.is_some() {
        "Change a text"
    } else {
        "Add a text"
    };
    let version = known.as_ref().map(|one| rq.version(one.version));
    let kinds: Vec<Choice> = Kind::ALL
        .into_iter()
        .map(|kind| {
            let place = match kind {
                Kind::Need => "the operational need",
                Kind::Terms => "the description of a lot",
                Kind::Guidance => "what a good answer to a sub-criterion shows",
            };
            Choice::new(kind.as_str(), kind.label()).hint(format!("Goes into {place}."))
        })
        .collect();
    let chosen = known
        .as_ref()
        .map_or_else(|| Kind::Need.as_str().to_owned(), |one| one.kind.clone());
    let (name, text) = (
        known.as_ref().map(|one| one.title.clone()),
        known.as_ref().map(|one| one.text.clone()),
    );
    let key = rq.key();
    view! {
        <Title text=title/>
        <Breadcrumbs links=vec![("/library", "Library").into()] here=title/>
        <PageTitle title=title meta="Officers insert it while they write a solicitation. What was written with it before stays as it is."/>
        <Form act="keep" key=key version=version label=title>
            <RadioGroup name="kind" legend="For which field" options=kinds value=chosen/>
            <TextInput name="title" label="Title" hint="Under which name it is found." maxlength=200 value=name/>
            <TextArea name="text" label="Text" rows=8 value=text/>
            <Submit label="Keep text"/>
        </Form>
    }
    .into_any()
}

fn typed(post: &Post) -> Result<SnippetInput, Error> {
    let mut wrong = FieldErrors::default();
    let title = wrong.take("title", Line::parse(post.value("title")));
    let text = wrong.take("text", Prose::parse(post.value("text")));
    let kind = Kind::from_code(post.value("kind")).ok_or("Choose for which field it is.");
    let kind = wrong.take("kind", kind);
    wrong.finish()?;
    match (kind, title, text) {
        (Some(kind), Some(title), Some(text)) => Ok(SnippetInput { kind, title, text }),
        _ => Err(Error::NotFound),
    }
}

/// Adds a text.
pub async fn post_new(post: Post) -> Result<Go, Error> {
    post.permitted::<KeepLibrary>()?;
    library::keep_snippet(post.rq.ctx(), &post.call, None, typed(&post)?).await?;
    Ok(Go::to("/library"))
}

/// Changes a text.
pub async fn post_edit(post: Post) -> Result<Go, Error> {
    post.permitted::<KeepLibrary>()?;
    let id = post.rq.param("id").parse().map_err(|_| Error::NotFound)?;
    let known = Some((id, post.version()?));
    library::keep_snippet(post.rq.ctx(), &post.call, known, typed(&post)?).await?;
    Ok(Go::to("/library"))
}
