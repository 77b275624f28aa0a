//! Who scores, and what a conflict does.

use backend::Error;
use backend::evaluation::*;
use backend::testing::on_each_database;
use domain::actor::Role;
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
            (page.members.len(), page.offers.len(), page.evaluators.len()),
            (2, 3, 3)
        );
    })
    .await;
}
