//! Readiness terms and surges as a contract's record holds them.

use chrono::{DateTime, NaiveDate, Utc};
use domain::contracts::{
    DenialRule, PriorityClass, ReadinessLevel, SurgeDays, SurgeRate, SurgeTerms,
};
use domain::id::{ModificationId, OrderId};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What a line gives beyond the usual at a level. A term never changes: it ends, and another takes its place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadinessTerm {
    /// Identity.
    pub id: Uuid,
    /// The level at which it can be called up.
    pub level: ReadinessLevel,
    /// Number of the contract's line.
    pub line: String,
    /// Who decides on the activation.
    pub authority: String,
    /// Hours between the activation and the beginning.
    pub notice_hours: u32,
    /// Units beyond the usual ones…
    pub quantity: Decimal,
    /// …in so many calendar days.
    pub per_days: u32,
    /// What a unit costs.
    pub rate: SurgeRate,
    /// Most surge days of the line within any 365; none where the contract sets no limit.
    pub max_days: Option<u32>,
    /// Who is served first.
    pub priority: PriorityClass,
    /// What may be asked about sales to others.
    pub denial: DenialRule,
    /// The modification by which it was agreed; none when it was agreed before signature.
    pub basis: Option<String>,
    /// Since when it counts.
    pub agreed_on: NaiveDate,
    /// Since when it no longer counts.
    pub ended_on: Option<NaiveDate>,
    /// Who recorded it.
    pub by: String,
}

impl ReadinessTerm {
    /// Its figures.
    #[must_use]
    pub fn figures(&self) -> SurgeTerms {
        SurgeTerms {
            quantity: self.quantity,
            per_days: self.per_days,
            rate: self.rate,
            max_days: self.max_days,
        }
    }
}

/// A surge that was activated.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Surge {
    /// Identity.
    pub id: Uuid,
    /// `S-01`.
    pub number: String,
    /// The level that was activated.
    pub level: ReadinessLevel,
    /// Who decided.
    pub authority: String,
    /// Reference of the decision.
    pub decision: String,
    /// Why.
    pub reason: String,
    /// The first day.
    pub first_day: NaiveDate,
    /// The last day as it was decided.
    pub last_day: NaiveDate,
    /// The last day that was served, when it ended earlier; the day before the first when it never began.
    pub ended_on: Option<NaiveDate>,
    /// What is called up.
    pub lines: Vec<SurgeLine>,
    /// The order that pays for it.
    pub order: Option<OrderId>,
    /// The modification that pays for it.
    pub modification: Option<ModificationId>,
    /// When it was activated.
    pub at: DateTime<Utc>,
    /// Who recorded it.
    pub by: String,
}

/// A line in surge.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SurgeLine {
    /// The term.
    pub term: Uuid,
    /// Number of the line.
    pub line: String,
    /// Units beyond the usual ones, over all its days.
    pub units: Decimal,
    /// What they cost, minor units of the contract's currency.
    pub cost_minor: i64,
}

impl Surge {
    /// The days that were or will be served.
    #[must_use]
    pub fn days(&self) -> SurgeDays {
        SurgeDays {
            first: self.first_day,
            last: self.ended_on.unwrap_or(self.last_day),
        }
    }

    /// What was committed for it, minor units.
    #[must_use]
    pub fn cost_minor(&self) -> i64 {
        super::totals::sum(self.lines.iter().map(|line| line.cost_minor))
    }
}
