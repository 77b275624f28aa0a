//! Scores: own drafts, blindness, moderation.

use backend::Error;
use backend::evaluation::*;
use backend::testing::fixtures_eval::drafts;
use backend::testing::on_each_database;
use domain::evaluation::rules::Scale;
use rust_decimal::Decimal;

fn moderation(offer: &str, value: &str, version: i64) -> Moderation {
    Moderation {
        offer: offer.to_owned(),
        criterion: "T1".to_owned(),
        value: value.to_owned(),
        reason: "Agreed after discussion.".to_owned(),
        version,
        ..Moderation::default()
    }
}

#[tokio::test]
async fn colleagues_scores_are_hidden_in_every_read_until_ones_own_are_in() {
    on_each_database(async |world| {
        let all = world.evaluating().await;
        let (sol, offer) = (&all.solicitation.reference, &all.offers[0].reference);
        let [one, two] = &all.evaluators;
        hand_in(
            &world.ctx,
            &world.call(one),
            sol,
            offer,
            &drafts("91", "80", "5"),
        )
        .await
        .unwrap();
        let before = score_page(&world.ctx, two, sol, offer).await.unwrap();
        assert!(before.colleagues.is_empty() && before.own.is_empty());
        assert!(
            comparison(&world.ctx, two, sol, &Filter::default())
                .await
                .is_err()
        );
        assert!(run_file(&world.ctx, two, sol, 1).await.is_err());
        hand_in(
            &world.ctx,
            &world.call(two),
            sol,
            offer,
            &drafts("70", "80", "4"),
        )
        .await
        .unwrap();
        let after = score_page(&world.ctx, two, sol, offer).await.unwrap();
        assert_eq!((after.own.len(), after.colleagues.len()), (3, 3));
        let desk = comparison(&world.ctx, two, sol, &Filter::default()).await;
        assert!(
            matches!(desk, Err(Error::NotNow(words)) if words.contains(&all.offers[1].reference))
        );
    })
    .await;
}

#[tokio::test]
async fn a_draft_is_nobody_elses_and_never_in_the_log() {
    on_each_database(async |world| {
        let all = world.evaluating().await;
        let (sol, offer) = (&all.solicitation.reference, &all.offers[0].reference);
        let [one, two] = &all.evaluators;
        save_scores(
            &world.ctx,
            &world.call(one),
            sol,
            offer,
            &drafts("91", "80", "5"),
        )
        .await
        .unwrap();
        hand_in(
            &world.ctx,
            &world.call(two),
            sol,
            offer,
            &drafts("70", "80", "4"),
        )
        .await
        .unwrap();
        assert!(
            score_page(&world.ctx, two, sol, offer)
                .await
                .unwrap()
                .colleagues
                .is_empty()
        );
        let desk = comparison(&world.ctx, &all.officer, sol, &Filter::default())
            .await
            .unwrap();
        assert_eq!(desk.sheet.handed_in(all.offers[0].id, "T1").len(), 1);
        let told: Vec<Option<String>> = world
            .ctx
            .db()
            .query("SELECT after_text FROM event WHERE subject_kind = 'offer'")
            .scalars()
            .await
            .unwrap();
        assert!(
            told.iter()
                .flatten()
                .all(|text| !text.contains("91") || text.contains("sha256"))
        );
        assert!(
            told.iter()
                .flatten()
                .all(|text| !text.contains("Because of"))
        );
    })
    .await;
}

#[tokio::test]
async fn handing_in_needs_every_criterion_and_is_final() {
    on_each_database(async |world| {
        let all = world.evaluating().await;
        let (sol, offer) = (&all.solicitation.reference, &all.offers[0].reference);
        let call = world.call(&all.evaluators[0]);
        let part = &drafts("91", "80", "5")[..2];
        let missing = hand_in(&world.ctx, &call, sol, offer, part).await;
        assert!(
            matches!(missing, Err(Error::Invalid(fields)) if fields[0].field == "value-experience")
        );
        hand_in(&world.ctx, &call, sol, offer, &drafts("91", "80", "5"))
            .await
            .unwrap();
        let again = save_scores(&world.ctx, &call, sol, offer, &drafts("1", "1", "1")).await;
        assert!(matches!(again, Err(Error::NotNow(_))));
    })
    .await;
}

#[tokio::test]
async fn scores_outside_the_scale_or_without_words_are_refused_field_by_field() {
    on_each_database(async |world| {
        let all = world.evaluating().await;
        let (sol, offer) = (&all.solicitation.reference, &all.offers[0].reference);
        let mut typed = drafts("100.5", "80", "3.5");
        typed[1].rationale = String::new();
        let error = save_scores(
            &world.ctx,
            &world.call(&all.evaluators[0]),
            sol,
            offer,
            &typed,
        )
        .await;
        let Err(Error::Invalid(fields)) = error else {
            panic!("{error:?}")
        };
        let names: Vec<_> = fields.iter().map(|field| field.field.as_str()).collect();
        assert_eq!(names, ["value-T1", "rationale-T2", "value-experience"]);
    })
    .await;
}

#[tokio::test]
async fn moderation_waits_for_everybody_or_a_reason_and_keeps_every_score() {
    on_each_database(async |world| {
        let all = world.evaluating().await;
        let (sol, bid) = (&all.solicitation.reference, &all.offers[0]);
        let [one, two] = &all.evaluators;
        hand_in(
            &world.ctx,
            &world.call(one),
            sol,
            &bid.reference,
            &drafts("91", "80", "5"),
        )
        .await
        .unwrap();
        let officer = world.call(&all.officer);
        let early = moderate(
            &world.ctx,
            &officer,
            sol,
            &moderation(&bid.reference, "85", 0),
        )
        .await;
        assert!(
            matches!(early, Err(Error::Invalid(fields)) if fields[0].message.contains("Eli Two"))
        );
        hand_in(
            &world.ctx,
            &world.call(two),
            sol,
            &bid.reference,
            &drafts("70", "80", "5"),
        )
        .await
        .unwrap();
        moderate(
            &world.ctx,
            &officer,
            sol,
            &moderation(&bid.reference, "85", 0),
        )
        .await
        .unwrap();
        let desk = comparison(&world.ctx, &all.officer, sol, &Filter::default())
            .await
            .unwrap();
        assert_eq!(desk.sheet.handed_in(bid.id, "T1").len(), 2);
        let spread = desk.sheet.spread(bid.id, "T1").unwrap();
        assert!(spread == Decimal::from(21) && spread > Scale::Points.discussed_beyond());
        assert_eq!(
            desk.sheet.cell(bid.id, "T1").unwrap().1,
            CellSource::Moderated
        );
    })
    .await;
}

#[tokio::test]
async fn a_reason_lets_moderation_go_before_everybody_and_is_kept() {
    on_each_database(async |world| {
        let all = world.evaluating().await;
        let (sol, bid) = (&all.solicitation.reference, &all.offers[0]);
        let call = world.call(&all.evaluators[0]);
        hand_in(
            &world.ctx,
            &call,
            sol,
            &bid.reference,
            &drafts("91", "80", "5"),
        )
        .await
        .unwrap();
        let early = Moderation {
            incomplete: "Eli is ill.".to_owned(),
            ..moderation(&bid.reference, "85", 0)
        };
        moderate(&world.ctx, &world.call(&all.officer), sol, &early)
            .await
            .unwrap();
        let desk = comparison(&world.ctx, &all.officer, sol, &Filter::default())
            .await
            .unwrap();
        assert!(
            desk.sheet
                .agreed(bid.id, "T1")
                .unwrap()
                .reason
                .contains("Eli is ill.")
        );
    })
    .await;
}

#[tokio::test]
async fn two_officers_who_moderate_at_once_see_each_other() {
    on_each_database(async |world| {
        let all = world.scored().await;
        let (sol, offer) = (&all.solicitation.reference, &all.offers[0].reference);
        let (first, second) = (world.call(&all.officer), world.call(&all.colleague));
        moderate(&world.ctx, &first, sol, &moderation(offer, "85", 0))
            .await
            .unwrap();
        let lost = moderate(&world.ctx, &second, sol, &moderation(offer, "60", 0)).await;
        let Err(Error::Stale(stale)) = lost else {
            panic!("{lost:?}")
        };
        assert_eq!((stale.version, stale.recorded["value"].as_str()), (1, "85"));
        moderate(&world.ctx, &second, sol, &moderation(offer, "60", 1))
            .await
            .unwrap();
    })
    .await;
}

#[tokio::test]
async fn ratings_more_than_one_step_apart_are_to_be_discussed() {
    on_each_database(async |world| {
        let all = world.evaluating().await;
        let sol = &all.solicitation.reference;
        for (bid, second) in [(&all.offers[0], "4"), (&all.offers[1], "3")] {
            for (evaluator, rating) in all.evaluators.iter().zip(["5", second]) {
                let (call, given) = (world.call(evaluator), drafts("80", "80", rating));
                hand_in(&world.ctx, &call, sol, &bid.reference, &given)
                    .await
                    .unwrap();
            }
        }
        let page = panel_page(&world.ctx, &all.officer, sol).await.unwrap();
        let alerts = |offer: &str| {
            let mut lines = page.progress.offers.iter();
            lines.find(|line| line.reference == offer).unwrap().alerts
        };
        let [one_step, two_steps, _] = &all.offers;
        assert_eq!(alerts(&one_step.reference), Some(0));
        assert_eq!(alerts(&two_steps.reference), Some(1));
        let home = backend::home::today(&world.ctx, &all.officer)
            .await
            .unwrap();
        assert!(format!("{home:?}").contains("moderate"));
    })
    .await;
}
