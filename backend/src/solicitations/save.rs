//! Writing a record: one statement for every change, guarded by the version.

use super::draft::Draft;
use super::record::SolicitationRecord;
use crate::db::{DbError, JsonText, Tx};
use crate::error::Stale;
use crate::{Error, FieldErrors};
use domain::text::folded;
use std::collections::{BTreeMap, BTreeSet};

impl SolicitationRecord {
    /// The record with another written part.
    pub(super) fn rewritten(self, draft: Draft) -> Self {
        Self {
            title: draft.title.into(),
            need: draft.need,
            buyer_name: draft.buyer_name,
            functional_area: draft.functional_area,
            strategy: draft
                .strategy
                .into_iter()
                .collect::<BTreeSet<_>>()
                .into_iter()
                .collect(),
            programme: draft.programme,
            authority: draft.authority,
            method: draft.method.as_str().to_owned(),
            method_reason: draft.method_reason,
            method_ground: draft.method_ground,
            sole_source_notice_on: draft.sole_source_notice_on,
            vehicle: draft.vehicle.map(|vehicle| vehicle.as_str().to_owned()),
            commercial_service: draft.commercial_service,
            for_operations: draft.for_operations,
            clearances_needed: draft.clearances_needed,
            estimate: draft.estimate,
            estimate_options: draft.estimate_options,
            scheme: draft.scheme,
            lots: draft.lots,
            requirements: draft.requirements,
            price_schedule: draft.price_schedule,
            announced_on: draft.announced_on,
            questions_by: draft.questions_by,
            closes_at: draft.closes_at,
            zone: draft.zone,
            validity_days: draft.validity_days,
            overrides: draft.overrides,
            ..self
        }
    }

    /// What a person who lost the race is shown, by the names of the form's fields.
    pub(super) fn stale(&self) -> Error {
        let recorded = BTreeMap::from([
            ("title".to_owned(), self.title.clone()),
            ("need".to_owned(), self.need.clone()),
            ("buyer_name".to_owned(), self.buyer_name.clone()),
            ("method".to_owned(), self.method.clone()),
            (
                "estimate".to_owned(),
                self.estimate
                    .map(|money| money.to_string())
                    .unwrap_or_default(),
            ),
            (
                "closes_at".to_owned(),
                self.closes_at.map(|at| at.to_rfc3339()).unwrap_or_default(),
            ),
            ("status".to_owned(), self.status.label().to_owned()),
        ]);
        Error::Stale(Box::new(Stale {
            version: self.version,
            recorded,
        }))
    }
}

/// Writes everything of `after` over the row of `before`, if nobody was faster.
pub(super) async fn save(
    tx: &mut Tx,
    before: &SolicitationRecord,
    after: &SolicitationRecord,
) -> Result<(), Error> {
    let saved = tx
        .query(
            "UPDATE solicitation SET status = $1, title = $2, folded_title = $3, need = $4, buyer_name = $5,
                 functional_area = $6, programme_code = $7, method = $8, method_reason = $9, vehicle = $10,
                 commercial_service = $11, for_operations = $12, clearances_needed = $13, estimate_minor = $14,
                 estimate_currency = $15, scheme = $16, lots = $17, requirements = $18, announced_on = $19,
                 published_at = $20, questions_by = $21, closes_at = $22, zone = $23, validity_days = $24, overrides = $25,
                 price_schedule = $26, version = $27, authority = $30, estimate_options_minor = $31, method_ground = $32,
                 sole_source_notice_on = $33
             WHERE id = $28 AND version = $29",
        )
        .bind(after.status.as_str())
        .bind(after.title.clone())
        .bind(folded(&after.title))
        .bind(after.need.clone())
        .bind(after.buyer_name.clone())
        .bind(after.functional_area.clone())
        .bind(after.programme.clone())
        .bind(after.method.clone())
        .bind(after.method_reason.clone())
        .bind(after.vehicle.clone())
        .bind(after.commercial_service)
        .bind(after.for_operations)
        .bind(after.clearances_needed)
        .bind(after.estimate.map(|money| money.minor))
        .bind(after.estimate.map(|money| money.currency.code().to_owned()))
        .bind(after.scheme.clone().map(JsonText))
        .bind(JsonText(after.lots.clone()))
        .bind(JsonText(after.requirements.clone()))
        .bind(after.announced_on)
        .bind(after.published_at)
        .bind(after.questions_by)
        .bind(after.closes_at)
        .bind(after.zone.clone())
        .bind(after.validity_days)
        .bind(JsonText(after.overrides.clone()))
        .bind(JsonText(after.price_schedule.clone()))
        .bind(after.version)
        .bind(before.id.0)
        .bind(before.version)
        .bind(after.authority.as_str())
        .bind(after.estimate_options.map(|money| money.minor))
        .bind(after.method_ground.clone())
        .bind(after.sole_source_notice_on)
        .run_one()
        .await;
    match saved {
        Err(DbError::NotFound) => Err(before.stale()),
        other => Ok(other?),
    }
}

/// Makes the codes of the Strategy that it serves those of the record.
pub(super) async fn save_codes(tx: &mut Tx, record: &SolicitationRecord) -> Result<(), Error> {
    tx.query("DELETE FROM solicitation_strategy WHERE solicitation_id = $1")
        .bind(record.id.0)
        .run()
        .await?;
    for code in &record.strategy {
        tx.query(
            "INSERT INTO solicitation_strategy (solicitation_id, strategy_code) VALUES ($1, $2)",
        )
        .bind(record.id.0)
        .bind(code.clone())
        .run_one()
        .await?;
    }
    Ok(())
}

/// Refuses codes that the Strategy and the programmes do not have.
pub(super) async fn check_codes(tx: &mut Tx, draft: &Draft) -> Result<(), Error> {
    let known: Vec<(String, String)> = tx
        .query("SELECT kind, code FROM strategy_item UNION ALL SELECT 'programme', code FROM programme")
        .all()
        .await?;
    let is = |kinds: &[&str], code: &str| {
        known
            .iter()
            .any(|(kind, known)| known == code && kinds.contains(&kind.as_str()))
    };
    let mut wrong = FieldErrors::default();
    if draft
        .functional_area
        .as_deref()
        .is_some_and(|code| !is(&["functional_area"], code))
    {
        wrong.add("functional_area", "Choose a functional area of the list.");
    }
    if draft
        .programme
        .as_deref()
        .is_some_and(|code| !is(&["programme"], code))
    {
        wrong.add("programme", "Choose a programme of the list.");
    }
    if !draft
        .strategy
        .iter()
        .all(|code| is(&["objective", "line", "tenet"], code))
    {
        wrong.add("strategy", "Choose codes of the list.");
    } else if !draft.strategy.is_empty()
        && !draft
            .strategy
            .iter()
            .any(|code| is(&["objective", "line"], code))
    {
        wrong.add(
            "strategy",
            "Choose at least one line or objective beside the tenets.",
        );
    }
    wrong.finish()
}
