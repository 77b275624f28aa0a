//! The end of a contract before its time, and what becomes of its orders, options and surges.

use super::super::change::{Now, Told, check};
use super::super::record::ContractRecord;
use super::LifeInput;
use crate::Error;
use domain::contracts::life::{
    LifeAct, MomentEnd, MomentKind, MomentState, default_may_end, force_majeure_may_end,
    takes_effect,
};
use domain::money::Money;
use domain::states::option::{OptionEvent, OptionState};
use domain::states::order::{OrderEvent, OrderState};

impl ContractRecord {
    /// Out of a stop, or out of force majeure that has lasted 60 days.
    pub(super) fn terminate(&mut self, input: &LifeInput, now: &Now<'_>) -> Result<Told, Error> {
        let kind = match self.life.open(MomentKind::ForceMajeure) {
            Some(running) if running.state == MomentState::Running => {
                force_majeure_may_end(running.given_on, now.today()).map_err(Error::not_now)?;
                MomentKind::ForceMajeure
            }
            _ => MomentKind::StopWork,
        };
        self.terminated(input, kind, "Terminated the contract", now)
    }

    pub(super) fn terminate_default(
        &mut self,
        input: &LifeInput,
        now: &Now<'_>,
    ) -> Result<Told, Error> {
        let notice = self.open_moment(MomentKind::Default)?.clone();
        default_may_end(notice.given_on, notice.exception, now.today()).map_err(Error::not_now)?;
        let what = "Terminated the contract for default";
        self.terminated(input, MomentKind::Default, what, now)
    }

    pub(super) fn take_effect(&mut self, now: &Now<'_>) -> Result<Told, Error> {
        let notice = self.open_moment(MomentKind::Convenience)?.clone();
        let effective = notice.due_on.unwrap_or(notice.given_on);
        takes_effect(effective, now.today()).map_err(Error::not_now)?;
        let input = LifeInput {
            reason: notice.reason,
            ..LifeInput::of(LifeAct::Effective)
        };
        let what = "The termination for convenience took effect";
        self.terminated(&input, MomentKind::Convenience, what, now)
    }

    /// Moves the contract to its end by the moment of a kind.
    fn terminated(
        &mut self,
        input: &LifeInput,
        kind: MomentKind,
        what: &str,
        now: &Now<'_>,
    ) -> Result<Told, Error> {
        self.move_by(input.act)?;
        let number = self
            .end_moment(kind, MomentEnd::Terminated, &input.reason, now)?
            .number;
        let followed = self.delivery_ends(&number, now)?;
        Ok(Told::that(format!("{what} ({number}). {followed}")).because(input.reason.clone()))
    }

    /// What the end of the contract brings with it, in words that its moment keeps: orders that have not begun are cancelled and
    /// released, those that have begun are left to the settlement, options lapse, surges end today, and what else was open is overtaken.
    pub(super) fn delivery_ends(&mut self, number: &str, now: &Now<'_>) -> Result<String, Error> {
        let cancelled = self.cancel_orders(now)?;
        let ended = self.end_surges(now);
        let lapsed = self.lapse_options()?;
        let open: Vec<MomentKind> = MomentKind::ALL
            .iter()
            .copied()
            .filter(|kind| *kind != MomentKind::StepIn)
            .collect();
        self.overtaken(&open, now);
        let left = self
            .orders
            .iter()
            .filter(|order| order.status == OrderState::Issued)
            .count();
        let parts = [
            counted(cancelled, "order cancelled", "orders cancelled"),
            counted(left, "order to be settled", "orders to be settled"),
            counted(lapsed, "option lapsed", "options lapsed"),
            counted(ended, "surge ended", "surges ended"),
        ];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        let words = if parts.is_empty() {
            "No order, option or surge was open".to_owned()
        } else {
            parts.join(", ")
        };
        let moment = self.life.moments.iter_mut().find(|m| m.number == number);
        if let Some(moment) = moment {
            moment.consequences = Some(words.clone());
        }
        Ok(words)
    }

    /// Ends what is open of these kinds and lost its object.
    pub(super) fn overtaken(&mut self, kinds: &[MomentKind], now: &Now<'_>) {
        let open = self.life.moments.iter_mut();
        for moment in open.filter(|m| m.state.is_open() && kinds.contains(&m.kind)) {
            moment.end(MomentEnd::Overtaken, "", now);
        }
    }

    /// An order is cancelled if its performance has not begun and nothing accepted rests on its money.
    fn cancel_orders(&mut self, now: &Now<'_>) -> Result<usize, Error> {
        let mut cancelled = 0;
        for index in 0..self.orders.len() {
            let order = &self.orders[index];
            if order.status != OrderState::Issued || order.starts_on <= now.today() {
                continue;
            }
            let (id, note) = (order.id, format!("Order {} cancelled", order.number));
            let committed = self.obligations.iter().filter(|o| o.order == Some(id));
            let committed = super::super::totals::sum(committed.map(|o| o.amount_minor));
            let mut without = self.clone();
            without.orders[index].status = without.orders[index]
                .status
                .apply(OrderEvent::Cancel)
                .map_err(Error::not_now)?;
            if committed != 0 {
                without.obligate_for(Some(id), -committed, note, now);
            }
            if check(&without).is_ok() {
                *self = without;
                cancelled += 1;
            }
        }
        Ok(cancelled)
    }

    pub(super) fn lapse_options(&mut self) -> Result<usize, Error> {
        let mut lapsed = 0;
        for option in &mut self.options {
            if matches!(
                option.status,
                OptionState::Available | OptionState::Noticed | OptionState::PartlyExercised
            ) {
                let next = option.status.apply(OptionEvent::Expire);
                option.status = next.map_err(Error::not_now)?;
                lapsed += 1;
            }
        }
        Ok(lapsed)
    }

    /// Ends every surge that is not over. What its own order released is not released again.
    fn end_surges(&mut self, now: &Now<'_>) -> usize {
        let open = |surge: &&super::super::record::Surge| {
            surge.ended_on.is_none() && now.today() < surge.last_day
        };
        let numbers: Vec<String> = self
            .surges
            .iter()
            .filter(open)
            .map(|surge| surge.number.clone())
            .collect();
        for number in &numbers {
            let mut without = self.clone();
            let done = without
                .surge_over(number, now)
                .and_then(|()| check(&without));
            if done.is_ok() {
                *self = without;
            }
        }
        numbers.len()
    }

    fn surge_over(&mut self, number: &str, now: &Now<'_>) -> Result<(), Error> {
        let surge = self.surges.iter().find(|surge| surge.number == number);
        let order = surge.and_then(|surge| surge.order);
        let cancelled = self
            .orders
            .iter()
            .any(|o| Some(o.id) == order && o.status == OrderState::Cancelled);
        if !cancelled {
            self.surge_ended(number, "The contract ended", now)?;
            return Ok(());
        }
        if let Some(surge) = self.surges.iter_mut().find(|surge| surge.number == number) {
            surge.ended_on = surge.first_day.pred_opt();
        }
        Ok(())
    }

    pub(super) fn propose_end(&mut self, input: &LifeInput, now: &Now<'_>) -> Result<Told, Error> {
        let moment = self.begin_moment(MomentKind::Agreement, MomentState::Proposed, input, now);
        let told = format!(
            "Proposed to end the contract by agreement ({})",
            moment.number
        );
        self.life.moments.push(moment);
        Ok(Told::that(told).because(input.reason.clone()))
    }

    pub(super) fn propose_settlement(
        &mut self,
        input: &LifeInput,
        now: &Now<'_>,
    ) -> Result<Told, Error> {
        let totals = self.totals();
        let amount = input.amount_minor.unwrap_or(0);
        if !(totals.accepted..=totals.exercised).contains(&amount) {
            let (least, most) = (
                Money::new(totals.accepted, self.currency),
                Money::new(totals.exercised, self.currency),
            );
            return Err(Error::field(
                "amount",
                format!(
                    "the settlement lies between what is accepted, {least}, and what was exercised, {most}"
                ),
            ));
        }
        let mut moment =
            self.begin_moment(MomentKind::Settlement, MomentState::Proposed, input, now);
        moment.amount_minor = Some(amount);
        let told = format!(
            "Proposed to settle the termination at {} ({})",
            Money::new(amount, self.currency),
            moment.number
        );
        self.life.moments.push(moment);
        Ok(Told::that(told).because(input.reason.clone()))
    }
}

fn counted(count: usize, one: &str, more: &str) -> Option<String> {
    let words = if count == 1 { one } else { more };
    (count > 0).then(|| format!("{count} {words}"))
}
