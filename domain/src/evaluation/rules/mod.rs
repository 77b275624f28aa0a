//! Evaluation methods as dated rules: what each needs, what it shows, when it is undefined, and where that stands.
//!
//! The rules are tables in [`book`]; `docs/METHODS.md` lists them and says how one is added.

pub mod book;
mod chapter;
mod example;
#[cfg(test)]
mod tests;

pub use chapter::chapter;
pub use example::Example;

use crate::methods::{Authority, Method};
use crate::money::parse_decimal;
use crate::solicitations::EvaluationMethod;
use crate::states::named::named_enum;
use chrono::NaiveDate;
use rust_decimal::Decimal;

named_enum! {
    /// What a method needs to be published beside its criteria.
    pub enum Need {
        LevelOne "level_one" "Weights of technical, experience and price" "Together 100 %, within the published weight rules.",
        PriceWeight "price_weight" "Weights of technical and price" "Together 100 %.",
        Shares "shares" "Shares of the sub-criteria" "Together 100 %.",
        Minimum "minimum" "Least technical score" "0 to 100 points; an offer below it is not eligible.",
        ElementFloor "element_floor" "Floor of each sub-criterion" "0 to 100 points; an offer with one sub-criterion below it is not eligible.",
        EqualPrices "equal_prices" "Rule for prices that are all equal" "Without it the formula is 0/0.",
        PriceBounds "price_bounds" "Prices of all and of no points" "Two prices in euro, the first below the second.",
        MostCredit "most_credit" "Most credit" "Euro, above zero.",
        Measured "measured" "Measured requirement and credit per unit" "A requirement with threshold and objective, and euro for each unit.",
    }
}

named_enum! {
    /// What evaluators give for a sub-criterion.
    pub enum Scale {
        Points "points" "Points" "From 0 to 100, with at most two decimals.",
        Ladder "ladder" "ESA marks" "100 perfect, 90 excellent, 75 very good, 60 good, 50 fair, 40 acceptable, below 40 unacceptable.",
        Bands "bands" "Ratings" "5 excellent, 4 good, 3 satisfactory, 2 marginal, 1 unacceptable.",
        Compliance "compliance" "Points" "From 0 to 100; the requirement is met from the least score on.",
        Confidence "confidence" "Confidence rating" "5 very high, 4 high, 3 satisfactory, 2 low, 1 none.",
    }
}

impl Scale {
    /// Whether evaluators choose a step in words, of which there is no mean: where they differ, the panel agrees on one.
    #[must_use]
    pub const fn is_stepped(self) -> bool {
        matches!(self, Self::Bands | Self::Confidence)
    }

    /// How far evaluators' scores may lie apart before the panel is to discuss them: 20 points, or one step of a scale in words
    /// (own design).
    #[must_use]
    pub const fn discussed_beyond(self) -> Decimal {
        match self {
            Self::Points | Self::Ladder | Self::Compliance => {
                Decimal::from_parts(20, 0, 0, false, 0)
            }
            Self::Bands | Self::Confidence => Decimal::ONE,
        }
    }

    /// Reads a score.
    ///
    /// # Errors
    /// A sentence that says which scores there are.
    pub fn read(self, text: &str) -> Result<Decimal, &'static str> {
        let value = parse_decimal(text).map(|value| value.normalize());
        let within = |low: i64, high: i64, places: u32| {
            let range = Decimal::from(low)..=Decimal::from(high);
            value.filter(|value| value.scale() <= places && range.contains(value))
        };
        match self {
            Self::Points | Self::Compliance => {
                within(0, 100, 2).ok_or("give points from 0 to 100, with at most two decimals")
            }
            Self::Bands | Self::Confidence => {
                within(1, 5, 0).ok_or("give a whole rating from 1 to 5")
            }
            Self::Ladder => within(0, 100, 0)
                .filter(|mark| *mark < Decimal::from(40) || ESA_MARKS.contains(mark))
                .ok_or(
                    "give a mark of the ladder: 100, 90, 75, 60, 50, 40, or a whole one below 40",
                ),
        }
    }
}

/// The steps of the ladder from acceptable on (ESA/REG/001 rev. 6, article 28(6)).
const ESA_MARKS: [Decimal; 6] = [
    Decimal::ONE_HUNDRED,
    Decimal::from_parts(90, 0, 0, false, 0),
    Decimal::from_parts(75, 0, 0, false, 0),
    Decimal::from_parts(60, 0, 0, false, 0),
    Decimal::from_parts(50, 0, 0, false, 0),
    Decimal::from_parts(40, 0, 0, false, 0),
];

named_enum! {
    /// The kind of figure by which offers are compared.
    pub enum TotalKind {
        Points "points" "Final score" "Points of 0 to 100; the highest comes first.",
        Marks "marks" "Weighted mark" "Marks of 0 to 100, which order the offers; the board recommends.",
        Price "price" "Evaluated price" "Euro; the lowest comes first.",
        EurPerPoint "eur_per_point" "Price per quality point" "Euro per point; the lowest comes first.",
        Nothing "none" "No total" "There is no figure that ranks offers, and none is ever shown.",
    }
}

/// Which purchases may be evaluated by a method.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Use {
    /// Who buys.
    pub authority: Authority,
    /// By which procurement methods; any when empty.
    pub methods: &'static [Method],
}

/// A dated rule of one evaluation method.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EvaluationRule {
    /// Stable name, such as `GBI-4.9-NUM`.
    pub id: &'static str,
    /// The method.
    pub method: EvaluationMethod,
    /// Edition of the document that the rule was read from.
    pub version: &'static str,
    /// The first day on which it holds.
    pub valid_from: NaiveDate,
    /// The last day on which it holds; `None` while nothing has replaced it.
    pub valid_until: Option<NaiveDate>,
    /// Document and paragraph.
    pub source: &'static str,
    /// The formula in words and signs.
    pub formula: &'static str,
    /// What must be published.
    pub needs: &'static [Need],
    /// What evaluators give.
    pub scale: Scale,
    /// The figure by which offers are compared.
    pub total: TotalKind,
    /// Whether an offer's figure depends on the other offers, so that the order of two can change when a third leaves.
    pub depends_on_others: bool,
    /// Whether prices stay sealed until the technical result stands, where the procurement method leaves that to the scheme.
    pub price_after_technical: bool,
    /// What the rule says of equal figures.
    pub tie: &'static str,
    /// How figures are compared and shown.
    pub rounding: &'static str,
    /// Who may use it.
    pub uses: &'static [Use],
}

impl EvaluationRule {
    /// Whether it holds on a day.
    #[must_use]
    pub fn holds_on(&self, on: NaiveDate) -> bool {
        self.valid_from <= on && self.valid_until.is_none_or(|last| on <= last)
    }

    /// Whether something must be published.
    #[must_use]
    pub fn asks(&self, need: Need) -> bool {
        self.needs.contains(&need)
    }

    /// Whether the method weighs price against quality.
    #[must_use]
    pub fn weighs(&self) -> bool {
        self.asks(Need::LevelOne) || self.asks(Need::PriceWeight)
    }

    /// Whether an authority may evaluate a purchase by it.
    #[must_use]
    pub fn serves(&self, authority: Authority, method: Method) -> bool {
        self.uses.iter().any(|one| {
            one.authority == authority && (one.methods.is_empty() || one.methods.contains(&method))
        })
    }
}

impl EvaluationMethod {
    /// The rule of the method on a day: of several that hold, the one that began last; before the first of them, that one.
    #[must_use]
    pub fn rule_on(self, on: NaiveDate) -> &'static EvaluationRule {
        let own = || book::RULES.iter().filter(|rule| rule.method == self);
        own()
            .filter(|rule| rule.holds_on(on))
            .max_by_key(|rule| rule.valid_from)
            .or_else(|| own().min_by_key(|rule| rule.valid_from))
            .unwrap_or(&book::RULES[0])
    }

    /// The newest rule of the method.
    #[must_use]
    pub fn rule(self) -> &'static EvaluationRule {
        self.rule_on(NaiveDate::MAX)
    }
}

/// The methods by which an authority may evaluate a purchase, as the rules stood on a day.
pub fn lawful(
    authority: Authority,
    method: Method,
    on: NaiveDate,
) -> impl Iterator<Item = &'static EvaluationRule> {
    EvaluationMethod::ALL
        .iter()
        .map(move |one| one.rule_on(on))
        .filter(move |rule| rule.holds_on(on) && rule.serves(authority, method))
}
