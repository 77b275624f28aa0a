//! Agreeing a readiness term.

use super::conflict::recorded;
use super::typed::read;
use super::words::choices;
use crate::page::page;
use crate::post::{Go, Post};
use crate::request::Rq;
use crate::ui::{
    Breadcrumbs, Choice, Form, Help, Notice, NumberInput, PageTitle, RadioGroup, Select, Submit,
    TextInput, format,
};
use backend::contracts::record::ContractLine;
use backend::contracts::{self, ContractRecord, TermInput};
use backend::{Error, FieldErrors};
use domain::contracts::{DenialRule, PriorityClass, ReadinessLevel, SurgeRate};
use domain::money::{Currency, Money, parse_decimal};
use domain::policy::actions::AgreeReadiness;
use domain::policy::{Subject, permit};
use domain::text::Line;
use leptos::prelude::*;
use leptos_meta::Title;
use rust_decimal::Decimal;

/// The form for a new term.
#[component]
pub fn NewTerm() -> impl IntoView {
    page(
        async |rq| {
            permit::<AgreeReadiness>(rq.actor(), Subject::ANY)?;
            let reference = rq.param("reference").to_ascii_uppercase();
            let sheet = contracts::sheet(rq.ctx(), rq.actor(), &reference, None).await?;
            Ok(sheet.record)
        },
        |rq, record| draw(&rq, &record),
    )
}

fn draw(rq: &Rq, record: &ContractRecord) -> AnyView {
    let base = format!("/contracts/{}", record.reference);
    let (key, version, fields) = (rq.key(), rq.version(record.version), fields(record));
    view! {
        <Title text="Agree a readiness term"/>
        <div class="narrow">
            <Breadcrumbs links=vec![("/contracts", "Contracts").into(), (base, record.reference.clone()).into()] here="New readiness term"/>
            <PageTitle title="Agree a readiness term" reference=record.reference.clone()
                meta="What one line gives beyond the usual at a level. It takes the place of the term that the line has for the level."/>
            {recorded(rq)}
            <Form act="agree" key=key version=version>
                {fields}
                <Submit label="Agree the term"/>
            </Form>
            <Help title="Why are terms never changed?" source="own design; NSPA 16.2">
                <p>"What was called up rests on the term as it was then. A new term ends the former one and both stay readable; after signature both parties agree, by a supplemental agreement."</p>
            </Help>
        </div>
    }
    .into_any()
}

fn fields(record: &ContractRecord) -> AnyView {
    let currency = record.currency.code();
    let line = |line: &ContractLine| {
        let price = format::money_exact(line.unit_price_minor, currency);
        let words = format!(
            "{} {}, {price} a {}",
            line.number, line.description, line.unit
        );
        Choice::new(line.number.clone(), words)
    };
    let lines: Vec<Choice> = record.lines.iter().map(line).collect();
    let kinds = vec![
        Choice::new("multiplier", "Times the line’s unit price")
            .hint("1 is the usual price, 1.5 half as much again."),
        Choice::new(
            "unit_price",
            format!("A price of its own for a unit, in {currency}"),
        ),
    ];
    view! {
        <Select name="line" label="Line" options=lines/>
        <RadioGroup name="level" legend="Level" options=choices(ReadinessLevel::ALL, ReadinessLevel::as_str, ReadinessLevel::label)
            rule="CSS-2.1: access in peace, crisis and conflict"/>
        <TextInput name="authority" label="Who decides on the activation" hint="A person’s office or a body, such as the operational commander." maxlength=200/>
        <NumberInput name="notice_hours" label="Notice" unit="hours" size=6 hint="Between the activation and the first units. 0 where it begins at once."/>
        <NumberInput name="quantity" label="Units more" size=12 hint="In the unit of the line, beyond the usual quantity."/>
        <NumberInput name="per_days" label="In how many days" unit="days" size=6 value="1" hint="1 where the quantity is for each day."/>
        <RadioGroup name="rate_kind" legend="What a unit costs" options=kinds value="multiplier"/>
        <NumberInput name="rate" label="Rate" size=12/>
        <NumberInput name="max_days" label="Most surge days in any 365" unit="days" size=6 optional=true hint="Empty where the contract sets no limit."/>
        <Select name="priority" label="Priority" options=choices(PriorityClass::ALL, PriorityClass::as_str, PriorityClass::label) value=PriorityClass::Priority.as_str()/>
        <Select name="denial" label="Sales to others" options=choices(DenialRule::ALL, DenialRule::as_str, DenialRule::label)/>
        {basis(record)}
    }
    .into_any()
}

/// The modification that agrees it, after signature.
pub fn basis(record: &ContractRecord) -> AnyView {
    if record.is_unsigned() {
        return ().into_any();
    }
    let numbers: Vec<Choice> = record
        .bilateral_modifications()
        .map(|number| Choice::new(number, number))
        .collect();
    if numbers.is_empty() {
        let href = format!("/contracts/{}/modifications/new", record.reference);
        return view! {
            <Notice title="Both parties have to agree first">
                "The contract is signed. "<a href=href>"Execute a supplemental agreement"</a>" first, then choose its number here."
            </Notice>
        }
        .into_any();
    }
    view! {
        <Select name="basis" label="Agreed by modification" options=numbers rule="NSPA 16.2: after signature both parties agree"/>
    }
    .into_any()
}

fn whole(post: &Post, errors: &mut FieldErrors, name: &str) -> Option<u32> {
    let number = post.value(name).parse::<u32>();
    errors.take(name, number.map_err(|_| "write a whole number, 0 or more"))
}

fn decimal(post: &Post, errors: &mut FieldErrors, name: &str) -> Option<Decimal> {
    let number = parse_decimal(post.value(name));
    errors.take(name, number.ok_or("write a number such as 1.5"))
}

fn rate(post: &Post, errors: &mut FieldErrors, currency: Currency) -> Option<SurgeRate> {
    let text = post.value("rate");
    if post.value("rate_kind") == "unit_price" {
        let money = errors.take("rate", Money::parse(text, currency));
        return money.map(|money| SurgeRate::UnitPrice(money.minor));
    }
    decimal(post, errors, "rate").map(SurgeRate::Multiplier)
}

/// Agrees the term.
pub async fn post(post: Post) -> Result<Go, Error> {
    let ctx = post.rq.ctx();
    let reference = post.rq.param("reference").to_ascii_uppercase();
    let sheet = contracts::sheet(ctx, post.rq.actor(), &reference, None).await?;
    let mut errors = FieldErrors::default();
    let level = errors.take("level", post.value("level").parse::<ReadinessLevel>());
    let authority = errors.take("authority", Line::parse(post.value("authority")));
    let notice_hours = whole(&post, &mut errors, "notice_hours");
    let quantity = decimal(&post, &mut errors, "quantity");
    let per_days = whole(&post, &mut errors, "per_days");
    let rate = rate(&post, &mut errors, sheet.record.currency);
    let limited = !post.value("max_days").is_empty();
    let max_days = limited.then(|| whole(&post, &mut errors, "max_days"));
    let priority = errors.take("priority", post.value("priority").parse::<PriorityClass>());
    let denial = errors.take("denial", post.value("denial").parse::<DenialRule>());
    errors.finish()?;
    let basis = Some(post.value("basis").to_owned()).filter(|basis| !basis.is_empty());
    let input = TermInput {
        level: read(level)?,
        line: post.value("line").to_owned(),
        authority: read(authority)?,
        notice_hours: read(notice_hours)?,
        quantity: read(quantity)?,
        per_days: read(per_days)?,
        rate: read(rate)?,
        max_days: max_days.flatten(),
        priority: read(priority)?,
        denial: read(denial)?,
        basis,
    };
    contracts::agree_term(ctx, &post.call, &reference, post.version()?, input).await?;
    Ok(Go::to(format!("/contracts/{reference}?tab=readiness")))
}
