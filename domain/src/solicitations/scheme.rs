//! How a solicitation's offers are evaluated: the method, its weights, its criteria and its parameters.

use super::{LotRules, PanelRules, Screening};
use crate::states::named::named_enum;
use crate::text::Line;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

named_enum! {
    /// How offers are evaluated. Chosen before publication and locked by it. Each value is only a name, which `perigee
    /// evaluate` reads; what it needs and where it stands is in [`crate::evaluation::rules`].
    pub enum EvaluationMethod {
        NciaBestValueNumerical "ncia_best_value_numerical" "NCIA best value, numerical" "Technical merit, experience and price are scored from 0 to 100 and weighed.",
        NciaBestValueNarrative "ncia_best_value_narrative" "NCIA best value, narrative trade-off" "Technical merit is rated in words and weighed against price by judgement: there is no score, no total and no ranking.",
        LowestPriceTechnicallyCompliant "lowest_price_technically_compliant" "Lowest price technically compliant" "Each sub-criterion is met or not; of the compliant offers the cheapest wins.",
        NspaBestValue "nspa_best_value" "NSPA best value" "The mean of the evaluators' scores is weighed against price, which is opened after the technical result.",
        EsaWeightedMarks "esa_weighted_marks" "ESA weighted marks" "Criteria carry marks of the ESA ladder; price carries none, and the board recommends.",
        RelativeLowestPrice "relative_lowest_price" "Weighted sum, price relative to the lowest" "Price points are the lowest price divided by the offer's price.",
        LinearMinMaxPrice "linear_min_max_price" "Weighted sum, price between lowest and highest" "The lowest price gets all price points, the highest none, the others their share.",
        AverageBasedPrice "average_based_price" "Weighted sum, price against the average" "A price at the mean gets half of the points, twice the mean none.",
        PublishedThresholdLinear "published_threshold_linear" "Weighted sum, price between published limits" "Price points fall evenly from one published price to another, whatever others offer.",
        PriceQualityRatioQuotient "price_quality_ratio_quotient" "Price per quality point" "The price divided by the technical score; the lowest quotient comes first.",
        Vatep "vatep" "Value-adjusted total evaluated price (VATEP)" "A measured value better than its threshold earns a published credit; the lowest adjusted price comes first.",
        QualityToPriceMonetised "quality_to_price_monetised" "Price less credits for quality" "The technical score earns a share of a published credit; the lowest adjusted price comes first.",
    }
}

impl EvaluationMethod {
    /// Reads the stored code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        code.parse().ok()
    }
}

named_enum! {
    /// What everybody gets where all prices are equal and the quotient is 0/0.
    pub enum EqualPrices {
        Full "full" "Full price points for all",
        Half "half" "Half of the price points for all",
        None "none" "No price points for all",
    }
}

impl EqualPrices {
    /// The price points that everybody gets, 0–100.
    #[must_use]
    pub const fn points(self) -> Decimal {
        match self {
            Self::Full => Decimal::ONE_HUNDRED,
            Self::Half => Decimal::from_parts(50, 0, 0, false, 0),
            Self::None => Decimal::ZERO,
        }
    }
}

/// The level 1 weights, in percent; they sum to 100.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LevelOne {
    /// Technical merit.
    pub technical: Decimal,
    /// Corporate experience; zero where the method does not weigh it.
    pub experience: Decimal,
    /// Price.
    pub price: Decimal,
}

/// A technical sub-criterion (level 2).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Criterion {
    /// Stable short code within the solicitation: `T1`, `T2`…
    pub code: String,
    /// What is judged.
    pub name: Line,
    /// Share of the technical score, percent 0–100; all sum to 100.
    pub weight: Decimal,
    /// What a good answer shows.
    pub guidance: Option<String>,
}

/// What some methods publish beside weights and a minimum. A method's rule names those that it needs.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Parameters {
    /// A sub-criterion scored below this many of 100 points puts an offer out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub element_floor: Option<Decimal>,
    /// What everybody gets where all prices are equal.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub equal_prices: Option<EqualPrices>,
    /// A price up to this many euro gets all price points.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub full_points_price: Option<Decimal>,
    /// A price from this many euro on gets no price points.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub no_points_price: Option<Decimal>,
    /// The most that quality can take off a price, euro.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub most_credit: Option<Decimal>,
    /// The requirement whose declared value earns the credit, by its code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub measured_by: Option<String>,
    /// Credit in euro for each unit better than the threshold.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub credit_per_unit: Option<Decimal>,
}

impl Parameters {
    /// Whether nothing is set.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// The evaluation scheme of a solicitation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scheme {
    /// The method.
    pub method: EvaluationMethod,
    /// Level 1 weights; none where the method weighs nothing against price.
    pub weights: Option<LevelOne>,
    /// The least technical score that is eligible, 0–100. Satisfactory begins at 50 (GBI 4.6 Table 2).
    pub technical_minimum: Decimal,
    /// Technical sub-criteria; for lowest price each is judged compliant or not.
    pub criteria: Vec<Criterion>,
    /// What else the method publishes; records from before it was kept have none.
    #[serde(default, skip_serializing_if = "Parameters::is_empty")]
    pub parameters: Parameters,
    /// How the panel works.
    #[serde(default, skip_serializing_if = "PanelRules::is_default")]
    pub panel: PanelRules,
    /// From where on prices seem low.
    #[serde(default, skip_serializing_if = "Screening::is_usual")]
    pub screening: Screening,
    /// How it is divided for the award.
    #[serde(default, skip_serializing_if = "LotRules::is_default")]
    pub lots: LotRules,
}
