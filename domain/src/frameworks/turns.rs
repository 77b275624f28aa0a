//! Rotation: the holder that has waited longest is next.

use std::cmp::Reverse;

/// A holder as rotation sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seat {
    /// Its number in the framework.
    pub holder: i64,
    /// The number of the call-off that it last took; of a holder that took none, how many there were when it joined.
    pub since: i64,
    /// Whether it took any.
    pub served: bool,
    /// Whether its contract could take the order.
    pub able: bool,
}

/// Whose turn it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Turn {
    /// The holder that is next; none where nobody is able.
    pub next: Option<i64>,
    /// Those who waited longer and are not able now. They keep their place.
    pub passed: Vec<i64>,
}

/// The holder that has waited longest of those who are able (own design: least recently served).
///
/// A holder that joins later waits from its joining, so that it overtakes nobody. Among equals those come first who took nothing
/// yet, then the lowest number.
#[must_use]
pub fn next_in_turn(seats: &[Seat]) -> Turn {
    let mut waiting = seats.to_vec();
    waiting.sort_by_key(|seat| (seat.since, Reverse(!seat.served), seat.holder));
    let passed = waiting.iter().take_while(|seat| !seat.able);
    Turn {
        passed: passed.map(|seat| seat.holder).collect(),
        next: waiting
            .iter()
            .find(|seat| seat.able)
            .map(|seat| seat.holder),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn seats(holders: i64) -> Vec<Seat> {
        let seat = |holder| Seat {
            holder,
            since: 0,
            served: false,
            able: true,
        };
        (1..=holders).map(seat).collect()
    }

    fn serve(seats: &mut [Seat], holder: i64, request: i64) {
        for seat in seats.iter_mut().filter(|seat| seat.holder == holder) {
            (seat.since, seat.served) = (request, true);
        }
    }

    #[test]
    fn turns_go_around_and_who_cannot_keeps_its_place() {
        let mut all = seats(3);
        all[0].able = false;
        let turn = next_in_turn(&all);
        assert_eq!((turn.next, turn.passed), (Some(2), vec![1]));
        serve(&mut all, 2, 1);
        all[0].able = true;
        assert_eq!(next_in_turn(&all).next, Some(1));
    }

    #[test]
    fn who_joins_later_overtakes_nobody_who_waits() {
        let mut all = seats(2);
        serve(&mut all, 1, 1);
        all.push(Seat {
            holder: 3,
            since: 1,
            served: false,
            able: true,
        });
        assert_eq!(next_in_turn(&all).next, Some(2));
        serve(&mut all, 2, 2);
        assert_eq!(next_in_turn(&all).next, Some(3));
    }

    #[test]
    fn without_anybody_able_nobody_is_next() {
        let mut all = seats(2);
        all.iter_mut().for_each(|seat| seat.able = false);
        let turn = next_in_turn(&all);
        assert_eq!((turn.next, turn.passed), (None, vec![1, 2]));
    }

    proptest! {
        /// While all are able, nobody is ever more than one order ahead of another.
        #[test]
        fn rotation_is_fair(holders in 1_i64..12, requests in 0_i64..80) {
            let mut all = seats(holders);
            let mut counts = vec![0_i64; usize::try_from(holders).unwrap()];
            for request in 1..=requests {
                let next = next_in_turn(&all).next.unwrap();
                counts[usize::try_from(next - 1).unwrap()] += 1;
                serve(&mut all, next, request);
                let (least, most) = (counts.iter().min().unwrap(), counts.iter().max().unwrap());
                prop_assert!(most - least <= 1);
            }
        }

        /// Who is able throughout is never overtaken twice by the same holder, whoever else comes and goes.
        #[test]
        fn nobody_who_is_able_is_overtaken_twice(able in prop::collection::vec(prop::collection::vec(any::<bool>(), 5), 1..60)) {
            let mut all = seats(6);
            let mut since_own_turn = [0_u32; 6];
            for (request, able) in (1..).zip(able) {
                // The sixth holder is able throughout.
                all.iter_mut().zip(able).for_each(|(seat, able)| seat.able = able);
                let turn = next_in_turn(&all);
                let next = turn.next.unwrap();
                prop_assert!(all.iter().all(|seat| seat.holder != next || seat.able));
                if next == 6 {
                    since_own_turn = [0; 6];
                } else {
                    let count = &mut since_own_turn[usize::try_from(next - 1).unwrap()];
                    *count += 1;
                    prop_assert!(*count <= 1);
                }
                serve(&mut all, next, request);
            }
        }
    }
}
