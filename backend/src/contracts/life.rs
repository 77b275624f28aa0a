//! The hard moments of a contract's life: stop and resume, notices, force majeure, ends, step-in, claims.

mod answer;
mod closeout;
mod ends;
mod letter;
mod notices;
mod novation;
mod stops;

use super::change::{Now, Told, close, open};
use super::record::{ContractRecord, LifeMoment};
use crate::notices::{To, other_officers, tell};
use crate::{Call, Ctx, Error, FieldErrors, begin};
use chrono::NaiveDate;
use domain::contracts::life::{
    Ask, CureException, ForceMajeureCause, LifeAct, MomentEnd, MomentKind, MomentState, Side,
    TaskKind,
};
use domain::policy::Action;
use domain::policy::actions::{AnswerContract, LiveContract};
pub use novation::Organisation;

/// An act with what it asks for. A text that was not written is empty.
#[derive(Clone, Debug)]
pub struct LifeInput {
    /// The act.
    pub act: LifeAct,
    /// What is stopped, what failed, what is claimed.
    pub what: String,
    /// Why.
    pub reason: String,
    /// Until when, or from when.
    pub day: Option<NaiveDate>,
    /// The cause of force majeure.
    pub cause: Option<ForceMajeureCause>,
    /// Why no time to cure is given.
    pub exception: Option<CureException>,
    /// Why it is urgent, or why war was unforeseeable.
    pub grounds: String,
    /// Who steps in.
    pub party: String,
    /// The organisation to which the contract is to pass, by its reference.
    pub organisation: Option<Organisation>,
    /// Minor units of the contract's currency.
    pub amount_minor: Option<i64>,
    /// Number of the stop or the claim that it is about.
    pub subject: Option<String>,
    /// Whether a claim is agreed to, or an item done.
    pub accept: Option<bool>,
    /// The step of the exit.
    pub task: Option<TaskKind>,
}

impl LifeInput {
    /// An act with nothing written yet.
    #[must_use]
    pub fn of(act: LifeAct) -> Self {
        Self {
            act,
            what: String::new(),
            reason: String::new(),
            day: None,
            cause: None,
            exception: None,
            grounds: String::new(),
            party: String::new(),
            organisation: None,
            amount_minor: None,
            subject: None,
            accept: None,
            task: None,
        }
    }

    fn has(&self, ask: Ask) -> bool {
        match ask {
            Ask::What => !self.what.is_empty(),
            Ask::Reason => !self.reason.is_empty(),
            Ask::Until | Ask::Effective | Ask::Due => self.day.is_some(),
            Ask::Cause => self.cause.is_some(),
            Ask::Organisation => self.organisation.is_some(),
            Ask::Acceptance => !self.grounds.is_empty(),
            Ask::Party => !self.party.is_empty(),
            Ask::Amount => self.amount_minor.is_some(),
            Ask::Subject | Ask::Order => self.subject.is_some(),
            Ask::Answer | Ask::Settled => self.accept.is_some(),
            Ask::Task => self.task.is_some(),
            Ask::Grounds | Ask::Exception | Ask::Basis => true,
        }
    }

    /// Refuses with every field that is missing.
    fn complete(&self) -> Result<(), Error> {
        let mut errors = FieldErrors::default();
        for ask in self.act.asks() {
            if !ask.is_optional() && !self.has(*ask) {
                errors.add(ask.as_str(), "fill this in");
            }
        }
        errors.finish()
    }
}

/// Takes an act in a contract's life, and tells the other side.
///
/// # Errors
/// When the contract's state does not allow it, a day is not lawful, something is missing, the person may not, somebody was
/// faster, or the store fails.
pub async fn live(
    ctx: &Ctx,
    call: &Call,
    reference: &str,
    version: i64,
    input: LifeInput,
) -> Result<String, Error> {
    match input.act.side() {
        Side::Purchaser => stepped::<LiveContract>(ctx, call, (reference, version), &input).await,
        Side::Contractor => {
            stepped::<AnswerContract>(ctx, call, (reference, version), &input).await
        }
    }
}

async fn stepped<A: Action>(
    ctx: &Ctx,
    call: &Call,
    (reference, version): (&str, i64),
    input: &LifeInput,
) -> Result<String, Error> {
    let mut work = begin!(ctx, call);
    let (before, permit) = open::<A>(&mut work, reference, version).await?;
    let mut after = before.clone();
    let input = &novation::found(&mut work.tx, input).await?;
    let told = after.lived(input, &Now::of(&work))?;
    let words = format!("{}.", told.summary);
    close(&mut work, &permit, &before, &mut after, told).await?;
    let mut others: Vec<To> = match input.act.side() {
        Side::Purchaser => after.provider.map(To::Provider).into_iter().collect(),
        Side::Contractor => other_officers(&mut work.tx, None).await?,
    };
    if after.provider != before.provider {
        others.extend(after.provider.map(To::Provider));
    }
    tell(&mut work, &others, "contract.life", reference, &words).await?;
    work.commit(after.reference).await
}

impl ContractRecord {
    /// Whether an act is possible now, by the contract's state and by what is open; its days are looked at when it is taken.
    #[must_use]
    pub fn can_live(&self, act: LifeAct) -> bool {
        let open = |kind| self.life.open(kind);
        let told = open(MomentKind::ForceMajeure).is_some_and(|m| m.state == MomentState::Told);
        let proposed = self.life.proposed().is_some();
        act.in_state(self.status)
            && match act {
                LifeAct::Recognise | LifeAct::RefuseNotice => told,
                LifeAct::Declare | LifeAct::NotifyForceMajeure => !told,
                LifeAct::ExtendStop | LifeAct::ProposeEnd | LifeAct::Settle | LifeAct::Novate => {
                    !proposed
                }
                LifeAct::Definitise => !proposed && open(MomentKind::Letter).is_some(),
                LifeAct::Agree | LifeAct::Refuse | LifeAct::Withdraw => proposed,
                LifeAct::NotifyControl => open(MomentKind::ControlChange).is_none(),
                LifeAct::NoteControl => open(MomentKind::ControlChange).is_some(),
                LifeAct::StepIn => open(MomentKind::StepIn).is_none(),
                LifeAct::StepOut => open(MomentKind::StepIn).is_some(),
                LifeAct::Plan => open(MomentKind::StepIn).is_some_and(|m| m.plan.is_none()),
                LifeAct::EndOrdering => self.orders_by_call_off(),
                LifeAct::EndPerformance => !self.orders_by_call_off(),
                LifeAct::CloseOrder => self.still_open().orders > 0,
                LifeAct::SettleTask => self.life.open_tasks().next().is_some(),
                LifeAct::AnswerClaim => self.life.open_claims().next().is_some(),
                _ => true,
            }
    }

    fn lived(&mut self, input: &LifeInput, now: &Now<'_>) -> Result<Told, Error> {
        let act = input.act;
        if !self.can_live(act) {
            let (act, state) = (act.label(), self.status.label());
            return Err(Error::not_now(format!(
                "“{act}” is not possible now: the contract is “{state}”. Its page lists what is."
            )));
        }
        input.complete()?;
        match act {
            LifeAct::Stop => self.stop(input, now),
            LifeAct::ExtendStop => self.propose_longer(input, now),
            LifeAct::Resume => self.resume(input, now),
            LifeAct::Terminate => self.terminate(input, now),
            LifeAct::Default => self.default_notice(input, now),
            LifeAct::Cured => self.cured(input, now),
            LifeAct::TerminateDefault => self.terminate_default(input, now),
            LifeAct::Convenience => self.convenience_notice(input, now),
            LifeAct::Effective => self.take_effect(now),
            LifeAct::NotifyForceMajeure | LifeAct::Declare => self.force_majeure(input, now),
            LifeAct::NotifyControl => self.notify_control(input, now),
            LifeAct::NoteControl => self.note_control(input, now),
            LifeAct::Recognise => self.recognise(input, now),
            LifeAct::RefuseNotice => self.refuse_notice(input, now),
            LifeAct::Over => self.over(input, now),
            LifeAct::ProposeEnd => self.propose_end(input, now),
            LifeAct::Settle => self.propose_settlement(input, now),
            LifeAct::StepIn => self.step_in(input, now),
            LifeAct::Plan => self.plan(input, now),
            LifeAct::StepOut => self.step_out(input, now),
            LifeAct::Claim => self.claim(input, now),
            LifeAct::AnswerClaim => self.answer_claim(input, now),
            LifeAct::Novate => self.propose_novation(input, now),
            LifeAct::Definitise => self.propose_terms(input, now),
            LifeAct::EndOrdering => self.end_ordering(input, now),
            LifeAct::LastOrders => self.last_orders(input),
            LifeAct::EndPerformance => self.end_performance(input, now),
            LifeAct::CloseOrder => self.close_order(input),
            LifeAct::AllAccepted => self.everything_accepted(input, now),
            LifeAct::AddExit => self.add_exit(input, now),
            LifeAct::SettleTask => self.settle_task(input, now),
            LifeAct::Release => self.release(input),
            LifeAct::Agree => self.agree(now),
            LifeAct::Refuse => self.unagreed(MomentEnd::Refused, input, now),
            LifeAct::Withdraw => self.unagreed(MomentEnd::Withdrawn, input, now),
        }
    }

    /// Moves the contract as the act says.
    fn move_by(&mut self, act: LifeAct) -> Result<(), Error> {
        if let Some(event) = act.event() {
            self.status = self.status.apply(event).map_err(Error::not_now)?;
        }
        Ok(())
    }

    /// A new moment with the next number.
    pub(super) fn begin_moment(
        &self,
        kind: MomentKind,
        state: MomentState,
        input: &LifeInput,
        now: &Now<'_>,
    ) -> LifeMoment {
        let some = |text: &String| Some(text.clone()).filter(|text| !text.is_empty());
        LifeMoment {
            id: now.id(),
            number: format!("L-{:02}", self.life.moments.len() + 1),
            kind,
            state,
            what: input.what.clone(),
            reason: input.reason.clone(),
            given_on: now.today(),
            due_on: None,
            cause: input.cause,
            exception: input.exception,
            grounds: some(&input.grounds),
            party: some(&input.party),
            organisation: None,
            amount_minor: None,
            limit_percent: None,
            plan: None,
            plan_on: None,
            agreed_by: None,
            consequences: None,
            ended_on: None,
            outcome: None,
            note: None,
            ended_by: None,
            at: now.at,
            by: now.by.clone(),
        }
    }

    /// The open moment of a kind.
    fn open_moment(&mut self, kind: MomentKind) -> Result<&mut LifeMoment, Error> {
        let mut moments = self.life.moments.iter_mut();
        moments
            .find(|moment| moment.kind == kind && moment.state.is_open())
            .ok_or_else(|| Error::not_now("there is none that is open"))
    }

    /// Ends the open moment of a kind, and answers with it.
    fn end_moment(
        &mut self,
        kind: MomentKind,
        outcome: MomentEnd,
        note: &str,
        now: &Now<'_>,
    ) -> Result<LifeMoment, Error> {
        let moment = self.open_moment(kind)?;
        moment.end(outcome, note, now);
        Ok(moment.clone())
    }
}

impl LifeMoment {
    fn end(&mut self, outcome: MomentEnd, note: &str, now: &Now<'_>) {
        self.state = MomentState::Ended;
        self.outcome = Some(outcome);
        self.ended_on = Some(now.today());
        self.note = Some(note.to_owned()).filter(|note| !note.is_empty());
        self.ended_by = Some(now.by.clone());
    }
}

/// A day in a sentence.
fn words(day: NaiveDate) -> String {
    day.format("%-d %b %Y").to_string()
}
