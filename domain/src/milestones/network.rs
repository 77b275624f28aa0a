//! Milestones that wait for one another: what a moved date moves, and how much room is left (own design).
//!
//! A wait says that one milestone comes no earlier than a number of calendar days after another. Dates are commitments:
//! a later date pushes what waits for it, an earlier one pulls nothing. A milestone that is met stays where it is.

use std::collections::VecDeque;

use chrono::{Days, NaiveDate};
use thiserror::Error;

/// A milestone of a network.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Node {
    /// The day it was met, or else is expected, or else is due.
    pub day: NaiveDate,
    /// Whether it was met.
    pub met: bool,
}

/// One milestone waits for another; both are places in the list of nodes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wait {
    /// What is waited for.
    pub first: usize,
    /// What waits.
    pub then: usize,
    /// Calendar days that lie between them at least.
    pub days: u32,
}

/// A date that follows from a moved one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shift {
    /// The milestone.
    pub node: usize,
    /// The day it had.
    pub from: NaiveDate,
    /// The earliest day that is possible now.
    pub to: NaiveDate,
    /// The milestone that decides its day; none for the one that was moved by hand.
    pub by: Option<usize>,
}

/// How much later a milestone can come, in calendar days; negative where a date is already too early for what it waits
/// for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Room {
    /// Before the first that waits for it moves.
    pub free: i64,
    /// Before something that nothing waits for moves.
    pub total: i64,
}

/// Why milestones and waits are no network.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum NotANetwork {
    /// A wait names a milestone that is not there.
    #[error("a wait names a milestone that is not in the network")]
    Unknown,
    /// Milestones wait for themselves, through others.
    #[error("milestones would wait for themselves")]
    Circle(Vec<usize>),
    /// The calendar ends.
    #[error("a date lies beyond the calendar")]
    Calendar,
}

/// Milestones and what waits for what, in an order in which everything comes after what it waits for.
#[derive(Clone, Debug)]
pub struct Network {
    nodes: Vec<Node>,
    waits: Vec<Wait>,
    /// For each node the waits in which it is first.
    after: Vec<Vec<usize>>,
    order: Vec<usize>,
}

impl Network {
    /// Puts a network together.
    ///
    /// # Errors
    /// A wait for a milestone that is not there; milestones that wait for themselves.
    pub fn new(nodes: Vec<Node>, waits: Vec<Wait>) -> Result<Self, NotANetwork> {
        let mut after = vec![Vec::new(); nodes.len()];
        for (place, wait) in waits.iter().enumerate() {
            if wait.then >= nodes.len() {
                return Err(NotANetwork::Unknown);
            }
            let known = after.get_mut(wait.first).ok_or(NotANetwork::Unknown)?;
            known.push(place);
        }
        let order = ordered(&after, &waits)?;
        Ok(Self {
            nodes,
            waits,
            after,
            order,
        })
    }

    /// The waits that the dates do not keep: what waits is planned before its time.
    pub fn broken(&self) -> impl Iterator<Item = &Wait> {
        self.waits
            .iter()
            .filter(|wait| !self.nodes[wait.then].met && self.gap(wait) < 0)
    }

    /// What moves when a milestone moves to a day: itself first, then the others in an order in which each comes after
    /// what decides its day. Nothing where it is met or stays.
    ///
    /// # Errors
    /// A date beyond the calendar.
    pub fn moved(&self, node: usize, to: NaiveDate) -> Result<Vec<Shift>, NotANetwork> {
        let mut days: Vec<Option<(NaiveDate, Option<usize>)>> = vec![None; self.nodes.len()];
        let Some(own) = self.nodes.get(node) else {
            return Err(NotANetwork::Unknown);
        };
        if own.met || own.day == to {
            return Ok(Vec::new());
        }
        days[node] = Some((to, None));
        for &at in &self.order {
            let Some((day, _)) = days[at] else { continue };
            if day <= self.nodes[at].day {
                continue;
            }
            for wait in self.after[at].iter().map(|place| self.waits[*place]) {
                let then = self.nodes[wait.then];
                let least = later(day, wait.days)?;
                let known = days[wait.then].map_or(then.day, |(known, _)| known);
                if !then.met && wait.then != node && least > known {
                    days[wait.then] = Some((least, Some(at)));
                }
            }
        }
        let shift = |at: &usize| {
            let (to, by) = days[*at]?;
            let from = self.nodes[*at].day;
            Some(Shift {
                node: *at,
                from,
                to,
                by,
            })
        };
        Ok(self.order.iter().filter_map(shift).collect())
    }

    /// How much room each milestone has; none for one that is met and for one that nothing waits for.
    #[must_use]
    pub fn room(&self) -> Vec<Option<Room>> {
        let mut room: Vec<Option<Room>> = vec![None; self.nodes.len()];
        for &at in self.order.iter().rev().filter(|at| !self.nodes[**at].met) {
            let open = self.after[at]
                .iter()
                .map(|place| &self.waits[*place])
                .filter(|wait| !self.nodes[wait.then].met);
            for wait in open {
                let free = self.gap(wait);
                let total = free + room[wait.then].map_or(0, |then| then.total.max(0));
                let least = room[at].map_or(Room { free, total }, |known| Room {
                    free: known.free.min(free),
                    total: known.total.min(total),
                });
                room[at] = Some(least);
            }
        }
        room
    }

    /// The milestones that decide the last day of the network: no one of them can come later without it, each after what
    /// it waits for.
    #[must_use]
    pub fn critical(&self) -> Vec<usize> {
        let open = |at: &&usize| !self.nodes[**at].met;
        let Some(last) = self
            .order
            .iter()
            .filter(open)
            .max_by_key(|at| self.nodes[**at].day)
        else {
            return Vec::new();
        };
        let mut on_path = vec![false; self.nodes.len()];
        on_path[*last] = true;
        for &at in self.order.iter().rev() {
            let mut waits = self.after[at].iter().map(|place| &self.waits[*place]);
            if waits.any(|wait| on_path[wait.then] && self.gap(wait) <= 0) && !self.nodes[at].met {
                on_path[at] = true;
            }
        }
        self.order
            .iter()
            .copied()
            .filter(|at| on_path[*at])
            .collect()
    }

    /// Days to spare between two milestones; negative where the dates do not keep the wait.
    fn gap(&self, wait: &Wait) -> i64 {
        let between = self.nodes[wait.then].day - self.nodes[wait.first].day;
        between.num_days() - i64::from(wait.days)
    }
}

fn later(day: NaiveDate, days: u32) -> Result<NaiveDate, NotANetwork> {
    day.checked_add_days(Days::new(u64::from(days)))
        .ok_or(NotANetwork::Calendar)
}

/// An order in which each node comes after what it waits for; what is left over runs in a circle.
fn ordered(after: &[Vec<usize>], waits: &[Wait]) -> Result<Vec<usize>, NotANetwork> {
    let mut open = vec![0_usize; after.len()];
    for wait in waits {
        open[wait.then] += 1;
    }
    let mut ready: VecDeque<usize> = (0..after.len()).filter(|at| open[*at] == 0).collect();
    let mut order = Vec::with_capacity(after.len());
    while let Some(at) = ready.pop_front() {
        order.push(at);
        for then in after[at].iter().map(|place| waits[*place].then) {
            open[then] -= 1;
            if open[then] == 0 {
                ready.push_back(then);
            }
        }
    }
    if order.len() == after.len() {
        Ok(order)
    } else {
        let left = (0..after.len()).filter(|at| open[*at] > 0);
        Err(NotANetwork::Circle(left.collect()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::NaiveDate;

    fn day(number: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2027, 1, number).unwrap()
    }

    fn open(number: u32) -> Node {
        Node {
            day: day(number),
            met: false,
        }
    }

    fn wait(first: usize, then: usize, days: u32) -> Wait {
        Wait { first, then, days }
    }

    /// 0 (5 Jan) → 1 (10 Jan, after 3 days) → 3 (20 Jan); 0 → 2 (25 Jan).
    fn network() -> Network {
        let nodes = vec![open(5), open(10), open(25), open(20)];
        Network::new(nodes, vec![wait(0, 1, 3), wait(1, 3, 0), wait(0, 2, 0)]).unwrap()
    }

    #[test]
    fn a_late_date_eats_the_room_and_pushes_the_rest() {
        let moved = network().moved(0, day(12)).unwrap();
        let found: Vec<_> = moved.iter().map(|one| (one.node, one.to, one.by)).collect();
        assert_eq!(found, [(0, day(12), None), (1, day(15), Some(0))]);
    }

    #[test]
    fn an_earlier_date_pulls_nothing() {
        let moved = network().moved(1, day(2)).unwrap();
        assert_eq!(moved.len(), 1);
    }

    #[test]
    fn what_is_met_neither_moves_nor_pushes() {
        let met = Node {
            day: day(6),
            met: true,
        };
        let network = Network::new(
            vec![open(5), met, open(7)],
            vec![wait(0, 1, 0), wait(1, 2, 0)],
        );
        let network = network.unwrap();
        assert_eq!(network.moved(0, day(20)).unwrap().len(), 1);
        assert!(network.moved(1, day(20)).unwrap().is_empty());
    }

    #[test]
    fn room_is_what_is_left_before_the_next_and_before_an_end_moves() {
        let room = network().room();
        let expected = Room { free: 2, total: 12 };
        assert_eq!(
            room,
            [
                Some(expected),
                Some(Room {
                    free: 10,
                    total: 10
                }),
                None,
                None
            ]
        );
    }

    #[test]
    fn the_critical_ones_decide_the_last_day() {
        let nodes = vec![open(5), open(8), open(8), open(10)];
        let waits = vec![wait(0, 1, 3), wait(0, 2, 1), wait(1, 3, 2), wait(2, 3, 1)];
        assert_eq!(Network::new(nodes, waits).unwrap().critical(), [0, 1, 3]);
    }

    #[test]
    fn a_circle_is_named_and_a_wait_that_is_not_kept_is_found() {
        let nodes = vec![open(5), open(6), open(7)];
        let circle = Network::new(nodes.clone(), vec![wait(0, 1, 0), wait(1, 0, 0)]);
        assert_eq!(circle.unwrap_err(), NotANetwork::Circle(vec![0, 1]));
        let network = Network::new(nodes, vec![wait(2, 0, 0), wait(0, 1, 0)]).unwrap();
        assert_eq!(network.broken().collect::<Vec<_>>(), [&wait(2, 0, 0)]);
    }
}
