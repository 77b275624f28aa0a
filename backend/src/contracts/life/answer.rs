//! What the contractor agrees to or refuses, and what it claims.

use super::super::change::{Now, Told};
use super::super::record::{Claim, ContractRecord, LifeMoment, Modification};
use super::{LifeInput, words};
use crate::Error;
use domain::contracts::ModificationKind;
use domain::contracts::life::{MomentEnd, MomentKind, claim_in_time};
use domain::money::Money;
use domain::states::contract::{ContractEvent, ContractState};

impl ContractRecord {
    /// The proposal takes effect with the agreement of both.
    pub(super) fn agree(&mut self, now: &Now<'_>) -> Result<Told, Error> {
        let proposal = self.life.proposed().ok_or(Error::NotFound)?.clone();
        let number = proposal.number.as_str();
        if let Some(kept) = self.life.moments.iter_mut().find(|m| m.number == number) {
            kept.end(MomentEnd::Agreed, "", now);
            kept.agreed_by = Some(now.by.clone());
        }
        let by = &self.provider_name;
        let told = match proposal.kind {
            MomentKind::LongerStop => {
                if self.status != ContractState::Stopped {
                    return Err(Error::not_now("work is not stopped any more"));
                }
                let until = proposal.due_on.unwrap_or(proposal.given_on);
                let told = format!("{by} agreed that work stops until {}", words(until));
                self.open_moment(MomentKind::StopWork)?.due_on = Some(until);
                told
            }
            MomentKind::Agreement => {
                let told = format!("{by} agreed to end the contract");
                let next = self.status.apply(ContractEvent::Mutual);
                self.status = next.map_err(Error::not_now)?;
                format!("{told} ({number}). {}", self.delivery_ends(number, now)?)
            }
            MomentKind::Novation => self.novated(&proposal, now)?,
            MomentKind::Definitisation => self.definitised(&proposal, now)?,
            _ => self.settled(&proposal, now)?,
        };
        Ok(Told::that(told).because(proposal.reason.clone()))
    }

    /// What is not owed any more is released by a modification that both signed, and the contract goes into close-out.
    fn settled(&mut self, proposal: &LifeMoment, now: &Now<'_>) -> Result<String, Error> {
        let next = self.status.apply(ContractEvent::Settle);
        self.status = next.map_err(Error::not_now)?;
        let (amount, totals) = (proposal.amount_minor.unwrap_or(0), self.totals());
        let made = Modification {
            title: "Termination settlement".to_owned(),
            reason: proposal.reason.clone(),
            value_delta_minor: if self.orders_by_call_off() {
                0
            } else {
                amount.saturating_sub(totals.exercised)
            },
            ..self.next_modification(ModificationKind::Termination, now)?
        };
        let change = amount.saturating_sub(totals.obligated);
        let told = format!(
            "{} agreed to settle the termination at {}; modification {}",
            self.provider_name,
            Money::new(amount, self.currency),
            made.number
        );
        let note = format!(
            "Settlement {}, modification {}",
            proposal.number, made.number
        );
        self.modifications.push(made);
        self.wind_up(now)?;
        if change != 0 {
            self.obligate_for(None, change, note, now);
        }
        Ok(told)
    }

    pub(super) fn unagreed(
        &mut self,
        outcome: MomentEnd,
        input: &LifeInput,
        now: &Now<'_>,
    ) -> Result<Told, Error> {
        let number = self.life.proposed().ok_or(Error::NotFound)?.number.clone();
        let mut moments = self.life.moments.iter_mut();
        let proposal = moments.find(|moment| moment.number == number);
        let proposal = proposal.ok_or(Error::NotFound)?;
        proposal.end(outcome, &input.reason, now);
        let told = format!(
            "{} the proposal {}, {}",
            outcome.label(),
            proposal.number,
            proposal.kind.label().to_lowercase()
        );
        Ok(Told::that(told).because(input.reason.clone()))
    }

    pub(super) fn claim(&mut self, input: &LifeInput, now: &Now<'_>) -> Result<Told, Error> {
        if let Some(number) = &input.subject {
            let stop = self.life.moments.iter().find(|m| m.number == *number);
            let resumed = stop.filter(|stop| stop.outcome == Some(MomentEnd::Resumed));
            let resumed = resumed
                .and_then(|stop| stop.ended_on)
                .ok_or_else(|| Error::field("basis", "choose a stop after which work resumed"))?;
            claim_in_time(resumed, now.today())
                .map_err(|refused| Error::field("basis", refused))?;
        }
        let amount_minor = input.amount_minor.unwrap_or(0);
        if amount_minor < 0 {
            return Err(Error::field("amount", "write zero or more"));
        }
        let claim = Claim {
            id: now.id(),
            number: format!("C-{:02}", self.life.claims.len() + 1),
            basis: input.subject.clone(),
            what: input.what.clone(),
            amount_minor,
            given_on: now.today(),
            ended_on: None,
            accepted: None,
            note: None,
            ended_by: None,
            by: now.by.clone(),
        };
        let amount = Money::new(amount_minor, self.currency);
        let told = format!("Claimed {amount} ({})", claim.number);
        self.life.claims.push(claim);
        Ok(Told::that(told).because(input.what.clone()))
    }

    /// An accepted claim is paid by a modification of its own.
    pub(super) fn answer_claim(&mut self, input: &LifeInput, now: &Now<'_>) -> Result<Told, Error> {
        let number = input.subject.as_deref().unwrap_or_default();
        let mut claims = self.life.claims.iter_mut();
        let claim = claims
            .find(|claim| claim.number == number && claim.ended_on.is_none())
            .ok_or_else(|| Error::field("subject", "choose an open claim"))?;
        let accepted = input.accept == Some(true);
        claim.ended_on = Some(now.today());
        claim.accepted = Some(accepted);
        claim.note = Some(input.reason.clone());
        claim.ended_by = Some(now.by.clone());
        let verb = if accepted { "Accepted" } else { "Refused" };
        let told = format!("{verb} claim {number}");
        Ok(Told::that(told).because(input.reason.clone()))
    }
}
