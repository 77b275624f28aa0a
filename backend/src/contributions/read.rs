//! Reading pledges.

use crate::db::filter::{Select, Value};
use crate::{Ctx, Error};
use chrono::{DateTime, NaiveDate, Utc};
use domain::actor::Actor;
use domain::contributions::ContributionKind;
use domain::money::Money;
use domain::policy::actions::{ReadContributions, ReadOwnContributions, RecordPledge};
use domain::policy::{Subject, may, permit};
use domain::states::ContributionState;
use sqlx::FromRow;
use uuid::Uuid;

/// A pledge with how much of it is paid and allocated.
#[derive(Clone, Debug, FromRow)]
pub struct PledgeRow {
    /// The pledge.
    pub id: Uuid,
    /// `PLG-…`.
    pub reference: String,
    /// Letters of the nation.
    pub nation_code: String,
    /// Name of the nation.
    pub nation_name: String,
    /// Code of the programme.
    pub programme_code: String,
    /// Name of the programme.
    pub programme_name: String,
    /// `perigee` or `demonstration`.
    pub origin: String,
    /// Name of the kind.
    pub kind: String,
    /// Name of the state.
    pub status: String,
    /// What it is.
    pub description: String,
    /// Minor units; for a contribution in kind what it is valued at.
    pub amount_minor: Option<i64>,
    /// ISO 4217.
    pub currency: Option<String>,
    /// When it was pledged.
    pub pledged_on: NaiveDate,
    /// From when.
    pub starts_on: Option<NaiveDate>,
    /// Until when.
    pub ends_on: Option<NaiveDate>,
    /// Only for the nation itself and auditors; none for everybody else.
    pub private_note: Option<String>,
    /// When it was recorded; UTC.
    pub recorded_at: DateTime<Utc>,
    /// Version for changes.
    pub version: i64,
    /// Paid so far, minor units.
    pub paid_minor: i64,
    /// Allocated so far, minor units.
    pub allocated_minor: i64,
}

impl PledgeRow {
    /// In what; cash where the store says something unknown, which the schema's writers do not.
    #[must_use]
    pub fn kind(&self) -> ContributionKind {
        self.kind.parse().unwrap_or(ContributionKind::Cash)
    }

    /// Where it stands.
    #[must_use]
    pub fn state(&self) -> ContributionState {
        self.status.parse().unwrap_or(ContributionState::Intended)
    }

    /// The amount, or the value of a contribution in kind.
    #[must_use]
    pub fn amount(&self) -> Option<Money> {
        Some(Money::new(
            self.amount_minor?,
            self.currency.as_deref()?.parse().ok()?,
        ))
    }

    /// Whether an agreement binds the nation.
    #[must_use]
    pub fn is_binding(&self) -> bool {
        !matches!(
            self.state(),
            ContributionState::Intended | ContributionState::Withdrawn
        )
    }

    /// Takes the private note away from whoever may not read it.
    pub(crate) fn seen_by(mut self, actor: &Actor) -> Self {
        let own = self
            .nation_code
            .parse()
            .is_ok_and(|nation| may::<ReadOwnContributions>(actor, Subject::of_nation(nation)));
        if !own {
            self.private_note = None;
        }
        self
    }
}

/// Selects [`PledgeRow`]s.
pub(crate) const PLEDGES: &str = "SELECT pledge.id, pledge.reference, pledge.nation_code, nation.name AS nation_name,
     pledge.programme_code, programme.name AS programme_name, pledge.origin, pledge.kind, pledge.status,
     pledge.description, pledge.amount_minor, pledge.currency, pledge.pledged_on, pledge.starts_on, pledge.ends_on,
     pledge.private_note, pledge.recorded_at, pledge.version,
     (SELECT CAST(COALESCE(SUM(contribution_payment.amount_minor), 0) AS BIGINT) FROM contribution_payment
      WHERE contribution_payment.pledge_id = pledge.id) AS paid_minor,
     (SELECT CAST(COALESCE(SUM(allocation.amount_minor), 0) AS BIGINT) FROM allocation
      WHERE allocation.pledge_id = pledge.id) AS allocated_minor
 FROM pledge JOIN nation ON nation.code = pledge.nation_code JOIN programme ON programme.code = pledge.programme_code";

/// A payment.
#[derive(Clone, Debug, FromRow)]
pub struct PaymentRow {
    /// Minor units.
    pub amount_minor: i64,
    /// ISO 4217.
    pub currency: String,
    /// When it was paid.
    pub paid_on: NaiveDate,
    /// A remark.
    pub note: String,
}

/// A part of a pledge that pays for a contract.
#[derive(Clone, Debug, FromRow)]
pub struct AllocationRow {
    /// `CTR-…`.
    pub reference: String,
    /// The contract's title.
    pub title: String,
    /// Minor units.
    pub amount_minor: i64,
    /// ISO 4217.
    pub currency: String,
    /// Since when.
    pub allocated_on: NaiveDate,
}

/// Something that happened to a pledge.
#[derive(Clone, Debug, FromRow)]
pub struct PledgeEvent {
    /// When; UTC.
    pub at: DateTime<Utc>,
    /// Who.
    pub actor_name: String,
    /// What, in one sentence.
    pub summary: String,
    /// Why.
    pub reason: Option<String>,
}

/// A pledge with everything around it.
#[derive(Clone, Debug)]
pub struct PledgeSheet {
    /// The pledge.
    pub pledge: PledgeRow,
    /// Payments, the newest first.
    pub payments: Vec<PaymentRow>,
    /// Allocations, the newest first.
    pub allocations: Vec<AllocationRow>,
    /// What happened, the newest first.
    pub events: Vec<PledgeEvent>,
}

/// A pledge with its payments, allocations and history.
///
/// # Errors
/// When the rules refuse, there is no such pledge, or the store fails.
pub async fn pledge_sheet(ctx: &Ctx, actor: &Actor, reference: &str) -> Result<PledgeSheet, Error> {
    permit::<ReadContributions>(actor, Subject::ANY)?;
    let mut found: Vec<PledgeRow> = Select::new(PLEDGES)
        .when(
            "pledge.reference = ?",
            Some(Value::Text(reference.to_uppercase())),
        )
        .all(ctx.db())
        .await?;
    let pledge = found.pop().ok_or(Error::NotFound)?.seen_by(actor);
    let payments = "SELECT amount_minor, currency, paid_on, note FROM contribution_payment
                    WHERE pledge_id = $1 ORDER BY paid_on DESC, id DESC";
    let allocations = "SELECT contract.reference, contract.title, allocation.amount_minor, allocation.currency,
                           allocation.allocated_on
                       FROM allocation JOIN contract ON contract.id = allocation.contract_id
                       WHERE allocation.pledge_id = $1 ORDER BY allocation.allocated_on DESC, allocation.id DESC";
    let events = "SELECT at, actor_name, summary, reason FROM event
                  WHERE subject_kind = 'pledge' AND subject_id = $1 ORDER BY at DESC, id DESC";
    Ok(PledgeSheet {
        payments: ctx.db().query(payments).bind(pledge.id).all().await?,
        allocations: ctx.db().query(allocations).bind(pledge.id).all().await?,
        events: ctx.db().query(events).bind(pledge.id).all().await?,
        pledge,
    })
}

/// What can be chosen in the form of a pledge.
#[derive(Clone, Debug, Default)]
pub struct Choices {
    /// Code and name of each programme.
    pub programmes: Vec<(String, String)>,
    /// The nation's own currency.
    pub own_currency: Option<String>,
    /// Every currency of a nation, in order.
    pub currencies: Vec<String>,
    /// The nation's name.
    pub nation: Option<String>,
}

/// What can be chosen in the form of a pledge of the person's own nation.
///
/// # Errors
/// When the rules refuse or the store fails.
pub async fn choices(ctx: &Ctx, actor: &Actor) -> Result<Choices, Error> {
    let own = actor.person().and_then(|person| person.nation);
    permit::<RecordPledge>(
        actor,
        Subject {
            nation: own,
            ..Subject::ANY
        },
    )?;
    let rows: Vec<(String, String, String, String, i64)> = ctx
        .db()
        .query(
            "SELECT 'programme' AS part, code, name, '' AS currency, position FROM programme
             UNION ALL SELECT 'nation' AS part, code, name, currency, accession_year FROM nation ORDER BY 1, 5, 2",
        )
        .all()
        .await?;
    let mut choices = Choices::default();
    for (part, code, name, currency, _) in rows {
        if part == "programme" {
            choices.programmes.push((code, name));
            continue;
        }
        if own.is_some_and(|own| own.as_str() == code) {
            choices.own_currency = Some(currency.clone());
            choices.nation = Some(name);
        }
        choices.currencies.push(currency);
    }
    choices.currencies.sort();
    choices.currencies.dedup();
    Ok(choices)
}
