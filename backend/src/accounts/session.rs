//! Sessions: a random token in the browser's cookie, of which only the SHA-256 is stored.

use crate::audit::Happening;
use crate::db::Tx;
use crate::{Call, Ctx, Error, begin};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, Duration, Utc};
use domain::actor::{Actor, Membership, NationCode, Person, Role};
use domain::id::{AccountId, ProviderId, SessionId};
use domain::policy::Subject;
use domain::policy::actions::EndSession;
use sha2::{Digest, Sha256};
use sqlx::FromRow;
use uuid::Uuid;

/// A session that is not used for so long ends.
pub const SESSION_IDLE: Duration = Duration::minutes(60);
/// A session ends after so long in any case.
pub const SESSION_ABSOLUTE: Duration = Duration::hours(12);
/// How often the last use is written down; a write for each request would be waste.
const NOTED_EVERY: Duration = Duration::minutes(1);

/// The secret in the cookie: 256 random bits.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

impl Token {
    /// A new one.
    #[must_use]
    pub fn random() -> Self {
        Self(URL_SAFE_NO_PAD.encode(rand::random::<[u8; 32]>()))
    }

    /// One that a browser sent.
    #[must_use]
    pub fn received(text: &str) -> Self {
        Self(text.to_owned())
    }

    /// The text for the cookie.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }

    pub(crate) fn hash(&self) -> Vec<u8> {
        Sha256::digest(self.0.as_bytes()).to_vec()
    }
}

impl std::fmt::Debug for Token {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Token(…)")
    }
}

/// A browser that was just signed in.
#[derive(Clone, Debug)]
pub struct SignedIn {
    /// For the cookie.
    pub token: Token,
    /// Until when at most.
    pub expires_at: DateTime<Utc>,
}

/// Starts a session in the transaction of the sign-in.
pub(super) async fn start(
    ctx: &Ctx,
    tx: &mut Tx,
    account: AccountId,
    browser: &str,
    address: &str,
) -> Result<SignedIn, Error> {
    let (token, now) = (Token::random(), ctx.now());
    let expires_at = now + SESSION_ABSOLUTE;
    tx.query(
        "INSERT INTO session (id, token_hash, account_id, started_at, last_seen_at, expires_at, browser, address)
         VALUES ($1, $2, $3, $4, $4, $5, $6, $7)",
    )
    .bind(ctx.new_id())
    .bind(token.hash())
    .bind(account.0)
    .bind(now)
    .bind(expires_at)
    .bind(browser.chars().take(200).collect::<String>())
    .bind(address.to_owned())
    .run_one()
    .await?;
    Ok(SignedIn { token, expires_at })
}

#[derive(FromRow)]
struct Row {
    #[sqlx(try_from = "Uuid")]
    id: SessionId,
    #[sqlx(try_from = "Uuid")]
    account_id: AccountId,
    last_seen_at: DateTime<Utc>,
    name: String,
    provider_id: Option<Uuid>,
    provider_role: Option<String>,
    nation_code: Option<String>,
    zone: Option<String>,
    house_zone: Option<String>,
    roles: Option<String>,
}

/// A session for a test's request.
#[cfg(feature = "testing")]
pub async fn session_for_test(ctx: &Ctx, account: AccountId) -> Result<String, Error> {
    let mut tx = ctx.db().begin().await?;
    let signed_in = start(ctx, &mut tx, account, "test", "127.0.0.1").await?;
    tx.commit().await?;
    Ok(signed_in.token.expose().to_owned())
}

/// Who a browser's token stands for. Roles are read anew for each request, so that a change acts at once.
///
/// # Errors
/// When the store fails; an unknown, ended or expired token is [`Actor::Nobody`].
pub async fn actor_of(ctx: &Ctx, token: &Token) -> Result<Actor, Error> {
    let now = ctx.now();
    let row: Option<Row> = ctx
        .db()
        .query(
            "SELECT session.id, session.account_id, session.last_seen_at, account.name, account.provider_id, account.provider_role, account.nation_code, account.zone,
                 (SELECT zone FROM provider WHERE provider.id = account.provider_id) AS house_zone,
                 (SELECT string_agg(role, ',') FROM account_role WHERE account_role.account_id = account.id) AS roles
             FROM session JOIN account ON account.id = session.account_id
             WHERE session.token_hash = $1 AND session.ended_at IS NULL AND session.expires_at > $2
                 AND session.last_seen_at > $3 AND account.active = $4",
        )
        .bind(token.hash())
        .bind(now)
        .bind(now - SESSION_IDLE)
        .bind(true)
        .optional()
        .await?;
    let Some(row) = row else {
        return Ok(Actor::Nobody);
    };
    if now - row.last_seen_at >= NOTED_EVERY {
        ctx.db()
            .query("UPDATE session SET last_seen_at = $1 WHERE id = $2")
            .bind(now)
            .bind(row.id.0)
            .run()
            .await?;
    }
    Ok(Actor::Person(person(row)))
}

fn person(row: Row) -> Person {
    Person {
        account: row.account_id,
        session: Some(row.id),
        name: row.name,
        roles: read_roles(row.roles.as_deref()),
        provider: row.provider_id.map(ProviderId),
        membership: Membership::stored(row.provider_role.as_deref()),
        nation: row
            .nation_code
            .and_then(|code| code.parse::<NationCode>().ok()),
        own_zone: row.zone.and_then(|name| name.parse().ok()),
        house_zone: row.house_zone.and_then(|name| name.parse().ok()),
    }
}

/// Reads an aggregated list of role codes, in the order of [`Role::ALL`].
pub(super) fn read_roles(list: Option<&str>) -> Vec<Role> {
    let mut roles: Vec<Role> = list
        .unwrap_or_default()
        .split(',')
        .filter_map(|code| code.parse().ok())
        .collect();
    roles.sort_unstable();
    roles
}

/// Ends the session that a browser uses.
///
/// # Errors
/// When the store fails. Ending what has ended is no error.
pub async fn sign_out(ctx: &Ctx, call: &Call) -> Result<(), Error> {
    let Some(session) = call.actor.person().and_then(|person| person.session) else {
        return Ok(());
    };
    end_session(ctx, call, session).await
}

/// Ends one of one's own sessions.
///
/// # Errors
/// When the session is not the person's own, or the store fails.
pub async fn end_session(ctx: &Ctx, call: &Call, session: SessionId) -> Result<(), Error> {
    let mut work = begin!(ctx, call);
    let permit = work.permit::<EndSession>(Subject::ANY)?;
    let account = work.account().ok_or(Error::NotFound)?;
    let at = work.at;
    work.tx
        .query("UPDATE session SET ended_at = $1 WHERE id = $2 AND account_id = $3 AND ended_at IS NULL")
        .bind(at)
        .bind(session.0)
        .bind(account)
        .run_one()
        .await?;
    let name = work.actor().name().to_owned();
    work.record(
        &permit,
        Happening::to("account", account, name, "Ended a session"),
    )
    .await?;
    work.commit(()).await
}

/// Ends every session of an account but one, in a transaction: after a new password, new roles, or when it is disabled.
pub(super) async fn end_all(
    tx: &mut Tx,
    at: DateTime<Utc>,
    account: AccountId,
    but: Option<SessionId>,
) -> Result<(), Error> {
    tx.query("UPDATE session SET ended_at = $1 WHERE account_id = $2 AND ended_at IS NULL AND ($3 IS NULL OR id <> $3)")
        .bind(at)
        .bind(account.0)
        .bind(but.map(|session| session.0))
        .run()
        .await?;
    Ok(())
}
