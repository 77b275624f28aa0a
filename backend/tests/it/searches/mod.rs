//! Saved searches and their feeds.

use backend::Error;
use backend::searches::{close_feed, feed, forget, mine, open_feed, save, see};
use backend::testing::{World, on_each_database};
use chrono::Duration;
use domain::actor::{Actor, Role};
use uuid::Uuid;

async fn kept(world: &World, who: &Actor, name: &str, query: &[(&str, &str)]) -> Uuid {
    let query: Vec<_> = query
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect();
    save(&world.ctx, &world.call(who), name, &query)
        .await
        .unwrap()
}

#[tokio::test]
async fn what_was_published_since_the_last_look_is_counted_by_the_filters() {
    on_each_database(async |world| {
        let ann = world.person("Ann", Role::Provider).await;
        let monitoring = kept(
            world,
            &ann,
            "Monitoring",
            &[("q", "PERSISTENT"), ("after", "x")],
        )
        .await;
        kept(world, &ann, "Launch", &[("q", "launch"), ("stage", "open")]).await;
        world.clock.set(world.ctx.now() + Duration::hours(1));
        world.published_solicitation().await;
        let fresh = async || -> Vec<(String, i64)> {
            let rows = mine(&world.ctx, &ann).await.unwrap();
            rows.into_iter().map(|row| (row.name, row.fresh)).collect()
        };
        let (launch, monitored) = ("Launch".to_owned(), "Monitoring".to_owned());
        assert_eq!(fresh().await, [(launch.clone(), 0), (monitored.clone(), 1)]);
        let query = see(&world.ctx, &world.call(&ann), monitoring)
            .await
            .unwrap();
        assert_eq!(query, "q=PERSISTENT");
        assert_eq!(fresh().await, [(launch, 0), (monitored, 0)]);
    })
    .await;
}

#[tokio::test]
async fn a_search_of_another_person_is_not_there() {
    on_each_database(async |world| {
        let ann = world.person("Ann", Role::Provider).await;
        let bob = world.person("Bob", Role::Provider).await;
        let id = kept(world, &ann, "Mine", &[]).await;
        let call = world.call(&bob);
        assert!(mine(&world.ctx, &bob).await.unwrap().is_empty());
        assert!(matches!(
            see(&world.ctx, &call, id).await,
            Err(Error::NotFound)
        ));
        assert!(matches!(
            forget(&world.ctx, &call, id).await,
            Err(Error::NotFound)
        ));
        assert!(matches!(
            open_feed(&world.ctx, &call, id).await,
            Err(Error::NotFound)
        ));
    })
    .await;
}

#[tokio::test]
async fn a_feed_is_read_by_its_secret_until_it_is_ended() {
    on_each_database(async |world| {
        let ann = world.person("Ann", Role::Provider).await;
        let id = kept(world, &ann, "All", &[]).await;
        let asked = world.published_solicitation().await;
        let call = world.call(&ann);
        let first = open_feed(&world.ctx, &call, id).await.unwrap();
        let secret = open_feed(&world.ctx, &call, id).await.unwrap();
        assert!(matches!(
            feed(&world.ctx, &first).await,
            Err(Error::NotFound)
        ));
        let entries = feed(&world.ctx, &secret).await.unwrap().entries;
        assert_eq!(entries[0].reference, asked.reference);
        close_feed(&world.ctx, &call, id).await.unwrap();
        assert!(matches!(
            feed(&world.ctx, &secret).await,
            Err(Error::NotFound)
        ));
    })
    .await;
}

#[tokio::test]
async fn a_feed_never_holds_a_draft_even_of_an_officer() {
    on_each_database(async |world| {
        let olga = world.person("Olga", Role::Officer).await;
        let id = kept(world, &olga, "All", &[]).await;
        let asked = world.published_solicitation().await;
        let unpublish =
            "UPDATE solicitation SET status = 'draft', published_at = NULL WHERE id = $1";
        world
            .ctx
            .db()
            .query(unpublish)
            .bind(asked.id.0)
            .run_one()
            .await
            .unwrap();
        let secret = open_feed(&world.ctx, &world.call(&olga), id).await.unwrap();
        assert!(feed(&world.ctx, &secret).await.unwrap().entries.is_empty());
    })
    .await;
}

#[tokio::test]
async fn the_same_name_keeps_a_search_anew() {
    on_each_database(async |world| {
        let ann = world.person("Ann", Role::Provider).await;
        let first = kept(world, &ann, "Radar", &[("q", "radar")]).await;
        let second = kept(world, &ann, "RADAR", &[("q", "sar")]).await;
        assert_eq!(first, second);
        let rows = mine(&world.ctx, &ann).await.unwrap();
        assert_eq!((rows.len(), rows[0].query.as_str()), (1, "q=sar"));
    })
    .await;
}
