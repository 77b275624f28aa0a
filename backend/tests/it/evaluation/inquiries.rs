//! Asking one bidder: a clarification, or the explanation of a low price.

use backend::Error;
use backend::evaluation::*;
use backend::testing::fixtures_eval::Evaluating;
use backend::testing::{World, on_each_database};
use chrono::Duration;
use domain::actor::{Actor, Role};
use domain::states::{InquiryState, OfferState};
use rust_decimal::Decimal;

fn asking<'a>(world: &World, all: &'a Evaluating, kind: &'a str) -> InquiryInput<'a> {
    InquiryInput {
        offer: &all.offers[2].reference,
        kind,
        question: "What makes this price possible?",
        answer_by: Some(world.ctx.today() + Duration::days(5)),
    }
}

async fn ask(world: &World, all: &Evaluating, kind: &str) -> Result<(), Error> {
    let (call, input) = (world.call(&all.officer), asking(world, all, kind));
    ask_inquiry(&world.ctx, &call, &all.solicitation.reference, input).await
}

/// A person of the bidder that is asked.
async fn bidder(world: &World, all: &Evaluating) -> Actor {
    world.provider("Cyra", all.offers[2].provider).await
}

async fn answer(world: &World, all: &Evaluating, who: &Actor) -> Result<(), Error> {
    let offer = &all.offers[2].reference;
    answer_inquiry(
        &world.ctx,
        &world.call(who),
        offer,
        1,
        "We own the satellites.",
    )
    .await
}

async fn conclude(world: &World, all: &Evaluating, finding: &str) -> Result<(), Error> {
    let (call, sol) = (world.call(&all.officer), &all.solicitation.reference);
    conclude_inquiry(
        &world.ctx,
        &call,
        sol,
        1,
        (finding, "The fleet is paid for."),
    )
    .await
}

#[tokio::test]
async fn a_bidder_explains_its_price_and_an_officer_concludes() {
    on_each_database(async |world| {
        let all = world.evaluating().await;
        ask(world, &all, "low_price").await.unwrap();
        let cyra = bidder(world, &all).await;
        let news = backend::notices::unread(&world.ctx, &cyra).await.unwrap();
        assert_eq!(news[0].kind, "inquiry.asked");
        assert!(matches!(
            conclude(world, &all, "explained").await,
            Err(Error::NotNow(_))
        ));
        answer(world, &all, &cyra).await.unwrap();
        assert!(matches!(
            answer(world, &all, &cyra).await,
            Err(Error::NotNow(_))
        ));
        conclude(world, &all, "explained").await.unwrap();
        let sol = &all.solicitation.reference;
        let page = inquiries_page(&world.ctx, &all.officer, sol).await.unwrap();
        assert_eq!(page.inquiries[0].status, InquiryState::Concluded);
        let offer = page.sheet.offer(&all.offers[2].reference).unwrap();
        assert_ne!(offer.status, OfferState::Excluded);
    })
    .await;
}

#[tokio::test]
async fn only_the_bidder_that_is_asked_sees_the_question_and_never_the_finding() {
    on_each_database(async |world| {
        let all = world.evaluating().await;
        ask(world, &all, "clarification").await.unwrap();
        let cyra = bidder(world, &all).await;
        answer(world, &all, &cyra).await.unwrap();
        conclude(world, &all, "not_explained").await.unwrap();
        let offer = &all.offers[2].reference;
        let own = own_inquiries(&world.ctx, &cyra, offer).await.unwrap();
        assert_eq!(
            (own.inquiries[0].finding, &own.inquiries[0].conclusion),
            (None, &None)
        );
        let rival = world.provider("Ana", all.offers[0].provider).await;
        let hidden = own_inquiries(&world.ctx, &rival, offer).await;
        assert!(matches!(hidden, Err(Error::Refused(_))));
        assert!(matches!(
            answer(world, &all, &rival).await,
            Err(Error::Refused(_))
        ));
        let evaluator = &all.evaluators[0];
        let page = inquiries_page(&world.ctx, evaluator, &all.solicitation.reference).await;
        assert!(matches!(page, Err(Error::Refused(_))));
    })
    .await;
}

#[tokio::test]
async fn silence_is_concluded_after_the_last_day() {
    on_each_database(async |world| {
        let all = world.evaluating().await;
        ask(world, &all, "clarification").await.unwrap();
        world.clock.advance(Duration::days(5));
        assert!(matches!(
            conclude(world, &all, "not_explained").await,
            Err(Error::NotNow(_))
        ));
        world.clock.advance(Duration::days(1));
        conclude(world, &all, "not_explained").await.unwrap();
        let cyra = bidder(world, &all).await;
        assert!(matches!(
            answer(world, &all, &cyra).await,
            Err(Error::NotNow(_))
        ));
    })
    .await;
}

#[tokio::test]
async fn nothing_is_asked_about_a_price_that_is_sealed() {
    on_each_database(async |world| {
        let all = world.prices_sealed().await;
        let Err(Error::Invalid(fields)) = ask(world, &all, "low_price").await else {
            panic!("the question was taken")
        };
        assert_eq!(fields[0].field, "kind");
        ask(world, &all, "clarification").await.unwrap();
        let sol = &all.solicitation.reference;
        let page = inquiries_page(&world.ctx, &all.officer, sol).await.unwrap();
        assert!(page.screens.lines.is_empty());
    })
    .await;
}

#[tokio::test]
async fn a_question_needs_an_offer_words_and_a_day_ahead() {
    on_each_database(async |world| {
        let all = world.evaluating().await;
        let (call, sol) = (world.call(&all.officer), &all.solicitation.reference);
        let wrong = InquiryInput {
            offer: "OFR-0",
            kind: "gossip",
            question: " ",
            answer_by: Some(world.ctx.today()),
        };
        let Err(Error::Invalid(fields)) = ask_inquiry(&world.ctx, &call, sol, wrong).await else {
            panic!("the question was taken")
        };
        let names: Vec<_> = fields.iter().map(|field| field.field.as_str()).collect();
        assert_eq!(names, ["offer", "kind", "question", "answer_by"]);
        let auditor = world.person("Aud", Role::Auditor).await;
        let input = asking(world, &all, "clarification");
        let refused = ask_inquiry(&world.ctx, &world.call(&auditor), sol, input).await;
        assert!(matches!(refused, Err(Error::Refused(_))));
    })
    .await;
}

#[tokio::test]
async fn the_screens_flag_the_low_price_and_exclude_nobody() {
    on_each_database(async |world| {
        let all = world.evaluating().await;
        let sol = &all.solicitation.reference;
        let page = inquiries_page(&world.ctx, &all.officer, sol).await.unwrap();
        let lines = page.screens.lines.iter();
        let flagged: Vec<_> = lines.filter(|line| line.under_mean).collect();
        assert_eq!(flagged.len(), 1);
        assert_eq!(flagged[0].offer, all.offers[2].reference);
        let limit = page
            .screens
            .limit
            .map(|limit| limit.normalize().to_string());
        assert_eq!(limit.as_deref(), Some("8100000"));
    })
    .await;
}

#[tokio::test]
async fn the_screen_flags_by_the_threshold_that_was_published() {
    on_each_database(async |world| {
        let all = world.evaluating().await;
        let sol = &all.solicitation.reference;
        let flagged = async || {
            let page = inquiries_page(&world.ctx, &all.officer, sol).await.unwrap();
            let lines = page.screens.lines.iter();
            lines.filter(|line| line.under_mean).count()
        };
        assert_eq!(flagged().await, 1);
        world
            .scheme_with(&all.solicitation, |scheme| {
                scheme.screening.below_mean = Decimal::from(50);
            })
            .await;
        assert_eq!(flagged().await, 0);
    })
    .await;
}

#[tokio::test]
async fn the_page_of_an_offer_leads_its_bidder_to_what_was_asked() {
    on_each_database(async |world| {
        let all = world.evaluating().await;
        ask(world, &all, "clarification").await.unwrap();
        let cyra = bidder(world, &all).await;
        let own = backend::offers::sheet(&world.ctx, &cyra, &all.offers[2].reference).await;
        assert_eq!(own.unwrap().inquiries, 1);
    })
    .await;
}
