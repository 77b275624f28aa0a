//! The analysis as a list, for a file.

use super::robust::{Analysis, Case, Robustness, WeightCase};
use domain::evaluation::sensitivity::{Bound, RankCounts, Weighed};
use rust_decimal::Decimal;

/// One line of the analysis.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What was changed: `weight`, `rank`, `offer left out`, `evaluator left out`, `currency`.
    pub analysis: &'static str,
    /// The weight, offer, person or currency.
    pub subject: String,
    /// What the value says.
    pub measure: String,
    /// Figures unrounded; words where something is said.
    pub value: String,
}

impl Robustness {
    /// Everything that was found; nothing where there are no figures.
    #[must_use]
    pub fn findings(&self) -> Vec<Finding> {
        let Some(analysis) = &self.analysis else {
            return Vec::new();
        };
        let mut list = vec![finding(
            "result",
            "as published",
            "winner",
            winner(analysis.verdict.winner.as_deref()),
        )];
        list.extend(analysis.weights.iter().flat_map(weight));
        list.extend(self.drawn(analysis));
        for (name, cases) in [
            ("offer left out", &analysis.offers),
            ("evaluator left out", &analysis.evaluators),
            ("currency", &analysis.currencies),
        ] {
            list.extend(cases.iter().flat_map(|one| case(name, one)));
        }
        list
    }

    fn drawn(&self, analysis: &Analysis) -> Vec<Finding> {
        let Some(table) = &analysis.ranks else {
            return Vec::new();
        };
        let draw = [
            ("seed", self.draw.seed.to_string()),
            ("samples", self.draw.samples.to_string()),
            ("spread, points", self.draw.spread.to_string()),
            ("sub-criteria drawn", yes(self.draw.sub_criteria)),
            ("samples without a winner", table.undecided.to_string()),
        ];
        let draw = draw.map(|(measure, value)| finding("draw", "random weights", measure, value));
        let rows = table.rows.iter().flat_map(rank);
        draw.into_iter().chain(rows).collect()
    }
}

fn finding(analysis: &'static str, subject: &str, measure: &str, value: String) -> Finding {
    Finding {
        analysis,
        subject: subject.to_owned(),
        measure: measure.to_owned(),
        value,
    }
}

fn yes(said: bool) -> String {
    if said { "yes" } else { "no" }.to_owned()
}

fn winner(id: Option<&str>) -> String {
    id.unwrap_or("nobody").to_owned()
}

fn case(name: &'static str, case: &Case) -> [Finding; 2] {
    let found = match &case.winner {
        Ok(id) => winner(id.as_deref()),
        Err(words) => words.clone(),
    };
    [
        finding(name, &case.subject, "winner", found),
        finding(name, &case.subject, "winner changes", yes(case.changes)),
    ]
}

fn weight(case: &WeightCase) -> Vec<Finding> {
    let level = match case.which {
        Weighed::LevelOne(_) => "weight",
        Weighed::Sub(_) => "sub-criterion weight",
    };
    let one = |measure: &str, value: String| finding(level, &case.name, measure, value);
    let mut list = vec![
        one("published, percent", text(case.published)),
        one("effective, points", text(case.effective)),
    ];
    let Some(stability) = &case.stability else {
        return list;
    };
    for (side, bound, limit) in [("low", &stability.low, 0), ("high", &stability.high, 100)] {
        let (at, beyond) = match bound {
            Bound::Never => (Decimal::from(limit), "no change".to_owned()),
            Bound::Flips { at, winner: id } => (*at, winner(id.as_deref())),
        };
        list.push(one(&format!("{side} end, percent"), text(at)));
        list.push(one(&format!("winner beyond the {side} end"), beyond));
    }
    list
}

fn rank(row: &RankCounts) -> Vec<Finding> {
    let one = |measure: &str, count: u32| finding("rank", &row.id, measure, count.to_string());
    let places = row.places.iter().enumerate();
    let mut list: Vec<_> = places
        .map(|(place, count)| one(&format!("samples at place {}", place + 1), *count))
        .collect();
    list.push(one("samples not eligible", row.out));
    list.push(one("samples won", row.wins));
    list
}

fn text(figure: Decimal) -> String {
    figure.normalize().to_string()
}
