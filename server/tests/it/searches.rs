//! Saved searches over HTTP.

use crate::support::App;
use axum::http::StatusCode;
use backend::testing::on_each_database;

#[tokio::test]
async fn a_search_is_kept_from_the_list_and_read_by_a_program_without_a_session() {
    on_each_database(async |world| {
        let ann = world
            .provider("Ann", world.provider_organisation("Aurora").await)
            .await;
        let app = App::over(world);
        let browser = app.browser_of(world, &ann).await;
        let list = "/solicitations?q=monitoring&stage=open";
        let fields = [("act", "save_search"), ("name", "Ships & ice")];
        assert_eq!(browser.post(list, &fields).await.location, "/searches");
        world.published_solicitation().await;
        let page = browser.get("/searches").await.text;
        assert!(page.contains("Ships &amp; ice") && page.contains("text: monitoring"));
        let id = value_of(&page, "name=\"search\" value=\"");
        let made = browser
            .post("/searches", &[("act", "open_feed"), ("search", &id)])
            .await;
        assert_eq!(made.status, StatusCode::OK);
        let address = format!(
            "/feeds/{}.atom",
            value_of(&made.text, "/feeds/").trim_end_matches(".atom")
        );
        let feed = app.nobody().get(&address).await;
        assert_eq!(
            feed.headers["content-type"],
            "application/atom+xml; charset=utf-8"
        );
        assert!(feed.text.contains("<title>Ships &amp; ice</title>"));
        assert!(feed.text.contains("Persistent monitoring</title>"));
        let calendar = app
            .nobody()
            .get(&address.replace(".atom", ".ics"))
            .await
            .text;
        assert!(calendar.contains("BEGIN:VEVENT\r\nUID:"));
        let open = browser
            .post("/searches", &[("act", "see"), ("search", &id)])
            .await;
        assert_eq!(open.location, list);
    })
    .await;
}

/// What stands after a mark, up to a quote or a tag.
fn value_of(page: &str, mark: &str) -> String {
    let rest = page.split(mark).nth(1).unwrap_or_default();
    rest.split(['"', '<']).next().unwrap_or_default().to_owned()
}
