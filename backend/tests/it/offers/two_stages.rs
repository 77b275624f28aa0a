//! Prices that are opened after the technical result.

use super::opening::{events, try_opening};
use backend::Error;
use backend::evaluation::{
    Filter, RowKind, comparison, decide_compliance, fix_technical, hand_in, run_result,
};
use backend::offers::{ListInput, list, opening_sheet, sheet};
use backend::testing::fixtures_eval::{Evaluating, drafts};
use backend::testing::{World, on_each_database};
use domain::money::Money;
use domain::states::OfferState;

async fn stored(world: &World, sql: &'static str) -> i64 {
    world.ctx.db().query(sql).scalar().await.unwrap()
}

const PRICES_OPEN: &str = "SELECT CAST(COUNT(*) AS BIGINT) FROM sealed_part WHERE part = 'price' AND opened_at IS NOT NULL";
const PRICES_STORED: &str = "SELECT CAST(COUNT(*) AS BIGINT) FROM offer WHERE price_minor IS NOT NULL OR content LIKE '%7123400%'";

#[tokio::test]
async fn the_first_opening_shows_volumes_one_to_three_and_no_price_anywhere() {
    on_each_database(async |world| {
        let story = world.prices_sealed().await;
        let read = sheet(&world.ctx, &story.officer, &story.offers[0].reference);
        let read = read.await.unwrap();
        let content = read.content.unwrap();
        assert_eq!(content.technical.summary, "Hiddenwords");
        assert!(read.price_sealed && read.price.is_none() && content.price.currency.is_none());
        let rows = list(&world.ctx, &story.officer, ListInput::default())
            .await
            .unwrap()
            .rows;
        assert!(rows.len() == 3 && rows.iter().all(|row| row.price_minor.is_none()));
        assert_eq!(
            (
                stored(world, PRICES_OPEN).await,
                stored(world, PRICES_STORED).await
            ),
            (0, 0)
        );
        assert_eq!(events(world, "prices stay sealed until").await.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn the_desk_compares_everything_but_prices() {
    on_each_database(async |world| {
        let story = world.prices_sealed().await;
        let reference = &story.solicitation.reference;
        let desk = comparison(&world.ctx, &story.officer, reference, &Filter::default()).await;
        let desk = desk.unwrap();
        let total = desk.rows.iter().find(|row| row.code == "total").unwrap();
        assert_eq!(total.kind, RowKind::Words);
        assert!(desk.figures.is_none() && !desk.may_fix);
        assert!(
            desk.missing
                .iter()
                .any(|line| line.starts_with("Fix the technical result"))
        );
    })
    .await;
}

#[tokio::test]
async fn prices_are_not_opened_before_the_technical_result_and_the_try_is_recorded() {
    on_each_database(async |world| {
        let story = world.prices_sealed().await;
        for opener in &story.solicitation.openers[..2] {
            let refused = try_opening(world, opener, &story.solicitation).await;
            assert!(matches!(refused, Err(Error::NotNow(why)) if why.contains("technical result")));
        }
        assert_eq!(stored(world, PRICES_OPEN).await, 0);
        assert_eq!(events(world, "was refused").await.len(), 2);
    })
    .await;
}

#[tokio::test]
async fn the_technical_result_waits_for_every_score_and_decision() {
    on_each_database(async |world| {
        let story = world.prices_sealed().await;
        world.both_score(&story, 0, ["85", "80", "5"]).await;
        let call = world.call(&story.officer);
        let refused = fix_technical(&world.ctx, &call, &story.solicitation.reference).await;
        let Err(Error::NotNow(why)) = refused else {
            panic!("nothing was missing")
        };
        let [aurora, boreal, _] = &story.offers;
        assert!(why.contains(&format!("compliance of {}", aurora.reference)));
        assert!(why.contains(&format!("{} has no score", boreal.reference)));
    })
    .await;
}

#[tokio::test]
async fn once_fixed_neither_scores_nor_compliance_change() {
    on_each_database(async |world| {
        let story = world.technical_fixed().await;
        let (reference, offer) = (&story.solicitation.reference, &story.offers[0].reference);
        let call = world.call(&story.evaluators[0]);
        let scores = drafts("99", "99", "5");
        let scored = hand_in(&world.ctx, &call, reference, offer, &scores).await;
        let call = world.call(&story.officer);
        let out = backend::evaluation::Compliance::NotCompliant;
        let decided = decide_compliance(&world.ctx, &call, reference, offer, out, "Late.").await;
        let again = fix_technical(&world.ctx, &call, reference).await;
        for refused in [scored, decided, again] {
            assert!(matches!(refused, Err(Error::NotNow(why)) if why.contains("was fixed on")));
        }
    })
    .await;
}

async fn states(world: &World, story: &Evaluating) -> Vec<(OfferState, Option<Money>)> {
    let mut found = Vec::new();
    for bid in &story.offers {
        let read = sheet(&world.ctx, &story.officer, &bid.reference)
            .await
            .unwrap();
        found.push((read.status, read.price));
    }
    found
}

#[tokio::test]
async fn the_same_persons_open_the_prices_of_the_acceptable_offers_alone() {
    on_each_database(async |world| {
        let story = world.technical_fixed().await;
        assert_eq!(world.two_consent(&story.solicitation).await, 2);
        let nok = |minor| Some(Money::new(minor, "NOK".parse().unwrap()));
        let opened = OfferState::PriceOpened;
        assert_eq!(
            states(world, &story).await,
            [
                (opened, nok(71_234_000)),
                (opened, nok(82_345_000)),
                (OfferState::TechnicallyUnacceptable, None)
            ]
        );
        assert_eq!(stored(world, PRICES_OPEN).await, 2);
        let officer = &story.officer;
        let shown = opening_sheet(&world.ctx, officer, &story.solicitation.reference).await;
        let shown = shown.unwrap();
        assert_eq!(
            (shown.price_participants.len(), shown.participants.len()),
            (2, 2)
        );
    })
    .await;
}

#[tokio::test]
async fn the_result_ranks_what_was_opened_and_says_why_the_rest_is_left_out() {
    on_each_database(async |world| {
        let story = world.technical_fixed().await;
        let (reference, call) = (&story.solicitation.reference, world.call(&story.officer));
        let early = run_result(&world.ctx, &call, reference, "").await;
        assert!(matches!(early, Err(Error::NotNow(why)) if why.contains("opening officers")));
        world.two_consent(&story.solicitation).await;
        run_result(&world.ctx, &call, reference, "").await.unwrap();
        let desk = comparison(&world.ctx, &story.officer, reference, &Filter::default()).await;
        let desk = desk.unwrap();
        assert_eq!(
            desk.figures.unwrap().ranking(),
            [&*story.offers[0].reference, &story.offers[1].reference]
        );
        assert!(
            desk.columns[2]
                .ineligible
                .as_ref()
                .unwrap()
                .contains("threshold")
        );
    })
    .await;
}

#[tokio::test]
async fn a_price_that_cannot_be_read_excludes_its_offer_and_no_other() {
    on_each_database(async |world| {
        let story = world.technical_fixed().await;
        // The price of Boreal in the place of Aurora's: it belongs to another offer.
        let swap = "UPDATE sealed_part SET
                ciphertext = (SELECT one.ciphertext FROM sealed_part AS one JOIN sealed_offer ON sealed_offer.id = one.sealed_offer_id
                    WHERE sealed_offer.offer_id = $1 AND one.part = 'price'),
                ciphertext_sha256 = (SELECT one.ciphertext_sha256 FROM sealed_part AS one JOIN sealed_offer ON sealed_offer.id = one.sealed_offer_id
                    WHERE sealed_offer.offer_id = $1 AND one.part = 'price'), content_sha256 = NULL
            WHERE part = 'price' AND sealed_offer_id = (SELECT id FROM sealed_offer WHERE offer_id = $2)";
        let [aurora, boreal, _] = &story.offers;
        let query = world.ctx.db().query(swap).bind(boreal.id.0).bind(aurora.id.0);
        query.run_one().await.unwrap();
        assert_eq!(world.two_consent(&story.solicitation).await, 2);
        let found = states(world, &story).await;
        assert_eq!((found[0].0, found[1].0), (OfferState::Excluded, OfferState::PriceOpened));
        assert_eq!(events(world, "could not be read; the offer is excluded").await.len(), 1);
    })
    .await;
}
