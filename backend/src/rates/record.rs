//! Recording a rate.

use crate::audit::Happening;
use crate::db::DecimalText;
use crate::{Call, Ctx, Error, FieldErrors, Work, begin};
use chrono::NaiveDate;
use domain::money::Currency;
use domain::policy::Subject;
use domain::policy::actions::RecordRate;
use domain::text::Line;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize)]
struct RateRecord {
    currency: String,
    on_day: NaiveDate,
    units_per_eur: Decimal,
    source: String,
}

/// Records how many units of `currency` one euro bought on `day`, or corrects what was recorded for that day.
/// Results that were computed with an earlier figure keep it: they store the rates they used.
///
/// # Errors
/// When the currency is the euro, the day lies ahead, the figure is not above zero, the source is missing,
/// the rules refuse, or the store fails.
pub async fn record(
    ctx: &Ctx,
    call: &Call,
    currency: Currency,
    day: NaiveDate,
    units_per_eur: Decimal,
    source: &str,
) -> Result<(), Error> {
    let mut work = begin!(ctx, call);
    let permit = work.permit::<RecordRate>(Subject::ANY)?;
    let after = checked(&work, currency, day, units_per_eur, source)?;
    let before = recorded(&mut work, &after).await?;
    if before.as_ref().is_some_and(|before| {
        before.units_per_eur == after.units_per_eur && before.source == after.source
    }) {
        return work.commit(()).await;
    }
    save(&mut work, &after).await?;
    let verb = if before.is_some() {
        "Corrected"
    } else {
        "Recorded"
    };
    let words = format!(
        "{verb} {} {} for one euro on {day}",
        after.units_per_eur, after.currency
    );
    let mut happening = Happening::to("rate", ctx.new_id(), format!("{currency} {day}"), words);
    if let Some(before) = &before {
        happening = happening.before(before)?;
    }
    work.record(&permit, happening.after(&after)?).await?;
    work.commit(()).await
}

fn checked(
    work: &Work<'_>,
    currency: Currency,
    day: NaiveDate,
    units_per_eur: Decimal,
    source: &str,
) -> Result<RateRecord, Error> {
    let mut errors = FieldErrors::default();
    if currency == Currency::EUR {
        errors.add("currency", "one euro is one euro: choose another currency");
    }
    if day > work.at.date_naive() {
        errors.add(
            "on_day",
            "this day lies ahead: record a rate when it is known",
        );
    }
    if units_per_eur <= Decimal::ZERO {
        errors.add(
            "units_per_eur",
            "write how many units one euro buys, such as 11.2935",
        );
    }
    let source = errors.take("source", Line::<200>::parse(source));
    errors.finish()?;
    Ok(RateRecord {
        currency: currency.code().to_owned(),
        on_day: day,
        units_per_eur: units_per_eur.normalize(),
        source: source
            .map(|line| line.as_str().to_owned())
            .unwrap_or_default(),
    })
}

async fn recorded(work: &mut Work<'_>, rate: &RateRecord) -> Result<Option<RateRecord>, Error> {
    let row: Option<(DecimalText, String)> = work
        .tx
        .query(
            "SELECT units_per_eur, source FROM exchange_rate WHERE currency = $1 AND on_day = $2",
        )
        .bind(rate.currency.clone())
        .bind(rate.on_day)
        .optional()
        .await?;
    Ok(row.map(|(units, source)| RateRecord {
        currency: rate.currency.clone(),
        on_day: rate.on_day,
        units_per_eur: units.0,
        source,
    }))
}

async fn save(work: &mut Work<'_>, rate: &RateRecord) -> Result<(), Error> {
    let (at, account) = (work.at, work.account());
    work.tx
        .query(
            "INSERT INTO exchange_rate (currency, on_day, units_per_eur, source, recorded_at, recorded_by)
             VALUES ($1, $2, $3, $4, $5, $6)
             ON CONFLICT (currency, on_day) DO UPDATE SET units_per_eur = excluded.units_per_eur,
                 source = excluded.source, recorded_at = excluded.recorded_at, recorded_by = excluded.recorded_by",
        )
        .bind(rate.currency.clone())
        .bind(rate.on_day)
        .bind(DecimalText(rate.units_per_eur))
        .bind(rate.source.clone())
        .bind(at)
        .bind(account)
        .run_one()
        .await?;
    Ok(())
}
