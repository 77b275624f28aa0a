//! Opening: two different opening officers, after closing, everything at once or nothing.

use super::load::lock;
use super::open::open_all;
use super::unseal::Identities;
use crate::audit::Happening;
use crate::db::DbError;
use crate::{Call, Ctx, Error, Work, begin};
use chrono::{DateTime, Utc};
use domain::policy::Subject;
use domain::policy::actions::OpenOffers;
use domain::states::SolicitationState;
use sealing::Identity;
use sealing::parts::Part;
use serde::{Deserialize, Serialize};
use sqlx::FromRow;
use uuid::Uuid;
use zeroize::Zeroizing;

/// What a consent brought about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consent {
    /// How many offers it opened; none while a second person is needed.
    pub opened: Option<i64>,
}

/// The solicitation whose offers are to be opened.
#[derive(FromRow)]
pub(super) struct Process {
    pub id: Uuid,
    pub reference: String,
    pub status: String,
    pub closes_at: Option<DateTime<Utc>>,
    pub version: i64,
}

/// Consents to the opening of a solicitation's offers. The second person's consent opens every current offer.
///
/// A refused try (before closing, alone, or with a damaged offer) is an event of its own.
///
/// # Errors
/// When the rules refuse, it is too early, the same person consented before, an offer cannot be opened (then none is), or
/// the store fails.
pub async fn consent(
    ctx: &Ctx,
    call: &Call,
    solicitation_reference: &str,
) -> Result<Consent, Error> {
    let outcome = agree(ctx, call, solicitation_reference).await;
    if let Err(refusal @ (Error::NotNow(_) | Error::Seal(_))) = &outcome {
        note_refusal(ctx, call, solicitation_reference, refusal).await?;
    }
    outcome
}

async fn agree(ctx: &Ctx, call: &Call, reference: &str) -> Result<Consent, Error> {
    let mut work = begin!(ctx, call);
    let permit = work.permit::<OpenOffers>(Subject::ANY)?;
    let found = process(&mut work, reference).await?;
    lock(&mut work.tx, found.id.into()).await?;
    let process = process(&mut work, reference).await?;
    must_be_closed(&process, work.at)?;
    let account = work
        .account()
        .ok_or_else(|| Error::not_now("opening needs two persons with accounts"))?;
    give(&mut work, &process, account).await?;
    let given: i64 = work
        .tx
        .query("SELECT CAST(COUNT(*) AS BIGINT) FROM opening_consent WHERE solicitation_id = $1")
        .bind(process.id)
        .scalar()
        .await?;
    let opened = if given >= 2 {
        let identities = identities(&mut work, process.id).await?;
        Some(open_all(&mut work, &permit, &process, &identities).await?)
    } else {
        let summary = "Consented to the opening of the offers; a second opening officer is needed";
        let happening = Happening::to("solicitation", process.id, &process.reference, summary)
            .within(process.id);
        work.record(&permit, happening).await?;
        None
    };
    work.commit(Consent { opened }).await
}

async fn process(work: &mut Work<'_>, reference: &str) -> Result<Process, DbError> {
    work.tx
        .query("SELECT id, reference, status, closes_at, version FROM solicitation WHERE reference = $1 AND origin <> 'imported'")
        .bind(reference.to_owned())
        .one()
        .await
}

fn must_be_closed(process: &Process, at: DateTime<Utc>) -> Result<(), Error> {
    let state: SolicitationState = process
        .status
        .parse()
        .map_err(|error| DbError::corrupt("solicitation.status", error))?;
    match (state, process.closes_at) {
        (SolicitationState::Published | SolicitationState::Closed, Some(closes)) if at > closes => {
            Ok(())
        }
        (SolicitationState::Published | SolicitationState::Closed, Some(closes)) => {
            Err(Error::not_now(format!(
                "the offers may be opened only after closing at {}",
                closes.format("%-d %b %Y, %H:%M:%S UTC")
            )))
        }
        _ => Err(Error::not_now(format!(
            "the solicitation is “{}”: there is nothing to open",
            state.label()
        ))),
    }
}

async fn give(work: &mut Work<'_>, process: &Process, account: Uuid) -> Result<(), Error> {
    let given = work
        .tx
        .query("INSERT INTO opening_consent (solicitation_id, stage, account_id, capacity, given_at) VALUES ($1, 'offer', $2, 'officer', $3) ON CONFLICT DO NOTHING")
        .bind(process.id)
        .bind(account)
        .bind(work.at)
        .run()
        .await?;
    if given == 1 {
        Ok(())
    } else {
        Err(Error::not_now(
            "you have consented already: another opening officer is needed",
        ))
    }
}

/// The keys of a solicitation whose identities the server keeps, sealed to itself.
async fn identities(work: &mut Work<'_>, process: Uuid) -> Result<Identities, Error> {
    let rows: Vec<(String, Option<Vec<u8>>)> = work
        .tx
        .query("SELECT part, sealed_identity FROM part_key WHERE solicitation_id = $1")
        .bind(process)
        .all()
        .await?;
    let mut identities = Identities::new();
    for (part, sealed) in rows {
        let (Some(part), Some(sealed)) = (Part::from_code(&part), sealed) else {
            continue;
        };
        let text = Zeroizing::new(work.ctx().keys().unseal(&sealed)?);
        identities.insert(part, Identity::parse(&text)?);
    }
    Ok(identities)
}

/// Records a refused try in a transaction of its own, because the one that tried is undone.
async fn note_refusal(
    ctx: &Ctx,
    call: &Call,
    reference: &str,
    refusal: &Error,
) -> Result<(), Error> {
    let call = &Call::by(call.actor.clone());
    let mut work = begin!(ctx, call);
    let permit = work.permit::<OpenOffers>(Subject::ANY)?;
    let process = process(&mut work, reference).await?;
    let happening = Happening::to(
        "solicitation",
        process.id,
        &process.reference,
        "Tried to open the offers and was refused",
    );
    let happening = happening.within(process.id).because(refusal.to_string());
    work.record(&permit, happening).await?;
    work.commit(()).await
}
