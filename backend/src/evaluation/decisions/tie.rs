//! A tie that the published rule leaves open: which offer takes the first place of a result, by which means.

use super::Decision;
use crate::Error;
use crate::error::FieldErrors;
use crate::evaluation::figures::Figures;
use crate::evaluation::sheet::{OfferLine, Run, Sheet};
use domain::awards::{DecisionStatus, TieMeans};
use domain::id::{OfferId, ResultRunId};
use serde::Serialize;

/// Which offer takes a shared first place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SettledTie {
    /// The result, by its number: a later result is not settled by it.
    pub run: i64,
    /// The offer.
    pub offer: String,
    /// Its bidder.
    pub provider_name: String,
    /// By which means.
    pub means: TieMeans,
}

impl SettledTie {
    /// The decision in a sentence.
    #[must_use]
    pub fn sentence(&self) -> String {
        format!(
            "{} ({}) takes the shared first place of result run {}. Means: {}.",
            self.provider_name,
            self.offer,
            self.run,
            self.means.label().to_lowercase()
        )
    }
}

/// What a proposal to settle a tie chooses.
pub(super) struct Chosen {
    pub(super) run: ResultRunId,
    pub(super) offer: OfferId,
    pub(super) settled: SettledTie,
}

impl Chosen {
    /// Checks what was typed against the newest result.
    pub(super) fn of(
        run: Option<&Run>,
        offers: &[OfferLine],
        typed: super::Proposal<'_>,
    ) -> Result<Self, Error> {
        let run = run.ok_or_else(|| Error::not_now("store a result first"))?;
        let judged = Figures::read(&run.inputs)?.judgement;
        if judged.tied.is_empty() {
            return Err(Error::not_now(
                "the published rule settles the first place of the newest result: there is no tie",
            ));
        }
        let mut errors = FieldErrors::default();
        let tied = offers
            .iter()
            .filter(|line| judged.tied.contains(&line.reference));
        let line = tied.clone().find(|line| line.reference == typed.offer);
        let line = errors.take(
            "offer",
            line.ok_or("choose one of the offers that are tied"),
        );
        let means = errors.take("means", typed.means.parse::<TieMeans>());
        if means == Some(TieMeans::BestAndFinal) && !judged.best_and_final {
            errors.add(
                "means",
                "the rule does not name best and final offers for this tie",
            );
        }
        errors.finish()?;
        let (Some(line), Some(means)) = (line, means) else {
            return Err(Error::NotFound);
        };
        Ok(Self {
            run: run.id,
            offer: line.id,
            settled: SettledTie {
                run: run.number,
                offer: line.reference.clone(),
                provider_name: line.provider_name.clone(),
                means,
            },
        })
    }
}

/// The decision that settled the tie of a result, if two persons took one.
#[must_use]
pub fn settled_tie(decisions: &[Decision], run: i64) -> Option<&Decision> {
    let settled = |decision: &&Decision| {
        let tie = decision.tie.as_ref();
        decision.status == DecisionStatus::Approved && tie.is_some_and(|tie| tie.run == run)
    };
    decisions.iter().find(settled)
}

/// Why an offer may be recommended although the first place was shared; none where the rule left nothing open, or for
/// an offer that was not chosen among equals.
pub(in crate::evaluation) fn reason_among_equals(
    figures: &Figures,
    decisions: &[Decision],
    run: i64,
    offer: &str,
) -> Result<Option<String>, Error> {
    if figures.judgement.tied.is_empty() {
        return Ok(None);
    }
    let settled = settled_tie(decisions, run).ok_or_else(|| {
        Error::not_now("the first place is shared: propose who takes it, and let a colleague agree")
    })?;
    let tie = settled.tie.as_ref().filter(|tie| tie.offer == offer);
    Ok(tie.map(|tie| format!("{} {}", tie.sentence(), settled.reason)))
}

/// Refuses where a newer result was stored since the proposal: its figures may be others.
pub(super) fn must_be_newest(sheet: &Sheet, decision: &Decision) -> Result<(), Error> {
    let newest = sheet.runs.first().map(|run| run.number);
    match decision.tie.as_ref().map(|tie| tie.run) == newest {
        true => Ok(()),
        false => Err(Error::not_now(
            "a newer result is stored: refuse this proposal and look at the new figures",
        )),
    }
}
