//! How well a capability profile fits a solicitation's requirements, requirement by requirement.

use super::catalogue::ParameterCode;
use super::declared::Declared;
use super::wanted::{Standing, Wanted};

/// A requirement in typed form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Need {
    /// Its code within the solicitation, such as `R1`.
    pub code: String,
    /// What it asks, in the solicitation's words.
    pub name: String,
    /// The parameter it measures.
    pub parameter: ParameterCode,
    /// What is wanted of it.
    pub wanted: Wanted,
}

/// A value that a profile declares of one of its systems.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Capability {
    /// The system, such as the name of a constellation.
    pub system: String,
    /// The parameter.
    pub parameter: ParameterCode,
    /// The value.
    pub declared: Declared,
}

/// How one requirement is met.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fitted {
    /// The requirement's code.
    pub code: String,
    /// The requirement's name.
    pub name: String,
    /// What is wanted, in words.
    pub wanted: String,
    /// How the best system of the profile stands.
    pub standing: Standing,
    /// The system that answers best; none when none says anything of it.
    pub system: Option<String>,
    /// What it declares, in words.
    pub declared: Option<String>,
    /// Why it stands so, as a sentence.
    pub explanation: String,
}

/// How a profile fits: one answer for each requirement, in their order.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Fit {
    /// The answers.
    pub answers: Vec<Fitted>,
}

impl Fit {
    /// How many answers stand so.
    #[must_use]
    pub fn count(&self, standing: Standing) -> usize {
        self.answers
            .iter()
            .filter(|answer| answer.standing == standing)
            .count()
    }
}

/// How a profile fits, in numbers of requirements: what a line of a list says of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Tally {
    /// Requirements of the solicitation.
    pub asked: usize,
    /// Of these, met: at the threshold or better.
    pub met: usize,
    /// Of these, declared below the threshold.
    pub below: usize,
    /// Of these, in no system of the profile.
    pub silent: usize,
    /// Of these, left to a person: words, and whatever no parameter of the catalogue measures.
    pub to_be_read: usize,
}

impl Tally {
    /// Counts the answers, and `untyped` requirements that no parameter of the catalogue measures; none where nothing can
    /// be compared.
    #[must_use]
    pub fn of(fit: &Fit, untyped: usize) -> Option<Self> {
        if fit.answers.is_empty() {
            return None;
        }
        Some(Self {
            asked: fit.answers.len() + untyped,
            met: fit.count(Standing::Objective) + fit.count(Standing::Threshold),
            below: fit.count(Standing::Below),
            silent: fit.count(Standing::NotTold),
            to_be_read: fit.count(Standing::ToBeRead) + untyped,
        })
    }

    /// The head of the line, such as `7 of 9`.
    #[must_use]
    pub fn head(&self) -> String {
        format!("{} of {}", self.met, self.asked)
    }

    /// What is not met, such as `2 not in your profile; 1 to be read`; empty where all is met.
    #[must_use]
    pub fn rest(&self) -> String {
        let parts = [
            (self.below, "below what is asked"),
            (self.silent, "not in your profile"),
            (self.to_be_read, "to be read"),
        ];
        let told = parts.iter().filter(|(count, _)| *count > 0);
        let told: Vec<String> = told
            .map(|(count, what)| format!("{count} {what}"))
            .collect();
        told.join("; ")
    }
}

/// Compares a profile with requirements. Each requirement is answered by the one system that meets it best: what is
/// asked of one service may come from another system than what is asked of the next, and the answer names it.
#[must_use]
pub fn fit(profile: &[Capability], needs: &[Need]) -> Fit {
    let answers = needs.iter().map(|need| answer(profile, need)).collect();
    Fit { answers }
}

fn answer(profile: &[Capability], need: &Need) -> Fitted {
    let best = profile
        .iter()
        .filter(|capability| capability.parameter == need.parameter)
        .max_by(|first, second| need.wanted.better(&first.declared, &second.declared));
    let parameter = need.parameter.parameter();
    let standing = need.wanted.standing(best.map(|best| &best.declared));
    let wanted = need.wanted.words(parameter);
    let declared = best.map(|best| best.declared.words(parameter));
    let explanation = match (best, &declared) {
        (Some(best), Some(declared)) => format!(
            "{}: {} declares {declared}; asked is {wanted}.",
            standing.label(),
            best.system
        ),
        _ => format!(
            "The profile says nothing of “{}”; asked is {wanted}.",
            parameter.name
        ),
    };
    Fitted {
        code: need.code.clone(),
        name: need.name.clone(),
        wanted,
        standing,
        system: best.map(|best| best.system.clone()),
        declared,
        explanation,
    }
}
