//! One period of a service level: what was reported, what the purchaser says, why it was missed, which credit follows.

use super::cells::{kv, panel, summary};
use super::conflict::recorded;
use super::moment;
use super::service_forms::forms;
use super::service_level::crumbs;
use super::service_words::{credit_state, measured, promised, state};
use crate::page::page;
use crate::request::Rq;
use crate::ui::{Breadcrumbs, PageTitle, Tag, Timeline, TimelineEntry, Tone, format};
use backend::Error;
use backend::contracts::record::{Credit, ServiceLevel};
use backend::contracts::{self, ContractRecord, ContractSheet};
use chrono::{DateTime, NaiveDate, Utc};
use leptos::prelude::*;
use leptos_meta::Title;

/// One period.
#[component]
pub fn ServicePeriodPage() -> impl IntoView {
    page(
        async |rq| {
            let reference = rq.param("reference").to_ascii_uppercase();
            let number: i64 = rq.param("number").parse().map_err(|_| Error::NotFound)?;
            let period: NaiveDate = rq.param("period").parse().map_err(|_| Error::NotFound)?;
            let moment = moment::read(&rq)?;
            let sheet = contracts::sheet(rq.ctx(), rq.actor(), &reference, moment).await?;
            let level = sheet.record.service_level(number).cloned();
            let level = level.ok_or(Error::NotFound)?;
            let measured = sheet.record.service_periods(&level).contains(&period);
            let known = measured || level.measurement(period).is_some();
            if known {
                Ok((level, period, sheet))
            } else {
                Err(Error::NotFound)
            }
        },
        |rq, (level, period, sheet)| draw(&rq, &level, period, &sheet),
    )
}

fn draw(rq: &Rq, level: &ServiceLevel, period: NaiveDate, sheet: &ContractSheet) -> AnyView {
    let record = &sheet.record;
    let shown = sheet.moment.map_or_else(|| rq.at(), |(at, _)| at);
    let (today, past) = (shown.date_naive(), sheet.moment.is_some());
    let name = level.window.name(period);
    let mut links = crumbs(sheet);
    let up = format!(
        "/contracts/{}/service/{}{}",
        record.reference,
        level.number,
        moment::kept(sheet)
    );
    links.push((up, level.code()).into());
    let title = format!("{} in {name}", level.metric);
    let meta = format!(
        "{} to {} · promised: {}",
        format::date(period),
        format::date(level.window.last_day(period)),
        promised(&level.promise, &level.unit)
    );
    let standing = state(level.state(period, today));
    view! {
        <Title text=format!("{} {name}, {}", level.code(), record.reference)/>
        {moment::banner(rq, sheet)}
        <Breadcrumbs links=links here=name/>
        <PageTitle title=title reference=level.code() meta=meta>{standing}</PageTitle>
        <div class="two">
            <div class="stack">{values(level, period)}{credits(record, level, period)}</div>
            <div class="stack">{recorded(rq)}{(!past).then(|| forms(rq, record, level, period))}</div>
        </div>
        {moment::choose(rq, sheet)}
    }
    .into_any()
}

/// Everything that was said of the period, the newest first.
fn values(level: &ServiceLevel, period: NaiveDate) -> AnyView {
    let mut told: Vec<(DateTime<Utc>, String, &'static str, Tone, String)> = Vec::new();
    for one in level.measurements.iter().filter(|one| one.period == period) {
        let value = measured(one.value, &level.unit);
        let what = joined(value, &one.note);
        told.push((one.at, one.by.clone(), "reported", Tone::Neutral, what));
        if let Some(answer) = &one.answer {
            let (label, tone) = match answer.agreed {
                true => ("agreed", Tone::Good),
                false => ("disputed", Tone::Attention),
            };
            let own = answer.value.map(|own| measured(own, &level.unit));
            let what = joined(own.unwrap_or_default(), &answer.reason);
            told.push((answer.at, answer.by.clone(), label, tone, what));
        }
    }
    for one in level.excuses.iter().filter(|one| one.period == period) {
        let label = if one.excused {
            "excused"
        } else {
            "no longer excused"
        };
        told.push((
            one.at,
            one.by.clone(),
            label,
            Tone::Neutral,
            one.reason.clone(),
        ));
    }
    for one in level.analyses.iter().filter(|one| one.period == period) {
        told.push((
            one.at,
            one.by.clone(),
            "root cause",
            Tone::Neutral,
            one.text.clone(),
        ));
    }
    told.sort_by_key(|(at, ..)| *at);
    if told.is_empty() {
        return panel(
            "What was said",
            view! { <p class="meta">"No value is on record. A period without one is not measured: it is neither met nor missed."</p> },
        );
    }
    let entries = told.into_iter().rev().map(|(at, by, label, tone, what)| {
        view! {
            <TimelineEntry when=format::date_time(at) actor=by what=what><Tag tone=tone label=label/></TimelineEntry>
        }
    });
    let entries = entries.collect_view();
    panel(
        "What was said",
        view! { <Timeline label="What was said of the period">{entries}</Timeline> },
    )
}

/// A value and the words after it.
fn joined(value: String, words: &str) -> String {
    match (value.is_empty(), words.is_empty()) {
        (true, _) => words.to_owned(),
        (_, true) => value,
        _ => format!("{value}. {words}"),
    }
}

fn credits(record: &ContractRecord, level: &ServiceLevel, period: NaiveDate) -> AnyView {
    let own = level
        .credits
        .iter()
        .rev()
        .filter(|one| one.period == period);
    let shown = own.map(|credit| working(record, level, credit));
    shown.collect::<Vec<_>>().into_any()
}

fn working(record: &ContractRecord, level: &ServiceLevel, credit: &Credit) -> AnyView {
    let money = |minor: i64| format::money(minor, record.currency.code());
    let formula = format!(
        "{} × {} %",
        money(credit.fee_minor),
        format::decimal(credit.percent)
    );
    let decision = credit.decision.clone().zip(credit.decided_by.clone());
    let decision =
        decision.map(|(why, who)| view! { <p>{why}<br/><span class="meta">{who}</span></p> });
    let by = format!(
        "proposed when {} agreed, {}",
        credit.by,
        format::date_time(credit.at)
    );
    panel(
        "Service credit",
        view! {
            <p>{credit_state(credit)}" "<span class="meta">{by}</span></p>
            {summary(view! {
                {kv("Agreed value", measured(credit.value, &level.unit))}
                {kv("By the table", format!("{} % of the fee, cap {} %", format::decimal(credit.percent), format::decimal(level.promise.cap_percent)))}
                {kv("Formula", formula)}
                {kv("Credit", view! { <strong>{money(credit.amount_minor)}</strong> })}
            })}
            {decision}
        },
    )
}
