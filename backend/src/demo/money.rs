//! What the story's service agrees on payment, a notice of delay, and an invoice that waits for a decision.

use super::{Cast, Stage};
use crate::Error;
use crate::contracts::{InvoiceInput, MoneyTermsInput, agree_money_terms, send_invoice, sheet};
use crate::milestones::{NoticeInput, give_notice};
use domain::contracts::{DamagesRule, InvoiceKind};
use domain::milestones::CauseCode;
use domain::text::{Line, Prose};
use rust_decimal::Decimal;

/// A tenth of the base year is paid in advance, ten percent of full capability is retained; the first invoice is on the officer's desk.
pub(super) async fn tell(stage: &Stage, cast: &Cast, service: &str) -> Result<(), Error> {
    let ctx = &stage.ctx;
    stage.at(-2, 9, 0);
    let record = sheet(ctx, cast.who("officer")?, service, None)
        .await?
        .record;
    let advance = record.base_value_minor / 10;
    let input = MoneyTermsInput {
        retentions: vec![(4, Decimal::TEN)],
        advance_minor: advance,
        advance_percent: Decimal::from(25),
        damages: Some(DamagesRule::Ncia),
        basis: record.bilateral_modifications().last().map(str::to_owned),
    };
    let call = stage.call(cast.who("officer")?, "service payment");
    agree_money_terms(ctx, &call, service, record.version, input).await?;
    stage.at(-2, 10, 30);
    let version = sheet(ctx, cast.who("provider")?, service, None)
        .await?
        .record
        .version;
    let call = stage.call(cast.who("provider")?, "service delay notice");
    give_notice(ctx, &call, service, 3, version, notice(stage)?).await?;
    stage.at(-2, 14, 0);
    let version = sheet(ctx, cast.who("provider")?, service, None)
        .await?
        .record
        .version;
    let input = InvoiceInput {
        own_number: Line::parse("AO-2214").map_err(Error::not_now)?,
        kind: InvoiceKind::Advance,
        milestone: None,
        amount_minor: advance,
        last: false,
        note: "As agreed, before the second year.".to_owned(),
    };
    let call = stage.call(cast.who("provider")?, "service advance invoice");
    send_invoice(ctx, &call, service, version, input).await?;
    Ok(())
}

fn notice(stage: &Stage) -> Result<NoticeInput, Error> {
    let day = |days: i64| stage.day(days).date_naive();
    Ok(NoticeInput {
        problem: prose(
            "The users’ system, which the purchaser furnishes, came later than planned; integration began five weeks late.",
        )?,
        cause: CauseCode::PurchaserFurnishedItem,
        items: prose("Integration tests and the training of first users.")?,
        began_on: day(-30),
        action: prose("Tests run in two shifts; a copy of the system stands at our own site.")?,
        recovery_on: day(20),
        proposed_on: day(25),
    })
}

fn prose<const MOST: usize>(text: &str) -> Result<Prose<MOST>, Error> {
    Prose::parse(text).map_err(Error::not_now)
}
