//! Proposing a decision about an award.

use super::tie::Chosen;
use super::{Decision, of_process};
use crate::audit::Happening;
use crate::error::FieldErrors;
use crate::evaluation::award;
use crate::evaluation::lots::{self, InLot};
use crate::evaluation::read::{self, Source};
use crate::evaluation::sheet::Process;
use crate::{Call, Ctx, Error, Work, begin};
use domain::awards::{DecisionKind, DecisionStatus, NoAwardGround};
use domain::id::{AccountId, AwardId};
use domain::policy::Subject;
use domain::policy::actions::ProposeDecision;
use domain::text::Prose;

/// What is proposed, as typed.
#[derive(Clone, Copy, Debug)]
pub struct Proposal<'a> {
    /// A [`DecisionKind`] by its name.
    pub kind: &'a str,
    /// A [`NoAwardGround`] by its name, where the competition is to end without an award.
    pub ground: &'a str,
    /// The offer that is to take a shared first place.
    pub offer: &'a str,
    /// A [`TieMeans`](domain::awards::TieMeans) by its name, where a tie is to be settled.
    pub means: &'a str,
    /// Why.
    pub reason: &'a str,
}

struct Proposed {
    kind: DecisionKind,
    ground: Option<NoAwardGround>,
    reason: Prose<4_000>,
}

impl Proposed {
    fn parse(typed: Proposal<'_>) -> Result<Self, Error> {
        let mut errors = FieldErrors::default();
        let kind = errors.take("kind", typed.kind.parse::<DecisionKind>());
        let ground = match kind {
            Some(DecisionKind::NoAward) => errors.take("ground", typed.ground.parse()),
            _ => None,
        };
        let reason = Prose::parse(typed.reason).map_err(|error| format!("say why: {error}"));
        let reason = errors.take("reason", reason);
        errors.finish()?;
        let (Some(kind), Some(reason)) = (kind, reason) else {
            return Err(Error::NotFound);
        };
        Ok(Self {
            kind,
            ground,
            reason,
        })
    }
}

/// Proposes a decision about the award of a solicitation. Nobody outside is told before a colleague agrees.
///
/// # Errors
/// What is missing, by the names of the form's fields; when the state does not allow it, another proposal waits, the
/// rules refuse, or the store fails.
pub async fn propose(
    ctx: &Ctx,
    call: &Call,
    solicitation: impl Into<InLot<'_>>,
    asked: Proposal<'_>,
) -> Result<(), Error> {
    let at = solicitation.into();
    let solicitation = at.reference;
    let mut work = begin!(ctx, call);
    let permit = work.permit::<ProposeDecision>(Subject::ANY)?;
    work.tx.lock(&format!("award {solicitation}")).await?;
    let mut source = Source::Tx(&mut work.tx);
    let (process, runs) = lots::contest(&mut source, at).await?;
    let award = award::read(&mut source, &process).await?;
    let earlier = of_process(&mut source, &process).await?;
    let typed = Proposed::parse(asked)?;
    let state = award.as_ref().map(|(award, _, _)| award.status);
    if !typed.kind.fits(process.status, state) {
        return Err(Error::not_now(format!(
            "“{}” is not open while {solicitation} and its award stand as they do",
            typed.kind.label()
        )));
    }
    if earlier
        .iter()
        .any(|one| one.status == DecisionStatus::Proposed)
    {
        return Err(Error::not_now("another proposal waits for a second person"));
    }
    let award = award.map(|(award, _, _)| award.id);
    let tie = match typed.kind {
        DecisionKind::SettleTie => {
            let offers = read::offers(&mut Source::Tx(&mut work.tx), &process).await?;
            Some(Chosen::of(runs.first(), &offers, asked)?)
        }
        _ => None,
    };
    let decision = store(&mut work, &process, award, &typed, tie).await?;
    let words = format!("Proposed: {}", typed.kind.label().to_lowercase());
    let happening = match award {
        Some(award) => Happening::to("award", award.0, solicitation, words),
        None => Happening::to("solicitation", process.id.0, solicitation, words),
    };
    let happening = happening
        .within(process.id.0)
        .because(typed.reason.as_str())
        .after(&decision)?;
    work.record(&permit, happening).await?;
    work.commit(()).await
}

async fn store(
    work: &mut Work<'_>,
    process: &Process,
    award: Option<AwardId>,
    typed: &Proposed,
    tie: Option<Chosen>,
) -> Result<Decision, Error> {
    let (id, at, by) = (work.ctx().new_id(), work.at, work.account());
    work.tx
        .query(
            "INSERT INTO award_decision (id, solicitation_id, award_id, kind, ground, reason, status, proposed_by, proposed_at,
                 result_run_id, offer_id, means, lot)
             VALUES ($1, $2, $3, $4, $5, $6, 'proposed', $7, $8, $9, $10, $11, $12)",
        )
        .bind(id)
        .bind(process.id.0)
        .bind(award.map(|award| award.0))
        .bind(typed.kind.as_str())
        .bind(typed.ground.map(NoAwardGround::as_str))
        .bind(typed.reason.as_str().to_owned())
        .bind(by)
        .bind(at)
        .bind(tie.as_ref().map(|tie| tie.run.0))
        .bind(tie.as_ref().map(|tie| tie.offer.0))
        .bind(tie.as_ref().map(|tie| tie.settled.means.as_str()))
        .bind(process.lot_code().to_owned())
        .run_one()
        .await?;
    Ok(Decision {
        id,
        lot: process.lot_code().to_owned(),
        award,
        tie: tie.map(|tie| tie.settled),
        kind: typed.kind,
        ground: typed.ground,
        reason: typed.reason.as_str().to_owned(),
        status: DecisionStatus::Proposed,
        proposed_by: by.map(AccountId),
        proposer: Some(work.actor().name().to_owned()),
        proposed_at: at,
        decider: None,
        decided_at: None,
        note: None,
    })
}
