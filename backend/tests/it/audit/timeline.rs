//! Timelines, and who sees what of them.

use backend::Error;
use backend::audit::{self, Happening, Process, ProcessTimeline, TimelineInput};
use backend::db::query::count;
use backend::testing::fixtures::Published;
use backend::testing::{World, on_each_database};
use domain::actor::{Actor, Role};
use domain::id::ProviderId;
use domain::policy::Subject;
use domain::policy::actions::{ManageContract, OpenOffers, PublishSolicitation, ScoreOffers};
use serde_json::json;

struct Story {
    solicitation: Published,
    provider: ProviderId,
}

/// A publication, an opening, a score and a change of a contract, a minute apart.
async fn story(world: &World) -> Story {
    let solicitation = world.published_solicitation().await;
    let provider = world.provider_organisation("Aurora").await;
    let contract = world
        .running_contract("CTR-2026-0001", Some(solicitation.id.0), provider)
        .await;
    let (officer, opener) = (
        world.person("Ann", Role::Officer).await,
        world.person("Ola", Role::Opener).await,
    );
    let evaluator = world.person("Eva", Role::Evaluator).await;
    let of = |what: &str| {
        Happening::to(
            "solicitation",
            solicitation.id.0,
            &solicitation.reference,
            what,
        )
        .within(solicitation.id.0)
    };
    world
        .happened::<PublishSolicitation>(&officer, Subject::ANY, of("Published"))
        .await;
    world.clock.advance(chrono::Duration::minutes(1));
    world
        .happened::<OpenOffers>(&opener, Subject::ANY, of("Opened 2 offers"))
        .await;
    world.clock.advance(chrono::Duration::minutes(1));
    let score = of("Scored")
        .after(&json!({"T1": 70}))
        .unwrap()
        .because("strong");
    world
        .happened::<ScoreOffers>(&evaluator, Subject::ANY, score)
        .await;
    world.clock.advance(chrono::Duration::minutes(1));
    let change = Happening::to("contract", contract, "CTR-2026-0001", "Moved the end")
        .within(solicitation.id.0);
    let change = change
        .before(&json!({"ends_on": "2027-01-01"}))
        .unwrap()
        .after(&json!({"ends_on": "2027-02-01"}))
        .unwrap();
    world
        .happened::<ManageContract>(&officer, Subject::ANY, change)
        .await;
    Story {
        solicitation,
        provider,
    }
}

async fn read(
    world: &World,
    actor: &Actor,
    story: &Story,
    input: TimelineInput,
) -> ProcessTimeline {
    let reference = &story.solicitation.reference;
    audit::process_timeline(&world.ctx, actor, Process::Solicitation, reference, &input)
        .await
        .unwrap()
}

fn told(timeline: &ProcessTimeline) -> Vec<&str> {
    timeline
        .entries
        .iter()
        .map(|entry| entry.what.as_str())
        .collect()
}

#[tokio::test]
async fn an_auditor_sees_everything_since_the_need_with_its_differences() {
    on_each_database(async |world| {
        let story = story(world).await;
        let eve = world.person("Eve", Role::Auditor).await;
        let everything = TimelineInput::default();
        let contract = audit::process_timeline(
            &world.ctx,
            &eve,
            Process::Contract,
            "CTR-2026-0001",
            &everything,
        );
        let (timeline, statements) = count::during(contract).await;
        let timeline = timeline.unwrap();
        assert_eq!(
            told(&timeline),
            ["Moved the end", "Scored", "Opened 2 offers", "Published"]
        );
        assert_eq!(timeline.entries[0].changes[0].path, "Ends on");
        assert_eq!(statements, 2);
        assert_eq!(
            told(&read(world, &eve, &story, TimelineInput::default()).await).len(),
            4
        );
    })
    .await;
}

#[tokio::test]
async fn each_role_sees_its_part() {
    on_each_database(async |world| {
        let story = story(world).await;
        let officer = world.person("Olga", Role::Officer).await;
        let seen = read(world, &officer, &story, TimelineInput::default()).await;
        let score = seen
            .entries
            .iter()
            .find(|entry| entry.what == "Scored")
            .unwrap();
        assert!(
            score.reason.is_none() && score.changes.is_empty(),
            "no details of scores"
        );
        let own = world.provider("Pia", story.provider).await;
        let seen = read(world, &own, &story, TimelineInput::default()).await;
        assert_eq!(
            told(&seen),
            ["Moved the end", "Opened 2 offers", "Published"]
        );
        let rival = world
            .provider("Rob", world.provider_organisation("Boreal").await)
            .await;
        let seen = read(world, &rival, &story, TimelineInput::default()).await;
        assert_eq!(told(&seen), ["Opened 2 offers", "Published"]);
    })
    .await;
}

#[tokio::test]
async fn a_contract_of_another_provider_has_no_timeline() {
    on_each_database(async |world| {
        story(world).await;
        let rival = world
            .provider("Rob", world.provider_organisation("Boreal").await)
            .await;
        let hidden = audit::process_timeline(
            &world.ctx,
            &rival,
            Process::Contract,
            "CTR-2026-0001",
            &TimelineInput::default(),
        )
        .await;
        assert!(matches!(
            hidden,
            Err(Error::Refused(domain::policy::Refused::Hidden))
        ));
        let missing = audit::process_timeline(
            &world.ctx,
            &rival,
            Process::Contract,
            "CTR-2026-9999",
            &TimelineInput::default(),
        )
        .await;
        assert!(matches!(missing, Err(Error::NotFound)));
    })
    .await;
}

#[tokio::test]
async fn a_past_moment_hides_what_came_later() {
    on_each_database(async |world| {
        let begun = world.ctx.now();
        let story = story(world).await;
        let eve = world.person("Eve", Role::Auditor).await;
        let input = TimelineInput {
            at: Some(begun + chrono::Duration::seconds(90)),
            ..TimelineInput::default()
        };
        assert_eq!(
            told(&read(world, &eve, &story, input).await),
            ["Opened 2 offers", "Published"]
        );
        let part = TimelineInput {
            part: Some("contract".into()),
            ..TimelineInput::default()
        };
        assert_eq!(
            told(&read(world, &eve, &story, part).await),
            ["Moved the end"]
        );
    })
    .await;
}
