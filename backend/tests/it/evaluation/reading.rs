//! Reading the offers beside each other.

use backend::Error;
use backend::evaluation::*;
use backend::testing::fixtures_eval::Evaluating;
use backend::testing::{World, on_each_database};
use domain::actor::{Actor, Role};

async fn read(
    world: &World,
    all: &Evaluating,
    actor: &Actor,
    filter: ReadingFilter,
) -> Result<Reading, Error> {
    reading(&world.ctx, actor, &all.solicitation.reference, &filter).await
}

fn codes(found: &Reading) -> Vec<&str> {
    let questions = found.questions.iter();
    questions.map(|question| question.code.as_str()).collect()
}

fn names(found: &Reading) -> Vec<&str> {
    let columns = found.columns.iter();
    columns.map(|offer| offer.provider_name.as_str()).collect()
}

#[tokio::test]
async fn only_questions_that_are_answered_differently_remain() {
    on_each_database(async |world| {
        let all = world.evaluating().await;
        let every = read(world, &all, &all.officer, ReadingFilter::default()).await;
        let every = every.unwrap();
        assert_eq!(every.questions[every.at.unwrap()].code, "nation");
        let differ = ReadingFilter {
            only_differences: true,
            ..ReadingFilter::default()
        };
        let found = read(world, &all, &all.officer, differ).await.unwrap();
        assert_eq!(codes(&found), ["value-R1", "total", "lines"]);
        assert_eq!(found.alike + 3, every.questions.len());
        let replies = found.questions[0].replies.iter();
        let mut said: Vec<_> = replies.filter_map(|reply| reply.words.clone()).collect();
        said.sort_unstable();
        assert_eq!(said, ["2 h", "4 h", "7 h"]);
    })
    .await;
}

#[tokio::test]
async fn the_chosen_offers_stand_side_by_side_with_the_reference_first() {
    on_each_database(async |world| {
        let all = world.evaluating().await;
        let [aurora, _, cygnus] = all.offers.clone().map(|bid| bid.reference);
        let filter = ReadingFilter {
            offers: vec![aurora, cygnus.clone()],
            reference: Some(cygnus),
            question: Some("answer-T2".to_owned()),
            ..ReadingFilter::default()
        };
        let found = read(world, &all, &all.officer, filter).await.unwrap();
        assert_eq!(names(&found), ["Cygnus Imaging", "Aurora Observation"]);
        let question = &found.questions[found.at.unwrap()];
        assert_eq!(question.title, "T2 Delivery chain");
        assert!(found.chosen && !question.differs());
    })
    .await;
}

#[tokio::test]
async fn many_offers_are_gone_through_with_the_reference_on_each_page() {
    on_each_database(async |world| {
        let all = world.evaluating().await;
        for number in 0..9 {
            let name = format!("Bidder {number}");
            world.another_bid(&all, &name, 5_000_000).await;
        }
        let pinned = all.offers[2].reference.clone();
        let mut seen = Vec::new();
        for page in 1..=4 {
            let filter = ReadingFilter {
                reference: Some(pinned.clone()),
                page,
                ..ReadingFilter::default()
            };
            let found = read(world, &all, &all.officer, filter).await.unwrap();
            assert_eq!((names(&found)[0], found.pages), ("Cygnus Imaging", 4));
            let others = found.columns.into_iter().skip(1);
            seen.extend(others.map(|offer| offer.reference));
        }
        seen.sort_unstable();
        seen.dedup();
        assert_eq!(seen.len(), 11);
    })
    .await;
}

#[tokio::test]
async fn prices_are_no_question_while_they_are_sealed_or_the_reader_still_scores() {
    on_each_database(async |world| {
        let all = world.evaluating().await;
        let priced = |found: &Reading| codes(found).contains(&"total");
        let reader = &all.evaluators[0];
        let scoring = read(world, &all, reader, ReadingFilter::default()).await;
        let scoring = scoring.unwrap();
        assert!(!priced(&scoring) && scoring.without_price.is_some());
        for offer in 0..3 {
            world.both_score(&all, offer, ["80", "80", "4"]).await;
        }
        let done = read(world, &all, reader, ReadingFilter::default()).await;
        assert!(priced(&done.unwrap()));
        world.prices_wait(&all.solicitation).await;
        let sealed = read(world, &all, &all.officer, ReadingFilter::default()).await;
        assert!(!priced(&sealed.unwrap()));
    })
    .await;
}

#[tokio::test]
async fn an_evaluator_without_a_declaration_or_of_another_panel_reads_nothing() {
    on_each_database(async |world| {
        let all = world.evaluating().await;
        let (reference, reader) = (&all.solicitation.reference, &all.evaluators[0]);
        let call = world.call(reader);
        let conflict = "I worked for a bidder.";
        declare(
            &world.ctx,
            &call,
            reference,
            Declaration::Conflict,
            conflict,
        )
        .await
        .unwrap();
        let found = read(world, &all, reader, ReadingFilter::default()).await;
        assert!(matches!(found, Err(Error::NotNow(_))), "{found:?}");
        let stranger = world.person("Stranger", Role::Evaluator).await;
        let found = read(world, &all, &stranger, ReadingFilter::default()).await;
        assert!(matches!(found, Err(Error::NotFound)), "{found:?}");
    })
    .await;
}
