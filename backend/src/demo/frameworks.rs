//! A framework of three holders in a cascade: an order taken at once, one that the first declined, one that is asked.

use super::judged::reference_of;
use super::tenders_lots::PASSES;
use super::{Cast, Stage, evaluated};
use crate::contracts::{self, ContractInput, SignStep};
use crate::frameworks::{self, Answered, CallOffInput, FrameworkInput};
use crate::{Error, evaluation};
use domain::contracts::VehicleKind;
use domain::frameworks::{AllocationRule, Ramp};
use domain::text::{Line, Prose};

/// Lot, holder, what its contract is called.
const HOLDERS: [(&str, &str, &str); 3] = [
    ("L1", "provider", "Passes on call, northern stations"),
    ("L2", "provider2", "Passes on call, Baltic stations"),
    ("L3", "provider3", "Passes on call, Alpine stations"),
];

/// Awards three lots, makes and signs their contracts, joins them, and calls off.
pub(super) async fn tell(stage: &Stage, cast: &Cast) -> Result<(), Error> {
    let solicitation = evaluated(stage, cast, &PASSES).await?;
    let mut contracts = Vec::new();
    for holder in HOLDERS {
        award(stage, cast, &solicitation, holder).await?;
        contracts.push(contract(stage, cast, &solicitation, holder).await?);
    }
    stage.at(-148, 10, 0);
    let call = stage.call(cast.who("officer")?, "framework make");
    let framework = frameworks::make(&stage.ctx, &call, terms(stage, contracts)?).await?;
    call_offs(stage, cast, &framework).await
}

async fn award(
    stage: &Stage,
    cast: &Cast,
    solicitation: &str,
    (lot, by, _): (&str, &str, &str),
) -> Result<(), Error> {
    let (ctx, at) = (&stage.ctx, (solicitation, Some(lot)));
    let step = |who: &str, what: &str| {
        let actor = cast.who(who)?;
        Ok::<_, Error>(stage.call(actor, &format!("passes {lot} {what}")))
    };
    stage.at(PASSES.closes + 12, 9, 0);
    let offer = reference_of(ctx, solicitation, cast, by).await?;
    let reason = "The best offer for these stations, at a price within the estimate.";
    let call = step("officer", "recommend")?;
    let version = evaluation::recommend(ctx, &call, at, &offer, reason).await?;
    stage.at(PASSES.closes + 13, 15, 0);
    evaluation::approve(ctx, &step("officer2", "approve")?, at, version, None).await?;
    stage.at(PASSES.closes + 30, 9, 0);
    evaluation::clear(ctx, &step("officer", "clear")?, at).await?;
    Ok(())
}

async fn contract(
    stage: &Stage,
    cast: &Cast,
    solicitation: &str,
    (lot, _, title): (&str, &str, &str),
) -> Result<String, Error> {
    let (ctx, officer) = (&stage.ctx, cast.who("officer")?);
    let day = |days: i64| stage.day(days).date_naive();
    stage.at(-155, 10, 0);
    let input = ContractInput {
        title: line(title)?,
        vehicle: VehicleKind::FrameworkAgreement,
        ceiling_minor: 70_000_000,
        effective_on: day(-150),
        ends_on: day(945),
        ordering_ends_on: Some(day(945)),
        guaranteed_minimum_minor: None,
        min_order_minor: Some(500_000),
        max_order_minor: Some(30_000_000),
        initial_obligation_minor: 0,
        option_ends: Vec::new(),
        notice_days: 60,
        milestones: Vec::new(),
        letter: None,
    };
    let call = stage.call(officer, &format!("passes {lot} make"));
    let contract = contracts::make(ctx, &call, (solicitation, Some(lot)), input).await?;
    stage.at(-150, 9, 0);
    for (version, step) in [(1, SignStep::Contractor), (2, SignStep::Purchaser)] {
        let call = stage.call(officer, &format!("passes {lot} sign {version}"));
        contracts::sign(ctx, &call, &contract, version, step).await?;
    }
    Ok(contract)
}

fn terms(stage: &Stage, contracts: Vec<String>) -> Result<FrameworkInput, Error> {
    let day = |days: i64| stage.day(days).date_naive();
    Ok(FrameworkInput {
        title: line("Ground station passes on call")?,
        rule: AllocationRule::Cascade,
        contracts,
        ceiling_minor: Some(150_000_000),
        free_up_to_minor: None,
        ordering_starts_on: day(-148),
        ordering_ends_on: day(945),
        longer_reason: None,
        competed_on: Some(day(PASSES.closes)),
        answer_days: 10,
        purchasers: vec![
            "Allied Joint Force Command".to_owned(),
            "NATO Communications and Information Agency".to_owned(),
        ],
        on_ramp: Some(Ramp {
            from: day(200),
            to: day(260),
        }),
        off_ramp: Some(Ramp {
            from: day(200),
            to: day(260),
        }),
    })
}

/// The version at which an officer finds the framework.
async fn version(stage: &Stage, cast: &Cast, framework: &str) -> Result<i64, Error> {
    let officer = cast.who("officer")?;
    let sheet = frameworks::sheet(&stage.ctx, officer, framework, None).await?;
    Ok(sheet.record.version)
}

async fn call_offs(stage: &Stage, cast: &Cast, framework: &str) -> Result<(), Error> {
    ask(
        stage,
        cast,
        framework,
        -120,
        ("Passes for a winter exercise", 12_600_000),
    )
    .await?;
    answer(stage, cast, framework, -118, (1, "provider", true)).await?;
    issue(stage, cast, framework, -117, 1).await?;
    ask(
        stage,
        cast,
        framework,
        -60,
        ("Passes for a search and rescue drill", 7_800_000),
    )
    .await?;
    answer(stage, cast, framework, -57, (2, "provider", false)).await?;
    answer(stage, cast, framework, -55, (2, "provider2", true)).await?;
    issue(stage, cast, framework, -54, 2).await?;
    ask(
        stage,
        cast,
        framework,
        -2,
        ("Passes for a launch campaign", 9_400_000),
    )
    .await
}

async fn ask(
    stage: &Stage,
    cast: &Cast,
    framework: &str,
    at: i64,
    (title, amount_minor): (&str, i64),
) -> Result<(), Error> {
    stage.at(at, 10, 0);
    let call = stage.call(cast.who("officer")?, &format!("framework ask {at}"));
    let input = CallOffInput {
        title: line(title)?,
        purchaser: line("Allied Joint Force Command")?,
        amount_minor,
        starts_on: stage.day(at + 20).date_naive(),
        ends_on: stage.day(at + 50).date_naive(),
        holder: None,
        reason: None,
        basis: None,
    };
    let version = version(stage, cast, framework).await?;
    frameworks::call_off(&stage.ctx, &call, framework, version, input).await?;
    Ok(())
}

async fn answer(
    stage: &Stage,
    cast: &Cast,
    framework: &str,
    at: i64,
    (number, who, accept): (i64, &str, bool),
) -> Result<(), Error> {
    stage.at(at, 14, 0);
    let call = stage.call(cast.who(who)?, &format!("framework answer {number} {who}"));
    let reason = if accept {
        None
    } else {
        let words = "One antenna is being repaired; the passes would come too late.";
        Some(Prose::parse(words).map_err(Error::not_now)?)
    };
    let answered = Answered { accept, reason };
    frameworks::answer(&stage.ctx, &call, framework, number, answered).await?;
    Ok(())
}

async fn issue(
    stage: &Stage,
    cast: &Cast,
    framework: &str,
    at: i64,
    number: i64,
) -> Result<(), Error> {
    stage.at(at, 9, 0);
    let call = stage.call(cast.who("officer")?, &format!("framework issue {number}"));
    let version = version(stage, cast, framework).await?;
    frameworks::issue(&stage.ctx, &call, framework, version, number).await?;
    Ok(())
}

fn line(text: &str) -> Result<Line<200>, Error> {
    Line::parse(text).map_err(Error::not_now)
}
