//! Opening: named persons one after the other, after closing, everything at once or nothing.
//!
//! The first persons' shares are wrapped to the other named persons and wait in the store, so that neither a restart nor
//! another server matters, and the server alone still opens nothing. Who reaches the threshold opens.

use super::hands::{Capacity, Hands, unwrapped, wrapped};
use super::holding::{Holding, holding};
use super::late;
use super::load::lock;
use super::open::open_all;
use super::open_prices::open_prices;
use super::process::{Process, process};
use super::unseal::Identities;
use crate::audit::Happening;
use crate::{Call, Ctx, Error, Work, begin};
use chrono::{DateTime, Duration, Utc};
use domain::policy::actions::{GiveRecoveryShare, OpenOffers};
use domain::policy::{Action, Permit, Subject, permit};
use sealing::Identity;
use sealing::parts::Part;
use serde::{Deserialize, Serialize};
use sqlx::FromRow;
use uuid::Uuid;
use zeroize::Zeroizing;

/// For how long a given share waits for the others.
pub const WINDOW: Duration = Duration::minutes(30);

/// What the log says of a try that was refused.
pub(super) const REFUSED: &str = "Tried to open the offers and was refused";

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
    let stage = process.stage(work.at)?;
    late::must_be_decided(&mut work, process.id).await?;
    let hands = hands(&mut work, (&process, stage), &own).await?;
    let lacking = hands.lacking(process.threshold());
    if lacking > 0 {
        wait(&mut work, permit, (&process, stage), &own, lacking).await?;
        return work.commit(Consent { opened: None }).await;
    }
    insert(&mut work, (&process, stage), own.capacity, None).await?;
    let identities = identities(&mut work, (&process, stage), &hands).await?;
    let opened = match stage {
        Part::Offer => open_all(&mut work, permit, &process, &identities).await?,
        Part::Price => open_prices(&mut work, permit, &process, &identities).await?,
    };
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
async fn hands(
    work: &mut Work<'_>,
    (process, stage): (&Process, Part),
    own: &Holding,
) -> Result<Hands, Error> {
    let (at, account) = (work.at, work.account().unwrap_or_default());
    work.tx
        .query("DELETE FROM opening_consent WHERE solicitation_id = $1 AND stage = $2 AND lapses_at <= $3")
        .bind(process.id)
        .bind(stage.as_str())
        .bind(at)
        .run()
        .await?;
    let given: Vec<Given> = work
        .tx
        .query("SELECT account_id, capacity, shares FROM opening_consent WHERE solicitation_id = $1 AND stage = $2")
        .bind(process.id)
        .bind(stage.as_str())
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
    (process, stage): (&Process, Part),
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
    insert(work, (process, stage), own.capacity, waiting).await?;
    let act = match own.capacity {
        Capacity::Officer => "Consented to the opening",
        Capacity::Administrator => "Gave a share of the recovery key to the opening",
    };
    let what = match stage {
        Part::Offer => format!("{act} of the offers"),
        Part::Price => format!("{act} of the prices"),
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
    (process, stage): (&Process, Part),
    capacity: Capacity,
    waiting: Option<(Vec<u8>, DateTime<Utc>)>,
) -> Result<(), Error> {
    let (account, at) = (work.account().unwrap_or_default(), work.at);
    let (shares, lapses_at) = waiting.unzip();
    work.tx
        .query(
            "INSERT INTO opening_consent (solicitation_id, stage, account_id, capacity, shares, given_at, lapses_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7)",
        )
        .bind(process.id)
        .bind(stage.as_str())
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

/// The private keys of the parts that are opened now: from the shares, or, where they were never split, from the server's own key.
async fn identities(
    work: &mut Work<'_>,
    (process, stage): (&Process, Part),
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
        let opens = |part: &Part| process.parts(stage).contains(part);
        let Some(part) = Part::from_code(&row.part).filter(opens) else {
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
    let happening = Happening::to("solicitation", process.id, &process.reference, REFUSED);
    let happening = happening.within(process.id).because(reason);
    work.record(permit, happening).await?;
    work.commit(()).await
}
