//! A registration as its reviewer sees it, with whatever may be the same.

use super::typed::Typed;
use crate::db::{DbError, JsonText};
use crate::providers::{Known, Twin, twins};
use crate::{Ctx, Error};
use chrono::{DateTime, Utc};
use domain::actor::Actor;
use domain::identifiers::Identifier;
use domain::policy::actions::ReadRegistrations;
use domain::policy::{Subject, permit};
use domain::registrations::similar_names;
use domain::states::RegistrationState;
use sqlx::FromRow;
use uuid::Uuid;

/// A registration for its reviewer.
#[derive(Clone, Debug)]
pub struct Review {
    /// Its reference.
    pub reference: String,
    /// Where it stands.
    pub state: RegistrationState,
    /// What was typed.
    pub typed: Typed,
    /// What was asked back, or why it was rejected.
    pub reason: Option<String>,
    /// When it was sent last.
    pub submitted_at: DateTime<Utc>,
    /// Who decided last, and when.
    pub decided: Option<(String, DateTime<Utc>)>,
    /// The organisation that came of it.
    pub provider: Option<String>,
    /// Version for changes.
    pub version: i64,
    /// Organisations of the registry that may be the same; only while it waits.
    pub twins: Vec<Twin>,
    /// Reference and name of other registrations that wait and may be of the same organisation.
    pub others: Vec<(String, String)>,
    /// Whether somebody has an account with the contact person's address already.
    pub has_account: bool,
}

#[derive(FromRow)]
struct Row {
    id: Uuid,
    reference: String,
    status: String,
    typed: JsonText<Typed>,
    reason: Option<String>,
    submitted_at: DateTime<Utc>,
    decider: Option<String>,
    decided_at: Option<DateTime<Utc>>,
    provider: Option<String>,
    version: i64,
}

const ROW: &str = "SELECT registration.id, registration.reference, registration.status, registration.typed, registration.reason,
     registration.submitted_at, account.name AS decider, registration.decided_at, provider.reference AS provider, registration.version
 FROM registration LEFT JOIN account ON account.id = registration.decided_by LEFT JOIN provider ON provider.id = registration.provider_id
 WHERE registration.reference = $1";

/// A registration that was sent, with whatever may be the same, in four statements.
///
/// # Errors
/// When there is none, the rules refuse, or the store fails.
pub async fn review(ctx: &Ctx, actor: &Actor, reference: &str) -> Result<Review, Error> {
    permit::<ReadRegistrations>(actor, Subject::ANY)?;
    let row = ctx.db().query(ROW).bind(reference.to_uppercase());
    let row: Row = row.optional().await?.ok_or(Error::NotFound)?;
    let state = row.status.parse();
    let state = state.map_err(|error| DbError::corrupt("registration.status", error))?;
    let (mut same, mut others, mut has_account) = (Vec::new(), Vec::new(), false);
    if state == RegistrationState::Submitted {
        let numbers = row.typed.0.readable_numbers();
        let known = Known {
            name: &row.typed.0.organisation.name,
            identifiers: &numbers,
            own: None,
        };
        same = twins(ctx, &known).await?;
        others = waiting(ctx, row.id, &row.typed.0, &numbers).await?;
        has_account = known_address(ctx, &row.typed.0.contact.email).await?;
    }
    Ok(Review {
        reference: row.reference,
        state,
        typed: row.typed.0,
        reason: row.reason,
        submitted_at: row.submitted_at,
        decided: row.decider.zip(row.decided_at),
        provider: row.provider,
        version: row.version,
        twins: same,
        others,
        has_account,
    })
}

/// Other registrations that wait, with the same identifier or a similar name.
async fn waiting(
    ctx: &Ctx,
    id: Uuid,
    typed: &Typed,
    numbers: &[Identifier],
) -> Result<Vec<(String, String)>, Error> {
    let query = ctx.db().query(
        "SELECT reference, typed FROM registration WHERE status IN ('submitted', 'asked_back') AND id <> $1 ORDER BY submitted_at, id",
    );
    let rows: Vec<(String, JsonText<Typed>)> = query.bind(id).all().await?;
    let same = |other: &Typed| {
        similar_names(&typed.organisation.name, &other.organisation.name)
            || other
                .readable_numbers()
                .iter()
                .any(|one| numbers.contains(one))
    };
    let found = rows.into_iter().filter(|(_, other)| same(&other.0));
    Ok(found
        .map(|(reference, other)| (reference, other.0.organisation.name))
        .collect())
}

async fn known_address(ctx: &Ctx, email: &str) -> Result<bool, Error> {
    let query = ctx
        .db()
        .query("SELECT EXISTS (SELECT 1 FROM account WHERE email = $1)");
    Ok(query.bind(email.trim().to_lowercase()).scalar().await?)
}
