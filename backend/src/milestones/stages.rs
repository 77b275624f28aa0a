//! Acceptance in stages: each step is signed by the officer who takes it, and tells the contractor (GTC B.6, B.8).

use super::decide::{accept, reject};
use super::report::milestone_of;
use crate::contracts::change::{Now, Told, close, open as open_contract, tell_other_side};
use crate::contracts::record::{
    Attachment, ContractRecord, Milestone, Remedy, StageStep, StagedAcceptance,
};
use crate::documents::{self, NewFile};
use crate::{Call, Ctx, Error, begin};
use chrono::NaiveDate;
use domain::milestones::{RemedyKind, StageFacts, TEST_DAYS, may_step};
use domain::policy::actions::StageAcceptance;
use domain::states::acceptance::{AcceptanceEvent, AcceptanceState};
use domain::states::milestone::MilestoneState;
use domain::text::Prose;

pub(super) const NEWS: &str = "milestone.stage";

/// A step of the acceptance, with the statement that is signed.
#[derive(Clone, Debug)]
pub struct StageStepInput {
    /// What is done.
    pub step: StageInput,
    /// The signed statement, or why.
    pub statement: Prose<4_000>,
}

/// What is done.
#[derive(Clone, Debug)]
pub enum StageInput {
    /// The test begins; it lasts so many calendar days from receipt.
    Start {
        /// Calendar days, at least 1.
        test_days: u32,
    },
    /// Provisional acceptance: the milestone counts as accepted from now on.
    Accept {
        /// The day on which what is accepted was delivered.
        delivered_on: NaiveDate,
    },
    /// Acceptance under conditions.
    Reserve {
        /// The day on which what is accepted was delivered.
        delivered_on: NaiveDate,
        /// What makes up for open defects.
        remedy: Remedy,
    },
    /// Rejection for the defects that are noted.
    Reject,
    /// The conditions are met: provisional acceptance.
    Clear,
    /// The conditions are not met: rejection.
    FailPlan,
    /// The warranty begins.
    Warranty {
        /// Its first day.
        from: NaiveDate,
        /// Its months, at least 1.
        months: u32,
    },
    /// Final acceptance.
    Final {
        /// Whether what is left of the warranty goes on, as the statement says.
        residual: bool,
    },
    /// The end without acceptance after repeated failure.
    Terminate,
}

impl StageInput {
    const fn event(&self) -> AcceptanceEvent {
        match self {
            Self::Start { .. } => AcceptanceEvent::Start,
            Self::Accept { .. } => AcceptanceEvent::Accept,
            Self::Reserve { .. } => AcceptanceEvent::AcceptWithReservations,
            Self::Reject => AcceptanceEvent::Reject,
            Self::Clear => AcceptanceEvent::Clear,
            Self::FailPlan => AcceptanceEvent::FailPlan,
            Self::Warranty { .. } => AcceptanceEvent::StartWarranty,
            Self::Final { .. } => AcceptanceEvent::AcceptFinal,
            Self::Terminate => AcceptanceEvent::Terminate,
        }
    }
}

/// Takes the next step of a delivery's acceptance. The first one, the start of the test, chooses the way in stages.
///
/// # Errors
/// When the table has no such step, defects or days hinder it, a figure or day is not possible, the file is of no allowed
/// kind, the rules refuse, somebody was faster, or the store fails.
pub async fn advance(
    ctx: &Ctx,
    call: &Call,
    contract: &str,
    number: i64,
    version: i64,
    input: StageStepInput,
    file: Option<NewFile>,
) -> Result<String, Error> {
    let mut work = begin!(ctx, call);
    let (before, permit) = open_contract::<StageAcceptance>(&mut work, contract, version).await?;
    let mut after = before.clone();
    let milestone = milestone_of(&mut after, number)?;
    let owner = documents::Owner {
        kind: "milestone",
        id: milestone.id.0,
        process: before.solicitation.map(|id| id.0),
    };
    let position =
        milestone.evidence.len() + milestone.staged.iter().flat_map(|s| &s.steps).count();
    let file: Option<Attachment> = match file {
        Some(file) => {
            let position = i64::try_from(position).unwrap_or(i64::MAX);
            Some(documents::attach(&mut work, &owner, position, file).await?)
        }
        None => None,
    };
    let now = Now::of(&work);
    let told = taken(&mut after, number, &input, file, &now)?;
    let words = format!("{}.", told.summary);
    close(&mut work, &permit, &before, &mut after, told).await?;
    tell_other_side(&mut work, &after, NEWS, &words).await?;
    work.commit(after.reference).await
}

fn taken(
    record: &mut ContractRecord,
    number: i64,
    input: &StageStepInput,
    file: Option<Attachment>,
    now: &Now<'_>,
) -> Result<Told, Error> {
    let (event, statement) = (input.step.event(), input.statement.as_str());
    let milestone = milestone_of(record, number)?;
    plausible(&input.step, milestone, now.today())?;
    let title = milestone.title.clone();
    let staged = staged_of(milestone, now)?;
    staged.state = staged.state.apply(event).map_err(Error::not_now)?;
    let facts = StageFacts {
        open: staged.open(),
        rejections: staged.rejections(),
        warranty_ends: staged.warranty_ends(),
        residual_warranty: matches!(input.step, StageInput::Final { residual: true }),
        today: now.today(),
    };
    may_step(event, &facts).map_err(Error::not_now)?;
    let mut step = StageStep {
        id: now.id(),
        event,
        statement: statement.to_owned(),
        remedy: None,
        file,
        at: now.at,
        by: now.by.clone(),
    };
    note(staged, &input.step, &mut step, now.today());
    staged.steps.push(step);
    let delivered = staged.delivered_on;
    match (event, delivered) {
        (AcceptanceEvent::Accept | AcceptanceEvent::Clear, Some(day)) => {
            accept(record, number, statement, day, now).map(drop)?;
        }
        (AcceptanceEvent::Reject | AcceptanceEvent::FailPlan, _) => {
            reject(record, number, statement, now).map(drop)?;
        }
        _ => {}
    }
    let words = format!("Milestone {number}, {title}: {}", said(event));
    Ok(Told::that(words).because(statement))
}

/// What the step leaves on record, beside the step itself.
fn note(staged: &mut StagedAcceptance, input: &StageInput, step: &mut StageStep, today: NaiveDate) {
    match input {
        StageInput::Start { test_days } => staged.test_days = *test_days,
        StageInput::Accept { delivered_on } => staged.delivered_on = Some(*delivered_on),
        StageInput::Reserve {
            delivered_on,
            remedy,
        } => {
            staged.delivered_on = Some(*delivered_on);
            let open = staged.defects.iter_mut().filter(|defect| defect.is_open());
            open.for_each(|defect| defect.settled = remedy.kind == RemedyKind::PriceCut);
            step.remedy = Some(remedy.clone());
        }
        StageInput::Reject | StageInput::FailPlan => {
            staged.rejected_on = Some(today);
            staged.delivered_on = None;
            // A price cut that was not agreed after all settles nothing.
            let settled = staged.defects.iter_mut();
            settled.for_each(|defect| defect.settled = false);
        }
        StageInput::Warranty { from, months } => {
            staged.warranty_from = Some(*from);
            staged.warranty_months = Some(*months);
        }
        StageInput::Final { .. } => staged.final_on = Some(today),
        StageInput::Clear | StageInput::Terminate => {}
    }
}

const fn said(event: AcceptanceEvent) -> &'static str {
    match event {
        AcceptanceEvent::Start => "the test has begun",
        AcceptanceEvent::Accept => "provisionally accepted",
        AcceptanceEvent::Reject => "rejected; an answer is due within 2 days",
        AcceptanceEvent::Resubmit => "submitted again",
        AcceptanceEvent::AcceptWithReservations => "accepted with conditions",
        AcceptanceEvent::Clear => "conditions met, provisionally accepted",
        AcceptanceEvent::FailPlan => "conditions not met, rejected; an answer is due within 2 days",
        AcceptanceEvent::StartWarranty => "the warranty has begun",
        AcceptanceEvent::AcceptFinal => "finally accepted",
        AcceptanceEvent::Terminate => "ended without acceptance",
    }
}

/// The acceptance in stages; begins with the first step on a submitted delivery.
fn staged_of<'a>(
    milestone: &'a mut Milestone,
    now: &Now<'_>,
) -> Result<&'a mut StagedAcceptance, Error> {
    if milestone.staged.is_none() && milestone.status != MilestoneState::Submitted {
        return Err(Error::not_now(
            "nothing waits for acceptance: the contractor submits the milestone first",
        ));
    }
    let received = milestone.evidence.last();
    let received_on = received.map_or_else(|| now.today(), |evidence| evidence.at.date_naive());
    Ok(milestone.staged.get_or_insert_with(|| {
        Box::new(StagedAcceptance {
            state: AcceptanceState::Submitted,
            received_on,
            test_days: TEST_DAYS,
            delivered_on: None,
            rejected_on: None,
            warranty_from: None,
            warranty_months: None,
            final_on: None,
            steps: Vec::new(),
            defects: Vec::new(),
            answers: Vec::new(),
            opinions: Vec::new(),
        })
    }))
}

/// What is typed with a step is possible at all.
fn plausible(input: &StageInput, milestone: &Milestone, today: NaiveDate) -> Result<(), Error> {
    let field = |name: &str, words: &str| Err(Error::field(name, words));
    match input {
        StageInput::Start { test_days: 0 } => field(
            "test_days",
            "write how many days the test may take, at least 1",
        ),
        StageInput::Warranty { months: 0, .. } => field(
            "months",
            "write how many months the warranty lasts, at least 1",
        ),
        StageInput::Accept { delivered_on } | StageInput::Reserve { delivered_on, .. }
            if *delivered_on > today =>
        {
            field("delivered_on", "the day of delivery lies in the future")
        }
        StageInput::Reserve { remedy, .. } => remedied(remedy, milestone, today),
        _ => Ok(()),
    }
}

fn remedied(remedy: &Remedy, milestone: &Milestone, today: NaiveDate) -> Result<(), Error> {
    match (remedy.kind, remedy.due_on, remedy.cut_minor) {
        (RemedyKind::Plan, Some(day), _) if day >= today => Ok(()),
        (RemedyKind::Plan, ..) => Err(Error::field(
            "due_on",
            "write until when the plan is carried out, today or later",
        )),
        (RemedyKind::PriceCut, _, Some(cut))
            if cut > 0 && cut <= milestone.value_minor.unwrap_or(0) =>
        {
            Ok(())
        }
        (RemedyKind::PriceCut, ..) => Err(Error::field(
            "cut",
            "write by how much the price is cut, above zero and at most the milestone’s value",
        )),
    }
}

/// A rejected delivery that is submitted again is received anew.
pub(super) fn received_again(milestone: &mut Milestone, now: &Now<'_>) -> Result<(), Error> {
    let Some(staged) = &mut milestone.staged else {
        return Ok(());
    };
    staged.state = staged
        .state
        .apply(AcceptanceEvent::Resubmit)
        .map_err(Error::not_now)?;
    staged.received_on = now.today();
    staged.steps.push(StageStep {
        id: now.id(),
        event: AcceptanceEvent::Resubmit,
        statement: String::new(),
        remedy: None,
        file: None,
        at: now.at,
        by: now.by.clone(),
    });
    Ok(())
}
