//! The steps of a pledge that are neither a payment nor an allocation.

use super::record::{Loaded, load, save_status};
use crate::audit::Happening;
use crate::{Call, Ctx, Error, Work, begin};
use domain::actor::NationCode;
use domain::policy::actions::{AllocateContribution, RecordPledge};
use domain::policy::{Action, Permit, Subject};
use domain::states::{ContributionEvent, ContributionState};

/// What happens to a pledge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// An agreement binds the nation now; by the nation.
    Commit,
    /// The nation takes it back, before anything was called; by the nation.
    Withdraw,
    /// The asset, data, staff or services can be used now; by the nation, for contributions in kind.
    MakeAvailable,
    /// The evidence was checked; by an officer.
    Verify,
}

impl Step {
    /// The name in forms.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Commit => "commit",
            Self::Withdraw => "withdraw",
            Self::MakeAvailable => "make_available",
            Self::Verify => "verify",
        }
    }

    const fn words(self) -> &'static str {
        match self {
            Self::Commit => "An agreement binds the nation",
            Self::Withdraw => "The nation took the pledge back",
            Self::MakeAvailable => "Made available",
            Self::Verify => "Verified",
        }
    }

    fn after(self, before: &Loaded) -> Result<ContributionState, Error> {
        let record = &before.record;
        let to = |event| record.status.apply(event).map_err(Error::not_now);
        match self {
            Self::Commit => to(ContributionEvent::Commit),
            Self::Withdraw if !record.allocations.is_empty() => Err(Error::not_now(
                "a part of this pledge is allocated to a contract: it cannot be taken back",
            )),
            Self::Withdraw => to(ContributionEvent::Withdraw),
            Self::MakeAvailable if record.kind.is_cash() => Err(Error::not_now(
                "money is made available by paying it: record the payment",
            )),
            Self::MakeAvailable => {
                let called = if record.status == ContributionState::Committed {
                    to(ContributionEvent::Call)?
                } else {
                    record.status
                };
                called
                    .apply(ContributionEvent::Deliver)
                    .map_err(Error::not_now)
            }
            Self::Verify if record.kind.is_cash() => {
                record.progress()?.verified().map_err(Error::not_now)
            }
            Self::Verify => to(ContributionEvent::Verify),
        }
    }
}

/// Takes one step with a pledge, for a reason that the log keeps.
///
/// # Errors
/// When the state does not allow it, the rules refuse, somebody was faster, or the store fails.
pub async fn take_step(
    ctx: &Ctx,
    call: &Call,
    reference: &str,
    version: i64,
    step: Step,
    reason: &str,
) -> Result<(), Error> {
    let mut work = begin!(ctx, call);
    let before = load(&mut work.tx, reference).await?;
    let nation: NationCode = before.record.nation.parse().map_err(|_| Error::NotFound)?;
    match step {
        Step::Verify => {
            let permit = work.permit::<AllocateContribution>(Subject::ANY)?;
            take(&mut work, &permit, &before, version, step, reason).await?;
        }
        Step::Commit | Step::Withdraw | Step::MakeAvailable => {
            let permit = work.permit::<RecordPledge>(Subject::of_nation(nation))?;
            take(&mut work, &permit, &before, version, step, reason).await?;
        }
    }
    work.commit(()).await
}

async fn take<A: Action>(
    work: &mut Work<'_>,
    permit: &Permit<A>,
    before: &Loaded,
    version: i64,
    step: Step,
    reason: &str,
) -> Result<(), Error> {
    before.check(version)?;
    let reason = domain::text::Line::<300>::parse(reason).map_err(|_| {
        Error::field(
            "reason",
            "name the agreement, the evidence or the reason, in one line",
        )
    })?;
    let mut after = before.record.clone();
    after.status = step.after(before)?;
    save_status(work, before, after.status).await?;
    let happening =
        Happening::to("pledge", before.id, &after.reference, step.words()).because(reason.as_str());
    work.record(permit, happening.before(&before.record)?.after(&after)?)
        .await
}
