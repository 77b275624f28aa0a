//! Keeping accounts: add, change roles and bindings, disable, and hand out a link with which the person sets a password.

use super::session::{self, Token};
use crate::audit::Happening;
use crate::db::{DbError, Tx};
use crate::{Call, Ctx, Error, FieldErrors, Work, begin};
use chrono::{DateTime, Duration, Utc};
use domain::actor::{Membership, NationCode, Role};
use domain::id::{AccountId, ProviderId};
use domain::policy::Subject;
use domain::policy::actions::KeepAccounts;
use domain::text::Line;
use serde::{Deserialize, Serialize};

/// How long a link with which a password is set is good.
const LINK_LASTS: Duration = Duration::hours(48);

/// What is typed about an account.
#[derive(Clone, Debug, Default)]
pub struct AccountInput {
    /// E-mail address, with which the person signs in.
    pub email: String,
    /// The name that others see beside what the person did.
    pub name: String,
    /// Codes of roles.
    pub roles: Vec<String>,
    /// The organisation of a provider's account.
    pub provider: Option<ProviderId>,
    /// The nation of a delegate's account.
    pub nation: Option<String>,
}

/// An account that may be stored.
#[derive(Clone, Debug, Serialize, Deserialize, PartialEq, Eq)]
pub struct NewAccount {
    /// Lower case.
    pub email: String,
    /// Shown to others.
    pub name: Line<120>,
    /// At least one.
    pub roles: Vec<Role>,
    /// Only with the provider role, and then needed.
    pub provider: Option<ProviderId>,
    /// Only with the delegate role, and then needed.
    pub nation: Option<NationCode>,
}

impl TryFrom<AccountInput> for NewAccount {
    type Error = Error;

    fn try_from(input: AccountInput) -> Result<Self, Error> {
        let mut errors = FieldErrors::default();
        let email = input.email.trim().to_lowercase();
        let looks = email.split_once('@').is_some_and(|(user, host)| {
            !user.is_empty() && host.contains('.') && !host.ends_with('.')
        });
        if !looks || email.chars().any(|c| c.is_whitespace() || c.is_control()) || email.len() > 254
        {
            errors.add("email", "write an e-mail address such as name@example.org");
        }
        let name = errors.take("name", Line::parse(&input.name));
        let mut roles = Vec::new();
        for code in &input.roles {
            roles.extend(errors.take("roles", code.parse::<Role>()));
        }
        if roles.is_empty() {
            errors.add("roles", "choose at least one role");
        }
        let nation = input
            .nation
            .filter(|code| !code.is_empty())
            .and_then(|code| errors.take("nation", code.parse()));
        if roles.contains(&Role::Provider) && input.provider.is_none() {
            errors.add(
                "provider",
                "choose the organisation that the provider's account acts for",
            );
        }
        if roles.contains(&Role::Delegate) && nation.is_none() {
            errors.add(
                "nation",
                "choose the nation that the delegate's account acts for",
            );
        }
        errors.finish()?;
        let name = name.ok_or(Error::NotFound)?;
        let provider = input.provider.filter(|_| roles.contains(&Role::Provider));
        let nation = nation.filter(|_| roles.contains(&Role::Delegate));
        Ok(Self {
            email,
            name,
            roles,
            provider,
            nation,
        })
    }
}

/// A link that works once.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct OneTimeLink {
    /// The secret part of the address.
    pub secret: String,
    /// Until when it works.
    pub expires_at: DateTime<Utc>,
}

impl OneTimeLink {
    /// The link as the answer of a form is kept: whoever sends the form again does not get the secret again.
    pub(crate) fn without_secret(&self) -> Self {
        Self {
            secret: String::new(),
            ..self.clone()
        }
    }
}

/// Adds an account; the link lets its person set a password.
///
/// # Errors
/// When the address is taken, a binding does not exist, or the store fails.
pub async fn add(
    ctx: &Ctx,
    call: &Call,
    account: NewAccount,
) -> Result<(AccountId, OneTimeLink), Error> {
    let mut work = begin!(ctx, call);
    let permit = work.permit::<KeepAccounts>(Subject::ANY)?;
    let (id, at) = (AccountId(ctx.new_id()), work.at);
    store(&mut work.tx, id, at, &account).await?;
    let link = make_link(&mut work.tx, at, "set_password", Some(id)).await?;
    let happening = Happening::to(
        "account",
        id.0,
        account.name.as_str(),
        format!("Added the account {}", account.email),
    );
    work.record(&permit, happening.after(&account)?).await?;
    // The secret is in the answer to this one request only; a repeated request gets a link that is void.
    work.commit((id, link.without_secret())).await?;
    Ok((id, link))
}

/// Writes a new account and its roles.
pub(super) async fn store(
    tx: &mut Tx,
    id: AccountId,
    at: DateTime<Utc>,
    account: &NewAccount,
) -> Result<(), Error> {
    insert(tx, id, at, account).await?;
    set_roles(tx, id, &account.roles).await
}

async fn insert(
    tx: &mut Tx,
    id: AccountId,
    at: DateTime<Utc>,
    account: &NewAccount,
) -> Result<(), Error> {
    let taken: bool = tx
        .query("SELECT EXISTS (SELECT 1 FROM account WHERE email = $1)")
        .bind(account.email.clone())
        .scalar()
        .await?;
    if taken {
        return Err(Error::field("email", "another account has this address"));
    }
    let inserted = tx
        .query(
            "INSERT INTO account (id, email, name, provider_id, nation_code, active, created_at, version)
             VALUES ($1, $2, $3, $4, $5, $6, $7, 1)",
        )
        .bind(id.0)
        .bind(account.email.clone())
        .bind(account.name.as_str().to_owned())
        .bind(account.provider.map(|provider| provider.0))
        .bind(account.nation.map(|nation| nation.as_str().to_owned()))
        .bind(true)
        .bind(at)
        .run_one()
        .await;
    match inserted {
        Err(DbError::Unique(_)) => Err(Error::field("email", "another account has this address")),
        other => Ok(other?),
    }
}

async fn set_roles(tx: &mut Tx, id: AccountId, roles: &[Role]) -> Result<(), Error> {
    tx.query("DELETE FROM account_role WHERE account_id = $1")
        .bind(id.0)
        .run()
        .await?;
    for role in roles {
        tx.query(
            "INSERT INTO account_role (account_id, role) VALUES ($1, $2) ON CONFLICT DO NOTHING",
        )
        .bind(id.0)
        .bind(role.as_str())
        .run()
        .await?;
    }
    Ok(())
}

pub(super) async fn make_link(
    tx: &mut Tx,
    at: DateTime<Utc>,
    purpose: &'static str,
    account: Option<AccountId>,
) -> Result<OneTimeLink, Error> {
    let (token, expires_at) = (Token::random(), at + LINK_LASTS);
    tx.query("INSERT INTO one_time_link (token_hash, purpose, account_id, made_at, expires_at) VALUES ($1, $2, $3, $4, $5)")
        .bind(token.hash())
        .bind(purpose)
        .bind(account.map(|account| account.0))
        .bind(at)
        .bind(expires_at)
        .run_one()
        .await?;
    Ok(OneTimeLink {
        secret: token.expose().to_owned(),
        expires_at,
    })
}

/// Writes an account of an organisation, with what its person may do there and the link that sets a password.
///
/// # Errors
/// When the address is taken, or the store fails.
pub(crate) async fn invite_account(
    work: &mut Work<'_>,
    account: &NewAccount,
    membership: Membership,
) -> Result<(AccountId, OneTimeLink), Error> {
    let (id, at) = (AccountId(work.ctx().new_id()), work.at);
    store(&mut work.tx, id, at, account).await?;
    work.tx
        .query("UPDATE account SET provider_role = $1 WHERE id = $2")
        .bind(membership.as_str())
        .bind(id.0)
        .run_one()
        .await?;
    let link = make_link(&mut work.tx, at, "set_password", Some(id)).await?;
    Ok((id, link))
}

/// A link with which the person of an account sets a password.
///
/// # Errors
/// When the store fails.
pub(crate) async fn link_for(
    work: &mut Work<'_>,
    account: AccountId,
) -> Result<OneTimeLink, Error> {
    let at = work.at;
    make_link(&mut work.tx, at, "set_password", Some(account)).await
}

/// Changes an account's name, roles and bindings; its sessions end, so that the change acts at once.
///
/// # Errors
/// When somebody else changed it meanwhile, or the store fails.
pub async fn change(
    ctx: &Ctx,
    call: &Call,
    id: AccountId,
    version: i64,
    account: NewAccount,
) -> Result<(), Error> {
    let mut work = begin!(ctx, call);
    let permit = work.permit::<KeepAccounts>(Subject::ANY)?;
    let before = super::read::snapshot(&mut work.tx, id).await?;
    if before.version != version {
        return Err(before.stale());
    }
    work.tx
        .query(
            "UPDATE account SET name = $1, provider_id = $2, nation_code = $3, version = version + 1
             WHERE id = $4 AND version = $5",
        )
        .bind(account.name.as_str().to_owned())
        .bind(account.provider.map(|provider| provider.0))
        .bind(account.nation.map(|nation| nation.as_str().to_owned()))
        .bind(id.0)
        .bind(version)
        .run_one()
        .await?;
    set_roles(&mut work.tx, id, &account.roles).await?;
    let at = work.at;
    session::end_all(&mut work.tx, at, id, None).await?;
    let happening = Happening::to(
        "account",
        id.0,
        account.name.as_str(),
        "Changed the account; its sessions ended",
    );
    work.record(&permit, happening.before(&before.account)?.after(&account)?)
        .await?;
    work.commit(()).await
}

/// Disables an account or enables it again; a disabled one is signed out at once.
///
/// # Errors
/// When the person would disable their own account, or the store fails.
pub async fn disable(ctx: &Ctx, call: &Call, id: AccountId, active: bool) -> Result<(), Error> {
    let mut work = begin!(ctx, call);
    let permit = work.permit::<KeepAccounts>(Subject::ANY)?;
    if work.account() == Some(id.0) {
        return Err(Error::not_now(
            "you cannot disable your own account: ask another administrator",
        ));
    }
    let account = super::read::snapshot(&mut work.tx, id).await?.account;
    work.tx
        .query("UPDATE account SET active = $1, version = version + 1 WHERE id = $2")
        .bind(active)
        .bind(id.0)
        .run_one()
        .await?;
    let at = work.at;
    session::end_all(&mut work.tx, at, id, None).await?;
    let words = if active {
        "Enabled the account"
    } else {
        "Disabled the account; its sessions ended"
    };
    work.record(
        &permit,
        Happening::to("account", id.0, account.name.as_str(), words),
    )
    .await?;
    work.commit(()).await
}

/// Makes a link with which a person sets a new password; the old password works until then.
///
/// # Errors
/// When there is no such account, or the store fails.
pub async fn reset_link(ctx: &Ctx, call: &Call, id: AccountId) -> Result<OneTimeLink, Error> {
    let mut work = begin!(ctx, call);
    let permit = work.permit::<KeepAccounts>(Subject::ANY)?;
    let account = super::read::snapshot(&mut work.tx, id).await?.account;
    let at = work.at;
    let link = make_link(&mut work.tx, at, "set_password", Some(id)).await?;
    let happening = Happening::to(
        "account",
        id.0,
        account.name.as_str(),
        "Made a link to set a new password",
    );
    work.record(&permit, happening).await?;
    work.commit(link.without_secret()).await?;
    Ok(link)
}
