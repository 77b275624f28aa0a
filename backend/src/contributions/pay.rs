//! Recording a payment on a pledge.

use super::record::{PaymentRecord, load, save_status};
use crate::audit::Happening;
use crate::{Call, Ctx, Error, FieldErrors, Work, begin};
use chrono::NaiveDate;
use domain::contributions::NotPossible;
use domain::money::Money;
use domain::policy::Subject;
use domain::policy::actions::RecordContributionPayment;
use domain::text::Line;
use uuid::Uuid;

/// A payment as it is typed.
#[derive(Clone, Debug)]
pub struct Payment {
    /// The amount, in the pledge's currency.
    pub amount: Money,
    /// When it was paid.
    pub paid_on: NaiveDate,
    /// A remark, such as the transfer's reference; may be empty.
    pub note: String,
}

/// Records a payment of the person's own nation. The first one moves the pledge to called, the one that completes it
/// to made available ([`domain::contributions::Progress::paid`]).
///
/// # Errors
/// When the pledge is another nation's or in kind, the amount is in another currency or above what is unpaid,
/// the day lies ahead, somebody was faster, or the store fails.
pub async fn record_payment(
    ctx: &Ctx,
    call: &Call,
    reference: &str,
    version: i64,
    payment: Payment,
) -> Result<(), Error> {
    let mut work = begin!(ctx, call);
    let before = load(&mut work.tx, reference).await?;
    let nation = before.record.nation.parse().map_err(|_| Error::NotFound)?;
    let permit = work.permit::<RecordContributionPayment>(Subject::of_nation(nation))?;
    before.check(version)?;
    let progress = before.record.progress()?;
    let note = checked(&work, &payment)?;
    let status = progress.paid(payment.amount).map_err(refused)?;
    save_status(&mut work, &before, status).await?;
    insert(&mut work, before.id, &payment, &note).await?;
    let mut after = before.record.clone();
    after.status = status;
    after.payments.push(PaymentRecord {
        amount_minor: payment.amount.minor,
        paid_on: payment.paid_on,
        note,
    });
    let words = format!("Recorded a payment of {}", payment.amount);
    let happening = Happening::to("pledge", before.id, reference, words);
    work.record(&permit, happening.before(&before.record)?.after(&after)?)
        .await?;
    work.commit(()).await
}

fn checked(work: &Work<'_>, payment: &Payment) -> Result<String, Error> {
    let mut errors = FieldErrors::default();
    if payment.paid_on > work.at.date_naive() {
        errors.add(
            "paid_on",
            "this day lies ahead: record a payment when it is made",
        );
    }
    let note = payment.note.trim();
    let note = if note.is_empty() {
        String::new()
    } else {
        errors
            .take("note", Line::<200>::parse(note))
            .map(|line| line.as_str().to_owned())
            .unwrap_or_default()
    };
    errors.finish()?;
    Ok(note)
}

/// What is wrong with the amount belongs to its field; what is wrong with the state to the form.
pub(super) fn refused(error: NotPossible) -> Error {
    match error {
        NotPossible::State(_) | NotPossible::NotBinding(_) => Error::not_now(error),
        other => Error::field("amount", other),
    }
}

async fn insert(
    work: &mut Work<'_>,
    pledge: Uuid,
    payment: &Payment,
    note: &str,
) -> Result<(), Error> {
    let (id, at, account) = (work.ctx().new_id(), work.at, work.account());
    work.tx
        .query(
            "INSERT INTO contribution_payment (id, pledge_id, amount_minor, currency, paid_on, note, recorded_by, recorded_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        )
        .bind(id)
        .bind(pledge)
        .bind(payment.amount.minor)
        .bind(payment.amount.currency.code().to_owned())
        .bind(payment.paid_on)
        .bind(note.to_owned())
        .bind(account)
        .bind(at)
        .run_one()
        .await?;
    Ok(())
}
