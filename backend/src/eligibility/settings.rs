//! What an officer decides for one solicitation: whether a declaration is asked for, and further nations in a crisis.

use super::ground::{Head, head, head_sql};
use crate::audit::Happening;
use crate::db::JsonText;
use crate::error::Stale;
use crate::{Call, Ctx, Error, FieldErrors, Work, begin};
use chrono::NaiveDate;
use domain::actor::NationCode;
use domain::eligibility::CrisisException;
use domain::policy::Subject;
use domain::policy::actions::SetEligibility;
use domain::text::{Line, Prose};
use serde::Serialize;
use std::collections::BTreeMap;

/// Whether a declaration is asked for, as typed.
#[derive(Clone, Debug, Default)]
pub struct NeedInput {
    /// `needed`: `yes`, `no`, or `rule` for what the value limit says.
    pub needed: String,
    /// `need_reason`; needed unless the rule decides.
    pub reason: String,
}

/// Further nations, as typed.
#[derive(Clone, Debug, Default)]
pub struct ExceptionInput {
    /// `nations`: codes.
    pub nations: Vec<String>,
    /// `approved_by`.
    pub approved_by: String,
    /// `approved_on`.
    pub approved_on: Option<NaiveDate>,
    /// `decision`.
    pub decision: String,
    /// `exception_reason`.
    pub reason: String,
}

#[derive(Serialize)]
struct Settings {
    declaration_needed: Option<bool>,
    declaration_reason: Option<String>,
    declaration_set_on: Option<NaiveDate>,
    exception: Option<CrisisException>,
}

impl From<&Head> for Settings {
    fn from(head: &Head) -> Self {
        Self {
            declaration_needed: head.declaration_needed,
            declaration_reason: head.declaration_reason.clone(),
            declaration_set_on: head.declaration_set_on,
            exception: head.exception.clone().map(|exception| exception.0),
        }
    }
}

/// Says whether a declaration of eligibility is asked for (mandatory for NSIP above EFL Level E: NCP 14). The closing date
/// stays where it is.
///
/// # Errors
/// When the rules refuse, the reason is missing, somebody was faster, or the store fails.
pub async fn set_need(
    ctx: &Ctx,
    call: &Call,
    reference: &str,
    version: i64,
    input: &NeedInput,
) -> Result<(), Error> {
    domain::policy::permit::<SetEligibility>(&call.actor, Subject::ANY)?;
    let needed = match input.needed.as_str() {
        "yes" => Some(true),
        "no" => Some(false),
        "rule" => None,
        _ => return Err(Error::field("needed", "choose one")),
    };
    let reason = match needed {
        Some(_) => Some(
            Line::<500>::parse(&input.reason)
                .map_err(|error| Error::field("need_reason", error))?,
        ),
        None => None,
    };
    let mut work = begin!(ctx, call);
    let before = current(&mut work, reference, version).await?;
    let mut after = before.clone();
    after.declaration_needed = needed;
    after.declaration_set_on = needed.map(|_| ctx.today());
    after.declaration_reason = reason.map(String::from);
    let summary = match needed {
        Some(true) => "Asked for declarations of eligibility",
        Some(false) => "Asked for no declarations of eligibility",
        None => "Left declarations of eligibility to the value limit",
    };
    save(work, &before, &after, summary.to_owned()).await
}

/// Admits vendors of further nations, with the prior approval of governance (NPP 46).
///
/// # Errors
/// When the rules refuse, the approval is not prior or not described, somebody was faster, or the store fails.
pub async fn admit(
    ctx: &Ctx,
    call: &Call,
    reference: &str,
    version: i64,
    input: &ExceptionInput,
) -> Result<(), Error> {
    domain::policy::permit::<SetEligibility>(&call.actor, Subject::ANY)?;
    let exception = read(input, ctx.today())?;
    let mut work = begin!(ctx, call);
    let before = current(&mut work, reference, version).await?;
    let codes: Vec<&str> = exception.nations.iter().map(NationCode::as_str).collect();
    let summary = format!(
        "Admitted vendors of {} with prior approval",
        codes.join(", ")
    );
    let mut after = before.clone();
    after.exception = Some(JsonText(exception));
    save(work, &before, &after, summary).await
}

fn read(input: &ExceptionInput, today: NaiveDate) -> Result<CrisisException, Error> {
    let mut wrong = FieldErrors::default();
    let mut nations: Vec<NationCode> = Vec::new();
    for code in &input.nations {
        nations.extend(wrong.take("nations", code.parse::<NationCode>()));
    }
    if nations.is_empty() {
        wrong.add("nations", "name at least one nation by its two letters");
    }
    let approved_by = wrong.take("approved_by", Line::<200>::parse(&input.approved_by));
    let decision = wrong.take("decision", Line::<200>::parse(&input.decision));
    let reason = wrong.take("exception_reason", Prose::<2_000>::parse(&input.reason));
    match input.approved_on {
        None => wrong.add("approved_on", "write the day of the approval"),
        Some(day) if day > today => {
            wrong.add("approved_on", "the approval has to come first (NPP 46)");
        }
        Some(_) => {}
    }
    wrong.finish()?;
    let made = || {
        Some(CrisisException {
            nations,
            approved_by: approved_by?.into(),
            approved_on: input.approved_on?,
            decision: decision?.into(),
            reason: reason?.into(),
        })
    };
    made().ok_or(Error::NotFound)
}

async fn current(work: &mut Work<'_>, reference: &str, version: i64) -> Result<Head, Error> {
    work.permit::<SetEligibility>(Subject::ANY)?;
    let head = head(work.tx.query(head_sql()), reference).await?;
    if head.version != version {
        let recorded = BTreeMap::from([(
            "need_reason".to_owned(),
            head.declaration_reason.unwrap_or_default(),
        )]);
        return Err(Error::Stale(Box::new(Stale {
            version: head.version,
            recorded,
        })));
    }
    Ok(head)
}

async fn save(
    mut work: Work<'_>,
    before: &Head,
    after: &Head,
    summary: String,
) -> Result<(), Error> {
    let permit = work.permit::<SetEligibility>(Subject::ANY)?;
    let written = work
        .tx
        .query(
            "INSERT INTO solicitation_eligibility (solicitation_id, declaration_needed, declaration_reason, declaration_set_on, exception, version)
             VALUES ($1, $2, $3, $4, $5, 1)
             ON CONFLICT (solicitation_id) DO UPDATE SET declaration_needed = excluded.declaration_needed,
                 declaration_reason = excluded.declaration_reason, declaration_set_on = excluded.declaration_set_on,
                 exception = excluded.exception, version = solicitation_eligibility.version + 1
             WHERE solicitation_eligibility.version = $6",
        )
        .bind(after.id)
        .bind(after.declaration_needed)
        .bind(after.declaration_reason.clone())
        .bind(after.declaration_set_on)
        .bind(after.exception.clone())
        .bind(before.version)
        .run()
        .await?;
    if written == 0 {
        return Err(Error::not_now(
            "somebody changed this while you were writing: open the page again",
        ));
    }
    let happening = Happening::to("solicitation", after.id, &after.reference, summary)
        .within(after.id)
        .before(&Settings::from(before))?
        .after(&Settings::from(after))?;
    work.record(&permit, happening).await?;
    work.commit(()).await
}
