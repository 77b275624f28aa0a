//! What an amendment may not do, and what it did.

use super::super::record::SolicitationRecord;
use crate::{Error, FieldErrors};
use domain::dialogue::AmendmentTimes;
use domain::timetable::Rule;

/// How deep an amendment goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Depth {
    /// Nothing differs.
    Nothing,
    /// Later dates alone.
    Dates,
    /// What is asked for.
    Substance,
    /// How offers are evaluated.
    Scheme,
}

impl Depth {
    /// The rule that says how much time is left after it; none where only dates moved, since they never move nearer.
    pub const fn rule(self, times: AmendmentTimes) -> Option<&'static Rule> {
        match self {
            Self::Nothing | Self::Dates => None,
            Self::Substance => Some(times.substance),
            Self::Scheme => Some(times.scheme),
        }
    }
}

/// How deep a change goes.
pub(super) fn depth(before: &SolicitationRecord, after: &SolicitationRecord) -> Depth {
    let dateless = |record: &SolicitationRecord| SolicitationRecord {
        questions_by: None,
        closes_at: None,
        version: 0,
        ..record.clone()
    };
    if before.scheme != after.scheme {
        Depth::Scheme
    } else if dateless(before) != dateless(after) {
        Depth::Substance
    } else if (before.questions_by, before.closes_at) != (after.questions_by, after.closes_at) {
        Depth::Dates
    } else {
        Depth::Nothing
    }
}

/// Refuses what would make another purchase of it, take time from bidders, or let an offer answer another question than it
/// was written for.
pub(super) fn check_bounds(
    before: &SolicitationRecord,
    after: &SolicitationRecord,
) -> Result<(), Error> {
    let mut wrong = FieldErrors::default();
    same_purchase(before, after, &mut wrong);
    if after.closes_at < before.closes_at {
        wrong.add(
            "closes_at",
            "An amendment never shortens the time: keep the closing or set a later one.",
        );
    }
    if after.questions_by < before.questions_by {
        wrong.add(
            "questions_by",
            "An amendment never shortens the time for questions: keep the moment or set a later one.",
        );
    }
    same_places(before, after, &mut wrong);
    wrong.finish()
}

fn same_purchase(before: &SolicitationRecord, after: &SolicitationRecord, wrong: &mut FieldErrors) {
    let another =
        "An amendment does not change this: cancel the solicitation and publish another one.";
    if before.method() != after.method() {
        wrong.add("method", another);
    }
    if before.estimate != after.estimate {
        wrong.add("estimate", another);
    }
    if before.announced_on != after.announced_on {
        wrong.add(
            "announced_on",
            "The day on which the delegations were told is a fact of the publication.",
        );
    }
}

/// Offers answer by codes: what has a code keeps it, and new rows come last.
fn same_places(before: &SolicitationRecord, after: &SolicitationRecord, wrong: &mut FieldErrors) {
    for ((field, old), (_, new)) in named(before).into_iter().zip(named(after)) {
        for (place, &(code, name)) in new.iter().enumerate() {
            let kept = old.contains(&(code, name));
            let moved = !kept && old.iter().any(|&(_, old_name)| old_name == name);
            if moved {
                wrong.add(
                    format!("{field}_{}", place + 1),
                    format!("Leave “{name}” in its place: offers answer by these numbers. Put new rows at the end."),
                );
            }
        }
    }
}

/// Codes and names of what offers answer, by the stem of the form's fields.
fn named(record: &SolicitationRecord) -> [(&'static str, Vec<(&str, &str)>); 4] {
    let criteria = record.scheme.iter().flat_map(|scheme| &scheme.criteria);
    let lots = record.lots.iter();
    let requirements = record.requirements.iter();
    let lines = record.price_schedule.iter();
    [
        (
            "lot_title",
            lots.map(|lot| (lot.code.as_str(), lot.title.as_str()))
                .collect(),
        ),
        (
            "requirement_name",
            requirements
                .map(|one| (one.code.as_str(), one.name.as_str()))
                .collect(),
        ),
        (
            "line_description",
            lines
                .map(|line| (line.code.as_str(), line.description.as_str()))
                .collect(),
        ),
        (
            "criterion_name",
            criteria
                .map(|one| (one.code.as_str(), one.name.as_str()))
                .collect(),
        ),
    ]
}
