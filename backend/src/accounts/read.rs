//! Reading accounts and sessions.

use super::keep::NewAccount;
use super::session::read_roles;
use crate::db::{DbError, Tx};
use crate::error::Stale;
use crate::{Ctx, Error};
use chrono::{DateTime, Utc};
use domain::actor::{Actor, Role};
use domain::id::{AccountId, ProviderId, SessionId};
use domain::mail::MailChoice;
use domain::policy::actions::{ReadAccounts, ReadOwnAccount};
use domain::policy::{Refused, Subject, permit};
use sqlx::FromRow;
use std::collections::BTreeMap;
use uuid::Uuid;

/// A line of the list of accounts.
#[derive(Clone, Debug, FromRow)]
pub struct AccountRow {
    /// The account.
    #[sqlx(try_from = "Uuid")]
    pub id: AccountId,
    /// E-mail address.
    pub email: String,
    /// Name.
    pub name: String,
    /// Whether it may sign in.
    pub active: bool,
    /// Whether a password is set.
    pub has_password: bool,
    /// Role codes, joined by commas.
    pub role_codes: Option<String>,
    /// Name of the bound organisation.
    pub provider_name: Option<String>,
    /// The bound organisation.
    pub provider_id: Option<Uuid>,
    /// Code of the bound nation.
    pub nation_code: Option<String>,
    /// Last use of any session.
    pub last_seen_at: Option<DateTime<Utc>>,
    /// Version for changes.
    pub version: i64,
}

impl AccountRow {
    /// The roles.
    #[must_use]
    pub fn roles(&self) -> Vec<Role> {
        read_roles(self.role_codes.as_deref())
    }
}

const ROWS: &str = "SELECT account.id, account.email, account.name, account.active, account.password_hash IS NOT NULL AS has_password,
     (SELECT string_agg(role, ',') FROM account_role WHERE account_role.account_id = account.id) AS role_codes,
     provider.name AS provider_name, account.provider_id, account.nation_code,
     (SELECT MAX(last_seen_at) FROM session WHERE session.account_id = account.id) AS last_seen_at, account.version
 FROM account LEFT JOIN provider ON provider.id = account.provider_id";

/// Every account, by name.
///
/// # Errors
/// When the rules refuse or the store fails.
pub async fn accounts(ctx: &Ctx, actor: &Actor) -> Result<Vec<AccountRow>, Error> {
    permit::<ReadAccounts>(actor, Subject::ANY)?;
    let select = crate::db::filter::Select::new(ROWS).tail("ORDER BY account.name, account.id");
    Ok(select.all(ctx.db()).await?)
}

/// One account, for the form that changes it.
///
/// # Errors
/// When the rules refuse, there is none, or the store fails.
pub async fn sheet(ctx: &Ctx, actor: &Actor, id: AccountId) -> Result<AccountRow, Error> {
    permit::<ReadAccounts>(actor, Subject::ANY)?;
    let select = crate::db::filter::Select::new(ROWS)
        .when("account.id = ?", Some(crate::db::filter::Value::Id(id.0)));
    select.all(ctx.db()).await?.pop().ok_or(Error::NotFound)
}

/// A browser that is signed in.
#[derive(Clone, Debug, FromRow)]
pub struct SessionRow {
    /// The session.
    #[sqlx(try_from = "Uuid")]
    pub id: SessionId,
    /// Since when.
    pub started_at: DateTime<Utc>,
    /// Last use, to the minute.
    pub last_seen_at: DateTime<Utc>,
    /// The browser's own description.
    pub browser: String,
    /// The network address.
    pub address: String,
}

/// One's own account.
#[derive(Clone, Debug)]
pub struct AccountSheet {
    /// E-mail address.
    pub email: String,
    /// What is mailed.
    pub mail: MailChoice,
    /// Sessions that are open, the newest first.
    pub sessions: Vec<SessionRow>,
}

/// One's own account and open sessions.
///
/// # Errors
/// When nobody is signed in or the store fails.
pub async fn own_account(ctx: &Ctx, actor: &Actor) -> Result<AccountSheet, Error> {
    permit::<ReadOwnAccount>(actor, Subject::ANY)?;
    let account = actor.account().ok_or(Refused::SignIn)?;
    let (email, mail): (String, String) = ctx
        .db()
        .query("SELECT email, mail FROM account WHERE id = $1")
        .bind(account.0)
        .one()
        .await?;
    let mail = mail
        .parse()
        .map_err(|error| DbError::corrupt("account.mail", error))?;
    let sessions = ctx
        .db()
        .query(
            "SELECT id, started_at, last_seen_at, browser, address FROM session
             WHERE account_id = $1 AND ended_at IS NULL AND expires_at > $2 AND last_seen_at > $3 ORDER BY started_at DESC",
        )
        .bind(account.0)
        .bind(ctx.now())
        .bind(ctx.now() - super::SESSION_IDLE)
        .all()
        .await?;
    Ok(AccountSheet {
        email,
        mail,
        sessions,
    })
}

/// What an account can be bound to.
#[derive(Clone, Debug)]
pub struct Choices {
    /// Organisations that are kept here, by name; imported ones have no accounts.
    pub providers: Vec<(ProviderId, String)>,
    /// Nations, by name.
    pub nations: Vec<(String, String)>,
}

/// What an account can be bound to, for the form.
///
/// # Errors
/// When the rules refuse or the store fails.
pub async fn choices(ctx: &Ctx, actor: &Actor) -> Result<Choices, Error> {
    permit::<ReadAccounts>(actor, Subject::ANY)?;
    let providers: Vec<(Uuid, String)> = ctx
        .db()
        .query("SELECT id, name FROM provider WHERE origin <> 'imported' AND merged_into IS NULL ORDER BY folded_name, id")
        .all()
        .await?;
    let nations = ctx
        .db()
        .query("SELECT code, name FROM nation ORDER BY name")
        .all()
        .await?;
    Ok(Choices {
        providers: providers
            .into_iter()
            .map(|(id, name)| (ProviderId(id), name))
            .collect(),
        nations,
    })
}

/// An account as it is recorded, with its version.
pub(super) struct Snapshot {
    pub account: NewAccount,
    pub version: i64,
}

impl Snapshot {
    /// What a person who lost the race is shown.
    pub fn stale(&self) -> Error {
        let roles = self
            .account
            .roles
            .iter()
            .map(|role| role.label())
            .collect::<Vec<_>>()
            .join(", ");
        let recorded = BTreeMap::from([
            ("name".to_owned(), self.account.name.as_str().to_owned()),
            ("roles".to_owned(), roles),
        ]);
        Error::Stale(Box::new(Stale {
            version: self.version,
            recorded,
        }))
    }
}

pub(super) async fn snapshot(tx: &mut Tx, id: AccountId) -> Result<Snapshot, Error> {
    let (email, name, provider, nation, version): (
        String,
        String,
        Option<Uuid>,
        Option<String>,
        i64,
    ) = tx
        .query("SELECT email, name, provider_id, nation_code, version FROM account WHERE id = $1")
        .bind(id.0)
        .one()
        .await?;
    let roles: Vec<String> = tx
        .query("SELECT role FROM account_role WHERE account_id = $1")
        .bind(id.0)
        .scalars()
        .await?;
    let account = NewAccount {
        email,
        name: domain::text::Line::parse(&name)
            .map_err(|error| DbError::corrupt("account.name", error))?,
        roles: read_roles(Some(&roles.join(","))),
        provider: provider.map(ProviderId),
        nation: nation.and_then(|code| code.parse().ok()),
    };
    Ok(Snapshot { account, version })
}

/// The organisation that a reference names, for the command line.
///
/// # Errors
/// When there is none, or the store fails.
pub async fn provider_by_reference(ctx: &Ctx, reference: &str) -> Result<ProviderId, Error> {
    let id: Option<Uuid> = ctx
        .db()
        .query("SELECT id FROM provider WHERE reference = $1")
        .bind(reference.to_uppercase())
        .optional_scalar()
        .await?;
    id.map(ProviderId).ok_or_else(|| {
        Error::field(
            "provider",
            format!("no organisation has the reference {reference}"),
        )
    })
}
