//! `docs/permissions.md`, written from the table of rules, so that it is always true.

use backend::audit::sight::{Matter, row};
use domain::actor::Role;
use domain::policy::actions::ALL;
use domain::policy::{Bound, Rule};
use std::fmt::Write;

const BEGINNING: &str = "# Who may do what

Written from the tables in `domain/src/policy/actions.rs` and `backend/src/audit/sight.rs`: change those, then run
`UPDATE_DOCS=1 cargo nextest run -p server docs_are_current`. The server decides by the same tables, once in the use case;
a page uses them only to leave out buttons. Who is not signed in may sign in and check a receipt, nothing else.

● any row · ○ only rows of the own organisation or nation · ◐ not the person who did the step before

";

const EVENTS: &str = "
## What of a process's log is seen

The timeline of a contract or solicitation shows each person the events below. “The sentence” is when, who and what,
without the reason and the record before and after; “own” is everything of the own organisation's offer or contract, or
of the evaluator's own act. A person with several roles sees the most that one of them sees.

";

/// The whole text.
#[must_use]
pub fn text() -> String {
    let mut out = BEGINNING.to_owned();
    head(&mut out, "Action");
    for rule in ALL {
        let cells = Role::ALL.map(|role| mark(rule, role));
        let _ = writeln!(
            out,
            "| {} `{}` | {} |",
            rule.summary,
            rule.code,
            cells.join(" | ")
        );
    }
    out.push_str(EVENTS);
    head(&mut out, "Event");
    for matter in Matter::ALL {
        let cells = row(matter).map(|cell| cell.label());
        let _ = writeln!(out, "| {} | {} |", matter.label(), cells.join(" | "));
    }
    out
}

fn head(out: &mut String, first: &str) {
    let roles = Role::ALL.map(Role::label).join(" | ");
    // Writing into a text cannot fail.
    let _ = writeln!(
        out,
        "| {first} | {roles} |\n|---|{}",
        "---|".repeat(Role::ALL.len())
    );
}

fn mark(rule: &Rule, role: Role) -> &'static str {
    match (rule.roles.contains(&role), rule.bound, role) {
        (false, ..) => " ",
        (true, Bound::OwnProvider, Role::Provider) | (true, Bound::OwnNation, Role::Delegate) => {
            "○"
        }
        (true, Bound::OwnProviderWrites, Role::Provider) => "○ writers",
        (true, Bound::OwnProviderKeeps, Role::Provider) => "○ owners",
        (true, Bound::AnotherPerson, _) => "◐",
        (true, ..) => "●",
    }
}
