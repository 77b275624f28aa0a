//! Questions, answers and news over HTTP.

use crate::support::App;
use axum::http::StatusCode;
use backend::db::query::count;
use backend::testing::on_each_database;
use domain::actor::Role;

#[tokio::test]
async fn a_question_is_asked_answered_and_told_without_naming_the_asker() {
    on_each_database(async |world| {
        let app = App::over(world);
        let published = world.published_solicitation().await;
        let provider = world.provider_organisation("Aurora").await;
        let pia = app
            .browser_of(world, &world.provider("Pia", provider).await)
            .await;
        let ann = app
            .browser_of(world, &world.person("Ann", Role::Officer).await)
            .await;
        let path = format!("/solicitations/{}/questions", published.reference);
        let fields = [
            ("act", "ask"),
            ("kind", "question"),
            ("text", "Is NITF accepted?"),
        ];
        assert_eq!(pia.post(&path, &fields).await.status, StatusCode::SEE_OTHER);
        let (page, statements) = count::during(ann.get(&path)).await;
        assert!(page.text.contains("Is NITF accepted?") && !page.text.contains("Aurora"));
        assert!(statements <= 5, "{statements} statements");
        assert!(ann.get("/").await.text.contains("1 unanswered question"));
        let form = ann.get(&format!("{path}/answer?question=1")).await;
        assert!(form.text.contains("as everybody reads it"));
        let fields = [
            ("act", "answer"),
            ("questions", "1"),
            ("question", "Which formats?"),
            ("answer", "NITF."),
        ];
        let told = ann
            .post(&format!("{path}/answer?question=1"), &fields)
            .await;
        assert_eq!(told.status, StatusCode::SEE_OTHER);
        let home = pia.get("/").await.text;
        assert!(home.contains("News for you") && home.contains("Answer 1 is published"));
        assert!(
            pia.get(&format!(
                "/answers.csv?solicitation={}",
                published.reference
            ))
            .await
            .text
            .contains("NITF.")
        );
    })
    .await;
}

#[tokio::test]
async fn an_empty_question_is_refused_with_what_was_typed() {
    on_each_database(async |world| {
        let app = App::over(world);
        let published = world.published_solicitation().await;
        let provider = world.provider_organisation("Aurora").await;
        let pia = app
            .browser_of(world, &world.provider("Pia", provider).await)
            .await;
        let path = format!("/solicitations/{}/questions", published.reference);
        let refused = pia
            .post(
                &path,
                &[("act", "ask"), ("kind", "translation"), ("text", " ")],
            )
            .await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.text.contains("write something here"));
        assert!(refused.text.contains("value=\"translation\" checked"));
    })
    .await;
}
