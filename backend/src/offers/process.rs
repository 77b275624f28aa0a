//! The solicitation whose offers are to be opened, and which parts of them may be opened now.

use crate::db::DbError;
use crate::{Ctx, Error, Work};
use chrono::{DateTime, Utc};
use domain::states::SolicitationState;
use sealing::parts::Part;
use sqlx::FromRow;
use uuid::Uuid;

/// The solicitation whose offers are to be opened.
#[derive(FromRow)]
pub(super) struct Process {
    pub id: Uuid,
    pub reference: String,
    pub status: String,
    pub closes_at: Option<DateTime<Utc>>,
    pub version: i64,
    threshold: i64,
    /// Whether the server keeps the private keys: it was published before keys were split.
    pub legacy: bool,
    /// Whether the prices stay sealed until the technical result is fixed.
    price_after_technical: bool,
    technical_at: Option<DateTime<Utc>>,
    price_opened_at: Option<DateTime<Utc>>,
}

impl Process {
    /// How many opening officers open together.
    pub fn threshold(&self) -> u8 {
        u8::try_from(self.threshold).unwrap_or(u8::MAX)
    }

    /// Its state.
    pub fn state(&self) -> Result<SolicitationState, DbError> {
        let corrupt = |error| DbError::corrupt("solicitation.status", error);
        self.status.parse().map_err(corrupt)
    }

    /// What is opened now, by its first part: everything that the rule opens at closing, or afterwards the prices.
    ///
    /// # Errors
    /// [`Error::NotNow`] before closing, before the technical result, and when everything is open.
    pub fn stage(&self, at: DateTime<Utc>) -> Result<Part, Error> {
        match self.state()? {
            SolicitationState::Published | SolicitationState::Closed => self.closed(at),
            SolicitationState::Evaluating if self.prices_wait() => self.technical(),
            state => Err(Error::not_now(format!(
                "the solicitation is “{}”: there is nothing to open",
                state.label()
            ))),
        }
    }

    const fn prices_wait(&self) -> bool {
        self.price_after_technical && self.price_opened_at.is_none()
    }

    fn closed(&self, at: DateTime<Utc>) -> Result<Part, Error> {
        match self.closes_at {
            Some(closes) if at > closes => Ok(Part::Offer),
            Some(closes) => Err(Error::not_now(format!(
                "the offers may be opened only after closing at {}",
                closes.format("%-d %b %Y, %H:%M:%S UTC")
            ))),
            None => Err(Error::not_now("the solicitation has no closing time")),
        }
    }

    fn technical(&self) -> Result<Part, Error> {
        match self.technical_at {
            Some(_) => Ok(Part::Price),
            None => Err(Error::not_now(
                "the prices stay sealed until the acquisition officer fixes the technical result",
            )),
        }
    }

    /// The parts that a stage opens.
    pub const fn parts(&self, stage: Part) -> &'static [Part] {
        match (stage, self.price_after_technical) {
            (Part::Offer, false) => &Part::ALL,
            (Part::Offer, true) => &[Part::Offer],
            (Part::Price, _) => &[Part::Price],
        }
    }
}

const PROCESS: &str = "SELECT solicitation.id, reference, status, closes_at, version, part_key.threshold,
        part_key.sealed_identity IS NOT NULL AS legacy, price_after_technical, technical_at, price_opened_at
    FROM solicitation JOIN part_key ON part_key.solicitation_id = solicitation.id AND part_key.part = 'offer'
    WHERE reference = $1 AND origin <> 'imported'";

/// The solicitation as it stands, outside any transaction.
pub(super) async fn seen(ctx: &Ctx, reference: &str) -> Result<Process, DbError> {
    let query = ctx.db().query(PROCESS).bind(reference.to_owned());
    query.one().await
}

/// The solicitation as it stands in a transaction.
pub(super) async fn process(work: &mut Work<'_>, reference: &str) -> Result<Process, DbError> {
    let query = work.tx.query(PROCESS).bind(reference.to_owned());
    query.one().await
}
