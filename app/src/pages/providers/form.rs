//! Adding and changing an organisation.

use crate::page::page;
use crate::post::{Go, Post};
use crate::request::Rq;
use crate::ui::{
    Breadcrumbs, Checkbox, Choice, Form, Notice, PageTitle, Select, Submit, TextArea, TextInput,
    Tone,
};
use backend::Error;
use backend::providers::{self, ProviderInput, ProviderRow};
use domain::policy::actions::KeepProviders;
use domain::policy::{Subject, permit};
use leptos::prelude::*;
use leptos_meta::Title;

type Nations = Vec<(String, String)>;

async fn nations(rq: &Rq) -> Result<Nations, Error> {
    permit::<KeepProviders>(rq.actor(), Subject::ANY)?;
    providers::nations(rq.ctx(), rq.actor()).await
}

/// Adding an organisation.
#[component]
pub fn NewProvider() -> impl IntoView {
    page(
        async |rq| nations(&rq).await,
        |rq, nations| draw(&rq, nations, None),
    )
}

/// Changing an organisation.
#[component]
pub fn EditProvider() -> impl IntoView {
    page(
        async |rq| {
            let nations = nations(&rq).await?;
            let sheet = providers::sheet(rq.ctx(), rq.actor(), rq.param("reference")).await?;
            Ok((nations, sheet.row))
        },
        |rq, (nations, row)| draw(&rq, nations, Some(row)),
    )
}

fn draw(rq: &Rq, nations: Nations, row: Option<ProviderRow>) -> AnyView {
    let title = if row.is_some() {
        "Change the organisation"
    } else {
        "Add an organisation"
    };
    let version = row.as_ref().map(|row| rq.version(row.version));
    let label = if row.is_some() {
        "Save changes"
    } else {
        "Add organisation"
    };
    let (key, reference) = (rq.key(), row.as_ref().map(|row| row.reference.clone()));
    let recorded = rq
        .conflict()
        .and_then(|conflict| conflict.recorded.get("name").cloned());
    let recorded = recorded.map(|name| {
        view! { <Notice tone=Tone::Attention title="Recorded now">"Name: "{name}</Notice> }
    });
    let nations: Vec<Choice> = nations.into_iter().map(Choice::from).collect();
    view! {
        <Title text=title/>
        <Breadcrumbs links=vec![("/providers", "Providers").into()] here=title/>
        <PageTitle title=title reference=reference meta="An organisation that offers or delivers. Its people get accounts from an administrator."/>
        {recorded}
        <Form act="save" key=key version=version>
            <TextInput name="name" label="Name" hint="As registered." maxlength=200 value=row.as_ref().map(|row| row.name.clone())/>
            <Select name="nation" label="Nation" prompt="Choose a nation" options=nations optional=true
                hint="Where it is established." value=row.as_ref().and_then(|row| row.nation_code.clone())/>
            <Checkbox name="sme" label="Small or medium-sized enterprise" checked=row.as_ref().is_some_and(|row| row.sme)/>
            <TextInput name="website" label="Website" kind="url" optional=true value=row.as_ref().and_then(|row| row.website.clone())/>
            <TextArea name="description" label="What it does" rows=4 optional=true value=row.as_ref().and_then(|row| row.description.clone())/>
            <Submit label=label/>
        </Form>
    }
    .into_any()
}

fn input(post: &Post) -> ProviderInput {
    ProviderInput {
        name: post.value("name").to_owned(),
        nation: post.value("nation").to_owned(),
        sme: !post.value("sme").is_empty(),
        website: post.value("website").to_owned(),
        description: post.value("description").to_owned(),
    }
}

/// Adds an organisation.
pub async fn post_new(post: Post) -> Result<Go, Error> {
    let provider = input(&post).try_into()?;
    let reference = providers::add(post.rq.ctx(), &post.call, provider).await?;
    Ok(Go::to(format!("/providers/{reference}")))
}

/// Changes an organisation.
pub async fn post_edit(post: Post) -> Result<Go, Error> {
    let provider = input(&post).try_into()?;
    let (reference, version) = (post.rq.param("reference"), post.version()?);
    let reference =
        providers::change(post.rq.ctx(), &post.call, reference, version, provider).await?;
    Ok(Go::to(format!("/providers/{reference}")))
}
