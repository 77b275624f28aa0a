//! What is awarded at once: everything, each lot, or each line of the price schedule.

use super::{EvaluationMethod, Lot, ScheduleLine};
use crate::evaluation::rules::Need;
use crate::offers::Price;
use crate::states::named::named_enum;
use serde::{Deserialize, Serialize};

named_enum! {
    /// What one award covers. Chosen before publication and locked by it.
    pub enum AwardedBy {
        Whole "whole" "As a whole" "One offer wins everything that is asked for.",
        Lot "lot" "Lot by lot" "Each lot is a contest of its own between the offers that price all of its lines.",
        Line "line" "Line by line" "Each line of the price schedule goes to the compliant offer with the lowest price for it.",
    }
}

impl AwardedBy {
    /// Whether a method can be applied to each part by itself. Amounts in euro that a scheme publishes are for the whole,
    /// so methods that compute with them are not; a single line is compared by its price alone (own design).
    #[must_use]
    pub fn suits(self, method: EvaluationMethod) -> bool {
        let rule = method.rule();
        let amounts = [Need::PriceBounds, Need::MostCredit, Need::Measured];
        match self {
            Self::Whole => true,
            Self::Lot => !amounts.into_iter().any(|need| rule.asks(need)),
            Self::Line => method == EvaluationMethod::LowestPriceTechnicallyCompliant,
        }
    }
}

/// How a solicitation is divided for the award; records from before it was kept are awarded as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct LotRules {
    /// What one award covers.
    pub by: AwardedBy,
    /// The most lots that one bidder may win, from 1; none for no limit. Where it is set, lots are decided in their order,
    /// and who has so many is passed over (EU-24 art. 46(2): number and rule are published).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub most: Option<u32>,
}

impl Default for LotRules {
    fn default() -> Self {
        Self {
            by: AwardedBy::Whole,
            most: None,
        }
    }
}

impl LotRules {
    /// Whether everything is as where nothing is said.
    #[must_use]
    pub fn is_default(&self) -> bool {
        *self == Self::default()
    }

    /// What is awarded apart, in the published order; empty where everything is awarded at once.
    #[must_use]
    pub fn portions(&self, lots: &[Lot], schedule: &[ScheduleLine]) -> Vec<Portion> {
        match self.by {
            AwardedBy::Whole => Vec::new(),
            AwardedBy::Lot => lots.iter().map(|lot| Portion::lot(lot, schedule)).collect(),
            AwardedBy::Line => schedule.iter().map(Portion::line).collect(),
        }
    }

    /// What keeps these rules from being published: the field of the form, and words.
    #[must_use]
    pub fn broken(
        &self,
        method: EvaluationMethod,
        lots: &[Lot],
        schedule: &[ScheduleLine],
    ) -> Vec<(&'static str, String)> {
        let portions = self.portions(lots, schedule);
        let mut broken = Vec::new();
        if !self.by.suits(method) {
            let words = match self.by {
                AwardedBy::Line => "Single lines are awarded by the lowest price only.",
                _ => "This method computes with amounts for the whole: award it as a whole.",
            };
            broken.push(("awarded_by", words.to_owned()));
        }
        if self.by != AwardedBy::Whole && portions.len() < 2 {
            broken.push(("awarded_by", self.by.too_few().to_owned()));
        }
        if let Some(empty) = portions.iter().find(|one| one.lines.is_empty()) {
            let words = format!(
                "Give {} at least one line of the price schedule.",
                empty.code
            );
            broken.push(("awarded_by", words));
        }
        if let Some(stray) = self.stray(schedule) {
            let words = format!("Say to which lot line {} belongs.", stray.code);
            broken.push(("awarded_by", words));
        }
        if self.most.is_some_and(|most| !self.limits(most, &portions)) {
            let words = "Enter at least 1 and fewer than there are lots, or leave it empty.";
            broken.push(("most_lots", words.to_owned()));
        }
        broken
    }

    /// A line that no award would cover.
    fn stray<'a>(&self, schedule: &'a [ScheduleLine]) -> Option<&'a ScheduleLine> {
        let mut lines = schedule.iter();
        lines.find(|line| self.by == AwardedBy::Lot && line.lot.is_empty())
    }

    fn limits(&self, most: u32, portions: &[Portion]) -> bool {
        usize::try_from(most).is_ok_and(|most| (1..portions.len()).contains(&most))
    }
}

impl AwardedBy {
    const fn too_few(self) -> &'static str {
        match self {
            Self::Line => "Give the price schedule at least two lines, or award it as a whole.",
            _ => "Describe at least two lots, or award it as a whole.",
        }
    }
}

/// What is awarded apart: a lot, or a line where lines are awarded singly.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Portion {
    /// The lot's code, or the line's.
    pub code: String,
    /// What it is.
    pub title: String,
    /// The lines of the price schedule that it consists of.
    pub lines: Vec<ScheduleLine>,
}

/// How much of a portion an offer prices.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Entry {
    /// Every line: the offer is in the contest.
    Complete,
    /// Only some; these lines are expressly left out.
    Partly(Vec<String>),
    /// Nothing: the offer is not for this portion.
    None,
}

impl Portion {
    fn lot(lot: &Lot, schedule: &[ScheduleLine]) -> Self {
        let lines = schedule.iter().filter(|line| line.lot == lot.code);
        Self {
            code: lot.code.clone(),
            title: lot.title.as_str().to_owned(),
            lines: lines.cloned().collect(),
        }
    }

    fn line(line: &ScheduleLine) -> Self {
        let period = match line.period.as_str() {
            "" => String::new(),
            period => format!(", {period}"),
        };
        Self {
            code: line.code.clone(),
            title: format!("{}{period}", line.description.as_str()),
            lines: vec![line.clone()],
        }
    }

    /// Code and title as people read them.
    #[must_use]
    pub fn label(&self) -> String {
        format!("{} {}", self.code, self.title)
    }

    fn holds(&self, code: &str) -> bool {
        self.lines.iter().any(|line| line.code == code)
    }

    /// How much of it a price volume prices.
    #[must_use]
    pub fn entry(&self, price: &Price) -> Entry {
        let open = |line: &&ScheduleLine| price.priced(&line.code).is_none();
        let left: Vec<String> = self
            .lines
            .iter()
            .filter(open)
            .map(|line| line.code.clone())
            .collect();
        match left.len() {
            0 => Entry::Complete,
            some if some < self.lines.len() => Entry::Partly(left),
            _ => Entry::None,
        }
    }

    /// The part of a price volume that is for it.
    #[must_use]
    pub fn of(&self, price: &Price) -> Price {
        let mut own = price.clone();
        own.lines.retain(|line| self.holds(&line.code));
        own.not_offered.retain(|code| self.holds(code));
        own
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::money::{Currency, Money};
    use crate::offers::PriceLine;
    use crate::text::Line;

    fn lot(code: &str) -> Lot {
        Lot {
            code: code.into(),
            title: Line::parse("Images").unwrap(),
            description: None,
        }
    }

    fn line(code: &str, lot: &str) -> ScheduleLine {
        ScheduleLine {
            code: code.into(),
            lot: lot.into(),
            description: Line::parse("Monitoring").unwrap(),
            unit: "month".into(),
            quantity: 12.into(),
            period: String::new(),
            option: false,
        }
    }

    fn by(by: AwardedBy, most: Option<u32>) -> LotRules {
        LotRules { by, most }
    }

    const LOWEST: EvaluationMethod = EvaluationMethod::LowestPriceTechnicallyCompliant;

    #[test]
    fn a_lot_consists_of_its_lines_and_an_offer_enters_with_all_of_them() {
        let schedule = [line("P1", "L1"), line("P2", "L1"), line("P3", "L2")];
        let portions = by(AwardedBy::Lot, None).portions(&[lot("L1"), lot("L2")], &schedule);
        let mut price = Price {
            currency: Some(Currency::EUR),
            lines: vec![PriceLine::pricing(&schedule[0], 100)],
            not_offered: vec!["P2".into(), "P3".into()],
            ..Price::default()
        };
        let entries = |price: &Price| [portions[0].entry(price), portions[1].entry(price)];
        assert_eq!(
            entries(&price),
            [Entry::Partly(vec!["P2".into()]), Entry::None]
        );
        price.lines.push(PriceLine::pricing(&schedule[1], 0));
        price.lines.push(PriceLine::pricing(&schedule[2], 700));
        assert_eq!(entries(&price), [Entry::Complete, Entry::Complete]);
        let own = portions[0].of(&price);
        assert_eq!(own.total(), Some(Money::new(1_200, Currency::EUR)));
        assert_eq!(own.not_offered, ["P2"]);
    }

    #[test]
    fn every_line_is_awarded_apart_where_lines_are_and_none_where_nothing_is_divided() {
        let schedule = [line("P1", ""), line("P2", "")];
        let codes = |rules: LotRules| {
            let portions = rules.portions(&[], &schedule).into_iter();
            portions.map(|one| one.code).collect::<Vec<_>>()
        };
        assert_eq!(codes(by(AwardedBy::Line, None)), ["P1", "P2"]);
        assert!(codes(LotRules::default()).is_empty());
    }

    #[test]
    fn rules_that_leave_a_line_or_a_lot_without_an_award_are_broken() {
        let lots = [lot("L1"), lot("L2")];
        let words = |rules: LotRules, schedule: &[ScheduleLine]| {
            let broken = rules.broken(LOWEST, &lots, schedule).into_iter();
            broken.map(|(_, words)| words).collect::<Vec<_>>().join(" ")
        };
        let lots_of_two = [line("P1", "L1"), line("P2", "L2")];
        assert_eq!(words(by(AwardedBy::Lot, Some(1)), &lots_of_two), "");
        assert!(words(by(AwardedBy::Lot, Some(2)), &lots_of_two).contains("fewer than there are"));
        assert!(words(by(AwardedBy::Lot, None), &[line("P1", "L1")]).contains("Give L2"));
        let stray = [line("P1", "L1"), line("P2", "L2"), line("P3", "")];
        assert!(words(by(AwardedBy::Lot, None), &stray).contains("line P3"));
        assert!(words(by(AwardedBy::Line, None), &stray[..1]).contains("at least two lines"));
    }

    #[test]
    fn published_amounts_are_for_the_whole_and_lines_go_by_price() {
        use EvaluationMethod as E;
        let suited = |by: AwardedBy| {
            let all = E::ALL.iter().filter(|one| by.suits(**one));
            all.count()
        };
        assert_eq!(suited(AwardedBy::Whole), E::ALL.len());
        assert_eq!(suited(AwardedBy::Line), 1);
        for method in [
            E::PublishedThresholdLinear,
            E::Vatep,
            E::QualityToPriceMonetised,
        ] {
            assert!(!AwardedBy::Lot.suits(method), "{method}");
        }
        assert!(AwardedBy::Lot.suits(E::NciaBestValueNumerical));
    }

    #[test]
    fn a_scheme_without_rules_is_written_as_it_always_was() {
        let text = serde_json::to_string(&by(AwardedBy::Lot, None)).unwrap();
        assert_eq!(text, r#"{"by":"lot"}"#);
        assert!(serde_json::from_str::<LotRules>("{}").unwrap().is_default());
    }
}
