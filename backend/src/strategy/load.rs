//! Loading the reference data that the program ships.

use super::seed::Seed;
use super::write::{self, Loader};
use crate::audit::Happening;
use crate::{Call, Ctx, Error, begin};
use domain::policy::Subject;
use domain::policy::actions::LoadReference;
use serde::{Deserialize, Serialize};

/// How many rows a run wrote, by what they tell; all zero when everything was there.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// Objectives, lines, tenets, functional areas.
    pub strategy_items: i64,
    /// Nations.
    pub nations: i64,
    /// Programmes.
    pub programmes: i64,
    /// Facts of programmes in words.
    pub facts: i64,
    /// Standings of nations in programmes.
    pub standings: i64,
    /// Sources of programmes.
    pub sources: i64,
    /// Contributions that public sources report.
    pub reported_contributions: i64,
    /// Contracts that public sources report.
    pub public_contracts: i64,
}

impl Report {
    /// Rows written in all.
    #[must_use]
    pub const fn written(&self) -> i64 {
        self.strategy_items
            + self.nations
            + self.programmes
            + self.facts
            + self.standings
            + self.sources
            + self.reported_contributions
            + self.public_contracts
    }
}

/// Writes the Strategy, the nations and the programmes with their sources into the store.
/// A run that finds everything in place changes nothing and records nothing. Rows that people made stay as they are.
///
/// # Errors
/// When the rules refuse, a file that is built in is unreadable, or the store fails.
pub async fn load_reference(ctx: &Ctx, call: &Call) -> Result<Report, Error> {
    let mut work = begin!(ctx, call);
    let permit = work.permit::<LoadReference>(Subject::ANY)?;
    work.tx.lock("reference").await?;
    let seed = Seed::read()?;
    let mut loader = Loader {
        tx: &mut work.tx,
        ctx,
    };
    let report = Report {
        strategy_items: write::items(&mut loader, seed.items).await?,
        nations: write::nations(&mut loader, seed.nations).await?,
        programmes: write::programmes(&mut loader, seed.programmes).await?,
        facts: write::facts(&mut loader, seed.facts).await?,
        standings: write::standings(&mut loader, seed.standings).await?,
        sources: write::sources(&mut loader, seed.sources).await?,
        reported_contributions: write::reported(&mut loader, seed.reported).await?,
        public_contracts: write::contracts(&mut loader, seed.contracts).await?,
    };
    if report.written() > 0 {
        let words = format!("Loaded reference data: {} rows", report.written());
        let happening = Happening::to("programme", ctx.new_id(), "reference", words);
        work.record(&permit, happening.after(&report)?).await?;
    }
    work.commit(report).await
}
