//! `perigee import …`

use super::{Failure, print, say};
use crate::config::Config;
use backend::ocds::{self, ImportReport};
use backend::{Call, Ctx};
use clap::Subcommand;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::path::{Path, PathBuf};

/// Importing records of others.
#[derive(Debug, Subcommand)]
pub enum Import {
    /// Read open contracting records: packages, bare releases and records, lists, JSON lines, plain or gzip
    Ocds {
        /// Answer with one JSON object for each file
        #[arg(long)]
        json: bool,
        /// The files
        #[arg(required = true)]
        files: Vec<PathBuf>,
    },
}

impl Import {
    /// Runs the command.
    ///
    /// # Errors
    /// When a file or a part of one was refused, or the store fails.
    pub async fn run(self) -> Result<(), Failure> {
        let Self::Ocds { json, files } = self;
        let ctx = Config::from_environment()?.open(false).await?;
        let done = import(&ctx, &files, json).await;
        ctx.db().close().await;
        done
    }
}

async fn import(ctx: &Ctx, files: &[PathBuf], json: bool) -> Result<(), Failure> {
    let call = Call::system("command line");
    let mut refused = 0;
    for file in files {
        let report = with_bar(ctx, &call, file).await?;
        refused += report.refused.len();
        if json {
            print(&as_json(&report));
        } else {
            tell(&report);
        }
    }
    match refused {
        0 => Ok(()),
        1 => Err(Failure::Input("1 file or part was refused".to_owned())),
        many => Err(Failure::Input(format!(
            "{many} files or parts were refused"
        ))),
    }
}

/// Imports a file behind a bar that shows only where a person watches.
async fn with_bar(ctx: &Ctx, call: &Call, file: &Path) -> Result<ImportReport, Failure> {
    let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
    if let Ok(style) = ProgressStyle::with_template("{prefix} {wide_bar} {percent} %, {eta} to go")
    {
        bar.set_style(style);
    }
    let name = file.file_name().unwrap_or(file.as_os_str());
    bar.set_prefix(name.to_string_lossy().into_owned());
    let report = ocds::import(ctx, call, file, &|progress| {
        bar.set_length(progress.total);
        bar.set_position(progress.done);
    })
    .await;
    bar.finish_and_clear();
    Ok(report?)
}

fn as_json(report: &ImportReport) -> String {
    serde_json::json!({
        "file": report.file, "read": report.read, "created": report.created,
        "unchanged": report.unchanged, "refused": report.refused,
    })
    .to_string()
}

fn tell(report: &ImportReport) {
    for part in &report.refused {
        say(&format!("{}: {}: {}", report.file, part.path, part.reason));
    }
    if report.whole_refused {
        print(&format!("{}: refused, nothing was stored", report.file));
        return;
    }
    let (read, created, unchanged) = (report.read, report.created, report.unchanged);
    print(&format!(
        "{}: {read} releases read, {created} stored, {unchanged} here before, {} refused",
        report.file,
        report.refused.len()
    ));
    for (kind, count) in &report.notes_by_kind {
        print(&format!("  {count} × {kind}"));
    }
}
