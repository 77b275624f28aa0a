//! Recording a pledge.

use super::record::PledgeRecord;
use crate::audit::Happening;
use crate::{Call, Ctx, Error, FieldErrors, Work, begin};
use chrono::{Datelike, NaiveDate};
use domain::actor::NationCode;
use domain::contributions::ContributionKind;
use domain::money::{Currency, Money};
use domain::policy::Subject;
use domain::policy::actions::RecordPledge;
use domain::reference::{Series, write};
use domain::states::{ContributionEvent, ContributionState};
use domain::text::{Line, Prose};
use uuid::Uuid;

/// What is typed about a pledge.
#[derive(Clone, Debug, Default)]
pub struct PledgeInput {
    /// Letters of the nation.
    pub nation: String,
    /// Code of the programme.
    pub programme: String,
    /// Name of the kind.
    pub kind: String,
    /// What it is.
    pub description: String,
    /// Amount as typed, in major units; needed for cash.
    pub amount: String,
    /// ISO 4217.
    pub currency: String,
    /// When it was pledged.
    pub pledged_on: Option<NaiveDate>,
    /// From when.
    pub starts_on: Option<NaiveDate>,
    /// Until when.
    pub ends_on: Option<NaiveDate>,
    /// Whether a memorandum of understanding or another agreement binds the nation.
    pub agreed: bool,
    /// What only the nation itself and auditors read.
    pub private_note: String,
}

/// A pledge that may be stored.
#[derive(Clone, Debug)]
pub struct NewPledge {
    /// The nation.
    pub nation: NationCode,
    /// Code of the programme.
    pub programme: String,
    /// In what.
    pub kind: ContributionKind,
    /// What it is.
    pub description: Prose<2_000>,
    /// The amount, or what a contribution in kind is valued at.
    pub amount: Option<Money>,
    /// When it was pledged.
    pub pledged_on: NaiveDate,
    /// From when.
    pub starts_on: Option<NaiveDate>,
    /// Until when.
    pub ends_on: Option<NaiveDate>,
    /// Whether an agreement binds the nation.
    pub agreed: bool,
    /// What only the nation itself and auditors read.
    pub private_note: Option<Prose<2_000>>,
    /// Whether it is part of the demonstration.
    pub demonstration: bool,
}

impl TryFrom<PledgeInput> for NewPledge {
    type Error = Error;

    fn try_from(input: PledgeInput) -> Result<Self, Error> {
        let mut errors = FieldErrors::default();
        let nation = errors.take("nation", input.nation.parse::<NationCode>());
        let programme = errors.take("programme", Line::<40>::parse(&input.programme));
        let kind = input.kind.parse::<ContributionKind>().ok();
        if kind.is_none() {
            errors.add("kind", "choose in what the nation contributes");
        }
        let description = errors.take("description", Prose::parse(&input.description));
        let amount = amount(&mut errors, kind, &input.amount, &input.currency);
        if input.pledged_on.is_none() {
            errors.add(
                "pledged_on",
                "write the day of the pledge, such as 3 3 2026",
            );
        }
        if let (Some(starts), Some(ends)) = (input.starts_on, input.ends_on)
            && ends < starts
        {
            errors.add("ends_on", "the last day is before the first");
        }
        let note = Some(input.private_note.as_str()).filter(|note| !note.trim().is_empty());
        let private_note = note.and_then(|note| errors.take("private_note", Prose::parse(note)));
        errors.finish()?;
        Ok(Self {
            nation: nation.ok_or(Error::NotFound)?,
            programme: programme.ok_or(Error::NotFound)?.as_str().to_owned(),
            kind: kind.ok_or(Error::NotFound)?,
            description: description.ok_or(Error::NotFound)?,
            amount,
            pledged_on: input.pledged_on.ok_or(Error::NotFound)?,
            starts_on: input.starts_on,
            ends_on: input.ends_on,
            agreed: input.agreed,
            private_note,
            demonstration: false,
        })
    }
}

fn amount(
    errors: &mut FieldErrors,
    kind: Option<ContributionKind>,
    typed: &str,
    currency: &str,
) -> Option<Money> {
    if typed.trim().is_empty() {
        if kind.is_some_and(ContributionKind::is_cash) {
            errors.add("amount", "a pledge of cash needs its amount");
        }
        return None;
    }
    let currency: Currency = errors.take("amount", currency.parse())?;
    let money = errors.take("amount", Money::parse(typed, currency))?;
    if money.minor <= 0 {
        errors.add("amount", "the amount must be more than zero");
    }
    Some(money)
}

/// Records a pledge of the person's own nation and answers its reference. It is committed when an agreement binds
/// the nation, otherwise intended.
///
/// # Errors
/// When the pledge is another nation's, the day lies ahead, the programme is unknown, or the store fails.
pub async fn record_pledge(ctx: &Ctx, call: &Call, pledge: NewPledge) -> Result<String, Error> {
    let mut work = begin!(ctx, call);
    let permit = work.permit::<RecordPledge>(Subject::of_nation(pledge.nation))?;
    if pledge.pledged_on > work.at.date_naive() {
        return Err(Error::field(
            "pledged_on",
            "this day lies ahead: record a pledge when it is made",
        ));
    }
    check_known(&mut work, &pledge).await?;
    let record = new_record(&mut work, &pledge).await?;
    let id = ctx.new_id();
    insert(&mut work, id, &pledge, &record).await?;
    let words = format!(
        "Recorded a pledge of {} to {}: {}",
        record.nation,
        record.programme,
        record.status.label().to_lowercase()
    );
    let happening = Happening::to("pledge", id, &record.reference, words);
    work.record(&permit, happening.after(&record)?).await?;
    work.commit(record.reference).await
}

async fn check_known(work: &mut Work<'_>, pledge: &NewPledge) -> Result<(), Error> {
    let (nation, programme): (bool, bool) = work
        .tx
        .query("SELECT EXISTS (SELECT 1 FROM nation WHERE code = $1), EXISTS (SELECT 1 FROM programme WHERE code = $2)")
        .bind(pledge.nation.as_str().to_owned())
        .bind(pledge.programme.clone())
        .one()
        .await?;
    let mut errors = FieldErrors::default();
    if !nation {
        errors.add(
            "nation",
            "this nation is not in the reference data: ask an administrator to load it",
        );
    }
    if !programme {
        errors.add("programme", "choose a programme");
    }
    errors.finish()
}

async fn new_record(work: &mut Work<'_>, pledge: &NewPledge) -> Result<PledgeRecord, Error> {
    let year = work.at.year();
    let number = work.tx.next_number(&format!("pledge-{year}")).await?;
    let status = if pledge.agreed {
        ContributionState::Intended
            .apply(ContributionEvent::Commit)
            .map_err(Error::not_now)?
    } else {
        ContributionState::Intended
    };
    Ok(PledgeRecord {
        reference: write(Series::Pledge, year, number),
        nation: pledge.nation.as_str().to_owned(),
        programme: pledge.programme.clone(),
        kind: pledge.kind,
        status,
        description: pledge.description.as_str().to_owned(),
        amount: pledge.amount,
        pledged_on: pledge.pledged_on,
        starts_on: pledge.starts_on,
        ends_on: pledge.ends_on,
        payments: Vec::new(),
        allocations: Vec::new(),
    })
}

async fn insert(
    work: &mut Work<'_>,
    id: Uuid,
    pledge: &NewPledge,
    record: &PledgeRecord,
) -> Result<(), Error> {
    let (at, account) = (work.at, work.account());
    work.tx
        .query(
            "INSERT INTO pledge (id, reference, nation_code, programme_code, origin, kind, status, description, amount_minor,
                 currency, pledged_on, starts_on, ends_on, private_note, recorded_by, recorded_at, version)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, 1)",
        )
        .bind(id)
        .bind(record.reference.clone())
        .bind(record.nation.clone())
        .bind(record.programme.clone())
        .bind(if pledge.demonstration { "demonstration" } else { "perigee" })
        .bind(record.kind.as_str())
        .bind(record.status.as_str())
        .bind(record.description.clone())
        .bind(record.amount.map(|amount| amount.minor))
        .bind(record.amount.map(|amount| amount.currency.code().to_owned()))
        .bind(record.pledged_on)
        .bind(record.starts_on)
        .bind(record.ends_on)
        .bind(pledge.private_note.as_ref().map(|note| note.as_str().to_owned()))
        .bind(account)
        .bind(at)
        .run_one()
        .await?;
    Ok(())
}
