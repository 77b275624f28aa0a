//! NCIA best value, numerical tradeoff (NCIA General Bidding Instructions SP.A18, July 2026,
//! sections 4.3 to 4.9).

mod evaluate;
mod scores;
mod weights;

pub use evaluate::{Bid, BidResult, Evaluation, EvaluationError, Ineligible, Scheme, evaluate};
pub use scores::{
    Confidence, Rating, ScoreError, experience_score, price_score, technical_score,
    unfloored_price_score,
};
pub use weights::{TrialWeights, WeightError, WeightRule, Weights, broken_rules};
