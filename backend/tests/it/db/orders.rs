//! Long lists begin at once: the order of each is the order of an index.

use backend::contracts::ContractSort;
use backend::db::query::count::texts_during;
use backend::db::{Db, Dialect};
use backend::milestones::{MilestoneFilter, MilestoneSort};
use backend::testing::{World, on_each_database};
use backend::{Error, contracts, milestones, offers, providers, solicitations};
use domain::actor::Role;
use sqlx::AssertSqlSafe;

/// The statement that reads a list's rows, as it is sent when there are many.
async fn walked<T>(list: impl Future<Output = Result<T, Error>>) -> String {
    let (read, texts) = texts_during(list).await;
    read.map(drop).unwrap();
    let rows = texts
        .iter()
        .find(|text| text.contains(" LIMIT 51"))
        .unwrap();
    let (head, order) = rows.rsplit_once(" ORDER BY CASE WHEN 1 = 1 THEN ").unwrap();
    format!("{head} ORDER BY {}", order.replacen(" END", "", 1))
}

async fn plan(db: &Db, sql: &str) -> String {
    let mut tx = db.begin().await.unwrap();
    let lines: Vec<String> = match db.dialect() {
        Dialect::Sqlite => {
            let explain = AssertSqlSafe(format!("EXPLAIN QUERY PLAN {sql}"));
            let lines: Vec<(i64, i64, i64, String)> = tx.query(explain).all().await.unwrap();
            lines.into_iter().map(|line| line.3).collect()
        }
        Dialect::Postgres => {
            // A small table is sorted whatever indexes it has.
            for setting in [
                "enable_seqscan",
                "enable_sort",
                "enable_hashjoin",
                "enable_mergejoin",
            ] {
                let off = format!("SET LOCAL {setting} = off");
                tx.query(AssertSqlSafe(off)).run().await.unwrap();
            }
            tx.query(AssertSqlSafe(format!("EXPLAIN {sql}")))
                .scalars()
                .await
                .unwrap()
        }
    };
    lines.join("\n")
}

async fn assert_walks(world: &World, sql: String) {
    let plan = plan(world.ctx.db(), &sql).await;
    // PostgreSQL's incremental sort, behind an index, only orders rows with the same value.
    let sorts = |line: &str| {
        line.trim_start_matches([' ', '-', '>'])
            .starts_with("Sort  (")
    };
    assert!(
        !plan.contains("TEMP B-TREE") && !plan.lines().any(sorts),
        "{sql}\n{plan}"
    );
}

#[tokio::test]
async fn lists_of_solicitations_and_providers_walk_an_index() {
    use solicitations::{ListInput, SortBy};
    on_each_database(async |world| {
        let officer = world.person("Olga", Role::Officer).await;
        for sort in [
            SortBy::Closes,
            SortBy::Title,
            SortBy::Estimate,
            SortBy::Created,
        ] {
            for descending in [false, true] {
                let input = ListInput {
                    sort,
                    descending,
                    ..ListInput::default()
                };
                assert_walks(
                    world,
                    walked(solicitations::list(&world.ctx, &officer, &input)).await,
                )
                .await;
            }
        }
        for sort in [providers::SortBy::Name, providers::SortBy::Created] {
            let input = providers::ListInput {
                sort,
                ..providers::ListInput::default()
            };
            assert_walks(
                world,
                walked(providers::list(&world.ctx, &officer, &input)).await,
            )
            .await;
        }
    })
    .await;
}

#[tokio::test]
async fn lists_of_contracts_milestones_and_offers_walk_an_index() {
    use ContractSort::{Ceiling, Ends, Made, Title};
    on_each_database(async |world| {
        let officer = world.person("Olga", Role::Officer).await;
        for sort in [Made, Title, Ends, Ceiling] {
            let input = contracts::ListInput {
                sort,
                ..contracts::ListInput::default()
            };
            assert_walks(
                world,
                walked(contracts::list(&world.ctx, &officer, &input)).await,
            )
            .await;
        }
        for sort in [MilestoneSort::Due, MilestoneSort::Slip] {
            let filter = MilestoneFilter {
                sort,
                ..MilestoneFilter::default()
            };
            assert_walks(
                world,
                walked(milestones::list(&world.ctx, &officer, &filter)).await,
            )
            .await;
        }
        for by_reference in [false, true] {
            let input = offers::ListInput {
                by_reference,
                ..offers::ListInput::default()
            };
            assert_walks(
                world,
                walked(offers::list(&world.ctx, &officer, input)).await,
            )
            .await;
        }
    })
    .await;
}
