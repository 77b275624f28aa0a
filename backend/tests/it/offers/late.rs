//! Offers that came after closing: kept sealed, taken by two officers, or never opened.

use super::opening::{closed, events, try_opening};
use backend::offers::AfterSubmission::EraseDraft;
use backend::offers::{
    decide_late, late_sheet, opened_offers, propose_late, sheet, submit, submit_late,
};
use backend::overrides::{self, Decision, ListInput};
use backend::testing::fixtures::Published;
use backend::testing::{World, on_each_database};
use backend::{Error, notices, receipts};
use chrono::Duration;
use domain::actor::{Actor, Role};
use domain::id::OfferId;
use domain::policy::Refused;
use domain::states::OfferState;
use sealing::receipt::Act;

const WHY: &str = "The portal answered with an error from 11:50 on.";

/// Two offers in time and one that comes a minute after closing: the solicitation, who came late, the offer, and two officers.
struct Late {
    asked: Published,
    cleo: Actor,
    reference: String,
    id: OfferId,
    olga: Actor,
    otto: Actor,
}

async fn late(world: &World) -> Late {
    let olga = world.person("Olga", Role::Officer).await;
    let otto = world.person("Otto", Role::Officer).await;
    let (asked, ..) = closed(world).await;
    let cleo = world.provider_organisation("Cygnus").await;
    let cleo = world.provider("Cleo", cleo).await;
    world.clock.set(asked.closes_at - Duration::hours(1));
    let (reference, version) = world
        .complete_draft(&asked, &cleo, "300", "Latewords")
        .await;
    world.clock.set(asked.closes_at + Duration::minutes(1));
    let call = world.call(&cleo);
    let sent = submit_late(&world.ctx, &call, &reference, version, WHY, None).await;
    assert_eq!(sent.unwrap().number, 1);
    let seen = late_sheet(&world.ctx, &olga, &asked.reference)
        .await
        .unwrap();
    let id = seen.rows[0].id;
    Late {
        asked,
        cleo,
        reference,
        id,
        olga,
        otto,
    }
}

impl Late {
    async fn propose(&self, world: &World, ground: &str) -> Result<(), Error> {
        let call = world.call(&self.olga);
        propose_late(&world.ctx, &call, self.id, ground, "Our gateway was down.").await
    }

    async fn decide(&self, world: &World, by: &Actor, what: Decision) -> Result<(), Error> {
        let call = world.call(by);
        decide_late(
            &world.ctx,
            &call,
            self.id,
            what,
            "The log of the gateway shows it.",
        )
        .await
    }

    async fn state(&self, world: &World) -> OfferState {
        let own = sheet(&world.ctx, &self.cleo, &self.reference).await;
        own.unwrap().status
    }

    /// What the late offeror was told.
    async fn told(&self, world: &World) -> Vec<String> {
        let news = notices::unread(&world.ctx, &self.cleo).await.unwrap();
        news.into_iter().map(|one| one.text).collect()
    }
}

#[tokio::test]
async fn a_late_offer_is_kept_sealed_and_its_receipt_says_that_it_is_late() {
    on_each_database(async |world| {
        let late = late(world).await;
        assert_eq!(late.state(world).await, OfferState::Late);
        let receipt = receipts::sheet(&world.ctx, &late.cleo, &late.reference, None).await;
        assert_eq!(receipt.unwrap().receipt.statement.act, Act::Late);
        let seen = late_sheet(&world.ctx, &late.olga, &late.asked.reference)
            .await
            .unwrap();
        assert_eq!(
            (seen.rows[0].late_reason.as_str(), &seen.rows[0].provider),
            (WHY, &None)
        );
        assert!(
            sheet(&world.ctx, &late.olga, &late.reference)
                .await
                .is_err()
        );
        let refused = late_sheet(&world.ctx, &late.asked.openers[0], &late.asked.reference).await;
        assert!(matches!(refused, Err(Error::Refused(_))));
    })
    .await;
}

#[tokio::test]
async fn nothing_comes_late_that_was_sealed_in_time_or_while_offers_are_received() {
    on_each_database(async |world| {
        let (asked, ann, sealed) = closed(world).await;
        let call = world.call(&ann);
        let again = submit_late(&world.ctx, &call, &sealed, 6, WHY, None).await;
        assert!(matches!(again, Err(Error::NotNow(_))));
        world.clock.set(asked.closes_at);
        let early = submit_late(&world.ctx, &call, &sealed, 6, WHY, None).await;
        assert!(matches!(early, Err(Error::NotNow(words)) if words.contains("not late")));
        let silent = submit_late(&world.ctx, &call, &sealed, 6, " ", None).await;
        assert!(matches!(silent, Err(Error::Invalid(fields)) if fields[0].field == "late_reason"));
    })
    .await;
}

#[tokio::test]
async fn a_rule_without_an_exception_refuses_as_before() {
    on_each_database(async |world| {
        let (asked, ..) = closed(world).await;
        let cleo = world
            .provider("Cleo", world.provider_organisation("Cygnus").await)
            .await;
        world.clock.set(asked.closes_at - Duration::hours(1));
        let (reference, version) = world.complete_draft(&asked, &cleo, "300", "w").await;
        let other = "UPDATE solicitation SET method = 'lpc', authority = 'nspa' WHERE id = $1";
        world
            .ctx
            .db()
            .query(other)
            .bind(asked.id.0)
            .run_one()
            .await
            .unwrap();
        world.clock.set(asked.closes_at + Duration::minutes(1));
        let call = world.call(&cleo);
        let refused = submit_late(&world.ctx, &call, &reference, version, WHY, None).await;
        assert!(matches!(refused, Err(Error::NotNow(words)) if words.contains("NSPA 9.3")));
        let refused = submit(&world.ctx, &call, &reference, version, EraseDraft).await;
        assert!(matches!(refused, Err(Error::NotNow(words)) if words.contains("NSPA 9.3")));
    })
    .await;
}

#[tokio::test]
async fn two_officers_take_it_and_it_is_opened_with_the_others() {
    on_each_database(async |world| {
        let late = late(world).await;
        late.propose(world, "purchaser_fault").await.unwrap();
        let own = late.decide(world, &late.olga, Decision::Approve).await;
        assert!(matches!(own, Err(Error::Refused(Refused::SamePerson(_)))));
        late.decide(world, &late.otto, Decision::Approve)
            .await
            .unwrap();
        assert!(
            late.told(world)
                .await
                .iter()
                .any(|text| text.contains("is taken"))
        );
        assert_eq!(world.open(&late.asked).await, 3);
        let open = opened_offers(&world.ctx, &late.olga, &late.asked.reference)
            .await
            .unwrap();
        assert_eq!(open.iter().filter(|row| row.late).count(), 1);
        let check = receipts::opening::check(&world.ctx, &late.cleo, &late.asked.reference).await;
        assert!(check.unwrap().verdict.valid());
        let list =
            receipts::commitments::sheet(&world.ctx, &late.olga, &late.asked.reference).await;
        let list = list.unwrap();
        assert_eq!((list.added, list.list.unwrap().len()), (0, 2));
        assert!(list.late > 0);
    })
    .await;
}

#[tokio::test]
async fn the_opening_waits_for_a_decision_and_a_refused_offer_is_never_opened() {
    on_each_database(async |world| {
        let late = late(world).await;
        late.propose(world, "without_delay").await.unwrap();
        let early = try_opening(world, &late.asked.openers[0], &late.asked).await;
        assert!(
            matches!(early, Err(Error::NotNow(words)) if words.contains("waits for an officer"))
        );
        late.decide(world, &late.otto, Decision::Refuse)
            .await
            .unwrap();
        assert_eq!(late.state(world).await, OfferState::Excluded);
        let again = late.propose(world, "purchaser_fault").await;
        assert!(matches!(again, Err(Error::NotNow(_))));
        assert_eq!(world.open(&late.asked).await, 2);
        assert!(
            sheet(&world.ctx, &late.olga, &late.reference)
                .await
                .is_err()
        );
        let told = late.told(world).await;
        assert!(
            told.iter()
                .any(|text| text.contains("The log of the gateway shows it."))
        );
        let seen = late_sheet(&world.ctx, &late.olga, &late.asked.reference)
            .await
            .unwrap();
        assert_eq!(seen.rows[0].provider.as_deref(), Some("Cygnus"));
    })
    .await;
}

#[tokio::test]
async fn what_nobody_proposed_or_was_taken_as_the_only_offer_among_others_is_refused_at_the_opening()
 {
    on_each_database(async |world| {
        let late = late(world).await;
        late.propose(world, "only_offer").await.unwrap();
        late.decide(world, &late.otto, Decision::Approve)
            .await
            .unwrap();
        assert_eq!(world.open(&late.asked).await, 2);
        assert_eq!(late.state(world).await, OfferState::Excluded);
        assert!(
            late.told(world)
                .await
                .iter()
                .any(|text| text.contains("there are others"))
        );
        let check = receipts::opening::check(&world.ctx, &late.olga, &late.asked.reference).await;
        assert!(check.unwrap().verdict.valid());
    })
    .await;
    on_each_database(async |world| {
        let late = late(world).await;
        assert_eq!(world.open(&late.asked).await, 2);
        assert!(
            late.told(world)
                .await
                .iter()
                .any(|text| text.contains("nobody proposed"))
        );
    })
    .await;
}

#[tokio::test]
async fn the_auditors_list_has_the_proposal_and_its_decision_and_no_event_tells_whose_it_is() {
    on_each_database(async |world| {
        let late = late(world).await;
        late.propose(world, "purchaser_fault").await.unwrap();
        late.decide(world, &late.otto, Decision::Approve)
            .await
            .unwrap();
        let auditor = world.person("Aud", Role::Auditor).await;
        let query = [("kind".to_owned(), "late_offer".to_owned())];
        let page = overrides::list(&world.ctx, &auditor, &ListInput::from_query(&query)).await;
        let row = page.unwrap().rows.remove(0);
        assert_eq!(
            (row.source.as_str(), row.status.as_str()),
            ("GBI 2.4", "approved")
        );
        assert_eq!(row.decider.as_deref(), Some("Otto"));
        for words in ["Proposed to take", "Took an offer"] {
            let told = events(world, words).await.remove(0).unwrap();
            assert!(
                !told.contains("Cygnus") && !told.contains(&late.reference),
                "{told}"
            );
        }
    })
    .await;
}

#[tokio::test]
async fn a_late_offer_needs_each_officer_until_one_proposed_and_another_decided() {
    on_each_database(async |world| {
        let late = late(world).await;
        let needs = async |officer: &Actor| {
            let today = backend::home::today(&world.ctx, officer).await.unwrap();
            let mut queue = today.officer.unwrap().queue.into_iter();
            queue.any(|due| due.kind == "late" && due.reference == late.asked.reference)
        };
        assert!(needs(&late.olga).await && needs(&late.otto).await);
        late.propose(world, "purchaser_fault").await.unwrap();
        assert!(!needs(&late.olga).await && needs(&late.otto).await);
        late.decide(world, &late.otto, Decision::Refuse)
            .await
            .unwrap();
        assert!(!needs(&late.olga).await && !needs(&late.otto).await);
    })
    .await;
}
