//! A registration as its writer sees it.

use super::typed::Typed;
use crate::accounts::Token;
use crate::db::query::Query;
use crate::db::{DbError, JsonText};
use crate::error::FieldError;
use crate::{Ctx, Error};
use chrono::{DateTime, Utc};
use domain::registrations::Step;
use domain::states::RegistrationState;
use sqlx::FromRow;
use uuid::Uuid;

#[derive(Clone, Debug, FromRow)]
pub(super) struct Row {
    pub id: Uuid,
    pub reference: Option<String>,
    pub status: String,
    pub typed: JsonText<Typed>,
    pub reason: Option<String>,
    pub submitted_at: Option<DateTime<Utc>>,
    pub version: i64,
}

impl Row {
    pub(super) fn state(&self) -> Result<RegistrationState, Error> {
        let state = self.status.parse();
        Ok(state.map_err(|error| DbError::corrupt("registration.status", error))?)
    }
}

pub(super) const BY_SECRET: &str = "SELECT id, reference, status, typed, reason, submitted_at, version FROM registration WHERE secret_hash = $1";

/// The registration of a secret.
pub(super) async fn by_secret(query: Query<'_>, secret: &str) -> Result<Row, Error> {
    let row = query.bind(Token::received(secret).hash()).optional();
    row.await?.ok_or(Error::NotFound)
}

/// A registration as its writer sees it.
#[derive(Clone, Debug)]
pub struct Own {
    /// Its reference, once it was sent.
    pub reference: Option<String>,
    /// Where it stands.
    pub state: RegistrationState,
    /// What was typed.
    pub typed: Typed,
    /// What is wrong with each step that is not complete.
    pub wrong: Vec<(Step, Vec<FieldError>)>,
    /// What the reviewer asks, or why it was rejected.
    pub reason: Option<String>,
    /// When it was sent last.
    pub submitted_at: Option<DateTime<Utc>>,
    /// Version for changes.
    pub version: i64,
    /// Code and name of every nation to choose from.
    pub nations: Vec<(String, String)>,
}

impl Own {
    /// Whether it can be changed.
    #[must_use]
    pub const fn open(&self) -> bool {
        matches!(
            self.state,
            RegistrationState::Writing | RegistrationState::AskedBack
        )
    }
}

/// The registration of a secret, in two statements. Whoever has the secret reads it, signed in or not.
///
/// # Errors
/// When the secret is of none, or the store fails.
pub async fn own(ctx: &Ctx, secret: &str) -> Result<Own, Error> {
    let row = by_secret(ctx.db().query(BY_SECRET), secret).await?;
    let nations = ctx
        .db()
        .query("SELECT code, name FROM nation ORDER BY name");
    Ok(Own {
        state: row.state()?,
        wrong: row.typed.0.wrong(ctx.today()),
        reference: row.reference,
        typed: row.typed.0,
        reason: row.reason,
        submitted_at: row.submitted_at,
        version: row.version,
        nations: nations.all().await?,
    })
}
