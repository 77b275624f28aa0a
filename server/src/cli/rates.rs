//! `perigee rates …`

use super::{Failure, print, say};
use crate::config::Config;
use backend::rates::{self, ImportReport, RateFile};
use backend::{Call, Ctx};
use clap::Subcommand;
use std::path::{Path, PathBuf};

/// Exchange rates.
#[derive(Debug, Subcommand)]
pub enum Rates {
    /// Record the euro reference rates of the ECB's CSV files, of one day or of every day; what is recorded stays as it is
    Import {
        /// Say what would be recorded, and record nothing
        #[arg(long)]
        check: bool,
        /// Answer with one JSON object for each file
        #[arg(long)]
        json: bool,
        /// The files
        #[arg(required = true)]
        files: Vec<PathBuf>,
    },
}

impl Rates {
    /// Runs the command.
    ///
    /// # Errors
    /// When a file, a line or a cell was refused, or the store fails.
    pub async fn run(self) -> Result<(), Failure> {
        let Self::Import { check, json, files } = self;
        let ctx = Config::from_environment()?.open(false).await?;
        let done = every(&ctx, &files, check, json).await;
        ctx.db().close().await;
        done
    }
}

async fn every(ctx: &Ctx, files: &[PathBuf], check: bool, json: bool) -> Result<(), Failure> {
    let mut refused = 0;
    for path in files {
        let report = one(ctx, path, check).await?;
        refused += report.refused;
        if json {
            let text = serde_json::to_string(&report);
            print(&text.map_err(|error| Failure::Environment(error.to_string()))?);
        } else {
            tell(&report);
        }
    }
    match refused {
        0 => Ok(()),
        1 => Err(Failure::Input("1 line or cell was refused".to_owned())),
        many => Err(Failure::Input(format!(
            "{many} lines or cells were refused"
        ))),
    }
}

async fn one(ctx: &Ctx, path: &Path, check: bool) -> Result<ImportReport, Failure> {
    let wrong =
        |error: &dyn std::fmt::Display| Failure::Input(format!("{}: {error}", path.display()));
    let content = std::fs::read(path).map_err(|error| wrong(&error))?;
    let name = path
        .file_name()
        .unwrap_or(path.as_os_str())
        .to_string_lossy();
    let (name, call) = (name.as_ref(), Call::system("command line"));
    let file = RateFile {
        name,
        content: &content,
    };
    let report = if check {
        rates::check(ctx, &call.actor, file).await
    } else {
        rates::import(ctx, &call, file).await
    };
    report.map_err(|error| match Failure::from(error) {
        Failure::Input(text) => wrong(&text),
        other => other,
    })
}

fn tell(report: &ImportReport) {
    let name = &report.file_name;
    for problem in &report.problems {
        let currency = problem.currency.as_deref().map(|code| format!("{code}: "));
        let text = format!("{}{}", currency.unwrap_or_default(), problem.text);
        say(&format!("{name}:{}: {text}", problem.line));
    }
    let verb = if report.id.is_some() {
        "recorded"
    } else {
        "would be recorded"
    };
    print(&format!(
        "{name}: {} rates {verb}, {} here before, {} without a rate, {} refused",
        report.added, report.unchanged, report.without_rate, report.refused
    ));
}
