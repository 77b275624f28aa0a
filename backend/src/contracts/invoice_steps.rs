//! What officers do with an invoice: hold, dispute, approve, reject, pay (GTC A.2.4).

use super::change::{Now, Told, change_telling};
use super::invoices::NEWS;
use super::record::{ContractRecord, Payment};
use crate::{Call, Ctx, Error};
use chrono::NaiveDate;
use domain::contracts::{Claim, InvoiceKind, Settlement, late_interest, settle};
use domain::money::Money;
use domain::policy::actions::DecideInvoice;
use domain::states::invoice::{InvoiceEvent, InvoiceState};
use domain::text::Prose;
use rust_decimal::Decimal;

/// What is done with an invoice.
#[derive(Clone, Debug)]
pub enum InvoiceStepInput {
    /// Something is missing.
    Hold,
    /// It was held for 7 days and not completed.
    Return,
    /// An amount of it is disputed.
    Dispute {
        /// Minor units, above zero, at most the invoice.
        amount_minor: i64,
    },
    /// It is right; after a dispute for the amount that both sides agree on.
    Approve {
        /// Minor units; none for all of it.
        amount_minor: Option<i64>,
    },
    /// The dispute ends without payment.
    Reject,
    /// It was paid.
    Pay {
        /// The day of the payment.
        paid_on: NaiveDate,
    },
}

/// Takes a step with an invoice. An approval keeps back what was agreed and schedules the payment in the same step.
///
/// # Errors
/// When the table has no such step, an amount or day is not possible, a sum would no longer hold, somebody was faster, or the
/// store fails.
pub async fn decide_invoice(
    ctx: &Ctx,
    call: &Call,
    reference: &str,
    version: i64,
    number: i64,
    input: InvoiceStepInput,
    note: Prose<2_000>,
) -> Result<String, Error> {
    change_telling::<DecideInvoice>(ctx, call, (reference, version), NEWS, |record, now| {
        let note = note.as_str();
        let told = match input {
            InvoiceStepInput::Hold => record.moved(number, InvoiceEvent::Hold, note, now),
            InvoiceStepInput::Return => record.returned(number, note, now),
            InvoiceStepInput::Dispute { amount_minor } => {
                record.disputed(number, amount_minor, note, now)
            }
            InvoiceStepInput::Approve { amount_minor } => {
                record.approved(number, amount_minor, note, now)
            }
            InvoiceStepInput::Reject => {
                record.moved(number, InvoiceEvent::ResolveReject, note, now)
            }
            InvoiceStepInput::Pay { paid_on } => record.invoice_paid(number, paid_on, note, now),
        }?;
        Ok(told.because(note))
    })
    .await
}

impl ContractRecord {
    fn moved(
        &mut self,
        number: i64,
        event: InvoiceEvent,
        note: &str,
        now: &Now<'_>,
    ) -> Result<Told, Error> {
        let invoice = self.invoice_mut(number)?;
        invoice.step(event, note, now)?;
        let words = invoice.status.label().to_lowercase();
        Ok(Told::that(format!("Invoice {number}: {words}")))
    }

    fn returned(&mut self, number: i64, note: &str, now: &Now<'_>) -> Result<Told, Error> {
        let by = self.invoice(number).and_then(|one| one.complete_by());
        if by.is_some_and(|by| now.today() <= by) {
            return Err(Error::not_now(
                "the contractor has 7 days to complete it (GTC A.2.4)",
            ));
        }
        self.moved(number, InvoiceEvent::Return, note, now)
    }

    fn disputed(
        &mut self,
        number: i64,
        amount_minor: i64,
        note: &str,
        now: &Now<'_>,
    ) -> Result<Told, Error> {
        let invoice = self.invoice_mut(number)?;
        if amount_minor <= 0 || amount_minor > invoice.amount_minor {
            return Err(Error::field(
                "amount",
                "write what is in dispute: above zero, at most the invoice",
            ));
        }
        invoice.disputed_minor = Some(amount_minor);
        let told = self.moved(number, InvoiceEvent::Dispute, note, now)?;
        let amount = Money::new(amount_minor, self.currency);
        Ok(Told::that(format!("{}, {amount}", told.summary)))
    }

    /// What is kept back from an invoice that is found right for an amount.
    #[must_use]
    pub fn settlement(&self, number: i64, gross: i64) -> Option<Settlement> {
        let invoice = self.invoice(number)?;
        let delivery = invoice.kind == InvoiceKind::Milestone;
        let percent = |percent: Decimal| if delivery { percent } else { Decimal::ZERO };
        let terms = self.money.terms.as_ref();
        let offset = terms.map_or(Decimal::ZERO, |terms| terms.advance_percent);
        let retained = invoice.milestone.map(|one| self.retention_percent(one));
        settle(&Claim {
            gross,
            retention_percent: percent(retained.unwrap_or_default()),
            advance_percent: percent(offset),
            advance_open: self.advance_open(),
            damages_open: if delivery { self.damages_open() } else { 0 },
            credits_open: if delivery { self.credits_open() } else { 0 },
        })
    }

    fn approved(
        &mut self,
        number: i64,
        amount_minor: Option<i64>,
        note: &str,
        now: &Now<'_>,
    ) -> Result<Told, Error> {
        let invoice = self.invoice(number).ok_or(Error::NotFound)?;
        let gross = amount_minor.unwrap_or(invoice.amount_minor);
        if gross <= 0 || gross > invoice.amount_minor {
            return Err(Error::field(
                "amount",
                "write the amount that is right: above zero, at most the invoice",
            ));
        }
        let settled = self.settlement(number, gross);
        let settled = settled.ok_or_else(|| Error::not_now("the amounts are too large"))?;
        let (today, currency) = (now.today(), self.currency);
        let invoice = self.invoice_mut(number)?;
        let event = if invoice.status == InvoiceState::Disputed {
            InvoiceEvent::ResolveApprove
        } else if gross == invoice.amount_minor {
            InvoiceEvent::Approve
        } else {
            return Err(Error::field(
                "amount",
                "dispute what is not right: the rest is approved when the dispute is settled",
            ));
        };
        invoice.step(event, note, now)?;
        invoice.settled = Some(settled);
        let due = invoice.due(today);
        invoice.due_on = Some(due);
        invoice.step(InvoiceEvent::Schedule, "", now)?;
        let net = Money::new(settled.net, currency);
        let day = due.format("%-d %b %Y");
        Ok(Told::that(format!(
            "Invoice {number} approved: {net} due by {day}"
        )))
    }

    fn invoice_paid(
        &mut self,
        number: i64,
        paid_on: NaiveDate,
        note: &str,
        now: &Now<'_>,
    ) -> Result<Told, Error> {
        if paid_on > now.today() {
            return Err(Error::field(
                "paid_on",
                "the day of the payment lies in the future",
            ));
        }
        let invoice = self.invoice(number).ok_or(Error::NotFound)?;
        let due = invoice.due(paid_on);
        let net = invoice.net_minor().unwrap_or(0);
        let milestone = invoice.milestone.and_then(|one| self.milestone(one));
        let milestone = milestone.map(|one| one.id);
        let late = (paid_on - due).num_days();
        let rate = self.late_rate(due).filter(|_| late > 0);
        let interest = rate.and_then(|rate| late_interest(net, rate, late));
        let currency = self.currency;
        let invoice = self.invoice_mut(number)?;
        invoice.step(InvoiceEvent::Pay, note, now)?;
        invoice.paid_on = Some(paid_on);
        invoice.interest_minor = interest;
        let (id, own) = (invoice.id, invoice.own_number.clone());
        if net > 0 {
            self.payments.push(Payment {
                id: now.id(),
                milestone,
                amount_minor: net,
                paid_on: Some(paid_on),
                note: format!("Invoice {number} ({own})"),
                at: now.at,
                by: now.by.clone(),
                invoice: Some(id),
            });
        }
        let amount = Money::new(net, currency);
        let interest = interest.map(|minor| format!(", interest {}", Money::new(minor, currency)));
        let words = format!(
            "Invoice {number} paid: {amount}{}",
            interest.unwrap_or_default()
        );
        Ok(Told::that(words))
    }
}
