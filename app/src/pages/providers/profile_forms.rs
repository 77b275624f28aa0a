//! The forms of a capability profile. A value is stated in two steps, so that it works without script: the parameter is
//! chosen first, then the answer in its own form.

use crate::post::{Go, Post};
use crate::request::Rq;
use crate::ui::{
    CheckboxGroup, Choice, Form, Help, NumberInput, Panel, RadioGroup, Select, SelectFilter,
    Submit, SubmitKind, TextArea, TextInput,
};
use backend::Error;
use backend::providers::{self, ReferenceInput, SYSTEM_KINDS, System, SystemInput};
use domain::parameters::{Kind, Parameter, Unit, catalogue, find};
use leptos::prelude::*;

/// The form that adds a system.
pub fn add(rq: &Rq) -> AnyView {
    let kinds: Vec<Choice> = SYSTEM_KINDS.into_iter().map(Choice::from).collect();
    let key = rq.key();
    view! {
        <Panel title="Add a system" meta="A constellation, a sensor, a band, a ground network, a launcher: whatever has values of its own.">
            <Form act="add" key=key label="Add a system">
                <Select name="kind" label="Kind" options=kinds prompt="Choose a kind"/>
                <TextInput name="name" label="Name" maxlength=120/>
                <TextArea name="description" label="What it is" rows=2 optional=true/>
                <Submit label="Add the system"/>
            </Form>
        </Panel>
    }
    .into_any()
}

/// Chooses the parameter; then states its value.
pub fn state(rq: &Rq, system: &System) -> AnyView {
    let id = system.id.to_string();
    let chosen = rq.query("system").is_some_and(|one| one == id);
    let parameter = rq.query("parameter").filter(|_| chosen).and_then(find);
    let options: Vec<Choice> = catalogue()
        .iter()
        .map(|one| (one.code, format!("{}: {}", one.group.label(), one.name)).into())
        .collect();
    let (here, value) = (
        format!("{}#system-{id}", rq.path()),
        parameter.map(|one| one.code),
    );
    let form = parameter.map(|parameter| value_form(rq, system, parameter));
    let end = end(rq, system);
    view! {
        <form class="filter-row" method="get" action=here>
            <input type="hidden" name="system" value=id/>
            <SelectFilter name="parameter" label="State a value" options=options value=value/>
            <button class="button" type="submit">"Choose"</button>
        </form>
        {form}
        {end}
    }
    .into_any()
}

fn value_form(rq: &Rq, system: &System, parameter: &'static Parameter) -> AnyView {
    let (act, key, version) = (
        format!("state-{}", system.id),
        rq.key(),
        rq.version(system.version),
    );
    let stated = system
        .values
        .iter()
        .find(|one| one.parameter.as_str() == parameter.code);
    let words = stated.map(|one| one.declared.words(parameter));
    let present = words.map(|words| view! { <p class="meta">"Stated now: "{words}</p> });
    let input = value_input(parameter);
    let code = parameter.code;
    view! {
        <Form act=act key=key version=version label="State a value">
            <input type="hidden" name="parameter" value=code/>
            <Help title=format!("What exactly is “{}”?", parameter.name)><p>{parameter.definition}</p></Help>
            {present}
            {input}
            <Submit label="State this value"/>
        </Form>
    }
    .into_any()
}

fn value_input(parameter: &'static Parameter) -> AnyView {
    let name = parameter.name;
    match parameter.kind {
        Kind::Number { unit, .. } => {
            let units: Vec<Choice> = unit
                .siblings()
                .map(|one| (one.as_str(), unit_words(one)).into())
                .collect();
            view! {
                <NumberInput name="value" label=name hint="With a point before the decimals."/>
                <Select name="unit" label="Unit" options=units value=unit.as_str()/>
            }
            .into_any()
        }
        Kind::YesNo => {
            let options: Vec<Choice> = vec![("yes", "Yes").into(), ("no", "No").into()];
            view! { <RadioGroup name="value" legend=name options=options/> }.into_any()
        }
        Kind::Choice(choices) => {
            let options: Vec<Choice> = choices
                .iter()
                .map(|one| (one.code, one.label).into())
                .collect();
            view! { <CheckboxGroup name="value" legend=name options=options/> }.into_any()
        }
        Kind::Text => {
            view! { <TextArea name="value" label=name rows=3 maxlength=2000/> }.into_any()
        }
    }
}

fn unit_words(unit: Unit) -> String {
    match unit.symbol() {
        "" => unit.name().to_owned(),
        symbol => format!("{symbol} – {}", unit.name()),
    }
}

/// The button that takes a value away.
pub fn drop(rq: &Rq, system: &System, code: &'static str) -> AnyView {
    let (act, key, version) = (
        format!("drop-{}", system.id),
        rq.key(),
        system.version.to_string(),
    );
    view! {
        <form method="post">
            <input type="hidden" name="act" value=act/>
            <input type="hidden" name="idempotency_key" value=key/>
            <input type="hidden" name="version" value=version/>
            <input type="hidden" name="parameter" value=code/>
            <Submit label="Remove" kind=SubmitKind::Secondary/>
        </form>
    }
    .into_any()
}

fn end(rq: &Rq, system: &System) -> AnyView {
    let (act, key, version) = (
        format!("end-{}", system.id),
        rq.key(),
        system.version.to_string(),
    );
    view! {
        <details class="help"><summary>"Take the system out of the profile"</summary>
            <Form act=act key=key version=version label="Take the system out">
                <Submit label="Take it out" kind=SubmitKind::Danger consequence="Its values are no longer compared with requirements. The log keeps them."/>
            </Form>
        </details>
    }
    .into_any()
}

/// Does what one of the page's forms asks for.
pub async fn post(post: Post) -> Result<Go, Error> {
    let (ctx, call, reference) = (post.rq.ctx(), &post.call, post.rq.param("reference"));
    let page = format!("/providers/{reference}/profile");
    let act = post.act().to_owned();
    if act == "add" {
        let value = |name: &str| post.value(name).to_owned();
        let input = SystemInput {
            kind: value("kind"),
            name: value("name"),
            description: value("description"),
        };
        let id = providers::add_system(ctx, call, reference, &input).await?;
        return Ok(Go::to(format!("{page}#system-{id}")));
    }
    if act == "tell" {
        let value = |name: &str| post.value(name).to_owned();
        let input = ReferenceInput {
            title: value("title"),
            customer: value("customer"),
            first_year: value("first_year"),
            last_year: value("last_year"),
            description: value("description"),
        };
        providers::add_reference(ctx, call, reference, &input).await?;
        return Ok(Go::to(page));
    }
    if let Some(id) = act.strip_prefix("take-") {
        let id = id.parse().map_err(|_| Error::NotFound)?;
        providers::end_reference(ctx, call, reference, id).await?;
        return Ok(Go::to(page));
    }
    let (verb, id) = act.split_once('-').ok_or(Error::NotFound)?;
    let system = (id.parse().map_err(|_| Error::NotFound)?, post.version()?);
    let code = post.value("parameter");
    match verb {
        "state" => {
            let typed = post.values("value").join(",");
            providers::state_value(
                ctx,
                call,
                reference,
                system,
                code,
                (&typed, post.value("unit")),
            )
            .await?;
        }
        "drop" => providers::drop_value(ctx, call, reference, system, code).await?,
        "end" => providers::end_system(ctx, call, reference, system).await?,
        _ => return Err(Error::NotFound),
    }
    Ok(Go::to(format!("{page}#system-{id}")))
}
