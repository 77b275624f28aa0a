//! Notices of default and of termination, and the step-in of another supplier.

use super::super::change::{Now, Told};
use super::super::record::ContractRecord;
use super::{LifeInput, words};
use crate::Error;
use domain::contracts::life::{
    MomentEnd, MomentKind, MomentState, control_notified_by, convenience_day, cure_by, plan_by,
};

impl ContractRecord {
    pub(super) fn default_notice(
        &mut self,
        input: &LifeInput,
        now: &Now<'_>,
    ) -> Result<Told, Error> {
        self.move_by(input.act)?;
        let mut moment = self.begin_moment(MomentKind::Default, MomentState::Running, input, now);
        let by = cure_by(now.today());
        moment.due_on = moment.exception.is_none().then_some(by);
        let time = moment.exception.map_or_else(
            || format!("to be cured by {}", words(by)),
            |exception| format!("without time to cure: {}", exception.label().to_lowercase()),
        );
        let told = format!(
            "Notice of default {}, {time}: {}",
            moment.number, moment.what
        );
        self.life.moments.push(moment);
        Ok(Told::that(told).because(input.reason.clone()))
    }

    pub(super) fn cured(&mut self, input: &LifeInput, now: &Now<'_>) -> Result<Told, Error> {
        self.move_by(input.act)?;
        let moment = self.end_moment(MomentKind::Default, MomentEnd::Cured, &input.reason, now)?;
        let told = format!("Confirmed that default {} is cured", moment.number);
        Ok(Told::that(told).because(input.reason.clone()))
    }

    pub(super) fn convenience_notice(
        &mut self,
        input: &LifeInput,
        now: &Now<'_>,
    ) -> Result<Told, Error> {
        let effective = input.day.unwrap_or_else(|| now.today());
        convenience_day(now.today(), effective, !input.grounds.is_empty())
            .map_err(|refused| Error::field("effective", refused))?;
        self.move_by(input.act)?;
        let mut moment =
            self.begin_moment(MomentKind::Convenience, MomentState::Running, input, now);
        moment.due_on = Some(effective);
        let urgent = moment.grounds.as_ref();
        let urgent = urgent.map_or_else(String::new, |why| format!(", urgent: {why}"));
        let told = format!(
            "Gave notice that the contract ends on {}{urgent} ({})",
            words(effective),
            moment.number
        );
        self.life.moments.push(moment);
        Ok(Told::that(told).because(input.reason.clone()))
    }

    /// Told late it is told all the same, and says so.
    pub(super) fn notify_control(
        &mut self,
        input: &LifeInput,
        now: &Now<'_>,
    ) -> Result<Told, Error> {
        let changed = input.day.unwrap_or_else(|| now.today());
        if changed > now.today() {
            let words = "notify a change of control once it has happened";
            return Err(Error::field("effective", words));
        }
        let (kind, state) = (MomentKind::ControlChange, MomentState::Told);
        let mut moment = self.begin_moment(kind, state, input, now);
        let by = control_notified_by(changed);
        moment.due_on = Some(by);
        moment.what = format!("Control passed on {}", words(changed));
        let late = (now.today() > by).then(|| format!(", due by {}", words(by)));
        let told = format!(
            "Notified that {} controls the contractor since {}{} ({})",
            input.party,
            words(changed),
            late.unwrap_or_default(),
            moment.number
        );
        self.life.moments.push(moment);
        Ok(Told::that(told).because(input.reason.clone()))
    }

    pub(super) fn note_control(&mut self, input: &LifeInput, now: &Now<'_>) -> Result<Told, Error> {
        let kind = MomentKind::ControlChange;
        let moment = self.end_moment(kind, MomentEnd::Noted, &input.reason, now)?;
        let told = format!("Took note of the change of control {}", moment.number);
        Ok(Told::that(told).because(input.reason.clone()))
    }

    pub(super) fn step_in(&mut self, input: &LifeInput, now: &Now<'_>) -> Result<Told, Error> {
        let mut moment = self.begin_moment(MomentKind::StepIn, MomentState::Running, input, now);
        let by = plan_by(now.today());
        moment.due_on = Some(by);
        let told = format!(
            "{} steps in for {}; the plan is due by {} ({})",
            input.party,
            moment.what,
            words(by),
            moment.number
        );
        self.life.moments.push(moment);
        Ok(Told::that(told).because(input.reason.clone()))
    }

    pub(super) fn plan(&mut self, input: &LifeInput, now: &Now<'_>) -> Result<Told, Error> {
        let today = now.today();
        let moment = self.open_moment(MomentKind::StepIn)?;
        moment.plan = Some(input.reason.clone());
        moment.plan_on = Some(today);
        let late = moment.due_on.filter(|by| today > *by);
        let late = late.map_or_else(String::new, |by| format!(", due by {}", words(by)));
        let told = format!("Handed in the plan of step-in {}{late}", moment.number);
        Ok(Told::that(told).because(input.reason.clone()))
    }

    pub(super) fn step_out(&mut self, input: &LifeInput, now: &Now<'_>) -> Result<Told, Error> {
        let moment = self.end_moment(MomentKind::StepIn, MomentEnd::Over, &input.reason, now)?;
        let told = format!(
            "Step-in {} is over; the contractor does the work again",
            moment.number
        );
        Ok(Told::that(told).because(input.reason.clone()))
    }
}
