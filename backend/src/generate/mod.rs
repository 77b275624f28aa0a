//! Seeded synthetic contracts, for measurements: how does Perigee answer when it is full?
//!
//! Every state comes from the same rules as a person's act (signing, forecasting, accepting, paying, modifying), is checked
//! for what must hold, and is written by the code that writes contracts and events. Only the way is shorter: a hundred
//! contracts share a transaction, and rows are written once, as they are in the end. The same seed tells the same story;
//! identities are new each time.

mod draft;
mod store;
mod story;

use crate::clock::SetClock;
use crate::contracts::ContractRecord;
use crate::providers::{self, NewProvider, ProviderInput};
use crate::{Call, Ctx, Error};
use domain::actor::Person;
use domain::evaluation::sensitivity::Generator;
use domain::id::ProviderId;
use std::sync::Arc;
use story::{Part, Scene, Story};
use uuid::Uuid;

/// How much is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    /// Contracts; each has ten milestones.
    pub contracts: u64,
    /// Events of all kinds.
    pub events: u64,
    /// Contracts among them whose milestones wait for one another.
    pub linked: u64,
    /// Contracts among them of the programme whose plan is drawn.
    pub drawn: u64,
}

impl Size {
    /// So many steps of 2,000 contracts and 200,000 events; ten are the size that Perigee is measured at. At every size
    /// 5,000 milestones are linked with one another and one programme has 500.
    #[must_use]
    pub const fn steps(steps: u64) -> Self {
        Self {
            contracts: steps * 2_000,
            events: steps * 200_000,
            linked: 500,
            drawn: 50,
        }
    }

    /// What a contract is for in the measurement.
    const fn part(self, number: u64) -> Part {
        if number < self.linked {
            Part::Linked
        } else if number < self.linked + self.drawn {
            Part::Drawn
        } else {
            Part::Usual
        }
    }
}

/// Organisations that hold the contracts.
const HOLDERS: u64 = 200;

/// Contracts in one transaction.
const TOGETHER: u64 = 100;

/// What was made.
#[derive(Clone, Debug)]
pub struct Generated {
    /// Contracts.
    pub contracts: u64,
    /// Milestones.
    pub milestones: u64,
    /// Events, those of contracts and the others.
    pub events: u64,
    /// Reference of a contract like most.
    pub usual: String,
    /// Reference of the contract with the longest history.
    pub longest: String,
    /// Reference of the contract on whose first milestone all others wait that are linked.
    pub gate: String,
    /// Code of the programme whose plan is drawn.
    pub drawn: &'static str,
}

/// Fills a store that has the reference data, as told by an officer.
///
/// # Errors
/// When contracts were generated before, or the store fails.
pub async fn generate(
    ctx: &Ctx,
    officer: Person,
    seed: u64,
    size: Size,
) -> Result<Generated, Error> {
    let known: bool = ctx
        .db()
        .query("SELECT EXISTS (SELECT 1 FROM contract WHERE external_key LIKE 'generated %')")
        .scalar()
        .await?;
    if known {
        return Err(Error::not_now(
            "this store has generated contracts already: begin with an empty store",
        ));
    }
    let clock = Arc::new(SetClock::at(ctx.now()));
    let scene = Scene {
        ctx: ctx.with_clock(clock.clone()),
        clock,
        today: ctx.now(),
        holders: holders(ctx).await?,
        officer,
    };
    let mut chance = Generator::new(seed);
    let mut made = Generated {
        contracts: 0,
        milestones: 0,
        events: 0,
        usual: String::new(),
        longest: String::new(),
        gate: String::new(),
        drawn: draft::DRAWN,
    };
    let linked = contracts(&scene, &mut chance, size, &mut made).await?;
    made.gate = store::link(&scene, &linked).await?;
    made.events += store::other_events(&scene, &mut chance, size.events, made.events).await?;
    store::settle(ctx).await?;
    Ok(made)
}

/// Tells and writes the contracts; answers with those that are to be linked.
async fn contracts(
    scene: &Scene,
    chance: &mut Generator,
    size: Size,
    made: &mut Generated,
) -> Result<Vec<ContractRecord>, Error> {
    let (mut linked, mut longest) = (Vec::new(), 0);
    while made.contracts < size.contracts {
        let numbers = made.contracts..(made.contracts + TOGETHER).min(size.contracts);
        let stories = numbers.map(|number| Story::told(scene, chance, number, size.part(number)));
        let stories = stories.collect::<Result<Vec<_>, _>>()?;
        store::write(scene, &stories).await?;
        for story in stories {
            let events = story.events.len();
            made.contracts += 1;
            made.milestones += story.record.milestones.len() as u64;
            made.events += events as u64;
            match size.part(story.number) {
                Part::Linked => linked.push(story.record),
                Part::Usual if events > longest => {
                    (longest, made.longest) = (events, story.record.reference);
                }
                Part::Usual => made.usual = story.record.reference,
                Part::Drawn => {}
            }
        }
    }
    Ok(linked)
}

/// The organisations that hold generated contracts.
async fn holders(ctx: &Ctx) -> Result<Vec<(ProviderId, String)>, Error> {
    let nations = ["NO", "DK", "FI", "DE", "FR", "IT", "CA", "US", "GB", "PL"];
    for (number, nation) in (0..HOLDERS).zip(nations.into_iter().cycle()) {
        let provider = NewProvider::try_from(ProviderInput {
            name: format!("Synthetic Space {number:03}"),
            nation: nation.to_owned(),
            sme: number % 3 == 0,
            website: String::new(),
            description: "Made for measurements.".to_owned(),
        })?;
        let provider = NewProvider {
            demonstration: true,
            ..provider
        };
        providers::add(ctx, &Call::system("generate"), provider).await?;
    }
    let rows: Vec<(Uuid, String)> = ctx
        .db()
        .query(
            "SELECT id, name FROM provider WHERE name LIKE 'Synthetic Space %' ORDER BY reference",
        )
        .all()
        .await?;
    let holders = rows.into_iter().map(|(id, name)| (ProviderId(id), name));
    Ok(holders.collect())
}
