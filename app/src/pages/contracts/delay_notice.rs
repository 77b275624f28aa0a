//! Notices of delay: the contractor's six parts, and the officer's decision whether the delay is excused.

use super::cells::{kv, panel, summary};
use super::typed::{day, read};
use super::words::choices;
use crate::post::Post;
use crate::request::Rq;
use crate::ui::{
    DateFields, Form, Help, NumberInput, Select, Submit, SubmitKind, Tag, TextArea, Tone, format,
};
use backend::contracts::record::{ContractRecord, DelayNotice, Milestone};
use backend::milestones::{self, NoticeInput};
use backend::{Error, FieldErrors};
use domain::milestones::{CauseCode, Excusable};
use domain::policy::Subject;
use domain::policy::actions::{DecideDelay, ReportMilestone};
use domain::text::Prose;
use leptos::prelude::*;

/// Every notice, the newest first; nothing where none was given.
pub fn section(rq: &Rq, milestone: &Milestone, record: &ContractRecord, past: bool) -> AnyView {
    let decides = !past && rq.may::<DecideDelay>(Subject::ANY);
    let notices = milestone.notices.iter().rev();
    notices
        .map(|notice| shown(rq, notice, record, decides))
        .collect_view()
        .into_any()
}

fn shown(rq: &Rq, notice: &DelayNotice, record: &ContractRecord, decides: bool) -> AnyView {
    let verdict = match &notice.decision {
        None => view! { <Tag tone=Tone::Attention label=Excusable::Undecided.label()/> }.into_any(),
        Some(decision) => {
            let tone = if decision.excusable == Excusable::Yes {
                Tone::Good
            } else {
                Tone::Neutral
            };
            let days = (decision.excused_days > 0).then(|| {
                format!(
                    " {} excused",
                    format::days(i64::from(decision.excused_days))
                )
            });
            let who = format!("{}, {}", decision.by, format::date_time(decision.at));
            view! { <Tag tone=tone label=decision.excusable.label()/>{days}<br/>{decision.reason.clone()}<br/><span class="meta">{who}</span> }.into_any()
        }
    };
    let received = format!("{} by {}", format::date_time(notice.at), notice.by);
    let form = (decides && notice.decision.is_none()).then(|| decide(rq, notice, record));
    panel(
        "Notice of delay",
        view! {
            {summary(view! {
                {kv("Received", received)}
                {kv("Problem and cause", view! { {notice.problem.clone()}<br/><span class="meta">{notice.cause.label()}</span> })}
                {kv("What is affected", notice.items.clone())}
                {kv("Began or begins", format::date(notice.began_on))}
                {kv("What is done", notice.action.clone())}
                {kv("Made good by", format::date(notice.recovery_on))}
                {kv("Proposed date", format::date(notice.proposed_on))}
                {kv("Decision", verdict)}
            })}
            {form}
        },
    )
}

fn decide(rq: &Rq, notice: &DelayNotice, record: &ContractRecord) -> AnyView {
    let (key, version) = (rq.key(), rq.version(record.version));
    let number = notice.number.to_string();
    view! {
        <Form act="notice_decide" key=key version=version label="Decide whether the delay is excused">
            <input type="hidden" name="notice" value=number/>
            <NumberInput name="excused_days" label="Days that are excused" unit="days" value="0" hint="0 where the delay is not excusable"
                rule="GTC A.4.9, A.4.12: excused days bring no damages"/>
            <TextArea name="reason" label="Why" maxlength=2000 rows=2/>
            <Submit label="Record the decision" kind=SubmitKind::Secondary/>
        </Form>
    }
    .into_any()
}

/// The form for a notice, for the contractor of a milestone that is open.
pub fn form(rq: &Rq, milestone: &Milestone, record: &ContractRecord) -> AnyView {
    let subject = record.provider.map_or(Subject::ANY, Subject::of_provider);
    if milestone.status.is_terminal() || !rq.may::<ReportMilestone>(subject) {
        return ().into_any();
    }
    let (key, version) = (rq.key(), rq.version(record.version));
    view! {
        <details class="help" open=super::acceptance_forms::refused(rq, "notice")>
            <summary>"Give notice of a delay"</summary>
            <Form act="notice" key=key version=version label="Give notice of a delay">
                <TextArea name="problem" label="The problem and its cause" maxlength=4000 rows=3/>
                <Select name="notice_cause" label="Kind of cause" options=choices(CauseCode::ALL, CauseCode::as_str, CauseCode::label)/>
                <TextArea name="items" label="What is affected" maxlength=2000 rows=2/>
                <DateFields name="began_on" legend="When it began or will begin"/>
                <TextArea name="action" label="What is done about it" maxlength=4000 rows=3/>
                <DateFields name="recovery_on" legend="Expected to be made good by"/>
                <DateFields name="proposed_on" legend="Proposed date of the milestone"/>
                <Submit label="Give notice" kind=SubmitKind::Secondary consequence="It moves no date and waives nothing."/>
            </Form>
            <Help title="Why six parts?" source="DFARS 242.1107; GTC A.4.8">
                <p>"Problem and cause, items affected, beginning, action taken, recovery and proposed schedule are what a decision on the delay needs. The contractor is late by mere expiry of the date, whatever is noticed; a date moves by modification alone."</p>
            </Help>
        </details>
    }
    .into_any()
}

/// Gives notice, or decides on one.
pub async fn post(post: &Post, reference: &str, number: i64) -> Result<String, Error> {
    if post.act() == "notice_decide" {
        return decided(post, reference, number).await;
    }
    let mut errors = FieldErrors::default();
    let problem = errors.take("problem", Prose::parse(post.value("problem")));
    let cause = post.value("notice_cause").parse::<CauseCode>();
    let cause = errors.take("notice_cause", cause);
    let items = errors.take("items", Prose::parse(post.value("items")));
    let began_on = day(post, &mut errors, "began_on");
    let action = errors.take("action", Prose::parse(post.value("action")));
    let recovery_on = day(post, &mut errors, "recovery_on");
    let proposed_on = day(post, &mut errors, "proposed_on");
    errors.finish()?;
    let input = NoticeInput {
        problem: read(problem)?,
        cause: read(cause)?,
        items: read(items)?,
        began_on: read(began_on)?,
        action: read(action)?,
        recovery_on: read(recovery_on)?,
        proposed_on: read(proposed_on)?,
    };
    let (ctx, version) = (post.rq.ctx(), post.version()?);
    milestones::give_notice(ctx, &post.call, reference, number, version, input).await
}

async fn decided(post: &Post, reference: &str, number: i64) -> Result<String, Error> {
    let mut errors = FieldErrors::default();
    let whole = |text: &str| text.parse::<u32>().map_err(|_| "write a whole number");
    let notice = errors.take("notice", whole(post.value("notice")));
    let days = errors.take("excused_days", whole(post.value("excused_days")));
    let reason = errors.take("reason", Prose::parse(post.value("reason")));
    errors.finish()?;
    let input = milestones::NoticeVerdict {
        notice: i64::from(read(notice)?),
        excused_days: read(days)?,
        reason: read(reason)?,
    };
    let (ctx, version) = (post.rq.ctx(), post.version()?);
    milestones::decide_notice(ctx, &post.call, reference, number, version, input).await
}
