//! The award that a contract, or an order under a framework, is made from.

use crate::Error;
use crate::db::{DbError, JsonText, Tx};
use domain::id::{AwardId, ProviderId, SolicitationId};
use domain::money::Currency;
use domain::offers::{OfferContent, PriceLine};
use domain::states::award::AwardState;
use sqlx::FromRow;
use uuid::Uuid;

/// The award and the offer that a contract is made from.
#[derive(Clone, Debug, FromRow)]
pub(super) struct Awarded {
    #[sqlx(try_from = "Uuid")]
    pub solicitation_id: SolicitationId,
    pub solicitation_reference: String,
    pub solicitation_title: String,
    pub programme_code: Option<String>,
    #[sqlx(try_from = "Uuid")]
    pub award_id: AwardId,
    pub external_key: String,
    pub lot: String,
    pub award_title: String,
    pub origin: String,
    pub status: String,
    pub provider_id: Option<Uuid>,
    pub provider_name: Option<String>,
    pub content: Option<JsonText<OfferContent>>,
    pub made: Option<String>,
    pub framework: Option<String>,
}

pub(super) const AWARDED: &str =
    "SELECT solicitation.id AS solicitation_id, solicitation.reference AS solicitation_reference,
     solicitation.title AS solicitation_title, solicitation.programme_code, award.id AS award_id, award.external_key, award.lot, award.title AS award_title,
     award.origin, award.status, award.provider_id, provider.name AS provider_name, offer.content,
     (SELECT MIN(contract.reference) FROM contract WHERE contract.award_id = award.id) AS made,
     (SELECT framework.reference FROM framework_request JOIN framework ON framework.id = framework_request.framework_id
          WHERE framework_request.solicitation_id = solicitation.id) AS framework
 FROM award JOIN solicitation ON solicitation.id = award.solicitation_id
     LEFT JOIN provider ON provider.id = award.provider_id LEFT JOIN offer ON offer.id = award.offer_id
 WHERE solicitation.reference = $1 AND award.lot = $2 AND award.status <> 'annulled' ORDER BY award.created_at, award.id";

impl Awarded {
    /// Refuses an award from which no contract can be made now.
    pub fn ready(&self) -> Result<(), Error> {
        if let Some(framework) = &self.framework {
            return Err(Error::not_now(format!(
                "this was a mini-competition of {framework}: its award becomes an order there, not a contract"
            )));
        }
        self.is_cleared()
    }

    fn is_cleared(&self) -> Result<(), Error> {
        if let Some(made) = &self.made {
            return Err(Error::not_now(format!(
                "the contract {made} is made from this award already"
            )));
        }
        let status: AwardState = self
            .status
            .parse()
            .map_err(|error| DbError::corrupt("award.status", error))?;
        if status == AwardState::Cleared {
            Ok(())
        } else {
            let label = status.label().to_lowercase();
            Err(Error::not_now(format!(
                "the award is “{label}”: a contract can be made once it is cleared for signature (NCP 28-29)"
            )))
        }
    }

    /// The lot in a sentence about the award; nothing for the whole.
    pub fn of_lot(&self) -> String {
        match self.lot.as_str() {
            "" => String::new(),
            lot => format!(", {lot},"),
        }
    }

    /// Currency and priced lines of the offer; of a lot, or a line that is awarded singly, its own.
    pub fn price(&self) -> Result<(Currency, Vec<PriceLine>), Error> {
        let price = self.content.as_ref().map(|content| &content.0.price);
        let own = |line: &&PriceLine| [&line.lot, &line.code].contains(&&self.lot);
        let lines = price.and_then(|price| {
            let lines = price.lines.iter();
            let lines = lines.filter(|line| self.lot.is_empty() || own(line));
            Some((price.currency?, lines.cloned().collect()))
        });
        lines.ok_or_else(|| {
            Error::not_now(
                "the awarded offer has no opened price volume to make contract lines from",
            )
        })
    }
}

/// A cleared award from which an order under a framework is made.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cleared {
    pub award: AwardId,
    pub solicitation: SolicitationId,
    pub provider: Option<ProviderId>,
    /// Value of the offer's lines without options, minor units.
    pub value_minor: i64,
    pub currency: Currency,
}

/// The cleared award of a mini-competition that is awarded as a whole.
///
/// # Errors
/// When there is none, it is not cleared, or the store fails.
pub(crate) async fn cleared(tx: &mut Tx, solicitation: &str) -> Result<Cleared, Error> {
    tx.lock(&format!("award of {solicitation}")).await?;
    let query = tx.query(AWARDED).bind(solicitation.to_owned());
    let awarded: Option<Awarded> = query.bind(String::new()).optional().await?;
    let awarded = awarded
        .ok_or_else(|| Error::not_now(format!("{solicitation} has no award as a whole yet")))?;
    awarded.is_cleared()?;
    let (currency, lines) = awarded.price()?;
    let totals = lines.iter().filter(|line| !line.option);
    let value = totals
        .map(PriceLine::total_minor)
        .try_fold(0_i64, |sum, line| sum.checked_add(line?));
    Ok(Cleared {
        award: awarded.award_id,
        solicitation: awarded.solicitation_id,
        provider: awarded.provider_id.map(ProviderId),
        value_minor: value
            .ok_or_else(|| Error::not_now("the offer is worth more than can be recorded"))?,
        currency,
    })
}
