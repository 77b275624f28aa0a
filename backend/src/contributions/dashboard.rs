//! What nations pledged, paid and fund, beside each other; and one nation's part of it.

use super::read::{PLEDGES, PledgeRow};
use super::totals::Totals;
use crate::db::filter::{Select, Value};
use crate::rates::{self, RateSet};
use crate::{Ctx, Error};
use chrono::NaiveDate;
use domain::actor::{Actor, NationCode};
use domain::contributions::share;
use domain::policy::actions::ReadContributions;
use domain::policy::{Subject, permit};
use domain::states::{ContributionState, MilestoneState};
use rust_decimal::Decimal;
use sqlx::FromRow;
use std::collections::BTreeMap;

/// What a dashboard of contributions shows.
#[derive(Clone, Debug)]
pub struct Dashboard {
    /// The day whose rates are used.
    pub on: NaiveDate,
    /// The programme that was chosen: code and name.
    pub programme: Option<(String, String)>,
    /// Every programme, for choosing.
    pub programmes: Vec<(String, String)>,
    /// Every nation, for choosing.
    pub nations: Vec<(String, String)>,
    /// One nation's part, when one was asked for.
    pub nation: Option<NationPart>,
    /// Every nation that pledged, by name.
    pub standings: Vec<Standing>,
    /// Sums over every nation.
    pub totals: Totals,
    /// The pledges: of the nation when one was asked for, otherwise of all; the newest first.
    pub pledges: Vec<PledgeRow>,
}

/// One nation's part.
#[derive(Clone, Debug)]
pub struct NationPart {
    /// Letters.
    pub code: String,
    /// Name.
    pub name: String,
    /// Its own currency, ISO 4217.
    pub currency: String,
    /// Its sums.
    pub totals: Totals,
    /// What waits for its delegate.
    pub needs: Vec<Need>,
    /// What its money pays for.
    pub funded: Vec<FundedMilestone>,
}

/// A nation in the matrix of all nations. Shares are of the euro sums, in percent 0–100.
#[derive(Clone, Debug)]
pub struct Standing {
    /// Letters.
    pub code: String,
    /// Name.
    pub name: String,
    /// Its sums.
    pub totals: Totals,
    /// How many of its pledges are in kind.
    pub in_kind: usize,
    /// Its share of what all nations pledged.
    pub pledged_share: Option<Decimal>,
    /// Its share of what all nations paid.
    pub paid_share: Option<Decimal>,
}

impl Standing {
    /// Share of what is paid less share of what is pledged, in percentage points; below zero it pays later than others.
    #[must_use]
    pub fn difference(&self) -> Option<Decimal> {
        Some(self.paid_share? - self.pledged_share?)
    }
}

/// Something that waits for a nation's delegate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Need {
    /// A pledge that no agreement binds yet.
    Agreement {
        /// The pledge.
        pledge: String,
        /// Since when it is intended.
        since: NaiveDate,
    },
    /// A pledge of money whose period has begun and that is not wholly paid.
    Payment {
        /// The pledge.
        pledge: String,
        /// What is not paid, minor units.
        unpaid_minor: i64,
        /// ISO 4217.
        currency: String,
        /// Since when the period runs.
        since: NaiveDate,
    },
    /// A contribution in kind whose period has begun and that is not made available.
    Availability {
        /// The pledge.
        pledge: String,
        /// Since when the period runs.
        since: NaiveDate,
    },
}

/// A milestone of a contract that a nation's money pays for.
#[derive(Clone, Debug, FromRow)]
pub struct FundedMilestone {
    /// `CTR-…`.
    pub contract: String,
    /// The contract's title.
    pub contract_title: String,
    /// The contract's state.
    pub contract_status: String,
    /// What the nation's pledges pay of the contract, minor units.
    pub our_part_minor: i64,
    /// ISO 4217.
    pub currency: String,
    /// The milestone's number; none when the contract has none.
    pub number: Option<i64>,
    /// The milestone's title.
    pub title: Option<String>,
    /// The milestone's state.
    pub status: Option<String>,
    /// The approved date.
    pub current_baseline: Option<NaiveDate>,
    /// The date now expected.
    pub forecast: Option<NaiveDate>,
    /// Calendar days late; below zero early.
    pub slip_days: Option<i64>,
}

impl FundedMilestone {
    /// The milestone's state.
    #[must_use]
    pub fn state(&self) -> Option<MilestoneState> {
        self.status.as_deref()?.parse().ok()
    }
}

/// What every nation pledged, paid and funds, for officers and auditors.
///
/// # Errors
/// When the rules refuse or the store fails.
pub async fn overview(
    ctx: &Ctx,
    actor: &Actor,
    nation: Option<NationCode>,
    programme: Option<&str>,
) -> Result<Dashboard, Error> {
    match nation {
        Some(nation) => nation_dashboard(ctx, actor, nation, programme).await,
        None => Ok(gather(ctx, actor, programme).await?.0),
    }
}

/// A nation's dashboard: its own part and the matrix of all nations. Four statements.
///
/// # Errors
/// When the rules refuse, there is no such nation, or the store fails.
pub async fn nation_dashboard(
    ctx: &Ctx,
    actor: &Actor,
    nation: NationCode,
    programme: Option<&str>,
) -> Result<Dashboard, Error> {
    let (mut dashboard, rates, currencies) = gather(ctx, actor, programme).await?;
    let code = nation.as_str();
    let name = dashboard
        .nations
        .iter()
        .find(|(other, _)| other == code)
        .ok_or(Error::NotFound)?
        .1
        .clone();
    dashboard
        .pledges
        .retain(|pledge| pledge.nation_code == code);
    dashboard.nation = Some(NationPart {
        code: code.to_owned(),
        name,
        currency: currencies.get(code).cloned().unwrap_or_default(),
        totals: Totals::of(&dashboard.pledges, &rates),
        needs: dashboard
            .pledges
            .iter()
            .filter_map(|pledge| need(pledge, dashboard.on))
            .collect(),
        funded: funded(ctx, code, programme).await?,
    });
    Ok(dashboard)
}

async fn gather(
    ctx: &Ctx,
    actor: &Actor,
    programme: Option<&str>,
) -> Result<(Dashboard, RateSet, BTreeMap<String, String>), Error> {
    permit::<ReadContributions>(actor, Subject::ANY)?;
    let on = ctx.today();
    let pledges: Vec<PledgeRow> = Select::new(PLEDGES)
        .when(
            "pledge.programme_code = ?",
            programme.map(|code| Value::Text(code.to_owned())),
        )
        .tail("ORDER BY pledge.pledged_on DESC, pledge.id DESC")
        .all(ctx.db())
        .await?;
    let pledges: Vec<_> = pledges
        .into_iter()
        .map(|pledge| pledge.seen_by(actor))
        .collect();
    let rates = rates::set_on(ctx.db(), &[], on).await?;
    let (programmes, nations, currencies) = names(ctx).await?;
    let totals = Totals::of(&pledges, &rates);
    let dashboard = Dashboard {
        on,
        programme: programmes
            .iter()
            .find(|(code, _)| Some(code.as_str()) == programme)
            .cloned(),
        programmes,
        standings: standings(&pledges, &totals, &rates),
        nations,
        nation: None,
        totals,
        pledges,
    };
    Ok((dashboard, rates, currencies))
}

type Names = Vec<(String, String)>;

async fn names(ctx: &Ctx) -> Result<(Names, Names, BTreeMap<String, String>), Error> {
    let rows: Vec<(String, String, String, String, i64)> = ctx
        .db()
        .query(
            "SELECT 'programme' AS part, code, name, '' AS currency, position FROM programme
             UNION ALL SELECT 'nation' AS part, code, name, currency, 0 FROM nation ORDER BY 1, 5, 3",
        )
        .all()
        .await?;
    let (mut programmes, mut nations, mut currencies) = (Vec::new(), Vec::new(), BTreeMap::new());
    for (part, code, name, currency, _) in rows {
        if part == "programme" {
            programmes.push((code, name));
        } else {
            currencies.insert(code.clone(), currency);
            nations.push((code, name));
        }
    }
    Ok((programmes, nations, currencies))
}

fn standings(pledges: &[PledgeRow], all: &Totals, rates: &RateSet) -> Vec<Standing> {
    let mut by_nation = BTreeMap::<(String, String), Vec<&PledgeRow>>::new();
    for pledge in pledges
        .iter()
        .filter(|pledge| pledge.state() != ContributionState::Withdrawn)
    {
        let key = (pledge.nation_name.clone(), pledge.nation_code.clone());
        by_nation.entry(key).or_default().push(pledge);
    }
    by_nation
        .into_iter()
        .map(|((name, code), own)| {
            let in_kind = own.iter().filter(|pledge| !pledge.kind().is_cash()).count();
            let totals = Totals::of(own.iter().copied(), rates);
            // A nation with money in a currency that has no rate has no share that would be true.
            let complete = totals.eur.without_rate.is_empty();
            let part = |own: i64, all: i64| share(own, all).filter(|_| complete);
            Standing {
                pledged_share: part(totals.eur.pledged_minor, all.eur.pledged_minor),
                paid_share: part(totals.eur.paid_minor, all.eur.paid_minor),
                name,
                code,
                totals,
                in_kind,
            }
        })
        .collect()
}

fn need(pledge: &PledgeRow, today: NaiveDate) -> Option<Need> {
    let name = pledge.reference.clone();
    let begun = pledge.starts_on.filter(|starts| *starts <= today);
    match pledge.state() {
        ContributionState::Intended => Some(Need::Agreement {
            pledge: name,
            since: pledge.pledged_on,
        }),
        ContributionState::Committed | ContributionState::Called if pledge.kind().is_cash() => {
            Some(Need::Payment {
                pledge: name,
                unpaid_minor: pledge.amount_minor? - pledge.paid_minor,
                currency: pledge.currency.clone()?,
                since: begun?,
            })
        }
        ContributionState::Committed | ContributionState::Called => Some(Need::Availability {
            pledge: name,
            since: begun?,
        }),
        _ => None,
    }
}

async fn funded(
    ctx: &Ctx,
    nation: &str,
    programme: Option<&str>,
) -> Result<Vec<FundedMilestone>, Error> {
    let head = "SELECT contract.reference AS contract, contract.title AS contract_title, contract.status AS contract_status,
            part.our_part_minor, part.currency, milestone.number, milestone.title, milestone.status,
            milestone.current_baseline, milestone.forecast, milestone.slip_days
        FROM (SELECT allocation.contract_id, allocation.currency, pledge.nation_code, pledge.programme_code,
                  CAST(SUM(allocation.amount_minor) AS BIGINT) AS our_part_minor
              FROM allocation JOIN pledge ON pledge.id = allocation.pledge_id
              GROUP BY allocation.contract_id, allocation.currency, pledge.nation_code, pledge.programme_code) AS part
        JOIN contract ON contract.id = part.contract_id
        LEFT JOIN milestone ON milestone.contract_id = contract.id";
    Ok(Select::new(head)
        .when("part.nation_code = ?", Some(Value::Text(nation.to_owned())))
        .when(
            "part.programme_code = ?",
            programme.map(|code| Value::Text(code.to_owned())),
        )
        .tail("ORDER BY contract.reference, part.currency, milestone.number LIMIT 500")
        .all(ctx.db())
        .await?)
}
