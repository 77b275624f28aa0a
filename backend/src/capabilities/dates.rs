//! Milestones of a capability and their dates, of which no change goes unseen.

use super::change::{change, milestone_of};
use super::record::{CapabilityDateChange, CapabilityMilestone, CapabilityRecord};
use crate::contracts::change::{Now, Told};
use crate::contracts::record::WhichDate;
use crate::{Call, Ctx, Error, FieldErrors};
use chrono::NaiveDate;
use domain::capabilities::CapabilityMilestoneKind;
use domain::milestones::{Attribution, CauseCode, Excusable};
use domain::policy::actions::KeepCapabilities;
use domain::text::{Line, Prose};

/// A milestone as typed.
#[derive(Clone, Debug)]
pub struct MilestoneInput {
    /// What kind of point in the capability's life.
    pub kind: CapabilityMilestoneKind,
    /// What is called so; none for the kind's name.
    pub title: Option<Line<200>>,
    /// What must be the case; needed where the capability itself does not say it.
    pub definition: Option<Prose<4_000>>,
    /// Who declares it.
    pub authority: Line<200>,
    /// The day from which it is needed.
    pub need_date: Option<NaiveDate>,
    /// The first approved date, with the decision that approved it.
    pub approved: Option<(NaiveDate, Line<200>)>,
    /// The best estimate, where it is another.
    pub forecast: Option<NaiveDate>,
}

/// A change of a date as typed.
#[derive(Clone, Debug)]
pub struct DateInput {
    /// The approved date, or the estimate.
    pub which: WhichDate,
    /// The new day.
    pub day: NaiveDate,
    /// Why.
    pub reason: Prose<4_000>,
    /// The cause.
    pub cause: Option<CauseCode>,
    /// Who answers for it.
    pub attributable_to: Option<Attribution>,
    /// Whether it is excused.
    pub excusable: Option<Excusable>,
    /// The decision that approved it; needed for an approved date.
    pub decision: Option<Line<200>>,
}

/// Adds a milestone; answers with the capability's reference.
///
/// # Errors
/// When there is one of the kind already, nothing says what it means, the rules refuse, somebody was faster, or the store fails.
pub async fn add_milestone(
    ctx: &Ctx,
    call: &Call,
    at: (&str, i64),
    input: MilestoneInput,
) -> Result<String, Error> {
    change::<KeepCapabilities>(ctx, call, at, |record, now| {
        possible(record, &input)?;
        let number = record.milestones.last().map_or(1, |last| last.number + 1);
        let milestone = made(number, input, now);
        let told = Told::that(format!("Added the milestone {}", milestone.title));
        record.milestones.push(milestone);
        Ok(told)
    })
    .await
}

fn possible(record: &CapabilityRecord, input: &MilestoneInput) -> Result<(), Error> {
    let mut wrong = FieldErrors::default();
    let kind = input.kind;
    if kind.is_single() && record.milestones.iter().any(|one| one.kind == kind) {
        wrong.add("kind", "The capability has this milestone already.");
    }
    let told = matches!(
        kind,
        CapabilityMilestoneKind::Ioc | CapabilityMilestoneKind::Foc
    );
    if !told && input.definition.is_none() {
        wrong.add("definition", "Say what must be the case.");
    }
    wrong.finish()
}

fn made(number: i64, input: MilestoneInput, now: &Now<'_>) -> CapabilityMilestone {
    let title = input.title.map(String::from);
    let mut milestone = CapabilityMilestone {
        id: now.id(),
        number,
        kind: input.kind,
        title: title.unwrap_or_else(|| input.kind.label().to_owned()),
        definition: input.definition.map(String::from).unwrap_or_default(),
        authority: input.authority.into(),
        need_date: input.need_date,
        original_baseline: None,
        current_baseline: None,
        forecast: None,
        actual: None,
        changes: Vec::new(),
        gates: Vec::new(),
        evidence: Vec::new(),
        reservations: Vec::new(),
        declaration: None,
        override_rag: None,
    };
    if let Some((day, decision)) = input.approved {
        for which in [WhichDate::OriginalBaseline, WhichDate::CurrentBaseline] {
            let reason = "First approved date";
            milestone.put(which, day, noted(now, reason, Some(decision.as_str())));
        }
    }
    if let Some(day) = input.forecast {
        milestone.put(WhichDate::Forecast, day, noted(now, "First estimate", None));
    }
    milestone
}

/// A change without cause, whose date is still to be put.
pub(super) fn noted(now: &Now<'_>, reason: &str, decision: Option<&str>) -> CapabilityDateChange {
    CapabilityDateChange {
        id: now.id(),
        which: WhichDate::Forecast,
        old: None,
        new: None,
        reason: reason.to_owned(),
        cause: None,
        attributable_to: None,
        excusable: None,
        decision: decision.map(str::to_owned),
        at: now.at,
        by: now.by.clone(),
    }
}

impl CapabilityMilestone {
    /// Puts a date and keeps the change.
    pub(super) fn put(&mut self, which: WhichDate, day: NaiveDate, change: CapabilityDateChange) {
        let date = match which {
            WhichDate::OriginalBaseline => &mut self.original_baseline,
            WhichDate::CurrentBaseline => &mut self.current_baseline,
            WhichDate::Forecast => &mut self.forecast,
            WhichDate::Actual => &mut self.actual,
        };
        let old = date.replace(day);
        self.changes.push(CapabilityDateChange {
            which,
            old,
            new: Some(day),
            ..change
        });
    }
}

/// Reports a new estimate, or records a newly approved date. The first approved date becomes the original baseline, which
/// never changes.
///
/// # Errors
/// When the milestone is declared or met, an approved date names no decision, nothing would change, the rules refuse,
/// somebody was faster, or the store fails.
pub async fn set_date(
    ctx: &Ctx,
    call: &Call,
    at: (&str, i64),
    number: i64,
    input: DateInput,
) -> Result<String, Error> {
    change::<KeepCapabilities>(ctx, call, at, |record, now| {
        moved(milestone_of(record, number)?, input, now)
    })
    .await
}

fn moved(
    milestone: &mut CapabilityMilestone,
    input: DateInput,
    now: &Now<'_>,
) -> Result<Told, Error> {
    if milestone.actual.is_some() {
        let words = format!("{} is declared or met: its dates stand", milestone.title);
        return Err(Error::not_now(words));
    }
    let (old, decision) = match input.which {
        WhichDate::Forecast => (milestone.forecast, input.decision),
        WhichDate::CurrentBaseline if input.decision.is_none() => {
            let words = "An approved date moves by a decision only: name it.";
            return Err(Error::field("decision", words));
        }
        WhichDate::CurrentBaseline => (milestone.current_baseline, input.decision),
        WhichDate::OriginalBaseline | WhichDate::Actual => return Err(Error::NotFound),
    };
    if old == Some(input.day) {
        return Err(Error::field("day", "This is the recorded day already."));
    }
    let decision = decision.map(String::from);
    let change = CapabilityDateChange {
        cause: input.cause,
        attributable_to: input.attributable_to,
        excusable: input.excusable,
        ..noted(now, input.reason.as_str(), decision.as_deref())
    };
    let words = |day: Option<NaiveDate>| {
        day.map_or_else(
            || "no date".to_owned(),
            |day| day.format("%-d %b %Y").to_string(),
        )
    };
    let told = Told::that(format!(
        "{} of {} moved from {} to {}",
        input.which.label(),
        milestone.title,
        words(old),
        words(Some(input.day))
    ));
    let told = told.because(input.reason.as_str());
    if input.which == WhichDate::CurrentBaseline && milestone.original_baseline.is_none() {
        let first = CapabilityDateChange {
            id: now.id(),
            ..change.clone()
        };
        milestone.put(WhichDate::OriginalBaseline, input.day, first);
    }
    milestone.put(input.which, input.day, change);
    Ok(told)
}
