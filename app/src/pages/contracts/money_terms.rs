//! Agreeing on payment: retention, advance payment, and the reference rate of late interest.

use super::conflict::recorded;
use super::typed::{optional_amount, read};
use crate::page::page;
use crate::post::{Go, Post};
use crate::request::Rq;
use crate::ui::{
    Breadcrumbs, Choice, Form, NumberInput, PageTitle, Panel, Select, Submit, SubmitKind, TextInput,
};
use backend::contracts::{self, ContractRecord, InterestInput, MoneyTermsInput};
use backend::{Error, FieldErrors};
use domain::contracts::DamagesRule;
use domain::money::{Money, parse_decimal};
use domain::policy::actions::AgreeMoneyTerms;
use domain::policy::{Subject, permit};
use domain::text::Line;
use leptos::prelude::*;
use leptos_meta::Title;
use rust_decimal::Decimal;

/// The forms for what is agreed.
#[component]
pub fn MoneyTermsPage() -> impl IntoView {
    page(
        async |rq| {
            permit::<AgreeMoneyTerms>(rq.actor(), Subject::ANY)?;
            let reference = rq.param("reference").to_ascii_uppercase();
            Ok(contracts::sheet(rq.ctx(), rq.actor(), &reference, None)
                .await?
                .record)
        },
        |rq, record| draw(&rq, &record),
    )
}

fn draw(rq: &Rq, record: &ContractRecord) -> AnyView {
    let base = format!("/contracts/{}", record.reference);
    view! {
        <Title text="Agree on payment"/>
        <div class="narrow">
            <Breadcrumbs links=vec![("/contracts", "Contracts").into(), (base.clone(), record.reference.clone()).into(), (format!("{base}?tab=money"), "Money").into()] here="Agree on payment"/>
            <PageTitle title="Agree on payment" reference=record.reference.clone() meta="What is agreed holds for invoices that are approved from now on."/>
            {recorded(rq)}
            {agree(rq, record)}
            {rate(rq, record)}
        </div>
    }
    .into_any()
}

fn agree(rq: &Rq, record: &ContractRecord) -> AnyView {
    let (key, version) = (rq.key(), rq.version(record.version));
    let terms = record.money.terms.as_ref();
    let retentions = record.milestones.iter().map(|milestone| {
        let number = milestone.number;
        let mut agreed = terms.into_iter().flat_map(|terms| &terms.retentions);
        let percent = agreed.find(|one| one.milestone == number);
        let percent = percent.map_or(Decimal::ZERO, |one| one.percent).normalize().to_string();
        let label = format!("Retained from {number}. {}", milestone.title);
        view! { <NumberInput name=format!("retention_{number}") label=label unit="%" size=6 value=percent/> }
    });
    let retentions = retentions.collect_view();
    let advance = Money::new(
        terms.map_or(0, |terms| terms.advance_minor),
        record.currency,
    );
    let advance = advance.major().normalize().to_string();
    let percent = terms.map_or(Decimal::ZERO, |terms| terms.advance_percent);
    let percent = percent.normalize().to_string();
    let rules = DamagesRule::ALL.iter();
    let rules = rules
        .map(|rule| {
            Choice::new(
                rule.as_str(),
                format!("{}: {}", rule.label(), rule.meaning()),
            )
        })
        .collect();
    let chosen = terms.and_then(|terms| terms.damages);
    let chosen = chosen.map_or("", DamagesRule::as_str);
    let unit = record.currency.code().to_owned();
    let basis: Vec<Choice> = record
        .bilateral_modifications()
        .map(|number| Choice::new(number, number))
        .collect();
    let basis = (!record.is_unsigned()).then(|| view! {
        <Select name="basis" label="Agreed by modification" options=basis prompt="Choose a modification"
            rule="NSPA 16.2: after signature both parties agree"/>
    });
    view! {
        <Panel title="Retention and advance payment">
            <Form act="agree" key=key version=version label="Retention and advance payment">
                {retentions}
                <NumberInput name="advance" label="Advance payment" unit=unit size=16 value=advance/>
                <NumberInput name="advance_percent" label="Set off by, of each invoice" unit="%" size=6 value=percent/>
                <Select name="damages" label="Rule of delay damages" options=rules value=chosen optional=true prompt="None"/>
                {basis}
                <Submit label="Agree on payment"/>
            </Form>
        </Panel>
    }
    .into_any()
}

fn rate(rq: &Rq, record: &ContractRecord) -> AnyView {
    let (key, version) = (rq.key(), rq.version(record.version));
    let year = chrono::Datelike::year(&rq.at()) - 1;
    view! {
        <Panel title="Reference rate of late interest">
            <Form act="rate" key=key version=version label="Reference rate of late interest">
                <NumberInput name="year" label="December of the year" size=6 value=year.to_string()/>
                <NumberInput name="euribor" label="One-year EURIBOR" unit="%" size=8 rule="GTC A.2.4: rounded up to a quarter, plus 4 points"/>
                <TextInput name="source" label="Where it was read" maxlength=300/>
                <Submit label="Record the rate" kind=SubmitKind::Secondary/>
            </Form>
        </Panel>
    }
    .into_any()
}

/// Agrees, or records a rate.
pub async fn post(post: Post) -> Result<Go, Error> {
    let reference = post.rq.param("reference").to_ascii_uppercase();
    match post.act() {
        "agree" => agreed(&post, &reference).await?,
        "rate" => rated(&post, &reference).await?,
        _ => return Err(Error::NotFound),
    };
    Ok(Go::to(format!("/contracts/{reference}?tab=money")))
}

fn percent(post: &Post, errors: &mut FieldErrors, name: &str) -> Option<Decimal> {
    match post.value(name) {
        "" => Some(Decimal::ZERO),
        text => errors.take(name, parse_decimal(text).ok_or("write a number such as 10")),
    }
}

async fn agreed(post: &Post, reference: &str) -> Result<String, Error> {
    let ctx = post.rq.ctx();
    let record = contracts::sheet(ctx, post.rq.actor(), reference, None)
        .await?
        .record;
    let mut errors = FieldErrors::default();
    let mut retentions = Vec::new();
    for milestone in &record.milestones {
        let name = format!("retention_{}", milestone.number);
        if let Some(read) = percent(post, &mut errors, &name) {
            retentions.push((milestone.number, read));
        }
    }
    let advance = optional_amount(post, &mut errors, "advance", record.currency);
    let offset = percent(post, &mut errors, "advance_percent");
    errors.finish()?;
    let input = MoneyTermsInput {
        retentions,
        advance_minor: advance.unwrap_or(0),
        advance_percent: read(offset)?,
        damages: post.value("damages").parse().ok(),
        basis: Some(post.value("basis").to_owned()).filter(|basis| !basis.is_empty()),
    };
    contracts::agree_money_terms(ctx, &post.call, reference, post.version()?, input).await
}

async fn rated(post: &Post, reference: &str) -> Result<String, Error> {
    let mut errors = FieldErrors::default();
    let year = errors.take(
        "year",
        post.value("year")
            .parse::<i32>()
            .map_err(|_| "write a year such as 2025"),
    );
    let euribor = parse_decimal(post.value("euribor"));
    let euribor = errors.take("euribor", euribor.ok_or("write a rate such as 2.25"));
    let source = errors.take("source", Line::parse(post.value("source")));
    errors.finish()?;
    let input = InterestInput {
        year: read(year)?,
        euribor_percent: read(euribor)?,
        source: read(source)?,
    };
    contracts::record_interest_rate(post.rq.ctx(), &post.call, reference, post.version()?, input)
        .await
}
