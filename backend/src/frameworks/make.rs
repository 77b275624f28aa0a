//! Making a framework from contracts that are signed already.

use super::ceiling::sums;
use super::change::insert;
use super::record::{FrameworkRecord, Holder};
use crate::contracts::ContractRecord;
use crate::contracts::change::{Told, close, open_now};
use crate::contracts::record::FrameworkPlace;
use crate::{Call, Ctx, Error, FieldErrors, Work, begin};
use chrono::{Datelike, NaiveDate};
use domain::actor::Actor;
use domain::contracts::VehicleKind;
use domain::frameworks::{AllocationRule, Ramp, longest_years, within_common_ceiling, years_end};
use domain::id::FrameworkId;
use domain::money::Currency;
use domain::policy::actions::{KeepFramework, ManageContract};
use domain::policy::{Permit, Subject, permit};
use domain::reference::{self, Series};
use domain::states::contract::ContractState;
use domain::text::{Line, Prose};
use sqlx::FromRow;

/// What an officer decides when making a framework; kind and currency are those of its contracts.
#[derive(Clone, Debug)]
pub struct FrameworkInput {
    /// What it is called.
    pub title: Line<200>,
    /// How a call-off finds its holder.
    pub rule: AllocationRule,
    /// References of the holders' contracts, in rank.
    pub contracts: Vec<String>,
    /// The most that all orders together may be worth, minor units; none only where the kind has no value in itself.
    pub ceiling_minor: Option<i64>,
    /// The value up to which the purchaser chooses without saying why, minor units.
    pub free_up_to_minor: Option<i64>,
    /// First day for call-offs.
    pub ordering_starts_on: NaiveDate,
    /// Last day for call-offs.
    pub ordering_ends_on: NaiveDate,
    /// Why it lasts longer than its kind usually may.
    pub longer_reason: Option<Prose<2_000>>,
    /// When the open competition ended; none where it was not open.
    pub competed_on: Option<NaiveDate>,
    /// Calendar days that a holder in a cascade has to answer.
    pub answer_days: u16,
    /// Who may call off; empty for everybody whom the rules allow.
    pub purchasers: Vec<String>,
    /// When holders may join.
    pub on_ramp: Option<Ramp>,
    /// When holders may leave.
    pub off_ramp: Option<Ramp>,
}

/// A contract that can become a holder's.
#[derive(Clone, Debug, FromRow)]
pub struct Joinable {
    /// Its reference.
    pub reference: String,
    /// What it is called.
    pub title: String,
    /// Its contractor.
    pub provider_name: String,
    /// Vehicle code.
    pub vehicle: String,
    /// ISO 4217.
    pub currency: String,
}

/// The most contracts from which the form chooses.
const MOST: usize = 200;

/// Contracts that are signed, order by call-off and stand alone; the newest first.
///
/// # Errors
/// When the rules refuse or the store fails.
pub async fn joinable(ctx: &Ctx, actor: &Actor) -> Result<Vec<Joinable>, Error> {
    permit::<KeepFramework>(actor, Subject::ANY)?;
    let sql = "SELECT reference, title, provider_name, vehicle, currency FROM contract
         WHERE status IN ('signed', 'performing') AND origin <> 'imported' AND provider_id IS NOT NULL
             AND NOT EXISTS (SELECT 1 FROM framework_holder WHERE contract_id = contract.id)
         ORDER BY created_at DESC, id LIMIT 1000";
    let mut rows: Vec<Joinable> = ctx.db().query(sql).all().await?;
    let orders = |row: &Joinable| {
        let kind: Option<VehicleKind> = row.vehicle.parse().ok();
        kind.is_some_and(VehicleKind::orders_by_call_off)
    };
    rows.retain(orders);
    rows.truncate(MOST);
    Ok(rows)
}

/// Makes a framework of signed contracts; answers with its reference.
///
/// # Errors
/// When what was typed contradicts itself or the contracts, a contract is a holder's already, somebody was faster, or the store
/// fails.
pub async fn make(ctx: &Ctx, call: &Call, input: FrameworkInput) -> Result<String, Error> {
    let mut work = begin!(ctx, call);
    let permit = work.permit::<KeepFramework>(Subject::ANY)?;
    let contracts = contracts(&mut work, &input.contracts).await?;
    let alike = fitting(&contracts)?;
    agrees(&input, alike.0, work.at.date_naive())?;
    let year = work.at.year();
    let number = work.tx.next_number(&format!("framework-{year}")).await?;
    let reference = reference::write(Series::Framework, year, number);
    let record = record(&work, reference, input, alike, &contracts);
    let names: Vec<&str> = record
        .holders
        .iter()
        .map(|holder| holder.contract_reference.as_str())
        .collect();
    let summary = format!("Made from {}", names.join(", "));
    insert(&mut work, &permit, &record, summary).await?;
    for (number, contract) in (1..).zip(contracts) {
        seat(&mut work, &record, number, contract).await?;
    }
    let (ceiling, ordered) = sums(&mut work.tx, record.id.0).await?;
    within_common_ceiling(ceiling, ordered).map_err(|over| Error::field("ceiling", over))?;
    work.commit(record.reference).await
}

type Opened = (ContractRecord, Permit<ManageContract>);

/// The contracts in the order in which they are named, locked in the order of their references.
async fn contracts(work: &mut Work<'_>, named: &[String]) -> Result<Vec<Opened>, Error> {
    let mut sorted = named.to_vec();
    sorted.sort();
    sorted.dedup();
    if sorted.len() < 2 || sorted.len() != named.len() {
        return Err(Error::field(
            "holders",
            "choose the contracts of at least two holders, each once",
        ));
    }
    let mut opened = Vec::new();
    for reference in &sorted {
        let found = open_now::<ManageContract>(work, reference).await;
        opened.push(found.map_err(|error| match error {
            Error::NotFound => Error::field("holders", format!("there is no contract {reference}")),
            other => other,
        })?);
    }
    let place = |(contract, _): &Opened| {
        named
            .iter()
            .position(|reference| *reference == contract.reference)
    };
    opened.sort_by_key(place);
    Ok(opened)
}

/// Refuses a contract that cannot be a holder's.
pub(super) fn free(contract: &ContractRecord) -> Result<(), Error> {
    let refused = |words: String| Err(Error::field("holders", words));
    let reference = &contract.reference;
    if let Some(place) = &contract.framework {
        return refused(format!("{reference} belongs to {}", place.reference));
    }
    if !contract.orders_by_call_off() {
        return refused(format!("{reference} is no vehicle for orders"));
    }
    if !matches!(
        contract.status,
        ContractState::Signed | ContractState::Performing
    ) {
        return refused(format!(
            "{reference} is “{}”: a holder joins with a signed contract",
            contract.status.label().to_lowercase()
        ));
    }
    Ok(())
}

/// Kind and currency that all contracts have, if they fit together.
fn fitting(contracts: &[Opened]) -> Result<(VehicleKind, Currency), Error> {
    let mut holders = Vec::new();
    for (contract, _) in contracts {
        free(contract)?;
        if contract.provider.is_some() && holders.contains(&contract.provider) {
            let words = format!("{} would hold two contracts of it", contract.provider_name);
            return Err(Error::field("holders", words));
        }
        holders.push(contract.provider);
    }
    let of = |contract: &ContractRecord| Some((contract.vehicle?, contract.currency));
    let first = contracts.first().and_then(|(first, _)| of(first));
    match first {
        Some(first) if contracts.iter().all(|(one, _)| of(one) == Some(first)) => Ok(first),
        _ => Err(Error::field(
            "holders",
            "all contracts of a framework are of one kind and in one currency",
        )),
    }
}

fn agrees(input: &FrameworkInput, kind: VehicleKind, today: NaiveDate) -> Result<(), Error> {
    let mut errors = FieldErrors::default();
    if input.ceiling_minor.is_none() && !kind.has_no_value_in_itself() {
        errors.add(
            "ceiling",
            "write the most that the orders of all holders together may be worth",
        );
    }
    if input.ceiling_minor.is_some_and(|ceiling| ceiling <= 0) {
        errors.add("ceiling", "the ceiling is above zero");
    }
    if input.ordering_ends_on < input.ordering_starts_on {
        errors.add("ordering_ends_on", "the end lies before the start");
    }
    if let Some((years, source)) = longest_years(kind)
        && input.ordering_ends_on > years_end(input.ordering_starts_on, years)
        && input.longer_reason.is_none()
    {
        let words =
            format!("it may last {years} years unless this is justified ({source}): write why");
        errors.add("longer_reason", words);
    }
    if input.competed_on.is_some_and(|day| day > today) {
        errors.add("competed_on", "the competition has ended already");
    }
    if !(1..=90).contains(&input.answer_days) {
        errors.add("answer_days", "write a number from 1 to 90");
    }
    for (name, ramp) in [("on_ramp", &input.on_ramp), ("off_ramp", &input.off_ramp)] {
        if ramp.is_some_and(|ramp| ramp.to < ramp.from) {
            errors.add(format!("{name}_to"), "the end lies before the start");
        }
    }
    errors.finish()
}

fn record(
    work: &Work<'_>,
    reference: String,
    input: FrameworkInput,
    (kind, currency): (VehicleKind, Currency),
    contracts: &[Opened],
) -> FrameworkRecord {
    let today = work.at.date_naive();
    let of = |(contract, _): &Opened| contract.programme.clone();
    let programme = contracts.first().and_then(of);
    let programme =
        programme.filter(|code| contracts.iter().all(|one| of(one).as_ref() == Some(code)));
    let demonstration = contracts
        .iter()
        .all(|(contract, _)| contract.origin == "demonstration");
    let holder = |(number, (contract, _)): (i64, &Opened)| holder(work, number, 0, contract, today);
    FrameworkRecord {
        id: FrameworkId(work.ctx().new_id()),
        reference,
        origin: if demonstration {
            "demonstration"
        } else {
            "perigee"
        }
        .to_owned(),
        title: input.title.as_str().to_owned(),
        kind,
        rule: input.rule,
        programme,
        currency,
        ceiling_minor: input.ceiling_minor,
        free_up_to_minor: input.free_up_to_minor,
        ordering_starts_on: input.ordering_starts_on,
        ordering_ends_on: input.ordering_ends_on,
        longer_reason: input.longer_reason.map(String::from),
        competed_on: input.competed_on,
        answer_days: input.answer_days,
        purchasers: input.purchasers,
        on_ramps: input.on_ramp.into_iter().collect(),
        off_ramps: input.off_ramp.into_iter().collect(),
        holders: (1..).zip(contracts).map(holder).collect(),
        requests: Vec::new(),
        version: 1,
    }
}

pub(super) fn holder(
    work: &Work<'_>,
    number: i64,
    joined_after: i64,
    contract: &ContractRecord,
    today: NaiveDate,
) -> Holder {
    Holder {
        id: work.ctx().new_id(),
        number,
        contract: contract.id,
        contract_reference: contract.reference.clone(),
        name: contract.provider_name.clone(),
        joined_on: today,
        joined_after,
        left_on: None,
        ground: None,
        reason: None,
    }
}

/// Writes its place into a holder's contract.
pub(super) async fn seat(
    work: &mut Work<'_>,
    record: &FrameworkRecord,
    number: i64,
    (before, permit): Opened,
) -> Result<(), Error> {
    let mut after = before.clone();
    after.framework = Some(FrameworkPlace {
        id: record.id,
        reference: record.reference.clone(),
        number,
    });
    let told = Told::that(format!("Joined the framework {}", record.reference));
    close(work, &permit, &before, &mut after, told).await
}
