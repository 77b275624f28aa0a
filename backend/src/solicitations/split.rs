//! A sign that a purchase may have been split: others like it that together cross a limit.

use super::record::SolicitationRecord;
use crate::db::DecimalText;
use crate::{Ctx, Error};
use chrono::{Months, NaiveTime};
use domain::money::{Currency, Money};
use sqlx::FromRow;

/// Others like a purchase, with which it crosses a limit that it does not reach alone (NPP 27: the estimate is never
/// split). A sign to look at, not a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Split {
    /// Reference, title and estimate in EUR minor units of the others.
    pub others: Vec<(String, String, i64)>,
    /// All together, in EUR minor units.
    pub together: i64,
    /// The limits that are crossed, lowest first, in EUR minor units.
    pub crossed: Vec<i64>,
}

#[derive(FromRow)]
struct Other {
    reference: String,
    title: String,
    estimate_minor: i64,
    estimate_currency: String,
    units_per_eur: Option<DecimalText>,
}

impl Other {
    fn eur(&self) -> Option<i64> {
        let currency: Currency = self.estimate_currency.parse().ok()?;
        let money = Money::new(self.estimate_minor, currency);
        if currency == Currency::EUR {
            return Some(money.minor);
        }
        let rate = self.units_per_eur.as_ref()?.0;
        money.to_eur(rate).map(|eur| eur.minor)
    }
}

/// Looks for others of the same functional area, by the same officer or for the same programme, that were begun within
/// twelve months of it (own design).
///
/// # Errors
/// When the store fails.
pub(super) async fn split(
    ctx: &Ctx,
    record: &SolicitationRecord,
    estimate_eur: i64,
) -> Result<Option<Split>, Error> {
    let year = Months::new(12);
    let begun = record.created_at.date_naive();
    let moment = |day: chrono::NaiveDate| day.and_time(NaiveTime::MIN).and_utc();
    let others: Vec<Other> = ctx
        .db()
        .query(
            "SELECT reference, title, estimate_minor, estimate_currency,
                 (SELECT units_per_eur FROM exchange_rate WHERE currency = solicitation.estimate_currency
                  ORDER BY on_day DESC LIMIT 1) AS units_per_eur
             FROM solicitation
             WHERE functional_area = $1 AND id <> $2 AND (created_by = $3 OR programme_code = $4)
                 AND created_at >= $5 AND created_at < $6 AND origin <> 'imported' AND status <> 'cancelled'
                 AND estimate_minor IS NOT NULL AND estimate_currency IS NOT NULL
             ORDER BY created_at DESC LIMIT 50",
        )
        .bind(record.functional_area.clone())
        .bind(record.id.0)
        .bind(record.created_by.map(|account| account.0))
        .bind(record.programme.clone())
        .bind(moment(begun - year))
        .bind(moment(begun + year))
        .all()
        .await?;
    let others: Vec<(String, String, i64)> = others
        .into_iter()
        .filter_map(|other| {
            let eur = other.eur()?;
            Some((other.reference, other.title, eur))
        })
        .collect();
    let together = others
        .iter()
        .fold(estimate_eur, |sum, (_, _, eur)| sum.saturating_add(*eur));
    let limits = super::check::limits(record.published_at.unwrap_or_else(|| ctx.now()));
    let crossed = limits.crossed(estimate_eur, together);
    Ok((!crossed.is_empty()).then_some(Split {
        others,
        together,
        crossed,
    }))
}
