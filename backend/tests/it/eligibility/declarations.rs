//! Declarations: asked, issued, rejected, withdrawn, expired; who sees them.

use super::{scene, verdict};
use backend::Error;
use backend::eligibility::{self, DeclarationRow, Issue, ListInput};
use backend::testing::{World, on_each_database};
use chrono::{Days, Duration};
use domain::actor::{Actor, Role};
use domain::eligibility::Verdict;

async fn listed(world: &World, actor: &Actor) -> Vec<DeclarationRow> {
    eligibility::declarations(&world.ctx, actor, &ListInput::default())
        .await
        .unwrap()
}

fn until(world: &World, days: u64) -> Issue {
    Issue {
        expires_on: Some(world.ctx.today() + Days::new(days)),
        clearance: "NATO SECRET".into(),
    }
}

#[tokio::test]
async fn a_nation_issues_what_its_provider_asked_and_may_withdraw_it() {
    on_each_database(async |world| {
        let (solicitation, bidder, _) = scene(world).await;
        let asked = world.asked(&bidder, &solicitation).await.unwrap();
        let delegate = world.delegate("Kari", "NO").await;
        let call = world.call(&delegate);
        eligibility::issue(&world.ctx, &call, &asked, 1, until(world, 60))
            .await
            .unwrap();
        assert_eq!(
            verdict(world, &bidder.actor, &solicitation).await,
            Verdict::Eligible
        );
        let lost = eligibility::withdraw(&world.ctx, &call, &asked, 1, "Sold").await;
        assert!(matches!(lost, Err(Error::Stale(_))));
        eligibility::withdraw(&world.ctx, &call, &asked, 2, "Sold to others")
            .await
            .unwrap();
        assert_eq!(
            verdict(world, &bidder.actor, &solicitation).await,
            Verdict::NotEligible
        );
    })
    .await;
}

#[tokio::test]
async fn an_issued_declaration_expires_without_anybody_doing_anything() {
    on_each_database(async |world| {
        let (solicitation, bidder, _) = scene(world).await;
        let asked = world.asked(&bidder, &solicitation).await.unwrap();
        let call = world.call(&world.delegate("Kari", "NO").await);
        eligibility::issue(&world.ctx, &call, &asked, 1, until(world, 3))
            .await
            .unwrap();
        assert!(world.asked(&bidder, &solicitation).await.is_err());
        world.clock.set(world.ctx.now() + Duration::days(4));
        assert_eq!(
            verdict(world, &bidder.actor, &solicitation).await,
            Verdict::NotYetShown
        );
        world.asked(&bidder, &solicitation).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn another_nation_cannot_even_see_the_request() {
    on_each_database(async |world| {
        let (solicitation, bidder, _) = scene(world).await;
        let asked = world.asked(&bidder, &solicitation).await.unwrap();
        let other = world.delegate("Jean", "CA").await;
        assert!(listed(world, &other).await.is_empty());
        let seen = eligibility::declaration(&world.ctx, &other, &asked).await;
        assert!(matches!(seen, Err(Error::NotFound)));
        let refused =
            eligibility::issue(&world.ctx, &world.call(&other), &asked, 1, until(world, 60)).await;
        assert!(matches!(
            refused,
            Err(Error::Refused(domain::policy::Refused::Hidden))
        ));
    })
    .await;
}

#[tokio::test]
async fn buyers_learn_of_a_request_only_when_the_nation_has_decided() {
    on_each_database(async |world| {
        let (solicitation, bidder, officer) = scene(world).await;
        let asked = world.asked(&bidder, &solicitation).await.unwrap();
        assert!(listed(world, &officer).await.is_empty());
        assert!(
            eligibility::declaration(&world.ctx, &officer, &asked)
                .await
                .is_err()
        );
        let input = eligibility::CaseInput::default();
        let sheet = eligibility::eligibility(&world.ctx, &officer, &solicitation, &input)
            .await
            .unwrap();
        assert!(sheet.rows[0].declaration.is_none());
        assert!(!sheet.rows[0].judgement.sentence().contains("not decided"));
        let events: i64 = world
            .ctx
            .db()
            .query("SELECT COUNT(*) FROM event WHERE process_id IS NOT NULL")
            .scalar()
            .await
            .unwrap();
        assert_eq!(events, 0);
        let call = world.call(&world.delegate("Kari", "NO").await);
        eligibility::reject(&world.ctx, &call, &asked, 1, "Not in good standing")
            .await
            .unwrap();
        assert_eq!(listed(world, &officer).await.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_request_is_taken_back_by_its_own_organisation_and_by_nobody_else() {
    on_each_database(async |world| {
        let (solicitation, bidder, officer) = scene(world).await;
        let asked = world.asked(&bidder, &solicitation).await.unwrap();
        let other = world.bidder("Aurora AS").await;
        let refused = eligibility::cancel(&world.ctx, &world.call(&other.actor), &asked, 1).await;
        assert!(matches!(
            refused,
            Err(Error::Refused(domain::policy::Refused::Hidden))
        ));
        eligibility::cancel(&world.ctx, &world.call(&bidder.actor), &asked, 1)
            .await
            .unwrap();
        assert!(listed(world, &officer).await.is_empty());
        world.asked(&bidder, &solicitation).await.unwrap();
        assert_eq!(listed(world, &bidder.actor).await.len(), 2);
        assert!(listed(world, &other.actor).await.is_empty());
    })
    .await;
}

#[tokio::test]
async fn a_last_day_in_the_past_or_a_missing_reason_is_refused() {
    on_each_database(async |world| {
        let (solicitation, bidder, _) = scene(world).await;
        let asked = world.asked(&bidder, &solicitation).await.unwrap();
        let call = world.call(&world.delegate("Kari", "NO").await);
        let past = Issue {
            expires_on: world.ctx.today().pred_opt(),
            ..Issue::default()
        };
        let refused = eligibility::issue(&world.ctx, &call, &asked, 1, past).await;
        assert!(matches!(refused, Err(Error::Invalid(_))));
        let refused = eligibility::reject(&world.ctx, &call, &asked, 1, " ").await;
        assert!(matches!(refused, Err(Error::Invalid(_))));
        let refused = eligibility::withdraw(&world.ctx, &call, &asked, 1, "Early").await;
        assert!(matches!(refused, Err(Error::NotNow(_))));
    })
    .await;
}

#[tokio::test]
async fn asking_moves_no_closing_date_and_a_reader_cannot_ask() {
    on_each_database(async |world| {
        let (solicitation, bidder, _) = scene(world).await;
        let Actor::Person(person) = bidder.actor.clone() else {
            unreachable!()
        };
        let reader = Actor::Person(domain::actor::Person {
            membership: domain::actor::Membership::Reader,
            ..person
        });
        let refused =
            eligibility::request(&world.ctx, &world.call(&reader), &solicitation, "").await;
        assert!(matches!(
            refused,
            Err(Error::Refused(domain::policy::Refused::Membership { .. }))
        ));
        let closes = "SELECT closes_at FROM solicitation";
        let before: chrono::DateTime<chrono::Utc> =
            world.ctx.db().query(closes).scalar().await.unwrap();
        world.asked(&bidder, &solicitation).await.unwrap();
        let after: chrono::DateTime<chrono::Utc> =
            world.ctx.db().query(closes).scalar().await.unwrap();
        assert_eq!(before, after);
        let auditor = world.person("Aud", Role::Auditor).await;
        assert_eq!(listed(world, &auditor).await.len(), 1);
    })
    .await;
}

async fn told(world: &World, actor: &Actor) -> Vec<String> {
    let news = backend::notices::unread(&world.ctx, actor).await.unwrap();
    let about = |kind: &str| kind.starts_with("declaration.") || kind.starts_with("eligibility.");
    let kinds = news.into_iter().map(|one| one.kind);
    kinds.filter(|kind| about(kind)).collect()
}

#[tokio::test]
async fn the_nation_hears_of_a_request_and_the_others_of_its_decision() {
    on_each_database(async |world| {
        let (solicitation, bidder, officer) = scene(world).await;
        let author = "UPDATE solicitation SET created_by = $1 WHERE reference = $2";
        let author = world.ctx.db().query(author);
        let author = author.bind(officer.account().unwrap().0);
        author.bind(solicitation.clone()).run_one().await.unwrap();
        let (delegate, other) = (
            world.delegate("Kari", "NO").await,
            world.delegate("Jean", "CA").await,
        );
        let asked = world.asked(&bidder, &solicitation).await.unwrap();
        assert_eq!(told(world, &delegate).await, ["declaration.requested"]);
        assert!(told(world, &other).await.is_empty());
        assert!(told(world, &officer).await.is_empty());
        let call = world.call(&delegate);
        eligibility::issue(&world.ctx, &call, &asked, 1, until(world, 60))
            .await
            .unwrap();
        assert_eq!(told(world, &bidder.actor).await, ["declaration.decided"]);
        assert_eq!(told(world, &officer).await, ["eligibility.declared"]);
    })
    .await;
}

#[tokio::test]
async fn a_request_that_is_taken_back_tells_nobody_who_meant_to_bid() {
    on_each_database(async |world| {
        let (solicitation, bidder, officer) = scene(world).await;
        let asked = world.asked(&bidder, &solicitation).await.unwrap();
        let call = world.call(&bidder.actor);
        eligibility::cancel(&world.ctx, &call, &asked, 1)
            .await
            .unwrap();
        assert!(told(world, &officer).await.is_empty());
        assert!(told(world, &bidder.actor).await.is_empty());
    })
    .await;
}

#[tokio::test]
async fn the_delegates_news_of_a_request_is_settled_by_the_decision() {
    on_each_database(async |world| {
        let (solicitation, bidder, _) = scene(world).await;
        let kari = world.delegate("Kari", "NO").await;
        let kari_too = world.delegate("Kjell", "NO").await;
        let asked = world.asked(&bidder, &solicitation).await.unwrap();
        let waiting = async |who: &Actor| {
            let news = backend::notices::unread(&world.ctx, who).await.unwrap();
            news.iter()
                .filter(|one| one.kind == "declaration.requested")
                .count()
        };
        assert_eq!((waiting(&kari).await, waiting(&kari_too).await), (1, 1));
        eligibility::issue(&world.ctx, &world.call(&kari), &asked, 1, until(world, 60))
            .await
            .unwrap();
        assert_eq!((waiting(&kari).await, waiting(&kari_too).await), (0, 0));
    })
    .await;
}
