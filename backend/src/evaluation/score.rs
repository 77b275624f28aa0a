//! An evaluator's own scores: kept as a draft, then handed in for good.

use super::panel::Declaration;
use super::read::Source;
use super::remarks::RemarksInput;
use super::sheet::{CriterionLine, Sheet};
use crate::audit::Happening;
use crate::db::{DecimalText, JsonText};
use crate::{Call, Ctx, Error, FieldErrors, Work, begin};
use domain::id::{AccountId, OfferId};
use domain::policy::Subject;
use domain::policy::actions::ScoreOffers;
use domain::text::Prose;
use rust_decimal::Decimal;
use serde::Serialize;
use sha2::{Digest, Sha256};

/// What was typed for one criterion; empty parts are not scored yet.
#[derive(Clone, Debug, Default)]
pub struct DraftScore {
    /// The criterion's code; `experience` for the confidence rating.
    pub criterion: String,
    /// Points of 0 to 100, or the rating of 1 to 5.
    pub value: String,
    /// Why.
    pub rationale: String,
    /// Strengths, weaknesses, deficiencies and risks.
    pub remarks: RemarksInput,
}

impl DraftScore {
    fn is_empty(&self) -> bool {
        let nothing = |text: &str| text.trim().is_empty();
        nothing(&self.value) && nothing(&self.rationale) && self.remarks.is_empty()
    }
}

/// What the log keeps of scores: that they are these and no others, without disclosing them to colleagues.
#[derive(Serialize)]
struct HandedIn {
    criteria: usize,
    scores_sha256: String,
}

/// Reads a typed score of a criterion.
///
/// # Errors
/// A sentence that says which scores there are.
pub(super) fn read_value(criterion: &CriterionLine, text: &str) -> Result<Decimal, String> {
    criterion.scale.read(text).map_err(str::to_owned)
}

/// The offer that the caller may score now.
fn scored(sheet: &Sheet, account: AccountId, offer: &str) -> Result<OfferId, Error> {
    sheet.process.must_be_scoring()?;
    let member = sheet.member(Some(account)).ok_or(Error::NotFound)?;
    if member.declaration != Some(Declaration::None) {
        return Err(Error::not_now(
            "declare first that you have no conflict of interest; with a conflict you do not score",
        ));
    }
    let line = sheet.offer(offer)?;
    if !line.takes_part() {
        return Err(Error::not_now(format!(
            "{offer} is “{}” and is not scored",
            line.status.label()
        )));
    }
    if member.handed_in.contains(&line.id) {
        return Err(Error::not_now(format!(
            "your scores of {offer} are in and stand as they are"
        )));
    }
    Ok(line.id)
}

/// Keeps one's own scores as a draft that nobody else sees.
///
/// # Errors
/// Field by field (`value-T1`, `rationale-T1`); when the person may not score this offer now.
pub async fn save_scores(
    ctx: &Ctx,
    call: &Call,
    solicitation: &str,
    offer: &str,
    drafts: &[DraftScore],
) -> Result<(), Error> {
    let mut work = begin!(ctx, call);
    let permit = work.permit::<ScoreOffers>(Subject::ANY)?;
    let sheet = Sheet::from(&mut Source::Tx(&mut work.tx), solicitation).await?;
    let account = call.actor.account().ok_or(Error::NotFound)?;
    let id = scored(&sheet, account, offer)?;
    save(&mut work, &sheet, id, account, drafts, Wanted::WhatIsTyped).await?;
    let happening = Happening::to("offer", id.0, offer, "Kept a draft of scores");
    work.record(&permit, happening.within(sheet.process.id.0))
        .await?;
    work.commit(()).await
}

/// What has to be typed for a form to be kept.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Wanted {
    /// A draft: criteria may be left out.
    WhatIsTyped,
    /// Handing in: every criterion, so that everything that is missing is told at once.
    Everything,
}

async fn save(
    work: &mut Work<'_>,
    sheet: &Sheet,
    offer: OfferId,
    account: AccountId,
    drafts: &[DraftScore],
    wanted: Wanted,
) -> Result<(), Error> {
    let criteria = sheet.process.criteria();
    let mut errors = FieldErrors::default();
    let mut rows = Vec::new();
    for draft in drafts {
        let Some(criterion) = criteria.iter().find(|known| known.code == draft.criterion) else {
            return Err(Error::NotFound);
        };
        if draft.is_empty() && wanted == Wanted::WhatIsTyped {
            continue;
        }
        let (code, name) = (&criterion.code, &criterion.name);
        let value = read_value(criterion, &draft.value).map_err(|error| format!("{name}: {error}"));
        let value = errors.take(format!("value-{code}"), value);
        let why = Prose::<4_000>::parse(&draft.rationale)
            .map_err(|error| format!("{name}, say why: {error}"));
        let why = errors.take(format!("rationale-{code}"), why);
        let remarks = draft.remarks.read(&format!("-{code}"), &mut errors);
        rows.extend(
            value
                .zip(why)
                .map(|(value, why)| (code.clone(), value, why, remarks)),
        );
    }
    errors.finish()?;
    let at = work.at;
    for (criterion, value, why, remarks) in rows {
        work.tx
            .query(
                "INSERT INTO score (offer_id, criterion, account_id, value, rationale, saved_at, remarks) VALUES ($1, $2, $3, $4, $5, $6, $7)
                 ON CONFLICT (offer_id, criterion, account_id) DO UPDATE SET value = $4, rationale = $5, saved_at = $6, remarks = $7",
            )
            .bind(offer.0)
            .bind(criterion)
            .bind(account.0)
            .bind(DecimalText(value))
            .bind(why.as_str().to_owned())
            .bind(at)
            .bind(JsonText(remarks))
            .run_one()
            .await?;
    }
    Ok(())
}

/// Hands one's own scores of an offer in, after saving `drafts`. They stand from now on, and those of colleagues who
/// handed in may be read.
///
/// # Errors
/// As [`save_scores`]; when a criterion has no score yet.
pub async fn hand_in(
    ctx: &Ctx,
    call: &Call,
    solicitation: &str,
    offer: &str,
    drafts: &[DraftScore],
) -> Result<(), Error> {
    let mut work = begin!(ctx, call);
    let permit = work.permit::<ScoreOffers>(Subject::ANY)?;
    let sheet = Sheet::from(&mut Source::Tx(&mut work.tx), solicitation).await?;
    let account = call.actor.account().ok_or(Error::NotFound)?;
    let id = scored(&sheet, account, offer)?;
    save(&mut work, &sheet, id, account, drafts, Wanted::Everything).await?;
    let sheet = Sheet::from(&mut Source::Tx(&mut work.tx), solicitation).await?;
    let record = complete(&sheet, id, account)?;
    let at = work.at;
    work.tx
        .query("INSERT INTO score_sheet (offer_id, account_id, handed_in_at) VALUES ($1, $2, $3)")
        .bind(id.0)
        .bind(account.0)
        .bind(at)
        .run_one()
        .await?;
    let happening = Happening::to("offer", id.0, offer, "Handed scores in");
    work.record(
        &permit,
        happening.within(sheet.process.id.0).after(&record)?,
    )
    .await?;
    work.commit(()).await
}

fn complete(sheet: &Sheet, offer: OfferId, account: AccountId) -> Result<HandedIn, Error> {
    let own: Vec<_> = sheet
        .scores
        .iter()
        .filter(|score| score.offer == offer && score.account == account)
        .collect();
    let mut errors = FieldErrors::default();
    let criteria = sheet.process.criteria();
    for criterion in &criteria {
        let Some(score) = own.iter().find(|score| score.criterion == criterion.code) else {
            let words = format!("score “{}” and say why before handing in", criterion.name);
            errors.add(format!("value-{}", criterion.code), words);
            continue;
        };
        if let Some(words) = sheet.lacking(criterion, score.value, &score.remarks) {
            errors.add(format!("value-{}", criterion.code), words);
        }
    }
    errors.finish()?;
    let said = own
        .iter()
        .map(|one| (&one.criterion, one.value, &one.rationale, &one.remarks));
    let text = domain::canonical::text(&said.collect::<Vec<_>>())?;
    Ok(HandedIn {
        criteria: criteria.len(),
        scores_sha256: hex::encode(Sha256::digest(text.as_bytes())),
    })
}
