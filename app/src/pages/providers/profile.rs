//! The capability profile of an organisation.

use super::{profile_forms as forms, references};
use crate::page::page;
use crate::request::Rq;
use crate::ui::{
    Breadcrumbs, EmptyState, Fact, Facts, PageTitle, Panel, RowHead, Table, Tag, Td, Th, When,
    format,
};
use backend::providers::{self, Performance, Profile, SYSTEM_KINDS, Stated, System};
use domain::policy::Subject;
use domain::policy::actions::KeepProfile;
use leptos::prelude::*;
use leptos_meta::Title;

/// The page of a profile.
#[component]
pub fn ProfilePage() -> impl IntoView {
    page(
        async |rq| providers::profile(rq.ctx(), rq.actor(), rq.param("reference")).await,
        |rq, profile| draw(&rq, profile),
    )
}

fn draw(rq: &Rq, profile: Profile) -> AnyView {
    let keeps =
        rq.may::<KeepProfile>(Subject::of_provider(profile.id)) && profile.origin != "imported";
    let (name, reference) = (profile.name.clone(), profile.reference.clone());
    let href = format!("/providers/{reference}");
    let mark = (profile.origin != "perigee").then(|| view! { <Tag label=profile.origin.clone()/> });
    let none = profile.systems.is_empty().then(|| {
        let text = if keeps {
            "Name what you operate or sell, and state its values: solicitations then say how well it fits."
        } else {
            "This organisation has described nothing yet."
        };
        view! { <EmptyState title="Nothing described yet" text=text/> }
    });
    let record = profile.performance.clone().map(performance);
    let references = references::panel(rq, &profile.references, keeps);
    let systems = profile
        .systems
        .into_iter()
        .map(|one| system(rq, one, keeps))
        .collect_view();
    let add = keeps.then(|| forms::add(rq));
    view! {
        <Title text=format!("Capabilities of {name}")/>
        <Breadcrumbs links=vec![("/providers".to_owned(), "Providers".to_owned()).into(), (href, name.clone()).into()] here="Capabilities"/>
        <PageTitle title=format!("Capabilities of {name}") reference=reference
            meta="Stated by the organisation, in the same parameters as requirements and offers. Everybody who is signed in reads them.">{mark}</PageTitle>
        {none}
        {record}
        <div class="stack">{systems}{references}</div>
        {add}
    }
    .into_any()
}

/// Counted from contracts here, apart from what the organisation states of itself.
fn performance(one: Performance) -> AnyView {
    if one.accepted == 0 {
        return view! { <p class="meta">"No milestone of a contract kept here has been accepted yet, so there is no record of performance."</p> }.into_any();
    }
    let late = one
        .worst_days
        .map(|days| format!("at most {}", format::days(days)));
    let met = one.accepted - one.late;
    view! {
        <Facts>
            <Fact label="Milestones accepted" note="counted from contracts kept here">{one.accepted}</Fact>
            <Fact label="Met on time">{met}</Fact>
            <Fact label="Late" note=late>{one.late}</Fact>
            <Fact label="Contracts">{one.contracts}</Fact>
        </Facts>
    }
    .into_any()
}

fn system(rq: &Rq, one: System, keeps: bool) -> AnyView {
    let kind = SYSTEM_KINDS
        .iter()
        .find(|(code, _)| *code == one.kind)
        .map_or("System", |(_, words)| *words);
    let id = one.id.to_string();
    let values = values(rq, &one, keeps);
    let form = keeps.then(|| forms::state(rq, &one));
    let (description, changed_at) = (one.description, one.changed_at);
    view! {
        <Panel title=one.name meta=kind id=format!("system-{id}")>
            {description.map(|text| view! { <p>{text}</p> })}
            {values}
            <p class="meta">"Changed "<When at=changed_at/></p>
            {form}
        </Panel>
    }
    .into_any()
}

fn values(rq: &Rq, system: &System, keeps: bool) -> AnyView {
    if system.values.is_empty() {
        return view! { <p class="meta">"No value is stated of it."</p> }.into_any();
    }
    let row = |stated: &Stated| {
        let parameter = stated.parameter.parameter();
        let words = stated.declared.words(parameter);
        let drop = keeps.then(|| forms::drop(rq, system, parameter.code));
        view! {
            <tr>
                <RowHead>{parameter.name}</RowHead>
                <Td label="Stated" lead=true>{words}</Td>
                <Td label="What it means">{parameter.definition}</Td>
                {drop.map(|form| view! { <Td label="Change">{form}</Td> })}
            </tr>
        }
    };
    let rows = system.values.iter().map(row).collect_view();
    let last = keeps.then(|| view! { <Th label="Change"/> });
    let caption = format!("Values of {}", system.name);
    view! {
        <Table caption=caption caption_hidden=true>
            <thead><tr><Th label="Parameter"/><Th label="Stated"/><Th label="What it means"/>{last}</tr></thead>
            <tbody>{rows}</tbody>
        </Table>
    }
    .into_any()
}
