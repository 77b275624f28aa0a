//! What officers say to reported values, what they excuse, and the credits that follow (GTC B.10).

use super::change::{Now, Told, change_telling, close, open, tell_other_side};
use super::record::{ContractRecord, Credit, Excuse, Measurement, ServiceAnswer};
use super::service_report::NEWS;
use crate::{Call, Ctx, Error, begin};
use chrono::NaiveDate;
use domain::contracts::life::ContractAct;
use domain::id::AccountId;
use domain::money::Money;
use domain::policy::Subject;
use domain::policy::actions::{DecideCredit, DecideService};
use domain::states::damages::{DamagesEvent, DamagesState};
use domain::text::Prose;
use rust_decimal::Decimal;
use uuid::Uuid;

/// What the purchaser says to reported values.
#[derive(Clone, Debug)]
pub enum ServiceAnswerInput {
    /// It agrees to the values of these periods.
    Agree(Vec<NaiveDate>),
    /// It says another value of one period.
    Dispute {
        /// First day of the period.
        period: NaiveDate,
        /// The purchaser's own value.
        value: Decimal,
        /// Why.
        reason: Prose<2_000>,
    },
}

/// Agrees to reported values or disputes one. An agreed value that misses its target by enough brings a proposed credit.
///
/// # Errors
/// When a value was answered already or is not there; when somebody was faster, or the store fails.
pub async fn answer_service(
    ctx: &Ctx,
    call: &Call,
    reference: &str,
    version: i64,
    number: i64,
    input: ServiceAnswerInput,
) -> Result<String, Error> {
    let proposer = call.actor.account().map(|account| account.0);
    let at = (reference, version);
    change_telling::<DecideService>(ctx, call, at, NEWS, |record, now| {
        record.may(ContractAct::Decide)?;
        match input {
            ServiceAnswerInput::Agree(periods) => {
                record.values_agreed(number, &periods, proposer, now)
            }
            ServiceAnswerInput::Dispute {
                period,
                value,
                reason,
            } => record.value_disputed(number, period, (value, &reason), proposer, now),
        }
    })
    .await
}

/// Says that an exclusion of the contract covers a period, or takes that back.
///
/// # Errors
/// When nothing changes by it, a credit stands for the period, somebody was faster, or the store fails.
pub async fn excuse_service(
    ctx: &Ctx,
    call: &Call,
    reference: &str,
    version: i64,
    (number, period): (i64, NaiveDate),
    excused: bool,
    reason: Prose<2_000>,
) -> Result<String, Error> {
    let proposer = call.actor.account().map(|account| account.0);
    let at = (reference, version);
    change_telling::<DecideService>(ctx, call, at, NEWS, |record, now| {
        record.may(ContractAct::Decide)?;
        let words = record.period_excused(number, period, excused, &reason, now)?;
        if !excused {
            record.propose_credit(number, period, proposer, now)?;
        }
        Ok(Told::that(words).because(reason.as_str()))
    })
    .await
}

/// Confirms or waives a credit that a colleague proposed.
///
/// # Errors
/// The same person twice; decided already; when somebody was faster, or the store fails.
pub async fn decide_credit(
    ctx: &Ctx,
    call: &Call,
    reference: &str,
    version: i64,
    (number, period): (i64, NaiveDate),
    event: DamagesEvent,
    reason: Prose<2_000>,
) -> Result<String, Error> {
    let mut work = begin!(ctx, call);
    let (before, _) = open::<DecideCredit>(&mut work, reference, version).await?;
    before.may(ContractAct::Decide)?;
    let mut after = before.clone();
    let level = after.level_mut(number)?;
    let name = format!("{} for {}", level.code(), level.window.name(period));
    let mut all = level.credits.iter_mut().rev();
    let found = all
        .find(|one| one.period == period)
        .ok_or(Error::NotFound)?;
    let author = found.proposer.map(AccountId);
    let permit = work.permit::<DecideCredit>(author.map_or(Subject::ANY, Subject::after))?;
    found.status = found.status.apply(event).map_err(Error::not_now)?;
    let now = Now::of(&work);
    found.decision = Some(reason.as_str().to_owned());
    found.decided_at = Some(now.at);
    found.decided_by = Some(now.by);
    let amount = Money::new(found.amount_minor, before.currency);
    let words = format!(
        "{} service credit of {amount}, {name}",
        found.status.label()
    );
    let told = Told::that(words.clone()).because(reason.as_str());
    close(&mut work, &permit, &before, &mut after, told).await?;
    tell_other_side(&mut work, &after, NEWS, &format!("{words}.")).await?;
    work.commit(after.reference).await
}

impl ContractRecord {
    fn values_agreed(
        &mut self,
        number: i64,
        periods: &[NaiveDate],
        account: Option<Uuid>,
        now: &Now<'_>,
    ) -> Result<Told, Error> {
        let mut names = Vec::new();
        for period in periods {
            self.answer(number, *period, answered(None, "", account, now), now)?;
            self.propose_credit(number, *period, account, now)?;
            let level = self.service_level(number).ok_or(Error::NotFound)?;
            names.push(level.window.name(*period));
        }
        if names.is_empty() {
            return Err(Error::not_now("no reported value waits for an answer"));
        }
        let code = self
            .service_level(number)
            .map(super::record::ServiceLevel::code);
        let code = code.unwrap_or_default();
        Ok(Told::that(format!(
            "Agreed to {code} for {}",
            names.join(", ")
        )))
    }

    fn value_disputed(
        &mut self,
        number: i64,
        period: NaiveDate,
        (value, reason): (Decimal, &Prose<2_000>),
        account: Option<Uuid>,
        now: &Now<'_>,
    ) -> Result<Told, Error> {
        let level = self.service_level(number).ok_or(Error::NotFound)?;
        let current = level.measurement(period).ok_or(Error::NotFound)?;
        if current.value == value {
            return Err(Error::field(
                "value",
                "this is the reported value: agree to it instead",
            ));
        }
        let words = format!(
            "Disputed {} for {}: {} {} instead of {}",
            level.code(),
            level.window.name(period),
            value.normalize(),
            level.unit,
            current.value.normalize()
        );
        let answer = answered(Some(value), reason.as_str(), account, now);
        self.answer(number, period, answer, now)?;
        Ok(Told::that(words).because(reason.as_str()))
    }

    /// Keeps the answer to the value of a period that counts. A disputed value that the purchaser accepts later is taken anew,
    /// so that the dispute stays readable.
    fn answer(
        &mut self,
        number: i64,
        period: NaiveDate,
        answer: ServiceAnswer,
        now: &Now<'_>,
    ) -> Result<(), Error> {
        let level = self.level_mut(number)?;
        let mut values = level.measurements.iter_mut().rev();
        let current = values
            .find(|one| one.period == period)
            .ok_or(Error::NotFound)?;
        match &current.answer {
            None => current.answer = Some(answer),
            Some(before) if answer.agreed && !before.agreed => {
                let again = Measurement {
                    id: now.id(),
                    note: "As reported before; the purchaser no longer disputes it.".to_owned(),
                    at: now.at,
                    answer: Some(answer),
                    ..current.clone()
                };
                level.measurements.push(again);
            }
            Some(_) => return Err(Error::not_now("this value was answered already")),
        }
        Ok(())
    }

    fn period_excused(
        &mut self,
        number: i64,
        period: NaiveDate,
        excused: bool,
        reason: &Prose<2_000>,
        now: &Now<'_>,
    ) -> Result<String, Error> {
        let level = self.service_level(number).ok_or(Error::NotFound)?;
        if !self.service_periods(level).contains(&period) {
            return Err(Error::NotFound);
        }
        let level = self.level_mut(number)?;
        if level.excuse(period).is_some() == excused {
            return Err(Error::not_now(
                "nothing changes by this: the period stands so already",
            ));
        }
        if level.credit(period).is_some() {
            return Err(Error::not_now(
                "a credit stands for this period: a second officer waives it first, with the exclusion as its reason",
            ));
        }
        level.excuses.push(Excuse {
            id: now.id(),
            period,
            excused,
            reason: reason.as_str().to_owned(),
            at: now.at,
            by: now.by.clone(),
        });
        let verb = if excused {
            "Excused"
        } else {
            "No longer excused:"
        };
        Ok(format!(
            "{verb} {} for {}",
            level.code(),
            level.window.name(period)
        ))
    }

    /// Proposes the credit of a period, where both sides agree on a value that brings one.
    pub(super) fn propose_credit(
        &mut self,
        number: i64,
        period: NaiveDate,
        proposer: Option<Uuid>,
        now: &Now<'_>,
    ) -> Result<(), Error> {
        let level = self.service_level(number).ok_or(Error::NotFound)?;
        let waived = level.credits.iter().rfind(|one| one.period == period);
        let Some(value) = level.agreed_value(period) else {
            return Ok(());
        };
        let decided = waived.is_some_and(|one| one.value == value);
        if level.excuse(period).is_some() || level.credit(period).is_some() || decided {
            return Ok(());
        }
        let taken = self.taken_of_fee(level, period);
        let amount = level.promise.credit(value, level.fee_minor, taken);
        let amount =
            amount.ok_or_else(|| Error::not_now("the credit is too large to be computed"))?;
        let (percent, fee_minor) = (level.promise.credit_percent(value), level.fee_minor);
        if amount == 0 {
            return Ok(());
        }
        self.level_mut(number)?.credits.push(Credit {
            id: now.id(),
            period,
            value,
            percent,
            fee_minor,
            amount_minor: amount,
            status: DamagesState::Proposed,
            proposer,
            at: now.at,
            by: now.by.clone(),
            decision: None,
            decided_at: None,
            decided_by: None,
        });
        Ok(())
    }
}

/// What an officer says: another value, or none where it agrees.
fn answered(
    value: Option<Decimal>,
    reason: &str,
    account: Option<Uuid>,
    now: &Now<'_>,
) -> ServiceAnswer {
    ServiceAnswer {
        agreed: value.is_none(),
        value,
        reason: reason.to_owned(),
        account,
        at: now.at,
        by: now.by.clone(),
    }
}
