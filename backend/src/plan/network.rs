//! The milestones that are linked, with their dates and the room between them.

use crate::db::query::Query;
use crate::{Ctx, Error};
use chrono::NaiveDate;
use domain::actor::Actor;
use domain::milestones::{FourDates, MilestoneClass, Network, Node, Room, Wait};
use domain::policy::actions::ReadPlan;
use domain::policy::{Subject, permit};
use sqlx::{AssertSqlSafe, FromRow};
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// The most milestones that one plan shows, the earliest.
const SHOWN: usize = 1_000;

/// The most that a plan computes room for, the earliest.
const READ: usize = 5_000;

/// The most that are linked with one another and still moved together.
pub(super) const LINKED: usize = 20_000;

/// A milestone of the plan.
#[derive(Clone, Debug, FromRow)]
pub struct PlanNode {
    /// Identity.
    pub id: Uuid,
    /// Reference of its contract.
    pub contract: String,
    /// Its contract's title.
    pub contract_title: String,
    /// The contractor's name.
    pub provider_name: String,
    /// Code of the contract's programme.
    pub programme: Option<String>,
    /// Currency of the contract.
    pub currency: String,
    /// What the contract is worth with its exercised options, minor units.
    pub exercised_minor: i64,
    /// The contract's last day.
    pub contract_ends: Option<NaiveDate>,
    /// Origin of its contract.
    pub origin: String,
    /// Its number within the contract.
    pub number: i64,
    /// What is delivered.
    pub title: String,
    /// Class code.
    pub class: String,
    /// Status code.
    pub status: String,
    /// What is paid for it, minor units.
    pub value_minor: Option<i64>,
    /// First approved date.
    pub original_baseline: Option<NaiveDate>,
    /// Latest approved date.
    pub current_baseline: Option<NaiveDate>,
    /// Estimate.
    pub forecast: Option<NaiveDate>,
    /// When it was met.
    pub actual: Option<NaiveDate>,
}

impl PlanNode {
    /// The day it was met, or else is expected, or else is due; none while no date is known.
    #[must_use]
    pub fn day(&self) -> Option<NaiveDate> {
        self.actual.or(self.forecast).or(self.current_baseline)
    }

    /// The four dates, once one is approved.
    #[must_use]
    pub fn dates(&self) -> Option<FourDates> {
        let baselines = (self.original_baseline, self.current_baseline);
        FourDates::approved(baselines, self.forecast, self.actual)
    }

    /// How binding its date is.
    #[must_use]
    pub fn class(&self) -> MilestoneClass {
        self.class.parse().unwrap_or(MilestoneClass::Ordinary)
    }

    /// Contract and number, as people name it.
    #[must_use]
    pub fn name(&self) -> String {
        format!("{}, milestone {}", self.contract, self.number)
    }
}

/// A wait of the plan.
#[derive(Clone, Debug, FromRow)]
pub struct PlanWait {
    /// Identity.
    pub id: Uuid,
    /// What is waited for.
    pub first_id: Uuid,
    /// What waits.
    pub then_id: Uuid,
    /// Calendar days between them at least.
    pub days: i64,
    /// Why.
    pub reason: String,
    /// Who said so.
    pub by: Option<String>,
}

/// What is looked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PlanFilter {
    /// Reference of a contract.
    pub contract: Option<String>,
    /// Code of a programme.
    pub programme: Option<String>,
}

/// Linked milestones in the order of their days.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The milestones that have a date.
    pub nodes: Vec<PlanNode>,
    /// What waits for what, by place in `nodes`.
    pub waits: Vec<(usize, usize, PlanWait)>,
    /// How much later each can come; none where nothing waits for it.
    pub room: Vec<Option<Room>>,
    /// Whether each decides the last day.
    pub critical: Vec<bool>,
    /// Linked milestones without any date: nothing can be said of them.
    pub undated: Vec<PlanNode>,
    /// Whether there are more than are shown.
    pub cut: bool,
    pub(super) network: Network,
}

/// Which milestones a plan begins with; those linked to them belong to it too.
#[derive(Clone, Debug)]
pub(super) enum Seed {
    /// All that are linked.
    Linked,
    /// Those of a contract.
    Contract(String),
    /// Those of a programme's contracts.
    Programme(String),
    /// One, by its contract and number.
    One(String, i64),
}

const PAIRS: &str = "WITH RECURSIVE pair (one, other) AS (
         SELECT first_id, then_id FROM milestone_wait WHERE ended_at IS NULL
         UNION ALL SELECT then_id, first_id FROM milestone_wait WHERE ended_at IS NULL),
     reached (id) AS (SELECT milestone.id FROM milestone JOIN contract ON contract.id = milestone.contract_id WHERE ";
const REACHED: &str = " UNION SELECT pair.other FROM pair JOIN reached ON pair.one = reached.id) ";
const NODES: &str = "SELECT milestone.id, contract.reference AS contract, contract.title AS contract_title, contract.provider_name,
         contract.programme_code AS programme, contract.currency, contract.exercised_minor, contract.ends_on AS contract_ends,
         contract.origin, milestone.number, milestone.title, milestone.class, milestone.status, milestone.value_minor,
         milestone.original_baseline, milestone.current_baseline, milestone.forecast, milestone.actual
     FROM milestone JOIN contract ON contract.id = milestone.contract_id
     WHERE milestone.id IN (SELECT id FROM reached)
     ORDER BY COALESCE(milestone.actual, milestone.forecast, milestone.current_baseline), milestone.id LIMIT ";
const WAITS: &str = "SELECT milestone_wait.id, milestone_wait.first_id, milestone_wait.then_id, milestone_wait.days,
         milestone_wait.reason, account.name AS by
     FROM milestone_wait LEFT JOIN account ON account.id = milestone_wait.made_by
     WHERE milestone_wait.ended_at IS NULL AND milestone_wait.first_id IN (SELECT id FROM reached)";

impl Seed {
    /// The statement that begins with these milestones and goes on with `rest`.
    fn sql(&self, rest: &str) -> String {
        let seed = match self {
            Self::Linked => "milestone.id IN (SELECT one FROM pair)",
            Self::Contract(_) => "contract.reference = $1",
            Self::Programme(_) => "contract.programme_code = $1",
            Self::One(..) => "contract.reference = $1 AND milestone.number = $2",
        };
        format!("{PAIRS}{seed}{REACHED}{rest}")
    }

    fn bound<'a>(&self, query: Query<'a>) -> Query<'a> {
        match self {
            Self::Linked => query,
            Self::Contract(text) | Self::Programme(text) => query.bind(text.clone()),
            Self::One(contract, number) => query.bind(contract.clone()).bind(*number),
        }
    }
}

/// The milestones of a contract or a programme, or all that are linked, with those that they are linked to.
///
/// # Errors
/// When the rules refuse or the store fails.
pub async fn plan(ctx: &Ctx, actor: &Actor, filter: &PlanFilter) -> Result<Plan, Error> {
    permit::<ReadPlan>(actor, Subject::ANY)?;
    let seed = match (&filter.contract, &filter.programme) {
        (Some(reference), _) => Seed::Contract(reference.clone()),
        (None, Some(code)) => Seed::Programme(code.clone()),
        (None, None) => Seed::Linked,
    };
    let mut plan = read(ctx, &seed, READ).await?;
    plan.show(SHOWN);
    Ok(plan)
}

/// The earliest `most` of everything that is linked with the seed, whatever a page can show of it.
pub(super) async fn read(ctx: &Ctx, seed: &Seed, most: usize) -> Result<Plan, Error> {
    // Put together from constants; what is looked for is bound.
    let (nodes, waits) = (
        AssertSqlSafe(seed.sql(&format!("{NODES}{}", most + 1))),
        AssertSqlSafe(seed.sql(WAITS)),
    );
    let nodes: Vec<PlanNode> = seed.bound(ctx.db().query(nodes)).all().await?;
    let waits: Vec<PlanWait> = seed.bound(ctx.db().query(waits)).all().await?;
    Plan::of(nodes, waits, most)
}

impl Plan {
    fn of(mut all: Vec<PlanNode>, waits: Vec<PlanWait>, most: usize) -> Result<Self, Error> {
        let cut = all.len() > most;
        all.truncate(most);
        all.sort_by_cached_key(|node| (node.day(), node.contract.clone(), node.number));
        let (nodes, undated): (Vec<_>, Vec<_>) =
            all.into_iter().partition(|node| node.day().is_some());
        let places: HashMap<Uuid, usize> = nodes
            .iter()
            .enumerate()
            .map(|(at, node)| (node.id, at))
            .collect();
        let placed = |wait: PlanWait| {
            let ends = (places.get(&wait.first_id)?, places.get(&wait.then_id)?);
            Some((*ends.0, *ends.1, wait))
        };
        let waits: Vec<_> = waits.into_iter().filter_map(placed).collect();
        let network = network(&nodes, &waits)?;
        let mut critical = vec![false; nodes.len()];
        // One milestone alone decides nothing about others.
        if !waits.is_empty() {
            for at in network.critical() {
                critical[at] = true;
            }
        }
        Ok(Self {
            room: network.room(),
            critical,
            nodes,
            waits,
            undated,
            cut,
            network,
        })
    }

    /// Keeps the earliest for a page; room and the milestones that decide the last day stay those of all.
    fn show(&mut self, most: usize) {
        self.cut |= self.nodes.len() > most;
        self.nodes.truncate(most);
        self.room.truncate(most);
        self.critical.truncate(most);
        self.waits
            .retain(|(first, then, _)| *first.max(then) < most);
    }

    /// The waits that the dates do not keep.
    pub fn broken(&self) -> impl Iterator<Item = &(usize, usize, PlanWait)> {
        let broken: HashSet<_> = self
            .network
            .broken()
            .map(|wait| (wait.first, wait.then))
            .collect();
        let is_broken = move |wait: &&(usize, usize, PlanWait)| broken.contains(&(wait.0, wait.1));
        self.waits.iter().filter(is_broken)
    }

    /// The place of a milestone by contract and number.
    #[must_use]
    pub fn place(&self, contract: &str, number: i64) -> Option<usize> {
        let mut nodes = self.nodes.iter();
        nodes.position(|node| node.contract == contract && node.number == number)
    }
}

fn network(nodes: &[PlanNode], waits: &[(usize, usize, PlanWait)]) -> Result<Network, Error> {
    let node = |node: &PlanNode| Node {
        day: node.day().unwrap_or_default(),
        met: node.actual.is_some(),
    };
    let wait = |(first, then, wait): &(usize, usize, PlanWait)| Wait {
        first: *first,
        then: *then,
        days: u32::try_from(wait.days).unwrap_or_default(),
    };
    let nodes = nodes.iter().map(node).collect();
    Network::new(nodes, waits.iter().map(wait).collect())
        .map_err(|error| Error::Internal(format!("the plan: {error}")))
}
