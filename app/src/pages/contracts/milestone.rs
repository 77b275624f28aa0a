//! One milestone: four dates, slip in words, how the dates moved, evidence, decisions, payments.

use super::acceptance::section;
use super::cells::{fact, figures, head, lead, num_lead, panel, td};
use super::conflict::recorded;
use super::milestone_forms::forms;
use super::moment;
use super::overview::published;
use super::tables::file_link;
use super::words::{dated, day, tone};
use super::{damages, delay_notice};
use crate::page::page;
use crate::pages::capabilities::parts;
use crate::request::Rq;
use crate::ui::{
    Breadcrumbs, Help, PageTitle, Table, Tag, Th, Timeline, TimelineEntry, Tone, format,
};
use backend::Error;
use backend::capabilities::{self, Gated};
use backend::contracts::record::{DateChange, Milestone};
use backend::contracts::{self, ContractRecord, ContractSheet};
use backend::milestones::delays;
use chrono::NaiveDate;
use domain::milestones::{Facts as Known, assess};
use domain::policy::Subject;
use domain::policy::actions::ReadPlan;
use leptos::prelude::*;
use leptos_meta::Title;

/// One milestone.
#[component]
pub fn MilestonePage() -> impl IntoView {
    page(
        async |rq| {
            let reference = rq.param("reference").to_ascii_uppercase();
            let sheet =
                contracts::sheet(rq.ctx(), rq.actor(), &reference, moment::read(&rq)?).await?;
            let number: i64 = rq.param("number").parse().map_err(|_| Error::NotFound)?;
            let milestone = sheet.record.milestone(number).cloned();
            let milestone = milestone.ok_or(Error::NotFound)?;
            let own = [milestone.id.0];
            // What waits for it is told as it is now: a past page shows the contract alone.
            let gated = match sheet.moment {
                None => capabilities::gated_by(rq.ctx(), rq.actor(), &own).await?,
                Some(_) => Vec::new(),
            };
            Ok((milestone, sheet, gated))
        },
        |rq, (milestone, sheet, gated)| draw(&rq, &milestone, &sheet, &gated),
    )
}

fn draw(rq: &Rq, milestone: &Milestone, sheet: &ContractSheet, gated: &[Gated]) -> AnyView {
    let record = &sheet.record;
    let shown = sheet.moment.map_or_else(|| rq.at(), |(at, _)| at);
    let (today, past) = (shown.date_naive(), sheet.moment.is_some());
    let (base, kept) = (
        format!("/contracts/{}", record.reference),
        moment::kept(sheet),
    );
    let (back, up) = (
        format!("{base}{kept}"),
        format!("{base}?tab=milestones{}", kept.replace('?', "&")),
    );
    let value = milestone.value_minor.map_or_else(
        || "no payment".to_owned(),
        |minor| format::money(minor, record.currency.code()),
    );
    view! {
        <Title text=format!("{}, {}", milestone.title, record.reference)/>
        {moment::banner(rq, sheet)}
        <Breadcrumbs links=vec![("/contracts", "Contracts").into(), (back, record.reference.clone()).into(), (up, "Milestones").into()]
            here=format!("Milestone {}", milestone.number)/>
        <PageTitle title=milestone.title.clone() reference=format!("Milestone {}", milestone.number) state=milestone.status.label()
            tone=tone(milestone.status.tone()) meta=format!("{} · {} · {value}", record.title, milestone.class.label())/>
        {published(record, sheet.source.as_ref())}
        {figures(view! {
            {fact("Original baseline", "first approved, never changes", day(milestone.original_baseline))}
            {fact("Current baseline", "latest approved", day(milestone.current_baseline))}
            {fact("Forecast", "best estimate", day(milestone.forecast))}
            {fact("Actual", "accepted delivery", day(milestone.actual))}
         })}
        {standing(milestone, today)}
        {(!past).then(|| what_if(rq, milestone, record))}
        <div class="two">
            <div>
                {panel("What shows that it is met", view! { <p>{milestone.criteria.clone()}</p> })}
                {parts::gated(gated)}
                {section(milestone, record, today)}
                {delay_notice::section(rq, milestone, record, past)}
                {evidence(milestone)}
                {decisions(milestone)}
                {changes(milestone)}
            </div>
            <div>{recorded(rq)}{(!past).then(|| forms(rq, milestone, record))}{damages::section(rq, milestone, record, past)}{delay(milestone, record, today)}{payments(milestone, record)}</div>
        </div>
        {moment::choose(rq, sheet)}
    }
    .into_any()
}

fn standing(milestone: &Milestone, today: NaiveDate) -> AnyView {
    let Some(dates) = milestone.dates() else {
        return view! { <p class="meta">"No date is approved yet."</p> }.into_any();
    };
    let found = assess(&Known {
        dates,
        class: milestone.class,
        need_date: None,
        status_date: today,
    });
    let words = |days: Option<i64>, label: &str| {
        days.map_or_else(
            || format!("no forecast against the {label} baseline"),
            |days| format!("{} against the {label} baseline", format::slip(days)),
        )
    };
    let overdue = (found.overdue_days > 0 && dates.actual.is_none())
        .then(|| format!(" · {} overdue", format::days(found.overdue_days)));
    view! {
        <p>
            <Tag tone=tone(found.class.tone()) label=found.class.label()/>" "
            {words(found.slip_original_days, "original")}" · "{words(found.slip_current_days, "current")}{overdue}
        </p>
        <Help title="How is slip counted?" source="own design; both baselines as in 10 USC 4351; 180 days after DoDI 5000.02">
            <p>"Calendar days from the baseline to the actual or forecast date. Up to 30 days late is minor, 90 moderate, 180 major, more is critical; a key date is critical from its first day. Both baselines are shown, because a new one makes a delay look smaller."</p>
        </Help>
    }
    .into_any()
}

/// The way to what a moved date would move.
fn what_if(rq: &Rq, milestone: &Milestone, record: &ContractRecord) -> AnyView {
    let asks = milestone.actual.is_none() && rq.may::<ReadPlan>(Subject::ANY);
    let href = format!(
        "/milestones/what-if?contract={}&number={}",
        record.reference, milestone.number
    );
    asks.then(|| view! { <p><a href=href>"What if it came on another day?"</a></p> })
        .into_any()
}

fn evidence(milestone: &Milestone) -> AnyView {
    let entries = milestone
        .evidence
        .iter()
        .rev()
        .map(|evidence| {
            let file = evidence.file.as_ref().map(file_link);
            view! { <TimelineEntry when=format::date_time(evidence.at) actor=evidence.by.clone() what=evidence.statement.clone()>{file}</TimelineEntry> }
        })
        .collect_view();
    let none = milestone
        .evidence
        .is_empty()
        .then(|| view! { <p class="meta">"Nothing was submitted yet."</p> });
    view! { {panel("Evidence", view! { {none}<Timeline label="Evidence">{entries}</Timeline> })} }
        .into_any()
}

fn decisions(milestone: &Milestone) -> AnyView {
    let entries = milestone
        .decisions
        .iter()
        .rev()
        .map(|decision| {
            let (state, label) = if decision.accepted { (Tone::Good, "accepted") } else { (Tone::Bad, "rejected") };
            let delivered = decision.delivered_on.map(|day| format!(" delivered on {}", format::date(day)));
            view! {
                <TimelineEntry when=format::date_time(decision.at) actor=decision.by.clone() what=decision.statement.clone()>
                    <Tag tone=state label=label/>{delivered}
                </TimelineEntry>
            }
        })
        .collect_view();
    (!milestone.decisions.is_empty())
        .then(|| view! { {panel("Acceptance", view! { <Timeline label="Decisions">{entries}</Timeline> })} })
        .into_any()
}

fn changes(milestone: &Milestone) -> AnyView {
    if milestone.changes.is_empty() {
        return ().into_any();
    }
    let rows = milestone
        .changes
        .iter()
        .rev()
        .map(change_row)
        .collect_view();
    view! {
        <Table caption="How the dates moved" note="every value is kept">
            <thead><tr><Th label="Recorded"/><Th label="Date"/><Th label="From"/><Th label="To"/><Th label="Why"/></tr></thead>
            <tbody>{rows}</tbody>
        </Table>
    }
    .into_any()
}

fn change_row(change: &DateChange) -> AnyView {
    let cause = [
        change.cause.map(|cause| cause.label()),
        change.attributable_to.map(|who| who.label()),
    ]
    .into_iter()
    .flatten()
    .collect::<Vec<_>>()
    .join(", ");
    let cause = (!cause.is_empty()).then(|| view! { <br/><span class="meta">{cause}</span> });
    view! {
        <tr>
            {head(view! { {format::date_time(change.at)}<br/><span class="meta">{change.by.clone()}</span> })}
            {lead("Date", change.which.label())}
            {td("From", dated(change.old))}
            {lead("To", dated(change.new))}
            {td("Why", view! { {change.reason.clone()}{cause} })}
        </tr>
    }
    .into_any()
}

fn delay(milestone: &Milestone, record: &ContractRecord, today: NaiveDate) -> AnyView {
    let found = delays(record, today)
        .into_iter()
        .find(|delay| delay.number == milestone.number);
    found
        .map(|delay| {
            let amount = format::money(delay.due_minor, record.currency.code());
            let due = if delay.runs {
                view! { <strong>{amount}</strong> }.into_any()
            } else {
                view! { "no damages run yet. The date is an ordinary one: it is first extended, by a modification." }.into_any()
            };
            view! {
                {panel("Delay damages, for information", view! {
                    <p>{format::days(i64::from(delay.days_late))}" late against the current baseline: "{due}</p>
                    <Help title="How are they computed?" source="NCIA GTC A.4.9">
                        <p>"0.1 % of the milestone's payment for each day, at most 20 % of it and 15 % of the contract. They run from the first day after a key date; for an ordinary date only after an extended date is missed too. Excusable delays bring none. Perigee computes and decides nothing."</p>
                    </Help>
                 })}
            }
        })
        .into_any()
}

fn payments(milestone: &Milestone, record: &ContractRecord) -> AnyView {
    let paid: Vec<_> = record
        .payments
        .iter()
        .filter(|payment| payment.milestone == Some(milestone.id))
        .map(|payment| {
            let amount = format::money(payment.amount_minor, record.currency.code());
            view! { <tr>{head(day(payment.paid_on))}{num_lead("Amount", amount)}{td("Note", payment.note.clone())}</tr> }
        })
        .collect();
    (!paid.is_empty())
        .then(|| view! {
            <Table caption="Payments"><thead><tr><Th label="Day"/><Th label="Amount" num=true/><Th label="Note"/></tr></thead><tbody>{paid}</tbody></Table>
        })
        .into_any()
}
