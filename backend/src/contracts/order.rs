//! Issuing orders under a vehicle (STC B.6, G.1-G.4).

use super::change::{Now, Told, change};
use super::record::{CallOffOrder, ContractRecord};
use crate::{Call, Ctx, Error};
use chrono::NaiveDate;
use domain::contracts::life::ContractAct;
use domain::contracts::{OrderRefused, order_may_be_issued};
use domain::id::OrderId;
use domain::money::Money;
use domain::policy::actions::IssueOrder;
use domain::states::order::{OrderEvent, OrderState};
use domain::text::Line;

/// What is ordered.
#[derive(Clone, Debug)]
pub struct OrderInput {
    /// What it is called.
    pub title: Line<200>,
    /// Its value, minor units of the contract's currency.
    pub amount_minor: i64,
    /// First day of its performance.
    pub starts_on: NaiveDate,
    /// Last day of its performance; may lie after the ordering period (STC B.6).
    pub ends_on: NaiveDate,
}

/// What an order rests on.
#[derive(Clone, Copy, Debug)]
pub(crate) enum OrderGround<'a> {
    /// The contract alone.
    Contract,
    /// A surge under the contract's readiness terms.
    Surge,
    /// A call-off of the framework whose holder it has, by its reference.
    Request(&'a str),
}

/// Issues an order today and obligates its value.
///
/// # Errors
/// When the vehicle's limits refuse it, the contract is not performing, somebody was faster, or the store fails.
pub async fn issue_order(
    ctx: &Ctx,
    call: &Call,
    reference: &str,
    version: i64,
    input: OrderInput,
) -> Result<String, Error> {
    change::<IssueOrder>(ctx, call, reference, version, |record, now| {
        record.ordered(&input, OrderGround::Contract, now)
    })
    .await
}

impl ContractRecord {
    pub(crate) fn ordered(
        &mut self,
        input: &OrderInput,
        ground: OrderGround<'_>,
        now: &Now<'_>,
    ) -> Result<Told, Error> {
        let request = match (&self.framework, ground) {
            (Some(framework), OrderGround::Contract) => {
                return Err(Error::not_now(format!(
                    "its holder is one of several: call off under the framework {}, by its rule",
                    framework.reference
                )));
            }
            (_, OrderGround::Request(request)) => Some(request.to_owned()),
            _ => None,
        };
        self.could_take(input.amount_minor, now.today())?;
        if input.ends_on < input.starts_on {
            return Err(Error::field("ends_on", "the end lies before the start"));
        }
        let (id, number) = (OrderId(now.id()), format!("O-{:02}", self.orders.len() + 1));
        self.orders.push(CallOffOrder {
            id,
            number: number.clone(),
            title: input.title.as_str().to_owned(),
            amount_minor: input.amount_minor,
            status: OrderState::Draft
                .apply(OrderEvent::Issue)
                .map_err(Error::not_now)?,
            issued_on: now.today(),
            starts_on: input.starts_on,
            ends_on: input.ends_on,
            issued_by: now.by.clone(),
            request,
        });
        self.obligate_for(Some(id), input.amount_minor, format!("Order {number}"), now);
        let amount = Money::new(input.amount_minor, self.currency);
        Ok(Told::that(format!("Issued order {number} for {amount}")).because(input.title.as_str()))
    }

    /// Whether an order of a value could be issued on a day.
    ///
    /// # Errors
    /// What stands against it.
    pub fn could_take(&self, amount_minor: i64, on: NaiveDate) -> Result<(), Error> {
        if !self.orders_by_call_off() {
            return Err(Error::not_now(
                "this contract is no vehicle for orders: change it by modification",
            ));
        }
        self.may(ContractAct::Order)?;
        let limits = self
            .limits()
            .ok_or_else(|| Error::not_now("the ordering period is not recorded"))?;
        order_may_be_issued(&limits, &self.order_amounts(), amount_minor, on).map_err(|refused| {
            match refused {
                OrderRefused::OutsideOrderingPeriod { .. } => Error::not_now(refused),
                _ => Error::field("amount", refused),
            }
        })
    }
}
