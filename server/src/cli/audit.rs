//! `perigee audit …`

use super::{Failure, print};
use crate::config::Config;
use clap::Subcommand;

/// Checking the log.
#[derive(Debug, Subcommand)]
pub enum Audit {
    /// Recompute the whole log and name the first event that does not fit
    Verify {
        /// Answer with one JSON object
        #[arg(long)]
        json: bool,
    },
}

impl Audit {
    /// Runs the command.
    ///
    /// # Errors
    /// When the log does not verify, or the store cannot be used.
    pub async fn run(self) -> Result<(), Failure> {
        let Self::Verify { json } = self;
        let ctx = Config::from_environment()?.open(false).await?;
        let verdict = backend::audit::verify(&ctx).await?;
        ctx.db().close().await;
        if json {
            print(
                &serde_json::to_string(&verdict)
                    .map_err(|error| Failure::Environment(error.to_string()))?,
            );
        }
        match &verdict.broken {
            Some(broken) => Err(Failure::Found(format!("the log does not verify: {broken}"))),
            None if json => Ok(()),
            None => {
                let (events, checkpoints, root) =
                    (verdict.events, verdict.checkpoints, &verdict.root);
                print(&format!(
                    "the log is intact: {events} events, {checkpoints} signed checkpoints, root {root}"
                ));
                Ok(())
            }
        }
    }
}
