//! What evaluators note of an offer under a criterion beside the score: strengths, weaknesses, deficiencies, risks.
//!
//! The kinds are the finding types of narrative evaluation (GBI 4.6; AFARS appendix AA). Where the scheme says so, a score
//! outside the middle of its scale has to be borne out by one of them.

use super::rules::Scale;
use crate::solicitations::RemarkDuty;
use crate::states::named::named_enum;
use crate::text::Line;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

named_enum! {
    /// What a remark is.
    pub enum RemarkKind {
        Strength "strength" "Strength" "Something that exceeds what is asked, to the buyer's good.",
        Weakness "weakness" "Weakness" "A flaw that makes it likelier that the contract is not performed well.",
        SignificantWeakness "significant_weakness" "Significant weakness" "A flaw that makes it much likelier that the contract is not performed well.",
        Deficiency "deficiency" "Deficiency" "A material failure to meet a requirement: the offer cannot be awarded as it stands.",
        Risk "risk" "Risk" "Something that may happen, and would harm cost, time or performance.",
    }
}

impl RemarkKind {
    /// Whether it speaks against the offer for what the offer is, not for what may happen.
    #[must_use]
    pub const fn is_flaw(self) -> bool {
        matches!(
            self,
            Self::Weakness | Self::SignificantWeakness | Self::Deficiency
        )
    }
}

/// One remark of an evaluator, or of the panel.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remark {
    /// What it is.
    pub kind: RemarkKind,
    /// In one line.
    pub text: Line<500>,
}

/// As many remarks of one kind fit under a criterion (own design: more is an essay, not a finding).
pub const MOST_OF_A_KIND: usize = 10;

/// Reads remarks of a kind, one a line. Empty lines count for nothing, and nothing is kept twice.
///
/// # Errors
/// A sentence that says what is wrong with which line.
pub fn read(kind: RemarkKind, typed: &str) -> Result<Vec<Remark>, String> {
    let mut all: Vec<Remark> = Vec::new();
    let lines = typed.lines().enumerate();
    for (place, line) in lines.filter(|(_, line)| !line.trim().is_empty()) {
        let text = Line::parse(line).map_err(|error| format!("line {}: {error}", place + 1))?;
        if all.iter().all(|known| known.text != text) {
            all.push(Remark { kind, text });
        }
    }
    if all.len() > MOST_OF_A_KIND {
        return Err(format!(
            "at most {MOST_OF_A_KIND} fit here; these are {}",
            all.len()
        ));
    }
    Ok(all)
}

/// The remarks of a kind as they are typed, one a line.
#[must_use]
pub fn typed(remarks: &[Remark], kind: RemarkKind) -> String {
    let own = remarks.iter().filter(|remark| remark.kind == kind);
    let lines: Vec<&str> = own.map(|remark| remark.text.as_str()).collect();
    lines.join("\n")
}

/// Where a score stands on its scale, as far as remarks go.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// Worse than satisfactory: marginal, unacceptable.
    Below,
    /// Satisfactory.
    Middle,
    /// Better than satisfactory: good, excellent.
    Above,
}

/// Where a score stands: satisfactory is 50 to 69 points, step 3, or the ESA marks 50 and 60 (GBI 4.6 table 2, 4.7 table
/// 7; ESA/REG/001 rev. 6, article 28(6), this project's reading); for compliance, met or not met from the least score on.
#[must_use]
pub fn standing(scale: Scale, value: Decimal, minimum: Decimal) -> Standing {
    let between = |low: i64, high: i64| match value {
        value if value < Decimal::from(low) => Standing::Below,
        value if value < Decimal::from(high) => Standing::Middle,
        _ => Standing::Above,
    };
    match scale {
        Scale::Points => between(50, 70),
        Scale::Ladder => between(50, 75),
        Scale::Bands | Scale::Confidence => between(3, 4),
        Scale::Compliance if value < minimum => Standing::Below,
        Scale::Compliance => Standing::Middle,
    }
}

/// What a score and its remarks lack together; nothing where they agree.
#[must_use]
pub fn lacking(duty: RemarkDuty, standing: Standing, remarks: &[Remark]) -> Option<&'static str> {
    let is_there = |wanted: fn(RemarkKind) -> bool| remarks.iter().any(|one| wanted(one.kind));
    let deficient = is_there(|kind| kind == RemarkKind::Deficiency);
    if deficient && standing > Standing::Below {
        return Some(
            "a deficiency is a material failure to meet a requirement: score it below satisfactory, or call it a weakness",
        );
    }
    match (duty, standing) {
        (RemarkDuty::Free, _) | (_, Standing::Middle) => None,
        (_, Standing::Below) => (!is_there(RemarkKind::is_flaw)).then_some(
            "the scheme asks for a weakness or a deficiency under a score below satisfactory",
        ),
        (_, Standing::Above) => (!is_there(|kind| kind == RemarkKind::Strength))
            .then_some("the scheme asks for a strength under a score above satisfactory"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn remarks(kind: RemarkKind) -> Vec<Remark> {
        read(kind, "Two links to the ground.").unwrap()
    }

    #[test]
    fn lines_become_remarks_and_come_back() {
        let all = read(RemarkKind::Risk, " Launch slips \n\nLaunch slips\nNo spare").unwrap();
        assert_eq!(all.len(), 2);
        assert_eq!(typed(&all, RemarkKind::Risk), "Launch slips\nNo spare");
        assert_eq!(typed(&all, RemarkKind::Strength), "");
    }

    #[test]
    fn the_line_that_does_not_fit_is_named() {
        let long = format!("short\n{}", "x".repeat(501));
        let error = read(RemarkKind::Risk, &long).unwrap_err();
        assert!(error.starts_with("line 2: at most 500"), "{error}");
        let many: Vec<String> = (0..=MOST_OF_A_KIND).map(|n| format!("No {n}")).collect();
        assert!(read(RemarkKind::Risk, &many.join("\n")).is_err());
    }

    #[test]
    fn satisfactory_is_the_middle_of_each_scale() {
        let at = |scale, tenths| standing(scale, Decimal::new(tenths, 1), Decimal::from(60));
        let edges = [
            (Scale::Points, 499, 500, 699, 700),
            (Scale::Ladder, 400, 500, 600, 750),
            (Scale::Bands, 20, 30, 30, 40),
        ];
        for (scale, below, low, high, above) in edges {
            assert_eq!(at(scale, below), Standing::Below);
            assert_eq!([at(scale, low), at(scale, high)], [Standing::Middle; 2]);
            assert_eq!(at(scale, above), Standing::Above);
        }
        assert_eq!(at(Scale::Compliance, 599), Standing::Below);
        assert_eq!(at(Scale::Compliance, 1000), Standing::Middle);
    }

    #[test]
    fn what_the_scheme_asks_for_is_missed_only_outside_the_middle() {
        let lacks = |standing, kind: RemarkKind| {
            lacking(RemarkDuty::OutsideSatisfactory, standing, &remarks(kind)).is_some()
        };
        assert!(lacks(Standing::Above, RemarkKind::Risk));
        assert!(!lacks(Standing::Above, RemarkKind::Strength));
        assert!(!lacks(Standing::Middle, RemarkKind::Risk));
        assert!(lacks(Standing::Below, RemarkKind::Risk));
        assert!(!lacks(Standing::Below, RemarkKind::SignificantWeakness));
        assert_eq!(lacking(RemarkDuty::Free, Standing::Above, &[]), None);
    }

    #[test]
    fn a_deficiency_contradicts_a_satisfactory_score_whatever_the_scheme_asks() {
        let deficient = remarks(RemarkKind::Deficiency);
        assert!(lacking(RemarkDuty::Free, Standing::Middle, &deficient).is_some());
        assert_eq!(lacking(RemarkDuty::Free, Standing::Below, &deficient), None);
    }
}
