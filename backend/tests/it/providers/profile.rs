//! The capability profile, and how it fits a solicitation.

use backend::Error;
use backend::eligibility;
use backend::providers::{self, SystemInput};
use backend::testing::fixtures_registry::Bidder;
use backend::testing::{World, on_each_database};
use domain::parameters::Standing;
use domain::policy::Refused;
use uuid::Uuid;

async fn constellation(world: &World, bidder: &Bidder) -> Uuid {
    let input = SystemInput {
        kind: "constellation".into(),
        name: "Polar eight".into(),
        description: String::new(),
    };
    let call = world.call(&bidder.actor);
    providers::add_system(&world.ctx, &call, &bidder.reference, &input)
        .await
        .unwrap()
}

async fn state(
    world: &World,
    bidder: &Bidder,
    system: (Uuid, i64),
    value: (&str, &str),
) -> Result<(), Error> {
    let call = world.call(&bidder.actor);
    providers::state_value(
        &world.ctx,
        &call,
        &bidder.reference,
        system,
        "eo.revisit_median",
        value,
    )
    .await
}

#[tokio::test]
async fn values_are_checked_by_their_parameter_and_replace_each_other() {
    on_each_database(async |world| {
        let bidder = world.bidder("Polar AS").await;
        let system = constellation(world, &bidder).await;
        let wrong = state(world, &bidder, (system, 1), ("5", "km")).await;
        assert!(matches!(wrong, Err(Error::Invalid(fields)) if fields[0].field == "value"));
        state(world, &bidder, (system, 1), ("5", "h"))
            .await
            .unwrap();
        state(world, &bidder, (system, 2), ("90", "min"))
            .await
            .unwrap();
        let lost = state(world, &bidder, (system, 2), ("80", "min")).await;
        assert!(matches!(lost, Err(Error::Stale(_))));
        let profile = providers::profile(&world.ctx, &bidder.actor, &bidder.reference)
            .await
            .unwrap();
        let values = &profile.systems[0].values;
        let words: Vec<String> = values
            .iter()
            .map(|one| one.declared.words(one.parameter.parameter()))
            .collect();
        assert_eq!(words, ["90\u{a0}min"]);
    })
    .await;
}

#[tokio::test]
async fn others_read_a_profile_and_change_nothing_of_it() {
    on_each_database(async |world| {
        let (one, other) = (
            world.bidder("Polar AS").await,
            world.bidder("Solar AS").await,
        );
        let system = constellation(world, &one).await;
        assert!(
            providers::profile(&world.ctx, &other.actor, &one.reference)
                .await
                .is_ok()
        );
        let call = world.call(&other.actor);
        let refused = providers::end_system(&world.ctx, &call, &one.reference, (system, 1)).await;
        assert!(matches!(refused, Err(Error::Refused(Refused::Hidden))));
        let own = providers::end_system(&world.ctx, &call, &other.reference, (system, 1)).await;
        assert!(matches!(own, Err(Error::NotFound)));
    })
    .await;
}

#[tokio::test]
async fn a_profile_says_how_it_fits_a_published_solicitation() {
    on_each_database(async |world| {
        let (bidder, open) = (
            world.bidder("Polar AS").await,
            world.typed_requirement().await,
        );
        let told = async || {
            eligibility::own_fit(&world.ctx, &bidder.actor, &open.reference)
                .await
                .unwrap()
        };
        assert_eq!(told().await.fit.count(Standing::NotTold), 1);
        let system = constellation(world, &bidder).await;
        state(world, &bidder, (system, 1), ("90", "min"))
            .await
            .unwrap();
        let fit = told().await;
        assert_eq!(fit.fit.answers[0].standing, Standing::Objective);
        assert_eq!(fit.fit.answers[0].system.as_deref(), Some("Polar eight"));
        let sheet = backend::solicitations::sheet(&world.ctx, &bidder.actor, &open.reference).await;
        assert_eq!(
            sheet.unwrap().fit.map(|tally| tally.head()).as_deref(),
            Some("1 of 1")
        );
        let officer = world.person("Ann", domain::actor::Role::Officer).await;
        let refused = eligibility::own_fit(&world.ctx, &officer, &open.reference).await;
        assert!(matches!(refused, Err(Error::Refused(Refused::Hidden))));
    })
    .await;
}

#[tokio::test]
async fn a_list_says_it_of_each_row_for_the_own_organisation_alone() {
    on_each_database(async |world| {
        let (bidder, other) = (
            world.bidder("Polar AS").await,
            world.bidder("Solar AS").await,
        );
        world.typed_requirement().await;
        let system = constellation(world, &bidder).await;
        state(world, &bidder, (system, 1), ("7", "h"))
            .await
            .unwrap();
        let told = async |actor| {
            let input = backend::solicitations::ListInput::default();
            let page = backend::solicitations::list(&world.ctx, actor, &input).await;
            page.unwrap().rows[0].fit.map(|tally| tally.rest())
        };
        assert_eq!(
            told(&bidder.actor).await.as_deref(),
            Some("1 below what is asked")
        );
        assert_eq!(
            told(&other.actor).await.as_deref(),
            Some("1 not in your profile")
        );
        let officer = world.person("Ann", domain::actor::Role::Officer).await;
        assert_eq!(told(&officer).await, None);
    })
    .await;
}
