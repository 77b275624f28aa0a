//! Assessing delay damages, and the second person's decision on them (NCIA GTC A.4.9; ESA/REG/002 annex III).

use super::change::{Now, Told, change_telling, close, open, tell_other_side};
use super::record::{ContractRecord, DamageAssessment};
use crate::{Call, Ctx, Error, begin};
use domain::contracts::{DamagesRule, DelayFacts, NoDamages, Working, assess_damages};
use domain::id::AccountId;
use domain::money::Money;
use domain::policy::Subject;
use domain::policy::actions::{DecideDamages, ProposeDamages};
use domain::states::damages::{DamagesEvent, DamagesState};
use domain::text::Prose;
use uuid::Uuid;

const NEWS: &str = "damages.moved";

impl ContractRecord {
    /// What a milestone's delay costs by the contract's rule, with its working.
    ///
    /// # Errors
    /// Why there is nothing to assess, in words.
    pub fn assess_delay(&self, number: i64) -> Result<(DamagesRule, Working), String> {
        let rule = self.money.terms.as_ref().and_then(|terms| terms.damages);
        let rule = rule.ok_or("No rule of delay damages is agreed for this contract.")?;
        let milestone = self
            .milestone(number)
            .ok_or("There is no such milestone.")?;
        let dates = milestone.dates().ok_or("It has no approved date.")?;
        let line = self.lines.first().map(|line| line.total_minor);
        let base = milestone.value_minor.filter(|minor| *minor > 0).or(line);
        let earlier: Vec<(i64, u32)> = self
            .standing_damages()
            .filter(|one| one.rule == DamagesRule::Ncia)
            .map(|one| (one.working.base_minor, one.working.days))
            .collect();
        let facts = DelayFacts {
            rule,
            dates: &dates,
            class: milestone.class,
            base_minor: base.unwrap_or(0),
            contract_minor: self.totals().exercised,
            earlier: &earlier,
            excused_days: milestone.excused_days(),
        };
        let found = assess_damages(&facts).map_err(|none: NoDamages| none.to_string())?;
        Ok((rule, found))
    }

    /// Assessments that are not waived.
    pub fn standing_damages(&self) -> impl Iterator<Item = &DamageAssessment> {
        let all = self.money.damages.iter();
        all.filter(|one| one.status != DamagesState::Waived)
    }

    /// Confirmed damages that are not set off yet.
    #[must_use]
    pub fn damages_open(&self) -> i64 {
        let confirmed = self.money.damages.iter();
        let confirmed = confirmed.filter(|one| one.status == DamagesState::Confirmed);
        let due: i64 = confirmed
            .map(|one| one.working.due_minor)
            .fold(0, i64::saturating_add);
        let taken = self.settlements().map(|one| one.damages);
        due - taken.fold(0, i64::saturating_add)
    }

    fn damages_proposed(
        &mut self,
        number: i64,
        proposer: Option<Uuid>,
        note: &str,
        now: &Now<'_>,
    ) -> Result<Told, Error> {
        if self.standing_damages().any(|one| one.milestone == number) {
            return Err(Error::not_now(
                "the delay of this milestone is assessed already",
            ));
        }
        let (rule, working) = self.assess_delay(number).map_err(Error::not_now)?;
        let due = Money::new(working.due_minor, self.currency);
        let words = format!(
            "Assessed delay damages of {due} for milestone {number}, {} days late",
            working.days
        );
        self.money.damages.push(DamageAssessment {
            id: now.id(),
            milestone: number,
            rule,
            working,
            status: DamagesState::Proposed,
            note: note.to_owned(),
            proposer,
            at: now.at,
            by: now.by.clone(),
            decision: None,
            decided_at: None,
            decided_by: None,
        });
        Ok(Told::that(words).because(note))
    }
}

/// Assesses the damages of a delay that has ended, from the dates on record. Another officer confirms or waives them.
///
/// # Errors
/// Without a rule, before the milestone is accepted, where none run, where they are assessed already; when somebody was
/// faster, or the store fails.
pub async fn propose_damages(
    ctx: &Ctx,
    call: &Call,
    reference: &str,
    version: i64,
    milestone: i64,
    note: Prose<2_000>,
) -> Result<String, Error> {
    let proposer = call.actor.account().map(|account| account.0);
    let at = (reference, version);
    change_telling::<ProposeDamages>(ctx, call, at, NEWS, |record, now| {
        record.damages_proposed(milestone, proposer, note.as_str(), now)
    })
    .await
}

/// Confirms or waives damages that a colleague assessed.
///
/// # Errors
/// The same person twice; decided already; when somebody was faster, or the store fails.
pub async fn decide_damages(
    ctx: &Ctx,
    call: &Call,
    reference: &str,
    version: i64,
    milestone: i64,
    event: DamagesEvent,
    reason: Prose<2_000>,
) -> Result<String, Error> {
    let mut work = begin!(ctx, call);
    let (before, _) = open::<DecideDamages>(&mut work, reference, version).await?;
    let mut after = before.clone();
    let mut all = after.money.damages.iter_mut().rev();
    let found = all.find(|one| one.milestone == milestone);
    let found = found.ok_or(Error::NotFound)?;
    let author = found.proposer.map(AccountId);
    let permit = work.permit::<DecideDamages>(author.map_or(Subject::ANY, Subject::after))?;
    found.status = found.status.apply(event).map_err(Error::not_now)?;
    let now = Now::of(&work);
    found.decision = Some(reason.as_str().to_owned());
    found.decided_at = Some(now.at);
    found.decided_by = Some(now.by);
    let due = Money::new(found.working.due_minor, before.currency);
    let verb = found.status.label();
    let words = format!("{verb} delay damages of {due} for milestone {milestone}");
    let told = Told::that(words.clone()).because(reason.as_str());
    close(&mut work, &permit, &before, &mut after, told).await?;
    tell_other_side(&mut work, &after, NEWS, &format!("{words}.")).await?;
    work.commit(after.reference).await
}
