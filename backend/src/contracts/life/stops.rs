//! Stopping work, resuming it, and force majeure.

use super::super::change::{Now, Told};
use super::super::record::ContractRecord;
use super::{LifeInput, words};
use crate::Error;
use domain::contracts::life::{
    LifeAct, MomentEnd, MomentKind, MomentState, claim_by, force_majeure_end_from,
    force_majeure_grounds, stop_until,
};

impl ContractRecord {
    pub(super) fn stop(&mut self, input: &LifeInput, now: &Now<'_>) -> Result<Told, Error> {
        let until = input.day.unwrap_or_else(|| now.today());
        stop_until(now.today(), until, None).map_err(|refused| Error::field("until", refused))?;
        self.move_by(input.act)?;
        let mut moment = self.begin_moment(MomentKind::StopWork, MomentState::Running, input, now);
        moment.due_on = Some(until);
        let told = format!(
            "Ordered work to stop until {}: {} ({})",
            words(until),
            moment.what,
            moment.number
        );
        self.life.moments.push(moment);
        Ok(Told::that(told).because(input.reason.clone()))
    }

    pub(super) fn propose_longer(
        &mut self,
        input: &LifeInput,
        now: &Now<'_>,
    ) -> Result<Told, Error> {
        let until = input.day.unwrap_or_else(|| now.today());
        let stop = self.open_moment(MomentKind::StopWork)?.clone();
        let running = stop.due_on.unwrap_or(stop.given_on);
        stop_until(stop.given_on, until, Some(running))
            .map_err(|refused| Error::field("until", refused))?;
        let mut moment =
            self.begin_moment(MomentKind::LongerStop, MomentState::Proposed, input, now);
        moment.due_on = Some(until);
        moment.what = stop.what;
        let told = format!(
            "Proposed that work stops until {} instead of {} ({})",
            words(until),
            words(running),
            moment.number
        );
        self.life.moments.push(moment);
        Ok(Told::that(told).because(input.reason.clone()))
    }

    pub(super) fn resume(&mut self, input: &LifeInput, now: &Now<'_>) -> Result<Told, Error> {
        self.move_by(input.act)?;
        self.overtaken(&[MomentKind::LongerStop], now);
        let stop = self.end_moment(MomentKind::StopWork, MomentEnd::Resumed, &input.reason, now)?;
        let told = format!(
            "Work resumed after stop {}; an adjustment can be claimed until {} (GTC A.4.13)",
            stop.number,
            words(claim_by(now.today()))
        );
        Ok(Told::that(told).because(input.reason.clone()))
    }

    /// Notice by the contractor, or a declaration by the purchaser itself.
    pub(super) fn force_majeure(
        &mut self,
        input: &LifeInput,
        now: &Now<'_>,
    ) -> Result<Told, Error> {
        let Some(cause) = input.cause else {
            return Err(Error::field("cause", "choose the cause"));
        };
        force_majeure_grounds(cause, !input.grounds.is_empty())
            .map_err(|refused| Error::field("grounds", refused))?;
        let declared = input.act == LifeAct::Declare;
        let state = if declared {
            MomentState::Running
        } else {
            MomentState::Told
        };
        self.move_by(input.act)?;
        let mut moment = self.begin_moment(MomentKind::ForceMajeure, state, input, now);
        moment.due_on = Some(force_majeure_end_from(now.today()));
        let verb = if declared {
            "Declared force majeure"
        } else {
            "Gave notice of force majeure"
        };
        let cause = cause.label().to_lowercase();
        let told = format!("{verb}, {cause}: {} ({})", moment.what, moment.number);
        self.life.moments.push(moment);
        Ok(Told::that(told).because(input.reason.clone()))
    }

    pub(super) fn recognise(&mut self, input: &LifeInput, now: &Now<'_>) -> Result<Told, Error> {
        self.move_by(input.act)?;
        let by = now.by.clone();
        let moment = self.open_moment(MomentKind::ForceMajeure)?;
        moment.state = MomentState::Running;
        moment.agreed_by = Some(by);
        let told = format!(
            "Recognised force majeure {} from {} on",
            moment.number,
            words(moment.given_on)
        );
        Ok(Told::that(told).because(input.reason.clone()))
    }

    pub(super) fn refuse_notice(
        &mut self,
        input: &LifeInput,
        now: &Now<'_>,
    ) -> Result<Told, Error> {
        let kind = MomentKind::ForceMajeure;
        let moment = self.end_moment(kind, MomentEnd::Refused, &input.reason, now)?;
        let told = format!("Refused the notice of force majeure {}", moment.number);
        Ok(Told::that(told).because(input.reason.clone()))
    }

    pub(super) fn over(&mut self, input: &LifeInput, now: &Now<'_>) -> Result<Told, Error> {
        self.move_by(input.act)?;
        let kind = MomentKind::ForceMajeure;
        let moment = self.end_moment(kind, MomentEnd::Over, &input.reason, now)?;
        let told = format!(
            "Force majeure {} is over; performance goes on",
            moment.number
        );
        Ok(Told::that(told).because(input.reason.clone()))
    }
}
