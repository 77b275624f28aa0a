//! An offer of the evaluation.

use super::Process;
use chrono::{DateTime, NaiveDate, Utc};
use domain::id::{OfferId, ProviderId};
use domain::money::Money;
use domain::offers::OfferContent;
use domain::solicitations::Requirement;
use domain::states::OfferState;
use rust_decimal::Decimal;

/// A dated rate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rate {
    /// Units of the currency for one euro.
    pub units_per_eur: Decimal,
    /// The day it holds for.
    pub day: NaiveDate,
    /// Where it is from.
    pub source: String,
}

/// An offer that reached opening.
#[derive(Clone, Debug)]
pub struct OfferLine {
    /// Its identity.
    pub id: OfferId,
    /// Its reference.
    pub reference: String,
    /// Where it stands.
    pub status: OfferState,
    /// When it was opened.
    pub opened_at: Option<DateTime<Utc>>,
    /// The four volumes.
    pub content: OfferContent,
    /// The evaluated total as submitted.
    pub price: Option<Money>,
    /// The bidder.
    pub provider: ProviderId,
    /// The bidder's name.
    pub provider_name: String,
    /// The bidder's nation.
    pub nation: Option<String>,
    /// Whether the bidder is a small or medium enterprise.
    pub sme: bool,
    /// The newest rate of its currency up to the day before closing.
    pub rate: Option<Rate>,
    /// Why compliance was decided so.
    pub compliance_reason: Option<String>,
    /// The letter under which evaluators know it, where names are or were hidden from them.
    pub pseudonym: Option<String>,
    /// Whether this is the offer without what names its bidder.
    pub veiled: bool,
    /// Codes of the lines of the lot that is looked at that it expressly leaves out.
    pub leaves_out: Vec<String>,
    /// Version for changes.
    pub version: i64,
}

impl OfferLine {
    /// Whether the offer takes part in the evaluation.
    #[must_use]
    pub fn takes_part(&self) -> bool {
        use OfferState as S;
        !matches!(
            self.status,
            S::Excluded | S::Withdrawn | S::Late | S::Lapsed | S::Replaced
        )
    }

    /// Whether the offer enters a result. Where the price was to be opened after the technical result, an offer that is
    /// not technically acceptable keeps its price sealed and cannot be computed with.
    #[must_use]
    pub fn enters_result(&self) -> bool {
        self.takes_part()
            && self.leaves_out.is_empty()
            && !(self.status == OfferState::TechnicallyUnacceptable && self.price.is_none())
    }

    /// Why the offer enters no result, where it does not.
    #[must_use]
    pub fn out_because(&self) -> Option<String> {
        let reason = || match &self.compliance_reason {
            Some(reason) if !self.takes_part() => reason.clone(),
            _ if self.takes_part() && !self.leaves_out.is_empty() => {
                format!("It leaves out {}.", self.leaves_out.join(", "))
            }
            _ => self.status.meaning().to_owned(),
        };
        (!self.enters_result()).then(reason)
    }

    /// Requirements that must be met and that the offer does not meet, or does not tell of: `R2 Revisit: not told`.
    pub(in crate::evaluation) fn not_shown(&self, process: &Process) -> Vec<String> {
        let declared = |requirement: &Requirement| {
            let mut all = self.content.technical.declared.iter();
            all.find(|line| line.requirement == requirement.code)
        };
        let open = process.requirements.iter();
        let open = open.filter(|one| one.is_not_shown(declared(one)));
        let words = open.map(|one| {
            let standing = one.standing(declared(one)).label().to_lowercase();
            format!("{} {}: {standing}", one.code, one.name.as_str())
        });
        words.collect()
    }

    /// The price in euro, unrounded; none without a total or a rate.
    #[must_use]
    pub fn price_eur(&self) -> Option<Decimal> {
        self.in_euro(self.price?)
    }

    /// An amount of this offer in euro, unrounded, by the rate of its total; none without a rate.
    #[must_use]
    pub fn in_euro(&self, amount: Money) -> Option<Decimal> {
        if amount.currency == domain::money::Currency::EUR {
            return Some(amount.major());
        }
        let rate = self.rate.as_ref()?;
        amount.major().checked_div(rate.units_per_eur)
    }
}
