use chrono::{Days, NaiveDate};
use proptest::prelude::*;
use rust_decimal::Decimal;

use super::*;
use crate::states::Tone;

fn date(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, month, day).unwrap()
}

/// CT-12.
fn ct_12() -> FourDates {
    FourDates {
        original_baseline: date(6, 30),
        current_baseline: date(9, 30),
        forecast: Some(date(11, 14)),
        actual: None,
    }
}

fn facts(dates: FourDates, class: MilestoneClass, status_date: NaiveDate) -> Facts {
    Facts {
        dates,
        class,
        need_date: None,
        status_date,
    }
}

#[test]
fn slip_is_counted_against_both_baselines() {
    let dates = ct_12();
    assert_eq!(dates.slip_original(), Some(137));
    assert_eq!(dates.slip_current(), Some(45));
    assert_eq!(dates.overdue(date(10, 1)), 1);
}

#[test]
fn an_ordinary_slip_of_45_days_is_moderate() {
    let assessment = assess(&facts(ct_12(), MilestoneClass::Ordinary, date(10, 1)));
    assert_eq!(
        (assessment.class, assessment.rag),
        (SlipClass::Moderate, Rag::Amber)
    );
    assert!(assessment.forecast_late && !assessment.key_missed);
}

#[test]
fn a_key_milestone_is_critical_from_the_first_day_after_its_date() {
    let class_on = |day| assess(&facts(ct_12(), MilestoneClass::Key, day)).class;
    assert_eq!(class_on(date(9, 30)), SlipClass::Moderate);
    assert_eq!(class_on(date(10, 1)), SlipClass::Critical);
    let met_late = FourDates {
        actual: Some(date(10, 1)),
        ..ct_12()
    };
    assert!(assess(&facts(met_late, MilestoneClass::Key, date(12, 1))).key_missed);
    let met_in_time = FourDates {
        actual: Some(date(9, 30)),
        ..ct_12()
    };
    assert_eq!(
        assess(&facts(met_in_time, MilestoneClass::Key, date(12, 1))).rag,
        Rag::Green
    );
}

#[test]
fn a_capability_after_its_date_of_need_is_critical() {
    let needed = |need_date| Facts {
        need_date,
        ..facts(ct_12(), MilestoneClass::Ordinary, date(9, 1))
    };
    assert_eq!(
        assess(&needed(Some(date(11, 13)))).class,
        SlipClass::Critical
    );
    assert_eq!(
        assess(&needed(Some(date(11, 14)))).class,
        SlipClass::Moderate
    );
    let silent = FourDates {
        forecast: None,
        ..ct_12()
    };
    let passed = Facts {
        dates: silent,
        ..needed(Some(date(8, 31)))
    };
    assert_eq!(assess(&passed).rag, Rag::Red);
    let last_day = Facts {
        need_date: Some(date(9, 1)),
        ..passed
    };
    assert_eq!(assess(&last_day).rag, Rag::Grey);
}

#[test]
fn classes_change_at_their_limits() {
    let limits = [
        (0, "none"),
        (1, "minor"),
        (30, "minor"),
        (31, "moderate"),
        (90, "moderate"),
        (91, "major"),
    ];
    for (days, class) in
        limits
            .into_iter()
            .chain([(180, "major"), (181, "critical"), (-400, "none")])
    {
        assert_eq!(slip_class(days).as_str(), class, "{days}");
    }
}

#[test]
fn a_stale_forecast_hides_no_delay() {
    let stale = FourDates {
        forecast: Some(date(9, 30)),
        ..ct_12()
    };
    let assessment = assess(&facts(stale, MilestoneClass::Ordinary, date(11, 1)));
    assert_eq!(
        (assessment.slip_current_days, assessment.overdue_days),
        (Some(0), 32)
    );
    assert_eq!(assessment.class, SlipClass::Moderate);
}

#[test]
fn without_a_forecast_the_status_is_unknown_until_overdue() {
    let silent = FourDates {
        forecast: None,
        ..ct_12()
    };
    assert_eq!(silent.slip_original(), None);
    let rag_on = |day| assess(&facts(silent, MilestoneClass::Ordinary, day)).rag;
    assert_eq!(rag_on(date(9, 30)), Rag::Grey);
    assert_eq!(rag_on(date(10, 1)), Rag::Amber);
    assert_eq!(Rag::Grey.tone(), Tone::Neutral);
}

#[test]
fn a_milestone_met_today_is_no_longer_overdue() {
    let met = FourDates {
        actual: Some(date(10, 5)),
        ..ct_12()
    };
    assert_eq!((met.overdue(date(10, 4)), met.overdue(date(10, 5))), (4, 0));
}

#[test]
fn slip_is_shown_in_percent_of_the_planned_duration() {
    let dates = FourDates {
        forecast: Some(date(7, 30)),
        ..ct_12()
    };
    assert_eq!(dates.percent_slip(date(6, 10)), Some(Decimal::from(150)));
    assert_eq!(dates.percent_slip(date(6, 30)), None);
}

#[test]
fn rebaselining_improves_only_the_current_rate() {
    let rebaselined = FourDates {
        actual: Some(date(9, 30)),
        ..ct_12()
    };
    let late = FourDates {
        actual: Some(date(10, 1)),
        ..ct_12()
    };
    let rate = |baseline| {
        on_time_rate(
            &[rebaselined, late, ct_12()],
            baseline,
            date(6, 30),
            date(9, 30),
        )
    };
    assert_eq!(rate(Baseline::Current), OnTimeRate { due: 3, on_time: 1 });
    assert_eq!(rate(Baseline::Original), OnTimeRate { due: 3, on_time: 0 });
    assert_eq!(
        on_time_rate(&[late], Baseline::Current, date(1, 1), date(9, 29)).percent(),
        None
    );
    assert_eq!(
        OnTimeRate { due: 4, on_time: 1 }.percent(),
        Some(Decimal::from(25))
    );
}

#[test]
fn only_payments_on_acceptance_wait_for_one() {
    let waiting = PaymentTrigger::ALL
        .iter()
        .filter(|trigger| trigger.needs_acceptance());
    assert_eq!(waiting.count(), 3);
    assert!(!PaymentTrigger::Event.needs_acceptance());
}

fn any_date() -> impl Strategy<Value = NaiveDate> {
    (0_u64..36_500).prop_map(|days| date(1, 1) + Days::new(days))
}

proptest! {
    #[test]
    fn slip_is_antisymmetric_and_additive(a in any_date(), b in any_date(), c in any_date()) {
        prop_assert_eq!(slip(a, b), -slip(b, a));
        prop_assert_eq!(slip(a, b) + slip(b, c), slip(a, c));
        prop_assert_eq!(forecast_drift(a, b), slip(a, b));
    }

    #[test]
    fn more_slip_is_never_a_milder_class(days in -400_i64..400, more in 0_i64..400) {
        prop_assert!(slip_class(days) <= slip_class(days + more));
    }

    #[test]
    fn a_key_date_never_looks_better_than_an_ordinary_one(
        current_baseline in any_date(), forecast in prop::option::of(any_date()), status_date in any_date(),
    ) {
        let dates = FourDates { original_baseline: current_baseline, current_baseline, forecast, actual: None };
        let class = |class| assess(&facts(dates, class, status_date)).class;
        prop_assert!(class(MilestoneClass::Key) >= class(MilestoneClass::Ordinary));
    }
}

#[test]
fn damages_run_from_a_key_date_at_once_and_from_an_ordinary_one_after_its_extension() {
    let day = |text: &str| text.parse::<NaiveDate>().unwrap();
    let dates = |current: &str| FourDates {
        original_baseline: day("2027-03-01"),
        current_baseline: day(current),
        forecast: None,
        actual: None,
    };
    let (as_signed, extended) = (dates("2027-03-01"), dates("2027-04-01"));
    assert_eq!(
        as_signed.damages_run_after(MilestoneClass::Key),
        Some(day("2027-03-01"))
    );
    assert_eq!(as_signed.damages_run_after(MilestoneClass::Ordinary), None);
    assert_eq!(
        extended.damages_run_after(MilestoneClass::Ordinary),
        Some(day("2027-04-01"))
    );
    assert_eq!(extended.damages_run_after(MilestoneClass::Indicative), None);
}
