//! Importing a test's file, and counting what is stored.

use backend::Call;
use backend::ocds::{self, ImportReport};
use backend::testing::World;
use std::path::PathBuf;

/// Every table that an import may touch.
const TABLES: [&str; 13] = [
    "provider",
    "import_source",
    "ocds_release",
    "solicitation",
    "offer",
    "award",
    "contract",
    "milestone",
    "payment",
    "item",
    "document",
    "event",
    "sequence",
];

/// Rows by table.
pub type Counts = Vec<(&'static str, i64)>;

/// A copied file.
pub fn file(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("tests/data/ocds")
        .join(name)
}

/// Imports a copied file as the command line does.
pub async fn import(world: &World, name: &str) -> ImportReport {
    let call = Call::system("test");
    ocds::import(&world.ctx, &call, &file(name), &|_| ())
        .await
        .unwrap()
}

/// Imports a text as a file of that name.
pub async fn import_text(world: &World, name: &str, text: &str) -> ImportReport {
    let call = Call::system("test");
    let bytes = std::io::Cursor::new(text.as_bytes().to_vec());
    ocds::import_from(&world.ctx, &call, (name, text.len() as u64), bytes)
        .await
        .unwrap()
}

/// The rows of a table.
pub async fn count(world: &World, table: &str) -> i64 {
    let sql = format!("SELECT CAST(COUNT(*) AS BIGINT) FROM {table}");
    world
        .ctx
        .db()
        .query(sqlx::AssertSqlSafe(sql))
        .scalar()
        .await
        .unwrap()
}

/// The rows of every table.
pub async fn counts(world: &World) -> Counts {
    let mut counts = Vec::new();
    for table in TABLES {
        counts.push((table, count(world, table).await));
    }
    counts
}

/// A text of the only imported solicitation.
pub async fn text_of(world: &World, sql: &'static str) -> String {
    world.ctx.db().query(sql).scalar().await.unwrap()
}
