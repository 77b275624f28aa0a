//! Importing a publisher's file.

use super::{day, fields, holding, officers};
use backend::Error;
use backend::rates::{self, ImportReport, RateFile, RateQuery};
use backend::testing::{World, on_each_database};
use domain::actor::{Actor, Role};

const HISTORY: &[u8] = b"Date,USD,NOK,\n2026-02-06,1.0377,11.635,\n2026-02-05,1.04,N/A,\n";
const DAY: &[u8] = b"Date, USD, NOK, \n06 February 2026, 1.0377, 11.6350, \n";

const fn file(content: &[u8]) -> RateFile<'_> {
    RateFile {
        name: "eurofxref.csv",
        content,
    }
}

async fn import(world: &World, actor: &Actor, content: &[u8]) -> Result<ImportReport, Error> {
    rates::import(&world.ctx, &world.call(actor), file(content)).await
}

#[tokio::test]
async fn a_file_is_recorded_once_and_counts_at_once() {
    on_each_database(async |world| {
        let (ann, _) = officers(world).await;
        let checked = rates::check(&world.ctx, &ann, file(HISTORY)).await.unwrap();
        assert_eq!(
            (checked.added, checked.id, holding(world).await),
            (3, None, None)
        );
        let first = import(world, &ann, HISTORY).await.unwrap();
        assert_eq!(
            (first.added, first.unchanged, first.without_rate),
            (3, 0, 1)
        );
        assert_eq!(
            (first.first_day, first.last_day),
            (Some(day(5)), Some(day(6)))
        );
        assert_eq!(holding(world).await.as_deref(), Some("11.635"));
        let again = import(world, &ann, DAY).await.unwrap();
        assert_eq!((again.added, again.unchanged, again.refused), (0, 2, 0));
        let kept = rates::imports(&world.ctx, &ann).await.unwrap();
        assert_eq!(kept, [again, first]);
    })
    .await;
}

#[tokio::test]
async fn another_figure_for_a_recorded_rate_is_refused_by_line_and_the_rest_is_taken() {
    on_each_database(async |world| {
        let (ann, _) = officers(world).await;
        world.rate("NOK", day(6), "11.5").await;
        let report = import(world, &ann, HISTORY).await.unwrap();
        assert_eq!((report.added, report.refused), (2, 1));
        let problem = &report.problems[0];
        assert_eq!(
            (problem.line, problem.currency.as_deref()),
            (2, Some("NOK"))
        );
        assert!(problem.text.contains("11.635") && problem.text.contains("11.5 (a test)"));
        assert_eq!(holding(world).await.as_deref(), Some("11.5"));
    })
    .await;
}

#[tokio::test]
async fn the_log_holds_the_files_hash_and_the_list_its_name() {
    on_each_database(async |world| {
        let (ann, _) = officers(world).await;
        let report = import(world, &ann, DAY).await.unwrap();
        let sql = "SELECT after_text FROM event WHERE action = 'rate.import'";
        let logged: String = world.ctx.db().query(sql).scalar().await.unwrap();
        assert!(logged.contains(&report.sha256));
        let page = rates::list(&world.ctx, &ann, &RateQuery::default())
            .await
            .unwrap();
        let names: Vec<_> = page
            .rows
            .iter()
            .map(|row| row.file_name.as_deref())
            .collect();
        assert_eq!(names, [Some("eurofxref.csv"); 2]);
    })
    .await;
}

#[tokio::test]
async fn only_officers_import_and_only_tables_of_rates() {
    on_each_database(async |world| {
        let auditor = world.person("Aud", Role::Auditor).await;
        assert!(matches!(
            import(world, &auditor, DAY).await,
            Err(Error::Refused(_))
        ));
        let (ann, _) = officers(world).await;
        assert_eq!(fields(import(world, &ann, b"PK\x03\x04").await), ["file"]);
    })
    .await;
}
