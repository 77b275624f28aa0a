//! The next steps of a delivery that is accepted in stages, for officer, contractor and nations' delegates.

use super::cells::panel;
use super::typed::{amount, day, optional_amount, optional_day, read};
use super::words::choices;
use crate::post::Post;
use crate::request::Rq;
use crate::ui::{
    Checkbox, Choice, DateFields, Field, Form, NumberInput, RadioGroup, Select, Submit, SubmitKind,
    TextArea,
};
use backend::contracts::record::{Milestone, Remedy, StagedAcceptance};
use backend::contracts::{self, ContractRecord};
use backend::documents::NewFile;
use backend::milestones::{self, DefectInput, OpinionInput, StageInput, StageStepInput};
use backend::{Error, FieldErrors};
use domain::milestones::{DefectClass, RemedyKind, TEST_DAYS, UserOpinion, WARRANTY_MONTHS};
use domain::policy::Subject;
use domain::policy::actions::{GiveOpinion, ReportMilestone, StageAcceptance};
use domain::states::StateMachine as _;
use domain::states::acceptance::AcceptanceState;
use domain::states::milestone::MilestoneState;
use domain::text::Prose;
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

fn file() -> AnyView {
    view! {
        <Field name="file" label="Test report or another file" optional=true hint="PDF, PNG, JPEG, office document or plain text, at most 20 MB">
            <input type="file" name="file" aria-label="Test report or another file"/>
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
                {file()}
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
        <details>
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
        <details>
            <summary>{title}</summary>
            <Form act=act key=key version=version upload=true label=title>
                <TextArea name="statement" label=label maxlength=4000 rows=3/>
                {file()}
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
                {file()}
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
            <details>
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
        <details>
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

/// Whether an act is one of these forms'.
pub fn is_own(act: &str) -> bool {
    act.starts_with("stage_") || matches!(act, "defect" | "mend" | "answer" | "opinion")
}

/// Takes a step, notes a defect, answers a rejection, or gives an opinion.
pub async fn post(post: &Post, reference: &str, number: i64) -> Result<String, Error> {
    match post.act() {
        "defect" => defect(post, reference, number).await,
        "mend" => mended(post, reference, number).await,
        "answer" => answered(post, reference, number).await,
        "opinion" => opined(post, reference, number).await,
        _ => stepped(post, reference, number).await,
    }
}

async fn stepped(post: &Post, reference: &str, number: i64) -> Result<String, Error> {
    let (ctx, actor) = (post.rq.ctx(), post.rq.actor());
    let mut errors = FieldErrors::default();
    let statement = errors.take("statement", Prose::parse(post.value("statement")));
    let step = match post.act() {
        "stage_reserve" => {
            let record = contracts::sheet(ctx, actor, reference, None).await?.record;
            reserved(post, &mut errors, &record)
        }
        _ => step(post, &mut errors)?,
    };
    errors.finish()?;
    let input = StageStepInput {
        step: read(step)?,
        statement: read(statement)?,
    };
    let file = post.files.iter().find(|file| file.field == "file");
    let file = file.map(|file| NewFile {
        name: file.file_name.clone(),
        content: file.bytes.clone(),
    });
    let version = post.version()?;
    milestones::advance(ctx, &post.call, reference, number, version, input, file).await
}

fn step(post: &Post, errors: &mut FieldErrors) -> Result<Option<StageInput>, Error> {
    let whole = |errors: &mut FieldErrors, name: &str| {
        let read = post.value(name).parse::<u32>();
        errors.take(name, read.map_err(|_| "write a whole number"))
    };
    Ok(match post.act() {
        "stage_start" => {
            whole(errors, "test_days").map(|test_days| StageInput::Start { test_days })
        }
        "stage_accept" => day(post, errors, "delivered_on")
            .map(|delivered_on| StageInput::Accept { delivered_on }),
        "stage_reject" => Some(StageInput::Reject),
        "stage_clear" => Some(StageInput::Clear),
        "stage_fail_plan" => Some(StageInput::FailPlan),
        "stage_warranty" => {
            let (from, months) = (day(post, errors, "from"), whole(errors, "months"));
            from.zip(months)
                .map(|(from, months)| StageInput::Warranty { from, months })
        }
        "stage_final" => Some(StageInput::Final {
            residual: !post.value("residual").is_empty(),
        }),
        "stage_terminate" => Some(StageInput::Terminate),
        _ => return Err(Error::NotFound),
    })
}

fn reserved(post: &Post, errors: &mut FieldErrors, record: &ContractRecord) -> Option<StageInput> {
    let delivered_on = day(post, errors, "delivered_on");
    let kind = errors.take(
        "remedy",
        post.value("remedy")
            .parse::<RemedyKind>()
            .map_err(|_| "choose a plan or a price cut"),
    );
    let due_on = match kind {
        Some(RemedyKind::Plan) => day(post, errors, "due_on"),
        _ => optional_day(post, errors, "due_on"),
    };
    let cut_minor = match kind {
        Some(RemedyKind::PriceCut) => amount(post, errors, "cut", record.currency),
        _ => optional_amount(post, errors, "cut", record.currency),
    };
    let remedy = Remedy {
        kind: kind?,
        due_on: due_on.filter(|_| kind == Some(RemedyKind::Plan)),
        cut_minor: cut_minor.filter(|_| kind == Some(RemedyKind::PriceCut)),
    };
    Some(StageInput::Reserve {
        delivered_on: delivered_on?,
        remedy,
    })
}

async fn defect(post: &Post, reference: &str, number: i64) -> Result<String, Error> {
    let mut errors = FieldErrors::default();
    let class = errors.take(
        "class",
        post.value("class")
            .parse::<DefectClass>()
            .map_err(|_| "choose how serious it is"),
    );
    let text = errors.take("text", Prose::parse(post.value("text")));
    let found_on = day(post, &mut errors, "found_on");
    errors.finish()?;
    let input = DefectInput {
        class: read(class)?,
        text: read(text)?,
        found_on: read(found_on)?,
    };
    let version = post.version()?;
    milestones::note_defect(post.rq.ctx(), &post.call, reference, number, version, input).await
}

async fn mended(post: &Post, reference: &str, number: i64) -> Result<String, Error> {
    let mut errors = FieldErrors::default();
    let defect = errors.take(
        "defect",
        post.value("defect")
            .parse::<i64>()
            .map_err(|_| "choose a defect"),
    );
    let mended_on = day(post, &mut errors, "mended_on");
    errors.finish()?;
    let (ctx, version) = (post.rq.ctx(), post.version()?);
    milestones::mend_defect(
        ctx,
        &post.call,
        reference,
        number,
        version,
        read(defect)?,
        read(mended_on)?,
    )
    .await
}

async fn answered(post: &Post, reference: &str, number: i64) -> Result<String, Error> {
    let text = Prose::parse(post.value("text")).map_err(|error| Error::field("text", error))?;
    let version = post.version()?;
    milestones::answer_rejection(post.rq.ctx(), &post.call, reference, number, version, text).await
}

async fn opined(post: &Post, reference: &str, number: i64) -> Result<String, Error> {
    let mut errors = FieldErrors::default();
    let opinion = errors.take(
        "opinion",
        post.value("opinion")
            .parse::<UserOpinion>()
            .map_err(|_| "choose an opinion"),
    );
    let text = errors.take("text", Prose::parse(post.value("text")));
    errors.finish()?;
    let input = OpinionInput {
        opinion: read(opinion)?,
        text: read(text)?,
    };
    let version = post.version()?;
    milestones::give_opinion(post.rq.ctx(), &post.call, reference, number, version, input).await
}
