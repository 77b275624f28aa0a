//! “May this provider bid on this?”: answered with every fact, where it comes from and on which day it was true.

mod judge;

#[cfg(test)]
mod tests;

use crate::actor::NationCode;
use crate::states::DeclarationState;
use crate::states::named::named_enum;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

pub use judge::judge;

named_enum! {
    /// What all facts together say.
    pub enum Verdict {
        Eligible "eligible" "Eligible" "Every fact that is asked for is shown.",
        NotYetShown "not_yet_shown" "Not yet shown" "Nothing speaks against it, but something asked for is missing. It may still bid; the facts are checked again in the evaluation.",
        NotEligible "not_eligible" "Not eligible" "At least one fact speaks against it.",
    }
}

named_enum! {
    /// What one fact says.
    pub enum Answer {
        Shown "shown" "Shown",
        NotNeeded "not_needed" "Not needed",
        Missing "missing" "Not yet shown",
        Against "against" "Speaks against it",
    }
}

/// Whether a nation counts as participating because of its standing in a programme, as public sources word it. Only a
/// standing as participant does: neither a letter of intent nor a single contribution says who funds the procurement
/// (NPP glossary, “participating nation”).
#[must_use]
pub fn participates(standing: &str) -> bool {
    standing.starts_with("Participant")
}

/// The nations whose vendors may bid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Participating {
    /// Whose participation counts, such as `APSS` or `the Alliance's common funding`.
    pub of: String,
    /// The nations.
    pub nations: Vec<NationCode>,
    /// Where that comes from.
    pub source: String,
    /// The day for which the source says so; none where it does not tell.
    pub true_on: Option<NaiveDate>,
}

/// Who owns and controls an organisation, by its own statement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ownership {
    /// Which statement it is, counted from 1; a new one replaces the one before and both are kept.
    pub number: i64,
    /// The day for which it is stated.
    pub stated_on: NaiveDate,
    /// Nations of the beneficial owners.
    pub owners: Vec<NationCode>,
    /// Nation from which it is effectively managed.
    pub managed_from: NationCode,
    /// Nation of its main production.
    pub produces_in: NationCode,
    /// Whether ownership or control is restricted by somebody outside the nations stated.
    pub restricted: bool,
    /// What restricts it, in words; needed where it is restricted.
    pub explanation: String,
}

impl Ownership {
    /// Every nation that the statement names, with what it is named for.
    pub fn nations(&self) -> impl Iterator<Item = (NationCode, &'static str)> + '_ {
        let owners = self
            .owners
            .iter()
            .map(|nation| (*nation, "beneficial ownership"));
        owners.chain([
            (self.managed_from, "effective management"),
            (self.produces_in, "main production"),
        ])
    }
}

/// What an entry of a list excludes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Excluded {
    /// The organisation itself.
    Organisation,
    /// Whoever comes from a nation.
    Nation(NationCode),
}

/// An entry of an exclusions list that may concern the organisation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exclusion {
    /// What it excludes.
    pub what: Excluded,
    /// Name of the list.
    pub list: String,
    /// Version of the list.
    pub version: String,
    /// The list's own day.
    pub dated: NaiveDate,
    /// Where it is published or kept.
    pub source: String,
    /// First day of the exclusion.
    pub from: NaiveDate,
    /// Last day; none while it is open.
    pub until: Option<NaiveDate>,
}

impl Exclusion {
    /// Whether it holds on a day.
    #[must_use]
    pub fn holds_on(&self, day: NaiveDate) -> bool {
        self.from <= day && self.until.is_none_or(|last| day <= last)
    }
}

/// A declaration of eligibility as far as it was decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Declaration {
    /// Where it stands.
    pub state: DeclarationState,
    /// The nation that is asked.
    pub nation: NationCode,
    /// The day of the last step.
    pub since: NaiveDate,
    /// Last day on which an issued one holds.
    pub expires_on: Option<NaiveDate>,
    /// Why it was rejected or withdrawn.
    pub reason: String,
}

/// Vendors of further nations, admitted in a crisis with prior approval of governance (NPP 46).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CrisisException {
    /// The nations that are admitted.
    pub nations: Vec<NationCode>,
    /// Who approved.
    pub approved_by: String,
    /// When; never after it was recorded.
    pub approved_on: NaiveDate,
    /// The decision's reference.
    pub decision: String,
    /// Why.
    pub reason: String,
}

/// Everything that is known when the question is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    /// The day of the question.
    pub on: NaiveDate,
    /// Whose vendors may bid.
    pub participating: Participating,
    /// The organisation's nation of origin, and the day it was recorded.
    pub origin: Option<(NationCode, NaiveDate)>,
    /// Its newest statement of ownership and control.
    pub ownership: Option<Ownership>,
    /// Entries of lists that concern it or a nation.
    pub exclusions: Vec<Exclusion>,
    /// Whether a declaration of eligibility is asked for, and why or why not.
    pub declaration_needed: (bool, String),
    /// Its declaration for this solicitation.
    pub declaration: Option<Declaration>,
    /// Vendors of further nations that are admitted.
    pub exception: Option<CrisisException>,
    /// Whether the buyer named it, where only those may bid.
    pub admission: Option<Admitted>,
}

/// What is known where only vendors may bid whom the buyer names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Admitted {
    /// Document and paragraph that limit who may bid.
    pub source: &'static str,
    /// The day on which the buyer named this one; none where it did not.
    pub named_on: Option<NaiveDate>,
}

/// One fact of the answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// What is asked.
    pub question: &'static str,
    /// What it says.
    pub answer: Answer,
    /// The fact, as a sentence.
    pub words: String,
    /// Where it comes from, and the rule that asks for it.
    pub source: String,
    /// The day on which it was true.
    pub true_on: Option<NaiveDate>,
}

/// The answer with its facts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judgement {
    /// What all facts together say.
    pub verdict: Verdict,
    /// The facts, in the order of the rules.
    pub facts: Vec<Fact>,
}

impl Judgement {
    /// The verdict as a sentence: what speaks against it, or what is missing.
    #[must_use]
    pub fn sentence(&self) -> String {
        let deciding = match self.verdict {
            Verdict::Eligible => {
                return "Eligible: every fact that is asked for is shown.".to_owned();
            }
            Verdict::NotYetShown => Answer::Missing,
            Verdict::NotEligible => Answer::Against,
        };
        let words: Vec<&str> = self
            .facts
            .iter()
            .filter(|fact| fact.answer == deciding)
            .map(|fact| fact.words.trim_end_matches('.'))
            .collect();
        let head = match self.verdict {
            Verdict::NotEligible => "Not eligible because",
            _ => "Not yet shown:",
        };
        format!("{head} {}.", words.join("; "))
    }
}
