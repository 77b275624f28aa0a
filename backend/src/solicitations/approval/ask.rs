//! Sending a draft for approval.

use super::super::check::check;
use super::super::record::loaded;
use super::reviews::{lapse, open};
use crate::audit::Happening;
use crate::{Call, Ctx, Error, begin, overrides};
use domain::policy::Subject;
use domain::policy::actions::AskApproval;
use domain::states::SolicitationState;
use domain::text::Prose;

/// Sends a complete draft for approval by a colleague, with a note. The draft may still be edited: then it is sent anew.
///
/// # Errors
/// [`Error::Invalid`] with everything that is missing, by the names of the form's fields; when it is no draft, waits already,
/// somebody else was faster, the rules refuse, or the store fails.
pub async fn ask_approval(
    ctx: &Ctx,
    call: &Call,
    reference: &str,
    version: i64,
    note: Option<Prose<4000>>,
) -> Result<String, Error> {
    let mut work = begin!(ctx, call);
    let permit = work.permit::<AskApproval>(Subject::ANY)?;
    let found = loaded(&mut work.tx, reference).await?;
    let record = found.record;
    if record.version != version {
        return Err(record.stale());
    }
    if record.status != SolicitationState::Draft {
        return Err(Error::not_now(format!(
            "it is “{}”: only a draft is sent for approval",
            record.status.label()
        )));
    }
    let recorded = overrides::of_draft(&mut work.tx, record.id.0).await?;
    let missing = check(&record, found.estimate_eur, work.at)
        .approved_by(&record, found.estimate_eur, &recorded, work.at)
        .missing_for_approval();
    if !missing.is_empty() {
        return Err(Error::Invalid(missing));
    }
    match open(&mut work.tx, record.id).await? {
        Some(review) if review.version == record.version => {
            return Err(Error::not_now("it waits for approval already"));
        }
        // Something of it, such as a document, was changed after it was sent.
        Some(_) => lapse(&mut work, record.id).await?,
        None => {}
    }
    let note = note.map(String::from);
    let (id, at, account) = (ctx.new_id(), work.at, work.account().unwrap_or_default());
    work.tx
        .query("INSERT INTO review (id, solicitation_id, version, note, asked_by, asked_at) VALUES ($1, $2, $3, $4, $5, $6)")
        .bind(id)
        .bind(record.id.0)
        .bind(record.version)
        .bind(note.clone())
        .bind(account)
        .bind(at)
        .run_one()
        .await?;
    let summary = "Sent the draft for approval by a colleague";
    let happening = Happening::to("solicitation", record.id.0, &record.reference, summary);
    let happening = happening.within(record.id.0).after(&record)?;
    let happening = match note {
        Some(note) => happening.because(note),
        None => happening,
    };
    work.record(&permit, happening).await?;
    work.commit(record.reference).await
}
