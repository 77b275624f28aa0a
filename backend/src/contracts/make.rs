//! Making a contract from an award that is cleared for signature.

use super::awarded::{AWARDED, Awarded};
use super::change::{Now, Told, check, happening};
use super::offered::{lines, options};
use super::record::{ContractRecord, DateChange, Milestone, MoneyRecord, Obligation, WhichDate};
use super::save::insert;
use super::totals::sum;
use crate::db::Tx;
use crate::evaluation::InLot;
use crate::{Call, Ctx, Error, FieldErrors, begin};
use chrono::{Datelike, NaiveDate};
use domain::contracts::VehicleKind;
use domain::contracts::life::{letter_day, letter_percent};
use domain::id::{ContractId, MilestoneId, ProviderId};
use domain::milestones::MilestoneClass;
use domain::policy::Subject;
use domain::policy::actions::MakeContract;
use domain::reference::{self, Series};
use domain::states::contract::ContractState;
use domain::states::milestone::{MilestoneEvent, MilestoneState};
use domain::text::{Line, Prose};

/// What an officer decides when making a contract; lines, values and currency come from the offer.
#[derive(Clone, Debug)]
pub struct ContractInput {
    /// What it is called.
    pub title: Line<200>,
    /// The kind of vehicle.
    pub vehicle: VehicleKind,
    /// The most that may ever be ordered, minor units of the offer's currency.
    pub ceiling_minor: i64,
    /// The effective start date.
    pub effective_on: NaiveDate,
    /// Last day of the base period.
    pub ends_on: NaiveDate,
    /// Last day on which orders can be issued, for a vehicle for orders.
    pub ordering_ends_on: Option<NaiveDate>,
    /// The least that all orders together will be worth, minor units.
    pub guaranteed_minimum_minor: Option<i64>,
    /// The least one order may be worth, minor units.
    pub min_order_minor: Option<i64>,
    /// The most one order may be worth, minor units.
    pub max_order_minor: Option<i64>,
    /// Money committed with the signature, minor units; none for a vehicle whose money is in its orders.
    pub initial_obligation_minor: i64,
    /// For each option line of the offer, in its order, the last day of its period.
    pub option_ends: Vec<NaiveDate>,
    /// Calendar days of notice before a period ends (GTC A.4.1: 60).
    pub notice_days: u16,
    /// Milestones in order.
    pub milestones: Vec<MilestoneInput>,
    /// For a letter contract, when its terms are final and what is obligated before; for it alone.
    pub letter: Option<LetterInput>,
}

impl ContractInput {
    /// The last day for orders of a vehicle for orders: the end of the base period where none is written.
    fn ordering_until(&self) -> Option<NaiveDate> {
        let by_orders = self.vehicle.orders_by_call_off();
        self.ordering_ends_on.or(by_orders.then_some(self.ends_on))
    }
}

/// What a letter contract states instead of final terms (NSPA 12.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LetterInput {
    /// The last day for final terms.
    pub by: NaiveDate,
    /// The most that is obligated before, percent of the value of the lines.
    pub percent: u8,
}

/// A milestone of a new contract.
#[derive(Clone, Debug)]
pub struct MilestoneInput {
    /// What is delivered.
    pub title: Line<200>,
    /// How binding its date is.
    pub class: MilestoneClass,
    /// What is paid for it, minor units.
    pub value_minor: i64,
    /// Its first approved date.
    pub due: NaiveDate,
    /// What shows that it is met.
    pub criteria: Prose<4_000>,
}

/// Makes a contract from the cleared award of a solicitation or of one of its lots; answers its reference.
///
/// # Errors
/// When the award is not cleared or has its contract already, what was typed contradicts itself or the offer, or the
/// store fails.
pub async fn make(
    ctx: &Ctx,
    call: &Call,
    solicitation: impl Into<InLot<'_>>,
    input: ContractInput,
) -> Result<String, Error> {
    let at = solicitation.into();
    let solicitation = at.reference;
    let mut work = begin!(ctx, call);
    let permit = work.permit::<MakeContract>(Subject::ANY)?;
    work.tx.lock(&format!("award of {solicitation}")).await?;
    let awarded: Awarded = work
        .tx
        .query(AWARDED)
        .bind(solicitation)
        .bind(at.lot.unwrap_or_default())
        .optional()
        .await?
        .ok_or(Error::NotFound)?;
    awarded.ready()?;
    let reference = next_reference(&mut work.tx, work.at.year()).await?;
    let record = record(&awarded, &input, reference, &Now::of(&work))?;
    check(&record)?;
    let (by, at) = (work.account(), work.at);
    insert(&mut work.tx, &record, &awarded.external_key, by, at).await?;
    let told = Told::that(format!(
        "Made from the award of {solicitation}{} to {}",
        awarded.of_lot(),
        record.provider_name
    ));
    work.record(&permit, happening(&record, told).after(&record)?)
        .await?;
    work.commit(record.reference).await
}

async fn next_reference(tx: &mut Tx, year: i32) -> Result<String, Error> {
    let number = tx.next_number(&format!("contract-{year}")).await?;
    Ok(reference::write(Series::Contract, year, number))
}

fn record(
    awarded: &Awarded,
    input: &ContractInput,
    reference: String,
    now: &Now<'_>,
) -> Result<ContractRecord, Error> {
    let (currency, priced) = awarded.price()?;
    let options = options(&priced, input, now)?;
    let lines = lines(&priced, &options, now)?;
    let base = sum(lines
        .iter()
        .filter(|line| line.option.is_none())
        .map(|line| line.total_minor));
    let optional = sum(options.iter().map(|option| option.value_minor));
    agrees(input, base, optional)?;
    let milestones = (1..)
        .zip(&input.milestones)
        .map(|(number, input)| milestone(number, input, now));
    let milestones = milestones.collect::<Result<_, _>>()?;
    let mut record = ContractRecord {
        id: ContractId(now.id()),
        reference,
        origin: awarded.origin.clone(),
        solicitation: Some(awarded.solicitation_id),
        solicitation_reference: Some(awarded.solicitation_reference.clone()),
        award: Some(awarded.award_id),
        provider: awarded.provider_id.map(ProviderId),
        provider_name: awarded.provider_name.clone().unwrap_or_default(),
        programme: awarded.programme_code.clone(),
        status: ContractState::Draft,
        title: input.title.as_str().to_owned(),
        vehicle: Some(input.vehicle),
        currency,
        ceiling_minor: input.ceiling_minor,
        base_value_minor: base,
        guaranteed_minimum_minor: input.guaranteed_minimum_minor,
        min_order_minor: input.min_order_minor,
        max_order_minor: input.max_order_minor,
        signed_on: None,
        effective_on: Some(input.effective_on),
        starts_on: Some(input.effective_on),
        ends_on: Some(input.ends_on),
        ordering_ends_on: input.ordering_until(),
        lines,
        options,
        orders: Vec::new(),
        obligations: first_obligation(input, now),
        modifications: Vec::new(),
        milestones,
        payments: Vec::new(),
        readiness: Vec::new(),
        surges: Vec::new(),
        money: MoneyRecord::default(),
        service: super::record::ServiceRecord::default(),
        version: 1,
        life: super::record::Life::default(),
        framework: None,
    };
    if let Some(letter) = &input.letter {
        record.begin_letter(letter, now);
    }
    Ok(record)
}

fn agrees(input: &ContractInput, base: i64, options: i64) -> Result<(), Error> {
    let mut errors = FieldErrors::default();
    letter(input, &mut errors);
    let by_orders = input.vehicle.orders_by_call_off();
    if input.ends_on < input.effective_on {
        errors.add("ends_on", "the end lies before the effective start date");
    }
    if input
        .ordering_ends_on
        .is_some_and(|day| day < input.effective_on)
    {
        errors.add(
            "ordering_ends_on",
            "the ordering period ends before the effective start date",
        );
    }
    if input.ceiling_minor < 0 || (!by_orders && input.ceiling_minor < base.saturating_add(options))
    {
        errors.add(
            "ceiling",
            "the ceiling must cover the lines of the offer, options included",
        );
    }
    if by_orders && input.initial_obligation_minor != 0 {
        errors.add(
            "initial_obligation",
            "under a vehicle for orders money is obligated by its orders: leave this at zero",
        );
    }
    if let (Some(least), Some(most)) = (input.min_order_minor, input.max_order_minor)
        && least > most
    {
        errors.add("max_order", "the maximum order is below the minimum order");
    }
    if input
        .guaranteed_minimum_minor
        .is_some_and(|least| by_orders && least > input.ceiling_minor)
    {
        errors.add(
            "guaranteed_minimum",
            "the guaranteed minimum is above the ceiling",
        );
    }
    for (number, milestone) in (1..).zip(&input.milestones) {
        if milestone.value_minor < 0 {
            errors.add(
                format!("milestone_{number}_value"),
                "the value of a milestone is zero or more",
            );
        }
    }
    errors.finish()
}

/// A letter contract states when its terms are final; nothing else does.
fn letter(input: &ContractInput, errors: &mut FieldErrors) {
    match input.letter {
        None if input.vehicle == VehicleKind::LetterContract => errors.add(
            "definitise_by",
            "a letter contract says by when its terms are final: within 180 days (NSPA 12.2)",
        ),
        Some(letter) => {
            let _ = errors.take("definitise_by", letter_day(input.effective_on, letter.by));
            let _ = errors.take("liability_percent", letter_percent(letter.percent));
        }
        None => {}
    }
}

fn first_obligation(input: &ContractInput, now: &Now<'_>) -> Vec<Obligation> {
    let amount_minor = input.initial_obligation_minor;
    let made = (amount_minor != 0).then(|| Obligation {
        id: now.id(),
        order: None,
        amount_minor,
        on: now.today(),
        note: "With the contract".to_owned(),
        by: now.by.clone(),
    });
    made.into_iter().collect()
}

fn milestone(number: i64, input: &MilestoneInput, now: &Now<'_>) -> Result<Milestone, Error> {
    let set = |which| DateChange {
        id: now.id(),
        which,
        old: None,
        new: Some(input.due),
        reason: "Agreed with the contract".to_owned(),
        cause: None,
        attributable_to: None,
        modification: None,
        at: now.at,
        by: now.by.clone(),
    };
    Ok(Milestone {
        id: MilestoneId(now.id()),
        number,
        title: input.title.as_str().to_owned(),
        class: input.class,
        criteria: input.criteria.as_str().to_owned(),
        value_minor: Some(input.value_minor),
        status: MilestoneState::Planned
            .apply(MilestoneEvent::Baseline)
            .map_err(Error::not_now)?,
        original_baseline: Some(input.due),
        current_baseline: Some(input.due),
        forecast: None,
        actual: None,
        changes: vec![
            set(WhichDate::OriginalBaseline),
            set(WhichDate::CurrentBaseline),
        ],
        evidence: Vec::new(),
        decisions: Vec::new(),
        staged: None,
        notices: Vec::new(),
    })
}
