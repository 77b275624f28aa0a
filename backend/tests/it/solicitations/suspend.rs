//! Suspending, resuming and copying.

use super::published;
use backend::Error;
use backend::library::{self, ListInput, SnippetInput};
use backend::notices::unread;
use backend::solicitations::{self, SolicitationRecord, copy, resume, suspend};
use backend::testing::{World, on_each_database};
use chrono::Duration;
use domain::actor::{Actor, Role};
use domain::states::SolicitationState;
use domain::text::{Line, Prose};

async fn record(world: &World, who: &Actor, reference: &str) -> SolicitationRecord {
    let sheet = solicitations::sheet(&world.ctx, who, reference).await;
    sheet.unwrap().record
}

async fn suspended(world: &World, who: &Actor, reference: &str) -> Result<String, Error> {
    let version = record(world, who, reference).await.version;
    let reason = Prose::parse("The need is looked at again.").unwrap();
    suspend(&world.ctx, &world.call(who), reference, version, reason).await
}

#[tokio::test]
async fn a_suspended_solicitation_receives_nothing_and_everyone_concerned_is_told() {
    on_each_database(async |world| {
        let (reference, ann) = published(world).await;
        let pia = world
            .provider("Pia", world.provider_organisation("Aurora").await)
            .await;
        backend::offers::start(&world.ctx, &world.call(&pia), &reference)
            .await
            .unwrap();
        suspended(world, &ann, &reference).await.unwrap();
        assert_eq!(
            unread(&world.ctx, &pia).await.unwrap()[0].kind,
            "solicitation.suspended"
        );
        let rob = world
            .provider("Rob", world.provider_organisation("Boreal").await)
            .await;
        let late = backend::offers::start(&world.ctx, &world.call(&rob), &reference).await;
        assert!(matches!(late, Err(Error::NotNow(_))));
        let sheet = solicitations::sheet(&world.ctx, &rob, &reference)
            .await
            .unwrap();
        assert_eq!(
            sheet.suspension.unwrap().reason,
            "The need is looked at again."
        );
    })
    .await;
}

#[tokio::test]
async fn resuming_leaves_the_time_that_was_left() {
    on_each_database(async |world| {
        let (reference, ann) = published(world).await;
        let before = record(world, &ann, &reference).await;
        suspended(world, &ann, &reference).await.unwrap();
        world.clock.set(world.ctx.now() + Duration::days(50));
        let resumed = async |closes| {
            let version = record(world, &ann, &reference).await.version;
            let reason = Prose::parse("It was looked at.").unwrap();
            resume(
                &world.ctx,
                &world.call(&ann),
                &reference,
                version,
                closes,
                reason,
            )
            .await
        };
        let least = before.closes_at.unwrap() + Duration::days(50);
        let early = resumed(Some(least - Duration::microseconds(1))).await;
        assert!(matches!(early, Err(Error::Invalid(fields)) if fields[0].field == "closes_at"));
        resumed(None).await.unwrap();
        let after = record(world, &ann, &reference).await;
        assert_eq!(
            (after.status, after.closes_at),
            (SolicitationState::Published, Some(least))
        );
        assert_eq!(
            after.questions_by,
            before.questions_by.map(|by| by + Duration::days(50))
        );
    })
    .await;
}

#[tokio::test]
async fn what_is_closed_is_not_suspended() {
    on_each_database(async |world| {
        let (reference, ann) = published(world).await;
        let closes = record(world, &ann, &reference).await.closes_at.unwrap();
        world.clock.set(closes + Duration::seconds(1));
        assert!(matches!(
            suspended(world, &ann, &reference).await,
            Err(Error::NotNow(_))
        ));
    })
    .await;
}

#[tokio::test]
async fn a_copy_has_everything_but_dates_and_a_reference_of_its_own() {
    on_each_database(async |world| {
        let (reference, ann) = published(world).await;
        let source = record(world, &ann, &reference).await;
        let copied = copy(&world.ctx, &world.call(&ann), &reference)
            .await
            .unwrap();
        let draft = record(world, &ann, &copied).await;
        assert_ne!(draft.reference, source.reference);
        assert_eq!(
            (draft.status, draft.published_at, draft.closes_at),
            (SolicitationState::Draft, None, None)
        );
        assert_eq!(
            (&draft.scheme, &draft.requirements),
            (&source.scheme, &source.requirements)
        );
        assert_eq!((draft.need, draft.strategy), (source.need, source.strategy));
    })
    .await;
}

#[tokio::test]
async fn a_template_outlives_its_source_and_can_be_retired() {
    on_each_database(async |world| {
        let (reference, ann) = published(world).await;
        let (ctx, call) = (&world.ctx, world.call(&ann));
        let name = Line::parse("Radar monitoring").unwrap();
        let id = library::keep_template(ctx, &call, &reference, name)
            .await
            .unwrap();
        solicitations::cancel(ctx, &call, &reference, 3, "Not needed.")
            .await
            .unwrap();
        let begun = library::start_from_template(ctx, &call, id).await.unwrap();
        let draft = record(world, &ann, &begun).await;
        assert_eq!(
            (draft.status, draft.title.as_str()),
            (
                SolicitationState::Draft,
                "Persistent SAR monitoring, High North"
            )
        );
        library::retire_template(ctx, &call, id).await.unwrap();
        assert!(library::start_from_template(ctx, &call, id).await.is_err());
    })
    .await;
}

#[tokio::test]
async fn texts_are_kept_found_changed_and_retired() {
    on_each_database(async |world| {
        let ann = world.person("Ann", Role::Officer).await;
        let (ctx, call) = (&world.ctx, world.call(&ann));
        let text = |title: &str| SnippetInput {
            kind: library::Kind::Terms,
            title: Line::parse(title).unwrap(),
            text: Prose::parse("Data is licensed to every Ally.").unwrap(),
        };
        let id = library::keep_snippet(ctx, &call, None, text("Licence uplift")).await.unwrap();
        library::keep_snippet(ctx, &call, Some((id, 1)), text("Licence for Allies")).await.unwrap();
        let lost = library::keep_snippet(ctx, &call, Some((id, 1)), text("Lost")).await;
        assert!(matches!(lost, Err(Error::Stale(stale)) if stale.recorded["title"] == "Licence for Allies"));
        let input = ListInput { text: "allies".into(), ..ListInput::default() };
        let found = library::library(ctx, &ann, &input).await.unwrap();
        assert_eq!(found.snippets.len(), 1);
        library::retire_snippet(ctx, &call, id).await.unwrap();
        assert!(library::snippets(ctx, &ann).await.unwrap().is_empty());
    })
    .await;
}
