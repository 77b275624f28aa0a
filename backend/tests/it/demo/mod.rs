//! The demonstration: invented people and providers, told through the use cases.

use backend::testing::{World, on_each_database};
use backend::{audit, demo};
use domain::actor::Role;
use std::collections::BTreeMap;

const TABLES: [&str; 15] = [
    "event",
    "request",
    "account",
    "provider",
    "solicitation",
    "offer",
    "sealed_offer",
    "score",
    "result_run",
    "award",
    "contract",
    "milestone",
    "capability",
    "pledge",
    "payment",
];

async fn counts(world: &World) -> BTreeMap<&'static str, i64> {
    let mut counts = BTreeMap::new();
    for table in TABLES {
        let sql = sqlx::AssertSqlSafe(format!("SELECT COUNT(*) FROM {table}"));
        counts.insert(table, world.ctx.db().query(sql).scalar().await.unwrap());
    }
    counts
}

#[tokio::test]
async fn loading_it_again_changes_nothing_and_gives_the_same_accounts() {
    on_each_database(async |world| {
        let first = demo::load(&world.ctx).await.unwrap();
        let before = counts(world).await;
        world.clock.advance(chrono::Duration::days(40));
        let second = demo::load(&world.ctx).await.unwrap();
        assert_eq!(counts(world).await, before);
        let passwords = |loaded: &demo::Loaded| {
            loaded
                .accounts
                .iter()
                .map(|one| one.password.clone())
                .collect::<Vec<_>>()
        };
        assert_eq!(passwords(&first), passwords(&second));
        assert!(before.values().all(|count| *count > 0), "{before:?}");
    })
    .await;
}

#[tokio::test]
async fn there_is_somebody_for_every_role_and_every_password_signs_in() {
    on_each_database(async |world| {
        let loaded = demo::load(&world.ctx).await.unwrap();
        for role in Role::ALL {
            assert!(
                loaded
                    .accounts
                    .iter()
                    .any(|account| account.role == role.as_str()),
                "{role:?}"
            );
        }
        let account = &loaded.accounts[0];
        let typed = backend::accounts::SignIn {
            email: &account.email,
            password: &account.password,
            browser: "test",
            address: "a",
        };
        assert!(backend::accounts::sign_in(&world.ctx, typed).await.is_ok());
    })
    .await;
}

#[tokio::test]
async fn its_log_verifies_and_no_event_lies_ahead() {
    on_each_database(async |world| {
        demo::load(&world.ctx).await.unwrap();
        while audit::seal(&world.ctx).await.unwrap().more {}
        let verdict = audit::verify(&world.ctx).await.unwrap();
        assert!(
            verdict.intact() && verdict.unsealed == 0,
            "{:?}",
            verdict.broken
        );
        let ahead: i64 = world
            .ctx
            .db()
            .query("SELECT COUNT(*) FROM event WHERE at > $1")
            .bind(world.ctx.now())
            .scalar()
            .await
            .unwrap();
        assert_eq!(ahead, 0);
    })
    .await;
}

#[tokio::test]
async fn every_record_of_it_is_marked() {
    on_each_database(async |world| {
        demo::load(&world.ctx).await.unwrap();
        for table in [
            "solicitation",
            "offer",
            "award",
            "contract",
            "provider",
            "pledge",
            "capability",
        ] {
            let sql = sqlx::AssertSqlSafe(format!(
                "SELECT COUNT(*) FROM {table} WHERE origin = 'perigee'"
            ));
            let unmarked: i64 = world.ctx.db().query(sql).scalar().await.unwrap();
            assert_eq!(unmarked, 0, "{table}");
        }
    })
    .await;
}
