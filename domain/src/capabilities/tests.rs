use super::*;
use crate::milestones::{FourDates, Rag, SlipClass};
use chrono::{Duration, NaiveDate};
use proptest::prelude::*;

fn day(after: i64) -> NaiveDate {
    NaiveDate::from_ymd_opt(2027, 1, 1).unwrap() + Duration::days(after)
}

fn open(after: i64) -> Gate {
    Gate {
        day: Some(day(after)),
        met: false,
    }
}

fn met(after: i64) -> Gate {
    Gate {
        met: true,
        ..open(after)
    }
}

#[test]
fn a_late_gate_decides_the_day_and_the_days_after_the_need() {
    let gates = [met(400), open(90), open(145), open(145)];
    let found = outlook(
        (Some(day(80)), Some(day(70)), None),
        &gates,
        Some(day(100)),
        day(0),
    );
    assert_eq!(found.day, Some(day(145)));
    assert_eq!(found.driven_by, Some(2), "the first of equal ones");
    assert_eq!(found.after_need_days, Some(45));
}

#[test]
fn a_gate_on_the_forecast_day_does_not_move_it_and_one_a_day_later_does() {
    let dates = (Some(day(80)), None, None);
    let at = |gate| outlook(dates, &[open(gate)], Some(day(80)), day(0));
    assert_eq!((at(80).driven_by, at(80).after_need_days), (None, None));
    assert_eq!(
        (at(81).driven_by, at(81).after_need_days),
        (Some(0), Some(1))
    );
}

#[test]
fn an_overdue_gate_cannot_be_met_before_the_status_date() {
    let found = outlook((Some(day(20)), None, None), &[open(10)], None, day(30));
    assert_eq!((found.day, found.driven_by), (Some(day(30)), Some(0)));
}

#[test]
fn what_is_declared_stands_whatever_its_gates_do() {
    let found = outlook(
        (Some(day(20)), Some(day(20)), Some(day(25))),
        &[open(300)],
        Some(day(30)),
        day(26),
    );
    assert_eq!(
        (found.day, found.driven_by, found.after_need_days),
        (Some(day(25)), None, None)
    );
}

#[test]
fn a_hopeful_forecast_does_not_keep_the_milestone_green() {
    let dates = FourDates {
        original_baseline: day(100),
        current_baseline: day(100),
        forecast: Some(day(100)),
        actual: None,
    };
    let of = |gate| {
        let found = outlook(
            (Some(day(100)), Some(day(100)), None),
            &[gate],
            None,
            day(0),
        );
        found.assess(dates, None, day(0))
    };
    assert_eq!(of(open(100)).rag, Rag::Green);
    assert_eq!(of(met(300)).rag, Rag::Green);
    assert_eq!(of(open(131)).class, SlipClass::Moderate);
    assert_eq!(of(open(131)).slip_current_days, Some(31));
}

#[test]
fn a_capability_expected_a_day_after_its_need_is_critical() {
    let dates = FourDates {
        original_baseline: day(100),
        current_baseline: day(100),
        forecast: None,
        actual: None,
    };
    let found = outlook(
        (None, Some(day(100)), None),
        &[open(101)],
        Some(day(100)),
        day(0),
    );
    let found = found.assess(dates, Some(day(100)), day(0));
    assert_eq!((found.class, found.rag), (SlipClass::Critical, Rag::Red));
}

#[test]
fn a_declaration_waits_for_evidence_for_ioc_and_for_what_is_open() {
    use CapabilityMilestoneKind::{FirstData, Foc, Ioc};
    let line = Gating {
        open: true,
        reserved: false,
    };
    let reserved = Gating {
        reserved: true,
        ..line
    };
    let closed = Gating {
        open: false,
        ..line
    };
    let ready = (false, true, false);
    assert_eq!(
        may_declare(Ioc, ready, &[closed, line, reserved, line]),
        Err(Undeclarable::Open(vec![1, 3]))
    );
    assert_eq!(may_declare(Ioc, ready, &[closed, reserved]), Ok(()));
    assert_eq!(
        may_declare(Ioc, (true, true, false), &[]),
        Err(Undeclarable::Done)
    );
    assert_eq!(
        may_declare(Ioc, (false, false, false), &[]),
        Err(Undeclarable::NoEvidence)
    );
    let ioc_open = (false, true, true);
    assert_eq!(
        may_declare(Foc, ioc_open, &[]),
        Err(Undeclarable::BeforeIoc)
    );
    assert_eq!(may_declare(FirstData, ioc_open, &[]), Ok(()));
}

fn gates() -> impl Strategy<Value = Vec<Gate>> {
    let gate = (proptest::option::of(0_i64..2_000), any::<bool>()).prop_map(|(after, met)| Gate {
        day: after.map(day),
        met,
    });
    proptest::collection::vec(gate, 0..8)
}

proptest! {
    /// The day is one that is known, none earlier than the own estimate or an open gate, and later gates only move it on.
    #[test]
    fn the_day_is_the_latest_of_estimate_and_open_gates(
        gates in gates(), own in proptest::option::of(0_i64..2_000), status in 0_i64..2_000, more in 1_i64..500,
    ) {
        let found = outlook((own.map(day), None, None), &gates, None, day(status));
        for gate in gates.iter().filter(|gate| !gate.met) {
            prop_assert!(gate.day.is_none_or(|gate| found.day.is_some_and(|day| day >= gate)));
        }
        prop_assert!(own.is_none_or(|own| found.day.is_some_and(|found| found >= day(own))));
        if let Some(place) = found.driven_by {
            prop_assert!(!gates[place].met);
            let mut later = gates.clone();
            later[place].day = later[place].day.map(|day| day + Duration::days(more));
            let then = outlook((own.map(day), None, None), &later, None, day(status));
            prop_assert!(then.day >= found.day);
        } else {
            prop_assert_eq!(found.day, own.map(day));
        }
    }

    /// Nothing that is open and unreserved ever passes, and closing or reserving everything always does.
    #[test]
    fn only_closed_or_reserved_gates_let_a_declaration_pass(gating in proptest::collection::vec((any::<bool>(), any::<bool>()), 0..10)) {
        let gating: Vec<Gating> = gating.into_iter().map(|(open, reserved)| Gating { open, reserved }).collect();
        let answer = may_declare(CapabilityMilestoneKind::Ioc, (false, true, true), &gating);
        prop_assert_eq!(answer.is_ok(), gating.iter().all(|one| !one.open || one.reserved));
    }
}
