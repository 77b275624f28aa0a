//! Who scores, and what a conflict does.

use backend::Error;
use backend::evaluation::*;
use backend::home::today;
use backend::testing::fixtures_eval::{Evaluating, drafts};
use backend::testing::{World, on_each_database};
use domain::actor::{Actor, Role};
use domain::policy::Refused;

#[tokio::test]
async fn offers_are_locked_until_a_declaration_of_no_conflict() {
    on_each_database(async |world| {
        let all = world.evaluating().await;
        let (sol, offer) = (&all.solicitation.reference, &all.offers[0].reference);
        let third = world.person("Tim Third", Role::Evaluator).await;
        let panel =
            [&all.evaluators[0], &all.evaluators[1], &third].map(|who| who.account().unwrap());
        assign_panel(&world.ctx, &world.call(&all.officer), sol, &panel)
            .await
            .unwrap();
        let locked = score_page(&world.ctx, &third, sol, offer)
            .await
            .unwrap_err();
        assert!(matches!(locked, Error::NotNow(_)), "{locked}");
        let call = world.call(&third);
        declare(
            &world.ctx,
            &call,
            sol,
            Declaration::Conflict,
            "I own shares.",
        )
        .await
        .unwrap();
        assert!(score_page(&world.ctx, &third, sol, offer).await.is_err());
        assert!(
            score_list(&world.ctx, &third, sol)
                .await
                .unwrap()
                .offers
                .is_empty()
        );
        assert!(
            save_scores(&world.ctx, &call, sol, offer, &[])
                .await
                .is_err()
        );
        assert!(
            declare(&world.ctx, &call, sol, Declaration::None, "")
                .await
                .is_err()
        );
    })
    .await;
}

#[tokio::test]
async fn a_conflict_needs_words() {
    on_each_database(async |world| {
        let all = world.evaluating().await;
        let call = world.call(&all.evaluators[0]);
        let sol = &all.solicitation.reference;
        let error = declare(&world.ctx, &call, sol, Declaration::Conflict, " ").await;
        assert!(matches!(error, Err(Error::Invalid(fields)) if fields[0].field == "note"));
    })
    .await;
}

#[tokio::test]
async fn only_officers_choose_only_evaluators_and_keep_who_declared() {
    on_each_database(async |world| {
        let all = world.evaluating().await;
        let sol = &all.solicitation.reference;
        let one = [all.evaluators[0].account().unwrap()];
        let refused = assign_panel(&world.ctx, &world.call(&all.evaluators[0]), sol, &one).await;
        assert!(matches!(refused, Err(Error::Refused(Refused::Role { .. }))));
        let officer = world.call(&all.officer);
        assert!(assign_panel(&world.ctx, &officer, sol, &one).await.is_err());
        let with_officer = [one[0], all.officer.account().unwrap()];
        assert!(
            assign_panel(&world.ctx, &officer, sol, &with_officer)
                .await
                .is_err()
        );
    })
    .await;
}

#[tokio::test]
async fn people_outside_the_panel_find_nothing() {
    on_each_database(async |world| {
        let all = world.evaluating().await;
        let stranger = world.person("Sam Stranger", Role::Evaluator).await;
        let sol = &all.solicitation.reference;
        assert!(matches!(
            score_list(&world.ctx, &stranger, sol).await,
            Err(Error::NotFound)
        ));
        assert!(matches!(
            panel_page(&world.ctx, &stranger, sol).await,
            Err(Error::NotFound)
        ));
        let desk = comparison(&world.ctx, &stranger, sol, &Filter::default()).await;
        assert!(matches!(desk, Err(Error::NotFound)));
        let page = panel_page(&world.ctx, &all.officer, sol).await.unwrap();
        assert_eq!(
            (
                page.members.len(),
                page.progress.offers.len(),
                page.evaluators.len()
            ),
            (2, 3, 3)
        );
    })
    .await;
}

/// The steps of an offer, as the officer or a member sees them.
async fn steps(world: &World, all: &Evaluating, who: &Actor) -> (Vec<Step>, Option<usize>) {
    let sol = &all.solicitation.reference;
    let page = panel_page(&world.ctx, who, sol).await.unwrap();
    let offer = page.progress.offers.into_iter();
    let mut own = offer.filter(|one| one.reference == all.offers[0].reference);
    own.next()
        .map(|one| (one.steps, one.alerts))
        .unwrap_or_default()
}

#[tokio::test]
async fn the_officer_sees_how_far_everybody_is_and_a_member_nothing_of_drafts() {
    on_each_database(async |world| {
        let all = world.evaluating().await;
        let (sol, offer) = (&all.solicitation.reference, &all.offers[0].reference);
        let [two, one] = &all.evaluators;
        let part = &drafts("91", "80", "5")[..2];
        save_scores(&world.ctx, &world.call(one), sol, offer, part)
            .await
            .unwrap();
        let done = Done { scored: 2, bare: 2 };
        let (seen, alerts) = steps(world, &all, &all.officer).await;
        assert_eq!(seen[0], Step::Scoring(done));
        assert_eq!((seen[1], alerts), (Step::Scoring(Done::default()), None));
        let (hidden, _) = steps(world, &all, two).await;
        assert_eq!(hidden[0], Step::Scoring(Done::default()));
        assert_eq!(steps(world, &all, one).await.0[0], Step::Scoring(done));
    })
    .await;
}

#[tokio::test]
async fn a_spread_is_told_only_when_everybody_is_in_and_until_it_is_moderated() {
    on_each_database(async |world| {
        let all = world.evaluating().await;
        let (sol, offer) = (&all.solicitation.reference, &all.offers[0].reference);
        let waiting = async |kind: &str| {
            let day = today(&world.ctx, &all.officer).await.unwrap().officer;
            let queue = day.unwrap().queue;
            let due = queue.into_iter().find(|due| due.kind == kind);
            due.and_then(|due| due.number)
        };
        assert_eq!(waiting("scoring").await, Some(6));
        for (who, points) in all.evaluators.iter().zip(["91", "60"]) {
            assert_eq!(steps(world, &all, &all.officer).await.1, None);
            let scores = drafts(points, "80", "5");
            hand_in(&world.ctx, &world.call(who), sol, offer, &scores)
                .await
                .unwrap();
        }
        assert_eq!(steps(world, &all, &all.officer).await.1, Some(1));
        assert_eq!(waiting("scoring").await, Some(4));
        assert_eq!(waiting("moderate").await, Some(1));
        let agreed = Moderation {
            offer: offer.clone(),
            criterion: "T1".to_owned(),
            value: "80".to_owned(),
            reason: "Agreed.".to_owned(),
            ..Moderation::default()
        };
        moderate(&world.ctx, &world.call(&all.officer), sol, &agreed)
            .await
            .unwrap();
        assert_eq!(steps(world, &all, &all.officer).await.1, Some(0));
        assert_eq!(waiting("moderate").await, None);
    })
    .await;
}
