//! A tie on the award's page: proposed by one officer, agreed to by another.

use crate::support::App;
use axum::http::StatusCode;
use backend::evaluation::run_result;
use backend::testing::on_each_database;

#[tokio::test]
async fn the_award_page_asks_for_two_persons_where_the_first_place_is_shared() {
    on_each_database(async |world| {
        let all = world.evaluating().await;
        let same = ["80", "80", "4"];
        world.judge(&all, [same, same, ["40", "40", "2"]]).await;
        world.same_price(&all.offers[0], &all.offers[1]).await;
        let (sol, call) = (&all.solicitation.reference, world.call(&all.officer));
        run_result(&world.ctx, &call, sol, "").await.unwrap();
        let app = App::over(world);
        let path = format!("/solicitations/{sol}/award");
        let [one, other] = [
            app.browser_of(world, &all.officer).await,
            app.browser_of(world, &all.colleague).await,
        ];
        let page = one.get(&path).await;
        assert!(page.text.contains("Settle the tie first"));
        assert!(!page.text.contains("Recommend the award"));
        let fields = [
            ("act", "propose"),
            ("kind", "settle_tie"),
            ("offer", all.offers[0].reference.as_str()),
            ("means", "best_and_final"),
            ("reason", "Its final offer was lower."),
        ];
        let sent = one.post(&path, &fields).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text);
        let page = other.get(&path).await;
        let act = page.text.split("agree-").nth(1).unwrap();
        let act = format!("agree-{}", act.split('"').next().unwrap());
        let agreed = other.post(&path, &[("act", act.as_str())]).await;
        assert_eq!(agreed.status, StatusCode::SEE_OTHER, "{}", agreed.text);
        let page = one.get(&path).await;
        assert!(page.text.contains("The tie is settled by two persons"));
        assert!(page.text.contains("Recommend the award"));
    })
    .await;
}
