//! A contract's record as a picture over time, and the same as a table.

use super::cells::{head, lead, td};
use super::service_words::marks;
use super::words::day;
use super::zoom;
use crate::charts::{
    ContractPicture, ContractTimeline, MilestoneMark, ModificationMark, OrderBar, PaymentBar,
    Period, PeriodKind,
};
use crate::request::Rq;
use crate::ui::{Table, Th, format};
use backend::contracts::ContractRecord;
use backend::contracts::record::{CallOffOrder, ContractOption, Milestone, Payment};
use chrono::NaiveDate;
use domain::money::Money;
use domain::states::option::OptionState;
use leptos::prelude::*;

/// The picture with its table, of all the time or of the stretch that the address names; nothing while the contract has no
/// dates.
pub fn timeline(rq: &Rq, record: &ContractRecord, moment: NaiveDate, past: bool) -> AnyView {
    let Some(picture) = picture(record, moment, past) else {
        return ().into_any();
    };
    let shown = zoom::read(rq, moment);
    let picture = match shown {
        Some(stretch) => picture.within(stretch.from, stretch.to),
        None => picture,
    };
    let zooms = zoom::links(rq, shown, moment, "timeline");
    let finding = finding(record);
    let inside = |when: Option<NaiveDate>| match (shown, when) {
        (Some(stretch), Some(day)) => (stretch.from..=stretch.to).contains(&day),
        (shown, _) => shown.is_none(),
    };
    let rows = rows(record, moment)
        .into_iter()
        .filter(|(when, ..)| inside(*when))
        .map(|(when, lane, what)| (day(when), lane, what))
        .map(|(when, lane, what)| {
            view! { <tr>{head(when)}{td("Lane", lane)}{lead("What", what)}</tr> }
        })
        .collect_view();
    view! {
        <figure id="timeline">
            <figcaption class="bar">
                <strong>"Timeline"</strong>
                <span class="meta">"◇ baseline ◆ forecast ● met · hatched: slip · service ● met ✕ missed ○ open"</span>
                {zooms}
            </figcaption>
            <ContractTimeline id="contract" picture=picture title=format!("Timeline of {}", record.reference) finding=finding/>
            <details>
                <summary>"As a table"</summary>
                <Table caption="The timeline as a table" caption_hidden=true>
                    <thead><tr><Th label="When"/><Th label="Lane"/><Th label="What"/></tr></thead>
                    <tbody>{rows}</tbody>
                </Table>
            </details>
        </figure>
    }
    .into_any()
}

fn finding(record: &ContractRecord) -> String {
    let late = record
        .milestones
        .iter()
        .filter(|milestone| milestone.slip_days().is_some_and(|days| days > 0))
        .count();
    format!(
        "Ends on {}; {late} of {} milestones late against their original baseline.",
        day(record.ends_on),
        record.milestones.len()
    )
}

fn picture(record: &ContractRecord, moment: NaiveDate, past: bool) -> Option<ContractPicture> {
    let days = days(record, moment)?;
    Some(ContractPicture {
        from: *days.iter().min()?,
        to: *days.iter().max()?,
        moment,
        moment_label: if past { "shown moment" } else { "today" }.to_owned(),
        periods: periods(record)?,
        orders: orders(record),
        modifications: modifications(record),
        milestones: record.milestones.iter().filter_map(mark).collect(),
        payments: payments(record),
        service: marks(record, moment),
    })
}

/// Every day that the picture must reach.
fn days(record: &ContractRecord, moment: NaiveDate) -> Option<Vec<NaiveDate>> {
    let mut days = vec![record.starts_on?, record.ends_on?, moment];
    days.extend(record.options.iter().map(|option| option.ends_on));
    days.extend(record.orders.iter().map(|order| order.ends_on));
    let dates = record.milestones.iter().flat_map(|milestone| {
        [
            milestone.current_baseline,
            milestone.forecast,
            milestone.actual,
        ]
    });
    days.extend(dates.flatten());
    Some(days)
}

fn periods(record: &ContractRecord) -> Option<Vec<Period>> {
    let before_options = record
        .options
        .first()
        .and_then(|option| option.starts_on.pred_opt());
    let base = Period {
        label: "base period".to_owned(),
        from: record.starts_on?,
        to: before_options.or(record.ends_on)?,
        kind: PeriodKind::Base,
        decide_by: None,
    };
    let options = record.options.iter().filter_map(period);
    Some([base].into_iter().chain(options).collect())
}

fn orders(record: &ContractRecord) -> Vec<OrderBar> {
    let currency = record.currency.code();
    let bar = |order: &CallOffOrder| OrderBar {
        label: format!(
            "{} {}",
            order.number,
            format::money(order.amount_minor, currency)
        ),
        from: order.starts_on,
        to: order.ends_on,
    };
    record.orders.iter().map(bar).collect()
}

fn modifications(record: &ContractRecord) -> Vec<ModificationMark> {
    (1..)
        .zip(&record.modifications)
        .filter_map(|(number, made)| {
            Some(ModificationMark {
                number,
                on: made.executed_on?,
            })
        })
        .collect()
}

fn payments(record: &ContractRecord) -> Vec<PaymentBar> {
    let bar = |payment: &Payment| {
        Some(PaymentBar {
            on: payment.paid_on?,
            amount: Money::new(payment.amount_minor, record.currency).major(),
        })
    };
    record.payments.iter().filter_map(bar).collect()
}

fn period(option: &ContractOption) -> Option<Period> {
    let (kind, words) = match option.status {
        OptionState::Exercised => (PeriodKind::Exercised, "exercised"),
        OptionState::Noticed => (PeriodKind::Open, "notice given"),
        OptionState::Lapsed | OptionState::Declined => return None,
        _ => (PeriodKind::Open, "open"),
    };
    Some(Period {
        label: format!("option {}, {words}", option.number),
        from: option.starts_on,
        to: option.ends_on,
        kind,
        decide_by: (option.status == OptionState::Available).then_some(option.notice_by),
    })
}

fn mark(milestone: &Milestone) -> Option<MilestoneMark> {
    let dates = milestone.dates()?;
    let words = dates
        .slip_current()
        .map_or_else(String::new, |days| format!(", {}", format::slip(days)));
    Some(MilestoneMark {
        label: format!("{}{words}", milestone.title),
        baseline: dates.current_baseline,
        forecast: dates.forecast,
        met: dates.actual,
    })
}

fn rows(
    record: &ContractRecord,
    moment: NaiveDate,
) -> Vec<(Option<NaiveDate>, &'static str, String)> {
    let money = |minor: i64| format::money(minor, record.currency.code());
    let mut rows: Vec<(Option<NaiveDate>, &'static str, String)> = Vec::new();
    rows.push((
        record.starts_on,
        "Periods",
        format!("Base period, to {}", day(record.ends_on)),
    ));
    for option in &record.options {
        rows.push((
            Some(option.starts_on),
            "Periods",
            format!(
                "Option {}, {}, to {}",
                option.number,
                option.status.label().to_lowercase(),
                format::date(option.ends_on)
            ),
        ));
    }
    for order in &record.orders {
        rows.push((
            Some(order.starts_on),
            "Orders",
            format!(
                "{} {}, {}",
                order.number,
                order.title,
                money(order.amount_minor)
            ),
        ));
    }
    rows.extend(befell(record));
    for made in &record.modifications {
        rows.push((
            made.executed_on,
            "Modifications",
            format!("{} {}", made.number, made.title),
        ));
    }
    for milestone in &record.milestones {
        let words = milestone
            .slip_days()
            .map_or_else(|| "no forecast".to_owned(), format::slip);
        rows.push((
            milestone.current_baseline,
            "Milestones",
            format!("{}, {words}", milestone.title),
        ));
    }
    for payment in &record.payments {
        rows.push((payment.paid_on, "Payments", money(payment.amount_minor)));
    }
    for mark in marks(record, moment) {
        rows.push((Some(mark.on), "Service", mark.label));
    }
    rows.sort_by_key(|(when, ..)| *when);
    rows
}

/// What befell the contract, and how it ended.
fn befell(record: &ContractRecord) -> Vec<(Option<NaiveDate>, &'static str, String)> {
    let mut rows = Vec::new();
    for moment in &record.life.moments {
        let words = format!("{} {}: {}", moment.number, moment.kind.label(), moment.what);
        rows.push((Some(moment.given_on), "Standing", words));
        if let Some(outcome) = moment.outcome {
            let words = format!(
                "{} {}: {}",
                moment.number,
                moment.kind.label(),
                outcome.label()
            );
            rows.push((moment.ended_on, "Standing", words));
        }
    }
    rows
}
