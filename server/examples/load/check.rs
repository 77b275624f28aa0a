//! What must hold when everything is over.

use crate::provider::Outcome;
use crate::stage::Stage;
use crate::{Load, Trouble, say};
use sealing::bytes::Hex;
use sealing::receipt::{Receipt, verify};
use sha2::{Digest, Sha256};
use std::time::Instant;

fn taken(outcomes: &[Outcome]) -> impl Iterator<Item = (&Outcome, [u8; 32])> {
    let taken = outcomes.iter();
    taken.filter_map(|outcome| Some((outcome, outcome.taken?)))
}

/// Every acknowledged offer has a receipt that verifies, with a moment not after closing.
pub async fn receipts(
    load: &Load,
    stage: &Stage,
    outcomes: &[Outcome],
) -> Result<Vec<String>, Trouble> {
    let key = Hex(stage.world.ctx.keys().log_verifying_key());
    let (mut faults, mut last) = (Vec::new(), None);
    for (outcome, _) in taken(outcomes) {
        let offering = &stage.offerings[outcome.number];
        let path = format!("/offers/{}/receipts/1.json", offering.reference);
        let receipt = Receipt::parse(&offering.browser.must_get(&path).await?.text())?;
        let at = receipt.statement.received_at;
        if !verify(&receipt, Some(&key)).valid() || at > stage.asked.closes_at {
            faults.push(format!(
                "the receipt of {} does not hold",
                offering.reference
            ));
        }
        let files = receipt.statement.files.map(|files| files.sha256.len());
        if files != Some(1) {
            faults.push(format!(
                "the receipt of {} names {files:?} files",
                offering.reference
            ));
        }
        last = last.max(Some(at));
    }
    let before = last.map(|last| stage.asked.closes_at - last);
    say(&format!(
        "receipts of {} offers checked; the last was received {before:?} before closing",
        load.offers
    ));
    Ok(faults)
}

/// Whoever was not taken was refused as late, and by nothing else.
pub fn late(stage: &Stage, outcomes: &[Outcome]) -> Vec<String> {
    let lost = outcomes
        .iter()
        .filter(|outcome| outcome.taken.is_none() && !outcome.late);
    lost.map(|outcome| {
        let reference = &stage.offerings[outcome.number].reference;
        format!(
            "{reference} was neither acknowledged nor late: {}",
            outcome.words
        )
    })
    .collect()
}

/// The file of every acknowledged offer comes back as it was sent.
pub async fn files(
    load: &Load,
    stage: &Stage,
    outcomes: &[Outcome],
) -> Result<Vec<String>, Trouble> {
    let (mut faults, mut count) = (Vec::new(), 0);
    let begun = Instant::now();
    for (outcome, hash) in taken(outcomes) {
        let reference = &stage.offerings[outcome.number].reference;
        let page = stage
            .officer
            .must_get(&format!("/offers/{reference}"))
            .await?
            .text();
        let begin = format!("/offers/{reference}/attachments/");
        let name = page
            .split(&begin)
            .nth(1)
            .and_then(|rest| rest.split('"').next());
        let file = stage
            .officer
            .must_get(&format!("{begin}{}", name.unwrap_or("none")))
            .await;
        let same = file.is_ok_and(|file| <[u8; 32]>::from(Sha256::digest(&file.body)) == hash);
        if same {
            count += 1;
        } else {
            faults.push(format!(
                "the file of {reference} is not the one that was sent"
            ));
        }
    }
    say(&format!(
        "{count} files of {} MB read back and compared in {:?}",
        load.megabytes,
        begun.elapsed()
    ));
    Ok(faults)
}
