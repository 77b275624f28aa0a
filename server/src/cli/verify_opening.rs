//! `perigee verify opening FILE`: whether what was opened is what was sealed.

use super::verify::{conclude, read, said_of};
use super::{Failure, print};
use sealing::bytes::Hex32;
use sealing::opening::{OpenedOffer, PartState, Record, Verdict, verify};
use std::path::Path;

/// Checks the record of an opening and says what was found.
pub(super) fn run(file: &Path, key: Option<&Hex32>, json: bool) -> Result<(), Failure> {
    let verdict = verify(&record(file)?, key);
    if json {
        print(&as_json(&verdict)?);
    } else {
        verdict.offers.iter().for_each(|offer| print(&said(offer)));
        for finding in &verdict.findings {
            print(&said_of(
                finding.holds,
                finding.check.label(),
                &finding.words,
            ));
        }
    }
    let findings = verdict.findings.iter();
    conclude(findings.map(|finding| (finding.holds, finding.words.as_str())))
}

fn record(path: &Path) -> Result<Record, Failure> {
    let name = path.display();
    let text = String::from_utf8(read(path)?);
    let text = text.map_err(|error| Failure::Input(format!("{name}: not text: {error}")))?;
    Record::parse(&text).map_err(|error| {
        Failure::Input(format!("{name}: this is no record of an opening: {error}"))
    })
}

fn place(offer: &OpenedOffer) -> String {
    match offer.place {
        Some(place) => format!("number {place} on the list"),
        None if offer.late => "came after closing and was taken".to_owned(),
        None => "not as it was sealed".to_owned(),
    }
}

fn state(state: PartState) -> &'static str {
    match state {
        PartState::Opened(_) => "opened",
        PartState::Unreadable => "unreadable",
        PartState::Sealed => "sealed",
    }
}

fn said(offer: &OpenedOffer) -> String {
    let parts = offer
        .parts
        .iter()
        .map(|part| format!("{} {}", part.part, state(part.state)));
    let parts: Vec<String> = parts.collect();
    format!(
        "{} {}: {}; {}",
        offer.offer,
        offer.provider,
        place(offer),
        parts.join(", ")
    )
}

fn as_json(verdict: &Verdict) -> Result<String, Failure> {
    let part = |part: &sealing::opening::OpenedPart| serde_json::json!({ "part": part.part, "sha256": part.sha256, "state": state(part.state) });
    let offer = |offer: &OpenedOffer| {
        let parts: Vec<_> = offer.parts.iter().map(part).collect();
        serde_json::json!({ "offer": offer.offer, "provider": offer.provider, "place": offer.place, "late": offer.late, "parts": parts })
    };
    let offers: Vec<_> = verdict.offers.iter().map(offer).collect();
    let answer = serde_json::json!({ "valid": verdict.valid(), "findings": verdict.findings, "offers": offers });
    serde_json::to_string(&answer).map_err(|error| Failure::Environment(error.to_string()))
}
