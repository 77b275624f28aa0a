//! The holders' contracts at one moment: what each has taken, what it could take, and who is next.

use super::record::{FrameworkRecord, Holder};
use crate::Error;
use crate::contracts::ContractRecord;
use crate::db::DbError;
use crate::db::query::Query;
use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use domain::contracts::remaining_ceiling;
use domain::frameworks::{AllocationRule, CascadeStep, Seat, Turn, cascade_step, next_in_turn};
use domain::id::ProviderId;
use domain::states::contract::ContractState;
use sqlx::FromRow;
use uuid::Uuid;

/// A holder with its contract at a moment. Amounts are minor units of the framework's currency.
#[derive(Clone, Debug)]
pub struct HolderNow {
    /// Its number.
    pub number: i64,
    /// Its contract.
    pub contract: ContractRecord,
    /// The organisation that holds the contract today.
    pub provider: Option<ProviderId>,
}

impl HolderNow {
    /// What all its orders that count are worth.
    #[must_use]
    pub fn ordered(&self) -> i64 {
        self.contract.totals().exercised
    }

    /// What it could still take under its own contract's ceiling; none without one.
    #[must_use]
    pub fn left(&self) -> Option<i64> {
        let limits = self.contract.limits()?;
        remaining_ceiling(&limits, &self.contract.order_amounts())
    }

    /// What stands against an order of a value on a day, as a sentence; none when nothing does.
    #[must_use]
    pub fn hindrance(&self, amount_minor: i64, on: NaiveDate) -> Option<String> {
        let refused = self.contract.could_take(amount_minor, on).err()?;
        Some(match refused {
            Error::Invalid(fields) => fields
                .into_iter()
                .map(|field| field.message)
                .collect::<Vec<_>>()
                .join(" "),
            other => other.to_string(),
        })
    }
}

/// Whose turn it is, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Next {
    /// The holder; none where nobody can take it.
    pub holder: Option<i64>,
    /// Why, in words.
    pub why: String,
}

#[derive(FromRow)]
struct Row {
    number: i64,
    provider_id: Option<Uuid>,
    after_text: Option<String>,
}

/// `$1` is the framework, `$2` the moment.
pub(super) const HOLDERS: &str = "SELECT framework_holder.number, contract.provider_id,
     (SELECT after_text FROM event WHERE subject_kind = 'contract' AND subject_id = contract.id AND after_text IS NOT NULL
          AND event.at <= $2 ORDER BY event.at DESC, event.id DESC LIMIT 1) AS after_text
 FROM framework_holder JOIN contract ON contract.id = framework_holder.contract_id
 WHERE framework_holder.framework_id = $1 ORDER BY framework_holder.number";

/// A moment after everything that can have happened.
pub(super) fn end_of_time() -> DateTime<Utc> {
    NaiveDate::from_ymd_opt(9999, 12, 31)
        .unwrap_or(NaiveDate::MAX)
        .and_time(NaiveTime::MIN)
        .and_utc()
}

/// The contracts of a framework's holders at a moment, in one statement of [`HOLDERS`]; of those who had joined by then.
pub(super) async fn holders(
    query: Query<'_>,
    record: &FrameworkRecord,
    moment: DateTime<Utc>,
) -> Result<Vec<HolderNow>, Error> {
    let rows: Vec<Row> = query.bind(record.id.0).bind(moment).all().await?;
    let joined = rows
        .into_iter()
        .filter(|row| record.holder(row.number).is_some());
    let read = |row: Row| {
        let text = row.after_text.unwrap_or_default();
        let contract = serde_json::from_str(&text)
            .map_err(|error| DbError::corrupt("contract of a holder", error))?;
        Ok(HolderNow {
            number: row.number,
            contract,
            provider: row.provider_id.map(ProviderId),
        })
    };
    joined.map(read).collect()
}

impl FrameworkRecord {
    /// Members with their contracts.
    pub(super) fn seated<'a>(
        &'a self,
        holders: &'a [HolderNow],
    ) -> impl Iterator<Item = (&'a Holder, &'a HolderNow)> {
        self.members().filter_map(|holder| {
            let now = holders.iter().find(|now| now.number == holder.number)?;
            Some((holder, now))
        })
    }

    /// Who would get an order of a value on a day by the framework's rule, and why; none where the rule names nobody: the purchaser
    /// chooses, or all compete.
    #[must_use]
    pub fn next(&self, holders: &[HolderNow], amount_minor: i64, on: NaiveDate) -> Option<Next> {
        match self.rule {
            AllocationRule::Rotation => Some(self.next_in_turn(holders, amount_minor, on)),
            AllocationRule::Cascade => {
                let ranked: Vec<i64> = self.members().map(|holder| holder.number).collect();
                let CascadeStep::Ask(first) = cascade_step(&ranked, &[]) else {
                    return None;
                };
                let why = format!("{} is first in rank.", self.name_of(first, holders));
                Some(Next {
                    holder: Some(first),
                    why,
                })
            }
            AllocationRule::Direct | AllocationRule::MiniCompetition => None,
        }
    }

    fn next_in_turn(&self, holders: &[HolderNow], amount_minor: i64, on: NaiveDate) -> Next {
        let seats: Vec<Seat> = self
            .seated(holders)
            .map(|(holder, now)| {
                let turn = self.last_turn(holder.number);
                Seat {
                    holder: holder.number,
                    since: turn.unwrap_or(holder.joined_after),
                    served: turn.is_some(),
                    able: now.hindrance(amount_minor, on).is_none(),
                }
            })
            .collect();
        let Turn { next, passed } = next_in_turn(&seats);
        let mut why = match next {
            None => "No holder can take it.".to_owned(),
            Some(next) => {
                let name = self.name_of(next, holders);
                match self.last_turn(next) {
                    Some(turn) => {
                        format!("{name} has waited longest: it last took call-off {turn}.")
                    }
                    None => format!("{name} has waited longest: it took none yet."),
                }
            }
        };
        for number in passed {
            let now = holders.iter().find(|now| now.number == number);
            let hindrance = now.and_then(|now| now.hindrance(amount_minor, on));
            let name = self.name_of(number, holders);
            why.push_str(&format!(
                " {name} waited longer and keeps its place: {}",
                hindrance.unwrap_or_default()
            ));
        }
        Next { holder: next, why }
    }

    /// A holder's name: that of its contract at the shown moment.
    #[must_use]
    pub fn name_of(&self, number: i64, holders: &[HolderNow]) -> String {
        let now = holders.iter().find(|now| now.number == number);
        let name = now.map(|now| now.contract.provider_name.clone());
        let name = name.or_else(|| self.holder(number).map(|holder| holder.name.clone()));
        name.unwrap_or_else(|| format!("Holder {number}"))
    }
}

/// Whether a contract takes no orders any more, whatever is done.
pub(super) const fn takes_no_more(state: ContractState) -> bool {
    matches!(
        state,
        ContractState::OrderingClosed
            | ContractState::Completing
            | ContractState::Terminated
            | ContractState::Closeout
            | ContractState::Closed
            | ContractState::Abandoned
    )
}
