//! One contract, now or at a past moment, and what the form for a new one begins with.

use super::as_of::{AsOf, EventLine, as_of};
use super::awarded::{AWARDED, Awarded};
use super::former::{held_until, left};
use super::record::{ContractRecord, Milestone, MoneyRecord, Payment};
use crate::audit::{Change, diff};
use crate::db::DbError;
use crate::evaluation::InLot;
use crate::{Ctx, Error};
use chrono::{DateTime, NaiveDate, Utc};
use domain::actor::Actor;
use domain::id::{ContractId, MilestoneId, ProviderId, SolicitationId};
use domain::milestones::MilestoneClass;
use domain::money::Currency;
use domain::offers::PriceLine;
use domain::policy::actions::{MakeContract, ReadContracts};
use domain::policy::{Subject, permit};
use domain::states::contract::ContractState;
use domain::states::milestone::MilestoneState;
use sqlx::FromRow;
use uuid::Uuid;

/// Everything that a contract's page shows.
#[derive(Clone, Debug)]
pub struct ContractSheet {
    /// The record at the shown moment.
    pub record: ContractRecord,
    /// The shown moment and how many later changes it hides; none when the page shows the present.
    pub moment: Option<(DateTime<Utc>, i64)>,
    /// What changed between the shown moment and now.
    pub since: Vec<Change>,
    /// Every event up to the shown moment, the newest first.
    pub history: Vec<EventLine>,
    /// Where the newest of them stands in the log; none for an imported one, which has no events.
    pub seal: Option<LogPlace>,
    /// Who published an imported one; none for one that was made here.
    pub source: Option<RecordSource>,
}

/// Where an event stands in the log, and the newest signed head of the log.
#[derive(Clone, Debug, FromRow)]
pub struct LogPlace {
    /// Its position, from 0; none until the sealer has taken it.
    pub position: Option<i64>,
    /// How many events the newest checkpoint covers; none before the first.
    pub tree_size: Option<i64>,
    /// Its root hash.
    pub root_hash: Option<Vec<u8>>,
    /// When it was signed.
    pub signed_at: Option<DateTime<Utc>>,
}

#[derive(FromRow)]
pub(super) struct Entry {
    #[sqlx(flatten)]
    pub event: EventLine,
    #[sqlx(flatten)]
    pub place: LogPlace,
}

/// Who published an imported record, and on what terms.
#[derive(Clone, Debug)]
pub struct RecordSource {
    /// The publisher's name.
    pub publisher: Option<String>,
    /// The licence, mostly an address.
    pub licence: Option<String>,
}

/// One contract as it is, or as it was at a moment. An imported one has no events; it is read from its tables and
/// shows its present only.
///
/// # Errors
/// [`Error::NotFound`] when there is none at that moment or the person may not know of it; or when the store fails.
pub async fn sheet(
    ctx: &Ctx,
    actor: &Actor,
    reference: &str,
    at: Option<DateTime<Utc>>,
) -> Result<ContractSheet, Error> {
    let now = ctx.now();
    let moment = at.filter(|at| *at < now);
    let first = as_of(ctx, actor, reference, moment.unwrap_or(now)).await;
    if let Err(Error::Refused(_)) = &first
        && let Some(until) = held_until(ctx, actor, reference).await?
    {
        return left(ctx, actor, reference, until).await;
    }
    let Some(found) = first? else {
        let (record, source) = imported(ctx, actor, reference).await?;
        return Ok(ContractSheet {
            record,
            moment: None,
            since: Vec::new(),
            history: Vec::new(),
            seal: None,
            source: Some(source),
        });
    };
    let AsOf {
        record,
        later_changes,
        ..
    } = found;
    let since = match moment {
        None => Vec::new(),
        Some(_) => match since(ctx, actor, reference, &record, now).await {
            // Who held it once learns nothing of what came later.
            Err(Error::Refused(_)) => Vec::new(),
            changes => changes?,
        },
    };
    let entries = history(ctx, record.id, moment.unwrap_or(now)).await?;
    Ok(ContractSheet {
        record,
        moment: moment.map(|moment| (moment, later_changes)),
        since,
        seal: entries.first().map(|entry| entry.place.clone()),
        history: entries.into_iter().map(|entry| entry.event).collect(),
        source: None,
    })
}

pub(super) async fn history(
    ctx: &Ctx,
    id: ContractId,
    until: DateTime<Utc>,
) -> Result<Vec<Entry>, Error> {
    let sql = "SELECT event.id, event.at, event.actor_name, event.action, event.summary, event.reason, log_leaf.position,
             newest.tree_size, newest.root_hash, newest.signed_at
         FROM event LEFT JOIN log_leaf ON log_leaf.event_id = event.id
             LEFT JOIN (SELECT tree_size, root_hash, signed_at FROM checkpoint ORDER BY tree_size DESC LIMIT 1) AS newest ON 1 = 1
         WHERE event.subject_kind = 'contract' AND event.subject_id = $1 AND event.at <= $2
         ORDER BY event.at DESC, event.id DESC";
    Ok(ctx.db().query(sql).bind(id.0).bind(until).all().await?)
}

async fn since(
    ctx: &Ctx,
    actor: &Actor,
    reference: &str,
    then: &ContractRecord,
    now: DateTime<Utc>,
) -> Result<Vec<Change>, Error> {
    let present = as_of(ctx, actor, reference, now)
        .await?
        .ok_or(Error::NotFound)?;
    let mut changes = diff(
        Some(&serde_json::to_value(then)?),
        Some(&serde_json::to_value(present.record)?),
    );
    // Each date keeps the list of its changes, which says again what the dates themselves say.
    changes.retain(|change| !change.path.contains(" › changes "));
    Ok(changes)
}

#[derive(FromRow)]
struct Row {
    id: Uuid,
    reference: String,
    origin: String,
    solicitation_id: Option<Uuid>,
    solicitation_reference: Option<String>,
    provider_id: Option<Uuid>,
    provider_name: String,
    programme_code: Option<String>,
    status: String,
    title: String,
    vehicle: String,
    currency: String,
    ceiling_minor: i64,
    base_value_minor: i64,
    signed_on: Option<NaiveDate>,
    starts_on: Option<NaiveDate>,
    ends_on: Option<NaiveDate>,
    version: i64,
    publisher: Option<String>,
    licence: Option<String>,
}

const IMPORTED: &str = "SELECT contract.id, contract.reference, contract.origin, contract.solicitation_id,
     solicitation.reference AS solicitation_reference, contract.provider_id, contract.provider_name, contract.programme_code,
     contract.status, contract.title, contract.vehicle, contract.currency, contract.ceiling_minor, contract.base_value_minor,
     contract.signed_on, contract.starts_on, contract.ends_on, contract.version,
     import_source.publisher, import_source.licence
 FROM contract LEFT JOIN solicitation ON solicitation.id = contract.solicitation_id
     LEFT JOIN import_source ON import_source.id = solicitation.source_id
 WHERE contract.reference = $1 AND contract.origin = 'imported'";

#[derive(FromRow)]
struct MilestoneRow {
    id: Uuid,
    number: i64,
    title: String,
    class: String,
    criteria: String,
    value_minor: Option<i64>,
    status: String,
    original_baseline: Option<NaiveDate>,
    current_baseline: Option<NaiveDate>,
    forecast: Option<NaiveDate>,
    actual: Option<NaiveDate>,
}

#[derive(FromRow)]
struct PaymentRow {
    id: Uuid,
    milestone_id: Option<Uuid>,
    amount_minor: i64,
    paid_on: Option<NaiveDate>,
    note: String,
    recorded_at: DateTime<Utc>,
}

/// An imported contract from its tables.
async fn imported(
    ctx: &Ctx,
    actor: &Actor,
    reference: &str,
) -> Result<(ContractRecord, RecordSource), Error> {
    let mut row: Row = ctx
        .db()
        .query(IMPORTED)
        .bind(reference.to_owned())
        .one()
        .await?;
    let provider = row.provider_id.map(ProviderId);
    permit::<ReadContracts>(
        actor,
        Subject {
            provider,
            ..Subject::ANY
        },
    )?;
    let milestones: Vec<MilestoneRow> = ctx
        .db()
        .query(
            "SELECT id, number, title, class, criteria, value_minor, status, original_baseline, current_baseline, forecast, actual
             FROM milestone WHERE contract_id = $1 ORDER BY number",
        )
        .bind(row.id)
        .all()
        .await?;
    let payments: Vec<PaymentRow> = ctx
        .db()
        .query("SELECT id, milestone_id, amount_minor, paid_on, note, recorded_at FROM payment WHERE contract_id = $1 ORDER BY paid_on, id")
        .bind(row.id)
        .all()
        .await?;
    let (publisher, licence) = (row.publisher.take(), row.licence.take());
    let mut record = row.record()?;
    record.milestones = milestones
        .into_iter()
        .map(MilestoneRow::milestone)
        .collect();
    record.payments = payments.into_iter().map(PaymentRow::payment).collect();
    Ok((record, RecordSource { publisher, licence }))
}

impl Row {
    fn record(self) -> Result<ContractRecord, Error> {
        let status: ContractState = self
            .status
            .parse()
            .map_err(|error| DbError::corrupt("contract.status", error))?;
        let currency: Currency = self
            .currency
            .parse()
            .map_err(|error| DbError::corrupt("contract.currency", error))?;
        Ok(ContractRecord {
            id: ContractId(self.id),
            reference: self.reference,
            origin: self.origin,
            solicitation: self.solicitation_id.map(SolicitationId),
            solicitation_reference: self.solicitation_reference,
            award: None,
            provider: self.provider_id.map(ProviderId),
            provider_name: self.provider_name,
            programme: self.programme_code,
            status,
            title: self.title,
            vehicle: self.vehicle.parse().ok(),
            currency,
            ceiling_minor: self.ceiling_minor,
            base_value_minor: self.base_value_minor,
            guaranteed_minimum_minor: None,
            min_order_minor: None,
            max_order_minor: None,
            signed_on: self.signed_on,
            effective_on: self.starts_on,
            starts_on: self.starts_on,
            ends_on: self.ends_on,
            ordering_ends_on: None,
            lines: Vec::new(),
            options: Vec::new(),
            orders: Vec::new(),
            obligations: Vec::new(),
            modifications: Vec::new(),
            milestones: Vec::new(),
            payments: Vec::new(),
            readiness: Vec::new(),
            surges: Vec::new(),
            money: MoneyRecord::default(),
            service: super::record::ServiceRecord::default(),
            version: self.version,
            life: super::record::Life::default(),
            framework: None,
        })
    }
}

impl MilestoneRow {
    fn milestone(self) -> Milestone {
        Milestone {
            id: MilestoneId(self.id),
            number: self.number,
            title: self.title,
            // A publisher's milestone says nothing of how binding it is: the softest class claims least.
            class: self.class.parse().unwrap_or(MilestoneClass::Indicative),
            criteria: self.criteria,
            value_minor: self.value_minor,
            status: self.status.parse().unwrap_or(MilestoneState::Planned),
            original_baseline: self.original_baseline,
            current_baseline: self.current_baseline,
            forecast: self.forecast,
            actual: self.actual,
            changes: Vec::new(),
            evidence: Vec::new(),
            decisions: Vec::new(),
            staged: None,
            notices: Vec::new(),
        }
    }
}

impl PaymentRow {
    fn payment(self) -> Payment {
        Payment {
            id: self.id,
            milestone: self.milestone_id.map(MilestoneId),
            amount_minor: self.amount_minor,
            paid_on: self.paid_on,
            note: self.note,
            at: self.recorded_at,
            by: "imported".to_owned(),
            invoice: None,
        }
    }
}

/// What the form for a new contract begins with.
#[derive(Clone, Debug)]
pub struct NewContract {
    /// Reference of the solicitation.
    pub solicitation: String,
    /// Its title.
    pub title: String,
    /// The awarded provider's name.
    pub provider_name: String,
    /// Currency of the offer.
    pub currency: Currency,
    /// The offer's priced lines, options included.
    pub lines: Vec<PriceLine>,
}

/// The award and the offer's price lines, for the form that makes a contract.
///
/// # Errors
/// When the award is not cleared or has its contract already, the rules refuse, or the store fails.
pub async fn new_contract(
    ctx: &Ctx,
    actor: &Actor,
    solicitation: impl Into<InLot<'_>>,
) -> Result<NewContract, Error> {
    let at = solicitation.into();
    permit::<MakeContract>(actor, Subject::ANY)?;
    let awarded: Option<Awarded> = ctx
        .db()
        .query(AWARDED)
        .bind(at.reference.to_owned())
        .bind(at.lot.unwrap_or_default().to_owned())
        .optional()
        .await?;
    let awarded = awarded.ok_or(Error::NotFound)?;
    awarded.ready()?;
    let (currency, lines) = awarded.price()?;
    Ok(NewContract {
        solicitation: awarded.solicitation_reference.clone(),
        title: match awarded.lot.as_str() {
            "" => awarded.solicitation_title.clone(),
            _ => awarded.award_title.clone(),
        },
        provider_name: awarded.provider_name.clone().unwrap_or_default(),
        currency,
        lines,
    })
}
