//! How does Perigee answer when it is full? Fills stores of two sizes with seeded contracts and measures its pages over
//! HTTP on loopback, in processor time of the program itself.
//!
//! `cargo run --release -p server --example scale -- --program target/release/perigee --scale 10`
//!
//! Ends with 1 when a page takes longer than its limit, or grows more than it may from a tenth of the size.

#[path = "../load/http.rs"]
#[expect(dead_code, reason = "pages are only read here")]
mod http;
mod pages;
mod store;

use clap::Parser;
use pages::{Figure, Page};
use std::path::PathBuf;
use std::process::ExitCode;
use store::Filled;

/// What went wrong on the way to a measurement.
pub type Trouble = Box<dyn std::error::Error + Send + Sync>;

/// The most that a page may grow from a tenth of the size.
const GROWTH: f64 = 1.3;

/// Fills two stores and measures the pages over them.
#[derive(Clone, Debug, Parser)]
pub struct Scale {
    /// The program to measure, an optimised build
    #[arg(long)]
    pub program: PathBuf,
    /// `postgres://…` for a server on which a database may be made; a SQLite file without it
    #[arg(long)]
    pub postgres: Option<String>,
    /// The size, in steps of 2,000 contracts; it is compared with a tenth of it
    #[arg(long, default_value_t = 10)]
    pub scale: u64,
    /// The seed of the stories
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// How often each page is asked for
    #[arg(long, default_value_t = 60)]
    pub times: u32,
    /// Where to listen
    #[arg(long, default_value = "127.0.0.1:3398")]
    pub address: String,
}

#[tokio::main]
async fn main() -> ExitCode {
    let scale = Scale::parse();
    match run(&scale).await {
        Ok(0) => ExitCode::SUCCESS,
        Ok(faults) => {
            say(&format!("{faults} figures are over their limit"));
            ExitCode::from(1)
        }
        Err(trouble) => {
            say(&format!("it could not be measured: {trouble}"));
            ExitCode::from(3)
        }
    }
}

async fn run(scale: &Scale) -> Result<usize, Trouble> {
    let small = measured(scale, (scale.scale / 10).max(1)).await?;
    let large = measured(scale, scale.scale).await?;
    say(
        "| page | limit, ms | a tenth: processor, ms | processor, ms | growth | kB | time to answer, median, ms |",
    );
    say("|---|---|---|---|---|---|---|");
    let mut faults = 0;
    for ((page, tenth), (_, whole)) in small.iter().zip(&large) {
        let growth = whole.processor / tenth.processor.max(0.1);
        let over = page.limit.is_some_and(|limit| whole.processor > limit) || growth > GROWTH;
        faults += usize::from(over);
        say(&format!(
            "| {} | {} | {:.1} | {:.1} | {growth:.2} | {} | {:.1} |{}",
            page.name,
            page.limit
                .map(|limit| limit.to_string())
                .unwrap_or_default(),
            tenth.processor,
            whole.processor,
            whole.kilobytes,
            whole.median,
            if over { " over" } else { "" },
        ));
    }
    Ok(faults)
}

/// Fills a store and measures every page over it.
async fn measured(scale: &Scale, size: u64) -> Result<Vec<(Page, Figure)>, Trouble> {
    let filled = Filled::with(scale, size).await?;
    let program = filled.serve(scale).await?;
    let mut figures = Vec::new();
    for page in pages::all(&filled) {
        let figure = pages::measure(&filled, &program, &page, scale.times).await?;
        figures.push((page, figure));
    }
    drop(program);
    filled.clear(scale).await?;
    Ok(figures)
}

/// A line of the measurement.
#[expect(
    clippy::print_stdout,
    reason = "the measurement answers on standard output"
)]
pub fn say(line: &str) {
    println!("{line}");
}
