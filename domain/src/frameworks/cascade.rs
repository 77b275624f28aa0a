//! Cascade: the first in rank is asked first, the next one only after a recorded answer.

use super::kinds::CallOffAnswer;

/// After so many declined requests in a row the framework may be ended with a holder (ESA-PR 8, 27).
pub const DECLINES: u32 = 3;

/// A holder that was asked, and what came of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asked {
    /// Its number.
    pub holder: i64,
    /// None while it is awaited.
    pub answer: Option<CallOffAnswer>,
}

/// What a cascade does next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CascadeStep {
    /// This holder is asked.
    Ask(i64),
    /// This holder was asked and has not answered.
    Waits(i64),
    /// This holder takes the order.
    Accepted(i64),
    /// Every holder was asked and none takes it.
    Nobody,
}

/// What a cascade does next, given the holders in rank and whoever was asked. Nobody is left out: a holder is asked only when each
/// one before it has an answer on record (EU-24 art. 33: as announced; own design).
#[must_use]
pub fn cascade_step(ranked: &[i64], asked: &[Asked]) -> CascadeStep {
    // Whoever accepted or is awaited counts, even if it left the framework since.
    for one in asked {
        match one.answer {
            None => return CascadeStep::Waits(one.holder),
            Some(CallOffAnswer::Accepted) => return CascadeStep::Accepted(one.holder),
            Some(_) => {}
        }
    }
    let unasked = ranked
        .iter()
        .find(|holder| asked.iter().all(|one| one.holder != **holder));
    unasked.map_or(CascadeStep::Nobody, |holder| CascadeStep::Ask(*holder))
}

/// How many requests a holder declined in a row, from its answers in the order in which they were given. Accepting one begins anew;
/// being passed over changes nothing.
#[must_use]
pub fn declined_in_a_row(answers: impl IntoIterator<Item = CallOffAnswer>) -> u32 {
    answers.into_iter().fold(0, |count, answer| match answer {
        CallOffAnswer::Accepted => 0,
        answer if answer.counts_as_declined() => count + 1,
        _ => count,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const DECLINED: CallOffAnswer = CallOffAnswer::Declined;

    #[test]
    fn the_next_one_is_asked_only_after_the_answer_of_the_one_before() {
        let mut asked = Vec::new();
        assert_eq!(cascade_step(&[1, 2], &asked), CascadeStep::Ask(1));
        asked.push(Asked {
            holder: 1,
            answer: None,
        });
        assert_eq!(cascade_step(&[1, 2], &asked), CascadeStep::Waits(1));
        asked[0].answer = Some(DECLINED);
        assert_eq!(cascade_step(&[1, 2], &asked), CascadeStep::Ask(2));
        asked.push(Asked {
            holder: 2,
            answer: Some(CallOffAnswer::Silent),
        });
        assert_eq!(cascade_step(&[1, 2], &asked), CascadeStep::Nobody);
        asked[1].answer = Some(CallOffAnswer::Accepted);
        assert_eq!(cascade_step(&[1, 2], &asked), CascadeStep::Accepted(2));
    }

    #[test]
    fn accepting_begins_the_count_anew_and_being_passed_over_does_not() {
        let row = [DECLINED, CallOffAnswer::Silent, CallOffAnswer::Passed];
        assert_eq!(declined_in_a_row(row), 2);
        let row = [DECLINED, DECLINED, CallOffAnswer::Accepted, DECLINED];
        assert_eq!(declined_in_a_row(row), 1);
    }

    proptest! {
        /// However holders answer, whoever is asked comes after holders that each have an answer other than acceptance on record.
        #[test]
        fn a_cascade_never_skips_without_a_recorded_answer(
            holders in 1_i64..10, answers in prop::collection::vec(0_usize..4, 0..12),
        ) {
            let ranked: Vec<i64> = (1..=holders).collect();
            let mut asked: Vec<Asked> = Vec::new();
            for answer in answers {
                let CascadeStep::Ask(holder) = cascade_step(&ranked, &asked) else { break };
                for before in 1..holder {
                    let recorded = asked.iter().find(|one| one.holder == before).and_then(|one| one.answer);
                    prop_assert!(recorded.is_some_and(|answer| answer != CallOffAnswer::Accepted));
                }
                asked.push(Asked { holder, answer: None });
                prop_assert_eq!(cascade_step(&ranked, &asked), CascadeStep::Waits(holder));
                asked.last_mut().unwrap().answer = Some(CallOffAnswer::ALL[answer]);
            }
        }
    }
}
