//! The second person's decision on a rate that was typed.

use super::propose::RateRecord;
use crate::audit::Happening;
use crate::db::DecimalText;
use crate::notices::{To, settle, tell};
use crate::overrides::{Decision, noted};
use crate::{Call, Ctx, Error, Work, begin};
use chrono::NaiveDate;
use domain::id::AccountId;
use domain::policy::Subject;
use domain::policy::actions::DecideRate;
use domain::states::{RateEvent, RateState};
use sqlx::FromRow;
use uuid::Uuid;

#[derive(FromRow)]
struct Waiting {
    currency: String,
    on_day: NaiveDate,
    units_per_eur: DecimalText,
    source: String,
    status: String,
    corrects_id: Option<Uuid>,
    corrects: Option<DecimalText>,
    recorded_by: Option<Uuid>,
}

impl Waiting {
    fn state(&self) -> Result<RateState, Error> {
        self.status
            .parse()
            .map_err(|error| Error::Internal(format!("recorded_rate.status: {error}")))
    }

    fn record(&self, status: RateState) -> RateRecord {
        RateRecord {
            currency: self.currency.clone(),
            on_day: self.on_day,
            units_per_eur: self.units_per_eur.0,
            source: self.source.clone(),
            status,
            corrects: self.corrects.map(|units| units.0),
        }
    }
}

/// Approves or refuses a rate that a colleague proposed; approved, it converts from now on, and what it corrects does no
/// longer. Results that are stored keep the rates they used.
///
/// # Errors
/// The same person twice; a refusal without a note; decided already, or the day got another rate meanwhile; when the rules
/// refuse or the store fails.
pub async fn decide(
    ctx: &Ctx,
    call: &Call,
    id: Uuid,
    decision: Decision,
    note: &str,
) -> Result<(), Error> {
    let mut work = begin!(ctx, call);
    work.permit::<DecideRate>(Subject::ANY)?;
    work.tx.lock("rates").await?;
    let waiting = waiting(&mut work, id).await?;
    let author = waiting.recorded_by.map(AccountId);
    let permit = work.permit::<DecideRate>(author.map_or(Subject::ANY, Subject::after))?;
    let event = match decision {
        Decision::Approve => RateEvent::Approve,
        Decision::Refuse => RateEvent::Refuse,
    };
    let before = waiting.state()?;
    let status = before.apply(event).map_err(Error::not_now)?;
    let note = noted(decision, note)?;
    if status == RateState::InForce {
        give_way(&mut work, &waiting).await?;
    }
    mark(&mut work, id, status, note.clone()).await?;
    let verb = if status == RateState::InForce {
        "Approved"
    } else {
        "Refused"
    };
    let reference = format!("{} {}", waiting.currency, waiting.on_day);
    let words = format!("{verb} {} for one euro", waiting.units_per_eur.0);
    let mut happening = Happening::to("rate", id, &reference, words)
        .before(&waiting.record(before))?
        .after(&waiting.record(status))?;
    if let Some(note) = note {
        happening = happening.because(note);
    }
    work.record(&permit, happening).await?;
    settle(&mut work, "rate.proposed", &reference).await?;
    if let Some(author) = author {
        let text = format!("The rate that you proposed was {}.", verb.to_lowercase());
        tell(
            &mut work,
            &[To::Account(author)],
            "rate.decided",
            &reference,
            &text,
        )
        .await?;
    }
    work.commit(()).await
}

async fn waiting(work: &mut Work<'_>, id: Uuid) -> Result<Waiting, Error> {
    let row = work.tx.query(
        "SELECT rate.currency, rate.on_day, rate.units_per_eur, rate.source, rate.status, rate.corrects_id,
             earlier.units_per_eur AS corrects, rate.recorded_by
         FROM recorded_rate AS rate LEFT JOIN recorded_rate AS earlier ON earlier.id = rate.corrects_id WHERE rate.id = $1",
    );
    Ok(row.bind(id).one().await?)
}

/// The rate in force of the day gives way to its correction. Another one than the proposer knew is not replaced.
async fn give_way(work: &mut Work<'_>, waiting: &Waiting) -> Result<(), Error> {
    let sql = "SELECT id FROM exchange_rate WHERE currency = $1 AND on_day = $2";
    let query = work.tx.query(sql).bind(waiting.currency.clone());
    let now: Option<Uuid> = query.bind(waiting.on_day).optional_scalar().await?;
    if now != waiting.corrects_id {
        return Err(Error::not_now(
            "the day has got another rate since this was proposed: refuse it, and propose a correction where one is needed",
        ));
    }
    let Some(id) = now else {
        return Ok(());
    };
    let replaced = RateState::InForce
        .apply(RateEvent::Replace)
        .map_err(Error::not_now)?;
    let sql = "UPDATE recorded_rate SET status = $1 WHERE id = $2";
    let query = work.tx.query(sql).bind(replaced.as_str());
    Ok(query.bind(id).run_one().await?)
}

async fn mark(
    work: &mut Work<'_>,
    id: Uuid,
    status: RateState,
    note: Option<String>,
) -> Result<(), Error> {
    let (at, by) = (work.at, work.account());
    work.tx
        .query("UPDATE recorded_rate SET status = $1, decided_by = $2, decided_at = $3, note = $4 WHERE id = $5 AND status = 'proposed'")
        .bind(status.as_str())
        .bind(by)
        .bind(at)
        .bind(note)
        .bind(id)
        .run_one()
        .await?;
    Ok(())
}
