//! One contract, now or at any past moment.

use super::conflict::recorded;
use super::happened::{happened, integrity};
use super::life::{moments, standing};
use super::moment;
use super::money;
use super::overview::{actions, facts, invariants, published, terms};
use super::picture::timeline;
use super::readiness::readiness;
use super::tables;
use super::typed::{amount, read};
use super::words::{origin, tone};
use crate::page::page;
use crate::pages::changes::shown;
use crate::post::{Go, Post};
use crate::request::Rq;
use crate::ui::{Breadcrumbs, Diff, PageTitle, Panel, TabLink, Tabs};
use backend::contracts::{self, ContractRecord, ContractSheet, SignStep};
use backend::{Error, FieldErrors};
use chrono::NaiveDate;
use domain::text::{Line, Prose};
use leptos::prelude::*;
use leptos_meta::Title;

/// One contract.
#[component]
pub fn Contract() -> impl IntoView {
    page(
        async |rq| {
            let reference = rq.param("reference").to_ascii_uppercase();
            contracts::sheet(rq.ctx(), rq.actor(), &reference, moment::read(&rq)?).await
        },
        |rq, sheet| draw(&rq, sheet),
    )
}

fn draw(rq: &Rq, sheet: ContractSheet) -> AnyView {
    let record = &sheet.record;
    let shown = sheet.moment.map_or_else(|| rq.at(), |(at, _)| at);
    let past = sheet.moment.is_some();
    let today = shown.date_naive();
    let tab = rq.query("tab").unwrap_or("overview");
    let kept = moment::kept(&sheet);
    let body = match tab {
        "lines" => tables::lines(record, &kept),
        "orders" => tables::orders(record),
        "changes" => tables::modifications(record),
        "milestones" => tables::milestones(record, today, &kept),
        "readiness" => readiness(rq, record, today, past),
        "service" => super::service::section(rq, record, today, past, &kept),
        "money" => money::section(rq, record, today, past, &kept),
        "life" => moments(record, today),
        "payments" => tables::payments(record),
        "documents" => tables::documents(record),
        "history" => tables::history(&sheet.history),
        _ => overview(rq, &sheet, today, past),
    };
    let mark = origin(&record.origin);
    let meta = format!(
        "{} · {}{}",
        record
            .vehicle
            .map_or("kind not stated", |vehicle| vehicle.label()),
        record.provider_name,
        record
            .programme
            .as_ref()
            .map(|code| format!(" · serves {code}"))
            .unwrap_or_default()
    );
    view! {
        <Title text=format!("{} {}", record.reference, record.title)/>
        {moment::banner(rq, &sheet)}
        <Breadcrumbs links=vec![("/contracts", "Contracts").into()] here=record.reference.clone()/>
        <PageTitle title=record.title.clone() reference=record.reference.clone() state=record.status.label() tone=tone(record.status.tone()) meta=meta>
            {mark}
        </PageTitle>
        {published(record, sheet.source.as_ref())}
        {recorded(rq)}
        {facts(record, today)}
        {timeline(rq, record, today, past)}
        {tabs(rq, record, sheet.history.len(), tab)}
        {body}
        {(tab == "overview").then(|| since(&sheet))}
        {moment::choose(rq, &sheet)}
    }
    .into_any()
}

fn tabs(rq: &Rq, record: &ContractRecord, events: usize, tab: &str) -> AnyView {
    let evidence = record
        .milestones
        .iter()
        .flat_map(|milestone| &milestone.evidence)
        .filter(|evidence| evidence.file.is_some())
        .count();
    let all = [
        ("overview", "Overview", 0),
        (
            "lines",
            "Lines and options",
            record.lines.len() + record.options.len(),
        ),
        ("orders", "Orders", record.orders.len()),
        ("changes", "Changes", record.modifications.len()),
        ("milestones", "Milestones", record.milestones.len()),
        ("readiness", "Readiness", record.terms_in_force().count()),
        ("service", "Service", record.levels_in_force().count()),
        ("money", "Money", record.money.invoices.len()),
        (
            "life",
            "Life",
            record.life.moments.len() + record.life.claims.len() + record.life.tasks.len(),
        ),
        ("payments", "Payments", record.payments.len()),
        ("documents", "Documents", evidence),
        ("history", "History", events),
    ];
    let href = |code: &str| rq.with_query("tab", (code != "overview").then_some(code));
    let current = all
        .iter()
        .find(|(code, ..)| *code == tab)
        .map_or("overview", |(code, ..)| code);
    let links: Vec<TabLink> = all
        .iter()
        .map(|(code, label, count)| TabLink {
            href: href(code),
            label: (*label).to_owned(),
            count: (*code != "overview").then_some(*count),
        })
        .collect();
    view! { <Tabs tabs=links current=href(current) label="Parts of the contract"/> }.into_any()
}

fn overview(rq: &Rq, sheet: &ContractSheet, today: NaiveDate, past: bool) -> AnyView {
    let record = &sheet.record;
    let actions = (!past).then(|| actions(rq, record));
    view! {
        <div class="two">
            <div class="stack">{standing(rq, record, today, past)}{actions}{terms(record)}{happened(rq, sheet)}</div>
            <div class="stack">{invariants(record)}{integrity(rq, sheet)}</div>
        </div>
    }
    .into_any()
}

fn since(sheet: &ContractSheet) -> AnyView {
    if sheet.since.is_empty() {
        return ().into_any();
    }
    let changes = shown(sheet.since.clone());
    view! {
        <Panel title="What changed since" id="since" meta="Field by field, from the shown moment to now.">
            <Diff changes=changes caption="Differences between the shown moment and now" before="Then" after="Now"/>
        </Panel>
    }
    .into_any()
}

/// Signs, begins performance, or obligates.
pub async fn post(post: Post) -> Result<Go, Error> {
    let (ctx, version) = (post.rq.ctx(), post.version()?);
    let reference = post.rq.param("reference").to_ascii_uppercase();
    let reference = match SignStep::from_code(post.act()) {
        Some(step) => contracts::sign(ctx, &post.call, &reference, version, step).await?,
        None if post.act() == "obligate" => {
            let record = contracts::sheet(ctx, post.rq.actor(), &reference, None)
                .await?
                .record;
            let mut errors = FieldErrors::default();
            let amount = amount(&post, &mut errors, "amount", record.currency);
            let note = errors.take("note", Line::parse(post.value("note")));
            errors.finish()?;
            contracts::obligate(
                ctx,
                &post.call,
                &reference,
                version,
                read(amount)?,
                read(note)?,
            )
            .await?
        }
        None if post.act() == "end_term" => {
            let term = post
                .value("term")
                .parse()
                .map_err(|_| Error::field("term", "choose a term"))?;
            let basis = Some(post.value("basis").to_owned()).filter(|basis| !basis.is_empty());
            contracts::end_term(ctx, &post.call, &reference, version, term, basis).await?;
            return Ok(Go::to(format!("/contracts/{reference}?tab=readiness")));
        }
        None => {
            let surge = post.act().strip_prefix("end-").ok_or(Error::NotFound)?;
            let mut errors = FieldErrors::default();
            let reason = errors.take("reason", Prose::parse(post.value("reason")));
            errors.finish()?;
            let reason = read(reason)?;
            contracts::end_surge(ctx, &post.call, &reference, version, surge, reason).await?;
            return Ok(Go::to(format!("/contracts/{reference}?tab=readiness")));
        }
    };
    Ok(Go::to(format!("/contracts/{reference}")))
}
