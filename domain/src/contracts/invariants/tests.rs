//! The sums of a contract at their boundaries.

use proptest::prelude::*;

use super::*;

const SOUND: ContractTotals = ContractTotals {
    ceiling: Some(500),
    exercised: 400,
    obligated: 300,
    accepted: 200,
    paid: 100,
    original_value: 400,
    cumulative_modifications: 50,
    invoicing: Invoicing {
        invoiced: 0,
        beyond_acceptance: 0,
        retained: 0,
        set_off: 0,
        advanced: 0,
        advance_set_off: 0,
        credits_confirmed: 0,
        credits_set_off: 0,
    },
    liability: None,
};

#[test]
fn what_is_kept_back_is_not_paid_and_an_advance_is_until_it_is_set_off() {
    let with = |paid, invoicing| {
        check_invariants(&ContractTotals {
            paid,
            invoicing,
            ..SOUND
        })
    };
    let kept = Invoicing {
        retained: 20,
        set_off: 10,
        ..Invoicing::default()
    };
    assert_eq!(with(170, kept), Ok(()));
    let above = InvariantBroken::PaidAboveDue {
        paid: 171,
        due: 170,
    };
    assert_eq!(with(171, kept), Err(vec![above]));
    let advance = |advanced, advance_set_off| Invoicing {
        advanced,
        advance_set_off,
        ..Invoicing::default()
    };
    assert_eq!(with(250, advance(50, 0)), Ok(()));
    let above = InvariantBroken::PaidAboveAccepted {
        paid: 250,
        accepted: 200,
    };
    assert_eq!(with(250, advance(50, 1)), Err(vec![above]));
    let below = InvariantBroken::AdvanceBelowZero { open: -1 };
    assert_eq!(with(100, advance(50, 51)), Err(vec![below]));
    let early = Invoicing {
        beyond_acceptance: 1,
        ..Invoicing::default()
    };
    let before = InvariantBroken::InvoicedBeforeAcceptance { amount: 1 };
    assert_eq!(with(100, early), Err(vec![before]));
    let credits = |credits_set_off| Invoicing {
        credits_confirmed: 10,
        credits_set_off,
        ..Invoicing::default()
    };
    assert_eq!(with(100, credits(10)), Ok(()));
    let below = InvariantBroken::CreditsBelowZero { open: -1 };
    assert_eq!(with(100, credits(11)), Err(vec![below]));
}

#[test]
fn equal_sums_are_sound() {
    let equal = ContractTotals {
        ceiling: Some(400),
        exercised: 400,
        obligated: 400,
        accepted: 400,
        paid: 400,
        ..SOUND
    };
    assert_eq!(check_invariants(&equal), Ok(()));
    assert_eq!(check_invariants(&SOUND), Ok(()));
    assert_eq!(
        check_invariants(&ContractTotals {
            ceiling: None,
            ..SOUND
        }),
        Ok(())
    );
}

#[test]
fn a_letter_contract_obligates_up_to_its_limit() {
    let of = |limit| ContractTotals {
        liability: Some(limit),
        ..SOUND
    };
    assert_eq!(check_invariants(&of(300)), Ok(()));
    let broken = InvariantBroken::ObligatedAboveLiability {
        obligated: 300,
        limit: 299,
    };
    assert_eq!(check_invariants(&of(299)), Err(vec![broken]));
}

#[test]
fn every_broken_invariant_is_named() {
    let upside_down = ContractTotals {
        ceiling: Some(1),
        exercised: 2,
        obligated: 3,
        accepted: 4,
        paid: 5,
        ..SOUND
    };
    let expected = vec![
        InvariantBroken::ExercisedAboveCeiling {
            exercised: 2,
            ceiling: 1,
        },
        InvariantBroken::ObligatedAboveExercised {
            obligated: 3,
            exercised: 2,
        },
        InvariantBroken::AcceptedAboveObligated {
            accepted: 4,
            obligated: 3,
        },
        InvariantBroken::PaidAboveAccepted {
            paid: 5,
            accepted: 4,
        },
    ];
    assert_eq!(check_invariants(&upside_down), Err(expected));
    let negative = ContractTotals { paid: -1, ..SOUND };
    assert_eq!(
        check_invariants(&negative),
        Err(vec![InvariantBroken::Negative {
            sum: "paid",
            amount: -1
        }])
    );
}

#[test]
fn milestones_are_compared_with_the_exercised_value() {
    assert_eq!(milestone_gap(400, &[100, 300]), None);
    assert_eq!(
        milestone_gap(400, &[100, 301]),
        Some(MilestoneGap { difference: -1 })
    );
    assert_eq!(
        milestone_gap(i64::MAX, &[i64::MAX, i64::MAX])
            .unwrap()
            .difference,
        -i128::from(i64::MAX)
    );
}

#[test]
fn growth_and_headroom_are_shown() {
    assert_eq!(SOUND.cumulative_percent(), Some(Decimal::new(125, 1)));
    assert_eq!(
        ContractTotals {
            original_value: 0,
            ..SOUND
        }
        .cumulative_percent(),
        None
    );
    assert_eq!(SOUND.headroom(), Some(200));
}

proptest! {
    #[test]
    fn sorted_sums_are_always_sound(mut sums in prop::array::uniform5(0_i64..)) {
        sums.sort_unstable();
        let [paid, accepted, obligated, exercised, ceiling] = sums;
        let totals = ContractTotals { ceiling: Some(ceiling), exercised, obligated, accepted, paid, ..SOUND };
        prop_assert_eq!(check_invariants(&totals), Ok(()));
    }

    #[test]
    fn obligation_above_the_ceiling_is_never_sound(exercised: i64, ceiling in 0..i64::MAX, above in 1_i64..) {
        let obligated = ceiling.saturating_add(above);
        let totals = ContractTotals { ceiling: Some(ceiling), exercised, obligated, ..SOUND };
        prop_assert!(check_invariants(&totals).is_err());
    }
}
