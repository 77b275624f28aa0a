//! Saving a volume of a draft.

use super::envelope;
use super::input::VolumeInput;
use super::load::{Row, row_in};
use crate::audit::Happening;
use crate::error::Stale;
use crate::{Call, Ctx, Error, Work, begin};
use domain::offers::{OfferContent, Volume};
use domain::policy::Permit;
use domain::policy::actions::EditOffer;
use domain::states::OfferState;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

impl VolumeInput {
    /// Which volume it is.
    #[must_use]
    pub const fn volume(&self) -> Volume {
        match self {
            Self::Administration(_) => Volume::Administration,
            Self::Technical(_) => Volume::Technical,
            Self::Experience(_) => Volume::Experience,
            Self::Price(_) => Volume::Price,
        }
    }
}

/// The call with a hash that only this server can compute: a plain SHA-256 of a form with a price could be found by trying
/// prices. Ed25519 signatures are deterministic, so the same form still has the same hash.
pub(super) fn blinded(ctx: &Ctx, call: &Call) -> Call {
    let signature = ctx
        .keys()
        .sign(&[b"offer draft".as_slice(), &call.body_hash].concat());
    Call {
        body_hash: Sha256::digest(signature).into(),
        ..call.clone()
    }
}

/// Keeps what was typed into one volume, complete or not, sealed to the server's key. After a submission the draft goes on;
/// its changes count only when it is submitted again. Answers the new version.
///
/// # Errors
/// When the rules refuse, offers are not received any more, a field cannot be read, somebody else saved meanwhile, or the
/// store fails.
pub async fn save_volume(
    ctx: &Ctx,
    call: &Call,
    offer_reference: &str,
    version: i64,
    input: VolumeInput,
) -> Result<i64, Error> {
    let call = &blinded(ctx, call);
    let mut work = begin!(ctx, call);
    let (row, permit) = to_edit(&mut work, offer_reference, Some(version)).await?;
    let mut content = row.draft(ctx)?;
    let volume = input.volume();
    input.into_content(&mut content, &row.sought)?;
    write(&mut work, &row, &content).await?;
    let happening = Happening::to("offer", row.id.0, &row.reference, saved(volume))
        .within(row.sought.solicitation_id.0);
    work.record(&permit, happening.after(&row.record())?)
        .await?;
    work.commit(version + 1).await
}

/// What the log says of a draft that was saved; the same for words and for files, of which it must not tell how many.
pub(super) fn saved(volume: Volume) -> String {
    format!("Saved the draft of the volume “{}”", volume.label())
}

/// The offer whose draft is changed, for whom may change it while offers are received. With `version`, only when nobody
/// else saved since.
pub(super) async fn to_edit(
    work: &mut Work<'_>,
    reference: &str,
    version: Option<i64>,
) -> Result<(Row, Permit<EditOffer>), Error> {
    let row = row_in(&mut work.tx, reference).await?;
    let permit = work.permit::<EditOffer>(row.subject())?;
    must_be_editable(&row)?;
    row.sought.must_receive(work.at)?;
    if version.is_some_and(|version| version != row.version) {
        return Err(stale(&row));
    }
    Ok((row, permit))
}

/// Keeps a draft, sealed to the server's key, when nobody else saved since it was read.
pub(super) async fn write(
    work: &mut Work<'_>,
    row: &Row,
    content: &OfferContent,
) -> Result<(), Error> {
    let sealed = work
        .ctx()
        .keys()
        .seal(envelope::closed(content)?.as_bytes())?;
    let at = work.at;
    work.tx
        .query(
        "UPDATE offer SET draft = $1, draft_saved_at = $2, version = version + 1 WHERE id = $3 AND version = $4",
    )
    .bind(sealed)
    .bind(at)
    .bind(row.id.0)
    .bind(row.version)
    .run_one()
    .await
    .map_err(|error| match error {
        crate::db::DbError::NotFound => stale(row),
        other => other.into(),
    })
}

/// Only a draft or a sealed offer is written on.
pub(super) fn must_be_editable(row: &Row) -> Result<(), Error> {
    match row.state()? {
        OfferState::Draft | OfferState::Submitted => Ok(()),
        other => Err(Error::not_now(format!(
            "the offer is “{}”: it cannot be changed any more",
            other.label()
        ))),
    }
}

/// Nothing of a draft goes into the answer of a lost race but the version and when it was saved.
pub(super) fn stale(row: &Row) -> Error {
    let saved = row
        .draft_saved_at
        .map(|at| ("saved".to_owned(), at.to_rfc3339()));
    Error::Stale(Box::new(Stale {
        version: row.version,
        recorded: BTreeMap::from_iter(saved),
    }))
}
