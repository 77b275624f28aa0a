//! Requests for information.

use super::{fields, named, walk};
use backend::Error;
use backend::needs::requests::{self, RequestInput};
use backend::notices::unread;
use backend::solicitations::{DayInput, MomentInput};
use backend::testing::{World, on_each_database};
use chrono::Duration;
use domain::actor::{Actor, Role};
use domain::states::NeedEvent;

fn typed(world: &World) -> RequestInput {
    RequestInput {
        title: "Warning times".into(),
        introduction: "We want to learn.".into(),
        questions: vec!["How early?".into(), String::new(), "How sure?".into()],
        closes_at: MomentInput {
            day: DayInput::of(world.ctx.today() + Duration::days(20)),
            time: "17:00".into(),
            zone: "UTC".into(),
        },
    }
}

/// The reference of an open request, and the officer.
async fn asked(world: &World) -> (String, Actor) {
    let (need, officer) = named(world, |_| ()).await;
    walk(
        world,
        &officer,
        &need,
        &[NeedEvent::Plan, NeedEvent::Research],
    )
    .await;
    let call = world.call(&officer);
    let asked = requests::ask(&world.ctx, &call, &need, typed(world)).await;
    (asked.unwrap(), officer)
}

async fn provider(world: &World, name: &str) -> Actor {
    let firm = world.provider_organisation(name).await;
    world.provider(name, firm).await
}

async fn answer(
    world: &World,
    by: &Actor,
    request: &str,
    texts: [&str; 2],
) -> Result<String, Error> {
    let texts = texts.map(str::to_owned);
    requests::answer(&world.ctx, &world.call(by), request, &texts).await
}

#[tokio::test]
async fn a_provider_answers_once_and_may_change_it_until_closing() {
    on_each_database(async |world| {
        let (reference, _) = asked(world).await;
        let pia = provider(world, "Polar Radar").await;
        assert_eq!(
            fields(answer(world, &pia, &reference, ["", " "]).await),
            ["answer_1"]
        );
        answer(world, &pia, &reference, ["Early", ""])
            .await
            .unwrap();
        answer(world, &pia, &reference, ["Earlier", "Quite"])
            .await
            .unwrap();
        let own = requests::request(&world.ctx, &pia, &reference)
            .await
            .unwrap();
        assert_eq!(own.questions, ["How early?", "How sure?"]);
        assert_eq!(
            (own.answers.len(), own.answers[0].answers[0].as_str()),
            (1, "Earlier")
        );
        world.clock.set(own.closes_at);
        assert!(
            answer(world, &pia, &reference, ["On time", ""])
                .await
                .is_ok()
        );
        world.clock.advance(Duration::microseconds(1));
        let late = answer(world, &pia, &reference, ["Late", ""]).await;
        assert!(matches!(late, Err(Error::NotNow(_))));
    })
    .await;
}

#[tokio::test]
async fn nobody_but_the_buyers_reads_anothers_answer() {
    on_each_database(async |world| {
        let (reference, officer) = asked(world).await;
        let (pia, ole) = (provider(world, "Polar Radar").await, provider(world, "Orbit Link").await);
        answer(world, &pia, &reference, ["Secret of Polar", ""]).await.unwrap();
        let delegate = world.delegate("Del", "NO").await;
        for outsider in [&ole, &delegate] {
            let seen = requests::request(&world.ctx, outsider, &reference).await.unwrap();
            assert!(seen.answers.is_empty());
            let file = requests::export(&world.ctx, outsider, &reference).await;
            assert!(matches!(file, Err(Error::Refused(_))));
        }
        let seen = requests::request(&world.ctx, &officer, &reference).await.unwrap();
        assert_eq!(seen.answers[0].provider, "Polar Radar");
        assert_eq!(requests::export(&world.ctx, &officer, &reference).await.unwrap().len(), 2);
        let logged: i64 = world.ctx.db()
            .query("SELECT CAST(COUNT(*) AS BIGINT) FROM event WHERE after_text LIKE '%Secret of Polar%'")
            .scalar().await.unwrap();
        assert_eq!(logged, 0);
    })
    .await;
}

#[tokio::test]
async fn the_market_is_asked_only_about_public_needs_in_research() {
    on_each_database(async |world| {
        let (need, officer) = named(world, |input| input.public = false).await;
        let call = world.call(&officer);
        let early = requests::ask(&world.ctx, &call, &need, typed(world)).await;
        assert!(matches!(early, Err(Error::NotNow(_))));
        walk(
            world,
            &officer,
            &need,
            &[NeedEvent::Plan, NeedEvent::Research],
        )
        .await;
        let hidden = requests::ask(&world.ctx, &call, &need, typed(world)).await;
        assert!(matches!(hidden, Err(Error::NotNow(text)) if text.contains("public")));
    })
    .await;
}

#[tokio::test]
async fn a_request_needs_questions_and_a_closing_to_come() {
    on_each_database(async |world| {
        let (need, officer) = named(world, |_| ()).await;
        walk(
            world,
            &officer,
            &need,
            &[NeedEvent::Plan, NeedEvent::Research],
        )
        .await;
        let call = world.call(&officer);
        let mut empty = typed(world);
        (empty.questions, empty.title) = (vec![String::new()], String::new());
        let refused = requests::ask(&world.ctx, &call, &need, empty).await;
        assert_eq!(fields(refused), ["title", "question_1"]);
        let mut past = typed(world);
        past.closes_at.day = DayInput::of(world.ctx.today() - Duration::days(1));
        let refused = requests::ask(&world.ctx, &call, &need, past).await;
        assert_eq!(fields(refused), ["closes_at"]);
    })
    .await;
}

#[tokio::test]
async fn a_summary_is_published_after_closing() {
    on_each_database(async |world| {
        let (reference, officer) = asked(world).await;
        let call = world.call(&officer);
        let early = requests::summarise(&world.ctx, &call, &reference, "Early.").await;
        assert!(matches!(early, Err(Error::NotNow(_))));
        world.clock.advance(Duration::days(21));
        let silent = requests::summarise(&world.ctx, &call, &reference, " ").await;
        assert_eq!(fields(silent), ["summary"]);
        requests::summarise(&world.ctx, &call, &reference, "A day ahead is usual.")
            .await
            .unwrap();
        let pia = provider(world, "Polar Radar").await;
        let seen = requests::request(&world.ctx, &pia, &reference)
            .await
            .unwrap();
        assert_eq!(seen.summary.unwrap().0, "A day ahead is usual.");
        let auditor = world.person("Aud", Role::Auditor).await;
        let refused = requests::summarise(&world.ctx, &world.call(&auditor), &reference, "x").await;
        assert!(matches!(refused, Err(Error::Refused(_))));
    })
    .await;
}

#[tokio::test]
async fn an_amendment_is_numbered_shows_its_difference_and_tells_who_answered() {
    on_each_database(async |world| {
        let (reference, officer) = asked(world).await;
        let pia = provider(world, "Polar Radar").await;
        answer(world, &pia, &reference, ["Early", "Quite"])
            .await
            .unwrap();
        let mut input = typed(world);
        input.questions = vec![
            "How early, in hours?".into(),
            "How sure?".into(),
            "By when?".into(),
        ];
        let call = world.call(&officer);
        let number =
            requests::amend(&world.ctx, &call, &reference, 1, input, "It was unclear.").await;
        assert_eq!(number.unwrap(), 1);
        let found = requests::request(&world.ctx, &pia, &reference)
            .await
            .unwrap();
        assert_eq!(found.questions.len(), 3);
        assert_eq!(found.answers[0].answers, ["Early", "Quite"]);
        assert_eq!(found.amendments[0].reason, "It was unclear.");
        let changes = &found.amendments[0].changes;
        let paths: Vec<&str> = changes.iter().map(|one| one.path.as_str()).collect();
        assert_eq!(paths, ["Question 1", "Question 3"]);
        let news = unread(&world.ctx, &pia).await.unwrap();
        assert_eq!((news.len(), news[0].kind.as_str()), (1, "request.amended"));
    })
    .await;
}

#[tokio::test]
async fn an_amendment_takes_no_question_out_and_moves_no_date_nearer_and_changes_something() {
    on_each_database(async |world| {
        let (reference, officer) = asked(world).await;
        let call = world.call(&officer);
        let amend = async |version: i64, change: fn(&mut RequestInput)| {
            let mut input = typed(world);
            input.questions = vec!["How early?".into(), "How sure?".into()];
            change(&mut input);
            requests::amend(&world.ctx, &call, &reference, version, input, "Because.").await
        };
        let fewer = amend(1, |input| drop(input.questions.pop())).await;
        assert_eq!(fields(fewer), ["question_2"]);
        let nearer = amend(1, |input| input.closes_at.time = "16:00".into()).await;
        assert_eq!(fields(nearer), ["closes_at"]);
        assert!(matches!(amend(1, |_| ()).await, Err(Error::NotNow(_))));
        let lost = amend(2, |input| input.title = "Other".into()).await;
        assert!(matches!(lost, Err(Error::Stale(_))));
    })
    .await;
}
