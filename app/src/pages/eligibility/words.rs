//! Verdicts, answers and lists as the kit shows them.

use crate::ui::Tone;
use domain::eligibility::{Answer, Verdict};

/// How a verdict is marked.
pub const fn verdict(verdict: Verdict) -> Tone {
    match verdict {
        Verdict::Eligible => Tone::Good,
        Verdict::NotYetShown => Tone::Attention,
        Verdict::NotEligible => Tone::Bad,
    }
}

/// How the answer of one fact is marked.
pub const fn answer(answer: Answer) -> Tone {
    match answer {
        Answer::Shown => Tone::Good,
        Answer::NotNeeded => Tone::Neutral,
        Answer::Missing => Tone::Attention,
        Answer::Against => Tone::Bad,
    }
}
