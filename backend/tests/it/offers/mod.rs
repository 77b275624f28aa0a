//! Offers: written, sealed, opened.

mod attachments;
mod ceremony;
mod changes;
mod drafts;
mod in_browser;
mod late;
mod opening;
mod partners;
mod price_sheet;
mod prices;
mod sealing;
mod secrecy;
mod sequences;
mod two_stages;

use backend::offers::AfterSubmission::KeepDraft;
use backend::offers::{ListInput, own_offers, save_volume, sheet, start, submit};
use backend::testing::fixtures_offers::volumes;
use backend::testing::on_each_database;
use backend::{Call, Error};
use chrono::Duration;
use domain::actor::Role;

#[tokio::test]
async fn an_organisation_has_one_offer_in_a_process() {
    on_each_database(async |world| {
        let asked = world.published_solicitation().await;
        let ann = world
            .provider("Ann", world.provider_organisation("Aurora").await)
            .await;
        let first = start(&world.ctx, &world.call(&ann), &asked.reference).await;
        let again = start(&world.ctx, &world.call(&ann), &asked.reference).await;
        assert_eq!(first.unwrap(), again.unwrap());
    })
    .await;
}

#[tokio::test]
async fn nothing_is_started_after_closing_or_by_a_buyer() {
    on_each_database(async |world| {
        let asked = world.published_solicitation().await;
        let ann = world
            .provider("Ann", world.provider_organisation("Aurora").await)
            .await;
        let officer = world.person("Olga", Role::Officer).await;
        let refused = start(&world.ctx, &world.call(&officer), &asked.reference).await;
        assert!(matches!(refused, Err(Error::Refused(_))));
        world.clock.set(asked.closes_at + Duration::microseconds(1));
        let refused = start(&world.ctx, &world.call(&ann), &asked.reference).await;
        assert!(matches!(refused, Err(Error::NotNow(_))));
    })
    .await;
}

#[tokio::test]
async fn a_draft_may_be_incomplete_and_says_what_is_missing() {
    on_each_database(async |world| {
        let asked = world.published_solicitation().await;
        let ann = world
            .provider("Ann", world.provider_organisation("Aurora").await)
            .await;
        let call = world.call(&ann);
        let reference = start(&world.ctx, &call, &asked.reference).await.unwrap();
        let [administration, ..] = volumes("1", "w");
        let version = save_volume(&world.ctx, &call, &reference, 1, administration)
            .await
            .unwrap();
        let page = sheet(&world.ctx, &ann, &reference).await.unwrap();
        assert!(
            page.missing
                .iter()
                .any(|missing| missing.what.starts_with("Answer T1"))
        );
        let refused = submit(&world.ctx, &call, &reference, version, KeepDraft).await;
        assert!(matches!(refused, Err(Error::NotNow(words)) if words.contains("Answer T1")));
        let rows = own_offers(&world.ctx, &ann, ListInput::default())
            .await
            .unwrap()
            .rows;
        assert_eq!(
            rows[0].missing(&world.ctx).unwrap(),
            Some(page.missing.len())
        );
    })
    .await;
}

#[tokio::test]
async fn every_wrong_cell_of_the_price_is_named_by_its_row() {
    on_each_database(async |world| {
        let asked = world.published_solicitation().await;
        let ann = world
            .provider("Ann", world.provider_organisation("Aurora").await)
            .await;
        let reference = start(&world.ctx, &world.call(&ann), &asked.reference)
            .await
            .unwrap();
        let [.., mut price] = volumes("12.345", "w");
        if let backend::offers::VolumeInput::Price(input) = &mut price {
            input.lines.push(input.lines[0].clone());
            input.lines[1].quantity = "-1".to_owned();
        }
        let refused = save_volume(&world.ctx, &world.call(&ann), &reference, 1, price).await;
        let Err(Error::Invalid(fields)) = refused else {
            panic!("it was accepted");
        };
        let names: Vec<_> = fields.iter().map(|field| field.field.as_str()).collect();
        assert_eq!(names, ["unit_price_1", "quantity_2", "unit_price_2"]);
    })
    .await;
}

#[tokio::test]
async fn of_two_who_save_from_one_version_the_second_is_told() {
    on_each_database(async |world| {
        let asked = world.published_solicitation().await;
        let ann = world
            .provider("Ann", world.provider_organisation("Aurora").await)
            .await;
        let (reference, version) = world.complete_draft(&asked, &ann, "100", "w").await;
        let [administration, ..] = volumes("1", "w");
        let stale = save_volume(
            &world.ctx,
            &Call::by(ann),
            &reference,
            version - 1,
            administration,
        )
        .await;
        assert!(matches!(stale, Err(Error::Stale(stale)) if stale.version == version));
    })
    .await;
}
