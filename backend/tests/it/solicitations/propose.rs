//! The estimate with its options, the methods that it allows, and purchases in parts.

use super::{drafted_as, refused};
use backend::solicitations::{self, Draft, Typed};
use backend::testing::on_each_database;
use domain::actor::Role;
use domain::methods::Method;

#[tokio::test]
async fn the_estimate_is_base_and_options_together() {
    on_each_database(async |world| {
        let (reference, officer) = drafted_as(world, |input| {
            input.estimate = "1 500 000".into();
            input.estimate_options = "200 000.50".into();
            input.commercial_service = false;
        })
        .await;
        let sheet = solicitations::sheet(&world.ctx, &officer, &reference)
            .await
            .unwrap();
        assert_eq!(sheet.record.estimate.unwrap().minor, 170_000_050);
        assert_eq!(sheet.record.base().unwrap().minor, 150_000_000);
        let lawful: Vec<_> = sheet
            .methods
            .iter()
            .filter(|one| one.verdict.is_lawful())
            .collect();
        assert_eq!(lawful.len(), 1);
        assert_eq!(lawful[0].method, Method::Ncp);
    })
    .await;
}

#[tokio::test]
async fn options_need_their_base_and_their_sum_must_count() {
    on_each_database(async |world| {
        let typed = |base: &str, options: &str| {
            let mut input = world.typed_solicitation();
            (input.estimate, input.estimate_options) = (base.into(), options.into());
            input
        };
        assert_eq!(refused(typed("", "5")), ["estimate"]);
        assert_eq!(refused(typed("1", "-5")), ["estimate_options"]);
        assert_eq!(
            refused(typed("90000000000000000", "90000000000000000")),
            ["estimate_options"]
        );
        assert_eq!(
            Draft::try_from(typed("1", "")).unwrap().estimate_options,
            None
        );
    })
    .await;
}

#[tokio::test]
async fn methods_are_told_for_what_is_being_typed() {
    on_each_database(async |world| {
        let officer = world.person("Ann", Role::Officer).await;
        let mut typed = Typed {
            estimate: "1 500 000".into(),
            currency: "EUR".into(),
            ..Typed::default()
        };
        let proposed = solicitations::propose(&world.ctx, &officer, &typed)
            .await
            .unwrap()
            .unwrap();
        assert!(
            proposed
                .methods
                .iter()
                .filter(|one| one.verdict.is_lawful())
                .count()
                > 1
        );
        typed.currency = "NOK".into();
        let unknown = solicitations::propose(&world.ctx, &officer, &typed)
            .await
            .unwrap();
        assert!(unknown.unwrap_err().contains("exchange rate for NOK"));
        let provider = world.person("Eva", Role::Evaluator).await;
        assert!(
            solicitations::propose(&world.ctx, &provider, &typed)
                .await
                .is_err()
        );
    })
    .await;
}

#[tokio::test]
async fn purchases_that_together_cross_a_limit_are_pointed_out() {
    on_each_database(async |world| {
        let half = |input: &mut solicitations::DraftInput| input.estimate = "1 000 000".into();
        let (first, officer) = drafted_as(world, half).await;
        let alone = solicitations::sheet(&world.ctx, &officer, &first)
            .await
            .unwrap();
        assert_eq!(alone.split, None);
        let (second, officer) = drafted_as(world, half).await;
        let split = solicitations::sheet(&world.ctx, &officer, &second)
            .await
            .unwrap()
            .split
            .unwrap();
        assert_eq!(split.others[0].0, first);
        assert_eq!(
            (split.together, split.crossed),
            (200_000_000, vec![160_000_000])
        );
        world.clock.advance(chrono::Duration::days(400));
        let (third, officer) = drafted_as(world, half).await;
        let later = solicitations::sheet(&world.ctx, &officer, &third)
            .await
            .unwrap();
        assert_eq!(later.split, None);
    })
    .await;
}

#[tokio::test]
async fn a_sole_source_of_nspa_announces_itself_and_names_its_ground() {
    on_each_database(async |world| {
        let sole = |input: &mut solicitations::DraftInput| {
            input.authority = "nspa".into();
            input.method = "ss".into();
            input.method_reason = "Its antenna is the only one in range.".into();
            input.evaluation = "lowest_price_technically_compliant".into();
        };
        let missing = async |change: &dyn Fn(&mut solicitations::DraftInput)| {
            let (reference, officer) = drafted_as(world, change).await;
            let sheet = solicitations::sheet(&world.ctx, &officer, &reference)
                .await
                .unwrap();
            let fields = sheet.check.missing.into_iter();
            fields.map(|one| one.field).collect::<Vec<_>>()
        };
        assert_eq!(
            missing(&sole).await,
            ["method_ground", "offerors", "override_NSPA-6.3-notice"]
        );
        let announced = world.ctx.today() - chrono::Duration::days(10);
        let complete = |input: &mut solicitations::DraftInput| {
            sole(input);
            input.method_ground = "NPP-22-sole".into();
            input.sole_source_notice_on = solicitations::DayInput::of(announced);
        };
        assert_eq!(missing(&complete).await, ["offerors"]);
    })
    .await;
}
