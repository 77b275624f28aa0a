//! The end of ordering and of performance, the checklist of the close-out, the exit plan, and the release of claims.

use super::super::change::{Now, Told};
use super::super::record::{CallOffOrder, ContractRecord, Task};
use super::{LifeInput, words};
use crate::Error;
use domain::contracts::life::{
    LifeAct, StillOpen, TaskKind, TaskList, TaskState, all_accepted, may_release, period_over,
};
use domain::states::milestone::{MilestoneEvent, MilestoneState};
use domain::states::order::{OrderEvent, OrderState};

impl ContractRecord {
    /// What is still open.
    #[must_use]
    pub fn still_open(&self) -> StillOpen {
        let orders = self.orders.iter();
        let milestones = self.milestones.iter();
        StillOpen {
            tasks: self.life.open_tasks().count(),
            orders: orders.filter(|order| is_open(order.status)).count(),
            milestones: milestones
                .filter(|m| !matches!(m.status, MilestoneState::Accepted | MilestoneState::Waived))
                .count(),
            claims: self.life.open_claims().count(),
        }
    }

    /// Orders of which something remains to be done.
    pub fn open_orders(&self) -> impl Iterator<Item = &CallOffOrder> {
        self.orders.iter().filter(|order| is_open(order.status))
    }

    pub(super) fn end_ordering(&mut self, input: &LifeInput, now: &Now<'_>) -> Result<Told, Error> {
        let until = self.ordering_ends_on.or(self.ends_on);
        period_over("The ordering period", until, now.today()).map_err(Error::not_now)?;
        self.move_by(input.act)?;
        let told = match self.lapse_options()? {
            0 => "The ordering period is over".to_owned(),
            1 => "The ordering period is over; 1 option lapsed".to_owned(),
            more => format!("The ordering period is over; {more} options lapsed"),
        };
        Ok(Told::that(told).because(input.reason.clone()))
    }

    pub(super) fn last_orders(&mut self, input: &LifeInput) -> Result<Told, Error> {
        self.move_by(input.act)?;
        let left = self.still_open().orders;
        Ok(Told::that(format!(
            "Only the last orders are completed now: {left} open"
        )))
    }

    pub(super) fn end_performance(
        &mut self,
        input: &LifeInput,
        now: &Now<'_>,
    ) -> Result<Told, Error> {
        period_over("The period of performance", self.ends_on, now.today())
            .map_err(Error::not_now)?;
        self.move_by(input.act)?;
        self.lapse_options()?;
        let told = "The period of performance is over; the last deliveries are finished";
        Ok(Told::that(told).because(input.reason.clone()))
    }

    /// Says of an order that it is delivered, accepted and paid.
    pub(super) fn close_order(&mut self, input: &LifeInput) -> Result<Told, Error> {
        let number = input.subject.as_deref().unwrap_or_default();
        let mut orders = self.orders.iter_mut();
        let order = orders.find(|order| order.number == number && is_open(order.status));
        let order = order.ok_or_else(|| Error::field("order", "choose an open order"))?;
        order.status = closed(order.status)?;
        Ok(Told::that(format!("Closed order {number}")).because(input.reason.clone()))
    }

    pub(super) fn everything_accepted(
        &mut self,
        input: &LifeInput,
        now: &Now<'_>,
    ) -> Result<Told, Error> {
        all_accepted(self.still_open()).map_err(Error::not_now)?;
        self.move_by(input.act)?;
        self.begin_closeout(now);
        Ok(Told::that("Everything is accepted; the close-out begins"))
    }

    /// Puts the checklist on record.
    fn begin_closeout(&mut self, now: &Now<'_>) {
        for kind in TaskKind::of(TaskList::Closeout) {
            self.push_task(kind, &LifeInput::of(LifeAct::AddExit), now);
        }
    }

    fn push_task(&mut self, task: TaskKind, input: &LifeInput, now: &Now<'_>) {
        self.life.tasks.push(Task {
            id: now.id(),
            number: format!("T-{:02}", self.life.tasks.len() + 1),
            task,
            what: input.what.clone(),
            owner: input.party.clone(),
            due_on: input.day.or_else(|| task.due(now.today())),
            state: TaskState::Open,
            settled_on: None,
            note: None,
            settled_by: None,
        });
    }

    /// What a settled termination leaves to be closed: its orders and milestones are over.
    pub(super) fn wind_up(&mut self, now: &Now<'_>) -> Result<(), Error> {
        for order in self.orders.iter_mut().filter(|order| is_open(order.status)) {
            order.status = closed(order.status)?;
        }
        for milestone in &mut self.milestones {
            if !matches!(
                milestone.status,
                MilestoneState::Accepted | MilestoneState::Waived
            ) {
                let next = milestone.status.apply(MilestoneEvent::Waive);
                milestone.status = next.map_err(Error::not_now)?;
            }
        }
        self.begin_closeout(now);
        Ok(())
    }

    pub(super) fn add_exit(&mut self, input: &LifeInput, now: &Now<'_>) -> Result<Told, Error> {
        let kind = input.task.filter(|kind| kind.list() == TaskList::Exit);
        let kind = kind.ok_or_else(|| Error::field("task", "choose a step of the exit"))?;
        self.push_task(kind, input, now);
        let due = input.day.map_or_else(String::new, words);
        let told = format!(
            "Planned the exit: {}, {}, by {due}",
            kind.label(),
            input.party
        );
        Ok(Told::that(told).because(input.what.clone()))
    }

    pub(super) fn settle_task(&mut self, input: &LifeInput, now: &Now<'_>) -> Result<Told, Error> {
        let claims = self.life.open_claims().count();
        let number = input.subject.as_deref().unwrap_or_default();
        let mut tasks = self.life.tasks.iter_mut();
        let task = tasks
            .find(|task| task.number == number && task.state == TaskState::Open)
            .ok_or_else(|| Error::field("subject", "choose an open item"))?;
        if task.task == TaskKind::Claims && claims > 0 {
            let words = "a claim is still open: answer it first";
            return Err(Error::field("subject", words));
        }
        task.state = if input.accept == Some(true) {
            TaskState::Done
        } else {
            TaskState::NotApplicable
        };
        task.settled_on = Some(now.today());
        task.note = Some(input.reason.clone());
        task.settled_by = Some(now.by.clone());
        let (label, state) = (task.task.label(), task.state.label().to_lowercase());
        Ok(Told::that(format!("{label} ({number}): {state}")).because(input.reason.clone()))
    }

    pub(super) fn release(&mut self, input: &LifeInput) -> Result<Told, Error> {
        may_release(self.still_open()).map_err(Error::not_now)?;
        self.move_by(input.act)?;
        let told = "All claims are released; the contract is closed";
        Ok(Told::that(told).because(input.reason.clone()))
    }
}

/// Whether something remains to be done of an order.
const fn is_open(status: OrderState) -> bool {
    !matches!(
        status,
        OrderState::Closed | OrderState::Cancelled | OrderState::Returned
    )
}

/// The rest of an order’s way, from where it stands.
fn closed(mut status: OrderState) -> Result<OrderState, Error> {
    use OrderEvent::{Accept, Close, Deliver, Pay, Start};
    for event in [Start, Deliver, Accept, Pay, Close] {
        status = status.apply(event).unwrap_or(status);
    }
    if status == OrderState::Closed {
        return Ok(status);
    }
    Err(Error::not_now(
        "an order that was never issued cannot be closed",
    ))
}
