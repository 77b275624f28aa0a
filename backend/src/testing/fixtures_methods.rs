//! Evaluations by each method that a solicitation can choose.

use super::World;
use super::fixtures::{Published, best_value_scheme};
use super::fixtures_eval::{Evaluating, drafts};
use crate::db::JsonText;
use crate::evaluation::hand_in;
use domain::evaluation::rules::{Need, Scale};
use domain::solicitations::{EqualPrices, EvaluationMethod, LevelOne, Parameters, Scheme};
use rust_decimal::Decimal;

/// The scheme of [`super::fixtures::best_value_scheme`] with another method and what that needs.
#[must_use]
pub fn scheme_by(method: EvaluationMethod) -> Scheme {
    let rule = method.rule();
    let asked = |need: Need, figure: i64| rule.asks(need).then(|| Decimal::from(figure));
    let usual = best_value_scheme();
    let split = LevelOne {
        technical: Decimal::from(60),
        experience: Decimal::ZERO,
        price: Decimal::from(40),
    };
    let weights = if rule.asks(Need::LevelOne) {
        usual.weights
    } else {
        Some(split).filter(|_| rule.weighs())
    };
    Scheme {
        method,
        weights,
        parameters: Parameters {
            element_floor: asked(Need::ElementFloor, 40),
            equal_prices: rule.asks(Need::EqualPrices).then_some(EqualPrices::Full),
            full_points_price: asked(Need::PriceBounds, 5_000_000),
            no_points_price: asked(Need::PriceBounds, 15_000_000),
            most_credit: asked(Need::MostCredit, 2_000_000),
            measured_by: rule.asks(Need::Measured).then(|| "R1".to_owned()),
            credit_per_unit: asked(Need::Measured, 250_000),
        },
        ..usual
    }
}

impl World {
    /// [`World::scored_in`] with every price in euro.
    pub async fn scored_by(&self, method: EvaluationMethod) -> Evaluating {
        self.scored_in(method, "EUR").await
    }

    async fn scheme(&self, published: &Published, scheme: Scheme) {
        let query = "UPDATE solicitation SET scheme = $1 WHERE id = $2";
        let query = self.ctx.db().query(query).bind(JsonText(scheme));
        query
            .bind(published.id.0)
            .run_one()
            .await
            .expect("the scheme");
    }

    /// Publishes something else with [`super::fixtures::best_value_scheme`], as if it had always stood there.
    pub async fn scheme_with(&self, published: &Published, change: impl FnOnce(&mut Scheme)) {
        let mut scheme = best_value_scheme();
        change(&mut scheme);
        self.scheme(published, scheme).await;
    }

    /// [`World::evaluating_in`] with another method, every offer compliant and every score in: Aurora the best, Boreal good,
    /// Cygnus below what the method publishes as the least.
    pub async fn scored_in(&self, method: EvaluationMethod, currency: &str) -> Evaluating {
        let all = self.evaluating_in(currency).await;
        let sol = &all.solicitation;
        self.scheme(sol, scheme_by(method)).await;
        let scores = match method.rule().scale {
            Scale::Bands => ["5", "4", "2"],
            _ => ["90", "75", "30"],
        };
        let experience = usize::from(method.rule().asks(Need::LevelOne));
        for (bid, points) in all.offers.iter().zip(scores) {
            self.compliant(&all, bid).await;
            for evaluator in &all.evaluators {
                let drafts = &drafts(points, points, "4")[..2 + experience];
                let call = self.call(evaluator);
                hand_in(&self.ctx, &call, &sol.reference, &bid.reference, drafts)
                    .await
                    .expect("the scores");
            }
        }
        all
    }
}
