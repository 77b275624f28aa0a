//! Evidence, reservations, the declaration itself, and a colour that a person sets beside the computed one.

use super::change::{change, close, milestone_of, open};
use super::dates::noted;
use super::record::{
    CapabilityMilestone, CapabilityRecord, Declaration, Note, RagOverride, Reservation,
};
use super::sheet::GATES_NOW;
use super::standing::{Hindrance, hindrances};
use crate::contracts::change::{Now, Told};
use crate::contracts::record::WhichDate;
use crate::{Call, Ctx, Error, FieldErrors, begin};
use chrono::NaiveDate;
use domain::capabilities::{CapabilityMilestoneKind, Gating, Undeclarable, may_declare};
use domain::milestones::Rag;
use domain::policy::actions::{DeclareCapability, KeepCapabilities};
use domain::text::{Line, Prose};

fn note(now: &Now<'_>, text: Prose<4_000>) -> Note {
    Note {
        id: now.id(),
        text: text.into(),
        at: now.at,
        by: now.by.clone(),
    }
}

/// Records what shows that a milestone is met.
///
/// # Errors
/// When it stands already, the rules refuse, somebody was faster, or the store fails.
pub async fn add_evidence(
    ctx: &Ctx,
    call: &Call,
    at: (&str, i64),
    number: i64,
    text: Prose<4_000>,
) -> Result<String, Error> {
    change::<KeepCapabilities>(ctx, call, at, |record, now| {
        let milestone = milestone_of(record, number)?;
        if milestone.actual.is_some() {
            return Err(Error::not_now(format!(
                "{} stands already",
                milestone.title
            )));
        }
        let told = Told::that(format!("Recorded evidence for {}", milestone.title));
        let told = told.because(text.as_str());
        milestone.evidence.push(note(now, text));
        Ok(told)
    })
    .await
}

/// A reservation as typed.
#[derive(Clone, Debug)]
pub struct ReservationInput {
    /// What is open: `line 2` or a contract milestone's name; empty for anything else.
    pub about: String,
    /// What is not yet as it should be, and what is done until then.
    pub text: Prose<4_000>,
}

/// Records a reservation, so that a milestone can be declared although something is open.
///
/// # Errors
/// When it names nothing that gates the milestone, the milestone stands already, the rules refuse, somebody was faster, or
/// the store fails.
pub async fn reserve(
    ctx: &Ctx,
    call: &Call,
    at: (&str, i64),
    number: i64,
    input: ReservationInput,
) -> Result<String, Error> {
    change::<DeclareCapability>(ctx, call, at, |record, now| {
        let found = record.milestone(number).ok_or(Error::NotFound)?;
        let known = input.about.is_empty()
            || found.gates.iter().any(|gate| gate.name == input.about)
            || record
                .lines_of(found)
                .any(|line| line.name() == input.about);
        let milestone = milestone_of(record, number)?;
        if milestone.actual.is_some() {
            return Err(Error::not_now(format!(
                "{} stands already",
                milestone.title
            )));
        }
        if !known {
            return Err(Error::field("about", "Choose what is open from the list."));
        }
        let told = Told::that(format!("Reservation about {}", milestone.title));
        let told = told.because(input.text.as_str());
        milestone.reservations.push(Reservation {
            number: milestone
                .reservations
                .last()
                .map_or(1, |last| last.number + 1),
            about: input.about,
            text: input.text.into(),
            at: now.at,
            by: now.by.clone(),
            lifted: None,
        });
        Ok(told)
    })
    .await
}

/// Lifts a reservation, before or after the declaration.
///
/// # Errors
/// When there is none that stands, the rules refuse, somebody was faster, or the store fails.
pub async fn lift_reservation(
    ctx: &Ctx,
    call: &Call,
    at: (&str, i64),
    (number, reservation): (i64, i64),
    because: Prose<4_000>,
) -> Result<String, Error> {
    change::<DeclareCapability>(ctx, call, at, |record, now| {
        let milestone = milestone_of(record, number)?;
        let told = Told::that(format!(
            "Lifted reservation {reservation} about {}",
            milestone.title
        ));
        let told = told.because(because.as_str());
        let mut standing = milestone.reservations.iter_mut();
        let one = standing.find(|one| one.number == reservation && one.lifted.is_none());
        one.ok_or(Error::NotFound)?.lifted = Some(note(now, because));
        Ok(told)
    })
    .await
}

/// Sets a colour beside the computed one, or takes it away.
///
/// # Errors
/// When there is none to take away, the rules refuse, somebody was faster, or the store fails.
pub async fn override_rag(
    ctx: &Ctx,
    call: &Call,
    at: (&str, i64),
    number: i64,
    (rag, reason): (Option<Rag>, Prose<2_000>),
) -> Result<String, Error> {
    change::<KeepCapabilities>(ctx, call, at, |record, now| {
        let milestone = milestone_of(record, number)?;
        let told = match rag {
            Some(rag) => format!("{} is judged “{}”", milestone.title, rag.label()),
            None if milestone.override_rag.is_none() => {
                return Err(Error::field("rag", "No colour is set: choose one."));
            }
            None => format!(
                "The computed colour of {} stands alone again",
                milestone.title
            ),
        };
        let told = Told::that(told).because(reason.as_str());
        milestone.override_rag = rag.map(|rag| RagOverride {
            rag,
            reason: reason.into(),
            at: now.at,
            by: now.by.clone(),
        });
        Ok(told)
    })
    .await
}

/// A declaration as typed.
#[derive(Clone, Debug)]
pub struct DeclareInput {
    /// The day from which it counts.
    pub on: NaiveDate,
    /// By which decision or document.
    pub decision: Line<200>,
    /// What it covers: quantity, area, users.
    pub coverage: Prose<2_000>,
}

/// Records that the declaring authority declared a milestone, or that another was met. Its date is set once.
///
/// # Errors
/// When the day lies ahead or before the capability's IOC; when something that gates it is open without a reservation, or
/// nothing shows that it is met; when the rules refuse, somebody was faster, or the store fails.
pub async fn declare(
    ctx: &Ctx,
    call: &Call,
    (reference, version): (&str, i64),
    number: i64,
    input: DeclareInput,
) -> Result<String, Error> {
    let mut work = begin!(ctx, call);
    let (before, permit) = open::<DeclareCapability>(&mut work, reference, version).await?;
    let gates = work.tx.query(GATES_NOW).bind(before.id.0).all().await?;
    let milestone = before.milestone(number).ok_or(Error::NotFound)?;
    may(&before, milestone, &hindrances(&before, milestone, &gates))?;
    let now = Now::of(&work);
    days(&before, milestone, input.on, &now)?;
    let definition = before.definition(milestone).to_owned();
    let mut after = before.clone();
    let told = declared(milestone_of(&mut after, number)?, definition, input, &now);
    close(&mut work, &permit, &before, &mut after, told).await?;
    work.commit(after.reference).await
}

/// Whether what gates the milestone lets it be declared.
fn may(
    record: &CapabilityRecord,
    milestone: &CapabilityMilestone,
    hindrances: &[Hindrance],
) -> Result<(), Error> {
    let ioc_open = record
        .milestones
        .iter()
        .any(|one| one.kind == CapabilityMilestoneKind::Ioc && one.actual.is_none());
    let gating: Vec<Gating> = hindrances.iter().map(|one| one.gating).collect();
    let facts = (
        milestone.actual.is_some(),
        !milestone.evidence.is_empty(),
        ioc_open,
    );
    may_declare(milestone.kind, facts, &gating).map_err(|why| match why {
        Undeclarable::Open(places) => {
            let open = places.into_iter().map(|at| hindrances[at].words.as_str());
            let open = open.collect::<Vec<_>>().join("; ");
            Error::not_now(format!(
                "what gates it is open and no reservation is recorded: {open}"
            ))
        }
        other => Error::not_now(other),
    })
}

fn days(
    record: &CapabilityRecord,
    milestone: &CapabilityMilestone,
    on: NaiveDate,
    now: &Now<'_>,
) -> Result<(), Error> {
    let mut wrong = FieldErrors::default();
    if on > now.today() {
        wrong.add("on", "Record it on the day itself or later.");
    }
    let mut milestones = record.milestones.iter();
    let ioc = milestones
        .find(|one| one.kind == CapabilityMilestoneKind::Ioc)
        .and_then(|one| one.actual);
    let follows = milestone.kind == CapabilityMilestoneKind::Foc;
    if ioc.is_some_and(|ioc| follows && on < ioc) {
        wrong.add("on", "It lies before initial operational capability.");
    }
    wrong.finish()
}

fn declared(
    milestone: &mut CapabilityMilestone,
    definition: String,
    input: DeclareInput,
    now: &Now<'_>,
) -> Told {
    let (authority, decision) = (milestone.authority.clone(), String::from(input.decision));
    let verb = if milestone.kind.is_declared() {
        "declared"
    } else {
        "met"
    };
    let reserved = match milestone.reserved().count() {
        0 => String::new(),
        1 => ", with one reservation".to_owned(),
        more => format!(", with {more} reservations"),
    };
    let summary = format!(
        "{} {verb} with effect from {}{reserved}",
        milestone.title,
        input.on.format("%-d %b %Y")
    );
    let reason = format!("{authority}: {decision}");
    milestone.put(
        WhichDate::Actual,
        input.on,
        noted(now, &reason, Some(&decision)),
    );
    milestone.declaration = Some(Declaration {
        on: input.on,
        authority,
        decision,
        definition,
        coverage: input.coverage.into(),
        at: now.at,
        by: now.by.clone(),
    });
    Told::that(summary).because(reason)
}
