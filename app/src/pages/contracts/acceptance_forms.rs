//! The next steps of a delivery that is accepted in stages, for officer, contractor and nations' delegates.

use super::cells::panel;
use super::words::choices;
use crate::request::Rq;
use crate::ui::{
    Checkbox, Choice, DateFields, Field, Form, NumberInput, RadioGroup, Select, Submit, SubmitKind,
    TextArea,
};
use backend::contracts::ContractRecord;
use backend::contracts::record::{Milestone, StagedAcceptance};
use domain::milestones::{DefectClass, RemedyKind, TEST_DAYS, UserOpinion, WARRANTY_MONTHS};
use domain::policy::Subject;
use domain::policy::actions::{GiveOpinion, ReportMilestone, StageAcceptance};
use domain::states::StateMachine as _;
use domain::states::acceptance::AcceptanceState;
use domain::states::milestone::MilestoneState;
use leptos::prelude::*;

/// The forms that the state and the person's role allow.
pub fn forms(rq: &Rq, milestone: &Milestone, record: &ContractRecord) -> AnyView {
    let officer = rq.may::<StageAcceptance>(Subject::ANY);
    let submitted = milestone.status == MilestoneState::Submitted;
    let Some(staged) = &milestone.staged else {
        return (officer && submitted).then(|| start(rq, record)).into_any();
    };
    let subject = record.provider.map_or(Subject::ANY, Subject::of_provider);
    let open = !staged.state.is_final();
    let answers = staged.answer_due().is_some() && rq.may::<ReportMilestone>(subject);
    let speaks = open && rq.may::<GiveOpinion>(Subject::ANY);
    view! {
        {answers.then(|| answer(rq, record))}
        {officer.then(|| next(rq, staged, milestone, record))}
        {(officer && open).then(|| defects(rq, staged, record))}
        {speaks.then(|| opinion(rq, record))}
    }
    .into_any()
}

/// Whether the form of an act comes back with what was typed.
pub fn refused(rq: &Rq, act: &str) -> bool {
    rq.form().for_act(act).has_errors()
}

/// Key and version for one more form on the page.
fn form(rq: &Rq, record: &ContractRecord) -> (String, String) {
    (rq.key(), rq.version(record.version))
}

fn next(
    rq: &Rq,
    staged: &StagedAcceptance,
    milestone: &Milestone,
    record: &ContractRecord,
) -> AnyView {
    match staged.state {
        AcceptanceState::Submitted => start(rq, record),
        AcceptanceState::Testing => view! {
            {accept(rq, record)}
            {reserve(rq, record)}
            {plain(rq, record, "stage_reject", "Reject with defects", "Why it is rejected", "The milestone goes back to work; the contractor answers within 2 days.")}
        }
        .into_any(),
        AcceptanceState::Conditional => view! {
            {plain(rq, record, "stage_clear", "Note that the conditions are met", "What shows that they are met", "The milestone counts as accepted from now on.")}
            {plain(rq, record, "stage_fail_plan", "Note that the conditions are not met", "What is missing", "The milestone goes back to work; the contractor answers within 2 days.")}
        }
        .into_any(),
        AcceptanceState::Provisional => warranty(rq, milestone, record),
        AcceptanceState::Warranty => finish(rq, record),
        AcceptanceState::Rejected if staged.rejections() > 1 => plain(
            rq,
            record,
            "stage_terminate",
            "End without acceptance",
            "Why no further try is given",
            "The contractor cannot submit this milestone again. Terminating the contract is a step of its own.",
        ),
        _ => ().into_any(),
    }
}

fn start(rq: &Rq, record: &ContractRecord) -> AnyView {
    let (key, version) = form(rq, record);
    panel(
        "Accept in stages",
        view! {
            <Form act="stage_start" key=key version=version label="Start the test">
                <NumberInput name="test_days" label="Days of the test from receipt" unit="days" value=TEST_DAYS.to_string()
                    rule="GTC B.6: 90 days from receipt if nothing else is agreed"/>
                <TextArea name="statement" label="What is tested, and by whom" maxlength=4000 rows=3/>
                <Submit label="Start the test" kind=SubmitKind::Secondary consequence="Test, provisional acceptance, warranty and final acceptance follow."/>
            </Form>
        },
    )
}

fn file(act: &str) -> AnyView {
    let id = format!("{act}-file");
    view! {
        <Field name="file" label="Test report or another file" optional=true hint="PDF, PNG, JPEG, office document or plain text, at most 20 MB">
            <input type="file" id=id name="file"/>
        </Field>
    }
    .into_any()
}

fn accept(rq: &Rq, record: &ContractRecord) -> AnyView {
    let (key, version) = form(rq, record);
    panel(
        "Accept provisionally",
        view! {
            <Form act="stage_accept" key=key version=version upload=true label="Accept provisionally">
                <DateFields name="delivered_on" legend="Delivered on" rule="The day of delivery becomes the actual date, once"/>
                <TextArea name="statement" label="Statement of acceptance" maxlength=4000 rows=3 rule="GTC B.6: an explicit signed statement; use or payment is not acceptance"/>
                {file("stage_accept")}
                <Submit label="Accept provisionally" consequence="The milestone counts as accepted and can be paid."/>
            </Form>
        },
    )
}

fn reserve(rq: &Rq, record: &ContractRecord) -> AnyView {
    let (key, version) = form(rq, record);
    let unit = record.currency.code().to_owned();
    let kinds = choices(RemedyKind::ALL, RemedyKind::as_str, RemedyKind::label);
    view! {
        <details class="help" open=refused(rq, "stage_reserve")>
            <summary>"Accept with conditions"</summary>
            <Form act="stage_reserve" key=key version=version label="Accept with conditions">
                <DateFields name="delivered_on" legend="Delivered on"/>
                <RadioGroup name="remedy" legend="What makes up for the open defects" options=kinds/>
                <DateFields name="due_on" legend="Plan carried out by" optional=true/>
                <NumberInput name="cut" label="Price cut" unit=unit size=16 optional=true/>
                <TextArea name="statement" label="The conditions" maxlength=4000 rows=3 rule="GTC B.6: a binding remedy plan, or a price cut"/>
                <Submit label="Accept with conditions" kind=SubmitKind::Secondary consequence="The milestone is payable once the conditions are met."/>
            </Form>
        </details>
    }
    .into_any()
}

fn plain(
    rq: &Rq,
    record: &ContractRecord,
    act: &'static str,
    title: &'static str,
    label: &'static str,
    consequence: &'static str,
) -> AnyView {
    let (key, version) = form(rq, record);
    let kind = if act == "stage_clear" {
        SubmitKind::Primary
    } else {
        SubmitKind::Danger
    };
    view! {
        <details class="help" open=refused(rq, act)>
            <summary>{title}</summary>
            <Form act=act key=key version=version upload=true label=title>
                <TextArea name="statement" label=label maxlength=4000 rows=3/>
                {file(act)}
                <Submit label=title kind=kind consequence=consequence/>
            </Form>
        </details>
    }
    .into_any()
}

fn warranty(rq: &Rq, milestone: &Milestone, record: &ContractRecord) -> AnyView {
    let (key, version) = form(rq, record);
    let accepted = milestone
        .decisions
        .last()
        .map(|decision| decision.at.date_naive());
    let from = accepted.unwrap_or_else(|| rq.at().date_naive());
    panel(
        "Start the warranty",
        view! {
            <Form act="stage_warranty" key=key version=version label="Start the warranty">
                <DateFields name="from" legend="First day of the warranty" value=from rule="GTC B.8: from provisional acceptance"/>
                <NumberInput name="months" label="Months" unit="months" value=WARRANTY_MONTHS.to_string() rule="GTC B.8: 12 months if nothing else is agreed"/>
                <TextArea name="statement" label="What it covers" maxlength=4000 rows=2/>
                <Submit label="Start the warranty"/>
            </Form>
        },
    )
}

fn finish(rq: &Rq, record: &ContractRecord) -> AnyView {
    let (key, version) = form(rq, record);
    panel(
        "Accept finally",
        view! {
            <Form act="stage_final" key=key version=version upload=true label="Accept finally">
                <TextArea name="statement" label="Statement of final acceptance" maxlength=4000 rows=3 rule="GTC B.8: once every defect is corrected; hidden defects stay open"/>
                <Checkbox name="residual" label="Before the warranty ends: what is left of it goes on as the statement says"/>
                {file("stage_final")}
                <Submit label="Accept finally" consequence="The warranty ends, and money that was retained is released."/>
            </Form>
        },
    )
}

fn defects(rq: &Rq, staged: &StagedAcceptance, record: &ContractRecord) -> AnyView {
    let (key, version) = form(rq, record);
    let classes = DefectClass::ALL.iter();
    let classes = classes
        .map(|class| Choice::new(class.as_str(), class.label()).hint(class.meaning()))
        .collect();
    let open: Vec<Choice> = staged
        .defects
        .iter()
        .filter(|defect| defect.is_open())
        .map(|defect| {
            let text: String = defect.text.chars().take(60).collect();
            Choice::new(
                defect.number.to_string(),
                format!("{}, {text}", defect.number),
            )
        })
        .collect();
    let mend = (!open.is_empty()).then(|| {
        let (key, version) = form(rq, record);
        view! {
            <details class="help" open=refused(rq, "mend")>
                <summary>"Note that a defect is mended"</summary>
                <Form act="mend" key=key version=version label="Note that a defect is mended">
                    <Select name="defect" label="Defect" options=open/>
                    <DateFields name="mended_on" legend="Mended on"/>
                    <Submit label="Note as mended" kind=SubmitKind::Secondary/>
                </Form>
            </details>
        }
    });
    view! {
        <details class="help" open=refused(rq, "defect")>
            <summary>"Note a defect"</summary>
            <Form act="defect" key=key version=version label="Note a defect">
                <RadioGroup name="class" legend="Class" options=classes/>
                <TextArea name="text" label="What is wrong" maxlength=2000 rows=2/>
                <DateFields name="found_on" legend="Found on"/>
                <Submit label="Note the defect" kind=SubmitKind::Secondary/>
            </Form>
        </details>
        {mend}
    }
    .into_any()
}

fn answer(rq: &Rq, record: &ContractRecord) -> AnyView {
    let (key, version) = form(rq, record);
    panel(
        "Answer the rejection",
        view! {
            <Form act="answer" key=key version=version label="Answer the rejection">
                <TextArea name="text" label="How and until when the defects are corrected" maxlength=4000 rows=3 rule="GTC B.6: within 2 days; correction is free of charge"/>
                <Submit label="Send the answer"/>
            </Form>
        },
    )
}

fn opinion(rq: &Rq, record: &ContractRecord) -> AnyView {
    let (key, version) = form(rq, record);
    let options = UserOpinion::ALL.iter();
    let options = options
        .map(|one| Choice::new(one.as_str(), one.label()).hint(one.meaning()))
        .collect();
    panel(
        "Opinion of your nation’s users",
        view! {
            <Form act="opinion" key=key version=version label="Opinion of your nation’s users">
                <RadioGroup name="opinion" legend="Are the users satisfied?" options=options/>
                <TextArea name="text" label="In their words" maxlength=4000 rows=3/>
                <Submit label="Give the opinion" consequence="Everybody who reads the contract sees it; the officer decides."/>
            </Form>
        },
    )
}
