//! Reading the receipts of an offer: its own provider, nobody else.

use super::place::{Place, bytes, place, proof};
use crate::db::{Db, DbError};
use crate::offers::{Sought, own_offer};
use crate::{Ctx, Error};
use domain::actor::Actor;
use domain::id::OfferId;
use sealing::bytes::Hex;
use sealing::receipt::{Act, Receipt, Statement, key_id};
use sqlx::FromRow;
use uuid::Uuid;

/// A receipt that was issued.
#[derive(Clone, Debug)]
pub struct Issued {
    /// The name by which it is found among the offer's receipts: `2`, or `2-withdrawn`.
    pub name: String,
    /// What the server stated.
    pub statement: Statement,
}

/// A receipt with the others of its offer.
#[derive(Clone, Debug)]
pub struct ReceiptSheet {
    /// The receipt that was asked for.
    pub receipt: Issued,
    /// Where its event stands in the log.
    pub place: Option<Place>,
    /// Short name of the key that signed it.
    pub key_id: String,
    /// Every receipt of the offer, the newest first.
    pub all: Vec<Issued>,
    /// What the solicitation asks, with its closing.
    pub sought: Sought,
}

/// A receipt as a file.
#[derive(Clone, Debug)]
pub struct ReceiptFile {
    /// The name to keep it under.
    pub name: String,
    /// The content, canonical JSON.
    pub text: String,
}

#[derive(FromRow)]
struct Row {
    event_id: Uuid,
    statement: String,
    event_text: String,
    public_key: Vec<u8>,
    signature: Vec<u8>,
}

async fn rows(db: &Db, offer: OfferId) -> Result<Vec<(Issued, Row)>, DbError> {
    let select =
        "SELECT event_id, statement, event_text, public_key, signature FROM receipt WHERE offer_id = $1
         ORDER BY number DESC, event_id DESC";
    let rows: Vec<Row> = db.query(select).bind(offer.0).all().await?;
    rows.into_iter().map(issued).collect()
}

fn issued(row: Row) -> Result<(Issued, Row), DbError> {
    let statement: Statement = serde_json::from_str(&row.statement)
        .map_err(|error| DbError::corrupt("receipt.statement", error))?;
    let name = match statement.act {
        Act::Submitted | Act::Replaced | Act::Late => statement.submission.to_string(),
        Act::Withdrawn => format!("{}-withdrawn", statement.submission),
    };
    Ok((Issued { name, statement }, row))
}

/// Finds a receipt by its name; the newest without one.
fn chosen(found: Vec<(Issued, Row)>, name: Option<&str>) -> Result<(Issued, Row), Error> {
    let mut found = found.into_iter();
    let chosen = match name {
        Some(name) => found.find(|(issued, _)| issued.name == name),
        None => found.next(),
    };
    chosen.ok_or(Error::NotFound)
}

/// A receipt of one's own offer, the newest unless another is named.
///
/// # Errors
/// When the offer is not the actor's own, nothing was submitted, or the store fails.
pub async fn sheet(
    ctx: &Ctx,
    actor: &Actor,
    offer_reference: &str,
    name: Option<&str>,
) -> Result<ReceiptSheet, Error> {
    let (offer, sought) = own_offer(ctx, actor, offer_reference).await?;
    let found = rows(ctx.db(), offer).await?;
    let all = found.iter().map(|(issued, _)| issued.clone()).collect();
    let (receipt, row) = chosen(found, name)?;
    Ok(ReceiptSheet {
        place: place(ctx, row.event_id).await?,
        key_id: key_id(&Hex(bytes("receipt.public_key", row.public_key)?)).to_string(),
        receipt,
        all,
        sought,
    })
}

/// A receipt of one's own offer as a file.
///
/// # Errors
/// When the offer is not the actor's own, it has no such receipt, or the store fails.
pub async fn file(
    ctx: &Ctx,
    actor: &Actor,
    offer_reference: &str,
    name: &str,
) -> Result<ReceiptFile, Error> {
    let (offer, _) = own_offer(ctx, actor, offer_reference).await?;
    let (issued, row) = chosen(rows(ctx.db(), offer).await?, Some(name))?;
    let log = match place(ctx, row.event_id).await? {
        Some(place) => Some(proof(ctx, place).await?),
        None => None,
    };
    let public_key = Hex(bytes("receipt.public_key", row.public_key)?);
    let receipt = Receipt {
        statement: issued.statement,
        event: row.event_text,
        log,
        public_key,
        key_id: key_id(&public_key),
        signature: Hex(bytes("receipt.signature", row.signature)?),
    };
    Ok(ReceiptFile {
        name: format!("{offer_reference}-receipt-{name}.json"),
        text: receipt.text()?,
    })
}
