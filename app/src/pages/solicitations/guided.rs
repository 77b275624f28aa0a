//! Beginning a solicitation by a few questions.

use crate::page::page;
use crate::post::{Go, Post};
use crate::request::Rq;
use crate::ui::{
    Breadcrumbs, Checkbox, Choice, Form, KeyValue, PageTitle, Panel, RadioGroup, Select, Submit,
    SummaryList, TextArea, TextInput,
};
use backend::solicitations::{self, Answers, Draft};
use backend::{Error, FieldErrors};
use domain::contracts::VehicleKind;
use domain::parameters::Group;
use domain::timetable::{
    BID_VALIDITY, BIDDING_TIME, BIDDING_TIME_OPERATIONS, NOTICE, NOTICE_WITH_CLEARANCES, QUESTIONS,
    Rule,
};
use leptos::prelude::*;
use leptos_meta::Title;

/// The questions.
#[component]
pub fn GuidedStart() -> impl IntoView {
    page(
        async |rq| solicitations::choices(rq.ctx(), rq.actor()).await,
        |rq, _| draw(&rq),
    )
}

fn draw(rq: &Rq) -> AnyView {
    let key = rq.key();
    let services: Vec<Choice> = Group::ALL
        .iter()
        .filter(|group| !matches!(group, Group::Coverage | Group::Service))
        .map(|group| Choice::new(group.as_str(), group.label()))
        .collect();
    let ways = vec![
        Choice::new("competition", "An open competition")
            .hint("NATO Competitive Procurement, NPP 19"),
        Choice::new(
            "framework",
            "An award under a framework that was competed before",
        )
        .hint("Pre-competed Award, NPP 20: the framework is at most five years old"),
    ];
    let vehicles: Vec<Choice> = VehicleKind::ALL
        .iter()
        .map(|kind| Choice::new(kind.as_str(), kind.label()))
        .collect();
    view! {
        <Title text="Begin by questions"/>
        <Breadcrumbs links=vec![("/solicitations", "Solicitations").into()] here="Begin by questions"/>
        <PageTitle title="Begin by questions" meta="Six answers make a draft in which everything that a rule says is filled in. You can change all of it."/>
        <div class="two">
            <Form act="begin" key=key label="Begin a solicitation">
                <TextInput name="title" label="Title" hint="What is bought, in at most ten words." maxlength=200/>
                <Select name="service" label="Which service?" prompt="Choose a service" options=services/>
                <RadioGroup name="way" legend="How is it competed?" options=ways value="competition"/>
                <Select name="vehicle" label="Which contract is intended?" prompt="Choose a kind" options=vehicles/>
                <Checkbox name="for_operations" label="It serves Alliance Operations and Missions" rule=BIDDING_TIME_OPERATIONS.source/>
                <Checkbox name="clearances_needed" label="Bidders need security clearances" rule=NOTICE_WITH_CLEARANCES.source/>
                <TextArea name="lots" label="Lots" rows=3 optional=true hint="One title on each line. Leave empty for a single requirement."/>
                <Submit label="Begin draft"/>
            </Form>
            {filled()}
        </div>
    }
    .into_any()
}

/// What is filled in, each with its rule.
fn filled() -> AnyView {
    let said = |rule: &Rule| format!("{} ({})", rule.text, rule.source);
    let rows = [
        ("Notice to delegations", format!("today. {}", said(&NOTICE))),
        ("With clearances", said(&NOTICE_WITH_CLEARANCES)),
        ("Closing", said(&BIDDING_TIME)),
        ("For operations", said(&BIDDING_TIME_OPERATIONS)),
        ("Questions", said(&QUESTIONS)),
        (
            "Validity of offers",
            format!("180 days. {}", said(&BID_VALIDITY)),
        ),
        (
            "Requirements",
            "the first numbers by which the service is measured, without any limit".to_owned(),
        ),
    ]
    .map(|(key, words)| view! { <KeyValue key=key>{words}</KeyValue> })
    .collect_view();
    view! { <Panel title="What is filled in, and why" meta="Need, estimate, scheme and limits stay open: no rule knows them."><SummaryList>{rows}</SummaryList></Panel> }
        .into_any()
}

/// Begins the draft and opens it for writing.
pub async fn post(post: Post) -> Result<Go, Error> {
    let answers = answers(&post)?;
    let draft = Draft::try_from(answers.typed(post.rq.at().date_naive()))?;
    let reference = solicitations::create(post.rq.ctx(), &post.call, draft).await?;
    Ok(Go::to(format!("/solicitations/{reference}/edit")))
}

fn answers(post: &Post) -> Result<Answers, Error> {
    let mut wrong = FieldErrors::default();
    if post.value("title").is_empty() {
        wrong.add("title", "Give it a title.");
    }
    let service: Option<Group> = wrong.take(
        "service",
        post.value("service")
            .parse()
            .map_err(|_| "Choose a service of the list."),
    );
    let vehicle: Option<VehicleKind> = wrong.take(
        "vehicle",
        post.value("vehicle")
            .parse()
            .map_err(|_| "Choose a kind of the list."),
    );
    wrong.finish()?;
    let ticked = |name: &str| !post.value(name).is_empty();
    let lots = post.value("lots").lines().map(str::trim);
    Ok(Answers {
        title: post.value("title").to_owned(),
        service: service.ok_or(Error::NotFound)?,
        under_framework: post.value("way") == "framework",
        vehicle: vehicle.ok_or(Error::NotFound)?,
        for_operations: ticked("for_operations"),
        clearances_needed: ticked("clearances_needed"),
        lots: lots
            .filter(|title| !title.is_empty())
            .map(str::to_owned)
            .collect(),
    })
}
