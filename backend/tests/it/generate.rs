//! Stores that are filled for measurements hold what a store holds that people filled.

use backend::generate::{Generated, Size, generate};
use backend::plan::what_if;
use backend::testing::{World, on_each_database};
use backend::{Error, audit, contracts};
use chrono::Duration;
use domain::actor::{Actor, Role};
use domain::contracts::check_invariants;
use domain::states::milestone::MilestoneState;

/// More milestones are linked than a page of the plan shows.
const SIZE: Size = Size {
    contracts: 125,
    events: 4_000,
    linked: 105,
    drawn: 3,
};

async fn filled(world: &World, seed: u64) -> (Actor, Result<Generated, Error>) {
    let officer = world.person("Olga", Role::Officer).await;
    let person = officer.person().unwrap().clone();
    let made = generate(&world.ctx, person, seed, SIZE).await;
    (officer, made)
}

#[tokio::test]
async fn a_generated_store_keeps_every_promise() {
    on_each_database(async |world| {
        world.reference().await;
        let (officer, made) = filled(world, 7).await;
        let made = made.unwrap();
        assert_eq!(
            (made.contracts, made.milestones, made.events),
            (125, 1_250, 4_000)
        );
        let verdict = audit::verify(&world.ctx).await.unwrap();
        assert!(verdict.intact() && verdict.unsealed == 0, "{verdict:?}");

        let now = world.ctx.now();
        let read = async |reference: &str, at| {
            contracts::sheet(&world.ctx, &officer, reference, at)
                .await
                .unwrap()
        };
        let sheet = read(&made.longest, None).await;
        assert!(check_invariants(&sheet.record.totals()).is_ok());
        let accepted = |record: &contracts::ContractRecord| {
            let milestones = record.milestones.iter();
            let accepted = milestones.filter(|m| m.status == MilestoneState::Accepted);
            accepted.count()
        };
        assert!(accepted(&sheet.record) > 0, "time went by in the story");
        let began = read(&made.longest, Some(sheet.history.last().unwrap().at)).await;
        assert_eq!((began.record.version, accepted(&began.record)), (1, 0));
        assert_eq!(began.moment.unwrap().1 as usize, sheet.history.len() - 1);

        let gate = read(&made.gate, None).await.record;
        let due = gate.milestones[0].current_baseline.unwrap();
        let later = Some(due + Duration::days(30));
        let found = what_if(&world.ctx, &officer, &made.gate, 1, later).await;
        let effects = found.unwrap().effects;
        assert_eq!(effects.len(), 1_050, "everything that is linked moves");
        assert!(
            effects
                .iter()
                .all(|effect| effect.to - effect.from == Duration::days(30))
        );
        assert!(gate.ends_on.unwrap() > now.date_naive());
    })
    .await;
}

#[tokio::test]
async fn the_same_seed_tells_the_same_and_only_an_empty_store_is_filled() {
    on_each_database(async |world| {
        world.reference().await;
        let (officer, made) = filled(world, 7).await;
        let made = made.unwrap();
        let (_, again) = filled(world, 7).await;
        assert!(
            again
                .unwrap_err()
                .to_string()
                .contains("begin with an empty store")
        );
        let told = contracts::sheet(&world.ctx, &officer, &made.longest, None).await;
        let told = told.unwrap();
        let began = told.history.last().unwrap().at;
        let age = (world.ctx.now() - began).num_days();
        let story = (told.record.base_value_minor, told.history.len(), age);
        assert_eq!(made.longest, "CTR-GEN-000123");
        assert_eq!(story, (8_428_000_000, 44, 1_423));
    })
    .await;
}
