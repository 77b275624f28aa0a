//! Typing a rate: it converts nothing until a colleague approves it.

use crate::audit::Happening;
use crate::db::DecimalText;
use crate::notices::{other_officers, tell};
use crate::{Call, Ctx, Error, FieldErrors, Work, begin};
use chrono::NaiveDate;
use domain::money::Currency;
use domain::policy::Subject;
use domain::policy::actions::ProposeRate;
use domain::states::RateState;
use domain::text::{Line, Prose};
use rust_decimal::Decimal;
use serde::Serialize;
use uuid::Uuid;

/// A rate as it is typed.
#[derive(Clone, Copy, Debug)]
pub struct RateInput<'a> {
    /// The currency.
    pub currency: Currency,
    /// The day for which it was published.
    pub on_day: NaiveDate,
    /// Units of the currency for one euro.
    pub units_per_eur: Decimal,
    /// Who published it.
    pub source: &'a str,
    /// Why the recorded rate of that day is wrong; empty where there is none.
    pub reason: &'a str,
}

/// A rate as the log keeps it.
#[derive(Serialize)]
pub(super) struct RateRecord {
    pub(super) currency: String,
    pub(super) on_day: NaiveDate,
    pub(super) units_per_eur: Decimal,
    pub(super) source: String,
    pub(super) status: RateState,
    /// The figure that it corrects.
    pub(super) corrects: Option<Decimal>,
}

/// The rate of the same day that is in force, or waits.
struct SameDay {
    id: Uuid,
    units_per_eur: Decimal,
    source: String,
    status: String,
}

impl SameDay {
    fn has(&self, status: RateState) -> bool {
        self.status == status.as_str()
    }
}

/// Proposes how many units of a currency one euro bought on a day, or a correction of what is recorded for it; answers with
/// the proposal's identity. Every other officer is told.
///
/// # Errors
/// By field: the euro itself, a day ahead, a figure that is not above zero or is recorded already, a missing source, a
/// correction without a reason. When a proposal for the day waits, the rules refuse, or the store fails.
pub async fn propose(ctx: &Ctx, call: &Call, input: RateInput<'_>) -> Result<Uuid, Error> {
    let mut work = begin!(ctx, call);
    let permit = work.permit::<ProposeRate>(Subject::ANY)?;
    work.tx.lock("rates").await?;
    let same_day = same_day(&mut work, &input).await?;
    let in_force = same_day.iter().find(|rate| rate.has(RateState::InForce));
    let (after, reason) = checked(&work, &input, in_force)?;
    if same_day.iter().any(|rate| rate.has(RateState::Proposed)) {
        return Err(Error::not_now(format!(
            "a rate for {} on {} waits for a second person: decide on it first",
            after.currency, after.on_day
        )));
    }
    let id = ctx.new_id();
    save(&mut work, id, &after, in_force, reason.clone()).await?;
    let reference = format!("{} {}", after.currency, after.on_day);
    let words = format!("Proposed {} for one euro", after.units_per_eur);
    let mut happening = Happening::to("rate", id, &reference, words).after(&after)?;
    if let Some(reason) = reason {
        happening = happening.because(reason);
    }
    work.record(&permit, happening).await?;
    let account = work.account();
    let officers = other_officers(&mut work.tx, account).await?;
    let text = "A rate that a colleague typed waits for a second person.";
    tell(&mut work, &officers, "rate.proposed", &reference, text).await?;
    work.commit(id).await
}

fn checked(
    work: &Work<'_>,
    input: &RateInput<'_>,
    in_force: Option<&SameDay>,
) -> Result<(RateRecord, Option<String>), Error> {
    let mut errors = FieldErrors::default();
    if input.currency == Currency::EUR {
        errors.add("currency", "one euro is one euro: choose another currency");
    }
    if input.on_day > work.at.date_naive() {
        errors.add(
            "on_day",
            "this day lies ahead: record a rate when it is known",
        );
    }
    let units = input.units_per_eur.normalize();
    if units <= Decimal::ZERO {
        errors.add(
            "units_per_eur",
            "write how many units one euro buys, such as 11.2935",
        );
    }
    let source = errors.take("source", Line::<200>::parse(input.source));
    let source = source.map_or(String::new(), |line| line.as_str().to_owned());
    if in_force.is_some_and(|rate| rate.units_per_eur == units && rate.source == source) {
        errors.add("units_per_eur", "this rate is recorded already");
    }
    let reason = in_force.map(|rate| {
        let wrong = |error| {
            format!(
                "{} is recorded: say why it is wrong ({error})",
                rate.units_per_eur
            )
        };
        Prose::<2_000>::parse(input.reason).map_err(wrong)
    });
    let reason = reason.and_then(|reason| errors.take("reason", reason));
    errors.finish()?;
    let record = RateRecord {
        currency: input.currency.code().to_owned(),
        on_day: input.on_day,
        units_per_eur: units,
        source,
        status: RateState::Proposed,
        corrects: in_force.map(|rate| rate.units_per_eur),
    };
    Ok((record, reason.map(|reason| reason.as_str().to_owned())))
}

async fn same_day(work: &mut Work<'_>, input: &RateInput<'_>) -> Result<Vec<SameDay>, Error> {
    let rows: Vec<(Uuid, DecimalText, String, String)> = work
        .tx
        .query(
            "SELECT id, units_per_eur, source, status FROM recorded_rate
             WHERE currency = $1 AND on_day = $2 AND status IN ('in_force', 'proposed')",
        )
        .bind(input.currency.code().to_owned())
        .bind(input.on_day)
        .all()
        .await?;
    let rate = |(id, units, source, status): (_, DecimalText, _, _)| SameDay {
        id,
        units_per_eur: units.0,
        source,
        status,
    };
    Ok(rows.into_iter().map(rate).collect())
}

async fn save(
    work: &mut Work<'_>,
    id: Uuid,
    rate: &RateRecord,
    corrects: Option<&SameDay>,
    reason: Option<String>,
) -> Result<(), Error> {
    let (at, account) = (work.at, work.account());
    work.tx
        .query(
            "INSERT INTO recorded_rate (id, currency, on_day, units_per_eur, source, status, corrects_id, reason, recorded_by, recorded_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        )
        .bind(id)
        .bind(rate.currency.clone())
        .bind(rate.on_day)
        .bind(DecimalText(rate.units_per_eur))
        .bind(rate.source.clone())
        .bind(rate.status.as_str())
        .bind(corrects.map(|rate| rate.id))
        .bind(reason)
        .bind(account)
        .bind(at)
        .run_one()
        .await?;
    Ok(())
}
