//! `perigee generate`

use super::{Failure, print};
use crate::config::Config;
use backend::demo;
use backend::generate::{self, Size};
use clap::Args;

/// Fills an empty store with synthetic contracts, milestones and events, for measurements: each step of the scale has
/// 2,000 contracts, 20,000 milestones and 200,000 events. Prints one JSON object that says what was made, and the
/// demonstration's accounts.
#[derive(Debug, Args)]
pub struct Generate {
    /// The same seed tells the same stories
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Steps of 2,000 contracts; 10 is the size that Perigee is measured at
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u64).range(1..=50))]
    scale: u64,
}

impl Generate {
    /// Runs the command.
    ///
    /// # Errors
    /// When contracts were generated before, or the store cannot be used.
    pub async fn run(self) -> Result<(), Failure> {
        let ctx = Config::from_environment()?.open(true).await?;
        let demonstration = demo::load(&ctx).await?;
        let size = Size::steps(self.scale);
        let made = generate::generate(&ctx, demonstration.officer, self.seed, size).await?;
        ctx.db().close().await;
        let said = serde_json::json!({
            "contracts": made.contracts, "milestones": made.milestones, "events": made.events, "usual": made.usual,
            "longest": made.longest, "gate": made.gate, "drawn": made.drawn, "accounts": demonstration.accounts,
        });
        print(&said.to_string());
        Ok(())
    }
}
