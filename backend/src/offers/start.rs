//! Starting an offer.

use super::load::{Sought, sought, sought_in};
use crate::audit::Happening;
use crate::db::Tx;
use crate::solicitations::{ADMITS, admits};
use crate::{Call, Ctx, Error, begin};
use chrono::Datelike;
use domain::actor::Actor;
use domain::id::ProviderId;
use domain::policy::actions::EditOffer;
use domain::policy::{Refused, Subject, permit};
use domain::reference::{Series, write};
use domain::states::OfferState;
use serde::Serialize;
use uuid::Uuid;

/// What is known before an offer is started.
#[derive(Clone, Debug)]
pub struct Invitation {
    /// What is asked.
    pub sought: Sought,
    /// Whether the organisation may offer here: by some methods only those whom the buyer names may.
    pub admitted: bool,
    /// Reference of the offer that was started before.
    pub existing: Option<String>,
}

fn own(actor: &Actor) -> Result<ProviderId, Error> {
    let subject = actor.provider().map_or(Subject::ANY, Subject::of_provider);
    permit::<EditOffer>(actor, subject)?;
    Ok(actor.provider().ok_or(Refused::Hidden)?)
}

/// What a solicitation asks, for a provider that may offer.
///
/// # Errors
/// When the rules refuse, there is no such published solicitation, or the store fails.
pub async fn invitation(
    ctx: &Ctx,
    actor: &Actor,
    solicitation_reference: &str,
) -> Result<Invitation, Error> {
    let provider = own(actor)?;
    let sought = sought(ctx.db(), solicitation_reference).await?;
    if matches!(
        sought.solicitation_status.as_str(),
        "draft" | "approved" | "announced"
    ) {
        return Err(Error::NotFound);
    }
    let existing = ctx
        .db()
        .query(EXISTING)
        .bind(sought.solicitation_id.0)
        .bind(provider.0)
        .optional_scalar()
        .await?;
    let query = ctx.db().query(ADMITS);
    Ok(Invitation {
        admitted: admits(query, sought.solicitation_id, provider).await?,
        sought,
        existing,
    })
}

const EXISTING: &str = "SELECT reference FROM offer WHERE solicitation_id = $1 AND provider_id = $2 AND external_key = ''";

#[derive(Serialize)]
struct Started {
    reference: String,
    solicitation: String,
    status: &'static str,
}

/// Starts an offer of the actor's organisation and tells its reference; the one that was started before, if there is one.
///
/// # Errors
/// When the rules refuse, the solicitation does not receive offers, or the store fails.
pub async fn start(ctx: &Ctx, call: &Call, solicitation_reference: &str) -> Result<String, Error> {
    let mut work = begin!(ctx, call);
    let provider = own(&call.actor)?;
    let permit = work.permit::<EditOffer>(Subject::of_provider(provider))?;
    let sought = sought_in(&mut work.tx, solicitation_reference).await?;
    sought.must_receive(work.at)?;
    let process = sought.solicitation_id;
    work.tx.lock(&format!("start {process} {provider}")).await?;
    let existing: Option<String> = work
        .tx
        .query(EXISTING)
        .bind(process.0)
        .bind(provider.0)
        .optional_scalar()
        .await?;
    if let Some(reference) = existing {
        return work.commit(reference).await;
    }
    if !admits(work.tx.query(ADMITS), process, provider).await? {
        return Err(Error::not_now(
            "only vendors that the buyer named may offer here, and yours is not among them",
        ));
    }
    let (id, at) = (ctx.new_id(), work.at);
    let reference = unused(&mut work.tx, at.year()).await?;
    let account = work.account();
    insert(
        &mut work.tx,
        id,
        &reference,
        (process.0, provider.0),
        (account, at),
    )
    .await?;
    let happening = Happening::to("offer", id, &reference, "Started an offer").within(process.0);
    let started = Started {
        reference: reference.clone(),
        solicitation: sought.solicitation_reference,
        status: OfferState::Draft.as_str(),
    };
    work.record(&permit, happening.after(&started)?).await?;
    work.commit(reference).await
}

/// A reference with a number drawn at random: numbers in order would tell each provider how many offers others began.
async fn unused(tx: &mut Tx, year: i32) -> Result<String, Error> {
    loop {
        let reference = write(Series::Offer, year, rand::random_range(100_000..1_000_000));
        let taken: bool = tx
            .query("SELECT EXISTS (SELECT 1 FROM offer WHERE reference = $1)")
            .bind(reference.clone())
            .scalar()
            .await?;
        if !taken {
            return Ok(reference);
        }
    }
}

async fn insert(
    tx: &mut Tx,
    id: Uuid,
    reference: &str,
    (process, provider): (Uuid, Uuid),
    (account, at): (Option<Uuid>, chrono::DateTime<chrono::Utc>),
) -> Result<(), Error> {
    tx.query(
        "INSERT INTO offer (id, reference, solicitation_id, provider_id, origin, external_key, status, created_by, created_at, noted_at, version)
         SELECT $1, $2, id, $3, origin, '', $4, $5, $6, $6, 1 FROM solicitation WHERE id = $7",
    )
    .bind(id)
    .bind(reference.to_owned())
    .bind(provider)
    .bind(OfferState::Draft.as_str())
    .bind(account)
    .bind(at)
    .bind(process)
    .run_one()
    .await?;
    Ok(())
}
