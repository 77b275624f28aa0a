//! Letter contracts: the limit before their terms are final, and making them final.

use super::super::change::{Now, Told};
use super::super::make::LetterInput;
use super::super::record::{ContractRecord, LifeMoment, Modification};
use super::LifeInput;
use crate::Error;
use domain::contracts::ModificationKind;
use domain::contracts::life::{LifeAct, MomentEnd, MomentKind, MomentState, liability_limit};
use domain::money::Money;

impl ContractRecord {
    /// The most that may be obligated before the terms of a letter contract are final, minor units; none for any other, and once
    /// both have agreed on the terms. The end of the contract does not lift it.
    #[must_use]
    pub fn liability(&self) -> Option<i64> {
        let mut moments = self.life.moments.iter();
        let letter = moments.find(|moment| moment.kind == MomentKind::Letter)?;
        let percent = letter.limit_percent?;
        (letter.outcome != Some(MomentEnd::Agreed))
            .then(|| liability_limit(self.base_value_minor, percent))
    }

    /// Notes of a new letter contract until when its terms have to be final, and what may be obligated before.
    pub(in super::super) fn begin_letter(&mut self, letter: &LetterInput, now: &Now<'_>) {
        let input = LifeInput {
            what: "The terms are to be made final".to_owned(),
            reason: format!(
                "A letter contract: at most {} % of the value is obligated before",
                letter.percent
            ),
            ..LifeInput::of(LifeAct::Definitise)
        };
        let mut moment = self.begin_moment(MomentKind::Letter, MomentState::Running, &input, now);
        moment.due_on = Some(letter.by);
        moment.limit_percent = Some(letter.percent);
        self.life.moments.push(moment);
    }

    pub(super) fn propose_terms(
        &mut self,
        input: &LifeInput,
        now: &Now<'_>,
    ) -> Result<Told, Error> {
        let amount = input.amount_minor.unwrap_or(0);
        let (least, most) = (self.totals().obligated, self.ceiling_minor);
        if !(least..=most).contains(&amount) {
            let (least, most) = (
                Money::new(least, self.currency),
                Money::new(most, self.currency),
            );
            let words = format!(
                "the price lies between what is obligated, {least}, and the ceiling, {most}"
            );
            return Err(Error::field("amount", words));
        }
        let (kind, state) = (MomentKind::Definitisation, MomentState::Proposed);
        let mut moment = self.begin_moment(kind, state, input, now);
        moment.amount_minor = Some(amount);
        let told = format!(
            "Proposed final terms of the letter contract at {} ({})",
            Money::new(amount, self.currency),
            moment.number
        );
        self.life.moments.push(moment);
        Ok(Told::that(told).because(input.reason.clone()))
    }

    /// The terms are final by a modification that both signed; the 50 % rule does not ask about a price that was open from the start.
    pub(super) fn definitised(
        &mut self,
        proposal: &LifeMoment,
        now: &Now<'_>,
    ) -> Result<String, Error> {
        let amount = proposal.amount_minor.unwrap_or(0);
        let made = Modification {
            title: "Final terms of the letter contract".to_owned(),
            reason: proposal.reason.clone(),
            value_delta_minor: amount.saturating_sub(self.totals().exercised),
            ..self.next_modification(ModificationKind::Supplemental, now)?
        };
        let told = format!(
            "{} agreed to the final terms at {}; modification {}",
            self.provider_name,
            Money::new(amount, self.currency),
            made.number
        );
        self.modifications.push(made);
        let letter = self.open_moment(MomentKind::Letter)?;
        letter.end(MomentEnd::Agreed, "", now);
        letter.agreed_by = Some(now.by.clone());
        Ok(told)
    }
}
