//! What a rule of the book says of a method: when it is lawful, and what it asks for.

use super::{Authority, Method, Standing};
use crate::solicitations::EvaluationMethod;
use crate::states::named::named_enum;
use crate::timetable::Rule;
use chrono::NaiveDate;
use serde::Serialize;

/// From which estimated value on something holds, in EUR minor units and including all options.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Bound {
    /// Whatever the value.
    Always,
    /// Above the amount; exactly at it, not.
    Above(i64),
    /// At the amount and above it.
    From(i64),
}

impl Bound {
    /// Whether an estimate in EUR minor units is reached by it.
    #[must_use]
    pub const fn reaches(self, estimate_eur_minor: i64) -> bool {
        match self {
            Self::Always => true,
            Self::Above(limit) => estimate_eur_minor > limit,
            Self::From(limit) => estimate_eur_minor >= limit,
        }
    }
}

/// A step of a method's ladder: the first that fits a purchase decides. In `why`, `{limit}` stands for its limit and
/// `{above}` for the amount above which it begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Step {
    /// It is for commercial products and services only, or for all others only; `None` for both.
    pub commercial: Option<bool>,
    /// It begins above this, in EUR minor units.
    pub above: Option<i64>,
    /// It ends here, in EUR minor units; the amount itself belongs to it.
    pub up_to: Option<i64>,
    /// Whether the method may be used.
    pub standing: Standing,
    /// One sentence for people.
    pub why: &'static str,
    /// Document and paragraph.
    pub source: &'static str,
}

/// Something that must be done: a notice, an approval, a standstill.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Duty {
    /// From which estimate on.
    pub bound: Bound,
    /// What, in one sentence.
    pub text: &'static str,
    /// Document and paragraph.
    pub source: &'static str,
}

named_enum! {
    /// What outsiders learn of the bidders before the offers are opened.
    pub enum Offerers {
        Hidden "hidden" "Hidden" "Neither the number nor the names of the bidders are told before the offers are opened.",
        AfterClosing "after_closing" "Names told after closing" "The names of the bidders, not their prices, may be published once the closing time has passed.",
    }
}

named_enum! {
    /// What becomes of an offer that comes after closing.
    pub enum Late {
        Refused "refused" "Refused" "An offer after closing is not taken.",
        Exception "exception" "Only in a stated exception" "An offer after closing is taken only in a case that the rule names.",
    }
}

/// The late-offer rule of a method.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct LateOffers {
    /// The answer.
    pub late: Late,
    /// The exceptions in words, or why there is none.
    pub text: &'static str,
    /// Document and paragraph.
    pub source: &'static str,
}

named_enum! {
    /// When prices are opened.
    pub enum PriceOpening {
        Together "together" "With the rest of the offer" "Every part of an offer is opened at once.",
        AfterTechnical "after_technical" "After the technical result" "Prices stay sealed until the technical result is final.",
        ByScheme "by_scheme" "As the evaluation scheme says" "Best value opens prices after the technical result; lowest price opens them first.",
    }
}

impl PriceOpening {
    /// Whether prices stay sealed until the technical result is fixed, under an evaluation method (GBI 4.4).
    #[must_use]
    pub fn waits(self, method: EvaluationMethod) -> bool {
        match self {
            Self::Together => false,
            Self::AfterTechnical => true,
            Self::ByScheme => method.rule().price_after_technical,
        }
    }
}

/// A dated rule of one method for some authorities.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct MethodRule {
    /// Stable name to store beside a decision, such as `NPP-21`.
    pub id: &'static str,
    /// The method.
    pub method: Method,
    /// Who may use it.
    pub authorities: &'static [Authority],
    /// Edition of the document the rule was read from.
    pub version: &'static str,
    /// The first day on which it holds.
    pub valid_from: NaiveDate,
    /// The last day on which it holds; `None` while nothing has replaced it.
    pub valid_until: Option<NaiveDate>,
    /// Document and paragraph that define the method.
    pub source: &'static str,
    /// When it is lawful: the first step that fits decides, and without one it is not.
    pub ladder: &'static [Step],
    /// The timetable rules that a solicitation by this method is held against.
    pub timetable: &'static [&'static Rule],
    /// Notices that are due.
    pub notices: &'static [Duty],
    /// Approvals that are due.
    pub approvals: &'static [Duty],
    /// Conditions of the method itself that people check.
    pub conditions: &'static [Duty],
    /// What is told of the bidders before opening, from which estimate on, and where it stands; hidden below it.
    pub offerers: (Offerers, Bound, &'static str),
    /// What becomes of late offers.
    pub late: LateOffers,
    /// When prices are opened, and where it stands.
    pub price_opening: (PriceOpening, &'static str),
    /// The pause before signature.
    pub standstill: &'static [Duty],
    /// The rule that fixes its length, and from which estimate on; below it, and where none is named, the authority chooses.
    pub standstill_length: Option<(Bound, &'static Rule)>,
    /// The period in which bidders may complain about the award, which suspends it; none where no source confirms one.
    pub complaints: Option<&'static Rule>,
}

impl MethodRule {
    /// Whether it holds on a day.
    #[must_use]
    pub fn holds_on(&self, on: NaiveDate) -> bool {
        self.valid_from <= on && self.valid_until.is_none_or(|last| on <= last)
    }

    /// The rule of a method for an authority on a day: of several that hold, the one that began last.
    #[must_use]
    pub fn in_force(
        rules: impl Iterator<Item = &'static Self>,
        method: Method,
        authority: Authority,
        on: NaiveDate,
    ) -> Option<&'static Self> {
        rules
            .filter(|rule| rule.method == method && rule.authorities.contains(&authority))
            .filter(|rule| rule.holds_on(on))
            .max_by_key(|rule| rule.valid_from)
    }

    /// Whether a timetable rule binds the method.
    #[must_use]
    pub fn asks(&self, rule: &Rule) -> bool {
        self.timetable.iter().any(|one| one.id == rule.id)
    }

    /// What is told of the bidders before opening, for an estimate in EUR minor units.
    #[must_use]
    pub const fn told_of_bidders(&self, estimate_eur_minor: i64) -> Offerers {
        let (offerers, bound, _) = self.offerers;
        if bound.reaches(estimate_eur_minor) {
            offerers
        } else {
            Offerers::Hidden
        }
    }

    /// The rule that fixes the length of the standstill for an estimate in EUR minor units; none where the authority chooses.
    #[must_use]
    pub fn standstill_rule(&self, estimate_eur_minor: i64) -> Option<&'static Rule> {
        let (bound, rule) = self.standstill_length?;
        bound.reaches(estimate_eur_minor).then_some(rule)
    }

    /// Every duty that an estimate in EUR minor units brings: notices, approvals, conditions, standstill, with their kind.
    #[must_use]
    pub fn duties(&self, estimate_eur_minor: i64) -> Vec<(&'static str, &'static Duty)> {
        let kinds = [
            ("Notice", self.notices),
            ("Approval", self.approvals),
            ("Condition", self.conditions),
            ("Standstill", self.standstill),
        ];
        kinds
            .into_iter()
            .flat_map(|(kind, duties)| duties.iter().map(move |duty| (kind, duty)))
            .filter(|(_, duty)| duty.bound.reaches(estimate_eur_minor))
            .collect()
    }
}
