//! What was understood but has no table: it stays in the raw record, and the record says so.

use super::super::read::Process;
use super::values::Notes;

/// Notes each part of a process that no page but the raw record shows.
pub(super) fn note(process: &Process, notes: &mut Notes) {
    let counts = planning(process)
        .into_iter()
        .chain(tender(process))
        .chain(others(process));
    for (path, _) in counts.filter(|(_, count)| *count > 0) {
        let reason = "has no table of its own; the raw record keeps it";
        notes.add(format!("{}.{path}", process.pointer), reason);
    }
}

fn planning(process: &Process) -> Vec<(&'static str, usize)> {
    let Some(planning) = &process.planning else {
        return Vec::new();
    };
    vec![
        ("planning.budget", usize::from(planning.budget.is_some())),
        ("planning.milestones", planning.milestones.len()),
        ("planning.project", usize::from(planning.project.is_some())),
    ]
}

fn tender(process: &Process) -> Vec<(&'static str, usize)> {
    let Some(tender) = &process.tender else {
        return Vec::new();
    };
    vec![
        ("tender.minValue", usize::from(tender.min_value.is_some())),
        (
            "tender.awardPeriod",
            usize::from(tender.award_period.is_some()),
        ),
        (
            "tender.contractPeriod",
            usize::from(tender.contract_period.is_some()),
        ),
        (
            "tender.awardCriteria",
            usize::from(tender.award_criteria.is_some()),
        ),
        (
            "tender.awardCriteriaDetails",
            usize::from(tender.award_criteria_details.is_some()),
        ),
        ("tender.submissionMethod", tender.submission_methods.len()),
        (
            "tender.submissionMethodDetails",
            usize::from(tender.submission_details.is_some()),
        ),
        (
            "tender.eligibilityCriteria",
            usize::from(tender.eligibility.is_some()),
        ),
        (
            "tender.mainProcurementCategory",
            usize::from(tender.category.is_some()),
        ),
        (
            "tender.additionalProcurementCategories",
            tender.additional_categories.len(),
        ),
        (
            "tender.numberOfTenderers",
            usize::from(tender.number_of_tenderers.is_some()),
        ),
        ("tender.milestones", tender.milestones.len()),
        ("tender.amendments", tender.amendments.len()),
        ("tender.criteria", tender.criteria.len()),
        ("tender.enquiries", tender.enquiries.len()),
    ]
}

fn others(process: &Process) -> Vec<(&'static str, usize)> {
    let joint = process.bids.iter().filter(|bid| bid.tenderers.len() > 1);
    let bid_lots = process.bids.iter().filter(|bid| !bid.lots.is_empty());
    let ranks = process.bids.iter().filter(|bid| bid.rank.is_some());
    let award_changes = process.awards.iter().map(|award| award.amendments.len());
    let contract_changes = process
        .contracts
        .iter()
        .map(|contract| contract.amendments.len());
    let follow_ups = process
        .contracts
        .iter()
        .map(|contract| contract.related.len());
    vec![
        ("relatedProcesses", process.related.len()),
        ("bids.statistics", process.bid_statistics.len()),
        ("bids.details[*].tenderers[1]", joint.count()),
        ("bids.details[*].relatedLots", bid_lots.count()),
        ("bids.details[*].rank", ranks.count()),
        ("awards[*].amendments", award_changes.sum()),
        ("contracts[*].amendments", contract_changes.sum()),
        ("contracts[*].relatedProcesses", follow_ups.sum()),
    ]
}
