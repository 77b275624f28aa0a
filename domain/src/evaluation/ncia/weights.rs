//! Level 1 weights and the rules that published ones obey.

use std::fmt;

use rust_decimal::Decimal;

use crate::evaluation::arithmetic::{ArithmeticError, exact};

/// A rule on the level 1 weights: technical x, experience y, price z (NCIA General Bidding
/// Instructions 4.3 to 4.6).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WeightRule {
    /// No weight is negative.
    NotNegative,
    /// x + y + z = 100.
    SumIsHundred,
    /// x + y >= 2z.
    QualityAtLeastTwicePrice,
    /// x >= y.
    TechnicalAtLeastExperience,
    /// x >= z.
    TechnicalAtLeastPrice,
}

impl WeightRule {
    /// The rule in one sentence, for the person whose weights break it.
    #[must_use]
    pub const fn sentence(self) -> &'static str {
        match self {
            Self::NotNegative => "No weight may be negative.",
            Self::SumIsHundred => "The three weights must add up to exactly 100 percent.",
            Self::QualityAtLeastTwicePrice => {
                "Technical and experience together must weigh at least twice as much as price."
            }
            Self::TechnicalAtLeastExperience => {
                "Technical must weigh at least as much as experience."
            }
            Self::TechnicalAtLeastPrice => "Technical must weigh at least as much as price.",
        }
    }
}

/// Weights that break at least one rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WeightError {
    /// The broken rules, in the order of [`WeightRule`].
    pub broken: Vec<WeightRule>,
}

impl fmt::Display for WeightError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sentences: Vec<_> = self.broken.iter().map(|rule| rule.sentence()).collect();
        out.write_str(&sentences.join(" "))
    }
}

impl std::error::Error for WeightError {}

/// Every rule that the triple breaks; weights in percent.
#[must_use]
pub fn broken_rules(technical: Decimal, experience: Decimal, price: Decimal) -> Vec<WeightRule> {
    let quality = exact(technical) + experience;
    let total = (quality + price).value();
    let enough = quality
        .value()
        .is_ok_and(|sum| (exact(price) * 2).value().is_ok_and(|twice| sum >= twice));
    [
        (
            WeightRule::NotNegative,
            technical.min(experience).min(price) >= Decimal::ZERO,
        ),
        (WeightRule::SumIsHundred, total == Ok(Decimal::ONE_HUNDRED)),
        (WeightRule::QualityAtLeastTwicePrice, enough),
        (
            WeightRule::TechnicalAtLeastExperience,
            technical >= experience,
        ),
        (WeightRule::TechnicalAtLeastPrice, technical >= price),
    ]
    .into_iter()
    .filter_map(|(rule, kept)| (!kept).then_some(rule))
    .collect()
}

/// Level 1 weights in percent that may be published: they obey every [`WeightRule`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Weights(TrialWeights);

impl Weights {
    /// Takes the weights of technical, experience and price, in percent.
    ///
    /// # Errors
    /// Every rule that the triple breaks.
    pub fn new(
        technical: Decimal,
        experience: Decimal,
        price: Decimal,
    ) -> Result<Self, WeightError> {
        let broken = broken_rules(technical, experience, price);
        if broken.is_empty() {
            Ok(Self(TrialWeights {
                technical,
                experience,
                price,
            }))
        } else {
            Err(WeightError { broken })
        }
    }

    /// Weight of the technical score, percent.
    #[must_use]
    pub const fn technical(&self) -> Decimal {
        self.0.technical
    }

    /// Weight of the experience score, percent.
    #[must_use]
    pub const fn experience(&self) -> Decimal {
        self.0.experience
    }

    /// Weight of the price score, percent.
    #[must_use]
    pub const fn price(&self) -> Decimal {
        self.0.price
    }
}

impl From<Weights> for TrialWeights {
    fn from(weights: Weights) -> Self {
        weights.0
    }
}

/// Weights to play with: any three that are not negative, whatever they add up to. Scores made
/// with them are analysis and never a result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TrialWeights {
    technical: Decimal,
    experience: Decimal,
    price: Decimal,
}

impl TrialWeights {
    /// Takes the weights of technical, experience and price, in percent.
    ///
    /// # Errors
    /// [`WeightRule::NotNegative`] where one is negative.
    pub fn new(
        technical: Decimal,
        experience: Decimal,
        price: Decimal,
    ) -> Result<Self, WeightError> {
        if technical.min(experience).min(price) < Decimal::ZERO {
            return Err(WeightError {
                broken: vec![WeightRule::NotNegative],
            });
        }
        Ok(Self {
            technical,
            experience,
            price,
        })
    }

    /// The same proportions scaled to add up to 100.
    ///
    /// # Errors
    /// Division by zero where all three are zero; overflow.
    pub fn normalised(self) -> Result<Self, ArithmeticError> {
        let total = exact(self.technical) + self.experience + self.price;
        let scale = |weight: Decimal| (exact(weight) * 100 / total).value();
        Ok(Self {
            technical: scale(self.technical)?,
            experience: scale(self.experience)?,
            price: scale(self.price)?,
        })
    }

    /// The rules that these weights would break if they were published.
    #[must_use]
    pub fn broken_rules(&self) -> Vec<WeightRule> {
        broken_rules(self.technical, self.experience, self.price)
    }

    /// Weight of the technical score, percent.
    #[must_use]
    pub const fn technical(&self) -> Decimal {
        self.technical
    }

    /// Weight of the experience score, percent.
    #[must_use]
    pub const fn experience(&self) -> Decimal {
        self.experience
    }

    /// Weight of the price score, percent.
    #[must_use]
    pub const fn price(&self) -> Decimal {
        self.price
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn broken(technical: i64, experience: i64, price: i64) -> Vec<WeightRule> {
        let weights = Weights::new(technical.into(), experience.into(), price.into());
        weights.map_or_else(|error| error.broken, |_| Vec::new())
    }

    #[test]
    fn each_broken_rule_is_named() {
        assert_eq!(broken(50, 17, 33), []);
        assert_eq!(broken(50, 16, 34), [WeightRule::QualityAtLeastTwicePrice]);
        assert_eq!(broken(35, 40, 25), [WeightRule::TechnicalAtLeastExperience]);
        assert_eq!(broken(60, 30, 20), [WeightRule::SumIsHundred]);
        assert_eq!(broken(110, -20, 10), [WeightRule::NotNegative]);
        assert_eq!(
            broken(30, 30, 40),
            [
                WeightRule::QualityAtLeastTwicePrice,
                WeightRule::TechnicalAtLeastPrice
            ]
        );
    }

    #[test]
    fn the_error_says_every_broken_rule_in_a_sentence() {
        let error = Weights::new(30.into(), 40.into(), 40.into()).unwrap_err();
        assert!(
            error
                .to_string()
                .starts_with("The three weights must add up to exactly 100 percent. ")
        );
        assert_eq!(error.to_string().matches('.').count(), error.broken.len());
    }

    #[test]
    fn trial_weights_keep_their_proportions_when_normalised() {
        let trial = TrialWeights::new(2.into(), 1.into(), 1.into()).unwrap();
        let normal = trial.normalised().unwrap();
        assert_eq!(
            normal,
            Weights::new(50.into(), 25.into(), 25.into())
                .unwrap()
                .into()
        );
    }

    #[test]
    fn three_zero_weights_cannot_be_normalised() {
        let nothing = TrialWeights::new(0.into(), 0.into(), 0.into()).unwrap();
        assert_eq!(nothing.normalised(), Err(ArithmeticError::DivisionByZero));
    }
}
