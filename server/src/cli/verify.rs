//! `perigee verify …`: checks without a store and without network.

use super::{Failure, print};
use clap::Subcommand;
use sealing::bytes::Hex32;
use sealing::receipt::{self, Finding, Receipt, Verdict};
use std::path::{Path, PathBuf};

/// Checking what others were given, with nothing but the file.
#[derive(Debug, Subcommand)]
pub enum Verify {
    /// Check the record of an opening: what was opened is what was sealed, nothing added, nothing removed
    Opening {
        /// The record as it was downloaded
        file: PathBuf,
        /// The server's public key that you kept, 64 hexadecimal digits; without it the key in the record is taken
        #[arg(long, value_name = "HEX")]
        key: Option<Hex32>,
        /// Answer with one JSON object
        #[arg(long)]
        json: bool,
    },
    /// Check a receipt: signature, event, place in the log, checkpoint
    Receipt {
        /// The receipt as it was downloaded
        file: PathBuf,
        /// The server's public key that you kept, 64 hexadecimal digits; without it the key in the receipt is taken
        #[arg(long, value_name = "HEX")]
        key: Option<Hex32>,
        /// A sealed part that you downloaded, to be compared with the receipt
        #[arg(long, value_name = "FILE")]
        sealed: Vec<PathBuf>,
        /// Answer with one JSON object
        #[arg(long)]
        json: bool,
    },
}

impl Verify {
    /// Runs the command.
    ///
    /// # Errors
    /// When a file cannot be used, or what it says does not hold.
    pub fn run(self) -> Result<(), Failure> {
        match self {
            Self::Opening { file, key, json } => {
                super::verify_opening::run(&file, key.as_ref(), json)
            }
            Self::Receipt {
                file,
                key,
                sealed,
                json,
            } => check_receipt(&file, key.as_ref(), &sealed, json),
        }
    }
}

fn check_receipt(
    file: &Path,
    key: Option<&Hex32>,
    sealed: &[PathBuf],
    json: bool,
) -> Result<(), Failure> {
    let receipt = read_receipt(file)?;
    let mut verdict = receipt::verify(&receipt, key);
    for part in sealed {
        let name = part.display().to_string();
        verdict
            .findings
            .push(receipt::sealed_file(&receipt, &name, &read(part)?));
    }
    if json {
        print(&as_json(&verdict)?);
    } else {
        said(&receipt).iter().for_each(|line| print(line));
        verdict
            .findings
            .iter()
            .for_each(|finding| print(&line(finding)));
    }
    let findings = verdict.findings.iter();
    conclude(findings.map(|finding| (finding.holds, finding.words.as_str())))
}

pub(super) fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    std::fs::read(path).map_err(|error| Failure::Input(format!("{}: {error}", path.display())))
}

fn read_receipt(path: &Path) -> Result<Receipt, Failure> {
    let text = String::from_utf8(read(path)?);
    let name = path.display();
    let text = text.map_err(|error| Failure::Input(format!("{name}: not text: {error}")))?;
    Receipt::parse(&text)
        .map_err(|error| Failure::Input(format!("{name}: this is no receipt: {error}")))
}

fn as_json(verdict: &Verdict) -> Result<String, Failure> {
    let answer = serde_json::json!({ "valid": verdict.valid(), "findings": verdict.findings });
    serde_json::to_string(&answer).map_err(|error| Failure::Environment(error.to_string()))
}

/// What the receipt says, before whether it is to be believed.
fn said(receipt: &Receipt) -> [String; 3] {
    let said = &receipt.statement;
    let at = said.received_at.format("%-d %b %Y, %H:%M:%S UTC");
    [
        format!("{} {}", said.solicitation, said.title),
        format!(
            "{}, submission {}, of {}",
            said.offer, said.submission, said.provider
        ),
        format!(
            "{} {at}, sealed by the {}",
            said.act.label().to_lowercase(),
            said.sealed_by.as_str()
        ),
    ]
}

fn line(finding: &Finding) -> String {
    said_of(finding.holds, finding.check.label(), &finding.words)
}

/// A line of the answer: whether it holds, what was checked, what was found.
pub(super) fn said_of(holds: bool, check: &str, words: &str) -> String {
    let mark = if holds { "holds " } else { "FAILS " };
    format!("{mark} {check:<17} {words}")
}

/// The exit: everything holds, or what does not.
pub(super) fn conclude<'a>(findings: impl Iterator<Item = (bool, &'a str)>) -> Result<(), Failure> {
    let failing: Vec<&str> = findings
        .filter(|(holds, _)| !holds)
        .map(|(_, words)| words)
        .collect();
    if failing.is_empty() {
        Ok(())
    } else {
        Err(Failure::Found(format!(
            "does not verify: {}",
            failing.join("; ")
        )))
    }
}
