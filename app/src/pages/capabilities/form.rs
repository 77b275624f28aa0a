//! The form of a capability.

use super::words::{conflict, day_fields};
use crate::page::page;
use crate::pages::solicitations::{day, named};
use crate::post::{Go, Post};
use crate::request::Rq;
use crate::ui::{
    Breadcrumbs, CheckboxGroup, Form, PageTitle, Panel, Select, Submit, TextArea, TextInput,
};
use backend::Error;
use backend::capabilities::{self, CapabilityDraft, CapabilityInput, CapabilityRecord};
use backend::solicitations::{Choices, choices};
use domain::policy::actions::KeepCapabilities;
use leptos::prelude::*;
use leptos_meta::Title;

type Recorded<'a> = Option<&'a CapabilityRecord>;

/// Recording a new capability.
#[component]
pub fn NewCapability() -> impl IntoView {
    page(
        async |rq| choices(rq.ctx(), rq.actor()).await,
        |rq, choices| draw(&rq, &choices, None),
    )
}

/// Writing about a capability anew.
#[component]
pub fn EditCapability() -> impl IntoView {
    page(
        async |rq| {
            let reference = rq.param("reference").to_ascii_uppercase();
            let record = capabilities::editable(rq.ctx(), rq.actor(), &reference).await?;
            Ok((record, choices(rq.ctx(), rq.actor()).await?))
        },
        |rq, (record, choices)| draw(&rq, &choices, Some(&record)),
    )
}

fn draw(rq: &Rq, choices: &Choices, record: Recorded) -> AnyView {
    let title = if record.is_some() {
        "Edit the capability"
    } else {
        "Record a capability"
    };
    let own = record.map(|record| {
        let reference = record.reference.clone();
        (format!("/capabilities/{reference}"), reference).into()
    });
    let links = std::iter::once(("/capabilities", "Capabilities").into()).chain(own);
    let (links, key) = (links.collect::<Vec<_>>(), rq.key());
    let version = record.map(|record| rq.version(record.version));
    let sections = [what(record), meaning(record), place(choices, record)];
    view! {
        <Title text=title/>
        <Breadcrumbs links=links here=title/>
        <PageTitle title=title meta="Milestones, lines of work and contracts are added on the capability’s own page."/>
        {conflict(rq)}
        <Form act="save" key=key version=version>
            {sections}
            <div class="actions"><Submit label="Save capability"/></div>
        </Form>
    }
    .into_any()
}

fn what(record: Recorded) -> AnyView {
    let text = |take: fn(&CapabilityRecord) -> &String| record.map(|record| take(record).clone());
    let (name, effect) = (text(|one| &one.name), text(|one| &one.effect));
    let (owner, requirement) = (text(|one| &one.owner), text(|one| &one.requirement));
    let need = record.and_then(|record| record.need.clone());
    let need_date = record.and_then(|record| record.need_date);
    view! {
        <Panel title="Capability">
            <TextInput name="name" label="Name" maxlength=200 value=name/>
            <TextArea name="effect" label="Desired effect" rows=4 maxlength=4000 value=effect hint="Who must be able to do what, where and when."
                rule="NPP 16: effects, benefits and times, neutral on the solution"/>
            <TextInput name="owner" label="Requirement holder" maxlength=200 value=owner hint="Who answers for the capability: a command, a staff, a nation."/>
            <TextInput name="need" label="Need" optional=true value=need hint="Reference of a coming need here, such as NED-2026-0001." size=20/>
            <TextInput name="requirement" label="Requirement" optional=true maxlength=200 value=requirement hint="Reference of the requirement document elsewhere."/>
            {day_fields("need_date", "First users need it from", need_date, true)}
        </Panel>
    }
    .into_any()
}

fn meaning(record: Recorded) -> AnyView {
    let (ioc, foc) = (
        record.map(|record| record.ioc_definition.clone()),
        record.map(|record| record.foc_definition.clone()),
    );
    view! {
        <Panel title="What IOC and FOC mean here" meta="The meaning is specific to the capability. Once declared, a definition stays as it was.">
            <TextArea name="ioc_definition" label="Initial operational capability" rows=3 maxlength=4000 value=ioc
                hint="The smallest useful form that first users can employ and maintain."/>
            <TextArea name="foc_definition" label="Full operational capability" rows=3 maxlength=4000 value=foc
                hint="All intended users have it and can employ and maintain it."/>
        </Panel>
    }
    .into_any()
}

fn place(choices: &Choices, record: Recorded) -> AnyView {
    let (areas, programmes) = (named(&choices.areas), named(&choices.programmes));
    let strategy = named(&choices.strategy);
    let area = record.and_then(|record| record.functional_area.clone());
    let programme = record.and_then(|record| record.programme.clone());
    let codes = record
        .map(|record| record.strategy.clone())
        .unwrap_or_default();
    view! {
        <Panel title="Strategy">
            <Select name="functional_area" label="Functional area" options=areas optional=true value=area/>
            <Select name="programme" label="Programme" options=programmes optional=true value=programme/>
            <CheckboxGroup name="strategy" legend="Lines and objectives of the Strategy that it serves" options=strategy values=codes optional=true/>
        </Panel>
    }
    .into_any()
}

fn input(post: &Post) -> CapabilityInput {
    let text = |name: &str| post.value(name).to_owned();
    CapabilityInput {
        name: text("name"),
        effect: text("effect"),
        functional_area: text("functional_area"),
        strategy: post.values("strategy"),
        programme: text("programme"),
        need: text("need"),
        requirement: text("requirement"),
        owner: text("owner"),
        need_date: day(post, "need_date"),
        ioc_definition: text("ioc_definition"),
        foc_definition: text("foc_definition"),
    }
}

/// Records a capability.
pub async fn post_new(post: Post) -> Result<Go, Error> {
    post.permitted::<KeepCapabilities>()?;
    let draft = CapabilityDraft::try_from(input(&post))?;
    let reference = capabilities::create(post.rq.ctx(), &post.call, draft).await?;
    Ok(Go::to(format!("/capabilities/{reference}")))
}

/// Saves a capability.
pub async fn post_edit(post: Post) -> Result<Go, Error> {
    post.permitted::<KeepCapabilities>()?;
    let draft = CapabilityDraft::try_from(input(&post))?;
    let reference = post.rq.param("reference").to_ascii_uppercase();
    let at = (reference.as_str(), post.version()?);
    capabilities::edit(post.rq.ctx(), &post.call, at, draft).await?;
    Ok(Go::to(format!("/capabilities/{reference}")))
}
