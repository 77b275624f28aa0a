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
