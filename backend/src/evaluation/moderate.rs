//! The score that the panel agrees on. Every individual score is kept beside it.

use super::read::Source;
use super::remarks::RemarksInput;
use super::score::read_value;
use super::sheet::{OfferLine, Sheet};
use crate::audit::Happening;
use crate::db::{DecimalText, JsonText};
use crate::error::Stale;
use crate::{Call, Ctx, Error, FieldErrors, Work, begin};
use domain::evaluation::remarks::Remark;
use domain::policy::Subject;
use domain::policy::actions::ModerateScores;
use domain::text::Prose;
use rust_decimal::Decimal;
use serde::Serialize;
use std::collections::BTreeMap;

/// A moderated score as it was typed.
#[derive(Clone, Debug, Default)]
pub struct Moderation {
    /// The offer's reference.
    pub offer: String,
    /// The criterion's code.
    pub criterion: String,
    /// Points of 0 to 100, or the rating of 1 to 5.
    pub value: String,
    /// Why this score.
    pub reason: String,
    /// The remarks that the panel agrees on.
    pub remarks: RemarksInput,
    /// Why it is recorded although members have not handed in; empty where all have.
    pub incomplete: String,
    /// The version that the form was made from; 0 where none was recorded.
    pub version: i64,
}

#[derive(Serialize)]
struct Agreed<'a> {
    criterion: &'a str,
    value: Decimal,
    #[serde(skip_serializing_if = "<[Remark]>::is_empty")]
    remarks: &'a [Remark],
}

/// What was typed, read.
struct Read {
    value: Decimal,
    reason: String,
    remarks: Vec<Remark>,
}

/// Records a moderated score.
///
/// # Errors
/// Field by field; [`Error::NotNow`] while members have not handed in and no reason for it is stated;
/// [`Error::Stale`] when a colleague was faster.
pub async fn moderate(
    ctx: &Ctx,
    call: &Call,
    solicitation: &str,
    input: &Moderation,
) -> Result<(), Error> {
    let mut work = begin!(ctx, call);
    let permit = work.permit::<ModerateScores>(Subject::ANY)?;
    let sheet = Sheet::from(&mut Source::Tx(&mut work.tx), solicitation).await?;
    sheet.process.must_be_scoring()?;
    let line = sheet.offer(&input.offer)?;
    all_in(&sheet, line, &input.incomplete)?;
    let after = read(&sheet, input)?;
    let before = sheet.agreed(line.id, &input.criterion);
    store(&mut work, line, input, &after).await?;
    let criterion = input.criterion.as_str();
    let words = format!("Recorded the moderated score of {criterion}");
    let mut happening = Happening::to("offer", line.id.0, &line.reference, words)
        .within(sheet.process.id.0)
        .because(after.reason)
        .after(&Agreed {
            criterion,
            value: after.value,
            remarks: &after.remarks,
        })?;
    if let Some(before) = before {
        happening = happening.before(&Agreed {
            criterion,
            value: before.value,
            remarks: &before.remarks,
        })?;
    }
    work.record(&permit, happening).await?;
    work.commit(()).await
}

fn all_in(sheet: &Sheet, line: &OfferLine, incomplete: &str) -> Result<(), Error> {
    let missing: Vec<&str> = sheet.late(line.id).collect();
    let none = sheet.handed_in_by_anybody(line.id);
    if !none {
        return Err(Error::not_now(
            "nobody has handed in scores of this offer yet",
        ));
    }
    if missing.is_empty() || !incomplete.trim().is_empty() {
        return Ok(());
    }
    Err(Error::field(
        "incomplete",
        format!(
            "scores of {} are not in: wait for them, or say why the score is moderated without them",
            missing.join(", ")
        ),
    ))
}

impl Sheet {
    fn handed_in_by_anybody(&self, offer: domain::id::OfferId) -> bool {
        self.members
            .iter()
            .any(|member| member.handed_in.contains(&offer))
    }
}

fn read(sheet: &Sheet, input: &Moderation) -> Result<Read, Error> {
    let criteria = sheet.process.criteria();
    let criterion = criteria
        .iter()
        .find(|known| known.code == input.criterion)
        .ok_or(Error::NotFound)?;
    let mut errors = FieldErrors::default();
    let value = errors.take("value", read_value(criterion, &input.value));
    let reason =
        Prose::<2_000>::parse(&input.reason).map_err(|error| format!("give the reason: {error}"));
    let reason = errors.take("reason", reason);
    let remarks = input.remarks.read("", &mut errors);
    let lacking = value.and_then(|value| sheet.lacking(criterion, value, &remarks));
    if let Some(words) = lacking {
        errors.add("value", words);
    }
    errors.finish()?;
    let (value, reason) = value.zip(reason).ok_or(Error::NotFound)?;
    let (reason, note) = (reason.as_str().to_owned(), input.incomplete.trim());
    Ok(Read {
        value,
        reason: match note {
            "" => reason,
            _ => format!("{reason}\nBefore all scores were in: {note}"),
        },
        remarks,
    })
}

async fn store(
    work: &mut Work<'_>,
    line: &OfferLine,
    input: &Moderation,
    read: &Read,
) -> Result<(), Error> {
    let (at, by) = (work.at, work.account());
    let recorded = work
        .tx
        .query(
            "INSERT INTO moderated_score (offer_id, criterion, value, reason, recorded_by, recorded_at, version, remarks)
             VALUES ($1, $2, $3, $4, $5, $6, 1, $8)
             ON CONFLICT (offer_id, criterion) DO UPDATE SET value = $3, reason = $4, recorded_by = $5, recorded_at = $6,
                version = moderated_score.version + 1, remarks = $8 WHERE moderated_score.version = $7",
        )
        .bind(line.id.0)
        .bind(input.criterion.clone())
        .bind(DecimalText(read.value))
        .bind(read.reason.clone())
        .bind(by)
        .bind(at)
        .bind(input.version)
        .bind(JsonText(read.remarks.clone()))
        .run()
        .await?;
    if recorded == 1 {
        return Ok(());
    }
    let (value, reason, version): (String, String, i64) = work
        .tx
        .query("SELECT value, reason, version FROM moderated_score WHERE offer_id = $1 AND criterion = $2")
        .bind(line.id.0)
        .bind(input.criterion.clone())
        .one()
        .await?;
    let recorded = BTreeMap::from([("value".to_owned(), value), ("reason".to_owned(), reason)]);
    Err(Error::Stale(Box::new(Stale { version, recorded })))
}
