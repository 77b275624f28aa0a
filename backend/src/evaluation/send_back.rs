//! A second officer sends a recommendation back instead of approving it.

use super::approve::fresh;
use super::award;
use super::compliance::given_reason;
use super::lots::InLot;
use super::read::Source;
use super::sheet::Sheet;
use super::steps::move_award;
use crate::audit::Happening;
use crate::notices::{To, tell};
use crate::{Call, Ctx, Error, begin};
use domain::policy::Subject;
use domain::policy::actions::ApproveAward;
use domain::states::{AwardEvent, AwardState};

/// Sends a recommendation back to the colleague who made it, with the reason. It is void, nobody outside is told, and
/// another one can be made.
///
/// # Errors
/// Without a reason; the same person twice; a version that is not the newest; [`Error::NotNow`] where nothing waits.
pub async fn send_back(
    ctx: &Ctx,
    call: &Call,
    solicitation: impl Into<InLot<'_>>,
    version: i64,
    reason: &str,
) -> Result<(), Error> {
    let at = solicitation.into();
    let mut work = begin!(ctx, call);
    work.tx.lock(&format!("award {}", at.reference)).await?;
    let sheet = Sheet::in_lot(&mut Source::Tx(&mut work.tx), at).await?;
    let found = award::read(&mut Source::Tx(&mut work.tx), &sheet.process).await?;
    let author = found
        .as_ref()
        .and_then(|(award, _, _)| award.recommended_by);
    let permit = work.permit::<ApproveAward>(author.map_or(Subject::ANY, Subject::after))?;
    let (before, _, _) = found.ok_or_else(|| Error::not_now("no award is recommended yet"))?;
    fresh(&before, version)?;
    if before.status != AwardState::Recommended {
        return Err(Error::not_now(format!(
            "the award is “{}” already: only a recommendation can be sent back",
            before.status.label()
        )));
    }
    let reason = given_reason(reason)?;
    let after = move_award(&mut work, &before, AwardEvent::Annul, before.clone()).await?;
    let words = "Sent the recommendation back";
    let happening = Happening::to("award", before.id.0, &before.offer, words)
        .within(sheet.process.id.0)
        .because(reason.as_str())
        .before(&before)?
        .after(&after)?;
    work.record(&permit, happening).await?;
    if let Some(author) = author {
        let text = format!("Your recommendation was sent back: {}", reason.as_str());
        let to = [To::Account(author)];
        tell(&mut work, &to, "award.sent_back", at.reference, &text).await?;
    }
    work.commit(()).await
}
