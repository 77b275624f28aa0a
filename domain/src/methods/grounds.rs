//! Grounds on which a sole source may rest, as dated data.

use super::book::day;
use super::{Authority, book};
use chrono::NaiveDate;
use serde::Serialize;

/// A ground for buying from one vendor without competition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Ground {
    /// Stable name to store beside a decision.
    pub id: &'static str,
    /// Who may rest on it.
    pub authorities: &'static [Authority],
    /// The ground in one sentence.
    pub text: &'static str,
    /// Document and paragraph.
    pub source: &'static str,
    /// Edition of the document.
    pub version: &'static str,
    /// The first day on which it holds.
    pub valid_from: NaiveDate,
    /// Whether the wording of the paragraph was read; otherwise the page says that it has to be looked up.
    pub confirmed: bool,
}

const NATO: &[Authority] = &[Authority::Ncia, Authority::Nspa, Authority::Nation];

/// The policy names the method and the approvals; its own list of grounds was not read, so these two are the usual
/// meanings of "sole" and "single" source.
const POLICY: Ground = Ground {
    id: "NPP-22-sole",
    authorities: NATO,
    text: "Only one vendor can meet the need.",
    source: "NPP 22",
    version: "PO(2025)0198",
    valid_from: day(2025, 1, 1),
    confirmed: false,
};

/// A nation that buys under its own law of Directive 2014/24/EU.
const DIRECTIVE: Ground = Ground {
    id: "EU-24-32-2-a",
    authorities: &[Authority::Nation],
    text: "An earlier open or restricted procedure brought no suitable offer, and its terms stay the same.",
    source: "EU-24 art. 32(2)(a)",
    version: "2014/24/EU",
    valid_from: day(2014, 4, 17),
    confirmed: true,
};

/// Every ground, in the order in which it is offered.
pub const GROUNDS: &[Ground] = &[
    POLICY,
    Ground {
        id: "NPP-22-single",
        text: "One vendor is chosen among several for a stated reason.",
        ..POLICY
    },
    DIRECTIVE,
    Ground {
        id: "EU-24-32-2-b-technical",
        text: "Competition is absent for technical reasons, and there is no reasonable alternative.",
        source: "EU-24 art. 32(2)(b)(ii)",
        ..DIRECTIVE
    },
    Ground {
        id: "EU-24-32-2-b-rights",
        text: "Exclusive rights have to be protected, and there is no reasonable alternative.",
        source: "EU-24 art. 32(2)(b)(iii)",
        ..DIRECTIVE
    },
    Ground {
        id: "EU-24-32-2-c",
        text: "Extreme urgency from events that nobody could foresee and the buyer did not cause.",
        source: "EU-24 art. 32(2)(c)",
        ..DIRECTIVE
    },
];

impl Ground {
    /// The ground with an id, where an authority may rest on it on a day.
    #[must_use]
    pub fn find(id: &str, authority: Authority, on: NaiveDate) -> Option<&'static Self> {
        let known = GROUNDS.iter().find(|ground| ground.id == id)?;
        (known.authorities.contains(&authority) && known.valid_from <= on).then_some(known)
    }

    /// Whether some authority that may use a sole source may rest on it.
    #[must_use]
    pub fn is_usable(&self) -> bool {
        let sole = |rule: &&super::MethodRule| rule.method == super::Method::Ss;
        book::all().filter(sole).any(|rule| {
            rule.authorities
                .iter()
                .any(|one| self.authorities.contains(one))
        })
    }
}
