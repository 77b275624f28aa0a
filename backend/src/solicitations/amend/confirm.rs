//! An offer that was sealed before an amendment, confirmed by its provider.

use crate::audit::Happening;
use crate::{Call, Ctx, Error, Work, begin};
use chrono::{DateTime, Utc};
use domain::actor::Actor;
use domain::id::ProviderId;
use domain::policy::actions::{ConfirmOffer, ReadDraftSolicitations};
use domain::policy::{Subject, permit};
use domain::states::SolicitationState;
use serde::Serialize;
use sqlx::FromRow;
use std::collections::BTreeMap;
use uuid::Uuid;

#[derive(FromRow)]
struct Row {
    offer_id: Uuid,
    provider_id: Option<Uuid>,
    solicitation_id: Uuid,
    solicitation_reference: String,
    status: String,
    closes_at: Option<DateTime<Utc>>,
    sealed_offer_id: Option<Uuid>,
    amendment: Option<i64>,
}

/// The newest amendment of substance that was made after the submission that counts and is not confirmed.
const ROW: &str = "SELECT offer.id AS offer_id, offer.provider_id, solicitation.id AS solicitation_id,
     solicitation.reference AS solicitation_reference, solicitation.status, solicitation.closes_at, sealed_offer.id AS sealed_offer_id,
     (SELECT MAX(version.number) FROM solicitation_version AS version WHERE version.solicitation_id = solicitation.id
        AND version.number > 0 AND version.substance AND version.made_at >= sealed_offer.received_at) AS amendment
 FROM offer JOIN solicitation ON solicitation.id = offer.solicitation_id
     LEFT JOIN sealed_offer ON sealed_offer.offer_id = offer.id AND sealed_offer.standing = 'current'
 WHERE offer.reference = $1";

/// The first amendment of substance that was made after a sealed offer was received and that its provider has not confirmed.
macro_rules! first_unconfirmed {
    () => {
        "(SELECT MIN(version.number) FROM solicitation_version AS version WHERE version.solicitation_id = offer.solicitation_id
            AND version.number > 0 AND version.substance AND version.made_at >= sealed_offer.received_at
            AND version.number > COALESCE((SELECT MAX(amendment) FROM offer_confirmation
                WHERE offer_confirmation.sealed_offer_id = sealed_offer.id), 0))"
    };
}

pub(crate) use first_unconfirmed;

const MADE_BEFORE: &str = concat!(
    "SELECT offer.reference, ",
    first_unconfirmed!(),
    " AS amendment FROM offer JOIN sealed_offer ON sealed_offer.offer_id = offer.id AND sealed_offer.standing = 'current'
         JOIN solicitation ON solicitation.id = offer.solicitation_id
     WHERE solicitation.reference = $1 AND offer.opened_at IS NOT NULL"
);

/// Of the opened offers of a solicitation those that were made before an amendment and not confirmed, with its number.
///
/// # Errors
/// When the rules refuse or the store fails.
pub async fn made_before(
    ctx: &Ctx,
    actor: &Actor,
    solicitation: &str,
) -> Result<BTreeMap<String, i64>, Error> {
    permit::<ReadDraftSolicitations>(actor, Subject::ANY)?;
    let rows: Vec<(String, Option<i64>)> = ctx
        .db()
        .query(MADE_BEFORE)
        .bind(solicitation.to_owned())
        .all()
        .await?;
    let marked = |(offer, amendment): (String, Option<i64>)| Some((offer, amendment?));
    Ok(rows.into_iter().filter_map(marked).collect())
}

#[derive(Serialize)]
struct Confirmed<'a> {
    reference: &'a str,
    solicitation: &'a str,
    amendment: i64,
}

/// Confirms that the sealed offer stands under what is published now: it is not sealed anew and nothing of it is read.
///
/// # Errors
/// When the offer is not the actor's own, nothing is submitted, no amendment asks for it, closing has passed, or the store
/// fails.
pub async fn confirm(ctx: &Ctx, call: &Call, offer_reference: &str) -> Result<(), Error> {
    let mut work = begin!(ctx, call);
    let row: Row = work
        .tx
        .query(ROW)
        .bind(offer_reference.to_owned())
        .one()
        .await?;
    let owner = row.provider_id.map(ProviderId);
    let permit = work.permit::<ConfirmOffer>(owner.map_or(Subject::ANY, Subject::of_provider))?;
    let open = row.status == SolicitationState::Published.as_str()
        && row.closes_at.is_some_and(|closes_at| work.at <= closes_at);
    if !open {
        return Err(Error::not_now(
            "offers are confirmed until closing, while the solicitation is open",
        ));
    }
    let (Some(sealed), Some(amendment)) = (row.sealed_offer_id, row.amendment) else {
        return Err(Error::not_now(
            "there is nothing to confirm: no amendment was made after this offer was sealed",
        ));
    };
    keep(&mut work, sealed, amendment).await?;
    let said = Confirmed {
        reference: offer_reference,
        solicitation: &row.solicitation_reference,
        amendment,
    };
    let name = super::amendment_number(amendment);
    let summary = format!("Confirmed the sealed offer under amendment {name}");
    let happening = Happening::to("offer", row.offer_id, offer_reference, summary)
        .within(row.solicitation_id)
        .after(&said)?;
    work.record(&permit, happening).await?;
    work.commit(()).await
}

async fn keep(work: &mut Work<'_>, sealed: Uuid, amendment: i64) -> Result<(), Error> {
    let (account, at) = (work.account().unwrap_or_default(), work.at);
    work.tx
        .query(
            "INSERT INTO offer_confirmation (sealed_offer_id, amendment, confirmed_by, confirmed_at) VALUES ($1, $2, $3, $4)
             ON CONFLICT (sealed_offer_id, amendment) DO NOTHING",
        )
        .bind(sealed)
        .bind(amendment)
        .bind(account)
        .bind(at)
        .run()
        .await?;
    Ok(())
}
