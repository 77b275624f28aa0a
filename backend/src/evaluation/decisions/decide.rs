//! The second person's decision.

use super::{Decision, carry, of_process};
use crate::audit::Happening;
use crate::evaluation::read::{self, Source};
use crate::evaluation::sheet::{Process, Sheet};
use crate::notices::{To, tell};
use crate::{Call, Ctx, Error, Work, begin};
use domain::awards::DecisionStatus;
use domain::id::AccountId;
use domain::policy::Subject;
use domain::policy::actions::RefuseDecision;
use domain::text::Prose;
use uuid::Uuid;

/// What the second person says to a proposal.
#[derive(Clone, Copy, Debug)]
pub enum Answer<'a> {
    /// It is carried out.
    Agree,
    /// It is not, for this reason.
    Refuse(&'a str),
}

/// Decides on what a colleague proposed; agreed to, it is carried out in the same transaction and every bidder is told.
///
/// # Errors
/// The same person twice; decided already; a refusal without a reason; when the state does not allow it any more, the
/// rules refuse, or the store fails.
pub async fn decide(
    ctx: &Ctx,
    call: &Call,
    solicitation: &str,
    id: Uuid,
    answer: Answer<'_>,
) -> Result<(), Error> {
    let mut work = begin!(ctx, call);
    work.permit::<RefuseDecision>(Subject::ANY)?;
    work.tx.lock(&format!("award {solicitation}")).await?;
    let mut source = Source::Tx(&mut work.tx);
    let (whole, _) = read::process(&mut source, solicitation).await?;
    let all = of_process(&mut source, &whole).await?;
    let found = all.into_iter().find(|decision| decision.id == id);
    let before = found.ok_or(Error::NotFound)?;
    let lot = Some(before.lot.as_str()).filter(|lot| !lot.is_empty());
    let sheet = Sheet::in_lot(&mut source, (solicitation, lot).into()).await?;
    let subject = before.proposed_by.map_or(Subject::ANY, Subject::after);
    work.permit::<RefuseDecision>(subject)?;
    if before.status != DecisionStatus::Proposed {
        return Err(Error::not_now("it is decided already"));
    }
    match answer {
        Answer::Agree => {
            let after = settled(
                &mut work,
                &sheet.process,
                &before,
                DecisionStatus::Approved,
                None,
            )
            .await?;
            carry::out(&mut work, &sheet, &before, &after).await?;
        }
        Answer::Refuse(note) => refuse(&mut work, &sheet.process, &before, note).await?,
    }
    work.commit(()).await
}

/// Why a second person refuses what was proposed.
pub(in crate::evaluation) fn refusal(typed: &str) -> Result<Prose<2_000>, Error> {
    Prose::parse(typed)
        .map_err(|error| Error::field("note", format!("say why it is refused: {error}")))
}

async fn refuse(
    work: &mut Work<'_>,
    process: &Process,
    before: &Decision,
    note: &str,
) -> Result<(), Error> {
    let permit = work.permit::<RefuseDecision>(Subject::ANY)?;
    let note = refusal(note)?;
    let after = settled(
        work,
        process,
        before,
        DecisionStatus::Refused,
        Some(note.as_str()),
    )
    .await?;
    let words = format!("Refused: {}", before.kind.label().to_lowercase());
    let happening = Happening::to("solicitation", process.id.0, &process.reference, words)
        .within(process.id.0)
        .because(note.as_str())
        .after(&after)?;
    work.record(&permit, happening).await
}

/// Keeps what was decided, by whom and when; a decision is taken once.
async fn settled(
    work: &mut Work<'_>,
    process: &Process,
    before: &Decision,
    status: DecisionStatus,
    note: Option<&str>,
) -> Result<Decision, Error> {
    let (at, by) = (work.at, work.account());
    work.tx
        .query("UPDATE award_decision SET status = $1, decided_by = $2, decided_at = $3, note = $4 WHERE id = $5 AND status = 'proposed'")
        .bind(status.as_str())
        .bind(by)
        .bind(at)
        .bind(note.map(str::to_owned))
        .bind(before.id)
        .run_one()
        .await?;
    if let Some(AccountId(proposer)) = before.proposed_by {
        let text = format!("{}: “{}”", status.label(), before.kind.label());
        let to = [To::Account(AccountId(proposer))];
        tell(work, &to, "award.decided", &process.reference, &text).await?;
    }
    Ok(Decision {
        status,
        decider: Some(work.actor().name().to_owned()),
        decided_at: Some(at),
        note: note.map(str::to_owned),
        ..before.clone()
    })
}
