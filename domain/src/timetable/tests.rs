use chrono::{TimeDelta, TimeZone};
use proptest::prelude::*;

use super::*;
use crate::methods::NPP_2025;

const ABOVE_E: i64 = 160_000_001;
const MICROSECOND: TimeDelta = TimeDelta::microseconds(1);

fn date(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

fn noon(year: i32, month: u32, day: u32) -> DateTime<Utc> {
    Utc.with_ymd_and_hms(year, month, day, 12, 0, 0).unwrap()
}

fn circumstances(estimate_eur_minor: i64) -> Circumstances {
    Circumstances {
        estimate_eur_minor,
        for_operations: false,
        clearances_needed: false,
    }
}

fn lawful() -> Timetable {
    propose(noon(2027, 3, 1), circumstances(ABOVE_E), &NPP_2025)
}

fn only_finding(timetable: &Timetable) -> Finding {
    let mut findings = check(timetable, &NPP_2025);
    assert_eq!(findings.len(), 1, "{findings:?}");
    findings.remove(0)
}

#[test]
fn a_proposal_leaves_the_shortest_lawful_times() {
    let proposed = lawful();
    assert_eq!(proposed.announced_on, Some(date(2027, 2, 19)));
    assert_eq!(proposed.closes_at, noon(2027, 4, 5));
    assert_eq!(
        proposed.questions_by,
        Some(noon(2027, 3, 19) - TimeDelta::hours(12))
    );
    assert_eq!(proposed.validity_until, Some(date(2027, 10, 5)));
    assert_eq!(check(&proposed, &NPP_2025), []);
}

#[test]
fn closing_one_microsecond_early_is_a_breach() {
    let mut timetable = lawful();
    timetable.closes_at -= MICROSECOND;
    timetable.questions_by = None;
    let finding = only_finding(&timetable);
    assert_eq!((finding.rule.id, finding.field), ("NCP-7", Field::ClosesAt));
    assert_eq!(finding.earliest_lawful, Some(noon(2027, 4, 5)));
    assert_eq!(
        finding.message,
        "Close on 5 Apr 2027 12:00 UTC or later: bidders have at least 35 calendar days from publication."
    );
}

#[test]
fn operations_need_twenty_days() {
    let mut timetable = lawful();
    timetable.closes_at = noon(2027, 3, 21);
    timetable.questions_by = None;
    timetable.validity_until = None;
    timetable.circumstances.for_operations = true;
    assert_eq!(check(&timetable, &NPP_2025), []);
    timetable.closes_at -= MICROSECOND;
    assert_eq!(only_finding(&timetable).rule.id, "NCP-7-operations");
}

#[test]
fn a_message_keeps_the_microseconds_that_matter() {
    let mut timetable = lawful();
    timetable.published_at += MICROSECOND;
    timetable.questions_by = None;
    let message = only_finding(&timetable).message;
    assert!(
        message.starts_with("Close on 5 Apr 2027 12:00:00.000001 UTC or later"),
        "{message}"
    );
}

#[test]
fn delegations_need_ten_days_and_twenty_with_clearances() {
    let mut timetable = lawful();
    timetable.announced_on = Some(date(2027, 2, 20));
    let finding = only_finding(&timetable);
    assert_eq!(
        (finding.rule.id, finding.field),
        ("NCP-5.2.1", Field::PublishedAt)
    );
    assert_eq!(
        finding.earliest_lawful,
        Some(Utc.with_ymd_and_hms(2027, 3, 2, 0, 0, 0).unwrap())
    );
    timetable.announced_on = Some(date(2027, 2, 10));
    timetable.circumstances.clearances_needed = true;
    assert_eq!(only_finding(&timetable).rule.id, "NCP-5.2.1-clearances");
    timetable.announced_on = Some(date(2027, 2, 9));
    assert_eq!(check(&timetable, &NPP_2025), []);
}

#[test]
fn publication_is_lawful_from_the_first_instant_of_the_tenth_day() {
    let mut timetable = lawful();
    timetable.announced_on = Some(date(2027, 2, 19));
    timetable.published_at = Utc.with_ymd_and_hms(2027, 3, 1, 0, 0, 0).unwrap();
    timetable.questions_by = None;
    assert_eq!(check(&timetable, &NPP_2025), []);
    timetable.published_at -= MICROSECOND;
    assert_eq!(only_finding(&timetable).field, Field::PublishedAt);
}

#[test]
fn questions_may_end_with_the_bidding_period_itself() {
    let severity_at = |at| {
        only_finding(&Timetable {
            questions_by: Some(at),
            ..lawful()
        })
        .severity
    };
    assert_eq!(severity_at(lawful().closes_at), Severity::Note);
    assert_eq!(severity_at(lawful().published_at), Severity::Note);
}

#[test]
fn notice_is_due_only_above_efl_e() {
    let mut timetable = lawful();
    timetable.announced_on = None;
    let finding = only_finding(&timetable);
    assert_eq!(
        (finding.field, finding.severity),
        (Field::AnnouncedOn, Severity::Breach)
    );
    timetable.circumstances.estimate_eur_minor = ABOVE_E - 1;
    assert_eq!(check(&timetable, &NPP_2025), []);
}

#[test]
fn questions_end_at_half_of_the_bidding_period() {
    let mut timetable = lawful();
    let half = timetable.questions_by.unwrap();
    let mut severity_at = |at| {
        timetable.questions_by = Some(at);
        let finding = only_finding(&timetable);
        (finding.severity, finding.earliest_lawful)
    };
    assert_eq!(
        severity_at(half - MICROSECOND),
        (Severity::Note, Some(half))
    );
    assert_eq!(severity_at(half + MICROSECOND), (Severity::Note, None));
    assert_eq!(
        severity_at(noon(2027, 4, 5) + MICROSECOND),
        (Severity::Breach, None)
    );
    assert_eq!(
        severity_at(noon(2027, 3, 1) - MICROSECOND),
        (Severity::Breach, Some(half))
    );
}

#[test]
fn validity_lasts_at_most_six_months() {
    let mut timetable = lawful();
    timetable.validity_until = Some(date(2027, 10, 6));
    let finding = only_finding(&timetable);
    assert_eq!(finding.rule.id, "GBI-2.15");
    assert_eq!(
        finding.message,
        "Ask for validity until 5 Oct 2027 at the latest: 6 months from closing."
    );
    timetable.validity_until = Some(date(2027, 4, 4));
    assert_eq!(only_finding(&timetable).severity, Severity::Breach);
    timetable.validity_until = Some(date(2027, 4, 5));
    assert_eq!(check(&timetable, &NPP_2025), []);
}

/// CT-07: notified on 2 March 2026.
#[test]
fn standstill_counts_from_the_day_after_notice() {
    let standstill = standstill(date(2026, 3, 2), &STANDSTILL);
    assert_eq!(standstill.first_day, date(2026, 3, 3));
    assert_eq!(standstill.last_day, date(2026, 3, 17));
    assert_eq!(standstill.earliest_signature, date(2026, 3, 18));
    assert!(!standstill.has_passed(date(2026, 3, 17)));
    assert!(standstill.has_passed(date(2026, 3, 18)));
}

#[test]
fn a_closed_last_day_moves_to_the_next_open_one() {
    let plain = standstill(date(2026, 3, 2), &STANDSTILL);
    let moved = plain.ending_on_open_day(|day| day < date(2026, 3, 19));
    assert_eq!(
        (moved.last_day, moved.earliest_signature),
        (date(2026, 3, 19), date(2026, 3, 20))
    );
    assert_eq!(plain.ending_on_open_day(|_| false), plain);
    assert_eq!(plain.ending_on_open_day(|_| true), plain);
}

#[test]
fn the_standstill_has_a_fixed_length_only_above_efl_e() {
    assert_eq!(standstill_rule(ABOVE_E, &NPP_2025), Some(&STANDSTILL));
    assert_eq!(standstill_rule(ABOVE_E - 1, &NPP_2025), None);
}

#[test]
fn an_offer_at_the_closing_time_is_in_time() {
    let closes_at = noon(2027, 4, 5);
    assert!(!is_late(closes_at, closes_at));
    assert!(is_late(closes_at + MICROSECOND, closes_at));
}

#[test]
fn rules_have_names_of_their_own() {
    for (index, rule) in RULES.iter().enumerate() {
        assert!(
            RULES[..index].iter().all(|other| other.id != rule.id),
            "{}",
            rule.id
        );
        assert!(rule.text.ends_with('.') && !rule.source.is_empty());
    }
}

proptest! {
    #[test]
    fn a_proposal_always_passes_the_check(
        micros in 0_i64..4_000_000_000_000_000, estimate_eur_minor: i64, for_operations: bool, clearances_needed: bool,
    ) {
        let published_at = DateTime::from_timestamp_micros(micros).unwrap();
        let circumstances = Circumstances { estimate_eur_minor, for_operations, clearances_needed };
        prop_assert_eq!(check(&propose(published_at, circumstances, &NPP_2025), &NPP_2025), vec![]);
    }

    #[test]
    fn closing_earlier_than_proposed_is_always_a_breach(micros in 1_i64..3_024_000_000_000, for_operations: bool) {
        let circumstances = Circumstances { for_operations, ..circumstances(0) };
        let mut timetable = propose(noon(2027, 3, 1), circumstances, &NPP_2025);
        timetable.closes_at -= TimeDelta::microseconds(micros);
        prop_assert!(check(&timetable, &NPP_2025).iter().any(|found| found.field == Field::ClosesAt));
    }
}

#[test]
fn a_planned_sole_source_is_announced_ten_days_before() {
    use crate::methods::{Authority, Method};
    let rule = Method::Ss.rule(Authority::Nspa, date(2027, 3, 1)).unwrap();
    let mut timetable = propose(noon(2027, 3, 1), circumstances(16_000_000), &NPP_2025);
    let fields = |timetable: &Timetable| -> Vec<Field> {
        let findings = check_by(rule, timetable, &NPP_2025);
        findings.iter().map(|finding| finding.field).collect()
    };
    assert_eq!(fields(&timetable), [Field::SoleSourceNoticeOn]);
    timetable.sole_source_notice_on = Some(date(2027, 2, 20));
    assert_eq!(fields(&timetable), [Field::PublishedAt]);
    timetable.sole_source_notice_on = Some(date(2027, 2, 19));
    assert_eq!(fields(&timetable), []);
    timetable.sole_source_notice_on = None;
    timetable.circumstances.estimate_eur_minor = 15_999_999;
    assert_eq!(fields(&timetable), []);
}

#[test]
fn a_method_is_held_only_to_its_own_rules() {
    use crate::methods::{Authority, Method};
    let mut timetable = lawful();
    timetable.closes_at = noon(2027, 3, 2);
    timetable.announced_on = None;
    timetable.questions_by = None;
    let broken = |method: Method| {
        let rule = method.rule(Authority::Ncia, date(2027, 3, 1)).unwrap();
        check_by(rule, &timetable, &NPP_2025).len()
    };
    assert!(broken(Method::Ncp) > broken(Method::Pca));
    assert_eq!(
        check_by(
            Method::Ncp.rule(Authority::Ncia, date(2027, 3, 1)).unwrap(),
            &timetable,
            &NPP_2025
        ),
        check(&timetable, &NPP_2025)
    );
}
