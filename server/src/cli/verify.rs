//! `perigee verify …`: checks without a store and without network.

use super::{Failure, print};
use clap::Subcommand;
use sealing::bytes::Hex32;
use sealing::receipt::{self, Finding, Receipt, Verdict};
use std::path::{Path, PathBuf};

/// Checking what others were given, with nothing but the file.
#[derive(Debug, Subcommand)]
pub enum Verify {
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
        let Self::Receipt {
            file,
            key,
            sealed,
            json,
        } = self;
        let receipt = read_receipt(&file)?;
        let mut verdict = receipt::verify(&receipt, key.as_ref());
        for part in &sealed {
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
        conclude(&verdict)
    }
}

fn read(path: &Path) -> Result<Vec<u8>, Failure> {
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
    let mark = if finding.holds { "holds " } else { "FAILS " };
    format!("{mark} {:<17} {}", finding.check.label(), finding.words)
}

fn conclude(verdict: &Verdict) -> Result<(), Failure> {
    let failing: Vec<&str> = verdict
        .findings
        .iter()
        .filter(|finding| !finding.holds)
        .map(|finding| finding.words.as_str())
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
