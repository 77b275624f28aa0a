//! Debriefs: what is marked, what is found, what is sent.

use backend::Error;
use backend::evaluation::*;
use backend::testing::fixtures_eval::Evaluating;
use backend::testing::{World, on_each_database};
use domain::awards::SecretKind;

/// Prepares the debrief of the second offer at a version, and gives the page.
async fn prepared(
    world: &World,
    all: &Evaluating,
    version: i64,
    input: DebriefInput,
) -> DebriefPage {
    let which = (
        all.solicitation.reference.as_str(),
        all.offers[1].reference.as_str(),
    );
    prepare_debrief(&world.ctx, &world.call(&all.officer), which, version, input)
        .await
        .unwrap();
    debrief_page(&world.ctx, &all.officer, which.0, which.1)
        .await
        .unwrap()
}

fn words(words: &str) -> DebriefInput {
    DebriefInput {
        words: words.to_owned(),
        ..DebriefInput::default()
    }
}

#[tokio::test]
async fn only_marked_comments_go_into_a_debrief_and_without_names() {
    on_each_database(async |world| {
        let all = world.in_standstill().await;
        let silent = prepared(world, &all, 0, DebriefInput::default()).await;
        let reasons = |page: &DebriefPage| {
            page.document
                .criteria
                .iter()
                .flat_map(|line| line.reasons.clone())
                .collect::<Vec<_>>()
        };
        assert!(reasons(&silent).is_empty());
        let marked = DebriefInput {
            marked: vec!["T1/1".to_owned()],
            price_rank: true,
            ..DebriefInput::default()
        };
        let page = prepared(world, &all, 1, marked).await;
        assert_eq!(reasons(&page), ["Because of T1."]);
        assert_eq!(page.document.price_rank, Some((2, 3)));
        assert!(
            page.comments
                .iter()
                .all(|one| !one.author.contains("Eva One"))
        );
        let better = &page.document.advantages[0];
        assert_eq!(
            better,
            "Coverage and revisit: the chosen offer has 9.5 points more."
        );
    })
    .await;
}

#[tokio::test]
async fn nothing_is_sent_while_another_bidder_is_named_and_a_redaction_mends_it() {
    on_each_database(async |world| {
        let all = world.in_standstill().await;
        let text = "Cygnus Imaging asked EUR 6 000 000.00, Aurora Observation 12,000,000.";
        let page = prepared(world, &all, 0, words(text)).await;
        let kinds: Vec<SecretKind> = page.leaks.iter().map(|leak| leak.kind).collect();
        assert_eq!(
            kinds,
            [SecretKind::Name, SecretKind::Name, SecretKind::Amount]
        );
        let which = (
            all.solicitation.reference.as_str(),
            all.offers[1].reference.as_str(),
        );
        let call = world.call(&all.officer);
        let early = send_debrief(&world.ctx, &call, which, 1).await;
        assert!(matches!(early, Err(Error::NotNow(_))));
        let mended = DebriefInput {
            passages: "cygnus imaging\n6 000 000.00".to_owned(),
            ..words(text)
        };
        let page = prepared(world, &all, 1, mended).await;
        assert_eq!(page.leaks, []);
        assert_eq!(
            page.document.words,
            "[redacted] asked EUR [redacted], Aurora Observation 12,000,000."
        );
        send_debrief(&world.ctx, &call, which, 2).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_bidder_is_found_by_a_part_of_its_name_and_the_chosen_one_may_be_named() {
    on_each_database(async |world| {
        let all = world.in_standstill().await;
        let page = prepared(world, &all, 0, words("Weaker than Cygnus.")).await;
        assert_eq!(page.leaks[0].found, "Cygnus");
        let page = prepared(world, &all, 1, words("Aurora showed more imaging.")).await;
        assert_eq!(page.leaks, []);
    })
    .await;
}

#[tokio::test]
async fn an_evaluators_name_is_found() {
    on_each_database(async |world| {
        let all = world.in_standstill().await;
        let page = prepared(world, &all, 0, words("As Eva One wrote.")).await;
        assert_eq!(page.leaks[0].kind, SecretKind::Person);
    })
    .await;
}

#[tokio::test]
async fn a_sent_debrief_is_read_with_the_notice_and_stands() {
    on_each_database(async |world| {
        let all = world.in_standstill().await;
        let (sol, offer) = (&all.solicitation.reference, &all.offers[1].reference);
        let bidder = world.provider("Bo", all.offers[1].provider).await;
        prepared(world, &all, 0, words("A sound offer.")).await;
        assert_eq!(
            notice(&world.ctx, &bidder, offer).await.unwrap().document,
            None
        );
        let call = world.call(&all.officer);
        send_debrief(&world.ctx, &call, (sol, offer), 1)
            .await
            .unwrap();
        let page = notice(&world.ctx, &bidder, offer).await.unwrap();
        assert_eq!(page.document.unwrap().words, "A sound offer.");
        let late = prepare_debrief(&world.ctx, &call, (sol, offer), 2, words("More.")).await;
        assert!(matches!(late, Err(Error::NotNow(_))));
    })
    .await;
}

#[tokio::test]
async fn the_notice_itself_carries_no_comment_of_the_panel() {
    on_each_database(async |world| {
        let all = world.in_standstill().await;
        let bidder = world.provider("Bo", all.offers[1].provider).await;
        let page = notice(&world.ctx, &bidder, &all.offers[1].reference)
            .await
            .unwrap();
        assert!(
            page.debrief
                .by_criterion
                .iter()
                .all(|one| one.reason.is_none())
        );
    })
    .await;
}
