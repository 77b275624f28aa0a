//! Who may offer where a method does not admit everybody.

use super::{approve_all, drafted_as, name, publish};
use backend::Error;
use backend::eligibility::{self, CaseInput};
use backend::solicitations::{self, NamingInput};
use backend::testing::{World, on_each_database};
use backend::{notices, offers};
use domain::actor::{Actor, Role};
use domain::eligibility::{Answer as FactAnswer, Verdict};
use domain::id::ProviderId;
use domain::policy::Refused;

struct Pool {
    reference: String,
    officer: Actor,
    named: [ProviderId; 2],
    other: ProviderId,
}

/// A draft by limited competition with its departure approved, and three vendors.
async fn pool(world: &World) -> Pool {
    let (reference, officer) = drafted_as(world, |input| {
        input.method = "lc".into();
        input.method_reason = "Only three vendors are cleared.".into();
    })
    .await;
    approve_all(world, &reference).await;
    Pool {
        reference,
        officer,
        named: [
            world.provider_organisation("Aurora").await,
            world.provider_organisation("Boreal").await,
        ],
        other: world.provider_organisation("Cygnus").await,
    }
}

/// The same with two of them named, and published.
async fn published(world: &World) -> Pool {
    let pool = pool(world).await;
    let named = name(world, &pool.officer, &pool.reference, &pool.named).await;
    named.unwrap();
    publish(world, &pool.officer, &pool.reference)
        .await
        .unwrap();
    pool
}

async fn version(world: &World, pool: &Pool) -> i64 {
    let list = solicitations::named_offerors(&world.ctx, &pool.officer, &pool.reference).await;
    list.unwrap().version
}

#[tokio::test]
async fn a_pool_is_named_before_publication_and_its_vendors_are_told() {
    on_each_database(async |world| {
        let pool = pool(world).await;
        name(world, &pool.officer, &pool.reference, &pool.named[..1])
            .await
            .unwrap();
        let at = version(world, &pool).await;
        let call = world.call(&pool.officer);
        let early = solicitations::ask_approval(&world.ctx, &call, &pool.reference, at, None).await;
        assert!(matches!(early, Err(Error::Invalid(fields)) if fields[0].field == "offerors"));
        name(world, &pool.officer, &pool.reference, &pool.named[1..])
            .await
            .unwrap();
        publish(world, &pool.officer, &pool.reference)
            .await
            .unwrap();
        let ann = world.provider("Ann", pool.named[0]).await;
        let news = notices::unread(&world.ctx, &ann).await.unwrap();
        assert_eq!(news[0].kind, "solicitation.named");
        let cy = world.provider("Cy", pool.other).await;
        assert!(notices::unread(&world.ctx, &cy).await.unwrap().is_empty());
    })
    .await;
}

#[tokio::test]
async fn nobody_else_starts_an_offer_and_each_learns_of_itself_alone() {
    on_each_database(async |world| {
        let pool = published(world).await;
        let of = async |provider, words: &str| {
            let actor = world.provider(words, provider).await;
            let start = offers::start(&world.ctx, &world.call(&actor), &pool.reference).await;
            let case = CaseInput::default();
            let facts = eligibility::eligibility(&world.ctx, &actor, &pool.reference, &case).await;
            let list = solicitations::named_offerors(&world.ctx, &actor, &pool.reference).await;
            assert!(matches!(list, Err(Error::Refused(_))));
            (start, facts.unwrap().rows.remove(0).judgement)
        };
        let (start, judged) = of(pool.named[0], "Ann").await;
        assert!(start.is_ok() && judged.facts[0].answer == FactAnswer::Shown);
        assert_eq!(judged.facts[0].source, "NPP 21");
        let (start, judged) = of(pool.other, "Cy").await;
        assert!(matches!(start, Err(Error::NotNow(words)) if words.contains("named")));
        assert_eq!(judged.facts[0].answer, FactAnswer::Against);
        assert_eq!(judged.verdict, Verdict::NotEligible);
    })
    .await;
}

#[tokio::test]
async fn a_pool_grows_after_publication_and_never_shrinks() {
    on_each_database(async |world| {
        let pool = published(world).await;
        name(world, &pool.officer, &pool.reference, &[pool.other])
            .await
            .unwrap();
        let cy = world.provider("Cy", pool.other).await;
        assert!(
            offers::start(&world.ctx, &world.call(&cy), &pool.reference)
                .await
                .is_ok()
        );
        let list = solicitations::named_offerors(&world.ctx, &pool.officer, &pool.reference).await;
        let (list, call) = (list.unwrap(), world.call(&pool.officer));
        let gone = &list.rows[0].reference;
        let dropped =
            solicitations::drop_offeror(&world.ctx, &call, &pool.reference, list.version, gone)
                .await;
        assert!(matches!(dropped, Err(Error::NotNow(_))) && list.rows.len() == 3);
    })
    .await;
}

#[tokio::test]
async fn naming_takes_an_approval_back_and_who_names_cannot_approve() {
    on_each_database(async |world| {
        let pool = pool(world).await;
        name(world, &pool.officer, &pool.reference, &pool.named)
            .await
            .unwrap();
        let at = version(world, &pool).await;
        world.approved(&pool.officer, &pool.reference, at).await;
        let second = world.person("Namer", Role::Officer).await;
        name(world, &second, &pool.reference, &[pool.other])
            .await
            .unwrap();
        let at = version(world, &pool).await;
        let call = world.call(&pool.officer);
        solicitations::ask_approval(&world.ctx, &call, &pool.reference, at, None)
            .await
            .unwrap();
        let call = world.call(&second);
        let own = solicitations::approve(&world.ctx, &call, &pool.reference, at, None).await;
        assert!(matches!(own, Err(Error::Refused(Refused::SamePerson(_)))));
    })
    .await;
}

#[tokio::test]
async fn what_is_typed_wrong_names_nobody() {
    on_each_database(async |world| {
        let pool = pool(world).await;
        let call = world.call(&pool.officer);
        let naming = async |offerors: &str, reason: &str| {
            let (offerors, naming_reason) = (offerors.to_owned(), reason.to_owned());
            let input = NamingInput {
                offerors,
                naming_reason,
            };
            match solicitations::name_offerors(&world.ctx, &call, &pool.reference, 1, &input).await
            {
                Err(Error::Invalid(fields)) => fields.into_iter().map(|one| one.field).collect(),
                other => vec![format!("{other:?}")],
            }
        };
        assert_eq!(naming("", "").await, ["naming_reason", "offerors"]);
        assert_eq!(naming("PRV-2026-9999", "Cleared").await, ["offerors"]);
        let open = "UPDATE solicitation SET method = 'NCP'";
        world.ctx.db().query(open).run().await.unwrap();
        assert!(naming("PRV-2026-9999", "Cleared").await[0].contains("every eligible vendor"));
    })
    .await;
}
