//! Departures from rules: asked for by one officer, decided by another, listed for auditors.

use super::{approve_all, drafted_as, name, publish};
use backend::Error;
use backend::overrides::{self, Decision, ListInput, Override};
use backend::solicitations::{self, Draft, DraftInput};
use backend::testing::{World, on_each_database};
use domain::actor::{Actor, Role};
use domain::policy::Refused;

/// Limited competition at EUR 9 million is not lawful.
fn unlawful(input: &mut DraftInput) {
    input.method = "lc".into();
    input.method_reason = "Only three vendors are cleared.".into();
}

/// Names the two vendors that a limited competition has at least.
async fn name_two(world: &World, officer: &Actor, reference: &str) {
    let vendors = [
        world.provider_organisation("Aurora").await,
        world.provider_organisation("Boreal").await,
    ];
    name(world, officer, reference, &vendors).await.unwrap();
}

async fn asked(world: &World, reference: &str, reader: &Actor) -> Vec<Override> {
    let sheet = solicitations::sheet(&world.ctx, reader, reference).await;
    sheet.unwrap().overrides
}

async fn decide(
    world: &World,
    by: &Actor,
    one: &Override,
    what: Decision,
) -> Result<String, Error> {
    overrides::decide(&world.ctx, &world.call(by), one.id, what, "Seen.").await
}

#[tokio::test]
async fn an_unlawful_method_waits_for_another_officer() {
    on_each_database(async |world| {
        let (reference, officer) = drafted_as(world, unlawful).await;
        let call = world.call(&officer);
        let refused = solicitations::ask_approval(&world.ctx, &call, &reference, 1, None).await;
        assert!(matches!(refused, Err(Error::Invalid(fields)) if fields.iter().any(|one| one.field == "overrides")));
        let asked = asked(world, &reference, &officer).await;
        assert_eq!(
            (asked[0].rule_id.as_str(), asked[0].status.as_str()),
            ("NPP-21", "requested")
        );
        assert!(asked[0].statement.contains("ends at EUR 3.2 million"));
        let own = decide(world, &officer, &asked[0], Decision::Approve).await;
        assert!(matches!(own, Err(Error::Refused(Refused::SamePerson(_)))));
        approve_all(world, &reference).await;
        name_two(world, &officer, &reference).await;
        let published = publish(world, &officer, &reference).await;
        assert_eq!(published.unwrap(), reference);
    })
    .await;
}

#[tokio::test]
async fn another_reason_is_another_request_and_the_same_one_keeps_its_decision() {
    on_each_database(async |world| {
        let (reference, officer) = drafted_as(world, unlawful).await;
        approve_all(world, &reference).await;
        let save = async |version, reason: &str| {
            let mut input = world.typed_solicitation();
            unlawful(&mut input);
            input.method_reason = reason.into();
            let draft = Draft::try_from(input).unwrap();
            let call = world.call(&officer);
            solicitations::edit(&world.ctx, &call, &reference, version, draft)
                .await
                .unwrap();
            asked(world, &reference, &officer).await
        };
        let same = save(1, "Only three vendors are cleared.").await;
        assert_eq!(same[0].status, "approved");
        let other = save(2, "We like it.").await;
        assert_eq!((other.len(), other[0].status.as_str()), (1, "requested"));
    })
    .await;
}

#[tokio::test]
async fn a_lawful_method_withdraws_the_request() {
    on_each_database(async |world| {
        let (reference, officer) = drafted_as(world, unlawful).await;
        let draft = Draft::try_from(world.typed_solicitation()).unwrap();
        solicitations::edit(&world.ctx, &world.call(&officer), &reference, 1, draft)
            .await
            .unwrap();
        assert_eq!(asked(world, &reference, &officer).await, []);
        assert_eq!(world.approved(&officer, &reference, 2).await, 3);
    })
    .await;
}

#[tokio::test]
async fn a_refusal_needs_words_and_keeps_publication_shut() {
    on_each_database(async |world| {
        let (reference, officer) = drafted_as(world, unlawful).await;
        let second = world.person("Second", Role::Officer).await;
        let one = asked(world, &reference, &officer).await.remove(0);
        let call = world.call(&second);
        let silent = overrides::decide(&world.ctx, &call, one.id, Decision::Refuse, " ").await;
        assert!(matches!(silent, Err(Error::Invalid(fields)) if fields[0].field == "note"));
        decide(world, &second, &one, Decision::Refuse).await.unwrap();
        let again = decide(world, &second, &one, Decision::Approve).await;
        assert!(matches!(again, Err(Error::NotNow(_))));
        let call = world.call(&officer);
        let refused = solicitations::ask_approval(&world.ctx, &call, &reference, 1, None).await;
        assert!(matches!(refused, Err(Error::Invalid(fields)) if fields.iter().any(|one| one.message.contains("was refused"))));
    })
    .await;
}

#[tokio::test]
async fn of_two_who_decide_at_once_one_is_told() {
    on_each_database(async |world| {
        let (reference, officer) = drafted_as(world, unlawful).await;
        let one = asked(world, &reference, &officer).await.remove(0);
        let (ben, eve) = (
            world.person("Ben", Role::Officer).await,
            world.person("Eve", Role::Officer).await,
        );
        let (first, second) = tokio::join!(
            decide(world, &ben, &one, Decision::Approve),
            decide(world, &eve, &one, Decision::Refuse)
        );
        assert_eq!(usize::from(first.is_ok()) + usize::from(second.is_ok()), 1);
    })
    .await;
}

#[tokio::test]
async fn auditors_list_every_departure_by_kind_decision_and_words() {
    on_each_database(async |world| {
        let (reference, _) = drafted_as(world, unlawful).await;
        approve_all(world, &reference).await;
        drafted_as(world, |input| {
            input.overrides = vec![("NCP-7".into(), "Winter begins.".into())];
        })
        .await;
        let auditor = world.person("Aud", Role::Auditor).await;
        let count = async |query: &[(&str, &str)]| {
            let pairs: Vec<_> = query
                .iter()
                .map(|(a, b)| ((*a).to_owned(), (*b).to_owned()))
                .collect();
            let input = ListInput::from_query(&pairs);
            let page = overrides::list(&world.ctx, &auditor, &input).await.unwrap();
            assert_eq!(page.rows.len(), usize::try_from(page.count).unwrap());
            page.count
        };
        assert_eq!(count(&[]).await, 2);
        assert_eq!(count(&[("kind", "method"), ("sort", "rule")]).await, 1);
        assert_eq!(
            count(&[
                ("status", "requested"),
                ("from", "2026-03-03"),
                ("to", "2026-03-03")
            ])
            .await,
            1
        );
        assert_eq!(count(&[("q", "persistent"), ("to", "2026-03-02")]).await, 0);
        let provider = world.person("Eva", Role::Evaluator).await;
        let refused = overrides::list(&world.ctx, &provider, &ListInput::default()).await;
        assert!(matches!(refused, Err(Error::Refused(_))));
    })
    .await;
}

#[tokio::test]
async fn departures_are_the_buyers_affair() {
    on_each_database(async |world| {
        let (reference, officer) = drafted_as(world, unlawful).await;
        approve_all(world, &reference).await;
        name_two(world, &officer, &reference).await;
        let delegate = world.delegate("Del", "NO").await;
        publish(world, &officer, &reference).await.unwrap();
        assert_eq!(asked(world, &reference, &officer).await.len(), 1);
        assert_eq!(asked(world, &reference, &delegate).await, []);
    })
    .await;
}

#[tokio::test]
async fn a_departure_is_told_to_the_other_officers_and_its_decision_to_the_one_who_asked() {
    on_each_database(async |world| {
        let colleague = world.person("Bea", Role::Officer).await;
        let (reference, officer) = drafted_as(world, unlawful).await;
        let told = async |actor| {
            let news = backend::notices::unread(&world.ctx, actor).await.unwrap();
            let kinds = news.into_iter().map(|one| one.kind);
            kinds
                .filter(|kind| kind.starts_with("override."))
                .collect::<Vec<_>>()
        };
        assert_eq!(told(&colleague).await, ["override.asked"]);
        assert!(told(&officer).await.is_empty());
        let asked = asked(world, &reference, &officer).await;
        decide(world, &colleague, &asked[0], Decision::Approve)
            .await
            .unwrap();
        assert_eq!(told(&officer).await, ["override.decided"]);
    })
    .await;
}
