//! Writing a draft.

use super::{drafted, published, refused};
use backend::Error;
use backend::solicitations::{self, Draft, DraftInput, ScheduleLineInput};
use backend::testing::on_each_database;
use domain::actor::Role;
use domain::states::SolicitationState;

#[tokio::test]
async fn what_an_officer_writes_is_recorded_under_the_years_next_reference() {
    on_each_database(async |world| {
        let (reference, officer) = drafted(world).await;
        assert_eq!(reference, "SOL-2026-0001");
        let mut tx = world.ctx.db().begin().await.unwrap();
        let record = solicitations::by_reference(&mut tx, &reference)
            .await
            .unwrap();
        assert_eq!(record.status, SolicitationState::Draft);
        assert_eq!(record.strategy, ["CSS-1"]);
        assert_eq!(record.estimate.unwrap().minor, 900_000_000);
        assert_eq!(record.scheme.unwrap().criteria[1].code, "T2");
        assert_eq!(record.created_by, officer.account());
        assert_eq!(record.zone, "Europe/Brussels");
    })
    .await;
}

#[tokio::test]
async fn the_same_form_sent_twice_makes_one_solicitation() {
    on_each_database(async |world| {
        world.strategy().await;
        let officer = world.person("Ann", Role::Officer).await;
        let call = backend::Call::with_key(officer, "key-1".into(), b"form");
        let draft = Draft::try_from(world.typed_solicitation()).unwrap();
        let first = solicitations::create(&world.ctx, &call, draft.clone()).await;
        let second = solicitations::create(&world.ctx, &call, draft).await;
        assert_eq!(first.unwrap(), second.unwrap());
        let count: i64 = world
            .ctx
            .db()
            .query("SELECT COUNT(*) FROM solicitation")
            .scalar()
            .await
            .unwrap();
        assert_eq!(count, 1);
    })
    .await;
}

#[tokio::test]
async fn broken_weight_rules_are_named_one_by_one() {
    on_each_database(async |world| {
        let mut input = world.typed_solicitation();
        input.weight_technical = "30".into();
        input.weight_experience = "40".into();
        input.weight_price = "40".into();
        let Err(Error::Invalid(fields)) = Draft::try_from(input) else {
            panic!("the weights were accepted");
        };
        let words: Vec<&str> = fields.iter().map(|one| one.message.as_str()).collect();
        assert_eq!(words.len(), 4);
        assert!(words[0].contains("exactly 100") && words[1].contains("twice as much"));
    })
    .await;
}

#[tokio::test]
async fn everything_wrong_with_a_form_is_said_at_once() {
    on_each_database(async |world| {
        let mut input = world.typed_solicitation();
        input.title = " ".into();
        input.estimate = "nine million".into();
        input.criteria[1].weight = "30".into();
        input.requirements[0].objective = "8".into();
        input.closes_at.time = "5 pm".into();
        assert_eq!(
            refused(input),
            [
                "title",
                "estimate",
                "requirement_objective_1",
                "criterion_weight_1",
                "closes_at"
            ]
        );
    })
    .await;
}

#[tokio::test]
async fn tenets_alone_and_unknown_codes_are_refused() {
    on_each_database(async |world| {
        world.strategy().await;
        let officer = world.person("Ann", Role::Officer).await;
        let mut input = world.typed_solicitation();
        input.strategy = vec!["T-1".into()];
        input.functional_area = "FA-NONE".into();
        let draft = Draft::try_from(input).unwrap();
        let answer = solicitations::create(&world.ctx, &world.call(&officer), draft).await;
        let Err(Error::Invalid(fields)) = answer else {
            panic!("unknown codes were accepted");
        };
        assert_eq!(
            (fields[0].field.as_str(), fields[1].field.as_str()),
            ("functional_area", "strategy")
        );
    })
    .await;
}

#[tokio::test]
async fn only_officers_write_and_a_lost_race_shows_what_is_recorded() {
    on_each_database(async |world| {
        let (reference, officer) = drafted(world).await;
        let draft = |title: &str| {
            let mut input = world.typed_solicitation();
            input.title = title.into();
            Draft::try_from(input).unwrap()
        };
        let auditor = world.person("Aud", Role::Auditor).await;
        let refused = solicitations::create(&world.ctx, &world.call(&auditor), draft("A")).await;
        assert!(matches!(refused, Err(Error::Refused(_))));
        let call = world.call(&officer);
        solicitations::edit(&world.ctx, &call, &reference, 1, draft("First"))
            .await
            .unwrap();
        let lost = solicitations::edit(&world.ctx, &call, &reference, 1, draft("Second")).await;
        assert!(matches!(lost, Err(Error::Stale(stale)) if stale.version == 2 && stale.recorded["title"] == "First"));
    })
    .await;
}

#[tokio::test]
async fn what_is_published_is_never_edited() {
    on_each_database(async |world| {
        let (reference, officer) = published(world).await;
        let mut input = world.typed_solicitation();
        input.weight_technical = "60".into();
        input.weight_price = "20".into();
        let draft = Draft::try_from(input).unwrap();
        let answer =
            solicitations::edit(&world.ctx, &world.call(&officer), &reference, 3, draft).await;
        assert!(matches!(answer, Err(Error::NotNow(_))));
    })
    .await;
}

fn priced_line(lot: &str, quantity: &str) -> ScheduleLineInput {
    ScheduleLineInput {
        lot: lot.to_owned(),
        description: "Monitoring".to_owned(),
        unit: "month".to_owned(),
        quantity: quantity.to_owned(),
        ..ScheduleLineInput::default()
    }
}

#[tokio::test]
async fn the_lines_of_a_schedule_get_codes_in_their_order() {
    on_each_database(async |world| {
        let empty = ScheduleLineInput::default();
        let price_schedule = vec![priced_line("", "12"), empty, priced_line("", "1,5")];
        let input = DraftInput {
            price_schedule,
            ..world.typed_solicitation()
        };
        world.strategy().await;
        let call = world.call(&world.person("Ann", Role::Officer).await);
        let draft = Draft::try_from(input).unwrap();
        let reference = solicitations::create(&world.ctx, &call, draft)
            .await
            .unwrap();
        let mut tx = world.ctx.db().begin().await.unwrap();
        let record = solicitations::by_reference(&mut tx, &reference)
            .await
            .unwrap();
        let codes: Vec<_> = record
            .price_schedule
            .iter()
            .map(|line| &line.code)
            .collect();
        assert_eq!(codes, ["P1", "P2"]);
        assert_eq!(record.price_schedule[1].quantity.to_string(), "1.5");
    })
    .await;
}

#[tokio::test]
async fn a_line_of_no_lot_or_without_quantity_is_refused_by_its_row() {
    on_each_database(async |world| {
        let input = DraftInput {
            price_schedule: vec![priced_line("L1", "12"), priced_line("", "0")],
            ..world.typed_solicitation()
        };
        assert_eq!(refused(input), ["line_lot_1", "line_quantity_2"]);
    })
    .await;
}
