//! The log.

mod reading;
mod timeline;

use backend::audit;
use backend::testing::{World, on_each_database};
use domain::actor::Role;

/// A few events: accounts added by an administrator.
async fn some_events(world: &World, count: usize) {
    let admin = world.person("Root", Role::Administrator).await;
    for n in 0..count {
        let input = backend::accounts::AccountInput {
            email: format!("p{n}@example.org"),
            name: format!("Person {n}"),
            roles: vec!["auditor".into()],
            ..Default::default()
        };
        let account = backend::accounts::NewAccount::try_from(input).unwrap();
        backend::accounts::add(&world.ctx, &world.call(&admin), account)
            .await
            .unwrap();
    }
}

/// Does by hand in the database what its triggers refuse.
async fn tamper(world: &World, statement: &'static str) -> bool {
    let db = world.ctx.db();
    let drop: &[&'static str] = match db.dialect() {
        backend::db::Dialect::Sqlite => &[
            "DROP TRIGGER event_no_update",
            "DROP TRIGGER event_no_delete",
            "DROP TRIGGER log_leaf_no_delete",
        ],
        backend::db::Dialect::Postgres => &[
            "DROP TRIGGER event_no_change ON event",
            "DROP TRIGGER log_leaf_no_change ON log_leaf",
        ],
    };
    for trigger in drop {
        db.query(*trigger).run().await.unwrap();
    }
    db.query(statement).run().await.unwrap() > 0
}

#[tokio::test]
async fn an_untouched_log_verifies() {
    on_each_database(async |world| {
        some_events(world, 3).await;
        let sealed = audit::seal(&world.ctx).await.unwrap().sealed;
        some_events_more(world).await;
        let verdict = audit::verify(&world.ctx).await.unwrap();
        assert!(verdict.intact(), "{:?}", verdict.broken);
        assert_eq!(
            (verdict.events, verdict.unsealed, verdict.checkpoints),
            (sealed + 1, 1, 1)
        );
    })
    .await;
}

async fn some_events_more(world: &World) {
    let link = backend::accounts::open_first_administrator(&world.ctx).await;
    assert!(link.is_err(), "there is an administrator already");
    let admin = world.person("Second", Role::Administrator).await;
    let rows = backend::accounts::accounts(&world.ctx, &admin)
        .await
        .unwrap();
    let other = rows.iter().find(|row| row.name == "Person 0").unwrap();
    backend::accounts::disable(&world.ctx, &world.call(&admin), other.id, false)
        .await
        .unwrap();
}

#[tokio::test]
async fn an_altered_event_is_named_sealed_or_not() {
    on_each_database(async |world| {
        some_events(world, 2).await;
        assert!(
            tamper(
                world,
                "UPDATE event SET summary = 'nothing' WHERE summary LIKE '%p1@example.org'"
            )
            .await
        );
        let unsealed = audit::verify(&world.ctx).await.unwrap().broken.unwrap();
        assert!(
            unsealed.contains("account.keep of Person 1") && unsealed.contains("altered"),
            "{unsealed}"
        );
        audit::seal(&world.ctx).await.unwrap();
        let sealed = audit::verify(&world.ctx).await.unwrap().broken.unwrap();
        assert!(sealed.contains("account.keep of Person 1"), "{sealed}");
    })
    .await;
}

#[tokio::test]
async fn a_cut_off_end_is_noticed() {
    on_each_database(async |world| {
        some_events(world, 3).await;
        audit::seal(&world.ctx).await.unwrap();
        assert!(tamper(world, "DELETE FROM log_leaf WHERE position = 2").await);
        assert!(
            audit::verify(&world.ctx)
                .await
                .unwrap()
                .broken
                .unwrap()
                .contains("signed with 3 events, 2 are there")
        );
    })
    .await;
}

#[tokio::test]
async fn the_store_refuses_changes_of_the_log() {
    on_each_database(async |world| {
        some_events(world, 1).await;
        assert!(
            world
                .ctx
                .db()
                .query("UPDATE event SET summary = 'x'")
                .run()
                .await
                .is_err()
        );
        assert!(
            world
                .ctx
                .db()
                .query("DELETE FROM event")
                .run()
                .await
                .is_err()
        );
    })
    .await;
}
