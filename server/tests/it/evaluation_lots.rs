//! Lots on the pages: chosen in the address, run, awarded and read apart.

use crate::support::App;
use axum::http::StatusCode;
use backend::testing::fixtures_lots::{BY_LOT, TWO_WINNERS};
use backend::testing::on_each_database;

#[tokio::test]
async fn a_lot_goes_from_the_desk_to_the_award_by_forms() {
    on_each_database(async |world| {
        let all = world.divided(BY_LOT, TWO_WINNERS).await;
        let app = App::over(world);
        let sol = &all.solicitation.reference;
        let [own, other] = [
            app.browser_of(world, &all.officer).await,
            app.browser_of(world, &all.colleague).await,
        ];
        let at = |page: &str| format!("/solicitations/{sol}/{page}?lot=L2");
        let desk = own.get(&at("compare")).await;
        assert!(
            desk.text.contains("L1 Radar: in evaluation"),
            "{}",
            desk.text
        );
        let sent = own.post(&at("compare"), &[("act", "run")]).await;
        assert_eq!(sent.location, format!("{}#runs", at("compare")));
        let chosen = all.offers[2].reference.as_str();
        let fields = [("act", "recommend"), ("offer", chosen), ("reason", "")];
        assert_eq!(own.post(&at("award"), &fields).await.location, at("award"));
        let fields = [("act", "approve"), ("version", "1")];
        let approved = other.post(&at("award"), &fields).await;
        assert_eq!(approved.status, StatusCode::SEE_OTHER, "{}", approved.text);
        let page = own.get(&at("award")).await;
        assert!(
            page.text
                .contains("L2 Optical: Cygnus Imaging, in standstill")
        );
        assert!(page.text.contains("?lot=L2"), "links keep the lot");
    })
    .await;
}

#[tokio::test]
async fn winners_are_named_to_officers_at_once_and_to_others_after_signature() {
    on_each_database(async |world| {
        let all = world.divided(BY_LOT, TWO_WINNERS).await;
        world.award_lot(&all, "L1", 1).await.unwrap();
        world.award_lot(&all, "L2", 2).await.unwrap();
        let app = App::over(world);
        let path = format!("/solicitations/{}", all.solicitation.reference);
        let officer = app.browser_of(world, &all.officer).await.get(&path).await;
        for winner in ["Boreal Radar", "Cygnus Imaging"] {
            assert!(officer.text.contains(winner), "{winner}");
        }
        let bidder = world.provider("Ann", all.offers[0].provider).await;
        let bidder = app.browser_of(world, &bidder).await.get(&path).await;
        assert!(bidder.text.contains("Lots and their awards"));
        assert!(!bidder.text.contains("Cygnus Imaging"));
    })
    .await;
}

#[tokio::test]
async fn a_bidder_goes_from_the_notice_of_one_lot_to_that_of_another() {
    on_each_database(async |world| {
        let all = world.divided(BY_LOT, TWO_WINNERS).await;
        world.award_lot(&all, "L1", 1).await.unwrap();
        world.award_lot(&all, "L2", 2).await.unwrap();
        let app = App::over(world);
        let bidder = world.provider("Bo", all.offers[1].provider).await;
        let browser = app.browser_of(world, &bidder).await;
        let path = format!("/offers/{}/notice", all.offers[1].reference);
        let won = browser.get(&format!("{path}?lot=L1")).await;
        assert!(won.text.contains("Your offer was chosen"));
        assert!(won.text.contains(&format!("{path}?lot=L2")));
        let unread = browser.get(&path).await;
        assert!(unread.text.contains("Your offer was not chosen"));
        let complaint = format!("/offers/{}/complaint?lot=L2", all.offers[1].reference);
        assert!(unread.text.contains(&complaint));
        assert_eq!(browser.get(&complaint).await.status, StatusCode::OK);
    })
    .await;
}

#[tokio::test]
async fn the_report_of_a_lot_is_a_file_of_its_own_and_another_lot_is_not_there() {
    on_each_database(async |world| {
        let all = world.divided(BY_LOT, TWO_WINNERS).await;
        world.award_lot(&all, "L1", 1).await.unwrap();
        let app = App::over(world);
        let browser = app.browser_of(world, &all.officer).await;
        let path = format!(
            "/solicitations/{}/report/report.json",
            all.solicitation.reference
        );
        let report = browser.get(&format!("{path}?lot=L1")).await;
        assert!(report.text.contains("L1 Radar"));
        assert!(!report.text.contains("Cygnus Imaging"));
        let none = browser.get(&format!("{path}?lot=L7")).await;
        assert_eq!(none.status, StatusCode::NOT_FOUND);
    })
    .await;
}
