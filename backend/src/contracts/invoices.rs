//! Sending an invoice, and completing one that is held: what the contractor does (GTC A.2.4).

use super::change::{Now, Told, change_telling};
use super::record::{ContractRecord, Invoice, InvoiceStep};
use crate::{Call, Ctx, Error};
use domain::contracts::InvoiceKind;
use domain::contracts::life::ContractAct;
use domain::money::Money;
use domain::policy::actions::SendInvoice;
use domain::states::invoice::{InvoiceEvent, InvoiceState};
use domain::text::{Line, Prose};

pub(super) const NEWS: &str = "invoice.moved";

/// What is invoiced.
#[derive(Clone, Debug)]
pub struct InvoiceInput {
    /// The contractor's own number.
    pub own_number: Line<80>,
    /// What it asks for.
    pub kind: InvoiceKind,
    /// Number of the milestone; none for an advance payment.
    pub milestone: Option<i64>,
    /// Minor units of the contract's currency.
    pub amount_minor: i64,
    /// Whether it is the last one (GTC A.1.22).
    pub last: bool,
    /// What else the officer should know.
    pub note: String,
}

/// Sends an invoice; it is received today.
///
/// # Errors
/// Before acceptance, above what is left to invoice, with a number that was used, after the last invoice; when somebody was
/// faster, or the store fails.
pub async fn send_invoice(
    ctx: &Ctx,
    call: &Call,
    reference: &str,
    version: i64,
    input: InvoiceInput,
) -> Result<String, Error> {
    change_telling::<SendInvoice>(ctx, call, (reference, version), NEWS, |record, now| {
        record.sent(&input, now)
    })
    .await
}

/// Supplies what was missing; the clock goes on from today.
///
/// # Errors
/// When the invoice is not held, somebody was faster, or the store fails.
pub async fn complete_invoice(
    ctx: &Ctx,
    call: &Call,
    reference: &str,
    version: i64,
    number: i64,
    note: Prose<2_000>,
) -> Result<String, Error> {
    change_telling::<SendInvoice>(ctx, call, (reference, version), NEWS, |record, now| {
        let invoice = record.invoice_mut(number)?;
        invoice.step(InvoiceEvent::Complete, note.as_str(), now)?;
        let words = format!("The contractor completed invoice {number}");
        Ok(Told::that(words).because(note.as_str()))
    })
    .await
}

impl Invoice {
    /// Takes a step that the table has, and keeps it.
    pub(super) fn step(
        &mut self,
        event: InvoiceEvent,
        note: &str,
        now: &Now<'_>,
    ) -> Result<(), Error> {
        self.status = self.status.apply(event).map_err(Error::not_now)?;
        self.steps.push(InvoiceStep {
            id: now.id(),
            event,
            note: note.to_owned(),
            at: now.at,
            by: now.by.clone(),
        });
        Ok(())
    }
}

impl ContractRecord {
    pub(super) fn invoice_mut(&mut self, number: i64) -> Result<&mut Invoice, Error> {
        self.may(ContractAct::Pay)?;
        let mut invoices = self.money.invoices.iter_mut();
        let found = invoices.find(|one| one.number == number);
        found.ok_or(Error::NotFound)
    }

    /// What may still be asked for.
    fn left_for(&self, input: &InvoiceInput) -> Result<i64, Error> {
        let number = match input.kind {
            InvoiceKind::Advance => return Ok(self.advance_to_invoice()),
            _ => input.milestone,
        };
        let milestone = number.and_then(|number| self.milestone(number));
        let milestone =
            milestone.ok_or_else(|| Error::field("about", "choose what is invoiced"))?;
        if self.accepted_of(milestone) == 0 {
            return Err(Error::field(
                "about",
                "nothing is invoiced before acceptance: use or payment is not acceptance (GTC A.2.4, B.6)",
            ));
        }
        if input.kind == InvoiceKind::Milestone {
            return Ok(self.to_invoice(milestone));
        }
        if self.is_finally_accepted(milestone.number) {
            Ok(self.retained_of(milestone.number))
        } else {
            Err(Error::field(
                "about",
                "what is retained is released at final acceptance",
            ))
        }
    }

    fn sent(&mut self, input: &InvoiceInput, now: &Now<'_>) -> Result<Told, Error> {
        self.may(ContractAct::Pay)?;
        let own = input.own_number.as_str();
        let counted = || self.money.invoices.iter().filter(|one| one.counts());
        if counted().any(|one| one.own_number == own) {
            return Err(Error::field("own_number", "this number was used before"));
        }
        let release = input.kind == InvoiceKind::Retention;
        if counted().any(|one| one.last) && !release {
            return Err(Error::not_now(
                "the last invoice was sent: only retained money can be invoiced after it (GTC A.1.22)",
            ));
        }
        let left = self.left_for(input)?;
        if input.amount_minor <= 0 || input.amount_minor > left {
            let left = Money::new(left.max(0), self.currency);
            let words =
                format!("write an amount above zero, at most {left}, which is left to invoice");
            return Err(Error::field("amount", words));
        }
        let number = i64::try_from(self.money.invoices.len()).unwrap_or(i64::MAX - 1) + 1;
        let mut invoice = Invoice {
            id: now.id(),
            number,
            own_number: own.to_owned(),
            kind: input.kind,
            milestone: input
                .milestone
                .filter(|_| input.kind != InvoiceKind::Advance),
            status: InvoiceState::Draft,
            amount_minor: input.amount_minor,
            last: input.last,
            received_on: now.today(),
            disputed_minor: None,
            settled: None,
            due_on: None,
            paid_on: None,
            interest_minor: None,
            steps: Vec::new(),
        };
        invoice.step(InvoiceEvent::Submit, &input.note, now)?;
        self.money.invoices.push(invoice);
        let amount = Money::new(input.amount_minor, self.currency);
        let words = format!("Invoice {number} ({own}) over {amount} received");
        Ok(Told::that(words).because(input.note.as_str()))
    }
}
