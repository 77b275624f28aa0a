//! Several releases of one process.

use super::support::{count, import_text, text_of};
use backend::testing::on_each_database;

const TENDER: &str = r#"{"ocid": "ocds-213czf-1", "id": "1", "date": "2026-01-01T00:00:00Z", "tag": ["tender"],
    "tender": {"id": "t", "title": "Ground station", "description": "A dish", "status": "active"}}"#;
const AWARD: &str = r#"{"ocid": "ocds-213czf-1", "id": "2", "date": "2026-02-01T00:00:00Z", "tag": ["award"],
    "parties": [{"id": "s", "name": "Borealis", "roles": ["supplier"]}],
    "awards": [{"id": "a", "status": "active", "suppliers": [{"id": "s"}], "value": {"amount": 5, "currency": "EUR"}}]}"#;
const CONTRACT: &str = r#"{"ocid": "ocds-213czf-1", "id": "3", "date": "2026-03-01T00:00:00Z", "tag": ["contract"],
    "tender": {"id": "t", "title": "Ground station, Vardø"},
    "contracts": [{"id": "c", "awardID": "a", "status": "active"}]}"#;

fn package(releases: &[&str]) -> String {
    let list = releases.join(",");
    format!(r#"{{"version": "1.1", "uri": "https://example.org", "releases": [{list}]}}"#)
}

#[tokio::test]
async fn releases_of_one_process_give_one_solicitation() {
    on_each_database(async |world| {
        let report = import_text(world, "p.json", &package(&[TENDER, AWARD, CONTRACT])).await;
        assert_eq!(report.created, 3);
        assert_eq!(count(world, "solicitation").await, 1);
        let title = text_of(world, "SELECT title FROM solicitation").await;
        assert_eq!(title, "Ground station, Vardø");
        assert_eq!(
            text_of(world, "SELECT need FROM solicitation").await,
            "A dish"
        );
        assert_eq!(
            text_of(world, "SELECT status FROM solicitation").await,
            "concluded"
        );
    })
    .await;
}

#[tokio::test]
async fn a_contract_has_its_award_s_supplier_when_it_names_none() {
    on_each_database(async |world| {
        import_text(world, "a.json", &package(&[TENDER, AWARD])).await;
        import_text(world, "c.json", &package(&[CONTRACT])).await;
        assert_eq!(
            text_of(world, "SELECT provider_name FROM contract").await,
            "Borealis"
        );
    })
    .await;
}

#[tokio::test]
async fn an_older_release_that_comes_later_only_fills_gaps() {
    on_each_database(async |world| {
        import_text(world, "c.json", &package(&[CONTRACT])).await;
        import_text(world, "t.json", &package(&[TENDER])).await;
        let title = text_of(world, "SELECT title FROM solicitation").await;
        assert_eq!(title, "Ground station, Vardø");
        assert_eq!(
            text_of(world, "SELECT need FROM solicitation").await,
            "A dish"
        );
        assert_eq!(
            text_of(world, "SELECT status FROM solicitation").await,
            "concluded"
        );
    })
    .await;
}

#[tokio::test]
async fn one_organisation_is_one_provider_across_processes() {
    on_each_database(async |world| {
        let other = AWARD
            .replace("ocds-213czf-1", "ocds-213czf-2")
            .replace("Borealis", "BOREALIS");
        import_text(world, "p.json", &package(&[AWARD, &other])).await;
        assert_eq!(count(world, "award").await, 2);
        assert_eq!(count(world, "provider").await, 1);
    })
    .await;
}

#[tokio::test]
async fn the_same_release_in_another_layout_is_unchanged() {
    on_each_database(async |world| {
        import_text(world, "p.json", &package(&[TENDER])).await;
        let line = TENDER.replace('\n', " ");
        let report = import_text(world, "p.jsonl", &line).await;
        assert_eq!((report.created, report.unchanged), (0, 1));
    })
    .await;
}
