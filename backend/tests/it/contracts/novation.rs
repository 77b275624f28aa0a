//! A contract that passes to another organisation.

use super::life::{act, says, take};
use super::record;
use backend::Error;
use backend::contracts::{self, LifeInput, Organisation};
use backend::testing::fixtures_contracts::{Running, day};
use backend::testing::{World, on_each_database};
use chrono::{DateTime, Utc};
use domain::actor::Actor;
use domain::contracts::life::LifeAct;
use domain::id::ProviderId;
use domain::policy::Refused;

/// The reference under which an organisation is registered.
async fn registered(world: &World, provider: ProviderId) -> String {
    let of = "SELECT reference FROM provider WHERE id = $1";
    let db = world.ctx.db();
    db.query(of).bind(provider.0).scalar().await.unwrap()
}

fn novate(reference: &str) -> LifeInput {
    LifeInput {
        organisation: Some(Organisation {
            reference: reference.to_owned(),
            found: None,
        }),
        grounds: "Letter of 1 June, signed by its director.".to_owned(),
        ..act(LifeAct::Novate)
    }
}

fn noon(after_start: i64) -> DateTime<Utc> {
    day(after_start).and_hms_opt(12, 0, 0).unwrap().and_utc()
}

/// A contract that passed on the tenth day, and a person of the organisation that holds it since.
async fn passed(world: &World) -> (Running, ProviderId, Actor) {
    let running = world.contract_in_performance().await;
    let other = world.provider_organisation("Boreal").await;
    let sam = world.provider("Sam", other).await;
    world.on(day(9));
    let reference = registered(world, other).await;
    take(world, &running, novate(&reference)).await.unwrap();
    let hidden = contracts::sheet(&world.ctx, &sam, &running.reference, None).await;
    assert!(matches!(hidden, Err(Error::Refused(Refused::Hidden))));
    world.on(day(10));
    take(world, &running, act(LifeAct::Agree)).await.unwrap();
    (running, other, sam)
}

#[tokio::test]
async fn a_contract_passes_only_to_another_registered_organisation() {
    on_each_database(async |world| {
        let running = world.contract_in_performance().await;
        let unknown = take(world, &running, novate("PRV-1999-0001")).await;
        says(unknown, "another registered");
        let own = registered(world, running.award.provider).await;
        says(
            take(world, &running, novate(&own)).await,
            "another registered",
        );
    })
    .await;
}

#[tokio::test]
async fn the_new_organisation_sees_the_contract_with_its_history() {
    on_each_database(async |world| {
        let (running, other, sam) = passed(world).await;
        let sheet = async |at| contracts::sheet(&world.ctx, &sam, &running.reference, at).await;
        let seen = sheet(None).await.unwrap().record;
        assert_eq!(
            (seen.provider, seen.provider_name.as_str()),
            (Some(other), "Boreal")
        );
        let made = &seen.modifications[0];
        assert_eq!(made.title, "Novation from Aurora Observation to Boreal");
        let past = sheet(Some(noon(5))).await.unwrap().record;
        assert_eq!(past.provider, Some(running.award.provider));
    })
    .await;
}

#[tokio::test]
async fn the_former_organisation_reads_its_time_and_nothing_later() {
    on_each_database(async |world| {
        let (running, _, _) = passed(world).await;
        world.on(day(20));
        let (ctx, number) = (&world.ctx, running.reference.as_str());
        let version = record(world, &running).await.version;
        let officer = world.call(&running.officer);
        contracts::obligate(ctx, &officer, number, version, -1, super::line("Later"))
            .await
            .unwrap();
        let sheet = async |at| contracts::sheet(ctx, &running.contractor, number, at).await;
        let old = sheet(None).await.unwrap();
        assert_eq!(old.record.provider, Some(running.award.provider));
        assert!(old.moment.is_some() && old.since.is_empty());
        assert!(old.record.modifications.is_empty() && old.record.obligations.len() == 1);
        let early = sheet(Some(noon(5))).await.unwrap();
        assert!(early.since.is_empty(), "what came later is not its own");
        let later = sheet(Some(noon(15))).await.unwrap();
        assert!(later.record.modifications.is_empty());
        assert_eq!(record(world, &running).await.life.former.len(), 1);
    })
    .await;
}
