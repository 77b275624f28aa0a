//! What an organisation tells of its past performance, and reminders of what ends.

use backend::Error;
use backend::notices::unread;
use backend::providers::{self, CertificateInput, ReferenceInput, remind};
use backend::testing::fixtures_registry::Bidder;
use backend::testing::{World, on_each_database};
use chrono::{Days, Duration};
use domain::actor::Actor;
use domain::policy::Refused;

fn typed(first: &str, last: &str) -> ReferenceInput {
    ReferenceInput {
        title: "Radar images".into(),
        customer: "A coast guard".into(),
        first_year: first.into(),
        last_year: last.into(),
        description: String::new(),
    }
}

async fn add(world: &World, bidder: &Bidder, input: &ReferenceInput) -> Result<(), Error> {
    let call = world.call(&bidder.actor);
    providers::add_reference(&world.ctx, &call, &bidder.reference, input).await
}

#[tokio::test]
async fn references_are_the_organisations_own_words_and_checked_for_their_years() {
    on_each_database(async |world| {
        let bidder = world.bidder("Polar AS").await;
        for (first, last, field) in [("2031", "", "first_year"), ("2020", "2019", "last_year")] {
            let wrong = add(world, &bidder, &typed(first, last)).await;
            assert!(matches!(wrong, Err(Error::Invalid(fields)) if fields[0].field == field));
        }
        add(world, &bidder, &typed("2020", "")).await.unwrap();
        let profile = providers::profile(&world.ctx, &bidder.actor, &bidder.reference);
        let told = profile.await.unwrap().references;
        assert_eq!((told.len(), told[0].last_year), (1, None));
        let other = world.bidder("Solar AS").await;
        let call = world.call(&other.actor);
        let foreign = providers::end_reference(&world.ctx, &call, &bidder.reference, told[0].id);
        assert!(matches!(
            foreign.await,
            Err(Error::Refused(Refused::Hidden))
        ));
    })
    .await;
}

async fn certificate(world: &World, bidder: &Bidder, days: u64) {
    let input = CertificateInput {
        kind: "security".into(),
        title: "ISO/IEC 27001".into(),
        issuer: "A body".into(),
        number: String::new(),
        expires_on: Some(world.ctx.today() + Days::new(days)),
    };
    let call = world.call(&bidder.actor);
    providers::certify(&world.ctx, &call, &bidder.reference, &input)
        .await
        .unwrap();
}

async fn reminders(world: &World, actor: &Actor) -> usize {
    let news = unread(&world.ctx, actor).await.unwrap();
    news.iter()
        .filter(|one| one.kind == "certificate.ends")
        .count()
}

#[tokio::test]
async fn each_step_before_the_last_day_is_told_once() {
    on_each_database(async |world| {
        let bidder = world.bidder("Polar AS").await;
        certificate(world, &bidder, 61).await;
        let mut told = Vec::new();
        for _ in 0..95 {
            remind(&world.ctx).await.unwrap();
            remind(&world.ctx).await.unwrap();
            told.push(reminders(world, &bidder.actor).await);
            world.clock.set(world.ctx.now() + Duration::days(1));
        }
        assert_eq!([told[0], told[1], told[30], told[31]], [0, 1, 1, 2]);
        assert_eq!([told[60], told[61], told[94]], [2, 3, 3]);
    })
    .await;
}

#[tokio::test]
async fn the_officer_of_a_running_contract_is_told_and_a_replaced_certificate_is_not_told_of() {
    on_each_database(async |world| {
        let running = world.contract_in_performance().await;
        let provider = running.contractor.provider().unwrap();
        let query = "SELECT reference FROM provider WHERE id = $1";
        let query = world.ctx.db().query(query).bind(provider.0);
        let bidder = Bidder {
            actor: running.contractor.clone(),
            provider,
            reference: query.scalar().await.unwrap(),
        };
        certificate(world, &bidder, 20).await;
        assert_eq!(remind(&world.ctx).await.unwrap(), 1);
        assert_eq!(reminders(world, &running.officer).await, 1);
        certificate(world, &bidder, 10).await;
        let end = "UPDATE provider_certificate SET ended_at = $1";
        let end = world.ctx.db().query(end).bind(world.ctx.now());
        end.run().await.unwrap();
        assert_eq!(remind(&world.ctx).await.unwrap(), 0);
    })
    .await;
}
