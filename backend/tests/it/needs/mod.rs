//! The pipeline of needs, and what the market is asked.

mod requests;

use backend::Error;
use backend::needs::{self, FundingInput, ListInput, NeedDraft, NeedInput};
use backend::solicitations::{self, DayInput};
use backend::testing::{World, on_each_database};
use chrono::Duration;
use domain::actor::{Actor, Role};
use domain::states::{NeedEvent, NeedState};

/// A need that lacks nothing, as typed. Needs [`World::strategy`].
fn typed(world: &World) -> NeedInput {
    NeedInput {
        title: "Radio frequency mapping".into(),
        description: "See who transmits.".into(),
        functional_area: "FA-ISR".into(),
        strategy: vec!["CSS-1".into()],
        programme: "APSS".into(),
        method: "pca".into(),
        commercial_service: true,
        low: "2 000 000".into(),
        high: "3 000 000".into(),
        expected_from: DayInput::of(world.ctx.today() + Duration::days(60)),
        expected_to: DayInput::of(world.ctx.today() + Duration::days(90)),
        public: true,
        funding: vec![FundingInput {
            programme: "APSS".into(),
            amount: "1 000 000".into(),
            status: "committed".into(),
            ..FundingInput::default()
        }],
        ..NeedInput::default()
    }
}

/// The reference of a new need, and its officer.
async fn named(world: &World, change: impl Fn(&mut NeedInput)) -> (String, Actor) {
    world.strategy().await;
    let officer = world.person("Ann", Role::Officer).await;
    let mut input = typed(world);
    change(&mut input);
    let draft = NeedDraft::try_from(input).unwrap();
    let created = needs::create(&world.ctx, &world.call(&officer), draft).await;
    (created.unwrap(), officer)
}

/// Moves a need by events, from version 1 on.
async fn walk(world: &World, officer: &Actor, reference: &str, events: &[NeedEvent]) {
    for (version, event) in (1..).zip(events) {
        let call = world.call(officer);
        needs::advance(&world.ctx, &call, reference, version, *event, "")
            .await
            .unwrap();
    }
}

fn fields<T: std::fmt::Debug>(refused: Result<T, Error>) -> Vec<String> {
    match refused {
        Err(Error::Invalid(fields)) => fields.into_iter().map(|one| one.field).collect(),
        other => panic!("expected a refusal, got {other:?}"),
    }
}

#[tokio::test]
async fn a_ready_need_becomes_a_draft_without_retyping_and_both_are_linked() {
    on_each_database(async |world| {
        let (reference, officer) = named(world, |_| ()).await;
        walk(
            world,
            &officer,
            &reference,
            &[NeedEvent::Plan, NeedEvent::MakeReady],
        )
        .await;
        let made = needs::turn(&world.ctx, &world.call(&officer), &reference, 3)
            .await
            .unwrap();
        let sheet = solicitations::sheet(&world.ctx, &officer, &made)
            .await
            .unwrap();
        assert_eq!(sheet.from_need.as_deref(), Some(reference.as_str()));
        let record = sheet.record;
        assert_eq!(
            (record.title.as_str(), record.need.as_str()),
            ("Radio frequency mapping", "See who transmits.")
        );
        assert_eq!(
            (record.method.as_str(), record.programme.as_deref()),
            ("pca", Some("APSS"))
        );
        assert_eq!(record.estimate.unwrap().minor, 300_000_000);
        let need = needs::sheet(&world.ctx, &officer, &reference)
            .await
            .unwrap();
        assert_eq!(need.record.status, NeedState::Turned);
        assert_eq!(need.solicitation, Some(made.clone()));
        let told: String = world
            .ctx
            .db()
            .query("SELECT summary FROM event WHERE process_id = $1 AND action = 'need.turn'")
            .bind(record.id.0)
            .scalar()
            .await
            .unwrap();
        assert!(told.contains(&reference) && told.contains(&made));
    })
    .await;
}

#[tokio::test]
async fn only_a_ready_need_is_turned_and_only_once() {
    on_each_database(async |world| {
        let (reference, officer) = named(world, |_| ()).await;
        let call = world.call(&officer);
        let early = needs::turn(&world.ctx, &call, &reference, 1).await;
        assert!(matches!(early, Err(Error::NotNow(_))));
        walk(
            world,
            &officer,
            &reference,
            &[NeedEvent::Plan, NeedEvent::MakeReady],
        )
        .await;
        let turn = || Box::pin(needs::turn(&world.ctx, &call, &reference, 3));
        let (first, second) = tokio::join!(turn(), turn());
        assert_eq!(usize::from(first.is_ok()) + usize::from(second.is_ok()), 1);
        let made: i64 = world
            .ctx
            .db()
            .query("SELECT CAST(COUNT(*) AS BIGINT) FROM solicitation")
            .scalar()
            .await
            .unwrap();
        assert_eq!(made, 1);
    })
    .await;
}

#[tokio::test]
async fn each_step_asks_for_what_it_needs() {
    on_each_database(async |world| {
        let bare = |input: &mut NeedInput| {
            *input = NeedInput {
                title: "Timing".into(),
                ..NeedInput::default()
            };
        };
        let (reference, officer) = named(world, bare).await;
        let call = world.call(&officer);
        let plan = needs::advance(&world.ctx, &call, &reference, 1, NeedEvent::Plan, "").await;
        assert_eq!(fields(plan), ["expected_from"]);
        let drop = needs::advance(&world.ctx, &call, &reference, 1, NeedEvent::Drop, " ").await;
        assert_eq!(fields(drop), ["reason"]);
        needs::advance(
            &world.ctx,
            &call,
            &reference,
            1,
            NeedEvent::Drop,
            "Met otherwise.",
        )
        .await
        .unwrap();
        let sheet = needs::sheet(&world.ctx, &officer, &reference)
            .await
            .unwrap();
        assert_eq!(sheet.record.reason.as_deref(), Some("Met otherwise."));
        assert!(
            needs::editable(&world.ctx, &officer, &reference)
                .await
                .is_err()
        );
    })
    .await;
}

#[tokio::test]
async fn a_planned_need_keeps_its_time_when_it_is_edited() {
    on_each_database(async |world| {
        let (reference, officer) = named(world, |_| ()).await;
        walk(world, &officer, &reference, &[NeedEvent::Plan]).await;
        let mut input = typed(world);
        (input.expected_from, input.expected_to) = (DayInput::default(), DayInput::default());
        let draft = NeedDraft::try_from(input).unwrap();
        let edited = needs::edit(&world.ctx, &world.call(&officer), &reference, 2, draft).await;
        assert_eq!(fields(edited), ["expected_from"]);
        let draft = NeedDraft::try_from(typed(world)).unwrap();
        let stale = needs::edit(&world.ctx, &world.call(&officer), &reference, 1, draft).await;
        assert!(matches!(stale, Err(Error::Stale(_))));
    })
    .await;
}

#[tokio::test]
async fn everything_wrong_is_named_by_its_field() {
    on_each_database(async |world| {
        let mut input = typed(world);
        (input.title, input.low, input.method) =
            (String::new(), "4 000 000".into(), "guess".into());
        input.funding[0].amount = String::new();
        let refused = NeedDraft::try_from(input).map(|_| String::new());
        assert_eq!(
            fields(refused),
            ["title", "method", "high", "funding_amount_1"]
        );
        world.strategy().await;
        let officer = world.person("Ann", Role::Officer).await;
        let mut input = typed(world);
        input.functional_area = "FA-NONE".into();
        input.funding[0].nation = "XX".into();
        let draft = NeedDraft::try_from(input).unwrap();
        let created = needs::create(&world.ctx, &world.call(&officer), draft).await;
        assert_eq!(fields(created), ["functional_area", "funding_nation_1"]);
    })
    .await;
}

#[tokio::test]
async fn outsiders_see_planned_public_needs_without_funding() {
    on_each_database(async |world| {
        let (public, officer) = named(world, |_| ()).await;
        let (hidden, _) = named(world, |input| input.public = false).await;
        let firm = world.provider_organisation("Polar Radar").await;
        let pia = world.provider("Pia", firm).await;
        let seen = needs::list(&world.ctx, &pia, &ListInput::default())
            .await
            .unwrap();
        assert_eq!(seen.count, 0, "an idea is nobody's business yet");
        for reference in [&public, &hidden] {
            walk(world, &officer, reference, &[NeedEvent::Plan]).await;
        }
        let seen = needs::list(&world.ctx, &pia, &ListInput::default())
            .await
            .unwrap();
        assert_eq!(
            (seen.count, seen.rows[0].reference.as_str()),
            (1, public.as_str())
        );
        let sheet = needs::sheet(&world.ctx, &pia, &public).await.unwrap();
        assert!(sheet.record.funding.is_empty() && sheet.author.is_none());
        let missing = needs::sheet(&world.ctx, &pia, &hidden).await;
        assert!(matches!(missing, Err(Error::NotFound)));
        let refused = needs::turn(&world.ctx, &world.call(&pia), &public, 2).await;
        assert!(matches!(refused, Err(Error::Refused(_))));
    })
    .await;
}

#[tokio::test]
async fn the_list_is_filtered_sorted_and_paged() {
    on_each_database(async |world| {
        for number in 0..51 {
            named(world, |input| {
                input.title = format!("Need {number:02}");
                if number == 0 {
                    (input.low, input.high) = (String::new(), String::new());
                    (input.expected_from, input.expected_to) = Default::default();
                }
            })
            .await;
        }
        let officer = world.person("Ben", Role::Officer).await;
        for sort in [
            "expected",
            "-expected",
            "title",
            "-title",
            "estimate",
            "-estimate",
            "created",
            "-created",
        ] {
            let query = |after: Option<String>| {
                let mut pairs = vec![("sort".to_owned(), sort.to_owned())];
                pairs.extend(after.map(|after| ("after".to_owned(), after)));
                ListInput::from_query(&pairs)
            };
            let first = needs::list(&world.ctx, &officer, &query(None))
                .await
                .unwrap();
            let second = needs::list(&world.ctx, &officer, &query(first.next))
                .await
                .unwrap();
            assert_eq!(
                (first.rows.len(), second.rows.len(), second.next),
                (50, 1, None),
                "{sort}"
            );
            assert!(first.rows.iter().all(|row| row.id != second.rows[0].id));
        }
    })
    .await;
}

#[tokio::test]
async fn filters_narrow_the_list_and_its_file() {
    on_each_database(async |world| {
        let (_, officer) = named(world, |input| input.title = "Relay".into()).await;
        named(world, |_| ()).await;
        let input = ListInput {
            text: "radio map".into(),
            status: Some("idea".into()),
            ..ListInput::default()
        };
        let found = needs::list(&world.ctx, &officer, &input).await.unwrap();
        assert_eq!(found.count, 1);
        let all = ListInput::default();
        assert_eq!(
            needs::export(&world.ctx, &officer, &all)
                .await
                .unwrap()
                .len(),
            2
        );
    })
    .await;
}
