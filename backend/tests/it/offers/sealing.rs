//! Submitting, replacing, withdrawing.

use backend::offers::AfterSubmission::KeepDraft;
use backend::offers::{ListInput, list, sheet, start, submit, withdraw};
use backend::testing::{World, on_each_database};
use backend::{Call, Error, receipts};
use chrono::Duration;
use domain::actor::Role;
use domain::states::OfferState;

async fn sealed_rows(world: &World) -> i64 {
    let count = "SELECT CAST(COUNT(*) AS BIGINT) FROM sealed_offer";
    world.ctx.db().query(count).scalar().await.unwrap()
}

#[tokio::test]
async fn a_microsecond_after_closing_is_late_and_closing_itself_is_not() {
    on_each_database(async |world| {
        let asked = world.published_solicitation().await;
        let ann = world
            .provider("Ann", world.provider_organisation("Aurora").await)
            .await;
        let bob = world
            .provider("Bob", world.provider_organisation("Boreal").await)
            .await;
        let (in_time, version) = world.complete_draft(&asked, &ann, "100", "w").await;
        let (late, late_version) = world.complete_draft(&asked, &bob, "100", "w").await;
        world.clock.set(asked.closes_at);
        let accepted = submit(&world.ctx, &world.call(&ann), &in_time, version, KeepDraft).await;
        assert_eq!(accepted.unwrap().received_at, asked.closes_at);
        world.clock.set(asked.closes_at + Duration::microseconds(1));
        let refused = submit(
            &world.ctx,
            &world.call(&bob),
            &late,
            late_version,
            KeepDraft,
        )
        .await;
        assert!(matches!(refused, Err(Error::NotNow(words)) if words.contains("GBI 2.4")));
    })
    .await;
}

#[tokio::test]
async fn a_replacement_takes_the_place_of_the_version_before() {
    on_each_database(async |world| {
        let asked = world.published_solicitation().await;
        let ann = world
            .provider("Ann", world.provider_organisation("Aurora").await)
            .await;
        let call = world.call(&ann);
        let (reference, version) = world.complete_draft(&asked, &ann, "100", "w").await;
        let first = submit(&world.ctx, &call, &reference, version, KeepDraft)
            .await
            .unwrap();
        let second = submit(&world.ctx, &call, &reference, version + 1, KeepDraft)
            .await
            .unwrap();
        assert_eq!((first.number, second.number), (1, 2));
        assert_ne!(first.parts[0], second.parts[0]);
        assert_ne!(first.parts[1], second.parts[1]);
        let standings: Vec<String> = world
            .ctx
            .db()
            .query("SELECT standing FROM sealed_offer ORDER BY number")
            .scalars()
            .await
            .unwrap();
        assert_eq!(standings, ["replaced", "current"]);
        let shown = receipts::sheet(&world.ctx, &ann, &reference, None)
            .await
            .unwrap();
        let names: Vec<_> = shown
            .all
            .iter()
            .map(|issued| issued.name.as_str())
            .collect();
        assert_eq!(names, ["2", "1"]);
        assert_eq!(shown.receipt.statement.received_at, second.received_at);
    })
    .await;
}

#[tokio::test]
async fn a_withdrawn_offer_is_never_opened_and_another_may_be_started() {
    on_each_database(async |world| {
        let asked = world.published_solicitation().await;
        let ann = world
            .provider("Ann", world.provider_organisation("Aurora").await)
            .await;
        let call = world.call(&ann);
        let (reference, version) = world.complete_draft(&asked, &ann, "100", "w").await;
        submit(&world.ctx, &call, &reference, version, KeepDraft)
            .await
            .unwrap();
        withdraw(&world.ctx, &call, &reference).await.unwrap();
        let shown = sheet(&world.ctx, &ann, &reference).await.unwrap();
        assert_eq!((shown.status, shown.receipt), (OfferState::Withdrawn, None));
        let another = start(&world.ctx, &call, &asked.reference).await.unwrap();
        assert_ne!(another, reference);
        assert_eq!(world.open(&asked).await, 0);
        let officer = world.person("Olga", Role::Officer).await;
        let open = list(&world.ctx, &officer, ListInput::default()).await;
        assert!(open.unwrap().rows.is_empty());
    })
    .await;
}

#[tokio::test]
async fn nothing_is_withdrawn_after_closing() {
    on_each_database(async |world| {
        let asked = world.published_solicitation().await;
        let ann = world
            .provider("Ann", world.provider_organisation("Aurora").await)
            .await;
        let (reference, version) = world.complete_draft(&asked, &ann, "100", "w").await;
        submit(
            &world.ctx,
            &world.call(&ann),
            &reference,
            version,
            KeepDraft,
        )
        .await
        .unwrap();
        world.clock.set(asked.closes_at + Duration::microseconds(1));
        let refused = withdraw(&world.ctx, &world.call(&ann), &reference).await;
        assert!(matches!(refused, Err(Error::NotNow(_))));
    })
    .await;
}

#[tokio::test]
async fn a_double_click_seals_once_and_gives_one_receipt() {
    on_each_database(async |world| {
        let asked = world.published_solicitation().await;
        let ann = world
            .provider("Ann", world.provider_organisation("Aurora").await)
            .await;
        let (reference, version) = world.complete_draft(&asked, &ann, "100", "w").await;
        let call = Call::with_key(ann.clone(), "one key".to_owned(), b"submit");
        let (first, again) = tokio::join!(
            submit(&world.ctx, &call, &reference, version, KeepDraft),
            submit(&world.ctx, &call, &reference, version, KeepDraft)
        );
        assert_eq!(first.unwrap(), again.unwrap());
        assert_eq!(sealed_rows(world).await, 1);
    })
    .await;
}
