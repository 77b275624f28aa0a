//! Reading the commitments: the head for everybody with an account, the list by the rule of the solicitation.

use crate::db::DbError;
use crate::offers::only_evaluates;
use crate::receipts::place::bytes;
use crate::{Ctx, Error};
use chrono::{DateTime, Utc};
use domain::actor::{Actor, Role};
use domain::methods::rule_of;
use domain::offers::Disclosure;
use domain::policy::actions::ReadSolicitations;
use domain::policy::{Subject, permit};
use sealing::bytes::Hex;
use sealing::commitments::{Commitment, Head, List, Published};
use sealing::parts::Part;
use sqlx::FromRow;
use uuid::Uuid;

/// What is shown of the commitments.
#[derive(Clone, Debug)]
pub struct CommitmentSheet {
    /// Reference of the solicitation.
    pub reference: String,
    /// Its title.
    pub title: String,
    /// Last moment to submit.
    pub closes_at: Option<DateTime<Utc>>,
    /// IANA name of the zone in which closing is announced.
    pub zone: String,
    /// When the offers were opened.
    pub opened_at: Option<DateTime<Utc>>,
    /// Which rule tells names and number.
    pub rule: Disclosure,
    /// The signed head; none before closing.
    pub head: Option<Head>,
    /// The list, for those who may see it now.
    pub list: Option<Vec<CommittedRow>>,
    /// Ciphertexts that were opened and are neither on the list nor taken although late: always none, unless the store was altered.
    pub added: usize,
    /// Ciphertexts that came after closing, were taken by the rule's exception and are open.
    pub late: usize,
}

/// A line of the list.
#[derive(Clone, Debug)]
pub struct CommittedRow {
    /// The ciphertexts, with what they turned out to hold.
    pub parts: Vec<CommittedPart>,
    /// Whether it is the reader's own offer.
    pub own: bool,
    /// Who offered, where it is told already.
    pub name: Option<String>,
}

/// A ciphertext of the list.
#[derive(Clone, Debug)]
pub struct CommittedPart {
    /// What was committed.
    pub commitment: Commitment,
    /// What the opening found; none while it is sealed.
    pub opened: Option<OpenedPart>,
}

/// What the opening found in a ciphertext.
#[derive(Clone, Debug, FromRow)]
pub struct OpenedPart {
    part: String,
    ciphertext_sha256: Vec<u8>,
    /// SHA-256 of the salted text inside; none when it did not open.
    pub content_sha256: Option<Vec<u8>>,
    /// Why it could not be read.
    pub unreadable: Option<String>,
    late: bool,
}

/// The signed list as a file.
#[derive(Clone, Debug)]
pub struct CommitmentFile {
    /// The name to keep it under.
    pub name: String,
    /// The content, canonical JSON: `{"head": …, "list": …}`.
    pub text: String,
}

#[derive(FromRow)]
struct Row {
    id: Uuid,
    reference: String,
    title: String,
    closes_at: Option<DateTime<Utc>>,
    zone: String,
    opened_at: Option<DateTime<Utc>>,
    method: String,
    authority: Option<String>,
    published_at: Option<DateTime<Utc>>,
    price_after_technical: bool,
    notified: bool,
    names_hidden: bool,
    estimate_minor: Option<i64>,
    estimate_currency: Option<String>,
    list: Option<String>,
    digest: Option<Vec<u8>>,
    public_key: Option<Vec<u8>>,
    signature: Option<Vec<u8>>,
}

impl Row {
    fn rule(&self) -> Disclosure {
        let euro = self.estimate_currency.as_deref() == Some("EUR");
        let rule = rule_of(&self.method, self.authority.as_deref(), self.published_at);
        Disclosure::of(rule, self.estimate_minor.filter(|_| euro))
    }

    /// Whether a reader may know which prices were opened: it tells which offers are acceptable, and that is for the
    /// buying side until the bidders have their notices.
    fn tells_prices(&self, actor: &Actor) -> bool {
        let buys = [Role::Officer, Role::Evaluator, Role::Opener, Role::Auditor];
        !self.price_after_technical || self.notified || buys.iter().any(|role| actor.has(*role))
    }

    fn head(&self) -> Result<Option<Head>, DbError> {
        let (Some(closed_at), Some(digest), Some(key), Some(signature)) = (
            self.closes_at,
            &self.digest,
            &self.public_key,
            &self.signature,
        ) else {
            return Ok(None);
        };
        Ok(Some(Head {
            solicitation: self.reference.clone(),
            closed_at,
            digest: Hex(bytes("commitment_list.digest", digest.clone())?),
            public_key: Hex(bytes("commitment_list.public_key", key.clone())?),
            signature: Hex(bytes("commitment_list.signature", signature.clone())?),
        }))
    }

    fn list(&self) -> Result<Option<List>, DbError> {
        let read = self.list.as_deref().map(serde_json::from_str).transpose();
        read.map_err(|error| DbError::corrupt("commitment_list.list", error))
    }
}

async fn row(ctx: &Ctx, reference: &str) -> Result<Row, Error> {
    let select = "SELECT solicitation.id, solicitation.reference, title, closes_at, zone, opened_at, solicitation.method, authority, published_at,
            price_after_technical, names_hidden, estimate_minor, estimate_currency,
            EXISTS (SELECT 1 FROM award WHERE award.solicitation_id = solicitation.id AND award.notified_at IS NOT NULL) AS notified, list, digest, public_key, signature
        FROM solicitation LEFT JOIN commitment_list ON commitment_list.solicitation_id = solicitation.id
        WHERE solicitation.reference = $1 AND published_at IS NOT NULL AND origin <> 'imported'";
    Ok(ctx
        .db()
        .query(select)
        .bind(reference.to_owned())
        .one()
        .await?)
}

/// An offer of the solicitation, as far as the list needs it.
#[derive(FromRow)]
struct Offered {
    provider_id: Option<Uuid>,
    provider_name: Option<String>,
    statement: String,
}

async fn offered(ctx: &Ctx, solicitation: Uuid) -> Result<Vec<Offered>, DbError> {
    ctx.db()
        .query(
            "SELECT offer.provider_id, provider.name AS provider_name, receipt.statement
             FROM receipt JOIN offer ON offer.id = receipt.offer_id LEFT JOIN provider ON provider.id = offer.provider_id
             WHERE offer.solicitation_id = $1 AND receipt.act <> 'withdrawn'",
        )
        .bind(solicitation)
        .all()
        .await
}

/// What the opening found, part by part.
async fn opened(ctx: &Ctx, solicitation: Uuid) -> Result<Vec<OpenedPart>, DbError> {
    ctx.db()
        .query(
            "SELECT sealed_part.part, sealed_part.ciphertext_sha256, sealed_part.content_sha256, sealed_part.unreadable,
                 offer.late_reason IS NOT NULL AS late
             FROM sealed_part JOIN sealed_offer ON sealed_offer.id = sealed_part.sealed_offer_id
                 JOIN offer ON offer.id = sealed_offer.offer_id
             WHERE offer.solicitation_id = $1 AND sealed_part.opened_at IS NOT NULL",
        )
        .bind(solicitation)
        .all()
        .await
}

impl OpenedPart {
    fn is_on(&self, list: &List) -> bool {
        let mut committed = list.offers.iter().flatten();
        committed.any(|commitment| commitment.sha256.0.as_slice() == self.ciphertext_sha256)
    }
}

impl CommittedPart {
    fn sealed(commitment: Commitment) -> Self {
        Self {
            commitment,
            opened: None,
        }
    }
}

impl CommittedRow {
    fn found(&mut self, found: &[OpenedPart]) {
        for part in &mut self.parts {
            let hash = part.commitment.sha256.0.as_slice();
            let opened = found.iter().find(|opened| opened.ciphertext_sha256 == hash);
            part.opened = opened.cloned();
        }
    }
}

/// The commitments of a published solicitation.
///
/// # Errors
/// When the rules refuse, there is no such published solicitation, or the store fails.
pub async fn sheet(ctx: &Ctx, actor: &Actor, reference: &str) -> Result<CommitmentSheet, Error> {
    permit::<ReadSolicitations>(actor, Subject::ANY)?;
    let row = row(ctx, reference).await?;
    let rule = row.rule();
    let told = row
        .closes_at
        .is_some_and(|closed| rule.told(ctx.now(), closed, row.opened_at.is_some()));
    let list = row.list()?;
    let mut found = match row.opened_at {
        Some(_) => opened(ctx, row.id).await?,
        None => Vec::new(),
    };
    let prices = row.tells_prices(actor);
    found.retain(|part| prices || part.part != Part::Price.as_str());
    let on_list = |part: &&OpenedPart| list.iter().any(|list| part.is_on(list));
    let strange = found.iter().filter(|part| !on_list(part));
    let (late, added): (Vec<&OpenedPart>, Vec<&OpenedPart>) = strange.partition(|part| part.late);
    let (late, added) = (late.len(), added.len());
    let list = match &list {
        Some(list) => {
            let mut rows = rows(actor, told, list, &offered(ctx, row.id).await?);
            if row.names_hidden && only_evaluates(actor) {
                rows.iter_mut().flatten().for_each(|row| row.name = None);
            }
            rows.iter_mut().flatten().for_each(|row| row.found(&found));
            rows
        }
        None => None,
    };
    Ok(CommitmentSheet {
        added,
        late,
        head: row.head()?,
        rule,
        list,
        reference: row.reference,
        title: row.title,
        closes_at: row.closes_at,
        zone: row.zone,
        opened_at: row.opened_at,
    })
}

/// The lines for a reader; none for who may not see them yet.
fn rows(actor: &Actor, told: bool, list: &List, offered: &[Offered]) -> Option<Vec<CommittedRow>> {
    let own = actor.provider().map(|provider| provider.0);
    let line = |parts: &Vec<Commitment>| {
        let is_of = |offer: &&Offered| {
            parts
                .iter()
                .all(|part| offer.statement.contains(&part.sha256.to_string()))
        };
        let offer = offered.iter().find(is_of);
        CommittedRow {
            parts: parts.iter().cloned().map(CommittedPart::sealed).collect(),
            own: own.is_some() && offer.is_some_and(|offer| offer.provider_id == own),
            name: offer
                .and_then(|offer| offer.provider_name.clone())
                .filter(|_| told),
        }
    };
    let rows: Vec<CommittedRow> = list.offers.iter().map(line).collect();
    let may = told || actor.has(Role::Auditor) || rows.iter().any(|row| row.own);
    may.then_some(rows)
}

/// What the record of an opening is made from.
#[derive(Clone, Debug)]
pub(crate) struct Opened {
    /// The solicitation.
    pub solicitation: Uuid,
    /// Its title.
    pub title: String,
    /// When the offers were opened.
    pub opened_at: DateTime<Utc>,
    /// Whether the reader may know which prices were opened later.
    pub tells_prices: bool,
    /// The list with its signed head.
    pub published: Published,
}

/// The list of a solicitation whose offers are open.
///
/// # Errors
/// [`Error::NotFound`] before the opening; [`Error::NotNow`] for a panel that may not know the bidders yet; when the rules refuse
/// or the store fails.
pub(crate) async fn opened_list(
    ctx: &Ctx,
    actor: &Actor,
    reference: &str,
) -> Result<Opened, Error> {
    permit::<ReadSolicitations>(actor, Subject::ANY)?;
    let row = row(ctx, reference).await?;
    if row.names_hidden && only_evaluates(actor) {
        return Err(Error::not_now(
            "the record of the opening names the bidders: the panel reads it when the technical evaluation is closed",
        ));
    }
    let (Some(opened_at), Some(head), Some(list)) = (row.opened_at, row.head()?, row.list()?)
    else {
        return Err(Error::NotFound);
    };
    Ok(Opened {
        solicitation: row.id,
        opened_at,
        tells_prices: row.tells_prices(actor),
        published: Published { head, list },
        title: row.title,
    })
}

/// The signed list as a file, for those who see it on the page.
///
/// # Errors
/// When the rules refuse, the list is not made or not for the reader, or the store fails.
pub async fn file(ctx: &Ctx, actor: &Actor, reference: &str) -> Result<CommitmentFile, Error> {
    let sheet = sheet(ctx, actor, reference).await?;
    if sheet.list.is_none() {
        return Err(Error::NotFound);
    }
    let row = row(ctx, reference).await?;
    let (Some(head), Some(list)) = (row.head()?, row.list()?) else {
        return Err(Error::NotFound);
    };
    let published = Published { head, list };
    Ok(CommitmentFile {
        name: format!("{reference}-commitments.json"),
        text: domain::canonical::text(&published)?,
    })
}
