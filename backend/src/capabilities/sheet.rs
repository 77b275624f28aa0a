//! One capability, now or at a past moment, with the contract milestones that gate it as they were recorded then.

use super::change::KIND;
use super::record::CapabilityRecord;
use crate::audit::{Change, diff};
use crate::contracts::{ContractRecord, EventLine};
use crate::db::DbError;
use crate::{Ctx, Error};
use chrono::{DateTime, NaiveDate, Utc};
use domain::actor::Actor;
use domain::capabilities::Gate;
use domain::milestones::FourDates;
use domain::policy::actions::ReadCapabilities;
use domain::policy::{Subject, permit};
use sqlx::FromRow;
use std::collections::BTreeMap;
use uuid::Uuid;

/// A contract milestone that gates a milestone of a capability.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct GateRow {
    /// Identity.
    pub id: Uuid,
    /// Reference of its contract.
    pub contract: String,
    /// Its contract's title.
    pub contract_title: String,
    /// The contractor's name.
    pub provider_name: String,
    /// Its number.
    pub number: i64,
    /// What is delivered.
    pub title: String,
    /// Status code.
    pub status: String,
    /// First approved date.
    pub original_baseline: Option<NaiveDate>,
    /// Latest approved date.
    pub current_baseline: Option<NaiveDate>,
    /// Estimate.
    pub forecast: Option<NaiveDate>,
    /// When it was met.
    pub actual: Option<NaiveDate>,
}

impl GateRow {
    /// The day it was met, or else is expected, or else is due.
    #[must_use]
    pub fn day(&self) -> Option<NaiveDate> {
        self.actual.or(self.forecast).or(self.current_baseline)
    }

    /// What the rules need to know of it.
    #[must_use]
    pub fn gate(&self) -> Gate {
        Gate {
            day: self.day(),
            met: self.actual.is_some(),
        }
    }

    /// The four dates, once one is approved.
    #[must_use]
    pub fn dates(&self) -> Option<FourDates> {
        let baselines = (self.original_baseline, self.current_baseline);
        FourDates::approved(baselines, self.forecast, self.actual)
    }

    /// Contract and number, as people name it.
    #[must_use]
    pub fn name(&self) -> String {
        format!("{}/{}", self.contract, self.number)
    }
}

/// A code of the Strategy that a capability serves, and which of its contracts serve it, too.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StrategyRow {
    /// Its code.
    pub code: String,
    /// Its title.
    pub title: String,
    /// References of the capability's contracts whose solicitations name it.
    pub contracts: Vec<String>,
}

/// Everything that a capability's pages show.
#[derive(Clone, Debug)]
pub struct CapabilitySheet {
    /// The record at the shown moment.
    pub record: CapabilityRecord,
    /// The shown moment and how many later changes it hides; none when the page shows the present.
    pub moment: Option<(DateTime<Utc>, i64)>,
    /// What changed between the shown moment and now.
    pub since: Vec<Change>,
    /// Every event up to the shown moment, the newest first.
    pub history: Vec<EventLine>,
    /// The contract milestones that gate its milestones, as they were recorded at the shown moment.
    pub gates: Vec<GateRow>,
    /// Codes of the Strategy with titles, the functional area among them.
    pub strategy: Vec<StrategyRow>,
    /// Title of the functional area.
    pub area: Option<String>,
}

#[derive(FromRow)]
struct Stored {
    after_text: String,
    now_text: String,
    later: i64,
}

const STORED: &str = "SELECT event.after_text,
     (SELECT newest.after_text FROM event AS newest WHERE newest.subject_kind = 'capability' AND newest.subject_id = capability.id
          AND newest.after_text IS NOT NULL ORDER BY newest.at DESC, newest.id DESC LIMIT 1) AS now_text,
     (SELECT COUNT(*) FROM event AS later WHERE later.subject_kind = 'capability' AND later.subject_id = capability.id
          AND later.at > $2) AS later
 FROM capability JOIN event ON event.subject_kind = 'capability' AND event.subject_id = capability.id
 WHERE capability.reference = $1 AND event.at <= $2 AND event.after_text IS NOT NULL
 ORDER BY event.at DESC, event.id DESC LIMIT 1";

/// The contract milestones that gate a capability's milestones now.
pub(super) const GATES_NOW: &str = "SELECT DISTINCT milestone.id, contract.reference AS contract, contract.title AS contract_title,
     contract.provider_name, milestone.number, milestone.title, milestone.status, milestone.original_baseline,
     milestone.current_baseline, milestone.forecast, milestone.actual
 FROM capability_gate JOIN capability_milestone ON capability_milestone.id = capability_gate.capability_milestone_id
     JOIN milestone ON milestone.id = capability_gate.milestone_id JOIN contract ON contract.id = milestone.contract_id
 WHERE capability_milestone.capability_id = $1 ORDER BY contract.reference, milestone.number";

/// The records of the contracts that serve a capability now or served it then, as the last event before a moment left them.
const CONTRACTS_THEN: &str = "SELECT event.after_text FROM event WHERE event.subject_kind = 'contract' AND event.id IN (
     SELECT (SELECT newest.id FROM event AS newest WHERE newest.subject_kind = 'contract' AND newest.subject_id = contract.id
          AND newest.at <= $1 AND newest.after_text IS NOT NULL ORDER BY newest.at DESC, newest.id DESC LIMIT 1)
     FROM contract WHERE contract.reference IN (";

/// One capability as it is, or as it was at a moment. Five statements at most, with the one that reads the session.
///
/// # Errors
/// [`Error::NotFound`] when there was none at that moment; when the rules refuse or the store fails.
pub async fn sheet(
    ctx: &Ctx,
    actor: &Actor,
    reference: &str,
    at: Option<DateTime<Utc>>,
) -> Result<CapabilitySheet, Error> {
    permit::<ReadCapabilities>(actor, Subject::ANY)?;
    let now = ctx.now();
    let moment = at.filter(|at| *at < now);
    let query = ctx.db().query(STORED).bind(reference.to_owned());
    let stored: Stored = query.bind(moment.unwrap_or(now)).one().await?;
    let record = read(&stored.after_text)?;
    let since = match moment {
        Some(_) => since(&record, &read(&stored.now_text)?)?,
        None => Vec::new(),
    };
    let history = history(ctx, &record, moment.unwrap_or(now)).await?;
    let gates = match moment {
        Some(moment) => gates_then(ctx, &record, moment).await?,
        None => ctx.db().query(GATES_NOW).bind(record.id.0).all().await?,
    };
    let (strategy, area) = strategy(ctx, &record).await?;
    Ok(CapabilitySheet {
        moment: moment.map(|moment| (moment, stored.later)),
        since,
        history,
        gates,
        strategy,
        area,
        record,
    })
}

fn read(text: &str) -> Result<CapabilityRecord, Error> {
    Ok(serde_json::from_str(text).map_err(|error| DbError::corrupt(KIND, error))?)
}

fn since(then: &CapabilityRecord, now: &CapabilityRecord) -> Result<Vec<Change>, Error> {
    let then = serde_json::to_value(then)?;
    let mut changes = diff(Some(&then), Some(&serde_json::to_value(now)?));
    // Each date keeps the list of its changes, which says again what the dates themselves say.
    changes.retain(|change| !change.path.contains(" › changes "));
    Ok(changes)
}

async fn history(
    ctx: &Ctx,
    record: &CapabilityRecord,
    until: DateTime<Utc>,
) -> Result<Vec<EventLine>, Error> {
    let sql = "SELECT id, at, actor_name, action, summary, reason FROM event
         WHERE subject_kind = 'capability' AND subject_id = $1 AND at <= $2 ORDER BY at DESC, id DESC";
    let query = ctx.db().query(sql).bind(record.id.0).bind(until);
    Ok(query.all().await?)
}

/// The gates as their contracts were recorded at a moment. An imported contract has no events: of it nothing is known then.
async fn gates_then(
    ctx: &Ctx,
    record: &CapabilityRecord,
    moment: DateTime<Utc>,
) -> Result<Vec<GateRow>, Error> {
    if record.contracts.is_empty() {
        return Ok(Vec::new());
    }
    let places: Vec<String> = (2..record.contracts.len() + 2)
        .map(|n| format!("${n}"))
        .collect();
    // Put together from constants and placeholders; what is looked for is bound.
    let sql = sqlx::AssertSqlSafe(format!("{CONTRACTS_THEN}{}))", places.join(", ")));
    let query = ctx.db().query(sql).bind(moment);
    let query = record.contracts.iter().fold(query, |query, contract| {
        query.bind(contract.reference.clone())
    });
    let texts: Vec<String> = query.scalars().await?;
    let mut rows = Vec::new();
    for text in texts {
        let contract: ContractRecord =
            serde_json::from_str(&text).map_err(|error| DbError::corrupt("contract", error))?;
        rows.extend(rows_of(record, &contract));
    }
    rows.sort_by(|one, other| (&one.contract, one.number).cmp(&(&other.contract, other.number)));
    Ok(rows)
}

fn rows_of(record: &CapabilityRecord, contract: &ContractRecord) -> Vec<GateRow> {
    let gates = |id: Uuid| {
        let mut gates = record.milestones.iter().flat_map(|one| &one.gates);
        gates.any(|gate| gate.id.0 == id)
    };
    let row = |one: &crate::contracts::record::Milestone| GateRow {
        id: one.id.0,
        contract: contract.reference.clone(),
        contract_title: contract.title.clone(),
        provider_name: contract.provider_name.clone(),
        number: one.number,
        title: one.title.clone(),
        status: one.status.as_str().to_owned(),
        original_baseline: one.original_baseline,
        current_baseline: one.current_baseline,
        forecast: one.forecast,
        actual: one.actual,
    };
    let milestones = contract.milestones.iter();
    milestones.filter(|one| gates(one.id.0)).map(row).collect()
}

#[derive(FromRow)]
struct Named {
    code: String,
    kind: String,
    title: String,
    contract: Option<String>,
}

/// Titles of the record's codes, and which of its contracts name them. Titles do not change, so they serve a past moment, too.
async fn strategy(
    ctx: &Ctx,
    record: &CapabilityRecord,
) -> Result<(Vec<StrategyRow>, Option<String>), Error> {
    let rows: Vec<Named> = ctx
        .db()
        .query(
            "SELECT strategy_item.code, strategy_item.kind, strategy_item.title, serving.reference AS contract
             FROM strategy_item LEFT JOIN (
                 SELECT solicitation_strategy.strategy_code, contract.reference FROM capability_contract
                     JOIN contract ON contract.id = capability_contract.contract_id
                     JOIN solicitation_strategy ON solicitation_strategy.solicitation_id = contract.solicitation_id
                 WHERE capability_contract.capability_id = $1) AS serving ON serving.strategy_code = strategy_item.code
             ORDER BY strategy_item.position, serving.reference",
        )
        .bind(record.id.0)
        .all()
        .await?;
    let area = rows.iter().find(|row| {
        row.kind == "functional_area" && Some(&row.code) == record.functional_area.as_ref()
    });
    let area = area.map(|row| row.title.clone());
    let mut found = BTreeMap::<usize, StrategyRow>::new();
    for row in rows {
        let Some(place) = record.strategy.iter().position(|code| *code == row.code) else {
            continue;
        };
        let entry = found.entry(place).or_insert_with(|| StrategyRow {
            code: row.code,
            title: row.title,
            contracts: Vec::new(),
        });
        let serves = |reference: &String| {
            record
                .contracts
                .iter()
                .any(|one| one.reference == *reference)
        };
        entry.contracts.extend(row.contract.filter(serves));
    }
    Ok((found.into_values().collect(), area))
}
