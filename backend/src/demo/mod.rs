//! The demonstration: invented people and providers, told through the same use cases as everything else.
//!
//! Every step carries a fixed key, so loading it again does nothing twice and goes on where it stopped. The story
//! is told around the day of its first loading, which is kept, so that deadlines lie as they should.

mod people;

pub use people::{Cast, DemoAccount};

use crate::clock::SetClock;
use crate::{Call, Ctx, Error};
use chrono::{DateTime, Duration, NaiveTime, Utc};
use domain::actor::Actor;
use std::sync::Arc;

/// What loading gave.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// The accounts, with their passwords.
    pub accounts: Vec<DemoAccount>,
}

/// Loads the demonstration.
///
/// # Errors
/// When the store fails, or a step is refused, which would be a fault of the story.
pub async fn load(ctx: &Ctx) -> Result<Loaded, Error> {
    let stage = Stage::set(ctx).await?;
    let cast = people::cast(&stage).await?;
    Ok(Loaded {
        accounts: cast.accounts(ctx),
    })
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
