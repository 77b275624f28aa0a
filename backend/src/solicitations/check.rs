//! What a solicitation still lacks, and where its timetable departs from the rules.

use super::record::SolicitationRecord;
use super::scheme::complete;
use crate::overrides::{Override, missing_approvals};
use crate::{Error, FieldError, FieldErrors};
use chrono::{DateTime, Days, Utc};
use domain::methods::{Ground, Method, NPP_2025, Standing, Thresholds, verdict};
use domain::money::Currency;
use domain::solicitations::EvaluationMethod;
use domain::timetable::{self, Circumstances, Field, Finding, Severity, Timetable};

/// A finding of the timetable's rules, and the reason that was given for it.
#[derive(Clone, Debug)]
pub struct Departure {
    /// The finding.
    pub finding: Finding,
    /// Why the rule is departed from; publication asks for it where the finding is a breach.
    pub reason: Option<String>,
}

impl Departure {
    /// Whether publication has to wait for a reason.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.finding.severity == Severity::Breach && self.reason.is_none()
    }
}

/// Everything that stands between a solicitation and its publication.
#[derive(Clone, Debug, Default)]
pub struct Check {
    /// What is missing or wrong, by the names of the form's fields.
    pub missing: Vec<FieldError>,
    /// Where the timetable departs from the rules.
    pub departures: Vec<Departure>,
}

impl Check {
    /// The same, waiting also for the departures that no second person has approved.
    #[must_use]
    pub fn approved_by(
        mut self,
        record: &SolicitationRecord,
        estimate_eur: Option<i64>,
        recorded: &[Override],
        at: DateTime<Utc>,
    ) -> Self {
        let reasons = self
            .departures
            .iter()
            .filter(|one| one.finding.severity == Severity::Breach && one.reason.is_some());
        let broken: Vec<&str> = reasons.map(|one| one.finding.rule.id).collect();
        let waits = missing_approvals(record, estimate_eur, &broken, recorded, at);
        self.missing.extend(waits);
        self
    }

    /// What is missing for an approval now of a draft with the departures that are recorded for it: everything but what the passing of time mends before publication, such as the notice
    /// to the delegations that is still running.
    #[must_use]
    pub fn missing_for_approval(&self) -> Vec<FieldError> {
        let waits: Vec<String> = self
            .departures
            .iter()
            .filter(|departure| departure.finding.field == Field::PublishedAt)
            .map(|departure| format!("override_{}", departure.finding.rule.id))
            .collect();
        let missing = self.missing.iter();
        missing
            .filter(|one| !waits.contains(&one.field))
            .cloned()
            .collect()
    }
}

/// Checks a record as if it were published at a moment; `estimate_eur` is in EUR minor units.
#[must_use]
pub fn check(
    record: &SolicitationRecord,
    estimate_eur: Option<i64>,
    published_at: DateTime<Utc>,
) -> Check {
    let mut missing = FieldErrors::default();
    words(record, &mut missing);
    value(record, estimate_eur, published_at, &mut missing);
    admission(record, &mut missing);
    evaluation(record, published_at, &mut missing);
    dates(record, published_at, &mut missing);
    let departures = departures(record, estimate_eur, published_at);
    for open in departures.iter().filter(|departure| departure.is_open()) {
        let Finding { rule, message, .. } = &open.finding;
        missing.add(
            format!("override_{}", rule.id),
            format!(
                "{message} Or give a reason for the departure ({}).",
                rule.source
            ),
        );
    }
    Check {
        missing: match missing.finish() {
            Err(Error::Invalid(fields)) => fields,
            _ => Vec::new(),
        },
        departures,
    }
}

fn words(record: &SolicitationRecord, missing: &mut FieldErrors) {
    let asked = [
        (record.need.is_empty(), "need", "Describe the need."),
        (
            record.functional_area.is_none(),
            "functional_area",
            "Choose the functional area.",
        ),
        (
            record.strategy.is_empty(),
            "strategy",
            "Choose at least one line or objective of the Strategy that it serves.",
        ),
        (record.buyer_name.is_empty(), "buyer_name", "Say who buys."),
        (
            record.vehicle.is_none(),
            "vehicle",
            "Choose the kind of contract that is intended.",
        ),
    ];
    for (lacks, field, message) in asked {
        if lacks {
            missing.add(field, message);
        }
    }
}

fn value(
    record: &SolicitationRecord,
    estimate_eur: Option<i64>,
    published_at: DateTime<Utc>,
    missing: &mut FieldErrors,
) {
    let Some(estimate) = record.estimate else {
        return missing.add("estimate", "Estimate the value including all options.");
    };
    let Some(eur) = estimate_eur else {
        let currency = estimate.currency;
        return missing.add(
            "estimate",
            format!(
                "Record an exchange rate for {currency}, or estimate in EUR: the limits are in EUR."
            ),
        );
    };
    let Some(method) = record.method() else {
        return missing.add("method", "Choose a method of the list.");
    };
    let verdict = verdict(method, record.purchase(eur), published_at.date_naive());
    if method == Method::Ss {
        ground(record, published_at, missing);
    }
    let then = match verdict.standing {
        Standing::Lawful => return,
        Standing::OnApproval => "say why this one is used",
        Standing::Unlawful => "give the reason for an override, which a second officer approves",
    };
    if record.method_reason.is_none() {
        let message = format!("{} Choose another method, or {then}.", verdict.why);
        missing.add("method_reason", message);
    }
}

/// A sole source rests on a ground of the list.
fn ground(record: &SolicitationRecord, at: DateTime<Utc>, missing: &mut FieldErrors) {
    let id = record.method_ground.as_deref().unwrap_or_default();
    if Ground::find(id, record.authority, at.date_naive()).is_none() {
        let who = record.authority.label();
        missing.add(
            "method_ground",
            format!("Choose the ground on which the sole source rests, among those for {who}."),
        );
    }
}

/// Who may offer is settled before publication, where the method does not admit everybody.
fn admission(record: &SolicitationRecord, missing: &mut FieldErrors) {
    let (admission, named) = (record.admission(), usize::try_from(record.named));
    if record.published_at.is_none() && !admission.takes(named.unwrap_or(usize::MAX)) {
        missing.add("offerors", admission.task());
    }
}

/// The value limits that hold on the day of a moment.
pub(super) fn limits(at: DateTime<Utc>) -> &'static Thresholds {
    Thresholds::in_force(std::slice::from_ref(&NPP_2025), at.date_naive()).unwrap_or(&NPP_2025)
}

/// A scheme by a method that the purchase may be evaluated by, with everything that the method needs.
fn evaluation(record: &SolicitationRecord, at: DateTime<Utc>, missing: &mut FieldErrors) {
    let Some(scheme) = &record.scheme else {
        return missing.add("evaluation", "Choose how offers are evaluated.");
    };
    let rule = scheme.method.rule_on(at.date_naive());
    let lawful = record
        .method
        .to_lowercase()
        .parse::<Method>()
        .is_ok_and(|method| rule.serves(record.authority, method));
    if !lawful || !rule.holds_on(at.date_naive()) {
        let (name, who) = (rule.method.label(), record.authority.label());
        missing.add(
            "evaluation",
            format!(
                "“{name}” ({}) is not for this procurement method of {who}. Choose another.",
                rule.source
            ),
        );
    }
    if scheme.method == EvaluationMethod::EsaWeightedMarks
        && record
            .estimate
            .is_some_and(|estimate| estimate.currency != Currency::EUR)
    {
        let words = "ESA marks have a minimum from 20 M EUR on: give the estimate in EUR.";
        missing.add("estimate_currency", words);
    }
    complete(scheme, &record.requirements, missing);
    let rules = &scheme.lots;
    for (field, words) in rules.broken(scheme.method, &record.lots, &record.price_schedule) {
        missing.add(field, words);
    }
}

fn dates(record: &SolicitationRecord, published_at: DateTime<Utc>, missing: &mut FieldErrors) {
    match record.closes_at {
        None => missing.add("closes_at", "Set the closing moment."),
        Some(closes_at) if closes_at <= published_at => {
            missing.add(
                "closes_at",
                "The closing moment has passed. Set a later one.",
            );
        }
        Some(_) => {}
    }
    if record.validity_days.is_none() {
        missing.add("validity_days", "Say for how many days offers stay valid.");
    }
}

fn departures(
    record: &SolicitationRecord,
    estimate_eur: Option<i64>,
    published_at: DateTime<Utc>,
) -> Vec<Departure> {
    let (Some(closes_at), Some(estimate_eur_minor)) = (record.closes_at, estimate_eur) else {
        return Vec::new();
    };
    let days = record
        .validity_days
        .and_then(|days| u64::try_from(days).ok());
    let timetable = Timetable {
        announced_on: record.announced_on,
        sole_source_notice_on: record.sole_source_notice_on,
        published_at,
        questions_by: record.questions_by,
        closes_at,
        validity_until: days
            .and_then(|days| closes_at.date_naive().checked_add_days(Days::new(days))),
        circumstances: Circumstances {
            estimate_eur_minor,
            for_operations: record.for_operations,
            clearances_needed: record.clearances_needed,
        },
    };
    let limits = limits(published_at);
    let findings = match record.rule(published_at.date_naive()) {
        Some(rule) => timetable::check_by(rule, &timetable, limits),
        None => timetable::check(&timetable, limits),
    };
    findings
        .into_iter()
        .map(|finding| Departure {
            reason: record.overrides.get(finding.rule.id).cloned(),
            finding,
        })
        .collect()
}
