//! An evaluation under way: three offers, a panel that has declared, and what it scores.

use super::World;
use super::fixtures::{Published, content};
use crate::evaluation::{
    Compliance, Declaration, DraftScore, approve, assign_panel, decide_compliance, declare,
    hand_in, recommend, run_result,
};
use chrono::Duration;
use domain::actor::{Actor, Role};
use domain::id::{OfferId, ProviderId};
use domain::offers::OfferContent;

/// An evaluation of three offers by two evaluators.
pub struct Evaluating {
    /// The solicitation.
    pub solicitation: Published,
    /// The officer who runs it.
    pub officer: Actor,
    /// A second officer.
    pub colleague: Actor,
    /// Two evaluators who declared no conflict.
    pub evaluators: [Actor; 2],
    /// Aurora (EUR 12 M), Boreal (9 M), Cygnus (6 M), by reference.
    pub offers: [Bid; 3],
}

/// An offer of [`Evaluating`].
#[derive(Clone, Debug)]
pub struct Bid {
    /// Its identity.
    pub id: OfferId,
    /// Its reference.
    pub reference: String,
    /// Its bidder.
    pub provider: ProviderId,
}

/// Scores for T1, T2 and experience, with a rationale each.
#[must_use]
pub fn drafts(t1: &str, t2: &str, experience: &str) -> Vec<DraftScore> {
    [("T1", t1), ("T2", t2), ("experience", experience)]
        .into_iter()
        .map(|(criterion, value)| DraftScore {
            criterion: criterion.to_owned(),
            value: value.to_owned(),
            rationale: format!("Because of {criterion}."),
            ..DraftScore::default()
        })
        .collect()
}

impl World {
    async fn bid(
        &self,
        solicitation: &Published,
        name: &str,
        price: i64,
        currency: &str,
        revisit: i64,
    ) -> Bid {
        let content = content(price, currency, revisit);
        self.bid_with(solicitation, name, &content).await
    }

    /// One more opened offer that says this.
    pub(super) async fn bid_with(
        &self,
        solicitation: &Published,
        name: &str,
        content: &OfferContent,
    ) -> Bid {
        let provider = self.provider_organisation(name).await;
        let id = self.opened_offer(solicitation, provider, content).await;
        let reference = self
            .ctx
            .db()
            .query("SELECT reference FROM offer WHERE id = $1")
            .bind(id.0)
            .scalar()
            .await
            .expect("the reference");
        Bid {
            id,
            reference,
            provider,
        }
    }

    /// One more opened offer, in euro.
    pub async fn another_bid(&self, evaluating: &Evaluating, name: &str, price: i64) -> Bid {
        self.bid(&evaluating.solicitation, name, price, "EUR", 5)
            .await
    }

    /// Opened offers with a panel that has declared; nothing is scored yet. Boreal bids in `currency`.
    pub async fn evaluating_in(&self, currency: &str) -> Evaluating {
        let solicitation = self.published_solicitation().await;
        let offers = [
            self.bid(&solicitation, "Aurora Observation", 12_000_000, "EUR", 2)
                .await,
            self.bid(&solicitation, "Boreal Radar", 9_000_000, currency, 4)
                .await,
            self.bid(&solicitation, "Cygnus Imaging", 6_000_000, "EUR", 7)
                .await,
        ];
        self.empanelled(solicitation, offers).await
    }

    /// Officers, and a panel of two that has declared, for offers that are open.
    pub(super) async fn empanelled(&self, solicitation: Published, offers: [Bid; 3]) -> Evaluating {
        let officer = self.person("Olga Officer", Role::Officer).await;
        let colleague = self.person("Carl Colleague", Role::Officer).await;
        let evaluators = [
            self.person("Eva One", Role::Evaluator).await,
            self.person("Eli Two", Role::Evaluator).await,
        ];
        let reference = &solicitation.reference;
        let accounts: Vec<_> = evaluators.iter().filter_map(Actor::account).collect();
        assign_panel(&self.ctx, &self.call(&officer), reference, &accounts)
            .await
            .expect("the panel");
        for evaluator in &evaluators {
            declare(
                &self.ctx,
                &self.call(evaluator),
                reference,
                Declaration::None,
                "",
            )
            .await
            .expect("the declaration");
        }
        Evaluating {
            solicitation,
            officer,
            colleague,
            evaluators,
            offers,
        }
    }

    /// [`World::evaluating_in`] with every price in euro.
    pub async fn evaluating(&self) -> Evaluating {
        self.evaluating_in("EUR").await
    }

    /// Gives the second offer the price of the first.
    pub async fn same_price(&self, first: &Bid, second: &Bid) {
        self.ctx
            .db()
            .query("UPDATE offer SET price_minor = (SELECT price_minor FROM offer WHERE id = $1) WHERE id = $2")
            .bind(first.id.0)
            .bind(second.id.0)
            .run_one()
            .await
            .expect("the offer");
    }

    /// Both evaluators hand in the same scores of an offer.
    pub async fn both_score(&self, evaluating: &Evaluating, offer: usize, scores: [&str; 3]) {
        for evaluator in &evaluating.evaluators {
            let drafts = drafts(scores[0], scores[1], scores[2]);
            let reference = &evaluating.solicitation.reference;
            let offer = &evaluating.offers[offer].reference;
            hand_in(&self.ctx, &self.call(evaluator), reference, offer, &drafts)
                .await
                .expect("the scores");
        }
    }

    /// Every offer compliant and scored: Aurora 83, Boreal 73.5, Cygnus 59.5 technical; very high, high, satisfactory.
    pub async fn scored(&self) -> Evaluating {
        let evaluating = self.evaluating().await;
        self.judge(
            &evaluating,
            [
                ["85", "80", "5"],
                ["75.5", "70.5", "4"],
                ["61.5", "56.5", "3"],
            ],
        )
        .await;
        evaluating
    }

    /// Both evaluators give these scores, and every offer is found compliant.
    pub async fn judge(&self, evaluating: &Evaluating, scores: [[&str; 3]; 3]) {
        for (offer, scores) in scores.into_iter().enumerate() {
            self.both_score(evaluating, offer, scores).await;
        }
        for bid in &evaluating.offers {
            self.compliant(evaluating, bid).await;
        }
    }

    /// Finds an offer compliant.
    pub async fn compliant(&self, evaluating: &Evaluating, bid: &Bid) {
        let (call, reference) = (
            self.call(&evaluating.officer),
            &evaluating.solicitation.reference,
        );
        decide_compliance(
            &self.ctx,
            &call,
            reference,
            &bid.reference,
            Compliance::Compliant,
            "Complete.",
        )
        .await
        .expect("compliant");
    }

    /// [`World::scored`] with a stored result.
    pub async fn ranked(&self) -> Evaluating {
        let evaluating = self.scored().await;
        let call = self.call(&evaluating.officer);
        run_result(&self.ctx, &call, &evaluating.solicitation.reference, "")
            .await
            .expect("a result");
        evaluating
    }

    /// Recommends and approves one of the offers: every bidder has its notice, the standstill runs.
    pub async fn notified(&self, evaluating: &Evaluating, chosen: usize) {
        let sol = &evaluating.solicitation.reference;
        let (own, other) = (
            self.call(&evaluating.officer),
            self.call(&evaluating.colleague),
        );
        let offer = &evaluating.offers[chosen].reference;
        recommend(&self.ctx, &own, sol, offer, "The best for the need.")
            .await
            .expect("a recommendation");
        approve(&self.ctx, &other, sol, 1, None)
            .await
            .expect("an approval");
    }

    /// [`World::ranked`] with the first offer awarded: its standstill runs.
    pub async fn in_standstill(&self) -> Evaluating {
        let evaluating = self.ranked().await;
        self.notified(&evaluating, 0).await;
        evaluating
    }

    /// A rate for the day before a solicitation closes: units of the currency for one euro.
    pub async fn rate_before(&self, solicitation: &Published, currency: &str, units: &str) {
        let day = solicitation.closes_at.date_naive() - Duration::days(1);
        self.rate(currency, day, units).await;
    }
}
