//! Who may bid, over HTTP.

use crate::support::App;
use axum::http::StatusCode;
use backend::testing::on_each_database;
use domain::actor::Role;

#[tokio::test]
async fn a_provider_asks_and_its_delegate_finds_the_request_and_issues() {
    on_each_database(async |world| {
        world.reference().await;
        let open = world.published_solicitation().await;
        let bidder = world.bidder("Polar Radar AS").await;
        world.stated(&bidder).await.unwrap();
        let app = App::over(world);
        let provider = app.browser_of(world, &bidder.actor).await;
        let page = format!("/solicitations/{}/eligibility", open.reference);
        let before = provider.get(&page).await.text;
        assert!(
            before.contains("Not yet shown")
                && before.contains("Does a missing declaration stop an offer?")
        );
        let asked = provider
            .post(&page, &[("act", "request"), ("note", "Known")])
            .await
            .location;
        assert!(asked.starts_with("/eligibility/declarations/DOE-2026-"));
        let kari = app
            .browser_of(world, &world.delegate("Kari", "NO").await)
            .await;
        assert!(kari.get("/").await.text.contains(&asked));
        let refused = kari
            .post(&asked, &[("act", "issue"), ("version", "1")])
            .await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.text.contains("last day on which it holds"));
        let fields = [
            ("act", "issue"),
            ("version", "1"),
            ("expires_on_day", "31"),
            ("expires_on_month", "12"),
            ("expires_on_year", "2030"),
            ("clearance", "NATO SECRET"),
        ];
        assert_eq!(kari.post(&asked, &fields).await.location, asked);
        assert!(
            provider
                .get(&page)
                .await
                .text
                .contains("Eligible: every fact")
        );
    })
    .await;
}

#[tokio::test]
async fn the_question_is_answered_in_five_statements_for_each_provider() {
    on_each_database(async |world| {
        world.reference().await;
        let open = world.published_solicitation().await;
        for name in ["Aurora AS", "Boreal AS", "Cygnus AS"] {
            world.stated(&world.bidder(name).await).await.unwrap();
        }
        let app = App::over(world);
        let officer = app
            .browser_of(world, &world.person("Ann", Role::Officer).await)
            .await;
        let page = format!("/solicitations/{}/eligibility", open.reference);
        let (list, statements) = backend::db::query::count::during(officer.get(&page)).await;
        assert!(
            list.text.contains("Boreal AS") && statements <= 5,
            "{statements}"
        );
        let narrowed = officer.get(&format!("{page}?verdict=eligible")).await.text;
        assert!(narrowed.contains("No provider"));
        let file = officer
            .get(&format!(
                "/eligibility.csv?solicitation={}&q=boreal",
                open.reference
            ))
            .await;
        assert!(file.text.contains("not_yet_shown") && !file.text.contains("Cygnus"));
    })
    .await;
}

#[tokio::test]
async fn an_organisation_states_who_it_is_and_a_typing_error_is_named() {
    on_each_database(async |world| {
        let bidder = world.bidder("Polar Radar AS").await;
        let app = App::over(world);
        let browser = app.browser_of(world, &bidder.actor).await;
        let page = format!("/providers/{}/dossier", bidder.reference);
        let fields = [
            ("act", "identify"),
            ("version", "1"),
            ("lei", "506700GE1G29325QX364"),
        ];
        let refused = browser.post(&page, &fields).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            refused.text.contains("check digits do not fit")
                && refused.text.contains("506700GE1G29325QX364")
        );
        let fields = [
            ("act", "own"),
            ("owners", "NO"),
            ("managed_from", "NO"),
            ("produces_in", "NO"),
            ("restricted", "no"),
        ];
        assert_eq!(browser.post(&page, &fields).await.location, page);
        let (shown, statements) = backend::db::query::count::during(browser.get(&page)).await;
        assert!(
            shown.text.contains("Statement 1") && statements <= 5,
            "{statements}"
        );
        let other = app
            .browser_of(world, &world.bidder("Solar AS").await.actor)
            .await;
        assert_eq!(other.get(&page).await.status, StatusCode::NOT_FOUND);
    })
    .await;
}
