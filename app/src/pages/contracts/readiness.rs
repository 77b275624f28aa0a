//! What a contract gives in crisis and in conflict, and what was called up.

use super::cells::{head, lead, num, num_lead, td};
use super::term::basis;
use super::words::dated;
use crate::pages::readiness::words;
use crate::request::Rq;
use crate::ui::{
    Choice, EmptyState, Form, Select, Submit, SubmitKind, Table, Tag, TextArea, Th, Tone, format,
};
use backend::contracts::ContractRecord;
use backend::contracts::record::{ReadinessTerm, Surge, SurgeLine};
use chrono::NaiveDate;
use domain::contracts::life::ContractAct;
use domain::contracts::used_within;
use domain::policy::Subject;
use domain::policy::actions::{ActivateSurge, AgreeReadiness};
use leptos::prelude::*;

/// Terms in force, what was called up, and terms that ended.
pub fn readiness(rq: &Rq, record: &ContractRecord, today: NaiveDate, past: bool) -> AnyView {
    let actions = (!past).then(|| actions(rq, record));
    let in_force: Vec<&ReadinessTerm> = record.terms_in_force().collect();
    let ended: Vec<&ReadinessTerm> = record
        .readiness
        .iter()
        .filter(|term| term.ended_on.is_some())
        .collect();
    let terms = if in_force.is_empty() {
        let text = "Readiness terms say what a line gives beyond the usual in crisis and in conflict, how soon, and at what rate. They are agreed in peace, so that nobody has to negotiate when it counts.";
        view! { <EmptyState title="No readiness terms" text=text/> }.into_any()
    } else {
        terms(record, &in_force, "Readiness terms", today)
    };
    let ended = (!ended.is_empty()).then(|| terms_ended(record, &ended, today));
    let end_one = (!past && !in_force.is_empty()).then(|| end_one(rq, record, &in_force));
    view! { {actions}{terms}{end_one}{surges(rq, record, today, past)}{ended} }.into_any()
}

/// The form that ends a term without another in its place.
fn end_one(rq: &Rq, record: &ContractRecord, in_force: &[&ReadinessTerm]) -> AnyView {
    if record.may(ContractAct::Terms).is_err() || !rq.may::<AgreeReadiness>(Subject::ANY) {
        return ().into_any();
    }
    let choice = |term: &&ReadinessTerm| {
        let line = record.line(&term.line);
        let name = line
            .map(|line| line.description.as_str())
            .unwrap_or_default();
        let level = term.level.label().to_lowercase();
        Choice::new(
            term.id.to_string(),
            format!("{} {name}, {level}", term.line),
        )
    };
    let choices: Vec<Choice> = in_force.iter().map(choice).collect();
    let (key, version) = (rq.key(), rq.version(record.version));
    let agreed = record.is_unsigned() || record.bilateral_modifications().next().is_some();
    let submit = agreed.then(|| view! {
        <Submit label="End the term" kind=SubmitKind::Danger consequence="The line gives nothing beyond the usual at that level any more. Surges that were activated go on."/>
    });
    let basis = basis(record);
    view! {
        <details id="end-term"><summary>"End a term without another in its place"</summary>
            <Form act="end_term" key=key version=version label="End a term">
                <Select name="term" label="Term" options=choices/>
                {basis}
                {submit}
            </Form>
        </details>
    }
    .into_any()
}

fn terms_ended(record: &ContractRecord, ended: &[&ReadinessTerm], today: NaiveDate) -> AnyView {
    let table = terms(record, ended, "Terms that ended", today);
    view! { <details><summary>"Terms that ended"</summary>{table}</details> }.into_any()
}

fn actions(rq: &Rq, record: &ContractRecord) -> AnyView {
    let base = format!("/contracts/{}", record.reference);
    let open = record.origin != "imported" && record.may(ContractAct::Terms).is_ok();
    let agree = (open && !record.lines.is_empty() && rq.may::<AgreeReadiness>(Subject::ANY)).then(
        || view! { <a class="button" href=format!("{base}/readiness/new")>"Agree a term"</a> " " },
    );
    let can = record.may(ContractAct::Surge).is_ok()
        && record
            .terms_in_force()
            .any(|term| term.level.is_activated());
    let surge = (can && rq.may::<ActivateSurge>(Subject::ANY))
        .then(|| view! { <a class="button primary" href=format!("{base}/surges/new")>"Activate a surge"</a> });
    view! { <p>{agree}{surge}</p> }.into_any()
}

fn terms(
    record: &ContractRecord,
    terms: &[&ReadinessTerm],
    caption: &'static str,
    today: NaiveDate,
) -> AnyView {
    let mut terms = terms.to_vec();
    terms.sort_by(|a, b| (a.level, &a.line, a.agreed_on).cmp(&(b.level, &b.line, b.agreed_on)));
    let rows = terms
        .into_iter()
        .map(|term| term_row(record, term, today))
        .collect_view();
    view! {
        <Table caption=caption>
            <thead><tr>
                <Th label="Line"/><Th label="Level"/><Th label="More" num=true/><Th label="Rate for a unit" num=true/><Th label="Notice"/>
                <Th label="Who decides"/><Th label="Longest"/><Th label="Priority"/><Th label="Sales to others"/><Th label="Agreed"/>
            </tr></thead>
            <tbody>{rows}</tbody>
        </Table>
    }
    .into_any()
}

fn term_row(record: &ContractRecord, term: &ReadinessTerm, today: NaiveDate) -> AnyView {
    let line = record.line(&term.line);
    let (unit, price) = line.map_or(("", 0), |line| (line.unit.as_str(), line.unit_price_minor));
    let name = line.map(|line| line.description.clone());
    let used = used_within(&record.surge_days(&term.line), today);
    let used = (used > 0).then(|| {
        let words = format!("{} used by now", format::days(i64::from(used)));
        view! { <div class="meta">{words}</div> }
    });
    let basis = term.basis.clone().map_or_else(
        || "before signature".to_owned(),
        |basis| format!("modification {basis}"),
    );
    let ended = term.ended_on.map(|day| {
        let words = format!("ended {}", format::date(day));
        view! { <div><Tag label=words/></div> }
    });
    let (denial, meaning) = (term.denial.label(), term.denial.meaning());
    view! {
        <tr>
            {head(view! { <span class="ref">{term.line.clone()}</span>" "{name} })}
            {lead("Level", term.level.label())}
            {num_lead("More", words::more(&term.figures(), unit))}
            {num("Rate for a unit", words::rate(term.rate, price, record.currency.code()))}
            {td("Notice", words::notice(i64::from(term.notice_hours)))}
            {td("Who decides", term.authority.clone())}
            {td("Longest", view! { {words::longest(term.max_days)}{used} })}
            {td("Priority", term.priority.label())}
            {td("Sales to others", view! { <span title=meaning>{denial}</span> })}
            {td("Agreed", view! { {dated(Some(term.agreed_on))}<div class="meta">{basis}</div>{ended} })}
        </tr>
    }
    .into_any()
}

fn surges(rq: &Rq, record: &ContractRecord, today: NaiveDate, past: bool) -> AnyView {
    if record.surges.is_empty() {
        return ().into_any();
    }
    let ends = !past && rq.may::<ActivateSurge>(Subject::ANY);
    let rows = record
        .surges
        .iter()
        .rev()
        .map(|surge| surge_row(rq, record, surge, today, ends))
        .collect_view();
    view! {
        <Table caption="Surges" note="what was called up, at whose decision, and what it committed">
            <thead><tr>
                <Th label="Surge"/><Th label="Days"/><Th label="What more"/><Th label="Committed" num=true/><Th label="Decision"/><Th label="State"/>
            </tr></thead>
            <tbody>{rows}</tbody>
        </Table>
    }
    .into_any()
}

fn surge_row(
    rq: &Rq,
    record: &ContractRecord,
    surge: &Surge,
    today: NaiveDate,
    ends: bool,
) -> AnyView {
    let part = |part: &SurgeLine| {
        let unit = record
            .line(&part.line)
            .map(|line| line.unit.clone())
            .unwrap_or_default();
        let words = format!("{}: {} {unit}", part.line, format::decimal(part.units));
        view! { <div>{words}</div> }
    };
    let parts: Vec<_> = surge.lines.iter().map(part).collect();
    let money = |minor: i64| format::money(minor, record.currency.code());
    let paid_by = paid_by(record, surge);
    let released = surge.ended_on.map(|_| {
        let words = format!("{} of it served", money(record.served(surge)));
        view! { <div class="meta">{words}</div> }
    });
    let (state, tone) = state(surge, today);
    let open = ends && surge.ended_on.is_none() && today < surge.last_day;
    let form = open.then(|| end(rq, record, surge));
    let by = format!(
        "recorded by {} on {}",
        surge.by,
        format::date_time(surge.at)
    );
    view! {
        <tr>
            {head(view! { <span class="ref">{surge.number.clone()}</span>" "{surge.level.label()} })}
            {lead("Days", format!("{} to {}", format::date(surge.first_day), format::date(surge.last_day)))}
            {td("What more", parts)}
            {num_lead("Committed", view! { {money(surge.cost_minor())}<div class="meta">{paid_by}</div>{released} })}
            {td("Decision", view! { {surge.decision.clone()}", "{surge.authority.clone()}<div class="meta">{surge.reason.clone()}</div><div class="meta">{by}</div> })}
            {lead("State", view! { <Tag tone=tone label=state/>{form} })}
        </tr>
    }
    .into_any()
}

/// The order or the modification that pays for it.
fn paid_by(record: &ContractRecord, surge: &Surge) -> Option<String> {
    let order = surge
        .order
        .and_then(|id| record.orders.iter().find(|order| order.id == id));
    let made = surge
        .modification
        .and_then(|id| record.modifications.iter().find(|made| made.id == id));
    let order = order.map(|order| format!("order {}", order.number));
    order.or_else(|| made.map(|made| format!("modification {}", made.number)))
}

fn state(surge: &Surge, today: NaiveDate) -> (String, Tone) {
    match surge.ended_on {
        Some(day) if day < surge.first_day => ("never began".to_owned(), Tone::Neutral),
        Some(day) => (format!("ended early, {}", format::date(day)), Tone::Neutral),
        None if today > surge.last_day => ("over".to_owned(), Tone::Neutral),
        None if today < surge.first_day => ("begins".to_owned(), Tone::Attention),
        None => ("running".to_owned(), Tone::Attention),
    }
}

fn end(rq: &Rq, record: &ContractRecord, surge: &Surge) -> AnyView {
    let (key, version) = (rq.key(), rq.version(record.version));
    let (act, label) = (
        format!("end-{}", surge.number),
        format!("End surge {}", surge.number),
    );
    let consequence =
        "Today is its last day. What was obligated for the days after it is released.";
    view! {
        <details><summary>"End early"</summary>
            <Form act=act key=key version=version label=label.clone()>
                <TextArea name="reason" label="Why it ends" rows=2 maxlength=2000/>
                <Submit label=label kind=SubmitKind::Secondary consequence=consequence/>
            </Form>
        </details>
    }
    .into_any()
}
