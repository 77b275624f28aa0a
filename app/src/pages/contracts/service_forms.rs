//! What can be done with a period of a service level: by the contractor, by an officer, by a second one.

use super::cells::panel;
use super::typed::{number, read};
use crate::post::{Go, Post};
use crate::request::Rq;
use crate::ui::{
    Choice, Form, Help, NumberInput, RadioGroup, Submit, SubmitKind, TextArea, format,
};
use backend::contracts::record::{Measurement, ServiceLevel};
use backend::contracts::{self, ContractRecord, MeasurementInput, ServiceAnswerInput};
use backend::{Error, FieldErrors};
use chrono::NaiveDate;
use domain::contracts::life::ContractAct;
use domain::id::AccountId;
use domain::money::parse_decimal;
use domain::policy::Subject;
use domain::policy::actions::{DecideCredit, DecideService, ReportService};
use domain::states::damages::{DamagesEvent, DamagesState};
use domain::text::Prose;
use leptos::prelude::*;
use rust_decimal::Decimal;

/// A form of the page: its act, its title, and the record's version.
struct Act<'a> {
    rq: &'a Rq,
    record: &'a ContractRecord,
}

impl Act<'_> {
    fn form(
        &self,
        act: &'static str,
        title: &'static str,
        button: &'static str,
        kind: SubmitKind,
        fields: AnyView,
    ) -> AnyView {
        let (key, version) = (self.rq.key(), self.rq.version(self.record.version));
        panel(
            title,
            view! {
                <Form act=act key=key version=version label=title>
                    {fields}
                    <Submit label=button kind=kind/>
                </Form>
            },
        )
    }
}

/// The forms that the period's state and the person's role allow.
pub fn forms(rq: &Rq, record: &ContractRecord, level: &ServiceLevel, period: NaiveDate) -> AnyView {
    let own = record.provider.map_or(Subject::ANY, Subject::of_provider);
    let ended = level.window.last_day(period) < rq.at().date_naive();
    let reports = record.may(ContractAct::Report).is_ok() && rq.may::<ReportService>(own);
    let decides = record.may(ContractAct::Decide).is_ok() && rq.may::<DecideService>(Subject::ANY);
    let act = Act { rq, record };
    let all = [
        (reports && ended).then(|| reporting(&act, level, period)),
        reports.then(|| explaining(&act, level, period)),
        decides.then(|| answering(&act, level, period)),
        crediting(&act, level, period),
        (decides && level.credit(period).is_none()).then(|| excusing(&act, level, period)),
    ];
    let all: Vec<AnyView> = all.into_iter().flatten().collect();
    if all.is_empty() {
        return view! { <p class="meta">"Nothing is to be done here now."</p> }.into_any();
    }
    all.into_any()
}

fn disputed(one: &Measurement) -> Option<Decimal> {
    one.answer.as_ref().and_then(|answer| answer.value)
}

fn reporting(act: &Act<'_>, level: &ServiceLevel, period: NaiveDate) -> AnyView {
    if level.credit(period).is_some() {
        return ().into_any();
    }
    let current = level.measurement(period);
    let value = current
        .and_then(disputed)
        .map(|own| own.normalize().to_string());
    let (title, note, hint) = match (current, &value) {
        (None, _) => (
            "Report the value",
            "Evidence",
            "Where it was read, and the report that shows it.",
        ),
        (Some(_), None) => (
            "Correct the value",
            "Why",
            "The earlier value stays readable.",
        ),
        (Some(_), Some(_)) => (
            "Answer the dispute",
            "Why",
            "The purchaser’s value is filled in: sending it agrees. Another value is a corrected report.",
        ),
    };
    let (unit, optional) = (level.unit.clone(), current.is_none());
    let fields = view! {
        <NumberInput name="value" label="Value" unit=unit size=12 value=value.unwrap_or_default()/>
        <TextArea name="note" label=note hint=hint optional=optional maxlength=2000 rows=2/>
    };
    act.form(
        "report",
        title,
        title,
        SubmitKind::Primary,
        fields.into_any(),
    )
}

fn explaining(act: &Act<'_>, level: &ServiceLevel, period: NaiveDate) -> AnyView {
    let missed = level.measurement(period);
    if missed.is_none_or(|one| level.promise.is_kept(one.value)) {
        return ().into_any();
    }
    let due = level
        .analysis_by(period)
        .map(|by| format!("Due by {}.", format::date(by)));
    let hint = due.unwrap_or_else(|| {
        "A further analysis takes the place of the one before, which stays readable.".to_owned()
    });
    let fields = view! {
        <TextArea name="text" label="Cause and corrective action" hint=hint maxlength=4000 rows=4/>
        <Help title="Who pays for it?" source="NCIA GTC B.10">"The contractor: finding the cause and mending it are part of the service."</Help>
    };
    act.form(
        "explain",
        "Root-cause analysis",
        "Hand in the analysis",
        SubmitKind::Secondary,
        fields.into_any(),
    )
}

fn answering(act: &Act<'_>, level: &ServiceLevel, period: NaiveDate) -> AnyView {
    let Some(current) = level.measurement(period) else {
        return ().into_any();
    };
    if current.is_agreed() {
        return ().into_any();
    }
    let percent = level.promise.credit_percent(current.value);
    let follows = match percent.is_zero() {
        true => "No credit follows from it.".to_owned(),
        false => format!(
            "A credit of {} % of the fee follows and waits for another officer.",
            format::decimal(percent)
        ),
    };
    let agree = act.form(
        "agree",
        "Agree to the reported value",
        "Agree",
        SubmitKind::Primary,
        view! { <p>{follows}</p> }.into_any(),
    );
    let unit = level.unit.clone();
    let fields = view! {
        <NumberInput name="value" label="The purchaser’s own value" unit=unit size=12/>
        <TextArea name="reason" label="Why" maxlength=2000 rows=2/>
    };
    let open = current.answer.is_none();
    let dispute = open.then(|| {
        act.form(
            "dispute",
            "Dispute it",
            "Dispute the value",
            SubmitKind::Secondary,
            fields.into_any(),
        )
    });
    view! { {agree}{dispute} }.into_any()
}

fn crediting(act: &Act<'_>, level: &ServiceLevel, period: NaiveDate) -> Option<AnyView> {
    let credit = level.credit(period)?;
    let author = credit.proposer.map(AccountId);
    let subject = author.map_or(Subject::ANY, Subject::after);
    let waits = credit.status == DamagesState::Proposed;
    if !waits || !act.rq.may::<DecideCredit>(subject) {
        return None;
    }
    let options = vec![
        Choice::new("confirm", "Confirm").hint("It is set off against the next approved invoice."),
        Choice::new("waive", "Waive")
            .hint("The purchaser does not ask for it, or an exclusion covers the period."),
    ];
    let fields = view! {
        <RadioGroup name="decision" legend="Decision" options=options/>
        <TextArea name="reason" label="Why" maxlength=2000 rows=2/>
    };
    Some(act.form(
        "credit",
        "Decide on the credit",
        "Record the decision",
        SubmitKind::Primary,
        fields.into_any(),
    ))
}

fn excusing(act: &Act<'_>, level: &ServiceLevel, period: NaiveDate) -> AnyView {
    let (code, title, button) = match level.excuse(period) {
        None => ("excuse", "Excuse the period", "Excuse it"),
        Some(_) => ("not_excuse", "Take the excuse back", "Take it back"),
    };
    let exclusions = match level.exclusions.as_str() {
        "" => "No exclusion is agreed for this level.".to_owned(),
        text => format!("Agreed exclusions: {text}"),
    };
    let fields =
        view! { <TextArea name="reason" label="Why" hint=exclusions maxlength=2000 rows=2/> };
    act.form(
        code,
        title,
        button,
        SubmitKind::Secondary,
        fields.into_any(),
    )
}

fn typed_value(post: &Post, errors: &mut FieldErrors) -> Option<Decimal> {
    let value = parse_decimal(post.value("value"));
    errors.take("value", value.ok_or("write a number such as 99.5"))
}

/// Why something is done, as it was typed.
fn reason(post: &Post, mut errors: FieldErrors) -> Result<Prose<2_000>, Error> {
    let reason = errors.take("reason", Prose::parse(post.value("reason")));
    errors.finish()?;
    read(reason)
}

/// Takes a step with the period.
pub async fn post(post: Post) -> Result<Go, Error> {
    let reference = post.rq.param("reference").to_ascii_uppercase();
    let number = number(&post)?;
    let period = post.rq.param("period").parse();
    let period: NaiveDate = period.map_err(|_| Error::NotFound)?;
    step(&post, &reference, (number, period)).await?;
    let at = format!("/contracts/{reference}/service/{number}/{period}");
    Ok(Go::to(at))
}

async fn step(post: &Post, reference: &str, at: (i64, NaiveDate)) -> Result<String, Error> {
    let (ctx, call, version) = (post.rq.ctx(), &post.call, post.version()?);
    let ((level, period), mut errors) = (at, FieldErrors::default());
    match post.act() {
        "report" => {
            let value = typed_value(post, &mut errors);
            errors.finish()?;
            let (value, note) = (read(value)?, post.value("note").to_owned());
            let input = MeasurementInput {
                level,
                period,
                value,
                note,
            };
            contracts::report_service(ctx, call, reference, version, input).await
        }
        "explain" => {
            let text = errors.take("text", Prose::parse(post.value("text")));
            errors.finish()?;
            contracts::explain_service(ctx, call, reference, version, at, read(text)?).await
        }
        "agree" => {
            let input = ServiceAnswerInput::Agree(vec![period]);
            contracts::answer_service(ctx, call, reference, version, level, input).await
        }
        "dispute" => {
            let value = typed_value(post, &mut errors);
            let reason = reason(post, errors)?;
            let value = read(value)?;
            let input = ServiceAnswerInput::Dispute {
                period,
                value,
                reason,
            };
            contracts::answer_service(ctx, call, reference, version, level, input).await
        }
        act @ ("excuse" | "not_excuse") => {
            let (excused, reason) = (act == "excuse", reason(post, errors)?);
            contracts::excuse_service(ctx, call, reference, version, at, excused, reason).await
        }
        "credit" => {
            let event = post.value("decision").parse::<DamagesEvent>();
            let event = errors.take("decision", event.map_err(|_| "confirm or waive it"));
            let reason = reason(post, errors)?;
            contracts::decide_credit(ctx, call, reference, version, at, read(event)?, reason).await
        }
        _ => Err(Error::NotFound),
    }
}
