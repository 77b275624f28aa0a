//! The book of evaluation rules. A rule that changes is never edited: the old one gets its last day, the new one stands
//! beside it, so that a past result is read by the rule that held then.

use super::{EvaluationRule, Need as N, Scale, TotalKind, Use};
use crate::methods::Authority as A;
use crate::methods::Method as M;
use crate::methods::book::day;
use crate::solicitations::EvaluationMethod as E;

const UNROUNDED: &str = "Compared unrounded, to eighteen decimals; scores are shown with four decimals in the record and two on screen.";
const UNROUNDED_EURO: &str =
    "Compared unrounded, to eighteen decimals; amounts are shown with two decimals.";
const ONE_POINT: &str = "Two first offers within one point are a tie: the higher weighted score without price comes first; where that is equal too, nobody has won. Three or more within one point are for a person to settle.";
const EQUAL_OPEN: &str =
    "Only exactly equal figures are a tie, and the rule does not separate them: a person decides.";

const fn by(authority: A, methods: &'static [M]) -> Use {
    Use { authority, methods }
}

/// NCIA and the nations that buy under the same policy.
const COMMON_FUNDING: &[Use] = &[by(A::Ncia, &[]), by(A::Nation, &[])];

/// Whoever fixes formula and weights in the documents of the purchase itself: NSPA's source selection plan, a simplified
/// procedure, a nation under its own law.
const OWN_FORMULA: &[Use] = &[
    by(A::Nspa, &[M::Bv, M::Cn, M::Cd, M::Aqo]),
    by(A::Ncia, &[M::Simpl]),
    by(A::Nation, &[]),
];

const BASE: EvaluationRule = EvaluationRule {
    id: "GBI-4.9-NUM",
    method: E::NciaBestValueNumerical,
    version: "SP.A18 (07.26)",
    valid_from: day(2025, 1, 1),
    valid_until: None,
    source: "NCIA General Bidding Instructions 4.3-4.9",
    formula: "Final = technical × weight + experience × weight + price score × weight. Price score = 100 × (1 − price ÷ (2 × mean of the eligible prices)), not below 0.",
    needs: &[N::LevelOne, N::Shares, N::Minimum],
    scale: Scale::Points,
    total: TotalKind::Points,
    depends_on_others: true,
    price_after_technical: true,
    tie: ONE_POINT,
    rounding: UNROUNDED,
    uses: COMMON_FUNDING,
};

/// A sum of weighted technical and price points whose formula the documents of the purchase fix.
const SUM: EvaluationRule = EvaluationRule {
    id: "SUM-REL",
    method: E::RelativeLowestPrice,
    version: "1",
    source: "Stilger, Siderius & van Raaij 2017; Bergman & Lundberg",
    formula: "Final = technical × weight + price points × weight. Price points = 100 × lowest eligible price ÷ price.",
    needs: &[N::PriceWeight, N::Shares, N::Minimum],
    tie: EQUAL_OPEN,
    uses: OWN_FORMULA,
    ..BASE
};

/// A price that quality adjusts.
const ADJUSTED: EvaluationRule = EvaluationRule {
    id: "ADJ-CREDIT",
    method: E::QualityToPriceMonetised,
    source: "Bergman & Lundberg, quality-to-price scoring",
    formula: "Evaluated price = price − most credit × technical score ÷ 100.",
    needs: &[N::Shares, N::Minimum, N::MostCredit],
    total: TotalKind::Price,
    depends_on_others: false,
    rounding: UNROUNDED_EURO,
    ..SUM
};

/// Every rule.
pub const RULES: &[EvaluationRule] = &[
    BASE,
    EvaluationRule {
        id: "GBI-4.6-ADJ",
        method: E::NciaBestValueNarrative,
        source: "NCIA General Bidding Instructions 4.6, table 2; AFARS appendix AA",
        formula: "No formula: strengths, weaknesses, risks and what tells offers apart are compared in words, pair by pair. An offer with a sub-criterion below the least rating is not eligible.",
        needs: &[N::Minimum],
        scale: Scale::Bands,
        total: TotalKind::Nothing,
        depends_on_others: false,
        tie: "There are no figures that could be equal: a person decides with a reason.",
        rounding: "Nothing is computed but price differences, shown with two decimals.",
        uses: &[
            by(A::Ncia, &[]),
            by(A::Nation, &[]),
            by(A::UnitedStates, &[]),
        ],
        ..BASE
    },
    EvaluationRule {
        id: "GBI-4.9-LPTC",
        method: E::LowestPriceTechnicallyCompliant,
        source: "NCIA General Bidding Instructions 4.4, 4.8(d), 4.9",
        formula: "The lowest price in euro among the offers that meet every sub-criterion.",
        needs: &[N::Minimum],
        scale: Scale::Compliance,
        total: TotalKind::Price,
        depends_on_others: false,
        price_after_technical: false,
        tie: EQUAL_OPEN,
        rounding: UNROUNDED_EURO,
        uses: &[
            by(A::Ncia, &[]),
            by(A::Nspa, &[]),
            by(A::Nation, &[]),
            by(A::UnitedStates, &[]),
        ],
        ..BASE
    },
    EvaluationRule {
        id: "NSPA-8.1.3.5",
        method: E::NspaBestValue,
        version: "OI 4200-01 (29 July 2025)",
        valid_from: day(2025, 7, 29),
        source: "NSPA OI 4200-01 8.1.3.5, phases 1, 3 and 4",
        formula: "Each sub-criterion is the mean of its evaluators. Final = technical × weight + price score × weight. Price score = 100 × (1 − price ÷ (2 × mean of the eligible prices)), not below 0.",
        needs: &[N::PriceWeight, N::Shares, N::Minimum, N::ElementFloor],
        tie: ONE_POINT,
        uses: &[by(A::Nspa, &[M::Bv, M::Cn, M::Cd, M::Aqo])],
        ..SUM
    },
    EvaluationRule {
        id: "ESA-28",
        method: E::EsaWeightedMarks,
        version: "ESA/REG/001 rev. 6",
        source: "ESA/REG/001 rev. 6, articles 28(6) and 30(4)-(5)",
        formula: "Weighted mark = sum of mark × share. A mark below the floor makes an offer unacceptable; from 20 M EUR on the weighted mark must reach the least technical score. Price carries no mark.",
        needs: &[N::Shares, N::Minimum, N::ElementFloor],
        scale: Scale::Ladder,
        total: TotalKind::Marks,
        depends_on_others: false,
        tie: "Equal marks stand side by side: the board recommends in any case.",
        uses: &[by(A::Nation, &[])],
        ..SUM
    },
    SUM,
    EvaluationRule {
        id: "SUM-MINMAX",
        method: E::LinearMinMaxPrice,
        source: "Dini, Pacini & Valletti 2006, Handbook of Procurement, chapter 12; Stilger et al. 2017",
        formula: "Final = technical × weight + price points × weight. Price points = 100 × (highest − price) ÷ (highest − lowest) among the eligible prices; where all are equal, the published rule.",
        needs: &[N::PriceWeight, N::Shares, N::Minimum, N::EqualPrices],
        ..SUM
    },
    EvaluationRule {
        id: "SUM-AVERAGE",
        method: E::AverageBasedPrice,
        source: "NSPA OI 4200-01 8.1.3.5, example formula; NCIA General Bidding Instructions 4.9",
        formula: "Final = technical × weight + price points × weight. Price points = 100 × (1 − price ÷ (2 × mean of the eligible prices)), not below 0.",
        ..SUM
    },
    EvaluationRule {
        id: "SUM-LIMITS",
        method: E::PublishedThresholdLinear,
        source: "Dini, Pacini & Valletti 2006, Handbook of Procurement, chapter 12",
        formula: "Final = technical × weight + price points × weight. Price points = 100 × (price of no points − price) ÷ (price of no points − price of all points), from 0 to 100.",
        needs: &[N::PriceWeight, N::Shares, N::Minimum, N::PriceBounds],
        depends_on_others: false,
        ..SUM
    },
    EvaluationRule {
        id: "QUOTIENT",
        method: E::PriceQualityRatioQuotient,
        source: "Directive 2014/24/EU, article 67; Regulation 2024/2509, annex I, 21: the formula is fixed in the tender documents",
        formula: "Price in euro ÷ technical score.",
        needs: &[N::Shares, N::Minimum],
        total: TotalKind::EurPerPoint,
        ..ADJUSTED
    },
    EvaluationRule {
        id: "AFARS-VATEP",
        method: E::Vatep,
        version: "AFARS appendix AA",
        source: "AFARS appendix AA, B-2",
        formula: "Evaluated price = price − credit. Credit = units better than the threshold × credit per unit, at most the most credit. A value worse than the threshold is not eligible. The award is at the price that was offered.",
        needs: &[N::Minimum, N::Measured, N::MostCredit],
        scale: Scale::Compliance,
        uses: &[
            by(A::UnitedStates, &[]),
            by(A::Nspa, &[M::Bv, M::Cn, M::Cd, M::Aqo]),
            by(A::Ncia, &[M::Simpl]),
            by(A::Nation, &[]),
        ],
        ..ADJUSTED
    },
    ADJUSTED,
];
