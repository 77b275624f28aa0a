//! One service level: what is promised, every period, and what can be done with it.

use super::cells::{head, kv, lead, num_lead, panel, summary, td};
use super::conflict::recorded;
use super::moment;
use super::service_words::{credit_state, measured, promised, state};
use super::term::basis;
use super::typed::number;
use super::words::{dated, day};
use crate::page::page;
use crate::post::{Go, Post};
use crate::request::Rq;
use crate::ui::{
    Breadcrumbs, Form, PageTitle, Submit, SubmitKind, Table, TableFooter, Th, Tone, format,
};
use backend::Error;
use backend::contracts::record::ServiceLevel;
use backend::contracts::{self, ContractRecord, ContractSheet, ServiceAnswerInput};
use chrono::NaiveDate;
use domain::contracts::life::ContractAct;
use domain::policy::Subject;
use domain::policy::actions::{AgreeService, DecideService};
use leptos::prelude::*;
use leptos_meta::Title;

/// One service level.
#[component]
pub fn ServiceLevelPage() -> impl IntoView {
    page(
        async |rq| {
            let reference = rq.param("reference").to_ascii_uppercase();
            let number: i64 = rq.param("number").parse().map_err(|_| Error::NotFound)?;
            let moment = moment::read(&rq)?;
            let sheet = contracts::sheet(rq.ctx(), rq.actor(), &reference, moment).await?;
            let level = sheet.record.service_level(number).cloned();
            Ok((level.ok_or(Error::NotFound)?, sheet))
        },
        |rq, (level, sheet)| draw(&rq, &level, &sheet),
    )
}

/// The way back to the contract and its service.
pub fn crumbs(sheet: &ContractSheet) -> Vec<crate::ui::BreadcrumbLink> {
    let (base, kept) = (
        format!("/contracts/{}", sheet.record.reference),
        moment::kept(sheet),
    );
    let up = format!("{base}?tab=service{}", kept.replace('?', "&"));
    vec![
        ("/contracts", "Contracts").into(),
        (format!("{base}{kept}"), sheet.record.reference.clone()).into(),
        (up, "Service").into(),
    ]
}

fn draw(rq: &Rq, level: &ServiceLevel, sheet: &ContractSheet) -> AnyView {
    let record = &sheet.record;
    let shown = sheet.moment.map_or_else(|| rq.at(), |(at, _)| at);
    let (today, past) = (shown.date_naive(), sheet.moment.is_some());
    let (label, tone) = match level.ended_on {
        Some(_) => ("Ended", Tone::Neutral),
        None => ("In force", Tone::Good),
    };
    let meta = format!("{} · {}", record.title, record.provider_name);
    view! {
        <Title text=format!("{} {}, {}", level.code(), level.metric, record.reference)/>
        {moment::banner(rq, sheet)}
        <Breadcrumbs links=crumbs(sheet) here=level.code()/>
        <PageTitle title=level.metric.clone() reference=level.code() state=label tone=tone meta=meta/>
        {recorded(rq)}
        <div class="two">
            <div class="stack">{periods(record, level, today, &moment::kept(sheet))}</div>
            <div class="stack">{terms(record, level)}{(!past).then(|| forms(rq, record, level))}</div>
        </div>
        {moment::choose(rq, sheet)}
    }
    .into_any()
}

fn terms(record: &ContractRecord, level: &ServiceLevel) -> AnyView {
    let line = record
        .line(&level.line)
        .map(|line| line.description.clone());
    let fee = format::money(level.fee_minor, record.currency.code());
    let bands = level.promise.bands.iter().map(|band| {
        let words = format!(
            "from {}: {} %",
            measured(band.from, &level.unit),
            format::decimal(band.percent)
        );
        view! { <div>{words}</div> }
    });
    let bands: Vec<_> = bands.collect();
    let bands = match bands.is_empty() {
        true => "no credit is agreed".into_any(),
        false => bands.into_any(),
    };
    let basis = level
        .basis
        .clone()
        .unwrap_or_else(|| "before signature".to_owned());
    let agreed = format!("{}, {basis}, by {}", day(Some(level.agreed_on)), level.by);
    let exclusions = match level.exclusions.as_str() {
        "" => "none".to_owned(),
        text => text.to_owned(),
    };
    let days = format!(
        "values within {} after the period, root causes within {} after a missed one is reported",
        format::days(level.report_days.into()),
        format::days(level.analysis_days.into())
    );
    let cap = format!(
        "at most {} % of the fee",
        format::decimal(level.promise.cap_percent)
    );
    panel(
        "What is promised",
        summary(view! {
            {kv("Target", promised(&level.promise, &level.unit))}
            {kv("Measured", format!("each {} from {}", level.window.label().to_lowercase(), format::date(level.from)))}
            {kv("Measured by", level.source.clone())}
            {kv("Not counted", exclusions)}
            {kv("Credit of the fee", view! { {bands}<div class="meta">{cap}</div> })}
            {kv("Fee of a period", view! { {fee}<div class="meta">{level.line.clone()}" "{line}</div> })}
            {kv("Reports", days)}
            {kv("Agreed", agreed)}
            {level.ended_on.map(|day| kv("Ended", format::date(day)))}
        }),
    )
}

/// Every period that has begun, the newest first.
fn periods(record: &ContractRecord, level: &ServiceLevel, today: NaiveDate, kept: &str) -> AnyView {
    let base = format!("/contracts/{}/service/{}", record.reference, level.number);
    let begun: Vec<NaiveDate> = record
        .service_periods(level)
        .into_iter()
        .filter(|period| *period <= today)
        .collect();
    if begun.is_empty() {
        let text = "The first full period has not begun.";
        return view! { <crate::ui::EmptyState title="Nothing to measure yet" text=text/> }
            .into_any();
    }
    let row = |period: &NaiveDate| {
        let current = level.measurement(*period);
        let value = current.map(|one| format::decimal(one.value));
        let value = value.unwrap_or_else(|| "no value".to_owned());
        let own = current.and_then(|one| one.answer.as_ref()?.value);
        let own = own.map(|own| {
            let words = format!("purchaser: {}", format::decimal(own));
            view! { <div class="meta">{words}</div> }
        });
        let credit = level.credit(*period).map(|credit| {
            let amount = format::amount(credit.amount_minor, record.currency.code());
            view! { {amount}<div>{credit_state(credit)}</div> }
        });
        let cause = match (level.analysis(*period), level.analysis_by(*period)) {
            (Some(one), _) => dated(Some(one.at.date_naive())),
            (None, Some(by)) => view! { "due "{dated(Some(by))} }.into_any(),
            _ => ().into_any(),
        };
        let href = format!("{base}/{period}{kept}");
        let standing = state(level.state(*period, today));
        view! {
            <tr>
                {head(view! { <a href=href>{level.window.name(*period)}</a> })}
                {num_lead("Value", view! { {value}{own} })}
                {lead("State", standing)}
                {td("Root cause", cause)}
                {num_lead("Credit", credit)}
            </tr>
        }
    };
    let rows = begun.iter().rev().map(row).collect_view();
    let count = format::counted(begun.len(), "period", "periods");
    let (unit, currency) = (level.unit.clone(), record.currency.code().to_owned());
    let file = format!("/contracts/{}/service.csv{kept}", record.reference);
    view! {
        <Table caption="Periods">
            <thead><tr><Th label="Period"/><Th label="Value" num=true unit=unit/><Th label="State"/><Th label="Root cause"/><Th label="Credit" num=true unit=currency/></tr></thead>
            <tbody>{rows}</tbody>
        </Table>
        <TableFooter count=count exports=vec![(file, "CSV").into()]/>
    }
    .into_any()
}

/// Values that the purchaser has not answered.
fn waiting(record: &ContractRecord, level: &ServiceLevel) -> Vec<NaiveDate> {
    let periods = record.service_periods(level).into_iter();
    let open = periods.filter(|period| {
        level
            .measurement(*period)
            .is_some_and(|one| one.answer.is_none())
    });
    open.collect()
}

fn forms(rq: &Rq, record: &ContractRecord, level: &ServiceLevel) -> AnyView {
    let waiting = waiting(record, level);
    let decides = record.may(ContractAct::Decide).is_ok() && rq.may::<DecideService>(Subject::ANY);
    let agree = (decides && waiting.len() > 1).then(|| agree_all(rq, record, level, &waiting));
    let ends = level.ended_on.is_none()
        && record.may(ContractAct::Terms).is_ok()
        && rq.may::<AgreeService>(Subject::ANY);
    view! { {agree}{ends.then(|| end(rq, record))} }.into_any()
}

fn agree_all(
    rq: &Rq,
    record: &ContractRecord,
    level: &ServiceLevel,
    waiting: &[NaiveDate],
) -> AnyView {
    let (key, version) = (rq.key(), rq.version(record.version));
    let names: Vec<String> = waiting
        .iter()
        .map(|period| level.window.name(*period))
        .collect();
    let label = format!("Agree to {} reported values", waiting.len());
    let fields = waiting
        .iter()
        .map(|period| view! { <input type="hidden" name="period" value=period.to_string()/> })
        .collect_view();
    panel(
        "Reported values wait for an answer",
        view! {
            <Form act="agree_all" key=key version=version label="Agree to reported values">
                <p>{names.join(", ")}</p>
                {fields}
                <Submit label=label consequence="Open a period to dispute its value. Credits that follow wait for another officer."/>
            </Form>
        },
    )
}

fn end(rq: &Rq, record: &ContractRecord) -> AnyView {
    let (key, version) = (rq.key(), rq.version(record.version));
    let agreed = record.is_unsigned() || record.bilateral_modifications().next().is_some();
    let submit = agreed.then(|| view! {
        <Submit label="End the service level" kind=SubmitKind::Danger consequence="Periods that have not ended are not measured. What was measured and credited stays."/>
    });
    let basis = basis(record);
    view! {
        <details><summary>"End it without another in its place"</summary>
            <Form act="end" key=key version=version label="End the service level">
                {basis}
                {submit}
            </Form>
        </details>
    }
    .into_any()
}

/// Agrees to everything that waits, or ends the level.
pub async fn post(post: Post) -> Result<Go, Error> {
    let ctx = post.rq.ctx();
    let reference = post.rq.param("reference").to_ascii_uppercase();
    let (number, version) = (number(&post)?, post.version()?);
    match post.act() {
        "agree_all" => {
            let periods = post.values("period");
            let periods = periods.iter().filter_map(|period| period.parse().ok());
            let input = ServiceAnswerInput::Agree(periods.collect());
            contracts::answer_service(ctx, &post.call, &reference, version, number, input).await?;
        }
        "end" => {
            let basis = Some(post.value("basis").to_owned()).filter(|basis| !basis.is_empty());
            contracts::end_service_level(ctx, &post.call, &reference, version, number, basis)
                .await?;
        }
        _ => return Err(Error::NotFound),
    }
    Ok(Go::to(format!("/contracts/{reference}/service/{number}")))
}
