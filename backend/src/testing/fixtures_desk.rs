//! A competition with many offers and many requirements, to measure the comparison desk by.

use super::World;
use super::fixtures::content;
use super::fixtures_eval::{Bid, Evaluating};
use crate::db::JsonText;
use crate::evaluation::run_result;
use domain::offers::Declared;
use domain::solicitations::{Ask, Direction, Requirement};
use domain::text::Line;
use rust_decimal::Decimal;

fn requirement(number: usize) -> Requirement {
    Requirement {
        code: format!("R{number}"),
        name: Line::parse(&format!("Coverage of region {number}")).expect("a name"),
        ask: Ask::Number {
            unit: "km²/day".to_owned(),
            direction: Direction::Higher,
            threshold: Some(Decimal::from(1_000)),
            objective: Some(Decimal::from(9_000)),
        },
        parameter: None,
        evidence: false,
    }
}

fn declared(number: usize, bid: usize) -> Declared {
    Declared {
        requirement: format!("R{number}"),
        value: Some(Decimal::from(1_000 + (number * 37 + bid * 211) % 8_000)),
        evidence: format!("Annex {number}"),
        answer: None,
    }
}

impl World {
    /// An evaluation with a stored result: so many offers, so many requirements.
    pub async fn large_desk(&self, offers: usize, requirements: usize) -> Evaluating {
        let mut all = self.evaluating().await;
        let asked: Vec<Requirement> = (1..=requirements).map(requirement).collect();
        self.ctx
            .db()
            .query("UPDATE solicitation SET requirements = $1 WHERE id = $2")
            .bind(JsonText(asked))
            .bind(all.solicitation.id.0)
            .run_one()
            .await
            .expect("the requirements");
        let mut bids: Vec<Bid> = all.offers.to_vec();
        for bid in bids.len()..offers {
            let more = i64::try_from(bid).expect("a small number") * 100_000;
            let mut offer = content(5_000_000 + more, "EUR", 5);
            let values = (1..=requirements).map(|number| declared(number, bid));
            offer.technical.declared = values.collect();
            bids.push(
                self.bid_with(&all.solicitation, &format!("Bidder {bid}"), &offer)
                    .await,
            );
        }
        for (place, bid) in bids.iter().enumerate() {
            all.offers[0] = bid.clone();
            let points = (50 + place % 45).to_string();
            self.both_score(&all, 0, [&points, "70", "4"]).await;
            self.compliant(&all, bid).await;
        }
        let call = self.call(&all.officer);
        run_result(&self.ctx, &call, &all.solicitation.reference, "")
            .await
            .expect("a result");
        all.offers[0] = bids[0].clone();
        all
    }
}
