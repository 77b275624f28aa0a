use chrono::{Days, NaiveDate};
use proptest::prelude::*;

use super::*;

fn number(text: &str) -> Decimal {
    text.parse().unwrap()
}

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

fn band(from: &str, percent: &str) -> Band {
    Band {
        from: number(from),
        percent: number(percent),
    }
}

fn promise() -> Promise {
    Promise {
        target: number("99.5"),
        direction: Direction::AtLeast,
        bands: vec![band("99.4", "5"), band("99", "10"), band("95", "40")],
        cap_percent: number("25"),
    }
}

#[test]
fn the_worst_band_that_is_reached_counts_up_to_the_cap() {
    let percent = |value| promise().credit_percent(number(value));
    for (value, credit) in [
        ("100", "0"),
        ("99.5", "0"),
        ("99.45", "0"),
        ("99.4", "5"),
        ("99.01", "5"),
        ("99", "10"),
        ("95.1", "10"),
        ("95", "25"),
        ("0", "25"),
    ] {
        assert_eq!(percent(value), number(credit), "{value}");
    }
    assert_eq!(promise().credit(number("99"), 1_005, 0), Some(101));
}

#[test]
fn credits_of_several_levels_never_exceed_the_fee() {
    let credit = |taken| promise().credit(number("95"), 1_000, taken);
    assert_eq!(credit(0), Some(250));
    assert_eq!(credit(900), Some(100));
    assert_eq!(credit(1_000), Some(0));
}

#[test]
fn a_metric_that_should_be_small_is_read_the_other_way() {
    let hours = Promise {
        target: number("48"),
        direction: Direction::AtMost,
        bands: vec![band("60", "5")],
        ..promise()
    };
    assert_eq!(hours.check(), Ok(()));
    assert!(hours.is_kept(number("48")) && !hours.is_kept(number("48.1")));
    assert_eq!(hours.credit_percent(number("59")), Decimal::ZERO);
    assert_eq!(hours.credit_percent(number("60")), number("5"));
}

#[test]
fn bands_that_contradict_the_target_or_one_another_are_refused() {
    let with = |at: usize, from: &str, percent: &str| {
        let mut promise = promise();
        promise.bands[at] = band(from, percent);
        promise.check()
    };
    assert_eq!(promise().check(), Ok(()));
    assert_eq!(with(0, "99.5", "5"), Err(PromiseRefused::BandKept));
    assert_eq!(with(1, "99.4", "10"), Err(PromiseRefused::Order));
    assert_eq!(with(1, "99", "5"), Err(PromiseRefused::Order));
    assert_eq!(with(2, "95", "101"), Err(PromiseRefused::Percent));
    let many = Promise {
        bands: vec![band("1", "1"); 7],
        ..promise()
    };
    assert_eq!(many.check(), Err(PromiseRefused::Many));
}

#[test]
fn periods_begin_and_end_with_the_calendar() {
    assert_eq!(Window::Month.last_day(day(2028, 2, 1)), day(2028, 2, 29));
    assert_eq!(Window::Quarter.first_day(day(2028, 6, 30)), day(2028, 4, 1));
    assert_eq!(Window::Quarter.last_day(day(2028, 4, 1)), day(2028, 6, 30));
    assert_eq!(Window::Year.first_day(day(2028, 12, 31)), day(2028, 1, 1));
    assert_eq!(Window::Year.last_day(day(2028, 1, 1)), day(2028, 12, 31));
}

#[test]
fn only_full_periods_are_measured() {
    let of = |from, until| Window::Month.periods(from, until);
    assert_eq!(of(day(2027, 1, 2), day(2027, 3, 30)), [day(2027, 2, 1)]);
    assert_eq!(of(day(2027, 2, 1), day(2027, 2, 28)), [day(2027, 2, 1)]);
    assert!(of(day(2027, 2, 2), day(2027, 3, 30)).is_empty());
    assert!(of(day(2027, 2, 1), day(2026, 1, 1)).is_empty());
    assert_eq!(of(day(2000, 1, 1), day(2400, 1, 1)).len(), 600);
}

#[test]
fn a_period_is_read_as_it_is_written() {
    for (window, text, first) in [
        (Window::Month, "2027-05", day(2027, 5, 1)),
        (Window::Quarter, "2027-Q2", day(2027, 4, 1)),
        (Window::Year, "2027", day(2027, 1, 1)),
    ] {
        assert_eq!(window.parse(text), Some(first));
        assert_eq!(window.name(first), text);
    }
    for (window, text) in [
        (Window::Month, "2027-13"),
        (Window::Month, "2027-5"),
        (Window::Month, "2027"),
        (Window::Quarter, "2027-Q5"),
        (Window::Quarter, "2027-05"),
        (Window::Year, "2027-05"),
        (Window::Year, "27"),
    ] {
        assert_eq!(window.parse(text), None, "{text}");
    }
}

#[test]
fn what_is_not_measured_is_neither_met_nor_missed() {
    let agreed = |kept| Some(Measured::Agreed { kept });
    for (ended, excused, measured, state) in [
        (false, false, None, PeriodState::Running),
        (true, false, None, PeriodState::NotMeasured),
        (true, true, None, PeriodState::Excused),
        (true, false, Some(Measured::Reported), PeriodState::Reported),
        (true, false, Some(Measured::Disputed), PeriodState::Disputed),
        (true, true, Some(Measured::Disputed), PeriodState::Excused),
        (true, false, agreed(true), PeriodState::Met),
        (true, true, agreed(true), PeriodState::Met),
        (true, false, agreed(false), PeriodState::Missed),
        (true, true, agreed(false), PeriodState::Excused),
    ] {
        assert_eq!(period_state(ended, excused, measured), state);
    }
}

#[test]
fn proposals_that_name_a_parameter_use_its_dimension() {
    for one in proposals() {
        let Some(code) = one.parameter else { continue };
        let parameter = one.parameter().unwrap_or_else(|| panic!("{code}"));
        match parameter.kind {
            crate::parameters::Kind::Number { unit, .. } => {
                assert_eq!(unit.dimension(), one.unit.dimension(), "{code}");
            }
            _ => panic!("{code} is no number"),
        }
    }
}

proptest! {
    #[test]
    fn a_worse_value_never_brings_less(first in 0_i64..1_200, worse in 0_i64..300, fee in 0_i64..100_000_000) {
        let value = |tenths: i64| Decimal::new(tenths, 1);
        let credit = |tenths| promise().credit(value(tenths), fee, 0).unwrap();
        prop_assert!(credit(first - worse) >= credit(first));
        prop_assert!(credit(first) * 4 <= fee + 2, "at most the cap, a quarter, rounded");
    }

    #[test]
    fn periods_follow_each_other_without_a_gap(from in 0_u64..4_000, length in 0_u64..4_000, window in 0_usize..3) {
        let window = Window::ALL[window];
        let from = day(2020, 1, 1) + Days::new(from);
        let until = from + Days::new(length);
        let all = window.periods(from, until);
        for pair in all.windows(2) {
            prop_assert_eq!(window.last_day(pair[0]).succ_opt(), Some(pair[1]));
        }
        if let (Some(first), Some(last)) = (all.first(), all.last()) {
            prop_assert!(*first >= from && window.last_day(*last) <= until);
            prop_assert!(window.last_day(window.last_day(*last).succ_opt().unwrap()) > until);
        }
    }
}
