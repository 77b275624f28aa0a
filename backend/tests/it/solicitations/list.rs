//! Lists, and who sees what.

use super::{drafted, published};
use backend::Error;
use backend::solicitations::{self, ListInput, SortBy, Stage};
use backend::testing::{World, on_each_database};
use chrono::Duration;
use domain::actor::{Actor, Role};

async fn references(world: &World, actor: &Actor, input: ListInput) -> Vec<String> {
    let page = solicitations::list(&world.ctx, actor, &input)
        .await
        .unwrap();
    page.rows.into_iter().map(|row| row.reference).collect()
}

#[tokio::test]
async fn drafts_exist_only_for_buyers() {
    on_each_database(async |world| {
        let (reference, officer) = drafted(world).await;
        let firm = world.provider_organisation("Polar Radar").await;
        let provider = world.provider("Pia", firm).await;
        assert_eq!(
            references(world, &officer, ListInput::default()).await,
            std::slice::from_ref(&reference)
        );
        assert!(
            references(world, &provider, ListInput::default())
                .await
                .is_empty()
        );
        let hidden = solicitations::sheet(&world.ctx, &provider, &reference).await;
        assert!(matches!(hidden, Err(Error::NotFound)));
        let nobody = solicitations::list(&world.ctx, &Actor::Nobody, &ListInput::default()).await;
        assert!(matches!(nobody, Err(Error::Refused(_))));
    })
    .await;
}

#[tokio::test]
async fn nobody_learns_the_number_of_offers_before_opening() {
    on_each_database(async |world| {
        let (reference, officer) = published(world).await;
        let set = "UPDATE solicitation SET offer_count = 3, opened_at = $1";
        let opened = async |at: Option<chrono::DateTime<chrono::Utc>>| {
            world.ctx.db().query(set).bind(at).run().await.unwrap();
            let page = solicitations::list(&world.ctx, &officer, &ListInput::default()).await;
            let sheet = solicitations::sheet(&world.ctx, &officer, &reference).await;
            (page.unwrap().rows[0].offers, sheet.unwrap().offers)
        };
        assert_eq!(opened(None).await, (None, None));
        assert_eq!(opened(Some(world.ctx.now())).await, (Some(3), Some(3)));
    })
    .await;
}

#[tokio::test]
async fn a_published_one_counts_as_closed_when_its_closing_time_has_passed() {
    on_each_database(async |world| {
        let (reference, officer) = published(world).await;
        let at = |stage| ListInput {
            stage: Some(stage),
            ..ListInput::default()
        };
        assert_eq!(
            references(world, &officer, at(Stage::Open)).await,
            std::slice::from_ref(&reference)
        );
        assert!(
            references(world, &officer, at(Stage::Closed))
                .await
                .is_empty()
        );
        world.clock.advance(Duration::days(41));
        assert!(
            references(world, &officer, at(Stage::Open))
                .await
                .is_empty()
        );
        assert_eq!(
            references(world, &officer, at(Stage::Closed)).await,
            [reference]
        );
    })
    .await;
}

#[tokio::test]
async fn words_and_filters_narrow_the_list() {
    on_each_database(async |world| {
        let (reference, officer) = drafted(world).await;
        let found = async |input: ListInput| references(world, &officer, input).await.len();
        let with_text = |text: &str| ListInput {
            text: text.into(),
            ..ListInput::default()
        };
        assert_eq!(found(with_text("north sar")).await, 1);
        assert_eq!(found(with_text(&reference.to_lowercase())).await, 1);
        assert_eq!(found(with_text("relay")).await, 0);
        let mine = ListInput {
            mine: true,
            method: Some("ncp".into()),
            programme: Some("APSS".into()),
            ..ListInput::default()
        };
        assert_eq!(found(mine).await, 1);
        let early = ListInput {
            closes_to: Some(world.ctx.today()),
            ..ListInput::default()
        };
        assert_eq!(found(early).await, 0);
        let imported = ListInput {
            origin: Some("imported".into()),
            ..ListInput::default()
        };
        assert_eq!(found(imported).await, 0);
    })
    .await;
}

async fn many(world: &World, count: i64) {
    for number in 0..count {
        let closes = (number % 4 != 0).then(|| world.ctx.now() + Duration::days(number % 7));
        world
            .ctx
            .db()
            .query(
                "INSERT INTO solicitation (id, reference, origin, status, title, folded_title, need, buyer_name, method,
                     commercial_service, for_operations, clearances_needed, estimate_minor, lots, requirements, zone, closes_at,
                     overrides, offer_count, created_at, version)
                 VALUES ($1, $2, 'imported', 'concluded', 'Imagery', 'imagery', '', 'Buyer', 'open', $3, $3, $3, $4, '[]', '[]',
                     'UTC', $5, '{}', 2, $6, 1)",
            )
            .bind(world.ctx.new_id())
            .bind(format!("ocds-test-{number:03}"))
            .bind(false)
            .bind((number % 3 != 0).then_some(number))
            .bind(closes)
            .bind(world.ctx.now())
            .run_one()
            .await
            .unwrap();
    }
}

#[tokio::test]
async fn paging_by_key_shows_every_row_once_in_every_order() {
    on_each_database(async |world| {
        let officer = world.person("Ann", Role::Officer).await;
        many(world, 120).await;
        for sort in [
            SortBy::Closes,
            SortBy::Title,
            SortBy::Estimate,
            SortBy::Created,
        ] {
            for descending in [false, true] {
                let mut input = ListInput {
                    sort,
                    descending,
                    ..ListInput::default()
                };
                let mut seen = Vec::new();
                loop {
                    let page = solicitations::list(&world.ctx, &officer, &input)
                        .await
                        .unwrap();
                    assert_eq!(page.count, 120);
                    seen.extend(page.rows.into_iter().map(|row| row.reference));
                    input.after = page.next;
                    if input.after.is_none() {
                        break;
                    }
                }
                assert_eq!(seen.len(), 120);
                seen.sort();
                seen.dedup();
                assert_eq!(seen.len(), 120);
            }
        }
    })
    .await;
}

#[tokio::test]
async fn rows_without_a_closing_time_come_last_both_ways() {
    on_each_database(async |world| {
        let officer = world.person("Ann", Role::Officer).await;
        many(world, 12).await;
        for descending in [false, true] {
            let input = ListInput {
                descending,
                ..ListInput::default()
            };
            let rows = solicitations::export(&world.ctx, &officer, &input)
                .await
                .unwrap();
            let dated: Vec<bool> = rows.iter().map(|row| row.closes_at.is_some()).collect();
            assert_eq!(dated.iter().position(|dated| !dated), Some(9));
            assert!(dated[9..].iter().all(|dated| !dated));
        }
    })
    .await;
}
