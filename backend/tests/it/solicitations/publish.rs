//! Publishing and cancelling.

use super::{approve_all, drafted, drafted_as, publish, published};
use backend::Error;
use backend::opening_keys::OpenersInput;
use backend::solicitations::{self, DayInput, Draft, DraftInput};
use backend::testing::openers::named;
use backend::testing::{World, on_each_database};
use chrono::Duration;
use domain::actor::{Actor, Role};
use domain::states::SolicitationState;

async fn missing(world: &World, reference: &str, officer: &Actor) -> Vec<String> {
    match solicitations::ask_approval(&world.ctx, &world.call(officer), reference, 1, None).await {
        Err(Error::Invalid(fields)) => fields.into_iter().map(|one| one.field).collect(),
        other => panic!("expected a refusal, got {other:?}"),
    }
}

#[tokio::test]
async fn publishing_freezes_the_scheme_and_makes_a_key_for_each_part_of_an_offer() {
    on_each_database(async |world| {
        let (reference, officer) = published(world).await;
        let sheet = solicitations::sheet(&world.ctx, &officer, &reference)
            .await
            .unwrap();
        assert_eq!(sheet.state, SolicitationState::Published);
        assert_eq!(sheet.record.published_at, Some(world.ctx.now()));
        let recipients: Vec<String> = world
            .ctx
            .db()
            .query("SELECT recipient FROM part_key WHERE solicitation_id = $1")
            .bind(sheet.record.id.0)
            .scalars()
            .await
            .unwrap();
        assert!(
            recipients
                .iter()
                .all(|recipient| recipient.starts_with("age1"))
        );
        assert!(recipients.len() == 2 && recipients[0] != recipients[1]);
    })
    .await;
}

#[tokio::test]
async fn the_rule_in_force_says_at_publication_whether_prices_wait() {
    on_each_database(async |world| {
        let (reference, officer) = published(world).await;
        let sheet = solicitations::sheet(&world.ctx, &officer, &reference);
        assert_eq!(sheet.await.unwrap().prices_wait, None);
        let select = "SELECT price_after_technical FROM solicitation";
        let waits: bool = world.ctx.db().query(select).scalar().await.unwrap();
        assert!(waits, "NCP with best value, GBI 4.4");
        let split = "SELECT summary FROM event WHERE summary LIKE 'Split the keys%'";
        let told: String = world.ctx.db().query(split).scalar().await.unwrap();
        assert!(told.ends_with("until the technical result is fixed (GBI 4.4)"));
    })
    .await;
}

#[tokio::test]
async fn everything_that_is_missing_is_named_by_its_field() {
    on_each_database(async |world| {
        let (reference, officer) = drafted_as(world, |input| {
            *input = DraftInput {
                title: input.title.clone(),
                method: "ss".into(),
                estimate: "2 000 000".into(),
                estimate_currency: "EUR".into(),
                closes_at: solicitations::MomentInput {
                    zone: "UTC".into(),
                    ..Default::default()
                },
                ..DraftInput::default()
            };
        })
        .await;
        let expected = [
            "need",
            "functional_area",
            "strategy",
            "buyer_name",
            "vehicle",
            "method_ground",
            "method_reason",
            "offerors",
            "evaluation",
            "closes_at",
            "validity_days",
        ];
        assert_eq!(missing(world, &reference, &officer).await, expected);
    })
    .await;
}

#[tokio::test]
async fn a_breach_of_the_timetable_waits_for_a_reason_of_its_own() {
    on_each_database(async |world| {
        let close = world.ctx.today() + Duration::days(30);
        let late = |input: &mut DraftInput| input.closes_at.day = DayInput::of(close);
        let (reference, officer) = drafted_as(world, late).await;
        assert_eq!(missing(world, &reference, &officer).await, ["override_NCP-7"]);
        let (reference, officer) = drafted_as(world, |input| {
            late(input);
            input.overrides = vec![
                ("NCP-7".into(), "Winter begins.".into()),
                ("GBI-2.15".into(), "Not needed.".into()),
            ];
        })
        .await;
        assert_eq!(missing(world, &reference, &officer).await, ["overrides"]);
        approve_all(world, &reference).await;
        publish(world, &officer, &reference)
            .await
            .unwrap();
        let reason: String = world
            .ctx
            .db()
            .query("SELECT reason FROM event WHERE subject_reference = $1 AND action = 'solicitation.publish'")
            .bind(reference)
            .scalar()
            .await
            .unwrap();
        assert_eq!(reason, "NCP-7 (NCP 7; GBI 2.2): Winter begins.");
    })
    .await;
}

#[tokio::test]
async fn the_timetable_is_checked_at_the_moment_of_publication() {
    on_each_database(async |world| {
        let (reference, officer) = drafted(world).await;
        let closes = world.ctx.today() + Duration::days(40);
        let latest = closes.and_hms_opt(15, 0, 0).unwrap().and_utc() - Duration::days(35);
        let version = world.approved(&officer, &reference, 1).await;
        let (call, openers) = (world.call(&officer), world.openers().await);
        let publish = || solicitations::publish(&world.ctx, &call, &reference, version, &openers);
        world.clock.set(latest + Duration::microseconds(1));
        let late = publish().await;
        assert!(matches!(late, Err(Error::Invalid(fields)) if fields[0].field == "override_NCP-7"));
        world.clock.set(latest);
        assert_eq!(publish().await.unwrap(), reference);
    })
    .await;
}

#[tokio::test]
async fn an_estimate_in_another_currency_needs_a_recorded_rate() {
    on_each_database(async |world| {
        let (reference, officer) =
            drafted_as(world, |input| input.estimate_currency = "NOK".into()).await;
        assert_eq!(missing(world, &reference, &officer).await, ["estimate"]);
        world.rate("NOK", world.ctx.today(), "11.5").await;
        assert_eq!(world.approved(&officer, &reference, 1).await, 2);
    })
    .await;
}

#[tokio::test]
async fn cancelling_asks_for_a_reason_and_ends_it() {
    on_each_database(async |world| {
        let (reference, officer) = published(world).await;
        let call = world.call(&officer);
        let refused = solicitations::cancel(&world.ctx, &call, &reference, 3, "  ").await;
        assert!(matches!(refused, Err(Error::Invalid(fields)) if fields[0].field == "reason"));
        solicitations::cancel(
            &world.ctx,
            &call,
            &reference,
            3,
            "The need is met otherwise.",
        )
        .await
        .unwrap();
        let again = solicitations::cancel(&world.ctx, &call, &reference, 4, "Again").await;
        assert!(matches!(again, Err(Error::NotNow(_))));
        let auditor = world.person("Aud", Role::Auditor).await;
        let refused =
            solicitations::cancel(&world.ctx, &world.call(&auditor), &reference, 4, "x").await;
        assert!(matches!(refused, Err(Error::Refused(_))));
    })
    .await;
}

#[tokio::test]
async fn of_two_who_publish_at_once_one_is_told() {
    on_each_database(async |world| {
        let (reference, officer) = drafted(world).await;
        let (call, version) = (
            world.call(&officer),
            world.approved(&officer, &reference, 1).await,
        );
        let openers = world.openers().await;
        let publish = || solicitations::publish(&world.ctx, &call, &reference, version, &openers);
        let (first, second) = tokio::join!(publish(), publish());
        assert_eq!(usize::from(first.is_ok()) + usize::from(second.is_ok()), 1);
        let keys: i64 = world
            .ctx
            .db()
            .query("SELECT COUNT(*) FROM part_key")
            .scalar()
            .await
            .unwrap();
        assert_eq!(keys, 2);
    })
    .await;
}

#[tokio::test]
async fn without_two_opening_officers_who_have_a_key_nothing_is_published() {
    on_each_database(async |world| {
        let (reference, officer) = drafted(world).await;
        let una = world.key_holder("Una", Role::Opener).await;
        let dua = world.person("Dua", Role::Opener).await;
        let openers = OpenersInput::from(&named(&[una, dua]));
        let version = world.approved(&officer, &reference, 1).await;
        let call = world.call(&officer);
        let refused =
            solicitations::publish(&world.ctx, &call, &reference, version, &openers).await;
        let Err(Error::Invalid(fields)) = refused else {
            panic!("it was published");
        };
        assert_eq!(fields[0].field, "openers");
        assert!(fields[0].message.contains("these have one: Una"));
    })
    .await;
}

#[tokio::test]
async fn the_log_tells_among_whom_the_keys_were_split_and_whether_they_can_be_recovered() {
    on_each_database(async |world| {
        published(world).await;
        for name in ["Ada", "Abe"] {
            world.key_holder(name, Role::Administrator).await;
        }
        let draft = Draft::try_from(world.typed_solicitation()).unwrap();
        let officer = world.person("Ann", Role::Officer).await;
        let call = world.call(&officer);
        let other = solicitations::create(&world.ctx, &call, draft)
            .await
            .unwrap();
        publish(world, &officer, &other).await.unwrap();
        let select = "SELECT summary FROM event WHERE summary LIKE 'Split%' ORDER BY id";
        let told: Vec<String> = world.ctx.db().query(select).scalars().await.unwrap();
        assert!(told[0].contains("2 of whom open together, without a recovery share;"));
        assert!(told[1].contains("with a recovery share for two of Ada, Abe;"));
    })
    .await;
}
