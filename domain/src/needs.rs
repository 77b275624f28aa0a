//! Coming needs: who may pay for them, when they are expected, and what industry is asked.

use crate::states::{Tone, named::named_enum};
use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

named_enum! {
    /// How firm a funding line is.
    pub enum FundingStatus {
        Planned "planned" "Planned" "Foreseen; nobody is bound.",
        Committed "committed" "Committed" "Bound by a decision of those who pay.",
    }
}

impl FundingStatus {
    /// How the interface colours it.
    #[must_use]
    pub const fn tone(self) -> Tone {
        match self {
            Self::Planned => Tone::Neutral,
            Self::Committed => Tone::Good,
        }
    }
}

/// Money that a programme, a nation, or a nation through a programme sets aside for a need.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FundingLine {
    /// Code of the programme.
    pub programme: Option<String>,
    /// Letters of the nation.
    pub nation: Option<String>,
    /// Minor units of the need's currency.
    pub amount_minor: i64,
    /// How firm it is.
    pub status: FundingStatus,
}

/// Funding beside the estimate, in minor units of the need's currency.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FundingSum {
    /// Planned lines together.
    pub planned: i64,
    /// Committed lines together.
    pub committed: i64,
    /// What the upper end of the estimate lacks beyond both; zero when it is covered.
    pub gap: i64,
}

/// Adds funding lines up against the upper end of an estimate; sums stay at the largest number instead of failing.
#[must_use]
pub fn funding(lines: &[FundingLine], high_minor: Option<i64>) -> FundingSum {
    let of = |status| {
        lines
            .iter()
            .filter(|line| line.status == status)
            .fold(0_i64, |sum, line| sum.saturating_add(line.amount_minor))
    };
    let (planned, committed) = (of(FundingStatus::Planned), of(FundingStatus::Committed));
    let covered = planned.saturating_add(committed);
    FundingSum {
        planned,
        committed,
        gap: high_minor.map_or(0, |high| high.saturating_sub(covered).max(0)),
    }
}

/// The quarter of a day as people write it: `Q2 2027`.
#[must_use]
pub fn quarter(day: NaiveDate) -> String {
    format!("Q{} {}", day.month0() / 3 + 1, day.year())
}

/// An expected time of publication as people read it: one quarter, or from one to another.
#[must_use]
pub fn expected(from: Option<NaiveDate>, to: Option<NaiveDate>) -> Option<String> {
    let (from, to) = (from.map(quarter), to.map(quarter));
    match (from, to) {
        (Some(from), Some(to)) if from != to => Some(format!("{from} to {to}")),
        (Some(one), _) | (None, Some(one)) => Some(one),
        (None, None) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(amount_minor: i64, status: FundingStatus) -> FundingLine {
        FundingLine {
            programme: Some("APSS".to_owned()),
            nation: None,
            amount_minor,
            status,
        }
    }

    #[test]
    fn funding_is_held_against_the_upper_end_of_the_estimate() {
        let lines = [
            line(300, FundingStatus::Planned),
            line(200, FundingStatus::Committed),
            line(100, FundingStatus::Committed),
        ];
        let sum = funding(&lines, Some(1_000));
        assert_eq!((sum.planned, sum.committed, sum.gap), (300, 300, 400));
        assert_eq!(funding(&lines, Some(500)).gap, 0);
        assert_eq!(funding(&lines, None).gap, 0);
        assert_eq!(
            funding(
                &[line(i64::MAX, FundingStatus::Planned), lines[0].clone()],
                None
            )
            .planned,
            i64::MAX
        );
    }

    #[test]
    fn an_expected_time_is_a_quarter_or_two() {
        let day = |month| NaiveDate::from_ymd_opt(2027, month, 1);
        assert_eq!(expected(day(3), day(3)).as_deref(), Some("Q1 2027"));
        assert_eq!(expected(day(4), day(6)).as_deref(), Some("Q2 2027"));
        assert_eq!(
            expected(day(6), day(7)).as_deref(),
            Some("Q2 2027 to Q3 2027")
        );
        assert_eq!(expected(None, day(12)).as_deref(), Some("Q4 2027"));
        assert_eq!(expected(None, None), None);
    }
}
