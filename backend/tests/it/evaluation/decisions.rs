//! Decisions that two persons take: no award, annulment.

use backend::audit::{Process, TimelineInput, process_timeline};
use backend::evaluation::*;
use backend::solicitations::sheet;
use backend::testing::fixtures_eval::Evaluating;
use backend::testing::{World, on_each_database};
use backend::{Error, notices};
use domain::actor::Actor;
use domain::awards::NoAwardGround;
use domain::policy::Refused;
use domain::states::{AwardState, OfferState, SolicitationState};

fn typed<'a>(kind: &'a str, reason: &'a str) -> Proposal<'a> {
    let ground = "prices";
    Proposal {
        kind,
        ground,
        reason,
        offer: "",
        means: "",
    }
}

async fn proposed(world: &World, all: &Evaluating, kind: &str) -> uuid::Uuid {
    let sol = &all.solicitation.reference;
    propose(
        &world.ctx,
        &world.call(&all.officer),
        sol,
        typed(kind, "A mistake."),
    )
    .await
    .unwrap();
    let page = award_page(&world.ctx, &all.officer, sol).await.unwrap();
    page.decisions[0].id
}

/// The officer proposes, the colleague agrees.
async fn decided(world: &World, all: &Evaluating, kind: &str) {
    let id = proposed(world, all, kind).await;
    let (call, sol) = (world.call(&all.colleague), &all.solicitation.reference);
    decide(&world.ctx, &call, sol, id, Answer::Agree)
        .await
        .unwrap();
}

/// The sentences of a timeline that a person sees.
async fn told(world: &World, actor: &Actor, solicitation: &str) -> Vec<String> {
    let (process, input) = (Process::Solicitation, TimelineInput::default());
    let page = process_timeline(&world.ctx, actor, process, solicitation, &input).await;
    let entries = page.unwrap().entries.into_iter();
    entries.map(|entry| entry.what).collect()
}

#[tokio::test]
async fn a_competition_ends_without_an_award_when_a_second_person_agrees() {
    on_each_database(async |world| {
        let all = world.ranked().await;
        let (sol, own) = (&all.solicitation.reference, world.call(&all.officer));
        let id = proposed(world, &all, "no_award").await;
        let alone = decide(&world.ctx, &own, sol, id, Answer::Agree).await;
        assert!(matches!(alone, Err(Error::Refused(Refused::SamePerson(_)))));
        let call = world.call(&all.colleague);
        decide(&world.ctx, &call, sol, id, Answer::Agree)
            .await
            .unwrap();
        let bidder = world.provider("Bo", all.offers[1].provider).await;
        let page = sheet(&world.ctx, &bidder, sol).await.unwrap();
        let public = (NoAwardGround::Prices, "A mistake.".to_owned());
        assert_eq!(page.no_award, Some(public));
        assert_eq!(page.state, SolicitationState::Failed);
        let news = notices::unread(&world.ctx, &bidder).await.unwrap();
        assert!(news[0].text.contains("ends without an award"));
    })
    .await;
}

#[tokio::test]
async fn a_refused_proposal_changes_nothing_and_needs_a_reason() {
    on_each_database(async |world| {
        let all = world.ranked().await;
        let (sol, call) = (&all.solicitation.reference, world.call(&all.colleague));
        let id = proposed(world, &all, "no_award").await;
        let silent = decide(&world.ctx, &call, sol, id, Answer::Refuse(" ")).await;
        assert!(matches!(silent, Err(Error::Invalid(fields)) if fields[0].field == "note"));
        let answer = Answer::Refuse("Two offers are affordable.");
        decide(&world.ctx, &call, sol, id, answer).await.unwrap();
        let again = decide(&world.ctx, &call, sol, id, Answer::Agree).await;
        assert!(matches!(again, Err(Error::NotNow(_))));
        let page = award_page(&world.ctx, &all.officer, sol).await.unwrap();
        assert_eq!(page.process.status, SolicitationState::Evaluating);
    })
    .await;
}

#[tokio::test]
async fn an_annulled_award_stays_in_the_record_and_another_can_follow() {
    on_each_database(async |world| {
        let all = world.ranked().await;
        world.notified(&all, 1).await;
        decided(world, &all, "annul").await;
        let sol = &all.solicitation.reference;
        let page = award_page(&world.ctx, &all.officer, sol).await.unwrap();
        assert!(page.award.is_none());
        assert_eq!(page.earlier[0].status, AwardState::Annulled);
        let ranked = page
            .offers
            .iter()
            .all(|line| line.status == OfferState::Ranked);
        assert!(ranked && page.process.status == SolicitationState::Evaluating);
        world.notified(&all, 0).await;
        let page = award_page(&world.ctx, &all.officer, sol).await.unwrap();
        let award = page.award.unwrap();
        assert_eq!(award.offer, all.offers[0].reference);
        assert_eq!(
            (award.status, page.earlier.len()),
            (AwardState::Standstill, 1)
        );
    })
    .await;
}

#[tokio::test]
async fn a_reopened_evaluation_takes_new_scores_and_needs_a_new_result() {
    on_each_database(async |world| {
        let all = world.ranked().await;
        world.notified(&all, 0).await;
        decided(world, &all, "annul_and_reopen").await;
        let (sol, call) = (&all.solicitation.reference, world.call(&all.officer));
        let moderation = Moderation {
            offer: all.offers[0].reference.clone(),
            criterion: "T1".to_owned(),
            value: "60".to_owned(),
            reason: "The chain was misread.".to_owned(),
            ..Moderation::default()
        };
        moderate(&world.ctx, &call, sol, &moderation).await.unwrap();
        let early = recommend(&world.ctx, &call, sol, &all.offers[1].reference, "").await;
        assert!(matches!(early, Err(Error::NotNow(_))));
        run_result(&world.ctx, &call, sol, "Scored again.")
            .await
            .unwrap();
        world.notified(&all, 1).await;
    })
    .await;
}

#[tokio::test]
async fn a_second_recommendation_is_hidden_from_bidders_until_its_own_notices() {
    on_each_database(async |world| {
        let all = world.ranked().await;
        world.notified(&all, 1).await;
        decided(world, &all, "annul").await;
        let sol = &all.solicitation.reference;
        let call = world.call(&all.officer);
        recommend(&world.ctx, &call, sol, &all.offers[0].reference, "")
            .await
            .unwrap();
        let bidder = world.provider("Bo", all.offers[1].provider).await;
        let lines = told(world, &bidder, sol).await;
        let recommendations = lines.iter().filter(|line| line.starts_with("Recommended"));
        assert_eq!(recommendations.count(), 1);
        assert!(
            lines
                .iter()
                .any(|line| line.starts_with("Annulled the award"))
        );
        assert!(!lines.iter().any(|line| line.starts_with("Proposed")));
    })
    .await;
}

/// Three offers of which the first two share every figure.
async fn tied(world: &World) -> Evaluating {
    let all = world.evaluating().await;
    let same = ["80", "80", "4"];
    world.judge(&all, [same, same, ["40", "40", "2"]]).await;
    world.same_price(&all.offers[0], &all.offers[1]).await;
    let call = world.call(&all.officer);
    run_result(&world.ctx, &call, &all.solicitation.reference, "")
        .await
        .unwrap();
    all
}

async fn propose_tie(
    world: &World,
    all: &Evaluating,
    offer: usize,
    means: &str,
) -> Result<(), Error> {
    let typed = Proposal {
        kind: "settle_tie",
        ground: "",
        reason: "It delivers two months earlier.",
        offer: &all.offers[offer].reference,
        means,
    };
    let (call, sol) = (world.call(&all.officer), &all.solicitation.reference);
    propose(&world.ctx, &call, sol, typed).await
}

#[tokio::test]
async fn a_shared_first_place_is_settled_by_two_persons_before_an_award_is_recommended() {
    on_each_database(async |world| {
        let all = tied(world).await;
        let (sol, call) = (&all.solicitation.reference, world.call(&all.officer));
        let first = &all.offers[0].reference;
        let early = recommend(&world.ctx, &call, sol, first, "The best.").await;
        assert!(matches!(early, Err(Error::NotNow(_))), "{early:?}");
        propose_tie(world, &all, 0, "best_and_final").await.unwrap();
        let page = award_page(&world.ctx, &all.officer, sol).await.unwrap();
        let id = page.decisions[0].id;
        let own = world.call(&all.officer);
        let alone = decide(&world.ctx, &own, sol, id, Answer::Agree).await;
        assert!(matches!(alone, Err(Error::Refused(Refused::SamePerson(_)))));
        let other = world.call(&all.colleague);
        decide(&world.ctx, &other, sol, id, Answer::Agree)
            .await
            .unwrap();
        let again = world.call(&all.officer);
        recommend(&world.ctx, &again, sol, first, "").await.unwrap();
        let page = award_page(&world.ctx, &all.officer, sol).await.unwrap();
        let reason = page.award.unwrap().reason;
        assert!(reason.contains("takes the shared first place of result run 1"));
        assert!(reason.contains("two months earlier"), "{reason}");
    })
    .await;
}

#[tokio::test]
async fn a_settled_tie_stands_in_report_and_log_and_not_before_bidders() {
    on_each_database(async |world| {
        let all = tied(world).await;
        let sol = &all.solicitation.reference;
        propose_tie(world, &all, 1, "judgement").await.unwrap();
        let page = award_page(&world.ctx, &all.officer, sol).await.unwrap();
        let call = world.call(&all.colleague);
        decide(&world.ctx, &call, sol, page.decisions[0].id, Answer::Agree)
            .await
            .unwrap();
        let words = format!("({}) takes the shared first place", all.offers[1].reference);
        let report = report(&world.ctx, &all.officer, sol).await.unwrap();
        let tie = report.decisions[0].tie.as_ref().unwrap();
        assert!(tie.contains(&words) && tie.contains("a person’s choice"));
        let log = told(world, &all.officer, sol).await;
        assert!(log.iter().any(|line| line.contains(&words)));
        let bidder = world.provider("Bo", all.offers[0].provider).await;
        let log = told(world, &bidder, sol).await;
        assert!(
            !log.iter()
                .any(|line| line.contains("first place") || line.contains("tie"))
        );
    })
    .await;
}

#[tokio::test]
async fn a_tie_is_settled_only_among_the_tied_by_means_that_the_rule_names() {
    on_each_database(async |world| {
        let all = tied(world).await;
        let third = propose_tie(world, &all, 2, "judgement").await;
        assert!(matches!(third, Err(Error::Invalid(fields)) if fields[0].field == "offer"));
        let lots = propose_tie(world, &all, 0, "lots").await;
        assert!(matches!(lots, Err(Error::Invalid(fields)) if fields[0].field == "means"));
        let clear = world.ranked().await;
        let settled = propose_tie(world, &clear, 0, "judgement").await;
        assert!(matches!(settled, Err(Error::NotNow(_))), "{settled:?}");
    })
    .await;
}
