//! The service of a contract on one page: what is promised, what was measured lately, and which credits follow.

use super::cells::{fact, figures, head, num_lead, td};
use super::service_words::{measured, promised, state};
use crate::charts::Sparkline;
use crate::request::Rq;
use crate::ui::{EmptyState, Help, Table, TableFooter, Tag, Th, format};
use backend::contracts::ContractRecord;
use backend::contracts::record::ServiceLevel;
use chrono::{Months, NaiveDate};
use domain::contracts::life::ContractAct;
use domain::contracts::service::Window;
use domain::policy::Subject;
use domain::policy::actions::{AgreeService, ReportService};
use leptos::prelude::*;
use rust_decimal::prelude::ToPrimitive;

/// Months that are shown beside each other.
const MONTHS: u32 = 6;
/// Values of a course.
const COURSE: usize = 12;

/// The section. `kept` ends links that keep the shown moment.
pub fn section(
    rq: &Rq,
    record: &ContractRecord,
    today: NaiveDate,
    past: bool,
    kept: &str,
) -> AnyView {
    let steps = (!past).then(|| steps(rq, record));
    if record.service.levels.is_empty() {
        let text = "A service level says what is measured, what is promised, and by how much the fee falls where it is missed. It is written freely before signature, afterwards by a supplemental agreement.";
        return view! { {steps}<EmptyState title="No service levels" text=text/> }.into_any();
    }
    view! {
        {steps}
        {credits(record)}
        {levels(record, today, kept)}
        <Help title="What does a missed level cost?" source="NCIA GTC B.10, A.4.12(e)">
            <p>"The fee of the period falls by the level’s table, once both sides agree on the value and a second officer confirms the credit. It is set off against the next approved invoice. A credit is a cut of the fee for less service, no damages, and waives nothing."</p>
            <p>"A period without a value is not measured: it counts neither as met nor as missed."</p>
        </Help>
    }
    .into_any()
}

fn steps(rq: &Rq, record: &ContractRecord) -> AnyView {
    let base = format!("/contracts/{}/service", record.reference);
    let own = record.provider.map_or(Subject::ANY, Subject::of_provider);
    let here = record.origin != "imported";
    let agree = here && record.may(ContractAct::Terms).is_ok() && !record.lines.is_empty();
    let agree = (agree && rq.may::<AgreeService>(Subject::ANY)).then(
        || view! { <a class="button" href=format!("{base}/new")>"Agree a service level"</a> " " },
    );
    let report = here && !record.service.levels.is_empty() && rq.may::<ReportService>(own);
    let report = report.then(
        || view! { <a class="button primary" href=format!("{base}/report")>"Report many at once"</a> },
    );
    view! { <p>{agree}{report}</p> }.into_any()
}

fn credits(record: &ContractRecord) -> AnyView {
    let money = |minor: i64| format::money(minor, record.currency.code());
    let off = record.invoicing().credits_set_off;
    figures(view! {
        {fact("Credits proposed", "wait for a second officer", money(record.credits_proposed()))}
        {fact("Credits confirmed", "cuts of the fee", money(record.credits_confirmed()))}
        {fact("Set off", "against approved invoices", money(off))}
        {fact("Still to set off", "with the next invoice", money(record.credits_open()))}
    })
}

/// The first days of the months that are shown, the last one that of the moment.
fn months(today: NaiveDate) -> Vec<NaiveDate> {
    let this = Window::Month.first_day(today);
    let before = |back: u32| this.checked_sub_months(Months::new(back));
    (0..MONTHS).rev().filter_map(before).collect()
}

fn levels(record: &ContractRecord, today: NaiveDate, kept: &str) -> AnyView {
    let months = months(today);
    let columns = months
        .iter()
        .map(|month| view! { <Th label=name(*month)/> })
        .collect_view();
    let rows = record
        .service
        .levels
        .iter()
        .map(|level| row(record, level, &months, today, kept))
        .collect_view();
    let count = record.service.levels.len();
    let count = format::counted(count, "service level", "service levels");
    let file = format!("/contracts/{}/service.csv{kept}", record.reference);
    view! {
        <Table caption="Service levels" note="a period stands in the month in which it ends">
            <thead><tr><Th label="Service level"/><Th label="Promised"/>{columns}<Th label="Course"/><Th label="Credits" num=true/></tr></thead>
            <tbody>{rows}</tbody>
        </Table>
        <TableFooter count=count exports=vec![(file, "CSV").into()]/>
    }
    .into_any()
}

fn name(month: NaiveDate) -> String {
    month.format("%b %Y").to_string()
}

fn row(
    record: &ContractRecord,
    level: &ServiceLevel,
    months: &[NaiveDate],
    today: NaiveDate,
    kept: &str,
) -> AnyView {
    let base = format!("/contracts/{}/service/{}", record.reference, level.number);
    let periods = record.service_periods(level);
    let cells = months.iter().map(|month| {
        let last = Window::Month.last_day(*month);
        let period = level.window.first_day(*month);
        let here = level.window.last_day(period) == last && periods.contains(&period);
        let label = name(*month);
        if !here {
            return view! { <td data-label=label class="lead"><span class="meta">"–"</span></td> }.into_any();
        }
        let href = format!("{base}/{period}{kept}");
        let value = level.measurement(period).map(|one| measured(one.value, &level.unit));
        let words = value.unwrap_or_else(|| "no value".to_owned());
        view! { <td data-label=label class="lead"><a href=href>{words}</a><div>{state(level.state(period, today))}</div></td> }.into_any()
    });
    let cells: Vec<AnyView> = cells.collect();
    let money = |minor: i64| format::amount(minor, record.currency.code());
    let standing = level
        .credits
        .iter()
        .filter(|credit| credit.status == domain::states::damages::DamagesState::Confirmed);
    let sum = standing.fold(0_i64, |sum, credit| sum.saturating_add(credit.amount_minor));
    let ended = level.ended_on.map(|day| {
        let words = format!("ended {}", format::date(day));
        view! { <div><Tag label=words/></div> }
    });
    let href = format!("{base}{kept}");
    view! {
        <tr>
            {head(view! { <a href=href><span class="ref">{level.code()}</span>" "{level.metric.clone()}</a>{ended} })}
            {td("Promised", promised(&level.promise, &level.unit))}
            {cells}
            {td("Course", course(record, level))}
            {num_lead("Credits", money(sum))}
        </tr>
    }
    .into_any()
}

/// The values on which both sides agree, as a line the size of a word.
fn course(record: &ContractRecord, level: &ServiceLevel) -> AnyView {
    let periods = record.service_periods(level);
    let agreed: Vec<_> = periods
        .iter()
        .filter_map(|period| level.agreed_value(*period))
        .collect();
    let agreed = &agreed[agreed.len().saturating_sub(COURSE)..];
    let (Some(first), Some(last)) = (agreed.first(), agreed.last()) else {
        return ().into_any();
    };
    if agreed.len() < 2 {
        return ().into_any();
    }
    let label = format!(
        "{}: {} agreed values, from {} to {}",
        level.code(),
        agreed.len(),
        measured(*first, &level.unit),
        measured(*last, &level.unit)
    );
    let values = agreed.iter().filter_map(|value| value.to_f64()).collect();
    view! { <Sparkline values=values label=label/> }.into_any()
}
