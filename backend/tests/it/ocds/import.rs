//! What a file becomes.

use super::support::{count, counts, import, text_of};
use backend::Call;
use backend::ocds;
use backend::testing::on_each_database;
use std::sync::atomic::{AtomicI64, Ordering};
use tokio::runtime::Handle;
use tokio::task::block_in_place;

#[tokio::test]
async fn a_whole_process_reaches_every_table() {
    on_each_database(async |world| {
        let report = import(world, "fictional_all_releases.json").await;
        assert_eq!((report.read, report.created, report.unchanged), (6, 6, 0));
        assert_eq!(count(world, "solicitation").await, 1);
        assert_eq!(count(world, "ocds_release").await, 6);
        assert_eq!(count(world, "award").await, 1);
        assert_eq!(count(world, "contract").await, 1);
        assert_eq!(count(world, "payment").await, 2);
    })
    .await;
}

#[tokio::test]
async fn a_second_import_changes_nothing() {
    on_each_database(async |world| {
        for name in [
            "ua_prozorro_releases.json",
            "gb_find_a_tender_10_releases.json",
        ] {
            let first = import(world, name).await;
            let before = counts(world).await;
            let second = import(world, name).await;
            assert_eq!((second.created, second.unchanged), (0, first.read));
            assert_eq!(counts(world).await, before);
        }
    })
    .await;
}

#[tokio::test]
async fn an_imported_record_is_marked_with_its_source() {
    on_each_database(async |world| {
        import(world, "fictional_all_releases.json").await;
        let reference = text_of(world, "SELECT reference FROM solicitation").await;
        assert!(reference.starts_with("SOL-") && reference.contains("-X0000"));
        assert_eq!(
            text_of(world, "SELECT origin FROM contract").await,
            "imported"
        );
        let licence = text_of(world, "SELECT licence FROM import_source").await;
        assert!(licence.contains("opendatacommons.org"), "{licence}");
    })
    .await;
}

#[tokio::test]
async fn amounts_are_in_minor_units_of_their_currency() {
    on_each_database(async |world| {
        import(world, "fictional_all_releases.json").await;
        let db = world.ctx.db();
        let paid: i64 = db
            .query("SELECT paid_minor FROM contract")
            .scalar()
            .await
            .unwrap();
        let sum = "SELECT CAST(SUM(amount_minor) AS BIGINT) FROM payment";
        assert_eq!(paid, db.query(sum).scalar::<i64>().await.unwrap());
        let value = "SELECT ceiling_minor FROM contract";
        assert_eq!(
            db.query(value).scalar::<i64>().await.unwrap(),
            1_100_000_000
        );
    })
    .await;
}

#[tokio::test]
async fn the_log_of_an_import_verifies() {
    on_each_database(async |world| {
        import(world, "ppp_8_releases.json").await;
        backend::audit::seal(&world.ctx).await.unwrap();
        let verdict = backend::audit::verify(&world.ctx).await.unwrap();
        assert!(verdict.intact() && verdict.events >= 2, "{verdict:?}");
    })
    .await;
}

#[tokio::test]
async fn every_copied_file_imports() {
    on_each_database(async |world| {
        let folder = super::support::file("");
        for entry in std::fs::read_dir(folder).unwrap() {
            let name = entry.unwrap().file_name().into_string().unwrap();
            if name.ends_with(".json") {
                let report = import(world, &name).await;
                assert!(
                    report.created > 0 && report.refused.is_empty(),
                    "{report:?}"
                );
            }
        }
    })
    .await;
}

#[tokio::test]
async fn the_demonstration_loads_once() {
    on_each_database(async |world| {
        let call = Call::system("test");
        let reports = ocds::load_demonstration(&world.ctx, &call).await.unwrap();
        assert!(reports.iter().all(|report| report.created > 0));
        let before = counts(world).await;
        ocds::load_demonstration(&world.ctx, &call).await.unwrap();
        assert_eq!(counts(world).await, before);
    })
    .await;
}

#[tokio::test]
async fn milestones_that_several_releases_tell_are_one_row_each() {
    on_each_database(async |world| {
        import(world, "ppp_8_releases.json").await;
        assert_eq!(count(world, "milestone").await, 7);
        let kinds = "SELECT CAST(COUNT(DISTINCT external_key) AS BIGINT) FROM milestone";
        let distinct: i64 = world.ctx.db().query(kinds).scalar().await.unwrap();
        assert_eq!(distinct, 7);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn others_write_while_a_file_is_stored() {
    on_each_database(async |world| {
        let line =
            |n: usize| format!(r#"{{"ocid": "ocds-213czf-{n}", "id": "1", "tag": ["tender"]}}"#);
        let path = std::env::temp_dir().join(format!("{}.jsonl", world.ctx.new_id()));
        std::fs::write(&path, (0..300).map(line).collect::<Vec<_>>().join("\n")).unwrap();
        let written = AtomicI64::new(0);
        let told = |_| {
            let write = async {
                let mut tx = world.ctx.db().begin().await?;
                tx.next_number("elsewhere").await?;
                tx.commit().await
            };
            let done = block_in_place(|| Handle::current().block_on(write));
            written.fetch_add(i64::from(done.is_ok()), Ordering::Relaxed);
        };
        let report = ocds::import(&world.ctx, &Call::system("test"), &path, &told).await;
        std::fs::remove_file(&path).unwrap();
        assert_eq!(report.unwrap().created, 300);
        assert!(written.into_inner() >= 3, "once after each batch");
    })
    .await;
}
