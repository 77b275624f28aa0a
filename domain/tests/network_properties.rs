//! Laws that a network of milestones keeps whatever its dates.
#![expect(clippy::unwrap_used, reason = "a test that cannot compute must fail")]

use std::time::{Duration, Instant};

use chrono::{Days, NaiveDate};
use domain::milestones::{Network, Node, Wait};
use proptest::prelude::*;

fn day(number: u64) -> NaiveDate {
    let first = NaiveDate::from_ymd_opt(2027, 1, 1).unwrap();
    first.checked_add_days(Days::new(number)).unwrap()
}

prop_compose! {
    /// Up to 12 milestones of which later ones may wait for earlier ones.
    fn networks()(
        nodes in prop::collection::vec((0..120_u64, prop::bool::weighted(0.15)), 1..12),
        pairs in prop::collection::vec((0..12_usize, 0..12_usize, 0..20_u32), 0..20),
    ) -> (Vec<Node>, Vec<Wait>) {
        let count = nodes.len();
        let node = |(number, met)| Node { day: day(number), met };
        let wait = |(one, other, days): (usize, usize, u32)| {
            let (one, other) = (one % count, other % count);
            (one != other).then(|| Wait { first: one.min(other), then: one.max(other), days })
        };
        (nodes.into_iter().map(node).collect(), pairs.into_iter().filter_map(wait).collect())
    }
}

/// What moves, by pushing until nothing moves any more.
fn pushed(nodes: &[Node], waits: &[Wait], at: usize, to: NaiveDate) -> Vec<NaiveDate> {
    let mut days: Vec<_> = nodes.iter().map(|node| node.day).collect();
    if nodes[at].met {
        return days;
    }
    days[at] = to;
    loop {
        let before = days.clone();
        for wait in waits {
            let moved = before[wait.first] > nodes[wait.first].day;
            let least = before[wait.first] + Days::new(wait.days.into());
            if moved && !nodes[wait.then].met && least > days[wait.then] {
                days[wait.then] = least;
            }
        }
        if days == before {
            return days;
        }
    }
}

fn moved(network: &Network, nodes: &[Node], at: usize, to: NaiveDate) -> Vec<NaiveDate> {
    let mut days: Vec<_> = nodes.iter().map(|node| node.day).collect();
    for shift in network.moved(at, to).unwrap() {
        days[shift.node] = shift.to;
    }
    days
}

fn is_end(nodes: &[Node], waits: &[Wait], at: usize) -> bool {
    let mut open = waits.iter().filter(|wait| wait.first == at);
    !nodes[at].met && open.all(|wait| nodes[wait.then].met)
}

proptest! {
    #[test]
    fn one_pass_moves_what_pushing_over_and_over_moves((nodes, waits) in networks(), at in 0..12_usize, to in 0..200_u64) {
        let at = at % nodes.len();
        let network = Network::new(nodes.clone(), waits.clone()).unwrap();
        prop_assert_eq!(moved(&network, &nodes, at, day(to)), pushed(&nodes, &waits, at, day(to)));
    }

    #[test]
    fn within_its_room_a_milestone_moves_alone_and_a_day_more_moves_another((nodes, waits) in networks()) {
        let network = Network::new(nodes.clone(), waits.clone()).unwrap();
        for (at, room) in network.room().into_iter().enumerate() {
            let Some(room) = room else { continue };
            let after = |days: i64| nodes[at].day + Days::new(u64::try_from(days.max(0)).unwrap());
            prop_assert!(network.moved(at, after(room.free)).unwrap().len() <= 1);
            prop_assert!(network.moved(at, after(room.free.max(0) + 1)).unwrap().len() > 1);
            let ends = |days: i64| {
                let then = moved(&network, &nodes, at, after(days));
                let mut ends = (0..nodes.len()).filter(|end| is_end(&nodes, &waits, *end));
                ends.any(|end| then[end] != nodes[end].day)
            };
            prop_assert!(!ends(room.total));
            prop_assert!(ends(room.total.max(0) + 1));
        }
    }

    #[test]
    fn the_last_day_moves_with_every_critical_milestone((nodes, waits) in networks()) {
        let network = Network::new(nodes.clone(), waits.clone()).unwrap();
        let last = |days: &[NaiveDate]| {
            let open = days.iter().zip(&nodes).filter(|(_, node)| !node.met);
            open.map(|(day, _)| *day).max()
        };
        let before: Vec<_> = nodes.iter().map(|node| node.day).collect();
        for at in network.critical() {
            let then = moved(&network, &nodes, at, nodes[at].day + Days::new(1));
            prop_assert!(last(&then) > last(&before));
        }
    }
}

#[test]
fn five_thousand_linked_milestones_are_moved_at_once() {
    let nodes: Vec<_> = (0..5_000)
        .map(|at| Node {
            day: day(at),
            met: false,
        })
        .collect();
    let wait = |then: usize| {
        [then / 2, then - 1].map(|first| Wait {
            first,
            then,
            days: 1,
        })
    };
    let waits: Vec<_> = (1..5_000).flat_map(wait).collect();
    let begun = Instant::now();
    let network = Network::new(nodes, waits).unwrap();
    assert_eq!(network.moved(0, day(3)).unwrap().len(), 5_000);
    assert!(
        begun.elapsed() < Duration::from_millis(500),
        "without optimisation"
    );
}
