//! Opening: named persons one after the other, after closing, everything at once or nothing.
//!
//! The first persons' shares are wrapped to the other named persons and wait in the store, so that neither a restart nor
//! another server matters, and the server alone still opens nothing. Who reaches the threshold opens.

use super::hands::{Capacity, Hands, unwrapped, wrapped};
use super::holding::{Holding, holding};
use super::load::lock;
use super::open::open_all;
use super::unseal::Identities;
use crate::audit::Happening;
use crate::db::DbError;
use crate::{Call, Ctx, Error, Work, begin};
use chrono::{DateTime, Duration, Utc};
use domain::policy::actions::{GiveRecoveryShare, OpenOffers};
use domain::policy::{Action, Permit, Subject, permit};
use domain::states::SolicitationState;
use sealing::Identity;
use sealing::parts::Part;
use serde::{Deserialize, Serialize};
use sqlx::FromRow;
use uuid::Uuid;
use zeroize::Zeroizing;

/// For how long a given share waits for the others.
pub const WINDOW: Duration = Duration::minutes(30);

/// What somebody types to take part in an opening.
#[derive(Clone, Copy)]
pub struct Secrets<'a> {
    /// The password of the account.
    pub password: &'a str,
    /// The passphrase of the opening key.
    pub passphrase: &'a str,
    /// The network address of the browser.
    pub address: &'a str,
}

impl std::fmt::Debug for Secrets<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secrets(…)")
    }
}

/// What a consent brought about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consent {
    /// How many offers it opened; none while more persons are needed.
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
    pub threshold: i64,
    /// Whether the server keeps the private keys: it was published before keys were split.
    pub legacy: bool,
}

impl Process {
    fn threshold(&self) -> u8 {
        u8::try_from(self.threshold).unwrap_or(u8::MAX)
    }

    /// Refuses before closing and after the opening.
    pub fn must_be_closed(&self, at: DateTime<Utc>) -> Result<(), Error> {
        let state: SolicitationState = self
            .status
            .parse()
            .map_err(|error| DbError::corrupt("solicitation.status", error))?;
        let waits = matches!(
            state,
            SolicitationState::Published | SolicitationState::Closed
        );
        match self.closes_at.filter(|_| waits) {
            Some(closes) if at > closes => Ok(()),
            Some(closes) => Err(Error::not_now(format!(
                "the offers may be opened only after closing at {}",
                closes.format("%-d %b %Y, %H:%M:%S UTC")
            ))),
            None => Err(Error::not_now(format!(
                "the solicitation is “{}”: there is nothing to open",
                state.label()
            ))),
        }
    }
}

const PROCESS: &str = "SELECT solicitation.id, reference, status, closes_at, version, part_key.threshold,
        part_key.sealed_identity IS NOT NULL AS legacy
    FROM solicitation JOIN part_key ON part_key.solicitation_id = solicitation.id AND part_key.part = 'offer'
    WHERE reference = $1 AND origin <> 'imported'";

/// The solicitation as it stands, outside any transaction.
pub(super) async fn seen(ctx: &Ctx, reference: &str) -> Result<Process, DbError> {
    let query = ctx.db().query(PROCESS).bind(reference.to_owned());
    query.one().await
}

async fn process(work: &mut Work<'_>, reference: &str) -> Result<Process, DbError> {
    let query = work.tx.query(PROCESS).bind(reference.to_owned());
    query.one().await
}

/// Takes part in the opening of a solicitation's offers. The person who reaches the threshold opens every current offer.
///
/// A refused try (before closing, twice, with a wrong secret, or with a damaged offer) is an event of its own.
///
/// # Errors
/// When the rules refuse, it is too early, the person is not named or took part before, password or passphrase do not
/// fit, an offer was altered (then none is opened), or the store fails.
pub async fn consent(
    ctx: &Ctx,
    call: &Call,
    solicitation_reference: &str,
    secrets: &Secrets<'_>,
) -> Result<Consent, Error> {
    if let Ok(permit) = permit::<OpenOffers>(&call.actor, Subject::ANY) {
        return noted(ctx, call, solicitation_reference, secrets, permit).await;
    }
    let permit = permit::<GiveRecoveryShare>(&call.actor, Subject::ANY)?;
    noted(ctx, call, solicitation_reference, secrets, permit).await
}

async fn noted<A: Action>(
    ctx: &Ctx,
    call: &Call,
    reference: &str,
    secrets: &Secrets<'_>,
    permit: Permit<A>,
) -> Result<Consent, Error> {
    let outcome = agree(ctx, call, reference, secrets, &permit).await;
    let reason = match &outcome {
        Err(refusal @ (Error::NotNow(_) | Error::Seal(_) | Error::TooMany(_))) => {
            refusal.to_string()
        }
        Err(Error::Invalid(_)) => "the password or the passphrase did not fit".to_owned(),
        _ => return outcome,
    };
    note_refusal(ctx, call, reference, &permit, reason).await?;
    outcome
}

async fn agree<A: Action>(
    ctx: &Ctx,
    call: &Call,
    reference: &str,
    secrets: &Secrets<'_>,
    permit: &Permit<A>,
) -> Result<Consent, Error> {
    let own = match was_done(ctx, call).await? {
        true => None,
        false => Some(holding(ctx, call, reference, secrets).await?),
    };
    let mut work = begin!(ctx, call);
    let own = own.ok_or(Error::KeyReused)?;
    let found = process(&mut work, reference).await?;
    lock(&mut work.tx, found.id.into()).await?;
    let process = process(&mut work, reference).await?;
    process.must_be_closed(work.at)?;
    let hands = hands(&mut work, &process, &own).await?;
    let lacking = hands.lacking(process.threshold());
    if lacking > 0 {
        wait(&mut work, permit, &process, &own, lacking).await?;
        return work.commit(Consent { opened: None }).await;
    }
    insert(&mut work, &process, own.capacity, None).await?;
    let identities = identities(&mut work, &process, &hands).await?;
    let opened = open_all(&mut work, permit, &process, &identities).await?;
    forget_shares(&mut work, process.id).await?;
    let opened = Some(opened);
    work.commit(Consent { opened }).await
}

/// Whether this very form was answered before: then its answer is given again, and no secret is asked for.
async fn was_done(ctx: &Ctx, call: &Call) -> Result<bool, Error> {
    let Some(key) = &call.key else {
        return Ok(false);
    };
    let count: i64 = ctx
        .db()
        .query("SELECT CAST(COUNT(*) AS BIGINT) FROM request WHERE idempotency_key = $1")
        .bind(key.clone())
        .scalar()
        .await?;
    Ok(count > 0)
}

#[derive(FromRow)]
struct Given {
    account_id: Uuid,
    capacity: String,
    shares: Option<Vec<u8>>,
}

/// The person's own shares and those that others gave and that have not lapsed.
async fn hands(work: &mut Work<'_>, process: &Process, own: &Holding) -> Result<Hands, Error> {
    let (at, account) = (work.at, work.account().unwrap_or_default());
    work.tx
        .query("DELETE FROM opening_consent WHERE solicitation_id = $1 AND stage = 'offer' AND lapses_at <= $2")
        .bind(process.id)
        .bind(at)
        .run()
        .await?;
    let given: Vec<Given> = work
        .tx
        .query("SELECT account_id, capacity, shares FROM opening_consent WHERE solicitation_id = $1 AND stage = 'offer'")
        .bind(process.id)
        .all()
        .await?;
    let mut hands = Hands::default();
    hands.take(account, own.capacity, own.shares.clone());
    for row in given {
        if row.account_id == account {
            return Err(Error::not_now(
                "you have consented already: another opening officer is needed",
            ));
        }
        let shares = match (&own.identity, row.shares) {
            (Some(identity), Some(wrapped)) => unwrapped(identity, &wrapped)?,
            _ => super::hands::Shares::new(),
        };
        hands.take(row.account_id, Capacity::from_code(&row.capacity), shares);
    }
    Ok(hands)
}

/// Keeps the person's shares, wrapped to the other named persons, until the window ends.
async fn wait<A: Action>(
    work: &mut Work<'_>,
    permit: &Permit<A>,
    process: &Process,
    own: &Holding,
    lacking: usize,
) -> Result<(), Error> {
    let account = work.account().unwrap_or_default();
    let others: Vec<String> = work
        .tx
        .query(
            "SELECT DISTINCT opening_key.recipient FROM key_share JOIN opening_key ON opening_key.id = key_share.opening_key_id
             WHERE key_share.solicitation_id = $1 AND opening_key.account_id <> $2",
        )
        .bind(process.id)
        .bind(account)
        .scalars()
        .await?;
    let waiting = match &own.identity {
        Some(_) => Some((wrapped(&own.shares, &others)?, work.at + WINDOW)),
        None => None,
    };
    let until = waiting.as_ref().map_or_else(String::new, |(_, lapses)| {
        format!(" until {}", lapses.format("%-d %b %Y, %H:%M:%S UTC"))
    });
    insert(work, process, own.capacity, waiting).await?;
    let what = match own.capacity {
        Capacity::Officer => "Consented to the opening of the offers",
        Capacity::Administrator => "Gave a share of the recovery key to the opening of the offers",
    };
    let who = if lacking == 1 {
        "one more opening officer is".to_owned()
    } else {
        format!("{lacking} more opening officers are")
    };
    let summary = format!("{what}; {who} needed{until}");
    let happening = Happening::to("solicitation", process.id, &process.reference, summary);
    work.record(permit, happening.within(process.id)).await
}

async fn insert(
    work: &mut Work<'_>,
    process: &Process,
    capacity: Capacity,
    waiting: Option<(Vec<u8>, DateTime<Utc>)>,
) -> Result<(), Error> {
    let (account, at) = (work.account().unwrap_or_default(), work.at);
    let (shares, lapses_at) = waiting.unzip();
    work.tx
        .query(
            "INSERT INTO opening_consent (solicitation_id, stage, account_id, capacity, shares, given_at, lapses_at)
             VALUES ($1, 'offer', $2, $3, $4, $5, $6)",
        )
        .bind(process.id)
        .bind(account)
        .bind(capacity.as_str())
        .bind(shares)
        .bind(at)
        .bind(lapses_at)
        .run_one()
        .await?;
    Ok(())
}

#[derive(FromRow)]
struct PartKey {
    part: String,
    recipient: String,
    sealed_identity: Option<Vec<u8>>,
}

/// The private keys of the parts: from the shares, or, where they were never split, from the server's own key.
async fn identities(
    work: &mut Work<'_>,
    process: &Process,
    hands: &Hands,
) -> Result<Identities, Error> {
    let rows: Vec<PartKey> = work
        .tx
        .query("SELECT part, recipient, sealed_identity FROM part_key WHERE solicitation_id = $1")
        .bind(process.id)
        .all()
        .await?;
    let mut identities = Identities::new();
    for row in rows {
        let Some(part) = Part::from_code(&row.part) else {
            continue;
        };
        let identity = match row.sealed_identity {
            Some(sealed) => Identity::parse(&Zeroizing::new(work.ctx().keys().unseal(&sealed)?))?,
            None => hands.identity(part, process.threshold(), &row.recipient)?,
        };
        identities.insert(part, identity);
    }
    Ok(identities)
}

/// What waited is not needed any more; who took part stays on record.
async fn forget_shares(work: &mut Work<'_>, process: Uuid) -> Result<(), Error> {
    work.tx
        .query(
            "UPDATE opening_consent SET shares = NULL, lapses_at = NULL WHERE solicitation_id = $1",
        )
        .bind(process)
        .run()
        .await?;
    Ok(())
}

/// Records a refused try in a transaction of its own, because the one that tried is undone.
async fn note_refusal<A: Action>(
    ctx: &Ctx,
    call: &Call,
    reference: &str,
    permit: &Permit<A>,
    reason: String,
) -> Result<(), Error> {
    let call = &Call::by(call.actor.clone());
    let mut work = match ctx.begin::<()>(call).await? {
        crate::Begin::New(work) => work,
        crate::Begin::Done(()) => return Ok(()),
    };
    let process = process(&mut work, reference).await?;
    let summary = "Tried to open the offers and was refused";
    let happening = Happening::to("solicitation", process.id, &process.reference, summary);
    let happening = happening.within(process.id).because(reason);
    work.record(permit, happening).await?;
    work.commit(()).await
}
