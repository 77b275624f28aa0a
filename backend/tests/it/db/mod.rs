//! What the facade promises of both databases.

mod orders;

use backend::db::{Db, DbError, Dialect};
use backend::testing::on_each_database;
use std::collections::BTreeSet;

#[tokio::test]
async fn both_databases_end_with_the_same_tables_and_columns() {
    let all = std::sync::Mutex::new(Vec::<BTreeSet<(String, String)>>::new());
    on_each_database(async |world| {
        let sql = match world.ctx.db().dialect() {
            Dialect::Sqlite => {
                "SELECT m.name, c.name FROM sqlite_master m JOIN pragma_table_info(m.name) c
                 WHERE m.type IN ('table', 'view') AND m.name NOT LIKE 'sqlite%' AND m.name <> '_sqlx_migrations'"
            }
            Dialect::Postgres => {
                "SELECT CAST(table_name AS TEXT), CAST(column_name AS TEXT) FROM information_schema.columns
                 WHERE table_schema = 'public' AND table_name <> '_sqlx_migrations'"
            }
        };
        let columns: Vec<(String, String)> = world.ctx.db().query(sql).all().await.unwrap();
        assert!(columns.len() > 200);
        all.lock().unwrap().push(columns.into_iter().collect());
    })
    .await;
    let all = all.into_inner().unwrap();
    assert!(all.windows(2).all(|pair| pair[0] == pair[1]));
}

#[tokio::test]
async fn migrating_again_changes_nothing_and_a_newer_schema_is_refused() {
    on_each_database(async |world| {
        let db = world.ctx.db();
        db.migrate().await.unwrap();
        db.check_schema().await.unwrap();
        db.query("UPDATE _sqlx_migrations SET version = 9999 WHERE version = (SELECT MAX(version) FROM _sqlx_migrations)").run().await.unwrap();
        assert!(matches!(db.migrate().await, Err(backend::db::MigrateError::Newer { found: 9999, .. })));
    })
    .await;
}

#[tokio::test]
async fn numbers_of_a_sequence_have_no_gaps_under_concurrency() {
    on_each_database(async |world| {
        let one = || {
            Box::pin(async {
                let mut tx = world.ctx.db().begin().await.unwrap();
                let number = tx.next_number("SOL-2026").await.unwrap();
                tx.commit().await.unwrap();
                number
            })
        };
        let (a, b, c, d) = tokio::join!(one(), one(), one(), one());
        assert_eq!(BTreeSet::from([a, b, c, d]), BTreeSet::from([1, 2, 3, 4]));
    })
    .await;
}

#[tokio::test]
async fn another_kind_of_address_is_refused() {
    assert!(matches!(
        Db::connect("mysql://x").await,
        Err(DbError::Address)
    ));
}
