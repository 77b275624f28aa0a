//! Making the list, once, when no offer can come any more.

use crate::audit::Happening;
use crate::db::{DbError, Tx};
use crate::{Call, Ctx, Error, Work, begin};
use chrono::{DateTime, Utc};
use domain::actor::Actor;
use domain::policy::actions::CommitOffers;
use domain::policy::{Subject, permit};
use sealing::bytes::Hex;
use sealing::commitments::{FORMAT, Head, List};
use sealing::receipt::Statement;
use sqlx::FromRow;
use uuid::Uuid;

#[derive(FromRow)]
struct Closed {
    id: Uuid,
    reference: String,
    closes_at: DateTime<Utc>,
}

/// Makes the list of every solicitation that has closed and has none, fifty at a time; tells how many were made.
///
/// # Errors
/// When the store fails.
pub async fn commit_closed(ctx: &Ctx) -> Result<usize, Error> {
    let waiting: Vec<Uuid> = ctx
        .db()
        .query(
            "SELECT id FROM solicitation
             WHERE origin <> 'imported' AND status IN ('published', 'closed') AND closes_at < $1
               AND NOT EXISTS (SELECT 1 FROM commitment_list WHERE solicitation_id = solicitation.id)
             ORDER BY closes_at, id LIMIT 50",
        )
        .bind(ctx.now())
        .scalars()
        .await?;
    for solicitation in &waiting {
        commit_one(ctx, *solicitation).await?;
    }
    Ok(waiting.len())
}

async fn commit_one(ctx: &Ctx, solicitation: Uuid) -> Result<(), Error> {
    let call = &Call::system("commitments");
    let mut work = begin!(ctx, call);
    crate::offers::lock(&mut work.tx, solicitation.into()).await?;
    ensure(&mut work, solicitation).await?;
    work.commit(()).await
}

/// Makes the list unless it is made. The caller holds the lock of the solicitation's offers and knows that it has closed.
///
/// # Errors
/// When the store fails.
pub(crate) async fn ensure(work: &mut Work<'_>, solicitation: Uuid) -> Result<(), Error> {
    let closed: Option<Closed> = work
        .tx
        .query(
            "SELECT id, reference, closes_at FROM solicitation WHERE id = $1 AND closes_at < $2
             AND NOT EXISTS (SELECT 1 FROM commitment_list WHERE solicitation_id = solicitation.id)",
        )
        .bind(solicitation)
        .bind(work.at)
        .optional()
        .await?;
    match closed {
        Some(closed) => make(work, &closed).await,
        None => Ok(()),
    }
}

async fn make(work: &mut Work<'_>, closed: &Closed) -> Result<(), Error> {
    let list = List {
        format: FORMAT.to_owned(),
        solicitation: closed.reference.clone(),
        closed_at: closed.closes_at,
        salt: Hex(rand::random()),
        offers: standing(&mut work.tx, closed.id)
            .await?
            .iter()
            .map(|statement| statement.parts.iter().map(Into::into).collect())
            .collect(),
    };
    let head = signed_head(work, &list)?;
    let insert = "INSERT INTO commitment_list (solicitation_id, list, digest, public_key, signature, made_at)
                  VALUES ($1, $2, $3, $4, $5, $6)";
    work.tx
        .query(insert)
        .bind(closed.id)
        .bind(domain::canonical::text(&list)?)
        .bind(head.digest.0.to_vec())
        .bind(head.public_key.0.to_vec())
        .bind(head.signature.0.to_vec())
        .bind(work.at)
        .run_one()
        .await?;
    // The list is the program's own act, whoever opens before the job has come by.
    let permit = permit::<CommitOffers>(&Actor::System("commitments"), Subject::ANY)?;
    let words = "Closed: signed the list of what was sealed";
    let happening = Happening::to("solicitation", closed.id, &closed.reference, words);
    work.record(&permit, happening.within(closed.id).after(&head)?)
        .await
}

fn signed_head(work: &Work<'_>, list: &List) -> Result<Head, Error> {
    let keys = work.ctx().keys();
    let mut head = Head {
        solicitation: list.solicitation.clone(),
        closed_at: list.closed_at,
        digest: list.digest()?,
        public_key: Hex(keys.log_verifying_key()),
        signature: Hex([0; 64]),
    };
    head.signature = Hex(keys.sign(&head.message()));
    Ok(head)
}

/// The statement of each offer that counts, in the order in which they were received.
async fn standing(tx: &mut Tx, solicitation: Uuid) -> Result<Vec<Statement>, DbError> {
    let texts: Vec<String> = tx
        .query(
            "SELECT receipt.statement FROM receipt JOIN offer ON offer.id = receipt.offer_id
             WHERE offer.solicitation_id = $1 AND offer.status = 'submitted' AND receipt.act <> 'withdrawn'
               AND receipt.number = (SELECT MAX(later.number) FROM receipt AS later WHERE later.offer_id = offer.id)
             ORDER BY receipt.issued_at, receipt.event_id",
        )
        .bind(solicitation)
        .scalars()
        .await?;
    texts
        .iter()
        .map(|text| serde_json::from_str(text))
        .collect::<Result<_, _>>()
        .map_err(|error| DbError::corrupt("receipt.statement", error))
}

/// Refuses what would change the offers of a solicitation whose list is made. A request that began before closing and
/// waited for another is late as well.
///
/// # Errors
/// [`Error::NotNow`] when the list is made; or when the store fails.
pub(crate) async fn must_be_open(tx: &mut Tx, solicitation: Uuid) -> Result<(), Error> {
    let made: bool = tx
        .query("SELECT EXISTS (SELECT 1 FROM commitment_list WHERE solicitation_id = $1)")
        .bind(solicitation)
        .scalar()
        .await?;
    if made {
        Err(Error::not_now(
            "the list of offers was signed at closing: nothing can be added to it or removed (GBI 2.4)",
        ))
    } else {
        Ok(())
    }
}
