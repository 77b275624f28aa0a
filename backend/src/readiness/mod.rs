//! What can be called up in crisis and in conflict, over all contracts: how much, when, at what cost, and for whom.
//!
//! Nothing here is stored: the question is in the address, and the answer is computed from the terms in force.

mod entitled;

pub use entitled::Entitled;

use crate::rates::{self, RateSet};
use crate::{Ctx, Error};
use chrono::NaiveDate;
use domain::actor::Actor;
use domain::contracts::{
    Possible, ReadinessLevel, SurgeDays, SurgeRate, SurgeTerms, earliest_start, possible,
};
use domain::money::{Currency, Money};
use domain::policy::actions::ReadReadiness;
use domain::policy::{Subject, permit};
use rust_decimal::Decimal;
use sqlx::FromRow;
use std::collections::BTreeMap;
use uuid::Uuid;

/// The most terms that are shown at once.
const MOST: usize = 1_000;

/// What is asked: these lines, from this day, for so many days.
#[derive(Clone, Debug)]
pub struct SurgeQuestion {
    /// The level.
    pub level: ReadinessLevel,
    /// The first day.
    pub first_day: NaiveDate,
    /// How many calendar days.
    pub days: u32,
    /// Only contracts of this programme.
    pub programme: Option<String>,
    /// Only these lines, each as `CTR-2026-0001/0001`; every line when empty.
    pub lines: Vec<String>,
}

/// A term in force of a contract in performance.
#[derive(Clone, Debug, FromRow)]
pub struct TermRow {
    /// Identity.
    pub id: Uuid,
    /// The contract.
    pub contract_id: Uuid,
    /// Its reference.
    pub contract: String,
    /// Its title.
    pub title: String,
    /// The contractor.
    pub provider_name: String,
    /// Code of the programme it serves.
    pub programme: Option<String>,
    /// Currency of the contract.
    pub currency: String,
    /// Origin of the contract.
    pub origin: String,
    /// Kind of vehicle.
    pub vehicle: String,
    /// The contract's last day.
    pub ends_on: Option<NaiveDate>,
    /// The most that may ever be ordered, minor units.
    pub ceiling_minor: i64,
    /// What is ordered of it, minor units.
    pub exercised_minor: i64,
    /// The most one order may be worth, minor units.
    pub max_order_minor: Option<i64>,
    /// Code of the level.
    #[sqlx(try_from = "String")]
    pub level: Level,
    /// Number of the line.
    pub line: String,
    /// What the line delivers.
    pub description: String,
    /// Unit of the line.
    pub unit: String,
    /// Price of a unit, minor units.
    pub line_price_minor: i64,
    /// Who decides.
    pub authority: String,
    /// Hours of notice.
    pub notice_hours: i64,
    /// Units more…
    pub quantity: crate::db::DecimalText,
    /// …in so many days.
    pub per_days: i64,
    /// Times the line's price.
    pub multiplier: Option<crate::db::DecimalText>,
    /// Or a price of its own, minor units.
    pub unit_price_minor: Option<i64>,
    /// Most surge days within any 365.
    pub max_days: Option<i64>,
    /// Code of the priority class.
    pub priority: String,
    /// Code of the denial rule.
    pub denial: String,
}

/// A level as the store writes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Level(pub ReadinessLevel);

impl TryFrom<String> for Level {
    type Error = domain::states::UnknownName;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse().map(Self)
    }
}

impl TermRow {
    /// Contract and line, as the question names them.
    #[must_use]
    pub fn name(&self) -> String {
        format!("{}/{}", self.contract, self.line)
    }

    /// The rate.
    #[must_use]
    pub fn rate(&self) -> SurgeRate {
        match (self.multiplier, self.unit_price_minor) {
            (Some(times), _) => SurgeRate::Multiplier(times.0),
            (None, minor) => SurgeRate::UnitPrice(minor.unwrap_or(0)),
        }
    }

    /// The figures of the term.
    #[must_use]
    pub fn figures(&self) -> SurgeTerms {
        let whole = |number: i64| u32::try_from(number).unwrap_or(u32::MAX);
        SurgeTerms {
            quantity: self.quantity.0,
            per_days: whole(self.per_days),
            rate: self.rate(),
            max_days: self.max_days.map(whole),
        }
    }
}

/// What one line would give.
#[derive(Clone, Debug)]
pub struct LineAnswer {
    /// The term.
    pub term: TermRow,
    /// Whether the question asks for it.
    pub chosen: bool,
    /// The first day after notice.
    pub earliest: NaiveDate,
    /// The days that the term allows.
    pub possible: Possible,
    /// Units more over these days.
    pub units: Option<Decimal>,
    /// What they cost, minor units of the contract's currency; none where it cannot be computed.
    pub cost_minor: Option<i64>,
}

/// What one contract would give.
#[derive(Clone, Debug)]
pub struct ContractAnswer {
    /// Its lines, by number.
    pub lines: Vec<LineAnswer>,
    /// What the chosen ones cost, minor units.
    pub cost_minor: i64,
    /// The same in euro minor units, where there is a rate.
    pub cost_eur_minor: Option<i64>,
    /// What is left under the ceiling, minor units; none where the vehicle has no ceiling.
    pub left_minor: Option<i64>,
    /// Who is entitled to the capacity.
    pub entitled: Vec<Entitled>,
}

impl ContractAnswer {
    /// The contract's own facts, which every line repeats.
    #[must_use]
    pub fn head(&self) -> &TermRow {
        &self.lines[0].term
    }

    /// Whether the cost exceeds what is left under the ceiling.
    #[must_use]
    pub fn over_ceiling(&self) -> bool {
        self.left_minor.is_some_and(|left| self.cost_minor > left)
    }

    /// Whether the cost exceeds what one order may be worth (STC G.4).
    #[must_use]
    pub fn over_order(&self) -> bool {
        self.head()
            .max_order_minor
            .is_some_and(|most| self.cost_minor > most)
    }
}

/// The answer over all contracts.
#[derive(Clone, Debug)]
pub struct Board {
    /// Contracts with a term for the level, by reference.
    pub contracts: Vec<ContractAnswer>,
    /// How many contracts have a term in force, for each level.
    pub covered: Vec<(ReadinessLevel, usize)>,
    /// What the chosen lines cost in each currency, minor units.
    pub costs: BTreeMap<String, i64>,
    /// The same in euro minor units, where every currency has a rate.
    pub cost_eur_minor: Option<i64>,
    /// The day of the rates.
    pub rates_on: NaiveDate,
    /// Units more of the chosen lines, by unit.
    pub units: BTreeMap<String, Decimal>,
    /// Every nation's part of the chosen lines' cost, euro minor units, the largest first.
    pub nations: Vec<(Entitled, i64)>,
    /// Whether there are more than are shown.
    pub cut: bool,
}

const TERMS: &str = "SELECT readiness_term.id, readiness_term.contract_id, contract.reference AS contract, contract.title,
         contract.provider_name, contract.programme_code AS programme, contract.currency, contract.origin, contract.vehicle,
         contract.ends_on, contract.ceiling_minor, contract.exercised_minor, contract.max_order_minor, readiness_term.level,
         contract_line.number AS line, contract_line.description, contract_line.unit,
         contract_line.unit_price_minor AS line_price_minor, readiness_term.authority, readiness_term.notice_hours,
         readiness_term.quantity, readiness_term.per_days, readiness_term.multiplier, readiness_term.unit_price_minor,
         readiness_term.max_days, readiness_term.priority, readiness_term.denial
     FROM readiness_term JOIN contract ON contract.id = readiness_term.contract_id
         JOIN contract_line ON contract_line.contract_id = contract.id AND contract_line.number = readiness_term.line_number
         LEFT JOIN contract_option ON contract_option.id = contract_line.option_id
     WHERE readiness_term.ended_on IS NULL AND contract.status = 'performing'
         AND (contract_line.option_id IS NULL OR contract_option.status = 'exercised')
         AND ($1 = '' OR contract.programme_code = $1)
     ORDER BY contract.reference, contract_line.number, readiness_term.level LIMIT 1001";

const USED: &str = "SELECT surge.contract_id, surge_line.line_number AS line, surge.first_day, surge.last_day, surge.ended_on
     FROM surge_line JOIN surge ON surge.id = surge_line.surge_id JOIN contract ON contract.id = surge.contract_id
     WHERE contract.status = 'performing' AND surge.last_day >= $1";

#[derive(FromRow)]
struct Used {
    contract_id: Uuid,
    line: String,
    first_day: NaiveDate,
    last_day: NaiveDate,
    ended_on: Option<NaiveDate>,
}

/// What the question's lines would give and cost, contract by contract.
///
/// # Errors
/// When the rules refuse or the store fails.
pub async fn board(ctx: &Ctx, actor: &Actor, question: &SurgeQuestion) -> Result<Board, Error> {
    permit::<ReadReadiness>(actor, Subject::ANY)?;
    let programme = question.programme.clone().unwrap_or_default();
    let mut terms: Vec<TermRow> = ctx.db().query(TERMS).bind(programme).all().await?;
    let cut = terms.len() > MOST;
    terms.truncate(MOST);
    // Whatever lies more than two years back counts towards no day that can be asked for.
    let since = ctx.today() - chrono::Days::new(2 * domain::contracts::COUNTED_DAYS);
    let used: Vec<Used> = ctx.db().query(USED).bind(since).all().await?;
    let entitled = entitled::by_contract(ctx, &terms).await?;
    let rates = rates_of(ctx, &terms, &entitled).await?;
    let covered = covered(&terms);
    let asked = terms
        .into_iter()
        .filter(|term| term.level.0 == question.level);
    let answers = asked.map(|term| answered(ctx, question, term, &used));
    let mut contracts: Vec<ContractAnswer> = Vec::new();
    for answer in answers {
        match contracts.last_mut() {
            Some(last) if last.head().contract_id == answer.term.contract_id => {
                last.lines.push(answer);
            }
            _ => contracts.push(ContractAnswer {
                entitled: entitled.shares(answer.term.contract_id, &rates),
                lines: vec![answer],
                cost_minor: 0,
                cost_eur_minor: None,
                left_minor: None,
            }),
        }
    }
    for contract in &mut contracts {
        contract.sum(&rates);
    }
    Ok(Board::of(contracts, covered, ctx.today(), cut))
}

/// Rates of the day for every currency that is needed.
async fn rates_of(
    ctx: &Ctx,
    terms: &[TermRow],
    entitled: &entitled::Allocations,
) -> Result<RateSet, Error> {
    let codes = terms.iter().map(|term| term.currency.as_str());
    let mut currencies: Vec<Currency> = codes
        .chain(entitled.currencies())
        .filter_map(|code| code.parse().ok())
        .collect();
    currencies.sort_unstable();
    currencies.dedup();
    rates::set_on(ctx.db(), &currencies, ctx.today()).await
}

fn covered(terms: &[TermRow]) -> Vec<(ReadinessLevel, usize)> {
    let count = |level: ReadinessLevel| {
        let of = terms.iter().filter(|term| term.level.0 == level);
        let contracts: std::collections::BTreeSet<_> = of.map(|term| term.contract_id).collect();
        (level, contracts.len())
    };
    ReadinessLevel::ALL.iter().copied().map(count).collect()
}

fn answered(ctx: &Ctx, question: &SurgeQuestion, term: TermRow, used: &[Used]) -> LineAnswer {
    let of = used
        .iter()
        .filter(|used| used.contract_id == term.contract_id && used.line == term.line);
    let used: Vec<SurgeDays> = of
        .map(|used| SurgeDays {
            first: used.first_day,
            last: used.ended_on.unwrap_or(used.last_day),
        })
        .collect();
    let figures = term.figures();
    let notice = u32::try_from(term.notice_hours).unwrap_or(0);
    let earliest = earliest_start(ctx.now(), notice);
    let found = SurgeDays::of(question.first_day, question.days).map_or(
        Possible {
            days: None,
            shortened: None,
        },
        |asked| possible(asked, earliest, term.ends_on, figures.max_days, &used),
    );
    let days = found.days.map_or(0, |days| days.count());
    LineAnswer {
        chosen: question.lines.is_empty() || question.lines.contains(&term.name()),
        earliest,
        units: figures.units(days),
        cost_minor: figures.cost(term.line_price_minor, days),
        possible: found,
        term,
    }
}

impl ContractAnswer {
    fn sum(&mut self, rates: &RateSet) {
        let chosen = self.lines.iter().filter(|line| line.chosen);
        let costs = chosen.filter_map(|line| line.cost_minor);
        self.cost_minor = costs.fold(0, i64::saturating_add);
        let head = self.head();
        let currency: Option<Currency> = head.currency.parse().ok();
        let eur = currency.and_then(|currency| rates.to_eur(Money::new(self.cost_minor, currency)));
        let vehicle = head.vehicle.parse::<domain::contracts::VehicleKind>();
        let none = vehicle.is_ok_and(domain::contracts::VehicleKind::has_no_value_in_itself);
        let left = head.ceiling_minor.saturating_sub(head.exercised_minor);
        (self.left_minor, self.cost_eur_minor) =
            ((!none).then_some(left), eur.map(|eur| eur.minor));
    }
}

impl Board {
    fn of(
        contracts: Vec<ContractAnswer>,
        covered: Vec<(ReadinessLevel, usize)>,
        rates_on: NaiveDate,
        cut: bool,
    ) -> Self {
        let (mut costs, mut units) = (BTreeMap::new(), BTreeMap::new());
        for contract in &contracts {
            let sum: &mut i64 = costs.entry(contract.head().currency.clone()).or_default();
            *sum = sum.saturating_add(contract.cost_minor);
            for line in contract.lines.iter().filter(|line| line.chosen) {
                let sum: &mut Decimal = units.entry(line.term.unit.clone()).or_default();
                *sum = sum.saturating_add(line.units.unwrap_or_default());
            }
        }
        let cost_eur_minor = contracts.iter().try_fold(0_i64, |sum, contract| {
            sum.checked_add(contract.cost_eur_minor?)
        });
        Self {
            nations: entitled::over_all(&contracts),
            contracts,
            covered,
            costs,
            cost_eur_minor,
            rates_on,
            units,
            cut,
        }
    }
}
