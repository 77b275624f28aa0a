//! Every number of a stored result unfolds at an address of its own.

use backend::Error;
use backend::evaluation::*;
use backend::testing::fixtures_eval::Evaluating;
use backend::testing::{World, on_each_database};
use domain::solicitations::EvaluationMethod;
use rust_decimal::Decimal;

async fn number(world: &World, all: &Evaluating, run: i64, code: &str) -> Result<Explained, Error> {
    let (sol, offer) = (&all.solicitation.reference, &all.offers[0].reference);
    explained(&world.ctx, &all.officer, sol, run, (offer, code)).await
}

fn events(found: &Explained) -> Vec<&str> {
    found
        .events
        .iter()
        .map(|event| event.what.as_str())
        .collect()
}

#[tokio::test]
async fn a_total_comes_from_its_weighted_parts_down_to_each_evaluators_score() {
    on_each_database(async |world| {
        let all = world.ranked().await;
        let total = number(world, &all, 1, "total").await.unwrap();
        let sum = total
            .inputs
            .iter()
            .map(|input| match (&input.value, input.weight) {
                (Some(Shown::Points(points)), Some(weight)) => {
                    points * weight / Decimal::ONE_HUNDRED
                }
                other => panic!("{other:?}"),
            });
        assert_eq!(total.value, Some(Shown::Points(sum.sum())));
        assert_eq!(events(&total).last(), Some(&"Stored result run 1"));
        let technical = number(world, &all, 1, "technical").await.unwrap();
        let from = technical.inputs[0].from.clone().unwrap();
        assert_eq!(
            from,
            (
                all.offers[0].reference.clone(),
                Figure::Score("T1".to_owned())
            )
        );
        let score = number(world, &all, 1, &from.1.code()).await.unwrap();
        assert_eq!(score.marks.len(), 2);
        let set = [
            "Handed scores in",
            "Handed scores in",
            "Stored result run 1",
        ];
        assert_eq!(events(&score), set);
    })
    .await;
}

#[tokio::test]
async fn a_converted_price_leads_to_its_rate() {
    on_each_database(async |world| {
        let all = world
            .scored_in(EvaluationMethod::RelativeLowestPrice, "NOK")
            .await;
        world.rate_before(&all.solicitation, "NOK", "10").await;
        let (sol, call) = (&all.solicitation.reference, world.call(&all.officer));
        run_result(&world.ctx, &call, sol, "").await.unwrap();
        let named = (all.offers[1].reference.as_str(), "price-eur");
        let found = explained(&world.ctx, &all.officer, sol, 1, named)
            .await
            .unwrap();
        assert_eq!(found.value, Some(Shown::Euro(Decimal::from(900_000))));
        let rate = found.inputs[1].value.clone();
        assert!(matches!(rate, Some(Shown::Rate { units, .. }) if units == Decimal::TEN));
    })
    .await;
}

#[tokio::test]
async fn an_address_says_the_same_when_a_later_result_says_something_else() {
    on_each_database(async |world| {
        let all = world
            .scored_in(EvaluationMethod::RelativeLowestPrice, "NOK")
            .await;
        let (sol, call) = (&all.solicitation.reference, world.call(&all.officer));
        world.rate_before(&all.solicitation, "NOK", "10").await;
        run_result(&world.ctx, &call, sol, "").await.unwrap();
        let before = number(world, &all, 1, "price-score").await.unwrap();
        let other = "UPDATE recorded_rate SET units_per_eur = '40' WHERE currency = 'NOK'";
        world.ctx.db().query(other).run().await.unwrap();
        let call = world.call(&all.officer);
        run_result(&world.ctx, &call, sol, "Another rate.")
            .await
            .unwrap();
        let same = number(world, &all, 1, "price-score").await.unwrap();
        let later = number(world, &all, 2, "price-score").await.unwrap();
        assert_eq!((&same.value, same.newest), (&before.value, 2));
        assert_ne!(later.value, before.value);
    })
    .await;
}

#[tokio::test]
async fn what_does_not_exist_and_who_still_scores_gets_no_explanation() {
    on_each_database(async |world| {
        let all = world.ranked().await;
        for (run, code) in [(2, "total"), (1, "credit"), (1, "score-T9"), (1, "luck")] {
            let found = number(world, &all, run, code).await;
            assert!(matches!(found, Err(Error::NotFound)), "{run} {code}");
        }
        let (sol, offer) = (&all.solicitation.reference, &all.offers[0].reference);
        let stranger = world
            .person("Stranger", domain::actor::Role::Evaluator)
            .await;
        let found = explained(&world.ctx, &stranger, sol, 1, (offer, "total")).await;
        assert!(matches!(found, Err(Error::NotFound)));
    })
    .await;
}
