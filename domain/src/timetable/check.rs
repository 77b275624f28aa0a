//! Which dates break which rule, and what to do about it.

use chrono::{DateTime, Utc};
use serde::Serialize;

use super::{
    Timetable,
    dates::{day, halfway, moment, plus_days, plus_months, start_of},
    rules::{
        BID_VALIDITY, PLANNED_SOLE_SOURCE, PLANNED_SOLE_SOURCE_FROM, QUESTIONS, Rule, bidding_time,
        notice,
    },
};
use crate::{
    methods::{MethodRule, Thresholds},
    states::{Tone, named::named_enum},
};

named_enum! {
    /// The date a finding is about.
    pub enum Field {
        AnnouncedOn "announced_on" "Notice to delegations",
        SoleSourceNoticeOn "sole_source_notice_on" "Notice of the planned sole source",
        PublishedAt "published_at" "Publication",
        QuestionsBy "questions_by" "Questions until",
        ClosesAt "closes_at" "Closing",
        ValidityUntil "validity_until" "Offers valid until",
    }
}

named_enum! {
    /// How much a finding weighs.
    pub enum Severity {
        Breach "breach" "Breach" "A rule is broken; the solicitation may not go on like this.",
        Note "note" "Note" "Lawful, but worth a second look.",
    }
}

impl Severity {
    /// How the interface colours it.
    #[must_use]
    pub const fn tone(self) -> Tone {
        match self {
            Self::Breach => Tone::Bad,
            Self::Note => Tone::Attention,
        }
    }
}

/// One departure from the procedure's timetable.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// The rule that speaks.
    pub rule: &'static Rule,
    /// The date to change.
    pub field: Field,
    /// Whether the rule is broken.
    pub severity: Severity,
    /// One sentence for people that says what to do.
    pub message: String,
    /// The earliest value of the field that the rule accepts; `None` when the rule sets a latest one.
    pub earliest_lawful: Option<DateTime<Utc>>,
}

/// Every departure from the timetable rules of the NATO competitive procurement procedure.
///
/// Checked: notice to delegations (NCP 5.2.1), bidding time (NCP 7), questions (GBI 2.8), bid validity (GBI 2.15).
/// The dates are taken as they are; nothing here asks what day it is.
#[must_use]
pub fn check(timetable: &Timetable, thresholds: &Thresholds) -> Vec<Finding> {
    [
        notice_given(timetable, thresholds),
        bidding_time_left(timetable),
        questions(timetable),
        validity(timetable),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Every departure from the timetable rules that bind a method, among them the notice of a planned sole source.
#[must_use]
pub fn check_by(
    method: &MethodRule,
    timetable: &Timetable,
    thresholds: &Thresholds,
) -> Vec<Finding> {
    let findings = check(timetable, thresholds).into_iter();
    findings
        .chain(planned_sole_source(timetable))
        .filter(|finding| method.asks(finding.rule))
        .collect()
}

/// Notice of a planned sole source, 10 calendar days from EUR 160 000 on (NSPA 6.3, 8.1).
fn planned_sole_source(timetable: &Timetable) -> Option<Finding> {
    if timetable.circumstances.estimate_eur_minor < PLANNED_SOLE_SOURCE_FROM {
        return None;
    }
    let rule = &PLANNED_SOLE_SOURCE;
    let days = rule.whole_days();
    let Some(noticed_on) = timetable.sole_source_notice_on else {
        let message = format!(
            "Publish a notice of the planned sole source and wait {days} calendar days before the solicitation."
        );
        return Some(breach(rule, Field::SoleSourceNoticeOn, message, None));
    };
    let earliest = start_of(super::dates::add_days(noticed_on, days));
    (timetable.published_at < earliest).then(|| {
        let message = format!(
            "Publish on {} or later: the notice of the planned sole source of {} stands {days} calendar days.",
            day(earliest.date_naive()),
            day(noticed_on),
        );
        breach(rule, Field::PublishedAt, message, Some(earliest))
    })
}

/// Notice to the delegations above EFL E: 10 calendar days, 20 with clearances (NCP 5.2.1; GBI 1.2).
fn notice_given(timetable: &Timetable, thresholds: &Thresholds) -> Option<Finding> {
    let circumstances = timetable.circumstances;
    if !thresholds.above_efl_e(circumstances.estimate_eur_minor) {
        return None;
    }
    let rule = notice(circumstances.clearances_needed);
    let days = rule.whole_days();
    let Some(announced_on) = timetable.announced_on else {
        let message = format!(
            "Tell the national delegations and wait {days} calendar days before publication."
        );
        return Some(breach(rule, Field::AnnouncedOn, message, None));
    };
    let earliest = start_of(super::dates::add_days(announced_on, days));
    (timetable.published_at < earliest).then(|| {
        let message = format!(
            "Publish on {} or later: the delegations were told on {} and need {days} calendar days.",
            day(earliest.date_naive()),
            day(announced_on),
        );
        breach(rule, Field::PublishedAt, message, Some(earliest))
    })
}

/// At least 35 calendar days between publication and closing, 20 for operations (NCP 7; GBI 2.2).
fn bidding_time_left(timetable: &Timetable) -> Option<Finding> {
    let rule = bidding_time(timetable.circumstances.for_operations);
    let earliest = plus_days(timetable.published_at, rule.whole_days());
    (timetable.closes_at < earliest).then(|| {
        let message = format!(
            "Close on {} or later: bidders have at least {} calendar days from publication.",
            moment(earliest),
            rule.whole_days(),
        );
        breach(rule, Field::ClosesAt, message, Some(earliest))
    })
}

/// Questions until half of the bidding period (GBI 2.8).
///
/// A time outside the bidding period is a breach. Another time than half is a note: our reading is that the
/// authority may give more time, and that less needs a reason.
fn questions(timetable: &Timetable) -> Option<Finding> {
    let Timetable {
        published_at,
        closes_at,
        ..
    } = *timetable;
    let questions_by = timetable.questions_by?;
    let half = halfway(published_at, closes_at);
    let (severity, message) = if questions_by < published_at || questions_by > closes_at {
        (
            Severity::Breach,
            format!(
                "Take questions between publication and closing: half of the time is {}.",
                moment(half)
            ),
        )
    } else if questions_by < half {
        (
            Severity::Note,
            format!(
                "Take questions until {}, half of the bidding period, or record why not.",
                moment(half)
            ),
        )
    } else if questions_by > half {
        (
            Severity::Note,
            format!(
                "Questions are open past {}, half of the bidding period: leave time to answer.",
                moment(half)
            ),
        )
    } else {
        return None;
    };
    let earliest_lawful = (questions_by < half).then_some(half);
    Some(Finding {
        rule: &QUESTIONS,
        field: Field::QuestionsBy,
        severity,
        message,
        earliest_lawful,
    })
}

/// Offers stay valid past closing and for at most six months from it (GBI 2.15).
fn validity(timetable: &Timetable) -> Option<Finding> {
    let until = timetable.validity_until?;
    let closes_on = timetable.closes_at.date_naive();
    let latest = plus_months(closes_on, BID_VALIDITY.whole_months());
    if until < closes_on {
        let message = format!(
            "Keep offers valid at least until the closing day, {}.",
            day(closes_on)
        );
        return Some(breach(
            &BID_VALIDITY,
            Field::ValidityUntil,
            message,
            Some(start_of(closes_on)),
        ));
    }
    (until > latest).then(|| {
        let message = format!(
            "Ask for validity until {} at the latest: 6 months from closing.",
            day(latest)
        );
        breach(&BID_VALIDITY, Field::ValidityUntil, message, None)
    })
}

fn breach(
    rule: &'static Rule,
    field: Field,
    message: String,
    earliest_lawful: Option<DateTime<Utc>>,
) -> Finding {
    Finding {
        rule,
        field,
        severity: Severity::Breach,
        message,
        earliest_lawful,
    }
}
