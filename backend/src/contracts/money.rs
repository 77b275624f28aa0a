//! Obligating money and paying for accepted milestones.

use super::change::{Now, Told, change};
use super::record::{ContractRecord, Obligation, Payment};
use crate::{Call, Ctx, Error};
use chrono::NaiveDate;
use domain::contracts::life::ContractAct;
use domain::id::OrderId;
use domain::money::Money;
use domain::policy::actions::{ManageContract, PayMilestone};
use domain::states::milestone::MilestoneState;
use domain::text::Line;

/// Obligates money, or releases it when negative.
///
/// # Errors
/// When more would be obligated than exercised, or less than accepted; when somebody was faster, or the store fails.
pub async fn obligate(
    ctx: &Ctx,
    call: &Call,
    reference: &str,
    version: i64,
    amount_minor: i64,
    note: Line<200>,
) -> Result<String, Error> {
    change::<ManageContract>(ctx, call, reference, version, |record, now| {
        record.obligated(amount_minor, note.as_str(), now)
    })
    .await
}

/// What is paid.
#[derive(Clone, Debug)]
pub struct PaymentInput {
    /// The number of the milestone.
    pub milestone: i64,
    /// Minor units of the contract's currency.
    pub amount_minor: i64,
    /// The day of the payment.
    pub paid_on: NaiveDate,
    /// Invoice number or remark.
    pub note: Line<200>,
}

/// Records a payment for an accepted milestone (no invoice before acceptance: GTC A.2.4).
///
/// # Errors
/// When the milestone is not accepted, more would be paid than it is worth, somebody was faster, or the store fails.
pub async fn pay(
    ctx: &Ctx,
    call: &Call,
    reference: &str,
    version: i64,
    input: PaymentInput,
) -> Result<String, Error> {
    change::<PayMilestone>(ctx, call, reference, version, |record, now| {
        record.paid(&input, now)
    })
    .await
}

impl ContractRecord {
    /// Notes money that is committed, or released when negative, for an order or for the contract.
    pub(super) fn obligate_for(
        &mut self,
        order: Option<OrderId>,
        amount_minor: i64,
        note: String,
        now: &Now<'_>,
    ) {
        self.obligations.push(Obligation {
            id: now.id(),
            order,
            amount_minor,
            on: now.today(),
            note,
            by: now.by.clone(),
        });
    }

    fn obligated(&mut self, amount_minor: i64, note: &str, now: &Now<'_>) -> Result<Told, Error> {
        if amount_minor == 0 {
            return Err(Error::field(
                "amount",
                "write the amount to obligate, or a negative one to release",
            ));
        }
        self.may(if amount_minor > 0 {
            ContractAct::Obligate
        } else {
            ContractAct::Release
        })?;
        self.obligate_for(None, amount_minor, note.to_owned(), now);
        let words = if amount_minor > 0 {
            "Obligated"
        } else {
            "Released"
        };
        let amount = Money::new(amount_minor.saturating_abs(), self.currency);
        Ok(Told::that(format!("{words} {amount}")).because(note))
    }

    pub(crate) fn paid(&mut self, input: &PaymentInput, now: &Now<'_>) -> Result<Told, Error> {
        self.may(ContractAct::Pay)?;
        let milestone = self.milestone(input.milestone).ok_or(Error::NotFound)?;
        if milestone.status != MilestoneState::Accepted {
            return Err(Error::not_now(
                "pay only for an accepted milestone: use or payment is not acceptance (GTC B.6)",
            ));
        }
        if input.amount_minor <= 0 {
            return Err(Error::field("amount", "write an amount above zero"));
        }
        if input.paid_on > now.today() {
            return Err(Error::field(
                "paid_on",
                "the day of the payment lies in the future",
            ));
        }
        let (id, number) = (milestone.id, milestone.number);
        if !self.retention_percent(number).is_zero() {
            return Err(Error::not_now(
                "money is retained from this milestone: pay its invoice",
            ));
        }
        let left = self.to_invoice(milestone);
        if input.amount_minor > left {
            let left = Money::new(left, self.currency);
            return Err(Error::field(
                "amount",
                format!("only {left} of this milestone is left to pay"),
            ));
        }
        self.payments.push(Payment {
            id: now.id(),
            milestone: Some(id),
            amount_minor: input.amount_minor,
            paid_on: Some(input.paid_on),
            note: input.note.as_str().to_owned(),
            at: now.at,
            by: now.by.clone(),
            invoice: None,
        });
        let amount = Money::new(input.amount_minor, self.currency);
        Ok(
            Told::that(format!("Paid {amount} for milestone {number}"))
                .because(input.note.as_str()),
        )
    }
}
