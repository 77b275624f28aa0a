//! `perigee demo`

use super::{Failure, print, say};
use crate::config::Config;
use backend::demo;
use clap::Args;

/// Loads reference and demonstration data, any number of times, and prints the demonstration accounts.
#[derive(Debug, Args)]
pub struct Demo {
    /// Answer with one JSON array of {role, name, email, password, passphrase}
    #[arg(long)]
    json: bool,
}

impl Demo {
    /// Runs the command.
    ///
    /// # Errors
    /// When the store cannot be used.
    pub async fn run(self) -> Result<(), Failure> {
        let config = Config::from_environment()?;
        let ctx = config.open(true).await?;
        let loaded = demo::load(&ctx).await?;
        ctx.db().close().await;
        if self.json {
            print(
                &serde_json::to_string(&loaded.accounts)
                    .map_err(|error| Failure::Environment(error.to_string()))?,
            );
            return Ok(());
        }
        say("Demonstration data is loaded; it is marked as such wherever it is shown. Sign in as:");
        for account in &loaded.accounts {
            print(&format!(
                "  {:<14} {:<35} {}   {}",
                account.role, account.email, account.password, account.name
            ));
            if let Some(passphrase) = &account.passphrase {
                print(&format!(
                    "  {:<14} {:<35} {passphrase}",
                    "", "  opening key"
                ));
            }
        }
        Ok(())
    }
}
