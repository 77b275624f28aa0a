//! Who may bid: the answer, declarations of nations, exclusions.

mod declarations;

use backend::Error;
use backend::eligibility::{
    self, CaseInput, ExceptionInput, ExclusionInput, NeedInput, NewExclusion,
};
use backend::testing::fixtures_registry::Bidder;
use backend::testing::{World, on_each_database};
use domain::actor::{Actor, Role};
use domain::eligibility::{Answer, Verdict};

async fn verdict(world: &World, actor: &Actor, reference: &str) -> Verdict {
    let input = CaseInput::default();
    let sheet = eligibility::eligibility(&world.ctx, actor, reference, &input)
        .await
        .unwrap();
    sheet.rows[0].judgement.verdict
}

/// A published solicitation of EUR 9 million, a bidder with a statement, an officer.
async fn scene(world: &World) -> (String, Bidder, Actor) {
    world.reference().await;
    let open = world.published_solicitation().await;
    let bidder = world.bidder("Polar Radar AS").await;
    world.stated(&bidder).await.unwrap();
    (
        open.reference,
        bidder,
        world.person("Ann", Role::Officer).await,
    )
}

fn entry(world: &World, provider: &str, nation: &str) -> NewExclusion {
    let today = world.ctx.today();
    NewExclusion::try_from(ExclusionInput {
        provider: provider.into(),
        nation: nation.into(),
        list_name: "List A".into(),
        list_version: "7".into(),
        list_date: Some(today),
        source: "Council decision 12".into(),
        reason: "Broke an embargo.".into(),
        first_day: Some(today),
        last_day: None,
    })
    .unwrap()
}

#[tokio::test]
async fn every_fact_has_a_source_and_what_is_missing_is_named() {
    on_each_database(async |world| {
        let (reference, bidder, _) = scene(world).await;
        let input = CaseInput::default();
        let sheet = eligibility::eligibility(&world.ctx, &bidder.actor, &reference, &input)
            .await
            .unwrap();
        assert!(sheet.own && sheet.rows.len() == 1 && sheet.need.0);
        let judgement = &sheet.rows[0].judgement;
        assert_eq!(judgement.verdict, Verdict::NotYetShown);
        assert!(judgement.facts.iter().all(|fact| !fact.source.is_empty()));
        let missing: Vec<&str> = judgement
            .facts
            .iter()
            .filter(|fact| fact.answer == Answer::Missing)
            .map(|fact| fact.question)
            .collect();
        assert_eq!(missing, ["Declaration of eligibility"]);
    })
    .await;
}

#[tokio::test]
async fn an_officer_asks_about_each_provider_and_a_provider_about_itself_alone() {
    on_each_database(async |world| {
        let (reference, bidder, officer) = scene(world).await;
        world.bidder("Aurora AS").await;
        let input = CaseInput::default();
        let all = eligibility::eligibility(&world.ctx, &officer, &reference, &input)
            .await
            .unwrap();
        let names: Vec<&str> = all.rows.iter().map(|row| row.name.as_str()).collect();
        assert_eq!(names, ["Aurora AS", "Polar Radar AS"]);
        let own = eligibility::eligibility(&world.ctx, &bidder.actor, &reference, &input)
            .await
            .unwrap();
        assert_eq!(own.rows.len(), 1);
        let narrowed = CaseInput {
            text: bidder.reference.clone(),
            ..input
        };
        let one = eligibility::eligibility(&world.ctx, &officer, &reference, &narrowed)
            .await
            .unwrap();
        assert_eq!(one.rows[0].name, "Polar Radar AS");
        let evaluator = world.person("Eva", Role::Evaluator).await;
        let refused = eligibility::eligibility(&world.ctx, &evaluator, &reference, &narrowed).await;
        assert!(matches!(refused, Err(Error::Refused(_))));
    })
    .await;
}

#[tokio::test]
async fn an_officer_decides_with_a_reason_whether_a_declaration_is_asked_for() {
    on_each_database(async |world| {
        let (reference, bidder, officer) = scene(world).await;
        let call = world.call(&officer);
        let silent = NeedInput {
            needed: "no".into(),
            reason: String::new(),
        };
        let refused = eligibility::set_need(&world.ctx, &call, &reference, 0, &silent).await;
        assert!(matches!(refused, Err(Error::Invalid(fields)) if fields[0].field == "need_reason"));
        let input = NeedInput {
            reason: "Not of the investment programme".into(),
            ..silent
        };
        eligibility::set_need(&world.ctx, &call, &reference, 0, &input)
            .await
            .unwrap();
        assert_eq!(
            verdict(world, &bidder.actor, &reference).await,
            Verdict::Eligible
        );
        let lost = eligibility::set_need(&world.ctx, &call, &reference, 0, &input).await;
        assert!(matches!(lost, Err(Error::Stale(stale)) if stale.version == 1));
    })
    .await;
}

#[tokio::test]
async fn an_exclusion_speaks_against_it_until_it_is_ended() {
    on_each_database(async |world| {
        let (reference, bidder, officer) = scene(world).await;
        let call = world.call(&officer);
        eligibility::exclude(&world.ctx, &call, entry(world, &bidder.reference, ""))
            .await
            .unwrap();
        assert_eq!(
            verdict(world, &bidder.actor, &reference).await,
            Verdict::NotEligible
        );
        let rows = eligibility::exclusions(&world.ctx, &officer, &Default::default())
            .await
            .unwrap();
        eligibility::end_exclusion(&world.ctx, &call, rows[0].id, "Taken off the list")
            .await
            .unwrap();
        assert_eq!(
            verdict(world, &bidder.actor, &reference).await,
            Verdict::NotYetShown
        );
        let again = eligibility::end_exclusion(&world.ctx, &call, rows[0].id, "Again").await;
        assert!(matches!(again, Err(Error::NotNow(_))));
        let refused = eligibility::exclude(
            &world.ctx,
            &world.call(&bidder.actor),
            entry(world, "", "SE"),
        )
        .await;
        assert!(matches!(refused, Err(Error::Refused(_))));
    })
    .await;
}

#[test]
fn an_exclusion_names_an_organisation_or_a_nation() {
    let input = ExclusionInput {
        list_name: "A".into(),
        ..ExclusionInput::default()
    };
    let Err(Error::Invalid(fields)) = NewExclusion::try_from(input) else {
        panic!("it was accepted")
    };
    let named: Vec<&str> = fields.iter().map(|one| one.field.as_str()).collect();
    assert_eq!(
        named,
        [
            "provider",
            "list_version",
            "source",
            "reason",
            "list_date",
            "first_day"
        ]
    );
}

#[tokio::test]
async fn further_nations_are_admitted_only_after_approval() {
    on_each_database(async |world| {
        let (reference, bidder, officer) = scene(world).await;
        let query = world
            .ctx
            .db()
            .query("UPDATE provider SET nation_code = 'JP' WHERE id = $1");
        query.bind(bidder.provider.0).run_one().await.unwrap();
        assert_eq!(
            verdict(world, &bidder.actor, &reference).await,
            Verdict::NotEligible
        );
        let (call, today) = (world.call(&officer), world.ctx.today());
        let input = ExceptionInput {
            nations: vec!["JP".into()],
            approved_by: "The committee".into(),
            approved_on: today.succ_opt(),
            decision: "D-12".into(),
            reason: "Operation".into(),
        };
        let late = eligibility::admit(&world.ctx, &call, &reference, 0, &input).await;
        assert!(matches!(late, Err(Error::Invalid(fields)) if fields[0].field == "approved_on"));
        let input = ExceptionInput {
            approved_on: Some(today),
            ..input
        };
        eligibility::admit(&world.ctx, &call, &reference, 0, &input)
            .await
            .unwrap();
        assert_eq!(
            verdict(world, &bidder.actor, &reference).await,
            Verdict::NotYetShown
        );
    })
    .await;
}

async fn may_bid(world: &World, reader: &Actor, nation: &str) -> usize {
    let input = backend::solicitations::ListInput {
        bidders: Some(nation.to_owned()),
        ..Default::default()
    };
    let page = backend::solicitations::list(&world.ctx, reader, &input).await;
    page.unwrap().rows.len()
}

#[tokio::test]
async fn the_list_narrows_to_solicitations_on_which_a_nation_may_bid() {
    on_each_database(async |world| {
        let (reference, _, officer) = scene(world).await;
        assert_eq!(may_bid(world, &officer, "NO").await, 1);
        assert_eq!(may_bid(world, &officer, "JP").await, 0);
        let admitted = ExceptionInput {
            nations: vec!["JP".into()],
            approved_by: "The Council".into(),
            approved_on: Some(world.ctx.today()),
            decision: "C-1".into(),
            reason: "A crisis.".into(),
        };
        let call = world.call(&officer);
        eligibility::admit(&world.ctx, &call, &reference, 0, &admitted)
            .await
            .unwrap();
        assert_eq!(may_bid(world, &officer, "JP").await, 1);
        assert_eq!(may_bid(world, &officer, "CH").await, 0);
        let entry = entry(world, "", "NO");
        eligibility::exclude(&world.ctx, &call, entry)
            .await
            .unwrap();
        assert_eq!(may_bid(world, &officer, "NO").await, 0);
    })
    .await;
}

#[tokio::test]
async fn a_programme_with_participants_is_for_them_alone() {
    on_each_database(async |world| {
        let (reference, _, officer) = scene(world).await;
        let update = "UPDATE solicitation SET programme_code = 'APSS' WHERE reference = $1";
        let update = world.ctx.db().query(update).bind(reference);
        update.run_one().await.unwrap();
        let inside = "SELECT nation_code FROM programme_nation WHERE programme_code = 'APSS' AND standing LIKE 'Participant%' ORDER BY 1 LIMIT 1";
        let inside: String = world.ctx.db().query(inside).scalar().await.unwrap();
        let outside = "SELECT code FROM nation WHERE code NOT IN (SELECT nation_code FROM programme_nation WHERE programme_code = 'APSS') ORDER BY 1 LIMIT 1";
        let outside: String = world.ctx.db().query(outside).scalar().await.unwrap();
        assert_eq!(may_bid(world, &officer, &inside).await, 1);
        assert_eq!(may_bid(world, &officer, &outside).await, 0);
    })
    .await;
}
