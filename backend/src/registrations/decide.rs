//! The reviewer's decision.

use super::typed::{Complete, Typed};
use crate::accounts::{OneTimeLink, hand_over, invite_account};
use crate::audit::Happening;
use crate::db::{DbError, JsonText};
use crate::error::Stale;
use crate::providers;
use crate::{Call, Ctx, Error, Work, begin};
use domain::actor::Membership;
use domain::id::ProviderId;
use domain::policy::actions::{KeepProviders, ReviewRegistrations};
use domain::policy::{Permit, Subject};
use domain::states::{RegistrationEvent, RegistrationState, apply};
use domain::text::Prose;
use sqlx::FromRow;
use std::collections::BTreeMap;
use uuid::Uuid;

#[derive(FromRow)]
struct Row {
    id: Uuid,
    reference: String,
    status: String,
    typed: JsonText<Typed>,
    version: i64,
}

/// The registration that is decided on, after the event.
struct Decided {
    row: Row,
    after: RegistrationState,
    permit: Permit<ReviewRegistrations>,
}

async fn decided(
    work: &mut Work<'_>,
    reference: &str,
    version: i64,
    event: RegistrationEvent,
) -> Result<Decided, Error> {
    let permit = work.permit::<ReviewRegistrations>(Subject::ANY)?;
    let query = work.tx.query(
        "SELECT id, reference, status, typed, version FROM registration WHERE reference = $1",
    );
    let row: Option<Row> = query.bind(reference.to_uppercase()).optional().await?;
    let row = row.ok_or(Error::NotFound)?;
    let state = row.status.parse::<RegistrationState>();
    let state = state.map_err(|error| DbError::corrupt("registration.status", error))?;
    if row.version != version {
        return Err(Error::Stale(Box::new(Stale {
            version: row.version,
            recorded: BTreeMap::from([("status".to_owned(), state.label().to_owned())]),
        })));
    }
    let after = apply(state, event).map_err(Error::not_now)?;
    Ok(Decided { row, after, permit })
}

async fn save(
    work: &mut Work<'_>,
    decided: &Decided,
    reason: Option<&str>,
    provider: Option<ProviderId>,
) -> Result<(), Error> {
    let (at, account) = (work.at, work.account());
    work.tx
        .query(
            "UPDATE registration SET status = $1, reason = $2, provider_id = $3, decided_by = $4, decided_at = $5, changed_at = $5,
                 version = version + 1 WHERE id = $6 AND version = $7",
        )
        .bind(decided.after.as_str())
        .bind(reason.map(str::to_owned))
        .bind(provider.map(|provider| provider.0))
        .bind(account)
        .bind(at)
        .bind(decided.row.id)
        .bind(decided.row.version)
        .run_one()
        .await?;
    Ok(())
}

/// Accepts a registration: the organisation, its identifiers, its statement of ownership and control, and an account for the
/// contact person, who becomes its first owner. Where this server sends mail, the link with which that person sets a password is
/// mailed, and nothing is answered; else it is answered for the reviewer to hand over. Either confirms the address.
///
/// # Errors
/// When another organisation has one of the identifiers or another account the address, it is decided already, somebody was
/// faster, the rules refuse, or the store fails.
pub async fn accept(
    ctx: &Ctx,
    call: &Call,
    reference: &str,
    version: i64,
) -> Result<Option<OneTimeLink>, Error> {
    let mut work = begin!(ctx, call);
    let decided = decided(&mut work, reference, version, RegistrationEvent::Accept).await?;
    let keeps = work.permit::<KeepProviders>(Subject::ANY)?;
    let typed = &decided.row.typed.0;
    let Complete {
        provider,
        identifiers,
        ownership,
    } = typed.complete(ctx.today())?;
    let (id, own) = providers::insert(&mut work, &provider)
        .await
        .map_err(unfielded)?;
    providers::not_taken(&mut work, id, &identifiers)
        .await
        .map_err(unfielded)?;
    for one in &identifiers {
        providers::insert_identifier(&mut work, id, one).await?;
    }
    providers::store_statement(&mut work, id, &ownership).await?;
    let account = typed.account(id)?;
    let (person, link) = invite_account(&mut work, &account, Membership::Owner)
        .await
        .map_err(unfielded)?;
    save(&mut work, &decided, None, Some(id)).await?;
    let summary = format!(
        "Registered {} after its registration {}",
        provider.name.as_str(),
        decided.row.reference
    );
    let happening = Happening::to("provider", id.0, &own, summary).after(&provider)?;
    work.record(&keeps, happening).await?;
    let summary = format!("Made the first account of {own}, {}", account.email);
    let happening = Happening::to("account", person.0, account.name.as_str(), summary);
    work.record(&decided.permit, happening.after(&account)?)
        .await?;
    let happening = Happening::to(
        "registration",
        decided.row.id,
        &decided.row.reference,
        format!("Accepted: {own}"),
    );
    work.record(&decided.permit, happening).await?;
    if ctx.site().mail {
        hand_over(&mut work, person, &account, &link).await?;
        return work.commit(None).await;
    }
    // The secret is in the answer to this one request only.
    work.commit(Some(link.without_secret())).await?;
    Ok(Some(link))
}

/// The reviewer's form has no field for what the organisation typed.
fn unfielded(error: Error) -> Error {
    match error {
        Error::Invalid(fields) => {
            let words: Vec<String> = fields.into_iter().map(|field| field.message).collect();
            Error::NotNow(words.join("; "))
        }
        other => other,
    }
}

/// Asks the organisation for something; it can change its registration and send it again.
///
/// # Errors
/// When nothing is asked, it is decided already, somebody was faster, the rules refuse, or the store fails.
pub async fn ask_back(
    ctx: &Ctx,
    call: &Call,
    reference: &str,
    version: i64,
    question: &str,
) -> Result<(), Error> {
    with_reason(
        ctx,
        call,
        (reference, version),
        RegistrationEvent::AskBack,
        question,
    )
    .await
}

/// Rejects a registration with a reason, which its writer reads.
///
/// # Errors
/// As [`ask_back`].
pub async fn reject(
    ctx: &Ctx,
    call: &Call,
    reference: &str,
    version: i64,
    reason: &str,
) -> Result<(), Error> {
    with_reason(
        ctx,
        call,
        (reference, version),
        RegistrationEvent::Reject,
        reason,
    )
    .await
}

async fn with_reason(
    ctx: &Ctx,
    call: &Call,
    (reference, version): (&str, i64),
    event: RegistrationEvent,
    reason: &str,
) -> Result<(), Error> {
    let mut work = begin!(ctx, call);
    let decided = decided(&mut work, reference, version, event).await?;
    let (field, verb) = match event {
        RegistrationEvent::AskBack => ("question", "Asked the organisation back"),
        _ => ("reason", "Rejected the registration"),
    };
    let reason = Prose::<2_000>::parse(reason).map_err(|error| Error::field(field, error))?;
    save(&mut work, &decided, Some(reason.as_str()), None).await?;
    let happening = Happening::to("registration", decided.row.id, &decided.row.reference, verb);
    work.record(&decided.permit, happening.because(reason.as_str()))
        .await?;
    work.commit(()).await
}
