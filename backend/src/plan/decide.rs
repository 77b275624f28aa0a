//! A proposal of new dates, and the decision on each of them.

use super::propose::ProposalRow;
use crate::contracts::change::{Now, Told, close, load};
use crate::contracts::record::{ContractRecord, DateChange, WhichDate};
use crate::overrides::Decision;
use crate::{Call, Ctx, Error, Work, begin};
use chrono::{DateTime, NaiveDate, Utc};
use domain::actor::Actor;
use domain::milestones::{Attribution, CauseCode};
use domain::policy::actions::{DecideShift, ReadPlan};
use domain::policy::{Permit, Subject, permit};
use domain::states::milestone::MilestoneEvent;
use sqlx::{AssertSqlSafe, FromRow};
use uuid::Uuid;

/// What became of a proposed date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineStatus {
    /// Nobody has decided.
    Open,
    /// It is the milestone's forecast since.
    Accepted,
    /// It is not.
    Refused,
}

impl LineStatus {
    /// Reads what is stored.
    fn from_code(code: &str) -> Self {
        match code {
            "accepted" => Self::Accepted,
            "refused" => Self::Refused,
            _ => Self::Open,
        }
    }

    const fn code(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Accepted => "accepted",
            Self::Refused => "refused",
        }
    }

    /// The words that people see.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Open => "Open",
            Self::Accepted => "Accepted",
            Self::Refused => "Refused",
        }
    }
}

/// A proposed date.
#[derive(Clone, Debug, FromRow)]
pub struct ShiftLine {
    /// Its place in the proposal, from 1.
    pub place: i64,
    /// Reference of the contract.
    pub contract: String,
    /// The milestone's number.
    pub number: i64,
    /// What is delivered.
    pub title: String,
    /// Reference of the contract whose milestone decides the day.
    pub by_contract: Option<String>,
    /// Number of that milestone.
    pub by_number: Option<i64>,
    /// The day it had when this was proposed.
    pub from_day: NaiveDate,
    /// The day it would have.
    pub to_day: NaiveDate,
    /// The day it has now.
    pub now_day: Option<NaiveDate>,
    /// Its latest approved date.
    pub current_baseline: Option<NaiveDate>,
    status: String,
    /// What was said to the decision.
    pub note: Option<String>,
    /// Who decided.
    pub decider: Option<String>,
    /// When.
    pub decided_at: Option<DateTime<Utc>>,
}

impl ShiftLine {
    /// What became of it.
    #[must_use]
    pub fn status(&self) -> LineStatus {
        LineStatus::from_code(&self.status)
    }

    /// Whether the milestone has another day by now than when this was proposed.
    #[must_use]
    pub fn is_stale(&self) -> bool {
        self.status() == LineStatus::Open && self.now_day != Some(self.from_day)
    }
}

/// A proposal with its dates.
#[derive(Clone, Debug)]
pub struct ShiftProposal {
    /// What is proposed, by whom and why.
    pub head: ProposalRow,
    /// The cause by its code.
    pub cause: Option<CauseCode>,
    /// Who answers for it.
    pub attributable_to: Option<Attribution>,
    /// The dates.
    pub lines: Vec<ShiftLine>,
}

#[derive(FromRow)]
struct Head {
    #[sqlx(flatten)]
    row: ProposalRow,
    cause: String,
    attributable_to: String,
}

const HEAD: &str = "SELECT shift_proposal.id, contract.reference AS contract, milestone.number, milestone.title, shift_proposal.reason,
         account.name AS by, shift_proposal.proposed_at AS at, shift_proposal.cause, shift_proposal.attributable_to,
         (SELECT CAST(COUNT(*) AS BIGINT) FROM shift_line WHERE shift_line.proposal_id = shift_proposal.id) AS lines,
         (SELECT CAST(COUNT(*) AS BIGINT) FROM shift_line WHERE shift_line.proposal_id = shift_proposal.id
             AND shift_line.status = 'open') AS open
     FROM shift_proposal JOIN milestone ON milestone.id = shift_proposal.milestone_id
         JOIN contract ON contract.id = milestone.contract_id
         LEFT JOIN account ON account.id = shift_proposal.proposed_by";
const ONE: &str = " WHERE shift_proposal.id = $1";
const NEWEST: &str = " ORDER BY shift_proposal.proposed_at DESC, shift_proposal.id DESC LIMIT 20";
const LINES: &str = "SELECT shift_line.place, contract.reference AS contract, milestone.number, milestone.title,
         other.reference AS by_contract, driver.number AS by_number, shift_line.from_day, shift_line.to_day,
         COALESCE(milestone.actual, milestone.forecast, milestone.current_baseline) AS now_day, milestone.current_baseline,
         shift_line.status, shift_line.note, account.name AS decider, shift_line.decided_at
     FROM shift_line JOIN milestone ON milestone.id = shift_line.milestone_id
         JOIN contract ON contract.id = milestone.contract_id
         LEFT JOIN milestone AS driver ON driver.id = shift_line.driven_by
         LEFT JOIN contract AS other ON other.id = driver.contract_id
         LEFT JOIN account ON account.id = shift_line.decided_by
     WHERE shift_line.proposal_id = $1 ORDER BY shift_line.place";

/// Put together from constants.
fn head(rest: &str) -> AssertSqlSafe<String> {
    AssertSqlSafe(format!("{HEAD}{rest}"))
}

/// The newest proposals.
///
/// # Errors
/// When the rules refuse or the store fails.
pub async fn shift_proposals(ctx: &Ctx, actor: &Actor) -> Result<Vec<ProposalRow>, Error> {
    permit::<ReadPlan>(actor, Subject::ANY)?;
    let heads: Vec<Head> = ctx.db().query(head(NEWEST)).all().await?;
    Ok(heads.into_iter().map(|head| head.row).collect())
}

/// A proposal.
///
/// # Errors
/// [`Error::NotFound`] when there is none; when the rules refuse or the store fails.
pub async fn shift_proposal(ctx: &Ctx, actor: &Actor, id: Uuid) -> Result<ShiftProposal, Error> {
    permit::<ReadPlan>(actor, Subject::ANY)?;
    let head: Head = ctx.db().query(head(ONE)).bind(id).one().await?;
    Ok(ShiftProposal {
        cause: head.cause.parse().ok(),
        attributable_to: head.attributable_to.parse().ok(),
        head: head.row,
        lines: ctx.db().query(LINES).bind(id).all().await?,
    })
}

/// Decides on dates of a proposal, by their places. An accepted one becomes the milestone's forecast, with the proposal's
/// reason and cause; its baselines stay. All are decided or none.
///
/// # Errors
/// When one is decided already, its milestone has another day by now or cannot have a forecast, the rules refuse, or the
/// store fails. To refuse needs a note.
pub async fn decide_shift(
    ctx: &Ctx,
    call: &Call,
    id: Uuid,
    places: &[i64],
    decision: Decision,
    note: &str,
) -> Result<(), Error> {
    let mut work = begin!(ctx, call);
    let permit = work.permit::<DecideShift>(Subject::ANY)?;
    let note = crate::overrides::noted(decision, note)?;
    work.tx.lock("plan").await?;
    let head: Head = work.tx.query(head(ONE)).bind(id).one().await?;
    let lines: Vec<ShiftLine> = work.tx.query(LINES).bind(id).all().await?;
    if places.is_empty() {
        return Err(Error::field("place", "Choose at least one date."));
    }
    for place in places {
        let line = lines.iter().find(|line| line.place == *place);
        let line = line.ok_or(Error::NotFound)?;
        if line.status() != LineStatus::Open {
            let words = format!(
                "milestone {} of {} is decided already",
                line.number, line.contract
            );
            return Err(Error::not_now(words));
        }
        let status = match decision {
            Decision::Approve => {
                accept(&mut work, &permit, &head, line).await?;
                LineStatus::Accepted
            }
            Decision::Refuse => LineStatus::Refused,
        };
        mark(&mut work, id, line.place, status, note.clone()).await?;
    }
    if decision == Decision::Refuse {
        refused(&mut work, &permit, &head, &lines, places, note).await?;
    }
    work.commit(()).await
}

async fn refused(
    work: &mut Work<'_>,
    permit: &Permit<DecideShift>,
    head: &Head,
    lines: &[ShiftLine],
    places: &[i64],
    note: Option<String>,
) -> Result<(), Error> {
    let named = lines.iter().filter(|line| places.contains(&line.place));
    let names: Vec<_> = named
        .map(|line| format!("{}/{}", line.contract, line.number))
        .collect();
    let summary = format!("Refused proposed dates of {}", names.join(", "));
    let name = format!("{}/{}", head.row.contract, head.row.number);
    let happening = crate::audit::Happening::to("shift_proposal", head.row.id, name, summary);
    work.record(permit, happening.because(note.unwrap_or_default()))
        .await
}

/// Makes a proposed date the milestone's forecast.
async fn accept(
    work: &mut Work<'_>,
    permit: &Permit<DecideShift>,
    head: &Head,
    line: &ShiftLine,
) -> Result<(), Error> {
    if line.is_stale() {
        return Err(Error::not_now(format!(
            "milestone {} of {} has another day by now: propose the dates anew",
            line.number, line.contract
        )));
    }
    let before = load(&mut work.tx, &line.contract).await?;
    let mut after = before.clone();
    let now = Now::of(work);
    let told = forecast(&mut after, head, line, &now)?;
    close(work, permit, &before, &mut after, told).await
}

fn forecast(
    record: &mut ContractRecord,
    head: &Head,
    line: &ShiftLine,
    now: &Now<'_>,
) -> Result<Told, Error> {
    let mut milestones = record.milestones.iter_mut();
    let milestone = milestones.find(|milestone| milestone.number == line.number);
    let milestone = milestone.ok_or(Error::NotFound)?;
    milestone.status = milestone
        .status
        .apply(MilestoneEvent::Forecast)
        .map_err(|error| {
            Error::not_now(format!(
                "milestone {} of {}: {error}",
                line.number, line.contract
            ))
        })?;
    milestone.changes.push(DateChange {
        id: now.id(),
        which: WhichDate::Forecast,
        old: milestone.forecast,
        new: Some(line.to_day),
        reason: head.row.reason.clone(),
        cause: head.cause.parse().ok(),
        attributable_to: head.attributable_to.parse().ok(),
        modification: None,
        at: now.at,
        by: now.by.clone(),
    });
    milestone.forecast = Some(line.to_day);
    let [from, to] = [line.from_day, line.to_day].map(|day| day.format("%-d %b %Y").to_string());
    let summary = format!(
        "Forecast of milestone {}, {}, follows a moved date: from {from} to {to}",
        line.number, line.title
    );
    Ok(Told::that(summary).because(head.row.reason.clone()))
}

async fn mark(
    work: &mut Work<'_>,
    proposal: Uuid,
    place: i64,
    status: LineStatus,
    note: Option<String>,
) -> Result<(), Error> {
    let (by, at) = (work.account(), work.at);
    work.tx
        .query(
            "UPDATE shift_line SET status = $1, note = $2, decided_by = $3, decided_at = $4
             WHERE proposal_id = $5 AND place = $6 AND status = 'open'",
        )
        .bind(status.code())
        .bind(note)
        .bind(by)
        .bind(at)
        .bind(proposal)
        .bind(place)
        .run_one()
        .await?;
    Ok(())
}
