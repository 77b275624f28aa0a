//! Reading the log.

use backend::Error;
use backend::audit::{self, Happening, Key, LogInput};
use backend::db::query::count;
use backend::testing::{World, on_each_database};
use domain::actor::{Actor, Role};
use domain::policy::Subject;
use domain::policy::actions::ProposeRate;
use uuid::Uuid;

async fn rates(world: &World, count: u32) {
    let officer = world.person("Ann Ost", Role::Officer).await;
    for n in 1..=count {
        let happening = Happening::to(
            "rate",
            Uuid::from_u128(n.into()),
            format!("NOK-{n}"),
            format!("Recorded rate {n} of 50 %"),
        );
        world
            .happened::<ProposeRate>(&officer, Subject::ANY, happening.because("monthly"))
            .await;
        world.clock.advance(chrono::Duration::seconds(1));
    }
}

async fn auditor(world: &World) -> Actor {
    world.person("Eve", Role::Auditor).await
}

#[tokio::test]
async fn the_log_is_read_page_by_page_without_gap_or_repeat() {
    on_each_database(async |world| {
        rates(world, 120).await;
        let eve = auditor(world).await;
        let (mut seen, mut input) = (Vec::new(), LogInput::default());
        loop {
            let page = audit::log(&world.ctx, &eve, &input).await.unwrap();
            seen.extend(page.rows.iter().map(|row| row.subject_reference.clone()));
            let Some(next) = page.next else { break };
            input.after = Some(next.to_string().parse::<Key>().unwrap());
        }
        let expected: Vec<String> = (1..=120).rev().map(|n| format!("NOK-{n}")).collect();
        assert_eq!(seen, expected);
    })
    .await;
}

#[tokio::test]
async fn filters_narrow_the_log() {
    on_each_database(async |world| {
        rates(world, 3).await;
        let eve = auditor(world).await;
        let found = async |input: LogInput| {
            audit::log(&world.ctx, &eve, &input)
                .await
                .unwrap()
                .rows
                .len()
        };
        let text = |text: &str| LogInput {
            text: Some(text.into()),
            ..LogInput::default()
        };
        assert_eq!(found(text("recorded RATE 2")).await, 1);
        assert_eq!(found(text("nok-3")).await, 1);
        assert_eq!(
            found(text("50 %")).await,
            3,
            "a percent sign stands for itself"
        );
        assert_eq!(
            found(LogInput {
                actor: Some("ann".into()),
                ..LogInput::default()
            })
            .await,
            3
        );
        assert_eq!(
            found(LogInput {
                action: Some("rate.read".into()),
                ..LogInput::default()
            })
            .await,
            0
        );
        let today = world.ctx.today();
        assert_eq!(
            found(LogInput {
                from: Some(today),
                to: Some(today),
                ..LogInput::default()
            })
            .await,
            3
        );
        assert_eq!(
            found(LogInput {
                to: today.pred_opt(),
                ..LogInput::default()
            })
            .await,
            0
        );
    })
    .await;
}

#[tokio::test]
async fn the_log_is_for_auditors() {
    on_each_database(async |world| {
        for role in Role::ALL.into_iter().filter(|role| *role != Role::Auditor) {
            let actor = world.person("X", role).await;
            let refused = audit::log(&world.ctx, &actor, &LogInput::default()).await;
            assert!(matches!(refused, Err(Error::Refused(_))), "{role:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn an_event_tells_its_place_its_checkpoint_and_its_neighbours() {
    on_each_database(async |world| {
        rates(world, 3).await;
        let eve = auditor(world).await;
        let rows = audit::log(&world.ctx, &eve, &LogInput::default())
            .await
            .unwrap()
            .rows;
        let unsealed = audit::event(&world.ctx, &eve, rows[1].id).await.unwrap();
        assert!(unsealed.intact && unsealed.position.is_none() && unsealed.checkpoint.is_none());
        audit::seal(&world.ctx).await.unwrap();
        let (sheet, statements) = count::during(audit::event(&world.ctx, &eve, rows[1].id)).await;
        let sheet = sheet.unwrap();
        assert_eq!((sheet.position, statements), (Some(1), 3));
        assert!(
            sheet
                .checkpoint
                .is_some_and(|checkpoint| checkpoint.signed_here && checkpoint.tree_size == 3)
        );
        let missing = audit::event(&world.ctx, &eve, Uuid::nil()).await;
        assert!(matches!(missing, Err(Error::NotFound)));
    })
    .await;
}

#[tokio::test]
async fn a_sample_is_drawn_again_by_its_seed_though_the_log_has_grown() {
    on_each_database(async |world| {
        rates(world, 30).await;
        audit::seal(&world.ctx).await.unwrap();
        let eve = auditor(world).await;
        let first = audit::sample(&world.ctx, &eve, 5, 7, None).await.unwrap();
        rates(world, 10).await;
        audit::seal(&world.ctx).await.unwrap();
        let again = audit::sample(&world.ctx, &eve, 5, 7, Some(first.of))
            .await
            .unwrap();
        let ids = |sample: &audit::Sample| sample.rows.iter().map(|row| row.id).collect::<Vec<_>>();
        assert_eq!((ids(&first).len(), ids(&first)), (5, ids(&again)));
        let other = audit::sample(&world.ctx, &eve, 5, 8, Some(first.of))
            .await
            .unwrap();
        assert_ne!(ids(&first), ids(&other));
    })
    .await;
}

#[tokio::test]
async fn a_verification_by_a_person_is_kept_and_recorded_once_per_key() {
    on_each_database(async |world| {
        rates(world, 2).await;
        audit::seal(&world.ctx).await.unwrap();
        let eve = auditor(world).await;
        let call = backend::Call::with_key(eve.clone(), "k".into(), b"verify");
        let found = audit::verify_and_record(&world.ctx, &call).await.unwrap();
        assert!(found.verdict.intact() && found.by == "Eve");
        assert_eq!(
            audit::verify_and_record(&world.ctx, &call).await.unwrap(),
            found
        );
        let known = audit::integrity(&world.ctx, &eve).await.unwrap();
        assert_eq!(
            (known.events, known.unsealed, known.last),
            (3, 1, Some(found))
        );
        let officer = world.person("Ann", Role::Officer).await;
        assert!(
            audit::verify_and_record(&world.ctx, &world.call(&officer))
                .await
                .is_err()
        );
    })
    .await;
}
