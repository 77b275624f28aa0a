//! Approval by a second person before publication.

use super::drafted;
use backend::Error;
use backend::notices::unread;
use backend::solicitations::{self, DayInput, Draft, approve, ask_approval, give_back};
use backend::testing::{World, on_each_database};
use domain::actor::{Actor, Role};
use domain::policy::Refused;
use domain::states::SolicitationState;
use domain::text::Prose;

async fn state(world: &World, who: &Actor, reference: &str) -> SolicitationState {
    let sheet = solicitations::sheet(&world.ctx, who, reference).await;
    sheet.unwrap().state
}

#[tokio::test]
async fn the_author_cannot_approve_and_nothing_is_published_without_an_approval() {
    on_each_database(async |world| {
        let (reference, ann) = drafted(world).await;
        let call = world.call(&ann);
        let early =
            solicitations::publish(&world.ctx, &call, &reference, 1, &world.openers().await).await;
        assert!(matches!(early, Err(Error::NotNow(words)) if words.contains("colleague")));
        ask_approval(&world.ctx, &call, &reference, 1, None)
            .await
            .unwrap();
        let own = approve(&world.ctx, &call, &reference, 1, None).await;
        assert!(matches!(own, Err(Error::Refused(Refused::SamePerson(_)))));
        let bob = world.person("Bob", Role::Officer).await;
        approve(&world.ctx, &world.call(&bob), &reference, 1, None)
            .await
            .unwrap();
        assert_eq!(
            state(world, &bob, &reference).await,
            SolicitationState::Approved
        );
        assert_eq!(
            unread(&world.ctx, &ann).await.unwrap()[0].kind,
            "solicitation.reviewed"
        );
        let openers = world.openers().await;
        solicitations::publish(&world.ctx, &world.call(&ann), &reference, 2, &openers)
            .await
            .unwrap();
        let left = unread(&world.ctx, &ann).await.unwrap();
        assert!(left.is_empty(), "the approval is old news: {left:?}");
    })
    .await;
}

#[tokio::test]
async fn who_wrote_on_the_draft_cannot_approve_what_somebody_else_sent() {
    on_each_database(async |world| {
        let (reference, ann) = drafted(world).await;
        let bob = world.person("Bob", Role::Officer).await;
        let draft = Draft::try_from(world.typed_solicitation()).unwrap();
        solicitations::edit(&world.ctx, &world.call(&bob), &reference, 1, draft)
            .await
            .unwrap();
        ask_approval(&world.ctx, &world.call(&ann), &reference, 2, None)
            .await
            .unwrap();
        let own = approve(&world.ctx, &world.call(&bob), &reference, 2, None).await;
        assert!(matches!(own, Err(Error::Refused(Refused::SamePerson(_)))));
    })
    .await;
}

#[tokio::test]
async fn a_draft_is_given_back_with_a_note_that_stays_readable() {
    on_each_database(async |world| {
        let (reference, ann) = drafted(world).await;
        let bob = world.person("Bob", Role::Officer).await;
        let note = |text: &str| Prose::parse(text).unwrap();
        ask_approval(
            &world.ctx,
            &world.call(&ann),
            &reference,
            1,
            Some(note("Please look at the weights.")),
        )
        .await
        .unwrap();
        give_back(
            &world.ctx,
            &world.call(&bob),
            &reference,
            note("Say what the revisit is measured by."),
        )
        .await
        .unwrap();
        let sheet = solicitations::sheet(&world.ctx, &ann, &reference)
            .await
            .unwrap();
        let review = &sheet.reviews[0];
        assert_eq!(review.note.as_deref(), Some("Please look at the weights."));
        assert_eq!(
            review.decision_note.as_deref(),
            Some("Say what the revisit is measured by.")
        );
        assert_eq!(sheet.state, SolicitationState::Draft);
        ask_approval(&world.ctx, &world.call(&ann), &reference, 1, None)
            .await
            .unwrap();
    })
    .await;
}

#[tokio::test]
async fn editing_takes_request_and_approval_back() {
    on_each_database(async |world| {
        let (reference, ann) = drafted(world).await;
        let bob = world.person("Bob", Role::Officer).await;
        let draft = || Draft::try_from(world.typed_solicitation()).unwrap();
        let call = world.call(&ann);
        ask_approval(&world.ctx, &call, &reference, 1, None)
            .await
            .unwrap();
        solicitations::edit(&world.ctx, &call, &reference, 1, draft())
            .await
            .unwrap();
        let lapsed = approve(&world.ctx, &world.call(&bob), &reference, 2, None).await;
        assert!(matches!(lapsed, Err(Error::NotNow(_))));
        let version = world.approved(&ann, &reference, 2).await;
        solicitations::edit(&world.ctx, &call, &reference, version, draft())
            .await
            .unwrap();
        assert_eq!(
            state(world, &ann, &reference).await,
            SolicitationState::Draft
        );
        let again = solicitations::publish(
            &world.ctx,
            &call,
            &reference,
            version + 1,
            &world.openers().await,
        )
        .await;
        assert!(matches!(again, Err(Error::NotNow(_))));
    })
    .await;
}

#[tokio::test]
async fn an_approval_does_not_wait_for_the_notice_to_the_delegations_to_run() {
    on_each_database(async |world| {
        world.strategy().await;
        let ann = world.person("Ann", Role::Officer).await;
        let mut input = world.typed_solicitation();
        input.announced_on = DayInput::of(world.ctx.today());
        let draft = Draft::try_from(input).unwrap();
        let reference = solicitations::create(&world.ctx, &world.call(&ann), draft)
            .await
            .unwrap();
        let version = world.approved(&ann, &reference, 1).await;
        let early = solicitations::publish(
            &world.ctx,
            &world.call(&ann),
            &reference,
            version,
            &world.openers().await,
        )
        .await;
        assert!(
            matches!(early, Err(Error::Invalid(fields)) if fields[0].field == "override_NCP-5.2.1")
        );
    })
    .await;
}
