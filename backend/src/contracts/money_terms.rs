//! Agreeing retention, advance payment and the rule of delay damages, and recording the reference rate of late interest.

use super::change::{Now, Told, change};
use super::record::{ContractRecord, InterestRate, MoneyTerms, Retention};
use crate::{Call, Ctx, Error, FieldErrors};
use domain::contracts::DamagesRule;
use domain::policy::actions::AgreeMoneyTerms;
use domain::text::Line;
use rust_decimal::Decimal;

/// What is agreed.
#[derive(Clone, Debug)]
pub struct MoneyTermsInput {
    /// Percent that is retained, by the milestone's number; zero is nothing.
    pub retentions: Vec<(i64, Decimal)>,
    /// The advance payment, minor units; zero is none.
    pub advance_minor: i64,
    /// Percent of each later invoice by which it is set off.
    pub advance_percent: Decimal,
    /// By which rule delay damages are computed.
    pub damages: Option<DamagesRule>,
    /// Number of the modification that agrees it; none before signature.
    pub basis: Option<String>,
}

/// Agrees retention and advance payment in place of what was agreed before. Invoices that are approved keep what was kept back.
///
/// # Errors
/// With the field when a percentage lies outside 0 to 100 or an advance would never be set off; after signature without a
/// modification that both parties signed; when somebody was faster, or the store fails.
pub async fn agree_money_terms(
    ctx: &Ctx,
    call: &Call,
    reference: &str,
    version: i64,
    input: MoneyTermsInput,
) -> Result<String, Error> {
    change::<AgreeMoneyTerms>(ctx, call, reference, version, |record, now| {
        record.money_agreed(input, now)
    })
    .await
}

/// The one-year EURIBOR of a December, as its publisher says it.
#[derive(Clone, Debug)]
pub struct InterestInput {
    /// The year of the December.
    pub year: i32,
    /// In percent.
    pub euribor_percent: Decimal,
    /// Where it was read.
    pub source: Line<300>,
}

/// Records the reference rate of late interest of a year's December. A later entry for the same year counts from then on.
///
/// # Errors
/// With the field when the December lies ahead or the rate outside −5 to 30 percent; when somebody was faster, or the store fails.
pub async fn record_interest_rate(
    ctx: &Ctx,
    call: &Call,
    reference: &str,
    version: i64,
    input: InterestInput,
) -> Result<String, Error> {
    change::<AgreeMoneyTerms>(ctx, call, reference, version, |record, now| {
        let mut errors = FieldErrors::default();
        let december = chrono::NaiveDate::from_ymd_opt(input.year, 12, 1);
        if december.is_none_or(|day| day > now.today()) || input.year < 1999 {
            errors.add("year", "write the year of a December that has come");
        }
        let possible = Decimal::from(-5)..=Decimal::from(30);
        if !possible.contains(&input.euribor_percent) {
            errors.add("euribor", "write a rate such as 2.25, in percent");
        }
        errors.finish()?;
        record.money.rates.push(InterestRate {
            year: input.year,
            euribor_percent: input.euribor_percent,
            source: input.source.as_str().to_owned(),
            at: now.at,
            by: now.by.clone(),
        });
        let words = format!(
            "One-year EURIBOR of December {}: {} %",
            input.year,
            input.euribor_percent.normalize()
        );
        Ok(Told::that(words).because(input.source.as_str()))
    })
    .await
}

impl ContractRecord {
    fn money_agreed(&mut self, input: MoneyTermsInput, now: &Now<'_>) -> Result<Told, Error> {
        let possible = Decimal::ZERO..=Decimal::ONE_HUNDRED;
        let mut errors = FieldErrors::default();
        for (number, percent) in &input.retentions {
            if self.milestone(*number).is_none() || !possible.contains(percent) {
                let field = format!("retention_{number}");
                errors.add(field, "write a percentage from 0 to 100");
            }
        }
        if !possible.contains(&input.advance_percent) {
            errors.add("advance_percent", "write a percentage from 0 to 100");
        }
        if input.advance_minor < self.advanced() {
            errors.add(
                "advance",
                "the advance payment cannot be below what is paid of it",
            );
        }
        if input.advance_minor > 0 && input.advance_percent.is_zero() {
            errors.add(
                "advance_percent",
                "write by which part of later invoices the advance payment is set off",
            );
        }
        errors.finish()?;
        self.may_change_terms(input.basis.as_deref())?;
        let basis = input.basis.clone().unwrap_or_default();
        let kept = input.retentions.into_iter();
        let retentions: Vec<Retention> = kept
            .filter(|(_, percent)| !percent.is_zero())
            .map(|(milestone, percent)| Retention { milestone, percent })
            .collect();
        let words = format!(
            "Agreed on payment: retention from {} milestones, advance payment {}",
            retentions.len(),
            domain::money::Money::new(input.advance_minor, self.currency)
        );
        self.money.terms = Some(MoneyTerms {
            retentions,
            advance_minor: input.advance_minor,
            advance_percent: input.advance_percent,
            damages: input.damages,
            basis: input.basis,
            agreed_on: now.today(),
            by: now.by.clone(),
        });
        Ok(Told::that(words).because(basis))
    }
}
