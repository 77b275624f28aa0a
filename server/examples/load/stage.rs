//! What stands before the first provider comes: a store, a solicitation that is about to close, people with sessions.

use crate::http::Browser;
use crate::{Load, Trouble};
use backend::clock::{Clock, SystemClock};
use backend::testing::World;
use backend::testing::fixtures::Published;
use chrono::{DateTime, TimeDelta, Utc};
use domain::actor::{Actor, Role};
use std::time::Duration;

/// A provider that will submit.
pub struct Offering {
    /// The offer, complete but for its file.
    pub reference: String,
    /// Whoever submits it.
    pub browser: Browser,
}

/// Everything that is prepared.
pub struct Stage {
    /// The store, the keys and the files.
    pub world: World,
    /// What is about to close.
    pub asked: Published,
    /// Those who offer.
    pub offerings: Vec<Offering>,
    /// The officers who open.
    pub openers: Vec<Browser>,
    /// Somebody who reads what was opened.
    pub officer: Browser,
    /// The folder in which everything is.
    pub folder: tempfile::TempDir,
    /// The address of the store.
    pub url: String,
}

/// How long the program has to start before the first provider comes.
const LEAD: u64 = 15;

impl Stage {
    /// Prepares a store of its own.
    pub async fn set(load: &Load) -> Result<Self, Trouble> {
        let folder = tempfile::tempdir()?;
        let file = folder.path().join("perigee.sqlite3");
        let url = match &load.postgres {
            Some(server) => backend::testing::database(server).await,
            None => format!("sqlite:{}", file.display()),
        };
        let world = World::lasting(&url, folder.path()).await;
        world.clock.set(SystemClock.now());
        let mut drafts = Vec::new();
        // Drafts take a while: the solicitation is published for them first, and its closing is set in the end.
        let asked = world.published_solicitation().await;
        for number in 0..load.offers {
            let name = format!("Provider {number}");
            let organisation = world.provider_organisation(&name).await;
            let actor = world.provider(&name, organisation).await;
            let (reference, _) = world.complete_draft(&asked, &actor, "100", &name).await;
            drafts.push((reference, actor));
        }
        let officer = world.person("Olga", Role::Officer).await;
        let asked = closing(&world, asked, load.seconds + LEAD).await?;
        let browser = async |actor: &Actor| Browser {
            address: load.address.clone(),
            session: world.session(actor).await,
        };
        let mut offerings = Vec::new();
        for (reference, actor) in drafts {
            offerings.push(Offering {
                reference,
                browser: browser(&actor).await,
            });
        }
        let openers = vec![
            browser(&asked.openers[0]).await,
            browser(&asked.openers[1]).await,
        ];
        let officer = browser(&officer).await;
        Ok(Self {
            world,
            asked,
            offerings,
            openers,
            officer,
            folder,
            url,
        })
    }

    /// How long it is until closing.
    pub fn closes_in(&self) -> Duration {
        let left = self.asked.closes_at - SystemClock.now();
        left.to_std().unwrap_or_default()
    }

    /// Waits until closing has passed by so much.
    pub async fn until_closed(&self, by: Duration) {
        let now: DateTime<Utc> = SystemClock.now();
        let left = self.asked.closes_at + by - now;
        tokio::time::sleep(left.to_std().unwrap_or_default()).await;
    }

    /// Removes the store.
    pub async fn clear(self, load: &Load) -> Result<(), Trouble> {
        self.world.ctx.db().close().await;
        if let Some(server) = &load.postgres {
            backend::testing::remove_database(server, &self.url).await;
        }
        self.folder.close()?;
        Ok(())
    }
}

/// Lets the solicitation close so many seconds from now.
async fn closing(world: &World, asked: Published, seconds: u64) -> Result<Published, Trouble> {
    let closes_at = SystemClock.now() + TimeDelta::seconds(seconds.try_into()?);
    world.clock.set(SystemClock.now());
    let update = "UPDATE solicitation SET closes_at = $1 WHERE id = $2";
    let update = world.ctx.db().query(update).bind(closes_at);
    update.bind(asked.id.0).run_one().await?;
    Ok(Published { closes_at, ..asked })
}
