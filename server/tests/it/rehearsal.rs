//! Rehearsing an evaluation, and the published thresholds of the screens, over HTTP.

use crate::support::App;
use axum::http::StatusCode;
use backend::solicitations::{self, Draft, DraftInput, ScreeningInput};
use backend::testing::{World, on_each_database};
use domain::actor::{Actor, Role};

async fn drafted(world: &World, input: DraftInput) -> (String, Actor) {
    world.strategy().await;
    let officer = world.person("Ann", Role::Officer).await;
    let draft = Draft::try_from(input).unwrap();
    let reference = solicitations::create(&world.ctx, &world.call(&officer), draft).await;
    (reference.unwrap(), officer)
}

async fn events(world: &World) -> i64 {
    let count = "SELECT CAST(COUNT(*) AS BIGINT) FROM event";
    world.ctx.db().query(count).scalar().await.unwrap()
}

#[tokio::test]
async fn a_draft_is_rehearsed_by_a_seed_and_nothing_is_recorded() {
    on_each_database(async |world| {
        let (reference, officer) = drafted(world, world.typed_solicitation()).await;
        let app = App::over(world);
        let browser = app.browser_of(world, &officer).await;
        let before = events(world).await;
        let at = |seed: &str| format!("/solicitations/{reference}/rehearsal?seed={seed}");
        let [one, again, other] = [
            browser.get(&at("7")).await,
            browser.get(&at("7")).await,
            browser.get(&at("8")).await,
        ];
        assert_eq!(one.status, StatusCode::OK);
        assert!(one.text.contains("Offer A") && one.text.contains(r#"value="7""#));
        let first = |page: &str| {
            let (_, rest) = page.rsplit_once("The first contest").unwrap();
            rest.split("</table>").next().map(str::to_owned)
        };
        assert_eq!(first(&one.text), first(&again.text));
        assert_ne!(first(&one.text), first(&other.text));
        assert_eq!(events(world).await, before);
        let sheet = browser.get(&format!("/solicitations/{reference}")).await;
        assert!(sheet.text.contains("Rehearse the evaluation"));
    })
    .await;
}

#[tokio::test]
async fn a_draft_without_criteria_has_nothing_to_rehearse_and_bidders_find_no_page() {
    on_each_database(async |world| {
        let bare = DraftInput {
            evaluation: String::new(),
            criteria: Vec::new(),
            ..world.typed_solicitation()
        };
        let (reference, officer) = drafted(world, bare).await;
        let app = App::over(world);
        let path = format!("/solicitations/{reference}/rehearsal");
        let page = app.browser_of(world, &officer).await.get(&path).await;
        assert_eq!(page.status, StatusCode::CONFLICT);
        assert!(page.text.contains("Say first how offers are evaluated"));
        let provider = world.provider_organisation("Aurora Observation").await;
        let bidder = world.provider("Bo", provider).await;
        let hidden = app.browser_of(world, &bidder).await.get(&path).await;
        assert_ne!(hidden.status, StatusCode::OK);
    })
    .await;
}

#[tokio::test]
async fn the_thresholds_of_the_screens_are_chosen_within_their_range_and_shown() {
    on_each_database(async |world| {
        let with = |below_mean: &str| DraftInput {
            screening: ScreeningInput {
                below_mean: below_mean.to_owned(),
                trimmed: String::new(),
            },
            ..world.typed_solicitation()
        };
        let wrong = Draft::try_from(with("60"));
        let Err(backend::Error::Invalid(fields)) = wrong else {
            panic!("{wrong:?}")
        };
        assert_eq!(fields[0].field, "screen_below_mean");
        let (reference, officer) = drafted(world, with("25")).await;
        let app = App::over(world);
        let browser = app.browser_of(world, &officer).await;
        let sheet = browser.get(&format!("/solicitations/{reference}")).await;
        let shown = sheet
            .text
            .split("A price seems low from below the mean")
            .nth(1);
        let end = shown.and_then(|rest| rest.find("25"));
        assert!(end.is_some_and(|place| place < 200), "{end:?}");
    })
    .await;
}
