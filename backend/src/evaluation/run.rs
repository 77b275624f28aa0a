//! Computing a result and keeping it for good.

use super::figures::Figures;
use super::inputs::{Cell, Document, LeftOut};
use super::lots::{self, InLot};
use super::read::Source;
use super::sheet::{OfferLine, Sheet};
use crate::audit::Happening;
use crate::db::JsonText;
use crate::offers::show_names;
use crate::{Call, Ctx, Error, Work, begin};
use domain::actor::{Actor, Role};
use domain::policy::actions::{CompareOffers, RunResult};
use domain::policy::{Subject, permit};
use domain::states::{OfferEvent, OfferState};
use domain::text::Prose;
use serde::Serialize;
use serde_json::Value;

/// What a run keeps beside the answer: which offer each bid is, and where each score comes from.
#[derive(Serialize)]
struct Outputs {
    answer: Value,
    bids: Vec<BidOf>,
    cells: Vec<Cell>,
    left_out: Vec<LeftOut>,
}

#[derive(Serialize)]
struct BidOf {
    id: String,
    offer: String,
    provider: String,
}

/// The document of a stored run as a file.
#[derive(Clone, Debug)]
pub struct RunFile {
    /// The name to save it under.
    pub name: String,
    /// Canonical JSON `{ "method", "inputs" }`.
    pub text: String,
}

/// Computes the result from what is recorded now and stores it with its inputs, their hash and the rates; moves the
/// offers' states. A further run needs a reason and supersedes; no run is ever changed. Answers the run's number.
///
/// # Errors
/// [`Error::NotNow`] with everything that is missing: compliance, scores, or a rate with its currency and day.
pub async fn run_result(
    ctx: &Ctx,
    call: &Call,
    solicitation: impl Into<InLot<'_>>,
    reason: &str,
) -> Result<i64, Error> {
    let at = solicitation.into();
    let solicitation = at.reference;
    let mut work = begin!(ctx, call);
    let permit = work.permit::<RunResult>(Subject::ANY)?;
    work.tx.lock(&format!("result {solicitation}")).await?;
    let sheet = Sheet::in_lot(&mut Source::Tx(&mut work.tx), at).await?;
    sheet.process.must_be_evaluating()?;
    let document = sheet
        .document()
        .map_err(|missing| Error::NotNow(missing.join(" ")))?;
    let reason = reason_for(&sheet, reason)?;
    let figures = Figures::of(document.contest.clone())?;
    let number = sheet.process.runs_stored + 1;
    store(&mut work, &sheet, &document, number, reason.as_deref()).await?;
    settle_all(&mut work, &sheet, &figures).await?;
    let words = match &sheet.process.lot {
        Some(lot) => format!("Stored result run {number}, of {}", lot.code),
        None => format!("Stored result run {number}"),
    };
    let mut happening = Happening::to("solicitation", sheet.process.id.0, solicitation, words)
        .within(sheet.process.id.0)
        .after(&RunRecord {
            number,
            inputs_sha256: hex::encode(document.sha256),
            ranking: figures.ranking().to_vec(),
        })?;
    if let Some(reason) = reason {
        happening = happening.because(reason);
    }
    work.record(&permit, happening).await?;
    work.commit(number).await
}

#[derive(Serialize)]
struct RunRecord {
    number: i64,
    inputs_sha256: String,
    ranking: Vec<String>,
}

fn reason_for(sheet: &Sheet, reason: &str) -> Result<Option<String>, Error> {
    if sheet.runs.is_empty() && reason.trim().is_empty() {
        return Ok(None);
    }
    let reason = Prose::<2_000>::parse(reason).map_err(|error| {
        Error::field(
            "reason",
            format!("say why this run supersedes the last: {error}"),
        )
    })?;
    Ok(Some(reason.as_str().to_owned()))
}

async fn store(
    work: &mut Work<'_>,
    sheet: &Sheet,
    document: &Document,
    number: i64,
    reason: Option<&str>,
) -> Result<(), Error> {
    let parsed: Value = serde_json::from_str(&document.text)?;
    let answer = domain::evaluation::cases::evaluate(&parsed).map_err(Error::not_now)?;
    let bids = sheet.offers.iter().filter(|offer| offer.enters_result());
    let bids = bids.map(|offer| BidOf {
        id: offer.reference.clone(),
        offer: offer.reference.clone(),
        provider: offer.provider_name.clone(),
    });
    let outputs = Outputs {
        answer,
        bids: bids.collect(),
        cells: document.cells.clone(),
        left_out: document.left_out.clone(),
    };
    let (id, at, by) = (work.ctx().new_id(), work.at, work.account());
    work.tx
        .query(
            "INSERT INTO result_run (id, solicitation_id, number, method, software, rates, inputs, inputs_sha256, outputs, reason,
                run_by, run_at, lot)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
        )
        .bind(id)
        .bind(sheet.process.id.0)
        .bind(number)
        .bind(sheet.process.scheme.method.as_str())
        .bind(env!("CARGO_PKG_VERSION"))
        .bind(JsonText(document.rates.clone()))
        .bind(document.text.clone())
        .bind(document.sha256.to_vec())
        .bind(JsonText(outputs))
        .bind(reason.map(str::to_owned))
        .bind(by)
        .bind(at)
        .bind(sheet.process.lot_code().to_owned())
        .run_one()
        .await?;
    Ok(())
}

async fn settle_all(work: &mut Work<'_>, sheet: &Sheet, figures: &Figures) -> Result<(), Error> {
    if sheet.process.lot.is_some() {
        return lots::settle(work, &sheet.process.reference).await;
    }
    for offer in sheet.offers.iter().filter(|offer| offer.enters_result()) {
        let eligible = figures.ineligible(&offer.reference).is_none();
        settle(work, offer, eligible).await?;
    }
    show_names(work, sheet.process.id).await
}

/// Moves an offer to where the result puts it. What an earlier run decided about eligibility cannot be turned round
/// by a later one: no step of the offer's life leads back.
async fn settle(work: &mut Work<'_>, offer: &OfferLine, eligible: bool) -> Result<(), Error> {
    let events: &[OfferEvent] = match (offer.status, eligible) {
        (OfferState::AdminCompliant, true) => &[OfferEvent::ScoreAcceptable, OfferEvent::Rank],
        (OfferState::AdminCompliant, false) => &[OfferEvent::ScoreUnacceptable],
        (OfferState::TechnicallyAcceptable | OfferState::PriceOpened, true) => &[OfferEvent::Rank],
        (OfferState::Ranked, true) | (OfferState::TechnicallyUnacceptable, false) => return Ok(()),
        (status, _) => {
            return Err(Error::not_now(format!(
                "{} is “{}” by an earlier run, and this run would change whether it is eligible: no step leads back",
                offer.reference,
                status.label()
            )));
        }
    };
    let status = events
        .iter()
        .try_fold(offer.status, |status, event| status.apply(*event))
        .map_err(Error::not_now)?;
    work.tx
        .query("UPDATE offer SET status = $1, version = version + 1 WHERE id = $2 AND version = $3")
        .bind(status.as_str())
        .bind(offer.id.0)
        .bind(offer.version)
        .run_one()
        .await?;
    Ok(())
}

/// The document of a stored run, for those who may see every figure of the comparison.
///
/// # Errors
/// When the rules refuse, there is no such run, or an evaluator has not handed everything in.
pub async fn run_file(
    ctx: &Ctx,
    actor: &Actor,
    solicitation: &str,
    number: i64,
) -> Result<RunFile, Error> {
    permit::<CompareOffers>(actor, Subject::ANY)?;
    let sheet = Sheet::read(ctx, actor, solicitation).await?;
    sheet.must_be_open_to(actor)?;
    let run = sheet.runs.iter().find(|run| run.number == number);
    let run = run.ok_or(Error::NotFound)?;
    Ok(RunFile {
        name: format!("{solicitation}-run-{number}.json"),
        text: run.inputs.clone(),
    })
}

impl Sheet {
    /// Refuses an evaluator who is not on the panel, has a conflict, or has not handed in every score: colleagues'
    /// scores and prices stay hidden until then.
    pub(super) fn must_be_open_to(&self, actor: &Actor) -> Result<(), Error> {
        if matches!(actor, Actor::System(_)) {
            return Ok(());
        }
        if let Some(member) = self.member(actor.account()) {
            if member.declaration != Some(super::Declaration::None) {
                return Err(Error::not_now(
                    "the comparison is for members of the panel who declared that they have no conflict of interest",
                ));
            }
            // Once the technical result is fixed nobody's scores can follow what is seen.
            let fixed = self.process.technical_at.is_some();
            let open = self.offers.iter();
            let open = open.filter(|offer| offer.takes_part() && !fixed);
            let left: Vec<&str> = open
                .filter(|offer| !member.handed_in.contains(&offer.id))
                .map(|offer| offer.reference.as_str())
                .collect();
            if left.is_empty() {
                return Ok(());
            }
            return Err(Error::not_now(format!(
                "hand in your own scores of {} first: until then colleagues' scores and prices are hidden from you",
                left.join(", ")
            )));
        }
        if actor.has(Role::Officer) || actor.has(Role::Auditor) {
            Ok(())
        } else {
            Err(Error::NotFound)
        }
    }
}
