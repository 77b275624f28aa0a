//! Questions and answers: who may, until when, who sees what, who is told.

use backend::Error;
use backend::audit::{Process, TimelineInput, process_timeline};
use backend::notices::unread;
use backend::questions::{Answer, Kind, ListInput, Sheet, answer, ask, export, sheet, withdraw};
use backend::testing::fixtures::Published;
use backend::testing::{World, on_each_database};
use chrono::Duration;
use domain::actor::{Actor, Role};
use domain::text::Prose;

async fn asked(
    world: &World,
    who: &Actor,
    published: &Published,
    text: &str,
) -> Result<i64, Error> {
    let text = Prose::parse(text).unwrap();
    let call = world.call(who);
    ask(
        &world.ctx,
        &call,
        &published.reference,
        Kind::Question,
        text,
    )
    .await
}

async fn read(world: &World, who: &Actor, published: &Published) -> Sheet {
    let input = ListInput::default();
    sheet(&world.ctx, who, &published.reference, &input)
        .await
        .unwrap()
}

fn answering(questions: &[i64]) -> Answer {
    Answer {
        questions: questions.to_vec(),
        question: Prose::parse("Which formats are accepted?").unwrap(),
        text: Prose::parse("GeoTIFF and NITF.").unwrap(),
    }
}

async fn bidder(world: &World, name: &str) -> Actor {
    let provider = world.provider_organisation(name).await;
    world
        .provider(&format!("Somebody of {name}"), provider)
        .await
}

#[tokio::test]
async fn the_officer_reads_the_words_and_nobody_reads_the_asker() {
    on_each_database(async |world| {
        let published = world.published_solicitation().await;
        let (pia, ann) = (
            bidder(world, "Aurora").await,
            world.person("Ann", Role::Officer).await,
        );
        asked(world, &pia, &published, "Is NITF accepted?")
            .await
            .unwrap();
        let seen = read(world, &ann, &published).await;
        assert_eq!(seen.waiting[0].text, "Is NITF accepted?");
        assert!(!format!("{seen:?}").contains("Aurora"));
        let other = read(world, &bidder(world, "Boreal").await, &published).await;
        assert!(other.own.is_empty() && other.waiting.is_empty());
        assert_eq!(read(world, &pia, &published).await.own[0].number, 1);
    })
    .await;
}

#[tokio::test]
async fn the_timeline_hides_the_asker_from_everybody_but_auditor_and_own_organisation() {
    on_each_database(async |world| {
        let published = world.published_solicitation().await;
        let pia = bidder(world, "Aurora").await;
        asked(world, &pia, &published, "Is NITF accepted?")
            .await
            .unwrap();
        let input = TimelineInput::default();
        let told = async |who: &Actor| {
            let timeline = process_timeline(
                &world.ctx,
                who,
                Process::Solicitation,
                &published.reference,
                &input,
            );
            timeline.await.unwrap().entries.len()
        };
        for role in [
            Role::Officer,
            Role::Opener,
            Role::Evaluator,
            Role::Delegate,
            Role::Administrator,
        ] {
            assert_eq!(
                told(&world.person("Other", role).await).await,
                0,
                "{role:?}"
            );
        }
        assert_eq!(told(&bidder(world, "Boreal").await).await, 0);
        assert_eq!(
            (
                told(&pia).await,
                told(&world.person("Eve", Role::Auditor).await).await
            ),
            (1, 1)
        );
    })
    .await;
}

#[tokio::test]
async fn questions_end_by_the_servers_clock() {
    on_each_database(async |world| {
        let published = world.published_solicitation().await;
        let pia = bidder(world, "Aurora").await;
        let until = read(world, &pia, &published).await.questions_until.unwrap();
        world.clock.set(until);
        assert!(asked(world, &pia, &published, "In time?").await.is_ok());
        world.clock.set(until + Duration::microseconds(1));
        let late = asked(world, &pia, &published, "Too late?").await;
        assert!(matches!(late, Err(Error::NotNow(words)) if words.contains("GBI 2.8")));
    })
    .await;
}

#[tokio::test]
async fn one_answer_to_several_questions_goes_to_everybody() {
    on_each_database(async |world| {
        let published = world.published_solicitation().await;
        let (pia, rob) = (bidder(world, "Aurora").await, bidder(world, "Boreal").await);
        asked(world, &pia, &published, "Is NITF accepted?")
            .await
            .unwrap();
        asked(world, &rob, &published, "Which formats?")
            .await
            .unwrap();
        let ann = world.person("Ann", Role::Officer).await;
        answer(
            &world.ctx,
            &world.call(&ann),
            &published.reference,
            answering(&[1, 2]),
        )
        .await
        .unwrap();
        let delegate = read(
            world,
            &world.person("Del", Role::Delegate).await,
            &published,
        )
        .await;
        assert_eq!(delegate.answers[0].question, "Which formats are accepted?");
        let own = read(world, &pia, &published).await.own.remove(0);
        assert_eq!(
            (own.status.as_str(), own.answer, own.text.as_str()),
            ("answered", Some(1), "Is NITF accepted?")
        );
        for who in [&pia, &rob] {
            assert_eq!(
                unread(&world.ctx, who).await.unwrap()[0].kind,
                "question.answered"
            );
        }
        assert!(read(world, &ann, &published).await.waiting.is_empty());
    })
    .await;
}

#[tokio::test]
async fn who_has_a_draft_is_told_and_a_stranger_is_not() {
    on_each_database(async |world| {
        let published = world.published_solicitation().await;
        let (pia, rob, eva) = (
            bidder(world, "Aurora").await,
            bidder(world, "Boreal").await,
            bidder(world, "Cygnus").await,
        );
        backend::offers::start(&world.ctx, &world.call(&rob), &published.reference)
            .await
            .unwrap();
        asked(world, &pia, &published, "Which formats?")
            .await
            .unwrap();
        let ann = world.person("Ann", Role::Officer).await;
        answer(
            &world.ctx,
            &world.call(&ann),
            &published.reference,
            answering(&[1]),
        )
        .await
        .unwrap();
        assert_eq!(unread(&world.ctx, &rob).await.unwrap().len(), 1);
        assert!(unread(&world.ctx, &eva).await.unwrap().is_empty());
    })
    .await;
}

#[tokio::test]
async fn a_question_is_withdrawn_by_its_asker_until_it_is_answered() {
    on_each_database(async |world| {
        let published = world.published_solicitation().await;
        let (pia, rob) = (bidder(world, "Aurora").await, bidder(world, "Boreal").await);
        asked(world, &pia, &published, "Which formats?")
            .await
            .unwrap();
        let of = |who: &Actor| (world.call(who), published.reference.clone());
        let (call, reference) = of(&rob);
        assert!(matches!(
            withdraw(&world.ctx, &call, &reference, 1).await,
            Err(Error::Db(_) | Error::NotFound)
        ));
        let (call, reference) = of(&pia);
        withdraw(&world.ctx, &call, &reference, 1).await.unwrap();
        assert!(matches!(
            withdraw(&world.ctx, &call, &reference, 1).await,
            Err(Error::NotNow(_))
        ));
        let ann = world.person("Ann", Role::Officer).await;
        assert!(read(world, &ann, &published).await.waiting.is_empty());
        let gone = answer(&world.ctx, &world.call(&ann), &reference, answering(&[1])).await;
        assert!(matches!(gone, Err(Error::Invalid(_))));
        assert!(read(world, &ann, &published).await.answers.is_empty());
    })
    .await;
}

#[tokio::test]
async fn answers_are_found_by_their_words_and_filed() {
    on_each_database(async |world| {
        let published = world.published_solicitation().await;
        let (pia, ann) = (
            bidder(world, "Aurora").await,
            world.person("Ann", Role::Officer).await,
        );
        for number in [1, 2] {
            asked(world, &pia, &published, "Which formats?")
                .await
                .unwrap();
            answer(
                &world.ctx,
                &world.call(&ann),
                &published.reference,
                answering(&[number]),
            )
            .await
            .unwrap();
        }
        let found = async |text: &str| {
            let input = ListInput {
                text: text.to_owned(),
                oldest_first: true,
            };
            let rows = export(&world.ctx, &pia, &published.reference, &input)
                .await
                .unwrap();
            rows.into_iter().map(|row| row.number).collect::<Vec<_>>()
        };
        assert_eq!(found("geotiff").await, [1, 2]);
        assert!(found("jpeg").await.is_empty());
    })
    .await;
}

#[tokio::test]
async fn nobody_asks_about_what_is_not_open() {
    on_each_database(async |world| {
        let published = world.published_solicitation().await;
        let pia = bidder(world, "Aurora").await;
        world.clock.set(published.closes_at + Duration::seconds(1));
        assert!(asked(world, &pia, &published, "Now?").await.is_err());
        let ann = world.person("Ann", Role::Officer).await;
        let text = Prose::parse("Me?").unwrap();
        let refused = ask(
            &world.ctx,
            &world.call(&ann),
            &published.reference,
            Kind::Question,
            text,
        )
        .await;
        assert!(matches!(refused, Err(Error::Refused(_))));
    })
    .await;
}
