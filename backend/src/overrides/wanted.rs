//! Which departures a draft asks for, kept beside it.

use crate::audit::Happening;
use crate::db::{Db, Tx};
use crate::notices::{other_officers, tell};
use crate::solicitations::SolicitationRecord;
use crate::{Error, FieldError, Work};
use chrono::{DateTime, Utc};
use domain::methods::{Standing, verdict};
use domain::overrides::{OverrideKind, OverrideStatus};
use domain::policy::Permit;
use domain::policy::actions::EditSolicitation;
use domain::timetable::RULES;
use sqlx::FromRow;
use uuid::Uuid;

/// A departure that somebody asked for.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Override {
    /// Identity.
    pub id: Uuid,
    /// Code of [`OverrideKind`].
    pub kind: String,
    /// The rule.
    pub rule_id: String,
    /// Its edition.
    pub rule_version: String,
    /// What the rule says.
    pub statement: String,
    /// Document and paragraph.
    pub source: String,
    /// Why it is departed from.
    pub reason: String,
    /// Code of [`OverrideStatus`].
    pub status: String,
    /// Who asked.
    pub requested_by: Option<Uuid>,
    /// The name of who asked.
    pub requester: Option<String>,
    /// When.
    pub requested_at: DateTime<Utc>,
    /// The name of who decided.
    pub decider: Option<String>,
    /// When.
    pub decided_at: Option<DateTime<Utc>>,
    /// What the second person added.
    pub note: Option<String>,
}

impl Override {
    /// Where it stands.
    #[must_use]
    pub fn status(&self) -> OverrideStatus {
        self.status.parse().unwrap_or(OverrideStatus::Requested)
    }

    fn is_for(&self, wanted: &Wanted) -> bool {
        self.kind == wanted.kind.as_str()
            && self.rule_id == wanted.rule_id
            && self.rule_version == wanted.rule_version
            && self.reason == wanted.reason
            && self.status != OverrideStatus::Withdrawn.as_str()
    }
}

/// A departure that a draft needs.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Wanted {
    kind: OverrideKind,
    rule_id: String,
    rule_version: String,
    statement: String,
    source: String,
    reason: String,
}

/// What the reasons in a record ask for: its method where the book forbids it, and each rule of the timetable.
fn wanted(
    record: &SolicitationRecord,
    estimate_eur: Option<i64>,
    at: DateTime<Utc>,
) -> Vec<Wanted> {
    let rules = record.overrides.iter().filter_map(|(id, reason)| {
        let rule = RULES.iter().find(|rule| rule.id == id)?;
        Some(Wanted {
            kind: OverrideKind::Timetable,
            rule_id: rule.id.to_owned(),
            rule_version: rule.version.to_owned(),
            statement: rule.text.to_owned(),
            source: rule.source.to_owned(),
            reason: reason.clone(),
        })
    });
    method(record, estimate_eur, at)
        .into_iter()
        .chain(rules)
        .collect()
}

fn method(
    record: &SolicitationRecord,
    estimate_eur: Option<i64>,
    at: DateTime<Utc>,
) -> Option<Wanted> {
    let (method, reason) = (record.method()?, record.method_reason.clone()?);
    let on = at.date_naive();
    let verdict = verdict(method, record.purchase(estimate_eur?), on);
    if verdict.standing != Standing::Unlawful {
        return None;
    }
    let version = record.rule(on).map_or("", |rule| rule.version);
    let id = verdict.rule.unwrap_or_else(|| {
        format!(
            "{} for {}",
            method.code(),
            record.authority.label().to_lowercase()
        )
    });
    Some(Wanted {
        kind: OverrideKind::Method,
        rule_id: id,
        rule_version: version.to_owned(),
        statement: format!("{} ({}): {}", method.label(), method.code(), verdict.why),
        source: verdict.source,
        reason,
    })
}

/// What publication still waits for: departures with a reason that no second person has approved, in the field
/// `overrides`. Rules of the timetable that are not broken at the moment need nobody.
#[must_use]
pub fn missing_approvals(
    record: &SolicitationRecord,
    estimate_eur: Option<i64>,
    broken: &[&str],
    recorded: &[Override],
    at: DateTime<Utc>,
) -> Vec<FieldError> {
    let needed = wanted(record, estimate_eur, at)
        .into_iter()
        .filter(|one| one.kind == OverrideKind::Method || broken.contains(&one.rule_id.as_str()));
    needed
        .filter_map(|one| {
            let found = recorded.iter().find(|row| row.is_for(&one));
            let then = match found.map(Override::status) {
                Some(OverrideStatus::Approved) => return None,
                Some(OverrideStatus::Refused) => {
                    "was refused: keep to the rule, or give another reason"
                }
                Some(_) => "waits for a second officer’s approval",
                None => "is not asked for yet: save the draft again",
            };
            Some(FieldError {
                field: "overrides".to_owned(),
                message: format!("The departure from {} {then}.", one.rule_id),
            })
        })
        .collect()
}

macro_rules! rows {
    () => {
        "SELECT rule_override.id, rule_override.kind, rule_override.rule_id, rule_override.rule_version, rule_override.statement,
             rule_override.source, rule_override.reason, rule_override.status, rule_override.requested_by,
             asker.name AS requester, rule_override.requested_at, decider.name AS decider, rule_override.decided_at,
             rule_override.note
         FROM rule_override LEFT JOIN account AS asker ON asker.id = rule_override.requested_by
             LEFT JOIN account AS decider ON decider.id = rule_override.decided_by
         WHERE rule_override.solicitation_id = $1 AND rule_override.status <> 'withdrawn'
         ORDER BY rule_override.requested_at, rule_override.rule_id"
    };
}

/// The departures that a solicitation asks for; withdrawn ones are left to the auditors' list. Who may read the
/// solicitation is for the caller to have asked.
///
/// # Errors
/// When the store fails.
pub async fn of_solicitation(db: &Db, id: Uuid) -> Result<Vec<Override>, Error> {
    Ok(db.query(rows!()).bind(id).all().await?)
}

/// The same, inside a transaction.
pub(crate) async fn of_draft(tx: &mut Tx, id: Uuid) -> Result<Vec<Override>, Error> {
    Ok(tx.query(rows!()).bind(id).all().await?)
}

/// Asks anew for what a saved draft needs, and withdraws what it no longer does. A decision stays with its reason:
/// another reason is another request.
pub(crate) async fn keep(
    work: &mut Work<'_>,
    permit: &Permit<EditSolicitation>,
    record: &SolicitationRecord,
    estimate_eur: Option<i64>,
) -> Result<(), Error> {
    let wanted = wanted(record, estimate_eur, work.at);
    let recorded = of_draft(&mut work.tx, record.id.0).await?;
    for row in recorded
        .iter()
        .filter(|row| !wanted.iter().any(|one| row.is_for(one)))
    {
        work.tx
            .query("UPDATE rule_override SET status = 'withdrawn' WHERE id = $1")
            .bind(row.id)
            .run_one()
            .await?;
    }
    for one in wanted
        .into_iter()
        .filter(|one| !recorded.iter().any(|row| row.is_for(one)))
    {
        let summary = format!("Asked for a departure from {}", one.rule_id);
        let happening = Happening::to("solicitation", record.id.0, &record.reference, summary)
            .within(record.id.0)
            .because(one.reason.clone());
        let text = format!(
            "A departure from {} waits for your decision or a colleague's.",
            one.rule_id
        );
        insert(work, record, one).await?;
        work.record(permit, happening).await?;
        let asker = work.account();
        let officers = other_officers(&mut work.tx, asker).await?;
        tell(work, &officers, "override.asked", &record.reference, &text).await?;
    }
    Ok(())
}

async fn insert(
    work: &mut Work<'_>,
    record: &SolicitationRecord,
    wanted: Wanted,
) -> Result<(), Error> {
    let (id, by, at) = (work.ctx().new_id(), work.account(), work.at);
    work.tx
        .query(
            "INSERT INTO rule_override (id, solicitation_id, kind, rule_id, rule_version, statement, source, reason, status,
                 requested_by, requested_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'requested', $9, $10)",
        )
        .bind(id)
        .bind(record.id.0)
        .bind(wanted.kind.as_str())
        .bind(wanted.rule_id)
        .bind(wanted.rule_version)
        .bind(wanted.statement)
        .bind(wanted.source)
        .bind(wanted.reason)
        .bind(by)
        .bind(at)
        .run_one()
        .await?;
    Ok(())
}
