//! An evaluation whose panel does not know the bidders.

use super::World;
use super::fixtures::{Published, best_value_scheme};
use super::fixtures_eval::{Bid, Evaluating};
use crate::db::JsonText;

/// The bidders of [`World::anonymous`]; each speaks of itself in its offer.
pub const BIDDERS: [&str; 3] = ["Auroral Sensing", "Borealis Radar", "Cygnian Imaging"];

impl World {
    /// Three offers that were sealed and opened for real, whose bidders the panel may not know; it has declared.
    pub async fn anonymous(&self) -> Evaluating {
        let asked = self.published_solicitation().await;
        let mut scheme = best_value_scheme();
        scheme.panel.anonymous = true;
        self.ctx
            .db()
            .query("UPDATE solicitation SET scheme = $1 WHERE id = $2")
            .bind(JsonText(scheme))
            .bind(asked.id.0)
            .run_one()
            .await
            .expect("the solicitation");
        let [first, second, third] = BIDDERS;
        let offers = [
            self.named_bid(&asked, first, "71234").await,
            self.named_bid(&asked, second, "82345").await,
            self.named_bid(&asked, third, "93456").await,
        ];
        assert_eq!(self.open(&asked).await, 3);
        let day = self.ctx.today() - chrono::Duration::days(2);
        self.rate("NOK", day, "11.5").await;
        self.empanelled(asked, offers).await
    }

    /// A sealed offer in which the bidder names itself.
    async fn named_bid(&self, asked: &Published, name: &str, unit_price: &str) -> Bid {
        let words = format!("{name} flies it, and {name} operates it.");
        self.sealed_bid_saying(asked, name, unit_price, &words)
            .await
    }

    /// Both evaluators hand in the same scores of every offer, and every offer is found compliant.
    pub async fn judged_alike(&self, evaluating: &Evaluating) {
        let scores = [["85", "80", "5"], ["75", "70", "4"], ["60", "55", "3"]];
        self.judge(evaluating, scores).await;
    }
}
