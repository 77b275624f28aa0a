//! Modifications, and options, which are exercised by one (NSPA 10.9, 16.2; GTC A.4.1).

use super::change::{Now, Told, change};
use super::record::{ContractRecord, DateChange, Modification, WhichDate};
use crate::{Call, Ctx, Error};
use chrono::NaiveDate;
use domain::contracts::life::ContractAct;
use domain::contracts::{
    ModificationKind, ModificationNumber, ModificationVerdict, Office, OptionWindow, ScopeDecision,
    ScopeTest, Sides, modification_scope, next_modification,
};
use domain::id::ModificationId;
use domain::policy::actions::{ManageContract, ModifyContract};
use domain::states::milestone::MilestoneEvent;
use domain::states::modification::{ModificationEvent, ModificationState};
use domain::states::option::OptionEvent;
use domain::text::{Line, Prose};

/// A change of the contract.
#[derive(Clone, Debug)]
pub struct ModificationInput {
    /// Its kind.
    pub kind: ModificationKind,
    /// What it does, in a line.
    pub title: Line<200>,
    /// Why.
    pub reason: Prose<4_000>,
    /// Change of value, minor units; only where the value is not in orders.
    pub value_delta_minor: i64,
    /// Change of the ceiling, minor units.
    pub ceiling_delta_minor: i64,
    /// The new end of performance.
    pub ends_on: Option<NaiveDate>,
    /// Whether it lies within scope.
    pub in_scope: bool,
    /// New approved dates of milestones, by number.
    pub baselines: Vec<(i64, NaiveDate)>,
}

/// Makes and executes a modification; it is the next `P0000n`.
///
/// # Errors
/// When the 50 % rule sends the work to a new competition or leaves it open, the sums would not hold, somebody was
/// faster, or the store fails.
pub async fn modify(
    ctx: &Ctx,
    call: &Call,
    reference: &str,
    version: i64,
    input: ModificationInput,
) -> Result<String, Error> {
    change::<ModifyContract>(ctx, call, reference, version, |record, now| {
        record.modified(&input, now)
    })
    .await
}

/// A step with an option.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OptionStep {
    /// Notice is given, by the last day for it.
    Notify,
    /// The modification that exercises it is issued, in the 30 days before expiry.
    Modify,
    /// The purchaser says that it will not be used; there is no duty to (GTC A.4.1).
    Decline,
}

/// Gives notice of an option, exercises it by a modification of its own, or declines it.
///
/// # Errors
/// Outside its window, in the wrong state, when somebody was faster, or the store fails.
pub async fn exercise_option(
    ctx: &Ctx,
    call: &Call,
    reference: &str,
    version: i64,
    number: i64,
    step: OptionStep,
) -> Result<String, Error> {
    change::<ManageContract>(ctx, call, reference, version, |record, now| match step {
        OptionStep::Notify => record.option_noticed(number, now),
        OptionStep::Modify => record.option_exercised(number, now),
        OptionStep::Decline => record.option_declined(number),
    })
    .await
}

impl ContractRecord {
    /// What the 50 % rule says of a change (NSPA 10.9).
    #[must_use]
    pub fn verdict(
        &self,
        value_delta: i64,
        ceiling_delta: i64,
        in_scope: bool,
    ) -> ModificationVerdict {
        modification_scope(&ScopeTest {
            original: self.first_approved(),
            previous_in_scope_increases: self.increases(),
            delta: self.increase_of(value_delta, ceiling_delta),
            in_scope,
            approver_limit: None,
        })
    }

    pub(crate) fn modified(
        &mut self,
        input: &ModificationInput,
        now: &Now<'_>,
    ) -> Result<Told, Error> {
        self.may_modify(input)?;
        let verdict = self.verdict(
            input.value_delta_minor,
            input.ceiling_delta_minor,
            input.in_scope,
        );
        if matches!(
            verdict.decision,
            ScopeDecision::NewCompetition | ScopeDecision::NotSettled
        ) {
            return Err(Error::not_now(format!(
                "{} (NSPA 10.9)",
                verdict.decision.meaning()
            )));
        }
        let made = Modification {
            title: input.title.as_str().to_owned(),
            reason: input.reason.as_str().to_owned(),
            value_delta_minor: input.value_delta_minor,
            ceiling_delta_minor: input.ceiling_delta_minor,
            ends_on_after: input.ends_on.or(self.ends_on),
            in_scope: input.in_scope,
            cumulative_percent: verdict.percent.map(|percent| percent.round_dp(2)),
            verdict: Some(verdict.decision),
            ..self.next_modification(input.kind, now)?
        };
        self.rebaseline(&made, &input.baselines, now)?;
        self.ceiling_minor = self.ceiling_minor.saturating_add(made.ceiling_delta_minor);
        self.ends_on = made.ends_on_after;
        let told = Told::that(format!("Modification {}: {}", made.number, made.title))
            .because(made.reason.clone());
        self.modifications.push(made);
        Ok(told)
    }

    /// While work is stopped or the contract is ended only what settles it, or changes nobody's rights, is agreed.
    fn may_change(&self, input: &ModificationInput) -> Result<(), Error> {
        let still = input.value_delta_minor == 0
            && input.ceiling_delta_minor == 0
            && input.ends_on.is_none()
            && input.baselines.is_empty();
        let settles = match input.kind {
            ModificationKind::Termination => true,
            ModificationKind::Administrative => still,
            _ => false,
        };
        self.may(if settles {
            ContractAct::Settle
        } else {
            ContractAct::Modify
        })
    }

    fn may_modify(&self, input: &ModificationInput) -> Result<(), Error> {
        self.may_change(input)?;
        if input.kind == ModificationKind::Option {
            return Err(Error::field(
                "kind",
                "exercise an option on its own page, where its window is checked",
            ));
        }
        if self.orders_by_call_off() && input.value_delta_minor != 0 {
            return Err(Error::field(
                "value_delta",
                "the value of this vehicle is in its orders: change the ceiling instead",
            ));
        }
        if input
            .ends_on
            .is_some_and(|end| self.starts_on.is_some_and(|start| end < start))
        {
            return Err(Error::field(
                "ends_on",
                "the end lies before the start of performance",
            ));
        }
        Ok(())
    }

    /// An executed modification with the next number and nothing in it yet.
    pub(super) fn next_modification(
        &self,
        kind: ModificationKind,
        now: &Now<'_>,
    ) -> Result<Modification, Error> {
        let used: Vec<ModificationNumber> = self
            .modifications
            .iter()
            .filter_map(|m| m.number.parse().ok())
            .collect();
        let number = next_modification(Office::Procuring, &used)
            .ok_or_else(|| Error::not_now("no number is left for a modification"))?;
        let bilateral = kind.sides() != Sides::Unilateral;
        Ok(Modification {
            id: ModificationId(now.id()),
            number: number.to_string(),
            kind,
            status: executed(bilateral)?,
            title: String::new(),
            reason: String::new(),
            value_delta_minor: 0,
            ceiling_delta_minor: 0,
            ends_on_before: self.ends_on,
            ends_on_after: self.ends_on,
            in_scope: true,
            bilateral,
            cumulative_percent: None,
            verdict: None,
            executed_on: Some(now.today()),
            by: now.by.clone(),
        })
    }

    /// Moves current baselines; original ones never move.
    fn rebaseline(
        &mut self,
        made: &Modification,
        baselines: &[(i64, NaiveDate)],
        now: &Now<'_>,
    ) -> Result<(), Error> {
        for (number, day) in baselines {
            let milestone = self
                .milestones
                .iter_mut()
                .find(|m| m.number == *number)
                .ok_or(Error::NotFound)?;
            milestone.status = milestone
                .status
                .apply(MilestoneEvent::Rebaseline)
                .map_err(Error::not_now)?;
            milestone.changes.push(DateChange {
                id: now.id(),
                which: WhichDate::CurrentBaseline,
                old: milestone.current_baseline,
                new: Some(*day),
                reason: made.reason.clone(),
                cause: None,
                attributable_to: None,
                modification: Some(made.id),
                at: now.at,
                by: now.by.clone(),
            });
            milestone.current_baseline = Some(*day);
        }
        Ok(())
    }

    fn option_noticed(&mut self, number: i64, now: &Now<'_>) -> Result<Told, Error> {
        self.may(ContractAct::Option)?;
        let today = now.today();
        let option = self
            .options
            .iter_mut()
            .find(|option| option.number == number)
            .ok_or(Error::NotFound)?;
        if today > option.notice_by {
            let day = option.notice_by.format("%-d %b %Y");
            return Err(Error::not_now(format!(
                "notice was due by {day}; only an agreed modification can extend now (GTC A.4.1)"
            )));
        }
        option.status = option
            .status
            .apply(OptionEvent::Notify)
            .map_err(Error::not_now)?;
        option.noticed_on = Some(today);
        Ok(Told::that(format!(
            "Gave notice of option {number}, {}",
            option.title
        )))
    }

    fn option_declined(&mut self, number: i64) -> Result<Told, Error> {
        let mut options = self.options.iter_mut();
        let option = options.find(|option| option.number == number);
        let option = option.ok_or(Error::NotFound)?;
        option.status = option
            .status
            .apply(OptionEvent::Decline)
            .map_err(Error::not_now)?;
        Ok(Told::that(format!(
            "Declined option {number}, {}",
            option.title
        )))
    }

    fn option_exercised(&mut self, number: i64, now: &Now<'_>) -> Result<Told, Error> {
        self.may(ContractAct::Option)?;
        let by_orders = self.orders_by_call_off();
        let index = self
            .options
            .iter()
            .position(|option| option.number == number)
            .ok_or(Error::NotFound)?;
        let mut option = self.options[index].clone();
        let window = OptionWindow::of(option.starts_on, option.notice_by);
        let (from, expiry) = (window.modify_from, window.expiry);
        if !(from..=expiry).contains(&now.today()) {
            let (from, to) = (from.format("%-d %b %Y"), expiry.format("%-d %b %Y"));
            return Err(Error::not_now(format!(
                "the modification is issued from {from} to {to}, within 30 days before expiry (GTC A.4.1)"
            )));
        }
        option.status = option
            .status
            .apply(OptionEvent::Modify)
            .map_err(Error::not_now)?;
        let made = Modification {
            title: format!("Exercises option {number}, {}", option.title),
            reason: "Agreed with the contract (GTC A.4.1)".to_owned(),
            value_delta_minor: if by_orders { 0 } else { option.value_minor },
            ends_on_after: Some(option.ends_on),
            ..self.next_modification(ModificationKind::Option, now)?
        };
        option.modification = Some(made.id);
        self.ends_on = made.ends_on_after;
        if by_orders {
            self.ordering_ends_on = made.ends_on_after;
        }
        let told = Told::that(format!(
            "Modification {}: exercised option {number}, {}",
            made.number, option.title
        ));
        self.options[index] = option;
        self.modifications.push(made);
        Ok(told)
    }
}

/// A modification that is signed as it is made has gone through all its states at once.
fn executed(bilateral: bool) -> Result<ModificationState, Error> {
    use ModificationEvent::{Approve, Issue, Negotiate, Order, Price, SignBoth};
    let path: &[ModificationEvent] = if bilateral {
        &[Price, Negotiate, Approve, SignBoth]
    } else {
        &[Order, Issue]
    };
    path.iter()
        .try_fold(ModificationState::Requested, |state, event| {
            state.apply(*event)
        })
        .map_err(Error::not_now)
}
