//! Which methods a purchase may use, and why.

use super::thresholds::eur;
use super::{Authority, Method, MethodRule, Step, book};
use crate::states::{Tone, named::named_enum};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

named_enum! {
    /// Whether a method may be used.
    pub enum Standing {
        Lawful "lawful" "Lawful",
        OnApproval "on_approval" "Only with approval of governance",
        Unlawful "unlawful" "Not available",
    }
}

impl Standing {
    /// How the interface colours it.
    #[must_use]
    pub const fn tone(self) -> Tone {
        match self {
            Self::Lawful => Tone::Good,
            Self::OnApproval => Tone::Attention,
            Self::Unlawful => Tone::Neutral,
        }
    }
}

/// What decides which methods are lawful.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Purchase {
    /// Estimated value including all options over the whole duration, never split, in EUR minor units (NPP 27).
    pub estimate_eur_minor: i64,
    /// Whether a product off the shelf or a commercial service is bought (NPP 27, App. 1).
    pub commercial: bool,
    /// Whether it serves Alliance Operations and Missions; it shortens times and changes no method (NCP 7).
    pub for_operations: bool,
    /// Who runs it.
    pub authority: Authority,
}

/// Whether a method may be used, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verdict {
    /// The answer.
    pub standing: Standing,
    /// One sentence for people.
    pub why: String,
    /// Document and paragraph.
    pub source: String,
    /// Id of the rule that decided; `None` where no rule lets the authority use the method.
    pub rule: Option<String>,
}

impl Verdict {
    /// Whether the authority may choose the method by itself.
    #[must_use]
    pub fn is_lawful(&self) -> bool {
        self.standing == Standing::Lawful
    }
}

/// A method with its verdict, and the rule that holds for it.
#[derive(Clone, Debug, PartialEq)]
pub struct Proposal {
    /// The method.
    pub method: Method,
    /// Whether it may be used.
    pub verdict: Verdict,
    /// What it asks for; `None` where the authority may not use it at all.
    pub rule: Option<&'static MethodRule>,
}

/// Every method and whether it may be used for a purchase on a day: the lawful ones first, then those that wait for
/// approval, then the others; otherwise in the order of the list.
#[must_use]
pub fn lawful_methods(purchase: Purchase, on: NaiveDate) -> Vec<Proposal> {
    let mut proposals: Vec<Proposal> = Method::ALL
        .iter()
        .map(|method| Proposal {
            method: *method,
            verdict: verdict(*method, purchase, on),
            rule: method.rule(purchase.authority, on),
        })
        .collect();
    proposals.sort_by_key(|proposal| proposal.verdict.standing);
    proposals
}

/// Whether one method may be used for a purchase on a day, and why.
#[must_use]
pub fn verdict(method: Method, purchase: Purchase, on: NaiveDate) -> Verdict {
    let Some(rule) = method.rule(purchase.authority, on) else {
        return no_rule(method, purchase.authority, on);
    };
    let step = rule.ladder.iter().find(|step| fits(step, purchase));
    let (standing, why, source) = step.map_or(
        (
            Standing::Unlawful,
            "No rule allows it for this purchase.".to_owned(),
            rule.source,
        ),
        |step| (step.standing, sentence(step), step.source),
    );
    Verdict {
        standing,
        why,
        source: source.to_owned(),
        rule: Some(rule.id.to_owned()),
    }
}

fn fits(step: &Step, purchase: Purchase) -> bool {
    let estimate = purchase.estimate_eur_minor;
    step.commercial
        .is_none_or(|commercial| commercial == purchase.commercial)
        && step.above.is_none_or(|limit| estimate > limit)
        && step.up_to.is_none_or(|limit| estimate <= limit)
}

fn sentence(step: &Step) -> String {
    let filled = |text: String, name: &str, amount: Option<i64>| {
        amount.map_or(text.clone(), |amount| text.replace(name, &eur(amount)))
    };
    let text = filled(step.why.to_owned(), "{limit}", step.up_to);
    filled(text, "{above}", step.above)
}

/// Why an authority has no rule for a method: it begins later, ended, or is for others.
fn no_rule(method: Method, authority: Authority, on: NaiveDate) -> Verdict {
    let of_method = || book::all().filter(move |rule| rule.method == method);
    let own = of_method().find(|rule| rule.authorities.contains(&authority));
    let (why, source) = match (own, of_method().next()) {
        (Some(rule), _) if on < rule.valid_from => (
            format!(
                "The rule holds from {} on.",
                rule.valid_from.format("%-d %b %Y")
            ),
            rule.source,
        ),
        (Some(rule), _) => ("The rule no longer holds.".to_owned(), rule.source),
        (None, Some(rule)) => {
            let who: Vec<&str> = of_method()
                .flat_map(|rule| rule.authorities)
                .map(|one| one.label())
                .collect();
            (
                format!("It is a method of: {}.", who.join(", ")),
                rule.source,
            )
        }
        (None, None) => ("No rule of the book speaks of it.".to_owned(), ""),
    };
    Verdict {
        standing: Standing::Unlawful,
        why,
        source: source.to_owned(),
        rule: None,
    }
}
