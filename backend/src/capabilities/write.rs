//! Writing about a capability, and work on its lines of DOTMLPF-I.

use super::change::{change, close, happening, load, open};
use super::input::{CapabilityDraft, check_codes};
use super::record::{CapabilityRecord, WorkLine};
use super::save::save;
use crate::contracts::change::Told;
use crate::{Call, Ctx, Error, FieldErrors, begin};
use chrono::{Datelike, NaiveDate};
use domain::actor::Actor;
use domain::capabilities::{LineOfWork, WorkStatus};
use domain::id::CapabilityId;
use domain::policy::actions::KeepCapabilities;
use domain::policy::{Subject, permit};
use domain::reference::{Series, write};
use domain::text::{Line, Prose};

/// Begins a capability; answers with its reference.
///
/// # Errors
/// When the rules refuse, a code is unknown, or the store fails.
pub async fn create(ctx: &Ctx, call: &Call, draft: CapabilityDraft) -> Result<String, Error> {
    let mut work = begin!(ctx, call);
    let permit = work.permit::<KeepCapabilities>(Subject::ANY)?;
    let year = work.at.year();
    let number = work.tx.next_number(&format!("capability-{year}")).await?;
    let origin = if draft.demonstration {
        "demonstration"
    } else {
        "perigee"
    };
    let record = draft.over(CapabilityRecord {
        id: CapabilityId(ctx.new_id()),
        reference: write(Series::Capability, year, number),
        origin: origin.to_owned(),
        name: String::new(),
        effect: String::new(),
        functional_area: None,
        strategy: Vec::new(),
        programme: None,
        need: None,
        requirement: String::new(),
        owner: String::new(),
        need_date: None,
        ioc_definition: String::new(),
        foc_definition: String::new(),
        milestones: Vec::new(),
        lines: Vec::new(),
        contracts: Vec::new(),
        created_at: work.at,
        version: 1,
    });
    check_codes(&mut work.tx, &record).await?;
    save(&mut work.tx, None, &record).await?;
    let told = Told::that(format!("Recorded the capability “{}”", record.name));
    let happening = happening(&record, told).after(&record)?;
    work.record(&permit, happening).await?;
    work.commit(record.reference).await
}

/// Writes about a capability anew. What IOC and FOC mean stays once they are declared.
///
/// # Errors
/// When a declared definition would change, the rules refuse, somebody was faster, or the store fails.
pub async fn edit(
    ctx: &Ctx,
    call: &Call,
    (reference, version): (&str, i64),
    draft: CapabilityDraft,
) -> Result<String, Error> {
    let mut work = begin!(ctx, call);
    let (before, permit) = open::<KeepCapabilities>(&mut work, reference, version).await?;
    let mut after = draft.over(before.clone());
    declared_definitions_stay(&before, &after)?;
    check_codes(&mut work.tx, &after).await?;
    let told = Told::that("Changed what is written about the capability");
    close(&mut work, &permit, &before, &mut after, told).await?;
    work.commit(after.reference).await
}

fn declared_definitions_stay(
    before: &CapabilityRecord,
    after: &CapabilityRecord,
) -> Result<(), Error> {
    use domain::capabilities::CapabilityMilestoneKind::{Foc, Ioc};
    let declared = |kind| {
        let mut milestones = before.milestones.iter();
        milestones.any(|one| one.kind == kind && one.actual.is_some())
    };
    let mut wrong = FieldErrors::default();
    let words = "It is declared by this definition, which stays as it was.";
    if declared(Ioc) && before.ioc_definition != after.ioc_definition {
        wrong.add("ioc_definition", words);
    }
    if declared(Foc) && before.foc_definition != after.foc_definition {
        wrong.add("foc_definition", words);
    }
    wrong.finish()
}

/// A capability as its form edits it.
///
/// # Errors
/// When the rules refuse, there is none, or the store fails.
pub async fn editable(
    ctx: &Ctx,
    actor: &Actor,
    reference: &str,
) -> Result<CapabilityRecord, Error> {
    permit::<KeepCapabilities>(actor, Subject::ANY)?;
    let mut tx = ctx.db().begin().await?;
    load(&mut tx, reference).await
}

/// Work on a line as typed.
#[derive(Clone, Debug)]
pub struct LineInput {
    /// What is to be done.
    pub text: Line<400>,
    /// Who does it.
    pub owner: Line<200>,
    /// How far it is.
    pub status: WorkStatus,
    /// By when.
    pub due: Option<NaiveDate>,
    /// The number of the milestone that it gates.
    pub gates: Option<i64>,
    /// A remark; empty for none.
    pub remark: Option<Prose<2_000>>,
}

impl LineInput {
    /// The line's row with what was typed.
    fn row(self, number: i64, line: LineOfWork) -> WorkLine {
        WorkLine {
            number,
            line,
            text: self.text.into(),
            owner: self.owner.into(),
            status: self.status,
            due: self.due,
            gates: self.gates,
            remark: self.remark.map(String::from).unwrap_or_default(),
        }
    }
}

/// Work may gate what is declared and is not declared yet.
fn gates_something(record: &CapabilityRecord, gates: Option<i64>) -> Result<(), Error> {
    let Some(number) = gates else {
        return Ok(());
    };
    match record.milestone(number) {
        Some(one) if one.kind.is_declared() && one.actual.is_none() => Ok(()),
        _ => Err(Error::field(
            "gates",
            "Choose a milestone that is still to be declared.",
        )),
    }
}

/// Adds work on a line of DOTMLPF-I.
///
/// # Errors
/// When the milestone that it gates is none to be declared, the rules refuse, somebody was faster, or the store fails.
pub async fn add_line(
    ctx: &Ctx,
    call: &Call,
    at: (&str, i64),
    line: LineOfWork,
    input: LineInput,
) -> Result<String, Error> {
    change::<KeepCapabilities>(ctx, call, at, |record, _| {
        gates_something(record, input.gates)?;
        let number = record.lines.last().map_or(1, |last| last.number + 1);
        let row = input.row(number, line);
        let told = Told::that(format!(
            "Added work on {}: {}",
            line.label().to_lowercase(),
            row.text
        ));
        let told = told.because(row.remark.clone());
        record.lines.push(row);
        Ok(told)
    })
    .await
}

/// Says anew how work on a line stands, who does it and what it gates.
///
/// # Errors
/// As [`add_line`]; when there is no such work; when it would be closed or no longer gate a milestone without a remark.
pub async fn change_line(
    ctx: &Ctx,
    call: &Call,
    at: (&str, i64),
    number: i64,
    input: LineInput,
) -> Result<String, Error> {
    change::<KeepCapabilities>(ctx, call, at, |record, _| {
        let place = record.lines.iter().position(|one| one.number == number);
        let place = place.ok_or(Error::NotFound)?;
        let before = record.lines[place].clone();
        if input.gates != before.gates {
            gates_something(record, input.gates)?;
        }
        let eased = before.gates.is_some()
            && before.status.is_open()
            && (!input.status.is_open() || input.gates != before.gates);
        if eased && input.remark.is_none() {
            return Err(Error::field(
                "remark",
                "Say what shows that it no longer gates the milestone.",
            ));
        }
        let row = input.row(number, before.line);
        let told = Told::that(format!(
            "Work on {}, {}: {}",
            row.line.label().to_lowercase(),
            row.text,
            row.status.label().to_lowercase()
        ));
        let told = told.because(row.remark.clone());
        record.lines[place] = row;
        Ok(told)
    })
    .await
}
