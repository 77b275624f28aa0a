//! The chapter of the evaluation rules in `docs/METHODS.md`.

use std::fmt::Write;

use super::book::RULES;
use super::{EvaluationRule, Use};

/// The chapter as Markdown, written from the rules themselves.
#[must_use]
pub fn chapter() -> String {
    let mut text = String::from(
        "## Evaluation methods\n\n\
         Written from `domain/src/evaluation/rules/book.rs`; a test compares.\n\n\
         | rule | method and code | edition, from | compares | depends on other offers | needs | for |\n\
         |---|---|---|---|---|---|---|\n",
    );
    for rule in RULES {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{}", row(rule));
    }
    for rule in RULES {
        let _ = write!(
            text,
            "\n**{}** ({}; {}). {} {} {} {}\n",
            rule.method.label(),
            rule.id,
            rule.source,
            rule.formula,
            rule.scale.meaning(),
            rule.tie,
            rule.rounding
        );
    }
    text
}

fn row(rule: &EvaluationRule) -> String {
    let needs: Vec<&str> = rule.needs.iter().map(|need| need.label()).collect();
    let users: Vec<String> = rule.uses.iter().map(user).collect();
    let others = if rule.depends_on_others { "yes" } else { "no" };
    format!(
        "| {} | {}, `{}` | {}, {} | {} | {others} | {} | {} |",
        rule.id,
        rule.method.label(),
        rule.method,
        rule.version,
        rule.valid_from,
        rule.total.label().to_lowercase(),
        needs.join("; "),
        users.join("; ")
    )
}

fn user(one: &Use) -> String {
    let methods: Vec<&str> = one.methods.iter().map(|method| method.code()).collect();
    if methods.is_empty() {
        one.authority.label().to_owned()
    } else {
        format!("{} ({})", one.authority.label(), methods.join(", "))
    }
}
