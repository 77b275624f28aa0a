//! The reference data and the Strategy.

use backend::strategy::{self, load_reference};
use backend::testing::{World, on_each_database};
use backend::{Call, Error};
use domain::actor::Role;

async fn events(world: &World) -> i64 {
    let count = "SELECT CAST(COUNT(*) AS BIGINT) FROM event";
    world.ctx.db().query(count).scalar().await.unwrap()
}

#[tokio::test]
async fn a_second_run_changes_nothing_and_records_nothing() {
    on_each_database(async |world| {
        let first = load_reference(&world.ctx, &Call::system("test"))
            .await
            .unwrap();
        assert_eq!(
            (first.strategy_items, first.nations, first.programmes),
            (35, 32, 11)
        );
        assert_eq!(events(world).await, 1);
        let second = load_reference(&world.ctx, &Call::system("test"))
            .await
            .unwrap();
        assert_eq!((second.written(), events(world).await), (0, 1));
    })
    .await;
}

#[tokio::test]
async fn a_run_mends_what_was_changed_and_says_so() {
    on_each_database(async |world| {
        world.reference().await;
        let db = world.ctx.db();
        db.query("UPDATE nation SET name = 'Nowhere' WHERE code = 'NO'")
            .run()
            .await
            .unwrap();
        db.query("DELETE FROM programme_fact WHERE programme_code = 'APSS' AND position = 1")
            .run()
            .await
            .unwrap();
        let report = load_reference(&world.ctx, &Call::system("test"))
            .await
            .unwrap();
        assert_eq!(report.nations, 1);
        assert!(report.facts > 20 && report.programmes == 0);
        assert_eq!(events(world).await, 2);
    })
    .await;
}

#[tokio::test]
async fn only_administrators_load_reference_data() {
    on_each_database(async |world| {
        let officer = world.person("Ann", Role::Officer).await;
        let refused = load_reference(&world.ctx, &world.call(&officer)).await;
        assert!(matches!(refused, Err(Error::Refused(_))));
    })
    .await;
}

#[tokio::test]
async fn an_objective_shows_its_lines_and_what_serves_them() {
    on_each_database(async |world| {
        world.reference().await;
        let (officer, published) = (world.person("Ann", Role::Officer).await, world.published_solicitation().await);
        let serve = "INSERT INTO solicitation_strategy (solicitation_id, strategy_code) VALUES ($1, 'CSS-1.3')";
        world.ctx.db().query(serve).bind(published.id.0).run_one().await.unwrap();
        let sheet = strategy::item(&world.ctx, &officer, "CSS-1").await.unwrap();
        assert_eq!((sheet.family.len(), sheet.solicitations[0].reference.as_str()), (6, published.reference.as_str()));
        let line = strategy::item(&world.ctx, &officer, "CSS-1.3").await.unwrap();
        assert_eq!((line.item.solicitations, line.family[0].code.as_str()), (1, "CSS-1"));
        assert!(matches!(strategy::item(&world.ctx, &officer, "CSS-9").await, Err(Error::NotFound)));
    })
    .await;
}

#[tokio::test]
async fn providers_do_not_see_drafts_that_serve_a_code() {
    on_each_database(async |world| {
        world.reference().await;
        let published = world.published_solicitation().await;
        let draft =
            "UPDATE solicitation SET status = 'draft', functional_area = 'FA-ISR' WHERE id = $1";
        world
            .ctx
            .db()
            .query(draft)
            .bind(published.id.0)
            .run_one()
            .await
            .unwrap();
        let organisation = world.provider_organisation("Aurora").await;
        let provider = world.provider("Pia", organisation).await;
        let seen = strategy::item(&world.ctx, &provider, "FA-ISR")
            .await
            .unwrap();
        assert!(seen.solicitations.is_empty() && seen.item.solicitations == 0);
        let officer = world.person("Ann", Role::Officer).await;
        assert_eq!(
            strategy::item(&world.ctx, &officer, "FA-ISR")
                .await
                .unwrap()
                .solicitations
                .len(),
            1
        );
    })
    .await;
}
