//! The demonstration: invented people and providers, told through the same use cases as everything else.
//!
//! Every step carries a fixed key, so loading it again does nothing twice and goes on where it stopped. The story
//! is told around the day of its first loading, which is kept, so that deadlines lie as they should.

mod acceptance;
mod asked;
mod attached;
mod capabilities;
mod delivery;
mod frameworks;
mod judged;
mod late;
mod life;
mod money;
mod nations;
mod needs;
mod people;
mod plan;
mod readiness;
mod registry;
mod reversed;
mod service;
mod tender;
mod tenders;
mod tenders_lots;

pub use people::{Cast, DemoAccount};

use crate::clock::SetClock;
use crate::overrides::Decision;
use crate::rates::{self as exchange, RateInput};
use crate::{Call, Ctx, Error, ocds, strategy};
use chrono::{DateTime, Duration, NaiveTime, Utc};
use domain::actor::{Actor, Person};
use rust_decimal::Decimal;
use std::sync::Arc;
use tender::Tender;

/// What loading gave.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// The accounts, with their passwords.
    pub accounts: Vec<DemoAccount>,
    /// The officer of the story.
    pub officer: Person,
}

/// Loads the demonstration.
///
/// # Errors
/// When the store fails, or a step is refused, which would be a fault of the story.
pub async fn load(ctx: &Ctx) -> Result<Loaded, Error> {
    let stage = Stage::set(ctx).await?;
    strategy::load_reference(ctx, &Call::system("reference data")).await?;
    ocds::load_demonstration(ctx, &Call::system("imported records")).await?;
    let cast = people::cast(&stage).await?;
    registry::statements(&stage, &cast).await?;
    rates(&stage, &cast).await?;
    past(&stage, &cast).await?;
    present(&stage, &cast).await?;
    needs::tell(&stage, &cast).await?;
    registry::registration(&stage).await?;
    frameworks::tell(&stage, &cast).await?;
    let officer = cast.who("officer")?.person().cloned();
    Ok(Loaded {
        accounts: cast.accounts(ctx),
        officer: officer.ok_or_else(|| Error::Internal("the officer is no person".to_owned()))?,
    })
}

/// Rates for the story's closings: one officer types them, another approves. They are invented and say so.
async fn rates(stage: &Stage, cast: &Cast) -> Result<(), Error> {
    for (days, currency, units) in [
        (-363, "NOK", 1_164),
        (-25, "NOK", 1_171),
        (-3, "NOK", 1_168),
        (-3, "CAD", 158),
        (-3, "USD", 112),
    ] {
        stage.at(days, 16, 0);
        let input = RateInput {
            currency: currency.parse().map_err(Error::not_now)?,
            on_day: stage.day(days).date_naive(),
            units_per_eur: Decimal::new(units, 2),
            source: "Invented for the demonstration; not a rate of the European Central Bank",
            reason: "",
        };
        let call = stage.call(cast.who("officer")?, &format!("rate {currency} {days}"));
        let id = exchange::propose(&stage.ctx, &call, input).await?;
        stage.at(days, 16, 10);
        let call = stage.call(
            cast.who("officer2")?,
            &format!("rate {currency} {days} approved"),
        );
        exchange::decide(&stage.ctx, &call, id, Decision::Approve, "").await?;
    }
    Ok(())
}

/// A solicitation that led to a contract, and the contract's first year.
async fn past(stage: &Stage, cast: &Cast) -> Result<(), Error> {
    let tender = &tenders::ASSURED_ACCESS;
    let solicitation = evaluated(stage, cast, tender).await?;
    tender.award(stage, cast, &solicitation, "provider").await?;
    let contract = delivery::tell(stage, cast, &solicitation).await?;
    nations::contributions(stage, cast, &contract).await?;
    let on_call = &tenders::TERMINALS;
    let solicitation = evaluated(stage, cast, on_call).await?;
    on_call
        .award(stage, cast, &solicitation, "provider2")
        .await?;
    let vehicle = delivery::orders(stage, cast, &solicitation).await?;
    plan::linked(stage, cast, &contract, &vehicle).await?;
    readiness::tell(stage, cast, &contract, &vehicle).await?;
    life::tell(stage, cast, &contract, &vehicle).await?;
    acceptance::tell(stage, cast, &vehicle).await?;
    money::tell(stage, cast, &contract).await?;
    capabilities::tell(stage, cast, &contract, &vehicle).await
}

/// From publication to a stored result.
async fn evaluated(stage: &Stage, cast: &Cast, tender: &Tender) -> Result<String, Error> {
    let solicitation = tender.publish(stage, cast).await?;
    tender.offers(stage, cast, &solicitation).await?;
    tender.open(stage, cast, &solicitation).await?;
    tender.panel(stage, cast, &solicitation).await?;
    let mistaken = (tender.key == tenders::MARITIME.key).then_some("provider3");
    tender.check(stage, cast, &solicitation, mistaken).await?;
    tender.score(stage, cast, &solicitation, 2).await?;
    if tender.key == tenders::MARITIME.key {
        tender
            .moderate(stage, cast, &solicitation, "provider3", "T1", "58")
            .await?;
    }
    tender.run(stage, cast, &solicitation).await?;
    Ok(solicitation)
}

/// Solicitations at every point of their life today.
async fn present(stage: &Stage, cast: &Cast) -> Result<(), Error> {
    let maritime = &tenders::MARITIME;
    let solicitation = evaluated(stage, cast, maritime).await?;
    maritime
        .ask(stage, cast, &solicitation, "provider3")
        .await?;
    evaluated(stage, cast, &tenders_lots::WEATHER).await?;
    let archive = tenders::ARCHIVE.publish(stage, cast).await?;
    tenders::ARCHIVE.offers(stage, cast, &archive).await?;
    tenders::ARCHIVE.open(stage, cast, &archive).await?;
    tenders::ARCHIVE.panel(stage, cast, &archive).await?;
    tenders::ARCHIVE.check(stage, cast, &archive, None).await?;
    tenders::ARCHIVE.score(stage, cast, &archive, 1).await?;
    let relay = tenders::RELAY.publish(stage, cast).await?;
    tenders::RELAY.offers(stage, cast, &relay).await?;
    late::offers(stage, cast, &relay).await?;
    let warning = tenders::WARNING.publish(stage, cast).await?;
    registry::declarations(stage, cast, &warning).await?;
    stage.at(-5, 10, 0);
    if let [submitted, draft] = tenders::WARNING.bids {
        tenders::WARNING
            .submit(stage, cast, &warning, submitted)
            .await?;
        tenders::WARNING
            .write_offer(stage, cast, &warning, draft)
            .await?;
    }
    tenders::LAUNCH.write(stage, cast).await?;
    Ok(())
}

/// The store with a clock that the story moves.
pub(crate) struct Stage {
    /// The store with the story's clock.
    pub ctx: Ctx,
    clock: Arc<SetClock>,
    anchor: DateTime<Utc>,
}

impl Stage {
    async fn set(real: &Ctx) -> Result<Self, Error> {
        let today = real.now().date_naive().and_time(NaiveTime::MIN).and_utc();
        real.db()
            .query("INSERT INTO setting (name, value, changed_at) VALUES ('demonstration.day', $1, $2) ON CONFLICT (name) DO NOTHING")
            .bind(today.to_rfc3339())
            .bind(real.now())
            .run()
            .await?;
        let kept: String = real
            .db()
            .query("SELECT value FROM setting WHERE name = 'demonstration.day'")
            .scalar()
            .await?;
        let anchor = DateTime::parse_from_rfc3339(&kept)
            .map_err(|error| Error::Internal(error.to_string()))?
            .to_utc();
        let clock = Arc::new(SetClock::at(anchor));
        Ok(Self {
            ctx: real.with_clock(clock.clone()),
            clock,
            anchor,
        })
    }

    /// Moves the story to `days` before (negative) or after the day of loading, at an hour of that day, UTC.
    pub fn at(&self, days: i64, hour: i64, minute: i64) {
        self.clock
            .set(self.day(days) + Duration::hours(hour) + Duration::minutes(minute));
    }

    /// Midnight, UTC, of a day counted from the day of loading.
    pub fn day(&self, days: i64) -> DateTime<Utc> {
        self.anchor + Duration::days(days)
    }

    /// A step by somebody, done once.
    pub fn call(&self, actor: &Actor, step: &str) -> Call {
        Call::with_key(
            actor.clone(),
            format!("demonstration {step}"),
            step.as_bytes(),
        )
    }
}
