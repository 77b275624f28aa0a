//! A procedure that opens prices after the technical result, with offers that are sealed for real.

use super::World;
use super::fixtures::Published;
use super::fixtures_eval::{Bid, Evaluating};
use super::openers::named;
use crate::evaluation::fix_technical;
use crate::offers::AfterSubmission::EraseDraft;
use crate::offers::submit;
use crate::opening_keys::OpenersInput;
use crate::solicitations::{Draft, DraftInput, create, publish, sheet};
use domain::actor::{Actor, Role};
use domain::id::OfferId;
use uuid::Uuid;

impl World {
    /// [`World::published_solicitation`] by a rule that lets prices wait for the technical result.
    pub async fn two_stage_solicitation(&self) -> Published {
        let asked = self.published_solicitation().await;
        self.prices_wait(&asked).await;
        asked
    }

    /// Lets the prices of a solicitation wait for the technical result.
    pub async fn prices_wait(&self, asked: &Published) {
        self.ctx
            .db()
            .query("UPDATE solicitation SET price_after_technical = $1 WHERE id = $2")
            .bind(true)
            .bind(asked.id.0)
            .run_one()
            .await
            .expect("the solicitation");
    }

    /// A solicitation as it was typed, approved and published by the use cases, and the officer who wrote it.
    pub async fn published_by_rule(&self, typed: DraftInput) -> (Published, Actor) {
        self.strategy().await;
        let officer = self.person("Otto Officer", Role::Officer).await;
        let call = self.call(&officer);
        let draft = Draft::try_from(typed).expect("a draft");
        let reference = create(&self.ctx, &call, draft).await.expect("a draft");
        let version = self.approved(&officer, &reference, 1).await;
        let openers = self.opening_officers().await;
        let input = OpenersInput::from(&named(&openers));
        publish(&self.ctx, &call, &reference, version, &input)
            .await
            .expect("a publication");
        let read = sheet(&self.ctx, &officer, &reference).await;
        let record = read.expect("the solicitation").record;
        let asked = Published {
            id: record.id,
            closes_at: record.closes_at.expect("a closing time"),
            reference,
            openers,
        };
        (asked, officer)
    }

    /// A sealed offer with a unit price in whole NOK.
    pub async fn sealed_bid(&self, asked: &Published, name: &str, unit_price: &str) -> Bid {
        self.sealed_bid_saying(asked, name, unit_price, "Hiddenwords")
            .await
    }

    /// [`World::sealed_bid`] with these words as its solution.
    pub async fn sealed_bid_saying(
        &self,
        asked: &Published,
        name: &str,
        unit_price: &str,
        words: &str,
    ) -> Bid {
        let provider = self.provider_organisation(name).await;
        let actor = self.provider(name, provider).await;
        let (reference, version) = self.complete_draft(asked, &actor, unit_price, words).await;
        let call = self.call(&actor);
        submit(&self.ctx, &call, &reference, version, EraseDraft)
            .await
            .expect("a submission");
        let select = "SELECT id FROM offer WHERE reference = $1";
        let query = self.ctx.db().query(select).bind(reference.clone());
        let id: Uuid = query.scalar().await.expect("the offer");
        Bid {
            id: OfferId(id),
            reference,
            provider,
        }
    }

    /// Three offers of which volumes 1 to 3 are open, with a panel that has declared; the prices are sealed.
    pub async fn prices_sealed(&self) -> Evaluating {
        let asked = self.two_stage_solicitation().await;
        let offers = [
            self.sealed_bid(&asked, "Aurora", "71234").await,
            self.sealed_bid(&asked, "Boreal", "82345").await,
            self.sealed_bid(&asked, "Cygnus", "93456").await,
        ];
        assert_eq!(self.open(&asked).await, 3);
        let day = self.ctx.today() - chrono::Duration::days(2);
        self.rate("NOK", day, "11.5").await;
        self.empanelled(asked, offers).await
    }

    /// [`World::prices_sealed`], judged, with the technical result fixed: Aurora and Boreal are acceptable, Cygnus is not.
    pub async fn technical_fixed(&self) -> Evaluating {
        let evaluating = self.prices_sealed().await;
        self.judge(
            &evaluating,
            [["85", "80", "5"], ["75", "70", "4"], ["40", "45", "3"]],
        )
        .await;
        let call = self.call(&evaluating.officer);
        fix_technical(&self.ctx, &call, &evaluating.solicitation.reference)
            .await
            .expect("a technical result");
        evaluating
    }
}
