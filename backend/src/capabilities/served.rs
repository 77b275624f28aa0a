//! Capabilities as other pages name them: those that a contract milestone gates, that serve a code, that a programme has.

use crate::db::filter::{Select, Value};
use crate::{Ctx, Error};
use chrono::NaiveDate;
use domain::actor::Actor;
use domain::policy::actions::ReadCapabilities;
use domain::policy::{Subject, may};
use sqlx::FromRow;
use std::collections::HashMap;
use uuid::Uuid;

/// A capability milestone that contract milestones gate.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Gated {
    /// Reference of the capability.
    pub reference: String,
    /// Its name.
    pub name: String,
    /// The milestone's number.
    pub number: i64,
    /// What it is called.
    pub title: String,
    /// Its day: when it was declared or met, or else its estimate, or else its approved date.
    pub day: Option<NaiveDate>,
    /// Whether it is declared or met.
    pub met: bool,
    /// The day from which it is needed.
    pub need_date: Option<NaiveDate>,
    /// The contract milestone that gates it.
    pub milestone_id: Uuid,
}

const GATED: &str = "SELECT capability.reference, capability.name, capability_milestone.number, capability_milestone.title,
     COALESCE(capability_milestone.actual, capability_milestone.forecast, capability_milestone.current_baseline) AS day,
     capability_milestone.actual IS NOT NULL AS met,
     COALESCE(capability_milestone.need_date, CASE WHEN capability_milestone.kind = 'IOC' THEN capability.need_date END) AS need_date,
     capability_gate.milestone_id
 FROM capability_gate JOIN capability_milestone ON capability_milestone.id = capability_gate.capability_milestone_id
     JOIN capability ON capability.id = capability_milestone.capability_id";

/// The capability milestones that some contract milestones gate; none for who may not read capabilities.
///
/// # Errors
/// When the store fails.
pub async fn gated_by(ctx: &Ctx, actor: &Actor, milestones: &[Uuid]) -> Result<Vec<Gated>, Error> {
    if milestones.is_empty() || !may::<ReadCapabilities>(actor, Subject::ANY) {
        return Ok(Vec::new());
    }
    let ids = milestones.iter().map(|id| Value::Id(*id)).collect();
    Ok(Select::new(GATED)
        .any_of("capability_gate.milestone_id", ids)
        .tail("ORDER BY capability.reference, capability_milestone.number")
        .all(ctx.db())
        .await?)
}

/// Every capability milestone that still waits, by the contract milestone that gates it; none for who may not read
/// capabilities. They are few, whatever a moved date moves.
///
/// # Errors
/// When the store fails.
pub(crate) async fn waiting(ctx: &Ctx, actor: &Actor) -> Result<HashMap<Uuid, Vec<Gated>>, Error> {
    let mut by_milestone = HashMap::<Uuid, Vec<Gated>>::new();
    if may::<ReadCapabilities>(actor, Subject::ANY) {
        let rows: Vec<Gated> = Select::new(GATED)
            .only("capability_milestone.actual IS NULL")
            .tail("ORDER BY capability.reference, capability_milestone.number")
            .all(ctx.db())
            .await?;
        for row in rows {
            by_milestone.entry(row.milestone_id).or_default().push(row);
        }
    }
    Ok(by_milestone)
}

/// A capability in a list of another page.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Serving {
    /// Its reference.
    pub reference: String,
    /// Its name.
    pub name: String,
    /// The requirement holder.
    pub owner: String,
    /// The day from which first users need it.
    pub need_date: Option<NaiveDate>,
    /// `perigee` or `demonstration`.
    pub origin: String,
}

const SERVING: &str = "SELECT capability.reference, capability.name, capability.owner, capability.need_date, capability.origin FROM capability";

/// Capabilities that name a code of the Strategy, name a line of it, or have it as their functional area; none for who may
/// not read them.
///
/// # Errors
/// When the store fails.
pub async fn serving_code(ctx: &Ctx, actor: &Actor, code: &str) -> Result<Vec<Serving>, Error> {
    if !may::<ReadCapabilities>(actor, Subject::ANY) {
        return Ok(Vec::new());
    }
    let serves = "(capability.functional_area = ? OR EXISTS (
         SELECT 1 FROM capability_strategy JOIN strategy_item ON strategy_item.code = capability_strategy.strategy_code
         WHERE capability_strategy.capability_id = capability.id
           AND (strategy_item.code = ? OR strategy_item.parent_code = ?)))";
    Ok(Select::new(SERVING)
        .when(serves, Some(Value::Text(code.to_owned())))
        .tail("ORDER BY capability.folded_name, capability.id LIMIT 100")
        .all(ctx.db())
        .await?)
}
