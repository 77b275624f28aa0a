//! Signing: the contractor, then the purchaser; the effective start date begins the work (GTC A.1.6).

use super::change::{Now, Told, close, open};
use super::record::ContractRecord;
use crate::db::{DbError, Tx};
use crate::{Call, Ctx, Error, Work, begin, evaluation};
use chrono::NaiveDate;
use domain::id::{AwardId, SolicitationId};
use domain::policy::actions::ManageContract;
use domain::states::award::{AwardEvent, AwardState};
use domain::states::contract::{ContractEvent, ContractState};
use domain::states::milestone::{MilestoneEvent, MilestoneState};
use domain::states::solicitation::{SolicitationEvent, SolicitationState};
use uuid::Uuid;

/// A step on the way from the draft to performance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignStep {
    /// The contractor's signature is on record.
    Contractor,
    /// The purchaser signs: the contract is concluded.
    Purchaser,
    /// The effective start date is reached.
    Effective,
}

impl SignStep {
    /// Reads the name of the step as forms send it.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        match code {
            "sign_contractor" => Some(Self::Contractor),
            "sign_purchaser" => Some(Self::Purchaser),
            "effective_date" => Some(Self::Effective),
            _ => None,
        }
    }

    const fn event(self) -> ContractEvent {
        match self {
            Self::Contractor => ContractEvent::SignContractor,
            Self::Purchaser => ContractEvent::SignPurchaser,
            Self::Effective => ContractEvent::EffectiveDate,
        }
    }
}

/// Takes the next step of signing. The purchaser's signature signs the award and concludes the solicitation; when the
/// effective start date is reached by then, performance begins at once.
///
/// # Errors
/// When the state does not allow the step, nothing may be signed yet (standstill), the effective start date is still to
/// come, somebody was faster, or the store fails.
pub async fn sign(
    ctx: &Ctx,
    call: &Call,
    reference: &str,
    version: i64,
    step: SignStep,
) -> Result<String, Error> {
    let mut work = begin!(ctx, call);
    let (before, permit) = open::<ManageContract>(&mut work, reference, version).await?;
    let mut after = before.clone();
    let told = after.signed(step, &Now::of(&work))?;
    if step == SignStep::Purchaser
        && let (Some(award), Some(solicitation)) = (after.award, after.solicitation)
    {
        let reference = after.solicitation_reference.clone();
        conclude(&mut work, award, (solicitation, reference.as_deref())).await?;
    }
    close(&mut work, &permit, &before, &mut after, told).await?;
    work.commit(after.reference).await
}

impl ContractRecord {
    pub(crate) fn signed(&mut self, step: SignStep, now: &Now<'_>) -> Result<Told, Error> {
        let today = now.today();
        let begins = self.effective_on.is_some_and(|day| day <= today);
        self.status = self.status.apply(step.event()).map_err(Error::not_now)?;
        match step {
            SignStep::Contractor => {
                return Ok(Told::that(format!(
                    "Signed by the contractor, {}",
                    self.provider_name
                )));
            }
            SignStep::Purchaser => self.signed_on = Some(today),
            SignStep::Effective if !begins => return Err(not_yet(self.effective_on)),
            SignStep::Effective => {}
        }
        if self.status == ContractState::Signed && begins {
            self.status = self
                .status
                .apply(ContractEvent::EffectiveDate)
                .map_err(Error::not_now)?;
        }
        if self.status == ContractState::Performing {
            self.start_milestones()?;
        }
        Ok(Told::that(match (step, self.status) {
            (SignStep::Effective, _) => "The effective start date is reached; performance begins",
            (_, ContractState::Performing) => "Signed by the purchaser; performance begins",
            _ => "Signed by the purchaser",
        }))
    }

    fn start_milestones(&mut self) -> Result<(), Error> {
        for milestone in self
            .milestones
            .iter_mut()
            .filter(|m| m.status == MilestoneState::Baselined)
        {
            milestone.status = milestone
                .status
                .apply(MilestoneEvent::Start)
                .map_err(Error::not_now)?;
        }
        Ok(())
    }
}

fn not_yet(day: Option<NaiveDate>) -> Error {
    let day = day.map_or_else(String::new, |day| format!(", {},", day.format("%-d %b %Y")));
    Error::not_now(format!(
        "the effective start date{day} is still to come (GTC A.1.6)"
    ))
}

/// Moves the award and the solicitation along with the purchaser's signature of a contract, or of an order under a framework.
///
/// # Errors
/// During the standstill, while a complaint is open, when the award's state does not allow it, or the store fails.
pub(crate) async fn conclude(
    work: &mut Work<'_>,
    award: AwardId,
    (solicitation, reference): (SolicitationId, Option<&str>),
) -> Result<(), Error> {
    let today = work.at.date_naive();
    let tx = &mut work.tx;
    let (status, earliest, lot): (String, Option<NaiveDate>, String) = tx
        .query("SELECT status, earliest_signature, lot FROM award WHERE id = $1")
        .bind(award.0)
        .one()
        .await?;
    if let Some(day) = earliest.filter(|day| today < *day) {
        let words = format!(
            "the standstill lasts: nothing may be signed before {} (NCP 28-29)",
            day.format("%-d %b %Y")
        );
        return Err(Error::not_now(words));
    }
    if disputed(tx, award.0).await? {
        return Err(Error::not_now(
            "a complaint about the award is open: nothing may be signed until it is decided (NCP App.1 13-16)",
        ));
    }
    let state: AwardState = status
        .parse()
        .map_err(|error| DbError::corrupt("award.status", error))?;
    let next = state.apply(AwardEvent::Sign).map_err(Error::not_now)?;
    move_on(
        tx,
        "UPDATE award SET status = $1, version = version + 1 WHERE id = $2 AND status = $3",
        next.as_str(),
        award.0,
        &status,
    )
    .await?;
    match reference {
        Some(reference) if !lot.is_empty() => evaluation::follow(work, reference).await,
        _ => conclude_solicitation(tx, solicitation.0).await,
    }
}

/// Whether a complaint about an award is open whose suspension nobody has overridden.
pub(crate) async fn disputed(tx: &mut Tx, award: Uuid) -> Result<bool, Error> {
    let sql = "SELECT CAST(COUNT(*) AS BIGINT) FROM complaint
         WHERE award_id = $1 AND status NOT IN ('dismissed', 'upheld', 'final', 'settled', 'rejected')
            AND NOT EXISTS (SELECT 1 FROM award_decision WHERE award_decision.award_id = complaint.award_id
                AND kind = 'override' AND award_decision.status = 'approved' AND decided_at >= complaint.lodged_at)";
    let open: i64 = tx.query(sql).bind(award).scalar().await?;
    Ok(open > 0)
}

/// With several imported awards the first signature concludes the solicitation; the others find it concluded.
async fn conclude_solicitation(tx: &mut Tx, id: Uuid) -> Result<(), Error> {
    let status: String = tx
        .query("SELECT status FROM solicitation WHERE id = $1")
        .bind(id)
        .scalar()
        .await?;
    let state: SolicitationState = status
        .parse()
        .map_err(|error| DbError::corrupt("solicitation.status", error))?;
    if state == SolicitationState::Concluded {
        return Ok(());
    }
    let next = state
        .apply(SolicitationEvent::Sign)
        .map_err(Error::not_now)?;
    let sql =
        "UPDATE solicitation SET status = $1, version = version + 1 WHERE id = $2 AND status = $3";
    move_on(tx, sql, next.as_str(), id, &status).await
}

async fn move_on(
    tx: &mut Tx,
    sql: &'static str,
    next: &'static str,
    id: Uuid,
    from: &str,
) -> Result<(), Error> {
    tx.query(sql)
        .bind(next)
        .bind(id)
        .bind(from.to_owned())
        .run_one()
        .await?;
    Ok(())
}
