//! What would follow if a milestone came on another day. Nothing is stored.

use super::network::{LINKED, Plan, PlanNode, Seed, read};
use crate::capabilities::{Gated, waiting};
use crate::{Ctx, Error};
use chrono::NaiveDate;
use domain::actor::Actor;
use domain::evaluation::damages::{LateMilestone, liquidated_damages};
use domain::milestones::{Facts, SlipClass, assess};
use domain::money::{Currency, Money};
use domain::policy::actions::ReadPlan;
use domain::policy::{Subject, permit};
use domain::states::option::OptionState;
use rust_decimal::RoundingStrategy;
use sqlx::FromRow;
use std::collections::HashMap;
use uuid::Uuid;

/// What would follow.
#[derive(Clone, Debug)]
pub struct WhatIf {
    /// The milestone that is moved.
    pub node: PlanNode,
    /// It first, then what moves with it, each after what decides its day.
    pub effects: Vec<Effect>,
}

/// A milestone that would come on another day.
#[derive(Clone, Debug)]
pub struct Effect {
    /// The milestone.
    pub node: PlanNode,
    /// The day it has now.
    pub from: NaiveDate,
    /// The day it would have.
    pub to: NaiveDate,
    /// The milestone that decides it; none for the one that is moved.
    pub by: Option<PlanNode>,
    /// Calendar days against the first approved date.
    pub slip_original: Option<i64>,
    /// Calendar days against the latest approved date.
    pub slip_current: Option<i64>,
    /// How serious the slip is as it stands.
    pub class_now: Option<SlipClass>,
    /// How serious it would be.
    pub class_then: Option<SlipClass>,
    /// What the delay damages of this milestone alone would come to if nothing excused it and it were met on that day,
    /// minor units of the contract's currency (GTC A.4.9); none where none would run.
    pub damages_minor: Option<i64>,
    /// Options of its contract whose notice is due before it would come and after it was to come.
    pub options: Vec<OptionInTheWay>,
    /// It would come after its contract's last day.
    pub after_end: bool,
    /// Capability milestones that wait for it and would come after the day from which they are needed.
    pub capabilities: Vec<Needed>,
}

/// A capability milestone that would come too late.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Needed {
    /// The capability milestone.
    pub gated: Gated,
    /// Calendar days after the day of need.
    pub days: i64,
    /// Whether it comes too late already, as it stands.
    pub already: bool,
}

/// An option that must be decided before a milestone is met that was to be met earlier.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct OptionInTheWay {
    /// Reference of the contract.
    pub contract: String,
    /// Its number.
    pub number: i64,
    /// What can be bought.
    pub title: String,
    /// Its price, minor units of the contract's currency.
    pub value_minor: i64,
    /// The last day of notice.
    pub notice_by: NaiveDate,
}

/// A milestone of a contract, and what would follow if it came on `to`.
///
/// # Errors
/// When there is no such milestone, it has no date or is met, the rules refuse, or the store fails.
pub async fn what_if(
    ctx: &Ctx,
    actor: &Actor,
    contract: &str,
    number: i64,
    to: Option<NaiveDate>,
) -> Result<WhatIf, Error> {
    permit::<ReadPlan>(actor, Subject::ANY)?;
    let plan = read(ctx, &Seed::One(contract.to_owned(), number), LINKED).await?;
    if plan.nodes.is_empty() && plan.undated.is_empty() {
        return Err(Error::NotFound);
    }
    if plan.cut {
        return Err(Error::not_now(format!(
            "more than {LINKED} milestones are linked with this one: end the waits that are over, so that what follows can be told"
        )));
    }
    let Some(at) = plan.place(contract, number) else {
        let words = format!("milestone {number} has no date yet that could move");
        return Err(Error::not_now(words));
    };
    if plan.nodes[at].actual.is_some() {
        let words = format!(
            "milestone {number} is {}: its day stands",
            plan.nodes[at].status
        );
        return Err(Error::not_now(words));
    }
    let moved = match to {
        Some(to) => plan.network.moved(at, to).map_err(Error::not_now)?,
        None => Vec::new(),
    };
    let options = options(ctx, &plan, &moved).await?;
    let waiting = waiting(ctx, actor).await?;
    let today = ctx.today();
    let effect = |shift: &domain::milestones::Shift| Effect {
        capabilities: needed(&waiting, plan.nodes[shift.node].id, shift),
        ..effect(&plan, shift, &options, today)
    };
    Ok(WhatIf {
        node: plan.nodes[at].clone(),
        effects: moved.iter().map(effect).collect(),
    })
}

/// Options that can still be decided on, of the contracts that are concerned.
async fn options(
    ctx: &Ctx,
    plan: &Plan,
    moved: &[domain::milestones::Shift],
) -> Result<Vec<OptionInTheWay>, Error> {
    let (Some(first), Some(last)) = (
        moved.iter().map(|shift| shift.from).min(),
        moved.iter().map(|shift| shift.to).max(),
    ) else {
        return Ok(Vec::new());
    };
    let found: Vec<OptionInTheWay> = ctx
        .db()
        .query(
            "SELECT contract.reference AS contract, contract_option.number, contract_option.title, contract_option.value_minor,
                 contract_option.notice_by
             FROM contract_option JOIN contract ON contract.id = contract_option.contract_id
             WHERE contract_option.notice_by >= $1 AND contract_option.notice_by < $2
                 AND contract_option.status IN ($3, $4, $5)
             ORDER BY contract_option.notice_by, contract.reference, contract_option.number",
        )
        .bind(first)
        .bind(last)
        .bind(OptionState::Unavailable.as_str())
        .bind(OptionState::Available.as_str())
        .bind(OptionState::PartlyExercised.as_str())
        .all()
        .await?;
    let concerned = |option: &OptionInTheWay| {
        let mut contracts = moved.iter().map(|shift| &plan.nodes[shift.node].contract);
        contracts.any(|contract| *contract == option.contract)
    };
    Ok(found.into_iter().filter(concerned).collect())
}

/// The capability milestones that wait for a milestone and would come after their day of need because of it.
fn needed(
    waiting: &HashMap<Uuid, Vec<Gated>>,
    id: Uuid,
    shift: &domain::milestones::Shift,
) -> Vec<Needed> {
    let one = |gated: &Gated| {
        let need = gated.need_date?;
        let days = (shift.to - need).num_days();
        let already = gated.day.is_some_and(|day| day > need) || shift.from > need;
        (days > 0).then(|| Needed {
            gated: gated.clone(),
            days,
            already,
        })
    };
    let own = waiting.get(&id).into_iter().flatten();
    own.filter_map(one).collect()
}

fn effect(
    plan: &Plan,
    shift: &domain::milestones::Shift,
    options: &[OptionInTheWay],
    today: NaiveDate,
) -> Effect {
    let node = plan.nodes[shift.node].clone();
    let class = |forecast: NaiveDate| {
        let mut dates = node.dates()?;
        dates.forecast = Some(forecast);
        let found = assess(&Facts {
            dates,
            class: node.class(),
            need_date: None,
            status_date: today,
        });
        Some((
            found.class,
            found.slip_original_days,
            found.slip_current_days,
        ))
    };
    let (now, then) = (class(shift.from), class(shift.to));
    let in_the_way = |option: &&OptionInTheWay| {
        option.contract == node.contract && (shift.from..shift.to).contains(&option.notice_by)
    };
    Effect {
        from: shift.from,
        to: shift.to,
        by: shift.by.map(|by| plan.nodes[by].clone()),
        slip_original: then.and_then(|(_, original, _)| original),
        slip_current: then.and_then(|(_, _, current)| current),
        class_now: now.map(|(class, _, _)| class),
        class_then: then.map(|(class, _, _)| class),
        damages_minor: damages(&node, shift.to),
        options: options.iter().filter(in_the_way).cloned().collect(),
        after_end: node.contract_ends.is_some_and(|ends| shift.to > ends),
        capabilities: Vec::new(),
        node,
    }
}

/// The delay damages of one milestone that would be met on a day, as if no other of its contract were late.
fn damages(node: &PlanNode, met: NaiveDate) -> Option<i64> {
    let dates = node.dates()?;
    let runs_after = dates.damages_run_after(node.class())?;
    let days_late = u32::try_from((met - runs_after).num_days())
        .ok()
        .filter(|days| *days > 0)?;
    let currency: Currency = node.currency.parse().ok()?;
    let value = Money::new(node.value_minor?, currency).major();
    let contract = Money::new(node.exercised_minor, currency).major();
    let late = LateMilestone { value, days_late };
    let due = liquidated_damages(contract, &[late]).ok()?.first()?.due;
    let rounded =
        due.round_dp_with_strategy(currency.exponent(), RoundingStrategy::MidpointAwayFromZero);
    Money::from_major(rounded, currency).map(|money| money.minor)
}
