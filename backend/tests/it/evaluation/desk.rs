//! The comparison desk with many offers, its groups, and what its address chooses.

use backend::evaluation::*;
use backend::testing::fixtures_eval::Evaluating;
use backend::testing::{World, on_each_database};
use domain::solicitations::EvaluationMethod;
use std::collections::BTreeSet;

async fn desk(world: &World, all: &Evaluating, filter: Filter) -> Comparison {
    let sol = &all.solicitation.reference;
    comparison(&world.ctx, &all.officer, sol, &filter)
        .await
        .unwrap()
}

fn shown(found: &Comparison) -> Vec<String> {
    let columns = found.columns.iter();
    columns
        .map(|column| column.offer.reference.clone())
        .collect()
}

#[tokio::test]
async fn many_offers_are_paged_through_by_rank_with_the_reference_on_each_page() {
    on_each_database(async |world| {
        let all = world.large_desk(14, 1).await;
        let pinned = all.offers[1].reference.clone();
        let (mut seen, mut places) = (BTreeSet::new(), Vec::new());
        for page in 1..=3 {
            let reference = Some(pinned.clone());
            let found = desk(
                world,
                &all,
                Filter {
                    reference,
                    page,
                    ..Filter::default()
                },
            )
            .await;
            assert_eq!(found.page, (page, 3));
            assert!(shown(&found).contains(&pinned));
            assert!(
                found
                    .rows
                    .iter()
                    .all(|row| row.cells.len() <= found.columns.len())
            );
            let ranked = found.columns.iter().filter(|column| !column.pinned);
            places.extend(ranked.filter_map(|column| column.rank));
            seen.extend(shown(&found));
        }
        assert!(seen.len() == 14 && places.is_sorted(), "{places:?}");
    })
    .await;
}

#[tokio::test]
async fn what_is_best_is_the_best_of_all_and_not_of_a_page() {
    on_each_database(async |world| {
        let all = world.large_desk(14, 1).await;
        let mut best = 0;
        for page in 1..=3 {
            let found = desk(
                world,
                &all,
                Filter {
                    page,
                    ..Filter::default()
                },
            )
            .await;
            let total = found
                .rows
                .iter()
                .find(|row| row.kind == RowKind::Total)
                .unwrap();
            let cells = total.cells.iter().zip(&found.columns);
            best += cells
                .filter(|(cell, column)| cell.best && !column.pinned)
                .count();
        }
        assert_eq!(best, 1, "one offer alone has the lowest price");
    })
    .await;
}

#[tokio::test]
async fn two_to_six_offers_are_chosen_and_ordered_as_asked() {
    on_each_database(async |world| {
        let all = world.ranked().await;
        let [aurora, _, cygnus] = all.offers.clone().map(|bid| bid.reference);
        let offers = vec![aurora.clone(), cygnus.clone()];
        let order = Order::Price;
        let found = desk(
            world,
            &all,
            Filter {
                offers,
                order,
                ..Filter::default()
            },
        )
        .await;
        assert_eq!(shown(&found), [cygnus, aurora]);
        assert!(found.chosen);
        let one = vec![found.columns[0].offer.reference.clone()];
        let found = desk(
            world,
            &all,
            Filter {
                offers: one,
                ..Filter::default()
            },
        )
        .await;
        assert!(!found.chosen && found.columns.len() == 3);
    })
    .await;
}

#[tokio::test]
async fn rows_stand_in_their_groups_and_a_group_without_rows_has_no_head() {
    on_each_database(async |world| {
        let all = world.ranked().await;
        let heads = |found: &Comparison| -> Vec<String> {
            let heads = found
                .rows
                .iter()
                .filter(|row| matches!(row.kind, RowKind::Group(_)));
            heads.map(|row| row.label.clone()).collect()
        };
        let found = desk(world, &all, Filter::default()).await;
        let expected = [
            "Eligibility",
            "Price",
            "Technical",
            "Experience",
            "Terms",
            "Strategy fit",
            "Result",
        ];
        let found = heads(&found);
        let same = found
            .iter()
            .zip(expected)
            .all(|(head, word)| head.starts_with(word));
        assert!(same && found.len() == expected.len(), "{found:?}");
        let only_differences = true;
        let differing = desk(
            world,
            &all,
            Filter {
                only_differences,
                ..Filter::default()
            },
        )
        .await;
        assert!(!heads(&differing).contains(&"Terms".to_owned()));
    })
    .await;
}

#[tokio::test]
async fn an_earlier_result_and_another_currency_are_chosen_by_the_address() {
    on_each_database(async |world| {
        let all = world
            .scored_in(EvaluationMethod::RelativeLowestPrice, "NOK")
            .await;
        world.rate_before(&all.solicitation, "NOK", "10").await;
        let sol = &all.solicitation.reference;
        for reason in ["", "Once more."] {
            let call = world.call(&all.officer);
            run_result(&world.ctx, &call, sol, reason).await.unwrap();
        }
        let run = Some(1);
        let currency = "NOK".parse().ok();
        let found = desk(
            world,
            &all,
            Filter {
                run,
                currency,
                ..Filter::default()
            },
        )
        .await;
        assert_eq!(found.run.unwrap().number, 1);
        let codes: Vec<_> = found
            .currencies
            .iter()
            .map(|one| one.currency.code())
            .collect();
        assert_eq!(codes, ["NOK", "EUR"]);
    })
    .await;
}
