//! Bidders whose names the panel may not know until the technical evaluation is closed.

use backend::Error;
use backend::evaluation::*;
use backend::offers::{self, ListInput};
use backend::testing::fixtures_eval::Evaluating;
use backend::testing::fixtures_lots::{BY_LOT, TWO_WINNERS};
use backend::testing::fixtures_names::BIDDERS;
use backend::testing::{World, on_each_database};
use domain::actor::{Actor, Role};

/// What somebody reads as the offers' bidders on the page of the panel.
async fn called(world: &World, actor: &Actor, all: &Evaluating) -> Vec<String> {
    let page = panel_page(&world.ctx, actor, &all.solicitation.reference).await;
    let offers = page.unwrap().progress.offers.into_iter();
    let mut names: Vec<String> = offers.map(|offer| offer.provider_name).collect();
    names.sort();
    names
}

const LETTERS: [&str; 3] = ["Offeror A", "Offeror B", "Offeror C"];

#[tokio::test]
async fn evaluators_read_letters_and_officers_names() {
    on_each_database(async |world| {
        let all = world.anonymous().await;
        assert_eq!(called(world, &all.evaluators[0], &all).await, LETTERS);
        assert_eq!(called(world, &all.officer, &all).await, BIDDERS);
        let (sol, eva) = (&all.solicitation.reference, &all.evaluators[0]);
        let list = score_list(&world.ctx, eva, sol).await.unwrap();
        assert!(
            list.offers
                .iter()
                .all(|line| line.provider_name.starts_with("Offeror "))
        );
        let one = score_page(&world.ctx, eva, sol, &all.offers[0].reference).await;
        let words = one.unwrap().technical.summary;
        assert_eq!(words, "[redacted] flies it, and [redacted] operates it.");
    })
    .await;
}

#[tokio::test]
async fn letters_follow_the_record_and_not_who_came_first() {
    on_each_database(async |world| {
        let all = world.anonymous().await;
        let letter = "SELECT pseudonym FROM offer WHERE id = $1";
        let mut found = Vec::new();
        for bid in &all.offers {
            let query = world.ctx.db().query(letter).bind(bid.id.0);
            let letter: String = query.scalar().await.unwrap();
            found.push((letter, bid.id));
        }
        found.sort();
        let id = all.solicitation.id;
        let digest = |offer: domain::id::OfferId| {
            use sha2::Digest;
            sha2::Sha256::new()
                .chain_update(id.0)
                .chain_update(offer.0)
                .finalize()
        };
        assert!(found.is_sorted_by_key(|(_, offer)| digest(*offer)));
    })
    .await;
}

#[tokio::test]
async fn whose_an_offer_is_cannot_be_found_by_filtering() {
    on_each_database(async |world| {
        let all = world.anonymous().await;
        let select = "SELECT reference FROM provider WHERE id = $1";
        let query = world.ctx.db().query(select).bind(all.offers[0].provider.0);
        let provider: String = query.scalar().await.unwrap();
        let of = |provider: &str| ListInput {
            provider: Some(provider.to_owned()),
            ..ListInput::default()
        };
        let rows = async |actor: &Actor, input| {
            let page = offers::list(&world.ctx, actor, input).await;
            page.unwrap().rows.len()
        };
        assert_eq!(rows(&all.evaluators[0], of(&provider)).await, 0);
        assert_eq!(rows(&all.evaluators[0], ListInput::default()).await, 3);
        assert_eq!(rows(&all.officer, of(&provider)).await, 1);
    })
    .await;
}

#[tokio::test]
async fn the_first_stored_result_shows_the_names() {
    on_each_database(async |world| {
        let all = world.anonymous().await;
        world.judged_alike(&all).await;
        assert_eq!(called(world, &all.evaluators[0], &all).await, LETTERS);
        let (call, sol) = (world.call(&all.officer), &all.solicitation.reference);
        run_result(&world.ctx, &call, sol, "").await.unwrap();
        assert_eq!(called(world, &all.evaluators[0], &all).await, BIDDERS);
    })
    .await;
}

#[tokio::test]
async fn an_officer_shows_the_names_only_when_every_score_is_in() {
    on_each_database(async |world| {
        let all = world.anonymous().await;
        let (call, sol) = (world.call(&all.officer), &all.solicitation.reference);
        let early = reveal_names(&world.ctx, &call, sol, "The panel is done.").await;
        assert!(
            matches!(early, Err(Error::NotNow(why)) if why.contains("Eva One")
            || why.contains("Eli Two"))
        );
        world.judged_alike(&all).await;
        let silent = reveal_names(&world.ctx, &call, sol, " ").await;
        assert!(matches!(silent, Err(Error::Invalid(fields)) if fields[0].field == "reason"));
        let call = world.call(&all.officer);
        reveal_names(&world.ctx, &call, sol, "The panel is done.")
            .await
            .unwrap();
        assert_eq!(called(world, &all.evaluators[1], &all).await, BIDDERS);
    })
    .await;
}

#[tokio::test]
async fn who_sees_the_names_in_another_role_is_not_on_such_a_panel() {
    on_each_database(async |world| {
        let all = world.anonymous().await;
        let both = world.person("Both Ways", Role::Evaluator).await;
        let insert = "INSERT INTO account_role (account_id, role) VALUES ($1, 'opener')";
        let query = world.ctx.db().query(insert);
        let added = query.bind(both.account().unwrap().0).run_one().await;
        added.unwrap();
        let mut members: Vec<_> = all.evaluators.iter().filter_map(Actor::account).collect();
        members.extend(both.account());
        let (call, sol) = (world.call(&all.officer), &all.solicitation.reference);
        let chosen = assign_panel(&world.ctx, &call, sol, &members).await;
        assert!(matches!(chosen, Err(Error::Invalid(fields)) if fields[0].field == "members"));
    })
    .await;
}

#[tokio::test]
async fn names_wait_for_the_first_result_of_the_last_lot() {
    on_each_database(async |world| {
        let all = world.divided(BY_LOT, TWO_WINNERS).await;
        let id = all.solicitation.id.0;
        let hide = "UPDATE solicitation SET names_hidden = $1 WHERE id = $2";
        let query = world.ctx.db().query(hide).bind(true).bind(id);
        query.run_one().await.unwrap();
        let hidden = async || -> bool {
            let select = "SELECT names_hidden FROM solicitation WHERE id = $1";
            let query = world.ctx.db().query(select).bind(id);
            query.scalar().await.unwrap()
        };
        world.run_lot(&all, "L1").await.unwrap();
        assert!(hidden().await, "L2 waits for its first result");
        world.run_lot(&all, "L2").await.unwrap();
        assert!(!hidden().await);
    })
    .await;
}
