//! A filled store, and the program that serves it.

use crate::http::Browser;
use crate::{Scale, Trouble, say};
use backend::clock::SystemClock;
use backend::testing::World;
use domain::actor::Role;
use serde::Deserialize;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// What `perigee generate` says that it made.
#[derive(Debug, Deserialize)]
pub struct Made {
    contracts: u64,
    milestones: u64,
    events: u64,
    /// A contract like most.
    pub usual: String,
    /// The one with the longest history.
    pub longest: String,
    /// The one on whose first milestone 5,000 wait.
    pub gate: String,
    /// The programme with 500 milestones.
    pub drawn: String,
}

/// A filled store.
pub struct Filled {
    /// What is in it.
    pub made: Made,
    /// An officer.
    pub officer: Browser,
    url: String,
    folder: tempfile::TempDir,
}

/// The running program; it ends with this value.
pub struct Program(Child);

impl Drop for Program {
    fn drop(&mut self) {
        // It may have ended by itself; there is nothing else to do then.
        let _ = self.0.kill().and_then(|()| self.0.wait().map(drop));
    }
}

impl Program {
    /// Processor time that it took so far, in milliseconds, of all its threads.
    pub fn processor(&self) -> Result<f64, Trouble> {
        /// Hundredths of a second, whatever the kernel counts in (proc(5), `_SC_CLK_TCK`).
        const TICK: f64 = 10.0;
        let text = std::fs::read_to_string(format!("/proc/{}/stat", self.0.id()))?;
        let after_name = text.rsplit_once(") ").ok_or("no name in stat")?.1;
        let fields: Vec<&str> = after_name.split(' ').collect();
        let ticks = |field: usize| {
            fields
                .get(field)
                .and_then(|ticks| ticks.parse::<f64>().ok())
        };
        let (user, system) = (ticks(11), ticks(12));
        Ok((user.ok_or("no user time")? + system.ok_or("no system time")?) * TICK)
    }
}

impl Filled {
    /// Fills a store of its own.
    pub async fn with(scale: &Scale, size: u64) -> Result<Self, Trouble> {
        let folder = tempfile::tempdir()?;
        let url = match &scale.postgres {
            Some(server) => backend::testing::database(server).await,
            None => format!("sqlite:{}", folder.path().join("perigee.sqlite3").display()),
        };
        let began = Instant::now();
        let made = Command::new(&scale.program)
            .args(["generate", "--seed", &scale.seed.to_string()])
            .args(["--scale", &size.to_string()])
            .env("DATABASE_URL", &url)
            .env("PERIGEE_DATA", folder.path())
            .stderr(Stdio::inherit())
            .output()?;
        let made: Made = serde_json::from_slice(&made.stdout)?;
        say(&format!(
            "{} contracts, {} milestones, {} events in {:.0?}",
            made.contracts,
            made.milestones,
            made.events,
            began.elapsed()
        ));
        let world = World::lasting(&url, folder.path()).await;
        world.clock.set(backend::clock::Clock::now(&SystemClock));
        let officer = world.person("Measuring Officer", Role::Officer).await;
        let officer = Browser {
            address: scale.address.clone(),
            session: world.session(&officer).await,
        };
        world.ctx.db().close().await;
        Ok(Self {
            made,
            officer,
            url,
            folder,
        })
    }

    /// Starts the program over it and waits until it answers and is at rest.
    pub async fn serve(&self, scale: &Scale) -> Result<Program, Trouble> {
        let child = Command::new(&scale.program)
            .arg("serve")
            .env("DATABASE_URL", &self.url)
            .env("PERIGEE_DATA", self.folder.path())
            .env("PERIGEE_ADDR", &scale.address)
            .env("PERIGEE_LOG", "warn")
            .stdout(Stdio::null())
            .spawn()?;
        let program = Program(child);
        for _ in 0..600 {
            if self.officer.get("/healthz").await.is_ok() {
                tokio::time::sleep(Duration::from_secs(2)).await;
                return Ok(program);
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        Err("the program does not answer".into())
    }

    /// Removes the store.
    pub async fn clear(self, scale: &Scale) -> Result<(), Trouble> {
        if let Some(server) = &scale.postgres {
            backend::testing::remove_database(server, &self.url).await;
        }
        Ok(self.folder.close()?)
    }
}
