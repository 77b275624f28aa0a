//! Many providers submit large offers in the last two minutes before closing, to the real program over HTTP on loopback.
//!
//! `cargo run -p server --example load -- --program target/quick/perigee --offers 200 --megabytes 20`
//!
//! Shows that every acknowledged offer is there, verifies and opens, that none is taken after closing, and how much memory
//! and time that takes; with `--kill` the program is killed in the middle and started again. Ends with 1 when something
//! does not hold.

mod check;
mod http;
mod opening;
mod program;
mod provider;
mod stage;

use clap::Parser;
use provider::Outcome;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

/// What went wrong on the way to a measurement.
pub type Trouble = Box<dyn std::error::Error + Send + Sync>;

/// Submits many large offers just before closing.
#[derive(Clone, Debug, Parser)]
pub struct Load {
    /// The program to measure
    #[arg(long)]
    pub program: PathBuf,
    /// `postgres://…` for a server on which a database may be made; a SQLite file without it
    #[arg(long)]
    pub postgres: Option<String>,
    /// How many providers submit
    #[arg(long, default_value_t = 200)]
    pub offers: usize,
    /// How large the files of each offer are together, in millions of bytes
    #[arg(long, default_value_t = 20)]
    pub megabytes: usize,
    /// Over how many seconds before closing the providers come
    #[arg(long, default_value_t = 120)]
    pub seconds: u64,
    /// Kill the program in the middle, and start it again
    #[arg(long)]
    pub kill: bool,
    /// Where to listen
    #[arg(long, default_value = "127.0.0.1:3399")]
    pub address: String,
}

#[tokio::main]
async fn main() -> ExitCode {
    let load = Load::parse();
    match run(&load).await {
        Ok(faults) if faults.is_empty() => {
            say("everything holds");
            ExitCode::SUCCESS
        }
        Ok(faults) => {
            faults
                .iter()
                .for_each(|fault| say(&format!("FAULT {fault}")));
            ExitCode::from(1)
        }
        Err(trouble) => {
            say(&format!("it could not be measured: {trouble}"));
            ExitCode::from(3)
        }
    }
}

async fn run(load: &Load) -> Result<Vec<String>, Trouble> {
    let stage = stage::Stage::set(load).await?;
    let program = program::Program::start(load, &stage).await?;
    say(&format!("closing at {}", stage.asked.closes_at));
    let killer = tokio::spawn(
        program
            .clone()
            .killed_half_way(load.clone(), stage.closes_in()),
    );
    let outcomes = provider::all(load, &stage).await;
    killer.await??;
    tell(&outcomes, &program);
    stage.until_closed(Duration::from_secs(5)).await;
    let mut faults = check::receipts(load, &stage, &outcomes).await?;
    faults.extend(check::late(&stage, &outcomes));
    faults.extend(opening::open(load, &stage, &program, &outcomes).await?);
    faults.extend(check::files(load, &stage, &outcomes).await?);
    let peak = program.peak_megabytes();
    say(&format!("memory: at most {peak} MB resident (VmHWM)"));
    if peak >= 400 {
        faults.push(format!("the program took {peak} MB"));
    }
    program.stop();
    stage.clear(load).await?;
    Ok(faults)
}

fn tell(outcomes: &[Outcome], program: &program::Program) {
    let taken = |outcome: &&Outcome| outcome.taken.is_some();
    let acknowledged = outcomes.iter().filter(taken).count();
    let late = outcomes.iter().filter(|outcome| outcome.late).count();
    let tries: usize = outcomes.iter().map(|outcome| outcome.tries).sum();
    let mut times: Vec<Duration> = outcomes
        .iter()
        .filter(taken)
        .map(|outcome| outcome.took)
        .collect();
    times.sort();
    let at = |part: usize| times.get((times.len() * part / 100).min(times.len().saturating_sub(1)));
    say(&format!(
        "{acknowledged} of {} acknowledged, {late} refused as late, {tries} requests",
        outcomes.len()
    ));
    say(&format!(
        "from first byte to receipt: median {:?}, 95 % {:?}, longest {:?}",
        at(50),
        at(95),
        times.last()
    ));
    say(&format!(
        "memory while they came: {} MB",
        program.peak_megabytes()
    ));
}

/// A line of the measurement.
#[expect(
    clippy::print_stdout,
    reason = "the measurement answers on standard output"
)]
pub fn say(line: &str) {
    println!("{line}");
}
