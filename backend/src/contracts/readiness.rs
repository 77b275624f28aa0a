//! Agreeing what a contract gives in crisis and in conflict, and ending such a term.

use super::change::{Now, Told, change};
use super::record::{ContractLine, ContractRecord, ReadinessTerm};
use crate::{Call, Ctx, Error};
use chrono::NaiveDate;
use domain::contracts::life::ContractAct;
use domain::contracts::{DenialRule, PriorityClass, ReadinessLevel, SurgeRate};
use domain::policy::actions::AgreeReadiness;
use domain::states::contract::ContractState;
use domain::states::option::OptionState;
use domain::text::Line;
use rust_decimal::Decimal;
use uuid::Uuid;

/// What is agreed for one line and one level.
#[derive(Clone, Debug)]
pub struct TermInput {
    /// The level.
    pub level: ReadinessLevel,
    /// Number of the contract's line.
    pub line: String,
    /// Who decides on the activation.
    pub authority: Line<200>,
    /// Hours between the activation and the beginning.
    pub notice_hours: u32,
    /// Units beyond the usual ones…
    pub quantity: Decimal,
    /// …in so many calendar days.
    pub per_days: u32,
    /// What a unit costs.
    pub rate: SurgeRate,
    /// Most surge days of the line within any 365.
    pub max_days: Option<u32>,
    /// Who is served first.
    pub priority: PriorityClass,
    /// What may be asked about sales to others.
    pub denial: DenialRule,
    /// Number of the modification that agrees it; none before signature.
    pub basis: Option<String>,
}

/// Agrees a term. It takes the place of the one that the line has for the level.
///
/// # Errors
/// With the field when the line is not there or a figure is not above zero; after signature without a modification that both
/// parties signed; when somebody was faster, or the store fails.
pub async fn agree_term(
    ctx: &Ctx,
    call: &Call,
    reference: &str,
    version: i64,
    input: TermInput,
) -> Result<String, Error> {
    change::<AgreeReadiness>(ctx, call, reference, version, |record, now| {
        record.agreed(input, now)
    })
    .await
}

/// Ends a term, by a modification that both parties signed, or freely before signature. Surges that were activated under it go on.
///
/// # Errors
/// When there is no such term in force, without the modification, when somebody was faster, or the store fails.
pub async fn end_term(
    ctx: &Ctx,
    call: &Call,
    reference: &str,
    version: i64,
    term: Uuid,
    basis: Option<String>,
) -> Result<String, Error> {
    change::<AgreeReadiness>(ctx, call, reference, version, |record, now| {
        record.term_ended(term, basis.as_deref(), now)
    })
    .await
}

impl ContractRecord {
    /// The terms in force on the day of the record.
    pub fn terms_in_force(&self) -> impl Iterator<Item = &ReadinessTerm> {
        self.readiness.iter().filter(|term| term.ended_on.is_none())
    }

    /// The line with a number.
    #[must_use]
    pub fn line(&self, number: &str) -> Option<&ContractLine> {
        self.lines.iter().find(|line| line.number == number)
    }

    /// Whether a line is part of the contract, not of an option that is still open.
    #[must_use]
    pub fn is_exercised(&self, line: &ContractLine) -> bool {
        line.option.is_none_or(|id| {
            let mut options = self.options.iter();
            options.any(|option| option.id == id && option.status == OptionState::Exercised)
        })
    }

    /// Numbers of the modifications that both parties signed, which can change what was agreed (NSPA 16.2).
    pub fn bilateral_modifications(&self) -> impl Iterator<Item = &str> {
        self.modifications
            .iter()
            .filter(|made| made.bilateral && made.executed_on.is_some())
            .map(|made| made.number.as_str())
    }

    /// Whether the contract is not signed by both, so that its terms can still be written freely.
    #[must_use]
    pub fn is_unsigned(&self) -> bool {
        matches!(
            self.status,
            ContractState::Draft | ContractState::ContractorSigned
        )
    }

    fn agreed(&mut self, input: TermInput, now: &Now<'_>) -> Result<Told, Error> {
        plausible(&input)?;
        let Some(line) = self.line(&input.line) else {
            return Err(Error::field("line", "choose a line of the contract"));
        };
        let unit = line.unit.clone();
        self.may_change_terms(input.basis.as_deref())?;
        let today = now.today();
        let same = |term: &&mut ReadinessTerm| {
            term.ended_on.is_none() && term.line == input.line && term.level == input.level
        };
        if let Some(before) = self.readiness.iter_mut().find(same) {
            before.ended_on = Some(today);
        }
        let summary = format!(
            "Agreed for line {} in {}: {} {unit} more in {} days, {} hours after {} decides",
            input.line,
            input.level.label().to_lowercase(),
            input.quantity.normalize(),
            input.per_days,
            input.notice_hours,
            input.authority.as_str(),
        );
        let basis = input.basis.clone().unwrap_or_default();
        self.readiness.push(term(input, today, now));
        Ok(Told::that(summary).because(basis))
    }

    fn term_ended(&mut self, id: Uuid, basis: Option<&str>, now: &Now<'_>) -> Result<Told, Error> {
        self.may_change_terms(basis)?;
        let in_force = |term: &&mut ReadinessTerm| term.id == id && term.ended_on.is_none();
        let term = self.readiness.iter_mut().find(in_force);
        let term = term.ok_or(Error::NotFound)?;
        term.ended_on = Some(now.today());
        let summary = format!(
            "Ended the term of line {} in {}",
            term.line,
            term.level.label().to_lowercase()
        );
        Ok(Told::that(summary).because(basis.unwrap_or_default()))
    }

    /// After signature only both parties together change what was agreed (NSPA 16.2).
    pub(super) fn may_change_terms(&self, basis: Option<&str>) -> Result<(), Error> {
        if self.is_unsigned() {
            return Ok(());
        }
        self.may(ContractAct::Terms)?;
        let known = basis.is_some_and(|basis| {
            let mut numbers = self.bilateral_modifications();
            numbers.any(|number| number == basis)
        });
        if known {
            return Ok(());
        }
        Err(Error::field(
            "basis",
            "after signature both parties agree such terms: execute a supplemental agreement first, then choose it here (NSPA 16.2)",
        ))
    }
}

fn plausible(input: &TermInput) -> Result<(), Error> {
    let mut errors = crate::FieldErrors::default();
    if input.quantity <= Decimal::ZERO {
        errors.add(
            "quantity",
            "write how many units more there are, above zero",
        );
    }
    if input.per_days == 0 {
        errors.add("per_days", "write in how many days, at least 1");
    }
    let rate = match input.rate {
        SurgeRate::Multiplier(times) => times >= Decimal::ZERO,
        SurgeRate::UnitPrice(minor) => minor >= 0,
    };
    if !rate {
        errors.add("rate", "a rate cannot be below zero");
    }
    errors.finish()
}

fn term(input: TermInput, today: NaiveDate, now: &Now<'_>) -> ReadinessTerm {
    ReadinessTerm {
        id: now.id(),
        level: input.level,
        line: input.line,
        authority: input.authority.as_str().to_owned(),
        notice_hours: input.notice_hours,
        quantity: input.quantity,
        per_days: input.per_days,
        rate: input.rate,
        max_days: input.max_days,
        priority: input.priority,
        denial: input.denial,
        basis: input.basis,
        agreed_on: today,
        ended_on: None,
        by: now.by.clone(),
    }
}
