//! The page of the library.

use crate::page::page;
use crate::pages::lists::{Filter, applied, order};
use crate::post::{Go, Post};
use crate::request::Rq;
use crate::ui::{
    Choice, Direction, EmptyState, FilterBar, Form, PageTitle, Ref, RowHead, SelectFilter, SortTh,
    Submit, SubmitKind, Table, TableFooter, Td, TextFilter, Th, When,
};
use backend::Error;
use backend::library::{self, Kind, Library, ListInput, Snippet, Template};
use domain::policy::Subject;
use domain::policy::actions::{EditSolicitation, KeepLibrary};
use leptos::prelude::*;
use leptos_meta::Title;

/// Templates and texts.
#[component]
pub fn LibraryPage() -> impl IntoView {
    page(
        async |rq| {
            let input = ListInput::from_query(rq.queries());
            library::library(rq.ctx(), rq.actor(), &input).await
        },
        |rq, library| draw(&rq, library),
    )
}

fn draw(rq: &Rq, library: Library) -> AnyView {
    let keeps = rq.may::<KeepLibrary>(Subject::ANY);
    let add =
        keeps.then(|| view! { <a class="button primary" href="/library/new">"Add a text"</a> });
    let empty = library.templates.is_empty() && library.snippets.is_empty();
    let body = if empty {
        view! { <EmptyState title="Nothing is kept here" text="Keep a solicitation as a template from its page, or add a text for a need, terms or evaluation guidance. Both are found again when the next solicitation is written."/> }
            .into_any()
    } else {
        let (templates, snippets) = (
            templates(rq, library.templates),
            snippets(rq, library.snippets),
        );
        view! { {templates} {snippets} }.into_any()
    };
    view! {
        <Title text="Library"/>
        <PageTitle title="Library" meta="Templates of whole solicitations, and texts for single fields. A text is inserted while a solicitation is written.">{add}</PageTitle>
        {filter_bar(rq)}
        {body}
    }
    .into_any()
}

fn kinds() -> Vec<Choice> {
    let kinds = Kind::ALL.into_iter();
    kinds
        .map(|kind| Choice::new(kind.as_str(), kind.label()))
        .collect()
}

fn filter_bar(rq: &Rq) -> AnyView {
    let now = |name| rq.query(name).map(str::to_owned);
    let kinds = kinds();
    let filters: [Filter<'_>; 2] = [("q", "Title", &[]), ("kind", "For", &kinds)];
    let applied = applied(rq, &filters);
    let (q, kind) = (now("q"), now("kind"));
    view! {
        <FilterBar action="/library" label="Filter the library" clear="/library" applied=applied keep=order(rq)>
            <TextFilter name="q" label="Title" value=q/>
            <SelectFilter name="kind" label="For the field" options=kinds value=kind/>
        </FilterBar>
    }
    .into_any()
}

/// The heads of title and date, which sort.
fn sorting(rq: &Rq, title: &'static str, date: &'static str) -> AnyView {
    let newest = rq.query("sort") == Some("-changed");
    let (by_title, by_date) = (
        rq.with_query("sort", None),
        rq.with_query("sort", Some("-changed")),
    );
    let sorted = |yes: bool, direction| yes.then_some(direction);
    view! {
        <SortTh label=title href=by_title sorted=sorted(!newest, Direction::Ascending)/>
        <SortTh label=date href=by_date sorted=sorted(newest, Direction::Descending)/>
    }
    .into_any()
}

fn templates(rq: &Rq, templates: Vec<Template>) -> Option<AnyView> {
    if templates.is_empty() {
        return None;
    }
    let heads = sorting(rq, "Template", "Made");
    let rows = templates
        .into_iter()
        .map(|one| template(rq, one))
        .collect_view();
    Some(
        view! {
            <Table caption="Templates">
                <thead><tr>{heads}<Th label="From"/><Th label="By"/><Th label="Use"/></tr></thead>
                <tbody>{rows}</tbody>
            </Table>
        }
        .into_any(),
    )
}

fn template(rq: &Rq, one: Template) -> AnyView {
    let start = rq.may::<EditSolicitation>(Subject::ANY).then(|| {
        act(
            rq,
            "start",
            (one.id.to_string(), &one.name),
            "Begin a draft",
        )
    });
    let retire = rq.may::<KeepLibrary>(Subject::ANY).then(|| {
        act(
            rq,
            "retire_template",
            (one.id.to_string(), &one.name),
            "Remove",
        )
    });
    let href = format!("/solicitations/{}", one.made_from);
    view! {
        <tr>
            <RowHead>{one.name}</RowHead>
            <Td label="Made"><When at=one.made_at/></Td>
            <Td label="From"><Ref reference=one.made_from href=href/></Td>
            <Td label="By">{one.made_by}</Td>
            <Td label="Use" lead=true>{start}{retire}</Td>
        </tr>
    }
    .into_any()
}

/// A form of one button, told apart from its neighbours by the name of what it acts on.
fn act(rq: &Rq, act: &'static str, (id, name): (String, &str), label: &'static str) -> AnyView {
    let (key, id, named) = (rq.key(), id, format!("{label}: {name}"));
    view! {
        <Form act=act key=key label=named>
            <input type="hidden" name="id" value=id/>
            <Submit label=label kind=SubmitKind::Secondary/>
        </Form>
    }
    .into_any()
}

fn snippets(rq: &Rq, snippets: Vec<Snippet>) -> Option<AnyView> {
    if snippets.is_empty() {
        return None;
    }
    let heads = sorting(rq, "Text", "Changed");
    let keeps = rq.may::<KeepLibrary>(Subject::ANY);
    let (file, count) = (rq.file("/texts.csv"), snippets.len());
    let count = format!("{count} {}", if count == 1 { "text" } else { "texts" });
    let rows = snippets
        .into_iter()
        .map(|one| snippet(rq, one, keeps))
        .collect_view();
    Some(
        view! {
            <div>
                <Table caption="Texts">
                    <thead><tr>{heads}<Th label="For"/><Th label="Words"/><Th label="Use"/></tr></thead>
                    <tbody>{rows}</tbody>
                </Table>
                <TableFooter count=count exports=vec![(file, "CSV").into()]/>
            </div>
        }
        .into_any(),
    )
}

fn snippet(rq: &Rq, one: Snippet, keeps: bool) -> AnyView {
    let kind = Kind::from_code(&one.kind).map_or("", Kind::label);
    let retire = keeps.then(|| {
        act(
            rq,
            "retire_text",
            (one.id.to_string(), &one.title),
            "Remove",
        )
    });
    let title = if keeps {
        view! { <a href=format!("/library/{}", one.id)>{one.title}</a> }.into_any()
    } else {
        one.title.into_any()
    };
    view! {
        <tr>
            <RowHead>{title}</RowHead>
            <Td label="Changed"><When at=one.changed_at/></Td>
            <Td label="For">{kind}</Td>
            <Td label="Words" lead=true>{one.text}</Td>
            <Td label="Use">{retire}</Td>
        </tr>
    }
    .into_any()
}

/// Begins a draft from a template, or takes something out of the library.
pub async fn post(post: Post) -> Result<Go, Error> {
    let (ctx, call) = (post.rq.ctx(), &post.call);
    let id = || post.value("id").parse().map_err(|_| Error::NotFound);
    match post.act() {
        "start" => {
            post.permitted::<EditSolicitation>()?;
            let reference = library::start_from_template(ctx, call, id()?).await?;
            return Ok(Go::to(format!("/solicitations/{reference}/edit")));
        }
        "retire_template" => {
            post.permitted::<KeepLibrary>()?;
            library::retire_template(ctx, call, id()?).await?;
        }
        "retire_text" => {
            post.permitted::<KeepLibrary>()?;
            library::retire_snippet(ctx, call, id()?).await?;
        }
        _ => return Err(Error::NotFound),
    }
    Ok(Go::to("/library"))
}
