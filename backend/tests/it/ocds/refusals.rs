//! What is left out, and why.

use super::support::{count, counts, import_text};
use backend::testing::on_each_database;
use backend::{Call, Error, ocds};
use domain::actor::Role;

const GOOD: &str = r#"{"ocid": "ocds-213czf-1", "id": "1", "date": "2026-01-01", "tag": ["tender"], "tender": {"id": "t", "title": "Dish", "status": "active"}}"#;

#[tokio::test]
async fn a_broken_file_leaves_the_store_untouched() {
    on_each_database(async |world| {
        let before = counts(world).await;
        let broken = format!(r#"{{"releases": [{GOOD}, {{"ocid": "#);
        let report = import_text(world, "broken.json", &broken).await;
        assert!(report.whole_refused && report.created == 0);
        assert!(report.refused[0].path.starts_with('$'), "{report:?}");
        assert!(!report.refused[0].reason.is_empty());
        assert_eq!(counts(world).await, before);
    })
    .await;
}

#[tokio::test]
async fn a_gzip_that_breaks_off_half_way_leaves_the_store_untouched() {
    on_each_database(async |world| {
        let lines: Vec<String> = (0..400)
            .map(|n| GOOD.replace("ocds-213czf-1", &format!("ocds-213czf-{n}-{}", n * 7919)))
            .collect();
        let mut packed = gzip(lines.join("\n").as_bytes());
        packed.truncate(packed.len() - 12);
        let before = counts(world).await;
        let call = Call::system("test");
        let size = packed.len() as u64;
        let from = std::io::Cursor::new(packed);
        let report = ocds::import_from(&world.ctx, &call, ("cut.jsonl.gz", size), from)
            .await
            .unwrap();
        assert!(
            report.whole_refused && report.refused[0].reason.contains("cut off"),
            "{report:?}"
        );
        assert_eq!(counts(world).await, before);
    })
    .await;
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    use std::io::Write;
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

#[tokio::test]
async fn a_process_without_an_ocid_is_refused_alone() {
    on_each_database(async |world| {
        let text = format!(r#"{{"releases": [{{"id": "x"}}, {GOOD}]}}"#);
        let report = import_text(world, "p.json", &text).await;
        assert_eq!((report.created, report.refused.len()), (1, 1));
        assert_eq!(report.refused[0].path, "$.releases[0].ocid");
    })
    .await;
}

#[tokio::test]
async fn a_process_of_our_own_is_not_overwritten() {
    on_each_database(async |world| {
        let own = world.published_solicitation().await;
        let sql = "UPDATE solicitation SET ocid = $1 WHERE id = $2";
        let query = world.ctx.db().query(sql).bind("ocds-213czf-1".to_owned());
        query.bind(own.id.0).run_one().await.unwrap();
        let report = import_text(world, "p.json", GOOD).await;
        assert_eq!((report.created, report.refused.len()), (0, 1));
        assert!(report.refused[0].reason.contains(&own.reference));
        assert_eq!(count(world, "solicitation").await, 1);
    })
    .await;
}

#[tokio::test]
async fn only_an_administrator_imports() {
    on_each_database(async |world| {
        let officer = world.person("Olga", Role::Officer).await;
        let path = super::support::file("fictional_all_releases.json");
        let refused = ocds::import(&world.ctx, &world.call(&officer), &path, &|_| ()).await;
        assert!(matches!(refused, Err(Error::Refused(_))), "{refused:?}");
        assert_eq!(count(world, "ocds_release").await, 0);
    })
    .await;
}

#[tokio::test]
async fn a_link_that_is_no_web_address_is_not_kept_as_one() {
    on_each_database(async |world| {
        let document =
            r#""documents": [{"id": "d", "url": "javascript:alert(1)", "title": "Trap"}]"#;
        let text = GOOD.replace(
            r#""status": "active""#,
            &format!(r#""status": "active", {document}"#),
        );
        import_text(world, "p.json", &text).await;
        let linked = "SELECT CAST(COUNT(url) AS BIGINT) FROM document";
        assert_eq!(
            world.ctx.db().query(linked).scalar::<i64>().await.unwrap(),
            0
        );
        assert_eq!(count(world, "document").await, 1);
    })
    .await;
}
