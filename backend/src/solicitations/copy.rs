//! A new draft from another solicitation or from a template: everything but dates, keys and offers.

use super::edit::{insert, next_reference};
use super::record::{SolicitationRecord, loaded};
use super::save::{save, save_codes};
use crate::audit::Happening;
use crate::{Call, Ctx, Error, Work, begin};
use domain::id::{AccountId, SolicitationId};
use domain::policy::actions::EditSolicitation;
use domain::policy::{Permit, Subject};
use domain::states::SolicitationState;
use std::collections::BTreeMap;

/// Begins a draft with what another solicitation says, and answers with its reference. Dates, reasons for departures, keys
/// and offers stay behind.
///
/// # Errors
/// When it is imported, the rules refuse, there is none, or the store fails.
pub async fn copy(ctx: &Ctx, call: &Call, reference: &str) -> Result<String, Error> {
    let mut work = begin!(ctx, call);
    let permit = work.permit::<EditSolicitation>(Subject::ANY)?;
    let source = loaded(&mut work.tx, reference).await?.record;
    if source.origin == "imported" {
        return Err(Error::not_now(
            "an imported record follows the rules of its publisher: write a solicitation of your own",
        ));
    }
    let summary = format!(
        "Began the solicitation “{}” as a copy of {reference}",
        source.title
    );
    let made = begun(&mut work, &permit, source, summary).await?;
    work.commit(made).await
}

/// The record without what belongs to one procedure.
pub(crate) fn dateless(source: SolicitationRecord) -> SolicitationRecord {
    SolicitationRecord {
        announced_on: None,
        published_at: None,
        questions_by: None,
        closes_at: None,
        opened_at: None,
        overrides: BTreeMap::new(),
        status: SolicitationState::Draft,
        version: 1,
        ..source
    }
}

/// Writes a draft with what `source` says, under a reference and an author of its own; answers with the reference.
pub(crate) async fn begun(
    work: &mut Work<'_>,
    permit: &Permit<EditSolicitation>,
    source: SolicitationRecord,
    summary: String,
) -> Result<String, Error> {
    let record = SolicitationRecord {
        id: SolicitationId(work.ctx().new_id()),
        reference: next_reference(work).await?,
        origin: "perigee".to_owned(),
        created_by: work.account().map(AccountId),
        created_at: work.at,
        ..dateless(source)
    };
    insert(&mut work.tx, &record).await?;
    save(&mut work.tx, &record, &record).await?;
    save_codes(&mut work.tx, &record).await?;
    let happening = Happening::to("solicitation", record.id.0, &record.reference, summary)
        .within(record.id.0)
        .after(&record)?;
    work.record(permit, happening).await?;
    Ok(record.reference)
}
