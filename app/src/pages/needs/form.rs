//! The form of a need.

use super::form_rows::{MOST_ROWS, funding};
use crate::page::page;
use crate::pages::rows::asked_for_more;
use crate::pages::solicitations::{CURRENCIES, day, named, plain};
use crate::post::{Go, Post};
use crate::request::Rq;
use crate::ui::{
    Breadcrumbs, Checkbox, CheckboxGroup, Choice, DateFields, Form, MoneyField, NumberInput,
    PageTitle, Panel, Select, Submit, TextArea, TextInput,
};
use backend::Error;
use backend::needs::{self, Choices, FundingInput, NeedDraft, NeedInput, NeedRecord};
use chrono::NaiveDate;
use domain::methods::{Authority, Method};
use leptos::prelude::*;
use leptos_meta::Title;

type Recorded<'a> = Option<&'a NeedRecord>;

/// Naming a new need.
#[component]
pub fn NewNeed() -> impl IntoView {
    page(
        async |rq| needs::choices(rq.ctx(), rq.actor()).await,
        |rq, choices| draw(&rq, &choices, None),
    )
}

/// Writing about a need further.
#[component]
pub fn EditNeed() -> impl IntoView {
    page(
        async |rq| {
            let record = needs::editable(rq.ctx(), rq.actor(), rq.param("reference")).await?;
            Ok((record, needs::choices(rq.ctx(), rq.actor()).await?))
        },
        |rq, (record, choices)| draw(&rq, &choices, Some(&record)),
    )
}

fn draw(rq: &Rq, choices: &Choices, record: Recorded) -> AnyView {
    let title = if record.is_some() {
        "Edit the need"
    } else {
        "Name a need"
    };
    let links = record.map(|record| {
        let reference = record.reference.clone();
        (format!("/needs/{reference}"), reference).into()
    });
    let links = std::iter::once(("/needs", "Needs").into()).chain(links);
    let version = record.map(|record| rq.version(record.version));
    let programmes = named(&choices.reference.programmes);
    let nations: Vec<Choice> = choices
        .nations
        .iter()
        .map(|(code, name)| Choice::new(code.clone(), name.clone()))
        .collect();
    let sections = [
        need(choices, record),
        plan(record),
        funding(rq, record, &programmes, &nations),
    ];
    let (links, key) = (links.collect::<Vec<_>>(), rq.key());
    view! {
        <Title text=title/>
        <Breadcrumbs links=links here=title/>
        <PageTitle title=title meta="Only the title is needed. Planning asks for the expected time, readiness for area, estimate and time."/>
        <Form act="save" key=key version=version>
            // The first button of a form is the one that the Enter key presses.
            <button type="submit" hidden tabindex="-1">"Save need"</button>
            {sections}
            <div class="actions"><Submit label="Save need"/></div>
        </Form>
    }
    .into_any()
}

fn need(choices: &Choices, record: Recorded) -> AnyView {
    let codes = record
        .map(|record| record.strategy.clone())
        .unwrap_or_default();
    let (areas, strategy) = (
        named(&choices.reference.areas),
        named(&choices.reference.strategy),
    );
    let programmes = named(&choices.reference.programmes);
    let record = record.cloned();
    let text = |take: fn(&NeedRecord) -> Option<String>| record.as_ref().and_then(take);
    let (title, description) = (
        text(|record| Some(record.title.clone())),
        text(|record| Some(record.description.clone())),
    );
    let area = text(|record| record.functional_area.clone());
    let programme = text(|record| record.programme.clone());
    let public = record.as_ref().is_some_and(|record| record.public);
    view! {
        <Panel title="Need">
            <TextInput name="title" label="Title" hint="What is needed, in at most ten words." maxlength=200 value=title/>
            <TextArea name="description" label="Need" rows=6 optional=true value=description
                hint="Who must be able to do what, where and when; not the solution."/>
            <Select name="functional_area" label="Functional area" prompt="None" options=areas optional=true value=area/>
            <CheckboxGroup name="strategy" legend="Lines and objectives of the Strategy that it serves" options=strategy values=codes optional=true/>
            <Select name="programme" label="Programme" prompt="None" options=programmes optional=true value=programme/>
            <Checkbox name="public" label="Providers and delegates may read it once it is planned" checked=public
                hint="They never see its funding."/>
        </Panel>
    }
    .into_any()
}

fn plan(record: Recorded) -> AnyView {
    let currencies = CURRENCIES.map(|code| (code, code).into()).to_vec();
    let amount = |take: fn(&NeedRecord) -> Option<i64>| {
        let record = record?;
        Some(plain(record.money(take(record)?).major()))
    };
    let (low, high) = (
        amount(|record| record.low_minor),
        amount(|record| record.high_minor),
    );
    let commercial = record.is_some_and(|record| record.commercial_service);
    let currency = record.map_or_else(|| "EUR".to_owned(), |r| r.currency.code().to_owned());
    let authorities = Authority::ALL.iter();
    let authorities: Vec<Choice> = authorities
        .map(|one| Choice::new(one.as_str(), one.label()))
        .collect();
    let methods = Method::ALL.iter();
    let methods: Vec<Choice> = methods
        .map(|one| Choice::new(one.as_str(), format!("{} ({})", one.label(), one.code())))
        .collect();
    let authority = record.map_or(Authority::Ncia, |record| record.authority);
    let method = record.and_then(|record| record.method).map(Method::as_str);
    let from = expected(
        "expected_from",
        "Publication expected from",
        record.and_then(|r| r.expected_from),
    );
    let to = expected(
        "expected_to",
        "Publication expected to",
        record.and_then(|r| r.expected_to),
    );
    view! {
        <Panel title="Plan">
            <Select name="authority" label="Procurement authority" options=authorities value=authority.as_str()/>
            <Select name="method" label="Expected method" prompt="Not known yet" options=methods optional=true value=method/>
            <Checkbox name="commercial_service" label="A product off the shelf or a commercial service is likely" checked=commercial
                rule="NPP 27, App. 1"/>
            <MoneyField name="low" legend="Estimate from" currencies=currencies currency=currency optional=true value=low
                rule="NPP 27: including all options over the whole duration, never split"/>
            <NumberInput name="high" label="Estimate to" size=16 optional=true value=high hint="The upper end, in the same currency."/>
            {from}
            {to}
        </Panel>
    }
    .into_any()
}

fn expected(name: &'static str, legend: &'static str, recorded: Option<NaiveDate>) -> AnyView {
    const HINT: &str = "For example 1 4 2027 or 1 Apr 2027.";
    match recorded {
        Some(day) => {
            view! { <DateFields name=name legend=legend optional=true value=day hint=HINT/> }
                .into_any()
        }
        None => view! { <DateFields name=name legend=legend optional=true hint=HINT/> }.into_any(),
    }
}

fn input(post: &Post) -> NeedInput {
    let text = |name: &str| post.value(name).to_owned();
    let cell = |stem: &str, row: usize| text(&format!("{stem}_{row}"));
    let rows = (1..=MOST_ROWS).take_while(|row| {
        let name = format!("funding_amount_{row}");
        post.pairs.iter().any(|(key, _)| *key == name)
    });
    NeedInput {
        title: text("title"),
        description: text("description"),
        functional_area: text("functional_area"),
        strategy: post.values("strategy"),
        programme: text("programme"),
        authority: text("authority"),
        method: text("method"),
        commercial_service: !post.value("commercial_service").is_empty(),
        low: text("low"),
        high: text("high"),
        currency: text("low_currency"),
        expected_from: day(post, "expected_from"),
        expected_to: day(post, "expected_to"),
        public: !post.value("public").is_empty(),
        funding: rows
            .map(|row| FundingInput {
                programme: cell("funding_programme", row),
                nation: cell("funding_nation", row),
                amount: cell("funding_amount", row),
                status: cell("funding_status", row),
            })
            .collect(),
    }
}

/// Names a need, or shows the form with more rows.
pub async fn post_new(post: Post) -> Result<Go, Error> {
    if asked_for_more(&post) {
        return Ok(Go::again());
    }
    let draft = NeedDraft::try_from(input(&post))?;
    let reference = needs::create(post.rq.ctx(), &post.call, draft).await?;
    Ok(Go::to(format!("/needs/{reference}")))
}

/// Saves a need, or shows the form with more rows.
pub async fn post_edit(post: Post) -> Result<Go, Error> {
    if asked_for_more(&post) {
        return Ok(Go::again());
    }
    let draft = NeedDraft::try_from(input(&post))?;
    let (ctx, reference) = (post.rq.ctx(), post.rq.param("reference"));
    let reference = needs::edit(ctx, &post.call, reference, post.version()?, draft).await?;
    Ok(Go::to(format!("/needs/{reference}")))
}
