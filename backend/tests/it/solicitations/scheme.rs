//! Which evaluation methods a purchase may choose, and what each asks for before publication.

use backend::solicitations::{self, Draft, DraftInput};
use backend::testing::{World, on_each_database};
use domain::actor::Role;

/// What publication lacks of a draft with a change.
async fn missing(world: &World, change: impl Fn(&mut DraftInput)) -> Vec<String> {
    let officer = world.person("Ann", Role::Officer).await;
    let mut input = world.typed_solicitation();
    change(&mut input);
    let draft = Draft::try_from(input).unwrap();
    let call = world.call(&officer);
    let reference = solicitations::create(&world.ctx, &call, draft)
        .await
        .unwrap();
    let sheet = solicitations::sheet(&world.ctx, &officer, &reference)
        .await
        .unwrap();
    sheet
        .check
        .missing
        .into_iter()
        .map(|one| one.field)
        .collect()
}

#[tokio::test]
async fn a_method_of_another_authority_is_not_published() {
    on_each_database(async |world| {
        world.strategy().await;
        let nspa = |input: &mut DraftInput| {
            input.evaluation = "nspa_best_value".into();
            (input.weight_technical, input.weight_price) = ("70".into(), "30".into());
            input.parameters.element_floor = "20".into();
        };
        assert_eq!(missing(world, nspa).await, ["evaluation"]);
    })
    .await;
}

#[tokio::test]
async fn what_a_method_needs_is_asked_for_before_publication() {
    on_each_database(async |world| {
        world.strategy().await;
        let vatep = |input: &mut DraftInput| {
            input.authority = "nation".into();
            input.method = "ncb".into();
            input.evaluation = "vatep".into();
        };
        let lacks = missing(world, vatep).await;
        for field in ["most_credit", "credit_per_unit", "measured_by"] {
            assert!(lacks.contains(&field.to_owned()), "{field} in {lacks:?}");
        }
        let complete = |input: &mut DraftInput| {
            vatep(input);
            input.parameters.most_credit = "400000".into();
            input.parameters.credit_per_unit = "20000".into();
            input.parameters.measured_by = "R1".into();
        };
        let lacks = missing(world, complete).await;
        assert!(
            !lacks
                .iter()
                .any(|field| field.contains("credit") || field == "measured_by")
        );
    })
    .await;
}

#[tokio::test]
async fn only_the_fields_of_the_chosen_method_are_kept() {
    on_each_database(async |world| {
        let mut input = world.typed_solicitation();
        input.parameters.most_credit = "400000".into();
        let scheme = Draft::try_from(input).unwrap().scheme.unwrap();
        assert!(scheme.parameters.is_empty());
        let stored = serde_json::to_string(&scheme).unwrap();
        assert!(!stored.contains("parameters"));
    })
    .await;
}
