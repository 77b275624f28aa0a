//! The command line. Everything goes through the same use cases as the pages.
//!
//! Exits: 0 done, 1 the check found something, 2 wrong usage or input, 3 the environment.

mod audit;
mod demo;
mod evaluate;
mod generate;
mod import;
mod rates;
mod serve;
mod user;
mod verify;
mod verify_opening;

use crate::config::{Config, ConfigError};
use clap::{Parser, Subcommand};
use std::process::ExitCode;

/// Perigee: where an alliance buys space capability from companies.
#[derive(Debug, Parser)]
#[command(name = "perigee", version)]
pub struct Command {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Serve the application
    Serve(serve::Serve),
    /// Load reference and demonstration data and print the demonstration accounts
    Demo(demo::Demo),
    /// Bring the store's schema to the newest version
    Migrate,
    /// Tell for each dependency whether it works
    Health,
    /// Keep accounts; passwords are never on the command line
    #[command(subcommand)]
    User(user::User),
    /// Check the log
    #[command(subcommand)]
    Audit(audit::Audit),
    /// Import records of others
    #[command(subcommand)]
    Import(import::Import),
    /// Keep exchange rates
    #[command(subcommand)]
    Rates(rates::Rates),
    /// Check a receipt or the record of an opening, without a store and without network
    #[command(subcommand)]
    Verify(verify::Verify),
    /// Fill an empty store with synthetic contracts, for measurements
    Generate(generate::Generate),
    /// Compute an evaluation from a file, without a store
    Evaluate(evaluate::Evaluate),
}

/// Why a command did not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// The check found something; it was printed already.
    #[error("{0}")]
    Found(String),
    /// Wrong usage or input.
    #[error("{0}")]
    Input(String),
    /// The environment: store, port, disk.
    #[error("{0}")]
    Environment(String),
}

impl Failure {
    fn code(&self) -> ExitCode {
        ExitCode::from(match self {
            Self::Found(_) => 1,
            Self::Input(_) => 2,
            Self::Environment(_) => 3,
        })
    }
}

impl From<ConfigError> for Failure {
    fn from(error: ConfigError) -> Self {
        match error {
            ConfigError::Variable { .. } => Self::Input(error.to_string()),
            other => Self::Environment(other.to_string()),
        }
    }
}

impl From<backend::Error> for Failure {
    fn from(error: backend::Error) -> Self {
        match error {
            backend::Error::Db(_) | backend::Error::Seal(_) | backend::Error::Internal(_) => {
                Self::Environment(error.to_string())
            }
            backend::Error::Invalid(fields) => Self::Input(
                fields
                    .iter()
                    .map(|error| format!("{}: {}", error.field, error.message))
                    .collect::<Vec<_>>()
                    .join("; "),
            ),
            other => Self::Input(other.to_string()),
        }
    }
}

/// Runs a command and answers with its exit code.
pub async fn run(command: Command) -> ExitCode {
    match dispatch(command.what).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            say(&format!("perigee: {failure}"));
            failure.code()
        }
    }
}

async fn dispatch(what: What) -> Result<(), Failure> {
    match what {
        What::Serve(serve) => serve.run().await,
        What::Demo(demo) => demo.run().await,
        What::Migrate => {
            Config::from_environment()?
                .open(true)
                .await?
                .db()
                .close()
                .await;
            print("the schema is up to date");
            Ok(())
        }
        What::Health => health().await,
        What::User(user) => user.run().await,
        What::Audit(audit) => audit.run().await,
        What::Import(import) => import.run().await,
        What::Rates(rates) => rates.run().await,
        What::Verify(verify) => verify.run(),
        What::Generate(generate) => generate.run().await,
        What::Evaluate(evaluate) => evaluate.run(),
    }
}

async fn health() -> Result<(), Failure> {
    let config = Config::from_environment()?;
    let ctx = config.open(false).await?;
    print(&format!("store   ok, {:?}", ctx.db().dialect()));
    print(&format!(
        "schema  ok\nkeys    ok, log key {}",
        ctx.keys().log_key_id()
    ));
    let mail = if config.mail.is_some() {
        "configured"
    } else {
        "not configured: messages wait"
    };
    print(&format!("mail    {mail}"));
    ctx.db().close().await;
    Ok(())
}

/// A line of the command's answer.
#[expect(
    clippy::print_stdout,
    reason = "the command line answers on standard output"
)]
pub(crate) fn print(line: &str) {
    println!("{line}");
}

/// A message for people, apart from the answer.
pub(crate) fn say(line: &str) {
    eprintln!("{line}");
}
