//! What every state machine has in common: a table, and one way to walk it.

use std::fmt;

use super::{Term, named::named_enum};

named_enum! {
    /// How the interface colours a state; the word and a glyph always stand beside the colour.
    pub enum Tone {
        Neutral "neutral" "Neutral",
        Good "good" "Good",
        Attention "attention" "Attention",
        Bad "bad" "Bad",
        Sealed "sealed" "Sealed",
    }
}

/// One line of a state machine's table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Transition<S, E> {
    /// The state before.
    pub from: S,
    /// What happens.
    pub event: E,
    /// The state after.
    pub to: S,
    /// What must hold first, in words; empty when nothing more is asked. The use case checks it.
    pub guard: &'static str,
}

/// A state of an aggregate whose moves are a table.
///
/// Names of states and events are a design of this project.
pub trait StateMachine: Copy + Eq + fmt::Debug + 'static {
    /// What can happen to the aggregate.
    type Event: Copy + Eq + fmt::Debug + 'static;
    /// The aggregate in one word, such as `solicitation`.
    const NAME: &'static str;
    /// Where every aggregate begins.
    const INITIAL: Self;
    /// Every state.
    const STATES: &'static [Self];
    /// Every event.
    const EVENTS: &'static [Self::Event];
    /// Every lawful move.
    const TRANSITIONS: &'static [Transition<Self, Self::Event>];

    /// Name and label of a state.
    fn state_term(self) -> Term;
    /// Name and label of an event.
    fn event_term(event: Self::Event) -> Term;
    /// Whether nothing can follow.
    fn is_final(self) -> bool;
}

/// The line of the table that starts in `from` with `event`.
pub fn transition<S: StateMachine>(
    from: S,
    event: S::Event,
) -> Option<&'static Transition<S, S::Event>> {
    S::TRANSITIONS
        .iter()
        .find(|line| line.from == from && line.event == event)
}

/// The events that have a line starting in `from`, in the order of the table.
pub fn allowed<S: StateMachine>(from: S) -> impl Iterator<Item = S::Event> {
    S::TRANSITIONS
        .iter()
        .filter(move |line| line.from == from)
        .map(|line| line.event)
}

/// The state after `event`.
///
/// # Errors
/// [`IllegalTransition`] when the table has no such line.
pub fn apply<S: StateMachine>(from: S, event: S::Event) -> Result<S, IllegalTransition> {
    transition(from, event)
        .map(|line| line.to)
        .ok_or_else(|| IllegalTransition {
            machine: S::NAME,
            from: from.state_term(),
            event: S::event_term(event),
            allowed: allowed(from).map(S::event_term).collect(),
        })
}

/// An event that the state does not allow.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct IllegalTransition {
    /// The aggregate in one word.
    pub machine: &'static str,
    /// The state it is in.
    pub from: Term,
    /// What was tried.
    pub event: Term,
    /// What would have been possible; empty in a final state.
    pub allowed: Vec<Term>,
}

impl fmt::Display for IllegalTransition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            machine,
            from,
            event,
            allowed,
        } = self;
        write!(
            f,
            "The {machine} is in the state “{}”, so “{}” is not possible. ",
            from.label, event.label
        )?;
        match allowed.split_last() {
            None => write!(f, "This state is final: nothing can follow."),
            Some((last, [])) => write!(f, "Possible now: {}.", last.label),
            Some((last, rest)) => {
                let rest: Vec<_> = rest.iter().map(|term| term.label).collect();
                write!(f, "Possible now: {} or {}.", rest.join(", "), last.label)
            }
        }
    }
}

/// Writes a state machine as three tables: states, events, transitions.
macro_rules! machine {
    (
        $machine:literal starts $initial:ident, ends $($end:ident)|+;
        $(#[$state_meta:meta])*
        states $state:ident { $($s:ident $tone:ident $s_text:literal $s_label:literal $s_meaning:literal),+ $(,)? }
        $(#[$event_meta:meta])*
        events $event:ident { $($e:ident $e_text:literal $e_label:literal),+ $(,)? }
        $(#[$table_meta:meta])*
        transitions { $($from:ident + $on:ident => $to:ident $(if $guard:literal)?;)+ }
    ) => {
        $crate::states::named::named_enum! {
            $(#[$state_meta])* pub enum $state { $($s $s_text $s_label $s_meaning),+ }
        }
        $crate::states::named::named_enum! {
            $(#[$event_meta])* pub enum $event { $($e $e_text $e_label),+ }
        }

        $(#[$table_meta])*
        pub const TRANSITIONS: &[$crate::states::Transition<$state, $event>] = &[
            $($crate::states::Transition {
                from: $state::$from, event: $event::$on, to: $state::$to, guard: concat!($($guard)?),
            }),+
        ];

        impl $state {
            /// How the interface colours the state.
            #[must_use]
            pub const fn tone(self) -> $crate::states::Tone {
                match self { $(Self::$s => $crate::states::Tone::$tone),+ }
            }

            /// Whether nothing can follow.
            #[must_use]
            pub const fn is_terminal(self) -> bool {
                matches!(self, $(Self::$end)|+)
            }

            /// The state after `event`.
            ///
            /// # Errors
            /// [`IllegalTransition`](crate::states::IllegalTransition), which says what is possible instead.
            pub fn apply(self, event: $event) -> Result<Self, $crate::states::IllegalTransition> {
                $crate::states::apply(self, event)
            }

            /// The events possible now, in the order of the table.
            pub fn allowed(self) -> impl Iterator<Item = $event> {
                $crate::states::allowed(self)
            }
        }

        impl $crate::states::StateMachine for $state {
            type Event = $event;
            const NAME: &'static str = $machine;
            const INITIAL: Self = Self::$initial;
            const STATES: &'static [Self] = Self::ALL;
            const EVENTS: &'static [$event] = $event::ALL;
            const TRANSITIONS: &'static [$crate::states::Transition<Self, $event>] = TRANSITIONS;

            fn state_term(self) -> $crate::states::Term {
                self.term()
            }

            fn event_term(event: $event) -> $crate::states::Term {
                event.term()
            }

            fn is_final(self) -> bool {
                self.is_terminal()
            }
        }
    };
}
pub(crate) use machine;
