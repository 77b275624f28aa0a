//! Who is entitled to what is called up: nations in proportion to what their pledges pay of the contract (own design).

use super::{ContractAnswer, TermRow};
use crate::rates::RateSet;
use crate::{Ctx, Error};
use domain::contributions::share;
use domain::money::Money;
use rust_decimal::prelude::ToPrimitive;
use rust_decimal::{Decimal, RoundingStrategy};
use sqlx::FromRow;
use std::collections::BTreeMap;
use uuid::Uuid;

/// A nation's part of a contract's capacity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entitled {
    /// Letters of the nation.
    pub nation: String,
    /// Its name.
    pub name: String,
    /// Its part in percent 0–100; none where what it pays cannot be compared for want of a rate.
    pub percent: Option<Decimal>,
}

/// What pledges pay of contracts.
pub(super) struct Allocations(Vec<Allocated>);

#[derive(FromRow)]
struct Allocated {
    contract_id: Uuid,
    nation: String,
    name: String,
    currency: String,
    amount_minor: i64,
}

const ALLOCATED: &str = "SELECT allocation.contract_id, pledge.nation_code AS nation, nation.name, allocation.currency,
         CAST(SUM(allocation.amount_minor) AS BIGINT) AS amount_minor
     FROM allocation JOIN pledge ON pledge.id = allocation.pledge_id JOIN nation ON nation.code = pledge.nation_code
     WHERE allocation.contract_id IN (SELECT contract_id FROM readiness_term WHERE ended_on IS NULL)
     GROUP BY allocation.contract_id, pledge.nation_code, nation.name, allocation.currency
     ORDER BY nation.name";

/// What every nation's pledges pay of the contracts with readiness terms.
pub(super) async fn by_contract(ctx: &Ctx, terms: &[TermRow]) -> Result<Allocations, Error> {
    if terms.is_empty() {
        return Ok(Allocations(Vec::new()));
    }
    Ok(Allocations(ctx.db().query(ALLOCATED).all().await?))
}

impl Allocations {
    pub(super) fn currencies(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|row| row.currency.as_str())
    }

    /// Every nation's part of a contract, by what it pays in euro.
    pub(super) fn shares(&self, contract: Uuid, rates: &RateSet) -> Vec<Entitled> {
        let of = self.0.iter().filter(|row| row.contract_id == contract);
        let mut paid = BTreeMap::<(&str, &str), Option<i64>>::new();
        for row in of {
            let sum = paid.entry((&row.name, &row.nation)).or_insert(Some(0));
            *sum = sum
                .zip(euro(row, rates))
                .map(|(sum, more)| sum.saturating_add(more));
        }
        let whole = paid
            .values()
            .try_fold(0_i64, |sum, part| sum.checked_add((*part)?));
        let entitled = |((name, nation), part): (&(&str, &str), &Option<i64>)| Entitled {
            nation: (*nation).to_owned(),
            name: (*name).to_owned(),
            percent: part.zip(whole).and_then(|(part, whole)| share(part, whole)),
        };
        paid.iter().map(entitled).collect()
    }
}

fn euro(row: &Allocated, rates: &RateSet) -> Option<i64> {
    let amount = Money::new(row.amount_minor, row.currency.parse().ok()?);
    rates.to_eur(amount).map(|eur| eur.minor)
}

/// Every nation's part of the cost over all contracts, euro minor units, the largest first.
pub(super) fn over_all(contracts: &[ContractAnswer]) -> Vec<(Entitled, i64)> {
    let mut parts = BTreeMap::<String, (String, i64)>::new();
    for contract in contracts {
        let cost = Decimal::from(contract.cost_eur_minor.unwrap_or(0));
        for nation in &contract.entitled {
            let part = nation.percent.unwrap_or_default() * cost / Decimal::ONE_HUNDRED;
            let part = part
                .round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero)
                .to_i64();
            let name = || (nation.name.clone(), 0);
            let sum = &mut parts.entry(nation.nation.clone()).or_insert_with(name).1;
            *sum = sum.saturating_add(part.unwrap_or(0));
        }
    }
    let whole: i64 = parts.values().map(|(_, part)| *part).sum();
    let row = |(nation, (name, part)): (String, (String, i64))| {
        let percent = share(part, whole);
        (
            Entitled {
                nation,
                name,
                percent,
            },
            part,
        )
    };
    let mut nations: Vec<_> = parts
        .into_iter()
        .map(row)
        .filter(|(_, part)| *part > 0)
        .collect();
    nations.sort_by_key(|(_, part)| std::cmp::Reverse(*part));
    nations
}
